"""The numbers of a figure as an author writes them, read and checked.

It knows shapes and units; where in a scenario they stand is for others.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from ttx.moment import parse_duration

TIME = "time"
"""The unit of a duration: written `30m`, held in milliseconds."""
_WITH_UNIT = re.compile(r"(-?\d+(?:\.\d+)?)\s*(\S.*)?")
_COMMA = re.compile(r"\s*-?\d+,\d")
MOST = 1e15
"""No figure of an exercise is larger than this, in its own unit."""


class FigureError(ValueError):
    """A figure that cannot be read: code, English sentence and parameters."""

    def __init__(self, code: str, english: str, **params: object) -> None:
        super().__init__(english)
        self.code, self.english, self.params = code, english, params


def read_numbers(shape: str, raw: Any, unit: str) -> tuple[float, ...]:
    """The numbers of a shape, in the order that it holds them.

    Raises FigureError with a sentence for a wrong kind, number, order or unit.
    """
    if shape in _NAMED:
        return _NAMED[shape](raw, unit)
    if shape in ("quantiles", "hyperexponential"):
        return _pairs(shape, raw, unit)
    many = {"uniform": 2, "triangular": 3}.get(shape, 1)
    items = raw if isinstance(raw, list) else [raw]
    if len(items) != many:
        raise FigureError(
            "shape", "{shape} needs {many} numbers", shape=shape, many=many
        )
    numbers = tuple(number(item, "" if shape == "chance" else unit) for item in items)
    if list(numbers) != sorted(numbers):
        raise FigureError("shape", "the numbers of {shape} must go up", shape=shape)
    if shape == "chance" and not 0 <= numbers[0] <= 1:
        raise FigureError("range", "a chance lies between 0 and 1")
    return numbers


def _lognormal(raw: Any, unit: str) -> tuple[float, ...]:
    """By median and sigma, or by mean and coefficient of variation."""
    if not isinstance(raw, Mapping):
        raw = {}
    ceiling = number(raw["max"], unit) if "max" in raw else 0.0
    if {"mean", "cv"} <= set(raw):
        mean, cv = number(raw["mean"], unit), _positive("cv", raw["cv"])
        spread = math.log1p(cv * cv)
        return (mean * math.exp(-spread / 2), math.sqrt(spread), ceiling)
    if not {"median", "sigma"} <= set(raw):
        english = "lognormal needs 'median' and 'sigma', or 'mean' and 'cv'"
        raise FigureError("shape", english)
    return (number(raw["median"], unit), number(raw["sigma"], ""), ceiling)


def _normal(raw: Any, unit: str) -> tuple[float, ...]:
    _needs("normal", raw, "mean", "sd")
    least = number(raw["min"], unit) if "min" in raw else 0.0
    return (number(raw["mean"], unit), number(raw["sd"], unit), least)


def _erlang(raw: Any, unit: str) -> tuple[float, ...]:
    _needs("erlang", raw, "mean", "phases")
    phases = round(_positive("phases", raw["phases"]))
    if not 1 <= phases <= 100:
        raise FigureError("range", "'{key}' must lie between {low} and {high}",
                          key="phases", low=1, high=100)  # fmt: skip
    return (number(raw["mean"], unit), float(phases))


def _weibull(raw: Any, unit: str) -> tuple[float, ...]:
    _needs("weibull", raw, "scale", "power")
    return (number(raw["scale"], unit), _positive("power", raw["power"]))


_NAMED: dict[str, Callable[[Any, str], tuple[float, ...]]] = {
    "lognormal": _lognormal,
    "normal": _normal,
    "erlang": _erlang,
    "weibull": _weibull,
}


def _needs(shape: str, raw: Any, one: str, other: str) -> None:
    if not isinstance(raw, Mapping) or not {one, other} <= set(raw):
        raise FigureError("shape", "{shape} needs '{one}' and '{other}'", shape=shape,
                          one=one, other=other)  # fmt: skip


def _positive(key: str, raw: Any) -> float:
    given = number(raw, "")
    if not given > 0:
        raise FigureError("range", "'{key}' must be more than 0", key=key)
    return given


def _pairs(shape: str, raw: Any, unit: str) -> tuple[float, ...]:
    """A list of pairs: a share or a chance with its value, kept as one row."""
    items = raw if isinstance(raw, list) else []
    if len(items) < 2 or any(not isinstance(p, list) or len(p) != 2 for p in items):
        raise FigureError("shape", "{shape} needs pairs of a share and a value, as in"
                          " [[0.25, 2h], [0.75, 6h]]", shape=shape)  # fmt: skip
    row = [(number(share, ""), number(value, unit)) for share, value in items]
    if any(not 0 <= share <= 1 for share, _ in row):
        raise FigureError("range", "a chance lies between 0 and 1")
    rising = sorted({share for share, _ in row}) == [share for share, _ in row]
    if shape == "quantiles" and (
        not rising or [v for _, v in row] != sorted(v for _, v in row)
    ):
        raise FigureError("shape", "the numbers of {shape} must go up", shape=shape)
    if shape == "hyperexponential" and min(value for _, value in row) <= 0:
        raise FigureError("range", "'{key}' must be more than 0", key=shape)
    return tuple(number for pair in row for number in pair)


def number(raw: Any, unit: str) -> float:
    """One number in this unit; FigureError with a sentence if it is none."""
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
    if _COMMA.match(str(raw)[:40]):
        raise FigureError("decimal", "'{given}' holds a comma; write decimals with a point (0.6)"
                          " and thousands without a mark (1500)", given=str(raw)[:40])  # fmt: skip
    found = _WITH_UNIT.fullmatch(str(raw).strip()[:40])
    if not found:
        raise FigureError("bad-value", "'{given}' is not a number", given=raw)
    if found[2] == "%" and not unit:
        raise FigureError("unit", "'{given}' is written as a share: {share}", given=raw,
                          share=f"{float(found[1]) / 100:g}")  # fmt: skip
    if found[2] and _written(found[2]) != unit:
        raise other_unit(found[2], unit)
    return float(found[1])


SPOKEN = {"uur": "h", "hour": "h", "hours": "h", "liter": "l", "liters": "l", "litre": "l",
          "litres": "l", "dag": "day"}  # fmt: skip


def _written(unit: str) -> str:
    """A unit as people say it, the way figures bear it: `liter/uur` is l/h."""
    return "/".join(SPOKEN.get(part, part) for part in unit.split("/"))


def other_unit(given: str, wanted: str) -> FigureError:
    """The sentence for a unit that is not the one needed."""
    english = "this is given in {unit}, {wanted} is needed"
    if not wanted:
        english = "this is given in {unit}, a number without a unit is needed"
    return FigureError("unit", english, unit=given, wanted=wanted)
