"""The evaluators' sheets: what each watches, and room for what they see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ttx.debrief.tasks import RATINGS
from ttx.handouts.injects import PILE, lines
from ttx.outline_time import heading
from ttx.picture_book import watches
from ttx.scenario import Scenario
from ttx.scenario.aims import Task
from ttx.scenario.seats import evaluator_seats
from ttx.text import Text, both


@dataclass(frozen=True, slots=True)
class Watched:
    """One critical task on an evaluator's sheet; `about` are the injects that test it."""

    title: Text
    table: Text
    reference: Text
    looks_for: Text
    about: tuple[Text, ...]
    scale: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class EvaluatorSheet:
    """What one evaluator watches: objectives with their targets and tasks; the moves."""

    title: Text
    objectives: tuple[tuple[Text, Text, tuple[Watched, ...]], ...]
    moves: tuple[Text, ...]


def evaluator_sheets(scenario: Scenario) -> tuple[EvaluatorSheet, ...]:
    """A sheet for each evaluator; one at each table where none are named."""
    moves = tuple(heading(n, move.title) for n, move in enumerate(scenario.moves, 1))
    if not scenario.evaluators:
        return tuple(_by_table(scenario, moves))
    return tuple(
        EvaluatorSheet(title, tuple(_watched(scenario, _theirs(scenario, seat))), moves)
        for seat, title in evaluator_seats(scenario)
    )


def _by_table(scenario: Scenario, moves: tuple[Text, ...]) -> Iterator[EvaluatorSheet]:
    """A sheet for each table; what no table has for itself stands on one for the whole room."""
    for table in scenario.tables:
        found = tuple(_watched(scenario, _of(table.id, table.team)))
        yield EvaluatorSheet(
            both("Evaluator at {table}", table=table.title), found, moves
        )
    free = tuple(_watched(scenario, _of("")))
    if free:
        yield EvaluatorSheet(both("Evaluator of the whole room"), free, moves)


def _of(*teams: str) -> Callable[[Task], bool]:
    return lambda task: task.team in teams


def _theirs(scenario: Scenario, seat: str) -> Callable[[Task], bool]:
    post = scenario.evaluator(seat)
    return lambda task: post is None or watches(scenario, post, task)


def _watched(
    scenario: Scenario, mine: Callable[[Task], bool]
) -> Iterator[tuple[Text, Text, tuple[Watched, ...]]]:
    for aim in scenario.objectives:
        tasks = tuple(
            Watched(
                task.title, _team(scenario, task.team), task.reference, task.looks_for,
                tuple(_testing(scenario, task.id)),
                () if scenario.purpose == "orient"
                else tuple(both(RATINGS[one]) for one in task.scale),
            )
            for task in aim.tasks if mine(task)
        )  # fmt: skip
        if tasks:
            yield aim.title, aim.target, tasks


def _team(scenario: Scenario, name: str) -> Text:
    found = scenario.table(name) or scenario.teams.get(name)
    return (found.short or found.title) if found else Text()


def _testing(scenario: Scenario, task: str) -> Iterator[Text]:
    """The injects that test a task, each once, with the move in which they are sure to come."""
    told: list[str] = []
    for one in lines(scenario):
        expects = one.inject.expects
        if expects and task in expects.tests and one.inject.id not in told:
            told.append(one.inject.id)
            title = one.title
            number = one.number or one.inject.id
            if one.move == PILE:
                yield both("{number} {title} (perhaps)", number=number, title=title)
            else:
                yield both("{number} {title} (move {move})", number=number, title=title,
                           move=one.move + 1)  # fmt: skip
