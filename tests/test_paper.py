"""A move that was played from paper: entered afterwards, run on, printed again."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest

from tests.script import mini
from ttx.actions import Decision, Message, Release, TurnTo, from_plain
from ttx.cli import main
from ttx.cli_report import write_debrief
from ttx.evaluation_log import Log
from ttx.exercise import Exercise
from ttx.exercise_slips import slips
from ttx.handouts.played import coming
from ttx.journal import Entry, Journal
from ttx.live.host import Host
from ttx.live.session import hold
from ttx.moment import HOUR, MINUTE
from ttx.plain import paper
from ttx.replay import resume, shadow, verify
from ttx.scenario import Channel, Effect, HouseFog, Scenario


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


A = ("fuel", "1", "2000", "07:30", "", "the tank is small", "07:20", "")
"""A line of hospital A's sheet: words, the first hit, litres, from when, who agreed, why,
decided when, kept."""
NO_CARD, A_DONE, NO_MORE, NO_POST = "", "", ("", ""), ""
"""Enter ends the cards, hospital A's sheet, the other two sheets, and the messages."""
GO_IN = "yes"
SEEN, STOP = "", ""
"""Enter at the preview, and after it."""


def sheets(*lines: str) -> tuple[str, ...]:
    """A whole move: these lines on hospital A's sheet, nothing on the others."""
    return (NO_CARD, *lines, A_DONE, *NO_MORE, NO_POST, GO_IN, SEEN, STOP)


def post(*lines: str) -> tuple[str, ...]:
    """A whole move: no card, no decision, these message slips."""
    return (NO_CARD, A_DONE, *NO_MORE, *lines, NO_POST, GO_IN, SEEN, STOP)


def cards(*lines: str) -> tuple[str, ...]:
    """A whole move: these cards, and nothing else."""
    return (*lines, NO_CARD, A_DONE, *NO_MORE, NO_POST, GO_IN, SEEN, STOP)


def asked(path: Path, *kinds: str) -> list[dict[str, Any]]:
    """What was asked by these kinds of actions, in the order of the journal."""
    journal = Journal.open(path)
    found = [
        e.body
        for e in journal
        if e.kind == "asked" and e.body["action"]["kind"] in kinds
    ]
    journal.close()
    return found


def delivered(path: Path) -> list[Entry]:
    journal = Journal.open(path)
    found = [e for e in journal if e.kind == "delivered"]
    journal.close()
    return found


# --- decisions --------------------------------------------------------------------------


def test_a_move_is_entered_from_its_sheets_and_the_world_runs_on(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), *sheets(*A))
    only = decisions(path)[0].body
    assert only["by"] == "hospital-a" and only["refusal"] is None
    assert only["action"]["option"] == "order-diesel"
    assert only["action"]["values"] == [["litres", 2000]]
    assert only["action"]["on_paper"] == 40 * MINUTE
    assert only["action"]["takes_effect"] == 50 * MINUTE
    assert any("Preview of" in line for line in told)
    assert any(f"ttx print {path}" in line for line in told)
    again = resume(path)
    assert (again.state, again.now > HOUR) == ("report", True)
    again.journal.close()
    verify(path)


def test_a_decision_holds_from_when_it_was_decided_where_the_sheet_says_no_more(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *sheets("fuel", "1", "2000", "", "", "", "12", ""))
    only = decisions(path)[0].body["action"]
    assert (only["on_paper"], only["takes_effect"]) == (32 * MINUTE, 32 * MINUTE)


def test_many_answers_are_typed_at_once(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *sheets("fuel|1|2000|07:30||the tank is small|07:20", ""))
    slow = tmp_path / "y.ttx"
    entered(begun(slow), *sheets(*A))
    assert [one.body for one in decisions(path)] == [
        one.body for one in decisions(slow)
    ]


def test_a_line_is_corrected_before_it_is_entered(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    wrong = ("fuel", "1", "900", "", "", "", "", "")
    right = ("fuel", "1", "1500", "", "", "", "", "")
    told = entered(begun(path), NO_CARD, *wrong, A_DONE, *NO_MORE, NO_POST, "1", *right,
                   A_DONE, GO_IN, SEEN, STOP)  # fmt: skip
    assert [one.body["action"].get("values") for one in decisions(path)] == [
        [["litres", 1500]]
    ]
    assert any(line.startswith("Taken out: Hospital A") for line in told)


def test_one_question_back_shows_what_was_typed_and_enter_keeps_it(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), *sheets(
        "fuel", "1", "900", "07:30", "the boord", "<", "<", "", "the board", "", "", ""))  # fmt: skip
    only = decisions(path)[0].body["action"]
    assert (only["takes_effect"], only["agreed"]) == (50 * MINUTE, "the board")
    assert "Holds from when? (12, 07:12; Enter: not written down) [07:30]" in told


def test_back_from_the_first_question_takes_the_line_before_it_out(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *sheets("fuel", "1", "900", "", "", "", "", "", "<",
                                 "fuel", "1", "1500", "", "", "", "", ""))  # fmt: skip
    assert [one.body["action"]["values"] for one in decisions(path)] == [
        [["litres", 1500]]
    ]


def test_back_on_an_empty_sheet_opens_the_one_before_it(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), NO_CARD, A_DONE, "<", *A, A_DONE, *NO_MORE, NO_POST,
                   GO_IN, SEEN, STOP)  # fmt: skip
    assert [line for line in told if line.startswith("Sheet of")] == [
        "Sheet of Hospital A", "Sheet of Hospital B", "Sheet of Hospital A",
        "Sheet of Hospital B", "Sheet of Region",
    ]  # fmt: skip
    assert [one.body["by"] for one in decisions(path)] == ["hospital-a"]


def test_each_wrong_entry_has_its_sentence_and_only_it_is_asked_again(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), *sheets(
        "fuel", "9", "fuel", "1", "many", "9000", "half eight", "07:30", "", "", "", "",
        "900", "07:30", "", "", "perhaps", "", "what?", ""))  # fmt: skip
    said = "\n".join(told)
    assert "Give a number from 1 to 1; you gave '9'." in said
    assert "'litres' must be a number" in said
    assert "'half eight' is not a time. Write 12 (minute 12 of this move)" in said
    assert "Not done: 'liters' must be 100 - 5000 l" in said
    assert "'perhaps' is not a time." in said
    assert "'what?' is not one of these." in said
    assert [one.body["refusal"] for one in decisions(path)] == [None]


def test_a_line_that_is_dropped_is_not_entered(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), *sheets("fuel", "1", "900", "x"))
    assert decisions(path) == []
    assert "Not done." in told
    assert "Nothing is typed of this move." in told


def test_enter_alone_lets_nothing_in(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), NO_CARD, *A, A_DONE, *NO_MORE, NO_POST, "", "t9", "7")
    assert decisions(path) == []
    assert [one for one in told if one.startswith("There is no line or paper")] == [
        f"There is no line or paper '{given}'." for given in ("t9", "7")
    ]
    assert "Type yes to let all this go in." in told


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("12", 32), ("+5", 25), ("07:12", 32), ("7.12", 32), ("0712", 32), ("7u12", 32),
     ("T+0:32", 32), ("2027-01-18 07:12", 32), ("06:55", 15)],
)  # fmt: skip
def test_a_time_is_typed_as_people_write_it(
    tmp_path: Path, typed: str, minutes: int
) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *sheets("fuel", "1", "900", "", "", "", typed, ""))
    assert decisions(path)[0].body["action"]["on_paper"] == minutes * MINUTE


def test_from_a_clock_time_that_is_past_is_that_of_tomorrow(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), *sheets("fuel", "1", "900", "05:00", "", "", "", ""))
    assert decisions(path)[0].body["action"]["takes_effect"] == 22 * HOUR + 20 * MINUTE
    assert any("from 19-01 05:00" in line for line in told), "its day stands beside it"


def test_a_moment_outside_the_exercise_is_refused_with_a_sentence(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), *sheets(
        "fuel", "1", "900", "T+90", "", "", "", "", "", "", "", "04:00", "", "7", ""))  # fmt: skip
    said = "\n".join(told)
    assert "Not done: A decision takes effect before the end of the exercise" in said
    assert (
        "Not done: What stands on paper was written between the start and the end"
        in said
    )
    assert decisions(path)[0].body["action"]["on_paper"] == 27 * MINUTE


def test_what_is_typed_is_kept_when_somebody_stops_halfway(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    card = ("wait", "5", "")
    slip = ("1>3", "9", "", "Two beds?", "", "", "")
    entered(begun(path), *card, NO_CARD, *A, A_DONE, *NO_MORE, *slip)
    assert decisions(path) == []
    told = entered(resume(path), GO_IN, SEEN, STOP)
    lines = [line for line in told if line[:2] in ("1.", "2.", "3.")]
    assert lines == [
        "1. Card wait wait · handed out 07:05",
        "2. Hospital A 07:20 fuel (Order diesel) · liters 2000 · from 07:30 · why: the tank"
        " is small",
        "3. 07:09 Hospital A > Region (email): Two beds?",
    ], "the overview at once"
    assert [one.body["by"] for one in decisions(path)] == ["hospital-a"]
    assert [one["by"] for one in asked(path, "Message", "Release")] == [
        "leader", "hospital-a",
    ]  # fmt: skip


def test_who_goes_on_without_paper_loses_nothing_that_was_typed(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    slip = ("1>3", "9", "", "Two beds?", "", "", "")
    entered(begun(path), "wait", "5", "", NO_CARD, *A, A_DONE, *NO_MORE, *slip)
    host = Host(resume(path), {})
    assert host.picture("hospital-a").decided[0].state == "draft"
    host.submit(TurnTo("one", "run"), "leader")
    assert [e.body["action"]["kind"] for e in host.exercise.journal
            if e.kind == "asked" and e.body["action"]["kind"] != "TurnTo"] == [
        "Release", "Message", "Decision",
    ]  # fmt: skip
    assert host.exercise.journal.drafts() == []
    host.close()


def test_what_went_in_before_a_kill_goes_in_once(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    slip = ("1>3", "9", "", "Two beds?", "", "", "")
    entered(begun(path), NO_CARD, *A, A_DONE, *NO_MORE, *slip)
    exercise = resume(path)
    message = slips(exercise)[0]
    exercise.submit(
        from_plain(message.action), message.by, command=f"draft/{message.number}"
    )
    exercise.journal.close()  # killed between the entry and the taking away of its draft
    entered(resume(path), GO_IN, SEEN, STOP)
    assert len(asked(path, "Message")) == len(decisions(path)) == 1


def test_free_words_get_a_meaning_before_the_world_runs_on(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), NO_CARD, A_DONE, "", "zwart op wit", "", "", "", "", "",
                   "", NO_POST, GO_IN, "qqq", "", SEEN, STOP)  # fmt: skip
    assert [one["action"]["ruling"] for one in asked(path, "Adjudicate")] == ["none"]
    assert any("In their own words, Region: zwart op wit" in line for line in told)
    assert any("Nothing of this exercise looks like that." in line for line in told)


def test_a_standing_order_is_typed_with_its_figure_and_its_edge(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), *sheets(
        "s", "less", "1", "diesel", "5", "below 8", "save what there is", "6", ""))  # fmt: skip
    order = asked(path, "StandingOrder")[0]
    assert order["by"] == "hospital-a" and order["refusal"] is None
    assert order["action"] == {
        "kind": "StandingOrder", "option": "shed-load", "gauge": "diesel.hospital-a.hours_left",
        "value": 8.0, "text": "save what there is",
        "on_paper": 26 * MINUTE,
    }  # fmt: skip
    assert any("Write below 5, or above 5; you gave '5'." in line for line in told)
    assert any(
        "standing order · when Diesel is below 8 · Use less" in line for line in told
    )
    journal = Journal.open(path)
    carried = [e for e in journal if e.kind == "ordered"]
    journal.close()
    assert carried, "it holds while the world runs on"


# --- messages ---------------------------------------------------------------------------


def test_a_slip_becomes_the_message_of_who_wrote_it_and_its_answer_the_reply(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *post("1>3", "12", "", "Two beds?", "y", "Not today", ""))
    sent, reply = asked(path, "Message")
    assert (sent["by"], sent["action"]["to"], sent["action"]["request"]) == (
        "hospital-a", ["region"], True,
    )  # fmt: skip
    assert sent["action"]["on_paper"] == reply["action"]["on_paper"] == 32 * MINUTE
    letters = [e for e in delivered(path) if e.body["kind"] in ("request", "reply")]
    assert [e.body["to"] for e in letters] == [["region"], ["hospital-a"]]
    assert reply["action"]["reply_to"] == letters[0].seq
    verify(path)


def test_what_is_typed_from_paper_is_what_the_tables_would_have_typed(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), "wait", "5", "", NO_CARD, "fuel", "1", "900", "", "", "", "", "",
            A_DONE, *NO_MORE, "1>3", "9", "", "Two beds?", "", "", "", NO_POST, GO_IN, SEEN,
            STOP)  # fmt: skip
    live = begun(tmp_path / "live.ttx")
    host = Host(live, {})
    host.submit(TurnTo("one", "brief"), "leader")
    while live.state != "brief":
        host.tick()
    host.submit(TurnTo("one", "talk"), "leader")
    host.submit(Release("wait"), "leader")
    host.submit(Message(("region",), "Two beds?"), "hospital-a")
    host.submit(Decision("fuel", "order-diesel", (("litres", 900),)), "hospital-a")
    host.submit(TurnTo("one", "run"), "leader")
    host.close()
    assert _told(path)[: len(_told(live.journal.path))] == _told(live.journal.path)


def _told(path: Path | None) -> list[Any]:
    """What was asked and what came of it, but for the times on the paper."""
    assert path is not None
    journal = Journal.open(path)
    found = []
    for entry in list(journal)[1:]:
        body = {**entry.body}
        if entry.kind == "asked":
            action = body["action"]
            body["action"] = {k: v for k, v in action.items() if k != "on_paper"}
        found.append((entry.at, entry.kind, body))
    journal.close()
    return found


def test_a_request_has_its_steps_and_stands_open_in_the_next_move(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *post("1>3", "12", "", "Two beds?", "2", "desk", "", ""))
    owned = asked(path, "Handle")[0]
    assert (owned["by"], owned["action"]["state"], owned["action"]["owner"]) == (
        "region", "owned", "desk",
    )  # fmt: skip
    told = entered(resume(path), "next", *post("r", "1", "4", "desk", "3"))
    assert "1. Region: Two beds?" in told
    done = asked(path, "Handle")[1]
    assert (done["refusal"], done["action"]["state"]) == (None, "done")


def test_a_talk_is_noted_as_the_contact_of_who_spoke_first(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *post("1=3", "12", "", "Who leads?", "y", "The region", ""))
    assert asked(path, "Contact")[0]["by"] == "hospital-a"
    assert asked(path, "Contact")[0]["action"] == {
        "kind": "Contact", "with_whom": "Region", "about": "Who leads?",
        "outcome": "The region", "request": "ours", "on_paper": 32 * MINUTE,
    }  # fmt: skip


def test_who_has_no_table_is_spoken_for_by_the_response_cell(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *post(
        "1>4", "5", "", "1000 litres, please", "y", "At noon", "",
        "4>2,3", "9", "", "We have little left", ""))  # fmt: skip
    reply = asked(path, "Message")[1]
    assert (reply["by"], reply["refusal"]) == ("response", None)
    said = asked(path, "Improvise")[0]
    assert (said["by"], said["action"]["sender"], said["action"]["to"]) == (
        "response", "trader", ["hospital-b", "region"],
    )  # fmt: skip


def test_a_slip_that_cannot_be_is_told_so(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), *post("9>1", "h>1", "1>1", "1,2>3", "1=2,3", "1>3", "",
                                      "", "-", "Beds?", "6", "", "", ""))  # fmt: skip
    said = "\n".join(told)
    assert "Give a number from 0 to 4; you gave '9'." in said
    assert "'h' is nobody here, or more than one; give a number." in said
    assert "Nobody writes to themselves: Hospital A." in said
    assert "One sender at a time: 1>3,5." in said
    assert "A talk is between two; type one line for each." in said
    assert "Write what stands on the slip." in said
    assert "Give a number from 1 to 5; you gave '6'." in said
    assert len(asked(path, "Message")) == 1


def fogged() -> Scenario:
    """The mini scenario with a phone that is dead, and a courier who takes five minutes."""
    five = {"value": "5m", "source": "house rule", "tag": "E"}
    channels = {
        "phone": Channel.model_validate({"title": {"nl": "Telefoon", "en": "Phone"}}),
        "courier": Channel.model_validate(
            {"title": {"nl": "Koerier", "en": "Courier"}, "takes": five}
        ),
    }
    move = (
        mini()
        .moves[0]
        .model_copy(update={"fog": HouseFog.model_validate({"dead": ["phone"]})})
    )
    return mini(channels=channels, moves=(move, *mini().moves[1:]))


def test_by_a_dead_phone_nothing_can_have_been_said(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path, fogged()), *post("1>3", "12", "", "Beds?", "", "", "", "2",
                                                "", "", "", ""))  # fmt: skip
    assert "Not done: Phone does not work now; choose another way, or go there." in told
    assert [one["action"]["channel"] for one in asked(path, "Message")] == ["courier"]


@pytest.mark.parametrize(("minute", "hand"), [("3", "excon"), ("18", None)])
def test_a_courier_arrives_in_the_talk_if_there_was_time_for_it(
    tmp_path: Path, minute: str, hand: str | None
) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path, fogged()), *post("1>3", minute, "2", "Beds?", "", "", ""))
    brought = asked(path, "HandOver")
    assert [one["hand"] for one in brought] == ([hand] if hand else [])
    came = next(e for e in delivered(path) if e.body["kind"] == "message")
    assert came.at == (20 * MINUTE if hand else 25 * MINUTE), "else the world brings it"


# --- cards ------------------------------------------------------------------------------


def test_a_card_on_cue_was_handed_out_at_its_minute(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *cards("wait", "12", ""))
    out = asked(path, "Release")[0]
    assert out["refusal"] is None and out["by"] == "leader"
    assert out["action"] == {
        "kind": "Release",
        "inject": "wait",
        "on_paper": 32 * MINUTE,
    }
    assert [e.body["inject"] for e in delivered(path)].count("wait") == 1


def test_a_card_came_early_another_not_at_all(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *cards("halt", "7", "", "nudge", "-", "no time", ""))
    assert asked(path, "Release")[0]["action"]["inject"] == "halt"
    left = asked(path, "Skip")[0]["action"]
    assert (left["inject"], left["why"]) == ("nudge", "no time")


def test_of_a_card_that_lies_there_its_moment_is_kept_or_it_is_taken_back(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), *cards("first", "", "15", "it lay under the pile", ""))
    assert "Write when, or - if it was taken back." in told
    late = asked(path, "HandOut")[0]
    assert late["refusal"] is None
    assert late["action"] == {"kind": "HandOut", "inject": "first", "on_paper": 35 * MINUTE,
                              "why": "it lay under the pile"}  # fmt: skip
    other = tmp_path / "y.ttx"
    entered(begun(other), *cards("first", "-", "the wrong table", ""))
    assert asked(other, "Retract")[0]["action"]["why"] == "the wrong table"


def test_a_card_has_one_line(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), *cards("wait", "12", "", "wait", "<", "wait", "14", ""))
    assert "wait wait has a line already; take that out first." in told
    assert [one["action"]["on_paper"] for one in asked(path, "Release")] == [
        34 * MINUTE
    ]


def test_a_card_that_each_table_has_of_its_own_is_asked_for_by_its_table(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), *cards("wat", "?", "low@hospital-b", "8", ""))
    assert "There is no card 'wat' to hand out; ? tells which there are." in told
    assert asked(path, "Release")[0]["action"]["inject"] == "low@hospital-b"
    assert told[told.index("On the tables in this move:") + 1] == "first first"


def test_a_card_that_waits_to_go_in_may_open_an_option(tmp_path: Path) -> None:
    told = {"nl": "De handel belt.", "en": "The trader calls."}
    rings = [
        one.model_copy(update={"does": (Effect.model_validate(
            {"milestone": "called", "to": "true"}),)}) if one.id == "wait" else one
        for one in mini().msel
    ]  # fmt: skip
    scenario = mini(msel=tuple(rings))
    assert told
    path = tmp_path / "x.ttx"
    entered(begun(path, scenario), "wait", "5", "", NO_CARD, A_DONE, "", "help", "1", "", "",
            "", "", "", "", NO_POST, GO_IN, SEEN, STOP)  # fmt: skip
    only = decisions(path)[0].body
    assert (only["action"]["option"], only["refusal"]) == ("call-help", None)


# --- what stands in the report ----------------------------------------------------------


def test_the_tables_minutes_do_not_pass_while_somebody_types(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *sheets(*A))
    journal = Journal.open(path)
    assert {e.table for e in journal} <= {0, None}
    log = Log([*journal], mini())
    journal.close()
    done = next(one for one, _ in log.of(Decision))
    assert done.table is None, "how long they talked on paper, nobody measured"


def test_the_report_says_what_was_entered_afterwards_and_when_it_was(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), "wait", "5", "", "first", "15", "", "", NO_CARD, *A, A_DONE,
            *NO_MORE, "1>3", "12", "", "Twee bedden?", "2", "balie", "Vandaag niet", "",
            NO_POST, GO_IN, SEEN, STOP)  # fmt: skip
    journal = Journal.open(path)
    pages = write_debrief([*journal], tmp_path / "d", "nl", formats=("md",))
    journal.close()
    told = pages[0].read_text("utf-8")
    assert "achteraf vanaf papier ingevoerd; besloten op ma 18 jan 07:20" in told
    assert "met de hand uitgereikt; op papier, ma 18 jan 07:05" in told
    assert "op een ander moment uitgereikt; op papier, ma 18 jan 07:15" in told
    assert "Twee bedden?" in told and "ronde 1, minuut 12 op papier" in told


def test_after_a_decision_point_the_run_goes_on_to_the_next_move(
    tmp_path: Path,
) -> None:
    halts = [
        one.model_copy(update={"chance": None}) if one.id == "halt" else one
        for one in mini().msel
    ]
    path = tmp_path / "x.ttx"
    exercise = begun(path, mini(msel=tuple(halts)))
    entered(exercise, *sheets())
    stopped = resume(path)
    assert 5 * HOUR <= stopped.now < 6 * HOUR
    entered(stopped, "next", *sheets())
    again = resume(path)
    assert again.now == 8 * HOUR
    again.journal.close()


def test_who_comes_back_after_a_move_says_whether_there_is_a_next(
    tmp_path: Path,
) -> None:
    path = tmp_path / "x.ttx"
    entered(begun(path), *sheets(*A))
    told = entered(resume(path), "")
    assert any(f"ttx print {path}" in line for line in told)
    again = resume(path)
    assert (again.state, again.move and again.move.id) == ("report", "one")
    again.journal.close()


def test_the_exercise_ends_at_this_keyboard(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    told = entered(begun(path), *sheets()[:-1], "then", "end", "no", "end", "yes")
    assert "'then' is not one of these." in told
    again = resume(path)
    assert again.over
    again.journal.close()


# --- what the tables get next -----------------------------------------------------------


def test_what_is_printed_is_what_the_exercise_will_deliver(tmp_path: Path) -> None:
    path = tmp_path / "x.ttx"
    exercise = begun(path)
    entered(exercise, *sheets(*A))
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
    entered(begun(path), *sheets(*A))
    assert main(["print", str(path), "--to", "html", "--lang", "nl", "--out",
                 str(tmp_path)]) == 0  # fmt: skip
    page = (tmp_path / "x.next.nl.html").read_text("utf-8")
    assert "Wat u weet" in page
    verify(path)


def test_paper_follows_no_clock(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["play", "first-exercise", "--paper", "--lang", "nl"]) == 2
    assert "Alleen een oefening in rondes" in capsys.readouterr().err
