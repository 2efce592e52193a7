"""Whole numbers of people from luck: how many of n, when each has this chance.

It must never draw: luck comes in as an argument.
"""

from __future__ import annotations

import math
from statistics import NormalDist

_NORMAL = NormalDist()
_MANY = 100.0
"""Above so many expected the normal distribution stands in for the binomial one."""


def binomial(count: int, chance: float, luck: float) -> int:
    """How many of `count` at this luck (0 to 1); exact, or normal for large numbers."""
    if count <= 0 or chance <= 0.0:
        return 0
    if chance >= 1.0:
        return count
    if chance > 0.5:
        return count - binomial(count, 1.0 - chance, 1.0 - luck)
    mean = count * chance
    if mean > _MANY:
        drawn = _NORMAL.inv_cdf(min(max(luck, 1e-12), 1 - 1e-12))
        spread = math.sqrt(mean * (1.0 - chance))
        return min(count, max(0, round(mean + drawn * spread)))
    odds = chance / (1.0 - chance)
    here = math.exp(count * math.log1p(-chance))
    below, found = here, 0
    while luck >= below and found < count:
        here *= odds * (count - found) / (found + 1)
        found += 1
        if not here:
            break
        below += here
    return found
