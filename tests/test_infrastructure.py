"""The infrastructure: buffers, generators, restoration, and what holds for every graph."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ground import Ground, made
from hypothesis import given, settings
from hypothesis import strategies as st

from ttx.figures import read_figure
from ttx.models.infrastructure import Infrastructure
from ttx.moment import HOUR, MINUTE, SECOND

SURE = {"chance": 1.0}
GRID = {"service": "power", "fails": "1h"}


def world(nodes: dict[str, Any], **more: Any) -> Ground:
    ground = Ground(**more)
    model = made(Infrastructure, nodes, ground)
    assert not ground.problems
    ground.start(model)
    return ground


def test_buffer_carries_a_node_for_exactly_its_time() -> None:
    ground = world({"grid": GRID, "mast": {"needs": ["grid"], "buffer": "2h"}})
    ground.advance(3 * HOUR)
    assert ground.read("mast.level") == 1
    ground.advance(3 * HOUR + 1)
    assert ground.read("mast.level") == 0
    assert (3 * HOUR, "buffer-exhausted", {"node": "mast"}) in ground.log


def test_drawn_buffer_ends_at_the_drawn_moment() -> None:
    raw = {"triangular": ["30m", "2h", "3h"], "source": "test", "tag": "E"}
    for seed in range(20):
        ground = world(
            {"grid": GRID, "mast": {"needs": ["grid"], "buffer": raw}}, seed=seed
        )
        luck = ground.stream("infrastructure/buffers").keyed("mast")
        end = HOUR + int(read_figure(raw, "time").quantile(luck))
        ground.advance(end)
        assert ground.read("mast.level") == 1
        ground.advance(end + 1)
        assert ground.read("mast.level") == 0


def test_hours_left_counts_down_between_events() -> None:
    ground = world({"grid": GRID, "mast": {"needs": ["grid"], "buffer": "2h"}})
    assert ground.read("mast.hours_left") == 240
    ground.advance(90 * MINUTE)
    assert ground.read("mast.hours_left") == pytest.approx(1.5)
    ground.advance(5 * HOUR)
    assert ground.read("mast.hours_left") == 0
    assert ground.read("mast.down_hours") == pytest.approx(2)


def test_a_buffer_fills_again_while_there_is_supply() -> None:
    nodes = {
        "grid": {"service": "power", "fails": "1h", "restored": "1h"},
        "mast": {"needs": ["grid"], "buffer": "2h", "recharge": "4h"},
    }
    ground = world(nodes)
    ground.advance(4 * HOUR)
    ground.pull("grid.broken", 1)
    # one hour used, two hours of filling at half an hour each: full again
    assert ground.read("mast.hours_left") == pytest.approx(2.0)
    ground.advance(4 * HOUR + 1)
    ground.pull("grid.broken", 0)
    ground.advance(4 * HOUR + 10 * MINUTE)
    assert ground.read("mast.level") == 1


def test_service_gives_the_default_buffer() -> None:
    ground = world({"grid": GRID, "mast": {"service": "telecom", "needs": ["grid"]}})
    ground.advance(HOUR + 1)
    assert 0.5 <= ground.read("mast.hours_left") <= 3


def test_restoration_is_the_quantile_of_its_figure() -> None:
    raw = {"triangular": ["30h", "44h", "60h"], "source": "test", "tag": "F"}
    figure = read_figure(raw, "time")
    spans = []
    for seed in range(200):
        ground = world({"grid": {**GRID, "restored": raw}}, seed=seed)
        ground.advance(HOUR + 1)
        luck = ground.stream("infrastructure/restored").keyed("grid:1")
        assert ground.read("grid.expected") * HOUR + 1 == pytest.approx(
            figure.quantile(luck)
        )
        spans.append(ground.read("grid.expected") * HOUR)
    assert np.quantile(spans, 0.9) == pytest.approx(figure.quantile(0.9), rel=0.05)


def test_restoration_comes_in_steps() -> None:
    ground = world(
        {"grid": {**GRID, "restored": "40h", "steps": 4, "households": 1000}}
    )
    levels = []
    for at in (2, 12, 22, 32, 42):
        ground.advance(at * HOUR)
        levels.append(ground.read("grid.level"))
    assert levels == [0, 0.25, 0.5, 0.75, 1]
    assert ground.read("grid.households_without") == 0


def test_repair_pulse_moves_what_is_left() -> None:
    ground = world({"grid": {**GRID, "restored": "40h", "steps": 2}})
    ground.advance(11 * HOUR)
    ground.pull("grid.repair", 8)
    assert ground.read("grid.expected") == pytest.approx(38)
    ground.pull("grid.repair", -100)
    ground.advance(11 * HOUR + 1)
    assert ground.read("grid.level") == 1


def test_restore_brings_a_share_back_now() -> None:
    ground = world({"grid": {**GRID, "restored": "40h", "people": 100}})
    ground.advance(2 * HOUR)
    ground.pull("grid.restore", 0.3)
    assert ground.read("grid.level") == pytest.approx(0.3)
    assert ground.read("grid.people_without") == 70
    ground.pull("grid.restore", 0.7)
    assert ground.read("grid.level") == 1
    assert ground.read("grid.expected") == 0


def test_broken_lever_breaks_and_mends() -> None:
    ground = world({"grid": {"service": "power"}, "a": {"needs": ["grid"]}})
    ground.pull("grid.broken", 1)
    assert (ground.read("a.level"), ground.read("a.expected")) == (0, 240)
    ground.pull("grid.broken", 0)
    assert ground.read("a.level") == 1


def test_rota_shares_out_each_eight_hours() -> None:
    ground = world({"grid": {**GRID}})
    ground.advance(2 * HOUR)
    ground.pull("grid.rota", 0.5)
    seen = []
    for at in (3, 7, 11, 15):
        ground.advance(at * HOUR)
        seen.append(ground.read("grid.level"))
    assert seen == [1, 0, 1, 0]
    ground.pull("grid.rota", 0)
    ground.advance(19 * HOUR)
    assert ground.read("grid.level") == 0


def test_outside_support_carries_whatever_else() -> None:
    ground = world({"grid": GRID, "home": {"needs": ["grid"]}})
    ground.advance(2 * HOUR)
    ground.pull("home.support", 1)
    assert ground.read("home.level") == 1
    ground.pull("home.support", 0)
    assert ground.read("home.level") == 0


def test_reboot_takes_its_time_after_being_down() -> None:
    nodes = {
        "grid": {**GRID, "restored": "2h"},
        "records": {"needs": ["grid"], "reboot": "45m"},
    }
    ground = world(nodes)
    ground.advance(3 * HOUR + 44 * MINUTE)
    assert ground.read("records.level") == 0
    ground.advance(3 * HOUR + 46 * MINUTE)
    assert ground.read("records.level") == 1


def test_one_feed_of_two_leaves_it_degraded() -> None:
    nodes = {
        "north": {"service": "power"},
        "south": GRID,
        "hospital": {"needs": ["north", "south"], "degraded": 0.5},
    }
    ground = world(nodes)
    ground.advance(2 * HOUR)
    assert ground.read("hospital.level") == 0.5
    ground.pull("north.broken", 1)
    assert ground.read("hospital.level") == 0


def with_generator(**more: Any) -> dict[str, Any]:
    generator = {"service": "generator", "standby_for": "grid", "starts": SURE, **more}
    return {
        "grid": {**GRID, "restored": "10h"},
        "set": generator,
        "ward": {"any_of": ["grid", "set"], "least": 0.5},
    }


def test_generator_starts_after_its_start_time() -> None:
    ground = world(with_generator(burns="100 l/h", load=0.4, idle_burn=0.25))
    ground.advance(HOUR + 10 * SECOND)
    assert (ground.read("ward.level"), ground.read("set.running")) == (0, 0)
    ground.advance(HOUR + 11 * SECOND)
    assert (ground.read("ward.level"), ground.read("set.running")) == (1, 1)
    assert ground.read("set.burn") == pytest.approx(55)
    ground.pull("set.load", 1)
    assert ground.read("set.burn") == pytest.approx(100)


def test_generator_stops_some_time_after_the_grid_is_back() -> None:
    ground = world(with_generator(stay="10m"))
    ground.advance(11 * HOUR + 9 * MINUTE)
    assert ground.read("set.running") == 1
    ground.advance(11 * HOUR + 11 * MINUTE)
    assert (ground.read("set.running"), ground.read("ward.level")) == (0, 1)


def test_hold_keeps_it_running() -> None:
    ground = world(with_generator())
    ground.advance(2 * HOUR)
    ground.pull("set.hold", 1)
    ground.advance(20 * HOUR)
    assert ground.read("set.running") == 1
    ground.pull("set.hold", 0)
    assert ground.read("set.running") == 0


def test_share_of_starts_that_fail_is_as_stated() -> None:
    failed = 0
    for seed in range(400):
        ground = world(with_generator(starts={"chance": 0.9}), seed=seed)
        ground.advance(HOUR + MINUTE)
        failed += any(what == "generator-did-not-start" for _, what, _ in ground.log)
    assert 0.06 <= failed / 400 <= 0.14


def test_a_set_that_did_not_start_is_mended_and_tries_again() -> None:
    ground = world(with_generator(starts={"chance": 0.0}, restored="1h"))
    ground.advance(4 * HOUR + 30 * MINUTE)
    tries = [at for at, what, _ in ground.log if what == "generator-did-not-start"]
    assert tries == [HOUR, 2 * HOUR, 3 * HOUR, 4 * HOUR]
    assert ground.read("set.down_hours") == pytest.approx(3.5)
    cause = ground.gauges["ward.level"].why
    assert cause is not None
    first = cause()
    assert first is not None
    assert first.then == "set.level"
    second = ground.gauges["set.level"].why
    assert second is not None
    assert second() is not None
    assert second().text.en == "set did not start"  # type: ignore[union-attr]


def test_an_empty_tank_stops_it_at_the_next_look() -> None:
    outside = {"diesel.amount": 100.0, "diesel.hours_left": 3.0}
    ground = world(with_generator(tank="diesel"), outside=outside)
    ground.advance(2 * HOUR)
    assert ground.read("set.hours_left") == 3
    ground.outside["diesel.amount"] = 0.0
    ground.advance(2 * HOUR + 6 * MINUTE)
    assert ground.read("ward.level") == 0
    assert "generator-out-of-fuel" in [what for _, what, _ in ground.log]
    ground.outside["diesel.amount"] = 50.0
    ground.advance(2 * HOUR + 12 * MINUTE)
    assert ground.read("ward.level") == 1


def test_a_circle_is_a_problem_with_a_sentence() -> None:
    ground = Ground()
    made(Infrastructure, {"a": {"needs": ["b"]}, "b": {"any_of": ["a"]}}, ground)
    (problem,) = ground.problems
    assert problem.code == "circle"
    assert "a -> b -> a" in problem.sentence("en")


def test_without_buffers_a_forest_is_the_linear_inoperability_model() -> None:
    """x = (I - A)^-1 c: each node passes on the inoperability of what carries it."""
    rng = np.random.default_rng(7)
    for seed in range(10):
        size = 12
        parents = [int(rng.integers(0, k)) if k else -1 for k in range(size)]
        restored = float(rng.uniform(0.1, 0.9))
        matrix = np.zeros((size, size))
        nodes: dict[str, Any] = {"n0": {"service": "power", "fails": "1h"}}
        for k in range(1, size):
            nodes[f"n{k}"] = {"needs": [f"n{parents[k]}"]}
            matrix[k, parents[k]] = 1.0
        ground = world(nodes, seed=seed)
        ground.advance(2 * HOUR)
        ground.pull("n0.restore", restored)
        start = np.zeros(size)
        start[0] = 1 - restored
        wanted = np.linalg.solve(np.eye(size) - matrix, start)
        seen = [1 - ground.read(f"n{k}.level") for k in range(size)]
        assert seen == pytest.approx(list(wanted))


@st.composite
def graphs(draw: st.DrawFn) -> dict[str, Any]:
    nodes: dict[str, Any] = {}
    for k in range(draw(st.integers(2, 9))):
        names = list(nodes)
        one = st.sampled_from(names) if names else st.nothing()
        some = st.lists(one, max_size=3 if names else 0, unique=True)
        node: dict[str, Any] = {
            "service": "site",
            "buffer": f"{draw(st.integers(0, 5))}h",
        }
        node["needs"], node["any_of"] = draw(some), draw(some)
        node["degraded"] = draw(st.sampled_from([0.0, 0.5]))
        node["reboot"] = f"{draw(st.integers(0, 2))}h"
        if draw(st.booleans()):
            node |= {
                "fails": f"{draw(st.integers(0, 9))}h",
                "restored": "7h",
                "steps": 2,
            }
        if names and draw(st.booleans()):
            node |= {
                "standby_for": draw(st.sampled_from(names)),
                "starts": {"chance": 0.5},
            }
        nodes[f"n{k}"] = node
    return nodes


PULLS = st.lists(
    st.tuples(
        st.integers(0, 30), st.integers(0, 8),
        st.sampled_from(["broken", "support", "rota", "restore", "repair", "load"]),
        st.sampled_from([0.0, 0.3, 1.0]),
    ),
    max_size=8,
)  # fmt: skip


def play(
    nodes: dict[str, Any], pulls: list[Any], ticks: int
) -> tuple[Ground, list[Any]]:
    ground = world(nodes)
    course = []
    waiting = sorted(pulls, key=lambda pull: pull[0])
    for at in range(0, 40 * HOUR, ticks):
        ground.advance(at)
        for when, which, lever, value in waiting:
            if when * HOUR == at and f"n{which}" in nodes:
                ground.pull(f"n{which}.{lever}", value)
        if at % HOUR == 0:
            course.append(ground.readings())
    ground.advance(40 * HOUR)
    return ground, course


@settings(max_examples=50, deadline=None)
@given(graphs(), PULLS)
def test_levels_stay_within_bounds_and_nothing_outlives_its_buffer(
    nodes: dict[str, Any], pulls: list[Any]
) -> None:
    ground = world(nodes, look=HOUR)
    supported = {f"n{which}" for _, which, lever, _ in pulls if lever == "support"}
    gone: dict[str, int] = {}
    for when, which, lever, value in [*sorted(pulls), (40, 99, "load", 1.0)]:
        while ground.env.peek() < when * HOUR:
            ground.env.step()
            _hold(ground, nodes, supported, gone)
        ground.advance(when * HOUR)
        if f"n{which}" in nodes:
            ground.pull(f"n{which}.{lever}", value)
            _hold(ground, nodes, supported, gone)


def _hold(
    ground: Ground, nodes: dict[str, Any], supported: set[str], gone: dict[str, int]
) -> None:
    """What must be true after every single event."""
    now = int(ground.env.now)
    for name, node in nodes.items():
        level = ground.read(f"{name}.level")
        assert 0 <= level <= 1
        carriers = [*node["needs"], *node["any_of"]]
        if not carriers or any(ground.read(f"{one}.level") > 0 for one in carriers):
            gone.pop(name, None)
            continue
        since = gone.setdefault(name, now)
        if name not in supported and now - since > int(node["buffer"][:-1]) * HOUR:
            assert level == 0


@settings(max_examples=15, deadline=None)
@given(graphs(), PULLS)
def test_the_same_course_at_any_tick(nodes: dict[str, Any], pulls: list[Any]) -> None:
    coarse, one = play(nodes, pulls, HOUR)
    fine, other = play(nodes, pulls, 12 * MINUTE)
    assert one == other
    assert coarse.log == fine.log


def test_reading_changes_nothing() -> None:
    nodes = with_generator(starts={"chance": 0.5})
    quiet, read = world(nodes), world(nodes)
    for at in range(0, 20 * HOUR, 7 * MINUTE):
        read.advance(at)
        read.readings()
    quiet.advance(20 * HOUR)
    read.advance(20 * HOUR)
    assert quiet.readings() == read.readings()
    assert quiet.log == read.log
