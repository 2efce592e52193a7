"""200 seats on one host, over loopback: `make load`.

One line a figure: `load NAME VALUE UNIT target T ok|short`; nothing fails. The host is
a process of its own (`ttx host --headless`), this driver another, on the same cores.
A latency is the time from a command being sent until every seat that it concerns has
the picture that it changed.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import gc
import json
import random
import signal
import subprocess
import sys
import tempfile
import time
import uuid
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import WebSocketException

HERE = Path(__file__).parent
sys.path.insert(0, str(HERE.parent.parent))

from ttx.live.patch import patched  # noqa: E402

SEATS = 200
TARGET = 150.0
BUSY = 1.0
"""Seconds between two lines of all tables together in half an hour: a busy session."""


def line(name: str, value: float, unit: str, target: float) -> None:
    """One figure of the load."""
    mark = "ok" if value <= target else "short"
    print(f"load {name} {value:.4g} {unit} target {target:g} {mark}", flush=True)


class Host:
    """`ttx host` as a process of its own."""

    def __init__(self, folder: Path, *more: str) -> None:
        self.folder, self.more = folder, more
        self.journal = folder / "load.ttx"
        self.process: subprocess.Popen[str] | None = None
        self.port = 0
        self.codes: dict[tuple[str, str], str] = {}

    def start(self, again: bool = False) -> None:
        """Start it, or start it again after it was killed."""
        what = [str(self.journal)] if again else ["article5", "--journal", str(self.journal),
                                                  "--seed", "3"]  # fmt: skip
        self.process = subprocess.Popen(
            [sys.executable, "-m", "ttx", "host", *what, "--json", "--headless",
             "--port", str(self.port), *([] if again else self.more)],
            stdout=subprocess.PIPE, text=True, cwd=HERE.parent.parent,
        )  # fmt: skip
        assert self.process.stdout is not None
        told = json.loads(self.process.stdout.readline())
        self.port = int(told["links"][0].rpartition(":")[2])
        for _, role, seat, code in told["codes"]:
            self.codes[role, seat] = code

    def kill(self) -> None:
        """As a power cut does it."""
        assert self.process is not None
        self.process.kill()
        self.process.wait()

    def stop(self) -> None:
        """As its leader does it."""
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        self.process.wait(20)

    def megabytes(self) -> float:
        """What it holds in memory now."""
        assert self.process is not None
        status = Path(f"/proc/{self.process.pid}/status").read_text()
        rss = next(x for x in status.splitlines() if x.startswith("VmRSS"))
        return int(rss.split()[1]) / 1024

    def token(self, role: str, seat: str) -> str:
        """Come in with a code."""
        url = f"http://127.0.0.1:{self.port}/enter"
        asked = Request(url, json.dumps({"code": self.codes[role, seat]}).encode())
        with urlopen(asked, timeout=30) as answer:
            return str(json.loads(answer.read())["token"])


class Seat:
    """One seat of the load: it follows its picture and asks what it is told to."""

    def __init__(self, host: Host, role: str, name: str, token: str) -> None:
        self.host, self.role, self.name, self.token = host, role, name, token
        self.picture: dict[str, Any] = {}
        self.face: dict[str, Any] = {}
        self.asked: dict[str, str] = {}
        self.answers: dict[str, dict[str, Any]] = {}
        self.twice = 0
        self.came_back = 0.0
        self.socket: ClientConnection | None = None
        self.news = asyncio.Event()
        self.frames = 0

    async def run(self) -> None:
        """Stay connected, and come back."""
        while True:
            with contextlib.suppress(OSError, WebSocketException):
                await self._once()
            self.socket = None
            await asyncio.sleep(0.2 + random.random() * 0.2)

    async def _once(self) -> None:
        async with connect(
            f"ws://127.0.0.1:{self.host.port}/ws", compression=None, max_size=2**24,
            additional_headers={"Authorization": f"Bearer {self.token}"}, proxy=None,
        ) as socket:  # fmt: skip
            async for raw in socket:
                self._take(json.loads(raw), socket)

    def _take(self, frame: dict[str, Any], socket: ClientConnection) -> None:
        kind = frame["is"]
        self.frames += 1
        if kind == "welcome":
            self.socket = socket
            again = [self._send(raw) for raw in self.asked.values()]
            self.again = asyncio.gather(*again)
        elif kind == "picture":
            self.picture = frame["picture"]
            self.came_back = time.monotonic()
        elif kind == "patch":
            self.picture = patched(self.picture, frame["patch"])
        elif kind == "face":
            self.face = frame["face"]
        elif kind in ("answer", "wrong"):
            if frame["id"] in self.answers:
                self.twice += self.answers[frame["id"]] != frame
            self.answers[frame["id"]] = frame
            self.asked.pop(frame["id"], None)
        news, self.news = self.news, asyncio.Event()
        news.set()

    async def _send(self, raw: str) -> None:
        if self.socket is not None:
            with contextlib.suppress(WebSocketException):
                await self.socket.send(raw)

    async def ask(self, do: str, **what: Any) -> str:
        """Ask something; its id."""
        name = uuid.uuid4().hex
        self.asked[name] = json.dumps({"id": name, "do": do, **what})
        await self._send(self.asked[name])
        return name

    async def until(
        self, holds: Callable[[dict[str, Any]], Any], seconds: float
    ) -> float:
        """When the picture first fits (monotonic seconds)."""
        end = time.monotonic() + seconds
        while not holds(self.picture):
            await asyncio.wait_for(self.news.wait(), max(0.01, end - time.monotonic()))
        return time.monotonic()

    async def answered(self, name: str, seconds: float = 30.0) -> dict[str, Any]:
        """The answer to what was asked."""
        end = time.monotonic() + seconds
        while name not in self.answers:
            await asyncio.wait_for(self.news.wait(), max(0.01, end - time.monotonic()))
        return self.answers[name]


def note(text: str) -> dict[str, Any]:
    """A line on a table's board."""
    return {"kind": "Note", "column": "know", "text": text}


class Load:
    """The seats, and what is measured of them."""

    def __init__(self, host: Host) -> None:
        self.host = host
        self.seats: list[Seat] = []
        self.tasks: list[asyncio.Task[None]] = []
        self.waits: list[float] = []
        self.notes: list[str] = []

    async def fill(self) -> None:
        """200 seats: the leader, evaluators, and the tables with all who look on."""
        tables = [seat for role, seat in self.host.codes if role == "table"]
        wanted = [("director", "leader"), ("response", "response"),
                  ("evaluator", "evaluator"), ("plenary", "plenary")]  # fmt: skip
        roles = ("table", "display", "display", "display", "observer", "evaluator")
        number = 0
        while len(wanted) < SEATS:
            role, table = roles[number // len(tables) % len(roles)], tables[number % len(tables)]  # fmt: skip
            number += 1
            seat = {"observer": "plenary", "evaluator": "evaluator"}.get(role, table)
            wanted.append((role, seat))
        for one in wanted:
            self.seats.append(Seat(self.host, *one, self.host.token(*one)))
        for seat_ in self.seats:
            self.tasks.append(asyncio.create_task(seat_.run()))
        await self.all_have(lambda p: p, 60)

    def at(self, role: str, name: str = "") -> list[Seat]:
        """The seats of a role, at a table."""
        return [s for s in self.seats if s.role == role and name in ("", s.name)]

    @property
    def leader(self) -> Seat:
        """The leader's seat."""
        return self.at("director")[0]

    @property
    def tables(self) -> list[str]:
        """The tables of the exercise."""
        return list(dict.fromkeys(s.name for s in self.at("table")))

    async def all_have(self, holds: Callable[[dict[str, Any]], Any], seconds: float = 30,
                       who: list[Seat] | None = None) -> float:  # fmt: skip
        """When the last of these seats had it."""
        return max(await asyncio.gather(
            *(one.until(holds, seconds) for one in (who if who is not None else self.seats))))  # fmt: skip

    async def turn(self, state: str, move: str) -> None:
        """The leader turns the move."""
        name = await self.leader.ask("submit", action={"kind": "TurnTo", "move": move, "state": state})  # fmt: skip
        await self.leader.answered(name)
        wanted = {"run": ("run", "preview")}.get(state, (state,))
        await self.leader.until(
            lambda p: p["move"] and p["move"]["state"] in wanted, 90
        )

    async def measured(self, asked: Callable[[], Awaitable[object]], who: list[Seat],
                       holds: Callable[[dict[str, Any]], Any]) -> None:  # fmt: skip
        """Ask, and note how long it took until all of these had it."""
        begun = time.monotonic()
        await asked()
        self.waits.append((await self.all_have(holds, 30, who) - begun) * 1000)

    async def writes(self, seat: Seat, text: str) -> None:
        """A table writes a line that all its own screens must show."""
        self.notes.append(text)
        who = [s for s in self.seats if s.name == seat.name]
        await self.measured(
            lambda: seat.ask("submit", action=note(text)), who,
            lambda p: any(one["text"] == text for one in p.get("board", ())),
        )  # fmt: skip

    async def commits(self, table: str) -> None:
        """A table commits; every seat sees that it no longer talks."""
        seat = self.at("table", table)[0]
        await self.measured(
            lambda: seat.ask("submit", action={"kind": "Commit"}), self.seats,
            lambda p: table not in p.get("talking", ()),
        )  # fmt: skip

    def report(self, name: str) -> None:
        """The latencies since the last report."""
        ordered = sorted(self.waits)
        at = min(len(ordered) - 1, int(len(ordered) * 0.99))
        line(f"{name}-p50", ordered[len(ordered) // 2], "ms", TARGET)
        line(f"{name}-p99", ordered[at], "ms", TARGET)
        self.waits.clear()


async def to_talk(load: Load) -> str:
    """Turn to the talk of the next move, or back to that of one that stopped early."""
    while True:
        move, state = load.leader.picture["next_turn"]
        await load.turn(state, move)
        if state == "talk":
            return str(move)


async def in_moves(load: Load, moves: int) -> None:
    """Moves as a half day has them: all write, all commit within 30 s, the world runs."""
    for _ in range(moves):
        move = await to_talk(load)
        await load.all_have(lambda p: p["move"] and p["move"]["state"] == "talk")
        for round_ in range(20):
            for table in load.tables:
                seat = random.choice(load.at("table", table))
                await load.writes(seat, f"{move} {table} {round_}")
                await asyncio.sleep(0.05)
        pace = 30.0 / max(1, len(load.tables))
        committing = []
        for table in load.tables:
            committing.append(asyncio.create_task(load.commits(table)))
            await asyncio.sleep(min(pace, 0.5) * random.random())
        await asyncio.gather(*committing)
        await load.turn("run", move)
        await load.leader.until(lambda p: p["move"]["state"] == "preview", 120)
        await load.turn("report", move)
        await load.all_have(lambda p: p["move"]["state"] == "report")
    load.report("moves")


async def running(load: Load, seconds: float, pause: float = 0.1) -> None:
    """Running time at x60 while tables write, with a pause between two lines."""
    await load.leader.answered(await load.leader.ask("control", wish={"kind": "Speed", "factor": 60.0}))  # fmt: skip
    await load.leader.answered(await load.leader.ask("control", wish={"kind": "Go"}))
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        table = random.choice(load.tables)
        seat = random.choice(load.at("table", table))
        await load.writes(seat, f"x60 {len(load.notes)}")
        await asyncio.sleep(pause)
    load.report("x60")


async def killed(load: Load) -> None:
    """kill -9 under load; all come back, and what was acknowledged is there once."""
    writing = [
        asyncio.create_task(_write_on(load, table, n))
        for n, table in enumerate(load.tables)
    ]
    await asyncio.sleep(1.0)
    began = time.monotonic()
    await asyncio.to_thread(load.host.kill)
    for one in load.seats:
        one.came_back = 0.0
    await asyncio.to_thread(load.host.start, True)
    while not all(one.came_back > began for one in load.seats):
        await asyncio.sleep(0.02)
    took = max(one.came_back for one in load.seats) - began
    replay = await asyncio.to_thread(_replayed, load.host.journal)
    line("back-after-kill", took - replay, "s", 3.0)
    line("of-which-replay", replay, "s", replay)
    await asyncio.gather(*writing)


def _replayed(journal: Path) -> float:
    """How long the replay of this journal takes by itself, start of Python included."""
    begun = time.monotonic()
    subprocess.run([sys.executable, "-m", "ttx", "replay", str(journal), "--json"], check=True,
                   stdout=subprocess.DEVNULL, cwd=HERE.parent.parent)  # fmt: skip
    return time.monotonic() - begun


async def _write_on(load: Load, table: str, number: int) -> None:
    seat = load.at("table", table)[0]
    for count in range(20):
        text = f"kill {number} {count}"
        load.notes.append(text)
        name = await seat.ask("submit", action=note(text))
        await seat.answered(name, 120)
        await asyncio.sleep(0.05)


def lost_or_doubled(load: Load, journal: Path) -> None:
    """Every line that was acknowledged stands in the journal once."""
    from ttx.journal import Journal

    kept = Journal.open(journal)
    written = [
        entry.body["action"]["text"] for entry in kept
        if entry.kind == "asked" and entry.body["action"]["kind"] == "Note"
    ]  # fmt: skip
    kept.close()
    wrong = sum(written.count(one) != 1 for one in load.notes)
    line("lost-or-doubled", wrong, "lines", 0)
    line("answered-differently", sum(one.twice for one in load.seats), "answers", 0)


async def play(args: argparse.Namespace) -> None:
    """Moves, then running time, then the kill; or half an hour of memory."""
    with tempfile.TemporaryDirectory() as folder:
        if not args.memory:
            host = Host(Path(folder) / "moves")
            await _session(host, lambda load: _moves_and_kill(load))
        host = Host(Path(folder) / "x60", "--pace", "running")
        await _session(host, lambda load: _long(load, args.memory))


async def _moves_and_kill(load: Load) -> None:
    await in_moves(load, 1)
    await to_talk(load)
    await killed(load)


async def _long(load: Load, memory: float) -> None:
    if not memory:
        await running(load, 60.0)
        return
    await running(load, 120.0, BUSY)
    before = load.host.megabytes()
    await running(load, memory * 60, BUSY)
    line("memory-growth", (load.host.megabytes() / before - 1) * 100, "%", 5.0)


async def _session(host: Host, act: Callable[[Load], Awaitable[None]]) -> None:
    host.folder.mkdir()
    await asyncio.to_thread(host.start)
    load = Load(host)
    try:
        begun = time.monotonic()
        await load.fill()
        line("seats-connected", len(load.seats), "seats", SEATS)
        line("connecting", time.monotonic() - begun, "s", 20)
        await act(load)
        line("host-memory", host.megabytes(), "MB", 400)
    finally:
        for task in load.tasks:
            task.cancel()
        await asyncio.gather(*load.tasks, return_exceptions=True)
        await asyncio.to_thread(host.stop)
    lost_or_doubled(load, host.journal)


def main() -> None:
    """Play it all; `--memory MINUTES` for the slow figure."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--memory", type=float, default=0.0, metavar="MINUTES")
    gc.disable()  # a sweep of this driver's own would look like the host's
    asyncio.run(play(parser.parse_args()))


if __name__ == "__main__":
    main()
