"""Files that a command writes: a new one that overwrites nothing, or one made again."""

from __future__ import annotations

from pathlib import Path

from ttx.errors import UsageError


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
