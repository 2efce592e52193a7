"""Casualties come when and as hurt as stated; what is announced is not what comes."""

from __future__ import annotations

from typing import Any

import pytest
from ground import Ground, made

from ttx.models.casualties import Casualties
from ttx.models.patient import IMMEDIATE, SOON, Patient
from ttx.moment import DAY, HOUR

TRAINS: dict[str, Any] = {
    "source": "test", "tag": "X", "profile": "evacuated", "to": "quay", "batch": 150,
    "first": "10h", "every": "24h",
}  # fmt: skip


def stream(seed: int = 1, **changes: Any) -> tuple[Ground, list[Patient]]:
    ground, come = Ground(seed), []
    ground.accepts("quay", come.append)
    ground.start(made(Casualties, {"trains": TRAINS | changes}, ground))
    return ground, come


def test_batches_come_at_their_times() -> None:
    ground, come = stream()
    assert ground.read("trains.announced") == 0, "nothing has happened yet"
    ground.advance(4 * HOUR)
    assert ground.read("trains.announced") == 150
    assert ground.read("trains.next_hours") == 6
    ground.advance(2 * DAY + 11 * HOUR)
    assert len(come) == 450 == ground.read("trains.arrived")
    assert {p.case.born for p in come if p.case} == {10 * HOUR, 34 * HOUR, 58 * HOUR}


def test_a_single_incident_comes_once_and_spread() -> None:
    ground, come = stream(profile="sudden", batch=60, every="0", spread="3h")
    ground.advance(11 * HOUR)
    assert 15 <= len(come) <= 25
    ground.advance(30 * DAY)
    assert len(come) == 60
    assert ground.read("trains.next_hours") == 240


def test_the_last_batch_is_the_last() -> None:
    ground, come = stream(last="40h")
    ground.advance(10 * DAY)
    assert len(come) == 300


def test_those_held_wait_abroad_and_come_when_let_go() -> None:
    ground, come = stream()
    ground.pull("trains.hold", 1)
    ground.advance(DAY)
    assert (len(come), ground.read("trains.waiting_abroad")) == (0, 150)
    why = ground.gauges["trains.waiting_abroad"].why
    assert why is not None and why() is not None
    ground.pull("trains.hold", 0)
    assert (len(come), ground.read("trains.waiting_abroad")) == (150, 0)
    assert all(p.case and p.case.born == DAY for p in come)
    assert ground.read("trains.abroad_hours") == 150 * 14


def test_a_cap_lets_in_so_many_a_day() -> None:
    ground, come = stream()
    ground.pull("trains.cap", 90)
    ground.advance(3 * DAY)
    assert len(come) == 270
    assert ground.read("trains.waiting_abroad") == 180


def test_a_pulse_comes_at_once_and_leaves_the_others_luck_alone() -> None:
    quiet, first = stream()
    more, second = stream()
    more.pull("trains.now", 12)
    assert len(second) == 12
    for ground in (quiet, more):
        ground.advance(2 * DAY)
    assert [p.case.luck for p in first if p.case] == [
        p.case.luck for p in second[12:] if p.case
    ]


def test_a_smaller_batch_keeps_the_same_people() -> None:
    whole, first = stream()
    half, second = stream()
    half.pull("trains.batch", 75)
    for ground in (whole, half):
        ground.advance(2 * DAY)
    assert len(second) == 150
    assert [p.case.luck for p in first[:75] if p.case] == [
        p.case.luck for p in second[:75] if p.case
    ]


def test_the_mix_of_the_evacuated_is_as_published() -> None:
    """Jackson 2014 (Role 4): 32.2 % ICU, 71.6 % operated, median 2 operations."""
    ground, come = stream(batch=6000, every="0")
    ground.advance(DAY)
    cases = [p.case for p in come if p.case]
    assert sum(c.icu for c in cases) / 6000 == pytest.approx(0.322, abs=0.02)
    operated = sorted(c.operations for c in cases if c.operations)
    assert len(operated) / 6000 == pytest.approx(0.716, abs=0.02)
    assert operated[len(operated) // 2] == 2
    stays = sorted((p.icu + p.ward) / DAY for p in come)
    assert stays[len(stays) // 2] == pytest.approx(10.5, rel=0.1)
    intensive = sorted(p.icu / DAY for p in come if p.icu)
    assert intensive[len(intensive) // 2] == pytest.approx(6.0, rel=0.08)
    assert sum(c.blood for c in cases) / 6000 == pytest.approx(1.4, rel=0.1)


def test_the_manifest_leaves_needs_out() -> None:
    ground, come = stream(batch=1000, every="0", real={"uniform": [1.02, 1.1]})
    ground.advance(DAY)
    said, real = ground.read("trains.announced_icu"), ground.read("trains.arrived_icu")
    assert 1020 <= len(come) <= 1100
    assert 0.7 * real < said < 0.95 * real
    wrong = [p for p in come if p.case and p.case.told_wrong]
    assert wrong
    for patient in wrong:
        assert patient.case
        patient.case.seen = True
        assert not patient.case.told_wrong, "another look puts it right"


def test_graver_trains_need_more() -> None:
    counts = []
    for severity in (1, 1.5):
        ground, come = stream(batch=1000, every="0")
        ground.pull("trains.severity", severity)
        ground.advance(DAY)
        counts.append(sum(bool(p.icu) for p in come))
    assert counts[1] > 1.3 * counts[0]


def test_sudden_casualties_come_in_three_classes() -> None:
    ground, come = stream(profile="sudden", batch=1000, every="0")
    ground.advance(DAY)
    ranks = [p.rank for p in come]
    assert ranks.count(IMMEDIATE) / 1000 == pytest.approx(0.2, abs=0.04)
    assert ranks.count(SOON) / 1000 == pytest.approx(0.5, abs=0.05)
    assert all(not p.ward for p in come if p.rank == SOON), "the lightly hurt go home"


def test_two_seeds_differ_and_one_repeats() -> None:
    lives = []
    for seed in (1, 1, 2):
        ground, come = stream(seed)
        ground.advance(DAY)
        lives.append([(p.icu, p.ward) for p in come])
    assert lives[0] == lives[1] != lives[2]
