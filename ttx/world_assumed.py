"""Assumptions drawn within their doubt: one world in which they happen to be so.

A figure that rests on trade knowledge or on an assumption has a range of doubt. Draw 0
takes every figure as written; any other draw gives each its own place within its range,
the same for every seed, so that luck and ignorance can be told apart. Places may also be
given one by one, as where it is asked which of them matter.
"""

from __future__ import annotations

import math
from collections.abc import Mapping

from ttx.figures import Figure
from ttx.world_luck import Luck

AS_WRITTEN = 0.5
"""The place in its range of doubt at which a figure is as written."""
_EDGES = (0.0, 0.999)


class Assumed:
    """One draw of all assumptions; or `places` (0 lowest, 1 highest) for those named by
    their key, all others as written."""

    def __init__(self, draw: int, places: Mapping[str, float] | None = None) -> None:
        self.draw = draw
        self.places = dict(places or {})
        self._luck = Luck(draw, "assumptions")
        self.drawn = bool(self.draw or self.places)
        """Whether any figure may be otherwise than written: nothing that follows from the
        scenario alone may then be taken from another world."""

    def __call__(
        self, figure: Figure, place: str = "", low: float = 0.0, high: float = math.inf
    ) -> Figure:
        """The figure as it is in this draw, between the bounds that its form gives.

        One without a place (of an option or an inject) goes by what is written.

        Half of all draws lie below what is written and half above; on each side the
        factor is log-uniform from 1 to the end of the range of doubt. A share or a chance
        has its odds multiplied: 0.99 that may be twice as far off is 0.98 or 0.995.
        """
        if not figure.assumed or not self.drawn:
            return figure
        luck = self.place(figure, place)
        least, most = figure.range
        by = least ** (1 - 2 * luck) if luck < 0.5 else most ** (2 * luck - 1)
        if figure.shape == "chance" or (figure.shape == "value" and high == 1.0):
            return _by_odds(figure, by)
        return figure.times(_within(figure, by, low, high))

    def place(self, figure: Figure, place: str = "") -> float:
        """Where in its range of doubt a figure lies in this draw: 0 lowest, 1 highest."""
        name = key_of(figure, place)
        if self.places:
            return self.places.get(name, AS_WRITTEN)
        return self._luck.keyed(name)


def key_of(figure: Figure, place: str = "") -> str:
    """What an assumption is called in a draw: its place; without one, what is written."""
    return place or f"{figure.shape}{figure.numbers}{figure.source}"


def _within(figure: Figure, by: float, low: float, high: float) -> float:
    """The factor, held back where the figure would leave its bounds."""
    bottom, top = (figure.quantile(edge) for edge in _EDGES)
    if top > 0 and top * by > high:
        by = max(1.0, high / top) if top <= high else 1.0
    if bottom > 0 and bottom * by < low:
        by = min(1.0, low / bottom) if bottom >= low else 1.0
    return by


def _by_odds(figure: Figure, by: float) -> Figure:
    share = figure.numbers[0]
    if not 0 < share < 1:
        return figure
    return figure.times(by / (1 - share + share * by))
