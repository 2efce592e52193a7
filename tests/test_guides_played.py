"""The tutorial's last step, key by key, on the screens of a real host."""

from __future__ import annotations

import asyncio
import re
from pathlib import Path

import pytest
from screens import running, seen

from tests.guides import TUTORIAL, exercise
from ttx import library
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.live.host import Host
from ttx.live.host_seat import LocalSeat
from ttx.tui.app import TtxApp

ROW = re.compile(r"^\| (?:leader|hospital|municipality) \| (.*?) \| (.*?) \|$", re.M)
PRESS = re.compile(r"\+\+([a-z0-9]+)\+\+|`([^`]+)`")
SHOWN = re.compile(r"\*\*(.+?)\*\*")


@pytest.mark.slow
async def test_the_first_move_is_played_with_the_keys_that_the_tutorial_names(
    tmp_path: Path,
) -> None:
    scenario = library.load(str(exercise(tmp_path))).scenario
    host = Host(Exercise(scenario, 1, Journal.create(tmp_path / "one.ttx")), {})
    seats = {name: LocalSeat(host, name) for name in host.seats()}
    rows = ROW.findall(TUTORIAL.read_text(encoding="utf-8"))
    assert len(rows) > 12
    ticking = asyncio.create_task(host.run())
    try:
        app = TtxApp(seats, "leader", "en")
        async with running(app, size=(100, 40), notifications=True) as pilot:
            for keys, what in rows:
                for key, typed in PRESS.findall(keys):
                    for one in [key] if key else list(typed):
                        await pilot.press("space" if one == " " else one)
                        await pilot.pause(0.1 if key else 0)
                for wanted in SHOWN.findall(what):
                    await appears(pilot, wanted, keys)
    finally:
        ticking.cancel()
    assert host.exercise.over


async def appears(pilot: object, wanted: str, keys: str) -> None:
    """Wait until the screen shows it."""
    for _ in range(1200):
        if wanted in seen(pilot):  # type: ignore[arg-type]
            return
        await asyncio.sleep(0.05)
    raise AssertionError(f"{keys}: '{wanted}' is not on the screen:\n{seen(pilot)}")  # type: ignore[arg-type]
