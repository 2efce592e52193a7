"""A scenario's own tests, played: with this policy and these seeds, this comes about.

No clock and no people: whole exercises in memory, one after the other.
"""

from __future__ import annotations

from collections.abc import Iterator

from ttx.errors import Problem
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.moment import offset
from ttx.policy import play_through
from ttx.scenario import Expectation, Scenario

Played = dict[tuple[str, int], Exercise]


def unmet(scenario: Scenario) -> Iterator[Problem]:
    """What the `tests:` of a scenario expect and do not get, each with its seed."""
    played: Played = {}
    for number, one in enumerate(scenario.tests):
        for seed in one.seeds:
            key = (one.policy, seed)
            if key not in played:
                played[key] = play(scenario, one.policy, seed)
            problem = _judge(one, played[key], ("tests", number))
            if problem is not None:
                yield problem


def play(scenario: Scenario, policy: str, seed: int) -> Exercise:
    """One whole exercise with all tables held by one policy."""
    exercise = Exercise(scenario, seed, Journal())
    play_through(exercise, {table.id: policy for table in scenario.tables})
    return exercise


def _judge(
    one: Expectation, exercise: Exercise, place: tuple[str | int, ...]
) -> Problem | None:
    about = {"says": one.says, "policy": one.policy, "seed": exercise.seed}
    if one.fires:
        came = [
            entry.at for entry in exercise.journal
            if entry.kind == "delivered" and entry.body["inject"].partition("@")[0] == one.fires
        ]  # fmt: skip
        if came and (one.before is None or came[0] < one.before):
            return None
        got = offset(came[0]) if came else "-"
        return Problem("test", "test not met ({says}): inject '{inject}' came at {got}"
                       " (policy {policy}, seed {seed})",
                       {**about, "inject": one.fires, "got": got}, place)  # fmt: skip
    value = exercise.world.read(one.gauge)
    if one.at_most is not None and value > one.at_most:
        return _outside(one, value, f"<= {one.at_most:g}", about, place)
    if one.at_least is not None and value < one.at_least:
        return _outside(one, value, f">= {one.at_least:g}", about, place)
    return None


def _outside(one: Expectation, value: float, wanted: str, about: dict[str, object],
             place: tuple[str | int, ...]) -> Problem:  # fmt: skip
    english = (
        "test not met ({says}): '{gauge}' is {got}, {wanted} was expected"
        " (policy {policy}, seed {seed})"
    )
    more = {**about, "gauge": one.gauge, "got": f"{value:g}", "wanted": wanted}
    return Problem("test", english, more, place)
