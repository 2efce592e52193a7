"""Seats at the far end of a socket: the same exercise, whatever the way in."""

from __future__ import annotations

import asyncio
import contextlib
import http.client
from pathlib import Path

from tests.net import net, until
from ttx.actions import (
    Acknowledge,
    Commit,
    Decision,
    Endex,
    Message,
    Note,
    Observe,
    Reveal,
    TurnTo,
)
from ttx.live.client import RemoteSeat
from ttx.live.door import Pass
from ttx.live.seat import AskHelp, Go, NewCode, Pause, PutUp, Speed, TryOut
from ttx.replay import resume


async def to_talk(leader: RemoteSeat) -> None:
    await leader.submit(TurnTo("one", "brief"))
    await until(leader, lambda p: p.move and p.move.state == "brief")
    await leader.submit(TurnTo("one", "talk"))


async def test_a_table_far_away_plays_as_one_nearby() -> None:
    async with net() as here:
        leader = await here.join("director", "leader")
        table = await here.join("table", here.host.exercise.scenario.tables[0].id)
        await to_talk(leader)
        await until(table, lambda p: p.move and p.move.state == "talk")
        answer = await table.submit(Decision(text="Opname stoppen"))
        assert answer.draft and answer.refusal is None
        assert [one.text for one in table.picture().decided] == ["Opname stoppen"]
        seen = await until(leader, lambda p: p.desk and p.desk.decided)
        assert seen.desk.decided[0].text == "Opname stoppen"
        await table.erase(answer.entry or 0)
        assert table.picture().decided == ()
        assert (await table.submit(Commit())).refusal is None
        assert table.picture().committed


async def test_what_a_seat_far_away_has_is_what_a_seat_nearby_has() -> None:
    async with net() as here:
        leader = await here.join("director", "leader")
        first = here.host.exercise.scenario.tables[0].id
        table = await here.join("table", first)
        late_later = []
        await to_talk(leader)
        for number in range(30):
            await table.submit(Note("know", f"regel {number}"))
            if number == 15:
                late_later.append(await here.join("table", first))
        await until(late_later[0], lambda p: len(p.board) == 30)
        for seat in (table, *late_later):
            own = here.host.picture(first)
            far = seat.picture()
            assert far.board == own.board
            assert far.letters == own.letters
            assert far.readings == own.readings


async def test_a_seat_far_away_keeps_time_by_its_clock_alone() -> None:
    """While only time goes on nothing is sent, and what is shown still grows older."""
    async with net(pace="running") as here:
        leader = await here.join("director", "leader")
        first = here.host.exercise.scenario.tables[0].id
        table = await here.join("table", first)
        mail = here.gate.mail(Pass(1, "table", first))
        await leader.control(Speed(20.0))
        await leader.control(Go())
        begun = await until(table, lambda p: p.readings[0].trend)  # the first reading
        has = mail.version
        later = await until(table, lambda p: p.now >= begun.now + 40_000)
        assert mail.version == has
        assert later.knows == later.now <= here.host.exercise.now + 20_000
        one = next(one for one in later.readings if one.at is None)
        assert later.as_of(one) == later.now
        await leader.control(Pause("koffie"))
        here.host.publish()
        stood = here.host.exercise.now
        await until(table, lambda p: p.now == stood)
        await table.submit(Note("know", "weer iets"))
        noted = await until(table, lambda p: p.board)
        assert (noted.board[0].at, mail.version) == (stood, has + 1)


async def test_the_same_command_twice_is_done_once() -> None:
    async with net() as here:
        leader = await here.join("director", "leader")
        first = here.host.exercise.scenario.tables[0].id
        table = await here.join("table", first)
        await to_talk(leader)
        wrote = Message(("all",), "Wie heeft er diesel?")
        one = await table.submit(wrote, "c-1")
        two = await table.submit(wrote, "c-1")
        assert one == two
        drafts = [await table.submit(Decision(text="Ja"), "d-1") for _ in range(3)]
        assert len({one.entry for one in drafts}) == 1
        assert len(here.host.exercise.journal.drafts()) == 1
        other = await here.join("director", "leader")
        assert (await other.submit(Note("know", "x"), "c-1")) != one
        asked = [e for e in here.host.exercise.journal if e.kind == "asked"]
        texts = [e.body["action"].get("text") for e in asked]
        assert texts.count("Wie heeft er diesel?") == 1


async def test_who_only_looks_on_enters_nothing() -> None:
    async with net() as here:
        first = here.host.exercise.scenario.tables[0].id
        leader = await here.join("director", "leader")
        display = await here.join("display", first)
        await to_talk(leader)
        before = len(here.host.exercise.journal)
        no = await display.submit(Decision(text="Alles dicht"))
        assert no.refusal and no.refusal.key == "looks-on"
        told = await display.control(TryOut())
        assert told.en == "Only the leader can do this."
        assert len(here.host.exercise.journal) == before
        assert display.present() == ()


async def test_a_table_cannot_do_what_a_leader_does() -> None:
    async with net() as here:
        leader = await here.join("director", "leader")
        table = await here.join("table", here.host.exercise.scenario.tables[0].id)
        no = await table.submit(TurnTo("one", "brief"))
        assert no.refusal and no.refusal.key == "not-allowed"
        for wish in (TryOut(), PutUp("map"), NewCode("director", "leader")):
            assert "Only the leader" in (await table.control(wish)).en
        mine = table.picture()
        assert await table.as_seen_by("leader") == mine
        assert leader.picture().kind == "leader"


async def test_a_code_opens_a_seat_and_a_new_one_empties_it() -> None:
    async with net() as here:
        place = Pass(1, "table", here.host.exercise.scenario.tables[0].id)
        here.gate.hand_out()
        code = here.gate.codes[place]
        status, told = await here.asks("/enter", {"code": code})
        assert status == 200
        seat = RemoteSeat(here.url, told["token"])
        running = asyncio.create_task(seat.run())
        await seat.opened()
        assert seat.name == place.seat
        leader = await here.join("director", "leader")
        said = await leader.control(NewCode(place.role, place.seat))
        fresh = here.gate.codes[place]
        assert fresh in said.en and fresh != code
        await asyncio.wait_for(running, 60)
        no = await seat.submit(Commit())
        assert no.refusal and no.refusal.key == "seat-lost"
        assert "no longer yours" in (await seat.control(TryOut())).en
        assert (await here.asks("/enter", {"code": code}))[0] == 403
        assert (await here.asks("/enter", {"code": fresh}))[0] == 200


async def test_the_lobby_shows_who_is_there_and_who_asks_for_help() -> None:
    async with net() as here:
        leader = await here.join("director", "leader")
        first = here.host.exercise.scenario.tables[0].id

        def here_now(role: str) -> int:
            return next(
                one.here for one in leader.present()
                if one.role == role and one.name.endswith(first)
            )  # fmt: skip

        table = await here.join("table", first)
        await until(leader, lambda p: here_now("table") == 1)
        again = await here.join("table", first)
        await until(leader, lambda p: here_now("table") == 2)
        assert again.picture().seat == table.picture().seat
        helper = await here.join("display", first)
        await helper.control(AskHelp("de beamer doet het niet"))
        await until(leader, lambda p: any(one.help for one in leader.present()))
        await here.leave()
        async with asyncio.timeout(60):
            while any(one.here for one in here.host.lobby.present()):
                await asyncio.sleep(0.02)


async def test_a_try_out_is_tried_by_all_and_kept_by_none() -> None:
    async with net() as here:
        leader = await here.join("director", "leader")
        first = here.host.exercise.scenario.tables[0].id
        table = await here.join("table", first)
        before = here.host.exercise.journal.digest
        await leader.control(TryOut(90))
        seen = await until(table, lambda p: p.letters)
        assert "TRY-OUT" in seen.letters[0].title.en
        assert table.face().trying is not None
        assert (await table.submit(Acknowledge(0))).refusal is None
        assert (await table.submit(Decision(text="proef"))).draft
        assert [one.text for one in table.picture().decided] == ["proef"]
        await until(
            leader,
            lambda p: any(one.tried == ("read", "decided") for one in leader.present()),
        )
        await leader.control(TryOut(0))
        await until(table, lambda p: not p.letters and not p.decided)
        assert here.host.exercise.journal.digest == before
        assert here.host.exercise.journal.drafts() == []


async def test_what_was_acknowledged_is_known_after_a_restart(tmp_path: Path) -> None:

    path = tmp_path / "a.ttx"
    async with net(path) as here:
        leader = await here.join("director", "leader")
        first = here.host.exercise.scenario.tables[0].id
        table = await here.join("table", first)
        await to_talk(leader)
        note = await table.submit(Note("know", "net is weg"), "n-1")
        draft = await table.submit(Decision(text="wachten"), "d-1")
    async with net(path, resume(path)) as there:
        again = await there.join("table", first)
        assert await again.submit(Note("know", "net is weg"), "n-1") == note
        assert await again.submit(Decision(text="wachten"), "d-1") == draft
        assert len(again.picture().board) == 1
        assert len(again.picture().decided) == 1


async def test_a_seat_comes_back_by_itself_with_what_it_asked() -> None:
    async with net() as here:
        leader = await here.join("director", "leader")
        first = here.host.exercise.scenario.tables[0].id
        table = await here.join("table", first)
        await to_talk(leader)
        await until(table, lambda p: p.move and p.move.state == "talk")
        assert table._socket is not None
        table._socket.transport.abort()
        answer = await asyncio.wait_for(table.submit(Note("know", "terug")), 60)
        assert answer.refusal is None
        await until(table, lambda p: [one.text for one in p.board] == ["terug"])


async def test_an_evaluators_notes_wait_on_their_own_machine(tmp_path: Path) -> None:
    journal, folder = tmp_path / "a.ttx", tmp_path / "outbox"
    async with net(journal) as here:
        leader = await here.join("director", "leader")
        await to_talk(leader)
        token = here.token("evaluator", "evaluator")
        seat = RemoteSeat(here.url, token, folder=folder)
        running = asyncio.create_task(seat.run())
        await seat.opened()
        assert (await seat.submit(Observe("gap", "Niemand belt"))).entry
        url = here.url
    await until_lost(seat)
    kept = await seat.submit(Observe("strength", "Goed samengevat"))
    assert kept.draft and kept.refusal is None
    assert [one.text for one in seat.picture().book.noted][-1] == "Goed samengevat"
    running.cancel()
    assert "Goed samengevat" in next(folder.iterdir()).read_text("utf-8")
    async with net(journal, resume(journal)) as there:
        later = RemoteSeat(there.url, token, folder=folder)
        again = asyncio.create_task(later.run())
        await later.opened()
        seen = await until(later, lambda p: [n.entry > 0 for n in p.book.noted] == [True, True])  # fmt: skip
        assert [one.text for one in seen.book.noted] == ["Niemand belt", "Goed samengevat"]  # fmt: skip
        assert list(folder.iterdir()) == []
        again.cancel()
    assert url


async def until_lost(seat: RemoteSeat) -> None:
    while not seat.lost:
        await asyncio.sleep(0.02)


async def test_a_debrief_is_read_only_where_it_is_released(tmp_path: Path) -> None:
    async with net(tmp_path / "a.ttx") as here:
        leader = await here.join("director", "leader")
        table = await here.join("table", "region")
        await to_talk(leader)
        await leader.submit(Endex())
        await until(table, lambda p: p.over)
        assert await table.debrief("nl") == ""
        token = here.token("table", "region")
        status, _, where = await asyncio.to_thread(got, here.url + "/debrief", token)
        assert (status, where) == (303, "/seat")
        assert "CONCEPT" in await leader.debrief("nl")
        await leader.submit(Reveal("debrief"))
        await until(table, lambda p: "debrief" in p.revealed)
        pages = await asyncio.gather(*(table.debrief("nl") for _ in range(5)))
        assert len(set(pages)) == 1 and "CONCEPT" in pages[0]
        status, page, policy = await asyncio.to_thread(
            got, here.url + "/debrief", token
        )
        assert status == 200 and "CONCEPT" in page
        assert "script" not in policy and "sandbox" in policy


def got(url: str, token: str) -> tuple[int, str, str]:
    """A page as a browser gets it: status, text, and where it sends or what it may."""
    host, _, path = url.removeprefix("http://").partition("/")
    with contextlib.closing(http.client.HTTPConnection(host, timeout=60)) as line:
        line.request("GET", f"/{path}", headers={"Cookie": f"ttx={token}"})
        answer = line.getresponse()
        text = answer.read().decode()
    policy = answer.headers["content-security-policy"]
    return answer.status, text, answer.headers.get("location") or policy
