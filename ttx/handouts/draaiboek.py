"""The leader's draaiboek: how to lead it, and for each move all that a leader needs.

It is enough to run a move with the host down: what to hand to whom, what each table
knows, what was hoped for, and what else may come.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import groupby

from ttx.evaluation_log import listed, spell
from ttx.handouts.due import due, silent
from ttx.handouts.effects import does, together
from ttx.handouts.injects import PILE, Line, channel_of, lines
from ttx.handouts.packets import apart, packets
from ttx.handouts.programme import Step, programme
from ttx.handouts.standing import course
from ttx.handouts.table_sheets import MoveSheet, both_clocks, move_sheet
from ttx.moment import duration
from ttx.scenario import Scenario, Within
from ttx.text import Text, both


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the draaiboek as the leader has it; `silent`: when it comes of itself."""

    number: str
    when: Text
    title: Text
    to: Text
    sender: Text
    channel: Text
    text: Text
    live: bool
    stops: bool
    dilemma: str
    hoped: Text
    options: tuple[Text, ...]
    within: Text
    does: tuple[Text, ...]
    controller: Text
    brings: tuple[Text, ...]
    silent: Text


@dataclass(frozen=True, slots=True)
class Round:
    """One move of the draaiboek.

    `cards` are the numbers of each table's cards, `known` what it knows at the beginning;
    `earlier` comes while time runs up to the move, `rows` when it begins; `due` is what
    comes of the pile before it or in it where nobody decides, or has its moment there.
    """

    sheet: MoveSheet
    dead: Text
    cards: tuple[tuple[Text, Text], ...]
    known: tuple[tuple[Text, tuple[Text, ...]], ...]
    earlier: tuple[Row, ...]
    rows: tuple[Row, ...]
    due: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Draaiboek:
    """The leader's draaiboek: how to lead it, the day, move by move, and the pile.

    `after` is what comes of the pile between the last move and ENDEX.
    """

    briefing: Text
    guide: tuple[Text, ...]
    programme: tuple[Step, ...]
    tables: tuple[Text, ...]
    rounds: tuple[Round, ...]
    pile: tuple[Row, ...]
    after: tuple[Text, ...]
    span: Text


def draaiboek(scenario: Scenario) -> Draaiboek:
    """All injects with expected answers, effects and words for staff."""
    found = lines(scenario)
    rounds = [_round(scenario, found, n) for n in range(len(scenario.moves))]
    first = both_clocks(scenario, 0)
    last = both_clocks(scenario, scenario.endex)
    return Draaiboek(
        scenario.leader_briefing, scenario.guide, programme(scenario),
        tuple(table.title for table in scenario.tables),
        tuple(rounds) or (_whole(scenario, found),),
        tuple(_rows(scenario, [one for one in found if one.move == PILE])),
        tuple(due(scenario, found, len(scenario.moves))) if scenario.moves else (),
        both("STARTEX {first}; ENDEX {last}", first=first, last=last),
    )  # fmt: skip


def _whole(scenario: Scenario, found: Sequence[Line]) -> Round:
    """An exercise without moves, as one round."""
    mine = [one for one in found if one.move == 0]
    sheet = MoveSheet(scenario.title, both_clocks(scenario, 0), Text(), Text(), (), ())
    rows = tuple(_rows(scenario, mine))
    return Round(sheet, Text(), tuple(_cards(scenario, 0, mine)), (), (), rows, ())


def _round(scenario: Scenario, found: Sequence[Line], number: int) -> Round:
    move = scenario.moves[number]
    mine = [one for one in found if one.move == number]
    dead = move.fog.dead if move.fog else ()
    return Round(
        move_sheet(scenario, number),
        listed(channel_of(scenario, one) for one in dead),
        tuple(_cards(scenario, number, mine)),
        tuple((one.table.short, one.lines) for one in course(scenario).known[number]),
        tuple(_rows(scenario, [one for one in mine if (one.at or 0) < move.at])),
        tuple(_rows(scenario, [one for one in mine if (one.at or 0) >= move.at])),
        tuple(due(scenario, found, number)),
    )


def _cards(
    scenario: Scenario, number: int, mine: Sequence[Line]
) -> Iterator[tuple[Text, Text]]:
    """The numbers of the cards that each table gets, packet by packet."""
    found = [
        (apart(scenario, one), one.found) for one in packets(scenario, number, mine)
    ]
    for table in scenario.tables:
        told = [_packet(lies, [one for one in here if table in one.tables])
                for lies, here in found]  # fmt: skip
        yield table.short, _joined([one for one in told if one], "; ") or both("none")


def _packet(lies: Text, mine: Sequence[Line]) -> Text:
    numbers = ", ".join(one.number or one.inject.id for one in mine)
    if not mine or not lies:
        return Text(numbers, numbers)
    return both("{where}: {cards}", where=lies, cards=numbers)


# --- one line of it -------------------------------------------------------------------


def _rows(scenario: Scenario, found: Sequence[Line]) -> Iterator[Row]:
    """A row for each line; what is the same for several tables of a kind stands once."""
    for _, same in groupby(found, key=lambda one: one.inject.id):
        kept: list[Row] = []
        for made in (row(scenario, one) for one in same):
            alike = [
                n for n, old in enumerate(kept) if replace(old, to=made.to) == made
            ]
            if alike:
                kept[alike[0]] = replace(
                    made, to=_joined((kept[alike[0]].to, made.to), ", ")
                )
            else:
                kept.append(made)
        yield from kept


def row(scenario: Scenario, one: Line) -> Row:
    """One inject as the leader has it."""
    inject, expects = one.inject, one.inject.expects
    known = scenario.options
    named = [known[n].title for n in (expects.any if expects else ()) if n in known]
    return Row(
        one.number or inject.id, _when(scenario, one), one.title,
        listed(t.short for t in one.tables), one.sender, one.channel, one.text,
        "{{" in inject.text.nl + inject.text.en, inject.stops,
        inject.dilemma, expects.text if expects else Text(), tuple(named),
        _within(expects.within if expects else None), tuple(together(does(scenario, inject))),
        _joined((inject.controller, inject.note), " "), one.brings,
        silent(scenario, one),
    )  # fmt: skip


def _joined(texts: Sequence[Text], between: str) -> Text:
    return spell(lambda lang: between.join(t.of(lang) for t in texts if t))


def _when(scenario: Scenario, one: Line) -> Text:
    return Text() if one.at is None else both_clocks(scenario, one.at)


def _within(within: Within | None) -> Text:
    if within is None:
        return Text()
    if within.move:
        return both("in this move")
    span = within.table if within.table is not None else within.exercise
    told = spell(partial(duration, span or 0))
    english = "within {span} at the table" if within.table is not None else (
        "within {span} of exercise time")  # fmt: skip
    return both(english, span=told)
