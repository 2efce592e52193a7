"""Where the casualties were at the end: hub or scene, regions, hospitals, and onward.

Everyone who arrived stands in one branch and in one only. What was not recorded of a
hospital is told as the rest of its region; no branch is ever guessed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ttx.debrief.line import span
from ttx.evaluation_log import Log, title_of_table
from ttx.evaluation_words import moment
from ttx.text import Text, both

WAITING = ("waiting", "on_scene")
"""The gauges of a hub or scene that count those who wait there."""


@dataclass(frozen=True, slots=True)
class Branch:
    """A place with its casualties (persons), and where in it they were."""

    title: Text
    count: int
    inner: tuple[Branch, ...] = ()


@dataclass(frozen=True, slots=True)
class Flow:
    """All who arrived (persons), since when and until, and the branches they are in."""

    total: int
    source: Text
    until: Text
    branches: tuple[Branch, ...]


def flow(log: Log) -> Flow | None:
    """The flow of a whole exercise; None where no casualties came or none is known."""
    came = [entry.body for entry in log.out("happened") if entry.body.get("what") == "batch"]  # fmt: skip
    total = sum(int(one["real"]) for one in came)
    found = [one for one in (*_waiting(log), *_hospitals(log)) if one.count]
    rest = total - sum(one.count for one in found)
    if not total or not found or rest < 0:
        return None
    if rest:
        found.append(Branch(both("Under way, discharged or moved on"), rest))
    streams = list(dict.fromkeys(str(one["stream"]) for one in came))
    titles = dict.fromkeys(_titled(log, "casualties", (), one) for one in streams)
    source = next(iter(titles)) if len(titles) == 1 else both("All casualties")
    return Flow(total, source, moment(log.scenario, span(log)[1]), tuple(found))


def _last(log: Log, gauge: str) -> int | None:
    """The last recorded value, in whole persons."""
    _, values = log.readings.get(gauge, ([], []))
    return round(values[-1]) if values else None


def _waiting(log: Log) -> list[Branch]:
    """Those who wait at a hub or on a scene; a scenario's own `hub.waiting` too."""
    made = []
    for kind in ("hubs", "scenes"):
        for name in _part(log.scenario.world, "transport", kind):
            counts = [_last(log, f"transport.{name}.{gauge}") for gauge in WAITING]
            known = [one for one in counts if one is not None]
            if known:
                made.append(Branch(_titled(log, "transport", (kind,), name), known[-1]))
    if not made and (count := _last(log, "hub.waiting")) is not None:
        made.append(Branch(both("Waiting at the hub"), count))
    return made


def _hospitals(log: Log) -> list[Branch]:
    """By region, and in it by hospital, as far as each was recorded."""
    everyone = _last(log, "care.all.military")
    regions = [one for name in _part(log.scenario.world, "hospitals", "regions")
               if (one := _region(log, name)) is not None]  # fmt: skip
    if everyone is None:
        return regions or _delivered(log)
    rest = everyone - sum(one.count for one in regions)
    if rest > 0:
        told = both("Hospitals in other regions" if regions else "In hospital")
        regions.append(Branch(told, rest))
    return regions


def _region(log: Log, name: str) -> Branch | None:
    count = _last(log, f"care.{name}.military")
    if count is None:
        return None
    inner = []
    for site, form in _part(log.scenario.world, "hospitals", "sites").items():
        there = _last(log, f"care.{site}.military")
        if form.get("region") == name and there is not None:
            inner.append(Branch(_titled(log, "hospitals", ("sites",), site), there))
    rest = count - sum(one.count for one in inner)
    if inner and rest > 0:
        inner.append(Branch(both("Other hospitals"), rest))
    return Branch(_titled(log, "hospitals", ("regions",), name), count, tuple(inner))


def _delivered(log: Log) -> list[Branch]:
    """After a sudden incident: those who were brought to a hospital, and to which."""
    counts = [_last(log, f"transport.{name}.delivered")
              for name in _part(log.scenario.world, "transport", "scenes")]  # fmt: skip
    known = [one for one in counts if one is not None]
    if not known:
        return []
    inner = [Branch(_titled(log, "hospitals", ("sites",), site), there)
             for site in _part(log.scenario.world, "hospitals", "sites")
             if (there := _last(log, f"care.{site}.sudden"))]  # fmt: skip
    rest = sum(known) - sum(one.count for one in inner)
    if rest < 0:
        inner = []
    elif inner and rest:
        inner.append(Branch(both("Other hospitals"), rest))
    return [Branch(both("Brought to hospital"), sum(known), tuple(inner))]


def _part(world: Mapping[str, Any], model: str, part: str) -> Mapping[str, Any]:
    form = world.get(model)
    found = form.get(part) if isinstance(form, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _titled(log: Log, model: str, part: tuple[str, ...], name: str) -> Text:
    """What a place is called: on the map, by its table, by its form, else its name."""
    if spot := log.scenario.map.places.get(name):
        return spot.title
    if log.scenario.table(name):
        return title_of_table(log.scenario, name)
    form: Any = log.scenario.world.get(model, {})
    for step in (*part, name):
        form = form.get(step, {}) if isinstance(form, Mapping) else {}
    title = str(form.get("title", "")) if isinstance(form, Mapping) else ""
    if title:
        return Text(title, str(form.get("title_en", title)))
    return Text(
        name.replace("-", " ").capitalize(), name.replace("-", " ").capitalize()
    )
