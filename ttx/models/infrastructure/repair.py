"""A fault and its way back: in steps, sooner or later, as repair goes.

It knows moments only; it must never know what it is a fault of.
"""

from __future__ import annotations

from bisect import insort
from collections.abc import Iterator, Sequence

from ttx.moment import HOUR

NO_END = 240.0
"""Hours that stand for "no end in sight" on every gauge of hours left."""
_WHOLE = 1.0 - 1e-9


def equal(lasts: int, steps: int) -> Iterator[tuple[int, float]]:
    """So many equal steps, the last of them after `lasts` milliseconds."""
    at = 0
    for left in range(steps, 0, -1):
        at += (lasts - at) // left
        yield at, 1.0 / steps


class Fault:
    """What is broken, which part of it is back, and what comes when.

    Without a known duration a fault lasts until it is ended. `ahead` holds (moment,
    share): a share above 0 comes back then, one below 0 drops out again.
    """

    __slots__ = (
        "active", "ahead", "dropped", "ends_whole", "part", "sealed", "since", "taken",
    )  # fmt: skip

    def __init__(self) -> None:
        self.active = False
        self.part = 1.0
        self.since = self.sealed = 0
        self.ahead: list[tuple[int, float]] = []
        self.ends_whole = True
        self.taken: list[float] = []
        self.dropped = 0.0

    @property
    def due(self) -> int | None:
        """When something comes next."""
        return self.ahead[0][0] if self.ahead else None

    @property
    def done(self) -> int | None:
        """When it is whole again, if that is known."""
        return self.ahead[-1][0] if self.ahead and self.ends_whole else None

    def begin(
        self, now: int, ahead: Sequence[tuple[int, float]], sealed: int = 0
    ) -> None:
        """Fail now; shares come back so long after the scene is no longer sealed."""
        self.active, self.part, self.since = True, 0.0, now
        self.sealed = start = now + sealed
        self.ahead = sorted((start + after, share) for after, share in ahead)
        self.ends_whole = sum([share for _, share in ahead]) >= _WHOLE

    def end(self) -> None:
        """Be whole again."""
        self.active, self.part, self.ends_whole = False, 1.0, True
        self.ahead = []

    def restore(self, share: float) -> float:
        """Get this share of the whole back now; the rest keeps its time."""
        if not self.active:
            return 0.0
        gain = min(share, 1.0 - self.part)
        self.part += gain
        if self.part >= _WHOLE:
            self.end()
        return gain

    def drop(self, at: int, again: int, share: float) -> None:
        """What was just energised drops out at `at` and comes back at `again`."""
        insort(self.ahead, (at, -share))
        insort(self.ahead, (again, share))

    def shift(self, more: float, now: int) -> None:
        """Let what is left of the repair take so many hours more (or less)."""
        done = self.done
        if not self.active or done is None:
            return
        left, wanted = done - now, max(0, done - now + round(more * HOUR))
        part = wanted / left if left else 0.0
        self.ahead = [
            (now + (wanted if at == done else round((at - now) * part)), share)
            for at, share in self.ahead
        ]

    def unseal(self, now: int) -> None:
        """Let repair begin now instead of when the scene would have been free."""
        early = self.sealed - now
        if self.active and early > 0:
            self.sealed = now
            self.ahead = [(at - early, share) for at, share in self.ahead]

    def settle(self, now: int) -> bool:
        """Take what is due by `now`; True if that ended the fault.

        `taken` then holds the shares that came back, `dropped` what dropped out.
        """
        self.dropped = 0.0
        if self.taken:
            self.taken = []
        if not self.ahead or now < self.ahead[0][0]:
            return False
        was = self.active
        while self.ahead and now >= self.ahead[0][0]:
            self._take(self.ahead.pop(0)[1])
        return was and not self.active

    def _take(self, share: float) -> None:
        if share < 0:
            self.dropped -= share
            self.part = max(0.0, self.part + share)
            self.active = True
            return
        self.taken.append(share)
        self.part = min(1.0, self.part + share)
        last = self.ends_whole and not any(one > 0 for _, one in self.ahead)
        if self.part >= _WHOLE or last:
            self.active, self.part = False, 1.0

    def hours_to_go(self, now: int) -> float:
        """True hours until it is whole."""
        if not self.active:
            return 0.0
        done = self.done
        return NO_END if done is None else min(NO_END, (done - now) / HOUR)
