"""What pictures are made from, and the figures on them with their age.

It changes nothing; what a table has not been told yet is cut off here.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ttx.evaluation_found import Found
from ttx.evaluation_log import Log
from ttx.exercise import Exercise
from ttx.logbook import Logbook
from ttx.scenario import Map, Scenario, Show, Table
from ttx.text import FILTERS, Text
from ttx.view import Choice, Reading, Spot, Work

Cards = tuple[tuple[str, Text, Text], ...]
AT_ONCE = Text()
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
    truth: tuple[tuple[int, ...], tuple[Reading, ...]] | None = None
    evidence: dict[str, tuple[Found, ...]] = field(default_factory=dict)
    """What the machine has beside each critical task, for as long as nothing comes in."""
    work: tuple[int, Work] | None = None
    """What people wrote on the report, for as long as nothing is added."""
    _log: Log | None = None

    def log(self) -> Log:
        """The journal laid ready for evaluation, as far as it goes now."""
        journal = self.exercise.journal
        if self._log is None:
            self._log = Log(list(journal), self.exercise.scenario)
        elif len(self._log.entries) < len(journal):
            self._log.take(journal.since(len(self._log.entries)))
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
    if instead := show.instead(value):
        return instead

    def one(lang: str) -> str:
        return f"{FILTERS[show.style](value, lang)} {show.unit.of(lang)}".strip()

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
    ex = sight.exercise
    shown = ex.reporting.shown
    if table is None:
        return _all_true(sight, shown)
    sees = ex.reporting.sees[table.id]
    grants = ex.course.granted
    granted = [g for g in shown if grants and table.id in grants.get(g, ())]
    clear = ex.clear(table.id)
    open_ = "sensitive" in ex.shown_to(table.id)
    made = [_seen(sight, table, g, knows) for g in dict.fromkeys([*sees, *granted])]
    made += [
        _seen(sight, table, gauge, knows, CLEAR) if clear
        else _heard(sight, table, gauge, line.hears.source, until)
        for line in ex.reporting.to(table.id)
        for gauge in line.gauges
        if gauge not in sees
    ]  # fmt: skip
    told = tuple(one for one in made if open_ or not _sensitive(sight, one.gauge))
    if "truth" in ex.shown_to(table.id) and knows == ex.now:
        return tuple(replace(one, truth=ex.world.read(one.gauge)) for one in told)
    return told


def _all_true(sight: Sight, shown: list[str]) -> tuple[Reading, ...]:
    """The true figures, once for all of exercise control who look at this version."""
    now = sight.version, len(sight.exercise.journal), sight.exercise.now
    if sight.truth is None or sight.truth[0] != now:
        sight.truth = now, tuple(_true(sight, gauge) for gauge in shown)
    return sight.truth[1]


def _sensitive(sight: Sight, gauge: str) -> bool:
    show = sight.exercise.msel.show(gauge)
    return sight.exercise.world.gauges[gauge].sensitive or (
        show is not None and show.sensitive
    )


def _seen(
    sight: Sight, table: Table, gauge: str, knows: int, how: Text = AT_ONCE
) -> Reading:
    ex = sight.exercise
    course = sight.book.course.get(gauge, [])
    past = [value for at, value in course[_from(course, knows) :] if at <= knows]
    value = ex.course.shown(gauge) if knows == ex.now else (past[-1] if past else None)
    if gauge in ex.course.overrides:
        value = ex.course.overrides[gauge]
    past_few = tuple(past[-FEW:])
    return _reading(sight, table.id, gauge, value, knows, how, past_few)


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
    ex = sight.exercise
    value = ex.course.shown(gauge)
    past = tuple(v for _, v in sight.book.course.get(gauge, [])[-FEW:])
    return _reading(sight, "", gauge, value, ex.now, AT_ONCE, past, True)


def _reading(sight: Sight, own: str, gauge: str, value: float | None, at: int, heard: Text,
             trend: tuple[float, ...], truth: bool = False) -> Reading:  # fmt: skip
    ex = sight.exercise
    truly = ex.world.read(gauge) if truth else None
    overruled = truth and gauge in ex.course.overrides
    stands = (value, at, heard, trend, truly, overruled)
    before = sight.drawn.get((own, gauge))
    if before is not None and before[0] == stands:
        return before[1]
    show = ex.msel.show(gauge) or Show(title=ex.world.gauges[gauge].says)
    told = before[1].shown if before is not None and before[0][0] == value else None
    if told is None:
        told = NOTHING if value is None else figure(value, show)
    made = Reading(
        gauge, _title(ex.scenario, gauge, show, own), told, value, at, heard,
        trend, show.says or ex.world.gauges[gauge].says, show.better or "",
        gauge in ex.scenario.headlines, overruled, truly, truth and ex.msel.odd(gauge),
    )  # fmt: skip
    sight.drawn[own, gauge] = stands, made
    return made


def _title(scenario: Scenario, gauge: str, show: Show, own: str) -> Text:
    """What a figure is called; one of another place of the same kind names the place."""
    tables = (one for one in scenario.tables if one.instance)
    place = next((one for one in tables if f".{one.instance}." in f".{gauge}."), None)
    if place is None or gauge in scenario.gauges or place.id == own:
        return show.title
    return Text(
        f"{show.title.nl}, {place.title.nl}", f"{show.title.en}, {place.title.en}"
    )
