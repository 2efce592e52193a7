"""Who gets whom: three steps that may each say no, and another plan for sudden need."""

from __future__ import annotations

from typing import Any

import pytest
from ground import Ground, made
from wards import ABOUT, EMPTY, hospitals, offer, sudden

from ttx.models.hospitals import Hospitals
from ttx.models.patient import IMMEDIATE, SOON, URGENT
from ttx.moment import HOUR, MINUTE

# ---- LCPS, RCPS, hospital


def test_a_region_may_decline_and_then_no_hospital_there_is_asked() -> None:
    ground, _ = hospitals()
    ground.pull("care.east.accepts", 0)
    offer(ground, 20, level=3)
    ground.advance(6 * HOUR)
    assert ground.read("care.east.military") == 0
    assert ground.read("care.west.military") == 20
    assert ground.read("care.east.declined") == ground.read("care.all.declined") > 0
    assert ground.read("care.east.refused") == 0


def test_each_kind_of_refusal_is_counted_apart() -> None:
    ground, _ = hospitals()
    ground.pull("care.first.accepts", 0)
    ground.pull("care.second.accept_cap", 0)
    ground.pull("care.third.staff", 0.5)
    offer(ground, 10, icu=True, level=3)
    ground.advance(6 * HOUR)
    for site, kind in (("first", "will"), ("second", "cap"), ("third", "beds")):
        assert ground.read(f"care.{site}.refused_{kind}") == 10
        assert ground.read(f"care.{site}.refused") == 10
    assert ground.read("care.all.refused") == 30
    assert ground.read("care.all.no_place") == 20, "two regions asked, each in vain"
    assert ground.read("care.all.waiting_place") == 10


def test_a_cap_makes_the_region_decline() -> None:
    ground, _ = hospitals()
    ground.pull("care.regulating.key", 2)
    ground.pull("care.regulating.cap", 3)
    offer(ground, 10, level=3)
    ground.advance(3 * HOUR)
    assert ground.read("care.all.placed") == 6
    assert ground.read("care.all.declined") >= 4


# ---- the casualty-spreading plan

RING: dict[str, dict[str, Any]] = {
    name: {"region": region, "level": level, "icu_beds": 20, "ward_beds": beds,
           "or_teams": 4, "distance": distance, "ed_places": 40, **EMPTY}
    for name, region, level, beds, distance in (
        ("near", "inner", 3, 180, "8m"), ("city", "inner", 1, 380, "15m"),
        ("east", "outer", 2, 280, "25m"), ("west", "outer", 1, 380, "35m"),
        ("north", "far", 2, 280, "50m"), ("south", "far", 3, 180, "60m"),
    )
}  # fmt: skip


def blast(rank_of: Any, many: int = 36, **levers: float) -> tuple[Ground, Hospitals]:
    """So many casualties from one scene within an hour."""
    ground, model = hospitals(sites=RING)
    for name, value in levers.items():
        ground.pull(f"care.spreading.{name}", value)
    for number in range(many):
        ground.advance(number * 50 * MINUTE // many)
        patient = sudden(ground, number, rank=rank_of(number), resus=30 * MINUTE)
        ground.ports["care.spreading"](patient)
    return ground, model


def mixed(number: int) -> int:
    return (IMMEDIATE, URGENT, SOON, SOON)[number % 4]


def test_the_plan_gives_no_hospital_more_than_was_agreed() -> None:
    _, model = blast(mixed)
    agreed = {1: [2, 4, 10], 2: [1, 3, 8], 3: [0, 2, 6]}
    for name, site in model.sites.items():
        got = model.spreading.received[name].classes
        most = agreed[site.level]
        assert all(a <= b for a, b in zip(got, most, strict=True)) or (
            model.spreading.over > 0
        ), name
    assert sum(one.total for one in model.spreading.received.values()) == 36


def test_the_worst_hurt_go_to_a_trauma_centre() -> None:
    ground, _ = blast(lambda _: IMMEDIATE, many=4)
    assert ground.read("care.city.sudden") == 2
    assert ground.read("care.west.sudden") == 2
    assert ground.read("care.all.over_plan") == 0


def test_without_the_plan_the_nearest_hospital_is_swamped() -> None:
    with_plan, without = blast(mixed)[0], blast(mixed, on=0)[0]
    assert without.read("care.near.sudden") == 36
    assert without.read("care.near.sudden_peak") > 2
    assert with_plan.read("care.near.sudden_peak") < 1.2
    assert with_plan.read("care.all.sudden_peak") < without.read("care.all.sudden_peak")


def test_a_ring_is_spared_for_who_comes_by_train() -> None:
    ground, _ = blast(mixed, many=20, ring=1)
    for name in ("near", "city"):
        assert ground.read(f"care.{name}.sudden") == 0
    assert ground.read("care.east.sudden") > 0


def test_beyond_the_plan_the_least_loaded_is_used_and_counted() -> None:
    ground, _ = blast(lambda _: IMMEDIATE, many=20)
    assert ground.read("care.all.over_plan") == 20 - 6
    assert ground.read("care.all.sudden_peak") < 2


def test_the_hour_of_capacity_starts_again() -> None:
    ground, _ = blast(lambda _: IMMEDIATE, many=6)
    over = ground.read("care.all.over_plan")
    ground.advance(HOUR + MINUTE)
    assert ground.read("care.all.sudden_load") == 0
    ground.ports["care.spreading"](sudden(ground, 99))
    assert ground.read("care.all.over_plan") == over
    assert ground.read("care.all.sudden_load") > 0


@pytest.mark.parametrize("on", [0, 1])
def test_spread_casualties_are_carried_to_an_emergency_department(on: float) -> None:
    ground, _ = blast(mixed, many=12, on=on)
    ground.advance(8 * HOUR)
    assert ground.read("care.all.travelling") == 0
    here = ground.read("care.all.military") + ground.read("care.all.discharged")
    assert here == 12


def test_near_is_near_to_the_scene() -> None:
    near = {"trains": {"to": {"south": "5m", "north": "9m"}}}
    ground, _ = hospitals(sites=RING, spreading={"scenes": near, "on": False})
    ground.ports["care.spreading"](sudden(ground, 1, rank=SOON))
    assert ground.read("care.south.sudden") == 1
    ground.pull("care.spreading.on", 1)
    ground.ports["care.spreading"](sudden(ground, 2, rank=URGENT))
    assert ground.read("care.north.sudden") == 1


def test_a_scene_that_names_an_unknown_hospital_is_a_problem() -> None:
    ground = Ground()
    raw = {"sites": RING, "spreading": {"scenes": {"blast": {"to": {"nowhere": "5m"}}}}}
    made(Hospitals, {**ABOUT, **raw}, ground)
    assert [problem.code for problem in ground.problems] == ["unknown-site"]


def test_a_scene_carries_with_its_own_vehicles() -> None:
    ground, _ = hospitals(sites=RING)
    rides: list[str] = []
    patient = sudden(ground, 1)

    def carry(one: Any, region: str, deliver: Any) -> None:
        rides.append(region)
        deliver(one)

    patient.case.carry = carry
    ground.ports["care.spreading"](patient)
    assert rides == ["inner"]
    assert ground.read("care.city.military") == 1
