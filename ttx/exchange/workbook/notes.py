"""What people add to a workbook that a scenario has no place for: columns, comments.

Kept in a small JSON file beside the scenario and written back at the next export. It
never becomes part of an exercise.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ttx.errors import UsageError

Cell = str | int | float | bool
SAYS = "Own columns and comments of the spreadsheet; written by ttx import, read by ttx export."


@dataclass(slots=True)
class Notes:
    """By sheet: the headings of own columns, their cells by id, comments by id.

    A comment on a heading stands under the id "".
    """

    columns: dict[str, list[str]] = field(default_factory=dict)
    cells: dict[str, dict[str, dict[str, Cell]]] = field(default_factory=dict)
    comment: dict[str, dict[str, dict[str, str]]] = field(default_factory=dict)

    def headings(self, sheet: str) -> list[str]:
        """The organisation's own columns of a sheet, in order."""
        return self.columns.get(sheet, [])

    def cell(self, sheet: str, row: str, key: str) -> Cell:
        """What stands in an own column of a row; empty text for nothing."""
        return self.cells.get(sheet, {}).get(row, {}).get(key, "")

    def comments(self, sheet: str, row: str) -> dict[str, str]:
        """The comments of a row, by column."""
        return self.comment.get(sheet, {}).get(row, {})


def notes_path(scenario: Path) -> Path:
    """Beside a scenario of one file, or in the folder of one with several."""
    if scenario.is_dir():
        return scenario / "msel-notes.json"
    return scenario.with_name(f"{scenario.stem}.msel-notes.json")


def read_notes(scenario: Path) -> Notes:
    """What was kept beside this scenario; UsageError where it cannot be read."""
    path = notes_path(scenario)
    try:
        raw = json.loads(path.read_text(encoding="utf-8"))
        return Notes(_of(raw["columns"], list), _of(raw["cells"], dict), _of(raw["comments"], dict))  # fmt: skip
    except FileNotFoundError:
        return Notes()
    except (OSError, ValueError, KeyError, TypeError) as wrong:
        raise UsageError("{path} cannot be read: {why}; mend it, or move it away and lose the"
                         " own columns and comments in it", path=path,
                         why=type(wrong).__name__) from None  # fmt: skip


def _of(raw: Any, kind: type) -> dict[str, Any]:
    if not isinstance(raw, Mapping) or not all(isinstance(one, kind) for one in raw.values()):  # fmt: skip
        raise TypeError(kind.__name__)
    return dict(raw)


def notes_text(notes: Notes) -> str:
    """The file's text: the same notes, the same text."""
    kept = {"says": SAYS, "columns": notes.columns, "cells": notes.cells,
            "comments": notes.comment}  # fmt: skip
    return json.dumps(kept, ensure_ascii=False, indent=1, sort_keys=False) + "\n"
