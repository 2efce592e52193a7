"""A move that was played from paper: entered afterwards, run on, printed again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.script import mini
from ttx.actions import Decision, TurnTo
from ttx.cli import main
from ttx.cli_report import write_debrief
from ttx.evaluation_log import Log
from ttx.exercise import Exercise
from ttx.handouts.played import coming
from ttx.journal import Entry, Journal
from ttx.live.host import Host
from ttx.live.session import hold
from ttx.moment import HOUR, MINUTE
from ttx.plain import paper
from ttx.replay import resume, shadow, verify
from ttx.scenario import Scenario


def begun(path: Path, scenario: Scenario | None = None) -> Exercise:
    return Exercise(scenario or mini(), 7, Journal.create(path))


def reading(*lines: str) -> Callable[[], Awaitable[str | None]]:
    """What somebody types, line by line, and then the end of input."""
    left = [*lines]

    async def read() -> str | None:
        return left.pop(0) if left else None

    return read


def entered(exercise: Exercise, *lines: str, lang: str = "en") -> list[str]:
    """Type these lines at the leader's desk; what was told. The journal is closed."""
    told: list[str] = []
    host = Host(exercise, {})
    host.on_paper = True
    file = str(exercise.journal.path)

    def front(seats):
        return paper.run(seats, lang, reading(*lines), told.append, file)

    assert hold(host, front) == 0
    return told


def decisions(path: Path) -> list[Entry]:
    journal = Journal.open(path)
    found = [e for e in journal if e.kind == "asked"
             and e.body["action"]["kind"] == "Decision"]  # fmt: skip
    journal.close()
    return found


A = ("fuel", "1", "07:20", "2000", "the tank is small", "")
"""A line of hospital A's sheet: words, the first hit, when, litres, why, kept."""


def test_a_move_is_entered_from_its_sheets_and_the_world_runs_on(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), *A, "", "", "", "", "", "")
    only = decisions(path)[0].body
    assert only["by"] == "hospital-a" and only["refusal"] is None
    assert only["action"]["option"] == "order-diesel"
    assert only["action"]["values"] == [["litres", 2000]]
    assert only["action"]["on_paper"] == only["action"]["takes_effect"] == 40 * MINUTE
    assert any("Preview of" in line for line in told)
    assert any(f"ttx print {path}" in line for line in told)
    again = resume(path)
    assert (again.state, again.now > HOUR) == ("report", True)
    again.journal.close()
    verify(path)


def test_a_line_is_corrected_before_it_is_entered(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    wrong = ("fuel", "1", "", "900", "", "")
    right = ("fuel", "1", "", "1500", "", "")
    entered(begun(path), *wrong, "", "", "", "1", *right, "", "", "", "")
    assert [one.body["action"].get("values") for one in decisions(path)] == [
        [["litres", 1500]]
    ]


def test_a_line_that_is_dropped_or_misread_is_not_entered(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), "fuel", "1", "half eight", "", "many", "900", "", "x",
                   "fuel", "9", "", "", "", "", "", "", "", lang="en")  # fmt: skip
    assert decisions(path) == []
    said = "\n".join(told)
    assert "Write a time as 14:00" in said
    assert "'litres' must be a number" in said
    assert "you gave '9'" in said
    assert "No table decided anything in this move." in said


def test_what_is_typed_is_kept_when_somebody_stops_halfway(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *A)
    assert decisions(path) == []
    told = entered(resume(path), "", "", "")
    assert any(line.startswith("1. Hospital A") for line in told), (
        "the overview at once"
    )
    assert [one.body["by"] for one in decisions(path)] == ["hospital-a"]


def test_free_words_get_a_meaning_before_the_world_runs_on(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), "", "", "zwart op wit", "", "", "", "", "", "qqq", "",
                   "", "")  # fmt: skip
    journal = Journal.open(path)
    ruled = [e.body["action"] for e in journal if e.kind == "asked"
             and e.body["action"]["kind"] == "Adjudicate"]  # fmt: skip
    journal.close()
    assert [one["ruling"] for one in ruled] == ["none"]
    assert any("In their own words, Region: zwart op wit" in line for line in told)
    assert any("Nothing of this exercise looks like that." in line for line in told)


def test_the_tables_minutes_do_not_pass_while_somebody_types(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *A, "", "", "", "", "", "")
    journal = Journal.open(path)
    assert {e.table for e in journal} <= {0, None}
    log = Log([*journal], mini())
    journal.close()
    done = next(one for one, _ in log.of(Decision))
    assert done.table is None, "how long they talked on paper, nobody measured"


def test_the_report_says_that_it_was_entered_afterwards(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *A, "", "", "", "", "", "")
    journal = Journal.open(path)
    pages = write_debrief([*journal], tmp_path / "d", "nl", formats=("md",))
    journal.close()
    told = pages[0].read_text("utf-8")
    assert "achteraf vanaf papier ingevoerd; besloten op ma 18 jan 07:20" in told


def test_after_a_decision_point_the_run_goes_on_to_the_next_move(
    tmp_path: Path,
) -> None:
    halts = [
        one.model_copy(update={"chance": None}) if one.id == "halt" else one
        for one in mini().msel
    ]
    path = tmp_path / "x.ttx"
    exercise = begun(path, mini(msel=tuple(halts)))
    entered(exercise, "", "", "", "", "", "")
    stopped = resume(path)
    assert 5 * HOUR <= stopped.now < 6 * HOUR
    entered(stopped, "", "", "", "", "", "")
    again = resume(path)
    assert again.now == 8 * HOUR
    again.journal.close()


# --- what the tables get next -----------------------------------------------------------


def test_what_is_printed_is_what_the_exercise_will_deliver(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    exercise = begun(path)
    entered(exercise, *A, "", "", "", "", "", "")
    before = path.read_bytes()
    found = coming(shadow(path))
    assert path.read_bytes() == before, "printing writes nothing"
    stacks: Any = found["next"].facts
    cards = [card for stack in stacks for card in stack.cards]
    assert {card.top.en for card in cards} == {"Hospital A", "Hospital B", "Region"}
    ahead = resume(path)
    since = ahead.run_from[1]
    move = ahead.move
    assert move is not None
    if ahead.now < ahead.target():
        ahead.submit(TurnTo(move.id, "talk"), "leader")
    else:
        ahead.submit(TurnTo("two", "brief"), "leader")
        ahead.submit(TurnTo("two", "talk"), "leader")
    sent = [e for e in ahead.journal if e.kind == "delivered" and e.seq > since]
    told = [card.parts[0].text.en for card in cards if card.title.en != "What you know"]
    wanted = [
        e.body["text"]["en"]
        for e in sent
        for t in e.body["to"]
        if ahead.scenario.table(t)
    ]
    ahead.journal.close()
    assert sorted(told) == sorted(wanted)
    assert wanted


def test_before_the_first_move_the_cards_are_those_of_the_first_talk(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.ttx"
    begun(path).journal.close()
    found = coming(shadow(path))
    stacks: Any = found["next"].facts
    told = [
        part.text.en for stack in stacks for card in stack.cards for part in card.parts
    ]
    assert "How much do you need?" in told
    sheets: Any = found["next-move"].facts
    assert [one.title.en for one in sheets] == ["Move 1: One"]


def test_the_command_prints_a_journal_and_leaves_it_as_it_is(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *A, "", "", "", "", "", "")
    assert main(["print", str(path), "--to", "html", "--lang", "nl", "--out",
                 str(tmp_path)]) == 0  # fmt: skip
    page = (tmp_path / "x.next.nl.html").read_text("utf-8")
    assert "Wat u weet" in page
    verify(path)


def test_paper_follows_no_clock(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["play", "first-exercise", "--paper", "--lang", "nl"]) == 2
    assert "Alleen een oefening in rondes" in capsys.readouterr().err
