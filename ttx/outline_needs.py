"""What needs what in the world: carriers, tanks, suppliers, links, and who hears by what.

It reads names that the scenario wrote; a box that nothing names stands alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from ttx.evaluation_log import listed
from ttx.outline import Arrow, Box, Graph
from ttx.scenario import Scenario
from ttx.scenario.names import parts
from ttx.text import Text, both

KINDS = (
    ("needs", both("needs it")),
    ("one", both("needs one of these")),
    ("instead", both("takes over when it fails")),
    ("feeds", both("fills it, or its patients go there")),
    ("serves", both("its ambulances drive for it")),
    ("link", both("moves a figure of it")),
    ("carries", both("carries its reports or messages")),
)
SECTIONS: tuple[tuple[tuple[str, ...], str, str], ...] = (
    (("infrastructure",), "", "thing"),
    (("stocks",), "", "stock"),
    (("casualties",), "", "place"),
    (("hospitals", "sites"), "care.", "place"),
    (("transport", "regions"), "transport.", "place"),
    (("transport", "hubs"), "transport.", "place"),
    (("transport", "scenes"), "transport.", "place"),
    (("population", "areas"), "people.", "place"),
    (("evacuation", "trains"), "", "place"),
    (("mobility", "ways"), "", "thing"),
)
"""Where things stand in the world, what their gauges begin with, how they are drawn."""
WORDS = {
    "any_of": "one",
    "standby_for": "instead",
    "supplier": "feeds",
    "tank": "feeds",
}
SKIPPED = ("title", "title_en", "source", "tag", "note", "product", "unit", "service")
SPREADING = "care.spreading"
"""Where a hub or a scene sends its patients: to all hospitals, each by its own yes."""
ALIKE = 2
"""From so many boxes with the same arrows on, they are drawn as one."""


def needs_graph(scenario: Scenario) -> Graph:
    """The graph; things that hang on the same and carry the same are one box."""
    things = dict(_things(scenario))
    boxes = {key: box for key, (_, box) in things.items()}
    boxes |= {box.id: box for box in _seats(scenario)}
    arrows = [
        a for a in dict.fromkeys(_arrows(scenario, things)) if a.source != a.target
    ]
    if any(a.target == SPREADING for a in arrows):
        title = both("spreading of patients over hospitals")
        boxes[SPREADING] = Box(SPREADING, title, (), "channel")
    arrows = [a for a in arrows if a.source in boxes and a.target in boxes]
    tied = {name: None for arrow in arrows for name in (arrow.source, arrow.target)}
    kept, joined = _folded({k: b for k, b in boxes.items() if k in tied}, arrows)
    return Graph(
        both("What needs what: {title}", title=scenario.title), tuple(kept),
        tuple(joined),
        (*(b for k, b in boxes.items() if k not in tied and b.kind != "table"),
         *_told(scenario, things)),
        KINDS, both("What stands by itself, and what each table sees and hears of"),
    )  # fmt: skip


def _things(scenario: Scenario) -> Iterator[tuple[str, tuple[Mapping[str, Any], Box]]]:
    """Everything with a name in the world, by the stem of its gauges."""
    for section, stem, kind in SECTIONS:
        here: Any = scenario.world
        for key in section:
            here = here.get(key) if isinstance(here, Mapping) else None
        for name, one in here.items() if isinstance(here, Mapping) else ():
            if isinstance(one, Mapping):
                nl = str(one.get("title") or name.replace("-", " ").capitalize())
                title = Text(nl, str(one.get("title_en") or nl))
                yield f"{stem}{name}", (one, Box(f"{stem}{name}", title, (), kind))


def _titles(
    scenario: Scenario, gauges: Iterable[str], things: Mapping[str, Any]
) -> Text:
    """The things that some figures are of, each once."""
    stems = (stem for name in gauges for stem in _stems(scenario, name, things))
    return listed(things[stem][1].title for stem in dict.fromkeys(stems))


def _told(scenario: Scenario, things: Mapping[str, Any]) -> Iterator[Box]:
    """What each table sees itself, and what it only hears of."""
    for key, team in scenario.teams.items():
        sees = _titles(scenario, team.sees, things)
        hears = _titles(scenario, team.hears, things)
        lines = [both("sees itself: {things}", things=sees)] if sees else []
        lines += [both("hears of: {things}", things=hears)] if hears else []
        yield Box(f"team:{key}", team.title, tuple(lines), "table")


def _seats(scenario: Scenario) -> Iterator[Box]:
    """The tables, and the channels that something carries."""
    for key, team in scenario.teams.items():
        title = team.short or team.title
        if len(team.instances) > 1:
            title = listed(place.title for place in team.instances.values())
        yield Box(f"team:{key}", title, (), "table")
    for key, channel in scenario.channels.items():
        if channel.carried_by:
            yield Box(f"channel:{key}", channel.title, (), "channel")


# --- arrows ------------------------------------------------------------------------


def _arrows(
    scenario: Scenario, things: Mapping[str, tuple[Mapping[str, Any], Box]]
) -> Iterator[Arrow]:
    for target, (one, _) in things.items():
        yield from _by_region(scenario, target, one, things)
        for word, name in _named(one):
            for source in _stems(scenario, name, things):
                if word in ("burned_by", "to"):
                    yield Arrow(target, source, "feeds")
                else:
                    yield Arrow(source, target, WORDS.get(word, "needs"))
    for link in scenario.links:
        for target in _stems(scenario, link.lever, things):
            for source in _stems(scenario, link.gauge, things):
                yield Arrow(source, target, "link")
    yield from _carried(scenario, things)


def _by_region(
    scenario: Scenario, target: str, one: Mapping[str, Any], things: Mapping[str, Any]
) -> Iterator[Arrow]:
    """What a place has to do with regions: whose ambulances, and whose hospitals."""
    region, gathered = one.get("region"), one.get("ambulances")
    near = dict.fromkeys([region, *(gathered if isinstance(gathered, Mapping) else ())])
    for name in near:
        if f"transport.{name}" in things:
            yield Arrow(f"transport.{name}", target, "serves")
    if target.startswith("transport.") and isinstance(one.get("travel"), Mapping):
        yield Arrow(target, SPREADING, "feeds")
    if target.startswith("care.") and one.get("open") is not False:
        yield Arrow(SPREADING, target, "feeds")


def _carried(scenario: Scenario, things: Mapping[str, Any]) -> Iterator[Arrow]:
    """What carries a table's reports, and what carries a channel."""
    for key, team in scenario.teams.items():
        for heard in team.hears.values():
            for source in _stems(scenario, heard.by, things):
                yield Arrow(source, f"team:{key}", "carries")
    for key, channel in scenario.channels.items():
        for source in _stems(scenario, channel.carried_by, things):
            yield Arrow(source, f"channel:{key}", "carries")


def _named(one: Any, word: str = "") -> Iterator[tuple[str, str]]:
    """Every text in what a thing was told, with the word that it stands under."""
    if isinstance(one, Mapping):
        for key, value in one.items():
            if key in (*SKIPPED, "region", "ambulances", "travel"):
                continue
            if word == "depends":
                yield "needs", str(key)
            elif key == "givers" and isinstance(value, Mapping):
                yield from (("needs", f"care.{name}") for name in value)
            else:
                yield from _named(value, str(key))
    elif isinstance(one, list | tuple):
        for value in one:
            yield from _named(value, word)
    elif isinstance(one, str):
        yield word, one


def _stems(
    scenario: Scenario, name: str, things: Mapping[str, Any], deep: int = 3
) -> Iterator[str]:
    """The things that a gauge, lever, port or name belongs to; several by a sum."""
    for one in _each(scenario, name):
        show = scenario.gauges.get(one)
        if show is not None and parts(show) and deep:
            for part in parts(show):
                yield from _stems(scenario, part, things, deep - 1)
            continue
        stem = one
        while stem and stem not in things:
            stem = stem.rpartition(".")[0]
        if stem:
            yield stem


def _each(scenario: Scenario, name: str) -> Iterator[str]:
    if "{instance}" not in name:
        yield name
        return
    for table in scenario.tables:
        if table.instance:
            yield name.replace("{instance}", table.instance)


# --- folding -----------------------------------------------------------------------


def _folded(
    boxes: Mapping[str, Box], arrows: list[Arrow]
) -> tuple[list[Box], list[Arrow]]:
    """Boxes with the same arrows as one box that names them all, until nothing folds."""
    kept = dict(boxes)
    while True:
        alike: dict[Any, list[str]] = {}
        for key, box in kept.items():
            into = sorted((a.source, a.kind) for a in arrows if a.target == key)
            out = sorted((a.target, a.kind) for a in arrows if a.source == key)
            alike.setdefault((box.kind, tuple(into), tuple(out)), []).append(key)
        same = next((g for g in alike.values() if len(g) >= ALIKE), None)
        if same is None:
            return list(kept.values()), arrows
        first, *others = same
        lines = tuple(line for key in same for line in kept[key].lines or (kept[key].title,))  # fmt: skip
        kept[first] = replace(kept[first], lines=lines)
        gone = dict.fromkeys(others)
        kept = {key: box for key, box in kept.items() if key not in gone}
        arrows = [a for a in arrows if a.source not in gone and a.target not in gone]
