"""Which browsers are here: one visitor per token, however many of its pages are open.

A page without a script has no stream; it counts as here for a while after each visit.
"""

from __future__ import annotations

import asyncio
import hashlib

from ttx.live.door import Door, Pass
from ttx.live.seat import Seat

LINGER = 90.0
"""Real seconds that a browser without a stream counts as being here."""


class Visitors:
    """The browsers at a door."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._streams: dict[str, int] = {}
        self._leaving: dict[str, asyncio.TimerHandle] = {}

    def seat(self, token: str, given: Pass) -> Seat | None:
        """The seat of a browser that asks something; None while the host comes back."""
        visitor = _visitor(token)
        if (found := self._seat(given, visitor)) is None:
            return None
        if not self._streams.get(visitor):
            self._linger(visitor, given)
        return found

    def come(self, token: str, given: Pass) -> Seat | None:
        """The seat of a browser that keeps a stream open; None while the host comes back."""
        visitor = _visitor(token)
        if (found := self._seat(given, visitor)) is None:
            return None
        self._streams[visitor] = self._streams.get(visitor, 0) + 1
        if leaving := self._leaving.pop(visitor, None):
            leaving.cancel()
        return found

    def go(self, token: str, given: Pass) -> None:
        """A stream was closed; after the last one the browser is gone."""
        visitor = _visitor(token)
        self._streams[visitor] = self._streams.get(visitor, 1) - 1
        if self._streams[visitor] <= 0:
            del self._streams[visitor]
            self._door.leave(given, visitor)

    def out(self, token: str, given: Pass) -> None:
        """Somebody left on purpose."""
        visitor = _visitor(token)
        if leaving := self._leaving.pop(visitor, None):
            leaving.cancel()
        self._door.leave(given, visitor)

    def _seat(self, given: Pass, visitor: str) -> Seat | None:
        try:
            return self._door.seat(given, visitor)
        except KeyError:
            return None

    def _linger(self, visitor: str, given: Pass) -> None:
        if leaving := self._leaving.pop(visitor, None):
            leaving.cancel()
        loop = asyncio.get_running_loop()
        self._leaving[visitor] = loop.call_later(LINGER, self._left, visitor, given)

    def _left(self, visitor: str, given: Pass) -> None:
        self._leaving.pop(visitor, None)
        if not self._streams.get(visitor):
            self._door.leave(given, visitor)


def _visitor(token: str) -> str:
    """A name for a browser that does not give its token away."""
    return f"web-{hashlib.sha256(token.encode()).hexdigest()[:16]}"
