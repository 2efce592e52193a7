"""Runs of a rehearsal on disk: a line each, added as they come, so that a rehearsal that
was stopped goes on where it was. A run belongs to one scenario in one world; those of
another stand in a file of their own.
"""

from __future__ import annotations

import json
from collections.abc import Collection
from pathlib import Path
from types import TracebackType

from ttx.errors import UsageError
from ttx.rehearsal.runs import Play, Run, run_of


class Kept:
    """The runs that are there, and a place for those to come; `more` are those with
    something changed: an option left out or added, assumptions moved."""

    def __init__(self, folder: Path, mark: str, wanted: Collection[Play]) -> None:
        self.path = folder / f"runs-{mark}.jsonl"
        try:
            folder.mkdir(parents=True, exist_ok=True)
            found = _read(self.path)
            self.runs = [run for run in found if run.play in wanted]
            self.more = [run for run in found if run.play.changed]
            self._file = self.path.open("a", encoding="utf-8")
        except OSError as wrong:
            raise UsageError("Cannot write {path}: {why}", path=self.path, why=wrong) from wrong  # fmt: skip

    def __enter__(self) -> Kept:
        return self

    def __exit__(self, kind: type[BaseException] | None, wrong: BaseException | None,
                 trace: TracebackType | None) -> None:  # fmt: skip
        self._file.close()

    def add(self, run: Run) -> None:
        """One more, on disk before the next. What went wrong is not kept: it is played
        again by the next rehearsal."""
        (self.more if run.play.changed else self.runs).append(run)
        if not run.why:
            line = json.dumps(run.plain(), ensure_ascii=False, separators=(",", ":"))
            self._file.write(line + "\n")
            self._file.flush()


def _read(path: Path) -> list[Run]:
    """All whole lines; a line that was cut off as the machine stopped is left out, and
    ended, so that the next begins on its own."""
    if not path.is_file():
        return []
    text = path.read_text(encoding="utf-8")
    if text and not text.endswith("\n"):
        with path.open("a", encoding="utf-8") as file:
            file.write("\n")
    made = {}
    for line in text.splitlines():
        try:
            run = run_of(json.loads(line))
        except (ValueError, TypeError, IndexError, KeyError, AttributeError):
            continue
        made[run.play] = run
    return list(made.values())
