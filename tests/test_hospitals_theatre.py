"""Theatres work in shifts, with power and with clean sets, or they do not start."""

from __future__ import annotations

import pytest
from wards import casualty, hospitals, with_first

from ttx.moment import DAY, HOUR, MINUTE


def test_teams_follow_the_shifts_of_the_day() -> None:
    ground, _ = hospitals(sites=with_first(or_evening=5))
    seen = []
    for hour in (2, 10, 14, 16):  # 10:00, 18:00, 22:00, 00:00
        ground.advance(hour * HOUR)
        seen.append(ground.read("care.first.or_teams"))
    assert seen == [12, 5, 5, 2]


def test_without_a_word_the_evening_is_as_the_night() -> None:
    ground, _ = hospitals()
    ground.advance(11 * HOUR)
    assert ground.read("care.first.or_teams") == 2


def test_on_own_power_the_protocol_starts_nothing_new_unless_decided() -> None:
    ground, model = hospitals(sites=with_first(stop_on_backup=True))
    theatre = model.sites["first"].theatre
    ground.advance(3 * HOUR)
    assert theatre.busy > 5
    ground.pull("care.first.backup", 1)
    running, done = theatre.busy, theatre.finished
    assert running > 5, "what runs is finished"
    ground.advance(7 * HOUR + 30 * MINUTE)
    assert theatre.busy == 0
    assert theatre.finished == done + running
    ground.pull("care.first.own_power_plan", 1)
    assert ground.read("care.first.or_teams") == 2, "acute only"
    ground.pull("care.first.own_power_plan", 2)
    assert ground.read("care.first.or_teams") == 12


def test_own_power_alone_stops_nothing_where_no_protocol_is_named() -> None:
    ground, _ = hospitals()
    ground.advance(2 * HOUR)
    ground.pull("care.first.backup", 1)
    assert ground.read("care.first.or_teams") == 12


# ---- instrument sets


def test_without_clean_sets_nothing_new_is_started() -> None:
    ground, model = hospitals(sites=with_first(sets=20))
    ground.pull("care.first.sterile", 0)
    site, least = model.sites["first"], 99
    for quarter in range(1, 4 * 24):
        ground.advance(quarter * 15 * MINUTE)
        least = min(least, site.theatres.clean)
        assert site.theatres.clean >= 0
    assert least == 0
    assert site.theatre.served == 20 == ground.read("care.first.sets_used")
    assert ground.read("care.first.put_off") > 0


@pytest.mark.parametrize(("power", "sterile", "least"), [(1, 1, 90), (0.5, 0.5, 20)])
def test_sets_go_round_as_fast_as_they_are_sterilised(
    power: float, sterile: float, least: int
) -> None:
    ground, model = hospitals(sites=with_first(sets=40, sterile_rate=4))
    ground.pull("care.first.sterile", sterile)
    ground.pull("care.first.power", power)
    site = model.sites["first"]
    for hour in range(1, 10 * 24):
        ground.advance(hour * HOUR)
        assert site.theatres.clean + len(site.theatres.used) == 40
    assert site.theatre.served >= least
    assert site.theatre.served <= 40 + 10 * 24 * 4 * power * sterile


def test_borrowed_sets_start_the_theatres_again() -> None:
    ground, model = hospitals(sites=with_first(sets=10))
    ground.pull("care.first.sterile", 0)
    ground.advance(6 * HOUR)
    assert ground.read("care.first.sets_clean") == 0
    ground.pull("care.first.sets", 15)
    ground.advance(DAY + 8 * HOUR)
    assert model.sites["first"].theatre.served == 25


def test_the_figure_of_the_casualty_is_the_time_in_theatre() -> None:
    ground, model = hospitals()
    site = model.sites["first"]
    patient = casualty(ground, 1, level=1, operations=2, theatre=6 * HOUR)
    before = site.theatre.busy
    site.deliver(patient, promised=False)
    assert site.theatre.busy + site.theatre.waiting > before
    ground.advance(2 * HOUR)
    assert patient.case is not None and patient.case.operated == 0
    ground.advance(DAY)
    assert patient.case.operated >= 1
