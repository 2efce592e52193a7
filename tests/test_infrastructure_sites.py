"""Many masts as one node: they fall silent one by one, and come back as supply does."""

from __future__ import annotations

from typing import Any

import pytest
from ground import Ground, made
from hypothesis import given, settings
from hypothesis import strategies as st

from ttx.figures import read_figure
from ttx.models.infrastructure import Infrastructure
from ttx.moment import HOUR, MINUTE

BATTERY = {"triangular": ["30m", "2h", "3h"], "source": "test", "tag": "F"}


def world(nodes: dict[str, Any], **more: Any) -> Ground:
    ground = Ground(**more)
    model = made(Infrastructure, nodes, ground)
    assert not ground.problems
    ground.start(model)
    return ground


def masts(**more: Any) -> dict[str, Any]:
    return {
        "grid": {"service": "power", "fails": "1h", **more.pop("grid", {})},
        "masts": {"service": "telecom", "needs": ["grid"], "buffer": BATTERY,
                  "sites": {"count": 200}, **more},
    }  # fmt: skip


def test_shape_share_on_the_air_follows_the_distribution_of_batteries() -> None:
    ground = world(masts())
    figure = read_figure(BATTERY, "time")
    for share in (0.1, 0.25, 0.5, 0.75, 0.9):
        ground.advance(HOUR + int(figure.quantile(share)))
        assert ground.read("masts.level") == pytest.approx(1 - share, abs=0.05)
    ground.advance(5 * HOUR)
    assert (ground.read("masts.level"), ground.read("masts.sites_down")) == (0, 200)
    gone = [one for one in ground.log if one[1] == "buffer-exhausted"]
    assert len(gone) == 1


def test_no_step_is_larger_than_a_few_sites() -> None:
    ground = world(masts())
    last = 1.0
    for at in range(0, 5 * HOUR, 5 * MINUTE):
        ground.advance(at)
        level = ground.read("masts.level")
        assert last - level <= 0.11
        last = level


def test_sites_whose_feeder_is_back_return_and_the_others_do_not() -> None:
    ground = world(masts(grid={"restored": "30h", "steps": 3}))
    ground.advance(12 * HOUR)
    assert ground.read("masts.level") == pytest.approx(1 / 3, abs=0.03)
    ground.advance(22 * HOUR)
    assert ground.read("masts.level") == pytest.approx(2 / 3, abs=0.03)
    ground.advance(32 * HOUR)
    assert ground.read("masts.level") == 1


def test_the_core_site_silences_all_masts_whatever_their_batteries() -> None:
    nodes = masts(depends={"core": {"kind": "cyber"}})
    nodes["core"] = {"service": "core"}
    ground = world(nodes)
    ground.pull("core.broken", 1)
    assert ground.read("masts.level") == 0
    ground.pull("core.broken", 0)
    assert ground.read("masts.level") == 1


def test_a_second_outage_finds_half_charged_batteries() -> None:
    ground = world(masts(buffer="2h", recharge="8h", grid={"restored": "3h"}))
    ground.advance(8 * HOUR)
    ground.pull("grid.broken", 1)
    ground.advance(8 * HOUR + 59 * MINUTE)
    assert ground.read("masts.level") == 1
    ground.advance(9 * HOUR + 1 * MINUTE)
    assert ground.read("masts.level") == 0


def test_a_fifth_of_fire_stations_has_a_generator() -> None:
    ground = world({
        "grid": {"service": "power", "fails": "1h"},
        "stations": {"service": "fire_station", "needs": ["grid"],
                     "sites": {"count": 40, "with_generator": 0.2, "generator_lasts": "24h"}},
    })  # fmt: skip
    ground.advance(HOUR + 1)
    assert ground.read("stations.level") == pytest.approx(0.2)
    assert ground.read("stations.sites_down") == 32
    ground.advance(25 * HOUR + 1)
    assert ground.read("stations.level") == 0


def test_hours_left_tell_when_half_will_be_gone() -> None:
    ground = world(masts())
    assert ground.read("masts.hours_left") == 240
    ground.advance(HOUR + 1)
    told = ground.read("masts.hours_left")
    ground.advance(HOUR + round(told * HOUR) + MINUTE)
    assert ground.read("masts.level") == pytest.approx(0.475, abs=0.03)
    assert ground.read("masts.hours_left") == 0


def test_share_on_battery_is_what_is_on_the_air_without_supply() -> None:
    ground = world(masts(grid={"restored": "30h", "steps": 2}))
    ground.advance(HOUR + 1)
    assert ground.read("masts.on_battery") == 1
    ground.advance(10 * HOUR)
    assert ground.read("masts.on_battery") == 0


def test_a_site_that_went_down_takes_its_time_to_start() -> None:
    ground = world(masts(buffer="1h", reboot="30m", grid={"restored": "3h"}))
    ground.advance(4 * HOUR + 29 * MINUTE)
    assert ground.read("masts.level") == 0
    ground.advance(4 * HOUR + 31 * MINUTE)
    assert ground.read("masts.level") == 1


@settings(max_examples=25, deadline=None)
@given(
    st.integers(1, 300),
    st.lists(st.tuples(st.integers(0, 40), st.floats(0, 1)), max_size=6),
    st.integers(0, 100),
)
def test_share_is_a_share_and_never_below_what_is_supplied(
    count: int, supply: list[tuple[int, float]], seed: int
) -> None:
    ground = world(masts(sites={"count": count}, grid={"restored": "40h"}), seed=seed)
    for when, share in sorted(supply):
        ground.advance(when * HOUR)
        ground.pull("masts.support", 0.0)
        ground.pull("grid.support", share)
        level, grid = ground.read("masts.level"), ground.read("grid.level")
        assert 0 <= level <= 1
        assert level >= grid - 1 / min(count, 40) - 0.05
        assert 0 <= ground.read("masts.on_battery") <= level


def test_the_same_course_however_often_it_is_read() -> None:
    quiet, read = world(masts()), world(masts())
    for at in range(0, 6 * HOUR, 7 * MINUTE):
        read.advance(at)
        read.readings()
    quiet.advance(6 * HOUR)
    read.advance(6 * HOUR)
    assert quiet.readings() == read.readings()
    assert quiet.log == read.log
