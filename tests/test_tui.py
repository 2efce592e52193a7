"""The terminal screens: what is in sight, and that each key asks for the right thing."""

from __future__ import annotations

import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from phrases import NAMES, phrases
from seats import LocalSeat, all_seats, evaluator, leader, response, table
from textual.pilot import Pilot
from textual.widgets import Input

import ttx.tui
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
    Settle,
    Skip,
    StandingOrder,
    TakeOver,
    TurnTo,
)
from ttx.errors import Refusal
from ttx.live.seat import AnotherSeed, ClockFace, Fork, Go, Pause, Speed, WriteDebrief
from ttx.moment import HOUR, MINUTE
from ttx.text import Text, say
from ttx.tui.app import TtxApp
from ttx.tui.screens.seat import SeatScreen
from ttx.view import Letter

SIZES = ((80, 24), (140, 40), (60, 15))


@asynccontextmanager
async def playing(
    seat: LocalSeat, size: tuple[int, int] = (80, 24), lang: str = "en"
) -> AsyncIterator[Pilot[int]]:
    """One seat in front of its screen."""
    app = TtxApp({seat.name: seat}, seat.name, lang)
    async with app.run_test(size=size, notifications=True) as pilot:
        await pilot.pause()
        yield pilot


def screen(pilot: Pilot[int]) -> list[str]:
    """The lines as they stand on the terminal."""
    strips = pilot.app.screen._compositor.render_strips()
    return ["".join(segment.text for segment in strip) for strip in strips]


def seen(pilot: Pilot[int]) -> str:
    """All that can be read, on one line."""
    return " ".join(" ".join(screen(pilot)).replace("│", " ").split())


async def type_(pilot: Pilot[int], *keys: str) -> None:
    """Press keys; a word of more than one letter with a blank first is typed."""
    for key in keys:
        for one in list(key[1:]) if key.startswith("'") else [key]:
            await pilot.press("space" if one == " " else one)
        await pilot.pause()
    await pilot.pause()


async def asked(seat: LocalSeat, *keys: str, lang: str = "en") -> Action:
    """What a seat is asked after these keys: the last action."""
    async with playing(seat, lang=lang) as pilot:
        await type_(pilot, *keys)
        await pilot.pause(0.1)
    assert seat.asked, "nothing was submitted"
    return seat.asked[-1]


# --- what is in sight ----------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("make", [table, leader, response, evaluator])
async def test_what_must_always_be_in_sight_is_there(
    make: type[LocalSeat], size: tuple[int, int], lang: str
) -> None:
    seat = make()
    async with playing(seat, size, lang) as pilot:
        told = seen(pilot)
        lines = screen(pilot)
    picture = seat.picture()
    assert picture.marking.of(lang) in told
    assert picture.title.of(lang) in told
    assert picture.calendar.label(picture.now, lang) in told
    assert "T+4:00" in told
    for words in ("talk", "CLOCK STANDS"):
        assert say(lang, words) in told
    assert say(lang, "{count} min left", count=18) in told
    assert say(lang, "{count} unread", count=picture.unread) in told
    assert len(lines) == size[1]
    assert all(len(line) <= size[0] for line in lines)


@pytest.mark.parametrize("size", SIZES)
async def test_the_decision_line_stands_under_every_tab(size: tuple[int, int]) -> None:
    async with playing(table(), size, "nl") as pilot:
        for digit in "12345":
            await type_(pilot, digit)
            assert any(line.startswith(" Besluit: ") for line in screen(pilot)[-3:])


async def test_a_figure_shows_value_age_and_source_and_an_unknown_says_so() -> None:
    async with playing(table(), (140, 40)) as pilot:
        rows = screen(pilot)
    row = next(one for one in rows if one.startswith("  Hospital diesel"))
    for words in ("9 h", "2:10", "head of engin"):
        assert words in row
    assert "not reported" in next(one for one in rows if "Expected restoration" in one)
    assert "(after interv" in " ".join(rows)


async def test_truth_is_shown_only_when_it_is_revealed() -> None:
    seat = table()
    async with playing(seat, (140, 40)) as pilot:
        assert "True" not in seen(pilot)
        seat.turn(revealed=("truth",))
        await pilot.pause()
        assert "True" in seen(pilot)


async def test_player_text_is_never_read_as_markup_and_loses_control_characters() -> (
    None
):
    letter = Letter(
        60, 5 * HOUR, "inject", Text("Buur", "Neighbour"), ("hospital-a",), "phone",
        Text("[red]rood[/red]", "[red]red[/red]"),
        Text("een\x1b[31m twee [/b] [bold", "one\x1b[31m two [/b] [bold"),
    )  # fmt: skip
    async with playing(table(letters=(letter,)), (140, 40)) as pilot:
        await type_(pilot, "2")
        told = seen(pilot)
    assert "[red]red[/red]" in told
    assert "one[31m two [/b] [bold" in told


async def test_the_language_turns_at_once_and_keeps_what_was_typed() -> None:
    async with playing(table(), lang="nl") as pilot:
        await type_(pilot, "d", "'diesel", "f2")
        assert "Decision: diesel" in seen(pilot)
        assert "Messages" in seen(pilot)
        await type_(pilot, "f2")
        assert "Besluit: diesel" in seen(pilot)
        assert "Berichten" in seen(pilot)


async def test_no_english_stands_on_a_dutch_screen() -> None:
    english = ("Help", "Menu", "Inject", "Contact")
    for seat in (table(), leader(), response(), evaluator()):
        async with playing(seat, (140, 40), "nl") as pilot:
            screen_ = pilot.app.screen
            assert isinstance(screen_, SeatScreen)
            for active in screen_.active_bindings.values():
                word = active.binding.description
                if active.binding.id and word not in ("English", "ENDEX", *english):
                    assert word == say("nl", word)
            await type_(pilot, "question_mark")
            assert "Esc: terug" in seen(pilot)
            assert "Scroll" not in seen(pilot)


async def test_keys_in_the_footer_are_few() -> None:
    for seat in all_seats().values():
        async with playing(seat, (140, 40)) as pilot:
            shown = [
                one.binding
                for one in pilot.app.screen.active_bindings.values()
                if one.binding.show
            ]
            assert 2 <= len(shown) <= 7, [one.description for one in shown]


async def test_every_key_of_ours_is_a_safe_one() -> None:
    safe = {"enter", "escape", "left", "right", "up", "down", "space", "tab"}
    for seat in all_seats().values():
        async with playing(seat) as pilot:
            for key, one in pilot.app.screen.active_bindings.items():
                if not one.binding.id:
                    continue
                function = key.startswith("f") and key[1:].isdigit()
                letter = len(key) == 1 and key.isalnum()
                assert function or letter or key in {*safe, "question_mark"}, key


async def test_letters_do_not_fire_commands_while_typing() -> None:
    seat = table()
    async with playing(seat) as pilot:
        await type_(pilot, "d", "'cqlkwx2g")
        assert pilot.app.screen.query_one("#decision", Input).value == "cqlkwx2g"
        assert len(pilot.app.screen_stack) == 1
    assert not seat.asked


# --- a table -------------------------------------------------------------------


async def test_a_decision_in_own_words_takes_one_line() -> None:
    seat = table()
    assert await asked(seat, "d", "'wij wachten af", "enter") == Decision(
        "wij wachten af"
    )


async def test_a_decision_that_means_an_option_asks_for_its_parameters() -> None:
    keys = ("d", "'diesel erbij", "enter", "enter", "f10")
    decision = await asked(table(), *keys)
    assert decision == Decision("diesel erbij", "order-diesel", (("litres", 5000),))


async def test_details_of_a_decision_may_be_filled_in() -> None:
    keys = (
        "d", "'diesel", "enter", "enter", "'2500", "enter", "enter", "'T+6:30", "enter",
        "'ROT", "enter", "'snel op", "enter",
    )  # fmt: skip
    assert await asked(table(), *keys) == Decision(
        "diesel",
        "order-diesel",
        (("litres", 2500),),
        6 * HOUR + 30 * MINUTE,
        "ROT",
        "snel op",
    )


async def test_a_parameter_out_of_bounds_is_explained_and_not_sent() -> None:
    seat = table()
    async with playing(seat, lang="nl") as pilot:
        await type_(pilot, "d", "'diesel", "enter", "enter", "'99", "f10")
        assert "1.000 - 20.000 l" in seen(pilot)
        assert "Het moet liggen binnen" in seen(pilot)
    assert not seat.asked


async def test_what_was_typed_may_stay_as_it_is() -> None:
    decision = await asked(
        table(), "d", "'diesel bij de boer", "enter", "down", "enter"
    )
    assert decision == Decision("diesel bij de boer")


async def test_a_blocked_option_says_why_and_stays() -> None:
    seat = table()
    async with playing(seat) as pilot:
        await type_(pilot, "d", "'evacuate", "enter", "enter")
        assert "'evacuate' is for ROT" in seen(pilot)
        assert not seat.asked
        await type_(pilot, "escape", "escape")
        assert "Esc closes this" not in seen(pilot)


async def test_a_refusal_stays_until_it_is_dismissed() -> None:
    seat = table()
    seat.refusal = Refusal("not-started")
    async with playing(seat, lang="nl") as pilot:
        await type_(pilot, "d", "'wachten", "enter")
        sentence = say("nl", "The exercise has not started yet.")
        assert sentence in seen(pilot)
        await type_(pilot, "2")
        assert sentence in seen(pilot)
        await type_(pilot, "escape")
        assert sentence not in seen(pilot)


async def test_drafts_stand_above_the_line_and_can_be_taken_back() -> None:
    seat = table()
    async with playing(seat) as pilot:
        await type_(pilot, "d", "'noodaggregaat", "enter")
        assert "1 drafts: noodaggregaat" in seen(pilot)
        await type_(pilot, "3", "end", "u")
        await pilot.pause()
        assert "drafts:" not in seen(pilot)


async def test_an_entered_decision_is_rescinded_with_a_reason() -> None:
    keys = ("3", "end", "u", "'niet meer nodig", "enter")
    assert await asked(table(), *keys) == Rescind(8, "niet meer nodig")


async def test_commit_names_what_cannot_be_undone_and_asks() -> None:
    seat = table()
    async with playing(seat) as pilot:
        await type_(pilot, "c")
        assert "they cannot be changed" in seen(pilot)
        await type_(pilot, "n")
        assert not seat.asked
        await type_(pilot, "c", "y")
    assert seat.asked == [Commit()]


@pytest.mark.parametrize(
    ("keys", "action"),
    [
        (("2", "a"), Acknowledge(15)),
        (("2", "r", "'ja", "f10"), Message((), "ja", "email", reply_to=15)),
        (("2", "n", "space", "enter", "'hallo", "f10"), Message(("region",), "hallo")),
        (("2", "h", "2", "'bedden", "f10"), Handle(15, "owned", "bedden")),
        (("3", "n", "enter", "'dak lekt", "enter"), Note("know", "dak lekt")),
        (("x", "'klopt niet", "enter"), Dispute("diesel.hospital-a.hours_left", "klopt niet")),
        (("k", "'ROT", "enter", "'diesel", "f10"), Contact("ROT", "diesel")),
        (("o", "2"), Decision("", "stop-planned")),
        (
            ("s", "1", "enter", "right", "enter", "enter", "'6", "f10"),
            StandingOrder("order-diesel", (("litres", 5000),),
                          "diesel.hospital-a.hours_left", "below", 6.0),
        ),
        (("f8", "'brand", "enter"), NoPlay(True, "brand")),
    ],
)  # fmt: skip
async def test_each_key_of_a_table_asks_for_its_action(
    keys: tuple[str, ...], action: Action
) -> None:
    assert await asked(table(), *keys) == action


async def test_why_shows_the_chain_with_its_tags() -> None:
    async with playing(table(), lang="nl") as pilot:
        await type_(pilot, "w")
        told = seen(pilot)
    assert "1. het net is uitgevallen [S]" in told
    assert "2. aggregaat 2 sloeg niet aan [K]" in told


async def test_hints_go_on_with_a_key() -> None:
    async with playing(table()) as pilot:
        assert "Press 2 and read" in seen(pilot)
        await type_(pilot, "g")
        assert "Press d and type a decision" in seen(pilot)
        await type_(pilot, "g")
        assert "Hint" not in seen(pilot)


async def test_what_comes_in_is_told_and_stays_unread() -> None:
    seat = table()
    letter = Letter(70, 5 * HOUR, "inject", Text("Pers", "Press"), ("hospital-a",), "phone",
                    Text("Wat gebeurt er?", "What goes on?"), Text("?", "?"))  # fmt: skip
    async with playing(seat) as pilot:
        seat.turn(letters=(*seat.picture().letters, letter))
        await pilot.pause()
        await type_(pilot, "2")
        assert "3 unread" in seen(pilot)
        assert "What goes on?" in seen(pilot)


async def test_after_the_end_a_table_answers_the_first_look_back() -> None:
    seat = table()
    async with playing(seat) as pilot:
        seat.turn(over=True)
        await pilot.pause()
        await type_(pilot, "5", "home")
        assert "your own account comes first" in seen(pilot)
        await type_(pilot, "enter", "'het bord", "enter")
    assert seat.asked == [Reflect("What went well?", "het bord")]


async def test_a_lost_connection_is_said_and_found_again() -> None:
    seat = table()
    seat.lost = "host weg"
    async with playing(seat) as pilot:
        await pilot.pause()
        assert "NO CONNECTION: host weg" in seen(pilot)
        seat.lost = ""
        seat.turn(committed=True)
        await pilot.pause(1.2)
        assert "NO CONNECTION" not in seen(pilot)


@pytest.mark.parametrize(
    ("face", "words"),
    [
        (ClockFace(0, "runs", 60.0), "RUNS x60"),
        (ClockFace(0, "paused", reason="koffie"), "PAUSED: koffie"),
        (ClockFace(0, "computing", progress=0.4), "COMPUTING 40 %"),
        (ClockFace(0, "stands", left=-3 * MINUTE), "3 min over time"),
    ],
)
async def test_the_clock_tells_in_words_how_it_goes(
    face: ClockFace, words: str
) -> None:
    seat = table()
    seat.clock = face
    async with playing(seat) as pilot:
        assert words in seen(pilot)


# --- exercise control ----------------------------------------------------------


@pytest.mark.parametrize(
    ("keys", "action"),
    [
        (("n",), TurnTo("m2", "commit")),
        (("m",), MoreTime()),
        (("b",), TurnTo("m2", "talk")),
        (("o", "2"), TakeOver("hospital-a", "routine")),
        (("2", "down", "down", "f"), Release("i-tanker")),
        (("2", "end", "h"), Hold("i-press")),
        (("2", "end", "p", "f10"), Postpone("i-press", 30 * MINUTE)),
        (("2", "end", "s", "'te veel", "enter"), Skip("i-press", "te veel")),
        (("2", "down", "t", "'fout", "enter"), Retract("i-generator", "fout")),
        (
            ("i", "1", "'het regent", "f10"),
            Improvise(("hospital-a", "region", "care"), "het regent", channel="phone"),
        ),
        (
            ("3", "enter", "1", "2", "'goed idee", "f10"),
            Adjudicate(21, "option", option="stop-planned", text="goed idee"),
        ),
        (("3", "enter", "4", "f10"), Adjudicate(21, "none")),
        (("3", "enter", "3", "'mag", "f10"), Adjudicate(21, "answer", text="mag")),
        (
            ("3", "enter", "2", "2", "'0.5", "enter", "'60", "enter", "enter", "'griep",
             "enter"),
            Adjudicate(21, "lever", lever="care.hospital-a.staff", value=0.5, delay=HOUR,
                       why="griep"),
        ),
        (
            ("3", "down", "enter", "enter", "enter", "'naar nood", "enter"),
            Settle("diesel.depot", (("hospital-a", 5714.0), ("care", 4286.0)), "naar nood"),
        ),
        (
            ("3", "down", "down", "v", "'4", "enter", "enter", "'telfout", "enter"),
            Override("care.hospital-a.icu_free", 4.0, "telfout"),
        ),
        (("6", "enter", "'0", "enter", "'proef", "enter"), Pull("grid.broken", 0.0, "proef")),
        (("f7", "'hapert", "enter"), ModelOff(True, "hapert")),
        (("e", "y"), Endex()),
    ],
)  # fmt: skip
async def test_each_key_of_the_leader_asks_for_its_action(
    keys: tuple[str, ...], action: Action
) -> None:
    assert await asked(leader(), *keys) == action


async def test_a_run_is_asked_for_with_what_still_waits() -> None:
    seat = leader()
    move = seat.picture().move
    assert move is not None
    seat = leader(move=replace(move, state="commit"))
    async with playing(seat, (140, 40)) as pilot:
        await type_(pilot, "n")
        told = seen(pilot)
        assert "cannot change" in told
        assert "2 tables still talk" in told
        assert "3 matters wait at the world desk" in told
        await type_(pilot, "y")
    assert seat.asked == [TurnTo("m2", "run")]


async def test_the_big_key_names_what_it_does() -> None:
    async with playing(leader(), (140, 40), "nl") as pilot:
        assert "Naar: vastleggen" in seen(pilot)
    async with playing(leader(started=False, move=None), (140, 40), "nl") as pilot:
        assert "START" in seen(pilot)
        assert "NOG NIET BEGONNEN" in seen(pilot)
    async with playing(leader(move=None, next_moves=()), (140, 40), "nl") as pilot:
        assert "n ENDEX" in seen(pilot)


async def test_the_host_is_asked_for_time_luck_fork_and_debrief() -> None:
    seat = leader()
    async with playing(seat, (140, 40)) as pilot:
        await type_(
            pilot, "space", "'koffie", "enter", "u", "4", "z", "y", "5", "b", "y"
        )
        seat.clock = ClockFace(0, "paused")
        await type_(pilot, "space")
        seat.turn(over=True)
        await type_(pilot, "n")
        assert "report.html" in seen(pilot)
    assert seat.wishes == [
        Pause("koffie"), Speed(60.0), AnotherSeed(), Fork(8), Go(), WriteDebrief("en"),
    ]  # fmt: skip


async def test_truth_stands_beside_what_a_table_believes() -> None:
    async with playing(leader(), (140, 40)) as pilot:
        await type_(pilot, "4")
        await pilot.pause()
        rows = screen(pilot)
    believed = [one for one in rows if "Free ICU beds" in one and "0:20" in one]
    assert len(believed) == 3


async def test_looking_at_a_table_cannot_act_for_it() -> None:
    seat = leader()
    async with playing(seat) as pilot:
        await type_(pilot, "v")
        assert "You are looking at what this table sees" in seen(pilot)
        await type_(pilot, "d", "c", "k")
        assert "Decision:" not in seen(pilot)
        await type_(pilot, "escape")
        assert "You are looking" not in seen(pilot)
    assert not seat.asked


async def test_a_preview_marks_what_lies_outside_its_band() -> None:
    async with playing(leader(), (140, 40), "nl") as pilot:
        await type_(pilot, "3")
        rows = screen(pilot)
    odd = next(one for one in rows if "31 → 4" in one)
    assert odd.startswith("*") and "buiten band" in odd


# --- response cell and evaluator -----------------------------------------------


@pytest.mark.parametrize(
    ("keys", "action"),
    [
        (("c",), Call("i-tanker", "called")),
        (("down", "s"), Call("i-press", "said")),
        (("p", "'om 12 uur", "enter"), Call("i-tanker", "said", "om 12 uur")),
        (
            ("2", "n", "down", "space", "enter", "'ja", "enter"),
            Improvise(("region",), "ja", "Fuel supplier", "phone"),
        ),
    ],
)
async def test_each_key_of_the_response_cell_asks_for_its_action(
    keys: tuple[str, ...], action: Action
) -> None:
    assert await asked(response(), *keys) == action


async def test_a_script_stands_between_its_marks() -> None:
    async with playing(response(), (140, 40), "nl") as pilot:
        told = seen(pilot)
    assert told.count("OEFENING OEFENING OEFENING") == 3
    assert "De tankwagen staat vast" in told


@pytest.mark.parametrize(
    ("keys", "action"),
    [
        (
            ("s", "'goed beeld", "f10"),
            Observe("strength", "goed beeld", "hospital-a", "t-share"),
        ),
        (
            ("2", "g", "'niemand belt", "enter", "right", "enter", "f10"),
            Observe("gap", "niemand belt", quote=True),
        ),
        (
            ("r", "2", "'op tijd", "enter"),
            Rate("t-share", "S", "op tijd", "hospital-a"),
        ),
        (("r", "5", "enter"), Rate("t-share", "not-observed", "", "hospital-a")),
    ],
)
async def test_each_key_of_an_evaluator_asks_for_its_action(
    keys: tuple[str, ...], action: Action
) -> None:
    assert await asked(evaluator(), *keys) == action


async def test_nothing_is_rated_where_the_purpose_is_to_orient() -> None:
    seat = evaluator(may_rate=False)
    async with playing(seat) as pilot:
        await type_(pilot, "r")
        assert "the purpose is to orient" in seen(pilot)
    assert not seat.asked


# --- the program ---------------------------------------------------------------


async def test_one_keyboard_goes_round_the_seats() -> None:
    app = TtxApp(all_seats(), "hospital-a", "en")
    async with app.run_test(size=(80, 24)) as pilot:
        await type_(pilot, "f4")
        assert "[1 Calls" in seen(pilot)
        await type_(pilot, "f3", "1")
        assert "[1 Moves" in seen(pilot)


async def test_quitting_asks_first() -> None:
    app = TtxApp(all_seats(), "leader", "nl")
    async with app.run_test(size=(80, 24)) as pilot:
        await type_(pilot, "q")
        assert "Het programma stoppen?" in seen(pilot)
        await type_(pilot, "n")
        assert app.is_running
        await type_(pilot, "q", "j")
    assert app.return_value == 0


async def test_the_palette_finds_every_key_in_the_readers_language() -> None:
    async with playing(table(), lang="nl") as pilot:
        await type_(pilot, "ctrl+p")
        await pilot.pause(0.3)
        assert "Typ om een opdracht te vinden" in seen(pilot)
        await type_(pilot, "'doorlopend")
        await pilot.pause(0.3)
        assert "Doorlopende opdracht" in seen(pilot)


async def test_it_can_be_read_without_colour(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    async with playing(table()) as pilot:
        assert "[1 Situation]" in seen(pilot)
        assert pilot.app.no_color


async def test_each_theme_can_be_chosen() -> None:
    async with playing(table()) as pilot:
        first = pilot.app.theme
        themes = set()
        for _ in range(3):
            await type_(pilot, "f5")
            themes.add(pilot.app.theme)
        assert "ttx-contrast" in themes
        assert pilot.app.theme == first


def test_every_sentence_of_the_screens_has_a_dutch_one() -> None:
    catalogue = Path(ttx.tui.__file__).parents[1] / "locale/nl/LC_MESSAGES/tui.po"
    words = catalogue.read_text()
    needed = phrases(Path(ttx.tui.__file__).parent) | set(NAMES)
    missing = [
        one
        for one in needed
        if f"msgid {json.dumps(one, ensure_ascii=False)}\n" not in words
    ]
    assert not missing
