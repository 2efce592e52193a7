"""The national exercise keeps its promises: arithmetic, dilemmas, prices and pulls."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import combinations
from pathlib import Path
from statistics import mean

import pytest

from ttx import library
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.moment import DAY, HOUR
from ttx.policy import play_through
from ttx.scenario import Inject, Scenario
from ttx.scenario.timing import Timing

NAME = "article5"
DILEMMAS = tuple(f"A{number}" for number in range(1, 16))
PRIMARY = {
    "protect-regular-care": "care.all.put_off_soon",
    "take-fast": "hub.hours_to_bed",
    "flow-first": "care.all.crisis_hours",
}
PLAYED = ("routine", "nobody-decides", *PRIMARY)
FEW, SOME, MANY = range(1, 3), range(1, 8), range(1, 21)
ASKED_AT = 2 * DAY + 2 * HOUR
"""D+0 10:00 after STARTEX on D-2 08:00."""


@lru_cache(maxsize=8)
def scenario(preset: str = "") -> Scenario:
    return library.load(NAME, preset=preset).scenario


class Outcome:
    """What is left of one whole play: figures at ENDEX and the injects that came."""

    def __init__(self, exercise: Exercise) -> None:
        read = exercise.world.read
        self.at_endex = {name: read(name) for name in exercise.world.gauges}
        self.came: dict[str, int] = {}
        self.texts: dict[str, str] = {}
        self.refused = []
        for entry in exercise.journal:
            inject = str(entry.body.get("inject", "")).partition("@")[0]
            if entry.kind == "delivered" and inject:
                self.came.setdefault(inject, entry.at)
                self.texts[inject] = entry.body["text"]["nl"]
            if entry.kind == "asked" and entry.body["refusal"]:
                self.refused.append(entry.body)


@lru_cache(maxsize=256)
def played(policy: str, seed: int, preset: str = "") -> Outcome:
    """The whole exercise with every table played by one policy."""
    one = scenario(preset)
    exercise = Exercise(one, seed, Journal())
    play_through(exercise, {table.id: policy for table in one.tables})
    return Outcome(exercise)


def figure(policy: str, seed: int, gauge: str) -> float:
    return played(policy, seed).at_endex[gauge]


def better(gauge: str, one: str, other: str, seeds: range) -> float:
    """The share of seeds in which one policy beats the other on a headline."""
    sign = 1 if scenario().gauges[gauge].better == "higher" else -1
    wins = [
        sign * figure(one, seed, gauge) > sign * figure(other, seed, gauge)
        for seed in seeds
    ]
    return sum(wins) / len(wins)


def lines(dilemma: str) -> list[Inject]:
    return [one for one in scenario().msel if one.dilemma == dilemma]


# ---- what is written


def test_it_has_no_problem_and_no_warning() -> None:
    assert [one.line_of_text("en") for one in library.check([NAME])] == []


def test_it_is_as_large_as_a_national_exercise() -> None:
    one = scenario()
    assert len(one.tables) == 12
    assert len(one.msel) >= 40
    assert len(one.options) >= 30
    assert len(one.objectives) >= 6
    assert all(task.reference for aim in one.objectives for task in aim.tasks)
    assert all(task.evidence for aim in one.objectives for task in aim.tasks)


@pytest.mark.parametrize("dilemma", DILEMMAS)
def test_a_dilemma_comes_up_and_leaves_a_choice(dilemma: str) -> None:
    asked = [one for one in lines(dilemma) if one.expects and not one.cue]
    ways = {option for one in asked if one.expects for option in one.expects.any}
    assert asked
    assert len(ways) >= 2


def test_every_text_is_there_in_both_languages_and_short() -> None:
    for one in scenario().msel:
        for text in (one.title, one.text, one.fallback, one.controller):
            assert bool(text.nl) == bool(text.en), one.id
        assert max(len(one.text.nl.split()), len(one.text.en.split())) <= 120, one.id
    for name, option in scenario().options.items():
        assert option.title.nl and option.title.en, name
        assert option.cost.nl and option.cost.en, name
        assert option.words, name


def test_a_table_reads_at_most_four_injects_in_a_move() -> None:
    timing = Timing(scenario())
    for table in scenario().tables:
        for move in scenario().moves:
            mine = [
                one.id
                for one in scenario().msel
                if {table.id, table.team} & set(one.to)
                and timing.move_of(one.id) == move.id
                and not one.cue
            ]
            assert len(mine) <= 4, (table.id, move.id, mine)


def test_a_table_watches_at_most_twelve_figures() -> None:
    for name, team in scenario().teams.items():
        assert 1 <= len(team.sees) + len(team.hears) <= 12, name


def test_the_last_bed_has_no_figure_and_no_score() -> None:
    ways = {way for one in lines("A6") if one.expects for way in one.expects.any}
    ways.discard("declare-national-phase")
    assert ways == {"urgency-only", "first-come", "publish-frame"}
    for way in ways:
        assert all(effect.milestone for effect in scenario().options[way].does)


def test_minutes_and_triage_classes_belong_to_the_explosion_alone() -> None:
    said = [one.id for one in scenario().msel if "T1" in one.text.nl]
    assert said == ["a10-explosion"]


def test_nobody_is_told_of_the_train_who_is_not_cleared() -> None:
    uncleared = {"general", "ambulance", "outflow"}
    for one in scenario().msel:
        if one.on and one.on.move == "two-days-before" and uncleared & set(one.to):
            assert "rein" not in one.text.nl.replace("terrein", ""), one.id
            assert "150" not in one.text.nl, one.id


# ---- what the world does


@pytest.mark.parametrize("policy", PLAYED)
def test_nothing_that_a_policy_decides_is_refused(policy: str) -> None:
    assert played(policy, 1).refused == []


def test_the_two_decision_points_and_the_price_come_in_their_time() -> None:
    for seed in FEW:
        came = played("routine", seed).came
        assert came["a3-manifest"] == ASKED_AT + 9 * HOUR + 10 * HOUR // 60
        assert came["a10-explosion"] == ASKED_AT + 2 * DAY + 5 * HOUR + 40 * HOUR // 60
        assert came["a7-outbreak"] >= ASKED_AT + 9 * DAY


def test_whoever_answers_is_not_reminded() -> None:
    silent, awake = played("nobody-decides", 1).came, played("take-fast", 1).came
    reminders = {"a1-silence", "a2-nobody-chose", "a4-stuck", "a15-unanswered"}
    assert reminders <= set(silent)
    assert not reminders & set(awake)


def test_live_figures_are_filled_in() -> None:
    for policy in PLAYED:
        for inject, text in played(policy, 1).texts.items():
            assert "{" not in text and "nan" not in text, inject


def test_the_scenarios_own_expectations_hold() -> None:
    assert scenario().tests
    for one in scenario().tests:
        for seed in one.seeds:
            outcome = played(one.policy, seed)
            if one.fires:
                late = one.before if one.before is not None else scenario().endex
                assert outcome.came.get(one.fires, late + 1) <= late, one.says
            if one.gauge and one.at_most is not None:
                assert outcome.at_endex[one.gauge] <= one.at_most, one.says
            if one.gauge and one.at_least is not None:
                assert outcome.at_endex[one.gauge] >= one.at_least, one.says


def test_the_spreading_plan_moves_the_wounded_to_the_outer_ring() -> None:
    kept, spread = (
        played("routine", 1).at_endex,
        played("protect-regular-care", 1).at_endex,
    )
    streams = ("blast-near", "blast-outer", "blast-ring")
    assert [kept[f"{one}.arrived"] for one in streams] == [42, 12, 6]
    assert [spread[f"{one}.arrived"] for one in streams] == [22, 19, 19]


@pytest.mark.parametrize("policy", PRIMARY)
def test_a_reasonable_policy_beats_routine_on_what_it_is_after(policy: str) -> None:
    assert better(PRIMARY[policy], policy, "routine", FEW) == 1.0


def pulls(one: str, other: str, seeds: range) -> tuple[list[str], list[str]]:
    """The headlines that the one wins in nearly every run, and those of the other."""
    names = scenario().headlines
    mine = [name for name in names if better(name, one, other, seeds) >= 0.9]
    theirs = [name for name in names if better(name, other, one, seeds) >= 0.9]
    return mine, theirs


def test_protecting_and_taking_each_win_and_lose() -> None:
    mine, theirs = pulls("protect-regular-care", "take-fast", FEW)
    assert len(mine) >= 3 and len(theirs) >= 3, (mine, theirs)


def test_no_two_policies_end_the_same() -> None:
    for one, other in combinations(PLAYED, 2):
        names = scenario().headlines
        assert any(figure(one, 1, n) != figure(other, 1, n) for n in names)


def test_a_larger_stream_costs_more() -> None:
    rows = [played("routine", 1, preset).at_endex for preset in ("low", "", "high")]
    for gauge in ("trains.arrived", "care.all.put_off_soon", "care.all.crisis_hours"):
        low, base, high = (row[gauge] for row in rows)
        assert low < base < high, gauge
    right = [row["care.all.right_place"] for row in rows]
    assert right[0] > right[1]


def roomy(folder: Path, batch: int) -> Scenario:
    """The same stream into a country with beds and vehicles enough for all."""
    path = folder / f"room-{batch}.yaml"
    path.write_text(
        "set:\n"
        f"  world.casualties.trains.batch: {batch}\n"
        "  world.transport.hubs.kranenwissel.teams: 40\n"
        "  world.transport.hubs.kranenwissel.vehicles: 200\n"
        "  world.hospitals.sites.overig-centra.icu_beds: 3000\n"
        "  world.hospitals.sites.overig-centra.icu_occupied: 0.1\n"
        "  world.hospitals.sites.overig-algemeen.ward_beds: 15000\n"
    )
    return library.load(NAME, params=path).scenario


def icu_course(one: Scenario, seed: int) -> Iterator[float]:
    """Intensive care beds in use before the train of D+3, of D+7, and at ENDEX."""
    exercise = Exercise(one, seed, Journal())
    for day in (3, 7):
        play_through(exercise, {}, ASKED_AT + day * DAY + 8 * HOUR)
        yield exercise.world.read("care.all.icu_used")
    play_through(exercise, {})
    yield exercise.world.read("care.all.icu_used")


@pytest.mark.slow
def test_intensive_care_fills_as_the_lengths_of_stay_say(tmp_path: Path) -> None:
    """150 a day, all surviving: 130, 245 and 340 beds at D+3, D+7, D+14."""
    with_trains, without = roomy(tmp_path, 150), roomy(tmp_path, 0)
    rows = []
    for seed in FEW:
        a, b = icu_course(with_trains, seed), icu_course(without, seed)
        rows.append([one - other for one, other in zip(a, b, strict=True)])
    for said, seen in zip((130, 245, 340), zip(*rows, strict=True), strict=True):
        assert mean(seen) == pytest.approx(said, rel=0.12)


# ---- over twenty seeds


@pytest.mark.slow
@pytest.mark.parametrize("policy", PRIMARY)
def test_over_twenty_seeds_it_still_beats_routine(policy: str) -> None:
    assert better(PRIMARY[policy], policy, "routine", MANY) == 1.0


@pytest.mark.slow
def test_over_twenty_seeds_neither_beats_the_other_on_all() -> None:
    mine, theirs = pulls("protect-regular-care", "take-fast", MANY)
    assert PRIMARY["protect-regular-care"] in mine
    assert PRIMARY["take-fast"] in theirs
    assert len(mine) * len(theirs) >= 9, (mine, theirs)


@pytest.mark.slow
def test_every_inject_comes_under_some_policy_or_is_a_cue() -> None:
    came = {
        name for policy in PLAYED for seed in SOME for name in played(policy, seed).came
    }
    planned = {one.id for one in scenario().msel if not one.cue}
    assert planned - came == set()
