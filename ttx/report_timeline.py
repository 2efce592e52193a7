"""The time line on sheets of paper: a column for each move, a lane for each table.

Every inject is printed with its number, its moment on both clocks and its title.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ttx.report_paper import (
    A3,
    A4,
    BODY,
    FOOT,
    HEAD,
    LINE,
    MARGIN,
    PALE,
    SMALL,
    SOFT,
    Sheet,
    lines_of,
    most,
    wide,
)
from ttx.text import say

NAMES, EDGE, BAND = 34.0, 1.6, 15.0
"""Room for a table's name, the edge in a cell, the height of the columns' headings."""
SORTS = {"contextual": "#1a1a1a", "contingency": "#D55E00", "perhaps": "#0072B2"}
NARROWEST = 36.0
OPEN = 1.9
"""How much wider the last column is: it holds the most, in two columns of its own."""
Laid = tuple[Any, list[str], list[str], float]
"""An entry, its title and its moment on lines, and how high it stands."""


def sheets(line: Any, lang: str) -> list[Sheet]:
    """The sheets of a time line (an `outline.TimeLine`); lanes are never cut in two."""
    small = _Drawing(line, lang, A4)
    drawn = small.sheets()
    return (
        drawn
        if len(drawn) == 1 and small.wides[0] > NARROWEST
        else _Drawing(line, lang, A3).sheets()
    )


class _Drawing:
    def __init__(self, line: Any, lang: str, size: tuple[float, float]) -> None:
        self.line, self.lang, self.size = line, lang, size
        self.made: list[Sheet] = []
        each = (self.size[0] - 2 * MARGIN - NAMES) / (len(line.columns) - 1 + OPEN)
        self.wides = [each] * (len(line.columns) - 1) + [each * OPEN]
        self.y = 0.0

    def sheets(self) -> list[Sheet]:
        self._open()
        for lane in self.line.lanes:
            cells = self._cells(lane)
            height = 2 * EDGE + max(
                6.0, *(sum(one[3] for one in part) for cell in cells for part in cell)
            )
            if (
                self.y + height > self.size[1] - MARGIN - FOOT + 4
                and self.y > HEAD + BAND + 1
            ):
                self._open()
            self._lane(lane, cells, height)
        return self.made

    def _open(self) -> None:
        title = say(
            self.lang, "Time line: {title}", title=self.line.title.of(self.lang)
        )
        told = say(self.lang, "{lanes} lanes; the same in words: ttx show NAME",
                   lanes=len(self.line.lanes))  # fmt: skip
        sheet = Sheet(self.size, title, told)
        self.made.append(sheet)
        sheet.text(MARGIN, MARGIN + 11, self.line.span.of(self.lang), BODY, color=SOFT)
        x = MARGIN + NAMES
        for column, wide_ in zip(self.line.columns, self.wides, strict=True):
            self._head(sheet, column, x, wide_)
            x += wide_
        self._legend(sheet)
        self.y = HEAD + BAND

    def _head(self, sheet: Sheet, column: Any, x: float, room: float) -> None:
        sheet.box(x, HEAD, room, BAND, fill=PALE, stroke=LINE, round_=0)
        room -= 2 * EDGE
        title = lines_of(column.title.of(self.lang), room, 3.4, bold=True)
        at = sheet.block(x + EDGE, HEAD + 0.6, most(title, 2), 3.4, bold=True)
        both = (column.when.of(self.lang), column.note.of(self.lang))
        told = " · ".join(one for one in both if one)
        sheet.block(
            x + EDGE, at, most(lines_of(told, room, SMALL), 2), SMALL, color=SOFT
        )

    def _legend(self, sheet: Sheet) -> None:
        x, y = MARGIN, self.size[1] - MARGIN - 4.0
        for sort, words in (
            ("contextual", say(self.lang, "planned")),
            ("contingency", say(self.lang, "contingency: only if it is needed")),
            ("perhaps", say(self.lang, "by chance, or unless something is already so")),
        ):
            self._mark(sheet, sort, x, y)
            sheet.text(x + 4, y, words, SMALL)
            x += 12 + wide(words, SMALL)

    def _mark(self, sheet: Sheet, sort: str, x: float, y: float) -> None:
        """A full circle, a square or a ring: told apart without colour too."""
        color = SORTS[sort]
        if sort == "contingency":
            sheet.box(x, y - 2.0, 1.9, 1.9, fill=color, stroke=color, round_=0)
        else:
            fill = color if sort == "contextual" else "#fff"
            sheet.box(x, y - 2.0, 1.9, 1.9, fill=fill, stroke=color, round_=0.95,
                      thick=0.45)  # fmt: skip

    def _laid(self, entries: Sequence[Any], room: float) -> list[Laid]:
        """The entries of one cell, wrapped."""
        made: list[Laid] = []
        for one in entries:
            number = f"{one.number}  " if one.number else ""
            title = lines_of(number + one.title.of(self.lang), room, BODY, bold=True)
            when = most(lines_of(one.when.of(self.lang), room, SMALL), 3)
            tall = (len(title) * BODY + len(when) * SMALL) * 1.22 + 1.0
            made.append((one, title, when, tall))
        return made

    def _cells(self, lane: Any) -> list[list[list[Laid]]]:
        """Each cell as columns of entries: one, or two in the last."""
        cells = []
        for entries, room in zip(lane.cells, self.wides, strict=True):
            if room == self.wides[0]:
                cells.append([self._laid(entries, room - 2 * EDGE - 3.5)])
                continue
            laid = self._laid(entries, room / 2 - 2 * EDGE - 3.5)
            whole, count, sofar = sum(one[3] for one in laid), 0, 0.0
            while count < len(laid) and sofar + laid[count][3] / 2 <= whole / 2:
                sofar, count = sofar + laid[count][3], count + 1
            cells.append([laid[:count], laid[count:]])
        return cells

    def _lane(self, lane: Any, cells: Sequence[Sequence[Sequence[Laid]]], height: float) -> None:  # fmt: skip
        sheet = self.made[-1]
        sheet.box(MARGIN, self.y, NAMES, height, fill=PALE, stroke=LINE, round_=0)
        name = lines_of(lane.title.of(self.lang), NAMES - 2 * EDGE, 3.2, bold=True)
        sheet.block(MARGIN + EDGE, self.y + EDGE, name, 3.2, bold=True)
        x = MARGIN + NAMES
        for cell, room in zip(cells, self.wides, strict=True):
            sheet.box(x, self.y, room, height, stroke=LINE, round_=0)
            for number, entries in enumerate(cell):
                self._entries(entries, x + EDGE + number * room / len(cell))
            x += room
        self.y += height

    def _entries(self, entries: Sequence[Laid], x: float) -> None:
        sheet, y = self.made[-1], self.y + EDGE
        for one, title, when, _ in entries:
            self._mark(sheet, one.sort, x, y + 2.9)
            y = sheet.block(x + 3.5, y, title, BODY, bold=True)
            y = sheet.block(x + 3.5, y, when, SMALL, color=SOFT) + 1.0
