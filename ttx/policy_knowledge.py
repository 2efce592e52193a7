"""What one table knows, as a policy that goes by rules asks for it.

It reads what reached the table, never the truth behind a report, and changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable

from ttx.exercise import Exercise
from ttx.journal_reports import reports
from ttx.scenario import Table

NAN = float("nan")


class Knowledge:
    """The facts as one table knows them: seen at once, heard late, or not at all.

    `heard`: what reports last said of each gauge.
    """

    def __init__(self, exercise: Exercise, table: Table) -> None:
        self._exercise = exercise
        self._table = table.id
        self._sees = frozenset(exercise.reporting.sees[table.id])
        self.heard: dict[str, float] = {}
        for line in exercise.reporting.to(table.id):
            self.heard.update(dict.fromkeys(line.gauges, NAN))

    def shown(self, gauge: str) -> float:
        """What this table knows of a gauge; not a number if it knows nothing."""
        granted = self._exercise.course.granted.get(gauge, ())
        if gauge in self._sees or self._table in granted:
            return self._exercise.course.shown(gauge)
        return self.heard.get(gauge, NAN)

    def reader(self, gauge: str) -> Callable[[], float]:
        """How this table reads a gauge, again and again."""
        course, heard, table = self._exercise.course, self.heard, self._table
        if gauge in self._sees:
            return course.reader(gauge)
        granted = course.granted

        def known() -> float:
            if gauge in granted and table in granted[gauge]:
                return course.shown(gauge)
            return heard.get(gauge, NAN)

        return known

    @property
    def changes(self) -> int:
        """How often those have changed."""
        return self._exercise.course.changes

    def milestone(self, name: str) -> bool:
        """Milestones are known facts."""
        return self._exercise.course.milestone(name)

    def decided(self, option: str, by: str) -> bool:
        """What was decided is known to all tables."""
        return self._exercise.course.decided(option, by)


def heard_so_far(exercise: Exercise, table: Table) -> dict[str, float]:
    """What a table last heard of each figure, by gauge."""
    return {
        gauge: value
        for entry in exercise.journal
        if entry.kind == "reported"
        for report in reports(entry)
        if report["team"] == table.id
        for gauge, value in report["values"].items()
    }
