"""Conditions as they stand in one exercise: looked at on the grid, never on a tick.

A Watch remembers since when its parts hold, for `for:`. It never changes anything.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping
from typing import Protocol

from ttx.scenario import Condition

Values = Mapping[str, str | float]


class Facts(Protocol):
    """What a condition may ask."""

    @property
    def changes(self) -> int:
        """How many times a milestone or a decision has changed so far."""

    def reader(self, gauge: str) -> Callable[[], float]:
        """How to read a gauge, as exercise control lets it stand (or as it is known)."""

    def milestone(self, name: str) -> bool:
        """Whether a milestone is true."""

    def decided(self, option: str, by: str) -> bool:
        """Whether an option was decided (by this team or table, if given)."""


def bind(name: str, values: Values) -> str:
    """A name with {instance} and {parameter} filled in."""
    if "{" in name:
        for key, value in values.items():
            name = name.replace("{" + key + "}", str(value))
    return name


class Known:
    """A condition over facts alone: worked out when any of them has changed."""

    __slots__ = ("_facts", "_need", "_plain", "_seen", "_since")

    def __init__(self, facts: Facts, plain: Callable[[int], bool], need: int) -> None:
        self._facts, self._plain, self._need = facts, plain, need
        self._seen, self._since = -1, math.inf

    def holds(self, now: int) -> bool:
        """Whether it is true now, for as long as it must be."""
        if self._facts.changes != self._seen:
            self._seen = self._facts.changes
            if not self._plain(now):
                self._since = math.inf
            elif self._since > now:
                self._since = now
        return now - self._since >= self._need

    def ripens(self, now: int) -> float:
        """The moment after now at which it comes true if no fact changes (infinite: it
        does not, or is true)."""
        at = self._since + self._need
        return at if at > now else math.inf


class Watch:
    """A condition over the facts of one exercise, for one table or inject.

    `holds(now)`: whether it is true now; call at every look, in order of time. `known`:
    the same where it asks for nothing but facts, which need not be asked at every look.
    """

    __slots__ = ("_condition", "_facts", "_values", "holds", "known")
    holds: Callable[[int], bool]

    def __init__(self, condition: Condition, facts: Facts, values: Values) -> None:
        self._condition = condition
        self._facts = facts
        self._values = dict(values)
        self.holds = self._made(condition)
        of = getattr(self.holds, "__self__", None)
        self.known = of if isinstance(of, Known) else None

    def reads(self) -> list[str]:
        """The gauges that it names."""
        parts = self._condition.parts()
        return [bind(one.gauge, self._values) for one in parts if one.gauge]

    def bound(self) -> tuple[str, float, str] | None:
        """(gauge, bound, comparison) where it is one plain comparison."""
        one = self._condition
        for how in ("below", "above", "at_least", "at_most"):
            limit = getattr(one, how)
            if one.gauge and limit is not None:
                return bind(one.gauge, self._values), limit, how
        return None

    def _made(self, one: Condition) -> Callable[[int], bool]:
        plain, need = self._compared(one) if one.gauge else self._joined(one), one.for_
        inside = list(_inside(one))
        if not one.gauge and not any(part.gauge or part.for_ for part in inside):
            return Known(self._facts, plain, need).holds if inside or need else plain
        if not need:
            return plain
        since: int | None = None

        def held(now: int) -> bool:
            nonlocal since
            if not plain(now):
                since = None
                return False
            if since is None:
                since = now
            return now - since >= need

        return held

    def _joined(self, one: Condition) -> Callable[[int], bool]:
        if one.all or one.any:
            return self._several(one)
        if one.not_ is not None:
            inner = self._made(one.not_)
            return lambda now: not inner(now)
        facts = self._facts
        if one.milestone:
            name = bind(one.milestone, self._values)
            return lambda now: facts.milestone(name)
        option, by = bind(one.decided, self._values), bind(one.by, self._values)
        return lambda now: facts.decided(option, by)

    def _several(self, one: Condition) -> Callable[[int], bool]:
        """All or any of the parts, facts first; every `for:` is looked at every time."""
        inner = sorted(one.all or one.any, key=_reads)
        parts = [self._made(part) for part in inner]
        if any(part.for_ for part in _inside(one)):
            how = all if one.all else any
            return lambda now: how([part(now) for part in parts])

        usual = bool(one.all)

        def joined(now: int) -> bool:
            for part in parts:
                if part(now) != usual:
                    return not usual
            return usual

        return joined

    def _compared(self, one: Condition) -> Callable[[int], bool]:
        shown = self._facts.reader(bind(one.gauge, self._values))
        if one.below is not None:
            low = one.below
            return lambda now: shown() < low
        if one.above is not None:
            high = one.above
            return lambda now: shown() > high
        if one.at_least is not None:
            least = one.at_least
            return lambda now: shown() >= least
        most = one.at_most
        assert most is not None
        return lambda now: shown() <= most


def _inside(one: Condition) -> Iterator[Condition]:
    """All conditions that this one is made of, without itself."""
    parts = one.parts()
    next(parts)
    return parts


def _reads(one: Condition) -> bool:
    """Whether a gauge must be read to know whether it holds."""
    return any(part.gauge for part in one.parts())
