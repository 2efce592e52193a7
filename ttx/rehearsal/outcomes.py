"""Where each headline outcome ends under each policy, and how far luck and doubt spread it.

Luck alone: the seeds with all figures as written. Luck and doubt: the seeds for which
the assumptions were drawn too. The two are never mixed in one band.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import sqrt

import numpy as np

from ttx.evaluation_log import figure_of, spell, title_of
from ttx.evaluation_words import policy_title as policy_title
from ttx.rehearsal.runs import Run
from ttx.scenario import Scenario
from ttx.text import Text, both

SURE = 1.96
"""Standard errors on either side of a mean that hold it in 95 of 100 cases (normal
distribution)."""
LOW, HIGH = 0.1, 0.9
"""Eight in ten runs end between these shares of them."""


@dataclass(frozen=True, slots=True)
class Band:
    """Where eight in ten runs end, and the middle one; `told` in words, `many` runs."""

    low: float
    middle: float
    high: float
    many: int
    told: Text


@dataclass(frozen=True, slots=True)
class SpreadFact:
    """One outcome under one policy. mean: with `half` its 95 % interval either side (NaN
    with one run), over all runs. luck: as written; doubt: assumptions drawn too."""

    policy: str
    title: Text
    mean: float
    half: float
    told: Text
    luck: Band | None
    doubt: Band | None


@dataclass(frozen=True, slots=True)
class OutcomeFact:
    """One headline outcome under all policies. share: it is a part of one, not a count."""

    gauge: str
    title: Text
    says: Text
    unit: Text
    better: Text
    share: bool
    rows: tuple[SpreadFact, ...]


def headlines(scenario: Scenario) -> list[str]:
    """The outcomes that a rehearsal tells of: headlines that are not sensitive."""
    shows = scenario.gauges
    return [one for one in scenario.headlines
            if not (one in shows and shows[one].sensitive)]  # fmt: skip


def by_policy(runs: Sequence[Run]) -> dict[str, list[Run]]:
    """The runs that were played as they are, per policy, seed by seed."""
    made: dict[str, list[Run]] = {}
    for run in sorted(runs, key=lambda one: one.play.number):
        if not run.play.changed and not run.why:
            made.setdefault(run.play.policy, []).append(run)
    return made


def outcomes(scenario: Scenario, runs: Sequence[Run]) -> tuple[OutcomeFact, ...]:
    """Every headline outcome, policies in the scenario's order."""
    played = by_policy(runs)
    order = [*scenario.policies, *played]
    names = [one for one in dict.fromkeys(order) if one in played]
    return tuple(_outcome(scenario, gauge, {name: played[name] for name in names})
                 for gauge in headlines(scenario))  # fmt: skip


BETTER = {"higher": "more is better", "lower": "less is better"}


def _outcome(
    scenario: Scenario, gauge: str, played: Mapping[str, Sequence[Run]]
) -> OutcomeFact:
    show = scenario.gauges.get(gauge)
    better = show.better if show else None
    return OutcomeFact(
        gauge, title_of(scenario, gauge), show.says if show else Text(),
        show.unit if show else Text(),
        both(BETTER[better]) if better else Text(),
        show is not None and show.style == "percent",
        tuple(_spread(scenario, gauge, name, runs) for name, runs in played.items()),
    )  # fmt: skip


def _spread(
    scenario: Scenario, gauge: str, name: str, runs: Sequence[Run]
) -> SpreadFact:
    values = np.array([run.figures[gauge] for run in runs])
    mean, half = float(values.mean()), half_width(values)
    return SpreadFact(
        name, policy_title(scenario, name), mean, half, _about(scenario, gauge, mean, half),
        _band(scenario, gauge, [r.figures[gauge] for r in runs if not r.play.draw]),
        _band(scenario, gauge, [r.figures[gauge] for r in runs if r.play.draw]),
    )  # fmt: skip


def half_width(values: np.ndarray) -> float:
    """Half of the 95 % interval of a mean; NaN for fewer than two values."""
    if len(values) < 2:
        return float("nan")
    return SURE * float(values.std(ddof=1)) / sqrt(len(values))


def _about(scenario: Scenario, gauge: str, mean: float, half: float) -> Text:
    told = figure_of(scenario, gauge, mean)
    if half != half:
        return told
    ends = [figure_of(scenario, gauge, mean + sign * half) for sign in (-1, 1)]
    if ends[0] == ends[1]:
        return told
    return both("{mean} ({range})", mean=told, range=ranged(*ends))


def _band(scenario: Scenario, gauge: str, values: Sequence[float]) -> Band | None:
    if not values:
        return None
    low, middle, high = (
        float(v) for v in np.quantile(np.array(values), (LOW, 0.5, HIGH))
    )
    told = [figure_of(scenario, gauge, one) for one in (low, high)]
    return Band(low, middle, high, len(values), ranged(*told))


def ranged(low: Text, high: Text) -> Text:
    """Two figures as a range, the unit that they share said once."""
    if low == high:
        return low
    bare = spell(lambda lang: _bare(low.of(lang), high.of(lang)))
    return both("{low} to {high}", low=bare, high=high)


def _bare(low: str, high: str) -> str:
    figure, _, unit = low.partition(" ")
    return figure if unit and high.endswith(f" {unit}") else low
