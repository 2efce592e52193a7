"""Handouts as pages to print: cards measured and laid out on sheets to cut, and A4 pages.

Sizes in millimetres, letters in points. A page refers to nothing outside itself; it is
made of a `Handout` and the templates `handout_*.html.j2`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ttx.report_paper import lines_of
from ttx.report_room import environment, told

POINT = 0.3528
"""Millimetres in a point of type (1/72 inch)."""
LEAD = 1.32
"""Height of a line, in heights of its letters."""
INDENT, RULED = 4.0, 8.0
"""Room before an item of a list; height of a line to write on by hand, in mm."""
WORDS = 0.7
"""The share of a line that the words before a figure take, as in `handout_cards.css`."""
FEW = 3
"""Lines that a paragraph has at least before it goes on on a next card."""


_ITEM = re.compile(r"\s*(?:[-*\u2022]|\(?\d{1,2}[.)])\s")


@dataclass(frozen=True, slots=True)
class Paper:
    """One size of card: its sheet of A4, and the letters it is set in, largest first."""

    sheet: str
    width: float
    height: float
    pad: float
    per: int
    steps: tuple[float, ...]
    title: float
    small: float


PAPERS = {
    "a6": Paper(
        "portrait", 105.0, 148.5, 8.0, 4, (13, 12, 11, 10, 9.5, 9, 8.5), 12, 8.5
    ),
    "a5": Paper(
        "landscape",
        148.5,
        210.0,
        11.0,
        2,
        (18, 16, 15, 14, 13, 12, 11, 10, 9.5),
        17,
        11,
    ),
}
"""Two and four of them are exactly a sheet of A4 (ISO 216): one cut makes two edges."""


@dataclass(frozen=True, slots=True)
class Set:
    """A part of a card as it is set: its kind, its words, and blank lines for a pen."""

    kind: str
    words: str
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Piece:
    """One card as it is printed; a long one goes on: page `page` of `of`."""

    card: Any
    points: float
    parts: tuple[Set, ...]
    page: int
    of: int


def handout(one: Any, templates: Path, lang: str) -> str:
    """A `Handout` as one HTML page."""
    room = environment(templates, lang)
    room.filters["prose"] = lambda text: prose(told(text, lang))
    paper = PAPERS.get(one.size)
    stacks = getattr(one.facts, "stacks", one.facts)
    sheets = [*laid(stacks, paper, lang)] if paper else []
    name = "cards" if paper else one.kind
    template = room.get_template(f"handout_{name}.html.j2")
    return template.render(handout=one, facts=one.facts, paper=paper, sheets=sheets)


def prose(text: str) -> str:
    """A text whose lines were broken in its file for the eye: a blank line begins a
    paragraph, a mark or a number begins an item of a list, all else flows on.
    """
    kept: list[str] = []
    for line in text.strip().splitlines():
        flows = kept and kept[-1] and line.strip() and not _ITEM.match(line)
        if flows:
            kept[-1] = f"{kept[-1]} {line.strip()}"
        else:
            kept.append(line.strip())
    return "\n".join(kept)


def laid(stacks: Sequence[Any], paper: Paper, lang: str) -> Iterator[list[Piece]]:
    """Sheets of cards; each stack begins on a sheet of its own."""
    for stack in stacks:
        made = [piece for card in stack.cards for piece in pieces(card, paper, lang)]
        for begin in range(0, len(made), paper.per):
            yield made[begin : begin + paper.per]


def pieces(card: Any, paper: Paper, lang: str) -> list[Piece]:
    """A card in the largest letters in which it fits; in the smallest it goes on."""
    found: list[list[Set]] = []
    points = paper.steps[-1]
    for points in paper.steps:
        found = _packed(card, paper, points, lang)
        if len(found) == 1:
            break
    return [Piece(card, points, tuple(parts), number, len(found))
            for number, parts in enumerate(found, 1)]  # fmt: skip


def _head(card: Any, paper: Paper, lang: str) -> float:
    """The height of all that stands around the parts of a card, in mm."""
    inner = paper.width - 2 * paper.pad
    title, small = paper.title * POINT, paper.small * POINT
    high = 1.2 * title + 2.0 + 3.5 + small + 1.5
    named = lines_of(told(card.title, lang), inner, title, bold=True)
    high += len(named) * title * 1.2 + 1.5
    for _, value in card.rows:
        words = lines_of(told(value, lang), inner * 0.8, small) if value else [""]
        high += len(words) * small * 1.5 if value else RULED
    return high


def _packed(card: Any, paper: Paper, points: float, lang: str) -> list[list[Set]]:
    """The parts on as many cards as they need, in letters of this size."""
    size, inner = points * POINT, paper.width - 2 * paper.pad
    whole = left = paper.height - 2 * paper.pad - _head(card, paper, lang)
    pages: list[list[Set]] = [[]]
    for part in card.parts:
        for one in _broken(part, lang):
            if part.kind == "head" and left < 4 * size * LEAD:
                pages, left = [*pages, []], whole
            while True:
                lines = lines_of(
                    one, _wide(part.kind, inner), size, part.kind == "head"
                )
                fits = int(left / _line(part.kind, size))
                if max(len(lines), part.lines) <= fits:
                    break
                if part.kind == "text" and fits >= FEW and len(lines) - fits >= FEW:
                    pages[-1].append(Set("text", " ".join(lines[:fits])))
                    one = " ".join(lines[fits:])
                elif not pages[-1]:
                    break
                pages, left = [*pages, []], whole
            pages[-1].append(Set(part.kind, one, part.lines))
            left -= _high(part.kind, max(len(lines), part.lines), size)
    return pages


def _broken(part: Any, lang: str) -> list[str]:
    """The paragraphs of a part; a part that is only room has one, without words."""
    kept = [one for one in prose(told(part.text, lang)).splitlines() if one]
    return kept or [""]


def _wide(kind: str, inner: float) -> float:
    """How wide the words of a part may run; beside a figure there is room to write."""
    return inner * WORDS if kind == "figure" else inner - INDENT * (kind == "item")


GAPS = {"text": 0.5, "head": 0.45, "item": 0.2}
"""Room after a part, in heights of its letters, as in `handout_cards.css`."""


def _high(kind: str, lines: int, size: float) -> float:
    """How high a part of so many lines is, in mm, with the room after it."""
    return lines * _line(kind, size) + GAPS.get(kind, 0.0) * size


def _line(kind: str, size: float) -> float:
    if kind == "room":
        return RULED
    return size * (1.75 if kind == "figure" else LEAD)
