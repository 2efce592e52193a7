"""`article5` at the size of the country: every hospital by itself, thirty days.

The shipped exercise adds the hospitals of eight regions up into two. Here each of them is
one: about seventy-five in all, with the same beds, teams and patients together.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from ttx import library
from ttx.moment import DAY
from ttx.scenario import Scenario

CENTRES, GENERAL, REGIONS = 8, 57, 8
DAYS = 30
_SHARED = ("icu_beds", "ward_beds", "or_teams", "or_night", "ed_places", "ed_visits",
           "isolation_rooms")  # fmt: skip


def national() -> Scenario:
    """The exercise with each hospital apart, from D-2 to thirty days after STARTEX."""
    scenario = library.load("article5").scenario
    world = dict(scenario.world)
    care = dict(world["hospitals"])
    regions = dict(care["regions"])
    sites = dict(care["sites"])
    for name, many, start in (
        ("overig-centra", CENTRES, 0),
        ("overig-algemeen", GENERAL, 3),
    ):
        whole = sites.pop(name)
        for number, one in enumerate(_shares(whole, many)):
            region = _region((number + start) % REGIONS)
            regions.setdefault(region, regions["overig"])
            sites[name if number == 0 else f"{name}-{number + 1}"] = {
                **one, "region": region
            }  # fmt: skip
    world["hospitals"] = {**care, "regions": regions, "sites": sites}
    world["transport"] = _rides(dict(world["transport"]), list(regions))
    return scenario.model_copy(update={"world": world, "endex": DAYS * DAY})


def _region(number: int) -> str:
    """The first keeps the name that options and gauges use."""
    return f"overig-{number + 1}" if number else "overig"


def _shares(whole: Mapping[str, Any], many: int) -> Iterator[dict[str, Any]]:
    """So many hospitals that together are the whole; the first are a bed larger."""
    for number in range(many):
        parts = {
            what: whole[what] // many + (number < whole[what] % many)
            for what in _SHARED
            if what in whole
        }
        yield {**whole, **parts, "or_teams": max(1, parts["or_teams"])}


def _rides(transport: dict[str, Any], regions: list[str]) -> dict[str, Any]:
    """One region's ambulances become those of eight, with the hub as far from each."""
    rides = dict(transport["regions"])
    whole = rides.pop("overig")
    new = [one for one in regions if one not in rides]
    share = {k: v // len(new) if isinstance(v, int) else v for k, v in whole.items()}
    rides |= dict.fromkeys(new, share)
    hubs = {
        name: {
            **hub,
            "travel": hub["travel"] | dict.fromkeys(new, hub["travel"]["overig"]),
        }
        for name, hub in transport["hubs"].items()
    }
    return {**transport, "regions": rides, "hubs": hubs}
