"""The answers of a rehearsal, gathered for its report. It computes nothing itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ttx import WORLD, __version__
from ttx.evaluation_words import policy_says
from ttx.figures import Figure
from ttx.rehearsal.assumptions import AssumptionsFact, assumptions
from ttx.rehearsal.dilemma import Dilemma, dilemma
from ttx.rehearsal.enough import Enough, enough
from ttx.rehearsal.evidence import EvidenceFacts, evidence
from ttx.rehearsal.findings import Finding, findings
from ttx.rehearsal.firing import Firing, firing
from ttx.rehearsal.load import LoadFacts, load
from ttx.rehearsal.options import OptionsFact, options
from ttx.rehearsal.outcomes import OutcomeFact, outcomes, policy_title
from ttx.rehearsal.plan import Plan
from ttx.rehearsal.runs import Run
from ttx.report_room import Frame
from ttx.scenario import Scenario
from ttx.text import Text, both


@dataclass(frozen=True, slots=True)
class PolicyFact:
    """A policy that was played: what it is, and how often."""

    name: str
    title: Text
    says: Text
    reasonable: bool
    many: int


@dataclass(frozen=True, slots=True)
class LostFact:
    """A run that could not be played to its end: its seed, and what went wrong."""

    policy: Text
    seed: int
    draw: int
    why: str


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """Everything that the report of a rehearsal tells."""

    frame: Frame
    seed: int
    seeds: int
    wanted: int
    drawn: int
    policies: tuple[PolicyFact, ...]
    lost: tuple[LostFact, ...]
    first: tuple[Finding, ...]
    outcomes: tuple[OutcomeFact, ...]
    dilemma: Dilemma
    enough: Enough
    firing: Firing
    evidence: EvidenceFacts
    load: LoadFacts
    options: OptionsFact | None
    assumptions: AssumptionsFact | None


def gather(plan: Plan, runs: Sequence[Run], figures: Sequence[Figure],
           within: float, own: Sequence[str] = ()) -> Rehearsed:  # fmt: skip
    """The facts of these runs; `figures` are the world's, `within` the width asked for,
    `own` the names of the forms of own figures that it was played with."""
    scenario = plan.scenario
    ordered = in_order(plan, runs)
    whole = [run for run in ordered if not run.play.changed]
    numbers = sorted({run.play.number for run in whole})
    choice, came = dilemma(scenario, ordered, figures), firing(plan, ordered)
    shown, read = evidence(plan, ordered), load(plan, ordered)
    lost = tuple(_lost(scenario, ordered))
    taken = options(plan, ordered, figures) if plan.options else None
    return Rehearsed(
        frame=_frame(plan, own), seed=plan.seed, seeds=len(numbers), wanted=plan.runs,
        drawn=sum(bool(plan.draw(number)) for number in numbers),
        policies=_policies(plan, whole), lost=lost,
        first=findings(choice, came, shown, read, len(lost), taken),
        outcomes=outcomes(scenario, ordered), dilemma=choice,
        enough=enough(scenario, ordered, within), firing=came, evidence=shown, load=read,
        options=taken,
        assumptions=assumptions(plan, ordered) if plan.screening else None,
    )  # fmt: skip


def in_order(plan: Plan, runs: Sequence[Run]) -> list[Run]:
    """The runs in one order, however they came in: policy by policy, seed by seed."""
    place = {name: number for number, name in enumerate(plan.policies)}
    last = len(place)
    return sorted(runs, key=lambda run: (place.get(run.play.policy, last), run.play.policy,
                                         run.play.without, run.play.added, run.play.levels,
                                         run.play.number))  # fmt: skip


def _policies(plan: Plan, runs: Sequence[Run]) -> tuple[PolicyFact, ...]:
    many = Counter(run.play.policy for run in runs if not run.why)
    known = plan.scenario.policies
    return tuple(
        PolicyFact(name, policy_title(plan.scenario, name),
                   policy_says(plan.scenario, name),
                   name in known and known[name].yardstick, many[name])
        for name in plan.policies
    )  # fmt: skip


def _lost(scenario: Scenario, runs: Sequence[Run]) -> list[LostFact]:
    return [LostFact(policy_title(scenario, run.play.policy), run.play.seed, run.play.draw,
                     run.why) for run in runs if run.why]  # fmt: skip


def _frame(plan: Plan, own: Sequence[str]) -> Frame:
    scenario = plan.scenario
    forms = ", ".join(own)
    colophon: tuple[tuple[Text, Text], ...] = (
        (both("Scenario"), Text(*[f"{scenario.id} {scenario.version}"] * 2)),
        (both("First seed"), Text(*[str(plan.seed)] * 2)),
        (both("Program, model version"), Text(*[f"{__version__}, {WORLD}"] * 2)),
        (both("Mark of the scenario"), Text(*[plan.mark] * 2)),
        *(((both("With own figures"), Text(forms, forms)),) if own else ()),
    )
    return Frame(
        name=f"rehearsal-{scenario.id}", title=scenario.title,
        subtitle=both("Rehearsal"), marking=scenario.marking,
        status=both("NOT FOR PLAYERS"), calendar=scenario.calendar, colophon=colophon,
    )  # fmt: skip
