"""How many runs are enough: when the mean of every headline outcome is known as
narrowly as was asked, under every policy."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from ttx.debrief.influence_words import grain
from ttx.evaluation_log import title_of
from ttx.rehearsal.outcomes import SURE, by_policy, half_width, headlines, policy_title
from ttx.rehearsal.runs import Run
from ttx.scenario import Scenario
from ttx.text import Text

STEP = 20
"""Seeds after which the width is looked at again; fewer say little of a spread."""
NARROW = 0.05
"""Share of a mean that its interval may lie to either side, where nobody asks for
another (judgement: a figure that is told at two digits)."""


@dataclass(frozen=True, slots=True)
class WidthFact:
    """The outcome and policy known least well. half: of the 95 % interval, as a share of
    the mean. needed: seeds after which it would be as narrow as asked, from the spread
    seen so far (standard error falls with the root of their number)."""

    title: Text
    policy: Text
    half: float
    needed: int


@dataclass(frozen=True, slots=True)
class Enough:
    """Whether it is, at the width asked for (share of the mean), after so many seeds."""

    within: float
    seeds: int
    reached: bool
    needed: int
    widest: tuple[WidthFact, ...]


def enough(scenario: Scenario, runs: Sequence[Run], within: float = NARROW) -> Enough:
    """What the runs say of it; the three outcomes known least well are named."""
    played = by_policy(runs)
    found = sorted(_widths(scenario, played, within), key=lambda one: -one.needed)
    seeds = min((len(one) for one in played.values()), default=0)
    needed = found[0].needed if found else 0
    return Enough(within, seeds, bool(found) and needed <= seeds, needed, tuple(found[:3]))  # fmt: skip


def prefix(scenario: Scenario, runs: Sequence[Run], within: float, seeds: int) -> int:
    """After how many seeds, in steps, it was enough; 0 if it is not yet.

    seeds: how many are in from the first on, without a gap. The answer does not hang on
    the order in which the runs came in.
    """
    for many in range(STEP, seeds + 1, STEP):
        first = [run for run in runs if run.play.number < many]
        if enough(scenario, first, within).reached:
            return many
    return 0


def _widths(scenario: Scenario, played: dict[str, list[Run]],
            within: float) -> Iterator[WidthFact]:  # fmt: skip
    for name, runs in played.items():
        for gauge in headlines(scenario):
            values = np.array([run.figures[gauge] for run in runs])
            if len(values) < 2:
                continue
            mean, spread = abs(float(values.mean())), float(values.std(ddof=1))
            room = max(within * mean, grain(scenario.gauges.get(gauge)) / 2)
            needed = max(2, ceil((SURE * spread / room) ** 2))
            share = half_width(values) / mean if mean else 0.0
            yield WidthFact(title_of(scenario, gauge), policy_title(scenario, name), share,
                            needed)  # fmt: skip
