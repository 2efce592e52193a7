"""The day of an exercise, step by step, with the minutes that each takes.

The minutes around the talk are those of an exercise of half a day: 20 for the welcome,
45 for a move of which 25 are talk, 10 at a decision point in between, 10 and 20 to look
back, 30 for staff afterwards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from ttx.evaluation_log import listed, spell
from ttx.handouts.injects import Line, hangs, lines
from ttx.handouts.table_sheets import both_clocks
from ttx.moment import MINUTE, duration
from ttx.scenario import Scenario
from ttx.scenario.timing import Timing
from ttx.text import Text, both

WELCOME, BREAK, TABLES, PLENARY, STAFF = (n * MINUTE for n in (20, 15, 10, 20, 30))
BRIEFING, CONFIRM, REPORT = (n * MINUTE for n in (5, 5, 10))
"""Of each move, besides its talk; tables report in plenary while time runs on."""
LAST = 5 * MINUTE
"""For what comes after the last move, told and not played."""
POINT = 10 * MINUTE
"""At a decision point between two moves, for the tables that are named there."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the day: what, how long in the room, and the time in the exercise.

    `staff`: without the players, or not for them to know. `about` is for staff: what comes at it, and to whom.
    """

    what: Text
    lasts: Text
    at: Text = Text()
    about: Text = Text()
    staff: bool = False


def programme(scenario: Scenario) -> tuple[Step, ...]:
    """The steps of a day in moves; nothing where an exercise runs without moves."""
    moves = scenario.moves
    if not moves:
        return ()
    steps = [
        _step(both("Welcome, purpose, ground rules, a try at each table"), WELCOME)
    ]
    stops = points(scenario)
    for number, move in enumerate(moves, 1):
        steps += [
            _point(scenario, at, stops.pop(at)) for at in sorted(stops) if at < move.at
        ]
        lasts = BRIEFING + move.talk + CONFIRM + REPORT
        what = both("Move {number}: briefing {brief}, talk {talk}, confirm {confirm},"
                    " tables report {report}", number=number, brief=_span(BRIEFING),
                    talk=_span(move.talk), confirm=_span(CONFIRM), report=_span(REPORT))  # fmt: skip
        steps.append(_step(what, lasts, both_clocks(scenario, move.at)))
        if number == len(moves) - 1 and number > 1:
            steps.append(_step(both("Break; standing orders stay"), BREAK))
    steps += [_point(scenario, at, stops[at]) for at in sorted(stops)]
    if moves[-1].at < scenario.endex:
        steps.append(_step(both("Time runs on to ENDEX: the leader reads aloud what still came"),
                           LAST, both_clocks(scenario, scenario.endex)))  # fmt: skip
    steps.append(_step(both("Hot wash at each table"), TABLES))
    steps.append(_step(both("Hot wash in plenary"), PLENARY))
    steps.append(_step(both("Evaluators and exercise staff, without the players"), STAFF, staff=True))  # fmt: skip
    return tuple(steps)


def points(scenario: Scenario) -> dict[int, list[Line]]:
    """What stops the run at a known moment (ms after STARTEX), sure or by chance."""
    timing, found = Timing(scenario), dict[int, list[Line]]()
    for one in lines(scenario):
        at = timing.at(one.inject.id) if one.inject.stops else None
        if at is not None:
            found.setdefault(at, []).append(one)
    return found


def _point(scenario: Scenario, at: int, found: Sequence[Line]) -> Step:
    """A decision point; of one that hangs on chance players are told nothing beforehand."""
    english = "Decision point: the run stops, and only the tables that are named talk"
    unsure = all(hangs(scenario, one.inject) for one in found)
    if unsure:
        english = ("Decision point, perhaps: the run stops, and only the tables that are named"
                   " talk")  # fmt: skip
    what = both(english)
    about = tuple(_about(scenario, found))
    told = spell(lambda lang: "; ".join(one.of(lang) for one in about))
    return Step(what, _span(POINT), both_clocks(scenario, at), told, unsure)


def _about(scenario: Scenario, found: Sequence[Line]) -> Iterator[Text]:
    """The cards of a decision point with their tables, what is sure apart from chance."""
    for unsure in (False, True):
        here = [one for one in found if hangs(scenario, one.inject) == unsure]
        if here:
            numbers = ", ".join(one.number or one.inject.id for one in here)
            tables = dict.fromkeys(t.short for one in here for t in one.tables)
            yield both("perhaps {cards}: {tables}" if unsure else "{cards}: {tables}",
                       cards=numbers, tables=listed(tables))  # fmt: skip


def _step(what: Text, lasts: int, at: Text = Text(), staff: bool = False) -> Step:
    return Step(what, _span(lasts), at, staff=staff)


def _span(span: int) -> Text:
    return spell(partial(duration, span))
