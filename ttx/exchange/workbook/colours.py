"""Colours in a draaiboek that follow what stands in a row: how far it is, and what kind it is."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ttx.exchange.workbook.columns import CHOICES, KINDS, Column

FILLS = {
    "draft": "#fff4d6",
    "to-agree": "#ffe3c2",
    "agreed": "#d9f0dd",
    "dropped": "#e5e7eb",
}
"""By what is known of the status of a row; other words get no colour."""
RESERVE = "#fdf6e3"
"""Of rows that are given only if they are needed; `reserve` also says so in words."""


def colour(work: Any, page: Any, made: Sequence[Column], rows: int, lang: str) -> None:
    """Let Excel colour the status of each row, and the front of rows that are in reserve."""
    place = {one.key: number for number, one in enumerate(made)}
    status, kind, last = place["status"], place["kind"], place["title"]
    for key, words in CHOICES["status"].items():
        page.conditional_format(1, status, rows, status, {
            "type": "cell", "criteria": "==", "value": f'"{words.of(lang)}"',
            "format": work.add_format({"bg_color": FILLS[key]})})  # fmt: skip
    struck = work.add_format({"font_strikeout": True, "font_color": "#6b7280"})
    reserve = work.add_format({"bg_color": RESERVE, "italic": True})
    for column, said, form in (
        (status, CHOICES["status"]["dropped"].of(lang), struck),
        (kind, KINDS["contingency"].of(lang), reserve),
    ):
        page.conditional_format(1, 0, rows, last, {
            "type": "formula", "criteria": f'=${_letters(column)}2="{said}"', "format": form})  # fmt: skip


def _letters(column: int) -> str:
    first, rest = divmod(column, 26)
    return (chr(64 + first) if first else "") + chr(65 + rest)
