"""The exercise clock: what time it is in the exercise, and how long tables talked.

It owns no thread and never sleeps: the host asks it, giving real seconds.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(slots=True)
class Clock:
    """Running time with pause and speed, and table time that pauses do not count in.

    Real time comes in as monotonic seconds; exercise time goes out as milliseconds.
    """

    now: float
    speed: float
    runs: bool = False
    table: float = 0.0
    talks: bool = False
    reason: str = ""
    _last: float | None = None

    def tick(self, real: float) -> int:
        """Let real time come this far; the exercise time that it is now."""
        span = 0.0 if self._last is None else max(0.0, real - self._last)
        self._last = real
        if self.talks:
            self.table += span * 1000
        if self.runs:
            self.now += span * 1000 * self.speed
        return int(self.now)

    def set(self, now: int) -> None:
        """Put the clock at an exercise time."""
        self.now = float(now)
