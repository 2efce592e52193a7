"""How far a long computation has come, on the error stream, in the reader's language."""

from __future__ import annotations

import sys

from ttx.text import say


def bar(lang: str, done: int, wanted: int, each: float) -> None:
    """`[######....] 62 of 100 runs, 0:41 left`, on one line; `each`: seconds a run."""
    left = round(each * (wanted - done))
    full = 20 * done // wanted
    told = say(lang, "{done} of {wanted} runs, {left} left", done=done, wanted=wanted,
               left=f"{left // 60}:{left % 60:02d}")  # fmt: skip
    if sys.stderr.isatty():
        print(f"\r[{'#' * full}{'.' * (20 - full)}] {told}   ", end="", file=sys.stderr)
        sys.stderr.flush()
    elif done == wanted or done % max(1, wanted // 20) == 0:
        print(told, file=sys.stderr, flush=True)


def bar_end() -> None:
    """Leave the line of the bar."""
    if sys.stderr.isatty():
        print(file=sys.stderr)


def tell(lang: str, english: str, **params: object) -> None:
    """One sentence for who waits."""
    print(say(lang, english, **params), file=sys.stderr, flush=True)
