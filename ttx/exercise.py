"""The one door: all that people do goes through `submit`, all time through `advance`.

An exercise is a function of scenario, seed and inputs. It never waits, opens, prints
or asks the time; who is told what, and when, is for others.
"""

from __future__ import annotations

from typing import Any

from ttx.actions import Action, Decision, Values, from_plain, to_plain
from ttx.errors import Refusal
from ttx.exercise_deeds import do
from ttx.exercise_may import refusal
from ttx.exercise_state import NEXT, State
from ttx.journal import Entry, Journal
from ttx.scenario.reading import thaw
from ttx.scenario.seats import (
    STAFF,
    evaluator_seats,
    kind_of,
    staff,
    table_of,
)
from ttx.text import clean
from ttx.world_sweeping import emptied

__all__ = [
    "NEXT", "STAFF", "Exercise", "evaluator_seats", "kind_of", "staff",
    "table_of", "values_of",
]  # fmt: skip


class Exercise(State):
    """One exercise, from before STARTEX to ENDEX."""

    @classmethod
    def again(cls, body: dict[str, Any], journal: Journal) -> Exercise:
        """The exercise that a journal's first entry tells of, at its beginning."""
        return cls(thaw(body["scenario"]), int(body["seed"]), journal, body)

    # --- the two ways in -------------------------------------------------------

    def advance(self, to: int) -> None:
        """Let the world play on to a moment; what was written is then on disk."""
        if not self.over:
            end = self.scenario.endex
            self.world.advance(to if to < end else end)
        self.journal.keep()

    def submit(self, action: Action, by: str, hand: str = "person",
               command: str | None = None) -> Entry:  # fmt: skip
        """Ask something of the exercise; it is in the journal, and on disk, after this.

        The entry's body holds `refusal`: None, or the key and parameters of why not.
        What acts is what is written: an action goes through its text form first.
        ValueError for an action whose fields are not of their kind.
        """
        action = from_plain(_cleaned(to_plain(action)))
        no = self.refuses(action, by)
        body = {"by": by, "hand": hand, "action": to_plain(action),
                "refusal": no.plain() if no else None}  # fmt: skip
        if no is None and hand == "person" and isinstance(action, Decision):
            self.measure()
        entry = self.journal.append(self.now, "asked", body, command)
        if no is None:
            do(self, action, by, entry)
        self.journal.keep()
        return entry

    def refuses(self, action: Action, by: str) -> Refusal | None:
        """Why this cannot be done now by this seat; None if it can."""
        return refusal(self, action, by)

    def measure(self) -> None:
        """In running time the truth is written down at the moment people decide, so that
        what they knew can be laid beside it; in moves that is done when a move runs.
        """
        if self.scenario.pace == "running":
            self.reporting.read()

    def let_go(self) -> None:
        """Give back at once all that it took; it must not be used any more."""
        self.world.let_go()
        emptied(self.msel, self)

    def stopped(self) -> bool:
        """Whether an inject with `stops` came since the last call."""
        stopped, self.msel.stopped_at = self.msel.stopped_at is not None, None
        return stopped


def _cleaned(plain: dict[str, Any]) -> dict[str, Any]:
    return {k: clean(v) if isinstance(v, str) else v for k, v in plain.items()}


def values_of(given: dict[str, Any]) -> Values:
    """Parameters as an action holds them: sorted by name."""
    return tuple(sorted(given.items()))
