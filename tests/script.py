"""A test reads as a script of an exercise: who says what, when, and what is seen."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ttx import library
from ttx.actions import Action, Decision, TurnTo
from ttx.errors import Refusal
from ttx.exercise import Exercise
from ttx.exercise_commit import enter
from ttx.journal import Entry, Journal
from ttx.moment import parse_offset
from ttx.scenario import Scenario

MINI = Path(__file__).with_name("mini.yaml")


def mini(**changes: Any) -> Scenario:
    """The small scenario of the tests."""
    return library.load(MINI).scenario.model_copy(update=changes)


class Script:
    """An exercise that a test plays line by line."""

    def __init__(self, scenario: Scenario | None = None, seed: int = 7,
                 path: Path | None = None) -> None:  # fmt: skip
        journal = Journal.create(path) if path else Journal()
        self.exercise = Exercise(scenario or mini(), seed, journal)

    def until(self, moment: str) -> Script:
        """Let the world play on to a moment (`T+1:30`)."""
        self.exercise.advance(parse_offset(moment))
        return self

    def ask(self, by: str, action: Action) -> Entry:
        """Somebody asks something."""
        return self.exercise.submit(action, by)

    def refused(self, by: str, action: Action) -> str:
        """The key of the refusal, or nothing."""
        raw = self.ask(by, action).body["refusal"]
        return Refusal.from_plain(raw).key if raw else ""

    def decides(self, by: str, option: str, **values: Any) -> Entry:
        """A table takes an option."""
        return self.ask(
            by, Decision(option=option, values=tuple(sorted(values.items())))
        )

    def move(self, move: str, *states: str) -> Script:
        """Exercise control turns a move through its states; a run enters the drafts."""
        for state in states:
            if state == "run":
                enter(self.exercise)
            entry = self.ask("leader", TurnTo(move, state))
            assert entry.body["refusal"] is None, entry.body["refusal"]
        return self

    def kinds(self, kind: str) -> list[Entry]:
        """All entries of one kind."""
        return [one for one in self.exercise.journal if one.kind == kind]

    def delivered(self) -> list[str]:
        """The injects that were delivered, in order."""
        return [one.body["inject"] for one in self.kinds("delivered")]

    def read(self, gauge: str) -> float:
        """The true value of a gauge."""
        return self.exercise.world.read(gauge)
