"""How a way of deciding is named: a policy of the scenario, or one of the two that the
program brings itself and puts around such a policy.

Knows names only; how a table decides by them is the policies' own business.
"""

from __future__ import annotations

from collections.abc import Iterable

NOISY = "noisy"
"""Decides as people do: late, sometimes otherwise, sometimes not."""
GREEDY = "greedy"
"""Looks ahead by playing short futures: a yardstick for a scenario, never for people."""
AROUND = (NOISY, GREEDY)
ROUTINE = "routine"


def parted(name: str) -> tuple[str, str]:
    """(what goes around it, policy): `noisy:early` is ("noisy", "early"), `routine` is
    ("", "routine"), and `greedy` alone leaves the policy open: ("greedy", "")."""
    around, _, inner = name.partition(":")
    if around in AROUND:
        return around, inner
    return "", name


def usual(policies: Iterable[str]) -> str:
    """The policy that is meant where none is named: routine, else the first; empty
    where there is none."""
    known = list(policies)
    return ROUTINE if ROUTINE in known else next(iter(known), "")
