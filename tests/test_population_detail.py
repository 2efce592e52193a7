"""The people in detail: supplies, home care, cold walls, points, rumours, staff, gas."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import pytest
from ground import Ground, made
from hypothesis import given, settings
from hypothesis import strategies as st

from ttx import library
from ttx.figures import Figure
from ttx.models.population import Population
from ttx.models.population.form import PEOPLE
from ttx.models.population.form_parts import BY_HOUR, CONTROL_ROOM
from ttx.moment import HOUR, MINUTE
from ttx.world import World

PAGES = Path(__file__).parent.parent / "docs" / "models"
FRAME = """\
format: 1
id: page
title: {nl: Kleine wereld, en: Small world}
startex: 2027-01-18 06:00 Europe/Amsterdam
endex: T+72
teams:
  region: {title: {nl: Veiligheidsregio, en: Safety region}}
"""
SIDES = (
    "supplies", "home_care", "building", "moves", "points", "rumour", "staffing",
    "carbon_monoxide",
)  # fmt: skip
SOUTH: dict[str, Any] = {
    "people": 140_000, "households": 62_000, "power": "grid.level",
    "telecom": "masts.level", "emergency": "centre.level", "ventilated": 60,
    "oxygen": 40, "dialysis": 30, "care_homes": 3, "care_home_residents": 240,
    "care_home_generators": 0, "frail": 1000,
}  # fmt: skip


def world(
    *sides: str,
    power: float = 0.0,
    seed: int = 1,
    look: int = 10 * MINUTE,
    **south: Any,
) -> Ground:
    outside = {"grid.level": power, "masts.level": 1.0, "centre.level": 1.0}
    ground = Ground(seed=seed, look=look, outside=outside)
    tables = {side: {"usual": south.pop(side, {})} for side in SIDES
              if side in sides or side in south}  # fmt: skip
    area = {**SOUTH, **south, **dict.fromkeys(tables, "usual")}
    model = made(Population, {"areas": {"south": area}, **tables}, ground)
    assert not ground.problems
    ground.start(model)
    return ground


def south(ground: Ground, what: str) -> float:
    return ground.read(f"people.south.{what}")


def happened(ground: Ground, what: str) -> list[dict[str, Any]]:
    return [facts for _, one, facts in ground.log if one == what]


def test_every_figure_of_every_side_has_a_source_and_a_tag() -> None:
    forms = [PEOPLE[side].form for side in SIDES] + [CONTROL_ROOM]
    for form in forms:
        assert form is not None
        for name, one in form.items():
            if isinstance(one.default, Figure):
                assert one.default.tag in "SFDKEX" and one.default.tag, name
                assert one.default.source, name


def test_a_side_that_is_not_named_adds_nothing() -> None:
    plain, detailed = world(), world(*SIDES)
    assert set(plain.gauges) < set(detailed.gauges)
    assert set(plain.levers) < set(detailed.levers)


# --- supplies --------------------------------------------------------------------


def test_published_one_in_three_is_prepared_for_72_hours() -> None:
    ground = world("supplies")
    course = {}
    for at in (11, 18, 25, 71, 73):
        ground.advance(at * HOUR)
        course[at] = south(ground, "in_need") / 62_000
    assert course[11] == 0
    assert course[18] == pytest.approx(0.65 / 2, abs=0.02), "half of the unprepared"
    assert course[25] == course[71] == pytest.approx(0.65)
    assert course[73] == 1


def test_people_come_when_their_own_means_are_gone() -> None:
    ground = world("supplies", seeks=0.1)
    ground.pull("people.south.support_points", 1000)
    ground.advance(11 * HOUR)
    assert south(ground, "supported") < 10, "only people on devices"
    ground.advance(25 * HOUR)
    assert south(ground, "supported") > 2000


# --- home care -------------------------------------------------------------------


def test_published_one_set_lasts_eight_hours_and_two_sixteen() -> None:
    ground = world("home_care", outreach=0, self_help=0)
    course = []
    for at in (7.9, 8.2, 15.9, 16.3):
        ground.advance(round(at * HOUR))
        course.append(south(ground, "ventilated_missed"))
    assert course[0] == 0 and course[1] == course[2]
    assert 15 < course[1] < 45 and course[3] == 60


def test_charged_sets_buy_each_visited_person_eight_hours() -> None:
    without, brought = (
        world("home_care", self_help=0, outreach=20, oxygen=0) for _ in "ab"
    )
    brought.pull("people.south.batteries", 500)
    for ground in (without, brought):
        ground.pull("people.south.list_ventilated", 1)
        ground.advance(15 * HOUR)
    assert south(without, "to_hospital") == 60
    assert south(brought, "to_hospital") == south(brought, "ventilated_missed") == 0
    given_out = south(brought, "sets_given")
    assert given_out > 60
    assert given_out + south(brought, "sets_left") == 500


def test_phoning_needs_a_list_and_a_network() -> None:
    reached = []
    for listed, masts in ((0, 1.0), (1, 0.0), (1, 1.0)):
        ground = world("home_care", self_help=0.2, outreach=0)
        ground.outside["masts.level"] = masts
        ground.pull("people.south.phone_round", 30)
        for kind in ("ventilated", "oxygen", "dialysis"):
            ground.pull(f"people.south.list_{kind}", listed)
        ground.advance(17 * HOUR)
        reached.append(south(ground, "ventilated_reached"))
    assert max(reached[:2]) < 25 < 40 < reached[2]


def test_who_holds_one_list_cannot_open_another() -> None:
    ground = world("home_care", self_help=0)
    ground.pull("people.south.phone_round", 200)
    ground.pull("people.south.list_oxygen", 1)
    ground.advance(2 * HOUR)
    assert 20 < south(ground, "phoned") <= 40


def test_dialysis_is_missed_on_day_two_or_three_without_rides() -> None:
    stays, rides = world("home_care", self_help=0), world("home_care", self_help=0)
    rides.pull("people.south.dialysis_rides", 1)
    for ground in (stays, rides):
        ground.advance(47 * HOUR)
        assert south(ground, "dialysis_missed") == 0
        ground.advance(73 * HOUR)
    assert south(stays, "dialysis_missed") == 30
    assert south(rides, "dialysis_missed") == 0
    assert south(rides, "dialysis_reached") == 30


def test_a_death_is_an_event_with_a_name_and_off_by_default() -> None:
    plain = world("home_care", outreach=0, self_help=0)
    told = world(outreach=0, self_help=0, home_care={"ventilated_fatal": 0.5})
    for ground in (plain, told):
        ground.advance(20 * HOUR)
        assert ground.gauges["people.south.ventilated_deaths"].sensitive
    assert south(plain, "ventilated_deaths") == 0
    count = south(told, "ventilated_deaths")
    assert 10 < count < 50 and count <= south(told, "ventilated_missed")
    persons = [one["person"] for one in happened(told, "ventilator-death")]
    assert len(set(persons)) == len(persons) == count


# --- care homes ------------------------------------------------------------------


def test_exact_walls_give_the_time_constant_and_the_own_warmth() -> None:
    """dT/dt = -(T - T_out - q/H) H/C: C/H = 40 h, q/H = 2 degrees."""
    walls = {"heat_loss": 1.25, "heat_capacity": 50, "own_heat": 2.5, "spread": 0}
    ground = world(building=walls, outside_temperature=-6, look=5 * MINUTE)
    ground.advance(5 * MINUTE + 1)
    ground.advance(10 * HOUR + 5 * MINUTE)
    wanted = -4 + 24 * math.exp(-10 / 40)
    assert south(ground, "home_temperature") == pytest.approx(wanted, abs=0.01)


def test_better_walls_stay_warm_longer() -> None:
    degrees = []
    for loss in (0.8, 1.5, 3.0):
        ground = world(building={"heat_loss": loss}, outside_temperature=-6)
        ground.advance(12 * HOUR)
        degrees.append(south(ground, "home_temperature"))
    assert degrees == sorted(degrees, reverse=True)


def test_hours_below_18_and_14_are_those_of_residents() -> None:
    walls = {"heat_loss": 1.5, "heat_capacity": 45, "own_heat": 3, "spread": 0}
    ground = world(building=walls, care_homes=1, outside_temperature=-6)
    ground.advance(40 * HOUR)
    cool, hard = south(ground, "hours_below_18"), south(ground, "hours_below_14")
    wanted = [30 * math.log(24 / (24 + level - 20)) for level in (18, 14)]
    assert cool == pytest.approx(240 * (40 - wanted[0]), rel=0.02)
    assert hard == pytest.approx(240 * (40 - wanted[1]), rel=0.02)


def test_blankets_take_away_harm_but_not_cold() -> None:
    harmed, cold = [], []
    for blankets in (0, 1):
        total = 0.0
        for seed in range(6):
            ground = world("building", outside_temperature=-8, seed=seed)
            ground.pull("people.south.blankets", blankets)
            ground.advance(60 * HOUR)
            total += south(ground, "harmed_by_cold")
        harmed.append(total)
        cold.append(south(ground, "hours_below_14"))
    assert cold[0] == cold[1] and 0.3 < harmed[1] / harmed[0] < 0.75


def test_moving_waits_for_places_and_for_the_right_ride() -> None:
    ground = world(
        moves={"beds": 100, "seated_rides": 10, "lying_rides": 0, "lying": 0.5}
    )
    ground.pull("people.south.move_homes", 240)
    ground.advance(8 * HOUR)
    assert 70 <= south(ground, "moved") <= 80
    ground.advance(40 * HOUR)
    assert south(ground, "moved") == 100 and south(ground, "receiving_places") == 0
    assert south(ground, "moving") == 140
    ground.pull("people.south.receiving_beds", 300)
    ground.advance(60 * HOUR)
    assert south(ground, "moved") == 120, "who must lie down waits for such a ride"
    ground.pull("people.south.lying_rides", 20)
    ground.advance(80 * HOUR)
    assert south(ground, "moved") == 240 and south(ground, "moving") == 0


def test_harm_of_moving_is_told_one_by_one() -> None:
    ground = world(
        moves={"beds": 300, "seated_rides": 60, "harm_seated": 0.1, "lying": 0}
    )
    ground.pull("people.south.move_homes", 240)
    ground.advance(12 * HOUR)
    harmed = [
        one for one in happened(ground, "resident-harmed") if one["how"] == "move"
    ]
    assert len(harmed) == south(ground, "harmed_by_move") > 10


# --- support points --------------------------------------------------------------


def test_points_open_hours_after_the_decision() -> None:
    ground = world("points", seeks=0.05)
    ground.pull("people.south.support_points", 6)
    ground.advance(HOUR + 50 * MINUTE)
    assert south(ground, "points_open") == 0 and south(ground, "points_opening") == 6
    ground.advance(7 * HOUR)
    assert south(ground, "points_open") == 6 and south(ground, "point_places") == 900


def test_many_points_with_few_people_and_no_sets_serve_fewer() -> None:
    places = []
    for points, extra in ((9, 0), (40, 0), (40, 200)):
        ground = world("points")
        ground.pull("people.south.support_points", points)
        ground.pull("people.south.point_staff", 60 + extra)
        ground.pull("people.south.point_generators", 9 + extra)
        ground.advance(8 * HOUR)
        places.append(south(ground, "point_places"))
    assert places[0] == 1350
    assert places[1] < places[0] < places[2] == 6000


def test_who_finds_no_place_is_counted_once() -> None:
    ground = world("points", seeks=0.05)
    ground.pull("people.south.support_points", 2)
    ground.advance(40 * HOUR)
    assert south(ground, "turned_away") >= south(ground, "unreached") > 0
    before = south(ground, "turned_away")
    ground.advance(41 * HOUR)
    assert south(ground, "turned_away") - before < 10


# --- rumours ---------------------------------------------------------------------


def test_exact_one_in_five_never_hears_a_rumour_of_maki_and_thompson() -> None:
    """u = exp(-2 (1 - u)) for b = a = 1, c = 0: 20.3 %."""
    plain = {"contacts": 2, "believes": 1, "stifles": 1, "tires": 0, "mouth": 1}
    ground = world(rumour=plain, power=1.0)
    ground.pull("people.south.rumour", 0.001)
    ground.advance(60 * HOUR)
    assert 1 - south(ground, "rumour_known") == pytest.approx(0.203, abs=0.01)
    assert south(ground, "rumours") < 0.001


def test_a_rumour_spreads_more_slowly_without_a_network() -> None:
    known = []
    for masts in (1.0, 0.0):
        ground = world("rumour")
        ground.outside["masts.level"] = masts
        ground.advance(HOUR)
        ground.pull("people.south.rumour", 0.02)
        ground.advance(12 * HOUR)
        known.append(south(ground, "rumour_known"))
    assert known[1] < known[0]


def test_an_early_correction_keeps_people_from_believing() -> None:
    most = []
    for at in (2, 20, 0):
        ground = world("rumour")
        ground.pull("people.south.rumour", 0.05)
        highest = 0.0
        for hour in range(1, 40):
            ground.advance(hour * HOUR)
            if hour == at:
                ground.pull("people.south.correct", 0.8)
            highest = max(highest, south(ground, "rumours"))
        most.append(highest)
    assert most[0] < most[1] <= most[2]


def test_a_rumour_fills_points_and_the_line() -> None:
    quiet, noisy = world("rumour", seeks=0.05), world("rumour", seeks=0.05)
    noisy.pull("people.south.rumour", 0.5)
    for ground in (quiet, noisy):
        ground.pull("people.south.support_points", 500)
        ground.advance(4 * HOUR)
    assert south(noisy, "supported") > 1.1 * south(quiet, "supported")
    assert south(noisy, "calls") > south(quiet, "calls")
    assert south(noisy, "trust") < south(quiet, "trust")


# --- staff and gas ---------------------------------------------------------------


def test_staff_stay_away_for_reasons_that_can_be_helped() -> None:
    plain, helped = world("staffing", "supplies"), world("staffing", "supplies")
    helped.pull("people.south.child_care", 1)
    helped.pull("people.south.staff_rides", 1)
    helped.pull("people.south.staff_beds", 1)
    for ground in (plain, helped):
        assert south(ground, "absent") == pytest.approx(0.06)
        ground.advance(72 * HOUR)
    parts = [south(plain, f"absent_{one}") for one in ("child_care", "fuel", "home")]
    assert all(part > 0.05 for part in parts)
    assert south(plain, "absent") < 0.06 + sum(parts)
    assert south(helped, "absent") < south(plain, "absent") - 0.1


def test_an_early_warning_lowers_carbon_monoxide() -> None:
    cases = [0, 0]
    for seed in range(4):
        for warned in (0, 1):
            ground = world(carbon_monoxide={"hazard": 0.5}, seed=seed,
                           house_cools="24h", message_lasts="72h")  # fmt: skip
            ground.pull("people.south.message", warned)
            ground.advance(48 * HOUR)
            cases[warned] += int(south(ground, "co"))
            assert south(ground, "co_deaths") == 0
    assert 0 < cases[1] < 0.75 * cases[0]


def test_carbon_monoxide_deaths_are_bounded_events() -> None:
    ground = world(house_cools="24h", carbon_monoxide={"fatal": 0.3, "hazard": 0.5})
    ground.advance(60 * HOUR)
    deaths, serious = south(ground, "co_deaths"), south(ground, "co_serious")
    assert 0 < deaths <= serious <= south(ground, "co")
    assert len(happened(ground, "co-death")) == deaths
    assert ground.gauges["people.all.co_deaths"].sensitive


# --- all of it -------------------------------------------------------------------


def whole(seed: int = 1, power: float = 0.0) -> Ground:
    outside = {"grid.level": power, "masts.level": 0.5, "centre.level": 1.0}
    ground = Ground(seed=seed, look=10 * MINUTE, outside=outside)
    area = {**SOUTH, **dict.fromkeys(SIDES, "usual"), "control_room": "room"}
    north = {**area, "people": 60_000, "households": 26_000}
    raw = {
        "areas": {"south": area, "north": north, "plain": SOUTH},
        "clock": "4h20m",
        **{side: {"usual": {}} for side in SIDES},
        "control_room": {"room": {"operators": 4}},
    }
    ground.start(made(Population, raw, ground))
    return ground


@pytest.mark.parametrize("power", [1.0, 0.0, 0.4])
def test_every_gauge_always_says_why(power: float) -> None:
    ground = whole(power=power)
    for at in (0, 20, 50):
        ground.advance(at * HOUR)
        for name in ground.gauges:
            chain = [name]
            while chain[-1] in ground.gauges:
                tell = ground.gauges[chain[-1]].why
                assert tell is not None, name
                cause = tell()
                assert cause is not None and cause.text.nl and cause.text.en, name
                assert cause.tag in "SFDKEX", name
                if not cause.then:
                    break
                chain.append(cause.then)
            assert len(chain) <= 6 and len(set(chain)) == len(chain), chain


def test_reading_changes_nothing() -> None:
    read, unread = whole(), whole()
    for at in range(1, 30):
        read.advance(at * HOUR)
        read.readings()
        for gauge in read.gauges.values():
            assert gauge.why is not None
            gauge.why()
    unread.advance(29 * HOUR)
    assert read.readings() == unread.readings()


def test_levers_for_all_are_shared_out_and_pulses_are_whole() -> None:
    ground = whole()
    ground.pull("people.all.batteries", 101)
    assert ground.read("people.all.sets_left") == 101
    ground.pull("people.south.batteries", 9)
    assert ground.read("people.all.sets_left") == 110
    ground.pull("people.all.blankets", 1)
    ground.pull("people.all.point_staff", 600)
    ground.pull("people.all.support_points", 40)
    ground.advance(20 * HOUR)
    assert ground.read("people.all.points_open") == ground.read(
        "people.south.points_open"
    ) + ground.read("people.north.points_open")


PULLS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 200), st.floats(0, 1)), max_size=12
)


@settings(max_examples=12, deadline=None)
@given(PULLS, st.integers(1, 50))
def test_nobody_is_lost_and_the_same_seed_gives_the_same_course(
    pulls: list[tuple[int, int, float]], seed: int
) -> None:
    logs, ends = [], []
    for tick in (HOUR, 20 * MINUTE):
        ground = whole(seed)
        levers = sorted(ground.levers)
        for at in range(0, 48 * HOUR, tick):
            ground.advance(at)
            if at == 30 * HOUR:
                ground.outside["grid.level"] = 0.5
            for when, which, size in pulls:
                if when * HOUR == at:
                    spec = ground.levers[levers[which % len(levers)]]
                    top = min(spec.high, 60.0)
                    ground.pull(spec.name, spec.low + size * (top - spec.low))
        ground.advance(48 * HOUR)
        check(ground)
        logs.append(ground.log)
        ends.append(ground.readings())
    assert logs[0] == logs[1] and ends[0] == ends[1]


def check(ground: Ground) -> None:
    for name, value in ground.readings().items():
        if "temperature" not in name:
            assert value >= 0, name
    for area in ("south", "north", "plain"):
        homes = ground.read(f"people.{area}.moved")
        assert 0 <= homes <= 240
        for kind, count in (("ventilated", 60), ("oxygen", 40), ("dialysis", 30)):
            parts = [ground.read(f"people.{area}.{kind}_{one}")
                     for one in ("left", "reached", "missed")]  # fmt: skip
            assert sum(parts) <= count
            assert all(part == int(part) for part in parts)
        for share in ("trust", "heard", "rumours", "absent"):
            assert 0 <= ground.read(f"people.{area}.{share}") <= 1


def test_the_day_of_calls_adds_up_to_a_day() -> None:
    day = [one.mean for one in BY_HOUR]
    assert len(day) == 24 and sum(day) / 24 == pytest.approx(1, abs=0.02)


@pytest.mark.parametrize("name", ["population", "outbreak"])
def test_the_world_of_the_page_plays_and_can_tell_why(
    name: str, tmp_path: Path
) -> None:
    text = (PAGES / f"{name}.md").read_text(encoding="utf-8")
    drawn = text.split("```text")[1].split("```")[0]
    assert max(len(line) for line in drawn.splitlines()) <= 90
    found = re.search(r"## A small world\n+```yaml\n(.*?)```", text, re.S)
    assert found
    file = tmp_path / "page.yaml"
    file.write_text(FRAME + found[1], encoding="utf-8")
    world = World(library.load(file).scenario, 3)
    for hour in (0, 8, 30, 70):
        world.advance(hour * HOUR)
        for gauge in world.gauges:
            if gauge.startswith(("people.", "outbreak.")):
                assert 1 <= len(world.why(gauge)) <= 6, gauge
