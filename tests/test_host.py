"""The host: the only writer, with the clock in a test's hand."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest

from tests.script import mini
from ttx.actions import (
    Acknowledge,
    Adjudicate,
    Commit,
    Decision,
    Endex,
    Jump,
    MoreTime,
    NoPlay,
    Note,
    Override,
    Release,
    Settle,
    Skip,
    TakeOver,
    TurnTo,
)  # fmt: skip
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.live.host import Host
from ttx.live.host_seat import LocalSeat
from ttx.live.seat import AnotherSeed, Fork, Go, Pause, Speed
from ttx.moment import HOUR, MINUTE
from ttx.replay import resume


class Wall:
    """Real time that passes when a test says so."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


def host(
    path: Path | None = None, policies: dict[str, str] | None = None, **changes: object
) -> tuple[Host, Wall]:
    journal = Journal.create(path) if path else Journal()
    wall = Wall()
    exercise = Exercise(mini(**changes), 7, journal)
    return Host(exercise, policies or {}, monotonic=wall, wall=wall), wall


def passes(one: Host, wall: Wall, seconds: float, step: float = 0.05) -> None:
    end = wall.seconds + seconds
    while wall.seconds < end - 1e-9:
        wall.seconds += min(step, end - wall.seconds)
        one.tick()


def to_talk(one: Host, wall: Wall) -> None:
    for state in ("brief", "talk"):
        one.submit(TurnTo("one", state), "leader")
        passes(one, wall, 1)
    assert one.exercise.state == "talk"


def test_the_world_plays_to_the_first_move_before_its_briefing() -> None:
    one, wall = host()
    one.submit(TurnTo("one", "brief"), "leader")
    passes(one, wall, 1)
    assert one.exercise.now == 20 * MINUTE
    assert one.exercise.state == "brief"


def test_while_tables_talk_the_world_stands_and_their_minutes_run() -> None:
    one, wall = host()
    to_talk(one, wall)
    left = one.face().left
    passes(one, wall, 60, 1.0)
    assert one.exercise.now == 20 * MINUTE
    assert left is not None and one.face().left == pytest.approx(left - 60_000, abs=2)
    one.submit(MoreTime(), "leader")
    assert one.face().left == pytest.approx(left + 240_000, abs=2)


def test_decisions_are_drafts_until_the_commit() -> None:
    one, wall = host()
    to_talk(one, wall)
    answer = one.submit(Decision("Bestellen", "order-diesel"), "hospital-a")
    assert answer.draft and answer.entry
    assert not [e for e in one.exercise.journal if e.body.get("by") == "hospital-a"]
    assert one.picture("hospital-a").decided[0].state == "draft"
    other = one.submit(Decision("Toch niet"), "hospital-a")
    one.erase(other.entry or 0, "hospital-a")
    assert one.erase(answer.entry, "region").refusal is not None
    one.submit(Commit(), "hospital-a")
    assert one.picture("leader").talking == ("hospital-b", "region")
    one.submit(TurnTo("one", "run"), "leader")
    entered = [d.state for d in one.picture("hospital-a").decided]
    assert entered == ["entered"]


def test_a_run_ends_in_a_preview_that_tables_do_not_see() -> None:
    one, wall = host()
    to_talk(one, wall)
    one.submit(Skip("halt"), "leader")
    one.submit(TurnTo("one", "run"), "leader")
    passes(one, wall, 2)
    assert one.exercise.state == "preview" and one.exercise.now == 8 * HOUR
    assert one.picture("region").knows == 20 * MINUTE
    table, leader = one.picture("hospital-a"), one.picture("leader")
    assert not [letter for letter in table.letters if letter.inject.startswith("low")]
    assert leader.desk and leader.desk.preview and leader.desk.preview.letters
    one.submit(TurnTo("one", "report"), "leader")
    told = one.picture("hospital-a")
    assert [letter for letter in told.letters if letter.inject.startswith("low")]
    assert told.knows == 8 * HOUR


def test_a_run_stops_at_a_decision_point_and_the_tables_talk_again() -> None:
    one, wall = host()
    to_talk(one, wall)
    one.submit(TurnTo("one", "run"), "leader")
    passes(one, wall, 2)
    assert one.exercise.state == "preview"
    assert 5 * HOUR < one.exercise.now <= 5 * HOUR + 5 * MINUTE
    for state in ("report", "talk", "run"):
        assert one.submit(TurnTo("one", state), "leader").refusal is None
    passes(one, wall, 2)
    assert one.exercise.now == 8 * HOUR


def test_another_seed_makes_a_new_journal_and_keeps_the_old(tmp_path: Path) -> None:
    one, wall = host(tmp_path / "a.ttx")
    to_talk(one, wall)
    one.submit(Decision(option="order-diesel"), "hospital-a")
    one.submit(TurnTo("one", "run"), "leader")
    passes(one, wall, 2)
    first = one.exercise.journal.digest
    one.control(AnotherSeed(99))
    passes(one, wall, 2)
    assert one.exercise.state == "preview"
    assert one.exercise.journal.digest != first
    assert [d.option for d in one.picture("hospital-a").decided] == ["order-diesel"]
    assert Journal.open(tmp_path / "a.ttx").digest == first
    one.close()


def test_back_to_an_earlier_moment_is_a_recorded_fork(tmp_path: Path) -> None:
    one, wall = host(tmp_path / "a.ttx")
    to_talk(one, wall)
    one.submit(TurnTo("one", "run"), "leader")
    passes(one, wall, 2)
    start = next(e.seq for e in one.exercise.journal if e.body.get("state") == "talk")
    one.control(Fork(start + 1))
    assert one.exercise.state == "talk" and one.exercise.now == 20 * MINUTE
    assert next(iter(one.exercise.journal)).body["parent"]["seq"] == start
    one.close()


def test_table_minutes_bring_the_contingency() -> None:
    one, wall = host()
    to_talk(one, wall)
    passes(one, wall, 9 * 60, 5.0)
    assert not _came(one, "nudge")
    passes(one, wall, 2 * 60, 5.0)
    assert _came(one, "nudge")


def test_no_play_stops_the_tables_minutes() -> None:
    one, wall = host()
    to_talk(one, wall)
    one.submit(NoPlay(True, "iemand is onwel"), "region")
    passes(one, wall, 20 * 60, 5.0)
    assert not _came(one, "nudge")
    assert one.face().state == "paused"
    one.submit(NoPlay(False), "leader")
    assert one.face().state == "stands"


def _came(one: Host, inject: str) -> bool:
    return one.exercise.msel.lines[inject].state == "delivered"


def test_running_time_goes_by_the_clock_and_a_pause_of_7_3_s_costs_7_3_s() -> None:
    one, wall = host(pace="running", speed=60.0, policies={"region": "routine"})
    one.control(Go())
    passes(one, wall, 10)
    assert one.exercise.now == pytest.approx(600_000, abs=5)
    one.control(Pause("koffie"))
    passes(one, wall, 7.3)
    assert one.exercise.now == pytest.approx(600_000, abs=5)
    one.control(Go())
    passes(one, wall, 10)
    assert one.exercise.now == pytest.approx(1_200_000, abs=10)


def test_running_time_slows_down_when_people_must_answer() -> None:
    one, wall = host(pace="running", speed=3600.0, policies={"hospital-a": "routine"})
    one.control(Go())
    passes(one, wall, 6)
    assert (one.face().speed, one.face().waits) == (1.0, True)
    letter = one.picture("region").letters[-1]
    one.submit(Acknowledge(letter.entry), "region")
    passes(one, wall, 1)
    assert one.face().speed == 1.0
    one.submit(Note("know", "diesel"), "hospital-b")
    passes(one, wall, 0.1)
    assert (one.face().speed, one.face().waits) == (3600.0, False)


def test_the_leader_can_go_on_though_an_answer_is_awaited() -> None:
    one, wall = host(pace="running", speed=3600.0, policies={"hospital-a": "routine"})
    one.control(Go())
    passes(one, wall, 6)
    assert one.face().waits
    one.control(Speed(600))
    assert one.face().speed == 600


def test_a_jump_plays_on_and_its_deadlines_count_for_nothing() -> None:
    one, wall = host(pace="running")
    one.submit(Jump(12 * HOUR), "leader")
    for _ in range(400):
        passes(one, wall, 0.05)
        if one.exercise.now < 12 * HOUR and one.goal is None:
            one.submit(Jump(12 * HOUR), "leader")
    assert one.exercise.now == 12 * HOUR
    assert not [e for e in one.exercise.journal if e.kind == "missed"]


def test_a_table_taken_over_plays_by_its_policy() -> None:
    one, wall = host()
    to_talk(one, wall)
    one.submit(TakeOver("hospital-a", "early"), "leader")
    one.submit(TurnTo("one", "run"), "leader")
    passes(one, wall, 2)
    asked = [e.body for e in one.exercise.journal if e.kind == "asked"]
    hands = [body["hand"] for body in asked if body["by"] == "hospital-a"]
    assert hands and set(hands) == {"policy:early"}


def test_a_contested_claim_can_be_settled_by_exercise_control() -> None:
    one, wall = host()
    to_talk(one, wall)
    for table in ("hospital-a", "hospital-b"):
        one.submit(Decision(option="order-diesel", values=(("litres", 3000),)), table)
    desk = one.picture("leader").desk
    assert desk and [c.stock for c in desk.contests] == ["diesel.trader"]
    for first, second in ((3000.0, 3000.0), (2100.0, -200.0)):
        shares = (("hospital-a", first), ("hospital-b", second))
        answer = one.submit(Settle("diesel.trader", shares), "leader")
        assert answer.refusal and answer.refusal.key == "too-much"
    one.submit(
        Settle("diesel.trader", (("hospital-a", 1800.0), ("hospital-b", 200.0))),
        "leader",
    )
    desk = one.picture("leader").desk
    assert desk and dict(desk.contests[0].granted) == {
        "hospital-a": 1800,
        "hospital-b": 200,
    }
    one.submit(TurnTo("one", "run"), "leader")
    granted = [
        e.body["shares"][0]["granted"]
        for e in one.exercise.journal
        if e.kind == "claimed"
    ]
    assert granted == [1800, 200]


async def test_a_seat_waits_for_news_and_proposes_what_a_decision_means() -> None:
    one, wall = host()
    seat = LocalSeat(one, "hospital-a")
    to_talk(one, wall)
    waiting = asyncio.ensure_future(seat.changed(seat.picture().version))
    await asyncio.sleep(0)
    await LocalSeat(one, "leader").submit(Release("wait"))
    assert (await waiting).version == one.sight.version
    assert [c.option for c in await seat.propose("brandstof bestellen")] == [
        "order-diesel"
    ]
    assert (await seat.control(Go())).en == "Only the leader can do this."
    why = await seat.why("diesel.hospital-a.hours_left")
    assert all(tag for _, tag in why)
    assert await seat.why("diesel.hospital-b.hours_left") == ()


def test_the_leader_sees_what_tables_do_not() -> None:
    one, wall = host()
    to_talk(one, wall)
    one.submit(Override("diesel.hospital-a.hours_left", 2.0, "draaiboek"), "leader")
    leader, table = one.picture("leader"), one.picture("hospital-a")
    mine = next(r for r in leader.readings if r.gauge == "diesel.hospital-a.hours_left")
    theirs = next(
        r for r in table.readings if r.gauge == "diesel.hospital-a.hours_left"
    )
    assert mine.overruled and mine.truth != mine.value
    assert theirs.value == 2.0 and not theirs.overruled and theirs.truth is None
    assert table.desk is None and one.picture("evaluator").book


def test_free_decisions_wait_at_the_world_desk() -> None:
    one, wall = host()
    to_talk(one, wall)
    one.submit(Decision("Alles uit", why="krap"), "hospital-b")
    one.submit(TurnTo("one", "commit"), "leader")
    told = one.submit(TurnTo("one", "run"), "leader").refusal
    assert told and told.key == "rule-first" and one.exercise.state == "commit"
    desk = one.picture("leader").desk
    assert desk and [f.text for f in desk.free] == ["Alles uit"]
    one.submit(
        Adjudicate(desk.free[0].entry, "none", text="Merkt u niets van."), "leader"
    )
    after = one.picture("leader").desk
    assert after and not after.free
    assert one.submit(TurnTo("one", "run"), "leader").refusal is None
    one.submit(Endex(), "leader")
    assert one.picture("hospital-b").over


def test_in_running_time_moves_come_by_themselves() -> None:
    one, wall = host(
        pace="running", speed=3600.0, policies=dict.fromkeys(TABLES, "routine")
    )
    one.control(Go())
    passes(one, wall, 1)
    assert _came(one, "first")
    move = one.picture("region").move
    assert move and move.id == "one" and one.exercise.state == ""


def test_a_resumed_host_knows_its_policies_and_minutes(tmp_path: Path) -> None:
    one, wall = host(tmp_path / "a.ttx", {"hospital-b": "early"})
    to_talk(one, wall)
    passes(one, wall, 120, 1.0)
    one.submit(MoreTime(), "leader")
    left, table = one.face().left, round(one.clock.table)
    one.close()
    again = Host(
        resume(tmp_path / "a.ttx"), {}, table_time=table, monotonic=wall, wall=wall
    )
    assert again.exercise.policies == {"hospital-b": "early"}
    assert again.face().left == pytest.approx(left, abs=60)
    again.close()


TABLES = ("hospital-a", "hospital-b", "region")
