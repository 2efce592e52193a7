"""`ttx host --preflight`: everything tried on the machine and network of the day.

Each line says what was tried and whether it works; what does not, says what to do.
"""

from __future__ import annotations

import argparse
import asyncio
import shutil
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from ttx.cli_scenario import data_folder
from ttx.cli_session import Session, journals
from ttx.errors import TtxError
from ttx.live.addresses import reached_at
from ttx.live.certificate import fingerprint, lasts_until, trust
from ttx.live.client import RemoteSeat
from ttx.live.door import Pass
from ttx.live.seat import TryOut
from ttx.live.server import application, listening, server
from ttx.text import say
from ttx.web import routes

ROOM = 200 * 1024 * 1024
"""Bytes that a day's exercise may need: journals, debriefs, charts."""
LASTS = timedelta(days=1)
EARLIEST = datetime(2026, 1, 1, tzinfo=UTC)
SECONDS = 10.0
Found = tuple[bool, str, dict[str, object]]
Check = Callable[["Session", argparse.Namespace], Iterator[Found]]


def preflight(args: argparse.Namespace) -> int:
    """Try all; exit status 1 if anything does not work."""
    place = Path(args.journal).parent if args.journal else data_folder()
    args.real = place if place.is_dir() else Path.cwd()
    with tempfile.TemporaryDirectory() as folder:
        _apart(args, Path(folder))
        session = Session(args)
        bad = 0
        for check in (_port, _certificate, _disk, _clock, _letters, _seats):
            for good, english, params in check(session, args):
                bad += not good
                mark = say(args.lang, "ok") if good else say(args.lang, "NOT GOOD")
                print(f"{mark:10} {say(args.lang, english, **params)}", flush=True)
    print(say(args.lang, "Ready for the exercise.") if not bad else
          say(args.lang, "{count} points to mend first.", count=bad))  # fmt: skip
    return 1 if bad else 0


def _apart(args: argparse.Namespace, folder: Path) -> None:
    """Try on copies: a real journal, its codes and what lies beside it stay untouched."""
    args.journal = str(folder / "preflight.ttx")
    if args.name.endswith(".ttx"):
        args.real = Path(args.name).resolve().parent
        for one in journals(Path(args.name)):
            shutil.copy(one, folder / one.name)
        args.name = str(folder / Path(args.name).name)


def _port(session: Session, args: argparse.Namespace) -> Iterator[Found]:
    try:
        listening(args.bind, args.port).close()
    except TtxError as wrong:
        yield False, wrong.english, dict(wrong.params)
        return
    for base in session.bases:
        yield True, "Seats can be reached at {link}", {"link": base}
    if reached_at(args.bind) == ["127.0.0.1"]:
        yield True, "Only this machine can reach it (--bind 0.0.0.0 for a network).", {}


def _certificate(session: Session, args: argparse.Namespace) -> Iterator[Found]:
    if session.tls is None:
        yield True, "No encryption: only for this machine or a closed network.", {}
        return
    ends = lasts_until(session.tls[0])
    good = ends - datetime.now(UTC) > LASTS
    yield good, "The certificate lasts until {date}.", {"date": f"{ends:%Y-%m-%d}"}
    found = fingerprint(session.tls[0].read_text("utf-8"))
    yield True, "Fingerprint of the certificate: {found}", {"found": found}


def _disk(session: Session, args: argparse.Namespace) -> Iterator[Found]:
    folder = args.real
    free = shutil.disk_usage(folder).free
    yield (free > ROOM, "{free} MB are free at {folder}.",
           {"free": free // 2**20, "folder": folder})  # fmt: skip


def _clock(session: Session, args: argparse.Namespace) -> Iterator[Found]:
    now = datetime.now().astimezone()
    yield (now > EARLIEST, "This machine says that it is {now}.",
           {"now": f"{now:%Y-%m-%d %H:%M %Z}"})  # fmt: skip
    yield any(_in_time() for _ in range(5)), "The machine keeps up with time.", {}


def _in_time() -> bool:
    """Whether a short wait is short: one that is not may be a hiccup, five are none."""
    first = time.monotonic()
    time.sleep(0.05)
    return time.monotonic() - first < 0.5


def _letters(session: Session, args: argparse.Namespace) -> Iterator[Found]:
    name = (sys.stdout.encoding or "").lower().replace("-", "")
    yield name == "utf8", "This terminal writes {name}.", {"name": name or "?"}
    from ttx.report_charts import has_letters

    yield has_letters(), "The letters of reports and charts are there.", {}


def _seats(session: Session, args: argparse.Namespace) -> Iterator[Found]:
    """A test inject goes to every seat, over a real socket of this machine."""
    yield from asyncio.run(_tried(session))


async def _tried(session: Session) -> list[Found]:
    at = listening("127.0.0.1", 0)
    app = application(session.gate, routes(session.gate))
    one = server(app, session.tls)
    serving = asyncio.create_task(one.serve(sockets=[at]))
    hosts = await asyncio.to_thread(session.open, lambda share: None)
    for host in hosts:
        session.gate.open(host)
    ticking = [asyncio.create_task(host.run()) for host in hosts]
    scheme = "https" if session.tls else "http"
    url = f"{scheme}://127.0.0.1:{at.getsockname()[1]}"
    try:
        while not one.started:
            await asyncio.sleep(0.02)
        pin = fingerprint(session.tls[0].read_text("utf-8")) if session.tls else ""
        context = await asyncio.to_thread(trust, url, pin)
        for host in hosts:
            host.control(TryOut(60))
        return [await _reached(session, given, url, context) for given in session.gate.places]  # fmt: skip
    finally:
        for task in ticking:
            task.cancel()
        one.should_exit = True
        await serving
        for host in hosts:
            host.close()


async def _reached(session: Session, given: Pass, url: str, context: Any) -> Found:
    seat = RemoteSeat(url, session.passes.token(given), context)
    running = asyncio.create_task(seat.run())
    who = {
        "who": session.gate.titled(given).of(session.args.lang),
        "group": given.group,
    }
    try:
        await asyncio.wait_for(seat.opened(), SECONDS)
        wanted = given.role == "table"
        while wanted and not any(one.entry == 0 for one in seat.picture().letters):
            await asyncio.wait_for(seat.changed(seat.picture().version), SECONDS)
    except (TimeoutError, OSError, TtxError) as wrong:
        why = wrong.sentence(session.args.lang) if isinstance(wrong, TtxError) else str(wrong)  # fmt: skip
        return False, "Group {group}, {who}: nothing arrives ({why}).", {**who, "why": why}  # fmt: skip
    finally:
        running.cancel()
    return True, "Group {group}, {who}: reached.", who
