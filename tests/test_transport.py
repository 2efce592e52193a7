"""Rides for those who call and for those who arrive come out of the same ambulances."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from ground import Ground, made

from ttx.models.patient import MILITARY, URGENT, Case, Patient
from ttx.models.transport import Transport
from ttx.moment import DAY, HOUR, MINUTE

ABOUT = {"source": "test", "tag": "X"}
REGIONS = {
    "east": {"ambulances": 30, "a1_rides": 110},
    "west": {"ambulances": 36, "a1_rides": 140},
}
HUB: dict[str, Any] = {
    "region": "east",
    "teams": 6,
    "vehicles": 10,
    "travel": {"east": "40m"},
}


class Beds:
    """A place for everybody in one region, found at once, or for nobody."""

    def __init__(self) -> None:
        self.full = False
        self.asked: list[Patient] = []
        self.landed: list[Patient] = []

    def find(self, patient: Patient) -> None:
        self.asked.append(patient)
        assert patient.case is not None and patient.case.carry is not None
        if not self.full:
            patient.case.carry(patient, "east", self.deliver)

    def deliver(self, patient: Patient) -> None:
        self.landed.append(patient)
        assert patient.case is not None and patient.case.landed is not None
        patient.case.landed(patient)


def transport(seed: int = 1, **hubs: dict[str, Any]) -> tuple[Ground, Beds]:
    ground, beds = Ground(seed), Beds()
    ground.accepts("care.regulate", beds.find)
    values = {**ABOUT, "clock": "8h", "regions": REGIONS, "hubs": hubs or {"hub": HUB}}
    ground.start(made(Transport, values, ground))
    return ground, beds


def train(ground: Ground, many: int = 100, hub: str = "hub", **needs: Any) -> None:
    for number in range(many):
        luck = ground.stream("test/luck").row(16)
        case = Case("trains", number, "evacuated", int(ground.env.now), luck=luck)
        for name, value in needs.items():
            setattr(case, name, value)
        patient = Patient(MILITARY, URGENT)
        patient.case = case
        ground.ports[f"transport.{hub}"](patient)


def run(change: Callable[[Ground], None], days: int = 10) -> Ground:
    ground, _ = transport()
    change(ground)
    ground.advance(days * DAY)
    return ground


# ---- emergency rides


def test_quiet_days_keep_the_norm() -> None:
    ground, _ = transport()
    cover = []
    for hour in range(1, 241):
        ground.advance(hour * HOUR)
        cover.append(ground.read("transport.east.cover"))
    rides, late = (
        ground.read("transport.all.a1_rides"),
        ground.read("transport.all.a1_late"),
    )
    assert rides == pytest.approx(2500, rel=0.06)
    assert 0.02 < late / rides < 0.12
    assert sum(cover) / len(cover) >= 1


def test_lent_ambulances_are_missed_at_home_only() -> None:
    quiet, lent = run(lambda g: None), run(lambda g: g.pull("transport.east.lent", 14))
    assert lent.read("transport.east.a1_rides") == quiet.read("transport.east.a1_rides")
    assert (
        lent.read("transport.east.cover") < 1 < quiet.read("transport.east.cover") + 0.5
    )
    assert lent.read("transport.east.a1_late") > 1.5 * quiet.read(
        "transport.east.a1_late"
    )
    assert lent.read("transport.west.a1_late") == quiet.read("transport.west.a1_late")


def test_slow_roads_make_rides_late() -> None:
    quiet, slow = run(lambda g: None), run(lambda g: g.pull("transport.all.speed", 0.7))
    assert slow.read("transport.all.a1_late") > 3 * quiet.read("transport.all.a1_late")


def test_help_from_elsewhere_restores_cover() -> None:
    def helped(ground: Ground) -> None:
        ground.pull("transport.east.lent", 14)
        ground.pull("transport.east.extra", 14)

    lent = run(lambda g: g.pull("transport.east.lent", 14))
    assert run(helped).read("transport.east.a1_late") < lent.read(
        "transport.east.a1_late"
    )


def test_without_ambulances_calls_wait_and_none_is_lost() -> None:
    ground, _ = transport()
    ground.pull("transport.east.stripped", 1)
    ground.advance(6 * HOUR)
    waiting = ground.read("transport.east.waiting")
    assert waiting > 5
    ground.pull("transport.east.stripped", 0)
    ground.advance(10 * HOUR)
    assert ground.read("transport.east.waiting") == 0
    assert ground.read("transport.east.a1_late") >= waiting


# ---- the hub


def test_everybody_on_the_train_comes_to_a_bed() -> None:
    ground, beds = transport()
    train(ground, 100)
    assert ground.read("transport.hub.waiting") == 94
    ground.advance(4 * HOUR)
    stages = ("waiting", "placing", "riding", "through")
    whole = sum(ground.read(f"transport.hub.{one}") for one in stages)
    assert whole == 100 - 6, "six are with the teams"
    ground.advance(3 * DAY)
    assert ground.read("transport.hub.through") == 100 == len(beds.landed)
    assert ground.read("transport.hub.platform_hours") > 100
    assert 2 < ground.read("transport.hub.hours_to_bed") < 24


def test_more_teams_empty_the_train_sooner() -> None:
    hours = []
    for teams in (4, 12):
        ground, _ = transport()
        ground.pull("transport.hub.teams", teams)
        train(ground)
        ground.advance(2 * DAY)
        hours.append(ground.read("transport.hub.platform_hours"))
    assert hours[1] < 0.5 * hours[0]


def test_direct_is_faster_and_trusts_the_manifest() -> None:
    told_wrong = {"icu": True, "said_icu": False, "level": 3}
    looked, _ = transport()
    direct, beds = transport()
    direct.pull("transport.hub.direct", 1)
    for ground in (looked, direct):
        train(ground, 60, **told_wrong)
        ground.advance(DAY)
    assert direct.read("transport.hub.platform_hours") < looked.read(
        "transport.hub.platform_hours"
    )
    assert looked.read("transport.hub.misplaced") == 0
    assert direct.read("transport.hub.misplaced") == 60
    assert beds.asked[0].case is not None and not beds.asked[0].case.seen


def test_by_night_only_means_waiting_for_the_night() -> None:
    ground, _ = transport()
    ground.pull("transport.hub.night", 1)
    train(ground, 20)
    ground.advance(13 * HOUR)  # 21:00
    assert ground.read("transport.hub.waiting") == 20
    why = ground.gauges["transport.hub.waiting"].why
    cause = why() if why else None
    assert cause is not None and cause.text.en == "Nothing is being unloaded now."
    ground.advance(20 * HOUR)
    assert ground.read("transport.hub.waiting") == 0


def test_buses_take_those_who_walk() -> None:
    by_car, _ = transport()
    by_bus, _ = transport()
    by_bus.pull("transport.hub.buses", 3)
    for ground in (by_car, by_bus):
        train(ground, 100, walking=True)
        ground.advance(12 * HOUR)
    assert by_bus.read("transport.hub.through") > by_car.read("transport.hub.through")


def test_lent_ambulances_drive_for_the_hub() -> None:
    alone, _ = transport()
    lent, _ = transport()
    lent.pull("transport.east.lent", 8)
    lent.pull("transport.west.lent", 8)
    for ground in (alone, lent):
        ground.pull("transport.hub.teams", 30)
        train(ground, 150)
        ground.advance(10 * HOUR)
    assert lent.read("transport.hub.through") > 1.5 * alone.read(
        "transport.hub.through"
    )


def test_without_a_bed_they_wait_at_the_hub() -> None:
    ground, beds = transport()
    beds.full = True
    train(ground, 30)
    ground.advance(DAY)
    assert ground.read("transport.hub.placing") == 30
    assert ground.read("transport.hub.through") == 0


def test_a_closed_hub_passes_its_train_to_the_open_one() -> None:
    ground, _ = transport(hub=HUB, other={**HUB, "region": "west", "open": False})
    ground.pull("transport.hub.open", 0)
    train(ground, 20)
    ground.advance(HOUR)
    assert ground.read("transport.hub.waiting") == 20, "no hub is open"
    ground.pull("transport.other.open", 1)
    train(ground, 20)
    ground.advance(HOUR + MINUTE)
    assert ground.read("transport.other.waiting") > 0
    ground.pull("transport.hub.open", 1)
    ground.advance(2 * DAY)
    assert (
        ground.read("transport.hub.through") + ground.read("transport.other.through")
        == 40
    )


def test_the_ticks_do_not_matter() -> None:
    ends = []
    for tick in (DAY, 61 * MINUTE + 7):
        ground, _ = transport(3)
        train(ground, 80)
        at = 0
        while at < DAY:
            at = min(DAY, at + tick)
            ground.advance(at)
            ground.readings()
        ends.append(ground.readings())
    assert ends[0] == ends[1]


def test_a_hub_in_an_unknown_region_is_a_problem() -> None:
    ground = Ground()
    made(Transport, {**ABOUT, "regions": REGIONS, "hubs": {"hub": {**HUB, "region": "north"}}}, ground)  # fmt: skip
    assert [problem.code for problem in ground.problems] == ["unknown-region"]


def test_a_large_region_counts_all_its_rides() -> None:
    ground = Ground(2)
    large = {"ambulances": 480, "a1_rides": 1250}
    ground.start(made(Transport, {**ABOUT, "regions": {"rest": large}}, ground))
    ground.advance(10 * DAY + 4 * HOUR)
    rides = ground.read("transport.rest.a1_rides")
    assert rides == pytest.approx(12_760, rel=0.05)
    assert 0.02 < ground.read("transport.rest.a1_late") / rides < 0.12
    assert 150 < ground.read("transport.rest.free") < 320
