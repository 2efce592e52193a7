"""The teaching exercise teaches: what is decided shows within a minute of play."""

from __future__ import annotations

from functools import lru_cache

import pytest

from ttx import library
from ttx.actions import Decision
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.moment import HOUR, MINUTE, parse_offset
from ttx.policy import play_through
from ttx.scenario import Scenario

NAME = "first-exercise"
POLICIES = ("routine", "save-and-hold", "act-early")
SEEDS = (1, 2, 3, 4, 5)


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return library.load(NAME).scenario


@lru_cache(maxsize=32)
def played(policy: str, seed: int) -> Exercise:
    """The whole exercise with all tables by one policy ("" for nobody)."""
    scenario = library.load(NAME).scenario
    exercise = Exercise(scenario, seed, Journal())
    play_through(exercise, {one.id: policy for one in scenario.tables if policy})
    return exercise


def delivered(exercise: Exercise) -> dict[str, int]:
    """When each inject was delivered."""
    found = [entry for entry in exercise.journal if entry.kind == "delivered"]
    return {entry.body["inject"]: entry.at for entry in found if "inject" in entry.body}


def outcome(policy: str, gauge: str) -> float:
    """A headline outcome at ENDEX: the mean over a few seeds."""
    return sum(played(policy, seed).world.read(gauge) for seed in SEEDS) / len(SEEDS)


def test_it_has_no_problem_and_no_warning() -> None:
    assert [one.line_of_text("en") for one in library.check([NAME])] == []


def test_it_is_small_enough_for_twenty_minutes(scenario: Scenario) -> None:
    minutes_of_play = scenario.endex / scenario.speed / MINUTE
    injects = [one for one in scenario.msel if one.kind == "contextual"]
    words = sum(len(one.text.en.split()) for one in scenario.msel)
    assert len(scenario.tables) == 2 and len(injects) == 11
    assert minutes_of_play + words / 150 <= 20
    assert 6 <= len(scenario.guide) <= 12
    assert scenario.purpose == "orient"


def test_every_text_is_there_in_both_languages(scenario: Scenario) -> None:
    texts = [
        scenario.title,
        scenario.briefing,
        scenario.leader_briefing,
        *scenario.guide,
    ]
    texts += [one.text for one in scenario.msel] + [one.title for one in scenario.msel]
    texts += [one.title for one in scenario.options.values()]
    texts += [one.cost for one in scenario.options.values()]
    for text in texts:
        assert bool(text.nl) == bool(text.en), text


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("policy", POLICIES)
def test_all_injects_come_and_the_power_returns(policy: str, seed: int) -> None:
    exercise = played(policy, seed)
    came = delivered(exercise)
    due = {"lights-out", "programme-starts", "masts-on-battery", "mother-rings",
           "estimate-slips", "trader-asks", "reporter", "before-dark",
           "power-back"}  # fmt: skip
    assert due <= set(came)
    assert came["power-back"] < parse_offset("T+11:30")
    assert exercise.over


def test_who_decides_nothing_is_rung_by_the_icu_and_runs_dry() -> None:
    nobody = played("", 1)
    assert "icu-rings" in delivered(nobody)
    assert nobody.world.read("diesel.hospital.amount") == 0
    assert "icu-rings" not in delivered(played("routine", 1))


@pytest.mark.parametrize(
    ("table", "option", "values", "gauge"),
    [
        ("hospital", "finish-only", (), "diesel.hospital.hours_left"),
        ("hospital", "save-power", (), "diesel.hospital.hours_left"),
        ("hospital", "order-diesel", (("litres", 900.0),), "diesel.hospital.amount"),
        ("hospital", "finish-only", (), "care.oeverloo.put_off"),
        ("care", "alert-now", (), "people.oeverloo.heard"),
        ("care", "move-residents", (("residents", 60.0),), "people.oeverloo.moved"),
        ("care", "hire-generator", (("litres", 500.0),), "care-home-power.level"),
    ],
)
def test_a_decision_shows_within_a_minute_of_play(
    scenario: Scenario, table: str, option: str, values: tuple[tuple[str, float], ...],
    gauge: str,
) -> None:  # fmt: skip
    def read(decides: bool) -> float:
        exercise = Exercise(scenario, 1, Journal())
        exercise.advance(3 * HOUR // 2)
        if decides:
            asked = exercise.submit(Decision(option=option, values=values), table)
            assert asked.body["refusal"] is None
        exercise.advance(3 * HOUR // 2 + round(scenario.speed) * MINUTE)
        return exercise.world.read(gauge)

    assert read(decides=True) != read(decides=False)


def test_no_way_to_play_is_best_at_everything(scenario: Scenario) -> None:
    for mine in POLICIES:
        for other in POLICIES:
            if mine == other:
                continue
            worse = [
                name
                for name in scenario.headlines
                if (outcome(mine, name) - outcome(other, name))
                * (1 if scenario.gauges[name].better == "higher" else -1)
                < 0
            ]
            assert worse, f"{mine} is nowhere worse than {other}"


def test_the_two_tables_want_the_same_diesel() -> None:
    shares = [
        share
        for entry in played("routine", 1).journal
        if entry.kind == "claimed"
        for share in entry.body["shares"]
    ]
    assert {one["team"] for one in shares} == {"hospital", "care"}


def test_the_same_seed_plays_the_same_exercise(scenario: Scenario) -> None:
    again = Exercise(scenario, 2, Journal())
    play_through(again, {one.id: "routine" for one in scenario.tables})
    assert again.journal.digest == played("routine", 2).journal.digest
    assert again.journal.digest != played("routine", 3).journal.digest


def test_its_own_tests_hold(scenario: Scenario) -> None:
    for one in scenario.tests:
        for seed in one.seeds:
            exercise = played(one.policy, seed)
            if one.fires:
                came = delivered(exercise).get(one.fires)
                assert came is not None and came <= (one.before or scenario.endex), one
            if one.gauge:
                value = exercise.world.read(one.gauge)
                assert one.at_least is None or value >= one.at_least, one
                assert one.at_most is None or value <= one.at_most, one
