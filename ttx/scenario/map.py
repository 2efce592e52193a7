"""The map of an exercise: a scheme of its places, beside and under each other.

Never to scale, and never of a real area: names of an exercise are on no other map.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from ttx.scenario.parts import NO_TEXT, Name, Part, Text

WIDEST, TALLEST = 4, 9
Column = Annotated[int, Field(ge=1, le=WIDEST)]
Line = Annotated[int, Field(ge=1, le=TALLEST)]


class Spot(Part):
    """A place: `at: [column, row]` counted from the top left, and its gauges.

    A table sees only those of the gauges that it has on its own situation board.
    """

    title: Text
    at: tuple[Column, Line]
    shows: tuple[str, ...] = ()


class Map(Part):
    """Places by name, and the ways between neighbours in a column or a row.

    The legend says what the lines stand for: roads, rails, a power feed.
    """

    places: dict[Name, Spot] = {}
    legend: Text = NO_TEXT
    ways: tuple[tuple[Name, Name], ...] = ()
