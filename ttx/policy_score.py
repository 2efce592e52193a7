"""Which of several futures is better: all headline outcomes together, each in its own
measure.

    gain of a decision = mean over the headline outcomes of
        mean over the seeds of (with it - without it), turned so that more is better,
        divided by the spread of that outcome

The spread of an outcome is the standard deviation of its values in all futures that were
played at this moment for this table: with every decision tried, under every seed tried. It
is at least 1 % of the outcome's plausible band (without a band, of its largest value), so
that what hardly moves at all does not weigh as much as what does. An outcome that is the
same in all of them says nothing and is left out; outcomes otherwise weigh the same. A gain
of 1 is thus one spread better on every outcome, or better on some than worse on others.

Equal weights are a choice of the yardstick, and no judgement of what matters to people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import isfinite
from statistics import fmean, pstdev

from ttx.scenario import Scenario, Show

Figures = Mapping[str, float]
LEAST = 0.01
"""The least spread of an outcome, as part of its band (assumption)."""


def spreads(scenario: Scenario, futures: Sequence[Figures]) -> dict[str, float]:
    """The spread of each headline outcome that says something, in its own unit."""
    made = {}
    for name in scenario.headlines:
        values = [one[name] for one in futures if isfinite(one[name])]
        own = pstdev(values) if values else 0.0
        if own > 0:
            largest = max(abs(value) for value in values)
            made[name] = max(own, LEAST * _width(_show(scenario, name), largest))
    return made


def gain(scenario: Scenario, spread: Mapping[str, float], pairs: Sequence[tuple[Figures, Figures]]) -> float:  # fmt: skip
    """How many spreads better the first of each pair is than the second (0: the same).

    A pair is (with the decision, without it) under one seed."""
    gains = []
    for name, size in spread.items():
        sign = -1.0 if getattr(_show(scenario, name), "better", "") == "lower" else 1.0
        differences = [a[name] - b[name] for a, b in pairs
                       if isfinite(a[name]) and isfinite(b[name])]  # fmt: skip
        gains.append(sign * fmean(differences) / size if differences else 0.0)
    return fmean(gains) if gains else 0.0


def _show(scenario: Scenario, name: str) -> Show | None:
    """How a headline is shown; `check` sees to it that there is one."""
    return scenario.gauges.get(name)


def _width(show: Show | None, largest: float) -> float:
    if show is None or show.band is None:
        return largest
    low, high = show.band
    return high - low
