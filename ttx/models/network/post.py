"""One station of a queueing network, and the visitor that passes through it.

A post serves in order of rank; it never knows why somebody comes or where they go: its
ways are handed to it. The hot path: who passes is its own event on the calendar, and
the next in line begins within the call that ends a stay.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from heapq import heappush
from itertools import chain
from typing import Any

from ttx.models.model import Picks
from ttx.models.patient import Patient
from ttx.models.station import _BIN, Calendar, Station

Way = Callable[["Visitor"], Any]
ENDLESS = 10**12


class Visitor(Patient):
    """Somebody in the network: `kind_number` is the number of the class.

    Only what every visitor needs is set at birth; `place`, `turn` and `gone` belong to
    a line where patience ends, `holds` to networks with posts that block.
    """

    __slots__ = ("born", "kind_number", "member", "turn")
    member: int
    turn: int

    def __init__(self, env: Calendar, kind: int, rank: int) -> None:
        self.kind_number, self.rank, self.born = kind, rank, env._now


class Post(Station):
    """A station of the network; `enter` is how one comes in.

    `draw` gives a length of service for each class, `ways` where each class goes on.
    `room`, if somebody chooses between members, is the list of free units less those
    in line, one number a member.
    """

    __slots__ = (
        "_count", "counted", "draw", "enter", "full", "gave_up", "given", "member", "queued", "room", "since",
        "standing", "ways",
    )  # fmt: skip

    def __init__(self, env: Calendar, units: int, member: int = 0) -> None:
        super().__init__(env, units or ENDLESS, self._ended)
        self.member = member
        self.draw: Sequence[Picks] = ()
        self._count = env._eid.__next__
        self.ways: list[Way] = []
        self.room: list[int] | None = None
        self.enter: Way = self._enter
        self.count_from_now()

    def resize(self, units: int) -> None:
        """So many units from now on; nobody is put out, but nobody enters either."""
        if self.room is not None:
            self.room[self.member] += units - self.units
        self.units = units
        while self.waiting and self.busy < self.units:
            self.busy += 1
            self._take_next()

    # ---- figures

    def count_from_now(self) -> None:
        """Forget what was counted so far (the warm-up is over)."""
        now = self.env._now
        self.since = now
        self.counted = (self.waiting, self.busy)
        self.served = self.waited = self.given_up = 0
        self.queued = self.full = self.gave_up = 0
        self.standing = sum(now - one.since for one in self.in_line())
        self.given = self._left()

    @property
    def came(self) -> int:
        """Arrivals since the count began: nothing of it is counted on the way."""
        return self.served + self.waiting - self.counted[0] + self.gave_up + self.full

    @property
    def went(self) -> int:
        """Stays that ended since the count began."""
        return self.served + self.counted[1] - self.busy

    def in_line(self) -> list[Patient]:
        """Those who wait, by rank and then by arrival."""
        return [one for line in self.lines for one in line]

    @property
    def held(self) -> int:
        """Those in line who still hold a unit of the post before: counted there too."""
        return sum(getattr(one, "holds", None) is not None for one in self.in_line())

    def _left(self) -> int:
        """What is still to come of the stays under way, in milliseconds."""
        now, done = self.env._now, self._done
        entries = chain(self.env._queue, *self.env.bins.values())
        return int(sum(at - now for at, _, _, one in entries if one.callbacks is done))

    @property
    def worked(self) -> int:
        """Unit-milliseconds of work since the count began."""
        return self.given - self._left()

    @property
    def stood(self) -> float:
        """Patient-milliseconds in line since the count began."""
        now = self.env._now
        here = sum(now - one.since for one in self.in_line())
        return float(self.waited + self.given_up + here - self.standing)

    # ---- the hot path: each of the two ways to begin is written out

    def _enter(self, visitor: Visitor) -> None:
        env, room = self.env, self.room
        stay = self.draw[visitor.kind_number].next()
        if room is not None:
            room[self.member] -= 1
        if self.busy < self.units:
            self.busy += 1
            self.served += 1
            self.given += stay
            visitor.callbacks = self._done
            until = env._now + stay
            if until < env.horizon:  # as Calendar.put says
                heappush(env._queue, (until, 1, self._count(), visitor))  # type: ignore[misc]
            else:
                env.bins[until // _BIN].append((until, 1, self._count(), visitor))
            return
        visitor.since, visitor.stay = env._now, stay
        self.lines[visitor.rank].append(visitor)
        self.queued += 1
        self.waiting += 1

    def _ended(self, visitor: Visitor) -> None:
        room = self.room
        if room is not None:
            room[self.member] += 1
        if self.waiting and self.busy <= self.units:
            self._take_next()
        else:
            self.busy -= 1
        self.ways[visitor.kind_number](visitor)

    def _take_next(self) -> None:
        """A unit is free and somebody is in line: the first of the highest rank."""
        for line in self.lines:
            if line:
                one = line.popleft()
                break
        env = self.env
        now = env._now
        self.waiting -= 1
        self.waited += now - one.since
        self.served += 1
        stay = one.stay
        self.given += stay
        one.callbacks = self._done
        until = now + stay
        if until < env.horizon:  # as Calendar.put says
            heappush(env._queue, (until, 1, self._count(), one))  # type: ignore[misc]
        else:
            env.bins[until // _BIN].append((until, 1, self._count(), one))
