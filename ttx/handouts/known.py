"""Cards with the figures that a table has when a move begins.

Those of the first move are as the world then stands. What comes later hangs on what is
decided, so those cards leave room for the figure, and the draaiboek has one to go by.
"""

from __future__ import annotations

from collections.abc import Sequence

from ttx.handouts import Card, Part, Stack
from ttx.handouts.cards import move_mark
from ttx.handouts.injects import moment
from ttx.handouts.standing import Known, course
from ttx.outline_time import heading
from ttx.scenario import Scenario
from ttx.text import both


def known_cards(scenario: Scenario) -> tuple[Stack, ...]:
    """For each move a card for each table that has figures; nothing without moves."""
    found = (
        Stack(
            heading(n + 1, move.title),
            _cards(scenario, n, course(scenario).known[n]),
            move_mark(n),
        )
        for n, move in enumerate(scenario.moves)
    )
    return tuple(stack for stack in found if stack.cards)


def _cards(scenario: Scenario, number: int, known: Sequence[Known]) -> tuple[Card, ...]:
    when = both("Time"), moment(scenario, scenario.moves[number].at)
    kind = "figure" if number else "item"
    return tuple(
        Card(one.table.short, "", both("What you know"), (when,), tuple(
            Part(kind, text) for text in (one.titles if number else one.lines)))
        for one in known if one.lines
    )  # fmt: skip
