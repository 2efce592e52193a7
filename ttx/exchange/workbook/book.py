"""A scenario as a workbook has to know it: its records as written, and who is called what.

Built from what was read of its files, cards dealt; it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from ttx import library
from ttx.exchange.workbook.columns import Sheet
from ttx.library_shelves import files
from ttx.library_values import opened
from ttx.scenario import Scenario
from ttx.scenario.cards import deal
from ttx.scenario.frame import CHANNELS
from ttx.scenario.joining import join
from ttx.scenario.marks import Mark, Source
from ttx.scenario.names import ALL, CONTROL, RESPONSE
from ttx.scenario.slips import nearest
from ttx.scenario.timing import Timing
from ttx.text import Text, both


@dataclass(frozen=True)
class Directory:
    """Names of one kind: id -> what people call it, and back from either."""

    titles: Mapping[str, tuple[Text, ...]]

    @cached_property
    def _back(self) -> dict[str, str | None]:
        """Every way to say a name, without capitals; None where two share it."""
        found: dict[str, str | None] = {}
        for name, texts in self.titles.items():
            for said in dict.fromkeys(w for t in texts for w in (t.nl, t.en) if w):
                key = said.casefold()
                found[key] = name if found.get(key, name) == name else None
        return {**found, **{name.casefold(): name for name in self.titles}}

    def told(self, name: str, lang: str) -> str:
        """What a cell shows for an id: its title where nothing else is called so."""
        for text in self.titles.get(name, ()):
            said = text.of(lang)
            plain = said and not any(sign in said for sign in ";\n")
            if plain and self._back.get(said.casefold()) == name:
                return said
        return name

    def found(self, said: str) -> str | None:
        """The id that is meant, or None."""
        return self._back.get(said.strip().casefold())

    def near(self, said: str) -> str:
        """The nearest thing that there is, as it can be typed."""
        near = nearest(said.casefold(), self._back)
        return self._back.get(near) or near

    def labels(self, lang: str) -> list[str]:
        """All of them, as a drop-down shows them."""
        return [self.told(name, lang) for name in self.titles]


@dataclass(frozen=True)
class Record:
    """One row: its id, what is written of it, and where in the scenario it stands."""

    id: str
    raw: Mapping[str, Any]
    steps: tuple[str | int, ...]


@dataclass(frozen=True)
class Book:
    """A scenario, what was read of it, and the two languages of its workbook.

    `uses`: which inject card a line of the draaiboek uses, by its place.
    """

    scenario: Scenario
    source: Source
    lang: str
    path: Path
    uses: Mapping[int, str] = field(default_factory=dict)
    _kept: dict[str, Directory] = field(default_factory=dict)

    @cached_property
    def timing(self) -> Timing:
        """When injects come, as far as that can be known."""
        return Timing(self.scenario)

    @property
    def second(self) -> str:
        """The other language, or nothing where the scenario has only one."""
        others = [one for one in self.scenario.languages if one != self.lang]
        return others[0] if others else ""

    def language(self, number: str) -> str:
        """The language of a column of kind "1" or "2"."""
        return self.lang if number == "1" else self.second

    def records(self, sheet: Sheet) -> list[Record]:
        """The records of a sheet, in the order written."""
        data = self.source.data.get(sheet.place) or {}
        if not sheet.listed:
            return [Record(n, raw, (sheet.place, n)) for n, raw in data.items()]
        rows = [Record(str(one.get("id")), one, (sheet.place, place))
                for place, one in enumerate(data)]  # fmt: skip
        if not sheet.inside:
            return rows
        return [
            Record(str(one.get("id")), one, (*row.steps, sheet.inside, place))
            for row in rows
            for place, one in enumerate(row.raw.get(sheet.inside) or [])
        ]

    def mark(self, steps: Iterable[str | int]) -> Mark | None:
        """Where this place is written, if it is."""
        mark: Mark = self.source.mark
        for step in steps:
            inside = mark[5]
            keyed = isinstance(inside, dict) and step in inside
            if not keyed and not (isinstance(inside, list) and isinstance(step, int)):
                return None
            mark = inside[step]
        return mark

    def directory(self, known: str) -> Directory:
        """Who or what may be named in a column of this kind."""
        if known not in self._kept:
            self._kept[known] = Directory(dict(_titles(self.scenario, known)))
        return self._kept[known]


def open_book(name: str, lang: str) -> Book:
    """A scenario of the library as a book; ScenarioError where it cannot be played."""
    loaded = library.load(name)
    source = join([opened(one) for one in files(loaded.path)])
    lines = enumerate(source.data.get("msel") or [])
    uses = {place: str(one["use"]) for place, one in lines if "use" in one}
    if uses:
        source.problems += deal(source, library.cards()[0])
    first = lang if lang in loaded.scenario.languages else loaded.scenario.languages[0]
    return Book(loaded.scenario, source, first, loaded.path, uses)


def _titles(one: Scenario, known: str) -> Iterable[tuple[str, tuple[Text, ...]]]:
    match known:
        case "teams":
            return [(name, (t.short, t.title)) for name, t in one.teams.items()]
        case "receivers":
            return [*_titles(one, "teams"), *_tables(one), *_desks()]
        case "anybody":
            return [*_titles(one, "receivers"), *_personas(one)]
        case "senders":
            return [*_personas(one), *((t.id, (t.short, t.title)) for t in one.tables)]
        case "channels":
            own = [(name, (c.title,)) for name, c in one.channels.items()]
            return [*((n, (t,)) for n, t in CHANNELS.items() if n not in one.channels), *own]  # fmt: skip
        case "moves":
            return [(move.id, (move.title,)) for move in one.moves]
        case "options":
            return [(name, (o.title,)) for name, o in one.options.items()]
        case "objectives":
            return [(o.id, (o.title,)) for o in one.objectives]
        case "tasks":
            return [(t.id, (t.title,)) for o in one.objectives for t in o.tasks]
        case "injects":
            return [(i.id, ()) for i in one.msel]
    return []


def _personas(one: Scenario) -> list[tuple[str, tuple[Text, ...]]]:
    return [(name, (p.short, p.title)) for name, p in one.personas.items()]


def _tables(one: Scenario) -> list[tuple[str, tuple[Text, ...]]]:
    return [(t.id, (t.short, t.title)) for t in one.tables if t.instance]


def _desks() -> list[tuple[str, tuple[Text, ...]]]:
    return [
        (ALL, (both("all tables"),)),
        (CONTROL, (both("exercise control"),)),
        (RESPONSE, (both("response cell"),)),
    ]
