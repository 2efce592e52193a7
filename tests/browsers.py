"""A host with its pages on a real socket of this machine, for tests of the browser.

The exercise, its leader and the clock run in a thread of their own, as they do when a
host is on a network.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import json
import subprocess
import sys
import threading
import time
from collections.abc import Coroutine
from http.cookies import SimpleCookie
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from tests.processes import ending
from tests.script import mini
from ttx.actions import Action
from ttx.cli_play import debrief
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.live.door import Pass
from ttx.live.gate import Gate
from ttx.live.host import Host
from ttx.live.host_seat import LocalSeat
from ttx.live.passes import Passes
from ttx.live.places import places
from ttx.live.seat import Answer
from ttx.live.server import Server, application, listening, server
from ttx.replay import resume
from ttx.scenario import Scenario
from ttx.web import routes


class Served:
    """A host on loopback; `with` it, then join with a code."""

    def __init__(self, scenario: Scenario | None = None, path: Path | None = None,
                 port: int = 0, policies: dict[str, str] | None = None) -> None:  # fmt: skip
        self.scenario, self.path = scenario or mini(), path
        self.policies = policies or {}
        self.port = port
        self.passes = Passes(path and path.with_suffix(".codes"), time.monotonic)
        self.loop = asyncio.new_event_loop()
        self.ready = threading.Event()
        self.thread = threading.Thread(target=self._run, daemon=True)
        self.host: Host
        self.server: Server
        self.gate: Gate

    def __enter__(self) -> Served:
        self.thread.start()
        assert self.ready.wait(60)
        while not self.server.started:
            time.sleep(0.02)
        return self

    def __exit__(self, *wrong: object) -> None:
        self.server.should_exit = True
        self.thread.join(120)
        assert not self.thread.is_alive()

    def _run(self) -> None:
        asyncio.set_event_loop(self.loop)
        self.loop.run_until_complete(self._serve())
        self.loop.close()

    async def _serve(self) -> None:
        if self.path and self.path.exists():
            exercise = resume(self.path)
        else:
            journal = Journal.create(self.path) if self.path else Journal()
            exercise = Exercise(self.scenario, 7, journal)
        self.host = Host(exercise, self.policies, debrief=debrief)
        gate = Gate(self.passes, places(exercise.scenario), exercise.scenario.title,
                    exercise.scenario.marking)  # fmt: skip
        gate.open(self.host)
        self.gate = gate
        self.server = server(application(gate, routes(gate)))
        ticking = asyncio.create_task(self.host.run())
        sock = listening("127.0.0.1", self.port)
        self.port = sock.getsockname()[1]
        self.ready.set()
        await self.server.serve([sock])
        self.host.running = False
        await ticking
        self.host.close()

    # --- what a test does --------------------------------------------------------

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def code(self, role: str, seat: str) -> str:
        return self.passes.code(Pass(1, role, seat))

    def does(self, work: Coroutine[Any, Any, Any]) -> Any:
        return asyncio.run_coroutine_threadsafe(work, self.loop).result(120)

    def asks(self, by: str, action: Action) -> Answer:
        """Somebody at another seat asks something."""
        answer = self.does(LocalSeat(self.host, by).submit(action))
        assert isinstance(answer, Answer)
        return answer

    def turns(self, *turns: Action) -> None:
        """The leader turns moves; each turn is accepted, and waited for."""
        for turn in turns:
            answer = self.asks("leader", turn)
            assert answer.refusal is None, answer.refusal
            self.arrives()

    def arrives(self) -> None:
        """Wait until the world has come to where the leader sent it."""
        end = time.monotonic() + 120
        while self.host.goal is not None:
            assert time.monotonic() < end, "the world never came there"
            time.sleep(0.02)

    def visitor(self, lang: str = "en") -> Visitor:
        return Visitor(self.port, lang)


class Hosted:
    """`ttx host` as a process of its own, which a test can kill."""

    def __init__(self, what: Path, journal: Path, port: int = 0) -> None:
        root = Path(__file__).parent.parent
        self._left = contextlib.ExitStack()
        command = [sys.executable, "-m", "ttx", "host", str(what), "--port", str(port),
                   "--json", "--headless"]  # fmt: skip
        if what != journal:
            command += ["--journal", str(journal)]
        self._process = subprocess.Popen(
            command,
            cwd=root,
            stdout=subprocess.PIPE,
            stdin=subprocess.DEVNULL,
            text=True,
        )
        self._left.enter_context(ending(self._process))
        assert self._process.stdout is not None
        told = json.loads(self._process.stdout.readline())
        self.url: str = told["links"][0]
        self.port = urlsplit(self.url).port or 0
        self._codes = {(role, seat): code for _, role, seat, code in told["codes"]}

    def __enter__(self) -> Hosted:
        return self

    def __exit__(self, *wrong: object) -> None:
        self._left.close()

    def code(self, role: str, seat: str) -> str:
        return str(self._codes[role, seat])

    def kill(self) -> None:
        """As when a laptop's battery is out."""
        self._process.kill()
        self._left.close()

    def visitor(self, lang: str = "en") -> Visitor:
        return Visitor(self.port, lang)


class Visitor:
    """A browser without a screen or a script: requests, and a jar of cookies."""

    def __init__(self, port: int, lang: str) -> None:
        self.port, self.lang = port, lang
        self.jar: dict[str, str] = {}

    def asks(self, method: str, path: str, body: bytes | None = None,
             **headers: str) -> tuple[int, str, http.client.HTTPMessage]:  # fmt: skip
        """One request: status, page, headers."""
        line = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in self.jar.items())
        sent = {"Cookie": cookies, "Accept-Language": self.lang, **headers}
        if body is not None:
            sent.setdefault("Content-Type", "application/x-www-form-urlencoded")
        try:
            line.request(method, path, body, sent)
            answer = line.getresponse()
            page = answer.read().decode()
        finally:
            line.close()
        for header in answer.headers.get_all("Set-Cookie") or []:
            for name, one in SimpleCookie(header).items():
                self.jar[name] = one.value
        return answer.status, page, answer.headers

    def gets(self, path: str) -> str:
        status, page, _ = self.asks("GET", path)
        assert status == 200, (status, page)
        return page

    def posts(self, path: str, **fields: object) -> tuple[int, str]:
        """A form; a list of values is a field with several."""
        status, page, _ = self.asks(
            "POST", path, urlencode(fields, doseq=True).encode()
        )
        return status, page

    def joins(self, code: str) -> str:
        status, page = self.posts("/", code=code)
        assert status == 303, page
        for _ in range(200):
            if self.asks("GET", "/seat")[0] != 503:
                break
            time.sleep(0.1)
        return self.gets("/seat")
