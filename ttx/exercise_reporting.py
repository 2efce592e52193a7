"""What is measured and who hears of it: readings on the record grid, and reports.

A report leaves when it is due and its carrier works; when telecom is down the
picture of whoever waits for it grows old. Nothing here changes the world.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import chain, compress, filterfalse
from operator import attrgetter, call, ne
from typing import Any

from ttx.conditions import bind
from ttx.exercise_post import carrier_gauge
from ttx.models.model import Gauge, Moves
from ttx.msel import Msel
from ttx.msel_line import pair
from ttx.scenario import Hears, Scenario, Table
from ttx.scenario.reading import kept_with
from ttx.world import World
from ttx.world_derived import instances

Record = Callable[[str, dict[str, Any]], Any]
ENDLESS = 10**15
"""A moment (milliseconds) that no exercise reaches."""
_ROUNDING = 3 * 2.0**51
"""So large that a number added to it loses its fraction: taken away again, the nearest
whole number is left (for numbers below 2**51)."""


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of report to one table: what it tells, over what, and from whom."""

    table: str
    gauges: list[str]
    hears: Hears
    carrier: str
    sender: dict[str, str]


@dataclass(frozen=True, slots=True)
class Hearing:
    """The gauges with a title, those that are written down, the reports to all tables,
    and what each table sees at once."""

    shown: list[str]
    kept: list[str]
    lines: list[Line]
    sees: dict[str, list[str]]


@dataclass(slots=True)
class Round:
    """The reports that leave together and arrive together, and when they next do."""

    lines: list[Line]
    due: int
    every: int
    delay: int
    needs: float
    carries: Callable[[], float] | None


_DUE = attrgetter("due")


@dataclass(slots=True)
class Readings:
    """Figures that are written down: how each is read, and what it was last.

    All that share `moves` are read only when it counted on; without, every time.
    """

    moves: Moves | None
    names: list[str] = field(default_factory=list)
    reads: list[Callable[[], float]] = field(default_factory=list)
    values: Sequence[float | None] = ()
    seen: int = -1


def shown_gauges(scenario: Scenario, world: World) -> list[str]:
    """All gauges that the scenario gives a title, one for each instance."""
    names: list[str] = []
    for name in scenario.gauges:
        spread = (
            [name.replace("{instance}", one) for one in instances(scenario)]
            if "{instance}" in name
            else [name]
        )
        names += [one for one in spread if one in world.gauges and one not in names]
    return names


def meant(shown: list[str]) -> dict[str, list[str]]:
    """The gauges that a name can mean: its own, or those of a subject so called."""
    found: dict[str, list[str]] = {}
    for gauge in shown:
        parts = gauge.split(".")
        for many in range(1, len(parts) + 1):
            found.setdefault(".".join(parts[:many]), []).append(gauge)
    return found


def seen_by(
    table: Table, scenario: Scenario, shown: list[str], by_name: Mapping[str, list[str]]
) -> list[str]:
    """The gauges that a table sees at once."""
    seen: set[str] = set()
    for pattern in scenario.teams[table.team].sees:
        seen.update(by_name.get(bind(pattern, {"instance": table.id}), ()))
    return [one for one in shown if one in seen]


def heard_by(
    table: Table, scenario: Scenario, by_name: Mapping[str, list[str]]
) -> list[Line]:
    """The reports that a table gets, in the order written."""
    lines = []
    for pattern, hears in scenario.teams[table.team].hears.items():
        bound = bind(pattern, {"instance": table.id})
        gauges = by_name.get(bound, [])
        carrier = bind(hears.by, {"instance": table.id})
        lines.append(Line(table.id, gauges, hears, carrier, pair(hears.source)))
    return lines


def heard(scenario: Scenario, world: World) -> Hearing:
    """Who sees and hears of which gauges of a world made of this scenario."""
    shown = shown_gauges(scenario, world)
    evidence = [
        proof.gauge or proof.age
        for objective in scenario.objectives
        for task in objective.tasks
        for proof in task.evidence
    ]
    more = [*scenario.headlines, *evidence]
    known = [one for one in more if one in world.gauges and one not in shown]
    by_name = meant(shown)
    lines = [
        line for table in scenario.tables for line in heard_by(table, scenario, by_name)
    ]
    sees = {
        table.id: seen_by(table, scenario, shown, by_name) for table in scenario.tables
    }
    return Hearing(shown, [*shown, *dict.fromkeys(known)], lines, sees)


def gathered(gauges: list[Gauge]) -> list[Readings]:
    """Figures by what tells that they may have moved; those that nothing tells of come
    first: some are worked out only when they are read, and others move with them."""
    found = [Readings(None)]
    for one in gauges:
        some = next((some for some in found if some.moves is one.moves), None)
        if some is None:
            some = Readings(one.moves)
            found.append(some)
        some.names.append(one.name)
        some.reads.append(one.read)
    for some in found:
        some.values = [None] * len(some.names)
    return found


def rounded_off(values: Iterable[float]) -> list[float]:
    """Each as `round(value, 4)`, which takes three times as long to be right near halves:
    elsewhere the nearest whole number of ten-thousandths, divided, is the same. What is
    below zero or very large goes the long way."""
    rounded = []
    for value in values:
        if value % 1.0:
            parts = value * 1e4
            whole = parts + _ROUNDING - _ROUNDING
            if 0.0 < whole < 1e13 and -0.49 < parts - whole < 0.49:
                value = whole / 1e4
            else:
                value = round(value, 4)
        rounded.append(value)
    return rounded


class Reporting:
    """The reports and readings of one exercise."""

    def __init__(self, scenario: Scenario, msel: Msel, record: Record) -> None:
        self.world = msel.world
        hearing = self._hearing(scenario)
        self.shown, self.kept = hearing.shown, hearing.kept
        self.lines, self.sees = hearing.lines, hearing.sees
        gauges = [self.world.gauges[one] for one in self.kept]
        self._reads = {one.name: one.read for one in gauges}
        self._readings = gathered(gauges)
        self._scenario = scenario
        self._course = msel.course
        self._record = record
        self._last: dict[str, float | None] = dict.fromkeys(self.kept)
        self._now: dict[str, float | None] = {}
        self._rounds = self._rounds_of(self.lines)
        self._next_due = min(map(_DUE, self._rounds), default=ENDLESS)
        self._begin(self.world.now)

    def _hearing(self, scenario: Scenario) -> Hearing:
        """Who hears of what; where figures are as written it is worked out once."""
        if self.world.assumed.draw:
            return heard(scenario, self.world)
        return kept_with(scenario, "hearing", lambda: heard(scenario, self.world))

    def _rounds_of(self, lines: list[Line]) -> list[Round]:
        """Lines that first leave together, as often, as late and over one carrier."""
        rounds: dict[tuple[int, int, int, float, str], Round] = {}
        now = self.world.now
        for line in lines:
            hears = line.hears
            first = hears.begins or now + hears.every
            key = (first, hears.every, hears.delay, hears.needs, line.carrier)
            if line.gauges and key not in rounds:
                due, every, delay, needs, carrier = key
                carries = self._carrier(carrier)
                rounds[key] = Round([], due, every, delay, needs, carries)
            if line.gauges:
                rounds[key].lines.append(line)
        return list(rounds.values())

    def _begin(self, now: int) -> None:
        """All hear at once how things stand at the start, of what is told from then on."""
        if told := [one for one in self.lines if one.gauges and not one.hears.begins]:
            self._record("reported", self._told(told, now))
        self._now = {}

    def to(self, table: str) -> list[Line]:
        """The reports that a table gets, in the order written."""
        return [line for line in self.lines if line.table == table]

    def look(self, now: int) -> None:
        """Send the reports that are due; take a reading on the record grid."""
        on_grid = now % self._scenario.record == 0
        fresh = self._taken() if on_grid else {}
        if now >= self._next_due:
            self._now = self._last if on_grid else {}
            self._send_due(now)
        if fresh:
            self._record("reading", {"values": fresh})

    def _send_due(self, now: int) -> None:
        """Send what is due, as far as its carrier works; what leaves at one moment and
        takes as long is one entry."""
        leaving: dict[int, list[Line]] = {}
        for one in [one for one in self._rounds if one.due <= now]:
            if one.carries is None or one.carries() >= one.needs:
                one.due = now + one.every
                leaving.setdefault(one.delay, []).extend(one.lines)
        for delay, lines in leaving.items():
            body = self._told(lines, now)
            if delay:
                self.world.after(delay, partial(self._record, "reported", body))
            else:
                self._record("reported", body)
        self._next_due = min(map(_DUE, self._rounds))

    def read(self) -> None:
        """Write down what changed since the last reading (the true values)."""
        if fresh := self._taken():
            self._record("reading", {"values": fresh})

    def _taken(self) -> dict[str, float]:
        """All figures read, as far as they may have moved: those that changed."""
        fresh, last = {}, self._last
        for some in self._readings:
            moves = some.moves
            if moves is not None:
                if moves.count == some.seen:
                    continue
                some.seen = moves.count
            values, before = [*map(call, some.reads)], some.values
            some.values = values
            moved = [*map(ne, values, before)]
            rounded = rounded_off(compress(values, moved))
            for name, value in zip(compress(some.names, moved), rounded, strict=True):
                if last[name] != value:
                    last[name] = fresh[name] = value
        return fresh

    def _carrier(self, carrier: str) -> Callable[[], float] | None:
        if not carrier:
            return None
        gauges = self.world.gauges
        return gauges[carrier_gauge(gauges, carrier)].read

    def _told(self, lines: list[Line], now: int) -> dict[str, Any]:
        """Reports as they stand at this look: each gauge read once for all who hear."""
        known, overrides = self._now, self._course.overrides
        if known is not self._last:  # which holds all figures
            named = chain.from_iterable([line.gauges for line in lines])
            new = dict.fromkeys(filterfalse(known.__contains__, named))
            read = rounded_off([self._reads[name]() for name in new])
            known.update(zip(new, read, strict=True))
        reports = []
        for line in lines:
            values = {name: known[name] for name in line.gauges}
            for name in overrides:
                if name in values:
                    values[name] = round(overrides[name], 4)
            reports.append({"team": line.table, "values": values, "by": line.carrier,
                            "sender": line.sender})  # fmt: skip
        return {"true_at": now, "reports": reports}
