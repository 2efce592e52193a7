"""A casualty is offered, refused, placed, moved on, operated again and sent home."""

from __future__ import annotations

import pytest
from wards import SITES, casualty, hospitals, offer

from ttx.models.patient import INCIDENT, survival
from ttx.moment import DAY, HOUR, MINUTE

# ---- regulating


def test_every_casualty_is_placed_or_waits() -> None:
    ground, _ = hospitals()
    offer(ground, 90, icu=True, level=2)
    offer(ground, 60, level=3)
    ground.advance(2 * DAY)
    placed, waiting = (
        ground.read("care.all.placed"),
        ground.read("care.all.waiting_place"),
    )
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
        patient = casualty(
            ground, number, profile="sudden", rpm=6, operations=1, level=1
        )
        patient.kind = INCIDENT
        ground.ports["care.first"](patient)
    assert ground.read("care.first.military") == 40
    assert ground.read("care.first.ed_waiting") > 0
    ground.advance(DAY)
    died = ground.read("care.all.died")
    assert 5 < died < 40
    assert ground.gauges["care.all.died"].sensitive
    assert ground.read("care.first.military") == 40 - died
