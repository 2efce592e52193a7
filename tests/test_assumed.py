"""Assumptions can be drawn within their doubt, apart from luck; found figures stand."""

from __future__ import annotations

from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from tests.script import mini
from ttx.exercise import Exercise
from ttx.figures import read_figure
from ttx.journal import Journal
from ttx.policy import play_through
from ttx.replay import verify
from ttx.world import World
from ttx.world_assumed import Assumed

SCENARIO = mini()


@given(st.integers(1, 10_000), st.sampled_from("KE"), st.floats(0, 1), st.floats(1, 9))
def test_an_assumption_stays_within_its_range_and_its_bounds(
    draw: int, tag: str, low: float, high: float
) -> None:
    made = read_figure({"value": 1, "tag": tag, "doubt": [0.4, 2.5]}, "")
    drawn = Assumed(draw)(made, "world.a.b", low, high).quantile(0.5)
    assert max(low, 0.4) - 1e-9 <= drawn <= min(high, 2.5) + 1e-9


@given(st.integers(1, 10_000), st.floats(0.01, 0.99))
def test_a_share_is_drawn_by_its_odds_and_stays_one(draw: int, share: float) -> None:
    for written in ({"value": share, "tag": "E"}, {"chance": share, "tag": "E"}):
        made = read_figure(written, "")
        drawn = Assumed(draw)(made, "world.a.b", 0.0, 1.0).numbers[0]
        odds = drawn / (1 - drawn) / (share / (1 - share))
        assert 0 < drawn < 1 and 0.5 - 1e-9 <= odds <= 2 + 1e-9


def test_a_figure_that_was_found_or_chosen_is_never_drawn() -> None:
    for tag in "SFDX":
        made = read_figure({"triangular": [1, 2, 3], "tag": tag}, "")
        assert Assumed(5)(made, "x") == made


def test_half_of_the_draws_lie_below_what_is_written() -> None:
    made = read_figure({"value": 10, "tag": "E"}, "")
    below = sum(Assumed(n)(made, "world.x").mean < 10 for n in range(1, 401))
    assert 160 < below < 240


def test_draw_0_is_the_world_as_written_and_another_draw_another_world() -> None:
    def course(seed: int, draw: int) -> list[float]:
        world = World(SCENARIO, seed, assumptions=draw)
        world.advance(SCENARIO.endex)
        return [world.read(one) for one in sorted(world.gauges)]

    assert course(1, 0) == course(1, 0)
    assert course(1, 3) == course(1, 3)
    assert course(1, 3) != course(1, 0)
    assert course(1, 3) != course(1, 4)


def test_the_list_of_figures_stays_as_written_in_any_draw() -> None:
    one, other = World(SCENARIO, 1), World(SCENARIO, 1, assumptions=9)
    assert one.figures == other.figures


def test_a_drawn_exercise_is_in_its_journal_and_plays_again_the_same(
    tmp_path: Path,
) -> None:
    path = tmp_path / "drawn.ttx"
    exercise = Exercise(SCENARIO, 3, Journal.create(path), assumptions=12)
    play_through(exercise, {one.id: "routine" for one in SCENARIO.tables})
    exercise.journal.close()
    again = verify(path)
    assert again.journal.digest == exercise.journal.digest
    assert again.world.assumed.draw == 12
