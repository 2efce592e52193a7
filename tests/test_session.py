"""A whole session of a flagship, as a leader, five tables and an evaluator live it.

Five tables are people's; the other three play by routine. Three moves, from briefing
to report: a free decision is adjudicated, a claim contested, a figure overruled, a
consequence disputed, the exercise forked, and the debrief tells all of it.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.test_host import Wall, passes
from ttx import library
from ttx.actions import (
    Acknowledge,
    Adjudicate,
    Commit,
    Contact,
    Decision,
    Dispute,
    Endex,
    Message,
    Note,
    Observe,
    Override,
    Rate,
    Reflect,
    Settle,
    StandingOrder,
    TurnTo,
)  # fmt: skip
from ttx.cli_report import write_debrief
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.live.host import Host
from ttx.live.seat import Answer, Fork
from ttx.moment import HOUR
from ttx.replay import verify

PEOPLE = ("rbt", "rot", "hospital-a", "hospital-b", "municipality")


class Session:
    """The leader's evening."""

    def __init__(self, path: Path) -> None:
        scenario = library.load("power-outage").scenario
        self.wall = Wall()
        routine = {t.id: "routine" for t in scenario.tables if t.id not in PEOPLE}
        exercise = Exercise(scenario, 7, Journal.create(path))
        self.host = Host(exercise, routine, monotonic=self.wall, wall=self.wall)

    def says(self, by: str, *actions: object) -> list[Answer]:
        answers = [self.host.submit(action, by) for action in actions]  # type: ignore[arg-type]
        assert [a.refusal.sentence("en") for a in answers if a.refusal] == []
        return answers

    def turns(self, move: str, *states: str) -> None:
        for state in states:
            self.says("leader", TurnTo(move, state))
            while self.host.goal is not None:
                passes(self.host, self.wall, 0.5)

    def minutes(self, many: int) -> None:
        passes(self.host, self.wall, many * 60, 5.0)

    def decides(self, table: str, option: str, **values: float) -> None:
        self.says(table, Decision(option=option, values=tuple(values.items())))


@pytest.fixture(scope="module")
def evening(tmp_path_factory: pytest.TempPathFactory) -> Session:
    session = Session(tmp_path_factory.mktemp("evening") / "outage.ttx")
    first_move(session)
    second_move(session)
    third_move(session)
    afterwards(session)
    return session


def first_move(session: Session) -> None:
    session.turns("first-hours", "brief", "talk")
    assert session.host.exercise.now == HOUR // 3
    session.minutes(4)
    read = session.host.picture("rot").letters[0]
    session.says("rot", Acknowledge(read.entry), Note("unknown", "hoe lang het duurt"))
    session.decides("rbt", "grip-4-now")
    session.says(
        "rot", Decision("Centralisten blijven dubbel bezet", why="112 loopt vol")
    )
    session.decides("hospital-a", "keep-semi-acute")
    session.says("hospital-b", Decision(option="finish-start-nothing"), StandingOrder(
        "ed-stop", gauge="diesel.hospital-b.hours_left", comparison="below", value=4.0))  # fmt: skip
    session.says(
        "rot", Message(("hospital",), "Hoeveel uur diesel?", "courier", request=True)
    )
    session.says(
        "rbt", Contact("netbeheerder", "hersteltijd", "phone", "geen toezegging")
    )
    session.says("evaluator", Observe("strength", "Vroeg opgeschaald", "rbt"))
    for table in PEOPLE:
        session.says(table, Commit())
    assert session.host.picture("leader").talking == ()
    session.turns("first-hours", "commit")
    told = session.host.submit(TurnTo("first-hours", "run"), "leader").refusal
    assert told and told.key == "rule-first"
    desk = session.host.picture("leader").desk
    assert desk and [one.text for one in desk.free] == [
        "Centralisten blijven dubbel bezet"
    ]
    ruling = Adjudicate(desk.free[0].entry, "lever", lever="people.all.call_takers", value=1.5,
                        text="Er komen twee centralisten bij.", why="zoals de tafel het uitlegde")  # fmt: skip
    session.says("leader", ruling)
    session.turns("first-hours", "run")
    desk = session.host.picture("leader").desk
    assert session.host.exercise.state == "preview" and desk and desk.preview
    session.turns("first-hours", "report")
    finish(session, "first-hours", 14 * HOUR)


def finish(session: Session, move: str, until: int) -> None:
    """Runs stop at decision points; the tables let it run on."""
    for _ in range(9):
        if session.host.exercise.now >= until:
            break
        session.turns(move, "run")
        session.turns(move, "report")
    assert session.host.exercise.now == until
    assert session.host.picture("rot").knows == until


def second_move(session: Session) -> None:
    session.turns("first-night", "brief", "talk")
    there = session.host.exercise.world.read("diesel.trader.amount")
    asks = [max(500.0, there), 8000.0]
    session.decides("hospital-a", "order-diesel", litres=round(min(8000.0, asks[0])))
    session.decides("hospital-b", "order-diesel", litres=8000.0)
    desk = session.host.picture("leader").desk
    assert desk and [one.stock for one in desk.contests] == ["diesel.trader"]
    shares = (("hospital-a", round(there / 2)), ("hospital-b", round(there / 2)))
    session.says("leader", Settle("diesel.trader", shares, "ieder de helft"))  # type: ignore[arg-type]
    session.decides("municipality", "few-full-points")
    gauge = "diesel.hospital-a.hours_left"
    session.says("leader", Override(gauge, 20.0, "tank is in werkelijkheid groter"))
    session.says("hospital-a", Dispute(gauge, "wij verbruiken minder bij deellast"))
    session.turns("first-night", "commit", "run")
    session.turns("first-night", "report")
    finish(session, "first-night", 40 * HOUR)


def third_move(session: Session) -> None:
    session.turns("way-back", "brief", "talk")
    host = session.host
    talked = next(e.seq for e in host.exercise.journal
                  if e.kind == "ran" and e.body == {"move": "way-back", "state": "talk"})  # fmt: skip
    session.decides("rbt", "ask-neighbours")
    session.turns("way-back", "commit", "run")
    old = host.exercise.journal.path
    host.control(Fork(talked + 1))
    assert host.exercise.state == "talk" and host.exercise.now == 40 * HOUR
    assert old and verify(old).journal.digest != host.exercise.journal.digest
    session.decides("rbt", "plan-72h")
    session.turns("way-back", "commit", "run", "report")
    finish(session, "way-back", 72 * HOUR)


def afterwards(session: Session) -> None:
    session.says("leader", Endex())
    scenario = session.host.exercise.scenario
    for table in PEOPLE:
        session.says(table, Reflect(scenario.hot_wash[0].nl, f"Antwoord van {table}"))
    task = scenario.objectives[0].tasks[0].id
    session.says("evaluator", Rate(task, "S", "Ging stroef, lukte wel"))
    session.host.close()


def test_the_session_ends_in_a_journal_that_verifies(evening: Session) -> None:
    journal = evening.host.exercise.journal
    assert journal.path and verify(journal.path).journal.digest == journal.digest


def test_people_decided_policies_filled_in_and_nothing_typed_was_lost(
    evening: Session,
) -> None:
    asked = [e.body for e in evening.host.exercise.journal if e.kind == "asked"]
    hands = {(b["by"], b["hand"]) for b in asked if b["action"]["kind"] == "Decision"}
    assert {(one, "person") for one in PEOPLE} <= hands
    assert any(hand == "policy:routine" for _, hand in hands)
    assert not [b for b in asked if b["refusal"] and b["hand"] == "person"]


def test_the_settled_claim_is_what_was_granted(evening: Session) -> None:
    shares = {
        s["team"]: s["granted"] for e in evening.host.exercise.journal
        if e.kind == "claimed" and e.at == 14 * HOUR for s in e.body["shares"]
    }  # fmt: skip
    assert shares["hospital-a"] == pytest.approx(shares["hospital-b"], abs=1)


def test_the_debrief_tells_all_of_it_in_both_languages(
    evening: Session, tmp_path: Path
) -> None:
    entries = list(evening.host.exercise.journal)
    for lang in ("nl", "en"):
        page = write_debrief(entries, tmp_path / lang, lang, ("html", "md"))[0]
        text = page.read_text(encoding="utf-8")
        for said in (
            "Centralisten blijven dubbel bezet", "ieder de helft",
            "tank is in werkelijkheid groter", "wij verbruiken minder bij deellast",
            "Vroeg opgeschaald", "Ging stroef, lukte wel", "Antwoord van rbt", "CONCEPT",
        ):  # fmt: skip
            assert said in text, (lang, said)
