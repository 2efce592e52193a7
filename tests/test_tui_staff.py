"""The screens of response cell and evaluator: each key asks for the right thing."""

from __future__ import annotations

import pytest
from screens import asked, later, playing, seen, type_
from staff_seats import evaluator, response

from ttx.actions import (
    Action,
    Call,
    Contact,
    Improvise,
    Observe,
    Rate,
    Strike,
)


@pytest.mark.parametrize(
    ("keys", "action"),
    [
        (("c",), Call("i-tanker", "called")),
        *later(
            [
                (("down", "s"), Call("i-press", "said")),
                (("p", "'om 12 uur", "enter"), Call("i-tanker", "said", "om 12 uur")),
                (
                    ("2", "n", "down", "space", "enter", "'ja", "enter"),
                    Improvise(("region",), "ja", "Fuel supplier", "phone"),
                ),
            ]
        ),
    ],
)
async def test_each_key_of_the_response_cell_asks_for_its_action(
    keys: tuple[str, ...], action: Action
) -> None:
    assert await asked(response(), *keys) == action


@pytest.mark.slow
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
        *later(
            [
                (
                    ("2", "g", "'niemand belt", "enter", "right", "enter", "f10"),
                    Observe("gap", "niemand belt", quote=True),
                ),
                (
                    ("r", "2", "'op tijd", "enter"),
                    Rate("t-share", "S", "op tijd", "hospital-a"),
                ),
                (
                    ("r", "5", "enter"),
                    Rate("t-share", "not-observed", "", "hospital-a"),
                ),
                (
                    ("x", "1", "'hing", "enter"),
                    Strike("t-share", "response:x", "hing"),
                ),
                (
                    ("t", "'region", "tab", "'hospital-a", "tab", "'bedden", "f10"),
                    Contact("hospital-a", "bedden", seen="region"),
                ),
            ]
        ),
    ],
)
async def test_each_key_of_an_evaluator_asks_for_its_action(
    keys: tuple[str, ...], action: Action
) -> None:
    assert await asked(evaluator(), *keys) == action


@pytest.mark.slow
async def test_nothing_is_rated_where_the_purpose_is_to_orient() -> None:
    seat = evaluator(may_rate=False)
    async with playing(seat) as pilot:
        await type_(pilot, "r")
        assert "the purpose is to orient" in seen(pilot)
    assert not seat.asked
