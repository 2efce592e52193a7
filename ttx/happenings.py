"""What befell the world, in words: each kind of event as people would tell it.

What befell single people at home is not told one by one; it is in the gauges.
"""

from __future__ import annotations

from typing import Any

from ttx.journal import Entry
from ttx.scenario import Scenario
from ttx.text import Text, both

EVENTS = {
    "failed": "failed",
    "restored": "restored",
    "buffer-exhausted": "buffer exhausted",
    "generator-started": "generator started",
    "generator-did-not-start": "generator did not start",
    "generator-out-of-fuel": "generator out of fuel",
    "stock-empty": "stock empty",
    "stock-full": "stock full",
    "delivered": "delivery arrived",
    "batch": "patients arrived",
    "outbreak": "outbreak of a resistant germ",
    "opened": "opened",
    "closed": "closed",
    "care-home-cold": "care home below its heat limit",
    "estimate-slipped": "estimate of restoration slipped",
    "dropped-out": "dropped out again",
    "reconnected": "switched back to the grid",
    "sabotage": "sabotaged",
    "rota-started": "disconnection in turns started",
    "rota-ended": "disconnection in turns ended",
    "outbreak-known": "outbreak recognised",
    "way-closed": "way closed",
    "way-open": "way open again",
    "evacuation-left": "left the staging place",
    "evacuation-arrived": "arrived at the point of entry",
    "supplier-lost": "supplier lost",
    "supplier-back": "supplier back",
    "expired": "expired",
}
PLACES: dict[str, tuple[tuple[str, ...], ...]] = {
    "node": (("infrastructure",),),
    "stock": (("stocks",),),
    "site": (("hospitals", "sites"),),
    "stream": (("casualties",),),
    "area": (("population", "areas"),),
    "place": (("outbreak", "places"),),
    "way": (("mobility", "ways"),),
    "carrier": tuple(("evacuation", one) for one in ("trains", "aircraft", "ships")),
}
"""By the word of an event: where the scenario describes the place."""


def told(entry: Entry) -> bool:
    """Whether an event is told at all."""
    return entry.body["what"] in EVENTS


def place(entry: Entry, scenario: Scenario) -> Text:
    """Where it befell: as the scenario calls the place, or its name."""
    kind = next((one for one in PLACES if one in entry.body), "")
    name = str(entry.body.get(kind, ""))
    table = scenario.table(name)
    if table is not None:
        return table.title
    if title := titled(scenario, kind, name):
        return title
    for gauge in (f"{name}.level", f"{name}.running", f"{name}.amount"):
        if gauge in scenario.gauges:
            return scenario.gauges[gauge].title
    return Text(name, name)


def titled(scenario: Scenario, kind: str, name: str) -> Text:
    """What the world of the scenario calls a place, a stock or a stream of people."""
    for path in PLACES.get(kind, ()):
        here: Any = scenario.world
        for key in (*path, name):
            here = here.get(key) if isinstance(here, dict) else None
        if isinstance(here, dict) and here.get("title"):
            return Text(str(here["title"]), str(here.get("title_en") or here["title"]))
    return Text()


def happening(entry: Entry, scenario: Scenario) -> Text:
    """An event of the world as one line: where, and what."""
    what = both(EVENTS[entry.body["what"]])
    where = place(entry, scenario)
    return Text(f"{where.of('nl')}: {what.nl}", f"{where.of('en')}: {what.en}")
