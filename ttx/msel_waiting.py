"""The injects that a look asks after: those that wait for a condition or have a deadline.

It only tells whether there is anything to do; what is done then stands in `msel.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable

from ttx.msel_line import Running


class Waiting:
    """These injects (`lines`, in the order of the draaiboek), and which of them are armed.

    Whoever arms, delivers or drops one of them, or gives it a deadline, says so
    (`changed`): between that only the armed ones are asked, and nothing else is looked at.
    """

    def __init__(self) -> None:
        self.lines: list[Running] = []
        self._armed: list[tuple[Running, Callable[[int], bool]]] | None = None
        self._moment = math.inf

    def changed(self) -> None:
        """One of them is not as it was."""
        self._armed = None

    def still(self, now: int) -> bool:
        """Whether there is nothing to do: no condition came or went, no time has come."""
        armed = self._gathered() if self._armed is None else self._armed
        if now >= self._moment:
            return False
        for line, holds in armed:
            if holds(now) != line.was:
                return False
        return True

    def _gathered(self) -> list[tuple[Running, Callable[[int], bool]]]:
        """The armed ones with their conditions; the first moment at which one of all these
        is closed or dropped is noted."""
        armed = [(one, one.watch.holds) for one in self.lines
                 if one.watch is not None and one.state == "armed"]  # fmt: skip
        moments = [one.until for one, _ in armed]
        moments += [one.deadline for one in self.lines if one.deadline is not None]
        self._armed, self._moment = armed, min(moments, default=math.inf)
        return armed
