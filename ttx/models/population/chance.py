"""Whole numbers from luck: how many there are when so many are expected.

It must never draw: luck comes in as an argument.
"""

from __future__ import annotations

import math


def poisson(mean: float, luck: float) -> int:
    """The Poisson count with this mean at this luck (0 to 1)."""
    if mean <= 0 or luck < 1.0 - mean:  # e^-mean is never less than that
        return 0
    chance = math.exp(-mean)
    count, below = 0, chance
    while luck >= below and count < 1000:
        count += 1
        chance *= mean / count
        below += chance
    return count


def whole(credit: float) -> tuple[int, float]:
    """The whole part of a credit, and what is left of it."""
    count = int(credit)
    return count, credit - count
