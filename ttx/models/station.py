"""Finite units with lines in order of rank: the event-light queue of every care stage.

A station never makes an event when a unit is free, and never looks into a patient
beyond its rank, its stay and the place that it still holds elsewhere.

The hot path. A patient is a SimPy event of its own that is put on the calendar again
and again, with one shared tuple of callbacks for each station; a grant is a call. This
leans on SimPy's `_queue`, `_eid` and `_now` (4.1.2, pinned): a stock Timeout, a Process
and a Request for each stage cost eight times as much.
"""

from __future__ import annotations

import math
from collections import deque
from collections.abc import Callable
from heapq import heappush
from typing import Any

from simpy import Environment

from ttx.models.model import Stream
from ttx.models.patient import Patient
from ttx.moment import HOUR

RANKS = 4


def wake(env: Environment, patient: Patient, after: int, callbacks: Any) -> None:
    """Put the patient on the calendar: `callbacks` are called `after` from now.

    A patient must stand on the calendar once at most.
    """
    patient.callbacks = callbacks
    heappush(env._queue, (env._now + after, 1, next(env._eid), patient))  # type: ignore[misc]


def moments(luck: Stream, rate: float, span: int) -> list[int]:
    """Moments of a Poisson process, `rate` an hour, within a span in milliseconds."""
    found, at, hours = [], 0.0, span / HOUR
    while rate > 0:
        at += -math.log1p(-luck.next()) / rate
        if at >= hours:
            break
        found.append(round(at * HOUR))
    return found


class Meter:
    """A count that goes up and down, and its sum over time (in patient-hours)."""

    __slots__ = ("_area", "_at", "_env", "count")

    def __init__(self, env: Environment) -> None:
        self._env, self._at = env, env._now
        self.count = 0
        self._area = 0.0

    def add(self, change: int) -> None:
        """Count so many more (or fewer) from now on."""
        now = self._env._now
        self._area += self.count * (now - self._at)
        self._at = now
        self.count += change

    @property
    def hours(self) -> float:
        """Patient-hours up to now; reading it changes nothing."""
        return (self._area + self.count * (self._env._now - self._at)) / HOUR


class Station:
    """Beds, teams, vehicles: so many units, and a line for each rank.

    `done(patient)` is called at the end of a stay; the unit stays taken until `leave`
    is called, so a patient who finds no next place blocks this one (`holds`). With
    `started`, each start is told, from the line too.
    """

    __slots__ = (
        "_done", "_started", "arrived", "blocked", "busy", "env", "finished", "lines",
        "queue", "served", "units", "waited",
    )  # fmt: skip

    def __init__(
        self,
        env: Environment,
        units: int,
        done: Callable[[Any], None],
        started: Callable[[Patient], None] | None = None,
    ) -> None:
        self.env, self.units = env, units
        self._done, self._started = (done,), started
        self.lines: tuple[deque[Patient], ...] = tuple(deque() for _ in range(RANKS))
        self.queue, self.blocked = Meter(env), Meter(env)
        self.busy = self.arrived = self.served = self.finished = self.waited = 0

    @property
    def free(self) -> int:
        """Units that nobody uses; below 0 where more are used than there are."""
        return self.units - self.busy

    @property
    def longest(self) -> float:
        """Hours that the first of any line has waited by now."""
        first = min((line[0].since for line in self.lines if line), default=None)
        return 0.0 if first is None else (self.env._now - first) / HOUR

    def join(self, patient: Patient, stay: int, rank: int) -> None:
        """Take a free unit at once for `stay` milliseconds, or wait in line."""
        self.arrived += 1
        if self.busy < self.units:
            self._begin(patient, stay)
            return
        patient.since, patient.stay = int(self.env._now), stay
        self.lines[rank].append(patient)
        self.queue.add(1)
        if patient.holds is not None:
            patient.holds.block(1)

    def take(self, patient: Patient, stay: int) -> None:
        """Take a unit whether or not there is one (a bed that was promised)."""
        self.arrived += 1
        self._begin(patient, stay)

    def hold(self) -> None:
        """Take a unit without an end (somebody stands there until there is a place)."""
        self.busy += 1

    def leave(self) -> None:
        """Give a unit back: the next in line has it, if there may be a next."""
        self.busy -= 1
        self.finished += 1
        if self.queue.count and self.busy < self.units:
            self._next()

    def block(self, change: int) -> None:
        """Count a unit that is held by somebody who should be elsewhere."""
        self.blocked.add(change)

    def resize(self, units: int) -> None:
        """So many units from now on; nobody is put out, but nobody enters either."""
        self.units = units
        while self.queue.count and self.busy < self.units:
            self._next()

    def withdraw(self, rank: int) -> list[Patient]:
        """Empty one line, in order (what is planned and cannot go on today)."""
        gone = list(self.lines[rank])
        self.lines[rank].clear()
        self.queue.add(-len(gone))
        for patient in gone:
            if patient.holds is not None:
                patient.holds.block(-1)
        return gone

    def serves(self, patient: Patient) -> bool:
        """True while the patient's stay here is under way."""
        callbacks: object = patient.callbacks
        return callbacks is self._done and not patient.gone

    def present(self) -> list[Patient]:
        """Those whose stay here is under way, first to end first (a slow look)."""
        stays = sorted((*entry[:3], entry[3]) for entry in self.env._queue
                       if isinstance(entry[3], Patient) and self.serves(entry[3]))  # fmt: skip
        return [entry[3] for entry in stays]

    def _next(self) -> None:
        for line in self.lines:
            if line:
                patient = line.popleft()
                break
        self.queue.add(-1)
        self.waited += self.env._now - patient.since  # type: ignore[assignment]
        if patient.holds is not None:
            patient.holds.block(-1)
        self._begin(patient, patient.stay)

    def _begin(self, patient: Patient, stay: int) -> None:
        self.busy += 1
        self.served += 1
        env = self.env
        patient.callbacks = self._done  # type: ignore[assignment]
        patient.until = until = env._now + stay  # type: ignore[assignment]
        heappush(env._queue, (until, 1, next(env._eid), patient))  # type: ignore[misc]
        if self._started is not None:
            self._started(patient)
        kept = patient.holds
        if kept is not None:
            patient.holds = None
            kept.leave()
