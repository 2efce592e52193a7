"""When each inject comes: in how many runs, under which policy, and per seed, so that a
leader can choose one.

An inject that goes to several tables counts from the first table that gets it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from ttx.rehearsal.absent import AbsentFact, absent
from ttx.rehearsal.firing_seeds import SeedTable, seed_table
from ttx.rehearsal.outcomes import by_policy, policy_title
from ttx.rehearsal.plan import Plan
from ttx.rehearsal.runs import Run
from ttx.rehearsal.words import inject_title, moments
from ttx.scenario import Scenario
from ttx.text import Text


@dataclass(frozen=True, slots=True)
class UnderFact:
    """An inject under one policy: in how many of `many` runs, and the middle moment
    (ms; None where it never came)."""

    policy: str
    came: int
    many: int
    middle: int | None


@dataclass(frozen=True, slots=True)
class FiredFact:
    """An inject that came: in `came` of `many` runs; the earliest, middle and latest
    moment (ms after STARTEX), and per policy, in the order of the columns."""

    inject: str
    number: str
    title: Text
    came: int
    many: int
    first: int
    middle: int
    last: int
    under: tuple[UnderFact, ...]


@dataclass(frozen=True, slots=True)
class FixedFact:
    """The injects that come in every run at this one moment: (name, number, title)."""

    at: int
    injects: tuple[tuple[str, str, Text], ...]


@dataclass(frozen=True, slots=True)
class Firing:
    """All injects over all runs: those that always come at one moment, those that differ,
    those that never come, and the table by seed. policies: the columns."""

    many: int
    policies: tuple[Text, ...]
    fixed: tuple[FixedFact, ...]
    varying: tuple[FiredFact, ...]
    absent: tuple[AbsentFact, ...]
    seeds: SeedTable | None

    def kind(self, name: str) -> tuple[AbsentFact, ...]:
        """The injects that came in no run for this kind of reason."""
        return tuple(one for one in self.absent if one.kind == name)


def firing(plan: Plan, runs: Sequence[Run], own: str = "") -> Firing:
    """What came when. `own`: the policy of the table by seed (routine, or the first)."""
    played, scenario = by_policy(runs), plan.scenario
    came = {
        name: [moments(run.letters) for run in mine] for name, mine in played.items()
    }
    fired = [
        one for inject in scenario.msel if (one := _fired(scenario, inject.id, came))
    ]
    fired.sort(key=lambda one: (one.middle, one.first))
    varying = tuple(one for one in fired if not _fixed(one))
    return Firing(
        sum(len(mine) for mine in played.values()),
        tuple(policy_title(scenario, name) for name in played),
        _groups([one for one in fired if _fixed(one)]), varying,
        absent(scenario, [run for mine in played.values() for run in mine]),
        seed_table(scenario, played, own),
    )  # fmt: skip


def _fired(
    scenario: Scenario, inject: str, came: Mapping[str, Sequence[Mapping[str, int]]]
) -> FiredFact | None:
    under, every = [], []
    for name, mine in came.items():
        found = [one[inject] for one in mine if inject in one]
        every += found
        middle = median_low(found) if found else None
        under.append(UnderFact(name, len(found), len(mine), middle))
    if not every:
        return None
    return FiredFact(inject, scenario.injects[inject].number, inject_title(scenario, inject),
                     len(every), sum(one.many for one in under), min(every),
                     median_low(every), max(every), tuple(under))  # fmt: skip


def _fixed(one: FiredFact) -> bool:
    return one.came == one.many and one.first == one.last


def _groups(fired: Sequence[FiredFact]) -> tuple[FixedFact, ...]:
    by_moment: dict[int, list[tuple[str, str, Text]]] = {}
    for one in fired:
        by_moment.setdefault(one.first, []).append((one.inject, one.number, one.title))
    return tuple(FixedFact(at, tuple(found)) for at, found in by_moment.items())
