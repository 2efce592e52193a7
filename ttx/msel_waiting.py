"""The injects that a look asks after: those that wait for a condition or have a deadline.

It only tells whether there is anything to do; what is done then stands in `msel.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from ttx.conditions import Facts, Known
from ttx.msel_line import Running


class Waiting:
    """These injects (`lines`, in the order of the draaiboek), and which of them are armed.

    Whoever arms, delivers or drops one of them, or gives it a deadline, says so
    (`changed`). Between that only those are asked at every look that read a gauge; those
    that wait for facts alone when a fact has changed, or when it has held long enough.
    """

    def __init__(self, facts: Facts) -> None:
        self.lines: list[Running] = []
        self._facts, self._seen = facts, -1
        self._moment = self._ripens = math.inf
        self._asked: list[tuple[Running, Callable[[int], bool]]] | None = None
        self._known: list[tuple[Running, Known]] = []

    def changed(self) -> None:
        """One of them is not as it was."""
        self._asked = None

    def still(self, now: int) -> bool:
        """Whether there is nothing to do: no condition came or went, no time has come."""
        asked = self._gathered() if self._asked is None else self._asked
        if self._facts.changes != self._seen and not self._known_still(now):
            return False
        if now >= self._moment or now >= self._ripens:
            return False
        for line, holds in asked:  # at every look: without a generator
            if holds(now) != line.was:
                break
        else:
            return True
        return False

    def _gathered(self) -> list[tuple[Running, Callable[[int], bool]]]:
        """The armed ones; the first moment at which one of all these is closed or dropped
        is noted."""
        armed = [(one, one.watch) for one in self.lines
                 if one.watch is not None and one.state == "armed"]  # fmt: skip
        moments = [one.until for one, _ in armed]
        moments += [one.deadline for one in self.lines if one.deadline is not None]
        self._moment, self._seen = min(moments, default=math.inf), -1
        self._known = [(one, watch.known) for one, watch in armed if watch.known]
        self._asked = [(one, watch.holds) for one, watch in armed if not watch.known]
        return self._asked

    def _known_still(self, now: int) -> bool:
        """Whether no change of facts calls for one of them; when it will, is noted."""
        self._seen = self._facts.changes
        if any(known.holds(now) != line.was for line, known in self._known):
            return False
        self._ripens = min(
            [one.ripens(now) for _, one in self._known], default=math.inf
        )
        return True
