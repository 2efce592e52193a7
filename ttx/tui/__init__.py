"""The terminal screens of all seats on one keyboard.

Never imported by anything that runs without a terminal.
"""

from __future__ import annotations

from collections.abc import Mapping

from ttx.live.seat import Seat


def run(seats: Mapping[str, Seat], start: str, lang: str) -> int:
    """Show the seats of this keyboard, `start` first; the exit status."""
    from ttx.tui.app import TtxApp

    return TtxApp(seats, start, lang).run() or 0
