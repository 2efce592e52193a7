"""The casualties fare as published: survival, times to death, stays, blood, numbers.

Every expectation is a fact of published_health.json; what is held against it is drawn
by the model itself, from thousands of casualties, at fixed seeds.
"""

from __future__ import annotations

import json
import math
from itertools import permutations
from pathlib import Path
from statistics import mean, pvariance
from typing import Any

import pytest
from ground import Ground, made
from hypothesis import given, settings
from hypothesis import strategies as st
from test_casualties import stream

from ttx.models.casualties import Casualties
from ttx.models.casualties.form import STREAM
from ttx.models.health import stay_rank, survival
from ttx.models.patient import IMMEDIATE, Case, Patient, Stay
from ttx.models.station import Station
from ttx.moment import DAY, HOUR, MINUTE
from ttx.world_luck import Luck

FACTS: dict[str, Any] = json.loads(
    Path(__file__).with_name("published_health.json").read_text(encoding="utf-8")
)
MANY = 15_000
ALONE = {"blunt": 0, "penetrating": 0, "multiple": 0, "head": 0, "thorax": 0, "abdomen": 0,
         "vascular": 0, "burns": 0, "ortho-plastic": 0, "eye": 0}  # fmt: skip


def people(seed: int = 1, **changes: Any) -> list[Patient]:
    ground, come = stream(seed, **{"batch": MANY, "every": "0"} | changes)
    ground.advance(4 * DAY)
    return come


def cases(**changes: Any) -> list[Case]:
    return [p.case for p in people(**changes) if p.case is not None]


def sudden(**changes: Any) -> list[Case]:
    return cases(**{"profile": "sudden", "health": "clock"} | changes)


def at(values: list[float], *shares: float) -> list[float]:
    """The quantiles of a sample."""
    values = sorted(values)
    return [values[int(share * len(values))] for share in shares]


# ---- the score


def test_published_sacco_table_is_the_whole_table() -> None:
    facts = FACTS["sacco_2005"]
    step = facts["period_min"] * MINUTE
    for score, row in enumerate(facts["rpm_after_k_periods"]):
        assert survival(score, 0) == facts["survival"][score]
        chances = [survival(score, (k + 1) * step) for k in range(len(row))]
        assert chances == [facts["survival"][later] for later in row]
        assert [survival(score, 0), *chances] == sorted(
            [survival(score, 0), *chances], reverse=True
        )
    assert survival(12, 6 * HOUR) == 0.84
    assert survival(8, 2 * HOUR) == 0.49
    assert survival(8, 2 * HOUR - 1) == survival(8, 90 * MINUTE), "it falls in steps"


def test_published_sacco_toy_case_is_best_helped_worst_first() -> None:
    toy = FACTS["sacco_2005"]["toy"]

    def lived(order: tuple[int, ...]) -> float:
        return sum(survival(rpm, k * 30 * MINUTE) for k, rpm in enumerate(order))

    best = max(permutations(toy["victims_rpm"]), key=lived)
    assert list(best) == toy["optimum_order"]
    assert lived(best) == pytest.approx(toy["optimum_expected_survivors"])
    least_first = tuple(sorted(toy["victims_rpm"], reverse=True))
    assert lived(least_first) == pytest.approx(toy["least_injured_first"])


def test_published_sacco_survival_comes_out_of_the_casualties() -> None:
    hurt = sudden(health="score")
    for score in (4, 8, 11):
        mine = [case for case in hurt if case.rpm == score]
        for waited in (0, 61 * MINUTE, 2 * HOUR):
            lived = mean(case.alive(waited) for case in mine)
            assert lived == pytest.approx(survival(score, waited), abs=0.05)


# ---- the clock


@pytest.mark.parametrize(
    ("group", "injury"),
    [("penetrating", "penetrating"), ("blunt", "blunt"), ("hypotensive", "multiple"),
     ("normotensive", "burns"), ("normotensive", "eye"), ("abdominal_surgery", "abdomen"),
     ("thoracic", "thorax"), ("vascular", "vascular"), ("cranial", "head")],
)  # fmt: skip
def test_published_remick_times_to_death(group: str, injury: str) -> None:
    """Badly hurt alone: the hypotensive abdomen has a curve of its own (Clarke)."""
    all_die = {"immediate": 0, "urgent": 1, "fatal_urgent": 1}
    dead = [
        case.dies / MINUTE
        for case in sudden(injuries=ALONE | {injury: 1}, **all_die)
        if case.injury == injury
    ]
    assert len(dead) == MANY
    td5, td50 = FACTS["remick_2014"]["td5_td50"][group]
    assert at(dead, 0.05, 0.5) == [
        pytest.approx(td5, abs=2),
        pytest.approx(td50, abs=2),
    ]


def test_published_remick_holds_for_those_who_die_alone() -> None:
    """The curves are multiplied by a fraction: the others do not die of waiting."""
    hurt = sudden(injuries=ALONE | {"blunt": 1}, immediate=1, urgent=0)
    waiting = mean(0 < case.dies < 5 * HOUR for case in hurt)
    assert waiting == pytest.approx(0.45, abs=0.02)
    assert mean(case.dies == 0 for case in hurt) == pytest.approx(0.15, abs=0.01)
    assert mean(case.alive(DAY) for case in hurt) == pytest.approx(0.4, abs=0.02)


def test_published_clarke_hypotensive_abdomen() -> None:
    facts = FACTS["clarke_2002"]
    one = {
        "injuries": ALONE | {"abdomen": 1},
        "immediate": 1,
        "urgent": 0,
        "despite": 0,
    }
    hurt = sudden(**one)
    assert all(case.operations for case in hurt), "only theatre stops the bleeding"
    for minutes in (10, 30, 60, 90):
        dead = 1 - mean(case.alive(minutes * MINUTE) for case in hurt)
        expected = facts["p_death_per_min"] * minutes
        assert dead == pytest.approx(expected, rel=0.05, abs=0.003)
    until = facts["max_minutes"] * MINUTE
    later = [case.alive(until + 6 * HOUR) == case.alive(until) for case in hurt]
    assert all(later), "nothing is known of later minutes"


def on_the_spot(minutes: float, share: float) -> tuple[float, list[Patient]]:
    ground, come = stream(profile="sudden", batch=MANY, every="0", killed=share,
                          health="clock", first_help=f"{minutes}m")  # fmt: skip
    ground.advance(4 * DAY)
    return ground.read("trains.dead_on_scene"), come


@pytest.mark.parametrize(
    ("minute", "dead"), FACTS["webster_2021"]["dead_by_minute"].items()
)
def test_published_webster_killed_by_minute(minute: str, dead: float) -> None:
    killed, come = on_the_spot(float(minute), 1.0)
    assert killed / MANY == pytest.approx(dead, abs=0.01)
    assert killed + len(come) == MANY, "bounded by those who were there"
    assert all(p.case and p.case.dies > p.case.before for p in come), "reached alive"


def test_published_kotwal_faster_help_means_fewer_killed_and_fewer_dead() -> None:
    facts = FACTS["kotwal_2016"]

    def odds(share: float) -> float:
        return share / (1 - share)

    rows = []
    for minutes in (90, 20):
        killed, come = on_the_spot(minutes, facts["kia_pre"])
        wounded = sum(not p.case.alive(HOUR) for p in come if p.case)
        rows.append((killed / MANY, (killed + wounded) / MANY))
    (late, late_all), (early, early_all) = rows
    published = odds(facts["kia_post"]) / odds(facts["kia_pre"])
    assert published < 1 and odds(early) / odds(late) < 1
    assert facts["cfr_post"] < facts["cfr_pre"] and early_all < late_all


@settings(max_examples=60, deadline=None)
@given(
    seed=st.integers(1, 5),
    times=st.lists(st.integers(0, 12 * HOUR), min_size=2, max_size=6),
    health=st.sampled_from(["score", "clock"]),
)
def test_exact_waiting_longer_never_brings_anyone_back(
    seed: int, times: list[int], health: str
) -> None:
    for case in sudden(seed=seed, batch=60, health=health, before="20m", spread="1h"):
        course = [case.alive(waited) for waited in sorted(times)]
        assert course == sorted(course, reverse=True)


# ---- the evacuated


def test_published_jackson_lengths_of_stay_at_the_quartiles() -> None:
    facts, come = FACTS["jackson_2014"], people()
    stays = at([(p.icu + p.mc + p.ward) / DAY for p in come], 0.25, 0.5, 0.75)
    low, high = facts["los_iqr"]
    assert stays == [
        pytest.approx(x, rel=0.1) for x in (low, facts["los_median"], high)
    ]
    icu = at([p.icu / DAY for p in come if p.icu], 0.25, 0.5, 0.75)
    low, high = facts["icu_iqr"]
    assert icu == [pytest.approx(x, rel=0.1) for x in (low, facts["icu_median"], high)]
    share = mean(p.icu > 0 for p in come)
    assert share == pytest.approx(facts["icu_share"], abs=0.01)


def test_exact_the_ranks_of_all_stays_are_uniform() -> None:
    lucks = [(i + 0.5) / 2000 for i in range(2000)]
    for share in (0.1, 0.322, 0.5):
        for upto in (0.2, 0.5, 0.9):
            with_icu = mean(stay_rank(True, share, u) < upto for u in lucks)
            without = mean(stay_rank(False, share, u) < upto for u in lucks)
            mixed = share * with_icu + (1 - share) * without
            assert mixed == pytest.approx(upto, abs=0.002)


def test_published_jackson_operations_and_minutes_in_theatre() -> None:
    facts, all_of_them = FACTS["jackson_2014"], cases()
    operated = [case for case in all_of_them if case.operations]
    share = len(operated) / len(all_of_them)
    assert share == pytest.approx(facts["surgery_share"], abs=0.01)
    series = [float(case.operations) for case in operated]
    low, high = facts["ops_iqr"]
    assert at(series, 0.25, 0.5, 0.75) == [low, facts["ops_median"], high]
    assert max(series) == facts["ops_max"]
    minutes = [case.theatre / MINUTE for case in operated]
    low, high = facts["or_min_iqr"]
    published = (low, facts["or_min_median"], high)
    assert at(minutes, 0.25, 0.5, 0.75) == [
        pytest.approx(x, rel=0.05) for x in published
    ]
    each = [case.theatre / case.operations / MINUTE for case in operated]
    assert 60 < mean(each) < 150, "an operation is an operation, not a day"


def test_published_johnston_intensive_care_and_ventilators() -> None:
    facts, come = FACTS["johnston_2014"], [p for p in people() if p.icu]
    assert mean(p.icu / DAY for p in come) == pytest.approx(facts["los_mean"], rel=0.06)
    on = [p.case.on_ventilator / DAY for p in come if p.case and p.case.ventilated]
    assert len(on) / len(come) == pytest.approx(facts["mv_share"], abs=0.02)
    assert mean(on) == pytest.approx(facts["mv_days_mean"], rel=0.05)
    assert all(p.case and p.case.on_ventilator <= p.icu for p in come)


@pytest.mark.parametrize("profile", ["evacuated", "sudden"])
def test_published_oif_blood(profile: str) -> None:
    facts = FACTS["oif_blood"]
    units = [case.blood for case in cases(profile=profile)]
    assert mean(one > 0 for one in units) == pytest.approx(
        facts["transfused"], abs=0.01
    )
    assert mean(one > 9 for one in units) == pytest.approx(facts["massive"], abs=0.005)
    assert mean(units) == pytest.approx(facts["rbc_per_patient_mean"], rel=0.05)
    torn = [
        case.blood
        for case in cases(profile=profile, massive=facts["massive_explosion"])
    ]
    share = mean(one > 9 for one in torn)
    assert share == pytest.approx(facts["massive_explosion"], abs=0.01)


def test_shape_burns_stay_about_a_day_for_each_percent() -> None:
    for patient in people():
        case = patient.case
        assert case is not None
        if case.burned and not case.icu:
            assert patient.ward == max(case.burned * DAY, 6 * HOUR)
        assert bool(case.burned) == (case.injury == "burns")


def test_shape_nobody_deteriorates_on_a_platform() -> None:
    assert all(case.alive(30 * DAY) for case in cases())


def test_published_dow_logistic_bounds_what_is_lost_on_the_way() -> None:
    """The reference stands here alone: the model has one share, `lost`, for it."""
    facts = FACTS["dow_logistic"]
    one = facts["priority_1"]

    def dead(minutes: float, ceiling: float) -> float:
        grown = 1 / (1 + math.exp(-one["slope"] * (minutes - one["middle"])))
        return float(one["base"] + (ceiling - one["base"]) * grown)

    for minute, share in facts["dead_by_minute"].items():
        assert dead(float(minute), one["ceiling"]) == pytest.approx(share, abs=1e-5)
    whole, before = 0.0, 0.0
    for minutes in (60, 120, 180, 240):
        now = dead(minutes, one["ceiling"])
        whole += (1 - whole) * max(0.0, (now - before) / (1 - before))
        before = now
    assert whole == pytest.approx(dead(240, one["ceiling"])), "increments add up"
    lost = STREAM["lost"].default.mean
    assert whole < lost < dead(240, 0.052), "between the base and the high intensity"
    assert lost == FACTS["kotwal_2016"]["dow_post"]


# ---- how many, and how full it gets


class Long(Ground):
    """For years of days: luck as the world draws it, in blocks sized to need."""

    def stream(self, name: str) -> Any:
        return self._long.setdefault(name, Luck(self.seed, name))

    def __init__(self, seed: int) -> None:
        super().__init__(seed, look=DAY)
        self._long: dict[str, Luck] = {}


class Open:
    """A hospital without an end: intensive care first, then the ward."""

    def __init__(self, ground: Ground) -> None:
        self.icu = Station(ground.env, 10**9, self._up)
        self.ward = Station(ground.env, 10**9, lambda patient: self.ward.leave())
        ground.accepts("open", self._enter)

    def _enter(self, patient: Patient) -> None:
        if patient.icu:
            self.icu.join(patient, patient.icu, IMMEDIATE)
        else:
            self.ward.join(patient, patient.mc + patient.ward, IMMEDIATE)

    def _up(self, patient: Patient) -> None:
        self.icu.leave()
        self.ward.join(patient, patient.ward, IMMEDIATE)


def occupancy(a_day: float, days: range, seed: int = 1) -> tuple[list[int], list[int]]:
    """Beds in use at the end of these days: intensive care, and all."""
    ground = Long(seed)
    ward = Open(ground)
    steady = {"source": "test", "tag": "X", "profile": "evacuated", "to": "open",
              "arrivals": "poisson", "batch": a_day, "first": "0", "every": "24h"}  # fmt: skip
    ground.start(made(Casualties, {"trains": steady}, ground))
    icu, beds = [], []
    for day in days:
        ground.advance(day * DAY)
        icu.append(ward.icu.busy)
        beds.append(ward.icu.busy + ward.ward.busy)
    return icu, beds


def long_run_icu(a_day: float) -> float:
    """Intensive care beds on average, once it is full: the longest stay is 49 days."""
    days = round(30_000 / a_day)
    return mean(occupancy(a_day, range(50, 50 + days))[0])


LOAD = FACTS["load"]["icu_beds_by_casualties_a_day"]
QUICK, SLOW = ("50", "150"), ("100", "210", "300", "480")


def check_load(a_day: str) -> None:
    seen = long_run_icu(float(a_day))
    stay = Stay(STREAM["icu_stay"].default).mean / DAY
    assert seen == pytest.approx(float(a_day) * 0.322 * stay, rel=0.03), "M/G/infinity"
    assert seen == pytest.approx(LOAD[a_day], rel=0.07)


@pytest.mark.parametrize("a_day", QUICK)
def test_exact_mean_occupancy_is_rate_times_stay(a_day: str) -> None:
    check_load(a_day)


@pytest.mark.slow
@pytest.mark.parametrize("a_day", SLOW)
def test_exact_mean_occupancy_is_rate_times_stay_in_every_row(a_day: str) -> None:
    check_load(a_day)


def test_exact_all_beds_in_use_are_rate_times_the_mean_of_all_stays() -> None:
    stays = mean((p.icu + p.mc + p.ward) / DAY for p in people())
    _, beds = occupancy(50, range(140, 340))
    assert mean(beds) == pytest.approx(50 * stays, rel=0.04)


def test_published_beds_fill_over_two_weeks() -> None:
    facts = FACTS["filling"]
    days = range(1, 15)
    rows = [occupancy(150, days, seed) for seed in range(1, 5)]
    for which, expected in ((0, facts["icu"]), (1, facts["all"])):
        for day, beds in expected.items():
            seen = mean(row[which][int(day) - 1] for row in rows)
            assert seen == pytest.approx(beds, rel=0.1), (which, day)


def counts(days: int, **changes: Any) -> list[int]:
    """How many come in each day."""
    come: list[int] = [0] * days
    ground = Long(3)
    ground.accepts("quay", lambda p: come.__setitem__(
        int(ground.env.now) // DAY, come[int(ground.env.now) // DAY] + 1))  # fmt: skip
    base = {"source": "test", "tag": "X", "profile": "evacuated", "to": "quay", "batch": 7,
            "first": "0", "every": "24h"}  # fmt: skip
    ground.start(made(Casualties, {"trains": base | changes}, ground))
    ground.advance(days * DAY)
    return come


def test_exact_poisson_arrivals_vary_as_much_as_their_mean() -> None:
    come = counts(2000, arrivals="poisson")
    assert mean(come) == pytest.approx(7, rel=0.03)
    assert pvariance(come) == pytest.approx(7, rel=0.1)


COX = {"arrivals": "cox", "strength": 1000, "home": 1, "lost": 0}


def test_exact_cox_arrivals_have_the_mean_and_the_variance_of_the_mixture() -> None:
    """Okinawa type: E N = m, Var N = m + Var rate = m + m squared."""
    m = FACTS["forecas"]["okinawa"]["exponential_mean"]
    come = counts(4000, rate={"exponential": m}, **COX)
    assert mean(come) == pytest.approx(m, rel=0.05)
    assert pvariance(come) == pytest.approx(m + m * m, rel=0.15)


def test_published_falklands_rate_is_the_default() -> None:
    facts = FACTS["forecas"]["falklands"]
    rate = STREAM["rate"].default
    sigma = rate.numbers[1]
    assert rate.mean == pytest.approx(facts["lognormal_mean"], rel=0.01)
    spread = rate.mean * math.sqrt(math.exp(sigma**2) - 1)
    assert spread == pytest.approx(facts["sd"], rel=0.01)
    come = counts(1500, **COX | {"strength": 10_000})
    assert mean(come) == pytest.approx(10 * facts["lognormal_mean"], rel=0.1)
    assert pvariance(come) > 20 * mean(come), "days differ far more than by chance"


def test_shape_only_survivors_who_are_evacuated_reach_the_netherlands() -> None:
    whole, part = counts(500, **COX), counts(500, **COX | {"home": 0.4, "lost": 0.043})
    assert sum(part) / sum(whole) == pytest.approx(0.4 * 0.957, rel=0.1)
