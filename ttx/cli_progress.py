"""How far a long computation has come, on the error stream, in the reader's language."""

from __future__ import annotations

import signal
import sys
import time

from ttx.text import say

QUIET = 10.0
"""Seconds between two lines where the error stream is no terminal."""


def heed_ctrl_c() -> None:
    """Let Ctrl+C stop what takes long also where a shell began it in the background, and
    so deaf to it: a host that leaves stops its computation in the same way."""
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN:
        signal.signal(signal.SIGINT, signal.default_int_handler)


class Bar:
    """`[######....] 62 of 100 runs, 0:41 left`: one line that is written anew, or where
    nobody watches a line now and then. `had`: runs that were there before."""

    def __init__(self, lang: str, wanted: int, had: int = 0) -> None:
        self._lang, self._wanted, self._had = lang, wanted, had
        self._begun = self._said = time.monotonic()
        self._shown = sys.stderr.isatty()

    def show(self, done: int) -> None:
        """So many are done now."""
        now, wanted = time.monotonic(), self._wanted
        if not self._shown and done < wanted and now - self._said < QUIET:
            return
        self._said = now
        left = round((now - self._begun) / max(done - self._had, 1) * (wanted - done))
        told = say(self._lang, "{done} of {wanted} runs, {left} left", done=done,
                   wanted=wanted, left=f"{left // 60}:{left % 60:02d}")  # fmt: skip
        if self._shown:
            full = 20 * done // wanted
            told = f"\r[{'#' * full}{'.' * (20 - full)}] {told}   "
        print(told, end="" if self._shown else "\n", file=sys.stderr, flush=True)

    def end(self) -> None:
        """Leave its line."""
        if self._shown:
            print(file=sys.stderr)


def tell(lang: str, english: str, **params: object) -> None:
    """One sentence for who waits."""
    print(say(lang, english, **params), file=sys.stderr, flush=True)
