"""The door of a host: who may come in, and to which seat. Shapes only.

Pages and sockets hold a Door; they never see the host behind it.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ttx.live.seat import Seat
from ttx.text import Text

ACTING = ("director", "controller", "response", "evaluator", "table", "board")
WATCHING = ("display", "facilitator", "plenary", "observer")
ROLES = ACTING + WATCHING
"""Roles of those who may enter things, and of those who only look on."""


@dataclass(frozen=True, slots=True)
class Pass:
    """What a code or token opens: a role at a seat of one group (counted from 1).

    `seat` is the name by which the exercise knows it: the id of a table (also for its
    display), `leader` (director and board), `controller-<table>`, `facilitator-<table>`,
    `response`, `evaluator`, `evaluator-2` or `plenary` (also for observers).
    """

    group: int
    role: str
    seat: str


class Door(Protocol):
    """What pages and sockets may ask of a host that is on a network."""

    @property
    def title(self) -> Text:
        """The title of the exercise."""

    @property
    def marking(self) -> Text:
        """How everything that leaves the host is marked."""

    @property
    def groups(self) -> int:
        """How many groups play side by side."""

    def enter(self, code: str, source: str) -> str:
        """The token for a join code. TtxError, with a sentence, for a wrong code or for
        a source (an address) that tries too often.
        """

    def forget(self, token: str) -> None:
        """Somebody left for good: this token opens nothing any more."""

    def admit(self, token: str) -> Pass | None:
        """What a token opens; None if it opens nothing (any more)."""

    def seat(self, given: Pass, visitor: str) -> Seat:
        """The seat of a pass, for one visitor; `leave` says that the visitor is gone."""

    def leave(self, given: Pass, visitor: str) -> None:
        """A visitor closed its connection."""

    def titled(self, given: Pass) -> Text:
        """What the place of a pass is called."""
