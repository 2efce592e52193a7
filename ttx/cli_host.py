"""The commands of a network: a host for many tables, and a table that joins one."""

from __future__ import annotations

import argparse
import asyncio
import json
import signal
import sys
import urllib.error
import urllib.request
from collections.abc import Mapping
from typing import Any

from ttx.cli_play import narrate
from ttx.cli_scenario import data_folder
from ttx.cli_session import Session
from ttx.errors import TtxError
from ttx.live.addresses import drawn
from ttx.live.certificate import fingerprint, trust
from ttx.live.client import RemoteSeat, Told
from ttx.live.seat import Seat
from ttx.live.server import application, listening, server
from ttx.live.session import Front, join, serve, typed_lines
from ttx.text import Text

SHOWN = ("table", "display", "facilitator", "controller")


def host(args: argparse.Namespace) -> int:
    """`ttx host`: many tables, one exercise."""
    if args.preflight:
        from ttx.cli_preflight import preflight

        return preflight(args)
    from ttx.web import routes

    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.default_int_handler)  # in the background too
    session = Session(args)
    at = listening(args.bind, args.port)
    args.port = at.getsockname()[1]
    if args.new_codes or not len(session.passes):
        session.gate.hand_out(anew=args.new_codes)
    _tell(session)
    one = server(application(session.gate, routes(session.gate)), session.tls)
    status = serve(session.gate, one, at, session.open, _front(args))
    narrate(args, "The journal: {path}. Go on with: ttx host {path}",
            path=session.course)  # fmt: skip
    return status


def _tell(session: Session) -> None:
    """Where to go, with which code, for whom."""
    args, gate = session.args, session.gate
    if args.json:
        codes = [[p.group, p.role, p.seat, code] for p, code in gate.codes.items()]
        print(json.dumps({"links": session.bases, "journals": [str(p) for p in session.paths],
                          "codes": codes}), flush=True)  # fmt: skip
        return
    narrate(args, "The journal of this exercise: {path}", path=session.paths[0])
    for base in session.bases:
        narrate(args, "Browsers go to {link}; terminals: ttx join {link}", link=base)
    print(drawn(session.bases[0]), file=sys.stderr)
    if session.tls is not None:
        found = fingerprint(session.tls[0].read_text("utf-8"))
        narrate(args, "Fingerprint of the certificate: {found}", found=found)
    if not gate.codes:
        narrate(args, "The codes handed out before still open their seats (--new-codes"
                " makes new ones).")  # fmt: skip
    for group in range(1, gate.groups + 1):
        if gate.groups > 1:
            narrate(args, "Group {number}", number=group)
        for line in _code_lines(session, group):
            print(line, file=sys.stderr)


def _code_lines(session: Session, group: int) -> list[str]:
    lang, gate = session.args.lang, session.gate
    told = {one: code for one, code in gate.codes.items() if one.group == group}
    return [f"  {code}  {gate.titled(one).of(lang)}" for one, code in told.items()]


def _front(args: argparse.Namespace) -> Front:
    """What stands at the host's own terminal: screens, line mode, or nothing."""

    async def front(seats: Mapping[str, Seat]) -> int:
        start = next(iter(seats))
        if args.plain:
            from ttx import plain

            return await plain.run(seats, start, args.lang, typed_lines(), print)
        if not (sys.stdin.isatty() and sys.stdout.isatty()) or args.headless:
            await asyncio.Event().wait()
        narrate(args, "The host listens. Enter opens the leader's screen; the codes stand"
                " there too, under A.")  # fmt: skip
        await asyncio.to_thread(sys.stdin.readline)
        return await _screens(seats, start, args.lang, lobby=True)

    return front


async def _screens(
    seats: Mapping[str, Seat], start: str, lang: str, lobby: bool = False
) -> int:
    from ttx.tui.app import TtxApp
    from ttx.tui.keys import keys_file, own_keys

    keys = own_keys(keys_file())
    return await TtxApp(seats, start, lang, keys, lobby).run_async() or 0


# --- joining -----------------------------------------------------------------------


def join_host(args: argparse.Namespace) -> int:
    """`ttx join`: a seat at another machine's host."""
    url, _, code = args.url.rstrip("/").partition("/join/")
    if "://" not in url:
        url = f"http://{url}"
    code = args.code or code
    if not code:
        narrate(args, "The code of your seat:")
        code = sys.stdin.readline()
    context = trust(url, args.pin)
    token = _entered(url, code, context)
    seat = RemoteSeat(url, token, context, data_folder() / "outbox")

    async def front(seats: Mapping[str, Seat]) -> int:
        start = next(iter(seats))
        if args.plain or not (sys.stdin.isatty() and sys.stdout.isatty()):
            from ttx import plain

            return await plain.run(seats, start, args.lang, typed_lines(), print)
        return await _screens(seats, start, args.lang)

    return join(seat, front)


def _entered(url: str, code: str, context: Any) -> str:
    asked = urllib.request.Request(
        f"{url}/enter", json.dumps({"code": code}).encode(), method="POST"
    )
    opener = urllib.request.build_opener(
        urllib.request.ProxyHandler({}), urllib.request.HTTPSHandler(context=context)
    )
    try:
        with opener.open(asked, timeout=10) as answer:
            return str(json.loads(answer.read())["token"])
    except urllib.error.HTTPError as wrong:
        with wrong:
            raise _refused(url, wrong) from wrong
    except (OSError, ValueError, KeyError) as wrong:
        raise TtxError("There is no host at {url}: {why}", url=url, why=wrong) from wrong  # fmt: skip


def _refused(url: str, wrong: urllib.error.HTTPError) -> TtxError:
    try:
        told = json.loads(wrong.read())
        return Told(Text(str(told["nl"]), str(told["en"])))
    except (ValueError, KeyError, TypeError):
        return TtxError("There is no host at {url}: {why}", url=url, why=wrong)
