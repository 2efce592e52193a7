"""What a network, a rogue or a power cut does to a session: nothing is lost or doubled."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from websockets.asyncio.client import connect
from websockets.exceptions import ConnectionClosed, InvalidStatus

from tests.net import Net, net, post, until
from tests.processes import ending
from tests.proxy import Proxy
from ttx.actions import Acknowledge, Decision, Message, Note, TurnTo
from ttx.journal import Journal
from ttx.live.client import RemoteSeat
from ttx.live.passes import TRIES
from ttx.live.seat import AskHelp, Speed, TryOut
from ttx.live.wire import LARGEST


async def talking(here: Net) -> str:
    """The first move in its talk; the first table's name."""
    for state in ("brief", "talk"):
        here.host.submit(TurnTo("one", state), "leader")
        while here.host.goal is not None:
            await asyncio.sleep(0.02)
    return here.host.exercise.scenario.tables[0].id


@pytest.mark.parametrize("seed", range(3))
async def test_a_network_that_drops_delays_and_cuts_loses_no_decision(
    seed: int,
) -> None:
    async with net() as here, Proxy(here.port, seed, 0.08, 0.02) as bad:
        first = await talking(here)
        url = f"http://127.0.0.1:{bad.port}"
        table = await here.join("table", first, url)
        for number in range(12):
            await asyncio.wait_for(table.submit(Note("know", f"regel {number}")), 120)
            if number % 4 == 0:
                await asyncio.wait_for(
                    table.submit(Decision(text=f"besluit {number}")), 120
                )
        assert bad.cut > 0, "the network was too good for this test"
        wanted = [f"regel {number}" for number in range(12)]
        seen = await until(table, lambda p: len(p.board) == 12, 30)
        assert [one.text for one in seen.board] == wanted
        drafts = [one.action["text"] for one in here.host.exercise.journal.drafts()]
        assert drafts == [f"besluit {number}" for number in range(0, 12, 4)]


async def test_who_never_reads_is_let_go_and_others_do_not_wait(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("ttx.live.sockets.PATIENCE", 0.5)
    async with net() as here:
        first = await talking(here)
        token = here.token("table", first)
        deaf = socket.create_connection(("127.0.0.1", here.port))
        with deaf:
            deaf.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            deaf.sendall(
                f"GET /ws HTTP/1.1\r\nHost: 127.0.0.1:{here.port}\r\n"
                "Upgrade: websocket\r\nConnection: Upgrade\r\n"
                "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                "Sec-WebSocket-Version: 13\r\n"
                f"Authorization: Bearer {token}\r\n\r\n".encode()
            )
            table = await here.join("table", first)
            for number in range(60):
                here.host.submit(Note("know", f"{number} " + "x" * 200_000), first)
                await until(table, lambda p, n=number: len(p.board) == n + 1)
            end = time.monotonic() + 60
            while any(one.here > 1 for one in here.host.lobby.present()):
                assert time.monotonic() < end, "the one who never reads is still there"
                await asyncio.sleep(0.05)
        assert (await table.submit(Note("know", "verder"))).refusal is None


async def refused(url: str, **headers: str) -> int:
    try:
        async with connect(url, additional_headers=headers, proxy=None):
            return 101
    except InvalidStatus as wrong:
        return wrong.response.status_code


async def test_no_token_no_seat_and_no_page_of_another_site() -> None:
    async with net() as here:
        ws = here.url.replace("http", "ws") + "/ws"
        good = {"Authorization": f"Bearer {here.token('director', 'leader')}"}
        assert await refused(ws) == 403
        assert await refused(ws, Authorization="Bearer nonsense") == 403
        assert await refused(ws, Authorization="Basic " + "x" * 40) == 403
        evil = {"Origin": "http://evil.example"}
        assert await refused(ws, **good, **evil) == 403
        assert await refused(ws, **good, Origin=here.url) == 101
        assert await refused(ws, **good) == 101
        status, _ = await asyncio.to_thread(
            post, f"{here.url}/enter", {"code": "x"}, **evil
        )
        assert status == 403


async def test_codes_cannot_be_guessed_by_trying() -> None:
    async with net() as here:
        tried = [await here.asks("/enter", {"code": f"AAAA-AA{n % 90 + 10}"}) for n in range(TRIES + 2)]  # fmt: skip
        assert {status for status, _ in tried} == {403}
        assert "minuut" in tried[-1][1]["nl"]
        for strange in (
            b"",
            b"[]",
            b"{",
            b'{"code": 7}',
            b"\xff\xfe",
            b'{"code": null}',
        ):
            status, _ = await here.asks("/enter", strange)
            assert status in (400, 403)
        status, _ = await here.asks("/enter", b"x" * (LARGEST + 1))
        assert status == 413


STRANGE = st.one_of(
    st.text(max_size=300),
    st.binary(max_size=300),
    st.recursive(
        st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
        lambda inner: (
            st.lists(inner, max_size=4)
            | st.dictionaries(st.text(max_size=8), inner, max_size=4)
        ),
    ).map(lambda data: json.dumps(data, default=str)),
    st.fixed_dictionaries(
        {
            "id": st.text(max_size=70),
            "do": st.sampled_from(
                ["submit", "erase", "control", "why", "propose", "as", "rule"]
            ),
            "action": st.none()
            | st.fixed_dictionaries(
                {
                    "kind": st.sampled_from(
                        ["TurnTo", "Override", "Commit", "Adjudicate", "Endex", "Pull"]
                    )
                },
                optional={"state": st.text(max_size=9), "why": st.integers()},
            ),
            "wish": st.none() | st.dictionaries(st.text(max_size=5), st.integers()),
            "draft": st.none() | st.integers(),
            "text": st.text(max_size=50),
        }
    ).map(json.dumps),
)


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(STRANGE, min_size=1, max_size=15))
def test_forged_frames_get_a_sentence_and_do_nothing(frames: list[Any]) -> None:
    asyncio.run(_forged(frames))


async def _forged(frames: list[Any]) -> None:
    async with net() as here:
        first = await talking(here)
        before = here.host.exercise.world.now
        entered = len([e for e in here.host.exercise.journal if e.kind != "asked"])
        token = here.token("table", first)
        ws = here.url.replace("http", "ws") + "/ws"
        headers = {"Authorization": f"Bearer {token}"}
        with contextlib.suppress(ConnectionClosed):
            async with connect(ws, additional_headers=headers, proxy=None) as rogue:
                for one in frames:
                    await rogue.send(one)
                with contextlib.suppress(TimeoutError):
                    while True:
                        told = json.loads(await asyncio.wait_for(rogue.recv(), 0.1))
                        if told["is"] == "wrong":
                            assert told["text"]["nl"] and told["text"]["en"]
        after = list(here.host.exercise.journal)
        allowed = [
            e for e in after if e.kind == "asked" and e.body["refusal"] is None
            and e.body["by"] == first
        ]  # fmt: skip
        assert {e.body["action"]["kind"] for e in allowed} <= {"Commit"}
        assert len([e for e in after if e.kind != "asked"]) == entered
        assert here.host.exercise.world.now == before
        assert here.host.exercise.state == "talk"
        table = await here.join("table", first)
        assert (await table.submit(Note("know", "gewoon verder"))).refusal is None


async def test_a_seat_cannot_use_another_seats_commands() -> None:
    async with net() as here:
        first, second = (one.id for one in here.host.exercise.scenario.tables[:2])
        await talking(here)
        one, two = await here.join("table", first), await here.join("table", second)
        mine = await one.submit(Note("know", "van mij"), "same-id")
        theirs = await two.submit(Note("know", "van hen"), "same-id")
        assert mine.entry != theirs.entry
        stolen = await two.submit(Note("know", "nog eens"), "same-id")
        assert stolen == theirs


async def test_a_try_out_takes_nothing_from_a_rogue() -> None:
    async with net() as here:
        table = here.host.exercise.scenario.tables[0].id
        seat = await here.join("table", table)
        told = await seat.control(TryOut(600))
        assert "Only the leader" in told.en
        assert here.host.lobby.trying() is None


# --- killed -------------------------------------------------------------------


Started = Callable[..., tuple[subprocess.Popen[str], dict[str, Any]]]


@pytest.fixture
def started() -> Iterator[Started]:
    """`ttx host` as a process; what it says of itself."""
    with contextlib.ExitStack() as left:

        def start(*words: str) -> tuple[subprocess.Popen[str], dict[str, Any]]:
            process = left.enter_context(ending(subprocess.Popen(
                [sys.executable, "-m", "ttx", "host", *words, "--json", "--headless"],
                stdout=subprocess.PIPE, text=True,
            )))  # fmt: skip
            assert process.stdout is not None
            return process, json.loads(process.stdout.readline())

        yield start


@pytest.mark.slow
async def test_a_host_that_is_killed_comes_back_with_everything_acknowledged(
    tmp_path: Path, started: Started
) -> None:
    journal = tmp_path / "a.ttx"
    process, told = await asyncio.to_thread(
        started, "power-outage", "--journal", str(journal), "--port", "0", "--seed", "4"
    )
    url, codes = told["links"][0], {(r, s): c for _, r, s, c in told["codes"]}
    tokens = {}
    for place in (("director", "leader"), ("table", "rot"), ("table", "ghor")):
        place = place if place in codes else next(k for k in codes if k[0] == "table" and k not in tokens)  # fmt: skip
        status, said = await asyncio.to_thread(
            post, f"{url}/enter", {"code": codes[place]}
        )
        assert status == 200
        tokens[place] = said["token"]
    seats = {place: RemoteSeat(url, token) for place, token in tokens.items()}
    running = [asyncio.create_task(one.run()) for one in seats.values()]
    leader = seats["director", "leader"]
    for one in seats.values():
        await asyncio.wait_for(one.opened(), 60)
    move = leader.picture().next_turn[0]
    for state in ("brief", "talk"):
        await leader.submit(TurnTo(move, state))
        await until(leader, lambda p, s=state: p.move and p.move.state == s, 60)
    known: list[str] = []

    async def write(seat: RemoteSeat, who: str) -> None:
        for number in range(60):
            text = f"{who} {number}"
            answer = await seat.submit(Note("know", text))
            assert answer.refusal is None
            known.append(text)
            await asyncio.sleep(0.02)

    tables = [one for place, one in seats.items() if place[0] == "table"]
    writing = [
        asyncio.create_task(write(one, f"tafel {n}")) for n, one in enumerate(tables)
    ]
    port = url.rpartition(":")[2]
    for _ in range(2):
        await asyncio.sleep(0.5)
        process.send_signal(signal.SIGKILL)
        process.wait()
        process, _ = await asyncio.to_thread(started, str(journal), "--port", port)
    await asyncio.wait_for(asyncio.gather(*writing), 600)
    for one in tables:
        await until(one, lambda p: len(p.board) == 60, 60)
    for task in running:
        task.cancel()
    process.send_signal(signal.SIGINT)
    process.wait(30)
    kept = Journal.open(journal)
    notes = [
        e.body["action"]["text"] for e in kept
        if e.kind == "asked" and e.body["action"]["kind"] == "Note"
    ]  # fmt: skip
    kept.close()
    assert sorted(notes) == sorted(known)
    assert len(set(notes)) == 120


async def test_too_large_is_told_and_far_too_large_is_cut_off() -> None:
    async with net() as here:
        first = await talking(here)
        headers = {"Authorization": f"Bearer {here.token('table', first)}"}
        ws = here.url.replace("http", "ws") + "/ws"
        async with connect(ws, additional_headers=headers, proxy=None) as rogue:
            await rogue.send(json.dumps({"id": "a", "do": "why", "text": "x" * 70_000}))
            while (told := json.loads(await rogue.recv()))["is"] != "wrong":
                pass
            assert "te groot" in told["text"]["nl"]
            with contextlib.suppress(ConnectionClosed):
                await rogue.send("x" * (5 * LARGEST))
                while True:
                    await asyncio.wait_for(rogue.recv(), 5)
        table = await here.join("table", first)
        assert (await table.submit(Note("know", "gewoon verder"))).refusal is None


async def test_who_asks_too_much_at_once_gets_it_all_a_little_later() -> None:
    async with net() as here:
        table = await here.join("table", await talking(here))
        many = [table.submit(Note("know", f"regel {n}")) for n in range(90)]
        answers = await asyncio.wait_for(asyncio.gather(*many), 60)
        assert all(one.refusal is None for one in answers)
        seen = await until(table, lambda p: len(p.board) == 90)
        assert {one.text for one in seen.board} == {f"regel {n}" for n in range(90)}


@pytest.mark.parametrize(
    "action",
    [
        '{"kind":"Pull","lever":"x","value":NaN}',
        '{"kind":"Override","gauge":"x","value":1e999}',
        '{"kind":"Pull","lever":"x","value":' + "9" * 400 + "}",
        '{"kind":"Decision","text":"x","values":[["a",-Infinity]]}',
        '{"kind":"Decision","text":"' + "x" * 5000 + '"}',
        '{"kind":"Message","text":"x","to":['
        + ",".join('"a"' for _ in range(200))
        + "]}",
    ],
)
async def test_a_number_without_an_end_or_a_text_without_one_poisons_nothing(
    action: str, tmp_path: Path
) -> None:
    async with net(tmp_path / "a.ttx") as here:
        first = await talking(here)
        headers = {"Authorization": f"Bearer {here.token('table', first)}"}
        ws = here.url.replace("http", "ws") + "/ws"
        async with connect(ws, additional_headers=headers, proxy=None) as rogue:
            await rogue.send('{"id":"a","do":"submit","action":' + action + "}")
            while (told := json.loads(await rogue.recv()))["is"] != "wrong":
                assert told["is"] != "answer"
        table = await here.join("table", first)
        assert (await table.submit(Note("know", "gewoon verder"))).refusal is None
        assert not here.host.exercise.over


async def test_a_leader_cannot_end_the_host_with_a_speed() -> None:
    async with net(pace="running") as here:
        leader = await here.join("board", "leader")
        for factor in (float("nan"), float("inf"), -50.0, 1e9):
            here.host.control(Speed(factor))
            assert here.host.clock.speed != factor
        told = await leader.control(Speed(60.0))
        assert "x60" in told.en


async def test_nobody_reads_or_answers_for_another_table() -> None:
    async with net() as here:
        tables = [one.id for one in here.host.exercise.scenario.tables]
        await talking(here)
        one, two, three = [await here.join("table", name) for name in tables[:3]]
        asked = await one.submit(
            Message((tables[1],), "Kunt u diesel delen?", request=True)
        )
        seen = await until(two, lambda p: p.letters)
        entry = next(x.entry for x in seen.letters if "diesel" in x.text.nl)
        for number in range(1, len(here.host.exercise.journal) + 1):
            if all(number != x.entry for x in three.picture().letters):
                no = await three.submit(Acknowledge(number))
                assert no.refusal and no.refusal.key == "unknown-entry"
        no = await three.submit(Message((), "Nee hoor", reply_to=entry))
        assert no.refusal and no.refusal.key == "unknown-entry"
        assert (await two.submit(Message((), "Ja", reply_to=entry))).refusal is None
        for channel in ("", "inject-x"):
            no = await one.submit(Message((tables[1],), "Langs de zijdeur", channel))
            known = here.host.exercise.scenario.channels
            assert bool(no.refusal) == bool(known)
        assert asked.refusal is None
        told = await three.control(AskHelp("x" * 10_000))
        assert "facilitator" in told.en


async def test_a_token_has_a_few_sockets_and_no_more() -> None:
    async with net() as here:
        ws = here.url.replace("http", "ws") + "/ws"
        headers = {"Authorization": f"Bearer {here.token('plenary', 'plenary')}"}
        async with contextlib.AsyncExitStack() as open_:
            for _ in range(8):
                await open_.enter_async_context(
                    connect(ws, additional_headers=headers, proxy=None)
                )
            assert await refused(ws, **headers) == 403
        async with asyncio.timeout(60):
            while await refused(ws, **headers) != 101:
                await asyncio.sleep(0.02)
