"""Where patients of a queueing network come from: at intervals, by rates, or listed.

A source makes visitors and hands them to the first station; it never looks further.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from ttx.models.model import Ground, Picks
from ttx.models.network.post import Visitor, Way
from ttx.models.patient import Stay
from ttx.models.station import _BIN, Calendar
from ttx.moment import HOUR

_NEVER = 10**15
MOST = 1_000_000
"""Arrivals of one source in an hour: more is a slip of the pen, and would not end."""
_PERIODS = 1_000_000
"""After so many periods without anybody nobody is waited for."""
_FIRST, _LARGEST = 64, 1024


class Source:
    """One stream of arrivals."""

    def __init__(self, name: str, values: Mapping[str, Any], env: Calendar, ground: Ground,
                 scale: float, ranks: list[int], kinds: Picks | None, to: Way) -> None:  # fmt: skip
        self.name, self.values, self.env, self.scale = name, values, env, scale
        self._due = self._made = self._before = 0
        self._laid: list[int] = []
        self._ranks, self._kinds, self._to = ranks, kinds, to
        self._until = round(values["until"].mean) or _NEVER
        self._batch = round(values["batch"].mean)
        self._luck = ground.stream(f"network/{name}/arrivals")
        self._next_moment = self._when().__next__
        self._come = (to if self._batch == 1 else self._many_come,)
        if (
            sum([bool(values["every"].mean), bool(values["rates"]), bool(values["at"])])
            != 1
        ):
            ground.wrong(("sources", name), "source",
                         "a source needs exactly one of: every, rates, at")  # fmt: skip
        elif self._busiest() > MOST:
            ground.wrong(("sources", name), "range", "a source brings at most {most} an hour",
                         most=MOST)  # fmt: skip
            self._next_moment = iter((_NEVER,)).__next__

    @property
    def arrived(self) -> int:
        """Arrivals up to now, since the count began: those laid ahead do not count."""
        ahead = len(self._laid) - bisect_left(self._laid, int(self.env._now))
        return int((self._made - ahead) * self._batch - self._before)

    def count_from_now(self) -> None:
        """Forget the arrivals so far."""
        self._before += self.arrived

    def start(self) -> None:
        """Those of the first half hour are on their way, and those of the next."""
        env = self.env
        self._due = self._next_moment()
        for visitor in self._up_to(env.horizon):
            env.put(visitor.born, visitor)
        self._bring(Visitor(env, 0, 0))

    def _bring(self, knock: Visitor) -> None:
        """The arrivals of the next half hour, laid in its bin of the calendar."""
        env = self.env
        number, count = int(env._now) // _BIN + 1, env._eid
        self._laid = [at for at in self._laid if at >= env._now]
        env.bins[number] += [
            (one.born, 1, next(count), one) for one in self._up_to((number + 1) * _BIN)
        ]
        if self._due < self._until:
            knock.callbacks = (self._bring,)
            env.put(number * _BIN, knock)

    def _up_to(self, end: int) -> list[Visitor]:
        """Those who arrive before this moment, each standing ready to come in."""
        env, ranks, come, due = self.env, self._ranks, self._come, self._next_moment
        at, end, found = self._due, min(end, self._until), []
        while at < end:
            kind = self._kind()
            visitor = Visitor(env, kind, ranks[kind])
            visitor.born = at
            visitor.callbacks = come
            found.append(visitor)
            at = due()
        self._due = at
        self._made += len(found)
        self._laid += [int(one.born) for one in found]
        return found

    def _many_come(self, visitor: Visitor) -> None:
        for _ in range(self._batch - 1):
            kind = self._kind()
            self._to(Visitor(self.env, kind, self._ranks[kind]))
        self._to(visitor)

    def _kind(self) -> int:
        return self._kinds.next() if self._kinds is not None else 0

    # ---- when

    def _busiest(self) -> float:
        """Arrivals in an hour when most come."""
        every, rates = self.values["every"].mean, self.values["rates"]
        most = HOUR / every if every else max([one.mean for one in rates], default=0.0)
        return float(most * self.scale * self._batch)

    def _when(self) -> Iterator[int]:
        if self.values["at"]:
            return self._listed()
        return self._by_rates() if self.values["rates"] else self._at_intervals()

    def _listed(self) -> Iterator[int]:
        yield from sorted(round(one.mean) for one in self.values["at"])
        yield _NEVER

    def _at_intervals(self) -> Iterator[int]:
        """Renewals; an exponential interval is drawn exactly, others from their table."""
        every, at = self.values["every"], float(self.env.now)
        exact = every.shape == "exponential"
        lengths = np.array([0.0] if exact else Stay(every).lengths) / self.scale
        mean, many, size = every.mean / self.scale, len(lengths), _FIRST
        while True:
            luck = self._luck.block(size)
            gaps = (
                -mean * np.log1p(-luck) if exact else lengths[(luck * many).astype(int)]
            )
            moments = at + np.cumsum(gaps)
            at, size = float(moments[-1]), min(2 * size, _LARGEST)
            yield from np.rint(moments).astype(int).tolist()

    def _by_rates(self) -> Iterator[int]:
        """A Poisson process whose rate changes by period: what is left of one
        exponential interval is spent at the rate of the time it falls in."""
        rates = [one.mean * self.scale / HOUR for one in self.values["rates"]]
        period, begun = self.values["period"].mean, float(self.env.now)
        at = begun
        while True:
            left = -math.log1p(-self._luck.next())
            last = at + _PERIODS * period
            while True:
                if at > last:
                    yield _NEVER
                number = int((at - begun) // period)
                end, rate = begun + (number + 1) * period, rates[number % len(rates)]
                if left <= rate * (end - at):
                    at += left / rate
                    break
                left -= rate * (end - at)
                at = end
            yield round(at)
