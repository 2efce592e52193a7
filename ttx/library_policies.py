"""The text of a policy that somebody wrote in Python, from its file.

It reads; what the text means, and whether it may be played, is for others.
"""

from __future__ import annotations

from pathlib import Path

from ttx.errors import UsageError
from ttx.scenario.slips import nearest

MOST_BYTES = 1_000_000


def source(path: str) -> str:
    """The text of this file; UsageError, with the nearest file beside it, if it cannot
    be read as text."""
    file = Path(path)
    if not file.is_file():
        raise _absent(file)
    try:
        if file.stat().st_size > MOST_BYTES:
            raise UsageError("{path} is too large to be a policy", path=path)
        return file.read_text(encoding="utf-8")
    except OSError as wrong:
        raise UsageError("{path} cannot be opened: {why}", path=path,
                         why=wrong.strerror) from wrong  # fmt: skip
    except UnicodeDecodeError as wrong:
        raise UsageError("{path} is no text in UTF-8, so it cannot be a policy in Python",
                         path=path) from wrong  # fmt: skip


def _absent(file: Path) -> UsageError:
    beside = sorted(file.parent.glob("*.py")) if file.parent.is_dir() else []
    near = nearest(file.name, [one.name for one in beside])
    if near:
        return UsageError("there is no file {path}, did you mean {near}?", path=file,
                          near=file.parent / near)  # fmt: skip
    return UsageError("there is no file {path}", path=file)
