"""Why the people fare as they do: one sentence per gauge, and the gauge behind it.

It tells what the model did; it must never name who should have done otherwise.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from ttx.models.area import Area
from ttx.models.model import Cause
from ttx.models.vulnerable import LIMITS
from ttx.text import Text, hours, number, percent

_DEPENDENT = {
    "ventilated": Text("De accu's van thuisbeademden", "Batteries of the ventilated"),
    "oxygen": Text("Zuurstofflessen thuis", "Oxygen cylinders at home"),
    "dialysis": Text("Dialyse", "Dialysis"),
}


def why(
    area: Area, what: str, ties: Mapping[str, str], now: Callable[[], int]
) -> Callable[[], Cause | None] | None:
    """The teller of the cause of this gauge, if it has one."""
    kind, _, part = what.partition("_")
    if kind in _DEPENDENT and part in ("left", "missed"):
        return lambda: _battery(area, kind, ties["power"])
    if what in ("home_temperature", "cold_hours"):
        return lambda: _cold(area, ties["care_home_power"], now())
    if what in ("calls", "calls_unanswered"):
        return lambda: _calls(area, ties)
    if what == "heard":
        return lambda: _heard(area, ties["telecom"])
    if what == "trust":
        return lambda: _trust(area, f"people.{area.name}.heard", now())
    if what in ("dark", "absent", "co", "unreached", "crowding", "supported"):
        return lambda: _dark(area, ties["power"])
    return None


def _battery(area: Area, kind: str, power: str) -> Cause | None:
    if not area.dark:
        return None
    figure = area.figures[LIMITS[kind]]
    low, high = figure.quantile(0.05) / 3_600_000, figure.quantile(0.95) / 3_600_000
    says = _DEPENDENT[kind]
    text = Text(
        f"{says.nl}: {hours(low, 'nl')} tot {hours(high, 'nl')} uur zonder stroom",
        f"{says.en}: {hours(low, 'en')} to {hours(high, 'en')} h without power",
    )
    return Cause(text, figure.tag or "D", power)


def _cold(area: Area, power: str, now: int) -> Cause | None:
    dark = [home for home in area.homes.homes if home.dark and home.residents]
    if not dark:
        return _dark(area, power)
    degrees = area.homes.coldest(now)
    text = Text(
        f"{len(dark)} zorglocaties zonder stroom, de koudste is {number(degrees, 'nl')} graden",
        f"{len(dark)} care homes without power, the coldest is at {number(degrees, 'en')} C",
    )
    return Cause(text, area.figures["home_cools"].tag or "D", power)


def _calls(area: Area, ties: Mapping[str, str]) -> Cause | None:
    if area.emergency < 1 and ties["emergency"]:
        text = Text(
            "De meldkamer werkt niet volledig", "The 112 centre does not work fully"
        )
        return Cause(text, "D", ties["emergency"])
    if area.telecom < 1 and ties["telecom"]:
        share = area.telecom
        text = Text(
            f"Nog {percent(share, 'nl')} kan bellen",
            f"{percent(share, 'en')} can still phone",
        )
        return Cause(text, "D", ties["telecom"])
    if not area.dark:
        return None
    factor = area.calls.rate / area.calls.quiet if area.calls.quiet else 0.0
    text = Text(
        f"Er wordt {number(factor, 'nl', 1)} keer zo veel gebeld als anders",
        f"There are {number(factor, 'en', 1)} times as many calls as usual",
    )
    return Cause(text, area.figures["calls_outage"].tag or "D", ties["power"])


def _heard(area: Area, telecom: str) -> Cause:
    reach = area.public.reach(area.telecom)
    text = Text(
        f"Een boodschap bereikt nu {percent(reach, 'nl')}",
        f"A message reaches {percent(reach, 'en')} now",
    )
    return Cause(text, area.figures["alert_reach"].tag or "D", telecom)


def _trust(area: Area, heard: str, now: int) -> Cause | None:
    public = area.public
    if public.slips:
        text = Text(
            f"De verwachte hersteltijd is {public.slips} keer niet gehaald",
            f"The time that people were told has slipped {public.slips} times",
        )
        return Cause(text, area.figures["slip_costs"].tag or "D")
    if public.rumours.at(now) > 0.1:
        text = Text("Er gaan geruchten rond", "Rumours go round")
        return Cause(text, area.figures["rumour_costs"].tag or "D")
    if not area.dark:
        return None
    text = Text(
        "Vertrouwen daalt zolang mensen in het donker niets horen",
        "Trust falls while people in the dark hear nothing",
    )
    return Cause(text, area.figures["silence_costs"].tag or "D", heard)


def _dark(area: Area, power: str) -> Cause | None:
    if not area.dark:
        return None
    text = Text(
        f"{percent(area.dark, 'nl')} van de woningen in {area.title.nl} zit zonder stroom",
        f"{percent(area.dark, 'en')} of homes in {area.title.en} are without power",
    )
    return Cause(text, "D", power)
