"""The parts that a Word template of the report is put together from.

Texts hold Jinja as docxtpl reads it; `**bold**` and `~~soft~~` are the only marks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from typing import IO

from docx import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.section import Section
from docx.shared import Mm, Pt, RGBColor
from docx.table import Table, _Cell
from docx.text.paragraph import Paragraph

INK, SOFT, BLUE, BROWN = "1A1A1A", "555555", "005A8E", "8A3C00"
PALE = "F3F5F7"
MARKS = re.compile(r"(\*\*.+?\*\*|~~.+?~~)", re.DOTALL)
Cell = str | Sequence[str]


def sentence(english: str) -> str:
    """A fixed sentence of the program, in the reader's language."""
    return '{{ _("' + english + '") }}'


class Sheet:
    """A Word template while it is being written, from top to bottom."""

    def __init__(self) -> None:
        self.document = Document()
        body = self.document.element.body
        for one in list(body):
            if one.tag == qn("w:p"):
                body.remove(one)
        self._styles()
        self._page(self.document.sections[0], upright=True)
        self._around(self.document.sections[0])

    # --- words ------------------------------------------------------------------

    def head(self, words: str, level: int = 1) -> None:
        """A heading that stays with what follows."""
        self.document.add_paragraph(words, style=f"Heading {level}")

    def part(self, key: str, english: str) -> None:
        """A chapter, with what tables said beside it in the fact check."""
        self.head(sentence(english))
        self.only(f'for c in facts.work.beside("{key}")')
        self.say(
            '**{{ _("Fact check by {who}", who=c.by|t) }}**{{ dated(c.day) }}: {{ c.text|t }}',
            "Beside",
        )
        self.only("for a in c.answers")
        self.say(
            '**{{ _("Answer by {who}", who=a.by|t) }}**{{ dated(a.day) }}: {{ a.text|t }}',
            "Beside",
        )
        self.only("endfor")
        self.only("endfor")

    def say(self, words: str, style: str = "Normal") -> None:
        """A paragraph."""
        _fill(self.document.add_paragraph(style=style), words)

    def note(self, words: str) -> None:
        """A paragraph in small grey letters: how to read what follows."""
        self.say(words, "Note")

    def under(self, words: str) -> None:
        """What a picture or table says, below it, in small grey letters."""
        self.say(words, "Under")

    def picture(self, words: str) -> None:
        """A drawing, on one page with what stands below it."""
        self.say(words, "Picture")

    def warn(self, words: str) -> None:
        """A paragraph that must not be missed."""
        self.say(words, "Warning")

    def only(self, control: str) -> None:
        """A paragraph of Jinja alone: `for`, `if` or their ends."""
        self.document.add_paragraph("{%p " + control + " %}")

    def points(self, loop: str, words: str) -> None:
        """A bullet for each of a loop."""
        self.only(loop)
        self.say(words, "List Bullet")
        self.only("endfor")

    # --- tables -----------------------------------------------------------------

    def pairs(self, rows: Sequence[tuple[str, str]], left: int = 45) -> None:
        """A table of names and values; a name that begins with `for` is a loop."""
        table = self._table((left, 180 - left))
        for name, value in rows:
            if name.startswith(("for ", "if ")):
                self._control(table, name)
                what, said = value.split("||")
                self._row(table, [f"**{what}**", said])
                self._control(table, "end" + name.split()[0])
            else:
                self._row(table, [f"**{name}**", value])

    def rows(
        self, heads: Sequence[tuple[str, int]], loop: str, cells: Sequence[Cell],
        inner: str = "", more: Sequence[Cell] = (), times: int = 0, below: str = "",
    ) -> None:  # fmt: skip
        """A table with a repeated head and a row for each of a loop.

        `heads` are (words, width in mm). `inner` is a second loop inside the first;
        `more` is a row that follows `times` times, for people to write in; `below` is
        said under each row, over all columns but the first.
        """
        table = self._table([width for _, width in heads])
        self._row(table, [f"**{words}**" for words, _ in heads], head=True)
        loops = [one for one in (loop, inner) if one]
        for one in loops:
            self._control(table, one)
        self._row(table, cells)
        if below:
            self._below(table, below)
        for one in reversed(loops):
            self._control(table, "end" + one.split()[0])
        if more:
            self._control(table, f"for n in range({times})")
            self._row(table, more)
            self._control(table, "endfor")

    def across(self, first: tuple[str, int], head: str, loop: str, rows: str, title: str,
               cells: str, cell: str) -> None:  # fmt: skip
        """A table with as many columns as a loop finds: `head` over each of them."""
        table = self._table((first[1], 180 - first[1]))
        self._wide(table, f"**{first[0]}**", loop, f"**{head}**", head=True)
        self._control(table, rows)
        self._wide(table, f"**{title}**", cells, cell)
        self._control(table, "endfor")

    def columns(self, parts: Sequence[tuple[str, str, str, str, str]]) -> None:
        """Columns beside each other: (title, whose, loop, words of a point, below)."""
        wide = 180 // len(parts)
        table = self._table([wide] * len(parts))
        row = table.add_row()
        for cell, (title, whose, loop, words, below) in zip(
            row.cells, parts, strict=True
        ):
            lines = [
                f"**{title}**",
                f"~~{whose}~~",
                "{%p " + loop + " %}",
                words,
                "{%p endfor %}",
                below,
            ]
            _cell(cell, lines)
            cell.paragraphs[3].style = "Point"

    def keep(self, held: IO[bytes]) -> None:
        """Write the template, with what a document says of itself."""
        about = self.document.core_properties
        about.author, about.title, about.comments = "ttx", "", ""
        about.created = about.modified = datetime(2026, 1, 1)
        self.document.save(held)

    def _table(self, widths: Sequence[int]) -> Table:
        table = self.document.add_table(rows=0, cols=len(widths))
        table.style = "Report"
        table.alignment = WD_TABLE_ALIGNMENT.LEFT
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Mm(width)
        self.document.add_paragraph(style="Gap")
        return table

    def _row(self, table: Table, cells: Sequence[Cell], head: bool = False) -> None:
        row = table.add_row()
        _whole(row._tr, head)
        for place, cell, column in zip(row.cells, cells, table.columns, strict=True):
            place.width = column.width
            _cell(place, cell)
            if head:
                _shade(place)

    def _below(self, table: Table, words: str) -> None:
        row = table.add_row()
        _whole(row._tr, False)
        wide = row.cells[1].merge(row.cells[-1])
        for one in wide.paragraphs[1:]:
            one._p.getparent().remove(one._p)
        _cell(wide, words)

    def _control(self, table: Table, control: str) -> None:
        row = table.add_row()
        row.cells[0].paragraphs[0].add_run("{%tr " + control + " %}")

    def _wide(self, table: Table, first: str, loop: str, cell: str,
              head: bool = False) -> None:  # fmt: skip
        row = table.add_row()
        _whole(row._tr, head)
        _cell(row.cells[0], first)
        before, after = (_copy(row.cells[1]._tc) for _ in range(2))
        _cell(row.cells[1], cell)
        tc = row.cells[1]._tc
        tc.addprevious(before)
        tc.addnext(after)
        _Cell(before, table).paragraphs[0].add_run("{%tc " + loop + " %}")
        _Cell(after, table).paragraphs[0].add_run("{%tc endfor %}")
        if head:
            _shade(row.cells[0])
            _shade(_Cell(tc, table))

    # --- the page -----------------------------------------------------------------

    def turn(self, upright: bool) -> None:
        """A new section on a new page, upright or lying."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        self._page(section, upright)

    def _page(self, section: Section, upright: bool) -> None:
        size = (Mm(210), Mm(297)) if upright else (Mm(297), Mm(210))
        section.orientation = WD_ORIENT.PORTRAIT if upright else WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = size
        section.left_margin = section.right_margin = Mm(15)
        section.top_margin, section.bottom_margin = Mm(22), Mm(20)
        section.header_distance = section.footer_distance = Mm(9)

    def _around(self, section: Section) -> None:
        """Marking and status above, title, marking and page below, on every page."""
        above = section.header.add_table(1, 2, Mm(180))
        _frame(
            above, ("**{{ frame.marking|t }}**", "**{{ frame.status|t }}**"), "Status"
        )
        below = section.footer.add_table(1, 3, Mm(180))
        _frame(below, ('{{ _("{title}: after-action report", title=frame.title|t) }}',
                       "**{{ frame.marking|t }}**", ""))  # fmt: skip
        last = below.rows[0].cells[2].paragraphs[0]
        _field(last, "PAGE")
        last.add_run(" / ")
        _field(last, "NUMPAGES")
        for part in (section.header, section.footer):
            part._element.remove(part.paragraphs[0]._p)
            part.add_paragraph(style="Gap")

    def _styles(self) -> None:
        styles = self.document.styles
        _letters(styles["Normal"], 9.5, INK)
        styles["Normal"].paragraph_format.space_after = Pt(3)
        for level, size, before in ((1, 15, 18), (2, 12, 12), (3, 10.5, 8)):
            style = styles[f"Heading {level}"]
            _letters(style, size, BLUE, bold=True)
            style.paragraph_format.space_before = Pt(before)
            style.paragraph_format.space_after = Pt(3)
            style.paragraph_format.keep_with_next = True
        _letters(styles["Title"], 21, INK, bold=True)
        _letters(styles["List Bullet"], 9.5, INK)
        styles["List Bullet"].paragraph_format.space_after = Pt(1)
        for name, size, color in (("Note", 8.5, SOFT), ("Warning", 9.5, BROWN),
                                  ("Gap", 4, SOFT), ("Status", 8, BROWN),
                                  ("Small", 8, INK), ("Lead", 9.5, INK), ("Beside", 9, BROWN), ("Under", 8.5, SOFT), ("Picture", 9.5, INK)):  # fmt: skip
            style = styles.add_style(name, 1)
            style.base_style = styles["Normal"]
            _letters(style, size, color)
        point = styles.add_style("Point", 1)
        point.base_style = styles["List Bullet"]
        _letters(point, 8, INK)
        styles["Note"].paragraph_format.keep_with_next = True
        styles["Picture"].paragraph_format.keep_with_next = True
        styles["Lead"].paragraph_format.keep_with_next = True
        styles["Beside"].paragraph_format.left_indent = Mm(6)
        styles["Gap"].paragraph_format.space_after = Pt(0)
        _lines(styles.add_style("Report", 3))


# --- small things -----------------------------------------------------------------


def _letters(style: object, size: float, color: str, bold: bool = False) -> None:
    font = style.font  # type: ignore[attr-defined]
    font.name, font.size, font.bold = "Liberation Sans", Pt(size), bold
    font.color.rgb = RGBColor.from_string(color)
    properties = style.element.get_or_add_rPr()  # type: ignore[attr-defined]
    fonts = properties.find(qn("w:rFonts"))
    for theme in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
        fonts.attrib.pop(qn(f"w:{theme}"), None)
    for name in ("w:ascii", "w:hAnsi", "w:cs", "w:eastAsia"):
        fonts.set(qn(name), "Arial")


def _lines(style: object) -> None:
    """Thin lines under every row, and room in the cells."""
    properties = OxmlElement("w:tblPr")
    borders = OxmlElement("w:tblBorders")
    for side in ("top", "bottom", "insideH"):
        line = OxmlElement(f"w:{side}")
        for key, value in (("val", "single"), ("sz", "4"), ("space", "0"), ("color", "C9C9C9")):  # fmt: skip
            line.set(qn(f"w:{key}"), value)
        borders.append(line)
    margins = OxmlElement("w:tblCellMar")
    for side, wide in (("top", "30"), ("left", "70"), ("bottom", "30"), ("right", "70")):  # fmt: skip
        room = OxmlElement(f"w:{side}")
        room.set(qn("w:w"), wide)
        room.set(qn("w:type"), "dxa")
        margins.append(room)
    properties.extend((borders, margins))
    style.element.append(properties)  # type: ignore[attr-defined]


def _frame(table: Table, words: Sequence[str], style: str = "Small") -> None:
    table.autofit = True
    width = OxmlElement("w:tblW")
    width.set(qn("w:w"), "5000")
    width.set(qn("w:type"), "pct")
    known = table._tbl.tblPr.find(qn("w:tblW"))
    if known is not None:
        table._tbl.tblPr.remove(known)
    table._tbl.tblPr.append(width)
    for place, (cell, said) in enumerate(zip(table.rows[0].cells, words, strict=True)):
        _fill(cell.paragraphs[0], said)
        cell.paragraphs[0].style = style
        last = place == len(words) - 1
        cell.paragraphs[0].alignment = 2 if last else 1 if place else 0


def _field(paragraph: Paragraph, name: str) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), name)
    run = OxmlElement("w:r")
    text = OxmlElement("w:t")
    text.text = "1"
    run.append(text)
    field.append(run)
    paragraph._p.append(field)


def _whole(row: object, head: bool) -> None:
    """A row that does not break over a page; a head comes back on each."""
    properties = row.get_or_add_trPr()  # type: ignore[attr-defined]
    properties.append(OxmlElement("w:cantSplit"))
    if head:
        properties.append(OxmlElement("w:tblHeader"))


def _shade(cell: _Cell) -> None:
    shade = OxmlElement("w:shd")
    for key, value in (("val", "clear"), ("color", "auto"), ("fill", PALE)):
        shade.set(qn(f"w:{key}"), value)
    cell._tc.get_or_add_tcPr().append(shade)


def _cell(cell: _Cell, words: Cell) -> None:
    lines = [words] if isinstance(words, str) else list(words)
    for place, line in enumerate(lines):
        paragraph = cell.paragraphs[0] if not place else cell.add_paragraph()
        paragraph.style = "Small"
        _fill(paragraph, line)


def _fill(paragraph: Paragraph, words: str) -> None:
    for piece in MARKS.split(words):
        if not piece:
            continue
        bold, soft = piece.startswith("**"), piece.startswith("~~")
        run = paragraph.add_run(piece[2:-2] if bold or soft else piece)
        run.bold = bold or None
        if soft:
            run.font.color.rgb = RGBColor.from_string(SOFT)


def _copy(tc: object) -> object:
    from copy import deepcopy

    return deepcopy(tc)
