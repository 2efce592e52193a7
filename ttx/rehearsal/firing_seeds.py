"""The table from which a leader chooses a seed: what comes when under each, and what
sets one seed apart from the rest.

Only seeds with all figures as written: an exercise is played with those.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median_low

from ttx.moment import MINUTE
from ttx.rehearsal.outcomes import policy_title
from ttx.rehearsal.runs import Run
from ttx.rehearsal.words import inject_title, label, moments, quoted
from ttx.scenario import Scenario
from ttx.text import Text, both

OWN = "routine"
"""The policy of the table where nobody asks for another."""
COLUMNS = 9
"""Injects side by side that still read on a page of A4."""
ROWS = 30
"""Seeds that a page shows; the rest stand in the JSON."""
TOLD = 3
"""At most so many things that set a seed apart."""
RARE, LATE, PART = 0.34, 30 * MINUTE, 0.05
"""What sets a seed apart is seen in at most a third of the seeds: that an inject comes, or
does not, or comes at another moment. That differs by half an hour or more, and by a
twentieth of the time since STARTEX."""


@dataclass(frozen=True, slots=True)
class SeedRow:
    """One seed: the moment (ms) of each inject of the table, None where it does not come,
    and in words what sets it apart."""

    seed: int
    moments: tuple[int | None, ...]
    apart: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class SeedTable:
    """All seeds under one policy; injects: (name, number, title) of those that differ
    between seeds. others: the policies of which nothing is said here."""

    policy: str
    title: Text
    injects: tuple[tuple[str, str, Text], ...]
    rows: tuple[SeedRow, ...]
    others: tuple[Text, ...]
    most: int = ROWS

    @property
    def blocks(self) -> tuple[tuple[int, int], ...]:
        """The columns in pieces that fit a page, as equal as can be: (first, past last)."""
        many = -(-len(self.injects) // COLUMNS)
        edges = [len(self.injects) * n // many for n in range(many + 1)] if many else []
        return tuple(pairwise(edges))


def seed_table(
    scenario: Scenario, played: Mapping[str, Sequence[Run]], own: str = ""
) -> SeedTable | None:
    """The seeds as written under a leader's own policy; None where there are none."""
    name = next((one for one in (own, OWN, *played) if one in played), "")
    mine = [run for run in played.get(name, ()) if not run.play.draw]
    if not mine:
        return None
    came = [moments(run.letters) for run in mine]
    differ = [one.id for one in scenario.msel
              if len({seed.get(one.id) for seed in came}) > 1]  # fmt: skip
    middles = {
        one: median_low([seed[one] for seed in came if one in seed]) for one in differ
    }
    differ.sort(key=lambda one: middles[one])
    rows = tuple(
        SeedRow(run.play.seed, tuple(seed.get(one) for one in differ),
                _apart(scenario, seed, came, middles))
        for run, seed in zip(mine, came, strict=True)
    )  # fmt: skip
    named = tuple((one, scenario.injects[one].number, inject_title(scenario, one))
                  for one in differ)  # fmt: skip
    others = tuple(policy_title(scenario, one) for one in played if one != name)
    return SeedTable(name, policy_title(scenario, name), named, rows, others)


def _apart(scenario: Scenario, seed: Mapping[str, int], came: Sequence[Mapping[str, int]],
           middles: Mapping[str, int]) -> tuple[Text, ...]:  # fmt: skip
    """What sets this seed apart, the rarest first."""
    found: list[tuple[float, Text]] = []
    for inject, middle in middles.items():
        at, title = seed.get(inject), quoted(scenario, inject)
        alike = sum(_alike(at, one.get(inject), _late(middle)) for one in came) / len(
            came
        )
        if alike > RARE:
            continue
        usual = sum(inject in one for one in came) / len(came) > RARE
        if at is None:
            found.append((alike, both("{inject} does not come", inject=title)))
        elif not usual:
            told = both("{inject} comes, at {moment}", inject=title, moment=label(at))
            found.append((alike, told))
        elif abs(at - middle) >= _late(middle):
            about = {"inject": title, "moment": label(at), "middle": label(middle)}
            late = both("{inject} late: {moment} (middle {middle})", **about)
            early = both("{inject} early: {moment} (middle {middle})", **about)
            found.append((alike, late if at > middle else early))
    found.sort(key=lambda one: one[0])
    return tuple(told for _, told in found[:TOLD])


def _late(middle: int) -> float:
    return max(LATE, PART * abs(middle))


def _alike(at: int | None, other: int | None, late: float) -> bool:
    """Whether an inject does the same under two seeds: both away, or about as early."""
    if at is None or other is None:
        return at is other
    return abs(at - other) < late
