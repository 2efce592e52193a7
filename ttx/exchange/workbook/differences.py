"""What a workbook changes in a scenario: three versions of each cell, held side by side.

As exported, as it is in the scenario now, as it came back. Nothing is written here.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from ttx.errors import TtxError, UsageError
from ttx.exchange.workbook.book import Book
from ttx.exchange.workbook.cells import NotUnderstood, shown, tidy, understood
from ttx.exchange.workbook.columns import SHEETS, Column, Sheet
from ttx.exchange.workbook.notes import Notes
from ttx.exchange.workbook.own_columns import keep
from ttx.exchange.workbook.pages import Row, columns, pages
from ttx.exchange.workbook.reading import Grid, Line, Remark, Workbook
from ttx.exchange.workbook.times import read_moment
from ttx.moment import DAY

What = Literal["changed", "added", "removed", "moved", "conflict"]
BOUNDS = ("STARTEX", "ENDEX")
"""Rows that only show where an exercise begins and ends."""
_SLUG = re.compile(r"[a-z][a-z0-9-]*")


@dataclass(frozen=True, slots=True)
class Change:
    """One difference: what kind, at which cell, of which record and column.

    `before` and `after` are plain words; of a row that was added or moved `after` is the
    id of the row above it, and `values` what a new row holds.
    """

    what: What
    sheet: Sheet
    cell: str
    id: str
    column: Column | None = None
    before: str = ""
    after: str = ""
    now: str = ""
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Differences:
    """All that a workbook changes, what was not understood, and its own columns."""

    changes: list[Change]
    remarks: list[Remark]
    notes: Notes
    rows: dict[tuple[str, str], Line]
    unclear: int = 0

    def to_write(self) -> list[Change]:
        """The changes that go into the scenario: conflicts stay out."""
        return [one for one in self.changes if one.what != "conflict"]


def compare(book: Book, came: Workbook, kept: Notes) -> Differences:
    """Everything in which this workbook differs from what was exported, and from now."""
    made = Differences([], list(came.remarks), Notes(), {})
    now = pages(book)
    for sheet in SHEETS:
        if sheet.key in came.grids:
            _Compared(book, came, made, sheet, now[sheet.key]).all()
    made.unclear = sum(one.lost for one in made.remarks)
    keep(kept, made.notes, came, made.rows)
    return made


class _Compared:
    """One sheet, compared row by row."""

    def __init__(self, book: Book, came: Workbook, made: Differences, sheet: Sheet,
                 now: Sequence[Row]) -> None:  # fmt: skip
        self.book, self.made, self.sheet = book, made, sheet
        self.grid: Grid = came.grids[sheet.key]
        self.now = {row.id: row for row in now}
        self.base = (came.base or {}).get(sheet.key) if came.base else None
        self.columns = {one.key: one for one in columns(book, sheet)
                        if one.kind not in ("derived", "own") and one.key in self.grid.letters}  # fmt: skip
        self.order: list[str] = []

    def remark(self, line: Line, key: str, said: TtxError) -> None:
        self.made.remarks.append(Remark(self.grid.at(line, key), said))

    def all(self) -> None:
        """Rows that are there, rows that are gone, rows that stand elsewhere."""
        for line in self.grid.lines:
            self._line(line)
        if self.order:
            self._gone()
        if self.sheet.listed and not self.sheet.inside:
            self._moved()
        place = {name: number for number, name in enumerate(self.order)}
        self.made.changes.sort(key=lambda one: place.get(one.id, -1)
                               if one.sheet is self.sheet and one.what in ("added", "moved") else -1)  # fmt: skip

    # --- a row -----------------------------------------------------------------------

    def _line(self, line: Line) -> None:
        name = tidy(line.cells.get("id", ""))
        if name in BOUNDS:
            self._bound(name, line)
            return
        if "id" in line.barred:
            return
        if not name:
            name = self._by_number(line)
        if name in self.order:
            self.remark(line, "id", UsageError(
                "'{id}' also stands in a row above; empty the id of the new row", id=name))  # fmt: skip
            return
        if name in self.now:
            self._keep_line(name, line)
            self._known(name, line)
        elif self.base and name in self.base:
            self._taken_out(name, line)
        elif name and (not _SLUG.fullmatch(name) or len(name) > 64):
            self.remark(line, "id", UsageError(
                "'{id}' cannot be an id: use small letters, digits and hyphens, or leave the cell"
                " empty", id=name[:60]))  # fmt: skip
        else:
            self._new(name, line)

    def _bound(self, name: str, line: Line) -> None:
        """The rows that show where an exercise begins and ends are only shown."""
        at = {"STARTEX": 0, "ENDEX": self.book.scenario.endex}[name]
        cell = line.cells.get("at", at / DAY)
        try:
            same = (
                "at" in line.barred
                or read_moment(cell, self.book.scenario.calendar) == at
            )
        except ValueError:
            same = False
        if not same:
            self.remark(line, "at", UsageError("STARTEX and ENDEX are changed in the scenario itself"))  # fmt: skip

    def _keep_line(self, name: str, line: Line) -> None:
        self.order.append(name)
        self.made.rows[self.sheet.key, name] = line

    def _by_number(self, line: Line) -> str:
        """Without a column of ids a row is known by its number, where that is clear."""
        number = tidy(line.cells.get("number", ""))
        if "id" in self.grid.letters or not number:
            return ""
        same = [
            row.id for row in self.now.values() if row.plain.get("number") == number
        ]
        return same[0] if len(same) == 1 else ""

    def _two_moments(self, line: Line, at: str, move: str) -> bool:
        """Whether a row has both a time and a move, which is said."""
        if at and move:
            self.remark(line, "at", UsageError("a row has either a time or a move; empty one"
                                               " of the two"))  # fmt: skip
        return bool(at and move)

    def _known(self, name: str, line: Line, typed: bool = True) -> None:
        """A row of the scenario. `typed`: its id stood there; with an id that was not
        exported, both sides made that row."""
        if self.sheet.key == "msel" and self._moments(name, line):
            return
        for key, column in self.columns.items():
            if key == "id" or key in line.barred:
                continue
            now = self.now[name].plain[key]
            base, said = self._exported(name, column, now)
            try:
                got = self._got(column, line.cells.get(key), base, said)
            except NotUnderstood as wrong:
                self.remark(line, key, wrong)
                continue
            if got not in (base, now):
                both = now != base or (
                    self.base is not None and typed and name not in self.base
                )
                what: What = "conflict" if both else "changed"
                self.made.changes.append(Change(what, self.sheet, self.grid.at(line, key),
                                                name, column, base, got, now))  # fmt: skip

    def _moments(self, name: str, line: Line) -> bool:
        """Whether a row got a time beside its move (or a move beside its time)."""
        at, move = (self._cell(name, line, key) for key in ("at", "move"))
        return self._two_moments(line, at, move)

    def _cell(self, name: str, line: Line, key: str) -> str:
        """Whether something stands in a cell, if its column is there."""
        if key not in self.columns or key in line.barred:
            return self.now[name].plain.get(key, "")
        return tidy(line.cells.get(key, ""))

    def _exported(self, name: str, column: Column, now: str) -> tuple[str, str]:
        """What was exported: as plain words, and as the cell showed it."""
        if self.base and column.key in self.base.get(name, {}):
            plain, said = self.base[name][column.key]
            if plain == now or self._shows(column, plain):
                return plain, said
        cell = shown(self.book, column, now)
        return now, cell if isinstance(cell, str) else now

    def _shows(self, column: Column, plain: str) -> bool:
        """Whether what the hidden sheet holds can be a value of this column at all."""
        try:
            shown(self.book, column, plain)
        except (ValueError, LookupError, OverflowError, RecursionError):
            return False
        return True

    def _got(self, column: Column, cell: object, base: str, said: str) -> str:
        """A cell as plain words; what still shows what was exported is not read again."""
        if isinstance(cell, str) and tidy(cell) == tidy(said):
            return base
        if cell is None and not said:
            return base
        return understood(self.book, column, cell)

    def _taken_out(self, name: str, line: Line) -> None:
        """A row that somebody took out of the scenario since it was exported."""
        assert self.base is not None
        self.remark(line, "id", UsageError(
            "'{id}' was taken out of the scenario since the export; empty the id to bring the row"
            " back as a new one", id=name))  # fmt: skip

    def _new(self, name: str, line: Line) -> None:
        if any(key in self.columns for key in line.barred):
            return  # said already, at the cell
        values: dict[str, str] = {}
        for key, column in self.columns.items():
            try:
                plain = understood(self.book, column, line.cells.get(key))
            except NotUnderstood as wrong:
                self.remark(line, key, wrong)
                return
            if plain and plain != column.otherwise:
                values[key] = plain
        if self._two_moments(line, values.get("at", ""), values.get("move", "")):
            return
        if not values.get("title") and not values.get("text"):
            self.remark(line, "title", UsageError("a new row needs at least a title"))
            return
        if self.sheet.inside:
            self.remark(line, "id", UsageError("a new critical task is written in the scenario"
                                               " itself, under its objective"))  # fmt: skip
            return
        if not name and (same := self._twin(values)):
            self._keep_line(same, line)
            self._known(same, line, typed=False)
            return
        name = name or self._named(values.get("title") or values["text"])
        above = self.order[-1] if self.order else ""
        values["id"] = name
        self.made.changes.append(Change("added", self.sheet, self.grid.at(line, "title"), name,
                                        after=above, values=values))  # fmt: skip
        self._keep_line(name, line)

    def _twin(self, values: Mapping[str, str]) -> str:
        """The row that an earlier import made of this one, which has no id: the same title
        (or text) and number, and not in what was exported."""
        keys = ("number", "title" if values.get("title") else "text")
        same = [name for name, row in self.now.items()
                if self.base is not None and name not in self.base and name not in self.order
                and all(row.plain.get(key, "") == values.get(key, "") for key in keys)]  # fmt: skip
        return same[0] if len(same) == 1 else ""

    def _named(self, title: str) -> str:
        """An id from a title that no other row has."""
        plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
        words = re.findall(r"[a-z0-9]+", plain.casefold())[:6]
        stem = "-".join(words)[:48].strip("-") or "inject"
        stem = stem if stem[0].isalpha() else f"i-{stem}"
        taken, name, number = {*self.now, *self.order, *(self.base or {})}, stem, 1
        while name in taken:
            number += 1
            name = f"{stem}-{number}"
        return name

    # --- rows that are gone or stand elsewhere ----------------------------------------

    def _gone(self) -> None:
        """Rows that were exported and did not come back."""
        spoiled = {tidy(line.cells.get("id", "")) for line in self.grid.lines}
        if any("id" in line.barred for line in self.grid.lines):
            return
        for name, row in self.now.items():
            if name in self.order or name in spoiled or (self.base is not None and name not in self.base):  # fmt: skip
                continue
            was = (self.base or {}).get(name, {})
            same = all(was.get(key, (row.plain[key],))[0] == row.plain[key] for key in self.columns)  # fmt: skip
            title = row.plain.get("title", "")
            self.made.changes.append(Change("removed" if same else "conflict", self.sheet,
                                            self.grid.name, name, before=title))  # fmt: skip

    def _moved(self) -> None:
        """As few rows as possible that were put elsewhere, with the row above each."""
        exported = [
            n for n in (self.base or self.now) if n in self.order and n in self.now
        ]
        here = [name for name in self.order if name in self.now]
        if [n for n in here if n in exported] == exported:
            return
        place = {name: number for number, name in enumerate(self.now)}
        stay = _staying([place[name] for name in here])
        for name in here:
            if place[name] in stay:
                continue
            at = self.order.index(name)
            line = self.made.rows[self.sheet.key, name]
            self.made.changes.append(Change("moved", self.sheet, self.grid.at(line, "id"), name,
                                            after=self.order[at - 1] if at else ""))  # fmt: skip


def _staying(places: Sequence[int]) -> frozenset[int]:
    """The longest run of places that go up: what need not be moved (patience sorting)."""
    ends: list[int] = []
    ups: list[int] = []
    before: dict[int, int | None] = {}
    for one in places:
        at = bisect_left(ends, one)
        before[one] = ups[at - 1] if at else None
        ends[at:] = [one, *ends[at + 1 :]]
        ups[at:] = [one, *ups[at + 1 :]]
    kept: list[int] = []
    last = ups[-1] if ups else None
    while last is not None:
        kept.append(last)
        last = before[last]
    return frozenset(kept)
