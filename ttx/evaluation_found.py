"""One piece of evidence, and the evaluators who marked it as not valid.

A mark stays beside the evidence with its reason; it takes nothing away from what
others may read, and it is no rating.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttx.actions import Strike
from ttx.evaluation_log import Log, title_of_table
from ttx.text import LANGUAGES, Text


@dataclass(frozen=True, slots=True)
class Said:
    """What a measure found; `source` is the decision it tells of (0: none).

    `about` is the table, gauge or entry that this line tells of, where one question
    brings several lines.
    """

    text: Text
    source: int = 0
    about: str = ""


@dataclass(frozen=True, slots=True)
class Struck:
    """An evaluator's mark that a piece of evidence is not valid, with the reason.

    `seat` is the evaluator's place, `by` what it is called: a role, never a name.
    """

    seat: str
    by: Text
    why: str


@dataclass(frozen=True, slots=True)
class Found:
    """One piece of evidence: its key, a sentence, and who marked it as not valid.

    The key (`response:six-hours-left@hospital-a`) stays the same while the figures in
    the sentence move on. `source` is the decision that it tells of (0: none).
    """

    key: str
    text: Text
    source: int = 0
    strikes: tuple[Struck, ...] = ()

    @property
    def struck(self) -> bool:
        """Whether an evaluator marked it as not valid."""
        return bool(self.strikes)


def keyed(kind: str, name: str, said: Said) -> str:
    """The key of a line: what was asked, and of whom where that is more than one."""
    return f"{kind}:{name}" + (f"@{said.about}" if said.about else "")


def strikes_on(log: Log, task: str, number: int, found: Found) -> tuple[Struck, ...]:
    """Who struck this line of a task: by its key, its whole question, its number in the
    list or its words; of each evaluator the last reason.
    """
    question = found.key.partition("@")[0]
    names = [found.key, question, str(number)]
    names += [found.text.of(lang) for lang in LANGUAGES]
    last: dict[str, Struck] = {}
    for done, strike in log.of(Strike):
        if strike.task == task and strike.evidence in names:
            by = title_of_table(log.scenario, done.by)
            last[done.by] = Struck(done.by, by, strike.why)
    return tuple(last.values())
