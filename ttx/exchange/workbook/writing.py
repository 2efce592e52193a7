"""The workbook itself: sheets, headings, drop-downs, real times, ready to print.

Written with xlsxwriter; every text goes in as text, so that nothing in it is ever run.
"""

from __future__ import annotations

import io
import json
import textwrap
from datetime import datetime, timedelta
from typing import Any

from ttx.errors import AbsentExtra
from ttx.exchange.workbook.book import Book
from ttx.exchange.workbook.cells import LONGEST, shown
from ttx.exchange.workbook.colours import colour
from ttx.exchange.workbook.columns import CHOICES, SHEETS, Column, Sheet
from ttx.exchange.workbook.notes import Notes
from ttx.exchange.workbook.pages import Comes, Row, columns, heading, pages
from ttx.exchange.workbook.readme import read_me
from ttx.moment import DAY
from ttx.text import Text, both, say

STAMP = datetime(2026, 1, 1)
"""When a workbook says that it was made: the same scenario, the same file."""
KEPT, LISTS = "_ttx", "_lists"
"""The hidden sheets: what was exported, and what drop-downs choose from."""
A3_PAPER = 8
ROOM = 4000
"""So many rows have drop-downs: those there are and those that may be added."""
AFTER_START = "[hh]:mm"
LINE, MOST_HIGH = 15.0, 405.0
"""Points that a line of text takes, and the highest row that Excel has (409)."""
OWN_WIDE, FILTER_SIGN = 18, 3
"""The width of a column of one's own, and of the arrow of the filter, in signs."""
GREY, BLUE, PALE = "#6b7280", "#1f3a5f", "#f3f4f6"


def to_bytes(book: Book, notes: Notes, comes: Comes) -> bytes:
    """The workbook as bytes of an .xlsx; AbsentExtra without xlsxwriter."""
    try:
        import xlsxwriter
    except ImportError as wrong:
        raise AbsentExtra(
            "Spreadsheets need an extra part: pip install 'ttx[excel]'."
        ) from wrong
    made = io.BytesIO()
    work = xlsxwriter.Workbook(made, {
        "in_memory": True, "strings_to_formulas": False, "strings_to_urls": False,
        "strings_to_numbers": False})  # fmt: skip
    work.set_properties({"title": book.scenario.title.of(book.lang), "created": STAMP,
                         "category": book.scenario.marking.of(book.lang)})  # fmt: skip
    _Workbook(work, book, notes).fill(pages(book, comes))
    work.close()
    return made.getvalue()


class _Workbook:
    """One workbook while it is being written."""

    def __init__(self, work: Any, book: Book, notes: Notes) -> None:
        self.work, self.book, self.notes = work, book, notes
        top = {
            "valign": "top",
            "text_wrap": True,
            "border": 1,
            "border_color": "#d1d5db",
        }
        form = work.add_format
        self.formats = {
            "head": form({**top, "bold": True, "font_color": "white", "bg_color": BLUE, "valign": "vcenter"}),
            "text": form({**top, "num_format": "@"}),
            "time": form({**top, "num_format": AFTER_START, "align": "left"}),
            "clock": form({**top, "num_format": "dd-mm hh:mm", "font_color": GREY, "bg_color": PALE, "align": "left"}),
            "derived": form({**top, "font_color": GREY, "bg_color": PALE}),
            "bound": form({**top, "num_format": AFTER_START, "align": "left", "font_color": GREY, "bg_color": PALE}),
            "title": form({"bold": True, "font_size": 16, "font_color": BLUE}),
            "plain": form({"text_wrap": True, "valign": "top"}),
            "label": form({"bold": True, "text_wrap": True, "valign": "top"}),
            "start": form({"num_format": "yyyy-mm-dd hh:mm", "align": "left"}),
        }  # fmt: skip
        self.lists: dict[str, str] = {}

    def fill(self, rows: dict[str, list[Row]]) -> None:
        """All sheets: what people read first, hidden ones last."""
        first = self.work.add_worksheet(_name(self.book, both("Read me").of(self.book.lang)))  # fmt: skip
        sheets = {one.key: self.work.add_worksheet(one.title.of(self.book.lang)) for one in SHEETS}  # fmt: skip
        self._lists()
        self._read_me(first)
        for sheet in SHEETS:
            self._sheet(sheets[sheet.key], sheet, rows[sheet.key])
        self._kept(rows)
        sheets["msel"].activate()

    def _read_me(self, page: Any) -> None:
        book = self.book
        page.set_column(0, 0, 26)
        page.set_column(1, 1, 90)
        page.write_string(
            0, 0, book.scenario.title.of(book.lang), self.formats["title"]
        )
        start = book.scenario.calendar.startex.replace(tzinfo=None)
        page.write_string(1, 0, "STARTEX")
        page.write_datetime(1, 1, start, self.formats["start"])
        self.work.define_name("STARTEX", f"='{page.get_name()}'!$B$2")
        for number, (left, right) in enumerate(read_me(book), 3):
            page.write_string(number, 0, left, self.formats["label"])
            page.write_string(number, 1, right, self.formats["plain"])
            page.set_row(number, LINE * _lines(right, 90))
        page.set_portrait()
        page.set_paper(9)
        page.fit_to_pages(1, 0)

    # --- drop-downs ------------------------------------------------------------------

    def _lists(self) -> None:
        """What each drop-down chooses from, in a named column of a hidden sheet."""
        page = self.work.add_worksheet(LISTS)
        page.hide()
        kinds = ("receivers", "anybody", "senders", "channels", "moves", "options", "objectives",
                 "tasks", "injects", "teams")  # fmt: skip
        found = {
            kind: self.book.directory(kind).labels(self.book.lang) for kind in kinds
        }
        found |= {kind: [text.of(self.book.lang) for text in words.values()]
                  for kind, words in CHOICES.items()}  # fmt: skip
        found["flag"] = [say(self.book.lang, "yes")]
        for place, (kind, labels) in enumerate(found.items()):
            page.write_string(0, place, kind)
            for number, label in enumerate(labels, 1):
                page.write_string(number, place, label[:255])
            if labels:
                column = chr(ord("A") + place)
                self.work.define_name(f"ttx_{kind}", f"='{LISTS}'!${column}$2:${column}${len(labels) + 1}")  # fmt: skip
                self.lists[kind] = f"=ttx_{kind}"

    def _check(self, page: Any, place: int, column: Column) -> None:
        """The drop-down or the hint of a column."""
        lang, kind = self.book.lang, "flag" if column.kind == "flag" else column.known
        if column.kind == "time":
            page.data_validation(1, place, ROOM, place, {
                "validate": "decimal", "criteria": "between", "minimum": 0, "maximum": 400,
                "error_type": "information", "ignore_blank": True,
                "input_title": column.head.of(lang)[:32],
                "input_message": say(lang, "Hours and minutes after STARTEX, as in 1:30. T+1:30 and D+1 06:00 are understood too."),
                "error_title": column.head.of(lang)[:32],
                "error_message": say(lang, "This is no time; T+1:30, D+1 06:00 and a date with a clock time are understood."),
            })  # fmt: skip
        elif kind in self.lists:
            one = column.kind in ("name", "choice", "flag")
            alone = one or column.kind == "own"
            message = "Choose from the list." if alone else "Choose from the list; several between semicolons."  # fmt: skip
            page.data_validation(1, place, ROOM, place, {
                "validate": "list", "source": self.lists[kind], "ignore_blank": True,
                "error_type": "stop" if one and kind != "injects" else "information",
                "error_title": column.head.of(lang)[:32],
                "error_message": say(lang, message) if alone else say(lang, "Choose from the list; several between semicolons."),
            })  # fmt: skip

    # --- one sheet -------------------------------------------------------------------

    def _sheet(self, page: Any, sheet: Sheet, rows: list[Row]) -> None:
        book = self.book
        made = columns(book, sheet)
        own = self.notes.headings(sheet.key)
        self._heads(page, made, own)
        self._comments(page, sheet.key, "", 0, made, own)
        first = 2 if sheet.key == "msel" else 1
        for number, row in enumerate(rows, first):
            self._row(page, sheet, number, row, made, own)
            page.set_row(number, _height(self.book, row, made))
        if sheet.key == "msel":
            end = self.book.scenario.endex
            self._bound(page, 1, made, "STARTEX", 0, both("begins the exercise"))
            self._bound(
                page, len(rows) + 2, made, "ENDEX", end, both("ends the exercise")
            )
            colour(self.work, page, made, ROOM, book.lang)
        self._printing(page, sheet, made, len(rows) + first, len(made) + len(own))

    def _heads(self, page: Any, made: list[Column], own: list[str]) -> None:
        """The headings, in a row as high as the longest needs, with drop-downs below them."""
        heads = [(heading(self.book, one), one.width) for one in made]
        heads += [(words, OWN_WIDE) for words in own]
        for place, (words, width) in enumerate(heads):
            aside = place < len(made) and not (made[place].front or made[place].lang)
            page.set_column(place, place, width, None, {"level": 1} if aside else {})
            page.write_string(0, place, words, self.formats["head"])
        for place, column in enumerate(made):
            if column.known or column.kind in ("time", "flag"):
                self._check(page, place, column)
        high = max(_lines(words, width - FILTER_SIGN) for words, width in heads)
        page.set_row(0, LINE * max(2, high))

    def _bound(self, page: Any, number: int, made: list[Column], name: str, at: int, says: Text) -> None:  # fmt: skip
        """A grey row that shows where the exercise begins or ends (HSEEP has both)."""
        form, when = self.formats["clock"], self.book.scenario.calendar.clock(at)
        words = {"id": name, "title": name, "comes": says.of(self.book.lang)}
        for place, column in enumerate(made):
            if column.key == "at":
                page.write_number(number, place, at / DAY, self.formats["bound"])
            elif column.key == "clock":
                page.write_datetime(number, place, when.replace(tzinfo=None), form)
            else:
                page.write_string(number, place, words.get(column.key, ""), self.formats["derived"])  # fmt: skip

    def _row(self, page: Any, sheet: Sheet, number: int, row: Row, made: list[Column],
             own: list[str]) -> None:  # fmt: skip
        for place, column in enumerate(made):
            if column.key == "clock":
                self._clock(page, number, place, row, made)
            elif column.kind == "derived":
                page.write_string(number, place, row.derived.get(column.key, ""), self.formats["derived"])  # fmt: skip
            elif column.kind == "own":
                self._own(page, number, place, self.notes.cell(sheet.key, row.id, column.key))  # fmt: skip
            else:
                self._value(page, number, place, column, row.plain[column.key])
        for place, words in enumerate(own, len(made)):
            self._own(page, number, place, self.notes.cell(sheet.key, row.id, words))
        self._comments(page, sheet.key, row.id, number, made, own)

    def _value(self, page: Any, number: int, place: int, column: Column, plain: str) -> None:  # fmt: skip
        cell = shown(self.book, column, plain)
        if isinstance(cell, timedelta):
            page.write_number(number, place, cell / timedelta(days=1), self.formats["time"])  # fmt: skip
        elif column.kind in ("time", "span"):
            page.write_string(number, place, cell, self.formats["time"])
        else:
            page.write_string(number, place, cell[:LONGEST], self.formats["text"])

    def _clock(self, page: Any, number: int, place: int, row: Row, made: list[Column]) -> None:  # fmt: skip
        """The clock time follows a time that is changed; else it stands as planned."""
        form, start = self.formats["clock"], self.book.scenario.calendar
        if row.clock is None:
            page.write_blank(number, place, None, form)
            return
        when = start.clock(row.clock).replace(tzinfo=None)
        if row.plain["at"] and row.clock >= 0:
            beside = chr(ord("A") + [one.key for one in made].index("at"))
            days = (when - datetime(1899, 12, 30)) / timedelta(days=1)
            page.write_formula(number, place, f'=IF(ISNUMBER({beside}{number + 1}),STARTEX+{beside}{number + 1},"")', form, days)  # fmt: skip
        else:
            page.write_datetime(number, place, when, form)

    def _own(self, page: Any, number: int, place: int, value: object) -> None:
        if isinstance(value, bool):
            page.write_boolean(number, place, value, self.formats["text"])
        elif isinstance(value, int | float):
            page.write_number(number, place, value, self.formats["text"])
        else:
            page.write_string(number, place, str(value or ""), self.formats["text"])

    def _comments(self, page: Any, sheet: str, row: str, number: int, made: list[Column],
                  own: list[str]) -> None:  # fmt: skip
        keys = [*(one.key for one in made), *own]
        for key, text in self.notes.comments(sheet, row).items():
            if key in keys:
                page.write_comment(number, keys.index(key), text)

    def _printing(self, page: Any, sheet: Sheet, made: list[Column], rows: int, wide: int) -> None:  # fmt: skip
        book = self.book
        fixed = 3 if sheet.key == "msel" else 2
        page.freeze_panes(1, fixed)
        page.autofilter(0, 0, max(rows, 1), wide - 1)
        page.set_landscape()
        page.set_paper(A3_PAPER)
        page.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.6)
        page.fit_to_pages(1, 0)
        page.repeat_rows(0)
        last = max(place for place, one in enumerate(made) if one.front)
        page.print_area(0, 0, rows, last)
        marking = book.scenario.marking.of(book.lang).replace("&", "&&")
        page.set_header(f'&C&"Calibri,Bold"{marking}')
        title = book.scenario.title.of(book.lang).replace("&", "&&")[:120]
        page.set_footer(f"&L{title} · {book.scenario.version}&C{marking}&R&P / &N")

    # --- what was exported -----------------------------------------------------------

    def _kept(self, rows: dict[str, list[Row]]) -> None:
        """Every value as it was written out: who changed what can then be told apart."""
        page = self.work.add_worksheet(KEPT)
        page.very_hidden()
        book = self.book
        head = {"format": 1, "scenario": book.scenario.id, "version": book.scenario.version,
                "lang": book.lang, "second": book.second}  # fmt: skip
        page.write_string(0, 0, json.dumps(head, ensure_ascii=False))
        number = 1
        for sheet in SHEETS:
            made = {one.key: one for one in columns(book, sheet)}
            for row in rows[sheet.key]:
                cells = {key: _both(book, made[key], plain) for key, plain in row.plain.items()}  # fmt: skip
                text = json.dumps(cells, ensure_ascii=False)
                parts = [text[at : at + LONGEST] for at in range(0, len(text), LONGEST)]
                for place, part in enumerate([sheet.key, row.id, *parts]):
                    page.write_string(number, place, part)
                number += 1


def _height(book: Book, row: Row, made: list[Column]) -> float:
    """The height of a row, in points, at which its printed texts can be read whole."""
    told = {one.key: str(shown(book, one, row.plain.get(one.key, "")))
            for one in made if one.front and one.kind not in ("time", "span")}  # fmt: skip
    told |= {key: text for key, text in row.derived.items() if key in told}
    return min(
        MOST_HIGH, LINE * max(_lines(told.get(one.key, ""), one.width) for one in made)
    )


def _lines(text: str, width: int) -> int:
    """On how many lines a text stands in a column of so many signs; words stay whole."""
    room = max(4, width)
    return sum(max(1, len(textwrap.wrap(line, room))) for line in text.split("\n"))


def _both(book: Book, column: Column, plain: str) -> str | list[str]:
    """A value as plain words, with what its cell showed where that is another text."""
    cell = shown(book, column, plain)
    return plain if cell == plain or not isinstance(cell, str) else [plain, cell]


def _name(book: Book, words: str) -> str:
    return words[:31]
