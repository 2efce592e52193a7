"""A staging place at a Role 3: casualties wait by priority and dependency.

Nobody here gets worse by the minute: they are stable and ill; what grows is the wait.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from typing import Any

from ttx.models.patient import Patient
from ttx.models.station import Meter
from ttx.moment import DAY, HOUR
from ttx.text import Text

INTENSIVE, STRETCHER, WALKING = range(3)
CLASSES = ("critical", "stretcher", "walking")
BY_PRIORITY, BY_ARRIVAL = 0, 1
_PRIORITIES = 3
"""Evacuation priorities, as on the manifest: 1 urgent, 2 priority, 3 routine."""
_CLASS = {1: INTENSIVE, 2: STRETCHER, 3: STRETCHER, 4: WALKING}
"""The place for each dependency: 1 intensive, 2 high, 3 stretcher, 4 walking."""


def dependency(patient: Patient) -> int:
    """Intensive care, lying or walking: by the manifest, which may be wrong."""
    assert patient.case is not None
    return _CLASS[patient.case.dependency]


class Counter:
    """A count, and how many of it fell on this calendar day."""

    __slots__ = ("_clock", "_day", "_env", "_today", "total")

    def __init__(self, env: Any, clock: int) -> None:
        self._env, self._clock = env, clock
        self.total = self._today = 0
        self._day = self.day

    @property
    def day(self) -> int:
        """The calendar day, counted from STARTEX's."""
        return int(self._env.now + self._clock) // DAY

    def add(self, many: int) -> None:
        """So many more."""
        if self.day != self._day:
            self._day, self._today = self.day, 0
        self._today += many
        self.total += many

    @property
    def today(self) -> int:
        """How many since midnight; reading changes nothing."""
        return self._today if self.day == self._day else 0


class Place:
    """One staging place: its lines, its destination, and who was taken away."""

    def __init__(
        self, name: str, values: Mapping[str, Any], env: Any, clock: int
    ) -> None:
        self.name, self.env = name, env
        dutch = values["title"] or values["title_en"] or name
        self.title = Text(dutch, values["title_en"] or dutch)
        self.entries: list[Any] = []
        self.chosen = 0
        self.held = False
        self.key = BY_PRIORITY
        self.lines = [[deque[Patient]() for _ in range(_PRIORITIES)] for _ in CLASSES]
        self.line = Meter(env)
        self.offered, self.carried = Counter(env, clock), Counter(env, clock)
        self.delivered = self.loading = 0
        self.came: Callable[[], None] = lambda: None

    @property
    def entry(self) -> Any:
        """The point of entry that carriers leave for now."""
        return self.entries[min(self.chosen, len(self.entries) - 1)]

    def receive(self, patient: Patient) -> None:
        """A casualty is handed over here, to be evacuated."""
        assert patient.case is not None
        patient.since = int(self.env.now)
        lines = self.lines[dependency(patient)]
        lines[patient.case.priority - 1].append(patient)
        self.line.add(1)
        self.offered.add(1)
        self.came()

    def waiting(self, kind: int) -> int:
        """Those of one class who wait."""
        return sum(map(len, self.lines[kind]))

    @property
    def longest(self) -> float:
        """Hours that the first of any line has waited by now."""
        heads = [line[0].since for lines in self.lines for line in lines if line]
        return (int(self.env.now) - min(heads)) / HOUR if heads else 0.0

    def room(self, places: tuple[int, int, int]) -> tuple[int, int, int]:
        """How many of each class would fit now: the lighter may use a heavier place."""
        spare, fits = 0, []
        for kind, many in enumerate(places):
            taken = min(self.waiting(kind), many + spare)
            spare = many + spare - taken
            fits.append(taken)
        return fits[0], fits[1], fits[2]

    def board(self, places: tuple[int, int, int]) -> list[Patient]:
        """Take out those who go now."""
        aboard: list[Patient] = []
        for kind, many in enumerate(self.room(places)):
            aboard += [self._next(kind) for _ in range(many)]
        self.line.add(-len(aboard))
        self.carried.add(len(aboard))
        return aboard

    def _next(self, kind: int) -> Patient:
        lines = [line for line in self.lines[kind] if line]
        if self.key == BY_ARRIVAL:
            return min(lines, key=lambda line: line[0].since).popleft()
        return lines[0].popleft()
