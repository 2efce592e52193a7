"""Exercise control's screen: each key asks the exercise for the right thing."""

from __future__ import annotations

from dataclasses import replace

import pytest
from screens import asked, later, playing, screen, seen, type_
from staff_seats import leader

from ttx.actions import (
    Action,
    Adjudicate,
    Endex,
    Hold,
    Improvise,
    ModelOff,
    MoreTime,
    Override,
    Postpone,
    Pull,
    Release,
    Retract,
    Settle,
    Skip,
    TakeOver,
    TurnTo,
)
from ttx.live.seat import AnotherSeed, ClockFace, Fork, Go, Pause, Speed, WriteDebrief
from ttx.moment import HOUR, MINUTE


@pytest.mark.parametrize(
    ("keys", "action"),
    [
        (("n",), TurnTo("m2", "commit")),
        *later([
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
                Settle("diesel.depot", (("hospital-a", 5714.0), ("care", 4285.0)), "naar nood"),
            ),
            (
                ("3", "down", "down", "v", "'4", "enter", "enter", "'telfout", "enter"),
                Override("care.hospital-a.icu_free", 4.0, "telfout"),
            ),
            (("7", "enter", "'0", "enter", "'proef", "enter"), Pull("grid.broken", 0.0, "proef")),
            (("f7", "'hapert", "enter"), ModelOff(True, "hapert")),
            (("e", "down", "enter"), Endex()),
        ]),
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
    seat = leader(move=replace(move, state="commit"), next_turn=("m2", "run"))
    async with playing(seat, (140, 40)) as pilot:
        await type_(pilot, "n")
        told = seen(pilot)
        assert "cannot change" in told
        assert "2 tables still talk" in told
        assert "3 matters wait at the world desk" in told
        await type_(pilot, "y")
    assert seat.asked == [TurnTo("m2", "run")]


@pytest.mark.slow
async def test_the_big_key_names_what_it_does() -> None:
    async with playing(leader(), (140, 40), "nl") as pilot:
        assert "Naar: vastleggen" in seen(pilot)
    async with playing(leader(started=False, move=None), (140, 40), "nl") as pilot:
        assert "START" in seen(pilot)
        assert "NOG NIET BEGONNEN" in seen(pilot)
    async with playing(
        leader(move=None, next_moves=(), next_turn=("", "")), (140, 40), "nl"
    ) as pilot:
        assert "n ENDEX" in seen(pilot)


@pytest.mark.slow
async def test_the_host_is_asked_for_time_luck_fork_and_debrief() -> None:
    seat = leader(pace="running")
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


@pytest.mark.slow
async def test_truth_stands_beside_what_a_table_believes() -> None:
    async with playing(leader(), (140, 40)) as pilot:
        await type_(pilot, "4")
        await pilot.pause()
        rows = screen(pilot)
    believed = [one for one in rows if "Free ICU beds" in one and "0:20" in one]
    assert len(believed) == 3


@pytest.mark.slow
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


@pytest.mark.slow
async def test_a_preview_marks_what_lies_outside_its_band() -> None:
    async with playing(leader(), (140, 40), "nl") as pilot:
        await type_(pilot, "3")
        rows = screen(pilot)
    odd = next(one for one in rows if "31 uur → " in one)
    assert odd.startswith("*") and "buiten band" in odd


@pytest.mark.slow
async def test_no_word_typed_by_mistake_ends_the_exercise() -> None:
    seat = leader()
    async with playing(seat, (140, 40), "nl") as pilot:
        await type_(pilot, "'eenmaal ja, eerst de jas, en dan jij")
        assert len(pilot.app.screen_stack) <= 2
    assert Endex() not in seat.asked
