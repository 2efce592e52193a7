"""Inject cards: what a table gets in hand, one card for each table that gets it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ttx.evaluation_log import listed
from ttx.handouts import BLANK, Card, Part, Stack
from ttx.handouts.injects import PILE, Line, lines, moment
from ttx.outline_time import heading
from ttx.scenario import Scenario, Table
from ttx.text import Text, both

NONE = Text()


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
    """The cards of what is sure to come, a stack for each move, table by table."""
    found = [line for line in lines(scenario) if line.move != PILE and line.tables]
    titles = [move.title for move in scenario.moves] or [scenario.title]
    stacks = (
        _stack(scenario, n, title, [one for one in found if one.move == n])
        for n, title in enumerate(titles)
    )
    return tuple(stack for stack in stacks if stack.cards)


def _stack(
    scenario: Scenario, number: int, title: Text, found: Sequence[Line]
) -> Stack:
    blank = (*_blanks(found), *_calls(found))
    if not scenario.moves:
        return Stack(title, tuple(_by_table(scenario, found)), notes=blank)
    begins = scenario.moves[number].at
    early = [one for one in found if one.at is not None and one.at < begins]
    return Stack(heading(number + 1, title), tuple(_by_table(scenario, found)),
                 move_mark(number), (*_stopping(scenario, early), *_early(early), *blank))  # fmt: skip


def move_mark(number: int) -> Text:
    """What stands on each card of a move (counted from 0)."""
    return both("Move {number}", number=number + 1)


def _stopping(scenario: Scenario, early: Sequence[Line]) -> Iterator[Text]:
    stops = [one for one in early if one.inject.stops]
    for at in dict.fromkeys(one.at for one in stops if one.at is not None):
        yield both("Hand out at {moment}, where the run stops, before this move: {numbers}.",
                   moment=moment(scenario, at),
                   numbers=_numbers(one for one in stops if one.at == at))  # fmt: skip


def _early(early: Sequence[Line]) -> Iterator[Text]:
    rest = [one for one in early if not one.inject.stops]
    if rest:
        yield both("Came in before this move began; lies on top, as old as it then is:"
                   " {numbers}.", numbers=_numbers(rest))  # fmt: skip


def _calls(found: Sequence[Line]) -> Iterator[Text]:
    calls = [one for one in found if one.spoken]
    if calls:
        yield both("Spoken by the response cell; the card is for where there are too few voices,"
                   " one of the two and not both: {numbers}.", numbers=_numbers(calls))  # fmt: skip


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
