"""A host on a real socket of this machine, and the seats that join it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import urllib.error
import urllib.request
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

from tests.script import mini
from ttx.cli_play import debrief
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.live.client import RemoteSeat
from ttx.live.door import Pass
from ttx.live.gate import Gate
from ttx.live.host import Host
from ttx.live.passes import Passes
from ttx.live.places import places
from ttx.live.seat import Seat
from ttx.live.server import application, listening, server
from ttx.web import routes


class Net:
    """One group's host, its gate, and where it listens."""

    def __init__(self, host: Host, gate: Gate, port: int) -> None:
        self.host, self.gate, self.port = host, gate, port
        self.url = f"http://127.0.0.1:{port}"
        self._tasks: list[asyncio.Task[None]] = []

    def token(self, role: str, seat: str) -> str:
        return self.gate.passes.token(Pass(1, role, seat))

    async def join(self, role: str, seat: str, url: str = "") -> RemoteSeat:
        """A terminal at a seat, with its first picture."""
        one = RemoteSeat(url or self.url, self.token(role, seat))
        self._tasks.append(asyncio.create_task(one.run()))
        await asyncio.wait_for(one.opened(), 60)
        return one

    async def asks(self, path: str, body: Any) -> tuple[int, dict[str, Any]]:
        """A POST of JSON, and what came back."""
        return await asyncio.to_thread(post, self.url + path, body)

    async def leave(self) -> None:
        """Every seat closes its socket before the host does."""
        for one in self._tasks:
            one.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


def post(url: str, body: Any, **headers: str) -> tuple[int, dict[str, Any]]:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    asked = urllib.request.Request(url, data, headers, method="POST")
    try:
        with urllib.request.urlopen(asked, timeout=60) as answer:
            return answer.status, json.loads(answer.read() or b"{}")
    except urllib.error.HTTPError as wrong:
        with wrong:
            raw = wrong.read()
        return wrong.code, json.loads(raw) if raw.startswith(b"{") else {}


@contextlib.asynccontextmanager
async def net(
    path: Path | None = None,
    exercise: Exercise | None = None,
    host: Host | None = None,
    **changes: Any,
) -> AsyncIterator[Net]:
    """A host that listens until the test is over; one that is given is not ticked."""
    own = host is None
    if host is None:
        made = exercise or Exercise(
            mini(**changes), 7, Journal.create(path) if path else Journal()
        )
        host = Host(made, {}, debrief=debrief)
    made = host.exercise
    gate = Gate(
        Passes(path and path.with_suffix(".seats.json"), host.monotonic),
        places(made.scenario), made.scenario.title, made.scenario.marking,
    )  # fmt: skip
    gate.open(host)
    sock = listening("127.0.0.1", 0)
    one = server(application(gate, routes(gate)))
    serving = asyncio.create_task(one.serve(sockets=[sock]))
    ticking = asyncio.create_task(host.run() if own else asyncio.sleep(0))
    made_net = Net(host, gate, sock.getsockname()[1])
    try:
        while not one.started:
            await asyncio.sleep(0.01)
        yield made_net
    finally:
        one.should_exit = True
        host.running = False
        try:
            await made_net.leave()
            await asyncio.gather(serving, ticking)
        finally:
            host.close()


async def until(seat: Seat, holds: Any, seconds: float = 60.0) -> Any:
    """Wait until a seat's picture fits; it, or AssertionError with what it showed."""
    end = asyncio.get_running_loop().time() + seconds
    version = -1
    while True:
        left = end - asyncio.get_running_loop().time()
        assert left > 0, f"never came; the seat still shows {seat.picture()}"
        try:
            picture = await asyncio.wait_for(seat.changed(version), left)
        except TimeoutError:
            continue
        except OSError:
            await asyncio.sleep(0.05)
            continue
        if holds(picture):
            return picture
        version = picture.version
