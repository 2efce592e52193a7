"""Every text that a seat gets, through a whole session: nothing it should not have.

Once in the pictures, once in every byte that a table's terminal and browser receive.
"""

from __future__ import annotations

import asyncio
import contextlib
import html
import json

import pytest
from websockets.asyncio.client import connect

from tests.evening import Evening, all_text, strings
from tests.net import net
from ttx.actions import Endex, Observe, Reveal


def test_no_seat_ever_gets_what_is_not_for_it() -> None:
    evening = Evening()
    host, exercise = evening.host, evening.exercise
    for _ in evening.session():
        pass
    assert not evening.found, "\n".join(evening.found[:20])
    assert evening.looked > 40 and exercise.now > 30 * 3_600_000
    plenary = host.picture("plenary").plenary
    assert plenary is not None and not plenary.truth
    everybody = all_text(host.picture("plenary"))
    for number in range(len(exercise.scenario.moves)):
        assert f"Voor alle tafels, ronde {number}" in everybody
        assert f"Nog in concept, ronde {number}: wij sluiten de poli" in everybody
    evening.says("leader", Endex(), Reveal("hot-wash"), Reveal("truth"))
    evening.look()
    assert not evening.found, "\n".join(evening.found[:20])
    plenary = host.picture("plenary").plenary
    assert plenary is not None and plenary.truth


def test_the_reader_would_find_a_leak() -> None:
    """Staff's own pictures hold it all: read as a table's, they are full of faults."""
    evening = Evening()
    for _ in evening.turns("first-hours", "brief", "talk"):
        pass
    evening.says("evaluator", Observe("gap", "De waarnemer zag: niemand belt", "rot"))
    assert not evening.found
    evening.read("rbt", "rbt", all_text(evening.host.picture("leader")))
    kinds = {one.split(": ")[1].split()[0] for one in evening.found}
    assert {"text", "for"} <= kinds
    evening.read("rbt", "rbt", all_text(evening.host.picture("evaluator")))
    assert "Observe" in {one.split(": ")[1].split()[0] for one in evening.found}


class Ear:
    """All that one seat receives, by its socket and by its page."""

    def __init__(self) -> None:
        self.fresh: list[str] = []
        self.bytes = 0

    def take(self, raw: str) -> None:
        self.bytes += len(raw)
        self.fresh.append(raw)

    def heard(self) -> str:
        """What came since the last time, as people would read it."""
        told, self.fresh = self.fresh, []
        return "\n".join(_read(raw) for raw in told)


def _read(raw: str) -> str:
    try:
        parts = strings(json.loads(raw.removeprefix("data: ")))
    except ValueError:
        parts = iter([raw])
    return "\n".join(html.unescape(one) for one in parts)


async def by_socket(url: str, token: str, ear: Ear) -> None:
    headers = {"Authorization": f"Bearer {token}"}
    ws = url.replace("http", "ws") + "/ws"
    async with connect(
        ws, additional_headers=headers, proxy=None, max_size=None
    ) as one:
        async for raw in one:
            ear.take(str(raw))


async def by_page(port: int, token: str, path: str, ear: Ear) -> None:
    reader, writer = await asyncio.open_connection("127.0.0.1", port, limit=2**24)
    asked = (
        f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nCookie: ttx={token}\r\n\r\n"
    )
    writer.write(asked.encode())
    try:
        while line := await reader.readline():
            ear.take(line.decode().rstrip("\r\n"))
    finally:
        writer.close()
        with contextlib.suppress(OSError):
            await writer.wait_closed()


@pytest.mark.slow
async def test_no_byte_that_a_table_receives_is_not_for_it() -> None:
    evening = Evening()
    ears = {"rot": Ear(), "vvt": Ear()}
    async with net(host=evening.host) as here:
        tasks = []
        for table, ear in ears.items():
            token = here.token("table", table)
            tasks.append(asyncio.create_task(by_socket(here.url, token, ear)))
            for path in ("/seat", "/live"):
                tasks.append(asyncio.create_task(by_page(here.port, token, path, ear)))
        for _ in evening.session():
            await asyncio.sleep(0.03)
            for table, ear in ears.items():
                evening.read(table, table, ear.heard())
        await asyncio.sleep(0.5)
        for table, ear in ears.items():
            evening.read(table, table, ear.heard())
        for task in tasks:
            assert not (task.done() and task.exception()), task.exception()
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
    assert not evening.found, "\n".join(evening.found[:20])
    assert all(ear.bytes > 200_000 for ear in ears.values()), [
        e.bytes for e in ears.values()
    ]
