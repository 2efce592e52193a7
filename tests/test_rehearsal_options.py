"""Every option, with and without it: what it moves, and that it moves nothing at all."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.script import mini
from ttx.cli import main
from ttx.pool import Pool
from ttx.rehearsal.facts import gather
from ttx.rehearsal.options import OptionFact, OptionsFact, options, wanted
from ttx.rehearsal.plan import Plan, Stage, each_of, one_play, plan, rehearse
from ttx.rehearsal.plays import play_of, usual
from ttx.rehearsal.runs import Play, Run, run_of
from ttx.replay import feed
from ttx.scenario import Option, Scenario
from ttx.world import World

NOTHING = {"title": {"nl": "Overleggen", "en": "Confer"}, "team": "region"}
SHED = {"title": {"nl": "Minder verbruiken", "en": "Use less"}, "team": "hospital",
        "does": [{"add": "diesel.{instance}.deliver", "by": 300}]}  # fmt: skip
"""In `mini.yaml` it turns a lever that nothing stands on: an option without effect, as
its first rehearsal said."""


def small(**changes: Any) -> Scenario:
    """The small scenario up to T+7, while diesel still counts."""
    scenario = mini(endex=7 * 3_600_000)
    options = {**scenario.options, "shed-load": Option.model_validate(SHED)}
    return scenario.model_copy(update={"options": options, **changes})


def with_options(**more: Any) -> Scenario:
    """The small scenario with more options."""
    scenario = small()
    made = {name.replace("_", "-"): Option.model_validate(one) for name, one in more.items()}  # fmt: skip
    return scenario.model_copy(update={"options": {**scenario.options, **made}})


def asked(scenario: Scenario, seeds: int = 4) -> Plan:
    return plan(scenario, [], seeds, options=seeds)


def crew(task: Any, needs: Any) -> Pool[Any, Any]:
    return Pool(task, needs)


def all_of(made: Plan) -> list[Run]:
    """The ordinary runs, and round by round all that the options need."""
    runs = list(rehearse(made, crew))
    while todo := wanted(made, runs):
        runs += list(each_of(made, crew, todo))
    return runs


def answer(made: Plan, runs: list[Run]) -> OptionsFact:
    return options(made, runs, World(made.scenario, 1).figures)


def by_name(facts: OptionsFact) -> dict[str, OptionFact]:
    sorts = (facts.told, facts.world, facts.words, facts.nothing, facts.closed)
    return {one.option: one for sort in sorts for one in sort}


# --- one play without, or with one more ----------------------------------------------


def test_a_play_without_an_option_is_the_same_until_it_would_have_been_taken() -> None:
    whole = play_of(small(), "routine", Play("routine", 0, 7))
    lacking = play_of(small(), "routine", Play("routine", 0, 7, without="order-diesel"))
    taken = [e for e in whole.journal if e.kind == "asked"
             and e.body["action"].get("option") == "order-diesel"]  # fmt: skip
    assert taken
    first = taken[0].at
    before = [[(e.at, e.kind, e.body) for e in one.journal if e.at < first]
              for one in (whole, lacking)]  # fmt: skip
    assert before[0] == before[1]
    assert not [e for e in lacking.journal if e.kind == "asked"
                and e.body["action"].get("option") == "order-diesel"]  # fmt: skip
    assert whole.world.read("hours.least") > lacking.world.read("hours.least")


def test_an_option_that_no_policy_takes_is_added_at_the_first_moment_that_it_can() -> None:  # fmt: skip
    run = one_play(Stage(mini(), ()), Play("routine", 0, 7, added="call-help"))
    base = one_play(Stage(mini(), ()), Play("routine", 0, 7))
    ordered = min(at for at, _, option in base.taken if option == "order-diesel")
    (at,) = [at for at, table, option in run.taken if (table, option) == ("region", "call-help")]  # fmt: skip
    assert not [one for one in base.taken if one[2] == "call-help"]
    assert ordered <= at < ordered + 24 * 3_600_000
    shed = one_play(Stage(mini(), ()), Play("routine", 0, 7, added="shed-load"))
    assert [at for at, _, option in shed.taken if option == "shed-load"] == [
        1_800_000
    ]  # the first look of this policy after the first move


def test_what_is_played_otherwise_can_still_be_played_again_from_its_journal() -> None:
    for one in (Play("early", 0, 7, 3, added="call-help"),
                Play("early", 0, 7, without="shed-load")):  # fmt: skip
        exercise = play_of(mini(), one.policy, one)
        entries = list(exercise.journal)
        from ttx.exercise import Exercise
        from ttx.journal import Journal

        again = Exercise.again(entries[0].body, Journal())
        feed(again, entries[1:])
        assert again.journal.digest == exercise.journal.digest


def test_values_that_nobody_gave_are_the_default_the_middle_or_the_first_choice() -> None:  # fmt: skip
    option = Option.model_validate({
        **NOTHING,
        "asks": {"litres": {"title": "l", "number": [100, 300]},
                 "who": {"title": "w", "choice": {"one": "1", "two": "2"}},
                 "when": {"title": "h", "number": [0, 9], "default": 2}},
    })  # fmt: skip
    assert usual(option) == {"litres": 200.0, "who": "one", "when": 2}


# --- the answer -----------------------------------------------------------------------


def test_an_option_without_effect_is_found_and_nothing_else_is_called_so() -> None:
    made = asked(with_options(confer=NOTHING))
    facts = answer(made, all_of(made))
    assert [one.option for one in facts.nothing] == ["confer"]
    (confer,) = facts.nothing
    assert confer.bare and confer.added and confer.pairs == 4
    assert facts.missing == 0


def test_each_option_is_told_by_what_it_moves_gain_and_price_together() -> None:
    made = asked(with_options(look={
        **NOTHING, "does": [{"grant": "diesel.hospital-a.hours_left", "to": ["region"]}]}))  # fmt: skip
    found = by_name(answer(made, all_of(made)))
    order = found["order-diesel"]
    assert (order.effect, order.added) == ("outcome", False)
    assert [one.gauge for one in order.gains] == ["hours.least"] and not order.prices
    assert order.strength == "indicative"  # four pairs are too few to be firm
    assert found["look"].effect in ("words", "nothing")
    assert set(found) == set(made.scenario.options)


def test_an_option_whose_needs_never_come_is_told_as_closed_not_as_without_effect() -> None:  # fmt: skip
    never = {**NOTHING, "needs": {"gauge": "mains.level", "above": 2}}
    facts = answer(made := asked(with_options(never=never)), all_of(made))
    assert [one.option for one in facts.closed] == ["never"]
    assert "never" not in [one.option for one in facts.nothing]
    assert facts.closed[0].title in facts.unused


def test_what_moves_nothing_under_one_policy_is_tried_under_the_others() -> None:
    """By `routine` it is taken so late that it works after ENDEX; by `early` in time."""
    scenario = with_options(shed_load={**SHED, "lead": {"value": "2h", "tag": "X"}})
    early = scenario.policies["early"].rules[0]
    late = early.model_copy(update={"at": scenario.endex - 3_600_000, "when": None})
    routine = scenario.policies["routine"]
    rules = {"routine": routine.model_copy(update={"rules": (late,)}),
             "early": scenario.policies["early"].model_copy(update={"base": ""})}  # fmt: skip
    made = asked(scenario.model_copy(update={"policies": rules}), 3)
    runs = all_of(made)
    tried = [run.play.policy for run in runs if run.play.without == "shed-load"]
    assert tried == ["routine"] * 3 + ["early"] * 3
    shed = by_name(answer(made, runs))["shed-load"]
    assert (shed.effect, shed.under.en) == ("outcome", "Early")
    assert [one.en for one in shed.also] == ["Routine"]


def test_the_answer_is_the_same_in_whichever_order_and_form_the_runs_came() -> None:
    made = asked(small(), 2)
    runs = all_of(made)
    again = [run_of(json.loads(json.dumps(run.plain()))) for run in reversed(runs)]
    assert wanted(made, again) == ()
    figures = World(made.scenario, 1).figures
    assert gather(made, runs, figures, 0.05) == gather(made, again, figures, 0.05)
    ordinary = [run for run in runs if not run.play.changed]
    assert len(ordinary) == len(made.plays)
    assert gather(made, runs, figures, 0.05).outcomes == gather(
        plan(small(), [], 2), ordinary, figures, 0.05).outcomes  # fmt: skip


def test_half_of_the_runs_tell_that_they_are_half() -> None:
    made = asked(small(), 2)
    runs = list(rehearse(made, crew))
    todo = wanted(made, runs)
    assert todo and answer(made, runs).missing == len(todo)
    some = [*runs, *each_of(made, crew, todo[:1])]
    assert answer(made, some).missing == len(todo) - 1


@pytest.mark.parametrize(("lang", "told"), [
    ("nl", "Opties zonder effect"), ("en", "Options without effect")])  # fmt: skip
def test_the_command_asks_shows_keeps_and_goes_on(
    lang: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["rehearse", "first-exercise", "--runs", "2", "--options", "2", "--workers", "0",
             "--policies", "save-and-hold", "--out", str(tmp_path), "--lang", lang]  # fmt: skip
    assert main(words) == 0
    first = capsys.readouterr().err
    page = (tmp_path / f"rehearsal-first-exercise.{lang}.html").read_text("utf-8")
    assert told in page
    facts = json.loads((tmp_path / f"rehearsal-first-exercise.{lang}.json").read_text())
    assert "close-ed" in [one["option"] for one in facts["options"]["nothing"]]
    assert main(words) == 0
    assert len(capsys.readouterr().err) < len(first)  # nothing was played twice
