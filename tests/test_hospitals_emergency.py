"""An emergency department sees its visitors, and gives way for who is badly hurt."""

from __future__ import annotations

import pytest
from wards import COUNTED, EMPTY, SITES, casualty, hospitals, sudden, with_first

from ttx.models.patient import URGENT
from ttx.moment import DAY, HOUR, MINUTE

# ---- visitors


def test_as_many_visit_as_stated_by_the_hour_of_day() -> None:
    ground, _ = hospitals(sites=with_first(ed_visits=96))
    ground.advance(10 * DAY)
    assert ground.read("care.first.ed_visits") == pytest.approx(960, rel=0.1)
    busy, quiet = 0.0, 0.0
    for day in range(10, 20):
        ground.advance(day * DAY + 5 * HOUR)  # 13:00
        busy += ground.read("care.first.ed_used")
        ground.advance(day * DAY + 20 * HOUR)  # 04:00
        quiet += ground.read("care.first.ed_used")
    assert busy > 2.5 * quiet > 0


def test_places_in_use_are_what_littles_law_says() -> None:
    ground, model = hospitals(sites={"a": {"region": "r", "icu_beds": 5, "ward_beds": 9,
        "or_teams": 1, "ed_places": 99, **EMPTY, "ed_visits": 240}})  # fmt: skip
    held = []
    for quarter in range(1, 14 * 96):
        ground.advance(quarter * 15 * MINUTE)
        held.append(ground.read("care.a.ed_used"))
    stay = model.chain.stays["walk_in"].mean / HOUR
    assert sum(held) / len(held) == pytest.approx(10 * stay, rel=0.04)


def test_reading_often_changes_no_visit() -> None:
    often, seldom = hospitals(3)[0], hospitals(3)[0]
    for minute in range(1, 2 * 24 * 60, 7):
        often.advance(minute * MINUTE)
        often.readings()
    for ground in (often, seldom):
        ground.advance(2 * DAY)
    assert often.readings() == seldom.readings()


def test_visitors_wait_while_others_are_let_in_first() -> None:
    """A small department: who is admitted never waits behind a visitor."""
    few = with_first(ed_places=10, ed_visits=150)
    ground, model = hospitals(sites=few)
    ed = model.sites["first"].ed
    waits = 0
    for quarter in range(1, 4 * 96):
        ground.advance(quarter * 15 * MINUTE)
        waits += ed.waiting
        assert len(ed.lines[URGENT]) == 0 or ed.free <= 0
    assert waits > 100
    assert sum(len(line) for line in ed.lines[:3]) <= len(ed.lines[3]) + 5


def test_a_stop_sends_visitors_to_the_neighbour() -> None:
    ground, _ = hospitals(shares={"diverted": 1.0})
    ground.pull("care.first.ed_stop", 1)
    ground.advance(2 * HOUR)
    before = ground.read("care.first.ed_visits")
    ground.advance(2 * DAY)
    assert ground.read("care.first.ed_visits") == before
    assert ground.read("care.second.ed_visits") > 1.6 * ground.read(
        "care.third.ed_visits"
    )


# ---- the resuscitation teams, the scanner, and on


def test_the_worst_hurt_go_to_a_team_then_the_scanner_then_theatre() -> None:
    ground, model = hospitals(stays={"ct": "20m"})
    site = model.sites["first"]
    patient = sudden(ground, resus=40 * MINUTE, ct=True, operations=1, icu=True)
    patient.icu = DAY
    ground.ports["care.first"](patient)
    for at, station in ((20, site.resus), (50, site.ct), (70, site.theatre)):
        ground.advance(at * MINUTE)
        assert station.serves(patient), at
    ground.advance(8 * HOUR)
    assert site.icu.serves(patient)
    assert site.ed.finished == 0 or patient.ed, "never on an ED place"


def test_who_waits_after_the_team_stands_in_the_department_not_with_the_team() -> None:
    ground, model = hospitals()
    ground.pull("care.first.power", 0)
    site = model.sites["first"]
    for number in range(3):
        patient = sudden(ground, number, resus=30 * MINUTE, operations=1)
        ground.ports["care.first"](patient)
    ground.advance(HOUR)
    assert site.resus.busy == 0
    assert ground.read("care.first.or_queue") >= 3
    assert ground.read("care.first.boarding") >= 3


def test_more_teams_shorten_the_line() -> None:
    lines = []
    for added in (0, 3):
        ground, _ = hospitals()
        ground.pull("care.first.resus_teams", added)
        for number in range(12):
            ground.ports["care.first"](sudden(ground, number, resus=45 * MINUTE))
        ground.advance(MINUTE)
        lines.append(ground.read("care.first.resus_waiting"))
    assert lines == [8, 5]


def test_waiting_for_a_team_costs_lives_and_is_bounded() -> None:
    died = []
    for teams in (2, 12):
        ground, _ = hospitals(sites=with_first(resus_teams=teams))
        for number in range(40):
            patient = sudden(ground, number, resus=45 * MINUTE, rpm=6, dies=-1)
            ground.ports["care.first"](patient)
        ground.advance(DAY)
        died.append(ground.read("care.all.died"))
    assert 0 < died[1] < died[0] <= 40
    assert ground.gauges["care.all.died"].sensitive


# ---- medium care, ventilators, burns


def test_medium_care_comes_after_intensive_care_or_instead_of_it() -> None:
    ground, model = hospitals(sites=with_first(**COUNTED))
    site = model.sites["first"]
    both, only = casualty(ground, 1, icu=True, level=1), casualty(ground, 2, level=1)
    both.icu, both.mc, only.mc = DAY, DAY, DAY
    for patient in (both, only):
        site.deliver(patient, promised=False)
    ground.advance(HOUR)
    assert site.icu.serves(both) and site.mc.serves(only)
    ground.advance(DAY + 2 * HOUR)
    assert site.mc.serves(both) and site.ward.serves(only)


def test_a_hospital_without_medium_care_gives_intensive_care() -> None:
    ground, model = hospitals()
    site = model.sites["second"]
    patient = casualty(ground, 1, level=2)
    patient.mc = DAY
    site.deliver(patient, promised=False)
    ground.advance(HOUR)
    assert site.icu.serves(patient)


def test_without_a_ventilator_a_bed_is_not_enough() -> None:
    ground, model = hospitals(sites=with_first(ventilators=20))
    site = model.sites["first"]
    spare = site.vents.units
    assert spare == round(20 - 0.45 * 0.75 * 40)
    for number in range(spare + 3):
        patient = sudden(ground, number, icu=True, ventilated=True, resus=10 * MINUTE)
        patient.icu = 3 * DAY
        ground.ports["care.first"](patient)
    ground.advance(3 * HOUR)
    assert ground.read("care.first.ventilators_waiting") > 0
    assert ground.read("care.first.icu_free") > 0
    ground.pull("care.first.ventilators", 5)
    assert ground.read("care.first.ventilators_waiting") == 0


def test_a_ventilator_is_given_back_when_it_is_no_longer_needed() -> None:
    ground, model = hospitals(sites=with_first(ventilators=20))
    site = model.sites["first"]
    patient = casualty(ground, 1, icu=True, level=1, ventilated=True, on_ventilator=DAY)
    site.deliver(patient, promised=False)
    ground.advance(HOUR)
    assert site.vents.busy == 1
    ground.advance(DAY + HOUR)
    assert site.vents.busy == 0 and site.icu.serves(patient)
    ground.advance(8 * DAY)
    assert site.vents.busy == 0


def test_burns_lie_in_the_burn_centre_and_no_more_than_it_holds() -> None:
    sites = {
        **SITES,
        "first": {**SITES["first"], "specialisms": ["burns"], "burn_beds": 4},
    }
    ground, model = hospitals(sites=sites)
    for number in range(7):
        patient = casualty(ground, number, level=1, special="burns")
        ground.ports["care.regulate"](patient)
    ground.advance(6 * HOUR)
    assert model.sites["first"].burns.busy == 4
    assert ground.read("care.first.burns_free") == 0
    assert ground.read("care.first.military") == 4
    assert ground.read("care.first.refused_beds") > 0


def test_a_late_second_operation_keeps_some_in_bed_longer() -> None:
    stays = []
    for late in (0, 9 * DAY):
        ground, model = hospitals()
        patient = casualty(ground, 1, level=1, operations=2, late_infection=late)
        patient.ward = 6 * DAY
        model.sites["first"].deliver(patient, promised=False)
        ground.advance(6 * HOUR)
        ground.pull("care.first.power", 0)
        ground.advance(5 * DAY)
        ground.pull("care.first.power", 1)
        ground.advance(8 * DAY)
        stays.append(ground.read("care.first.military"))
    assert stays == [0, 1]
    assert ground.read("care.all.late_infections") == 1
    ground.advance(17 * DAY)
    assert ground.read("care.first.military") == 0
