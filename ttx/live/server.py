"""The host on a network: one server for terminals and browsers, with its guards.

It knows pages only as routes; everything that asks something goes through the gate.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import logging
import socket
import time
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import uvicorn
from starlette.applications import Starlette
from starlette.datastructures import Headers
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import BaseRoute, Route, WebSocketRoute
from starlette.types import ASGIApp, Message, Receive, Scope, Send
from starlette.websockets import WebSocket
from websockets.exceptions import InvalidState

from ttx.errors import TtxError
from ttx.live.gate import Gate
from ttx.live.rate import Rate
from ttx.live.sockets import Connection
from ttx.live.wire import LARGEST, PROTOCOL
from ttx.text import LANGUAGES

HEADERS = {
    "content-security-policy": "default-src 'none'; script-src 'self'; style-src 'self';"
    " img-src 'self' data:; font-src 'self'; connect-src 'self'; form-action 'self';"
    " frame-ancestors 'none'; base-uri 'none'",
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
A_SECOND, AT_ONCE = 100.0, 400
"""What one address may ask: a whole building may come from one."""
SOURCES = 4096
CLOSING = 100


def application(gate: Gate, pages: Sequence[BaseRoute] = ()) -> ASGIApp:
    """The server's application: sockets, `/enter` for terminals, and these pages."""

    async def enter(request: Request) -> Response:
        source = request.client.host if request.client else ""
        try:
            asked = json.loads(await request.body())
            code = str(asked["code"])
        except (ValueError, KeyError, TypeError, RecursionError):
            wrong = TtxError("Send a join code.")
            return JSONResponse(_told(wrong), 400)
        try:
            token = gate.enter(code, source)
        except TtxError as wrong:
            return JSONResponse(_told(wrong), 403)
        return JSONResponse({"token": token, "protocol": PROTOCOL})

    async def live(socket: WebSocket) -> None:
        token = _token(socket.headers)
        given = gate.admit(token)
        if given is None or not gate.connect(token):
            await socket.close()
            return
        try:
            await Connection(socket, gate, token, given).serve()
        finally:
            gate.disconnect(token)

    async def alive(request: Request) -> Response:
        return PlainTextResponse("ttx")

    app = Starlette(
        routes=[
            Route("/enter", enter, methods=["POST"]),
            Route("/alive", alive),
            WebSocketRoute("/ws", live),
            *pages,
        ]
    )
    return Guard(app)


def _told(wrong: TtxError) -> dict[str, str]:
    return {lang: wrong.sentence(lang) for lang in LANGUAGES}


def _token(headers: Headers) -> str:
    scheme, _, token = headers.get("authorization", "").partition(" ")
    return token if scheme.lower() == "bearer" else ""


class Guard:
    """Before anything else: whose page asks, how much, how often; marks what goes out."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._rates: OrderedDict[str, Rate] = OrderedDict()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        refused = self._refused(scope)
        if scope["type"] == "websocket":
            if refused:
                await send({"type": "websocket.close", "code": 4403})
                return
            await self._app(scope, receive, send)
            return
        if refused:
            await _marked(
                PlainTextResponse(refused[1], refused[0]), scope, receive, send
            )
            return
        await _marked(self._app, scope, _capped(receive), send)

    def _refused(self, scope: Scope) -> tuple[int, str] | None:
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        asks = scope["type"] == "websocket" or scope["method"] not in ("GET", "HEAD")
        if asks and origin and urlsplit(origin).netloc != headers.get("host", ""):
            return 403, "Asked from the page of another site."
        size = headers.get("content-length", "0")
        if not size.isdigit() or int(size) > LARGEST:
            return 413, "Too large."
        if asks and not self._rate(scope).take():
            return 429, "Too much at once; wait a second."
        return None

    def _rate(self, scope: Scope) -> Rate:
        source = str((scope.get("client") or ("",))[0])
        rate = self._rates.pop(source, None) or Rate(time.monotonic, A_SECOND, AT_ONCE)
        self._rates[source] = rate
        if len(self._rates) > SOURCES:
            self._rates.popitem(last=False)
        return rate


def _capped(receive: Receive) -> Receive:
    """A body that stops where it grows too large, whatever its header said."""
    seen = 0

    async def capped() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if seen > LARGEST:
            return {"type": "http.disconnect"}
        return message

    return capped


async def _marked(app: Any, scope: Scope, receive: Receive, send: Send) -> None:
    """Send with the headers that keep a browser to this host."""

    async def marked(message: Message) -> None:
        if message["type"] == "http.response.start":
            has = {name for name, _ in message["headers"]}
            message["headers"] = [*message["headers"]] + [
                (name.encode(), value.encode())
                for name, value in HEADERS.items()
                if name.encode() not in has
            ]
        await send(message)

    await app(scope, receive, marked)


def _worth_telling(record: logging.LogRecord) -> bool:
    """Streams that end because the host does are no error to print."""
    kind = record.exc_info[0] if record.exc_info else None
    ended = kind is not None and issubclass(kind, asyncio.CancelledError)
    return not (ended or str(record.msg).startswith("Cancel "))


class Server(uvicorn.Server):
    """uvicorn in a loop that is not its own: it leaves the signals alone."""

    async def shutdown(self, sockets: list[socket.socket] | None = None) -> None:
        """Close all; a socket that is closing just now must not keep the others open
        (uvicorn 0.54 gives up at the first of these)."""
        for _ in range(CLOSING):
            try:
                return await super().shutdown(sockets)
            except InvalidState:
                await asyncio.sleep(0.05)
        self.force_exit = True
        return None

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


def listening(address: str, port: int) -> socket.socket:
    """A bound socket; TtxError says what is in the way."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    made = socket.socket(family, socket.SOCK_STREAM)
    made.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        made.bind((address, port))
    except (OSError, OverflowError) as wrong:
        made.close()
        raise TtxError(
            "Nobody can listen at {address}, port {port}: {why}. Choose another with"
            " --port.", address=address, port=port, why=wrong) from wrong  # fmt: skip
    made.listen(256)
    return made


def server(app: ASGIApp, certificate: tuple[Path, Path] | None = None) -> Server:
    """A server for an application, with TLS if there is a certificate and its key."""
    cert, key = certificate or (None, None)
    log = logging.getLogger("uvicorn.error")
    if _worth_telling not in log.filters:
        log.addFilter(_worth_telling)
    return Server(
        uvicorn.Config(
            app,
            log_config=None,
            access_log=False,
            lifespan="off",
            ws="websockets-sansio",
            ws_max_size=4 * LARGEST,
            ws_ping_interval=10.0,
            ws_ping_timeout=20.0,
            ws_per_message_deflate=False,
            server_header=False,
            date_header=False,
            proxy_headers=False,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=1,
            ssl_certfile=cert,
            ssl_keyfile=key,
            h11_max_incomplete_event_size=LARGEST,
        )
    )
