"""How sure it is that a decision moved an outcome: three classes, from paired runs.

Firm, indicative, or not distinguishable. Each pair of runs has the same luck and the
same draw of the assumptions; only one decision differs. It works on plain numbers and
knows neither words nor people.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

FIRM, INDICATIVE, NONE = "firm", "indicative", "none"
STRENGTHS = (FIRM, INDICATIVE, NONE)
SAME = 0.9
"""Share of the runs with the same direction from which an influence is firm: the
convention of the exercise's own debrief, told beside every figure."""
MOST = 2 / 3
"""Share from which a direction is worth telling at all (judgement)."""
WITHIN = 0.8
"""Share with the same direction that a firm influence keeps where an assumption that
matters lies in the lowest or highest third of its range (judgement; a third of the runs
is too few for nine in ten)."""
ENOUGH = 20
"""Runs below which nothing is called firm: nine in ten of fewer says little."""
SMALL = 0.01
"""An influence under this share of the outcome itself is too small to tell: the models'
own figures are not known so well."""
LEAST = 8
"""Runs in a third of a range below which that third is not looked at."""
SIGN = 3.5
"""Standard errors from which a rank correlation counts: some hundreds of assumptions
are looked at, and at 3.5 chance alone gives a tenth of one."""


@dataclass(frozen=True, slots=True)
class Hangs:
    """An assumption on which an influence hangs: its place, the rank correlation with
    it, and whether the direction turns round (`turns`: where it is low or high; empty: it does not).
    """

    place: str
    correlation: float
    turns: str


@dataclass(frozen=True, slots=True)
class Judged:
    """One outcome under one change, over all runs.

    direction: 1 more, -1 less, 0 neither. share: of the runs in that direction. low,
    middle, high: the difference at its 10th, 50th and 90th percentile, signed. size:
    the middle beside the outcome's own spread over the runs. agrees: whether the pair
    with the others by routine says the same (None: not played).
    """

    strength: str
    direction: int
    share: float
    low: float
    middle: float
    high: float
    size: float
    hangs: tuple[Hangs, ...]
    agrees: bool | None


class Lucks:
    """Where each assumption lies in its range (0 to 1), run by run.

    places: the names of the assumptions; drawn: one row a run, one column a place.
    """

    def __init__(self, places: Sequence[str], drawn: Sequence[Sequence[float]]) -> None:
        self.places = tuple(places)
        self.drawn = np.asarray(drawn, float).reshape(len(drawn), len(self.places))
        self._scaled = self.drawn
        if self.drawn.size:
            self._scaled = _scaled(np.apply_along_axis(_ranks, 0, self.drawn))

    def correlations(self, values: np.ndarray) -> np.ndarray:
        """The rank correlation of each assumption with these values, one a run."""
        found: np.ndarray = _scaled(_ranks(values)) @ self._scaled / len(values)
        return found


def _scaled(ranked: np.ndarray) -> np.ndarray:
    """Mean 0 and standard deviation 1 by column; what never varies is 0."""
    spread = ranked.std(axis=0)
    scaled: np.ndarray = (ranked - ranked.mean(axis=0)) / np.where(spread, spread, 1.0)
    return scaled


def judged(
    differences: Sequence[float],
    base: Sequence[float],
    grain: float,
    lucks: Lucks,
    routine: Sequence[float] = (),
) -> Judged:
    """The class of paired differences (one a run) of an outcome.

    base: the outcome itself in those runs. grain: the smallest difference that counts
    in its unit. lucks: the assumptions as they lay in those runs, in the same order.
    routine: the differences where the other tables go on by routine.
    """
    d, n = np.asarray(differences, float), len(differences)
    if not n:
        return Judged(NONE, 0, 0.0, 0.0, 0.0, 0.0, 0.0, (), None)
    up, down = float((d > 0).mean()), float((d < 0).mean())
    direction = 1 if up > down else -1 if down > up else 0
    share = max(up, down)
    low, middle, high = (float(one) for one in np.quantile(d, (0.1, 0.5, 0.9)))
    level = float(np.median(np.abs(np.asarray(base, float))))
    told = abs(middle) >= max(grain / 2, SMALL * level)
    agrees = _agrees(routine, direction)
    hangs = _hangs(d, direction, lucks) if told and share >= MOST else ()
    strength = NONE
    if told and direction and share >= MOST:
        holds = _holds_across(d, direction, [_column(lucks, one) for one in hangs])
        sure = share >= SAME and n >= ENOUGH and holds and agrees is not False
        strength = FIRM if sure else INDICATIVE
    spread = float(np.subtract(*np.quantile(np.asarray(base, float), (0.9, 0.1))))
    size = abs(middle) / max(spread, grain, SMALL * level)
    return Judged(strength, direction if strength != NONE else 0, share, low, middle,
                  high, size, hangs, agrees)  # fmt: skip


def _agrees(routine: Sequence[float], direction: int) -> bool | None:
    if not routine:
        return None
    return float((np.sign(np.asarray(routine, float)) == direction).mean()) >= MOST


def _column(lucks: Lucks, one: Hangs) -> np.ndarray:
    column: np.ndarray = lucks.drawn[:, lucks.places.index(one.place)]
    return column


def _hangs(d: np.ndarray, direction: int, lucks: Lucks) -> tuple[Hangs, ...]:
    """The assumptions that go with the difference, strongest first, three at most."""
    n = len(d)
    if n < ENOUGH or not lucks.places or np.all(d == d[0]):
        return ()
    found = lucks.correlations(d)
    order = np.argsort(-np.abs(found), kind="stable")[:3]
    return tuple(
        Hangs(lucks.places[k], float(found[k]), _turns(d, direction, lucks.drawn[:, k]))
        for k in order if abs(found[k]) >= SIGN / sqrt(n - 1)
    )  # fmt: skip


def _thirds(d: np.ndarray, luck: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    return d[luck <= 1 / 3], d[luck >= 2 / 3]


def _turns(d: np.ndarray, direction: int, luck: np.ndarray) -> str:
    for name, part in zip(("low", "high"), _thirds(d, luck), strict=True):
        if len(part) >= LEAST and float(np.median(part)) * direction < 0:
            return name
    return ""


def _holds_across(d: np.ndarray, direction: int, lucks: Sequence[np.ndarray]) -> bool:
    parts = [part for luck in lucks for part in _thirds(d, luck) if len(part) >= LEAST]
    return all(float((np.sign(part) == direction).mean()) >= WITHIN for part in parts)


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks, equal values sharing the middle of theirs (Spearman)."""
    _, back, many = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(many)
    return np.asarray((last - (many - 1) / 2)[back], float)
