"""What pictures are made from, and the figures on them with their age.

It changes nothing; what a table has not been told yet is cut off here.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

from ttx.evaluation import NO_EVIDENCE
from ttx.evaluation_found import Found
from ttx.evaluation_log import Log
from ttx.exercise import Exercise
from ttx.exercise_reporting import Line
from ttx.logbook import Logbook
from ttx.scenario import Map, Scenario, Show, Table
from ttx.text import FILTERS, Text
from ttx.text_units import counted
from ttx.view import Choice, Reading, Spot

Piece = TypeVar("Piece")
Cards = tuple[tuple[str, Text, Text], ...]
AT_ONCE = Text()
NO_POST = ("Note", "Observe", "Rate", "Strike", "Reflect", "Share", "Override",
           "reading", "reported", "happened", "applied", "claimed")  # fmt: skip
"""Entries that change neither a message nor a decision."""
FEW = 12
"""So many past values are drawn behind a figure."""
CLEAR = Text("geen mist", "no fog")


@dataclass(slots=True)
class Sight:
    """An exercise with its logbook: what all pictures are made from."""

    exercise: Exercise
    cards: Cards = ()
    book: Logbook = field(default_factory=Logbook)
    version: int = 0
    drawn: dict[tuple[str, str], tuple[tuple[object, ...], Reading]] = field(
        default_factory=dict
    )
    """The last reading of each figure for each place, for while it stays the same."""

    options: dict[str, Choice] = field(default_factory=dict)
    kept: dict[tuple[str, ...], tuple[object, Any]] = field(default_factory=dict)
    """Pieces of pictures, each with what it was made of."""
    values: dict[str, tuple[float, tuple[float, ...]]] = field(default_factory=dict)
    """Each figure as exercise control lets it stand, with its trend, at `looked`."""
    looked: tuple[int, ...] = ()
    evidence: dict[str, tuple[Found, ...]] = field(default_factory=dict)
    """What the machine has beside each critical task, for as long as nothing comes in."""
    proved: int = 0
    _log: Log | None = None

    def once(
        self, name: tuple[str, ...], stands: object, make: Callable[[], Piece]
    ) -> Piece:
        """A piece of a picture, made anew only when what it is made of has changed.

        Pieces that stayed the same object are neither compared nor written again.
        """
        known = self.kept.get(name)
        if known is not None and known[0] == stands:
            piece: Piece = known[1]
            return piece
        made = make()
        self.kept[name] = (stands, made)
        return made

    def told(self, until: int) -> int:
        """The entry at which a seat's picture is cut; 0 where it is not cut."""
        return until if until < len(self.exercise.journal) else 0

    def log(self) -> Log:
        """The journal laid ready for evaluation, as far as it goes now."""
        journal = self.exercise.journal
        if self._log is None:
            self._log = Log(list(journal), self.exercise.scenario)
        elif len(self._log.entries) < len(journal):
            self._log.take(journal.since(len(self._log.entries)))
        proved = self.book.newest_but(*NO_EVIDENCE)
        if proved != self.proved:
            self.proved = proved
            self.evidence.clear()
        return self._log

    def refresh(self) -> None:
        """Read on in the journal; a new version of every picture."""
        self.book.take(self.exercise.journal.since(self.book.seen))
        self.version += 1

    def cut(self) -> tuple[int, int]:
        """(exercise time, entry) up to which the tables have been told."""
        ex = self.exercise
        if ex.scenario.pace == "moves" and ex.state in ("run", "preview"):
            return ex.run_from
        return ex.now, len(ex.journal)


def figure(value: float, show: Show) -> Text:
    """A number with its unit, as each language writes it."""
    if words := show.words(value):
        return words

    def one(lang: str) -> str:
        return counted(FILTERS[show.style](value, lang), show.unit, lang)

    return Text(one("nl"), one("en"))


def spots(drawn: Map, known: Sequence[Reading]) -> tuple[Spot, ...]:
    """The places of the map, with the figures of each that this seat knows."""
    names = {one.gauge for one in known}
    return tuple(
        Spot(key, one.title, *one.at, tuple(g for g in one.shows if g in names))
        for key, one in drawn.places.items()
    )


NOTHING = Text("geen melding", "no report")


def readings(
    sight: Sight, table: Table | None, knows: int, until: int
) -> tuple[Reading, ...]:
    """The figures of a table, or (None) all true ones; the same while none changed."""
    ex = sight.exercise
    now = sight.version, len(ex.journal), ex.now
    if now != sight.looked:
        sight.looked = now
        sight.values.clear()
    if table is None:
        return sight.once(("true",), now, lambda: _all_true(sight))
    stands = (*now, knows, until)
    return sight.once(
        ("known", table.id), stands, lambda: _known(sight, table, knows, until)
    )


def _known(sight: Sight, table: Table, knows: int, until: int) -> tuple[Reading, ...]:
    ex = sight.exercise
    sees = ex.reporting.sees[table.id]
    grants = ex.course.granted
    granted = [
        g for g in ex.reporting.shown if grants and table.id in grants.get(g, ())
    ]
    clear = ex.clear(table.id)
    open_ = "sensitive" in ex.shown_to(table.id)
    made = [_seen(sight, table, g, knows) for g in dict.fromkeys([*sees, *granted])]
    made += [
        _seen(sight, table, gauge, knows, CLEAR) if clear
        else _heard(sight, table, gauge, line.hears.source, until)
        for gauge, line in sight.once(("heard", table.id), 0, lambda: _reports(sight, table))
        if _begun(sight, table, gauge, line.hears.begins, knows if clear else None, until)
    ]  # fmt: skip
    told = tuple(one for one in made if open_ or not _sensitive(sight, one.gauge))
    if "truth" in ex.shown_to(table.id) and knows == ex.now:
        return tuple(replace(one, truth=ex.world.read(one.gauge)) for one in told)
    return told


def _reports(sight: Sight, table: Table) -> list[tuple[str, Line]]:
    """The figures that a table only hears of, each with the report that tells it."""
    reporting = sight.exercise.reporting
    return [
        (gauge, line) for line in reporting.to(table.id) for gauge in line.gauges
        if gauge not in reporting.sees[table.id]
    ]  # fmt: skip


def _begun(
    sight: Sight, table: Table, gauge: str, begins: int, knows: int | None, until: int
) -> bool:
    """Whether a table has the figure at all: one whose reports begin later it gets with
    the first of them, or (`knows`: it sees through the fog) at that moment."""
    if not begins:
        return True
    if knows is not None:
        return begins <= knows
    return sight.book.known(table.id, gauge, until) is not None


def _all_true(sight: Sight) -> tuple[Reading, ...]:
    """The true figures, once for all of exercise control who look at this version."""
    return tuple(_true(sight, gauge) for gauge in sight.exercise.reporting.shown)


def _sensitive(sight: Sight, gauge: str) -> bool:
    return show_of(sight, gauge).sensitive or (
        sight.exercise.world.gauges[gauge].sensitive
    )


def show_of(sight: Sight, gauge: str) -> Show:
    """How a figure is shown; one that the scenario does not name by its own words."""
    ex = sight.exercise
    return sight.once(
        ("show", gauge), 0,
        lambda: ex.msel.show(gauge) or Show(title=ex.world.gauges[gauge].says),
    )  # fmt: skip


def _now(sight: Sight, gauge: str) -> tuple[float, tuple[float, ...]]:
    """A figure as exercise control lets it stand, and its trend; read once a look."""
    known = sight.values.get(gauge)
    if known is None:
        past = sight.book.course.get(gauge, [])
        trend = sight.once(
            ("trend", gauge), len(past), lambda: tuple(v for _, v in past[-FEW:])
        )
        known = sight.values[gauge] = sight.exercise.course.shown(gauge), trend
    return known


def _seen(
    sight: Sight, table: Table, gauge: str, knows: int, how: Text = AT_ONCE
) -> Reading:
    ex = sight.exercise
    if knows == ex.now:
        value, trend = _now(sight, gauge)
        return _reading(sight, table.id, gauge, value, None, how, trend)
    course = sight.book.course.get(gauge, [])
    past = [value for at, value in course[_from(course, knows) :] if at <= knows]
    known = ex.course.overrides.get(gauge, past[-1] if past else None)
    return _reading(sight, table.id, gauge, known, None, how, tuple(past[-FEW:]))


def _from(course: list[tuple[int, float]], knows: int) -> int:
    """Where in a course the last values begin that are known by then."""
    return max(0, bisect_right(course, (knows, math.inf)) - FEW)


def _heard(sight: Sight, table: Table, gauge: str, source: Text, until: int) -> Reading:
    known = sight.book.known(table.id, gauge, until)
    if known is None:
        return _reading(sight, table.id, gauge, None, 0, source or NOTHING, ())
    told_by = source or Text("melding", "report")
    past = tuple(known.past)
    return _reading(sight, table.id, gauge, known.value, known.true_at, told_by, past)


def _true(sight: Sight, gauge: str) -> Reading:
    value, trend = _now(sight, gauge)
    return _reading(sight, "", gauge, value, None, AT_ONCE, trend, True)


def _reading(sight: Sight, own: str, gauge: str, value: float | None, at: int | None,
             heard: Text, trend: tuple[float, ...], truth: bool = False) -> Reading:  # fmt: skip
    """A figure; the one that was drawn last while it reads the same."""
    ex = sight.exercise
    overruled = truth and gauge in ex.course.overrides
    truly = ex.world.read(gauge) if overruled else value if truth else None
    stands = (value, at, heard, trend, truly, overruled)
    known = sight.drawn.get((own, gauge))
    if known is not None and known[0] == stands:
        return known[1]
    show, before = show_of(sight, gauge), known[1] if known else None
    shown = NOTHING if value is None else said(sight, gauge, value, show)
    odd = truth and value is not None and show.odd(value)
    if before is not None and _same(before, shown, odd, stands):
        made = before
    else:
        made = Reading(
            gauge, before.title if before else _title(ex.scenario, gauge, show, own),
            shown, value, at, heard, trend, show.says or ex.world.gauges[gauge].says,
            show.better or "", gauge in ex.scenario.headlines, overruled, truly, odd,
            show.style,
        )  # fmt: skip
    sight.drawn[own, gauge] = stands, made
    return made


def _same(before: Reading, shown: Text, odd: bool, stands: tuple[Any, ...]) -> bool:
    """Whether a figure still reads as it did: a value that moved less than is shown."""
    _, at, heard, trend, truly, overruled = stands
    told = (before.shown, before.odd, before.at, before.heard, before.trend)
    ruled = before.overruled, before.truth if overruled else None
    return told == (shown, odd, at, heard, trend) and ruled == (
        overruled, truly if overruled else None
    )  # fmt: skip


def said(sight: Sight, gauge: str, value: float, show: Show) -> Text:
    """A figure in words; the same Text while they stay the same."""
    text = sight.once(("said", gauge), value, lambda: figure(value, show))
    return sight.once(("words", gauge), text, lambda: text)


def _title(scenario: Scenario, gauge: str, show: Show, own: str) -> Text:
    """What a figure is called; one of another place of the same kind names the place."""
    tables = (one for one in scenario.tables if one.instance)
    place = next((one for one in tables if f".{one.instance}." in f".{gauge}."), None)
    if place is None or gauge in scenario.gauges or place.id == own:
        return show.title
    return Text(
        f"{show.title.nl}, {place.title.nl}", f"{show.title.en}, {place.title.en}"
    )
