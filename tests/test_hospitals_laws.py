"""What holds in every course: nobody is lost, nothing drifts, every figure says why."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some
from wards import (
    COUNTED,
    casualty,
    everything,
    hospitals,
    stations,
    sudden,
    with_first,
)

from ttx.moment import DAY, HOUR, MINUTE

# ---- conservation

LEVERS = ("care.all.staff", "care.first.power", "care.first.icu_ratio",
          "care.east.accepts", "care.second.ed_stop", "care.first.transfer_icu",
          "care.first.early_discharge", "care.all.repatriate", "care.buffer.open",
          "care.all.called_up", "care.first.sterile", "care.all.icu_step")  # fmt: skip
COURSE = some.lists(
    some.tuples(some.sampled_from(LEVERS), some.sampled_from([0.0, 0.5, 1.0, 3.0])),
    max_size=5,
)


def needs(number: int) -> dict[str, Any]:
    return {
        "icu": number % 3 == 0,
        "ventilated": number % 6 == 0,
        "on_ventilator": DAY if number % 12 == 0 else 0,
        "operations": number % 4,
        "special": "burns" if number % 7 == 0 else "",
        "allied": number % 5 == 0,
        "isolation": True,
        "germ": number % 2 == 0,
        "ct": number % 2 == 0,
        "late_infection": 2 * DAY * (number % 3),
    }


def send(ground: Any, many: int) -> None:
    for number in range(many):
        if number % 4 == 3:
            patient = sudden(ground, number, resus=30 * MINUTE, **needs(number))
            patient.case.dies = DAY if number % 8 else 0
            patient.icu = 3 * DAY * patient.case.icu
            port = "care.spreading"
        else:
            patient = casualty(ground, number, level=1 + number % 3, **needs(number))
            port = "care.regulate"
        patient.mc = DAY * (number % 2)
        patient.ward = (1 + number % 9) * DAY
        ground.ports[port](patient)


@settings(max_examples=10, deadline=None)
@given(some.integers(1, 90), COURSE, some.integers(0, 1000))
def test_every_casualty_is_somewhere_at_every_moment(
    many: int, course: list[tuple[str, float]], seed: int
) -> None:
    ground, model = everything(seed)
    send(ground, many)
    chain, regulating = model.chain, model.regulating
    for day, (name, value) in enumerate([*course, ("care.all.staff", 1.0)] * 2):
        ground.pull(name, value)
        ground.advance((1 + day) * DAY)
        assert regulating.offered == many
        assert regulating.placed + regulating.waiting == many
        assert chain.entered + regulating.travelling == regulating.placed
        here = sum(site.casualties for site in chain.sites)
        away = chain.home + chain.died + chain.on_the_way
        assert chain.entered == here + away
        for site in chain.sites:
            assert min(site.coming_icu, site.coming_ward, site.coming_burns) >= 0
            for one in stations(site):
                assert one.busy >= 0 <= one.waiting
    ground.advance(45 * DAY)
    assert sum(site.casualties for site in chain.sites) == chain.entered - (
        chain.home + chain.died + chain.on_the_way
    )
    assert model.sites["first"].burns.busy == 0 == model.sites["first"].vents.busy


def test_every_station_counts_in_what_it_counts_out() -> None:
    ground, model = everything(5)
    ground.advance(HOUR)
    kept = {site.name: site.out.busy for site in model.chain.sites}
    send(ground, 120)
    ground.advance(20 * DAY)
    for site in model.chain.sites:
        for name in ("ed", "resus", "ct", "icu", "mc", "burns", "vents"):
            one = getattr(site, name)
            inside = one.busy + one.waiting
            assert one.arrived == one.finished + inside, (site.name, name)
    assert kept["first"] > 0


# ---- nothing drifts


WATCHED = ("icu_used", "mc_used", "ward_used", "ed_used", "or_busy", "nursing_busy",
           "rehabilitation_busy", "home_care_busy", "sets_clean")  # fmt: skip


def test_without_a_shock_every_occupancy_stays_flat_for_two_weeks() -> None:
    """Mean of seeds and of four hours of the day, second week beside the first days."""
    first, last = dict.fromkeys(WATCHED, 0.0), dict.fromkeys(WATCHED, 0.0)
    sites = with_first(**{**COUNTED, "military_teams": 0, "sets": 90})
    for seed in range(6):
        ground, _ = hospitals(seed, sites=sites, destinations={"separate": True})
        for day in range(14):
            for hour in (2, 8, 14, 20):
                ground.advance(day * DAY + hour * HOUR)
                for name in WATCHED if day < 3 or day > 9 else ():
                    value = ground.read(f"care.all.{name}")
                    if day < 3:
                        first[name] += value / 12
                    else:
                        last[name] += value / 16
    for name in WATCHED:
        assert last[name] == pytest.approx(first[name], rel=0.06), name


def test_the_same_seed_gives_the_same_course_whatever_is_read() -> None:
    ends = []
    for tick in (3 * DAY, 5 * HOUR + 7):
        ground, _ = everything(8)
        send(ground, 60)
        at = 0
        while at < 6 * DAY:
            at = min(6 * DAY, at + tick)
            ground.advance(at)
            ground.readings()
        ends.append(ground.readings())
    assert ends[0] == ends[1]


# ---- why


def walk(ground: Any) -> int:
    """Follow every gauge's chain to its end; the longest."""
    longest = 0
    for name, gauge in ground.gauges.items():
        assert gauge.why is not None, name
        seen = [name]
        cause = gauge.why()
        while cause is not None:
            assert cause.text.nl.endswith(".") and cause.text.en.endswith("."), name
            assert cause.text.nl != cause.text.en
            assert "vermijdbaar" not in cause.text.nl
            if not cause.then:
                break
            assert cause.then in ground.gauges, (name, cause.then)
            assert cause.then not in seen, seen
            seen.append(cause.then)
            cause = ground.gauges[cause.then].why()
        assert cause is not None and len(seen) <= 6, seen
        longest = max(longest, len(seen))
    return longest


def test_every_gauge_says_why_when_all_is_normal() -> None:
    ground, _ = everything()
    assert walk(ground) >= 2


def test_every_gauge_says_why_when_all_goes_wrong() -> None:
    ground, _ = everything(2)
    ground.pull("care.all.staff", 0.75)
    ground.pull("care.first.called_up", 1)
    ground.pull("care.second.backup", 1)
    ground.pull("care.buffer.open", 1)
    send(ground, 160)
    for day in range(1, 8):
        ground.advance(day * DAY)
        ground.pull("care.all.icu_step", min(3, day // 2))
        walk(ground)
    assert walk(ground) >= 4


def test_waiting_for_a_place_is_told_down_to_its_root() -> None:
    ground, _ = hospitals(2)
    ground.pull("care.all.staff", 0.85)
    for number in range(120):
        patient = casualty(ground, number, icu=True, level=3)
        ground.ports["care.regulate"](patient)
    ground.advance(2 * DAY)
    chain, name = [], "care.all.waiting_place"
    while name:
        chain.append(name.rpartition(".")[2])
        cause = ground.gauges[name].why
        told = cause() if cause else None
        assert told is not None
        name = told.then
    assert chain[:3] == ["waiting_place", "refused", "icu_free"]
    assert chain[-1] in ("staff", "ready_to_leave")


# ---- what a patient costs


def test_a_visit_costs_one_event_and_an_admission_three() -> None:
    """The calendar holds only what carries meaning: a stay that ends."""
    events = []
    for visits in (0, 400):
        ground, model = hospitals(sites=with_first(ed_visits=visits, ed_places=99))
        before = next(ground.env._eid)
        ground.advance(20 * DAY)
        events.append(next(ground.env._eid) - before)
    came = ground.read("care.first.ed_visits")
    assert came > 7000
    assert events[1] - events[0] == pytest.approx(came, rel=0.02)
    admitted = sum(site.ward.arrived for site in model.sites.values())
    walked = sum(ground.read(f"care.{name}.ed_visits") for name in model.sites)
    looks = 20 * 24 * 14
    assert (events[1] - walked - looks) / admitted < 3
