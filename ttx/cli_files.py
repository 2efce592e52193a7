"""Files that a command writes: a new one that overwrites nothing, or one made again."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from ttx.errors import UsageError
from ttx.text import say

YES = ("y", "yes", "j", "ja")


def agreed(args: argparse.Namespace) -> bool:
    """Whether what was told may be written: `--yes`, or y at a terminal.

    Elsewhere nothing is asked; that nothing was written is said, and how to have it written.
    """
    if getattr(args, "yes", False):
        return True
    asked = not getattr(args, "json", False) and sys.stdin.isatty()
    if asked and sys.stderr.isatty():
        print(say(args.lang, "Write this? (y/n)"), end=" ", file=sys.stderr, flush=True)
        if sys.stdin.readline().strip().casefold() in YES:
            return True
        print(say(args.lang, "Nothing was written."), file=sys.stderr)
    else:
        print(say(args.lang, "Nothing was written. Add --yes to write this."),
              file=sys.stderr)  # fmt: skip
    return False


def written(path: Path, made: str | bytes, *, again: bool = False) -> None:
    """A new file; UsageError where there is one already, or none can be made.

    `again`: what can be made anew at any time may replace what stands there.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("wb" if again else "xb") as file:
            file.write(made.encode() if isinstance(made, str) else made)
    except FileExistsError:
        raise UsageError("There is already a file {path}; choose another name.",
                         path=path) from None  # fmt: skip
    except OSError as wrong:
        raise UsageError("Cannot write {path}: {why}", path=path,
                         why=wrong.strerror) from None  # fmt: skip
