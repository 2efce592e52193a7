"""A scenario's own tests, played: with this policy and these seeds, this comes about.

No clock and no people: whole exercises in memory, one after the other.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from math import sqrt
from statistics import fmean, stdev

from ttx.errors import Problem
from ttx.exercise import Exercise
from ttx.moment import offset
from ttx.rehearsal.plays import played
from ttx.scenario import Expectation, Scenario


@dataclass(frozen=True, slots=True)
class Result:
    """One test held against its runs; `number` is its place in `tests:`.

    `got` is the mean over the runs, or the run that came closest to failing; `room`
    is how far it may lie from `wanted` (0 for a bound); for an inject all of them are
    moments in milliseconds, and `got` is None if it never came.
    """

    number: int
    test: Expectation
    wanted: float | None
    got: float | None
    room: float
    runs: int
    seed: int | None
    met: bool


@dataclass(frozen=True, slots=True)
class Played:
    """What a test looks at in one whole exercise: when each inject came, and figures at ENDEX."""

    fired: dict[str, int]
    figures: dict[str, float]


def results(
    scenario: Scenario, variant: Callable[[str], Scenario] | None = None
) -> Iterator[Result]:
    """Every test of a scenario, played; `variant` gives the scenario with a preset."""
    wanted = [test.gauge for test in scenario.tests if test.gauge]
    plays: dict[tuple[str, str, int], Played] = {}
    for number, one in enumerate(scenario.tests):
        runs = []
        for seed in one.seeds:
            key = (one.preset, one.policy, seed)
            if key not in plays:
                with_preset = (
                    variant(one.preset) if one.preset and variant else scenario
                )
                keep = partial(_kept, gauges=wanted)
                plays[key] = played(with_preset, one.policy, seed, keep)
            runs.append(plays[key])
        yield _judged(number, one, runs)


def _kept(exercise: Exercise, gauges: list[str]) -> Played:
    fired: dict[str, int] = {}
    for entry in exercise.journal:
        if entry.kind == "delivered":
            fired.setdefault(entry.body["inject"].partition("@")[0], entry.at)
    return Played(fired, {one: exercise.world.read(one) for one in gauges})


def _judged(number: int, one: Expectation, runs: list[Played]) -> Result:
    if one.fires:
        return _came(number, one, runs)
    values = [run.figures[one.gauge] for run in runs]
    if one.expect is not None:
        got, room = fmean(values), tolerance(one, values)
        met = abs(got - one.expect) <= room
        return Result(number, one, one.expect, got, room, len(runs), None, met)
    bound = one.at_most if one.at_most is not None else one.at_least
    assert bound is not None
    worst = max(values) if one.at_most is not None else min(values)
    met = worst <= bound if one.at_most is not None else worst >= bound
    seed = one.seeds[values.index(worst)]
    return Result(number, one, bound, worst, 0.0, len(runs), seed, met)


def _came(number: int, one: Expectation, runs: list[Played]) -> Result:
    moments = [run.fired.get(one.fires) for run in runs]
    for seed, at in zip(one.seeds, moments, strict=True):
        if at is None or (one.before is not None and at >= one.before):
            return Result(number, one, one.before, at, 0.0, len(runs), seed, False)
    latest = max(at for at in moments if at is not None)
    return Result(number, one, one.before, latest, 0.0, len(runs), None, True)


def tolerance(one: Expectation, values: list[float]) -> float:
    """How far the mean of the runs may lie from what is expected."""
    assert one.expect is not None
    if one.within.endswith("%"):
        return abs(one.expect) * float(one.within[:-1]) / 100
    if one.within.endswith("se"):
        own = stdev(values) / sqrt(len(values)) if len(values) > 1 else 0.0
        return float(one.within[:-2]) * sqrt(one.error**2 + own**2)
    return float(one.within)


def unmet(result: Result) -> Problem | None:
    """The sentence for a test that does not hold; None if it does."""
    if result.met:
        return None
    one, place = result.test, ("tests", result.number)
    about = {"says": one.says or one.gauge or one.fires,
             "policy": one.policy, "runs": result.runs,
             "seed": one.seeds[0] if result.seed is None else result.seed}  # fmt: skip
    if one.fires:
        got = offset(int(result.got)) if result.got is not None else "-"
        return Problem("test", "test not met ({says}): inject '{inject}' came at {got}"
                       " (policy {policy}, seed {seed})",
                       {**about, "inject": one.fires, "got": got}, place)  # fmt: skip
    figures = {**about, "gauge": one.gauge, "got": f"{result.got:g}"}
    if one.expect is not None:
        english = ("test not met ({says}): '{gauge}' is {got}, {wanted} was expected,"
                   " within {room} ({runs} runs)")  # fmt: skip
        more = {**figures, "wanted": f"{one.expect:g}", "room": f"{result.room:.3g}"}
        return Problem("test", english, more, place)
    sign = "<=" if one.at_most is not None else ">="
    english = ("test not met ({says}): '{gauge}' is {got}, {wanted} was expected"
               " (policy {policy}, seed {seed})")  # fmt: skip
    return Problem(
        "test", english, {**figures, "wanted": f"{sign} {result.wanted:g}"}, place
    )
