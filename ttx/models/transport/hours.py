"""Hours of the day in transport: when it is day for a rota, and how busy each hour is.

It knows the clock alone; no ambulance and no ride.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import fsum
from typing import Any

from ttx.figures import TIME, Figure
from ttx.forms import Field
from ttx.moment import DAY, HOUR

ROTA = "the usual hours, chosen; each service agrees its own"


def hour(says: str, value: int) -> Field:
    """An hour of the clock: agreed on, so chosen for an exercise and not in doubt."""
    figure = Figure("value", (value * HOUR,), TIME, ROTA, "X")
    return Field(says, unit=TIME, default=figure, high=DAY)


def by_hour(source: str, row: tuple[float, ...]) -> tuple[Figure, ...]:
    """A row by hour of day; its shape is surer than an assumption usually is."""
    return tuple(
        Figure("value", (one,), "", source, "E", doubt=(0.8, 1.25)) for one in row
    )


def profile(row: Sequence[float]) -> tuple[float, ...]:
    """24 factors with mean 1 from any number of equal parts of a day (none: even)."""
    hours = [row[at * len(row) // 24] if row else 1.0 for at in range(24)]
    mean = fsum(hours) / 24
    return tuple(one / mean if mean else 1.0 for one in hours)


def between(values: Mapping[str, Any], begin: str, end: str) -> tuple[int, int]:
    """Two moments of the day that a form states, in milliseconds after midnight."""
    return round(values[begin].mean), round(values[end].mean)
