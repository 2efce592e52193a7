"""Care after hospital has its own places; who waits for one keeps a hospital bed."""

from __future__ import annotations

import pytest
from wards import hospitals, offer

from ttx.models.hospitals.outflow import KINDS
from ttx.moment import DAY

SEPARATE = {"separate": True}


def test_three_destinations_stay_as_full_as_they_began() -> None:
    first, last = dict.fromkeys(KINDS, 0.0), dict.fromkeys(KINDS, 0.0)
    for seed in range(6):
        ground, _ = hospitals(seed, destinations=SEPARATE)
        for kind in KINDS:
            first[kind] += ground.read(f"care.all.{kind}_busy")
        ground.advance(14 * DAY)
        for kind in KINDS:
            last[kind] += ground.read(f"care.all.{kind}_busy")
    for kind in KINDS:
        assert last[kind] == pytest.approx(first[kind], rel=0.08)


def test_without_the_word_there_is_one_way_out_and_no_such_figure() -> None:
    ground, _ = hospitals()
    assert not [name for name in ground.gauges if "nursing" in name]
    assert not [name for name in ground.levers if "nursing" in name]


def test_full_destinations_block_wards_and_places_open_them() -> None:
    blocked, helped = (hospitals(destinations=SEPARATE)[0] for _ in range(2))
    for ground in (blocked, helped):
        for kind in KINDS:
            ground.pull(f"care.all.{kind}_places", -60)
        offer(ground, 150, level=3)
    for kind in KINDS:
        helped.pull(f"care.all.{kind}_places", 200)
    for ground in (blocked, helped):
        ground.advance(18 * DAY)
    waiting = [
        sum(g.read(f"care.all.{kind}_waiting") for kind in KINDS)
        for g in (blocked, helped)
    ]
    assert waiting[0] > 40 > waiting[1]
    assert blocked.read("care.all.ready_to_leave") > helped.read(
        "care.all.ready_to_leave"
    )
    assert blocked.read("care.all.military") > helped.read("care.all.military")


def test_a_region_sends_to_its_own_places() -> None:
    ground, model = hospitals(destinations=SEPARATE)
    ground.pull("care.west.nursing_places", -1000)
    ground.advance(10 * DAY)
    east, west = model.regions["east"], model.regions["west"]
    assert east.places["nursing"].placed > 0 == west.places["nursing"].placed
    assert ground.read("care.west.nursing_waiting") > 0
    assert ground.read("care.east.nursing_waiting") == 0
