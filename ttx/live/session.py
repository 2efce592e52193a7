"""A session: hosts tick while front-ends hold their seats, here or over a network."""

from __future__ import annotations

import asyncio
import gc
import sys
import threading
from collections.abc import Awaitable, Callable, Mapping, Sequence
from socket import socket

from ttx.errors import TtxError
from ttx.live.client import RemoteSeat
from ttx.live.door import Pass
from ttx.live.gate import Gate
from ttx.live.host import Host
from ttx.live.host_seat import LocalSeat
from ttx.live.seat import Seat
from ttx.live.server import Server

Front = Callable[[Mapping[str, Seat]], Awaitable[int]]
Progress = Callable[[float], None]
Opening = Callable[[Progress], Sequence[Host]]


def hold(host: Host, front: Front) -> int:
    """Run the host and a front-end until the front-end is done; its exit status."""
    return asyncio.run(_hold([host], front))


def serve(gate: Gate, one: Server, at: socket, opening: Opening, front: Front) -> int:
    """The same on a network: it listens from the start, also while hosts come back.

    `opening` makes or restores the hosts, in a thread of its own, and tells how far
    it is (0 to 1).
    """
    return asyncio.run(_serve(gate, one, at, opening, front))


async def _serve(
    gate: Gate, one: Server, at: socket, opening: Opening, front: Front
) -> int:
    def progress(share: float) -> None:
        gate.restored = share

    serving = asyncio.create_task(one.serve(sockets=[at]))
    try:
        hosts = await asyncio.to_thread(opening, progress)
        for host in hosts:
            gate.open(host)
        _settle_memory()
        return await _hold(hosts, front)
    finally:
        one.should_exit = True
        await serving


def _settle_memory() -> None:
    """What a host keeps for good is not swept for circles again and again: a sweep of
    it all takes a tenth of a second, in which 200 seats would wait."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 50)


async def _hold(hosts: Sequence[Host], front: Front) -> int:
    seats: dict[str, Seat] = {}
    for host in hosts:
        host.lobby.come(Pass(host.group, "director", "leader"), "this terminal")
        for name in host.seats():
            key = name if len(hosts) == 1 else f"{host.group}:{name}"
            seats[key] = LocalSeat(host, name, group=host.group)
    ticking = [asyncio.create_task(host.run()) for host in hosts]
    showing = asyncio.ensure_future(front(seats))
    try:
        done, _ = await asyncio.wait(
            {*ticking, showing}, return_when=asyncio.FIRST_COMPLETED
        )
        for one in ticking:
            if one in done:
                showing.cancel()
                one.result()
        return showing.result()
    finally:
        for one in ticking:
            one.cancel()
        for host in hosts:
            if host.computing is not None:
                await host.computing.stop()
            host.close()


def join(seat: RemoteSeat, front: Front) -> int:
    """Hold a seat at the far end of a socket until the front-end is done."""
    return asyncio.run(_join(seat, front))


async def _join(seat: RemoteSeat, front: Front) -> int:
    running = asyncio.create_task(seat.run())
    try:
        await seat.opened()
        return await front({seat.name: seat})
    except TtxError:
        if seat.ended is not None:
            raise seat.ended from None
        raise
    finally:
        running.cancel()


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
