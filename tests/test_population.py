"""The people: batteries, cold homes, calls, warnings, trust; counted as persons."""

from __future__ import annotations

import math
from typing import Any

import pytest
from ground import Ground, made
from hypothesis import given, settings
from hypothesis import strategies as st

from ttx.figures import Figure
from ttx.models.infrastructure import Infrastructure
from ttx.models.infrastructure.form import BUFFERS, NODE
from ttx.models.population import Population
from ttx.models.population.chance import poisson
from ttx.models.population.form import AREA
from ttx.models.population.says import GAUGES, LEVERS
from ttx.models.stocks import STOCK
from ttx.moment import HOUR, MINUTE

SOUTH: dict[str, Any] = {
    "people": 140_000, "households": 62_000, "power": "grid.level",
    "telecom": "masts.level", "emergency": "centre.level", "ventilated": 126,
    "oxygen": 60, "dialysis": 40, "care_homes": 3, "care_home_residents": 241,
    "care_home_generators": 0, "frail": 1000,
}  # fmt: skip
KINDS = ("ventilated", "oxygen", "dialysis")


def world(
    areas: dict[str, Any] | None = None, power: float = 0.0, seed: int = 1,
    record: int | None = None, **south: Any,
) -> Ground:  # fmt: skip
    outside = {"grid.level": power, "masts.level": 1.0, "centre.level": 1.0}
    ground = Ground(seed=seed, outside=outside, record=record)
    areas = areas or {"south": {**SOUTH, **south}}
    model = made(Population, {"areas": areas}, ground)
    assert not ground.problems
    ground.start(model)
    return ground


def south(ground: Ground, what: str) -> float:
    return ground.read(f"people.south.{what}")


def test_every_default_figure_has_a_source_and_a_tag() -> None:
    for form in (AREA, NODE, STOCK):
        for name, one in form.items():
            if isinstance(one.default, Figure):
                assert one.default.tag in "SFDKEX" and one.default.tag, name
                assert one.default.source, name
    assert all(figure.source and figure.tag for figure in BUFFERS.values())


def test_every_gauge_and_lever_stands_for_each_area_and_for_all() -> None:
    ground = world()
    for where in ("south", "all"):
        assert {f"people.{where}.{one}" for one in GAUGES} <= set(ground.gauges)
        assert {f"people.{where}.{one}" for one in LEVERS} <= set(ground.levers)
    for gauge in ground.gauges.values():
        assert gauge.says.nl and gauge.says.en
    assert ground.gauges["people.south.ventilated_missed"].sensitive


def test_batteries_end_one_by_one_between_8_and_16_hours() -> None:
    ground = world(outreach=0, self_help=0)
    ground.advance(8 * HOUR)
    assert (south(ground, "ventilated_left"), south(ground, "ventilated_missed")) == (
        126,
        0,
    )
    ground.advance(12 * HOUR)
    assert 35 < south(ground, "ventilated_missed") < 90
    ground.advance(17 * HOUR)
    assert south(ground, "ventilated_missed") == 126
    persons = [
        facts["person"] for _, what, facts in ground.log if what == "ventilated-missed"
    ]
    assert sorted(persons) == list(range(1, 127))


def test_dialysis_can_wait_two_days_and_oxygen_cannot() -> None:
    ground = world(outreach=0, self_help=0)
    ground.advance(47 * HOUR)
    assert (south(ground, "oxygen_missed"), south(ground, "dialysis_missed")) == (60, 0)
    ground.advance(73 * HOUR)
    assert south(ground, "dialysis_missed") == 40


def test_nobody_is_lost_or_counted_twice() -> None:
    for seed in range(5):
        ground = world(seed=seed)
        ground.pull("people.south.outreach", 12)
        for at in range(1, 80):
            ground.advance(at * HOUR)
            for kind in KINDS:
                parts = [
                    south(ground, f"{kind}_{one}")
                    for one in ("left", "reached", "missed")
                ]
                assert sum(parts) == SOUTH[kind]
                assert all(part >= 0 and part == int(part) for part in parts)


def test_only_who_is_in_the_dark_needs_reaching_and_power_recharges() -> None:
    ground = world(power=0.5, outreach=0, self_help=0)
    ground.advance(HOUR)
    assert 40 < south(ground, "ventilated_left") < 86
    ground.advance(7 * HOUR)
    ground.outside["grid.level"] = 1.0
    ground.advance(20 * HOUR)
    assert (south(ground, "ventilated_left"), south(ground, "ventilated_missed")) == (
        0,
        0,
    )
    ground.outside["grid.level"] = 0.0
    ground.advance(27 * HOUR + 50 * MINUTE)
    assert south(ground, "ventilated_missed") == 0


def test_a_shared_list_reaches_more_in_time() -> None:
    missed = []
    for listed in (0, 1):
        ground = world(self_help=0)
        ground.pull("people.south.outreach", 20)
        ground.pull("people.south.list_shared", listed)
        ground.advance(24 * HOUR)
        missed.append(
            south(ground, "ventilated_missed") + south(ground, "oxygen_missed")
        )
    assert missed[1] < missed[0] / 2


def test_who_goes_for_help_finds_a_point_or_a_hospital() -> None:
    without, with_points = world(self_help=1, unheard_help=1), world(self_help=1)
    with_points.pull("people.south.message", 1)
    with_points.pull("people.south.support_points", 5)
    for ground in (without, with_points):
        ground.advance(20 * HOUR)
    assert south(without, "ventilated_missed") == 0
    assert south(without, "to_hospital") > 150
    assert south(with_points, "to_hospital") < south(without, "to_hospital")
    assert south(with_points, "supported") > 0


def test_a_dark_care_home_cools_by_newtons_law() -> None:
    ground = world(home_cools="38h", house_cools="30h", outside_temperature=-6, gains=2)
    ground.advance(5 * MINUTE + 1)
    ground.advance(10 * HOUR + 5 * MINUTE)
    wanted = -4 + 24 * math.exp(-10 / 38)
    assert south(ground, "home_temperature") == pytest.approx(wanted, abs=0.01)
    assert south(ground, "house_temperature") == pytest.approx(
        -4 + 24 * math.exp(-10 / 30), abs=0.01
    )


def test_by_default_a_home_falls_to_fourteen_degrees_in_about_ten_hours() -> None:
    """At -6 C: what the house's own figure was chosen for."""
    reached = []
    for seed in range(30):
        ground = world(seed=seed, outside_temperature=-6, care_homes=1)
        at = 0
        while not reached or len(reached) <= seed:
            at += HOUR // 2
            ground.advance(at)
            if south(ground, "home_temperature") < 14:
                reached.append(at / HOUR)
    assert 8 <= sorted(reached)[15] <= 13


def test_outside_heat_warms_homes_again() -> None:
    ground = world(home_cools="30h")
    ground.advance(20 * HOUR)
    cold = south(ground, "home_temperature")
    ground.pull("people.south.heat_homes", 1)
    ground.advance(40 * HOUR)
    assert cold < 10
    assert south(ground, "home_temperature") == pytest.approx(20, abs=1.5)


def test_cold_hours_count_residents_below_sixteen_degrees() -> None:
    ground = world(home_cools="30h", frail=0)
    assert south(ground, "cold_hours") == 0
    ground.advance(16 * HOUR + 1)
    before = south(ground, "cold_hours")
    ground.advance(26 * HOUR + 1)
    assert south(ground, "cold_hours") - before == pytest.approx(241 * 10, rel=0.01)


def test_moving_residents_takes_rides_and_time_and_has_a_price() -> None:
    ground = world(fall_moving=0.1, fall_staying=0, move_rate=20)
    ground.pull("people.south.move_homes", 1000)
    assert (south(ground, "moving"), south(ground, "rides")) == (241, 20)
    ground.advance(6 * HOUR)
    assert 115 <= south(ground, "moved") <= 121
    ground.advance(13 * HOUR)
    assert (south(ground, "moved"), south(ground, "rides")) == (241, 0)
    assert 8 <= south(ground, "falls") <= 45


def test_moved_residents_are_no_longer_cold() -> None:
    stay, move = world(frail=0), world(frail=0)
    move.pull("people.south.move_homes", 241)
    for ground in (stay, move):
        ground.advance(40 * HOUR)
    assert south(move, "cold_hours") < south(stay, "cold_hours") / 2


def test_calls_are_three_times_as_many_in_an_outage() -> None:
    quiet, dark = world(power=1.0), world(power=0.0)
    for ground in (quiet, dark):
        ground.advance(72 * HOUR)
    made_calls = [
        south(ground, "calls_answered") + south(ground, "calls_unanswered")
        for ground in (quiet, dark)
    ]
    assert made_calls[1] / made_calls[0] == pytest.approx(3, rel=0.15)
    assert south(quiet, "calls") == pytest.approx(2.8)


def test_without_telecom_only_manned_posts_hear_people() -> None:
    silent, manned = world(), world()
    manned.pull("people.south.stations", 10)
    for ground in (silent, manned):
        ground.outside["masts.level"] = 0.0
        ground.advance(24 * HOUR)
    assert south(silent, "calls_answered") == 0
    assert south(manned, "calls_answered") > 0.8 * south(silent, "calls_unanswered")


def test_a_centre_that_is_down_answers_nobody() -> None:
    ground = world()
    ground.outside["centre.level"] = 0.0
    ground.advance(12 * HOUR)
    assert south(ground, "calls_answered") <= 2
    cause = ground.gauges["people.south.calls_unanswered"].why
    assert cause is not None
    assert cause().then == "centre.level"  # type: ignore[union-attr]


def test_a_message_reaches_as_far_as_the_masts_and_fades() -> None:
    early, late = world(), world()
    early.pull("people.south.message", 1)
    late.outside["masts.level"] = 0.0
    late.advance(HOUR)
    late.pull("people.south.message", 1)
    heard = south(early, "heard")
    assert heard > 2.5 * south(late, "heard") > 0
    early.advance(12 * HOUR)
    assert south(early, "heard") == pytest.approx(heard / 2, rel=1e-6)


def test_trust_falls_with_silence_rumour_promises_and_slips() -> None:
    ground = world()
    course = [south(ground, "trust")]
    ground.advance(6 * HOUR)
    course.append(south(ground, "trust"))
    ground.pull("people.south.promise_broken", 1)
    course.append(south(ground, "trust"))
    ground.pull("people.south.rumour", 0.8)
    ground.advance(12 * HOUR)
    course.append(south(ground, "trust"))
    ground.pull("people.south.notice", 2)
    ground.advance(15 * HOUR)
    course.append(south(ground, "trust"))
    assert course == sorted(course, reverse=True)
    assert len(set(course)) == len(course)
    assert [what for _, what, _ in ground.log].count("estimate-slipped") == 1


def test_a_good_message_and_a_correction_raise_trust() -> None:
    ground = world()
    before = south(ground, "trust")
    ground.pull("people.south.message", 1)
    informed = south(ground, "trust")
    ground.pull("people.south.rumour", 0.8)
    ground.pull("people.south.correct", 1)
    assert before < informed < south(ground, "trust")
    assert south(ground, "rumours") < 0.2


def test_points_fill_up_and_crowd() -> None:
    ground = world(seeks=0.05)
    ground.pull("people.south.support_points", 2)
    ground.advance(30 * HOUR)
    assert south(ground, "supported") == 300
    assert south(ground, "crowding") > 1
    assert south(ground, "unreached") > 0
    ground.pull("people.south.support_points", 60)
    ground.advance(31 * HOUR)
    assert south(ground, "crowding") < 1
    assert south(ground, "unreached") == 0


def test_carbon_monoxide_cases_have_a_name_and_follow_the_cold() -> None:
    total = 0
    for seed in range(10):
        ground = world(seed=seed, house_cools="30h")
        ground.advance(7 * HOUR)
        early = south(ground, "co")
        ground.advance(48 * HOUR)
        total += int(south(ground, "co"))
        assert early <= 1
        names = [facts["number"] for _, what, facts in ground.log if what == "co-case"]
        assert names == list(range(1, int(south(ground, "co")) + 1))
    assert total / 10 == pytest.approx(0.002 * 62 * 40, rel=0.3)


def test_child_care_keeps_staff_at_work() -> None:
    ground = world()
    assert south(ground, "absent") == pytest.approx(0.06)
    ground.advance(30 * HOUR)
    assert south(ground, "absent") == pytest.approx(0.35, abs=0.01)
    ground.pull("people.south.child_care", 1)
    assert south(ground, "absent") < 0.26


def test_levers_for_all_are_shared_out_by_people() -> None:
    north = {**SOUTH, "people": 60_000}
    ground = world({"south": SOUTH, "north": north})
    ground.pull("people.all.support_points", 20)
    ground.pull("people.all.message", 1)
    ground.pull("people.all.move_homes", 100)
    ground.advance(30 * HOUR)
    assert ground.read("people.all.moved") == 100
    assert ground.read("people.north.heard") == ground.read("people.south.heard") > 0
    assert ground.read("people.all.dark") == 200_000
    assert ground.read("people.all.supported") == (
        ground.read("people.north.supported") + ground.read("people.south.supported")
    )


def test_scaling_outreach_for_all_scales_the_routine_too() -> None:
    ground = world()
    assert ground.values["people.all.outreach"] == 2
    ground.pull("people.all.outreach", 0)
    ground.advance(20 * HOUR)
    some = world()
    some.advance(20 * HOUR)
    assert south(some, "ventilated_reached") > south(ground, "ventilated_reached")


FIGURES = (
    "dark_hours", "cold_hours", "trust", "absent", "supported", "falls", "co", "calls",
    "calls_answered", "calls_unanswered", "ventilated_reached", "ventilated_missed",
    "oxygen_missed", "home_temperature",
)  # fmt: skip


def test_an_area_seen_to_once_an_hour_fares_as_one_seen_to_at_every_look() -> None:
    """What happens at a moment (battery, lever, power) is never put off to the hour."""

    def course(seed: int, record: int) -> list[float]:
        ground = world(seed=seed, record=record, calls_base=0.3, answers=1.5)
        ground.advance(5 * HOUR + 20 * MINUTE)
        ground.pull("people.south.message", 0.8)
        ground.pull("people.south.support_points", 8)
        ground.pull("people.south.outreach", 20)
        ground.advance(11 * HOUR + 40 * MINUTE)
        ground.pull("people.south.call_takers", 2)
        ground.advance(20 * HOUR + 10 * MINUTE)
        ground.outside["grid.level"] = 1.0
        ground.advance(24 * HOUR + 1)
        return [south(ground, one) for one in FIGURES]

    seeds = range(1, 9)
    often = [course(seed, 5 * MINUTE) for seed in seeds]
    hourly = [course(seed, HOUR) for seed in seeds]
    for place, what in enumerate(FIGURES):
        one, other = (sum(row[place] for row in rows) for rows in (often, hourly))
        assert other == pytest.approx(one, rel=0.06, abs=4), what


def test_poisson_has_its_mean() -> None:
    grid = [(k + 0.5) / 20_000 for k in range(20_000)]
    for mean in (0.1, 1.0, 7.5):
        drawn = [poisson(mean, luck) for luck in grid]
        assert sum(drawn) / len(drawn) == pytest.approx(mean, rel=0.01)
    assert poisson(0, 0.999) == 0


def test_the_chain_of_why_ends_at_the_grid() -> None:
    nodes = {
        "grid": {"service": "power", "fails": "0s", "restored": "40h"},
        "masts": {"service": "telecom", "needs": ["grid"], "buffer": "2h"},
        "centre": {"needs": []},
    }
    ground = Ground()
    first = made(Infrastructure, nodes, ground)
    ground.start(first, made(Population, {"areas": {"south": SOUTH}}, ground))
    ground.advance(5 * HOUR)
    chain, name = [], "people.all.calls_unanswered"
    while name:
        tell = ground.gauges[name].why
        cause = tell() if tell else None
        if cause is None:
            break
        chain.append(name)
        assert cause.text.nl and cause.text.en
        name = cause.then
    assert chain == ["people.all.calls_unanswered", "masts.level", "grid.level"]


PULLS = st.lists(
    st.tuples(st.integers(0, 40), st.sampled_from(sorted(LEVERS)), st.floats(0, 1)),
    max_size=10,
)


def play(pulls: list[Any], ticks: int) -> tuple[Ground, list[Any]]:
    ground, course = world(ventilated=20, oxygen=10, dialysis=5), []
    for at in range(0, 48 * HOUR, ticks):
        ground.advance(at)
        if at == 20 * HOUR:
            ground.outside["grid.level"] = 0.4
        for when, lever, size in pulls:
            if when * HOUR == at:
                spec = ground.levers[f"people.south.{lever}"]
                top = min(spec.high, 50.0)
                ground.pull(spec.name, spec.low + size * (top - spec.low))
        if at % HOUR == 0:
            course.append(ground.readings())
    ground.advance(48 * HOUR)
    return ground, course


@settings(max_examples=15, deadline=None)
@given(PULLS)
def test_the_same_course_at_any_tick_within_bounds(pulls: list[Any]) -> None:
    coarse, one = play(pulls, HOUR)
    fine, other = play(pulls, 12 * MINUTE)
    assert one == other
    assert coarse.log == fine.log
    for readings in one:
        for share in ("heard", "trust", "rumours", "absent"):
            assert 0 <= readings[f"people.south.{share}"] <= 1
        whole = ("moved", "moving", "falls", "co", "calls_unanswered", "supported")
        for count in whole:
            value = readings[f"people.south.{count}"]
            assert value >= 0 and value == int(value)
