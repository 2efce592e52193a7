"""Hospitals stay as full as stated until something happens, and every choice has a price."""

from __future__ import annotations

import pytest
from ground import Ground, made
from wards import ABOUT, hospitals, offer

from ttx.models.hospitals import Hospitals
from ttx.moment import DAY, HOUR, MINUTE

# ---- warm start


def test_beds_stay_as_full_as_stated_without_a_shock() -> None:
    """Mean over seeds, day by day at the same hour: no drift over two weeks."""
    seeds, days = range(6), 14
    icu, ward = [0.0] * (days + 1), [0.0] * (days + 1)
    for seed in seeds:
        ground, _ = hospitals(seed)
        for day in range(days + 1):
            ground.advance(day * DAY + MINUTE)
            icu[day] += ground.read("care.all.icu_used") / len(seeds)
            ward[day] += ground.read("care.all.ward_used") / len(seeds)
    late_icu, late_ward = sum(icu[8:]) / 7, sum(ward[8:]) / 7
    assert late_icu == pytest.approx(68 * 0.75, rel=0.08)
    assert late_icu == pytest.approx(icu[0], rel=0.08)
    assert late_ward == pytest.approx(ward[0], rel=0.03)


def test_the_stated_occupancy_is_the_mean_of_the_day() -> None:
    ground, _ = hospitals(3)
    hours = []
    for hour in range(1, 7 * 24):
        ground.advance(hour * HOUR)
        hours.append(ground.read("care.all.ward_used"))
    assert sum(hours) / len(hours) == pytest.approx(950 * 0.85, rel=0.04)
    assert ground.read("care.all.put_off") < 20, "a quiet week puts hardly anything off"


def test_a_stay_found_under_way_is_length_biased() -> None:
    """Renewal theory: what is left has mean E[L^2] / 2 E[L]."""
    _, model = hospitals()
    stay = model.chain.stays["ward"]
    grid = [(i + 0.5) / 200 for i in range(200)]
    mean = sum(stay.left(u, v) for u in grid for v in grid) / len(grid) ** 2
    squares = sum(one * one for one in stay.lengths) / len(stay.lengths)
    assert mean == pytest.approx(squares / (2 * stay.mean), rel=0.01)


def test_nobody_is_lost_in_regular_care() -> None:
    ground, model = hospitals(2)
    held = {name: site.out.busy for name, site in model.sites.items()}
    ground.advance(10 * DAY)
    for name, site in model.sites.items():
        for station, more in ((site.ed, 0), (site.icu, 0), (site.ward, held[name])):
            inside = station.busy + station.queue.count
            assert station.arrived + more == station.finished + inside
        assert site.ward.busy <= site.ward.units
        assert site.icu.busy <= site.icu.units


# ---- decisions and their price


def test_planned_care_that_stops_is_counted_by_class_and_empties_beds() -> None:
    quiet, _ = hospitals()
    stopped, _ = hospitals()
    stopped.pull("care.all.plan_later", 0)
    for ground in (quiet, stopped):
        ground.advance(4 * DAY)
    assert stopped.read("care.all.put_off_later") > 50
    assert stopped.read("care.all.put_off_urgent") == quiet.read(
        "care.all.put_off_urgent"
    )
    assert stopped.read("care.all.ward_free") > quiet.read("care.all.ward_free") + 30
    assert stopped.read("care.all.put_off") == sum(
        stopped.read(f"care.all.put_off_{one}") for one in ("urgent", "soon", "later")
    )


def test_a_decision_in_one_hospital_leaves_the_luck_of_another_alone() -> None:
    quiet, _ = hospitals()
    changed, _ = hospitals()
    changed.pull("care.first.plan_later", 0)
    changed.pull("care.first.staff", 0.7)
    for ground in (quiet, changed):
        ground.advance(6 * DAY)
    same = [name for name in quiet.gauges if name.startswith("care.third.")]
    assert len(same) > 25
    assert [quiet.read(n) for n in same] == [changed.read(n) for n in same]
    assert quiet.read("care.first.ward_used") != changed.read("care.first.ward_used")


def test_half_the_staff_makes_patients_board() -> None:
    ground, _ = hospitals()
    ground.pull("care.second.staff", 0.6)
    ground.advance(3 * DAY)
    assert ground.read("care.second.icu_beds") == 9
    assert ground.read("care.second.boarding_hours") > 24
    assert ground.read("care.second.put_off") > 0
    assert ground.read("care.second.over_norm_hours") > 0
    assert ground.gauges["care.second.icu_beds"].why is not None


def test_a_crisis_ratio_gives_beds_and_is_counted() -> None:
    ground, _ = hospitals()
    ground.advance(HOUR)
    ground.pull("care.first.icu_ratio", 1.5)
    assert ground.read("care.first.icu_beds") == 60
    for patient in offer(ground, 30, icu=True, level=1):
        assert patient.icu
    ground.pull("care.regulating.key", 1)
    ground.advance(2 * DAY)
    assert ground.read("care.first.icu_used") > 40
    assert ground.read("care.first.crisis_hours") > 0


def test_own_power_stops_theatres_but_not_intensive_care() -> None:
    ground, _ = hospitals()
    ground.pull("care.first.power", 0)
    ground.pull("care.first.backup", 1)
    ground.advance(DAY)
    assert ground.read("care.first.or_busy") == 0
    assert ground.read("care.first.icu_used") > 20
    assert ground.read("care.first.single_source_hours") > 20 * 20
    assert ground.read("care.first.put_off") > 0
    assert ground.read("care.first.or_queue") > 0


def test_an_ed_stop_moves_patients_to_the_neighbour() -> None:
    quiet, _ = hospitals()
    stop, _ = hospitals()
    stop.pull("care.first.ed_stop", 1)
    for ground in (quiet, stop):
        ground.advance(3 * DAY)
    assert stop.read("care.first.diverted") > 20
    assert stop.read("care.second.ward_used") > quiet.read("care.second.ward_used")


def test_early_discharge_frees_beds_now() -> None:
    ground, model = hospitals()
    ground.advance(DAY + HOUR)
    before = ground.read("care.first.ward_used")
    ground.pull("care.first.early_discharge", 40)
    assert ground.read("care.first.ward_used") == before - 40
    ground.advance(20 * DAY)
    assert model.sites["first"].ward.busy >= 0


def test_moved_intensive_care_patients_arrive_elsewhere() -> None:
    ground, _ = hospitals()
    ground.advance(DAY)
    before = ground.read("care.second.icu_used")
    ground.pull("care.second.transfer_icu", 4)
    assert ground.read("care.second.icu_used") == before - 4
    assert ground.read("care.all.secondary_transfers") == 4


def test_more_outflow_shortens_the_wait_for_a_place_elsewhere() -> None:
    few, _ = hospitals(shares={"outflow_slack": 0.0})
    many, _ = hospitals(shares={"outflow_slack": 0.0})
    many.pull("care.all.outflow", 30)
    for ground in (few, many):
        offer(ground, 200, level=3, isolation=False)
        ground.advance(16 * DAY)
    assert many.read("care.all.ready_to_leave") <= few.read("care.all.ready_to_leave")


# ---- the house's rules


def test_the_ticks_do_not_matter() -> None:
    ends = []
    for tick in (5 * DAY, 7 * HOUR + 13, 37 * MINUTE + 1):
        ground, _ = hospitals(4)
        offer(ground, 80, icu=True, level=1, operations=2, isolation=True, germ=True)
        at = 0
        while at < 5 * DAY:
            at = min(5 * DAY, at + tick)
            ground.advance(at)
            ground.readings()
        ends.append(ground.readings())
    assert ends[0] == ends[1] == ends[2]


def test_every_gauge_says_what_it_is_in_two_languages() -> None:
    ground, _ = hospitals()
    for gauge in ground.gauges.values():
        assert gauge.says.nl and gauge.says.en
        if gauge.why is not None:
            cause = gauge.why()
            assert cause is None or (cause.text.nl and cause.text.en)
            assert cause is None or not cause.then or cause.then in ground.gauges


def test_every_default_has_a_source_and_a_tag() -> None:
    from ttx.models.hospitals import form as form

    for part in (form.STAYS, form.SHARES, form.SITE, form.REGION, form.REGULATING):
        for name, one in part.items():
            if one.kind == "figure" and hasattr(one.default, "tag"):
                assert one.default.source and one.default.tag, name


def test_a_name_that_is_taken_is_a_problem() -> None:
    ground = Ground()
    site = {"region": "all", "icu_beds": 1, "ward_beds": 9, "or_teams": 1}
    made(Hospitals, {**ABOUT, "sites": {"regulating": {**site, "region": "x"}}}, ground)
    assert [problem.code for problem in ground.problems] == ["same-name"]


def test_one_acute_team_operates_on_little_power_by_night() -> None:
    ground, model = hospitals()
    for what, teams in ((0.4, 1), (0.1, 1), (0.05, 0), (0.0, 0)):
        ground.pull("care.second.power", what)
        ground.advance(int(ground.env.now) // DAY * DAY + DAY - 4 * HOUR)  # 04:00
        assert model.sites["second"].theatre.units == teams
