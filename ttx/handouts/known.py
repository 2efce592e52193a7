"""Cards with the figures that a table has when a move begins.

Those of the first move are as the world then stands. What comes later hangs on what is
decided, so those cards leave room for the figure, and the draaiboek has one to go by.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ttx.handouts import Card, Part, Stack
from ttx.handouts.cards import move_mark
from ttx.handouts.injects import moment
from ttx.handouts.standing import Known, course, times
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
    now = moment(scenario, scenario.moves[number].at)
    return tuple(
        Card(one.table.short, "", both("What you know"), times(scenario, now, one.counts),
             tuple(_room(one) if number else _told(one)))
        for one in known if one.lines
    )  # fmt: skip


def _told(known: Known) -> Iterator[Part]:
    return (Part("item", text) for text in known.lines)


def _room(known: Known) -> Iterator[Part]:
    """Room for each figure: a table's own first, then what it is told, under who tells it.

    Behind who tells it is room for the moment that those figures hold for.
    """
    for source in sorted(dict.fromkeys(told for _, told in known.titles), key=bool):
        if source:
            yield Part("source", both("{source}, as of", source=source))
        yield from (
            Part("figure", title) for title, told in known.titles if told == source
        )
