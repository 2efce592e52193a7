"""What each table gets next in an exercise that is played from paper, as cards.

The exercise is a copy of what stands on disk; it is taken on to the next talk here, by
the same door, and thrown away. What is printed is what the exercise itself will deliver.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from ttx.actions import TurnTo
from ttx.errors import UsageError
from ttx.exercise import Exercise
from ttx.handouts import Card, Handout, Part, Stack
from ttx.handouts.cards import move_mark
from ttx.handouts.injects import channel_of, moment
from ttx.handouts.standing import counts, reading, times
from ttx.handouts.table_sheets import move_sheet
from ttx.outline_time import heading
from ttx.picture import Sight, see
from ttx.scenario import Scenario, Table
from ttx.text import Text, both
from ttx.view import Letter, Picture

PLAYED = ("next", "next-a5", "next-move")
"""What can be printed of a journal besides all handouts of its scenario."""


def coming(exercise: Exercise) -> dict[str, Handout]:
    """The handouts of what comes next, by kind; the exercise is taken on to its talk.

    Where its tables talk on in a move that was stopped, they keep the sheet that they have.

    UsageError where the world has not come to the end of its run.
    """
    since = exercise.run_from[1]
    _to_talk(exercise)
    sight = Sight(exercise, ())
    sight.refresh()
    cards = tuple(
        card
        for table in exercise.scenario.tables
        for card in _cards(sight, table, since)
    )
    number = exercise.scenario.moves.index(exercise.move) if exercise.move else 0
    title = heading(number + 1, exercise.move.title) if exercise.move else Text()
    stacks = (Stack(title, cards, move_mark(number) if exercise.move else Text()),)
    names = both("What the tables get next (A6)"), both("What the tables get next (A5)")
    found = {
        "next": _handout(exercise, "next", names[0], stacks, "a6"),
        "next-a5": _handout(exercise, "next-a5", names[1], stacks, "a5"),
    }
    if exercise.move and exercise.now <= exercise.move.at:
        sheet = (move_sheet(exercise.scenario, number),)
        begins = both("Sheet of the coming move")
        found["next-move"] = _handout(exercise, "moves", begins, sheet)
    return found


def _handout(
    exercise: Exercise, kind: str, title: Text, facts: object, size: str = ""
) -> Handout:
    scenario = exercise.scenario
    return Handout(kind, title, scenario.title, scenario.marking, scenario.version,
                   False, facts, size)  # fmt: skip


def _to_talk(exercise: Exercise) -> None:
    """Turn the copy on until its tables talk, as the leader will do; over stays over."""
    if exercise.scenario.pace != "moves":
        raise UsageError("Only an exercise that goes by moves can be played from paper;"
                         " add --pace moves")  # fmt: skip
    if exercise.state == "run":
        raise UsageError("The world has not come to the end of its run; go on with"
                         " ttx resume first")  # fmt: skip
    while not exercise.over and exercise.state not in ("talk", "commit"):
        turn = _turn(exercise)
        if turn is None:
            return
        move = next(one for one in exercise.scenario.moves if one.id == turn.move)
        exercise.advance(move.at)
        if exercise.submit(turn, "leader").body["refusal"] is not None:
            return


def _turn(exercise: Exercise) -> TurnTo | None:
    """What the leader turns to next; nothing after the last move."""
    move, ahead = exercise.move, exercise.next_move()
    if move is not None and exercise.state in ("brief", "preview"):
        return TurnTo(move.id, "talk" if exercise.state == "brief" else "report")
    if move is not None and exercise.now < exercise.target():
        return TurnTo(move.id, "talk")
    return TurnTo(ahead.id, "brief") if ahead is not None else None


def _cards(sight: Sight, table: Table, since: int) -> Iterator[Card]:
    """What this table knows now, and what came to it since the run began."""
    picture = see(sight, table.id)
    if any(one.value is not None for one in picture.readings):
        yield _known(sight.exercise.scenario, picture, table)
    for one in picture.letters:
        if one.entry > since and not one.mine and not one.retracted:
            yield _letter(sight, table, one)


def _known(scenario: Scenario, picture: Picture, table: Table) -> Card:
    when = partial(picture.calendar.label, picture.knows)
    now = Text(when("nl"), when("en"))
    told = (reading(scenario, picture, one) for one in picture.readings)
    parts = tuple(Part("item", one) for one in told)
    rows = times(scenario, now, counts(scenario, picture.readings))
    return Card(table.short, "", both("What you know"), rows, parts)


def _letter(sight: Sight, table: Table, one: Letter) -> Card:
    scenario = sight.exercise.scenario
    inject = scenario.injects.get(one.inject.partition("@")[0])
    rows = (
        (both("Time"), moment(scenario, one.at)), (both("From"), one.sender),
        (both("To"), table.title), (both("By way of"), channel_of(scenario, one.channel)),
    )  # fmt: skip
    tag = inject.number if inject else ""
    return Card(table.short, tag, one.title, rows, (Part("text", one.text),))
