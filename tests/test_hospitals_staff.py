"""Staff is the limit: who is called, who is lent, who is worn out, who may not yet work."""

from __future__ import annotations

import pytest
from wards import EMPTY, SITES, everything, hospitals, with_first

from ttx.moment import DAY, HOUR

RELATION = {"military_teams": 3, "military_icu": 0.2, "reservists": 0.1}
"""A relation hospital: Defence's own teams and ICU nurses work here, and reservists."""


def test_defences_own_teams_leave_first_and_reservists_days_later() -> None:
    ground, _ = hospitals(sites=with_first(**RELATION))
    ground.advance(2 * HOUR)
    ground.pull("care.first.called_up", 1)
    assert ground.read("care.first.or_teams") == 9
    assert ground.read("care.first.icu_beds") == 32
    assert ground.read("care.first.ward_beds") == 400
    ground.advance(2 * DAY)
    assert ground.read("care.first.staff") == 1
    ground.advance(3 * DAY + 4 * HOUR)
    assert ground.read("care.first.staff") == pytest.approx(0.9)
    assert ground.read("care.first.ward_beds") == 360


def test_an_exemption_keeps_them() -> None:
    ground, _ = hospitals(sites=with_first(**RELATION))
    ground.advance(2 * HOUR)
    ground.pull("care.all.called_up", 1)
    ground.pull("care.first.exempt", 1)
    assert ground.read("care.first.or_teams") == 12
    ground.pull("care.first.exempt", 0.5)
    assert ground.read("care.first.icu_beds") == 36
    ground.advance(5 * DAY)
    assert ground.read("care.first.staff") == pytest.approx(0.95)


def test_a_call_up_taken_back_before_notice_moves_no_reservist() -> None:
    ground, _ = hospitals(sites=with_first(**RELATION))
    ground.pull("care.all.called_up", 1)
    ground.advance(DAY)
    ground.pull("care.all.called_up", 0)
    ground.advance(6 * DAY)
    assert ground.read("care.first.staff") == 1


def test_absence_adds_up_over_site_region_and_country() -> None:
    ground, _ = hospitals()
    ground.pull("care.first.absent", 0.1)
    ground.pull("care.east.absent", 0.1)
    ground.pull("care.all.absent", 0.1)
    assert ground.read("care.first.staff") == pytest.approx(0.9**3)
    assert ground.read("care.third.staff") == pytest.approx(0.9)


def test_foreign_staff_help_once_recognised_and_not_wholly() -> None:
    ground, _ = hospitals(foreign={"staff": 100, "supervision": 0.25})
    assert ground.read("care.foreign.waiting") == 100
    ground.pull("care.all.staff", 0.7)
    before = ground.read("care.all.ward_beds")
    ground.pull("care.foreign.recognised", 1)
    assert ground.read("care.foreign.waiting") == 0
    nurses = 68 + 950 / 4
    assert ground.read("care.first.staff") == pytest.approx(0.7 + 75 / nurses)
    assert ground.read("care.all.ward_beds") > before + 100


def test_overtime_wears_out_and_rest_restores() -> None:
    ground, _ = hospitals()
    ground.pull("care.first.overtime", 1)
    ground.advance(HOUR)
    fresh = ground.read("care.first.staff")
    ground.advance(8 * DAY)
    worn = ground.read("care.first.staff")
    assert worn < fresh - 0.1
    assert ground.read("care.first.over_norm_hours") == pytest.approx(
        8 * 24 * 0.2 * (40 + 100), rel=0.02
    )
    ground.pull("care.first.overtime", 0)
    after = ground.read("care.first.over_norm_hours")
    ground.advance(14 * DAY)
    assert ground.read("care.first.staff") > worn / 1.2 + 0.01
    assert ground.read("care.first.over_norm_hours") == after


# ---- buffer sites draw on several givers


def buffer(**more: object) -> dict[str, object]:
    return {"region": "east", "level": 2, "icu_beds": 12, "ward_beds": 188, "or_teams": 3,
            "open": False, **EMPTY, **more}  # fmt: skip


def test_a_buffer_draws_on_a_centre_and_on_defence() -> None:
    sites = {**SITES, "buffer": buffer(givers={"first": 0.1, "defence": 0.5})}
    ground, _ = hospitals(sites=sites, defence={"staff": 140})
    ground.pull("care.buffer.open", 1)
    ground.advance(HOUR)
    assert ground.read("care.buffer.ward_beds") == 188
    assert ground.read("care.first.staff") == pytest.approx(0.9)
    assert ground.read("care.first.staff_drawn") == pytest.approx(14)
    ground.pull("care.defence.deployed", 0.6)
    assert ground.read("care.defence.staff") == pytest.approx(56)
    share = (14 + 70 * 0.4) / (14 + 70)
    assert ground.read("care.buffer.ward_beds") == int(188 * share)
    ground.pull("care.buffer.open", 0)
    assert ground.read("care.first.staff") == 1


def test_decentral_sites_add_up_what_they_draw() -> None:
    near = buffer(staff_from="first", staff_takes=0.1, opening="2h")
    far = buffer(givers={"first": 0.05, "third": 0.1}, opening="6h")
    ground, _ = hospitals(sites={**SITES, "near": near, "far": far})
    for name in ("near", "far"):
        ground.pull(f"care.{name}.open", 1)
    ground.advance(3 * HOUR)
    assert ground.read("care.near.hours_open") == pytest.approx(1)
    assert ground.read("care.far.hours_open") == 0
    assert ground.read("care.first.staff") == pytest.approx(0.9)
    ground.advance(7 * HOUR)
    assert ground.read("care.first.staff") == pytest.approx(0.85)
    assert ground.read("care.third.staff") == pytest.approx(0.9)
    assert ground.read("care.all.staff_drawn") == pytest.approx(140 * 0.15 + 74.5 * 0.1)


def test_a_giver_that_is_short_gives_less() -> None:
    ground, _ = everything()
    ground.pull("care.buffer.open", 1)
    ground.advance(HOUR)
    whole = ground.read("care.buffer.ward_beds")
    ground.pull("care.first.staff", 0.5)
    ground.pull("care.buffer.staff", 1)
    assert ground.read("care.buffer.ward_beds") < whole
