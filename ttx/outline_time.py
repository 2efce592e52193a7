"""The time line of a scenario: what each table gets, move by move, on both clocks.

What hangs on play (a condition, a decision, a cue) stands in a column of its own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable
from functools import partial

from ttx.evaluation_log import spell
from ttx.moment import HOUR, MINUTE, duration, offset
from ttx.outline import Column, Entry, Lane, TimeLine
from ttx.outline_words import clocks, triggers
from ttx.scenario import Inject, Scenario, Table
from ttx.scenario.names import ALL
from ttx.scenario.timing import Timing
from ttx.text import Text, both

Placed = tuple[Inject, int, int, Entry]
"""An inject, its moment, the column that it stands in, and how it is told there."""
SLICES = 4
"""So many stretches where an exercise has no moves."""


def time_line(scenario: Scenario) -> TimeLine:
    """The columns are the moves, or parts of the exercise; the last one is open."""
    starts, columns = _columns(scenario)
    first, last = clocks(scenario, 0), clocks(scenario, scenario.endex)
    span = both("STARTEX {first}; ENDEX {last}", first=first, last=last)
    timing = Timing(scenario)
    placed = [(one, timing.at(one.id) or 0, *_place(scenario, one, starts))
              for one in scenario.msel]  # fmt: skip
    lanes = [_lane(both("All tables"), placed, len(columns), _to_all)]
    for table in scenario.tables:
        lanes.append(_lane(table.short, placed, len(columns),
                           partial(_only, table=table)))  # fmt: skip
    lanes.append(_lane(both("Exercise control alone"), placed, len(columns),
                       lambda one: not _to_all(one) and not any(
                           _gets(one, t) for t in scenario.tables)))  # fmt: skip
    kept = tuple(lane for lane in lanes if any(lane.cells))
    return TimeLine(scenario.title, span, tuple(columns), kept)


def _columns(scenario: Scenario) -> tuple[list[int], list[Column]]:
    """From when each column runs, and its heading."""
    starts: list[int] = []
    columns: list[Column] = []
    moves = scenario.moves
    early = min([0, scenario.begins, *(one.at or 0 for one in scenario.msel)])
    if moves and any(_before(scenario, one, moves[0].at) for one in scenario.msel):
        starts.append(early)
        columns.append(Column(both("Before the first move"), Text(), Text()))
    for number, move in enumerate(moves, 1):
        talk = spell(partial(duration, move.talk))
        starts.append(move.at)
        columns.append(Column(
            heading(number, move.title),
            clocks(scenario, move.at), both("{span} to talk", span=talk)))  # fmt: skip
    if not moves:
        starts, columns = _slices(scenario, early)
    columns.append(Column(both("When it comes to that"),
                          both("by a figure, a decision, a cue or chance"), Text()))  # fmt: skip
    return starts, columns


def heading(number: int, title: Text) -> Text:
    """`Move 1: the first hours`, numbered from 1; a title that has its number keeps it."""
    if title.en.lower().startswith(("round", "move")):
        return title
    return both("Move {number}: {title}", number=number, title=title)


def _before(scenario: Scenario, one: Inject, first: int) -> bool:
    at = Timing(scenario).at(one.id)
    return at is not None and at < first


def _slices(scenario: Scenario, early: int) -> tuple[list[int], list[Column]]:
    span = scenario.endex - early
    step = max(HOUR if span >= 2 * HOUR * SLICES else 15 * MINUTE,
               -(-span // SLICES // (15 * MINUTE)) * 15 * MINUTE)  # fmt: skip
    starts = list(range(early, scenario.endex, step))
    return starts, [
        Column(clocks(scenario, at), both("until {moment}", moment=offset(
            min(at + step, scenario.endex))), Text()) for at in starts
    ]  # fmt: skip


def _place(scenario: Scenario, one: Inject, starts: list[int]) -> tuple[int, Entry]:
    """The column of an inject, and how it is told there."""
    at = Timing(scenario).at(one.id)
    known = at is not None and not one.when and (one.at is not None or one.on or one.after)  # fmt: skip
    title = one.title or Text(one.id, one.id)
    sort = "perhaps" if one.unless or one.chance else one.kind
    if not known or at is None:
        told = triggers(scenario, one) or (_brought(scenario, one),)
        return len(starts), Entry(one.number, told[0], title, sort)
    when = spell(lambda lang: f"{offset(at)} · {scenario.calendar.clock(at):%H:%M}")
    return max(0, bisect_right(starts, at) - 1), Entry(one.number, when, title, sort)


def _brought(scenario: Scenario, one: Inject) -> Text:
    """What brings on an inject that has no trigger of its own."""
    for other in scenario.msel:
        if other.otherwise == one.id:
            return both("if the answer to {number} does not come", number=other.number or other.id)  # fmt: skip
        if other.instead == one.id:
            return both("instead of {number}", number=other.number or other.id)
        if any(effect.send == one.id for effect in other.does):
            return both("brought on by {number}", number=other.number or other.id)
    return both("brought on by a decision")


def _only(one: Inject, table: Table) -> bool:
    return not _to_all(one) and _gets(one, table)


def _to_all(one: Inject) -> bool:
    return ALL in one.to


def _gets(one: Inject, table: Table) -> bool:
    own = any(name in one.to for name in (table.id, table.team))
    return own or any("{" in to for to in one.to)


def _lane(
    title: Text, placed: list[Placed], columns: int, mine: Callable[[Inject], bool]
) -> Lane:
    """The injects of one table by column, in order of time."""
    cells: list[list[Entry]] = [[] for _ in range(columns)]
    for one, _, column, entry in sorted(placed, key=lambda item: item[1]):
        if mine(one):
            cells[column].append(entry)
    return Lane(title, tuple(map(tuple, cells)))
