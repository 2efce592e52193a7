"""What is wrong with whom: injuries, triage, the clock, series of operations, manifests."""

from __future__ import annotations

from typing import Any

import pytest
from ground import Ground
from hypothesis import given, settings
from hypothesis import strategies as st
from test_casualties import TRAINS, stream

from ttx.forms import fill
from ttx.models.casualties import Casualties
from ttx.models.health import BLEEDING, INJURIES, NEVER
from ttx.models.patient import IMMEDIATE, URGENT, Case, Patient
from ttx.moment import DAY, HOUR, MINUTE

BLAST: dict[str, Any] = {"profile": "sudden", "batch": 400, "every": "0"}
CHAIN = 6


def come(days: int = 2, seed: int = 1, **changes: Any) -> tuple[Ground, list[Patient]]:
    ground, people = stream(seed, **changes)
    ground.advance(days * DAY)
    return ground, people


def cases(people: list[Patient]) -> list[Case]:
    return [p.case for p in people if p.case is not None]


# ---- a sudden incident


def test_everyone_hurt_has_an_injury_and_the_badly_hurt_need_a_team() -> None:
    _, people = come(**BLAST)
    for patient, case in zip(people, cases(people), strict=True):
        assert case.injury in INJURIES
        assert (case.resus > 0) == (case.urgency <= URGENT)
        assert not case.ct or case.resus
        if case.urgency == IMMEDIATE:
            assert 25 * MINUTE <= case.resus <= 70 * MINUTE
        assert not case.ventilated or patient.icu >= case.on_ventilator > 0


def test_the_lightly_hurt_have_no_deep_injury() -> None:
    _, people = come(**BLAST)
    light = {case.injury for case in cases(people) if case.urgency > URGENT}
    assert light <= {"blunt", "penetrating", "burns", "ortho-plastic", "eye"}


def test_an_author_says_what_the_injuries_are() -> None:
    burnt = {name: float(name == "burns") for name in INJURIES}
    _, people = come(injuries=burnt, **BLAST)
    assert {case.injury for case in cases(people)} == {"burns"}


def test_bleeders_in_danger_of_life_need_a_theatre_by_the_clock() -> None:
    _, people = come(health="clock", **BLAST)
    for case in cases(people):
        if case.urgency == IMMEDIATE and case.injury in BLEEDING:
            assert case.operations == 1


def test_the_clock_runs_from_the_injury_if_that_is_known() -> None:
    _, people = come(health="clock", before="40m", spread="2h", **BLAST)
    waits = [case.before for case in cases(people)]
    assert waits[0] == 40 * MINUTE and waits == sorted(waits)
    assert waits[-1] == pytest.approx(160 * MINUTE, rel=0.01)
    late = cases(people)[-1]
    late.dies = late.before + HOUR
    assert late.alive(59 * MINUTE) and not late.alive(HOUR)


def test_longer_on_the_way_means_fewer_alive() -> None:
    def alive(health: str, before: str) -> int:
        _, people = come(**BLAST | {"batch": 2000, "health": health, "before": before})
        return sum(case.alive(0) for case in cases(people))

    for health in ("score", "clock"):
        assert alive(health, "0") > alive(health, "45m") > alive(health, "3h"), health


def test_the_lightly_hurt_do_not_die_by_the_clock() -> None:
    _, people = come(health="clock", **BLAST)
    light = [case for case in cases(people) if case.urgency > URGENT]
    assert light and all(case.dies == NEVER for case in light)


def test_triage_errs_as_often_as_it_is_told() -> None:
    ground, people = come(undertriage=0.1, overtriage=0.5, **BLAST | {"batch": 8000})
    called = [p for p in people if p.rank == IMMEDIATE]
    wrong = [p for p in called if p.case and p.case.urgency != IMMEDIATE]
    real = [p for p in people if p.case and p.case.urgency == IMMEDIATE]
    missed = [p for p in real if p.rank != IMMEDIATE]
    assert len(wrong) / len(called) == pytest.approx(0.5, abs=0.03)
    assert len(missed) / len(real) == pytest.approx(0.1, abs=0.02)
    assert ground.read("trains.called_worse") == len(wrong)
    assert ground.read("trains.missed") == len(missed)
    assert all(p.case and not p.case.said_icu for p in missed)


def test_without_a_word_about_it_triage_is_right() -> None:
    ground, people = come(**BLAST)
    assert all(p.case and p.rank == p.case.urgency for p in people)
    assert ground.read("trains.called_worse") == ground.read("trains.missed") == 0


def test_triage_can_get_worse_by_a_lever() -> None:
    ground, people = stream(**BLAST)
    ground.pull("trains.overtriage", 0.5)
    ground.advance(2 * DAY)
    assert ground.read("trains.called_worse") > 30
    assert len(people) == 400


def test_a_triage_error_leaves_the_luck_alone() -> None:
    _, right = come(**BLAST)
    _, wrong = come(overtriage=0.5, undertriage=0.2, **BLAST)
    for one, other in zip(cases(right), cases(wrong), strict=True):
        assert (one.luck, one.injury, one.rpm) == (other.luck, other.injury, other.rpm)


def test_the_killed_are_of_the_batch_and_bounded_by_it() -> None:
    ground, people = come(killed=0.28, **BLAST)
    dead = ground.read("trains.dead_on_scene")
    assert dead + len(people) == 400
    assert 80 <= dead <= 112 == round(0.28 * 400)
    assert ground.gauges["trains.dead_on_scene"].sensitive


def test_help_that_comes_sooner_disturbs_nobody_elses_luck() -> None:
    quick, first = stream(killed=0.28, **BLAST)
    slow, second = stream(killed=0.28, **BLAST)
    quick.pull("trains.first_help", 5)
    for ground in (quick, slow):
        ground.advance(2 * DAY)
    reached = [case.ordinal for case in cases(first) if case.dies >= 0]
    assert len(first) > len(second)
    assert quick.read("trains.dead_on_scene") < slow.read("trains.dead_on_scene")
    others = [
        [c.luck for c in cases(people) if c.dies < 0] for people in (first, second)
    ]
    assert others[0] == others[1] and reached


def test_a_mass_casualty_event_comes_unannounced_and_over_its_own_window() -> None:
    """20 to 60 at a time, within one to three hours (brigade planning)."""
    ground, people = stream(
        profile="sudden", announced=False, batch={"uniform": [20, 60]}, first="6h",
        every={"exponential": "36h"}, spread={"triangular": ["60m", "120m", "180m"]},
        last="40d",
    )  # fmt: skip
    assert ground.read("trains.next_hours") == 240
    assert ground.read("trains.announced") == 0
    ground.advance(60 * DAY)
    assert ground.read("trains.next_hours") == 240
    events = [facts for _, what, facts in ground.log if what == "batch"]
    sizes = [facts["real"] for facts in events]
    assert 10 <= len(events) <= 50
    assert all(20 <= size <= 60 for size in sizes) and sum(sizes) == len(people)
    begun = [at for at, what, _ in ground.log if what == "batch"]
    first = [c.born - begun[0] for c in cases(people)[: sizes[0]]]
    assert 30 * MINUTE < max(first) <= 3 * HOUR


# ---- the evacuated


def test_places_are_sought_for_named_specialisms_alone() -> None:
    _, usual = come()
    assert {case.special for case in cases(usual)} == {"", "burns", "neuro"}
    hurt = {case.injury for case in cases(usual)}
    assert hurt == {"burns", "head", "ortho-plastic", "eye", "multiple", "penetrating"}
    _, more = come(specialisms=["burns", "neuro", "ortho-plastic", "eye"])
    wanted = {"", "burns", "neuro", "ortho-plastic", "eye"}
    assert {case.special for case in cases(more)} == wanted


def test_medium_care_is_off_until_told() -> None:
    _, usual = come()
    assert not any(p.mc for p in usual)
    _, split = come(batch=6000, every="0", icu=0.336, medium=0.22)
    assert sum(p.mc > 0 for p in split) / len(split) == pytest.approx(0.22, abs=0.02)
    assert not any(p.mc and p.icu for p in split)
    assert all(p.ward >= 6 * HOUR for p in split)


def test_some_would_be_infected_by_a_late_second_look() -> None:
    _, people = come(batch=6000, every="0")
    operated = [case for case in cases(people) if case.operations]
    share = sum(case.late_infection > 0 for case in operated) / len(operated)
    assert share == pytest.approx(0.15, abs=0.02)
    assert all(case.theatre > 0 for case in operated)
    rest = [case for case in cases(people) if not case.operations]
    assert not any(case.theatre or case.late_infection for case in rest)


def test_the_manifest_ranks_by_what_it_says() -> None:
    ground, people = come(batch=1000, every="0")
    for case in cases(people):
        assert (case.priority == 1) == case.said_icu
        assert case.dependency in (1, 2, 3, 4)
        assert not (case.dependency == 4 and not case.walking)
    urgent = sum(case.priority == 1 for case in cases(people))
    assert ground.read("trains.announced_urgent") == urgent
    assert urgent < ground.read("trains.arrived_urgent"), "needs are left out"
    said, real = (
        ground.read(f"trains.{w}_ventilated") for w in ("announced", "arrived")
    )
    assert 0 < said < real < ground.read("trains.arrived_icu")


@settings(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 99),
    icu=st.floats(0, 1),
    severity=st.floats(0, 5),
    profile=st.sampled_from(["evacuated", "sudden"]),
)
def test_any_needs_make_sense(
    seed: int, icu: float, severity: float, profile: str
) -> None:
    ground, people = stream(seed, profile=profile, batch=40, every="0", icu=icu)
    ground.pull("trains.severity", severity)
    ground.advance(DAY)
    assert len(people) == 40
    for patient, case in zip(people, cases(people), strict=True):
        assert min(patient.icu, patient.mc, patient.ward) >= 0
        assert case.operations <= 27 and case.blood >= 0
        assert not patient.icu or patient.ward >= 12 * HOUR


# ---- the calendars


def test_a_steady_stream_comes_one_by_one() -> None:
    ground, people = come(4, arrivals="poisson", batch=30, first="0")
    times = [case.born for case in cases(people)]
    assert len(set(times)) == len(times) == ground.read("trains.arrived")
    assert times == sorted(times)
    assert ground.read("trains.announced") == 30
    assert not ground.log, "a steady stream is not a batch"


def test_the_levers_of_a_stream_scale_every_kind_of_arrival() -> None:
    for kind in ({}, {"arrivals": "poisson"}, {"arrivals": "cox", "strength": 60_000}):
        whole, first = stream(first="0", **kind)
        half, second = stream(first="0", **kind)
        half.pull("trains.batch", 75)
        for ground in (whole, half):
            ground.advance(20 * DAY)
        assert len(second) / len(first) == pytest.approx(0.5, abs=0.08), kind


def problems(**changes: Any) -> list[str]:
    ground = Ground()
    values, wrong, _ = fill(
        Casualties.FORM, {"trains": TRAINS | changes}, ("world", "casualties")
    )
    assert not wrong
    Casualties(values, ground)
    return [one.sentence("en") for one in ground.problems]


def test_what_cannot_be_played_is_told_beforehand() -> None:
    assert problems() == []
    assert "strength" in problems(arrivals="cox")[0]
    assert "every" in problems(arrivals="poisson", every="0")[0]
    assert "burns, neuro, ortho-plastic, eye" in problems(specialisms=["feet"])[0]


# ---- why


WORLDS: list[dict[str, Any]] = [
    {},
    {"arrivals": "poisson"},
    {"announced": False},
    BLAST | {"killed": 0.2, "overtriage": 0.4, "undertriage": 0.1, "spread": "2h"},
    BLAST | {"killed": 0.0},
]


@pytest.mark.parametrize("world", WORLDS)
def test_every_gauge_answers_why_at_any_time(world: dict[str, Any]) -> None:
    ground, _ = stream(**world)
    for day, hold, cap in ((0, 0, 9999), (2, 1, 9999), (3, 0, 20), (9, 0, 9999)):
        ground.pull("trains.hold", hold)
        ground.pull("trains.cap", cap)
        ground.pull("trains.batch", 100 if day == 3 else 150)
        ground.advance(day * DAY + HOUR)
        before = ground.readings()
        for name in ground.gauges:
            assert 1 <= len(chain(ground, name)) <= CHAIN
        assert ground.readings() == before, "asking changes nothing"


def chain(ground: Ground, name: str) -> list[str]:
    seen: list[str] = []
    while name:
        assert name not in seen, "a circle"
        seen.append(name)
        why = ground.gauges[name].why
        assert why is not None, name
        cause = why()
        assert cause is not None and cause.text.nl and cause.text.en and cause.tag
        assert "ermijdba" not in cause.text.nl
        name = cause.then
    return seen


def test_a_closed_gate_is_told() -> None:
    ground, _ = stream()
    ground.pull("trains.hold", 1)
    ground.advance(DAY)
    assert chain(ground, "trains.abroad_hours")[-1] == "trains.waiting_abroad"
    why = ground.gauges["trains.waiting_abroad"].why
    cause = why() if why else None
    assert cause and cause.text.nl == "De aanvoer is opgehouden."
