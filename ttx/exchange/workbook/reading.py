"""A workbook as it came back: its sheets, rows and cells, each with its address.

Read with openpyxl; formulas are never worked out, macros never run. What cannot be used
is a remark with its cell; this room knows no scenario.
"""

from __future__ import annotations

import json
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ttx.errors import AbsentExtra, TtxError, UsageError
from ttx.exchange.workbook.columns import SHEETS, Column, Sheet
from ttx.exchange.workbook.writing import KEPT, LISTS
from ttx.exchange.workbook_safe import must_be_safe
from ttx.text import LANGUAGES, both

MOST_ROWS, MOST_COLUMNS = 5_000, 256
_IN = re.compile(r"\((nl|en)\)\s*$")
READ_ME = tuple(both("Read me").of(lang).casefold() for lang in LANGUAGES)
HEADS = 15
"""So many first rows are looked at for the headings."""


@dataclass(frozen=True, slots=True)
class Remark:
    """Something about a cell that its reader should know: where, and a sentence.

    `lost`: what stands there was not taken over.
    """

    cell: str
    said: TtxError
    lost: bool = True


@dataclass(slots=True)
class Line:
    """One row: its number, its cells by column, own cells by heading, comments.

    `barred`: cells that cannot be used (a formula, part of a merged cell): left alone.
    """

    number: int
    cells: dict[str, Any] = field(default_factory=dict)
    own: dict[str, Any] = field(default_factory=dict)
    comments: dict[str, str] = field(default_factory=dict)
    barred: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Grid:
    """One sheet: the columns that were recognised with their letters, and its rows."""

    sheet: Sheet
    name: str
    letters: dict[str, str]
    own: list[str]
    lines: list[Line]
    comments: dict[str, str]

    def at(self, line: Line, key: str) -> str:
        """The address of a cell, as people write it: `MSEL!E7`."""
        return f"{self.name}!{self.letters.get(key, 'A')}{line.number}"


Base = dict[str, dict[str, dict[str, tuple[str, str]]]]
"""What was exported: sheet -> id -> column -> plain words and what the cell showed."""


@dataclass(slots=True)
class Workbook:
    """All that came back: what was exported once, the sheets, and remarks."""

    head: dict[str, str]
    base: Base | None
    grids: dict[str, Grid]
    remarks: list[Remark]


def read_workbook(path: Path) -> Workbook:
    """The workbook; UsageError where the file is none, AbsentExtra without openpyxl."""
    try:
        import openpyxl
    except ImportError as wrong:
        raise AbsentExtra(
            "Spreadsheets need an extra part: pip install 'ttx[excel]'."
        ) from wrong
    macros = must_be_safe(path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what openpyxl leaves out is not read here
        try:
            book = openpyxl.load_workbook(path, data_only=False, keep_links=False)
        except Exception as wrong:  # openpyxl lets through whatever a file provokes
            raise UsageError("{path} cannot be read as a workbook ({why}); open it and save it"
                             " again as .xlsx", path=path, why=type(wrong).__name__) from wrong  # fmt: skip
    remarks = []
    if macros:
        remarks.append(Remark(path.name, UsageError("the workbook holds macros; they are not run and not kept"), False))  # fmt: skip
    head, base = _kept(book)
    made = Workbook(head or _languages(book), base, {}, remarks)
    others = [page for page in book.worksheets if not _taken(made, page)]
    if not made.grids and others:
        _read(made, SHEETS[0], others.pop(0))
    for page in others:
        if page.title not in (KEPT, LISTS) and page.title.casefold() not in READ_ME:
            said = UsageError("this sheet is not one of the draaiboek: it is not taken over, and not in the"
                              " next export", )  # fmt: skip
            made.remarks.append(Remark(page.title, said, False))
    return made


def _taken(made: Workbook, page: Any) -> bool:
    """Whether this is a sheet of the draaiboek; read, unless that was done under another name."""
    sheet = _recognised(page.title)
    if sheet is None:
        return False
    if sheet.key in made.grids:
        said = UsageError("this sheet is another '{sheet}'; that one was read and this one was not:"
                          " put what counts on one sheet", sheet=made.grids[sheet.key].name)  # fmt: skip
        made.remarks.append(Remark(page.title, said))
    else:
        _read(made, sheet, page)
    return True


def _recognised(title: str) -> Sheet | None:
    said = title.strip().casefold()
    for sheet in SHEETS:
        if said in (sheet.title.nl.casefold(), sheet.title.en.casefold(), sheet.key):
            return sheet
    return SHEETS[0] if said in ("draaiboek", "injects") else None


# --- what was exported ----------------------------------------------------------------


def _kept(book: Any) -> tuple[dict[str, str], Base | None]:
    """The hidden sheet of what was exported; None where it is gone or not whole."""
    if KEPT not in book.sheetnames:
        return {}, None
    rows = [[one.value for one in row] for row in book[KEPT].iter_rows()]
    try:
        head = json.loads(str(rows[0][0]))
        base: Base = {}
        for key, name, *parts in rows[1:]:
            raw = json.loads("".join(str(one) for one in parts if one is not None))
            base.setdefault(str(key), {})[str(name)] = {
                column: (cell, cell) if isinstance(cell, str) else (str(cell[0]), str(cell[1]))
                for column, cell in raw.items()}  # fmt: skip
        return {str(k): str(v) for k, v in head.items()}, base
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        return {}, None


def _languages(book: Any) -> dict[str, str]:
    """The languages of a workbook without that sheet, by headings such as `Title (en)`."""
    found: dict[str, None] = {}
    for page in book.worksheets:
        if _recognised(page.title):
            for row in page.iter_rows(max_row=HEADS, max_col=MOST_COLUMNS):
                words = [one.value for one in row if isinstance(one.value, str)]
                found |= dict.fromkeys(m[1] for one in words if (m := _IN.search(one)))
    return dict(zip(("lang", "second"), found, strict=False))


# --- one sheet ---------------------------------------------------------------------------


def _read(made: Workbook, sheet: Sheet, page: Any) -> None:
    langs = (made.head.get("lang", ""), made.head.get("second", ""))
    wide, deep = (
        min(page.max_column, MOST_COLUMNS),
        min(page.max_row, MOST_ROWS + HEADS),
    )
    rows = list(page.iter_rows(max_row=min(deep, HEADS), max_col=wide))
    at, columns = _headings(sheet, rows, langs)
    if at is None:
        said = UsageError("no headings were found on this sheet; the first row must hold them")  # fmt: skip
        made.remarks.append(Remark(page.title, said))
        return
    grid = Grid(sheet, page.title, {}, [], [], {})
    heads: dict[int, tuple[str, bool]] = {}
    for cell in rows[at]:
        _heading(made, grid, heads, columns, cell)
    made.grids[sheet.key] = grid
    joined = {cell for one in page.merged_cells.ranges for cell in one.cells}
    for one in page.merged_cells.ranges:
        if one.min_row > at + 1:
            said = UsageError("these cells are merged; a row of the draaiboek cannot share cells, so they were left"
                " as they were. Split them",
                )  # fmt: skip
            made.remarks.append(Remark(f"{page.title}!{one.coord}", said))
    empty = 0
    for row in page.iter_rows(
        min_row=at + 2, max_row=deep, max_col=max(heads, default=1)
    ):
        line = _line(made, grid, heads, row, joined)
        empty = _emptied(made, grid, line, empty)
    if page.max_row > MOST_ROWS + HEADS:
        said = UsageError("rows below {most} were not read; empty them", most=MOST_ROWS)
        made.remarks.append(Remark(f"{page.title}!A{MOST_ROWS}", said))


def _emptied(made: Workbook, grid: Grid, line: Line, empty: int) -> int:
    """Keep a row that says something; tell of empty ones that stand between others."""
    if not (line.cells or line.own or line.barred):
        return empty or line.number
    if empty:
        said = UsageError("this row is empty and was passed over")
        made.remarks.append(Remark(f"{grid.name}!A{empty}", said, False))
    grid.lines.append(line)
    return 0


def _headings(sheet: Sheet, rows: list[Any], langs: tuple[str, str]) -> tuple[int | None, dict[str, Column]]:  # fmt: skip
    """The row of headings, and what each says; None where there is none."""
    known = dict(_said(sheet, langs))
    best, most = None, 1
    for number, row in enumerate(rows):
        found = sum(_words(cell.value) in known for cell in row)
        if found > most:
            best, most = number, found
    return best, known


def _said(sheet: Sheet, langs: tuple[str, str]) -> Iterator[tuple[str, Column]]:
    """Every heading that a column may have; the exact ones come last and win."""
    for column in sheet.columns:
        if column.lang != "2":
            yield from ((one.casefold(), column) for one in column.also)
    for column in sheet.columns:
        for head in (column.head.nl, column.head.en):
            lang = langs[int(column.lang) - 1] if column.lang else ""
            if lang:
                yield f"{head} ({lang})".casefold(), column
            if column.lang != "2":
                yield head.casefold(), column


def _words(value: object) -> str:
    return " ".join(str(value or "").split()).casefold()


def _heading(made: Workbook, grid: Grid, heads: dict[int, tuple[str, bool]],
             columns: dict[str, Column], cell: Any) -> None:  # fmt: skip
    words = " ".join(str(cell.value or "").split())
    if not words:
        return
    column = columns.get(words.casefold())
    where = f"{grid.name}!{cell.coordinate}"
    if column is not None and column.key in grid.letters:
        said = UsageError("'{head}' stands twice; the first was read and this one kept as an own"
                          " column", head=words)  # fmt: skip
        made.remarks.append(Remark(where, said, False))
        column = None
    if column is None and words in grid.own:
        return
    key = column.key if column else words
    heads[cell.column] = (key, column is None)
    grid.letters[key] = cell.column_letter
    if column is None:
        grid.own.append(words)
    if cell.comment:
        grid.comments[key] = _comment(cell)


def _comment(cell: Any) -> str:
    return str(cell.comment.text).replace("\r\n", "\n").strip()


def _line(made: Workbook, grid: Grid, heads: dict[int, tuple[str, bool]], row: Any,
          joined: set[tuple[int, int]]) -> Line:  # fmt: skip
    line = Line(row[0].row if row else 0)
    for cell in row:
        if cell.column not in heads:
            continue
        key, own = heads[cell.column]
        if getattr(cell, "comment", None):
            line.comments[key] = _comment(cell)
        column = next((one for one in grid.sheet.columns if one.key == key), None)
        if column is not None and column.kind == "derived" and not own:
            continue
        if (cell.row, cell.column) in joined:
            line.barred.append(key)
        elif cell.data_type in ("f", "e"):
            line.barred.append(key)
            made.remarks.append(Remark(f"{grid.name}!{cell.coordinate}", _barred(cell)))
        elif cell.value is not None and str(cell.value).strip():
            (line.own if own or (column and column.kind == "own") else line.cells)[key] = cell.value  # fmt: skip
    return line


def _barred(cell: Any) -> TtxError:
    if cell.data_type == "f":
        return UsageError(
            "this is a formula; it is not worked out. Type the value itself"
        )
    return UsageError("this cell holds an error ({given}); type the value", given=str(cell.value)[:20])  # fmt: skip
