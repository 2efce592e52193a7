"""Stations of a queueing network with more to watch: an end to the line, to patience,
or to the way on.

Still a post: it never knows why somebody comes.
"""

from __future__ import annotations

from typing import Any

from ttx.models.model import Picks
from ttx.models.network.post import Post, Visitor, Way
from ttx.models.patient import Patient
from ttx.models.station import Calendar, wake


class WatchedPost(Post):
    """A post whose line may be full, whose people may give up, or which blocks.

    With `blocks`, a unit stays taken until the next post has taken the visitor. All
    posts of a network are watched as soon as one of them blocks.
    """

    __slots__ = (
        "_impatient", "full_to", "gives_up_to", "patience", "places", "turns",
    )  # fmt: skip

    def __init__(self, env: Calendar, units: int, member: int, places: int,
                 patience: dict[int, Picks], blocks: bool) -> None:  # fmt: skip
        super().__init__(env, units, member)
        self.places, self.patience, self.turns = places, patience, 0
        self.full_to: Way = _nowhere
        self.gives_up_to: Way = _nowhere
        self._impatient = (self._out_of_patience,)
        self.enter = self._enter_watched
        if blocks:
            self._done = (self._ended_and_holds,)

    def _enter_watched(self, visitor: Visitor) -> None:
        if self.busy >= self.units and self.waiting >= self.places:
            self.full += 1
            release(visitor)
            self.full_to(visitor)
            return
        before = self.waiting
        visitor.gone = False
        self._enter(visitor)
        if self.waiting == before:
            release(visitor)
            return
        visitor.place = self
        patience = self.patience.get(visitor.kind_number)
        if patience is not None:
            limit = Visitor(self.env, 0, 0)
            self.turns += 1
            visitor.turn = limit.turn = self.turns
            limit.place = visitor
            wake(self.env, limit, patience.next(), self._impatient)

    def _take_next(self) -> None:
        for line in self.lines:
            if line:
                one: Any = line[0]
                break
        super()._take_next()
        one.place = None
        release(one)

    def _out_of_patience(self, limit: Visitor) -> None:
        visitor: Visitor = limit.place
        if visitor.place is not self or visitor.turn != limit.turn:
            return
        visitor.place = None
        self.lines[visitor.rank].remove(visitor)
        self.waiting -= 1
        if self.room is not None:
            self.room[self.member] += 1
        self.gave_up += 1
        self.given_up += self.env._now - visitor.since
        release(visitor)
        self.gives_up_to(visitor)

    def _ended_and_holds(self, visitor: Visitor) -> None:
        """The unit stays taken until the next post says so."""
        visitor.holds = self
        self.ways[visitor.kind_number](visitor)

    def leave(self) -> None:
        """The unit that was held is free."""
        if self.room is not None:
            self.room[self.member] += 1
        if self.waiting and self.busy <= self.units:
            self._take_next()
        else:
            self.busy -= 1


def release(visitor: Patient) -> None:
    """Free the unit that a visitor held on the way here, if any."""
    kept = getattr(visitor, "holds", None)
    if kept is not None:
        visitor.holds = None
        kept.leave()


def _nowhere(visitor: Visitor) -> None:
    """A way that was never laid."""
    raise AssertionError("a post without a way on")
