"""What is spared where thousands of exercises are played: the answers are the same."""

import gc
from bisect import bisect_left
from itertools import accumulate
from math import exp
from operator import mul

import pytest
from hypothesis import given
from hypothesis import strategies as some

from ttx import library
from ttx.exercise import Exercise
from ttx.exercise_reporting import rounded_off
from ttx.figures import TIME, Figure
from ttx.models.model import Gauge
from ttx.models.patient import Stay
from ttx.models.population.chance import poissons
from ttx.rehearsal.plays import play, played
from ttx.world_luck import Luck


@given(some.floats() | some.integers(-(10**12), 10**12).map(lambda n: n / 80_000))
def test_readings_are_rounded_as_python_rounds(value: float) -> None:
    assert repr(rounded_off([value])) == repr([round(value, 4)])


@given(some.floats(0.0, 60.0), some.lists(some.floats(0.0, 1.0, exclude_max=True)))
def test_a_stretch_is_counted_as_each_slice_by_itself(
    mean: float, lucks: list[float]
) -> None:
    assert poissons(mean, lucks) == [poissons(mean, [luck])[0] for luck in lucks]
    for count, luck in zip(poissons(mean, lucks), lucks, strict=True):
        upto = accumulate(
            (mean / n for n in range(1, count + 1)), mul, initial=exp(-mean)
        )
        sums = [*accumulate(upto)]
        assert luck < sums[-1] * (1 + 1e-12) or count == 1000
        assert count == 0 or luck >= sums[-2] * (1 - 1e-12)


@pytest.mark.parametrize(
    "figure",
    [
        Figure("lognormal", (3e8, 0.7, 0.0), TIME),
        Figure("exponential", (1000.0,), TIME),
        Figure("uniform", (0.0, 3.0), TIME),
        Figure("value", (5.0,), TIME),
    ],
)
@given(
    luck=some.floats(0.0, 1.0, exclude_max=True)
    | some.integers(0, 255).map(lambda n: n / 256)
)
def test_the_rest_of_a_stay_is_found_as_in_the_whole_table(
    figure: Figure, luck: float
) -> None:
    stay = Stay(figure)
    heavier = list(accumulate(stay.lengths))
    whole = stay.lengths[bisect_left(heavier, luck * heavier[-1])]
    assert stay.left(luck, 1.0) == max(1, whole)


def test_a_stream_gives_other_numbers_after_a_reseed_and_the_same_for_the_same_salt() -> (
    None
):
    first, second = Luck(7, "calls"), Luck(7, "calls")
    before = [first.next() for _ in range(100)]
    assert before == [second.next() for _ in range(100)]
    first.reseed(3)
    fresh = Luck(7, "calls", 3)
    after = [first.next() for _ in range(100)]
    assert after == [fresh.next() for _ in range(100)]
    assert after != before


def test_an_exercise_that_was_let_go_is_gone_without_a_search_for_circles() -> None:
    scenario = library.load("first-exercise").scenario
    policy = next(iter(scenario.policies))
    outcomes = play(scenario, policy, 5).outcomes()
    gc.collect()
    gc.disable()
    try:
        there = _alive()
        assert played(scenario, policy, 5, Exercise.outcomes) == outcomes
        assert _alive() == there
        kept = play(scenario, policy, 5)
        assert _alive() > there
        del kept
        assert _alive() > there, "left alone it waits for a search"
    finally:
        gc.enable()


def _alive() -> int:
    """Exercises and gauges that there are."""
    return sum(isinstance(one, Exercise | Gauge) for one in gc.get_objects())
