"""Objectives with their critical tasks: evidence, observations and ratings apart.

A rating is an evaluator's own, with the evaluator's own sentence; where there is none
the task is told as not rated, which is neither good nor bad.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ttx.actions import Observe, Rate
from ttx.evaluation import Found, of_task
from ttx.evaluation_log import Done, Log, title_of_table
from ttx.scenario import Objective, Task
from ttx.text import Text, both

NOT_OBSERVED = "not-observed"
RATINGS = {
    "P": "performed without challenges (P)",
    "S": "performed with some challenges (S)",
    "M": "performed with major challenges (M)",
    "U": "unable to be performed (U)",
    NOT_OBSERVED: "not observed",
}
SORTS = {"strength": "strength", "gap": "gap", "risk": "risk", "idea": "idea"}
"""HSEEP's ratings and the sorts of observation, in the program's words."""


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
    """One evaluator's judgement of one task, with its own sentence."""

    by: Text
    letter: str
    rating: Text
    text: str
    team: Text


@dataclass(frozen=True, slots=True)
class TaskFact:
    """A critical task with all that lies beside it."""

    id: str
    title: Text
    reference: Text
    team: Text
    looks_for: Text
    evidence: tuple[Found, ...]
    observations: tuple[ObservationFact, ...]
    ratings: tuple[RatingFact, ...]
    state: Text


@dataclass(frozen=True, slots=True)
class ObjectiveFact:
    """An objective with its capability, target, coverage and tasks."""

    id: str
    title: Text
    mission: Text
    capability: Text
    target: Text
    covers: tuple[Text, ...]
    tasks: tuple[TaskFact, ...]


@dataclass(frozen=True, slots=True)
class Coverage:
    """A coverage tag: in an objective, talked about, with a gap or risk noted."""

    title: Text
    observed: bool
    finding: bool


def objectives(log: Log) -> tuple[ObjectiveFact, ...]:
    """All objectives in the scenario's order."""
    return tuple(_objective(log, one) for one in log.scenario.objectives)


def _objective(log: Log, one: Objective) -> ObjectiveFact:
    return ObjectiveFact(
        one.id, one.title, one.mission, one.capability, one.target,
        tuple(tag_title(tag) for tag in one.covers),
        tuple(_task(log, task) for task in one.tasks),
    )  # fmt: skip


def _task(log: Log, task: Task) -> TaskFact:
    rates = log.scenario.purpose != "orient"
    ratings = tuple(_rating(log, d, r) for d, r in log.of(Rate)
                    if rates and r.task == task.id)  # fmt: skip
    noted = tuple(one for one in observations(log) if one.task == task.id)
    return TaskFact(
        id=task.id,
        title=task.title,
        reference=task.reference,
        team=title_of_table(log.scenario, task.team) if task.team else Text(),
        looks_for=task.looks_for,
        evidence=of_task(log, task.id),
        observations=noted,
        ratings=ratings,
        state=_state(rates, ratings, noted),
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


def _rating(log: Log, done: Done, action: Rate) -> RatingFact:
    return RatingFact(
        by=title_of_table(log.scenario, done.by),
        letter=action.rating,
        rating=both(RATINGS.get(action.rating, action.rating)),
        text=action.text,
        team=title_of_table(log.scenario, action.team) if action.team else Text(),
    )


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


def coverage(log: Log) -> tuple[Coverage, ...]:
    """The coverage tags of the objectives: no number, no score."""
    tags: dict[str, list[Objective]] = {}
    for one in log.scenario.objectives:
        for tag in one.covers:
            tags.setdefault(tag, []).append(one)
    return tuple(_coverage(log, tag, found) for tag, found in tags.items())


def _coverage(log: Log, tag: str, found: Sequence[Objective]) -> Coverage:
    tasks = [task.id for one in found for task in one.tasks]
    noted = [one for _, one in log.of(Observe) if one.task in tasks]
    return Coverage(tag_title(tag), bool(noted),
                    any(one.sort in ("gap", "risk") for one in noted))  # fmt: skip


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
