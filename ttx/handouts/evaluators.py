"""The evaluators' sheets: what each watches, and room for what they see."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from ttx.debrief.tasks import RATINGS
from ttx.evaluation_log import listed
from ttx.handouts.injects import PILE, Line, lines
from ttx.outline_time import heading
from ttx.picture_book import watches
from ttx.scenario import Scenario, Table
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
    """What one evaluator watches: objectives with their targets and tasks; the moves.

    `also` are tasks of the whole room that cards of this table test.
    """

    title: Text
    objectives: tuple[tuple[Text, Text, tuple[Watched, ...]], ...]
    moves: tuple[Text, ...]
    also: tuple[Watched, ...] = ()


def evaluator_sheets(scenario: Scenario) -> tuple[EvaluatorSheet, ...]:
    """A sheet for each evaluator; one at each table where none are named."""
    moves = tuple(heading(n, move.title) for n, move in enumerate(scenario.moves, 1))
    if not scenario.evaluators:
        return tuple(_by_table(scenario, moves))
    return tuple(
        EvaluatorSheet(title, tuple(_watched(
            scenario, _theirs(scenario, seat), _tables(scenario, seat))), moves)
        for seat, title in evaluator_seats(scenario)
    )  # fmt: skip


def _by_table(scenario: Scenario, moves: tuple[Text, ...]) -> Iterator[EvaluatorSheet]:
    """A sheet for each table; what no table has for itself stands on one for the whole room."""
    for table in scenario.tables:
        found = tuple(_watched(scenario, _of(table.id, table.team), (table,)))
        yield EvaluatorSheet(
            both("Evaluator at {table}", table=table.title), found, moves,
            tuple(_also(scenario, table)),
        )  # fmt: skip
    free = tuple(_watched(scenario, _of(""), scenario.tables))
    if free:
        yield EvaluatorSheet(both("Evaluator of the whole room"), free, moves)


def _also(scenario: Scenario, table: Table) -> Iterator[Watched]:
    """The tasks of no table of which a card comes to this one, with those cards alone."""
    free = [task for aim in scenario.objectives for task in aim.tasks if not task.team]
    mine = [
        one for one in lines(scenario) if table in one.tables and one.inject.expects
    ]
    for task in free:
        cards = {one.inject.id: one for one in mine
                 if one.inject.expects and task.id in one.inject.expects.tests}  # fmt: skip
        about = (both("{number} {title}", number=one.number or one.inject.id, title=one.title)
                 for one in cards.values())  # fmt: skip
        if cards:
            yield Watched(task.title, Text(), Text(), task.looks_for, tuple(about), ())


def _of(*teams: str) -> Callable[[Task], bool]:
    return lambda task: task.team in teams


def _theirs(scenario: Scenario, seat: str) -> Callable[[Task], bool]:
    post = scenario.evaluator(seat)
    return lambda task: post is None or watches(scenario, post, task)


def _tables(scenario: Scenario, seat: str) -> tuple[Table, ...]:
    """The tables at which this evaluator sits: those of their post, else all."""
    post = scenario.evaluator(seat)
    named = post.tables if post else ()
    mine = tuple(t for t in scenario.tables if t.id in named or t.team in named)
    return mine or scenario.tables


def _watched(
    scenario: Scenario, mine: Callable[[Task], bool], here: tuple[Table, ...]
) -> Iterator[tuple[Text, Text, tuple[Watched, ...]]]:
    """The objectives with the tasks that are theirs, as seen from these tables."""
    for aim in scenario.objectives:
        tasks = tuple(
            Watched(
                task.title, _team(scenario, task.team), task.reference, task.looks_for,
                tuple(_testing(scenario, task, here)),
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


def _testing(scenario: Scenario, task: Task, here: tuple[Table, ...]) -> Iterator[Text]:
    """The injects that test a task, each once, with when they come and, if not here, where."""
    found: dict[str, list[Line]] = {}
    for one in lines(scenario):
        expects = one.inject.expects
        if expects and task.id in expects.tests and not _elsewhere(task, one, here):
            found.setdefault(one.inject.id, []).append(one)
    for alike in found.values():
        one, tables = alike[0], dict.fromkeys(t for x in alike for t in x.tables)
        told = [
            both("perhaps")
            if one.move == PILE
            else both("move {move}", move=one.move + 1)
        ]
        if tables and not any(table in here for table in tables):
            told.append(both("at {tables}", tables=listed(t.short for t in tables)))
        yield both("{number} {title} ({about})", number=one.number or one.inject.id,
                   title=one.title, about=listed(told))  # fmt: skip


def _elsewhere(task: Task, one: Line, here: tuple[Table, ...]) -> bool:
    """Whether a task of several tables is tested by it at another than these."""
    peers = [t for t in one.tables if task.team in (t.id, t.team)]
    watched = [t for t in here if task.team in (t.id, t.team)]
    return bool(peers and watched) and not any(t in watched for t in peers)
