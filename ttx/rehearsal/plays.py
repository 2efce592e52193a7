"""One whole exercise with all tables held by one policy, in memory."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.policy import Way, play_through
from ttx.rehearsal.design import places
from ttx.rehearsal.runs import Play
from ttx.scenario import Ask, Option, Rule, Scenario
from ttx.world_sweeping import without_sweeping

T = TypeVar("T")
ALONG = "{policy}+{option}"
"""What a policy is called that also takes one more option."""


def play(
    scenario: Scenario, policy: str | Way, seed: int, assumptions: int = 0
) -> Exercise:
    """One whole exercise with all tables held by one policy.

    `assumptions` is the number of a draw of all assumptions within their doubt.
    """
    return play_of(scenario, policy, Play("", 0, seed, assumptions))


def play_of(scenario: Scenario, policy: str | Way, one: Play) -> Exercise:
    """The exercise of one play, with what differs in it; `policy` is what the name of its
    policy stands for.

    Its journal starts with the scenario as it is and can be played again like any other.
    """
    where = places(scenario, one.levels) if one.levels else None
    with without_sweeping():
        exercise = Exercise(scenario, one.seed, Journal(), assumptions=one.draw,
                            places=where)  # fmt: skip
        if one.without:
            exercise.decisions.scenario = without(scenario, one.without)
        if one.added:
            policy = ALONG.format(policy=one.policy, option=one.added)
            exercise.scenario = with_added(scenario, one.policy, one.added)
        play_through(exercise, {table.id: policy for table in scenario.tables})
    return exercise


def played(
    scenario: Scenario, policy: str | Way, seed: int,
    keep: Callable[[Exercise], T], assumptions: int = 0,
) -> T:  # fmt: skip
    """What `keep` takes of such an exercise, which is gone when this returns: thousands
    are played one after the other."""
    return take(scenario, policy, Play("", 0, seed, assumptions), keep)


def take(scenario: Scenario, policy: str | Way, one: Play,
         keep: Callable[[Exercise], T]) -> T:  # fmt: skip
    """The same of a play, with what differs in it."""
    with without_sweeping():
        exercise = play_of(scenario, policy, one)
        kept = keep(exercise)
        exercise.let_go()
    return kept


def without(scenario: Scenario, option: str) -> Scenario:
    """The scenario in which no table may take an option; all else is the same."""
    closed = scenario.options[option].model_copy(update={"team": "", "teams": ()})
    return scenario.model_copy(update={"options": {**scenario.options, option: closed}})


def with_added(scenario: Scenario, policy: str, option: str) -> Scenario:
    """The scenario with one more policy: the one named, and an option that its table
    takes as soon as it can (from the first move, or STARTEX, on), once."""
    name = ALONG.format(policy=policy, option=option)
    one, base = scenario.options[option], scenario.policies[policy]
    rule = Rule(team=taker(scenario, one), option=option, values=usual(one))
    rule = rule.model_copy(update={"at": first_moment(scenario)})
    along = base.model_copy(update={"base": policy, "rules": (rule,)})
    return scenario.model_copy(update={"policies": {**scenario.policies, name: along}})


def first_moment(scenario: Scenario) -> int:
    """When tables can first decide (ms after STARTEX)."""
    if scenario.pace == "moves" and scenario.moves:
        return min(move.at for move in scenario.moves)
    return 0


def taker(scenario: Scenario, option: Option) -> str:
    """The first table that may take an option; empty if there is none."""
    return next((table.id for table in scenario.tables
                 if {table.id, table.team} & set(option.who)), "")  # fmt: skip


def usual(option: Option) -> dict[str, float | str]:
    """Values with which an option can be taken: its defaults, else the middle of the
    range or the first choice."""
    return {name: _value(ask) for name, ask in option.asks.items()}


def _value(ask: Ask) -> float | str:
    if ask.default is not None:
        return ask.default
    if ask.number is not None:
        return (ask.number[0] + ask.number[1]) / 2
    return next(iter(ask.choice))
