"""How the hurt fare: published curves of survival, worsening, series and lengths.

Pure functions of luck (0 to 1) and time; it knows no patient, no place and no model.

Two processes run beside each other (structure as in SIMEDIS, J Med Syst 2016;40:273):
here is the health clock, which only time moves; the way through care is elsewhere, and
the start of a treatment is where they meet.
"""

from __future__ import annotations

import math
from bisect import bisect_left, bisect_right

from ttx.moment import DAY, MINUTE

NEVER = 400 * DAY
"""Untreated death that does not come within the hours that the curves describe."""
_BELOW_ONE = 1 - 1e-9

# ---- the score: Sacco

_STEP = 30 * MINUTE
_SURVIVAL = (0.052, 0.089, 0.15, 0.23, 0.35, 0.49, 0.63, 0.75, 0.84, 0.9, 0.94, 0.97, 0.98)  # fmt: skip
_LATER = (
    (0,), (0,), (0,), (1, 0), (2, 1, 0), (3, 2, 1, 0), (4, 3, 2, 1, 0),
    (6, 5, 4, 3, 2, 1, 0), (8, 7, 6, 5, 4, 3, 2, 1, 0), (9, 8, 8, 7, 6, 5, 4, 3, 2, 1, 0),
    (10, 9, 9, 8, 8, 7, 6, 6, 5, 5, 4, 4), (11, 11, 10, 10, 9, 8, 8, 7, 7, 6, 6, 5),
    (12, 12, 11, 11, 10, 10, 10, 10, 9, 9, 8, 8),
)  # fmt: skip


def survival(rpm: int, waited: int) -> float:
    """The chance to live for a score of 0-12 after `waited` milliseconds without care.

    Sacco et al., Acad Emerg Med 2005;12:759 (blunt, civil), the table by way of a
    secondary source (tag F): the score falls once per 30 minutes.
    """
    periods = waited // _STEP
    if periods > 0:
        later = _LATER[rpm]
        rpm = later[min(periods, len(later)) - 1]
    return _SURVIVAL[rpm]


# ---- the clock: time to death by injury

_REMICK = {
    "penetrating": (3.19, 48.2),
    "blunt": (2.95, 79.2),
    "multiple": (3.03, 58.7),
    "burns": (2.23, 162.6),
    "ortho-plastic": (2.23, 162.6),
    "eye": (2.23, 162.6),
    "abdomen": (3.34, 162.9),
    "thorax": (2.13, 101.0),
    "vascular": (1.93, 163.3),
    "head": (3.69, 178.9),
}
"""Weibull power and scale (minutes). `multiple` has the hypotensive curve; `burns`,
`ortho-plastic` and `eye` have the normotensive one."""
INJURIES = tuple(_REMICK)
BLEEDING = ("penetrating", "abdomen", "thorax", "vascular", "multiple")
"""What only a theatre stops (judgement); for the others resuscitation counts."""

_CLARKE = 0.0035 / MINUTE
_CLARKE_UNTIL = 90 * MINUTE


def time_to_death(injury: str, luck: float) -> int:
    """When the untreated who die within hours do so, in milliseconds after the injury.

    Weibull fits (tag D) to the times at which 5 % and 50 % had died in Remick et al.
    2014 (6,547 deaths within 4 hours; tag F). They describe those deaths alone.
    """
    power, scale = _REMICK[injury]
    minutes: float = scale * (-math.log1p(-min(luck, _BELOW_ONE))) ** (1 / power)
    return max(1, round(minutes * MINUTE))


def death_untreated(
    injury: str, shocked: bool, despite: float, fatal: float, luck: float
) -> int:
    """When death comes if nobody treats: 0 despite all care, NEVER not from this.

    `despite` is the share that dies whatever is done, `fatal` the share that dies in
    the first hours if nothing is. The hypotensive abdomen follows Clarke et al. 2002
    instead: 0.35 % more die for each minute without a laparotomy, up to 90 (tag F).
    """
    left = luck - despite
    if left < 0:
        return 0
    if injury == "abdomen" and shocked:
        at = round(left / _CLARKE)
        return at if at < _CLARKE_UNTIL else NEVER
    return time_to_death(injury, left / fatal) if left < fatal else NEVER


# ---- killed before help came

_KILLED = ((0.571, 0), (0.677, 10), (0.914, 60), (0.99, 120), (1.0, 240))


def killed_at(luck: float) -> int:
    """When somebody who is killed dies, in milliseconds after the injury.

    Webster et al. 2021 (303 killed, BMJ Mil Health 167:84; tag F): 57.1 % at once, 67.7
    % by 10, 91.4 % by 60 and 99.0 % by 120 minutes; straight in between, the last
    hundredth by 240 minutes (assumption).
    """
    if luck <= _KILLED[0][0]:
        return 0
    right = bisect_left(_KILLED, (luck, 0))
    (s0, m0), (s1, m1) = _KILLED[right - 1], _KILLED[min(right, len(_KILLED) - 1)]
    part = (luck - s0) / (s1 - s0) if s1 > s0 else 1.0
    return round((m0 + (m1 - m0) * part) * MINUTE)


# ---- the evacuated: operations in series, ranks of stays

_SERIES = (0.35, 0.6, 0.72, 0.82, 0.88, 0.92, 0.95, 0.98, 0.995)
_OPERATIONS = (1, 2, 3, 4, 5, 6, 8, 12, 18, 27)


def operations(luck: float) -> int:
    """How often somebody is operated, of those operated at all.

    Jackson et al. 2014, Injury 45:44 (tag F): median 2, quartiles 1 and 4, at most 27;
    the steps in between are fitted (tag D).
    """
    return _OPERATIONS[bisect_right(_SERIES, luck)]


def stay_rank(icu: bool, share: float, luck: float) -> float:
    """The rank (0 to 1) among all stays of somebody with or without intensive care.

    Those in intensive care (`share` of all) lie longer: the chance to have been there
    rises with the rank of the stay (assumption). Together the ranks are uniform, so
    that the stays of all are spread as published, as long as `share` is at most half.
    """
    luck = min(luck, _BELOW_ONE)
    if icu:
        return math.sqrt(luck)
    share = min(share, 0.5)
    if share <= 0:
        return luck
    rank = (1 - math.sqrt(1 - 4 * share * (1 - share) * luck)) / (2 * share)
    return min(rank, _BELOW_ONE)  # a share near 0 leaves nothing of the figures
