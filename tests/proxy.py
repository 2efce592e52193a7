"""A bad network between a seat and its host: it delays, cuts, and swallows what it likes.

Bytes of one direction stay in order, as TCP keeps them; a swallowed connection is one
that goes silent and is never closed.
"""

from __future__ import annotations

import asyncio
import contextlib
import random


class Proxy:
    """Listens on a port of its own and passes on to the host, more or less."""

    def __init__(self, port: int, seed: int, cuts: float, most: float) -> None:
        self._to, self._luck = port, random.Random(seed)
        self._chance, self._cuts, self._most = random.Random(seed), cuts, most
        self._server: asyncio.Server | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self.port, self.cut, self.passed = 0, 0, 0
        self._good = 3 + self._gap()

    async def __aenter__(self) -> Proxy:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]
        return self

    async def __aexit__(self, *wrong: object) -> None:
        assert self._server is not None
        self._server.close()
        for one in self._tasks:
            one.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)

    def _gap(self) -> int:
        """How much passes until the next cut: by chance, and never twice as much as by the
        rule, however the two directions take turns."""
        return 1 + int(min(self._chance.expovariate(self._cuts), 2 / self._cuts))

    async def _serve(
        self, near: asyncio.StreamReader, back: asyncio.StreamWriter
    ) -> None:
        try:
            far, there = await asyncio.open_connection("127.0.0.1", self._to)
        except OSError:
            back.close()
            return
        both = [
            asyncio.create_task(self._pass(near, there)),
            asyncio.create_task(self._pass(far, back)),
        ]
        self._tasks += both
        await asyncio.wait(both, return_when=asyncio.FIRST_COMPLETED)
        for one in both:
            one.cancel()
        for writer in (there, back):
            with contextlib.suppress(OSError):
                writer.transport.abort()

    async def _pass(
        self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter
    ) -> None:
        with contextlib.suppress(OSError):
            while data := await reader.read(4096):
                await asyncio.sleep(self._luck.random() * self._most)
                if self.passed >= self._good:
                    self.cut += 1
                    self._good = self.passed + self._gap()
                    half = data[: len(data) // 2]
                    writer.write(half)
                    return
                self.passed += 1
                writer.write(data)
                await writer.drain()
