"""A Word document as plain tables, margin comments and words, whoever edited it.

It reads what stands there, also what was typed with changes tracked, and runs nothing.
It knows nothing of exercises.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ttx.errors import AbsentExtra, UsageError

MOST_BYTES = 50_000_000
MOST_INSIDE = 400_000_000
"""A larger document, packed or unpacked, is not opened: no report comes near it."""
MOST_WORDS = 80
"""How many letters of the text beside a margin comment are kept."""


@dataclass(frozen=True, slots=True)
class Grid:
    """One table: the chapter and the nearest heading above it, and its rows of cells.

    A cell that was merged sideways is followed by empty ones; one that was merged
    downwards holds the same words in each row.
    """

    number: int
    chapter: str
    heading: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Margin:
    """A comment in the margin: who wrote it, what, in which chapter, beside which words."""

    author: str
    text: str
    chapter: str
    beside: str


@dataclass(frozen=True, slots=True)
class Paper:
    """All that was read of one document."""

    grids: tuple[Grid, ...]
    margins: tuple[Margin, ...]
    words: str


def read(path: Path) -> Paper:
    """The document at this path; UsageError where it is none that can be read.

    AbsentExtra without python-docx, which comes with the extra `word`.
    """
    try:
        from docx import Document
    except ImportError as wrong:
        raise AbsentExtra(
            "A Word document needs an extra part: pip install 'ttx[word]'."
        ) from wrong
    _must_be_sound(path)
    try:
        document = Document(str(path))
    except (KeyError, ValueError, OSError) as wrong:
        raise _not_word(path) from wrong
    body = document.element.body
    grids: list[Grid] = []
    spots: dict[str, tuple[str, str]] = {}
    chapter = heading = ""
    for one in _blocks(body):
        if _is(one, "p"):
            level = _level(document, one)
            if level:
                heading = words_of(one).strip()
                chapter = heading if level == 1 else chapter
            spots.update(_anchors(one, chapter))
        else:
            grids.append(Grid(len(grids) + 1, chapter, heading, tuple(_rows(one))))
            spots.update(_anchors(one, chapter))
    return Paper(tuple(grids), tuple(_margins(document, spots)), words_of(body))


def _must_be_sound(path: Path) -> None:
    if not path.is_file():
        raise UsageError("There is no document at {path}", path=path)
    try:
        with zipfile.ZipFile(path) as parts:
            inside = sum(one.file_size for one in parts.infolist())
    except (OSError, zipfile.BadZipFile) as wrong:
        raise _not_word(path) from wrong
    if path.stat().st_size > MOST_BYTES or inside > MOST_INSIDE:
        raise UsageError("{path} is too large for a report", path=path)


def _not_word(path: Path) -> UsageError:
    return UsageError("{path} is not a Word document (.docx) that can be read", path=path)  # fmt: skip


# --- words and places -------------------------------------------------------------------


def _is(one: Any, name: str) -> bool:
    return isinstance(one.tag, str) and one.tag.rpartition("}")[2] == name


def words_of(one: Any) -> str:
    """All words in an element, with its breaks; what was struck by tracking is gone."""
    told: list[str] = []
    for inner in one.iter():
        name = inner.tag.rpartition("}")[2] if isinstance(inner.tag, str) else ""
        if name == "t" and not _struck(inner):
            told.append(inner.text or "")
        elif name in ("br", "cr"):
            told.append("\n")
        elif name == "tab":
            told.append("\t" if _is(inner.getparent(), "r") else "")
        elif name == "p" and told:
            told.append("\n")
    return "".join(told)


def _struck(one: Any) -> bool:
    return any(_is(up, "del") or _is(up, "moveFrom") for up in one.iterancestors())


def _blocks(body: Any) -> Iterator[Any]:
    """The paragraphs and tables of a body in order, also those in content controls."""
    for one in body:
        if _is(one, "p") or _is(one, "tbl"):
            yield one
        elif _is(one, "sdt") or _is(one, "sdtContent") or _is(one, "ins"):
            yield from _blocks(one)


def _level(document: Any, paragraph: Any) -> int:
    """1 for a chapter, 2.. below it, 0 for no heading."""
    style = paragraph.pPr.style if paragraph.pPr is not None else None
    if style is None:
        return 0
    known = document.styles.element.get_by_id(style)
    name = (known.name_val if known is not None else style) or ""
    kind, _, level = name.lower().rpartition(" ")
    return int(level) if kind == "heading" and level.isdecimal() else 0


# --- tables -----------------------------------------------------------------------------


def _rows(table: Any) -> Iterator[tuple[str, ...]]:
    above: list[str] = []
    for row in _inside(table, "tr"):
        cells: list[str] = []
        for cell in _inside(row, "tc"):
            place = len(cells)
            told = words_of(cell).strip()
            if _goes_on(cell) and place < len(above):
                told = above[place]
            cells += [told, *[""] * (_span(cell) - 1)]
        above = cells
        yield tuple(cells)


def _inside(one: Any, name: str) -> Iterator[Any]:
    """The children of this name, also in content controls; not those of a table inside."""
    for inner in one:
        if _is(inner, name):
            if name != "tr" or not inner.xpath("./w:trPr/w:del"):
                yield inner
        elif _is(inner, "sdt") or _is(inner, "sdtContent"):
            yield from _inside(inner, name)


def _span(cell: Any) -> int:
    found = cell.xpath("./w:tcPr/w:gridSpan/@w:val")
    return int(found[0]) if found and str(found[0]).isdecimal() else 1


def _goes_on(cell: Any) -> bool:
    """Whether this cell is the lower part of one that was merged downwards."""
    found = cell.xpath("./w:tcPr/w:vMerge")
    return bool(found) and not found[0].xpath("./@w:val[. = 'restart']")


# --- the margin -------------------------------------------------------------------------


def _anchors(one: Any, chapter: str) -> dict[str, tuple[str, str]]:
    """Where each margin comment begins: its chapter, and the words beside it."""
    beside = " ".join(words_of(one).split())
    short = beside if len(beside) <= MOST_WORDS else beside[: MOST_WORDS - 1] + "…"
    starts = one.xpath(".//w:commentRangeStart/@w:id | .//w:commentReference/@w:id")
    return {str(number): (chapter, short) for number in starts}


def _margins(document: Any, spots: dict[str, tuple[str, str]]) -> Iterator[Margin]:
    for one in document.comments:
        text = " ".join(words_of(one._comment_elm).split())
        chapter, beside = spots.get(str(one.comment_id), ("", ""))
        if text:
            yield Margin(one.author or "", text, chapter, beside)
