"""How often somebody may ask: so many at once, and so many a second from then on."""

from __future__ import annotations

from collections.abc import Callable


class Rate:
    """A bucket that fills again with time."""

    def __init__(self, monotonic: Callable[[], float], a_second: float, at_once: int):
        self._monotonic, self._rate, self._most = monotonic, a_second, float(at_once)
        self._left, self._last = self._most, monotonic()

    def take(self) -> bool:
        """Whether one more is allowed now."""
        now = self._monotonic()
        self._left = min(self._most, self._left + (now - self._last) * self._rate)
        self._last = now
        if self._left < 1.0:
            return False
        self._left -= 1.0
        return True
