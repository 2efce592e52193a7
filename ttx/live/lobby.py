"""Who is there: the places of an exercise, their visitors, and the try-out before it.

Nothing of this is part of the exercise: it is in no journal.
"""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

from ttx.actions import Acknowledge, Action, Decision, Message
from ttx.live.door import Pass
from ttx.live.seat import Answer, Present
from ttx.text import Text, both
from ttx.view import Decided, Letter, Picture

_DONE = {Acknowledge: "read", Message: "written", Decision: "decided"}


class Lobby:
    """The visitors of one group, and its try-out."""

    def __init__(
        self, places: Mapping[Pass, Text], monotonic: Callable[[], float]
    ) -> None:
        self.places = dict(places)
        self._monotonic = monotonic
        self._here: dict[Pass, list[str]] = {}
        self._seen: dict[Pass, float] = {}
        self._tried: dict[str, list[str]] = {}
        self._typed: dict[str, list[str]] = {}
        self._help: dict[Pass, str] = {}
        self._until: float | None = None

    # --- visitors --------------------------------------------------------------

    def come(self, given: Pass, visitor: str) -> bool:
        """A visitor is at a place; whether that is news."""
        here = self._here.setdefault(given, [])
        self._seen[given] = self._monotonic()
        if visitor in here:
            return False
        here.append(visitor)
        return True

    def go(self, given: Pass, visitor: str) -> bool:
        """A visitor left; whether that is news."""
        here = self._here.get(given, [])
        self._seen[given] = self._monotonic()
        if visitor not in here:
            return False
        here.remove(visitor)
        return True

    def ask(self, given: Pass, why: str) -> None:
        """Somebody at a place asks exercise control to come."""
        self._help[given] = why

    def present(self) -> tuple[Present, ...]:
        """All places, in the order of the exercise."""
        return tuple(
            Present(one.seat, one.role, title, len(self._here.get(one, ())),
                    tuple(self._tried.get(one.seat, ()) if one.role == "table" else ()),
                    self._help.get(one, ""),
                    self._lag(one))
            for one, title in self.places.items()
        )  # fmt: skip

    def _lag(self, given: Pass) -> int | None:
        if self._here.get(given):
            return 0
        seen = self._seen.get(given)
        return None if seen is None else round((self._monotonic() - seen) * 1000)

    # --- the try-out -----------------------------------------------------------

    def begin(self, seconds: int) -> None:
        """Let everybody try for so many seconds; 0 ends it."""
        self._tried.clear()
        self._typed.clear()
        self._until = self._monotonic() + seconds if seconds > 0 else None

    def trying(self) -> int | None:
        """The milliseconds left of a try-out; None if there is none."""
        if self._until is None:
            return None
        left = round((self._until - self._monotonic()) * 1000)
        if left <= 0:
            self._until = None
            return None
        return left

    def take(self, action: Action, by: str) -> Answer:
        """What a table does in a try-out is noted here, and nowhere else."""
        what = _DONE.get(type(action), "")
        done = self._tried.setdefault(by, [])
        if what and what not in done:
            done.append(what)
        if isinstance(action, Decision) and action.text:
            self._typed.setdefault(by, []).append(action.text)
        return Answer(0, draft=True)

    def dressed(self, picture: Picture) -> Picture:
        """A table's picture with the try-out on it."""
        if self._until is None or picture.kind != "table":
            return picture
        read = "read" in self._tried.get(picture.seat, ())
        test = Letter(
            0, picture.now, "inject", both("Exercise control"), (picture.seat,), "email",
            both("TRY-OUT: can you read this?"),
            both("Mark this message as read, write a message to another table, and"
                 " type a decision. Nothing of it is kept."),
            acknowledged=read,
        )  # fmt: skip
        typed = tuple(
            Decided(-number, picture.seat, picture.now, text, Text(), "", "draft")
            for number, text in enumerate(self._typed.get(picture.seat, ()), 1)
        )
        return dataclasses.replace(
            picture,
            letters=(*picture.letters, test),
            decided=(*picture.decided, *typed),
        )
