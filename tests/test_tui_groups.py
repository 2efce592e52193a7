"""Several groups under one console, and the lobby, at the host's own terminal."""

from __future__ import annotations

from tests.screens import running, seen, type_
from tests.test_host import host, passes
from ttx.actions import Commit
from ttx.live.door import Pass
from ttx.live.host_seat import LocalSeat
from ttx.live.seat import AskHelp
from ttx.tui.app import TtxApp


async def test_all_groups_go_one_step_on_with_one_key() -> None:
    made = [host() for _ in range(2)]
    seats = {
        f"{number}:leader": LocalSeat(one, "leader", group=number)
        for number, (one, _) in enumerate(made, 1)
    }
    app = TtxApp(seats, "1:leader", "nl")
    async with running(app, size=(120, 40)) as pilot:
        await type_(pilot, "N")
        assert "groep 2, oefenleiding: briefing" in seen(pilot)
        await type_(pilot, "j")
        for one, wall in made:
            passes(one, wall, 1)
            assert one.exercise.state == "brief"
        await type_(pilot, "f4")
        await type_(pilot, "n")
        assert [one.exercise.state for one, _ in made] == ["brief", "talk"]


async def test_one_group_has_no_key_for_all() -> None:
    one, _ = host()
    app = TtxApp({"leader": LocalSeat(one, "leader")}, "leader", "en")
    async with running(app, size=(120, 40)) as pilot:
        await type_(pilot, "N")
        assert "groups" not in seen(pilot)


async def test_the_lobby_shows_who_is_there_and_tries_out() -> None:
    one, wall = host()
    table = Pass(1, "table", "region")
    one.lobby.come(table, "a phone")
    one.help(Pass(1, "facilitator", "facilitator-region"), AskHelp("geen geluid"))
    app = TtxApp({"leader": LocalSeat(one, "leader")}, "leader", "nl", lobby=True)
    async with running(app, size=(120, 40)) as pilot:
        await pilot.pause(0.1)
        assert "1 van 3 tafels zijn er" in seen(pilot)
        assert "VRAAGT HULP: geen geluid" in seen(pilot)
        await type_(pilot, "t")
        assert "proef: nog 90 s" in seen(pilot)
        one.submit(Commit(), "region")
        passes(one, wall, 91)
        await pilot.pause(0.6)
        assert "proef: nog" not in seen(pilot)
        await type_(pilot, "p", "down", "enter")
        assert one.shows == "map"
        await type_(pilot, "escape")
        assert "tafels zijn er" not in seen(pilot)
