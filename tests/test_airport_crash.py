"""The aircraft accident plays, neither way of playing wins at all, and TK1951 comes back.

Back-cast of Schiphol, 25 February 2009: Postma et al., Prehosp Disaster Med 2011 (times,
severity) and Injury 2013;44:1574 (who received whom). What was chosen to fit, and what
does not fit, is said beside each figure.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from functools import lru_cache
from statistics import mean
from typing import Any

import pytest

from ttx import library
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.models.patient import IMMEDIATE, SOON, Patient
from ttx.moment import HOUR, MINUTE
from ttx.policy import play_through
from ttx.rehearsal.expectations import results, unmet
from ttx.scenario import Scenario

NAME = "airport-crash"
POLICIES = ("routine", "nearest-fast", "spread-by-level", "ring", "as-it-went")
INCIDENT = range(1, 11)
FEW, MANY = range(1, 5), range(1, 21)
MEDIAN, PEAK = "transport.field.hours_to_hospital", "care.all.sudden_peak"
RIGHT, PUT_OFF = "care.all.right_place", "care.all.put_off"


def scenario() -> Scenario:
    return _loaded()


@lru_cache(maxsize=1)
def _loaded() -> Scenario:
    return library.load(NAME).scenario


@dataclass(frozen=True, slots=True)
class Sent:
    """One casualty who got a destination: called T1 to T3, truly so, and where to."""

    called: int
    truly: int
    hospital: str
    level: int
    at: int
    operated: bool


@dataclass(frozen=True, slots=True)
class Course:
    """One exercise played to ENDEX."""

    figures: dict[str, float]
    came: frozenset[str]
    sent: tuple[Sent, ...]
    hours: tuple[float, ...]

    def received(self) -> Counter[str]:
        return Counter(one.hospital for one in self.sent)

    def ratios(self) -> list[float]:
        """Of each hospital: all received in its heaviest hour, over 3 % of its beds."""
        first = min(one.at for one in self.sent)
        hours = Counter((one.hospital, (one.at - first) // HOUR) for one in self.sent)
        most: dict[str, float] = {}
        for (name, _), many in hours.items():
            most[name] = max(most.get(name, 0.0), many / (0.03 * beds(name)))
        return list(most.values())

    def at_level_1(self, truly: bool) -> float:
        """Share of those truly (or called) in danger of life sent to level 1."""
        grave = [
            one
            for one in self.sent
            if (one.truly if truly else one.called) == IMMEDIATE
        ]
        return mean(one.level == 1 for one in grave)


def beds(name: str) -> int:
    site = scenario().world["hospitals"]["sites"][name]
    return int(site["icu_beds"]) + int(site["ward_beds"])


def model(exercise: Exercise, name: str) -> Any:
    return next(one for one in exercise.world._models if name == one.NAME)


@lru_cache(maxsize=256)
def played(policy: str, seed: int) -> Course:
    """Played to ENDEX; every destination is noted as it is given ("": nobody plays)."""
    exercise = Exercise(scenario(), seed, Journal())
    regulating, sent = model(exercise, "hospitals").regulating, []
    place = regulating.place

    def noted(patient: Patient, site: Any) -> None:
        case = patient.case
        assert case is not None
        sent.append(Sent(patient.rank, case.urgency, site.name, site.level,
                         exercise.world.now, case.operations > 0))  # fmt: skip
        place(patient, site)

    regulating.place = noted
    play_through(exercise, {one.id: policy for one in scenario().tables if policy})
    came = frozenset(
        str(entry.body["inject"]).partition("@")[0]
        for entry in exercise.journal
        if entry.kind == "delivered"
    )
    figures = {one: exercise.world.read(one) for one in exercise.reporting.shown}
    times = model(exercise, "transport").scenes["field"].times
    hours = tuple(one / HOUR for one in times)
    return Course(figures, came, tuple(sent), hours)


def of(gauge: str, policy: str, seeds: range) -> float:
    return mean(played(policy, seed).figures[gauge] for seed in seeds)


def share(gauge: str, policy: str, than: str, seeds: range) -> float:
    """In which part of the runs a policy ends better than another on this gauge."""
    sign = 1 if scenario().gauges[gauge].better == "higher" else -1
    return mean(
        sign * played(policy, seed).figures[gauge]
        > sign * played(than, seed).figures[gauge]
        for seed in seeds
    )


# --- as written ------------------------------------------------------------------


def test_it_has_no_problem_and_no_warning() -> None:
    assert [one.line_of_text("en") for one in library.check([NAME])] == []


PUBLISHED = {
    "prehospital-command": (0, 2, None, 3, 5, 5, 10, None, 10, 15, 30),
    "regional-command": (1, 3, 3, 5, 10, 10, 15, 15, 20, 30, 40),
    "hospital-command": (3, 15, 15, 25, 30, 45, 60, 90, 120, 120, 180),
}
"""Minutes of the three sets: SJTREM 2012;20:58, table 1 (None: content alone)."""


@pytest.mark.parametrize("layer", list(PUBLISHED))
def test_three_layers_have_eleven_indicators_each_with_its_time(layer: str) -> None:
    tasks = next(one.tasks for one in scenario().objectives if one.id == layer)
    assert [task.indicator and task.indicator.number for task in tasks] == [
        *range(1, 12)
    ]
    limits = [task.indicator.within for task in tasks if task.indicator]
    assert limits == [None if m is None else m * MINUTE for m in PUBLISHED[layer]]
    for number, task in enumerate(tasks, 1):
        assert task.reference.en.endswith(f" {number}"), task.id
        assert "SJTREM 2012;20:58" in task.reference.nl
        assert "Complete and in time:" in task.looks_for.en
        assert not re.search(r"\b[210]:", task.looks_for.nl + task.looks_for.en), (
            task.id
        )


def test_no_other_scenario_offers_them() -> None:
    for name in ("power-outage", "article5", "first-exercise"):
        aims = library.load(name).scenario.objectives
        assert not any(task.indicator for one in aims for task in one.tasks), name


def test_the_machine_holds_evidence_and_no_points() -> None:
    tasks = [task for one in scenario().objectives for task in one.tasks]
    seen = [task for task in tasks if task.evidence]
    assert len(seen) >= 2 * len(tasks) / 3
    assert scenario().purpose == "develop"


def test_fourteen_hospitals_lie_from_6_to_54_km_and_three_are_level_1() -> None:
    sites = scenario().world["hospitals"]["sites"]
    away = [float(one["distance"]["source"].split()[0]) for one in sites.values()]
    assert len(sites) == 14 and (min(away), max(away)) == (5.8, 53.5)
    assert sum(one["level"] == 1 for one in sites.values()) == 3
    assert {one["level"] for one in sites.values()} == {1, 2, 3}


def test_every_option_can_be_found_by_words_and_names_its_price() -> None:
    for name, option in scenario().options.items():
        assert len(option.words) >= 3, name
        assert option.cost.nl and option.cost.en, name


def test_nobody_but_a_hospital_decides_on_its_theatres_and_its_limit() -> None:
    for name, option in scenario().options.items():
        levers = [effect.lever for effect in (*option.does, *option.fails)]
        if any(one.startswith("care.{instance}") for one in levers):
            assert option.who == ("hospital",), name


def test_what_hurts_to_see_stays_off_the_tables() -> None:
    whole = scenario()
    hidden = {name for name, show in whole.gauges.items() if show.sensitive}
    assert "care.all.died" in hidden
    for team in whole.teams.values():
        assert not hidden & {*team.sees, *team.hears}
    assert not hidden & set(whole.headlines)


# --- as played -------------------------------------------------------------------


def test_silence_is_heard() -> None:
    came = played("", 1).came
    silent = {one.otherwise for one in scenario().msel if one.otherwise}
    assert silent and silent <= came
    assert "three-at-the-desk" in came


@pytest.mark.parametrize("policy", POLICIES)
def test_figures_stay_in_their_plausible_bands(policy: str) -> None:
    for seed in FEW:
        for name, value in played(policy, seed).figures.items():
            band = scenario().gauges[name].band
            assert band is None or band[0] <= value <= band[1], (name, value)


def test_every_casualty_is_counted_once() -> None:
    for policy in POLICIES:
        one = played(policy, 1)
        assert len(one.sent) == sum(one.received().values()) == 126
        assert one.figures["transport.field.on_scene"] == 0


def check_dilemma(seeds: range) -> None:
    """Each beats routine on something, and neither beats the other on everything."""
    assert share(MEDIAN, "nearest-fast", "routine", seeds) >= 0.9
    assert share(PEAK, "spread-by-level", "routine", seeds) >= 0.9
    assert share(RIGHT, "spread-by-level", "nearest-fast", seeds) >= 0.8
    assert share(PEAK, "spread-by-level", "nearest-fast", seeds) >= 0.9
    assert share(MEDIAN, "nearest-fast", "spread-by-level", seeds) >= 0.9
    assert share(PUT_OFF, "nearest-fast", "spread-by-level", seeds) >= 0.9


def test_neither_way_of_playing_wins_at_all() -> None:
    check_dilemma(FEW)


@pytest.mark.slow
def test_neither_way_of_playing_wins_at_all_over_twenty_seeds() -> None:
    check_dilemma(MANY)


def test_the_scenarios_own_expectations_hold() -> None:
    def variant(preset: str) -> Scenario:
        return library.load(NAME, preset=preset).scenario

    assert [one for one in map(unmet, results(scenario(), variant)) if one] == []


@pytest.mark.slow
def test_every_inject_comes_in_some_course() -> None:
    came: set[str] = set()
    for policy in (*POLICIES, ""):
        for seed in range(1, 4):
            came |= played(policy, seed).came
    assert {one.id for one in scenario().msel if not one.cue} <= came


# --- TK1951 ----------------------------------------------------------------------


def courses() -> list[Course]:
    """The policy whose moments were chosen after what is known of 2009."""
    return [played("as-it-went", seed) for seed in INCIDENT]


def test_incident_tk1951_all_126_survivors_come_to_a_hospital() -> None:
    for one in courses():
        assert len(one.hours) == one.figures["transport.field.delivered"] == 126


def test_incident_tk1951_median_time_to_the_emergency_department() -> None:
    """3.5 hours, from 1.25 to 5.5. The first comes a quarter of an hour too early."""
    medians = [one.figures[MEDIAN] for one in courses()]
    assert mean(medians) == pytest.approx(3.5, rel=0.1)
    assert mean(one.hours[0] for one in courses()) == pytest.approx(1.25, abs=0.35)
    assert mean(one.hours[-1] for one in courses()) == pytest.approx(5.5, abs=0.6)


def test_incident_tk1951_nearly_all_of_14_hospitals_receive() -> None:
    """14 did, and five of them got one casualty; here 13 do, and few get just one."""
    assert mean(len(one.received()) for one in courses()) >= 12


def test_incident_tk1951_about_four_hospitals_get_more_than_they_can_treat() -> None:
    """Four got 133 to 213 %. The moments of the policy were chosen for this.

    The paper calls the definition of capacity ambiguous. Here: all who were assigned in
    the heaviest hour, over 3 % of beds. By T1 and T2 alone about two hospitals are over.
    """
    over = [[ratio for ratio in one.ratios() if ratio > 1.33] for one in courses()]
    assert mean(map(len, over)) == pytest.approx(4, abs=1)
    assert mean(map(max, over)) == pytest.approx(2.13, rel=0.2)


def test_incident_tk1951_level_1_gets_most_of_the_critical() -> None:
    """89 % of the critical, 92 % of ISS 16 and more; what level 1 takes was set for it.

    Those of ISS 16 and more stay some ten points behind: one in ten is not recognised.
    """
    called = mean(one.at_level_1(truly=False) for one in courses())
    truly = mean(one.at_level_1(truly=True) for one in courses())
    assert called == pytest.approx(0.89, abs=0.08)
    assert truly == pytest.approx(0.92, abs=0.15)


def test_incident_tk1951_near_first_for_all_would_not_give_that() -> None:
    """Why the policy sends the gravest to level 1 at once and only the others near."""
    near = [played("nearest-then-spread", seed) for seed in INCIDENT]
    assert mean(one.at_level_1(truly=False) for one in near) < 0.6
    assert mean(one.at_level_1(truly=True) for one in near) < 0.6


def test_incident_tk1951_few_are_moved_on() -> None:
    """Three secondary transfers; here one or two by ENDEX, after eight hours."""
    moved = of("care.all.secondary_transfers", "as-it-went", INCIDENT)
    assert moved == pytest.approx(3, abs=2)


def test_incident_tk1951_hardly_anybody_dies_after_arrival() -> None:
    """Critical mortality 0: the clock of the injuries was set for it, not found."""
    assert of("care.all.died", "as-it-went", INCIDENT) <= 1


def test_incident_tk1951_severity() -> None:
    """66 admitted, 13 with ISS above 15, 28 % called T1, 23 operated: put in as shares."""
    sent = [one.sent for one in courses()]
    grave = mean(sum(one.truly == IMMEDIATE for one in some) for some in sent)
    called = mean(sum(one.called == IMMEDIATE for one in some) for some in sent)
    admitted = mean(sum(one.truly < SOON for one in some) for some in sent)
    operated = mean(sum(one.operated for one in some) for some in sent)
    assert grave == pytest.approx(13, rel=0.2)
    assert called == pytest.approx(0.28 * 126, rel=0.2)
    assert admitted == pytest.approx(66, rel=0.1)
    assert operated == pytest.approx(23, rel=0.15)
