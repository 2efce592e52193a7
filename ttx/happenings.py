"""What befell the world, in words: each kind of event as people would tell it.

What befell single people at home is not told one by one; it is in the gauges.
"""

from __future__ import annotations

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
}
PLACES = ("node", "stock", "site", "stream", "area")


def told(entry: Entry) -> bool:
    """Whether an event is told at all."""
    return entry.body["what"] in EVENTS


def place(entry: Entry, scenario: Scenario) -> Text:
    """Where it befell: as the scenario calls the place, or its name."""
    name = next((str(entry.body[one]) for one in PLACES if one in entry.body), "")
    table = scenario.table(name)
    if table is not None:
        return table.title
    node = scenario.world.get("infrastructure", {}).get(name)
    if isinstance(node, dict) and node.get("title"):
        return Text(str(node["title"]), str(node.get("title_en") or node["title"]))
    for gauge in (f"{name}.level", f"{name}.running", f"{name}.amount"):
        if gauge in scenario.gauges:
            return scenario.gauges[gauge].title
    return Text(name, name)


def happening(entry: Entry, scenario: Scenario) -> Text:
    """An event of the world as one line: where, and what."""
    what = both(EVENTS[entry.body["what"]])
    where = place(entry, scenario)
    return Text(f"{where.of('nl')}: {what.nl}", f"{where.of('en')}: {what.en}")
