"""Conditions that can never hold, as far as bands, bounds and milestones tell.

Only says never where it is certain; a condition that it cannot judge is left alone.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from ttx.errors import Problem
from ttx.scenario.frame import Scenario
from ttx.scenario.names import Place
from ttx.scenario.parts import Condition

Bounds = tuple[float, float]


@dataclass(frozen=True, slots=True)
class _Facts:
    """What can be true at all: milestones that something sets, bands of gauges."""

    milestones: dict[str, None]
    bands: dict[str, Bounds]


def never_holds(scenario: Scenario) -> Iterator[Problem]:
    """A warning for each condition of an inject, option or policy that cannot hold."""
    facts = _Facts(dict.fromkeys(_set_somewhere(scenario)), _bands(scenario))
    for place, one in _all_conditions(scenario):
        for where, part in _parts(place, one):
            if why := _never(part, facts):
                english = "this condition can never hold: {why}"
                params = {"why": why}
                yield Problem("never-holds", english, params, where, severity="warning")


def _set_somewhere(scenario: Scenario) -> Iterator[str]:
    options = scenario.options.values()
    effects = [e for o in options for e in (*o.does, *o.fails)]
    effects += [e for inject in scenario.msel for e in inject.does]
    for one in effects:
        if one.milestone:
            yield one.milestone


def _bands(scenario: Scenario) -> dict[str, Bounds]:
    return {name: one.band for name, one in scenario.gauges.items() if one.band}


def _all_conditions(scenario: Scenario) -> Iterator[tuple[Place, Condition]]:
    for n, inject in enumerate(scenario.msel):
        for word in ("when", "unless"):
            if one := getattr(inject, word):
                yield ("msel", n, word), one
    for key, option in scenario.options.items():
        if option.needs:
            yield ("options", key, "needs"), option.needs
    for key, policy in scenario.policies.items():
        for n, rule in enumerate(policy.rules):
            if rule.when:
                yield ("policies", key, "rules", n, "when"), rule.when


def _parts(place: Place, one: Condition) -> Iterator[tuple[Place, Condition]]:
    """A condition and those inside it, without those under a `not`."""
    yield place, one
    for word in ("all", "any"):
        for n, inner in enumerate(getattr(one, word)):
            yield from _parts((*place, word, n), inner)


def _never(one: Condition, facts: _Facts) -> str:
    """Why it cannot hold, or nothing."""
    if one.milestone and "{" not in one.milestone:
        unset = one.milestone not in facts.milestones
        return f"milestone '{one.milestone}'" if unset else ""
    if one.gauge:
        low, high = _bounds(one)
        band = facts.bands.get(one.gauge)
        if band and (low > band[1] or high < band[0] or _edge(one, band)):
            return f"{one.gauge} {band[0]:g} - {band[1]:g}"
        return ""
    return _contradiction(one)


def _edge(one: Condition, band: Bounds) -> bool:
    """Strictly beyond a band's own end."""
    low, high = one.above, one.below
    return (low is not None and low >= band[1]) or (
        high is not None and high <= band[0]
    )


def _bounds(one: Condition) -> Bounds:
    low = one.above if one.above is not None else one.at_least
    high = one.below if one.below is not None else one.at_most
    return (-math.inf if low is None else low), (math.inf if high is None else high)


def _contradiction(one: Condition) -> str:
    """Two parts of an `all` that leave a gauge no value."""
    left: dict[str, Bounds] = {}
    for part in one.all:
        if not part.gauge:
            continue
        low, high = _bounds(part)
        before = left.get(part.gauge, (-math.inf, math.inf))
        left[part.gauge] = (max(low, before[0]), min(high, before[1]))
    for gauge, (low, high) in left.items():
        if low > high:
            return f"{gauge} > {low:g}, < {high:g}"
    return ""
