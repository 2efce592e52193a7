"""Open actions of an earlier debrief, read from the JSON that `ttx debrief` writes.

What an exercise takes along is roles and plain text: who to contact stays behind. It
never decides whether an action was carried out.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from ttx.errors import UsageError
from ttx.text import clean

MOST_BYTES = 50_000_000
"""No debrief is larger; what is, is something else."""
MOST_ACTIONS = 40
"""More than an evaluator can look out for in a day. (judgement)"""
MOST_LETTERS = 2_000
KEPT = ("issue", "text", "element", "owner", "end")
"""The fields of a row of the improvement plan that go along, as the debrief names them."""


def open_actions(path: Path, after: int = 0) -> list[dict[str, Any]]:
    """The open rows of the improvement plan, numbered on from `after`; plain data.

    UsageError where the file is not there, is no debrief, or holds too much.
    """
    told = _read(path)
    try:
        rows, title = told["work"]["plan"], _title(told["frame"]["title"])
        left = [_row(one) for one in rows if _open(one)]
    except (KeyError, TypeError, ValueError) as wrong:
        raise UsageError("{path} holds no improvement plan; write it with: ttx debrief"
                         " F.ttx --to json", path=path) from wrong  # fmt: skip
    if after + len(left) > MOST_ACTIONS:
        raise UsageError("{path}: {count} open actions are more than an evaluation guide"
                         " can hold ({most}); close some first.", path=path,
                         count=after + len(left), most=MOST_ACTIONS)  # fmt: skip
    return [
        {"id": f"earlier-{number}", "of": title, **row}
        for number, row in enumerate(left, after + 1)
    ]


def _read(path: Path) -> Any:
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UsageError("{path} is too large to be a debrief.", path=path)
        return json.loads(path.read_text(encoding="utf-8"))
    except OSError as wrong:
        raise UsageError("{path} cannot be opened: {why}", path=path,
                         why=wrong.strerror or wrong) from wrong  # fmt: skip
    except (ValueError, RecursionError) as wrong:
        raise UsageError("{path} is not JSON; write it with: ttx debrief F.ttx --to json",
                         path=path) from wrong  # fmt: skip


def _open(row: Mapping[str, Any]) -> bool:
    """Whether a row still holds and nobody closed or dropped it."""
    return row["state"] == "open" and not row["withdrawn"] and bool(_text(row["text"]))


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    kept: dict[str, Any] = {name: _text(row[name]) for name in KEPT}
    return {**kept, "above": row["above"] is True}


def _text(raw: Any) -> str:
    if not isinstance(raw, str) or len(raw) > MOST_LETTERS:
        raise ValueError("no text")
    return clean(raw).strip()


def _title(raw: Mapping[str, Any]) -> dict[str, str]:
    return {"nl": _text(raw["nl"]), "en": _text(raw["en"])}
