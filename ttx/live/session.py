"""A session at one machine: the host ticks while a front-end holds its seats."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Awaitable, Callable, Mapping

from ttx.live.host import Host
from ttx.live.host_seat import LocalSeat
from ttx.live.seat import Seat

Front = Callable[[Mapping[str, Seat]], Awaitable[int]]


def hold(host: Host, front: Front) -> int:
    """Run the host and a front-end until the front-end is done; its exit status."""
    return asyncio.run(_hold(host, front))


async def _hold(host: Host, front: Front) -> int:
    seats = {name: LocalSeat(host, name) for name in host.seats()}
    ticking = asyncio.create_task(host.run())
    showing = asyncio.ensure_future(front(seats))
    try:
        done, _ = await asyncio.wait(
            {ticking, showing}, return_when=asyncio.FIRST_COMPLETED
        )
        if ticking in done:
            showing.cancel()
            ticking.result()
        return showing.result()
    finally:
        ticking.cancel()
        host.close()


def typed_lines() -> Callable[[], Awaitable[str | None]]:
    """Standard input, line by line, without holding up the host; None at its end."""
    loop = asyncio.get_running_loop()
    lines: asyncio.Queue[str | None] = asyncio.Queue()

    def listen() -> None:
        for line in sys.stdin:
            loop.call_soon_threadsafe(lines.put_nowait, line.rstrip("\n"))
        loop.call_soon_threadsafe(lines.put_nowait, None)

    threading.Thread(target=listen, daemon=True).start()
    return lines.get
