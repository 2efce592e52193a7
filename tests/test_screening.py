"""Which assumptions move the outcomes: held against worlds whose answer is known."""

from __future__ import annotations

import builtins
from collections.abc import Callable
from itertools import pairwise
from typing import Any

import pytest

from tests.script import mini
from ttx import library
from ttx.evaluation_figures import Step, name_of
from ttx.exercise import Exercise
from ttx.forms import Form
from ttx.journal import Journal
from ttx.models import MODELS
from ttx.pool import Pool
from ttx.rehearsal.assumptions import assumptions
from ttx.rehearsal.design import LEVELS, assumed, places, row_of
from ttx.rehearsal.plan import Plan, each_of, plan
from ttx.rehearsal.plays import play_of
from ttx.rehearsal.runs import Play, Run
from ttx.rehearsal.screening import (
    LEAST,
    Screened,
    cost,
    grouped,
    rows,
    screened,
    wanted,
)
from ttx.replay import feed
from ttx.scenario import Scenario
from ttx.world import World

Outcome = Callable[[dict[str, float]], float]
"""An outcome from the places (0 to 1) of the assumptions."""


def lying(scenario: Scenario, play: Play) -> dict[str, float]:
    """Where each assumption lies in a play, by its place; a half: as written."""
    return {one.place: 0.5 if level == "." else int(level) / (LEVELS - 1)
            for one, level in zip(assumed(scenario), play.levels, strict=True)}  # fmt: skip


def told(made: Plan, outcome: Outcome) -> tuple[Screened, list[Run]]:
    """A screening of a world in which the first headline outcome is this."""
    runs: list[Run] = []
    names = made.scenario.headlines
    while todo := wanted(made, runs):
        for play in todo:
            figures = dict.fromkeys(names, 1.0)
            figures[names[0]] = outcome(lying(made.scenario, play))
            runs.append(Run(play, figures))
    found = screened(made, runs)
    assert found is not None
    return found, runs


def strengths(found: Screened) -> dict[str, float]:
    return {found.assumptions[one.members[0]].place: one.most for one in found.effects}


def in_doubt(**figures: Any) -> Scenario:
    """The small scenario with a trader whose stock is guessed."""
    scenario = mini()
    stocks = dict(scenario.world["stocks"])
    stocks["diesel.trader"] = {**stocks["diesel.trader"], **figures}
    world = {**scenario.world, "stocks": stocks}
    headlines = ("diesel.trader.amount", "hours.least")
    idle = scenario.policies["routine"].model_copy(update={"rules": ()})
    return scenario.model_copy(update={"world": world, "headlines": headlines,
                                       "policies": {"idle": idle}})  # fmt: skip


# --- worlds with a known answer --------------------------------------------------------


def test_a_linear_a_dead_and_an_interacting_assumption_are_told_apart() -> None:
    made = plan(mini(), [], 1, screening=200)
    a, b, c, dead, *_ = (one.place for one in assumed(mini()))
    found, _ = told(made, lambda at: 6 * at[a] + 4 * at[b] * at[c])
    assert len(found.designs) == 1 and found.designs[0].trajectories == 10
    by = {found.assumptions[one.members[0]].place: one for one in found.effects}
    assert by[a].star[0] == pytest.approx(6) == by[a].mean[0]
    assert by[a].spread[0] == pytest.approx(0)
    assert by[dead].star[0] == 0 == by[dead].most
    for one in (by[b], by[c]):
        assert 0 < one.star[0] < 4 and one.spread[0] > 0.5
    order = [found.assumptions[one.members[0]].place for one in found.effects]
    assert order[0] == a and set(order[1:3]) == {b, c}
    assert all(one.most == 0 for one in found.effects[3:])


def test_an_effect_is_beside_its_own_outcomes_spread_whatever_the_unit() -> None:
    made = plan(mini(), [], 1, screening=200)
    a, b, *_ = (one.place for one in assumed(mini()))
    found, _ = told(made, lambda at: at[a] + at[b])
    large, _ = told(made, lambda at: 1e6 * (at[a] + at[b]))
    assert strengths(found) == pytest.approx(strengths(large))
    assert strengths(found)[a] == pytest.approx(strengths(found)[b])


def test_with_more_assumptions_than_plays_groups_come_first_and_then_their_members() -> None:  # fmt: skip
    scenario = library.load("first-exercise").scenario
    names = [one.place for one in assumed(scenario)]
    deep = next(one for one in names if one.startswith("hospitals.stays."))
    area = next(one for one in names if one.startswith("population.areas."))
    made = plan(scenario, [], 1, screening=240)
    found, runs = told(made, lambda at: 5 * at[deep] - 3 * at[area])
    first, second = found.designs
    assert first.cost + second.cost <= 240 == cost(made) and len(runs) <= 240
    assert len(first.factors) < len(names) == sum(map(len, first.factors))
    best = [found.assumptions[one.members[0]].place for one in found.effects[:2]]
    assert best == [deep, area]
    assert found.effects[1].mean[0] == pytest.approx(-3)
    assert all(one.most == 0 for one in found.effects[2:])
    assert any(deep == found.assumptions[n].place for n in found.groups[0].members)


def test_groups_follow_the_places_and_never_outgrow_their_number() -> None:
    names = ["a.x.one", "a.x.two", "a.y.one", "b.one", "b.two", "c"]
    assert grouped(names, 1) == ((0, 1, 2, 3, 4, 5),)
    assert grouped(names, 3) == ((0, 1, 2), (3, 4), (5,))
    assert grouped(names, 4) == ((0, 1), (2,), (3, 4), (5,))
    assert grouped(names, 6) == tuple((n,) for n in range(6))
    for room in range(1, 9):
        made = grouped(names, room)
        assert len(made) <= room
        assert sorted(n for one in made for n in one) == list(range(6))


# --- the real world --------------------------------------------------------------------


def test_a_guessed_stock_moves_what_is_left_of_it_and_nothing_else() -> None:
    """2,000 l that may be half or twice as much: between 1,140 and 1,810 l of it for each
    step of the design, as its levels lie (0.5, 0.79, 1.26 and 2 times)."""
    scenario = in_doubt(holds={"value": 2000, "tag": "E"})
    made = plan(scenario, ["idle"], 1, screening=LEAST)
    runs: list[Run] = []
    while todo := wanted(made, runs):
        runs += list(each_of(made, Pool, todo))
    assert not [run.why for run in runs if run.why]
    facts = assumptions(made, runs)
    first = facts.rows[0]
    assert first.figure == "stocks.diesel.trader.holds"
    assert (first.value.en, first.low.en, first.high.en) == ("2,000", "1,000", "4,000")
    (move,) = [one for one in first.moves if one.gauge == "diesel.trader.amount"]
    assert move.direction == 1 and "more where it lies high" in move.told.en
    found = screened(made, runs)
    assert found is not None
    (own,) = [one for one in found.effects
              if found.assumptions[one.members[0]].place == first.figure]  # fmt: skip
    assert 2000 * 1.14 - 1 <= own.star[0] <= 2000 * 1.81 + 1
    assert own.mean == own.star and all(run.play.policy == "idle" for run in runs)


def test_the_answer_is_the_same_with_no_worker_and_with_two() -> None:
    made = plan(mini(), [], 1, screening=LEAST)
    alone = list(each_of(made, Pool, wanted(made, [])))
    two = list(
        each_of(made, lambda task, needs: Pool(task, needs, 2), wanted(made, []))
    )
    key = {run.play: run for run in two}
    assert [key[run.play] for run in alone] == alone
    assert screened(made, alone) == screened(made, two[::-1])


def test_luck_and_policy_stay_the_same_along_a_trajectory() -> None:
    made = plan(mini(), [], 1, screening=200)
    (design,) = screened_designs(made)
    plays, size = rows(made, design), len(design.factors) + 1
    for start in range(0, len(plays), size):
        some = plays[start : start + size]
        assert len({(one.policy, one.seed, one.number) for one in some}) == 1
        steps = [sum(a != b for a, b in zip(one.levels, other.levels, strict=True))
                 for one, other in pairwise(some)]  # fmt: skip
        assert steps == [1] * len(design.factors)
    assert {one.policy for one in plays} == set(mini().policies)


def screened_designs(made: Plan) -> Any:
    found, _ = told(made, lambda at: sum(at.values()))
    return found.designs


# --- where assumptions lie -------------------------------------------------------------


def test_places_put_each_assumption_where_it_is_said_and_leave_the_rest() -> None:
    many = len(assumed(mini()))
    number = [one.place for one in assumed(mini())].index("infrastructure.mast.buffer")
    row = row_of({number: 1.0}, many)
    assert row == "." * number + "3" + "." * (many - number - 1)
    assert places(mini(), row) == {"world.infrastructure.mast.buffer": 1.0}
    written = play_of(mini(), "routine", Play("routine", 0, 7))
    same = play_of(mini(), "routine", Play("routine", 0, 7, levels="." * many))
    assert [e.body for e in written.journal] == [e.body for e in same.journal]
    with pytest.raises(ValueError):
        places(mini(), row + ".")


@pytest.mark.parametrize("name", ["first-exercise", "power-outage"])
def test_what_was_played_before_in_the_same_process_makes_no_difference(name: str) -> None:  # fmt: skip
    """What a world works out once for a scenario is not used where figures differ."""
    fresh, used = library.load(name).scenario, library.load(name).scenario
    many = len(assumed(fresh))
    one = Play("routine", 0, 7, levels="03" * (many // 2) + "0" * (many % 2))
    play_of(used, "routine", Play("routine", 0, 7)).world.read(used.headlines[0])
    ends = [play_of(scenario, "routine", one) for scenario in (fresh, used, used)]
    assert len({exercise.journal.digest for exercise in ends}) == 1


@pytest.mark.parametrize("name", ["first-exercise", "power-outage", "article5"])
def test_a_world_notes_the_same_figures_however_many_were_there_before(name: str) -> None:  # fmt: skip
    """The rows of a design, and the numbers of the annex, go by their order."""
    scenario = library.load(name).scenario
    first, second = (World(scenario, 0).figures for _ in range(2))
    assert first == second


def test_a_play_with_places_can_be_played_again_from_its_journal() -> None:
    many = len(assumed(mini()))
    exercise = play_of(mini(), "routine", Play("routine", 0, 7, levels="3" * many))
    entries = list(exercise.journal)
    again = Exercise.again(entries[0].body, Journal())
    feed(again, entries[1:])
    assert again.journal.digest == exercise.journal.digest
    assert exercise.journal.digest != play_of(mini(), "routine", Play("routine", 0, 7)).journal.digest  # fmt: skip


def test_one_guess_for_several_places_is_one_assumption_and_nought_is_none() -> None:
    scenario = library.load("power-outage").scenario
    found = assumed(scenario)
    names = [one.place for one in found]
    assert len(names) == len(set(names)) > 200
    starts = next(one for one in found if one.place == "infrastructure.*.starts")
    assert len(starts.keys) == len(starts.figures) > 10
    assert all(any(one.figure.numbers) for one in found)
    assert any(one.startswith("options.") and one.endswith(".lead") for one in names)


# --- what it tells ---------------------------------------------------------------------


def test_what_is_not_complete_or_could_not_be_played_is_told() -> None:
    made = plan(mini(), [], 1, screening=LEAST)
    todo = wanted(made, [])
    runs = [Run(play, dict.fromkeys(mini().headlines, 1.0)) for play in todo]
    assert screened(made, runs[1:]) is None
    assert "not complete" in assumptions(made, runs[1:]).why.en
    lost = [Run(todo[0], {}, why="broken"), *runs[1:]]
    facts = assumptions(made, lost)
    assert not facts.rows and any("left out" in one.en for one in facts.method)


def test_without_the_extra_there_is_a_sentence_and_the_rest_still_comes(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    real = builtins.__import__

    def absent(name: str, *more: Any, **other: Any) -> Any:
        if name.startswith("SALib"):
            raise ImportError(name)
        return real(name, *more, **other)

    monkeypatch.setattr(builtins, "__import__", absent)
    facts = assumptions(plan(mini(), [], 1, screening=LEAST), [])
    assert "pip install 'ttx[screening]'" in facts.why.en
    assert "extra onderdeel" in facts.why.nl


@pytest.mark.parametrize("name", ["first-exercise", "power-outage", "article5", "airport-crash"])  # fmt: skip
def test_every_assumption_has_a_name_that_an_expert_understands(name: str) -> None:
    from ttx.evaluation_figures import called, named

    scenario = library.load(name).scenario
    for one in assumed(scenario):
        found = called(scenario, one.figures)
        assert found.name.nl != found.name.en, one.place
        assert "_" not in found.whole.en and " " in found.name.en, one.place
        assert named(scenario, one.place).en != one.place
    assert named(scenario, "hospitals.no.such").en == "hospitals.no.such"


def test_every_figure_of_every_model_has_a_name_in_both_languages() -> None:
    """An author may tag any of them as an assumption of their own."""
    nameless = []

    def look(form: Form, way: list[str]) -> None:
        for key, field in form.items():
            here = way if key == "*" else [*way, key]
            if field.form:
                look(field.form, here)
            if field.kind in ("figure", "figures", "row"):
                steps = [Step(one, None) for one in here[:-1]]
                name = name_of([*steps, Step(here[-1], field)])
                if name.nl == name.en or "_" in name.en:
                    nameless.append(".".join(here))

    for model, kind in MODELS.items():
        look(kind.FORM, [model])
    assert nameless == []
