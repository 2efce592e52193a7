"""Line mode: a script types lines and reads sentences."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Mapping
from pathlib import Path

import pytest
from phrases import NAMES, phrases
from seats import LocalSeat, table
from staff_seats import all_seats, evaluator, leader, response

import ttx.plain
from ttx.actions import (
    Acknowledge,
    Action,
    Adjudicate,
    Call,
    Commit,
    Contact,
    Decision,
    Dispute,
    Endex,
    Handle,
    Hold,
    Improvise,
    Jump,
    Message,
    ModelOff,
    MoreTime,
    NoPlay,
    Note,
    Observe,
    Override,
    Postpone,
    Pull,
    Rate,
    Reflect,
    Release,
    Rescind,
    Retract,
    Reveal,
    Script,
    Settle,
    Skip,
    StandingOrder,
    Strike,
    TakeOver,
    TurnTo,
)
from ttx.errors import Refusal
from ttx.live.seat import Fork, Go, Pause, Seat, Speed, WriteDebrief
from ttx.moment import HOUR, MINUTE
from ttx.plain.commands import COMMANDS


async def typed(
    seats: Mapping[str, Seat], start: str, *lines: str, lang: str = "en"
) -> list[str]:
    """What line mode tells when these lines are typed."""
    told: list[str] = []
    rest = list(lines)

    async def read() -> str | None:
        await asyncio.sleep(0)
        return rest.pop(0) if rest else None

    assert await ttx.plain.run(seats, start, lang, read, told.append) == 0
    return told


async def one(seat: LocalSeat, *lines: str, lang: str = "en") -> list[str]:
    """One seat only."""
    return await typed({seat.name: seat}, seat.name, *lines, lang=lang)


async def test_the_end_of_input_ends_it_cleanly() -> None:
    told = await one(table())
    assert told[0] == "EXERCISE EXERCISE EXERCISE"
    assert told[-1].startswith("Goodbye")


async def test_every_line_is_one_plain_sentence_without_boxes_or_control() -> None:
    everything = ["status", "help", "menu", "messages", "read 2", "situation", "board",
                  "questions", "options", "decisions", "contacts", "seat leader", "help",
                  "tables", "msel", "inject i-generator", "desk", "truth", "view care",
                  "log", "levers", "cards", "seat response", "calls", "call 1", "personas",
                  "seat evaluator", "tasks", "notes"]  # fmt: skip
    for lang in ("nl", "en"):
        for line in await typed(all_seats(), "hospital-a", *everything, lang=lang):
            assert "\n" not in line
            assert not any(0x2500 <= ord(sign) <= 0x28FF for sign in line), line
            assert all(ord(sign) >= 32 for sign in line)


async def test_the_status_names_move_time_minutes_left_and_unread() -> None:
    status = (await one(table(), "status", lang="nl"))[-2]
    assert status == (
        "Ronde 2 van 3, Brandstof: overleg. ma 18 jan 10:40, T+4:00. nog 18 minuten. "
        "De klok staat stil. 2 ongelezen."
    )


async def test_a_figure_is_told_with_age_source_and_direction() -> None:
    told = await one(table(), "situation")
    assert any(
        "Free ICU beds: 2 beds, 0:20 ago, head of ICU, phone, falling." in line
        for line in told
    )
    assert any(
        "Expected restoration of the grid: not reported." in line for line in told
    )


async def test_numbers_take_the_choices_told_last() -> None:
    told = await one(table(), "situation", "1", "7")
    assert "1. the grid is down S." in told
    assert "There is no choice 7 now." in told


async def test_a_decision_is_offered_what_it_could_mean() -> None:
    seat = table()
    told = await one(seat, "decide diesel erbij", "1", "4000")
    assert any(
        line.startswith("1. Order diesel (order-diesel litres=5000)") for line in told
    )
    assert seat.asked == [Decision("diesel erbij", "order-diesel", (("litres", 4000),))]


async def test_a_decision_may_stay_as_typed() -> None:
    seat = table()
    await one(seat, "decide diesel erbij", "2", "besluit wachten")
    assert seat.asked == [Decision("diesel erbij"), Decision("wachten")]


async def test_commit_needs_a_yes() -> None:
    seat = table()
    told = await one(seat, "commit", "no", "commit", "yes", "commit ja")
    assert "Not done." in told
    assert seat.asked == [Commit(), Commit()]


async def test_a_refusal_is_a_sentence() -> None:
    seat = table()
    seat.refusal = Refusal("not-started")
    told = await one(seat, "decide wachten")
    assert "Not done: The exercise has not started yet." in told


async def test_what_comes_in_is_told_before_the_next_line() -> None:
    seat = table()
    lines = iter(["status", None])
    told: list[str] = []

    async def read() -> str | None:
        await asyncio.sleep(0)
        line = next(lines)
        if line:
            seat.turn(no_play=True)
            await asyncio.sleep(0.01)
        return line

    await ttx.plain.run({"hospital-a": seat}, "hospital-a", "en", read, told.append)
    at = told.index("NO PLAY. The exercise stands still for everyone.")
    assert at < len(told) - 2


@pytest.mark.parametrize(
    ("make", "line", "action"),
    [
        (table, "ack 3", Acknowledge(15)),
        (table, "option order-diesel litres=5000 why='snel op' from=14:00 agreed=ROT",
         Decision("", "order-diesel", (("litres", 5000),), 7 * HOUR + 20 * MINUTE, "ROT",
                  "snel op")),
        (table, "reply 3 dat kan", Message((), "dat kan", "email", reply_to=15)),
        (table, "request care neem er zes",
         Message(("care",), "neem er zes", request=True)),
        (table, "handle 3 owned bedden", Handle(15, "owned", "bedden")),
        (table, "know de stroom is weg", Note("know", "de stroom is weg")),
        (table, "dispute 1 klopt niet",
         Dispute("diesel.hospital-a.hours_left", "klopt niet")),
        (table, "erase 1 niet nodig", Rescind(8, "niet nodig")),
        (table, "contact ROT; diesel; komt",
         Contact("ROT", "diesel", outcome="komt")),
        (table, "standing order-diesel litres=9000 when 1 below 6",
         StandingOrder("order-diesel", (("litres", 9000),),
                       "diesel.hospital-a.hours_left", "below", 6.0)),
        (table, "answer 1 goed gepraat", Reflect("Wat ging goed?", "goed gepraat")),
        (leader, "next", TurnTo("m2", "commit")),
        (leader, "back", TurnTo("m2", "talk")),
        (leader, "more 10", MoreTime(10 * MINUTE)),
        (leader, "fire 2.3", Release("i-tanker")),
        (leader, "hold i-press", Hold("i-press")),
        (leader, "postpone i-press 15", Postpone("i-press", 15 * MINUTE)),
        (leader, "skip i-press te veel", Skip("i-press", "te veel")),
        (leader, "retract 2.2 fout", Retract("i-generator", "fout")),
        (leader, "send care,region het sneeuwt",
         Improvise(("care", "region"), "het sneeuwt", card="")),
        (leader, "send care card-rumour",
         Improvise(("care",), "Social media: bad water.", card="card-rumour")),
        (leader, "rule 1 answer prima", Adjudicate(21, "answer", text="prima")),
        (leader, "rule 1 option order-diesel litres=2000",
         Adjudicate(21, "option", "order-diesel", (("litres", 2000),))),
        (leader, "rule 1 lever grid.broken 0 30 eerder klaar",
         Adjudicate(21, "lever", lever="grid.broken", value=0.0, delay=30 * MINUTE,
                    why="eerder klaar")),
        (leader, "settle diesel.depot hospital-a=7000 care=3000 nood",
         Settle("diesel.depot", (("hospital-a", 7000.0), ("care", 3000.0)), "nood")),
        (leader, "override care.hospital-a.icu_free 4 telfout",
         Override("care.hospital-a.icu_free", 4.0, "telfout")),
        (leader, "lever grid.broken 0 proef", Pull("grid.broken", 0.0, "proef")),
        (leader, "model off hapert", ModelOff(True, "hapert")),
        (leader, "reveal truth", Reveal("truth")),
        (leader, "take care people", TakeOver("care", "")),
        (leader, "jump T+6:00 yes", Jump(6 * HOUR)),
        (leader, "endex yes", Endex()),
        (response, "call 1 said om 12 uur", Call("i-tanker", "said", "om 12 uur")),
        (response, "speak supplier region ja", Improvise(("region",), "ja",
                                                         "Fuel supplier")),
        (evaluator, 'gap 1 "niemand belt"',
         Observe("gap", "niemand belt", "hospital-a", "t-share", quote=True)),
        (evaluator, "rate 2 M te laat", Rate("t-diesel", "M", "te laat", "region")),
        (evaluator, "strike 1 1 hing", Strike("t-share", "response:x", "hing")),
        (evaluator, "contact region > hospital-a; bedden; belt terug",
         Contact("hospital-a", "bedden", outcome="belt terug", seen="region")),
    ],
)  # fmt: skip
async def test_each_command_asks_for_its_action(
    make: type[LocalSeat], line: str, action: Action
) -> None:
    seat = make()
    told = await one(seat, line)
    assert seat.asked == [action], told


async def test_no_play_and_a_scripted_text_ask_one_thing_more() -> None:
    seat, boss = table(), leader()
    await one(seat, "noplay brand in de zaal", "yes")
    assert seat.asked == [NoPlay(True, "brand in de zaal")]
    await one(boss, "script care De stroom is terug.", "rekenfout")
    assert boss.asked == [Script(("care",), "De stroom is terug.", "rekenfout")]


async def test_the_host_is_asked_in_words() -> None:
    seat = leader()
    told = await one(seat, "pause koffie", "go", "speed 60", "fork 8 yes", "debrief")
    assert seat.wishes == [
        Pause("koffie"), Go(), Speed(60.0), Fork(8), WriteDebrief("en"),
    ]  # fmt: skip
    assert "Done: report.html" in told


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("dans", "'dans' is not a command here. Type help for the list."),
        ("ack 9", "Give a number from 1 to 3; you gave '9'."),
        ("option weg", "There is no option 'weg' here. Type options."),
        ("option order-diesel x=1", "'order-diesel' does not ask for 'x'."),
        ("option order-diesel litres=veel", "'litres' must be a number."),
        ("write weg hallo", "There is no table 'weg'. There are: "),
        ("seat weg", "Write seat and one of: hospital-a."),
        ("option order-diesel why='open", "A quote is not closed."),
    ],
)
async def test_what_cannot_be_read_gets_a_sentence_and_asks_nothing(
    line: str, sentence: str
) -> None:
    seat = table()
    told = await one(seat, line)
    assert any(one.startswith(sentence) for one in told), told
    assert not seat.asked


async def test_seats_and_languages_turn() -> None:
    told = await typed(
        all_seats(), "hospital-a", "seat leader", "lang nl", "seats", "4"
    )
    assert "Region without power. Exercise control." in told
    assert any("Ronde 2 van 3" in line for line in told)
    assert "Regio zonder stroom. Waarnemer." in told


def test_no_two_commands_of_a_seat_share_a_name() -> None:
    for kind in ("table", "leader", "response", "evaluator"):
        names = [
            name
            for command in COMMANDS
            if not command.kinds or kind in command.kinds
            for name in command.names
        ]
        assert len(names) == len(set(names)), kind


def test_every_sentence_of_line_mode_has_a_dutch_one() -> None:
    catalogues = Path(ttx.plain.__file__).parents[1] / "locale/nl/LC_MESSAGES"
    rooms = ("plain.po", "paper.po")
    words = "".join((catalogues / room).read_text("utf-8") for room in rooms)
    needed = phrases(Path(ttx.plain.__file__).parent) | set(NAMES)
    missing = [
        one
        for one in needed
        if f"msgid {json.dumps(one, ensure_ascii=False)}\n" not in words
    ]
    assert not missing
