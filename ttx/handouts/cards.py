"""Inject cards: what a table gets in hand, one card for each table that gets it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ttx.evaluation_log import listed
from ttx.handouts import Card, Part, Stack
from ttx.handouts.injects import PILE, Line, lines, moment
from ttx.outline_time import heading
from ttx.scenario import Scenario, Table
from ttx.text import Text, both

NONE = Text()


@dataclass(frozen=True, slots=True)
class Awaited:
    """A line of the leader's list of cards that wait: what, for whom, and what brings it."""

    number: str
    title: Text
    to: Text
    brings: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Pile:
    """The leader's pile: the list that stays with the leader, and the cards."""

    awaited: tuple[Awaited, ...]
    stacks: tuple[Stack, ...]


def planned_cards(scenario: Scenario) -> tuple[Stack, ...]:
    """The cards of what is sure to come, a stack for each move, table by table."""
    found = [line for line in lines(scenario) if line.move != PILE and line.tables]
    titles = [move.title for move in scenario.moves] or [scenario.title]
    stacks = (
        Stack(_heading(scenario, n, title),
              tuple(_by_table(scenario, [one for one in found if one.move == n])))
        for n, title in enumerate(titles)
    )  # fmt: skip
    return tuple(stack for stack in stacks if stack.cards)


def pile(scenario: Scenario) -> Pile:
    """What comes only if it comes to that: the list for staff, and cards without a time."""
    found = [line for line in lines(scenario) if line.move == PILE]
    awaited = tuple(
        Awaited(one.number, one.title, listed(t.short for t in one.tables), one.brings)
        for one in found
    )
    title = both("If it comes to that")
    cards = tuple(_card(scenario, one, table) for one in found for table in one.tables)
    return Pile(awaited, (Stack(title, cards),) if cards else ())


def _heading(scenario: Scenario, number: int, title: Text) -> Text:
    return heading(number + 1, title) if scenario.moves else title


def _by_table(scenario: Scenario, found: Sequence[Line]) -> Iterator[Card]:
    for table in scenario.tables:
        for one in found:
            if table in one.tables:
                yield _card(scenario, one, table)


def _card(scenario: Scenario, one: Line, table: Table) -> Card:
    when = moment(scenario, one.at) if one.at is not None else NONE
    parts = [Part("text", one.text)]
    if one.inject.attachments:
        named = ", ".join(one.inject.attachments)
        parts.append(Part("item", both("With this: {files}", files=named)))
    return Card(
        table.short, one.number, one.title,
        ((both("Time"), when), (both("From"), one.sender), (both("By way of"), one.channel)),
        tuple(parts), Text(one.inject.marking, one.inject.marking),
    )  # fmt: skip
