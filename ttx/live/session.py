"""A session at one machine: the host ticks while a front-end holds its seats."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from ttx.exercise import STAFF
from ttx.live.host import Host
from ttx.live.seat import Seat

Front = Callable[[Mapping[str, Seat]], Awaitable[int]]


def seats_of(host: Host) -> dict[str, Seat]:
    """All seats of an exercise on one keyboard: staff first, then the tables."""
    staff = [one for one in STAFF if one != "clock"]
    tables = [one.id for one in host.exercise.scenario.tables]
    return {name: host.seat(name) for name in [*staff[:1], *tables, *staff[1:]]}


def hold(host: Host, front: Front) -> int:
    """Run the host and a front-end until the front-end is done; its exit status."""
    return asyncio.run(_hold(host, front))


async def _hold(host: Host, front: Front) -> int:
    ticking = asyncio.create_task(host.run())
    showing = asyncio.ensure_future(front(seats_of(host)))
    try:
        done, _ = await asyncio.wait({ticking, showing}, return_when=asyncio.FIRST_COMPLETED)
        if ticking in done:
            showing.cancel()
            ticking.result()
        return showing.result()
    finally:
        ticking.cancel()
        host.close()
