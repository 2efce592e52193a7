"""Can the map be drawn, and does it show what exists?"""

from __future__ import annotations

from ttx.scenario.map import Map
from ttx.scenario.names import Names


def check_map(names: Names) -> None:
    """Places on one square, ways that are none, gauges that are not there."""
    drawn = names.scenario.map
    squares: dict[tuple[int, int], str] = {}
    for key, spot in drawn.places.items():
        for n, gauge in enumerate(spot.shows):
            names.gauge(gauge, {}, ("map", "places", key, "shows", n))
        if other := squares.get(spot.at):
            english = "'{name}' stands where '{other}' stands already"
            place = ("map", "places", key, "at")
            names.wrong(place, "same-place", english, name=key, other=other)
        squares.setdefault(spot.at, key)
    for n, (one, other) in enumerate(drawn.ways):
        known = [
            names.one_of("place", end, drawn.places, ("map", "ways", n, m))
            for m, end in enumerate((one, other))
        ]
        if all(known) and not neighbours(drawn, one, other):
            english = (
                "a way joins neighbours: '{one}' and '{other}' are not in one row or"
                " column, or another place lies between them"
            )
            names.wrong(("map", "ways", n), "no-way", english, one=one, other=other)


def neighbours(drawn: Map, one: str, other: str) -> bool:
    """Whether a straight line can be drawn between two places."""
    (x1, y1), (x2, y2) = sorted((drawn.places[one].at, drawn.places[other].at))
    if (x1 == x2) == (y1 == y2):
        return False
    between = (spot.at for spot in drawn.places.values())
    return not any(
        x1 <= x <= x2 and min(y1, y2) <= y <= max(y1, y2) for x, y in between
        if (x, y) not in ((x1, y1), (x2, y2))
    )  # fmt: skip
