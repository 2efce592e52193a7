"""A table's screen: each key asks the exercise for the right thing."""

from __future__ import annotations

import pytest
from screens import SIZES, asked, later, playing, screen, seen, type_
from seats import table

from ttx.actions import (
    Acknowledge,
    Action,
    Commit,
    Contact,
    Decision,
    Dispute,
    Handle,
    Message,
    NoPlay,
    Note,
    Reflect,
    Rescind,
    StandingOrder,
)
from ttx.errors import Refusal
from ttx.live.seat import ClockFace
from ttx.moment import HOUR, MINUTE
from ttx.text import Text, say
from ttx.view import Letter, Spot


async def test_a_decision_in_own_words_takes_one_line() -> None:
    seat = table()
    assert await asked(seat, "d", "'wij wachten af", "enter") == Decision(
        "wij wachten af"
    )


async def test_a_decision_that_means_an_option_asks_for_its_parameters() -> None:
    keys = ("d", "'diesel erbij", "enter", "enter", "f10")
    decision = await asked(table(), *keys)
    assert decision == Decision("diesel erbij", "order-diesel", (("litres", 5000),))


SPOTS = (
    Spot("hospital-a", Text("Noorderkroon", "Hospital Noorderkroon"), 1, 1,
         ("diesel.hospital-a.hours_left", "care.hospital-a.icu_free")),
    Spot("depot", Text("Depot", "Depot"), 2, 1),
    Spot("north", Text("Noord", "North"), 1, 2),
)  # fmt: skip


@pytest.mark.slow
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


@pytest.mark.slow
async def test_a_parameter_out_of_bounds_is_explained_and_not_sent() -> None:
    seat = table()
    async with playing(seat, lang="nl") as pilot:
        await type_(pilot, "d", "'diesel", "enter", "enter", "'99", "f10")
        assert "1.000 - 20.000 l" in seen(pilot)
        assert "Het moet liggen binnen" in seen(pilot)
    assert not seat.asked


@pytest.mark.slow
async def test_what_was_typed_may_stay_as_it_is() -> None:
    decision = await asked(
        table(), "d", "'diesel bij de boer", "enter", "down", "enter"
    )
    assert decision == Decision("diesel bij de boer")


@pytest.mark.slow
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


@pytest.mark.slow
async def test_drafts_stand_above_the_line_and_can_be_taken_back() -> None:
    seat = table()
    async with playing(seat) as pilot:
        await type_(pilot, "d", "'noodaggregaat", "enter")
        assert "1 in draft: noodaggregaat" in seen(pilot)
        await type_(pilot, "3", "end", "u")
        await pilot.pause()
        assert "in draft:" not in seen(pilot)


@pytest.mark.slow
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
        *later([
            (("2", "r", "'ja", "f10"), Message((), "ja", "email", reply_to=15)),
            (("2", "n", "space", "enter", "'hallo", "f10"), Message(("region",), "hallo")),
            (("2", "h", "2", "'bedden", "f10"), Handle(15, "owned", "bedden")),
            (("3", "n", "enter", "'dak lekt", "enter"), Note("know", "dak lekt")),
            (("x", "'klopt niet", "enter"), Dispute("diesel.hospital-a.hours_left", "klopt niet")),
            (("k", "'ROT", "enter", "'diesel", "f10"), Contact("ROT", "diesel")),
            (("o", "2"), Decision("", "stop-planned")),
            (
                ("s", "1", "enter", "enter", "enter", "'6", "f10"),
                StandingOrder("order-diesel", (("litres", 5000),),
                              "diesel.hospital-a.hours_left", "below", 6.0),
            ),
            (("f8", "'brand", "enter"), NoPlay(True, "brand")),
        ]),
    ],
)  # fmt: skip
async def test_each_key_of_a_table_asks_for_its_action(
    keys: tuple[str, ...], action: Action
) -> None:
    assert await asked(table(), *keys) == action


@pytest.mark.slow
async def test_why_shows_the_chain_with_its_tags() -> None:
    async with playing(table(), lang="nl") as pilot:
        await type_(pilot, "w")
        told = seen(pilot)
    assert "1. het net is uitgevallen [S]" in told
    assert "2. aggregaat 2 sloeg niet aan [K]" in told


@pytest.mark.slow
async def test_hints_go_on_with_a_key() -> None:
    async with playing(table(pace="running")) as pilot:
        assert "Press 2 and read" in seen(pilot)
        await type_(pilot, "g")
        assert "Press d and type a decision" in seen(pilot)
        await type_(pilot, "g")
        assert "Hint" not in seen(pilot)


@pytest.mark.slow
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
    assert seat.asked == [Reflect("Wat ging goed?", "het bord")]


@pytest.mark.slow
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


@pytest.mark.slow
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


@pytest.mark.parametrize("size", SIZES)
async def test_the_map_shows_each_place_with_what_is_known_there(
    size: tuple[int, int],
) -> None:
    seat = table()
    seat.turn(spots=SPOTS, ways=(("hospital-a", "depot"), ("hospital-a", "north")))
    async with playing(seat, size) as pilot:
        await type_(pilot, "p")
        drawn, lines = seen(pilot), screen(pilot)
        assert "A scheme, not to scale." in drawn
        assert "Hospital Noorderkroon" in drawn
        if size != (60, 15):
            assert "Hospital Noorderkroon (here)" in drawn
            top = next(n for n, line in enumerate(lines) if "(here)" in line)
            assert "Depot" in lines[top]
            assert "─────" in lines[top + 1]
            assert "(2:10)" in drawn
            assert "Free ICU beds: 2 beds (0:20)" in drawn
        assert all(len(line) <= size[0] for line in lines)
        await type_(pilot, "p")
        assert "A scheme, not to scale." not in seen(pilot)


async def test_without_places_there_is_no_key_for_a_map() -> None:
    async with playing(table()) as pilot:
        assert "Map" not in seen(pilot)
        await type_(pilot, "p")
        assert "scheme" not in seen(pilot)
