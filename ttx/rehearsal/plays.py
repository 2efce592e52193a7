"""One whole exercise with all tables held by one policy, in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.policy import Way, play_through
from ttx.scenario import Scenario
from ttx.world_sweeping import without_sweeping

T = TypeVar("T")


def play(
    scenario: Scenario, policy: str | Way, seed: int, assumptions: int = 0
) -> Exercise:
    """One whole exercise with all tables held by one policy.

    `assumptions` is the number of a draw of all assumptions within their doubt.
    """
    with without_sweeping():
        exercise = Exercise(scenario, seed, Journal(), assumptions=assumptions)
        play_through(exercise, {table.id: policy for table in scenario.tables})
    return exercise


def played(
    scenario: Scenario, policy: str | Way, seed: int,
    keep: Callable[[Exercise], T], assumptions: int = 0,
) -> T:  # fmt: skip
    """What `keep` takes of such an exercise, which is gone when this returns: thousands
    are played one after the other."""
    with without_sweeping():
        exercise = play(scenario, policy, seed, assumptions)
        kept = keep(exercise)
        exercise.let_go()
    return kept
