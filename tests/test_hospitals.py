"""Hospitals stay as full as stated until something happens, and every choice has a price."""

from __future__ import annotations

from typing import Any

import pytest
from ground import Ground, made

from ttx.models.hospitals import Hospitals
from ttx.models.patient import INCIDENT, MILITARY, URGENT, Case, Patient, survival
from ttx.moment import DAY, HOUR, MINUTE

SITES: dict[str, dict[str, Any]] = {
    "first": {"region": "east", "level": 1, "icu_beds": 40, "ward_beds": 400, "or_teams": 12,
              "or_night": 2, "isolation_rooms": 20, "specialisms": ["neuro"]},
    "second": {"region": "east", "level": 2, "icu_beds": 16, "ward_beds": 300, "or_teams": 8},
    "third": {"region": "west", "level": 3, "icu_beds": 12, "ward_beds": 250, "or_teams": 6},
}  # fmt: skip
ABOUT = {"source": "test", "tag": "X"}


def hospitals(
    seed: int = 1, sites: dict[str, Any] | None = None, **more: Any
) -> tuple[Ground, Hospitals]:
    ground = Ground(seed)
    model = made(Hospitals, {**ABOUT, "sites": sites or SITES, **more}, ground)
    assert isinstance(model, Hospitals)
    ground.start(model)
    return ground, model


def casualty(ground: Ground, number: int = 1, **needs: Any) -> Patient:
    luck = ground.stream("test/luck").row(16)
    case = Case("trains", number, "evacuated", int(ground.env.now), luck=luck)
    for name, value in needs.items():
        setattr(case, name, value)
    case.said_icu, case.said_level, case.said_special = case.icu, case.level, case.special
    patient = Patient(ground.env, MILITARY, URGENT)
    patient.case, patient.ward = case, 12 * DAY
    patient.icu = 6 * DAY if case.icu else 0
    return patient


def offer(ground: Ground, many: int, **needs: Any) -> list[Patient]:
    people = [casualty(ground, n, **needs) for n in range(many)]
    for patient in people:
        ground.ports["care.regulate"](patient)
    return people


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
    assert stopped.read("care.all.put_off_urgent") == quiet.read("care.all.put_off_urgent")
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


# ---- regulating


def test_every_casualty_is_placed_or_waits() -> None:
    ground, _ = hospitals()
    offer(ground, 90, icu=True, level=2)
    offer(ground, 60, level=3)
    ground.advance(2 * DAY)
    placed, waiting = ground.read("care.all.placed"), ground.read("care.all.waiting_place")
    assert ground.read("care.all.offered") == 150 == placed + waiting
    assert waiting > 0
    assert ground.read("care.all.refused") > 0
    assert ground.read("care.all.military") == placed


def test_a_hospital_refuses_by_its_own_rule() -> None:
    ground, _ = hospitals()
    ground.pull("care.first.accepts", 0)
    ground.pull("care.second.accept_cap", 5)
    offer(ground, 40, level=3)
    ground.advance(6 * HOUR)
    assert ground.read("care.first.military") == 0
    assert ground.read("care.second.military") == 5
    assert ground.read("care.third.military") > 5
    assert ground.read("care.first.refused") > 0


@pytest.mark.parametrize(("key", "site"), [(1, "first"), (3, "third")])
def test_the_key_decides_who_is_asked_first(key: float, site: str) -> None:
    travel = {"east": {"travel": "90m"}, "west": {"travel": "20m"}}
    ground, _ = hospitals(regions=travel)
    ground.pull("care.regulating.key", key)
    offer(ground, 6, level=1)
    ground.advance(5 * HOUR)
    assert ground.read(f"care.{site}.military") == 6


def test_a_cap_holds_for_each_region_and_day() -> None:
    ground, _ = hospitals()
    ground.pull("care.regulating.key", 2)
    ground.pull("care.regulating.cap", 8)
    offer(ground, 40, level=3)
    ground.advance(12 * HOUR)
    assert ground.read("care.all.placed") == 16
    ground.advance(DAY + 8 * HOUR)
    assert ground.read("care.all.placed") == 32


def test_the_wrong_bed_is_left_for_the_right_one() -> None:
    ground, _ = hospitals()
    people = offer(ground, 8, level=1)
    for patient in people:
        assert patient.case is not None
        patient.case.said_level = 3
    ground.pull("care.first.accepts", 0)
    ground.advance(6 * HOUR)
    assert ground.read("care.all.right_place") == 0
    ground.pull("care.first.accepts", 1)
    ground.advance(4 * DAY)
    assert ground.read("care.all.secondary_transfers") == 8
    assert ground.read("care.first.military") == 8


# ---- infection, operations, going home


def test_rooms_run_out_and_the_price_comes_ten_days_later() -> None:
    ground, _ = hospitals(shares={"germ_spread": 1.0})
    offer(ground, 100, level=3, isolation=True, germ=True)
    ground.advance(2 * DAY)
    assert ground.read("care.all.isolation_free") == 0
    assert ground.read("care.all.isolation_breaches") > 50
    assert ground.read("care.all.outbreak") == 0
    ground.advance(17 * DAY)
    assert ground.read("care.all.outbreak") > 50


def test_a_cohort_needs_no_room_and_spreads_less_than_no_rule() -> None:
    counts = []
    for rule in (1, 3):
        ground, _ = hospitals(shares={"germ_spread": 1.0})
        ground.pull("care.all.isolation_rule", rule)
        offer(ground, 100, level=3, isolation=True, germ=True)
        ground.advance(17 * DAY)
        assert ground.read("care.all.isolation_breaches") == 0
        counts.append(ground.read("care.all.outbreak"))
    assert 0 < counts[0] < counts[1]


def test_without_theatres_the_second_look_is_late() -> None:
    ground, _ = hospitals()
    offer(ground, 30, level=3, operations=3)
    ground.advance(DAY)
    assert ground.read("care.all.late_surgery") == 0
    for site in SITES:
        ground.pull(f"care.{site}.power", 0)
    ground.advance(6 * DAY)
    assert ground.read("care.all.late_surgery") > 10
    assert ground.read("care.all.or_queue") > 10


def test_allied_patients_wait_to_be_fetched() -> None:
    ground, _ = hospitals()
    offer(ground, 20, level=3, allied=True)
    ground.advance(13 * DAY)
    waiting = ground.read("care.all.allied_waiting")
    assert waiting == 20
    ground.pull("care.all.repatriate", 15)
    assert ground.read("care.all.allied_waiting") == 5
    assert ground.read("care.all.military") == 5


# ---- a buffer site


BUFFER = {
    "region": "east", "level": 2, "icu_beds": 12, "ward_beds": 100, "or_teams": 3,
    "open": False, "opening": "3h", "max_stay": "48h", "staff_from": "first",
    "staff_takes": 0.1, "ed_visits": 0, "icu_occupied": 0, "ward_occupied": 0,
}  # fmt: skip


def test_a_buffer_opens_late_takes_staff_and_must_be_emptied() -> None:
    ground, _ = hospitals(sites={**SITES, "buffer": BUFFER})
    assert ground.read("care.buffer.ward_beds") == 0
    ground.pull("care.buffer.open", 1)
    ground.advance(2 * HOUR)
    assert ground.read("care.buffer.ward_beds") == 0
    ground.advance(4 * HOUR)
    assert ground.read("care.buffer.ward_beds") == 100
    assert ground.read("care.first.staff") == pytest.approx(0.9)
    for site in SITES:
        ground.pull(f"care.{site}.accepts", 0)
    offer(ground, 30, level=3)
    ground.advance(10 * HOUR)
    assert ground.read("care.buffer.military") == 30
    ground.pull("care.all.accepts", 1)
    for site in SITES:
        ground.pull(f"care.{site}.accepts", 1)
    ground.advance(4 * DAY)
    assert ground.read("care.buffer.military") == 0
    assert ground.read("care.all.secondary_transfers") == 30


# ---- sudden casualties


def test_the_score_falls_while_nobody_helps() -> None:
    """Sacco et al. 2005 by a secondary source: survival chances by score and wait."""
    assert survival(12, 6 * HOUR) == 0.84
    assert survival(8, 2 * HOUR) == 0.49
    for score in range(13):
        chances = [survival(score, k * 30 * MINUTE) for k in range(13)]
        assert chances == sorted(chances, reverse=True)


def test_the_toy_case_is_best_helped_worst_first() -> None:
    def lived(order: list[int]) -> float:
        return sum(survival(s, k * 30 * MINUTE) for k, s in enumerate(order))

    assert lived([12, 9, 8, 7, 4]) == pytest.approx(3.032)
    assert lived([4, 7, 8, 9, 12]) == pytest.approx(3.54)


def test_sudden_casualties_go_through_the_emergency_department() -> None:
    ground, _ = hospitals()
    for number in range(40):
        patient = casualty(ground, number, profile="sudden", rpm=6, operations=1, level=1)
        patient.kind = INCIDENT
        ground.ports["care.first"](patient)
    assert ground.read("care.first.military") == 40
    assert ground.read("care.first.ed_waiting") > 0
    ground.advance(DAY)
    died = ground.read("care.all.died")
    assert 5 < died < 40
    assert ground.gauges["care.all.died"].sensitive
    assert ground.read("care.first.military") == 40 - died


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
    from ttx.models import hospitals_form as form

    for part in (form.STAYS, form.SHARES, form.SITE, form.REGION, form.REGULATING):
        for name, one in part.items():
            if one.kind == "figure" and hasattr(one.default, "tag"):
                assert one.default.source and one.default.tag, name


def test_a_name_that_is_taken_is_a_problem() -> None:
    ground = Ground()
    site = {"region": "all", "icu_beds": 1, "ward_beds": 9, "or_teams": 1}
    made(Hospitals, {**ABOUT, "sites": {"regulating": {**site, "region": "x"}}}, ground)
    assert [problem.code for problem in ground.problems] == ["same-name"]
