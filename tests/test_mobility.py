"""Ways are shared: convoys take room, closures stop them, civil traffic pays in time."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import pytest
from ground import Ground, made
from hypothesis import given, settings
from hypothesis import strategies as st

from ttx.models.mobility import Mobility
from ttx.moment import DAY, HOUR, MINUTE

ROAD: dict[str, Any] = {
    "kind": "road",
    "capacity": 4000,
    "flow": 2000,
    "length": 60,
    "speed": 90,
}
RAIL: dict[str, Any] = {
    "kind": "rail",
    "capacity": 10,
    "flow": 6,
    "length": 120,
    "speed": 80,
}
CONVOY: dict[str, Any] = {
    "way": "a12",
    "start": "4h",
    "vehicles": 60,
    "window": "2h",
    "takes": 0.6,
}


def world(
    convoys: dict[str, Any] | None = None, seed: int = 1, begins: int = 0, **ways: Any
) -> Ground:
    return built(convoys, seed, begins, **ways)[0]


def built(
    convoys: dict[str, Any] | None = None, seed: int = 1, begins: int = 0, **ways: Any
) -> tuple[Ground, Mobility]:
    ground = Ground(seed, begins=begins)
    ways = ways or {"a12": {**ROAD, "around": "rail"}, "rail": RAIL}
    model = made(Mobility, {"ways": ways, "convoys": convoys or {}}, ground)
    assert not ground.problems and isinstance(model, Mobility)
    ground.start(model)
    return ground, model


def told(ground: Ground) -> list[str]:
    return [what for _, what, _ in ground.log]


# ---- nothing special


def test_without_convoys_and_closures_traffic_runs_as_usual() -> None:
    ground = world()
    for hour in range(1, 30):
        ground.advance(hour * HOUR)
        assert ground.read("mobility.a12.speed") == 1
        assert ground.read("mobility.rail.speed") == 1
    assert ground.read("mobility.all.delay_hours") == 0
    assert ground.read("mobility.all.gnss_times") == 1
    assert ground.log == []


# ---- convoys


def test_a_convoy_slows_civil_traffic_while_it_is_there_and_no_longer() -> None:
    ground = world({"first": CONVOY})
    ground.advance(3 * HOUR + 59 * MINUTE)
    assert ground.read("mobility.a12.speed") == 1
    ground.advance(5 * HOUR)
    assert 0.3 < ground.read("mobility.a12.speed") < 0.9
    assert ground.read("mobility.a12.convoys") == 1
    ground.advance(6 * HOUR + 1)
    assert ground.read("mobility.a12.speed") == 1
    assert ground.read("mobility.all.convoys_through") == 1
    assert ground.read("mobility.all.vehicles_through") == 60
    assert ground.read("mobility.a12.delay_hours") > 0


def test_exact_speed_follows_the_volume_delay_curve() -> None:
    ground = world({"first": {**CONVOY, "start": "18h"}})
    ground.advance(18 * HOUR + MINUTE)  # 02:00, road nearly empty
    night = ground.read("mobility.a12.speed")
    ground = world({"first": {**CONVOY, "start": "8h"}})
    ground.advance(8 * HOUR + MINUTE)  # 16:00
    day = ground.read("mobility.a12.speed")
    flow = 2000 * 1.9 * 24 / 24.0
    usual, now = 1 + 0.15 * (flow / 4000) ** 4, 1 + 0.15 * (flow / 1600) ** 4
    assert day == pytest.approx(usual / now, rel=0.1)
    assert night > 0.99


def test_a_window_by_night_costs_civil_traffic_less() -> None:
    cost = []
    for start in ("8h", "18h"):
        ground = world({"first": {**CONVOY, "start": start}})
        ground.advance(DAY)
        cost.append(ground.read("mobility.all.delay_hours"))
    assert cost[1] < 0.02 * cost[0]


def test_the_window_can_be_shifted_and_the_convoy_held() -> None:
    ground = world({"first": CONVOY})
    ground.pull("mobility.first.shift", 3)
    ground.advance(6 * HOUR)
    assert ground.read("mobility.a12.convoys") == 0
    ground.pull("mobility.first.admit", 0)
    ground.advance(9 * HOUR)
    assert ground.read("mobility.a12.convoys_waiting") == 1
    assert ground.read("mobility.first.hours_waited") == pytest.approx(2)
    ground.pull("mobility.first.admit", 1)
    ground.advance(11 * HOUR + 1)
    assert ground.read("mobility.first.through") == 1


def test_two_convoys_that_do_not_fit_go_one_after_the_other() -> None:
    ground = world({"first": CONVOY, "second": CONVOY})
    ground.advance(5 * HOUR)
    assert ground.read("mobility.a12.convoys") == 1
    assert ground.read("mobility.a12.convoys_waiting") == 1
    ground.advance(8 * HOUR + 1)
    assert ground.read("mobility.all.convoys_through") == 2


def test_a_closed_way_stops_the_convoy_and_it_goes_on_after() -> None:
    ground = world({"first": CONVOY})
    ground.advance(5 * HOUR)
    ground.pull("mobility.a12.sabotage", 12)
    assert ground.read("mobility.a12.open") == 0
    assert ground.read("mobility.a12.convoys_waiting") == 1
    assert ground.read("mobility.a12.hours_until_open") == pytest.approx(12)
    ground.advance(18 * HOUR + 1)
    assert ground.read("mobility.a12.open") == 1
    assert ground.read("mobility.all.convoys_through") == 1, "the last hour was driven"
    assert told(ground) == ["way-closed", "way-open"]


def test_a_convoy_can_be_sent_round_a_closed_way() -> None:
    ground = world({"first": {**CONVOY, "takes": 0.3}})
    ground.pull("mobility.a12.closed", 1)
    ground.advance(5 * HOUR)
    assert ground.read("mobility.a12.convoys_waiting") == 1
    ground.pull("mobility.a12.reroute", 1)
    assert ground.read("mobility.rail.convoys") == 1
    ground.advance(8 * HOUR)
    assert ground.read("mobility.all.convoys_through") == 1
    assert ground.read("mobility.a12.hours_until_open") == 240


def test_repeated_windows_each_come() -> None:
    ground = world({"daily": {**CONVOY, "every": "24h"}})
    ground.advance(5 * DAY)
    assert ground.read("mobility.daily.through") == 5


# ---- closures and repair


def test_planned_maintenance_closes_in_its_time_and_needs_no_crew() -> None:
    work = {"bridge-work": {"start": "2h", "lasts": "6h"}}
    ground = world(a12={**ROAD, "maintenance": work})
    ground.pull("mobility.all.crews", 0)
    ground.advance(3 * HOUR)
    assert ground.read("mobility.a12.open") == 0
    assert ground.read("mobility.a12.hours_until_open") == pytest.approx(5)
    assert ground.read("mobility.a12.speed") == 0.5, "round by other roads"
    ground.advance(8 * HOUR + 1)
    assert ground.read("mobility.a12.open") == 1


def test_one_crew_repairs_first_what_has_priority() -> None:
    ground = world()
    ground.pull("mobility.all.crews", 1)
    ground.pull("mobility.a12.sabotage", 10)
    ground.pull("mobility.rail.sabotage", 4)
    assert ground.read("mobility.rail.hours_until_open") == pytest.approx(14)
    ground.advance(2 * HOUR)
    ground.pull("mobility.rail.priority", 1)
    assert ground.read("mobility.rail.hours_until_open") == pytest.approx(4)
    assert ground.read("mobility.a12.hours_until_open") == pytest.approx(12)
    ground.advance(6 * HOUR + 1)
    assert ground.read("mobility.rail.open") == 1
    ground.advance(14 * HOUR + 1)
    assert ground.read("mobility.a12.open") == 1, "what was done stayed done"


def test_sabotage_by_chance_closes_for_12_to_72_hours() -> None:
    closed = []
    for seed in range(40):
        ground = world(seed=seed)
        ground.pull("mobility.rail.sabotage", 0)
        closed.append(ground.read("mobility.rail.hours_until_open"))
    assert min(closed) >= 12 and max(closed) <= 72
    assert 36 < sum(closed) / len(closed) < 48


def test_exact_hazard_comes_as_often_as_it_says_and_more_under_threat() -> None:
    def often(threat: float) -> int:
        rail = {**RAIL, "sabotage": 10, "sabotage_closure": "1m"}
        ground = world(rail=rail)
        ground.pull("mobility.rail.threat", threat)
        ground.advance(50 * DAY)
        return told(ground).count("way-closed")

    assert often(1) == pytest.approx(500, rel=0.12)
    assert often(3) == pytest.approx(1500, rel=0.08)
    assert often(0) == 0


def test_old_bridges_fail_more_often_where_there_are_more() -> None:
    def closures(bridges: int) -> int:
        ground = world(a12={**ROAD, "bridges": bridges, "bridge_closures": 1})
        ground.advance(200 * DAY)
        return told(ground).count("way-closed")

    assert closures(0) == 0 < closures(6)


def test_trains_stand_on_a_closed_line_and_their_hours_count() -> None:
    ground = world()
    ground.pull("mobility.rail.accident", 4)
    ground.advance(4 * HOUR + 1)
    assert ground.read("mobility.rail.delay_hours") == pytest.approx(
        6 * 4 * 4 / 2, rel=0.01
    )
    before = ground.read("mobility.rail.delay_hours")
    ground.advance(9 * HOUR)
    assert ground.read("mobility.rail.delay_hours") == pytest.approx(before)


def test_half_the_capacity_slows_trains_only_as_far_as_paths_are_short() -> None:
    ground = world()
    ground.pull("mobility.rail.capacity", 0.5)
    assert ground.read("mobility.rail.speed") == pytest.approx(5 / 6)
    ground.pull("mobility.rail.capacity", 0.7)
    assert ground.read("mobility.rail.speed") == 1


# ---- satellite navigation


def test_gnss_disturbance_is_a_factor_between_1_1_and_1_5() -> None:
    for seed in range(20):
        ground = world(seed=seed)
        ground.pull("mobility.all.gnss", 1)
        whole = ground.read("mobility.all.gnss_times")
        assert 1.1 <= whole <= 1.5
        ground.pull("mobility.all.gnss", 0.5)
        assert ground.read("mobility.all.gnss_times") == pytest.approx((1 + whole) / 2)


# ---- laws

EVENTS = st.lists(
    st.tuples(
        st.integers(0, 70),
        st.sampled_from([
            "a12.sabotage", "rail.accident", "a12.closed", "a12.admit", "a12.reroute",
            "all.crews", "first.admit", "first.shift", "rail.priority", "a12.capacity",
        ]),
        st.sampled_from([0.0, 1.0, 3.0]),
    ),
    max_size=12,
)  # fmt: skip
DAILY = {
    "first": {**CONVOY, "every": "12h"},
    "second": {**CONVOY, "way": "rail", "every": "9h"},
}


def play(events: list[Any], tick: int) -> tuple[Mobility, list[dict[str, float]]]:
    ground, model = built(DAILY)
    course = []
    for at in range(0, 90 * HOUR, tick):
        ground.advance(at)
        for when, lever, value in events:
            if when * HOUR == at:
                name = f"mobility.{lever}"
                ground.pull(name, min(value, ground.levers[name].high))
        if at % HOUR == 0:
            course.append(ground.readings())
    return model, course


@settings(max_examples=30, deadline=None)
@given(EVENTS)
def test_no_convoy_is_lost_and_delay_only_grows(events: list[Any]) -> None:
    model, course = play(events, HOUR)
    came = sum(one.number for one in model.convoys.values())
    through = sum(one.through for one in model.convoys.values())
    assert came == through + len(model.traffic.waiting) + len(model.traffic.moving)
    for before, after in pairwise(course):
        assert (
            after["mobility.all.delay_hours"]
            >= before["mobility.all.delay_hours"] - 1e-9
        )
    for readings in course:
        assert 0 <= readings["mobility.a12.speed"] <= 1
        if readings["mobility.rail.hours_until_open"] > 0:
            assert readings["mobility.rail.open"] == 0


@settings(max_examples=10, deadline=None)
@given(EVENTS)
def test_the_ticks_do_not_matter(events: list[Any]) -> None:
    for one, other in zip(
        play(events, HOUR)[1], play(events, HOUR // 4)[1], strict=True
    ):
        assert one == pytest.approx(other)


# ---- what is told


def test_every_figure_says_why_in_both_languages_without_a_circle() -> None:
    ground = world(DAILY)
    for at, lever, value in (
        (1, "all.gnss", 0.0), (5, "a12.sabotage", 20.0), (6, "rail.closed", 1.0),
        (30, "a12.capacity", 0.5), (31, "all.crews", 0.0), (32, "a12.accident", 9.0),
    ):  # fmt: skip
        ground.advance(at * HOUR)
        for name in ground.gauges:
            steps, step = 0, name
            while step:
                tell = ground.gauges[step].why
                cause = tell() if tell else None
                assert cause is not None and cause.text.nl and cause.text.en, step
                assert cause.text.nl != cause.text.en
                step, steps = cause.then, steps + 1
                assert steps <= 6
        ground.pull(f"mobility.{lever}", value)


def test_wrong_names_are_problems() -> None:
    ground = Ground()
    made(Mobility, {
        "ways": {"a12": {**ROAD, "around": "b7"}, "rail": RAIL},
        "convoys": {"rail": CONVOY, "x": {**CONVOY, "way": "c3"}},
    }, ground)  # fmt: skip
    codes = sorted(problem.code for problem in ground.problems)
    assert codes == ["name-taken", "unknown-way", "unknown-way"]


def test_it_may_begin_before_startex() -> None:
    ground = world({"first": CONVOY}, begins=-3 * HOUR)
    ground.advance(5 * HOUR)
    assert ground.read("mobility.a12.convoys") == 1
