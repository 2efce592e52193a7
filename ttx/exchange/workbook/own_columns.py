"""What a workbook holds beside the draaiboek: columns of an organisation's own, comments.

Kept as they came, by the id of their row; nothing of it becomes part of an exercise.
"""

from __future__ import annotations

from collections.abc import Mapping

from ttx.exchange.workbook.cells import tidy
from ttx.exchange.workbook.notes import Notes
from ttx.exchange.workbook.reading import Line, Workbook


def keep(
    kept: Notes, into: Notes, came: Workbook, rows: Mapping[tuple[str, str], Line]
) -> None:
    """The notes as they are to be kept: sheets that did not come back keep theirs."""
    for key in kept.columns | kept.cells | kept.comment:
        if key not in came.grids:
            _copy(kept, into, key)
    for key, grid in came.grids.items():
        if grid.own:
            into.columns[key] = list(grid.own)
        if grid.comments:
            into.comment.setdefault(key, {})[""] = grid.comments
        for (sheet, name), line in rows.items():
            if sheet == key:
                _note(into, key, name, line)


def _note(notes: Notes, key: str, name: str, line: Line) -> None:
    own = {head: value if isinstance(value, bool | int | float) else tidy(value)
           for head, value in line.own.items()}  # fmt: skip
    if own:
        notes.cells.setdefault(key, {})[name] = own
    if line.comments:
        notes.comment.setdefault(key, {})[name] = line.comments


def _copy(kept: Notes, into: Notes, key: str) -> None:
    for there, here in ((kept.columns, into.columns), (kept.cells, into.cells),
                        (kept.comment, into.comment)):  # fmt: skip
        if key in there:
            here[key] = there[key]  # type: ignore[assignment]
