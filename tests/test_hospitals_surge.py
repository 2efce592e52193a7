"""Intensive care grows in steps, no faster than staff can be found, and at a price."""

from __future__ import annotations

import pytest
from wards import SITES, hospitals

from ttx.moment import DAY, HOUR

WHOLE = {"all-of-it": {"region": "r", "level": 1, "icu_beds": 1050, "ward_beds": 30000,
                       "or_teams": 500, "ed_visits": 0}}  # fmt: skip


def test_the_first_step_takes_five_days_at_twenty_beds_a_day() -> None:
    ground, _ = hospitals(sites=WHOLE)
    ground.pull("care.all.icu_step", 1)
    assert ground.read("care.all.icu_surge") == 0
    beds = []
    for day in range(1, 8):
        ground.advance(day * DAY + 1)
        beds.append(ground.read("care.all.icu_beds") - 1050)
    assert beds[0] == pytest.approx(20, abs=2)
    assert beds[2] == pytest.approx(60, abs=2)
    assert beds[5:] == [100, 100]


def test_added_beds_close_ward_beds_and_close_again() -> None:
    ground, _ = hospitals(sites=WHOLE)
    ground.pull("care.all.icu_step", 2)
    ground.advance(4 * DAY)
    added = ground.read("care.all.icu_surge")
    assert ground.read("care.all.ward_beds") == pytest.approx(
        30000 - 1.5 * added, abs=1
    )
    ground.pull("care.all.icu_step", 0)
    ground.advance(9 * DAY)
    assert ground.read("care.all.icu_surge") == 0
    assert ground.read("care.all.ward_beds") == 30000


def test_only_the_last_step_stops_what_is_not_urgent() -> None:
    counts = []
    for step in (0, 2, 3):
        ground, _ = hospitals()
        ground.pull("care.all.icu_step", step)
        ground.advance(3 * DAY)
        counts.append(ground.read("care.all.put_off_later"))
        assert ground.read("care.all.icu_step") == step
    assert counts[0] <= counts[1] + 5 and counts[2] > counts[1] + 50
    assert ground.log[0][1] == "icu-step"


def test_nobody_surges_unless_it_is_decided() -> None:
    ground, _ = hospitals()
    ground.advance(2 * DAY + HOUR)
    assert ground.read("care.all.icu_surge") == 0
    assert ground.read("care.all.icu_beds") == sum(
        s["icu_beds"] for s in SITES.values()
    )


# ---- what was put off comes back


def test_a_backlog_is_caught_up_once_all_goes_on_again() -> None:
    left = []
    for share in (0.0, 0.2):
        ground, _ = hospitals(shares={"catch_up": share})
        ground.pull("care.all.plan_later", 0)
        ground.advance(4 * DAY)
        waiting = ground.read("care.all.backlog")
        ground.pull("care.all.plan_later", 1)
        ground.advance(14 * DAY)
        left.append(ground.read("care.all.backlog") / waiting)
    assert left[0] >= 1
    assert left[1] < 0.7
