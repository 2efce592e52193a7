"""What is measured and who hears of it: readings on the record grid, and reports.

A report leaves when it is due and its carrier works; when telecom is down the
picture of whoever waits for it grows old. Nothing here changes the world.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ttx.conditions import bind
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


def matches(pattern: str, gauge: str) -> bool:
    """Whether a gauge is meant: by its name, or by the subject it belongs to."""
    return gauge == pattern or gauge.startswith(pattern + ".")


def seen_by(table: Table, scenario: Scenario, shown: list[str]) -> list[str]:
    """The gauges that a table sees at once."""
    patterns = [
        bind(p, {"instance": table.id}) for p in scenario.teams[table.team].sees
    ]
    return [one for one in shown if any(matches(p, one) for p in patterns)]


def heard_by(table: Table, scenario: Scenario, shown: list[str]) -> list[Line]:
    """The reports that a table gets, in the order written."""
    lines = []
    for pattern, hears in scenario.teams[table.team].hears.items():
        bound = bind(pattern, {"instance": table.id})
        gauges = [one for one in shown if matches(bound, one)]
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
        gauges = self.world.gauges
        self._readers = [(one, gauges[one].read) for one in self.kept]
        self.lines = [
            line
            for table in scenario.tables
            for line in heard_by(table, scenario, self.shown)
        ]
        self.sees = {
            table.id: seen_by(table, scenario, self.shown) for table in scenario.tables
        }
        self._scenario = scenario
        self._course = msel.course
        self._record = record
        self._last: dict[str, float] = {}
        self._now: dict[str, float] = {}
        for line in self.lines:
            line.due = self.world.now + line.hears.every
        self._next_due = self.world.now
        for line in self.lines:
            self._send(line, self.world.now, 0)
        self._now.clear()

    def to(self, table: str) -> list[Line]:
        """The reports that a table gets, in the order written."""
        return [line for line in self.lines if line.table == table]

    def look(self) -> None:
        """Send the reports that are due; take a reading on the record grid."""
        now = self.world.now
        if now >= self._next_due:
            self._send_due(now)
        if now % self._scenario.record == 0:
            self.read()
        self._now.clear()

    def _send_due(self, now: int) -> None:
        for line in self.lines:
            if now >= line.due and self._carried(line):
                line.due = now + line.hears.every
                self._send(line, now, line.hears.delay)
        self._next_due = min([line.due for line in self.lines], default=now)

    def read(self) -> None:
        """Write down what changed since the last reading (the true values)."""
        fresh, last, told = {}, self._last, self._now
        for name, read in self._readers:
            value = told[name] if name in told else round(read(), 4)
            if last.get(name) != value:
                last[name] = fresh[name] = value
        if fresh:
            self._record("reading", {"values": fresh})

    def _carried(self, line: Line) -> bool:
        if not line.carrier:
            return True
        gauges = self.world.gauges
        name = line.carrier if line.carrier in gauges else f"{line.carrier}.level"
        return self.world.read(name) >= line.hears.needs

    def _send(self, line: Line, now: int, delay: int) -> None:
        if not line.gauges:
            return
        values = {one: self._told(one) for one in line.gauges}
        body = {"team": line.table, "values": values, "true_at": now, "by": line.carrier,
                "sender": pair(line.hears.source)}  # fmt: skip
        if delay:
            self.world.after(delay, lambda: self._record("reported", body))
        else:
            self._record("reported", body)

    def _told(self, gauge: str) -> float:
        """A gauge as it stands at this look, read once for all who hear of it."""
        if gauge in self._course.overrides:
            return round(self._course.overrides[gauge], 4)
        if gauge not in self._now:
            self._now[gauge] = round(self.world.read(gauge), 4)
        return self._now[gauge]
