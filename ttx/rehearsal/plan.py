"""What a rehearsal plays, in which order, and how far it has come.

Every policy meets the same seeds. Every second seed is played with all figures as
written: those a leader may choose from. For the seeds between, every assumption is drawn
within its doubt as well, so that luck and ignorance can be told apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property, partial

from ttx import WORLD
from ttx.errors import ScenarioError, TtxError, UsageError
from ttx.policy_names import Way, named
from ttx.pool import Crew
from ttx.rehearsal.plays import take
from ttx.rehearsal.runs import Play, Run, kept
from ttx.scenario import Scenario

SEED = 1
"""The first seed where nobody asks for another."""


@dataclass(frozen=True)
class Plan:
    """A scenario, the policies that play it (and what their names stand for), and how many
    seeds each meets.

    options: pairs of runs for each option, with and without it; screening: plays to find
    the assumptions that matter. They come on top of `plays`; 0: not asked.
    """

    scenario: Scenario
    policies: tuple[str, ...]
    runs: int
    seed: int = SEED
    drawn: bool = True
    ways: tuple[Way, ...] = ()
    options: int = 0
    screening: int = 0

    @cached_property
    def plays(self) -> tuple[Play, ...]:
        """All that is played, seed by seed."""
        return tuple(
            Play(policy, number, self.seed + number, self.draw(number))
            for number in range(self.runs)
            for policy in self.policies
        )

    def draw(self, number: int) -> int:
        """The draw of the assumptions that goes with a seed; 0: as written. It does not
        hang on how many seeds there are: a longer rehearsal goes on with a shorter one."""
        return number if self.drawn and number % 2 else 0

    @property
    def mark(self) -> str:
        """What tells this scenario in this world from any other, and the text of a policy
        in Python from an earlier one."""
        texts = [one.text for one in self.ways if one.text]
        text = "\n".join([f"{WORLD}\n{self.scenario.model_dump_json()}", *texts])
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def plan(scenario: Scenario, policies: Sequence[str], runs: int, seed: int = SEED,
         drawn: bool = True, options: int = 0, screening: int = 0) -> Plan:  # fmt: skip
    """A plan for these policies, or for all of the scenario's own where none are given.

    UsageError for a policy that is not there, or for no runs.
    """
    ways = {one.name: one for one in (named(scenario, name) for name in
                                      policies or scenario.policies)}  # fmt: skip
    if runs < 1 or options < 0 or screening < 0:
        raise UsageError("A rehearsal needs at least one run.")
    return Plan(scenario, tuple(ways), runs, seed, drawn, tuple(ways.values()), options,
                screening)  # fmt: skip


def rehearse(plan: Plan, crew: Crew, have: Collection[Play] = ()) -> Iterator[Run]:
    """The runs that are not there yet, as they come."""
    yield from each_of(plan, crew, [one for one in plan.plays if one not in have])


def each_of(plan: Plan, crew: Crew, plays: Sequence[Play]) -> Iterator[Run]:
    """These plays, as they come."""
    for _, run in crew(one_play, Stage(plan.scenario, plan.ways)).each(plays):
        yield run


@dataclass(frozen=True, slots=True)
class Stage:
    """What it takes to play any play of a plan, on any machine."""

    scenario: Scenario
    ways: tuple[Way, ...]

    def way(self, name: str) -> str | Way:
        """What a policy's name stands for here."""
        return next((one for one in self.ways if one.name == name), name)


def one_play(stage: Stage, one: Play) -> Run:
    """One play, in whichever process: what is kept of it, or why it could not be played.

    A play that goes wrong ends no rehearsal: it is told with its seed.
    """
    try:
        way = stage.way(one.policy)
        return take(stage.scenario, way, one, partial(kept, one))
    except Exception as wrong:
        return Run(one, {}, why=_why(wrong))


def _why(wrong: Exception) -> str:
    """What went wrong, for who must mend the scenario or the program: in English."""
    if isinstance(wrong, ScenarioError):
        return "; ".join(one.sentence("en") for one in wrong.problems)
    if isinstance(wrong, TtxError):
        return wrong.sentence("en")
    return f"{type(wrong).__name__}: {wrong}"
