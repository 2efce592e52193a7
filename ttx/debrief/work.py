"""The report as people work on it: where it stands, and what becomes of computed sentences.

A computed sentence is a proposal; what evaluators made of it stands beside it and never
in it. What people wrote is read in `evaluation_work.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ttx.actions import STATUSES
from ttx.debrief.course import Course
from ttx.debrief.influence import Influence
from ttx.evaluation_log import Log
from ttx.evaluation_work import day_of, work
from ttx.text import Text, both
from ttx.view import Verdict, Work

__all__ = [
    "Sentence", "Weighed", "courses", "day_of", "sentences", "status_of", "weighed",
    "work",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Sentence:
    """A computed sentence: a proposal, with the key by which it is weighed.

    Keys are stable: `influence/D3/without`, `course/<gauge>`. `part` is the part of the
    report in which it stands; `seat` the table whose decision it is about, if it is.
    """

    key: str
    sentence: Text
    part: str = "courses"
    seat: str = ""


@dataclass(frozen=True, slots=True)
class Weighed:
    """A computed sentence with the latest verdict of each evaluator on it, oldest first.

    `state`: open (nobody weighed it), accepted, edited, struck, or divided where
    evaluators differ; then all their words are printed.
    """

    key: str
    sentence: Text
    part: str
    seat: str
    verdicts: tuple[Verdict, ...]
    state: str


def weighed(made: Work, sentence: Sentence) -> Weighed:
    """A computed sentence beside what evaluators made of it."""
    verdicts = made.verdicts_on(sentence.key)
    kinds = list(dict.fromkeys(one.verdict for one in verdicts))
    state = "open" if not kinds else kinds[0] if len(kinds) == 1 else "divided"
    return Weighed(sentence.key, sentence.sentence, sentence.part, sentence.seat,
                   verdicts, state)  # fmt: skip


def sentences(
    log: Log, found: Iterable[Course], moved: Influence | None = None
) -> tuple[Weighed, ...]:
    """All computed sentences of the report, with what evaluators made of them."""
    made = work(log)
    told = [*courses(found), *influences(moved)]
    return tuple(weighed(made, one) for one in told)


def influences(moved: Influence | None) -> Iterator[Sentence]:
    """The sentences on what a decision moved, or would have."""
    for one in (*moved.taken, *moved.open) if moved else ():
        yield Sentence(one.key, one.sentence, "influence", one.seat)


def courses(found: Iterable[Course]) -> tuple[Sentence, ...]:
    """The sentences of the first page: how each headline outcome went."""
    return tuple(
        Sentence(f"course/{one.gauge}",
                 both("{title}: {first} at the start, {last} at the end", title=one.title,
                      first=one.first, last=one.last))
        for one in found if one.points
    )  # fmt: skip


def status_of(log: Log, steps: Sequence[str]) -> Text:
    """Where the report stands, as every page of it says."""
    if not log.out("ended"):
        return both("DRAFT (CONCEPT) - exercise not ended")
    return both(STATUSES[steps[-1] if steps else "concept"])
