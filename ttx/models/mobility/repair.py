"""Closures of ways and the crews that lift them, the most urgent way first.

A crew finishes nothing that it was called away from; what was done stays done.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from heapq import heapify, heapreplace
from typing import Any

import simpy

from ttx.models.model import Stream
from ttx.moment import HOUR, LIMIT
from ttx.text import Text

NO_END = 240.0
"""Hours that stand for 'not known'."""
MAINTENANCE, ACCIDENT, SABOTAGE, BRIDGE = (
    "maintenance",
    "accident",
    "sabotage",
    "bridge",
)
CAUSES = {
    MAINTENANCE: Text("gepland onderhoud", "planned maintenance"),
    ACCIDENT: Text("een ongeval", "an accident"),
    SABOTAGE: Text("sabotage", "sabotage"),
    BRIDGE: Text("een afgekeurde brug of sluis", "an unsafe bridge or lock"),
}


@dataclass(slots=True, eq=False)
class Closure:
    """One reason why a way is closed, and the work that is left on it."""

    way: str
    cause: str
    left: int
    since: int
    worked: bool = False

    @property
    def by_crew(self) -> bool:
        """Planned work brings its own people; the rest waits for a crew."""
        return self.cause != MAINTENANCE


class Repair:
    """All closures, and who works on which."""

    def __init__(
        self, env: simpy.Environment, crews: int, lifted: Callable[[Closure], None]
    ) -> None:
        self.env, self.crews, self._lifted = env, crews, lifted
        self.closures: list[Closure] = []
        self.priority: dict[str, float] = {}
        self._plan = 0

    def close(self, way: str, cause: str, work: int) -> Closure:
        """Close a way for so many milliseconds of work."""
        closure = Closure(way, cause, max(1, work), int(self.env.now))
        self.closures.append(closure)
        self.assign()
        return closure

    def assign(self) -> None:
        """Crews to the closures that go first now."""
        now = int(self.env.now)
        for one in self.closures:
            one.left -= (now - one.since) * one.worked
            one.since = now
        done = [one for one in self.closures if one.left <= 0]
        self.closures = [one for one in self.closures if one.left > 0]
        crews = self.crews
        for one in self._in_order():
            one.worked = not one.by_crew or crews > 0
            crews -= one.by_crew
        self._next()
        for one in done:
            self._lifted(one)

    def _in_order(self) -> list[Closure]:
        return sorted(self.closures, key=lambda one: -self.priority.get(one.way, 0.0))

    def _next(self) -> None:
        self._plan += 1
        plan = self._plan
        due = min((one.left for one in self.closures if one.worked), default=None)
        if due is not None:
            after(self.env, due, lambda: self.assign() if plan == self._plan else None)

    def of(self, way: str) -> list[Closure]:
        """What keeps this way closed, first things first."""
        return [one for one in self.closures if one.way == way]

    def hours(self, way: str) -> float:
        """Hours until the last closure of a way is lifted, as planned now; 0: open."""
        ends = [end for one, end in self._ends() if one.way == way]
        return min(NO_END, max(ends, default=0.0))

    def _ends(self) -> list[tuple[Closure, float]]:
        crews, ends = [0.0] * self.crews, []
        heapify(crews)
        for one in self._in_order():
            work = (one.left - (int(self.env.now) - one.since) * one.worked) / HOUR
            if not one.by_crew:
                ends.append((one, work))
            elif crews:
                ends.append((one, crews[0] + work))
                heapreplace(crews, crews[0] + work)
            else:
                ends.append((one, NO_END))
        return ends


class Hazard:
    """Something that may happen at a rate: moments of luck, faster under more threat."""

    def __init__(
        self, env: simpy.Environment, luck: Stream, rate: float, befalls: Callable[[], None]
    ) -> None:  # fmt: skip
        self.env, self._luck, self._rate, self._befalls = env, luck, rate, befalls
        self._times, self._plan, self._since = 1.0, 0, 0
        self._left = 0.0

    def start(self) -> None:
        """Wait for the first one; `rate` is per hour."""
        if self._rate > 0:
            self._left, self._since = self._draw(), int(self.env.now)
            self._wait()

    def times(self, factor: float) -> None:
        """The rate by this factor from now on; luck that was spent stays spent."""
        now = int(self.env.now)
        self._left -= self._rate * self._times * (now - self._since) / HOUR
        self._times, self._since = factor, now
        if self._rate > 0:
            self._wait()

    def _draw(self) -> float:
        return -math.log1p(-min(self._luck.next(), 1 - 1e-12))

    def _wait(self) -> None:
        self._plan += 1
        plan, rate = self._plan, self._rate * self._times
        span = max(0.0, self._left) / rate * HOUR if rate > 0 else LIMIT
        if span < LIMIT:
            after(self.env, math.ceil(span), lambda: self._came(plan))

    def _came(self, plan: int) -> None:
        if plan == self._plan:
            self._left, self._since = self._draw(), int(self.env.now)
            self._wait()
            self._befalls()


def after(env: simpy.Environment, delay: int, act: Callable[[], Any]) -> None:
    """Do this so many milliseconds from now."""
    event = simpy.Timeout(env, max(0, delay))
    assert event.callbacks is not None
    event.callbacks.append(lambda _: act())
