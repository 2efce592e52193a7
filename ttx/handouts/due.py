"""When what waits on the leader's pile comes, as far as paper can know it.

One course is computed in which nobody decides. What chance decides on is told as perhaps,
whatever that course drew.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from ttx.evaluation_log import listed
from ttx.handouts.injects import PILE, Line
from ttx.handouts.standing import course
from ttx.handouts.table_sheets import both_clocks
from ttx.scenario import Condition, Inject, Scenario
from ttx.scenario.timing import Timing
from ttx.text import Text, both


def due(scenario: Scenario, found: Sequence[Line], number: int) -> Iterator[Text]:
    """What to look for on the pile up to this move, in the order of its moments; up to
    ENDEX where the number is that of no move."""
    moves = scenario.moves
    begin = moves[number - 1].at if number else scenario.begins
    end = moves[number].at if number < len(moves) else scenario.endex
    waiting = [(_moment(scenario, one), one) for one in found
               if one.move == PILE and not _waits_for_answer(scenario, one)]  # fmt: skip
    dated = [(at, one) for at, one in waiting if at is not None and begin < at <= end]
    for at, one in sorted(dated, key=lambda pair: pair[0]):
        chance = by_chance(scenario, one.inject)
        if not chance and _came(scenario, one) is None:
            continue
        text = "{when}: {number} {title} ({tables})"
        if chance:
            text = "{when}, perhaps: {number} {title} ({tables})"
        yield both(text, when=both_clocks(scenario, at), number=one.number or one.inject.id,
                   title=one.title, tables=listed(t.short for t in one.tables))  # fmt: skip


def silent(scenario: Scenario, one: Line) -> Text:
    """Of a card on the pile: when it comes where nobody decides, or that chance says so."""
    if one.move != PILE or one.inject.cue or _waits_for_answer(scenario, one):
        return Text()
    at = _moment(scenario, one)
    if one.inject.chance and at is not None:
        return both("{when}, if the lot says so", when=both_clocks(scenario, at))
    if one.inject.chance:
        return both("chance decides: draw lots")
    if by_chance(scenario, one.inject):
        return both("hangs on what chance decided before")
    came = _came(scenario, one)
    if came is None:
        return both("does not come where nobody decides")
    return both("where nobody decides: {when}", when=both_clocks(scenario, came))


def by_chance(scenario: Scenario, one: Inject, asked: tuple[str, ...] = ()) -> bool:
    """Whether chance decides on it, or on what it follows, stands in for or waits for."""
    after = scenario.injects.get(one.after.inject) if one.after else None
    instead = [other for other in scenario.msel if other.instead == one.id]
    facts = set(_facts(one.when)) if one.when else set()
    told = [other for other in scenario.msel if other is not one
            and facts & {effect.milestone for effect in other.does if effect.milestone}]  # fmt: skip
    return bool(one.chance) or any(
        by_chance(scenario, before, (*asked, one.id))
        for before in (after, *instead, *told) if before and before.id not in asked
    )  # fmt: skip


def _facts(when: Condition) -> Iterator[str]:
    """The facts that must have come about for a condition to hold."""
    if when.milestone:
        yield when.milestone
    for part in when.all:
        yield from _facts(part)


def _waits_for_answer(scenario: Scenario, one: Line) -> bool:
    """Whether it comes where a table stays silent: that is for the clock in the room."""
    return any(other.otherwise == one.inject.id for other in scenario.msel)


def _moment(scenario: Scenario, one: Line) -> int | None:
    """When it comes where nobody decides; else the moment that is written for it."""
    came = _came(scenario, one)
    return Timing(scenario).at(one.inject.id) if came is None else came


def _came(scenario: Scenario, one: Line) -> int | None:
    """When it comes in the course that nobody's decision changes; None if it does not."""
    came, name = course(scenario).came, one.inject.id
    places = (
        [t.instance or t.id for t in one.tables] if one.inject.names_instance else []
    )
    return next(
        (came[n] for n in (name, *(f"{name}@{p}" for p in places)) if n in came), None
    )
