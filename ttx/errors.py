"""What can go wrong, and whose fault it is.

    TtxError
    |- UsageError       the command line asks for what is not there
    |- ScenarioError    the author's: a list of Problems with line and column
    |- JournalError     the file on disk: missing, tampered with, of another world
    |- PlayError        a run without people that could not be finished; names which
    `- AbsentExtra      the installation lacks an extra; the sentence names it

A Refusal is no error: it is the exercise's answer to an action that cannot be
done now, kept in the journal as a key and its parameters. Sentences are made
for the reader, in the reader's language, by `sentence`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from ttx.text import Text, say


class TtxError(Exception):
    """Base of all that the house raises on purpose; its text is for a user."""

    def __init__(self, english: str, /, **params: object) -> None:
        self.english = english
        self.params = params
        super().__init__(english)

    def __str__(self) -> str:
        return self.english.format(**self.params) if self.params else self.english

    def sentence(self, lang: str) -> str:
        """The sentence in the reader's language."""
        return say(lang, self.english, **self.params)


class UsageError(TtxError):
    """Asked for something that is not there, or in a way that cannot be read."""


class JournalError(TtxError):
    """The journal file is missing, broken, tampered with or of another world."""


class PlayError(TtxError):
    """A run without people could not be finished; the sentence names which one."""


class AbsentExtra(TtxError):
    """An optional part is not installed; the sentence says how to add it."""


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing to mend in a scenario: where it is, and a sentence."""

    code: str
    english: str
    params: Mapping[str, object] = field(default_factory=dict)
    place: tuple[str | int, ...] = ()
    path: str = ""
    line: int = 0
    col: int = 0
    severity: str = "error"

    def sentence(self, lang: str) -> str:
        """What is wrong and what to do, in the reader's language."""
        return say(lang, self.english, **self.params)

    def line_of_text(self, lang: str) -> str:
        """`path:line:col: error[code]: sentence`, as editors understand it."""
        where = f"{self.path}:{self.line}:{self.col}"
        return f"{where}: {self.severity}[{self.code}]: {self.sentence(lang)}"


class ScenarioError(TtxError):
    """A scenario that cannot be played; `problems` holds all that is wrong."""

    def __init__(self, problems: list[Problem]) -> None:
        self.problems = problems
        super().__init__("{count} problems in the scenario", count=len(problems))


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why an action is not done: a key from the table below and its parameters."""

    key: str
    params: Mapping[str, str | Text] = field(default_factory=dict)

    def sentence(self, lang: str) -> str:
        """The sentence that the player can act on."""
        words = {
            name: value.of(lang) if isinstance(value, Text) else value
            for name, value in self.params.items()
        }
        return say(lang, REFUSALS[self.key], **words)

    def plain(self) -> dict[str, Any]:
        """The refusal as the journal keeps it."""
        params = {
            name: {"nl": value.nl, "en": value.en} if isinstance(value, Text) else value
            for name, value in self.params.items()
        }
        return {"key": self.key, "params": params}

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> Refusal:
        """The refusal that a journal kept."""
        return cls(
            plain["key"],
            {
                name: Text(**value) if isinstance(value, dict) else value
                for name, value in plain["params"].items()
            },
        )


REFUSALS: dict[str, str] = {
    "exercise-over": "The exercise has ended; nothing more can be decided.",
    "not-over": "The debrief is revealed when the exercise is over (ENDEX).",
    "report-after": "The report is worked on when the exercise is over (ENDEX).",
    "in-order": "Show first: {first}. The influence of decisions comes last.",
    "all-at-once": "This is shown to all tables at once; only the debrief is released"
    " per table.",
    "not-released": "This part of the debrief has not been released to this table.",
    "ends-before": "The end date lies before the start date.",
    "too-late": "A decision takes effect before the end of the exercise ({endex}).",
    "not-started": "The exercise has not started yet.",
    "unknown-team": "There is no table '{team}' in this exercise.",
    "unknown-option": "There is no option '{option}' in this exercise.",
    "unknown-inject": "There is no inject '{inject}' in this exercise.",
    "unknown-move": "There is no move '{move}' in this exercise.",
    "unknown-gauge": "There is no figure '{gauge}' in this exercise.",
    "unknown-lever": "There is no lever '{lever}' in this exercise.",
    "unknown-task": "There is no task '{task}' in this exercise.",
    "unknown-entry": "There is no entry {entry} in the journal that this can refer to.",
    "unknown-policy": "There is no policy '{policy}' in this exercise.",
    "looks-ahead": "'{policy}' looks ahead, which nobody at a table can: it is a yardstick"
    " for a scenario and plays only without people.",
    "not-your-option": "'{option}' is for {teams}; ask them for it.",
    "not-allowed": "Only {who} can do this.",
    "other-table": "This reaches other tables too; only the director can do this.",
    "off-paper": "What stands on paper was written between the start and the end ({endex}).",
    "no-moment": "An observation is of a moment between the start and now ({now}).",
    "needs-not-met": "'{option}' is not possible yet: {need}.",
    "already-taken": "'{option}' is already decided and still holds.",
    "unknown-value": "'{option}' does not ask for '{value}'.",
    "missing-value": "'{option}' needs a value for '{value}'.",
    "bad-value": "'{value}' must be {wanted}; {given} is not.",
    "too-early": "A decision cannot take effect before now ({now}).",
    "wrong-state": "This cannot be done while the move is in '{state}'.",
    "wrong-order": "From '{state}' the move can go to: {next}.",
    "not-there-yet": "'{move}' begins at {moment}; it is now {now}.",
    "wrong-pace": "This exercise is played in {pace}; this cannot be done in it.",
    "seat-lost": "This seat is no longer connected; ask exercise control for a new code.",
    "looks-on": "This screen only looks on; enter it at the table's own keyboard.",
    "empty": "There is nothing written.",
    "already-delivered": "Inject '{inject}' has already been delivered.",
    "not-delivered": "Inject '{inject}' has not been delivered.",
    "after-endex": "The exercise ends at {endex}; a jump goes no further.",
    "past": "{moment} lies in the past of the exercise.",
    "needs-agreement": "'{option}' needs the agreement of {teams}; note who agreed.",
    "needs-reason": "Give a reason; it is printed in the report.",
    "no-rating": "In this exercise nothing is rated: its purpose is to orient.",
    "not-in-band": "{value} lies outside what '{gauge}' can be ({low} to {high}).",
    "claims-open": "Settle the claims on {stock} first: more is asked than there is.",
    "no-access": "{table} does not have this way ({channel}); choose another.",
    "channel-down": "{channel} does not work now; choose another way, or go there.",
    "no-request": "Entry {entry} is no request; a request can be followed up.",
    "not-your-request": "This request is between others; only they say where it stands.",
    "not-underway": "This message is not under way (any more).",
    "no-shared-picture": "This table takes no part in a shared picture.",
    "unknown-item": "There is no item '{item}' in the shared picture.",
    "not-your-item": "'{title}' is kept by {owner}; ask them to change it.",
    "shared-down": "{title} cannot be reached from here now: you see the last version that"
    " you had. Note it on your own board, and write it when the line is back.",
    "rule-first": "Waiting at the world desk: {count} decision(s) in the tables' own words."
    " Say there what they mean; or go on, and the move runs without them.",
    "settled": "This has already been settled.",
    "no-claim": "There is no contested claim on '{stock}'.",
    "too-much": "You divide {given} and there is {there}; give each table its part of that.",
}
