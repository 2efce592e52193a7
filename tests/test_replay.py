"""Exact replay: the same scenario, seed and inputs give the same journal."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.script import Script, mini
from ttx.actions import Decision, Message, StandingOrder, to_plain
from ttx.errors import JournalError
from ttx.exercise import Exercise
from ttx.journal import Differs, Journal
from ttx.moment import HOUR, MINUTE
from ttx.policy import play_through
from ttx.replay import fork, resume, verify

SCENARIO = mini()
POLICIES = {one.id: "routine" for one in SCENARIO.tables}


def played(path: Path | None = None, seed: int = 3) -> Exercise:
    journal = Journal.create(path) if path else Journal()
    exercise = Exercise(SCENARIO, seed, journal)
    play_through(exercise, POLICIES)
    return exercise


def test_two_runs_print_the_same_digest() -> None:
    assert played().journal.digest == played().journal.digest
    assert played(seed=4).journal.digest != played().journal.digest


def test_a_journal_verifies_after_it_was_closed(tmp_path: Path) -> None:
    exercise = played(tmp_path / "a.ttx")
    exercise.journal.close()
    assert verify(tmp_path / "a.ttx").journal.digest == exercise.journal.digest
    assert not (tmp_path / "a.ttx-wal").exists()


DECISIONS = [
    (HOUR, "hospital-a", Decision(option="order-diesel", values=(("litres", 900),))),
    (HOUR, "hospital-b", Decision(option="shed-load")),
    (3 * HOUR + 1, "region", Decision("Wij vragen de buren")),
    (5 * HOUR, "hospital-b", Decision(option="order-diesel")),
]


@settings(max_examples=25, deadline=None)
@given(st.lists(st.integers(1, 4 * HOUR), max_size=40))
def test_any_tick_sizes_give_the_same_journal(ticks: list[int]) -> None:
    exercise = Exercise(SCENARIO, 5, Journal())
    for at, by, action in DECISIONS:
        for tick in ticks:
            if exercise.now + tick < at:
                exercise.advance(exercise.now + tick)
        exercise.advance(at)
        exercise.submit(action, by)
    for tick in ticks:
        exercise.advance(min(exercise.now + tick, 12 * HOUR))
    exercise.advance(12 * HOUR)
    assert exercise.journal.digest == _straight()


def _straight() -> str:
    exercise = Exercise(SCENARIO, 5, Journal())
    for at, by, action in DECISIONS:
        exercise.advance(at)
        exercise.submit(action, by)
    exercise.advance(12 * HOUR)
    return exercise.journal.digest


TYPED = [
    ("hospital-a", Decision(option="order-diesel", values=(("litres", 2000),))),
    ("hospital-b", Decision(option="order-diesel", values=(("litres", 3000),))),
    (
        "hospital-b",
        StandingOrder("shed-load", gauge="diesel.hospital-b.hours_left", value=3.0),
    ),
    ("region", Decision("Wij openen het crisiscentrum")),
    ("region", Decision("Wij bellen de buren")),
]


@settings(max_examples=20, deadline=None)
@given(st.permutations(TYPED))
def test_any_order_of_typing_within_a_commit_gives_the_same_journal(
    typed: list,
) -> None:
    assert _committed(typed) == _committed(TYPED)


def _committed(typed: list) -> str:
    script = Script(SCENARIO).until("T+0:20").move("one", "brief", "talk")
    for by, action in typed:
        script.exercise.journal.draft(by, to_plain(action))
    script.move("one", "commit", "run").until("T+8")
    assert not script.exercise.journal.drafts()
    return script.exercise.journal.digest


def test_a_contested_claim_is_shared_by_rule() -> None:
    script = Script(SCENARIO).until("T+0:20").move("one", "brief", "talk")
    for by, action in TYPED[:2]:
        script.exercise.journal.draft(by, to_plain(action))
    script.move("one", "commit", "run")
    shares = {
        s["team"]: s["granted"]
        for e in script.kinds("claimed")
        for s in e.body["shares"]
    }
    assert shares == {"hospital-a": 800, "hospital-b": 1200}


def test_a_resumed_exercise_goes_on_as_if_nothing_happened(tmp_path: Path) -> None:
    path = tmp_path / "b.ttx"
    script = Script(SCENARIO, path=path).until("T+2")
    script.decides("hospital-a", "order-diesel", litres=500)
    script.until("T+4")
    script.exercise.journal.draft("region", to_plain(Decision("concept")))
    script.exercise.journal.reach(4 * HOUR)
    del script.exercise.journal._base  # as a process that is gone
    back = resume(path)
    assert back.now == 4 * HOUR
    assert [one.by for one in back.journal.drafts()] == ["region"]
    back.advance(9 * HOUR)
    other = Script(SCENARIO).until("T+2")
    other.decides("hospital-a", "order-diesel", litres=500)
    other.until("T+9")
    assert back.journal.digest == other.exercise.journal.digest
    back.journal.close()


def test_a_fork_keeps_the_old_course_whole(tmp_path: Path) -> None:
    script = Script(SCENARIO, path=tmp_path / "c.ttx").until("T+2")
    entry = script.decides("hospital-a", "order-diesel", litres=500)
    script.until("T+6")
    digest = script.exercise.journal.digest
    other = fork(list(script.exercise.journal), entry.seq, tmp_path / "c~2.ttx")
    assert other.now <= 2 * HOUR
    other.advance(6 * HOUR)
    assert script.exercise.journal.digest == digest
    assert other.world.read("diesel.hospital-a.amount") < script.read(
        "diesel.hospital-a.amount"
    )
    parent = next(iter(other.journal)).body["parent"]
    assert parent["seq"] == entry.seq - 1
    other.journal.close()
    script.exercise.journal.close()
    assert verify(tmp_path / "c~2.ttx").now >= 2 * HOUR


def test_a_changed_decision_leaves_the_luck_of_others_alone() -> None:
    fates = []
    for litres in (0, 1500):
        script = Script(SCENARIO, seed=11).until("T+1")
        if litres:
            script.decides("hospital-a", "order-diesel", litres=litres)
        script.until("T+23")
        fates.append(
            [e.at for e in script.kinds("happened") if e.body.get("node") == "mains"]
        )
    assert fates[0] == fates[1]


def test_another_world_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    played(tmp_path / "d.ttx").journal.close()
    monkeypatch.setattr("ttx.replay.WORLD", 999)
    with pytest.raises(JournalError, match="world 999"):
        verify(tmp_path / "d.ttx")


def test_the_first_entry_that_differs_is_named(tmp_path: Path) -> None:
    journal = Journal.create(tmp_path / "e.ttx")
    exercise = Exercise(SCENARIO, 3, journal)
    exercise.submit(Message(("region",), "goed"), "region")
    journal.append(30 * MINUTE, "milestone", {"name": "called", "on": True})
    journal.close()
    with pytest.raises(Differs) as found:
        verify_to(tmp_path / "e.ttx", HOUR)
    assert found.value.written.kind == "milestone"


def verify_to(path: Path, to: int) -> None:
    journal = Journal.open(path)
    journal.reach(to)
    journal.close()
    verify(path)
