"""Line mode: numbered choices and plain sentences, for any terminal or a script.

Never draws, never redraws, and uses no character that a screen reader spells out.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from ttx.live.seat import Seat


async def run(
    seats: Mapping[str, Seat],
    start: str,
    lang: str,
    read: Callable[[], Awaitable[str | None]],
    write: Callable[[str], None],
) -> int:
    """Follow the commands that `read` gives until `quit` or the end of input.

    `read` gives one line without its end, or None at the end of input; `write` takes
    one or more whole lines. The exit status is 0.
    """
    from ttx.plain.commands import COMMANDS
    from ttx.plain.session import Session

    return await Session(dict(seats), start, lang, read, write, COMMANDS).run()
