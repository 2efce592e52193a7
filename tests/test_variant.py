"""The same exercise with one decision changed: what stays, what moves, what is exact."""

from __future__ import annotations

import threading
from dataclasses import replace
from pathlib import Path

import pytest

from tests.script import Script
from ttx import influence, library
from ttx.actions import (
    Adjudicate,
    Decision,
    Endex,
    Message,
    Observe,
    StandingOrder,
    TakeOver,
)
from ttx.errors import JournalError, PlayError
from ttx.exercise import Exercise
from ttx.influence import one_run, plan, proposed, yardstick
from ttx.journal import Entry, Journal
from ttx.moment import HOUR, MINUTE, parse_offset
from ttx.policy import Autoplay, play_through
from ttx.pool import Pool
from ttx.scenario import Scenario
from ttx.variant import (
    Again,
    Course,
    Outcome,
    Variant,
    along,
    as_taken,
    by_policy,
    changed,
    course,
    held_by,
    moved,
    without,
)
from ttx.variant_tried import Try, tried


def evening() -> Script:
    """The teaching exercise as two tables of people lived it; the end is at ENDEX."""
    script = Script(library.load("first-exercise").scenario, seed=5)
    script.until("T+0:20").decides("hospital", "order-diesel", litres=1200)
    free = script.until("T+0:30").ask(
        "care", Decision("De wijkteams bellen iedereen na")
    )
    script.ask("leader", Adjudicate(free.seq, "option", option="door-to-door"))
    script.until("T+0:40").decides("care", "alert-now")
    script.ask("care", Message(("hospital",), "Hebt u bedden?", request=True))
    script.ask("evaluator", Observe("strength", "Vroeg gebeld", "care"))
    script.until("T+1:30").decides("care", "hire-generator", litres=500)
    script.ask("hospital", StandingOrder("close-ed", gauge="diesel.hospital.hours_left",
                                         comparison="below", value=2.0))  # fmt: skip
    script.exercise.advance(script.exercise.scenario.endex)
    script.exercise.submit(Endex(), "clock", "excon")
    return script


@pytest.fixture(scope="module")
def lived() -> Script:
    return evening()


@pytest.fixture(scope="module")
def whole(lived: Script) -> Course:
    return course(list(lived.exercise.journal))


def played(
    whole: Course, inputs: object = None, seed: int = 5, draw: int = 0
) -> Outcome:
    again = Again(whole, seed, draw)
    for one in whole.inputs if inputs is None else inputs:  # type: ignore[attr-defined]
        again.take(one)
    return again.finish()


def decided(whole: Course, option: str) -> int:
    return next(one.seq for one in whole.inputs
                if getattr(one.action, "option", "") == option)  # fmt: skip


# --- nothing changed ----------------------------------------------------------------


def test_the_course_played_again_comes_to_the_same(
    lived: Script, whole: Course
) -> None:
    outcome = played(whole)
    for name, value in lived.exercise.outcomes().items():
        assert outcome.figures[name] == value
    assert outcome.impossible == ()


def test_entry_by_entry_it_is_the_same_exercise(lived: Script, whole: Course) -> None:
    again = Again(whole, whole.seed, whole.draw)
    for one in whole.inputs:
        again.take(one)
    again.finish()
    world = ("delivered", "worked", "reported", "happened", "ordered", "claimed")

    def told(entries: Journal) -> list[tuple[int, str]]:
        return [(e.at, e.kind) for e in entries if e.kind in world]

    assert told(again.exercise.journal) == told(lived.exercise.journal)


def test_what_was_written_beside_the_exercise_is_left_out(whole: Course) -> None:
    kinds = [type(one.action).__name__ for one in whole.inputs]
    assert "Observe" not in kinds
    assert {"Decision", "Adjudicate", "Message", "StandingOrder", "Endex"} <= set(kinds)


def test_another_luck_gives_another_course(whole: Course) -> None:
    figures = {tuple(played(whole, seed=seed, draw=seed).figures.items())
               for seed in (6, 7, 8)}  # fmt: skip
    assert len(figures) == 3


# --- one thing changed ----------------------------------------------------------------


def test_without_a_decision_its_effect_is_gone(whole: Course) -> None:
    seq = decided(whole, "alert-now")
    less = played(whole, without(whole, seq))
    assert (
        less.figures["people.oeverloo.heard"]
        < played(whole).figures["people.oeverloo.heard"]
    )


def test_the_ruling_on_a_free_decision_goes_and_comes_with_it(whole: Course) -> None:
    ruling = next(one for one in whole.inputs if isinstance(one.action, Adjudicate))
    free = ruling.action.entry  # type: ignore[attr-defined]
    assert ruling not in without(whole, free)
    later = moved(whole, free, 2 * HOUR)
    both = [one for one in later if one.seq in (free, ruling.seq)]
    assert [(one.seq, one.at) for one in both] == [
        (free, 2 * HOUR),
        (ruling.seq, 2 * HOUR),
    ]
    again = Again(whole, 5, 0)
    for one in later:
        again.take(one)
    again.finish()
    works = [e for e in again.exercise.journal if e.kind == "worked"
             and e.body["option"] == "door-to-door"]  # fmt: skip
    assert works and works[0].at >= 2 * HOUR


def test_what_needed_the_decision_becomes_impossible() -> None:
    script = Script(library.load("first-exercise").scenario, seed=5)
    script.until("T+0:20").decides("hospital", "close-ed")
    script.until("T+2:00").decides("hospital", "open-ed")
    script.until("T+3:00")
    whole = course(list(script.exercise.journal))
    assert played(whole).impossible == ()
    gone = played(whole, without(whole, decided(whole, "close-ed")))
    assert gone.impossible == (decided(whole, "open-ed"),)


def test_tables_of_a_policy_decide_again_and_people_do_not() -> None:
    script = Script(library.load("first-exercise").scenario, seed=5)
    script.ask("leader", TakeOver("care", "routine"))
    script.until("T+0:20").decides("hospital", "order-diesel", litres=1200)
    script.until("T+3:00")
    whole = course(list(script.exercise.journal))
    outcome = played(whole)
    assert {by for _, by, _ in outcome.taken} == {"care"}
    assert outcome.taken  # nobody had written them down: the policy decided them here


def test_a_policys_decision_can_be_left_out_as_a_peoples_can() -> None:
    """Not quietly taken again by the policy, as if it had moved nothing."""
    script = Script(library.load("first-exercise").scenario, seed=5)
    script.ask("leader", TakeOver("care", "act-early"))
    Autoplay(script.exercise, {"care": "act-early"}).play_to(12 * HOUR)
    whole = course(list(script.exercise.journal))
    seq = decided(whole, "alert-now")
    held = as_taken(whole, seq)
    assert played(held).figures == played(whole).figures
    less = played(held, without(held, seq))
    assert (
        less.figures["people.oeverloo.heard"]
        < played(held).figures["people.oeverloo.heard"]
    )
    again = played(
        whole, without(whole, seq)
    )  # the policy holds the table: nothing changes
    assert again.figures == played(whole).figures
    assert as_taken(whole, 0) is whole


def test_a_table_in_the_hands_of_a_policy_has_no_decisions_of_its_own(
    whole: Course,
) -> None:
    inputs = held_by(whole, "care", "act-early")
    assert not [
        one for one in inputs if one.by == "care" and isinstance(one.action, Decision)
    ]
    assert not [one for one in inputs if isinstance(one.action, Adjudicate)]
    assert ("care", "share-list") in {
        (by, o) for _, by, o in played(whole, inputs).taken
    }


def test_the_others_by_routine_keeps_the_tables_own_decisions(whole: Course) -> None:
    seq = decided(whole, "alert-now")
    since = changed(whole, "", without(whole, seq)).since
    inputs = by_policy(whole, list(whole.inputs), since, 40 * MINUTE, "care", "routine")
    mine = [one.action.option for one in inputs  # type: ignore[attr-defined]
            if one.by == "care" and isinstance(one.action, Decision)]  # fmt: skip
    assert mine == ["", "alert-now", "hire-generator"]
    assert [
        one.by for one in inputs[since:] if isinstance(one.action, StandingOrder)
    ] == []


def test_a_change_shares_all_that_came_before_it(whole: Course) -> None:
    seq = decided(whole, "hire-generator")
    made = changed(whole, "x", without(whole, seq))
    assert [one.seq for one in whole.inputs[: made.since]][-1] < seq
    assert seq not in [one.seq for one in made.rest]


# --- many runs ------------------------------------------------------------------------


def test_a_branch_is_exactly_the_course_played_from_the_start(
    whole: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = plan(whole, [one for one in proposed(whole) if one.kind != "not-taken"])
    branched = one_run(made, 4)
    monkeypatch.delattr("os.fork")
    assert one_run(made, 4) == branched
    assert len(branched.outcomes) == len(made.variants) >= 8


def test_workers_change_nothing(whole: Course) -> None:
    made = plan(whole, proposed(whole)[:2])
    here = list(influence.play(made, 3, 0))
    there = sorted(influence.play(made, 3, 2), key=lambda one: one.number)
    assert there == here
    assert [one.number for one in influence.play(made, 3, 0, have={0, 2})] == [1]


def test_what_was_computed_reads_back_as_it_was(whole: Course) -> None:
    import json

    made = plan(whole, proposed(whole)[:2])
    kept = influence.gathered(made, list(influence.play(made, 2, 0)), 2, whole.mark)
    assert tried(json.loads(json.dumps(kept.plain()))) == kept


def test_the_yardstick_goes_by_what_the_table_saw(whole: Course) -> None:
    found = {(one.table, one.option): one for one in yardstick(whole)}
    assert {one.policy for one in found.values()} <= {"save-and-hold", "act-early"}
    assert ("care", "share-list") in found
    assert all(0 <= one.at < whole.ends for one in found.values())
    values = dict(found["hospital", "order-diesel"].values)
    assert values == {"litres": 1200}


def test_a_decision_is_tried_without_later_and_earlier(whole: Course) -> None:
    seq = decided(whole, "hire-generator")
    kinds = {one.kind: one for one in proposed(whole) if one.entry == seq}
    assert set(kinds) == {"without", "later", "earlier"}
    assert kinds["earlier"].at < kinds["without"].was < kinds["later"].at


def test_a_run_that_fails_names_its_seed(whole: Course) -> None:
    wrong = Try("x", "not-taken", "care", "no-such-option", 0, HOUR, HOUR)
    outcome = one_run(plan(whole, [wrong]), 0).outcomes["x"]
    assert outcome.impossible == (-1,)  # refused, as it would be for people
    seq = decided(whole, "alert-now")
    made = plan(whole, [Try("x", "without", "care", "alert-now", seq, 0, 0)])
    broken = replace(made, variants=(Variant("x", 3, ("no input",)),))  # type: ignore[arg-type]
    with pytest.raises(PlayError, match=r"seed 5 .*no attribute"):
        one_run(broken, 0)


def test_an_empty_journal_or_another_world_is_refused(lived: Script) -> None:
    with pytest.raises(JournalError):
        course([])
    first = next(iter(lived.exercise.journal))
    old = Entry(first.seq, first.at, first.kind, {**first.body, "world": 1})
    with pytest.raises(JournalError, match="world"):
        course([old])


# --- the pool ---------------------------------------------------------------------------


def doubled(needs: int, item: int) -> int:
    return needs * item


def large(needs: int, item: int) -> bytes:
    return bytes(needs)


def dies_once(needs: str, item: int) -> int:
    import os

    flag = Path(needs)
    if item == 3 and not flag.exists():
        flag.touch()
        os._exit(1)
    return item


def dies_always(needs: str, item: int) -> int:
    import os

    os._exit(1)


def test_a_pool_gives_what_the_task_gives() -> None:
    for workers in (0, 2):
        made = dict(Pool(doubled, 2, workers).each(range(7)))
        assert made == {n: 2 * n for n in range(7)}


def test_a_worker_that_dies_is_replaced(tmp_path: Path) -> None:
    made = dict(Pool(dies_once, str(tmp_path / "died"), 2).each(range(6)))
    assert made == {n: n for n in range(6)}
    assert (tmp_path / "died").exists()


def test_a_run_that_kills_its_workers_is_named() -> None:
    with pytest.raises(PlayError, match="run 1"):
        dict(Pool(dies_always, "", 1).each([0]))


def test_what_nobody_asks_for_any_more_stops() -> None:
    asked = iter(Pool(doubled, 2, 2).each(range(1000)))
    next(asked)
    asked.close()  # type: ignore[attr-defined]
    with pytest.raises(StopIteration):
        next(asked)


def test_stopped_half_way_a_result_nothing_of_the_pool_remains() -> None:
    before = set(threading.enumerate())
    asked = iter(Pool(large, 300_000, 2).each(range(100)))
    next(asked)
    asked.close()  # type: ignore[attr-defined]
    assert set(threading.enumerate()) <= before


def flagship(name: str, policy: str, seed: int) -> Course:
    """A flagship played by a policy, as a course."""
    scenario: Scenario = library.load(name).scenario
    exercise = Exercise(scenario, seed, Journal())
    play_through(exercise, {one.id: policy for one in scenario.tables})
    return course(list(exercise.journal))


def test_a_flagship_played_again_comes_to_the_same() -> None:
    whole = flagship("article5", "take-fast", 3)
    scenario = whole.scenario
    exercise = Exercise(scenario, 3, Journal())
    play_through(exercise, {one.id: "take-fast" for one in scenario.tables})
    assert {k: v for k, v in played(whole, seed=3).figures.items()
            if k in scenario.headlines} == exercise.outcomes()  # fmt: skip


def test_one_more_decision_stands_where_it_is_put(whole: Course) -> None:
    one = influence.Input(-1, parse_offset("T+1:00"), "care", "person",
                          Decision(option="share-list"))  # fmt: skip
    inputs = along(whole, one)
    assert [i.at for i in inputs] == sorted(i.at for i in inputs)
    assert played(whole, inputs).impossible == ()
