"""What each table knows when a move begins, as the course goes where nobody decides.

A leader whose host is down answers from it; for the first move it is what the tables
know indeed. It is played here on a copy in memory, under one seed, and thrown away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from ttx.actions import TurnTo
from ttx.evaluation_log import show_of, spell
from ttx.exercise import Exercise
from ttx.handouts.injects import moment
from ttx.journal import Journal
from ttx.moment import MINUTE, duration
from ttx.picture import Sight, see
from ttx.scenario import Move, Scenario, Table
from ttx.scenario.reading import kept_with
from ttx.text import Text, both
from ttx.view import Picture, Reading

SEED = 1
"""The luck of this course; another seed gives other figures of the same order."""
SHORT = 10 * MINUTE
"""A figure younger than this is told as of now."""
BEFORE = ("brief", "talk")
AFTER = ("run", "preview", "report")


@dataclass(frozen=True, slots=True)
class Known:
    """What one table knows at one moment: its figures.

    `titles` is what each of them is called, with whom it hears it from; its own have nobody.
    `counts` says whether one of them is counted from the start on.
    """

    table: Table
    lines: tuple[Text, ...]
    titles: tuple[tuple[Text, Text], ...]
    counts: bool


@dataclass(frozen=True, slots=True)
class Course:
    """How it goes where nobody decides: what is known at each move, and what came when.

    `came` holds the first moment of each inject, in ms after STARTEX, by its name; of one
    that speaks of an instance by `name@instance`.
    """

    known: tuple[tuple[Known, ...], ...]
    came: Mapping[str, int]


def course(scenario: Scenario) -> Course:
    """The course that nobody's decision changes; without moves, up to ENDEX."""
    return kept_with(scenario, "standing", lambda: _played(scenario))


def _played(scenario: Scenario) -> Course:
    pace = "moves" if scenario.moves else scenario.pace
    exercise = Exercise(scenario.model_copy(update={"pace": pace}), SEED, Journal())
    known = tuple(_through(exercise, move) for move in scenario.moves)
    exercise.advance(scenario.endex)
    came: dict[str, int] = {}
    for entry in exercise.journal:
        if entry.kind == "delivered":
            came.setdefault(str(entry.body["inject"]), entry.at)
    return Course(known, came)


def _through(exercise: Exercise, move: Move) -> tuple[Known, ...]:
    """One move, turned through all its states; what the tables know when they begin to talk."""
    exercise.advance(move.at)
    for state in BEFORE:
        exercise.submit(TurnTo(move.id, state), "leader")
    sight = Sight(exercise, ())
    sight.refresh()
    known = tuple(_known(sight, table) for table in exercise.scenario.tables)
    for state in AFTER:
        exercise.submit(TurnTo(move.id, state), "leader")
        exercise.advance(exercise.target())
    return known


def _known(sight: Sight, table: Table) -> Known:
    picture = see(sight, table.id)
    scenario = sight.exercise.scenario
    found = [one for one in picture.readings if one.value is not None]
    return Known(table, tuple(reading(scenario, picture, one) for one in found),
                 tuple((called(scenario, one), one.heard) for one in picture.readings),
                 counts(scenario, picture.readings))  # fmt: skip


def counts(scenario: Scenario, readings: Sequence[Reading]) -> bool:
    """Whether one of these figures is counted from the start on."""
    return any(_total(scenario, one) for one in readings)


def times(
    scenario: Scenario, now: Text, counted: bool
) -> tuple[tuple[Text, Text], ...]:
    """The head of a card with figures: its moment, and that of the start if it is counted from."""
    start = both("The start"), moment(scenario, 0)
    return ((both("Time"), now), *((start,) if counted else ()))


def called(scenario: Scenario, one: Reading) -> Text:
    """What a figure is called where its number is still to be written."""
    if _total(scenario, one):
        return both("{title}, since the start", title=one.title)
    return one.title


def _total(scenario: Scenario, one: Reading) -> bool:
    show = show_of(scenario, one.gauge)
    return show is not None and show.total


def reading(scenario: Scenario, picture: Picture, one: Reading) -> Text:
    """One figure as a table has it: what it is, from whom, and how old."""
    if one.value is None:
        return both("{title}: not reported.", title=one.title)
    age = picture.knows - picture.as_of(one)
    english = "{title}: {shown} since the start" if _total(scenario, one) else "{title}: {shown}"  # fmt: skip
    told = both(english, title=one.title, shown=one.shown)
    heard = [one.heard] if one.heard else []
    if age >= SHORT:
        span = spell(partial(duration, age))
        heard.append(both("{span} ago", span=span))
    if not heard:
        return told
    return spell(
        lambda lang: f"{told.of(lang)} ({', '.join(t.of(lang) for t in heard)})"
    )
