"""Whole numbers from luck: how many there are when so many are expected.

It must never draw: luck comes in as an argument.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Sequence


def poisson(mean: float, luck: float) -> int:
    """The Poisson count with this mean at this luck (0 to 1)."""
    if mean <= 0 or luck < 1.0 - mean:  # e^-mean is never less than that
        return 0
    return poissons(mean, [luck])[0]


def poissons(mean: float, lucks: Sequence[float]) -> list[int]:
    """The Poisson counts with one mean at each luck (0 to 1), 1,000 at most."""
    chance = below = math.exp(-mean)
    upto, counts = [below], []
    for luck in lucks:
        while luck >= below and len(upto) < 1000:
            chance *= mean / len(upto)
            below += chance
            upto.append(below)
        counts.append(bisect_right(upto, luck))
    return counts


def whole(credit: float) -> tuple[int, float]:
    """The whole part of a credit, and what is left of it."""
    count = int(credit)
    return count, credit - count
