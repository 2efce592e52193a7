"""Inject cards: what a table gets in hand, one card for each table that gets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ttx.evaluation_log import listed
from ttx.handouts import BLANK, Card, Part, Stack
from ttx.handouts.injects import PILE, Line, lines, moment
from ttx.handouts.packets import Packet, apart, packets
from ttx.outline_time import heading
from ttx.scenario import Scenario, Table
from ttx.text import Text, both

NONE = Text()
CALL = both("What goes as a call is spoken by the response cell. Its cards lie apart, for where"
            " there are too few voices: one of the two, not both.")  # fmt: skip
"""What is said once to who deals out cards of which some are spoken."""


@dataclass(frozen=True, slots=True)
class Awaited:
    """A line of the leader's list of cards that wait: what, for whom, and what brings it.

    `spoken`: the response cell says it, where there is one.
    """

    number: str
    title: Text
    to: Text
    brings: tuple[Text, ...]
    spoken: bool


@dataclass(frozen=True, slots=True)
class Pile:
    """The leader's pile: the list that stays with the leader, and the cards.

    What the response cell speaks lies behind the rest, as a stack of its own.
    """

    awaited: tuple[Awaited, ...]
    stacks: tuple[Stack, ...]


def planned_cards(scenario: Scenario) -> tuple[Stack, ...]:
    """The cards of what is sure to come, a stack for each packet, table by table."""
    found = [line for line in lines(scenario) if line.move != PILE and line.tables]
    titles = [move.title for move in scenario.moves] or [scenario.title]
    stacks = (
        _stack(scenario, n, title, one)
        for n, title in enumerate(titles)
        for one in packets(scenario, n, [line for line in found if line.move == n])
    )
    return tuple(stacks)


def _stack(scenario: Scenario, number: int, title: Text, one: Packet) -> Stack:
    blank = (*_blanks(one.found), *((CALL,) if one.spoken else ()))
    cards, lies = tuple(_by_table(scenario, one.found)), apart(scenario, one)
    if not scenario.moves:
        mark = both("Call") if one.spoken else Text()
        return Stack(title, cards, mark, blank, apart=lies)
    return Stack(heading(number + 1, title), cards, _mark(number, one),
                 (*_when(scenario, number, one), *blank), apart=lies)  # fmt: skip


def move_mark(number: int) -> Text:
    """What stands on each card of a move (counted from 0)."""
    return both("Move {number}", number=number + 1)


def _mark(number: int, one: Packet) -> Text:
    mark = move_mark(number)
    if one.at is not None:
        mark = both("Before move {number}", number=number + 1)
    return both("{what} · call", what=mark) if one.spoken else mark


def _when(scenario: Scenario, number: int, one: Packet) -> Iterator[Text]:
    """When cards go out that belong to a move and came, or come, before it begins."""
    if one.at is not None:
        yield both("Hand out at {moment}, where the run stops before move {number}: {cards}.",
                   moment=moment(scenario, one.at), number=number + 1,
                   cards=_numbers(one.found))  # fmt: skip
        return
    begins = scenario.moves[number].at
    early = [line for line in one.found if line.at is not None and line.at < begins]
    if early:
        yield both("Came in before move {number} began; lies on top, as old as it then is:"
                   " {cards}.", number=number + 1, cards=_numbers(early))  # fmt: skip


def _blanks(found: Sequence[Line]) -> Iterator[Text]:
    open_ = [one for one in found if BLANK in one.text.nl + one.text.en]
    if open_:
        yield both("Fill in by hand before it is handed out: {numbers}.",
                   numbers=_numbers(open_))  # fmt: skip


def _numbers(found: Iterable[Line]) -> Text:
    """Numbers, once each; a title where there is none."""
    called = (
        Text(one.number, one.number) if one.number else one.title for one in found
    )
    return listed(dict.fromkeys(called))


def pile(scenario: Scenario) -> Pile:
    """What comes only if it comes to that: the list for staff, and cards without a time.

    By number, as the leader looks them up.
    """
    found = [line for line in lines(scenario) if line.move == PILE]
    awaited = tuple(
        Awaited(one.number, one.title, listed(t.short for t in one.tables), one.brings,
                one.spoken)
        for one in found
    )  # fmt: skip
    stacks = (
        _waiting(scenario, both("If it comes to that"), Text(),
                 [one for one in found if not one.spoken]),
        _waiting(scenario, both("If it comes to that: spoken by the response cell"),
                 both("Call"), [one for one in found if one.spoken]),
    )  # fmt: skip
    return Pile(awaited, tuple(stack for stack in stacks if stack.cards))


def _waiting(
    scenario: Scenario, title: Text, mark: Text, found: Sequence[Line]
) -> Stack:
    cards = tuple(_card(scenario, one, table) for one in found for table in one.tables)
    return Stack(title, cards, mark, tuple(_blanks(found)))


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
        ((both("Time"), when), (both("From"), one.sender), (both("To"), table.title),
         (both("By way of"), one.channel)),
        tuple(parts), Text(one.inject.marking, one.inject.marking),
    )  # fmt: skip
