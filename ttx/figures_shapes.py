"""The shapes that a figure can have: each a function from luck (0 to 1) to a value.

Nothing here knows a unit, a source or a scenario.
"""

from __future__ import annotations

import math
from bisect import bisect_left
from collections.abc import Callable
from statistics import NormalDist

Numbers = tuple[float, ...]
_NORMAL = NormalDist()
_LEAST, _MOST = 1e-9, 1 - 1e-9


def scores(luck: float) -> float:
    """The standard normal value at this luck, kept from running off to infinity."""
    return _NORMAL.inv_cdf(min(max(luck, _LEAST), _MOST))


def _triangular(n: Numbers, u: float) -> float:
    low, mode, high = n
    if high <= low:
        return low
    cut = (mode - low) / (high - low)
    if u < cut:
        return low + math.sqrt(u * (high - low) * (mode - low))
    return high - math.sqrt((1 - u) * (high - low) * (high - mode))


def _lognormal(n: Numbers, u: float) -> float:
    median, sigma, ceiling = n
    drawn = median * math.exp(sigma * scores(u))
    return min(drawn, ceiling) if ceiling else drawn


def _normal(n: Numbers, u: float) -> float:
    mean, sd, least = n
    return max(least, mean + sd * scores(u))


def _weibull(n: Numbers, u: float) -> float:
    scale, power = n
    return float(scale * (-math.log1p(-min(u, _MOST))) ** (1 / power))


def _erlang(n: Numbers, u: float) -> float:
    """The sum of so many exponential phases: its distribution function, turned round."""
    mean, phases = n[0], round(n[1])

    def beyond(x: float) -> float:
        term = total = math.exp(-x)
        for k in range(1, phases):
            term *= x / k
            total += term
        return total

    return mean / phases * _where(lambda x: 1 - beyond(x), u, 2.0 * phases)


def _hyperexponential(n: Numbers, u: float) -> float:
    """One of several exponentials, each with its chance: pairs (chance, mean)."""
    pairs = list(zip(n[::2], n[1::2], strict=True))
    whole = sum(chance for chance, _ in pairs)

    def below(x: float) -> float:
        return sum(c / whole * -math.expm1(-x / m) for c, m in pairs)

    return _where(below, u, max(mean for _, mean in pairs))


def _quantiles(n: Numbers, u: float) -> float:
    """Straight lines between stated quantiles: pairs (share below, value)."""
    shares, values = n[::2], n[1::2]
    if u <= shares[0]:
        return values[0]
    if u >= shares[-1]:
        return values[-1]
    right = bisect_left(shares, u)
    s0, s1, v0, v1 = shares[right - 1], shares[right], values[right - 1], values[right]
    return v0 + (v1 - v0) * (u - s0) / (s1 - s0)


def _where(below: Callable[[float], float], u: float, high: float) -> float:
    """The value that a share `u` lies below, by halving."""
    u, low = min(u, _MOST), 0.0
    while below(high) < u:
        high *= 2
    for _ in range(60):
        middle = (low + high) / 2
        low, high = (middle, high) if below(middle) < u else (low, middle)
    return (low + high) / 2


QUANTILES: dict[str, Callable[[Numbers, float], float]] = {
    "value": lambda n, u: n[0],
    "uniform": lambda n, u: n[0] + (n[1] - n[0]) * u,
    "triangular": _triangular,
    "lognormal": _lognormal,
    "normal": _normal,
    "exponential": lambda n, u: -n[0] * math.log1p(-min(u, 1 - 1e-12)),
    "erlang": _erlang,
    "hyperexponential": _hyperexponential,
    "weibull": _weibull,
    "quantiles": _quantiles,
    "chance": lambda n, u: 1.0 if u < n[0] else 0.0,
}
"""Value at a luck. Numbers: uniform low, high; triangular low, mode, high; lognormal
median, sigma, ceiling (0: none); normal mean, sd, least; erlang mean, phases;
hyperexponential chance, mean, ...; weibull scale, power; quantiles share, value, ..."""

MEANS: dict[str, Callable[[Numbers], float]] = {
    "value": lambda n: n[0],
    "uniform": lambda n: (n[0] + n[1]) / 2,
    "triangular": lambda n: sum(n) / 3,
    "lognormal": lambda n: n[0] * math.exp(n[1] ** 2 / 2),
    "normal": lambda n: n[0],
    "exponential": lambda n: n[0],
    "erlang": lambda n: n[0],
    "hyperexponential": lambda n: (
        sum(c * m for c, m in zip(n[::2], n[1::2], strict=True)) / sum(n[::2])
    ),
    "weibull": lambda n: n[0] * math.gamma(1 + 1 / n[1]),
    "quantiles": lambda n: _between(n),
    "chance": lambda n: n[0],
}
"""Long-run means (of a lognormal without its ceiling, a normal without its floor)."""


def _between(n: Numbers) -> float:
    shares, values = n[::2], n[1::2]
    edges = values[0] * shares[0] + values[-1] * (1 - shares[-1])
    steps = zip(shares, shares[1:], values, values[1:], strict=False)
    return edges + sum((s1 - s0) * (v0 + v1) / 2 for s0, s1, v0, v1 in steps)


def scaled(shape: str, n: Numbers, by: float) -> Numbers:
    """The same shape with every value `by` times as large (a chance stays at most 1)."""
    if shape == "chance":
        return (min(1.0, n[0] * by),)
    if shape == "lognormal":
        return (n[0] * by, n[1], n[2])
    if shape in ("erlang", "weibull"):
        return (n[0] * by, n[1])
    if shape in ("quantiles", "hyperexponential"):
        return tuple(x * by if i % 2 else x for i, x in enumerate(n))
    if shape == "normal":
        return (n[0] * by, n[1] * by, n[2])
    return tuple(x * by for x in n)
