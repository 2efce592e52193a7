"""Finite units with lines in order of rank: the event-light queue of every care stage.

A station never makes an event when a unit is free, and never looks into a patient
beyond its rank, its stay and the place that it still holds elsewhere.

The hot path. A patient is an event of its own that is put on SimPy's calendar again
and again, with one shared tuple of callbacks for each station; a grant is a call. This
leans on SimPy's `_queue`, `_eid` and `_now` (4.1.2, pinned): a stock Timeout, a Process
and a Request for each stage cost eight times as much. The calendar itself is a heap for
the next half hour and bins for what is later.
"""

from __future__ import annotations

import math
from collections import defaultdict, deque
from collections.abc import Callable, Iterable
from heapq import heapify, heappop, heappush
from itertools import chain
from typing import Any

from simpy import Environment
from simpy.events import URGENT

from ttx.models.model import Stream
from ttx.models.patient import Patient
from ttx.moment import HOUR

RANKS = 4
_BIN = HOUR // 2
_FIRST, _BEFORE_ALL = -2, -3


class Calendar(Environment):
    """SimPy's calendar, kept in two parts: a heap of what is near, bins for later.

    Most patients stand on the calendar for days, and in one heap of them all every
    event walks through many levels of memory that is no longer near. A bin is only
    added to; when its time comes it joins the heap. Events keep the order of one heap,
    ties included. What SimPy itself schedules lies in the heap from the start.
    """

    _now: int  # whole milliseconds

    def __init__(self, initial_time: int = 0) -> None:
        super().__init__(initial_time)
        self.bins: defaultdict[float, list[Any]] = defaultdict(list)
        self.horizon = initial_time
        self._turns, self._stops = _Call(self._turn), _Call(_halt)
        self._turn()

    @staticmethod
    def of(env: Environment) -> Calendar:
        """The ground's calendar, as one on which patients may stand."""
        assert isinstance(env, Calendar)
        return env

    def put(self, at: float, event: Any) -> None:
        """Call the event's callbacks at this moment (hot callers say this themselves)."""
        if at < self.horizon:
            heappush(self._queue, (at, 1, next(self._eid), event))  # type: ignore[misc]
        else:
            self.bins[at // _BIN].append((at, 1, next(self._eid), event))

    def later(self, delay: int, act: Callable[[], object]) -> None:
        """Do this so many milliseconds from now: as a Timeout would, without one."""
        self.put(self._now + delay, _Call(act))

    def soon(self, act: Callable[[], object]) -> None:
        """Do this at this moment, before what is put on the calendar for it."""
        self.schedule(_Call(act), URGENT)  # type: ignore[arg-type]

    def _turn(self) -> None:
        """The next bin joins the heap, before anything else happens at this moment."""
        now = int(self._now)
        self.horizon = now - now % _BIN + _BIN
        self._queue += self.bins.pop(now // _BIN, ())
        self._turns.callbacks = _ACT
        self._queue.append((self.horizon, _FIRST, 0, self._turns))  # type: ignore[arg-type]
        heapify(self._queue)

    def run(self, until: Any = None) -> Any:
        """As SimPy's, without a call and an exception handler for every event."""
        if not isinstance(until, int):
            return super().run(until)
        queue = self._queue
        callbacks: Any
        self._stops.callbacks = _ACT
        heappush(queue, (until, _BEFORE_ALL, 0, self._stops))  # type: ignore[misc]
        try:
            while True:
                self._now, _, _, event = heappop(queue)  # type: ignore[assignment]
                callbacks = event.callbacks
                event.callbacks = None  # type: ignore[assignment]
                if type(callbacks) is tuple:  # our own: one callback, never a failure
                    callbacks[0](event)
                    continue
                for callback in callbacks:
                    callback(event)
                if not event._ok and not hasattr(event, "_defused"):
                    raise event._value
        except _Halt:
            return None


class _Call:
    """Something to be done at a moment."""

    __slots__ = ("act", "callbacks")
    _ok = True
    callbacks: Any

    def __init__(self, act: Callable[[], object]) -> None:
        self.act = act
        self.callbacks = _ACT


_ACT = (lambda call: call.act(),)


class _Halt(Exception):
    """The moment up to which a calendar runs has come."""


def _halt() -> None:
    raise _Halt


def wake(env: Calendar, patient: Patient, after: int, callbacks: Any) -> None:
    """Put the patient on the calendar: the one of `callbacks` is called `after` from now.

    A patient must stand on the calendar once at most.
    """
    at = env._now + after
    patient.callbacks = callbacks
    if at < env.horizon:  # as Calendar.put says
        heappush(env._queue, (at, 1, next(env._eid), patient))  # type: ignore[misc]
    else:
        env.bins[at // _BIN].append((at, 1, next(env._eid), patient))


def moments(luck: Stream, rate: float, span: int) -> list[int]:
    """Moments of a Poisson process, `rate` an hour, within a span in milliseconds."""
    found: list[int] = []
    if rate <= 0:
        return found
    at, hours = 0.0, span / HOUR
    draw, log1p, add = luck.next, math.log1p, found.append
    while True:
        at -= log1p(-draw()) / rate
        if at >= hours:
            return found
        add(round(at * HOUR))


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


class Line:
    """Those who wait at a station, as figures: nothing is counted until it is read."""

    __slots__ = ("_station",)

    def __init__(self, station: Station) -> None:
        self._station = station

    @property
    def count(self) -> int:
        """Patients in line now."""
        return self._station.waiting

    @property
    def hours(self) -> float:
        """Patient-hours waited up to now, by those still in line too."""
        one, now = self._station, self._station.env._now
        standing = sum(now - patient.since for line in one.lines for patient in line)
        return float(one.waited + one.given_up + standing) / HOUR


class Station:
    """Beds, teams, vehicles: so many units, and a line for each rank.

    `done(patient)` is called at the end of a stay; the unit stays taken until `leave`
    is called, so a patient who finds no next place blocks this one (`holds`). With
    `started`, each start is told, from the line too. `waited` sums the waits of those
    who started, `given_up` of those withdrawn (milliseconds).
    """

    __slots__ = (
        "_done", "_started", "arrived", "blocked", "busy", "env", "finished", "given_up",
        "lines", "served", "units", "waited", "waiting",
    )  # fmt: skip

    def __init__(
        self,
        env: Calendar,
        units: int,
        done: Callable[[Any], None],
        started: Callable[[Patient], None] | None = None,
    ) -> None:
        self.env, self.units = env, units
        self._done, self._started = (done,), started
        self.lines: tuple[deque[Patient], ...] = tuple(deque() for _ in range(RANKS))
        self.blocked = Meter(env)
        self.busy = self.arrived = self.served = self.finished = 0
        self.waited = self.given_up = self.waiting = 0

    @property
    def queue(self) -> Line:
        """Those who wait."""
        return Line(self)

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
        patient.since, patient.stay = self.env._now, stay
        self.lines[rank].append(patient)
        self.waiting += 1
        if patient.holds is not None:
            patient.holds.block(1)

    def take(self, patient: Patient, stay: int) -> None:
        """Take a unit whether or not there is one (a bed that was promised)."""
        self.arrived += 1
        self._begin(patient, stay)

    def fill(self, found: Iterable[tuple[Patient, int]]) -> None:
        """Those who are here at the start, each with what is left of the stay: as `take`
        for each, of patients who hold no place elsewhere."""
        env, done, started, many = self.env, self._done, self._started, 0
        queue, bins, now, horizon = env._queue, env.bins, env._now, env.horizon
        for (patient, left), number in zip(found, env._eid, strict=False):
            patient.callbacks = done
            patient.until = until = now + left
            if until < horizon:
                heappush(queue, (until, 1, number, patient))  # type: ignore[misc]
            else:
                bins[until // _BIN].append((until, 1, number, patient))
            if started is not None:
                started(patient)
            many += 1
        self.busy += many
        self.arrived += many
        self.served += many

    def hold(self) -> None:
        """Take a unit without an end (somebody stands there until there is a place)."""
        self.busy += 1

    def leave(self) -> None:
        """Give a unit back: the next in line has it, if there may be a next."""
        self.busy -= 1
        self.finished += 1
        if self.waiting and self.busy < self.units:
            self._next()

    def block(self, change: int) -> None:
        """Count a unit that is held by somebody who should be elsewhere."""
        self.blocked.add(change)

    def resize(self, units: int) -> None:
        """So many units from now on; nobody is put out, but nobody enters either."""
        self.units = units
        while self.waiting and self.busy < self.units:
            self._next()

    def withdraw(self, rank: int) -> list[Patient]:
        """Empty one line, in order (what is planned and cannot go on today)."""
        gone, now = list(self.lines[rank]), self.env._now
        self.lines[rank].clear()
        self.waiting -= len(gone)
        for patient in gone:
            self.given_up += now - patient.since
            if patient.holds is not None:
                patient.holds.block(-1)
        return gone

    def serves(self, patient: Patient) -> bool:
        """True while the patient's stay here is under way."""
        callbacks: object = patient.callbacks
        return callbacks is self._done and not patient.gone

    def present(self) -> list[Patient]:
        """Those whose stay here is under way, first to end first (a slow look)."""
        entries: Any = chain(self.env._queue, *self.env.bins.values())
        done = self._done
        stays = sorted([one for one in entries if one[3].callbacks is done])
        return [one[3] for one in stays if not one[3].gone]

    def _next(self) -> None:
        for line in self.lines:
            if line:
                patient = line.popleft()
                break
        self.waiting -= 1
        self.waited += self.env._now - patient.since
        if patient.holds is not None:
            patient.holds.block(-1)
        self._begin(patient, patient.stay)

    def _begin(self, patient: Patient, stay: int) -> None:
        self.busy += 1
        self.served += 1
        env = self.env
        patient.callbacks = self._done
        patient.until = until = env._now + stay
        if until < env.horizon:  # as Calendar.put says
            heappush(env._queue, (until, 1, next(env._eid), patient))  # type: ignore[misc]
        else:
            env.bins[until // _BIN].append((until, 1, next(env._eid), patient))
        if self._started is not None:
            self._started(patient)
        kept = patient.holds
        if kept is not None:
            patient.holds = None
            kept.leave()
