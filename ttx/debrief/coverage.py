"""What the exercise touched: critical processes first, then pillars and requirements.

Three words for each theme (touched, discussed, finding) and never a number: nobody
scores a tabletop so.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ttx.debrief.tasks import ObjectiveFact, TaskFact, tag_title
from ttx.evaluation_log import Log, listed
from ttx.evaluation_work import findings
from ttx.scenario.frame import BASELINE, PILLARS, PROCESSES
from ttx.text import Text, both


@dataclass(frozen=True, slots=True)
class Theme:
    """One theme. `objectives` are the numbers of those about it, as they stand above.

    `discussed` says by whom it is known: the log (a table of people decided or answered
    on one of its tasks), evaluators (who noted something), or nobody. `finding`: an
    evaluator noted a gap or a risk, or an area for improvement was written down.
    """

    title: Text
    touched: bool
    objectives: Text
    discussed: Text
    finding: bool


@dataclass(frozen=True, slots=True)
class Coverage:
    """The themes of one list, all of them: what was left out is part of the picture."""

    title: Text
    themes: tuple[Theme, ...]


def coverage(log: Log, made: Sequence[ObjectiveFact]) -> tuple[Coverage, ...]:
    """The lists in the Dutch order; nothing where no objective carries a theme."""
    if not any(one.covers for one in log.scenario.objectives):
        return ()
    lists = [
        (both("Critical processes"), PROCESSES),
        (both("Pillars of resilience"), PILLARS),
        (both("Baseline requirements of NATO"), BASELINE),
    ]
    return tuple(
        Coverage(title, tuple(_theme(log, tag, made) for tag in tags))
        for title, tags in lists
    )


def _theme(log: Log, tag: str, made: Sequence[ObjectiveFact]) -> Theme:
    about = [number for number, one in enumerate(log.scenario.objectives, 1)
             if tag in one.covers]  # fmt: skip
    tasks = [task for number in about for task in made[number - 1].tasks]
    return Theme(
        tag_title(tag), bool(about), listed(Text(str(n), str(n)) for n in about),
        listed(_known_by(log, tasks)),
        any(noted.finding for task in tasks for noted in task.observations)
        or bool({made[number - 1].id for number in about} & _written(log)),
    )  # fmt: skip


def _written(log: Log) -> set[str]:
    """The objectives of which people wrote down an area for improvement."""
    return {dict(one.fields)["objective"] for one in findings(log)
            if one.sort == "improve" and one.holds}  # fmt: skip


def _known_by(log: Log, tasks: Sequence[TaskFact]) -> Iterator[Text]:
    people = {done.seq for done in log.done if done.hand == "person"}
    if any(found.source in people for task in tasks for found in task.evidence):
        yield both("in the log")
    if any(task.observations or task.rated for task in tasks):
        yield both("by evaluators")
