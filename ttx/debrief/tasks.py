"""Objectives with their critical tasks: evidence, observations and ratings apart.

A rating is an evaluator's own, with the evaluator's own sentence; where there is none
the task is told as not observed, which is neither good nor bad.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ttx.actions import Observe, Rate
from ttx.evaluation import of_task
from ttx.evaluation_found import Found
from ttx.evaluation_log import Done, Log, title_of_table
from ttx.evaluation_words import limit_of, placed
from ttx.scenario import NOT_OBSERVED, Objective, Task
from ttx.text import Text, both

RATINGS = {
    "P": "performed without challenges (P)",
    "S": "performed with some challenges (S)",
    "M": "performed with major challenges (M)",
    "U": "unable to be performed (U)",
    "in-time": "complete and in time",
    "partly": "partly or later",
    "not-done": "not done",
    NOT_OBSERVED: "not observed",
}
SORTS = {"strength": "strength", "gap": "gap", "risk": "risk", "idea": "idea"}
"""Ratings (HSEEP's, and of indicators) and sorts of observation, in our words."""


@dataclass(frozen=True, slots=True)
class ObservationFact:
    """What an evaluator wrote down, at a moment, about a table or a task."""

    entry: int
    at: int
    by: Text
    sort: Text
    text: str
    team: Text
    quote: bool
    task: str
    finding: bool


@dataclass(frozen=True, slots=True)
class RatingFact:
    """One evaluator's judgement of one task, with its own sentence.

    It is the last one given; `before` are those that the same evaluator gave earlier.
    `placed` is where the exercise was when it was written down.
    """

    by: Text
    letter: str
    rating: Text
    text: str
    team: Text
    before: tuple[Text, ...]
    at: int
    placed: Text


@dataclass(frozen=True, slots=True)
class TaskFact:
    """A critical task with all that lies beside it.

    `number` and `limit` are those of an indicator (0 and nothing for other tasks).
    """

    id: str
    title: Text
    reference: Text
    team: Text
    looks_for: Text
    evidence: tuple[Found, ...]
    observations: tuple[ObservationFact, ...]
    ratings: tuple[RatingFact, ...]
    state: Text
    number: int
    limit: Text

    @property
    def rated(self) -> bool:
        """Whether an evaluator judged it: 'not observed' is no judgement."""
        return any(one.letter != NOT_OBSERVED for one in self.ratings)


@dataclass(frozen=True, slots=True)
class ObjectiveFact:
    """An objective with its capability, target, coverage and tasks.

    `assessed` says how many of its tasks were judged at all: never a share.
    """

    id: str
    title: Text
    mission: Text
    capability: Text
    target: Text
    covers: tuple[Text, ...]
    tasks: tuple[TaskFact, ...]
    assessed: tuple[Text, ...]


def objectives(log: Log) -> tuple[ObjectiveFact, ...]:
    """All objectives in the scenario's order."""
    noted = observations(log)
    return tuple(_objective(log, one, noted) for one in log.scenario.objectives)


def _objective(
    log: Log, one: Objective, noted: Sequence[ObservationFact]
) -> ObjectiveFact:
    tasks = tuple(_task(log, task, noted) for task in one.tasks)
    rates = log.scenario.purpose != "orient"
    return ObjectiveFact(
        one.id, one.title, one.mission, one.capability, one.target,
        tuple(tag_title(tag) for tag in one.covers), tasks,
        assessed(tasks) if rates else (),
    )  # fmt: skip


def assessed(tasks: Sequence[TaskFact]) -> tuple[Text, ...]:
    """`1 of 10 tasks assessed`: how much was judged, wherever judgements stand together.

    Indicators apart, and never as a percentage: the rest says nothing, good or bad.
    """
    plain = [task for task in tasks if not task.number]
    timed = [task for task in tasks if task.number]
    told = []
    if plain:
        told.append(both("{count} of {all} tasks assessed", all=len(plain),
                         count=sum(task.rated for task in plain)))  # fmt: skip
    if timed:
        told.append(both("{count} of {all} indicators observed", all=len(timed),
                         count=sum(task.rated for task in timed)))  # fmt: skip
    return tuple(told)


def _task(log: Log, task: Task, every: Sequence[ObservationFact]) -> TaskFact:
    ratings = ratings_of(log, task) if log.scenario.purpose != "orient" else ()
    noted = tuple(one for one in every if one.task == task.id)
    return TaskFact(
        id=task.id,
        title=task.title,
        reference=task.reference,
        team=title_of_table(log.scenario, task.team) if task.team else Text(),
        looks_for=task.looks_for,
        evidence=of_task(log, task.id),
        observations=noted,
        ratings=ratings,
        state=_state(log.scenario.purpose != "orient", ratings, noted),
        number=task.indicator.number if task.indicator else 0,
        limit=limit_of(task),
    )


def _state(
    rates: bool, ratings: Sequence[RatingFact], noted: Sequence[ObservationFact]
) -> Text:
    given = [one for one in ratings if one.letter != NOT_OBSERVED]
    if given:
        return both("rated by evaluators ({count})", count=len(given))
    if noted:
        return both("observed, no rating given" if rates else "observed")
    return both("not observed")


def ratings_of(log: Log, task: Task) -> tuple[RatingFact, ...]:
    """What each evaluator said of a task: the last word, with what went before it."""
    given: dict[tuple[str, str], list[tuple[Done, Rate]]] = {}
    for done, one in log.of(Rate):
        if one.task == task.id:
            given.setdefault((done.by, one.team), []).append((done, one))
    return tuple(_rating(log, same) for same in given.values())


def _rating(log: Log, given: Sequence[tuple[Done, Rate]]) -> RatingFact:
    done, action = given[-1]
    return RatingFact(
        by=title_of_table(log.scenario, done.by),
        letter=action.rating,
        rating=said_of(action.rating),
        text=action.text,
        team=title_of_table(log.scenario, action.team) if action.team else Text(),
        before=tuple(said_of(one.rating) for _, one in given[:-1]),
        at=done.at,
        placed=placed(log, done.seq),
    )


def said_of(rating: str) -> Text:
    """A rating in words."""
    return both(RATINGS.get(rating, rating))


def observations(log: Log) -> tuple[ObservationFact, ...]:
    """All that evaluators wrote down, by the moment at which they saw it."""
    made = (
        ObservationFact(
            d.seq, d.at if one.seen_at is None else one.seen_at,
            title_of_table(log.scenario, d.by),
            both(SORTS.get(one.sort, one.sort)), one.text,
            title_of_table(log.scenario, one.team) if one.team else Text(),
            one.quote, one.task, one.sort != "strength",
        )
        for d, one in log.of(Observe)
    )  # fmt: skip
    return tuple(sorted(made, key=lambda one: (one.at, one.entry)))


def tag_title(tag: str) -> Text:
    """A coverage tag in words."""
    return both(TAGS.get(tag, tag))


TAGS = {
    "vital-processes": "vital processes",
    "prepared-society": "prepared and resilient society",
    "rule-of-law": "rule of law and government",
    "resilient-economy": "resilient economy",
    "protect-territory": "protecting own and allied territory",
    "support-to-forces": "civil support to the armed forces",
    "continuity-of-government": "continuity of government",
    "energy": "energy supply",
    "movement-of-people": "large-scale movement of people",
    "food-and-water": "food and drinking water",
    "mass-casualties": "mass casualties",
    "communications": "communications",
    "transport": "transport",
    "melding-en-alarmering": "alerting and alarm",
    "op-en-afschaling": "scaling up and down",
    "leiding-en-coordinatie": "command and coordination",
    "informatiemanagement": "information management",
    "crisiscommunicatie": "crisis communication",
    "zorgcontinuiteit": "continuity of care",
    "civiel-militaire-koppelvlakken": "civil-military interfaces",
}
"""The six pillars, NATO's seven baseline requirements and the critical processes."""
