"""The packets of a move: which cards go out together, and which lie apart from them.

What stops the run at a moment before the move goes out at that moment, and what the
response cell speaks is handed out only where there are too few voices.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ttx.handouts.injects import Line, moment
from ttx.scenario import Scenario
from ttx.text import Text, both


@dataclass(frozen=True, slots=True)
class Packet:
    """Cards of one move that go out together.

    `at` is the moment (ms after STARTEX) of a decision point before the move, None for
    what goes out when it begins; `spoken`: the response cell says it.
    """

    found: tuple[Line, ...]
    at: int | None
    spoken: bool


def packets(scenario: Scenario, number: int, found: Sequence[Line]) -> Iterator[Packet]:
    """The cards of a move (counted from 0) as they lie: what goes out as it begins first."""
    begins = scenario.moves[number].at if scenario.moves else None
    points = {one.at for one in found if _before(one, begins)}
    for at in (None, *sorted(point for point in points if point is not None)):
        here = [
            one for one in found if (one.at if _before(one, begins) else None) == at
        ]
        for spoken in (False, True):
            mine = tuple(one for one in here if one.spoken == spoken)
            if mine:
                yield Packet(mine, at, spoken)


def _before(one: Line, begins: int | None) -> bool:
    """Whether it stops the run before the move begins."""
    return one.inject.stops and begins is not None and (one.at or 0) < begins


def apart(scenario: Scenario, one: Packet) -> Text:
    """What sets a packet apart from what goes out when its move begins; nothing for that."""
    if one.at is None:
        return both("as a call") if one.spoken else Text()
    when = moment(scenario, one.at)
    if one.spoken:
        return both("at {moment}, as a call", moment=when)
    return both("at {moment}", moment=when)
