"""What is measured and who hears of it: readings on the record grid, and reports.

A report leaves when it is due and its carrier works; when telecom is down the
picture of whoever waits for it grows old. Nothing here changes the world.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ttx.conditions import bind
from ttx.exercise_post import carrier_gauge
from ttx.models.model import Moves
from ttx.msel import Msel
from ttx.msel_line import pair
from ttx.scenario import Hears, Scenario, Table
from ttx.world import World
from ttx.world_derived import instances

Record = Callable[[str, dict[str, Any]], Any]


@dataclass(slots=True)
class Line:
    """One kind of report to one table: what it tells, and when the next is due."""

    table: str
    gauges: list[str]
    hears: Hears
    carrier: str
    due: int
    carries: Callable[[], float] | None = None
    sender: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Reading:
    """One figure that is written down: how it is read, and what it was last."""

    name: str
    read: Callable[[], float]
    moves: Moves | None
    seen: int = -1
    value: float | None = None


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
        lines.append(Line(table.id, gauges, hears, carrier, 0))
    return lines


class Reporting:
    """The reports and readings of one exercise."""

    def __init__(self, scenario: Scenario, msel: Msel, record: Record) -> None:
        self.world = msel.world
        self.shown = shown_gauges(scenario, self.world)
        evidence = [
            proof.gauge or proof.age
            for objective in scenario.objectives
            for task in objective.tasks
            for proof in task.evidence
        ]
        more = [*scenario.headlines, *evidence]
        known = [
            one for one in more if one in self.world.gauges and one not in self.shown
        ]
        self.kept = [*self.shown, *dict.fromkeys(known)]
        gauges = [self.world.gauges[one] for one in self.kept]
        self._readings = [Reading(one.name, one.read, one.moves) for one in gauges]
        by_name = meant(self.shown)
        self.lines = [
            line
            for table in scenario.tables
            for line in heard_by(table, scenario, by_name)
        ]
        self.sees = {
            table.id: seen_by(table, scenario, self.shown, by_name)
            for table in scenario.tables
        }
        self._scenario = scenario
        self._course = msel.course
        self._record = record
        self._last: dict[str, float] = {}
        self._now: dict[str, float] = {}
        self._next_due = self.world.now
        self._begin(self.world.now)

    def _begin(self, now: int) -> None:
        """All hear at once how things stand at the start."""
        for line in self.lines:
            line.due = now + line.hears.every
            line.sender, line.carries = pair(line.hears.source), self._carrier(line)
            if line.gauges:
                self._record("reported", self._body(line, now))
        self._now = {}

    def to(self, table: str) -> list[Line]:
        """The reports that a table gets, in the order written."""
        return [line for line in self.lines if line.table == table]

    def look(self) -> None:
        """Send the reports that are due; take a reading on the record grid."""
        now = self.world.now
        on_grid = now % self._scenario.record == 0
        fresh = self._taken() if on_grid else {}
        if now >= self._next_due:
            self._now = self._last if on_grid else {}
            self._send_due(now)
        if fresh:
            self._record("reading", {"values": fresh})

    def _send_due(self, now: int) -> None:
        leaving: dict[int, list[dict[str, Any]]] = {}
        due: list[int] = []
        for line in self.lines:
            hears = line.hears
            if line.due <= now and (
                line.carries is None or line.carries() >= hears.needs
            ):
                line.due = now + hears.every
                if line.gauges:
                    leaving.setdefault(hears.delay, []).append(self._body(line, now))
            due.append(line.due)
        for delay, bodies in leaving.items():
            self._send(bodies, delay)
        self._next_due = min(due, default=now)

    def read(self) -> None:
        """Write down what changed since the last reading (the true values)."""
        if fresh := self._taken():
            self._record("reading", {"values": fresh})

    def _taken(self) -> dict[str, float]:
        """All figures read, as far as they may have moved: those that changed."""
        fresh, last = {}, self._last
        for one in self._readings:
            moves = one.moves
            if moves is not None:
                if moves.count == one.seen:
                    continue
                one.seen = moves.count
            value = one.read()
            if value != one.value:
                one.value, rounded = value, round(value, 4)
                if last.get(one.name) != rounded:
                    last[one.name] = fresh[one.name] = rounded
        return fresh

    def _carrier(self, line: Line) -> Callable[[], float] | None:
        if not line.carrier:
            return None
        gauges = self.world.gauges
        return gauges[carrier_gauge(gauges, line.carrier)].read

    def _body(self, line: Line, now: int) -> dict[str, Any]:
        values = {}
        for one in line.gauges:
            values[one] = self._told(one)
        return {"team": line.table, "values": values, "true_at": now, "by": line.carrier,
                "sender": line.sender}  # fmt: skip

    def _send(self, bodies: list[dict[str, Any]], delay: int) -> None:
        """Reports that leave together arrive together, in the order written."""

        def arrive() -> None:
            for body in bodies:
                self._record("reported", body)

        if delay:
            self.world.after(delay, arrive)
        else:
            arrive()

    def _told(self, gauge: str) -> float:
        """A gauge as it stands at this look, read once for all who hear of it."""
        if gauge in self._course.overrides:
            return round(self._course.overrides[gauge], 4)
        if gauge not in self._now:
            self._now[gauge] = round(self.world.gauges[gauge].read(), 4)
        return self._now[gauge]
