"""Rows of a spreadsheet within bounds: values only, no formula run, no macro opened.

openpyxl is imported here and only when a spreadsheet is read.
"""

from __future__ import annotations

import io
import warnings
from dataclasses import dataclass
from typing import Any

from ttx.errors import AbsentExtra, UsageError
from ttx.exchange.foreign import EVERYONE
from ttx.exchange.loss import LEFT, Ledger, where
from ttx.exchange.opening import MOST_UNPACKED, Bundle
from ttx.exchange.plain import apart
from ttx.exchange.workbook_safe import safe_inside

ALL = ("all", "all players", "everyone", "allen", "alle", "iedereen", "*")
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 5_000, 60, 30


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet: its title, and its rows that hold anything, by their number from 1."""

    title: str
    rows: tuple[tuple[int, tuple[Any, ...]], ...]


def is_workbook(bundle: Bundle) -> bool:
    """Whether a ZIP is an Excel workbook."""
    return any(name.startswith("xl/") for name in bundle.names)


def sheets(raw: bytes, path: str, ledger: Ledger) -> list[Sheet]:
    """All sheets of a workbook; UsageError where it cannot be read or is far too big."""
    try:
        import openpyxl
    except ImportError:
        raise AbsentExtra("Spreadsheets need the extra 'excel': pip install 'ttx[excel]'") from None  # fmt: skip
    safe_inside(io.BytesIO(raw), path, MOST_UNPACKED)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out
            book = openpyxl.load_workbook(
                io.BytesIO(raw), read_only=True, data_only=True
            )
            return [_sheet(one, ledger) for one in book.worksheets[:MOST_SHEETS]]
    except UsageError:
        raise
    except Exception as wrong:  # openpyxl raises whatever a broken part makes it raise
        raise UsageError("{path} is a workbook that cannot be read ({why}); save it again as"
                         " .xlsx", path=path, why=type(wrong).__name__) from None  # fmt: skip


def _sheet(one: Any, ledger: Ledger) -> Sheet:
    if hasattr(one, "reset_dimensions"):
        one.reset_dimensions()  # a stated size may be a lie
    rows = []
    walked = one.iter_rows(
        max_row=MOST_ROWS + 1, max_col=MOST_COLUMNS, values_only=True
    )
    for n, cells in enumerate(walked, 1):
        if n > MOST_ROWS:
            ledger.tell(LEFT, "rows below row {most}", where(one.title), most=MOST_ROWS)
            break
        values = tuple(cells)
        if any(value not in (None, "") for value in values):
            rows.append((n, values))
    return Sheet(str(one.title)[:60], tuple(rows))


def receivers(raw: Any) -> tuple[str, ...]:
    """The teams of a cell: `EOC, Hospital`; `All` and nothing mean everybody."""
    found = apart(raw, ",;/\n")
    return (EVERYONE,) if not found or found[0].lower() in ALL else found


def letter(column: int) -> str:
    """The letter of a column, from 0: A, B, .. Z, AA."""
    first, last = divmod(column, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)
