"""A figure: a value or a distribution with its unit, its source and its tag.

Nothing here draws: a figure is a function from a number between 0 and 1, so the same
luck gives the same life.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

from ttx.figures_numbers import (
    MOST,
    TIME,
    FigureError,
    number,
    other_unit,
    read_numbers,
)
from ttx.figures_shapes import MEANS, QUANTILES, scaled

__all__ = ["ASSUMED", "DOUBT", "MOST", "TAGS", "TIME", "Figure", "FigureError", "fixed",
           "read_figure", "sourced"]  # fmt: skip

TAGS = {
    "S": "stated by the government letter",
    "F": "found in a public source",
    "D": "derived from tagged figures",
    "K": "trade knowledge, not checked",
    "E": "assumption of the author",
    "X": "chosen for this exercise (fictitious)",
    "O": "given by the organisation itself",
}
ASSUMED = ("K", "E")

_ABOUT = ("source", "tag", "note", "unit", "doubt")
_SHAPES = tuple(QUANTILES)
DOUBT = {
    "S": (0.9, 1.1),
    "F": (0.9, 1.1),
    "D": (0.85, 1.2),
    "K": (0.7, 1.4),
    "E": (0.5, 2.0),
    "X": (1.0, 1.0),
    "O": (0.9, 1.1),
}
"""How much lower or higher a figure may be where it does not say so itself: its tag
tells how well it is known (judgement). What is chosen for an exercise is not in doubt."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the world, as sure or unsure as it is known to be."""

    shape: str
    numbers: tuple[float, ...]
    unit: str = ""
    source: str = ""
    tag: str = ""
    place: str = ""
    doubt: tuple[float, float] = (0.0, 0.0)

    def quantile(self, luck: float) -> float:
        """The value at this luck (0 to 1); a duration is whole milliseconds."""
        drawn = QUANTILES[self.shape](self.numbers, luck)
        return float(round(drawn)) if self.unit == TIME else drawn

    @property
    def mean(self) -> float:
        """The long-run mean (of a lognormal: without its ceiling)."""
        return MEANS[self.shape](self.numbers)

    @property
    def assumed(self) -> bool:
        """True where it rests on trade knowledge or on an assumption."""
        return self.tag in ASSUMED

    @property
    def range(self) -> tuple[float, float]:
        """The range of doubt: how many times lower and higher it may really be."""
        return self.doubt if self.doubt[1] else DOUBT.get(self.tag, (1.0, 1.0))

    def at(self, place: str) -> Figure:
        """The same figure, noted under this place."""
        return Figure(self.shape, self.numbers, self.unit, self.source, self.tag, place,
                      self.doubt)  # fmt: skip

    def times(self, by: float) -> Figure:
        """The same figure, `by` times as large."""
        return replace(self, numbers=scaled(self.shape, self.numbers, by))


def fixed(value: float, unit: str = "", tag: str = "X", source: str = "") -> Figure:
    """A figure that does not vary."""
    return Figure("value", (value,), unit, source, tag)


def read_figure(
    raw: Any, unit: str, place: str = "", around: tuple[str, str] = ("", "")
) -> Figure:
    """A figure from YAML: `30h`, `14000 l`, `0.99` or a mapping with a shape.

    Raises FigureError with a sentence for a wrong shape, number or unit.
    """
    if not isinstance(raw, Mapping):
        return Figure("value", (number(raw, unit),), unit, around[0], around[1], place)
    shapes = [shape for shape in _SHAPES if shape in raw]
    strange = [k for k in raw if k not in _SHAPES and k not in _ABOUT]
    if strange:
        raise FigureError("unknown-key", "unknown key '{strange}' in a figure",
                          strange=strange[0])  # fmt: skip
    if len(shapes) != 1:
        raise FigureError("shape", "'{key}' needs exactly one of: {shapes}",
                          shapes=", ".join(_SHAPES))  # fmt: skip
    if "unit" in raw and raw["unit"] != unit:
        raise other_unit(str(raw["unit"]), unit)
    shape = shapes[0]
    numbers = read_numbers(shape, raw[shape], unit)
    source, tag = sourced(raw, around)
    return Figure(shape, numbers, unit, source, tag, place, _doubted(raw))


def _doubted(raw: Mapping[str, Any]) -> tuple[float, float]:
    """`doubt: [0.7, 1.5]`: it may be so many times lower or higher; (0, 0): by its tag."""
    if "doubt" not in raw:
        return (0.0, 0.0)
    low, high = read_numbers("uniform", raw["doubt"], "")
    if not 0 < low <= 1 <= high:
        raise FigureError("range", "'doubt' is a factor below 1 and one above, as in"
                          " [0.7, 1.5]")  # fmt: skip
    return (low, high)


def sourced(raw: Mapping[str, Any], around: tuple[str, str]) -> tuple[str, str]:
    """Source and tag of a figure, or of all figures below."""
    source, tag = raw.get("source", around[0]), str(raw.get("tag", around[1]))
    if not isinstance(source, str):
        raise FigureError(
            "bad-value", "'{key}' must be text; put it between quotes", key="source"
        )
    if tag and tag not in TAGS:
        raise FigureError("tag", "tag '{tag}' is not one of {tags}", tag=tag,
                          tags=" ".join(TAGS))  # fmt: skip
    return source, tag
