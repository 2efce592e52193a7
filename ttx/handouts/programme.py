"""The day of an exercise, step by step, with the minutes that each takes.

The minutes around the talk are those of an exercise of half a day: 20 for the welcome,
45 for a move of which 25 are talk, 10 and 20 to look back, 30 for staff afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from ttx.evaluation_log import spell
from ttx.handouts.table_sheets import both_clocks
from ttx.moment import MINUTE, duration
from ttx.scenario import Scenario
from ttx.text import Text, both

WELCOME, BREAK, TABLES, PLENARY, STAFF = (n * MINUTE for n in (20, 15, 10, 20, 30))
BRIEFING, CONFIRM, REPORT = (n * MINUTE for n in (5, 5, 10))
"""Of each move, besides its talk; tables report in plenary while time runs on."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the day: what, how long in the room, and the time in the exercise.

    `staff`: without the players.
    """

    what: Text
    lasts: Text
    at: Text = Text()
    staff: bool = False


def programme(scenario: Scenario) -> tuple[Step, ...]:
    """The steps of a day in moves; nothing where an exercise runs without moves."""
    moves = scenario.moves
    if not moves:
        return ()
    steps = [
        _step(both("Welcome, purpose, ground rules, a try at each table"), WELCOME)
    ]
    for number, move in enumerate(moves, 1):
        lasts = BRIEFING + move.talk + CONFIRM + REPORT
        what = both("Move {number}: briefing {brief}, talk {talk}, confirm {confirm},"
                    " tables report {report}", number=number, brief=_span(BRIEFING),
                    talk=_span(move.talk), confirm=_span(CONFIRM), report=_span(REPORT))  # fmt: skip
        steps.append(_step(what, lasts, both_clocks(scenario, move.at)))
        if number == len(moves) - 1 and number > 1:
            steps.append(_step(both("Break; standing orders stay"), BREAK))
    steps.append(_step(both("First look back at each table"), TABLES))
    steps.append(_step(both("First look back in plenary"), PLENARY))
    steps.append(_step(both("Evaluators and exercise staff, without the players"), STAFF, staff=True))  # fmt: skip
    return tuple(steps)


def _step(what: Text, lasts: int, at: Text = Text(), staff: bool = False) -> Step:
    return Step(what, _span(lasts), at, staff)


def _span(span: int) -> Text:
    return spell(partial(duration, span))
