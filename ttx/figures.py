"""A figure: a value or a distribution with its unit, its source and its tag.

Nothing here draws: a figure is a function from a number between 0 and 1, so the same
luck gives the same life.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

from ttx.moment import parse_duration

TAGS = {
    "S": "stated by the government letter",
    "F": "found in a public source",
    "D": "derived from tagged figures",
    "K": "trade knowledge, not checked",
    "E": "assumption of the author",
    "X": "chosen for this exercise (fictitious)",
}
ASSUMED = ("K", "E")
TIME = "time"
"""The unit of a duration: written `30m`, held in milliseconds."""

_NORMAL = NormalDist()
_WITH_UNIT = re.compile(r"(-?\d+(?:\.\d+)?)\s*(\S.*)?")
_ABOUT = ("source", "tag", "note", "unit")
_SHAPES = ("value", "uniform", "triangular", "lognormal", "exponential", "chance")


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the world, as sure or unsure as it is known to be."""

    shape: str
    numbers: tuple[float, ...]
    unit: str = ""
    source: str = ""
    tag: str = ""
    place: str = ""

    def quantile(self, luck: float) -> float:
        """The value at this luck (0 to 1); a duration is whole milliseconds."""
        drawn = _QUANTILES[self.shape](self.numbers, luck)
        return float(round(drawn)) if self.unit == TIME else drawn

    @property
    def mean(self) -> float:
        """The long-run mean (of a lognormal: without its ceiling)."""
        return _MEANS[self.shape](self.numbers)

    @property
    def assumed(self) -> bool:
        """True where it rests on trade knowledge or on an assumption."""
        return self.tag in ASSUMED


def fixed(value: float, unit: str = "", tag: str = "X", source: str = "") -> Figure:
    """A figure that does not vary."""
    return Figure("value", (value,), unit, source, tag)


def _triangular(n: tuple[float, ...], u: float) -> float:
    low, mode, high = n
    if high <= low:
        return low
    cut = (mode - low) / (high - low)
    if u < cut:
        return low + math.sqrt(u * (high - low) * (mode - low))
    return high - math.sqrt((1 - u) * (high - low) * (high - mode))


def _lognormal(n: tuple[float, ...], u: float) -> float:
    median, sigma, ceiling = n
    drawn = median * math.exp(sigma * _NORMAL.inv_cdf(min(max(u, 1e-9), 1 - 1e-9)))
    return min(drawn, ceiling) if ceiling else drawn


_QUANTILES: dict[str, Callable[[tuple[float, ...], float], float]] = {
    "value": lambda n, u: n[0],
    "uniform": lambda n, u: n[0] + (n[1] - n[0]) * u,
    "triangular": _triangular,
    "lognormal": _lognormal,
    "exponential": lambda n, u: -n[0] * math.log1p(-min(u, 1 - 1e-12)),
    "chance": lambda n, u: 1.0 if u < n[0] else 0.0,
}
_MEANS: dict[str, Callable[[tuple[float, ...]], float]] = {
    "value": lambda n: n[0],
    "uniform": lambda n: (n[0] + n[1]) / 2,
    "triangular": lambda n: sum(n) / 3,
    "lognormal": lambda n: n[0] * math.exp(n[1] ** 2 / 2),
    "exponential": lambda n: n[0],
    "chance": lambda n: n[0],
}

MOST = 1e15
"""No figure of an exercise is larger than this, in its own unit."""


class FigureError(ValueError):
    """A figure that cannot be read: code, English sentence and parameters."""

    def __init__(self, code: str, english: str, **params: object) -> None:
        super().__init__(english)
        self.code, self.english, self.params = code, english, params


def read_figure(
    raw: Any, unit: str, place: str = "", around: tuple[str, str] = ("", "")
) -> Figure:
    """A figure from YAML: `30h`, `14000 l`, `0.99` or a mapping with a shape.

    Raises FigureError with a sentence for a wrong shape, number or unit.
    """
    if not isinstance(raw, Mapping):
        return Figure("value", (_number(raw, unit),), unit, around[0], around[1], place)
    shapes = [shape for shape in _SHAPES if shape in raw]
    strange = [k for k in raw if k not in _SHAPES and k not in _ABOUT]
    if strange:
        raise FigureError("unknown-key", "unknown key '{strange}' in a figure",
                          strange=strange[0])  # fmt: skip
    if len(shapes) != 1:
        raise FigureError("shape", "'{key}' needs exactly one of: {shapes}",
                          shapes=", ".join(_SHAPES))  # fmt: skip
    if "unit" in raw and raw["unit"] != unit:
        raise _other_unit(str(raw["unit"]), unit)
    shape = shapes[0]
    numbers = _numbers(shape, raw[shape], unit)
    source, tag = sourced(raw, around)
    return Figure(shape, numbers, unit, source, tag, place)


def _numbers(shape: str, raw: Any, unit: str) -> tuple[float, ...]:
    if shape == "lognormal":
        if not isinstance(raw, Mapping) or not {"median", "sigma"} <= set(raw):
            raise FigureError("shape", "lognormal needs 'median' and 'sigma'")
        ceiling = _number(raw["max"], unit) if "max" in raw else 0.0
        return (_number(raw["median"], unit), _number(raw["sigma"], ""), ceiling)
    many = {"uniform": 2, "triangular": 3}.get(shape, 1)
    items = raw if isinstance(raw, list) else [raw]
    if len(items) != many:
        raise FigureError(
            "shape", "{shape} needs {many} numbers", shape=shape, many=many
        )
    numbers = tuple(_number(item, "" if shape == "chance" else unit) for item in items)
    if list(numbers) != sorted(numbers):
        raise FigureError("shape", "the numbers of {shape} must go up", shape=shape)
    if shape == "chance" and not 0 <= numbers[0] <= 1:
        raise FigureError("range", "a chance lies between 0 and 1")
    return numbers


def _number(raw: Any, unit: str) -> float:
    if isinstance(raw, bool) or raw is None:
        raise FigureError("bad-value", "'{given}' is not a number", given=raw)
    if unit == TIME:
        try:
            return float(parse_duration(str(raw)))
        except ValueError:
            raise FigureError("unit", "'{given}' is not a duration; write it as 30m, 12h or 2d",
                              given=raw) from None  # fmt: skip
    if isinstance(raw, int | float):
        if not abs(raw) <= MOST:
            raise FigureError("bad-value", "'{given}' is not a number that can be used",
                              given=str(raw)[:20])  # fmt: skip
        return float(raw)
    found = _WITH_UNIT.fullmatch(str(raw).strip()[:40])
    if not found:
        raise FigureError("bad-value", "'{given}' is not a number", given=raw)
    if found[2] and found[2] != unit:
        raise _other_unit(found[2], unit)
    return float(found[1])


def _other_unit(given: str, wanted: str) -> FigureError:
    english = "this is given in {unit}, {wanted} is needed"
    if not wanted:
        english = "this is given in {unit}, a number without a unit is needed"
    return FigureError("unit", english, unit=given, wanted=wanted)


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
