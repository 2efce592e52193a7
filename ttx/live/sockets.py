"""One connection of a terminal: it hears what changes and asks what its seat may ask.

What cannot be read is answered with a sentence and goes no further; who sends only
such things, or never reads, is let go and may come back.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from dataclasses import replace
from typing import Any

from starlette.websockets import WebSocket, WebSocketDisconnect

from ttx.errors import TtxError
from ttx.live import wire
from ttx.live.door import Pass
from ttx.live.gate import Gate
from ttx.live.host_seat import LocalSeat
from ttx.live.mail import Mail
from ttx.live.seat import ClockFace, Present
from ttx.live.wire import Frame, text_frame

PATIENCE = 10.0
"""Seconds that a client may take to read what was sent to it."""
STRANGE = 20
"""Frames that make no sense, after which a connection is closed."""
REVOKED, TOO_SLOW, NONSENSE = 4401, 4408, 4400
DRIFT = 1000
"""Milliseconds that a clock may differ from what the client counts on by itself."""


class Connection:
    """One socket at one seat."""

    def __init__(self, socket: WebSocket, gate: Gate, token: str, given: Pass) -> None:
        self._socket, self._gate, self._token, self.given = socket, gate, token, given
        self._rate = gate.rate(token)
        self._has, self._strange = 0, 0
        self._face: ClockFace | None = None
        self._faced = 0.0
        self._present: tuple[Present, ...] | None = None
        self._one_at_a_time = asyncio.Lock()
        self._mail: Mail

    async def serve(self) -> None:
        """Until the connection ends, however it ends."""
        await self._socket.accept()
        visitor = f"socket-{id(self)}"
        try:
            await self._wait_for_the_host()
            seat = self._gate.seat(self.given, visitor)
            await self._both_ways(seat)
        except WebSocketDisconnect:
            pass
        except TimeoutError:
            await self._close(TOO_SLOW)
        finally:
            self._gate.leave(self.given, visitor)

    async def _wait_for_the_host(self) -> None:
        told = -1.0
        while self.given.group not in self._gate.hosts:
            face = self._gate.restoring()
            if face.progress != told:
                told = face.progress
                await self._send(text_frame("face", face=wire.plain_face(face)))
            await asyncio.sleep(0.1)

    async def _both_ways(self, seat: LocalSeat) -> None:
        self._mail = self._gate.mail(self.given)
        title = wire.plain_text(self._gate.titled(self.given))
        await self._send(
            text_frame("welcome", protocol=wire.PROTOCOL, seat=seat.name,
                       role=seat.role, group=seat.group, title=title,
                       session=f"{self._gate.passes.session}-{seat.group}")
        )  # fmt: skip
        telling = asyncio.create_task(self._tell(seat))
        hearing = asyncio.create_task(self._hear(seat))
        try:
            done, _ = await asyncio.wait(
                {telling, hearing}, return_when=asyncio.FIRST_COMPLETED
            )
            for one in done:
                one.result()
        finally:
            for task in (telling, hearing):
                task.cancel()
            await asyncio.gather(telling, hearing, return_exceptions=True)

    # --- out -------------------------------------------------------------------

    async def _send(self, text: str) -> None:
        async with asyncio.timeout(PATIENCE):
            await self._socket.send_text(text)

    async def _close(self, code: int) -> None:
        gone = (RuntimeError, OSError, TimeoutError, WebSocketDisconnect)
        with contextlib.suppress(*gone):  # it is gone already
            await asyncio.wait_for(self._socket.close(code), 1.0)

    async def _tell(self, seat: LocalSeat) -> None:
        host = self._gate.hosts[self.given.group]
        while True:
            version = host.sight.version
            if self._gate.admit(self._token) is None:
                await self._close(REVOKED)
                return
            await self._news(seat)
            await host.after(version)

    async def _news(self, seat: LocalSeat) -> None:
        """Send what this connection does not have yet."""
        async with self._one_at_a_time:
            face = seat.glance()
            if self._differs(face):
                self._face, self._faced = face, time.monotonic()
                await self._send(text_frame("face", face=wire.plain_face(face)))
            version, frames = self._mail.frames(self._has)
            for text in frames:
                await self._send(text)
            self._has = version
            present = seat.present()
            if present and _settled(present) != self._present:
                self._present = _settled(present)
                plain = wire.plain_present(present)
                await self._send(text_frame("present", present=plain))

    def _differs(self, face: ClockFace) -> bool:
        """Whether the client would show another clock than this one."""
        known = self._face
        if known is None or _still(known) != _still(face):
            return True
        gone = (time.monotonic() - self._faced) * 1000
        runs = known.speed if known.state == "runs" else 0.0
        if abs(known.now + gone * runs - face.now) > DRIFT * max(1.0, runs):
            return True
        for before, now in ((known.left, face.left), (known.trying, face.trying)):
            if (before is None) != (now is None):
                return True
            if before is not None and now is not None and abs(before - gone - now) > DRIFT:  # fmt: skip
                return True
        return False

    # --- in --------------------------------------------------------------------

    async def _hear(self, seat: LocalSeat) -> None:
        while True:
            message = await self._socket.receive()
            if message["type"] == "websocket.disconnect":
                return
            raw = message.get("text")
            if not self._rate.take():
                await self._wrong(
                    "", TtxError("Too much at once; wait a second."), True
                )
                await asyncio.sleep(0.5)
                continue
            await self._one(seat, raw if raw is not None else "")
            if self._strange >= STRANGE:
                await self._close(NONSENSE)
                return

    async def _one(self, seat: LocalSeat, raw: str) -> None:
        name = ""
        try:
            frame = wire.read_frame(raw)
            name = frame.id
            if self._gate.admit(self._token) is None:
                raise TtxError("This seat is no longer yours; ask for a new code.")
            answer = await self._do(seat, frame)
        except wire.Malformed as wrong:
            self._strange += 1
            await self._wrong(name, wrong)
            return
        except (TtxError, ValueError) as wrong:
            told = wrong if isinstance(wrong, TtxError) else wire.Malformed(
                "The host cannot read this action ({why}).", why=str(wrong)[:200])  # fmt: skip
            await self._wrong(name, told)
            return
        await self._news(seat)
        await self._send(text_frame("answer", id=name, **answer))

    async def _wrong(self, name: str, wrong: TtxError, again: bool = False) -> None:
        told = {lang: wrong.sentence(lang) for lang in ("nl", "en")}
        await self._send(text_frame("wrong", id=name, text=told, again=again))

    async def _do(self, seat: LocalSeat, frame: Frame) -> dict[str, Any]:
        if frame.do == "submit":
            answer = await seat.submit(wire.action_of(frame), frame.id)
            return wire.plain_answer(answer)
        if frame.do == "erase":
            return wire.plain_answer(await seat.erase(frame.draft or 0, frame.id))
        if frame.do == "control":
            told = await seat.control(wire.wish_of(frame), frame.id)
            return {"text": wire.plain_text(told)}
        if frame.do == "why":
            return {"chain": wire.plain_chain(await seat.why(frame.text))}
        if frame.do == "propose":
            return {"choices": wire.plain_choices(await seat.propose(frame.text))}
        if frame.do == "debrief":
            lang, _, style = frame.text.partition(" ")
            return {"page": await seat.debrief(lang, style or "html")}
        seen = await seat.as_seen_by(frame.text)
        return {"picture": wire.plain_picture(seen)}


def _still(face: ClockFace) -> tuple[object, ...]:
    """What of a clock does not change by itself."""
    computing = round(face.progress, 1) if face.state == "computing" else 1.0
    stands = face.now if face.state != "runs" else 0
    return (face.state, face.speed, face.reason, face.waits, face.shows, computing, stands)  # fmt: skip


def _settled(present: tuple[Present, ...]) -> tuple[Present, ...]:
    """A lobby without the time that goes by."""
    return tuple(
        replace(one, lag=None if one.lag is None else min(one.lag, 1))
        for one in present
    )
