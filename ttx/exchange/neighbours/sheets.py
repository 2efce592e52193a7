"""Rows of a spreadsheet within bounds: values only, no formula run, no macro opened.

openpyxl is imported here and only when a spreadsheet is read.
"""

from __future__ import annotations

import io
import warnings
import zipfile
from dataclasses import dataclass
from typing import Any

from ttx.errors import AbsentExtra, UsageError
from ttx.exchange.loss import LEFT, NEAR, Ledger, where
from ttx.exchange.neighbours.foreign import EVERYONE
from ttx.exchange.opening import MOST_UNPACKED, Bundle
from ttx.exchange.plain import apart
from ttx.exchange.workbook_safe import safe_inside

ALL = ("all", "all players", "everyone", "allen", "alle", "iedereen", "*")
MOST_ROWS, MOST_COLUMNS, MOST_SHEETS = 5_000, 60, 30
MOST_FORMULAS = 200
"""So many formulas of a sheet are told of, each with its cell."""


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
    if safe_inside(io.BytesIO(raw), path, MOST_UNPACKED):
        ledger.tell(
            LEFT,
            "the workbook holds macros; they are not run and not kept",
            where(path),
        )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # openpyxl warns of what it leaves out
            book = openpyxl.load_workbook(
                io.BytesIO(raw), read_only=True, data_only=True
            )
            made = [_sheet(one, ledger) for one in book.worksheets[:MOST_SHEETS]]
            if _calculates(raw):
                asked = openpyxl.load_workbook(io.BytesIO(raw), read_only=True)
                for values, one in zip(made, asked.worksheets, strict=False):
                    _formulas(values, one, ledger)
            return made
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


def _calculates(raw: bytes) -> bool:
    """Whether some cell of this workbook holds a formula."""
    with zipfile.ZipFile(io.BytesIO(raw)) as parts:
        return any(b"<f" in parts.read(name) for name in parts.namelist()
                   if name.startswith("xl/worksheets/"))  # fmt: skip


def _formulas(values: Sheet, one: Any, ledger: Ledger) -> None:
    """Tell of cells that hold a formula: the value that it last had counts, if it had one."""
    if hasattr(one, "reset_dimensions"):
        one.reset_dimensions()
    known, told = dict(values.rows), 0
    for n, row in enumerate(one.iter_rows(max_row=MOST_ROWS, max_col=MOST_COLUMNS), 1):
        for column, cell in enumerate(row):
            if cell.data_type != "f" or told >= MOST_FORMULAS:
                continue
            told += 1
            place = where(f"{values.title}!{letter(column)}{n}")
            held = known.get(n, ())[column : column + 1]
            if held and held[0] not in (None, ""):
                ledger.tell(
                    NEAR, "a formula; the value that it last had was taken", place
                )
            else:
                ledger.tell(LEFT, "this is a formula; it is not worked out. Type the value itself",
                            place)  # fmt: skip


def receivers(raw: Any) -> tuple[str, ...]:
    """The teams of a cell: `EOC, Hospital`; `All` and nothing mean everybody."""
    found = apart(raw, ",;/\n")
    return (EVERYONE,) if not found or found[0].lower() in ALL else found


def letter(column: int) -> str:
    """The letter of a column, from 0: A, B, .. Z, AA."""
    first, last = divmod(column, 26)
    return (chr(64 + first) if first else "") + chr(65 + last)
