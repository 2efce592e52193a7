"""`ttx check --watch`: checks again whenever a file of a scenario is saved.

It looks at the files twice a second (no system is asked to tell, so it works on any disk)
and prints all problems anew with the time. A file that is broken or gone for a moment ends
nothing; Ctrl+C does.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from ttx.errors import TtxError
from ttx.text import say

EVERY = 0.5
"""Real seconds between two looks."""
Stamps = tuple[tuple[str, int, int], ...]


def watch(names: Sequence[str], lang: str, check: Callable[[], int]) -> int:
    """Check now, and after each save, until Ctrl+C; the exit status of the last check.

    UsageError for a scenario that there is not, at the start alone.
    """
    from ttx import library

    paths = [library.find(one) for one in names]
    status = 0
    known: Stamps | None = None
    try:
        while True:
            stands = stamps(paths)
            if stands != known:
                known = _settled(paths, stands)
                status = _once(lang, check)
            time.sleep(EVERY)
    except KeyboardInterrupt:
        print(file=sys.stderr)
        return status


def stamps(paths: Sequence[Path]) -> Stamps:
    """Which files these scenarios follow from, with when each was saved and its size."""
    from ttx import library

    return tuple(_stamp(file) for one in paths for file in library.watched(one))


def _stamp(file: Path) -> tuple[str, int, int]:
    try:
        found = file.stat()
    except OSError:
        return str(file), 0, 0
    return str(file), found.st_mtime_ns, found.st_size


def _settled(paths: Sequence[Path], stands: Stamps) -> Stamps:
    """The files once they have stopped changing: an editor may write in several steps."""
    while (now := _after_a_moment(paths)) != stands:
        stands = now
    return stands


def _after_a_moment(paths: Sequence[Path]) -> Stamps:
    time.sleep(EVERY / 5)
    return stamps(paths)


def _once(lang: str, check: Callable[[], int]) -> int:
    now = f"{datetime.now():%H:%M:%S}"
    print(say(lang, "-- {time}: checked", time=now), file=sys.stderr)
    try:
        status = check()
    except TtxError as wrong:  # a file that was taken away while it was read
        print(wrong.sentence(lang), file=sys.stderr)
        status = 1
    sys.stdout.flush()
    print(say(lang, "Waiting for a file to be saved; Ctrl+C ends it."),
          file=sys.stderr, flush=True)  # fmt: skip
    return status
