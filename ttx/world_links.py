"""Links of a scenario: what one model's gauge means for another model's lever.

They are followed at every look; they read and pull, and know no model.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections import Counter
from collections.abc import Mapping, Sequence

from ttx.errors import Problem
from ttx.models.model import COUNT, Gauge, Moves
from ttx.scenario import Link
from ttx.scenario.reading import unknown
from ttx.world_levers import Stack


class Tied:
    """One link: a gauge read, and the lever whose base follows it.

    Where the gauge tells when it may have moved and no other link has this lever
    (`alone`), it is read only then.
    """

    __slots__ = (
        "_base", "_link", "_most", "_read", "_top", "_value", "moves", "seen", "stack",
    )  # fmt: skip

    def __init__(self, gauge: Gauge, stack: Stack, link: Link, alone: bool) -> None:
        self._read, self.stack, self._link = gauge.read, stack, link
        self.moves = gauge.moves if alone else None
        self.seen = -1
        self._value: float | None = None
        self._base = 0.0
        points = link.map
        self._top, self._most = points[-1] if points else (math.inf, 0.0)

    def follow(self, now: int) -> None:
        """Set the lever's base to what the gauge is worth now."""
        if self.moves is not None:
            self.seen = self.moves.count
        read = self._read
        value = read()
        if value > self._top:  # where most links are most of the time
            self._value, self._base = value, self._most
        elif value != self._value:
            self._value, self._base = value, along(self._link, value)
        if self._base != self.stack.base:
            self.stack.base = self._base
            self.stack.settle(now)


class Links:
    """All links, in the order written. While nothing tells that a gauge may have moved,
    only those are followed of which nothing ever tells."""

    def __init__(self, ties: Sequence[Tied]) -> None:
        self._ties = ties
        self._always = [one for one in ties if one.moves is None]
        self._moves: list[Moves] = []
        for one in ties:
            moves = one.moves
            if moves and not any(moves is other for other in self._moves):
                self._moves.append(moves)
        self._seen: list[int] = []

    def follow(self, now: int) -> None:
        """Follow every link whose gauge may have moved."""
        counts = [*map(COUNT, self._moves)]
        if counts == self._seen:
            for one in self._always:
                one.follow(now)
            return
        self._seen = counts
        for one in self._ties:
            moves = one.moves
            if moves is None or moves.count != one.seen:
                one.follow(now)


def tied(
    links: Sequence[Link], gauges: Mapping[str, Gauge], levers: Mapping[str, Stack]
) -> tuple[Links, list[Problem]]:
    """All links tied to their gauges and levers, and what is wrong with the others."""
    ties: list[Tied] = []
    problems: list[Problem] = []
    often = Counter(one.lever for one in links)
    for number, link in enumerate(links):
        if link.gauge not in gauges:
            where = ("links", number, "gauge")
            problems.append(unknown("gauge", link.gauge, gauges, where))
        elif link.lever not in levers:
            where = ("links", number, "lever")
            problems.append(unknown("lever", link.lever, levers, where))
        else:
            alone = often[link.lever] == 1
            ties.append(Tied(gauges[link.gauge], levers[link.lever], link, alone))
    return Links(ties), problems


def along(link: Link, value: float) -> float:
    """What a gauge's value is worth: a factor, or straight lines between points."""
    points = link.map
    if not points:
        return value * link.times
    if value <= points[0][0]:
        return points[0][1]
    if value > points[-1][0]:
        return points[-1][1]
    right = bisect_left(points, (value,))
    (x0, y0), (x1, y1) = points[right - 1], points[right]
    return y0 + (y1 - y0) * (value - x0) / (x1 - x0) if x1 > x0 else y1
