"""The shipped scenarios are rehearsed: a dilemma stands, everything that is written can
come, evidence tells something, and no table has too much or nothing at all to do."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import pytest

from ttx import library
from ttx.pool_cluster import crew
from ttx.rehearsal.dilemma import BASELINE, dilemma, reasonable
from ttx.rehearsal.evidence import ALWAYS, NEVER, evidence
from ttx.rehearsal.findings import OFTEN
from ttx.rehearsal.firing import firing
from ttx.rehearsal.load import load
from ttx.rehearsal.plan import Plan, plan, rehearse
from ttx.rehearsal.runs import Run
from ttx.world import World

pytestmark = pytest.mark.slow

SEEDS = {"power-outage": 10, "airport-crash": 10, "article5": 6, "first-exercise": 10}
"""How many seeds each policy meets; the national exercise is the longest to play."""
WORKERS = 2


@dataclass(frozen=True)
class Rehearsed:
    """A scenario that all its policies have played."""

    plan: Plan
    runs: tuple[Run, ...]

    def under(self, policies: Sequence[str]) -> list[Run]:
        """The runs of these policies alone."""
        return [run for run in self.runs if run.play.policy in policies]


@pytest.fixture(scope="module", params=list(SEEDS))
def rehearsed(request: pytest.FixtureRequest) -> Rehearsed:
    """Each scenario is rehearsed once, for all that is asked of it below."""
    made = plan(library.load(request.param).scenario, [], SEEDS[request.param])
    return Rehearsed(made, tuple(rehearse(made, crew(WORKERS))))


def test_every_run_is_played_to_its_end(rehearsed: Rehearsed) -> None:
    assert [run.why for run in rehearsed.runs if run.why] == []
    assert len(rehearsed.runs) == len(rehearsed.plan.plays)


def test_a_dilemma_stands_between_the_reasonable_ways(rehearsed: Rehearsed) -> None:
    scenario = rehearsed.plan.scenario
    found = dilemma(scenario, rehearsed.runs, World(scenario, 1).figures)
    assert len(found.wanted) >= 2
    assert found.stands, found.verdict.en
    beaten = {under for under, above, _ in found.beaten if above in found.wanted}
    assert not beaten & set(found.wanted)


def test_every_inject_can_come(rehearsed: Rehearsed) -> None:
    found = firing(rehearsed.plan, rehearsed.runs).kind("nothing")
    assert [(one.inject, one.why.en) for one in found] == []


def test_evidence_of_every_critical_task_tells_something(rehearsed: Rehearsed) -> None:
    facts = evidence(rehearsed.plan, rehearsed.runs)
    assert facts.tasks
    assert [one.task for kind in (NEVER, ALWAYS) for one in facts.of(kind)] == []
    assert [(task.task, piece.told.en) for task, piece in facts.silent] == []


def test_no_table_gets_too_much_at_once(rehearsed: Rehearsed) -> None:
    names = rehearsed.plan.policies
    wanted = [*reasonable(rehearsed.plan.scenario, names), BASELINE]
    runs = rehearsed.under(wanted)
    facts = load(rehearsed.plan, runs)
    assert len(runs) == len(set(wanted)) * rehearsed.plan.runs
    assert [
        (one.seat, one.stretch.en, one.runs, one.injects)
        for one in facts.overloads
        if one.runs > OFTEN * facts.many
    ] == []
    assert facts.crowded == ()


def test_no_table_sits_idle_for_two_moves_in_a_row(rehearsed: Rehearsed) -> None:
    facts = load(rehearsed.plan, rehearsed.runs)
    assert [one for one in facts.idle if len(one.stretches) > 1] == []
