"""What a rehearsal plays, in which order, and how far it has come.

Every policy meets the same seeds. Every second seed is played with all figures as
written: those a leader may choose from. For the seeds between, every assumption is drawn
within its doubt as well, so that luck and ignorance can be told apart.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from gc import collect

from ttx import WORLD
from ttx.errors import ScenarioError, UsageError
from ttx.pool import Crew
from ttx.rehearsal.plays import play
from ttx.rehearsal.runs import Play, Run, kept
from ttx.scenario import Scenario
from ttx.scenario.reading import nearest

SEED = 1
"""The first seed where nobody asks for another."""


@dataclass(frozen=True)
class Plan:
    """A scenario, the policies that play it, and how many seeds each meets."""

    scenario: Scenario
    policies: tuple[str, ...]
    runs: int
    seed: int = SEED
    drawn: bool = True
    _plays: tuple[Play, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        made = tuple(
            Play(policy, number, self.seed + number, self.draw(number))
            for number in range(self.runs)
            for policy in self.policies
        )
        object.__setattr__(self, "_plays", made)

    @property
    def plays(self) -> tuple[Play, ...]:
        """All that is played, seed by seed."""
        return self._plays

    def draw(self, number: int) -> int:
        """The draw of the assumptions that goes with a seed; 0: as written. It does not
        hang on how many seeds there are: a longer rehearsal goes on with a shorter one."""
        return number if self.drawn and number % 2 else 0

    @property
    def mark(self) -> str:
        """What tells this scenario in this world from any other."""
        text = f"{WORLD}\n{self.scenario.model_dump_json()}"
        return hashlib.sha256(text.encode()).hexdigest()[:16]


def plan(scenario: Scenario, policies: Sequence[str], runs: int, seed: int = SEED,
         drawn: bool = True) -> Plan:  # fmt: skip
    """A plan for these policies, or for all of the scenario's own where none are given.

    UsageError for a policy that is not there, or for no runs.
    """
    for name in policies:
        if name not in scenario.policies:
            near = nearest(name, scenario.policies)
            english = "There is no policy '{name}'; this scenario has: {all}."
            english += " Did you mean '{near}'?" if near else ""
            raise UsageError(english, name=name, near=near, all=", ".join(scenario.policies))  # fmt: skip
    if runs < 1:
        raise UsageError("A rehearsal needs at least one run.")
    return Plan(scenario, tuple(dict.fromkeys(policies)) or tuple(scenario.policies),
                runs, seed, drawn)  # fmt: skip


def rehearse(plan: Plan, crew: Crew, have: Collection[Play] = ()) -> Iterator[Run]:
    """The runs that are not there yet, as they come."""
    todo = [one for one in plan.plays if one not in have]
    for _, run in crew(one_play, plan.scenario).each(todo):
        yield run


def one_play(scenario: Scenario, one: Play) -> Run:
    """One play, in whichever process: what is kept of it, or why it could not be played.

    A play that goes wrong ends no rehearsal: it is told with its seed.
    """
    try:
        exercise = play(scenario, one.policy, one.seed, one.draw)
        made = kept(one, exercise)
    except Exception as wrong:
        return Run(one, {}, why=_why(wrong))
    del exercise
    collect(0)  # its circles of objects go before the next one begins
    return made


def _why(wrong: Exception) -> str:
    """What went wrong, for who must mend the scenario or the program: in English."""
    if isinstance(wrong, ScenarioError):
        return "; ".join(one.sentence("en") for one in wrong.problems)
    return f"{type(wrong).__name__}: {wrong}"
