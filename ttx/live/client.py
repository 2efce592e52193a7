"""A seat at the far end of a socket: `ttx join`.

It comes back by itself when the network or the host was gone. What was asked and not
answered is asked again, with the same id, so that it is done once.
"""

from __future__ import annotations

import asyncio
import contextlib
import json
import ssl
import time
import uuid
from dataclasses import replace
from pathlib import Path
from typing import Any

from websockets.asyncio.client import ClientConnection, connect
from websockets.exceptions import ConnectionClosed, InvalidHandshake, InvalidStatus

from ttx.actions import Action, Observe, to_plain
from ttx.errors import Refusal, TtxError
from ttx.live import wire
from ttx.live.outbox import KEPT, Outbox
from ttx.live.patch import patched
from ttx.live.seat import Answer, ClockFace, Control, Present
from ttx.live.sockets import NONSENSE, REVOKED
from ttx.text import Text, both
from ttx.view import Choice, Picture

LARGEST = 16 * 1024 * 1024
FIRST, LAST = 0.2, 2.0
"""Seconds between tries to come back: the first, and the longest."""
SHOWN = 1.0
"""Seconds between pictures while only time goes on."""


OTHER_VERSION = both(
    "Host and program do not understand each other; take the same version of both."
)


class Told(TtxError):
    """A sentence that the host made, in both languages."""

    def __init__(self, text: Text) -> None:
        self.text = text
        super().__init__(text.en.replace("{", "(").replace("}", ")"))

    def sentence(self, lang: str) -> str:
        """The sentence in the reader's language."""
        return self.text.of(lang)


class RemoteSeat:
    """A seat over a socket; `run` keeps it connected, `opened` waits for its picture."""

    def __init__(
        self,
        url: str,
        token: str,
        trust: ssl.SSLContext | None = None,
        folder: Path | None = None,
    ) -> None:
        """A seat at `url`; an evaluator's notes wait in `folder` until handed in."""
        self._url = url.replace("http", "ws", 1).rstrip("/") + "/ws"
        self._token, self._trust = token, trust
        self.name, self.role, self.title = "", "", Text()
        self.lost = "connecting"
        self.ended: TtxError | None = None
        self._socket: ClientConnection | None = None
        self._plain: dict[str, Any] = {}
        self._version = 0
        self._picture: Picture | None = None
        self._face, self._faced = ClockFace(0, "restoring", progress=0.0), 0.0
        self._present: tuple[Present, ...] = ()
        self._folder = folder
        self._outbox: Outbox | None = None
        self._asked: dict[str, str] = {}
        self._answers: dict[str, asyncio.Future[dict[str, Any]]] = {}
        self._news = asyncio.Event()

    # --- staying connected -----------------------------------------------------

    async def run(self) -> None:
        """Connect, and come back whenever the connection is lost; ends if refused."""
        wait = FIRST
        while self.ended is None:
            try:
                await self._once()
                wait = FIRST
            except InvalidStatus as wrong:
                if wrong.response.status_code in (401, 403):
                    self._end(both("This seat is no longer yours; ask for a new code."))
                self.lost = f"HTTP {wrong.response.status_code}"
            except (OSError, InvalidHandshake, ConnectionClosed, TimeoutError) as wrong:
                self._after_close(wrong)
            except (ValueError, KeyError, TypeError):
                self._end(OTHER_VERSION)
            self._wake()
            await asyncio.sleep(wait)
            wait = min(wait * 2, LAST)

    async def _once(self) -> None:
        headers = {"Authorization": f"Bearer {self._token}"}
        async with connect(
            self._url, additional_headers=headers, ssl=self._trust, max_size=LARGEST,
            compression=None, open_timeout=5, ping_interval=5, ping_timeout=10,
            close_timeout=1, proxy=None,
        ) as socket:  # fmt: skip
            self._socket = socket
            try:
                async for raw in socket:
                    await self._take(json.loads(raw))
            finally:
                self._socket = None
            self.lost = "closed"

    def _after_close(self, wrong: Exception) -> None:
        self.lost = str(wrong) or type(wrong).__name__
        if isinstance(wrong, ConnectionClosed) and wrong.rcvd is not None:
            if wrong.rcvd.code == REVOKED:
                self._end(both("This seat is no longer yours; ask for a new code."))
            elif wrong.rcvd.code == NONSENSE:
                self._end(OTHER_VERSION)

    def _end(self, why: Text) -> None:
        self.ended = Told(why)
        self.lost = why.en
        for one in self._answers.values():
            if not one.done():
                one.set_exception(self.ended)

    def _wake(self) -> None:
        news, self._news = self._news, asyncio.Event()
        news.set()

    # --- what the host says ----------------------------------------------------

    async def _take(self, frame: dict[str, Any]) -> None:
        kind = frame["is"]
        if kind == "welcome":
            self.name, self.role = frame["seat"], frame["role"]
            self.title = wire.text_of(frame["title"])
            self._open_outbox(frame["session"])
            await self._ask_again()
        elif kind == "picture":
            self._show(frame["picture"])
        elif kind == "patch":
            self._show(patched(self._plain, frame["patch"]))
        elif kind == "face":
            self._face, self._faced = wire.face_of(frame["face"]), time.monotonic()
            if self._face.state == "restoring":
                self.lost = f"{self._face.progress:.0%}"
            self._redraw()
        elif kind == "present":
            self._present = wire.present_of(frame["present"])
            self._redraw()
        elif kind in ("answer", "wrong"):
            self._answered(frame)
        self._wake()

    def _open_outbox(self, session: str) -> None:
        """An evaluator's notes that an earlier program could not hand in go along."""
        if self.role == "evaluator" and self._folder is not None and not self._outbox:
            self._outbox = Outbox(self._folder, session, self.name)
            self._asked = {**self._outbox.waiting(), **self._asked}

    def _show(self, plain: dict[str, Any]) -> None:
        self._plain = plain
        self._version += 1
        self._picture = wire.picture_of(plain, self._version)
        self.lost = ""

    def _redraw(self) -> None:
        """The same picture again, for whoever waits for news."""
        if self._picture is not None:
            self._version += 1
            self._picture = replace(self._picture, version=self._version)

    def _answered(self, frame: dict[str, Any]) -> None:
        name = frame["id"]
        if frame.get("again") and not name:
            asyncio.get_running_loop().call_later(1.0, self._send_all_again)
            return
        self._asked.pop(name, None)
        if self._outbox is not None:
            self._outbox.strike(name)
            self._redraw()
        waits = self._answers.pop(name, None)
        if waits is None or waits.done():
            return
        if frame["is"] == "wrong":
            waits.set_exception(Told(wire.text_of(frame["text"])))
        else:
            waits.set_result(frame)

    def _send_all_again(self) -> None:
        self._resending = asyncio.ensure_future(self._ask_again())

    async def _ask_again(self) -> None:
        for raw in list(self._asked.values()):
            await self._send(raw)

    # --- what the seat asks ----------------------------------------------------

    async def _ask(self, do: str, command: str = "", **what: Any) -> dict[str, Any]:
        if self.ended is not None:
            raise self.ended
        name = command or uuid.uuid4().hex
        raw = json.dumps({"id": name, "do": do, **what}, ensure_ascii=False)
        self._asked[name] = raw
        waits: asyncio.Future[dict[str, Any]] = (
            asyncio.get_running_loop().create_future()
        )
        self._answers[name] = waits
        await self._send(raw)
        return await waits

    async def _send(self, raw: str) -> None:
        if self._socket is not None:
            with contextlib.suppress(ConnectionClosed):  # asked again when it is back
                await self._socket.send(raw)

    async def opened(self) -> None:
        """Wait for the first picture; TtxError if there will be none."""
        while self._picture is None:
            if self.ended is not None:
                raise self.ended
            await self._news.wait()

    # --- as any seat -----------------------------------------------------------

    def picture(self) -> Picture:
        """The newest picture; with an evaluator's notes that still wait here."""
        assert self._picture is not None, "opened() comes first"
        picture = wire.timed(self._picture, self.face())
        if self._outbox is None or picture.book is None:
            return picture
        notes = self._outbox.notes(self.name, self._face.now)
        book = picture.book
        return replace(picture, book=replace(book, noted=(*book.noted, *notes)))

    def face(self) -> ClockFace:
        """What the clock shows now: what was heard last, and the time since."""
        face, gone = self._face, round((time.monotonic() - self._faced) * 1000)
        now = face.now + round(gone * face.speed) if face.state == "runs" else face.now
        left = None if face.left is None else face.left - gone
        trying = None if face.trying is None else max(0, face.trying - gone)
        wall = face.wall + gone / 1000
        return replace(face, now=now, left=left, trying=trying, wall=wall)

    async def changed(self, since: int) -> Picture:
        """Wait for news; ConnectionError while the host cannot be reached.

        While time runs it is news that it went on: what is shown grows older.
        """
        while self._version <= since or self._picture is None:
            if self.lost:
                raise ConnectionError(self.lost)
            try:
                await asyncio.wait_for(self._news.wait(), self._patience())
            except TimeoutError:
                self._redraw()
        return self.picture()

    def _patience(self) -> float | None:
        return SHOWN if self._face.state == "runs" else None

    async def submit(self, action: Action, command: str = "") -> Answer:
        """Ask the exercise; waits for a host that is gone.

        What an evaluator notes does not wait: it is kept here and handed in later.
        """
        if self._outbox is None or not isinstance(action, KEPT):
            return await self._answer("submit", command, action=to_plain(action))
        if self.lost and isinstance(action, Observe) and action.seen_at is None:
            action = replace(action, seen_at=self._face.now)
        name = command or uuid.uuid4().hex
        asked = {"id": name, "do": "submit", "action": to_plain(action)}
        self._outbox.add(name, json.dumps(asked, ensure_ascii=False))
        if not self.lost:
            return await self._answer("submit", name, action=to_plain(action))
        self._asked[name] = self._outbox.waiting()[name]
        self._redraw()
        self._wake()
        return Answer(draft=True)

    async def erase(self, draft: int, command: str = "") -> Answer:
        """Take back one of this seat's own drafts."""
        return await self._answer("erase", command, draft=draft)

    async def _answer(self, do: str, command: str, **what: Any) -> Answer:
        try:
            return wire.answer_of(await self._ask(do, command, **what))
        except TtxError:
            if self.ended is None:
                raise
            return Answer(refusal=Refusal("seat-lost"))

    async def control(self, wish: Control, command: str = "") -> Text:
        """Ask the host."""
        told = await self._told("control", command, wish=wire.wish_to(wish))
        return wire.text_of(told["text"]) if told else self._last_word

    async def why(self, gauge: str) -> tuple[tuple[Text, str], ...]:
        """The chain behind a figure."""
        told = await self._told("why", text=gauge)
        return wire.chain_of(told["chain"]) if told else ((self._last_word, ""),)

    async def propose(self, text: str) -> tuple[Choice, ...]:
        """What a typed decision could mean."""
        told = await self._told("propose", text=text[:4000])
        return wire.choices_of(told["choices"]) if told else ()

    async def as_seen_by(self, seat: str) -> Picture:
        """View as another seat (leader only)."""
        told = await self._told("as", text=seat)
        return (
            wire.picture_of(told["picture"], self._version) if told else self.picture()
        )

    async def debrief(self, lang: str, style: str = "html") -> str:
        """The debrief, as far as it is shown to this seat."""
        told = await self._told("debrief", text=f"{lang} {style}")
        return str(told.get("page", ""))

    async def sentences(self) -> tuple[tuple[str, Text], ...]:
        """The computed sentences of the report are weighed on the pages."""
        return ()

    async def _told(self, do: str, command: str = "", **what: Any) -> dict[str, Any]:
        """What the host answers; nothing once it no longer speaks with this seat."""
        try:
            return await self._ask(do, command, **what)
        except TtxError:
            if self.ended is None:
                raise
            return {}

    @property
    def _last_word(self) -> Text:
        return self.ended.text if isinstance(self.ended, Told) else Text()

    def present(self) -> tuple[Present, ...]:
        """Who is there (exercise control only)."""
        return self._present
