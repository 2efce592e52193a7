"""One seat in front of its screen, keys pressed, and what can then be read."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from seats import LocalSeat
from textual.pilot import Pilot

from ttx.actions import Action
from ttx.tui.app import TtxApp

SIZES = ((80, 24), (140, 40), (60, 15))


def slow(values: Iterable[Any]) -> list[Any]:
    """These values only where there is time for them."""
    return [pytest.param(one, marks=pytest.mark.slow) for one in values]


def later(cases: Iterable[tuple[Any, ...]]) -> list[Any]:
    """These rows of arguments only where there is time for them."""
    return [pytest.param(*one, marks=pytest.mark.slow) for one in cases]


@asynccontextmanager
async def running(app: TtxApp, **how: Any) -> AsyncIterator[Pilot[int]]:
    """A program without a terminal. What still waits in it ends before its screens go, as
    when somebody leaves it: a thought that comes later finds nothing to be shown on."""
    async with app.run_test(**how) as pilot:
        try:
            yield pilot
        finally:
            app.workers.cancel_all()


@asynccontextmanager
async def playing(
    seat: LocalSeat, size: tuple[int, int] = (80, 24), lang: str = "en"
) -> AsyncIterator[Pilot[int]]:
    """One seat in front of its screen."""
    app = TtxApp({seat.name: seat}, seat.name, lang)
    async with running(app, size=size, notifications=True) as pilot:
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
