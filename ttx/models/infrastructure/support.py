"""What carries a node: others whole or for a share, with or without a buffer behind.

It weighs levels only; it must never know why a support has the level that it has.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

from ttx.models.infrastructure.repair import NO_END
from ttx.models.model import Moves
from ttx.text import Text

FULL = 1.0 - 1e-9
_SAME = 1e-9


class Support(Protocol):
    """Something that can carry a node."""

    name: str
    title: Text
    level: float

    def expected(self, now: int) -> float:
        """True hours until it is whole again."""


class Outsider:
    """A gauge that carries a node: while above zero, or (graded) for what it reads.

    A node's own gauge (`substation.level`) may close a circle: it is then followed
    look by look.
    """

    __slots__ = ("graded", "level", "moves", "name", "node", "seen", "title")

    def __init__(self, name: str, graded: bool = False) -> None:
        self.name, self.graded, self.seen = name, graded, -1
        self.title, self.level = Text(name, name), 1.0
        self.node: Support | None = None
        self.moves: Moves | None = None
        """What counts when it may have changed; none: it is read at every look."""

    def follow(self, value: float) -> bool:
        """Take what the gauge reads now; True if that changes anything."""
        level = min(max(value, 0.0), 1.0) if self.graded else float(value > 0)
        if abs(level - self.level) <= _SAME:
            return False
        self.level = level
        return True

    def expected(self, now: int) -> float:
        """Nothing is known here of when another model recovers."""
        return 0.0 if self.level >= FULL else NO_END


class Carriers:
    """All that a node depends on, physical ones (buffered) apart from the others.

    `groups` need at least one member each. `shares` take their share of the function
    with them and add up, as in the inoperability model of Haimes et al. 2005
    (J Infrastruct Syst 11(2):67): x = A x + c.
    """

    __slots__ = ("bare_groups", "bare_shares", "groups", "kinds", "shares")

    def __init__(self) -> None:
        self.groups: list[tuple[Support, ...]] = []
        self.shares: list[tuple[Support, float]] = []
        self.bare_groups: list[tuple[Support, ...]] = []
        self.bare_shares: list[tuple[Support, float]] = []
        self.kinds: dict[str, str] = {}

    def add(self, one: Support, kind: str, share: float) -> None:
        """Depend on this in this way, wholly or for a share."""
        physical = kind == "physical"
        self.kinds[one.name] = kind
        if share >= FULL:
            (self.groups if physical else self.bare_groups).append((one,))
        elif share > 0:
            (self.shares if physical else self.bare_shares).append((one, share))

    def each(self) -> Iterator[Support]:
        """Every support, in the order written."""
        for group in (*self.groups, *self.bare_groups):
            yield from group
        for one, _ in (*self.shares, *self.bare_shares):
            yield one


def lost(shares: list[tuple[Support, float]]) -> float:
    """The share of a function that is lost by what it leans on in part."""
    gone = 0.0
    for one, share in shares:
        if one.level < 1.0:
            gone += share * (1.0 - one.level)
    return gone
