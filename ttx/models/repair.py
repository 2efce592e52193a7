"""A fault and its way back: in steps, sooner or later, as repair goes.

It knows moments only; it must never know what it is a fault of.
"""

from __future__ import annotations

from ttx.moment import HOUR

NO_END = 240.0
"""Hours that stand for "no end in sight" on every gauge of hours left."""


class Fault:
    """What is broken, which part of it is back, and when the next step comes.

    Without a known duration a fault lasts until it is ended.
    """

    __slots__ = ("_left", "_steps", "active", "done", "due", "part", "since")

    def __init__(self) -> None:
        self.active = False
        self.part = 1.0
        self.since = 0
        self.done: int | None = None
        self.due: int | None = None
        self._steps = self._left = 1

    def begin(self, now: int, lasts: int | None, steps: int) -> None:
        """Fail now, for so many milliseconds, coming back in so many equal steps."""
        self.active, self.part, self.since = True, 0.0, now
        self._steps = self._left = steps
        self.done = None if lasts is None else now + lasts
        self.due = None if lasts is None else now + lasts // steps

    def end(self, now: int) -> None:
        """Be whole again."""
        self.active, self.part, self.done, self.due = False, 1.0, now, None

    def restore(self, share: float, now: int) -> None:
        """Get this share of the whole back now; the rest keeps its time."""
        if self.active:
            self.part = min(1.0, self.part + share)
            if self.part >= 1.0 - 1e-9:
                self.end(now)

    def shift(self, more: float, now: int) -> None:
        """Let what is left of the repair take so many hours more (or less)."""
        if not self.active or self.done is None or self.due is None:
            return
        left = self.done - now
        self.done = max(now, self.done + round(more * HOUR))
        stretched = (self.due - now) * (self.done - now) / left if left else 0
        self.due = self.done if self._left == 1 else now + round(stretched)

    def settle(self, now: int) -> bool:
        """Take the steps that are due by `now`; True if that ended the fault."""
        while self.active and self.due is not None and now >= self.due:
            self._left -= 1
            if self._left <= 0 or self.done is None or now >= self.done:
                self.end(now)
                return True
            self.part = min(1.0, self.part + 1.0 / self._steps)
            if self.part >= 1.0 - 1e-9:
                self.end(now)
                return True
            self.due = self.due + (self.done - self.due) // self._left
        return False

    def hours_to_go(self, now: int) -> float:
        """True hours until it is whole."""
        if not self.active:
            return 0.0
        return NO_END if self.done is None else min(NO_END, (self.done - now) / HOUR)
