"""The one door: what is let in, what is refused, and what comes of it."""

from __future__ import annotations

import pytest

from tests.script import Script, mini
from ttx.actions import (
    Adjudicate,
    Commit,
    Decision,
    Dispute,
    Endex,
    Hold,
    Improvise,
    Jump,
    Message,
    Note,
    Override,
    Postpone,
    Pull,
    Rate,
    Release,
    Rescind,
    Skip,
    StandingOrder,
    TurnTo,
)  # fmt: skip
from ttx.moment import HOUR


def test_a_decision_works_after_its_lead_time() -> None:
    script = Script().until("T+1")
    before = script.read("diesel.hospital-a.amount")
    entry = script.decides("hospital-a", "order-diesel", litres=1000)
    script.until("T+4:30")
    worked = script.kinds("worked")
    assert [one.body["entry"] for one in worked] == [entry.seq]
    assert HOUR <= worked[0].at - entry.at <= 3 * HOUR
    assert script.read("diesel.hospital-a.amount") == pytest.approx(before + 1000 - 350)


def test_an_option_of_another_team_is_refused_and_kept() -> None:
    script = Script()
    entry = script.ask("region", Decision(option="order-diesel"))
    assert entry.body["refusal"]["key"] == "not-your-option"
    assert script.kinds("asked") == [entry]


@pytest.mark.parametrize(
    ("by", "action", "key"),
    [
        ("hospital-a", Decision(option="order-disel"), "unknown-option"),
        ("hospital-a", Decision(), "empty"),
        ("hospital-z", Decision(text="x"), "unknown-team"),
        ("hospital-a", Decision(option="order-diesel", values=(("litres", 9),)), "bad-value"),
        ("hospital-a", Decision(option="order-diesel", values=(("litres", "veel"),)), "bad-value"),
        ("hospital-a", Decision(text="x", option="shed-load", takes_effect=-5), "too-early"),
        ("region", Decision(option="call-help"), "needs-not-met"),
        ("region", TurnTo("one", "brief"), "not-allowed"),
        ("leader", TurnTo("three", "brief"), "unknown-move"),
        ("leader", TurnTo("one", "run"), "wrong-order"),
        ("leader", TurnTo("one", "brief"), "not-there-yet"),
        ("leader", Release("nothing"), "unknown-inject"),
        ("leader", Override("mains.level", 1.0), "needs-reason"),
        ("leader", Override("no.gauge", 1.0, "x"), "unknown-gauge"),
        ("leader", Pull("no.lever", 1.0), "unknown-lever"),
        ("leader", Decision(text="x"), "not-allowed"),
        ("region", Message((), " "), "empty"),
        ("region", Message(("nobody",), "x"), "unknown-team"),
        ("evaluator", Rate("order-in-time", "A"), "bad-value"),
        ("evaluator", Rate("no-task", "P"), "unknown-task"),
        ("region", Rate("order-in-time", "P"), "not-allowed"),
    ],
)  # fmt: skip
def test_what_cannot_be_done_is_refused_with_a_sentence(
    by: str, action: object, key: str
) -> None:
    from ttx.errors import Refusal

    entry = Script().until("T+0:10").ask(by, action)  # type: ignore[arg-type]
    assert entry.body["refusal"]["key"] == key
    for lang in ("nl", "en"):
        sentence = Refusal.from_plain(entry.body["refusal"]).sentence(lang)
        assert "{" not in sentence and sentence


def test_in_an_orienting_exercise_nothing_is_rated() -> None:
    script = Script(mini(purpose="orient"))
    assert script.refused("evaluator", Rate("order-in-time", "P")) == "no-rating"


def test_after_endex_nothing_is_decided() -> None:
    script = Script().until("T+1")
    script.ask("leader", Endex())
    assert script.refused("hospital-a", Decision(text="toch")) == "exercise-over"
    assert script.kinds("ended")


def test_a_lasting_decision_ends_by_itself_and_can_be_taken_again() -> None:
    script = Script().until("T+1")
    script.decides("hospital-a", "shed-load")
    assert script.refused("hospital-a", Decision(option="shed-load")) == "already-taken"
    script.until("T+2")
    halved = script.exercise.world.levers["diesel.hospital-a.use"].value
    script.until("T+5:30")
    assert halved == 0.5
    assert script.exercise.world.levers["diesel.hospital-a.use"].value == 1.0
    assert script.refused("hospital-a", Decision(option="shed-load")) == ""


def test_a_reversible_decision_can_be_taken_back() -> None:
    script = Script().until("T+1")
    entry = script.decides("hospital-a", "shed-load")
    script.until("T+1:30")
    script.ask("hospital-a", Rescind(entry.seq))
    assert script.exercise.world.levers["diesel.hospital-a.use"].value == 1.0


def test_a_precondition_opens_an_option() -> None:
    script = Script().until("T+1")
    script.decides("hospital-a", "order-diesel")
    script.until("T+5")
    assert script.refused("region", Decision(option="call-help")) == ""


def test_a_standing_order_acts_when_its_figure_comes() -> None:
    script = Script().until("T+1")
    order = StandingOrder("shed-load", gauge="diesel.hospital-b.hours_left", value=4.0)
    entry = script.ask("hospital-b", order)
    script.until("T+6")
    acted = script.kinds("ordered")
    assert [one.body["entry"] for one in acted] == [entry.seq]
    assert acted[0].body["refusal"] is None


def test_a_scarce_stock_is_never_given_twice() -> None:
    script = Script().until("T+1")
    script.decides("hospital-a", "order-diesel", litres=1500)
    script.decides("hospital-b", "order-diesel", litres=1500)
    granted = [one.body["shares"][0]["granted"] for one in script.kinds("claimed")]
    assert granted == [1500, 500]
    assert script.read("diesel.trader.amount") == 0


def test_a_free_decision_waits_for_its_meaning() -> None:
    script = Script().until("T+1")
    entry = script.ask(
        "hospital-a", Decision("Alles uit wat kan", why="diesel is krap")
    )
    ruling = Adjudicate(
        entry.seq, "option", "shed-load", text="Dat helpt.", why="zelfde effect"
    )
    script.ask("leader", ruling)
    answers = [one for one in script.kinds("delivered") if one.body["kind"] == "answer"]
    assert script.exercise.world.levers["diesel.hospital-a.use"].value == 0.5
    assert answers[0].body["to"] == ["hospital-a"]
    assert script.refused("leader", Adjudicate(entry.seq, "magic")) == "bad-value"


def test_an_inject_follows_its_condition_for_each_hospital() -> None:
    script = Script().until("T+10")
    low = [
        one for one in script.kinds("delivered") if one.body["inject"].startswith("low")
    ]
    assert [one.body["inject"] for one in low] == ["low@hospital-b", "low@hospital-a"]
    assert "uur diesel" in low[0].body["text"]["nl"]
    assert low[0].body["to"] == ["hospital-b"]


def test_an_answer_in_time_is_noted_and_silence_is_missed() -> None:
    script = Script().until("T+1:30")
    script.decides("hospital-b", "shed-load")
    script.until("T+7")
    script.decides("hospital-b", "order-diesel")
    script.until("T+12")
    answered = [one.body["team"] for one in script.kinds("answered")]
    missed = [one.body["team"] for one in script.kinds("missed")]
    assert answered == ["hospital-b"] or "hospital-b" in missed
    assert "hospital-a" in missed


def test_exercise_control_holds_postpones_and_skips() -> None:
    script = Script(seed=1)
    script.ask("leader", Hold("low@hospital-a"))
    script.ask("leader", Skip("low@hospital-b", "te druk"))
    script.ask("leader", Postpone("halt", HOUR))
    script.until("T+10")
    assert not [one for one in script.delivered() if one.startswith("low")]
    script.ask("leader", Hold("low@hospital-a", on=False))
    assert "low@hospital-a" in script.delivered()
    halts = [one for one in script.kinds("delivered") if one.body["inject"] == "halt"]
    assert all(one.at == 6 * HOUR for one in halts)


def test_a_cue_waits_for_exercise_control() -> None:
    script = Script().until("T+10")
    assert "wait" not in script.delivered()
    script.ask("leader", Release("wait"))
    assert "wait" in script.delivered()
    assert script.refused("leader", Release("wait")) == "already-delivered"


def test_a_move_goes_through_its_states() -> None:
    script = Script().until("T+0:20").move("one", "brief", "talk")
    assert "first" in script.delivered()
    script.move("one", "commit", "talk", "commit", "run")
    assert script.exercise.target() == 8 * HOUR
    script.until("T+8").move("one", "preview", "report")
    script.move("two", "brief", "talk")
    assert script.exercise.move and script.exercise.move.id == "two"


def test_no_answer_by_the_end_of_talk_brings_the_contingency() -> None:
    script = Script().until("T+0:20").move("one", "brief", "talk", "commit", "run")
    assert "nudge" in script.delivered()


def test_an_override_is_what_people_see_and_the_truth_stays() -> None:
    script = Script().until("T+1")
    script.ask("leader", Override("diesel.hospital-a.hours_left", 2.0, "draaiboek"))
    script.until("T+1:30")
    assert "low@hospital-a" in script.delivered()
    assert script.read("diesel.hospital-a.hours_left") > 6


def test_words_of_people_are_kept_without_control_characters() -> None:
    script = Script()
    entry = script.ask("region", Note("know", "net\x1b[31m weg"))
    assert entry.body["action"]["text"] == "net[31m weg"


def test_messages_disputes_and_improvised_injects_arrive() -> None:
    script = Script().until("T+1")
    script.ask("region", Message(("hospital",), "Wat heeft u nog?", request=True))
    script.ask("leader", Improvise(("region",), "De pers belt.", "trader"))
    script.ask("hospital-a", Dispute("diesel.hospital-a.hours_left", "wij hebben meer"))
    kinds = [(one.body["kind"], one.body["to"]) for one in script.kinds("delivered")]
    assert ("request", ["hospital-a", "hospital-b"]) in kinds
    assert ("inject", ["region"]) in kinds
    assert script.refused("region", Commit()) == ""


def test_a_free_decision_is_ruled_once_with_values_that_fit() -> None:
    script = Script().until("T+1")
    entry = script.ask("hospital-a", Decision("Wij bellen de handel"))
    odd = Adjudicate(entry.seq, "option", "order-diesel", values=(("litres", 9),))
    assert script.refused("leader", odd) == "bad-value"
    assert (
        script.refused("leader", Adjudicate(entry.seq, "none", text="Genoteerd")) == ""
    )
    assert script.refused("leader", Adjudicate(entry.seq, "none")) == "settled"


def test_values_that_an_option_does_not_ask_for_are_refused() -> None:
    script = Script().until("T+1")
    sneaky = (("instance", "hospital-b"),)
    decision = Decision(option="shed-load", values=sneaky)
    assert script.refused("hospital-a", decision) == "unknown-value"
    order = StandingOrder(
        "order-diesel", (("litres", "veel"),), "mains.level", value=0.5
    )
    assert script.refused("hospital-a", order) == "bad-value"


def test_only_what_a_table_decided_itself_and_still_holds_is_taken_back() -> None:
    script = Script().until("T+1")
    entry = script.decides("hospital-a", "shed-load")
    assert script.refused("hospital-b", Rescind(entry.seq)) == "unknown-entry"
    assert script.refused("hospital-a", Rescind(entry.seq)) == ""
    assert script.refused("hospital-a", Rescind(entry.seq)) == "unknown-entry"


def test_a_jump_belongs_to_running_time_and_stops_at_endex() -> None:
    assert Script().refused("leader", Jump(HOUR)) == "wrong-pace"
    running = Script(mini(pace="running"))
    assert running.refused("leader", Jump(99 * HOUR)) == "after-endex"
    assert running.refused("leader", Jump(HOUR)) == ""
