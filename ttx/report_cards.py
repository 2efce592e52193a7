"""Cards measured: in which letters each is set, and how a long one goes on.

Sizes in millimetres, letters in points. Nothing of a card is lost: what its head has no
room for is told in full beneath it, and what does not fit goes on on a next card.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ttx.report_paper import lines_of, most, wide
from ttx.report_room import told

POINT = 0.3528
"""Millimetres in a point of type (1/72 inch)."""
LEAD = 1.32
"""Height of a line, in heights of its letters."""
INDENT, RULED = 4.0, 8.0
"""Room before an item of a list; height of a line to write on by hand, in mm."""
FEW = 3
"""Lines that a paragraph has at least before it goes on on a next card."""
MOST = 3
"""Lines that a title or another part of the head has at most."""
PENNED = ("figure", "source")
"""Kinds of parts that are a label with room for a pen behind it."""
LABELLED = 0.68
"""The share of a line that a label before room for a pen may take."""
SHORT = 16
"""Letters of the last two words of a text that are kept together on one line."""


ITEM = re.compile(r"\s*(?:[-*\u2022]|\(?\d{1,2}[.)])\s")
"""How an item of a list begins: a mark, or a number."""


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
        "portrait", 105.0, 148.5, 8.0, 4, (13, 12, 11.5, 11, 10.5, 10, 9.5, 9, 8.5), 12, 8.5
    ),
    "a5": Paper(
        "landscape", 148.5, 210.0, 11.0, 2, (18, 16, 15, 14, 13, 12.5, 12, 11.5, 11, 10.5, 10, 9.5), 17, 11
    ),
}  # fmt: skip
"""Two and four of them are exactly a sheet of A4 (ISO 216): one cut makes two edges."""


@dataclass(frozen=True, slots=True)
class Set:
    """A part of a card as it is set: its kind, its words, and blank lines for a pen."""

    kind: str
    words: str
    lines: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """The head of a card as it is set, and how high all is that stands around its parts."""

    top: str
    title: str
    rows: tuple[tuple[str, str], ...]
    high: float


@dataclass(frozen=True, slots=True)
class Piece:
    """One card as it is printed; a long one goes on: page `page` of `of`.

    `place` says where it belongs: its move, and its number in the stack.
    """

    card: Any
    head: Head
    points: float
    parts: tuple[Set, ...]
    page: int
    of: int
    place: str = ""


def pieces(card: Any, paper: Paper, lang: str, place: str = "") -> list[Piece]:
    """A card on as few cards as its smallest letters need, in the largest that do."""
    head, parts = _head(card, paper, lang)
    fewest = len(_packed(parts, head, paper, paper.steps[-1]))
    for points in paper.steps:
        found = _packed(parts, head, paper, points)
        if len(found) == fewest:
            break
    return [Piece(card, head, points, tuple(parts), number, len(found), place)
            for number, parts in enumerate(found, 1)]  # fmt: skip


def measured(piece: Piece, paper: Paper) -> float:
    """How high the parts of a card are, in mm."""
    size, inner = piece.points * POINT, paper.width - 2 * paper.pad
    return sum(_high(one.kind, _lines(one, inner, size), size) for one in piece.parts)


def tied(text: str) -> str:
    """A text whose last word does not stand alone on a line, where that word is short."""
    before, _, last = text.rpartition(" ")
    pair = before.rpartition(" ")[2] + " " + last
    return f"{before}\u00a0{last}" if before and len(pair) <= SHORT else text


def below(paper: Paper, scenario: str, version: str) -> str:
    """The exercise and its version on what its place leaves of one line."""
    size = paper.small * 0.85 * POINT
    room = (paper.width - 2 * paper.pad) * 0.7 - wide(f" · {version} …", size)
    named = " ".join(most(lines_of(scenario, room, size), 1))
    return f"{named} · {version}"


def prose(text: str) -> str:
    """A text whose lines were broken in its file for the eye: a blank line begins a
    paragraph, a mark or a number begins an item of a list, all else flows on.
    """
    kept: list[str] = []
    for line in text.strip().splitlines():
        flows = kept and kept[-1] and line.strip() and not ITEM.match(line)
        if flows:
            kept[-1] = f"{kept[-1]} {line.strip()}"
        else:
            kept.append(line.strip())
    return "\n".join(kept)


# --- the head --------------------------------------------------------------------------


def _head(card: Any, paper: Paper, lang: str) -> tuple[Head, list[Set]]:
    """The head of a card, and its parts; what is too long for the head comes first there."""
    inner = paper.width - 2 * paper.pad
    title, small = paper.title * POINT, paper.small * POINT
    beside = inner - wide(card.tag, title) - wide(" (10/10)", title) - 3.0
    rest: list[Set] = []
    top = _kept(told(card.top, lang), beside, title, rest, bold=True)
    named = _kept(told(card.title, lang), inner, title, rest, bold=True)
    rows = []
    high = 1.2 * title * max(len(top), 1) + 2.0 + 3.5
    high += len(named) * title * 1.2 + 1.5
    for label, value in card.rows:
        words = _kept(told(value, lang), inner * 0.74, small, rest) if value else []
        rows.append((told(label, lang), " ".join(words)))
        high += len(words) * small * 1.5 if words else RULED
    foot = 1.25 * small + 1.5
    parts = [Set(part.kind, one, part.lines) for part in card.parts for one in _broken(part, lang)]  # fmt: skip
    return Head(" ".join(top), " ".join(named), tuple(rows), high + foot), [
        *rest,
        *parts,
    ]


def _kept(
    text: str, room: float, size: float, rest: list[Set], bold: bool = False
) -> list[str]:
    """The first lines of a text; the whole of it goes to `rest` where there are more."""
    lines = lines_of(text, room, size, bold)
    if len(lines) <= MOST:
        return lines
    rest += [Set("text", one) for one in prose(text).splitlines() if one]
    return most(lines_of(text, room - wide(" …", size, bold), size, bold), MOST)


def _broken(part: Any, lang: str) -> list[str]:
    """The paragraphs of a part; a part that is only room has one, without words."""
    kept = [one for one in prose(told(part.text, lang)).splitlines() if one]
    return kept or [""]


# --- the parts -------------------------------------------------------------------------


def _packed(
    parts: Sequence[Set], head: Head, paper: Paper, points: float
) -> list[list[Set]]:
    """The parts on as many cards as they need, in letters of this size."""
    size, inner = points * POINT, paper.width - 2 * paper.pad
    whole = left = paper.height - 2 * paper.pad - head.high
    pages: list[list[Set]] = [[]]
    for part in parts:
        if part.kind in ("head", "source") and pages[-1] and left < 4 * size * LEAD:
            pages, left = [*pages, []], whole
        for one in _cut(part, inner, size, left, whole):
            lines = _lines(one, inner, size)
            if lines * _line(one.kind, size) > left and pages[-1]:
                pages, left = [*pages, []], whole
            pages[-1].append(one)
            left -= _high(one.kind, lines, size)
    return pages


def _cut(
    part: Set, inner: float, size: float, left: float, whole: float
) -> Iterator[Set]:
    """A part in pieces, of which the first fits what is left of a card, all others a card."""
    lines = _set(part, inner, size)
    if part.kind in PENNED and len(lines) > MOST:
        yield Set("text", part.words)
        lines, part = [], Set(part.kind, "")
    full = max(int(whole / _line(part.kind, size)), 1)
    kind, room = part.kind, int(left / _line(part.kind, size))
    while part.kind in ("text", "item", "head") and len(lines) > room:
        count = min(room, len(lines) - FEW)
        if count >= FEW or room == full:
            yield Set(kind, " ".join(lines[: max(count, 1)]))
            lines, kind = lines[max(count, 1) :], "text"
        room = full
    yield Set(kind, " ".join(lines), part.lines)


def _set(part: Set, inner: float, size: float) -> list[str]:
    """The words of a part as they fall in lines."""
    room = inner * LABELLED if part.kind in PENNED else inner - _indent(part.kind)
    return lines_of(part.words, room, size, part.kind in ("head", "source"))


def _lines(part: Set, inner: float, size: float) -> int:
    return max(len(_set(part, inner, size)), part.lines)


def _indent(kind: str) -> float:
    return INDENT if kind == "item" else 0.0


GAPS = {"text": 0.5, "head": 0.45, "item": 0.2}
"""Room after a part, in heights of its letters, as in `handout_cards.css`."""


def _high(kind: str, lines: int, size: float) -> float:
    """How high a part of so many lines is, in mm, with the room after it."""
    return lines * _line(kind, size) + GAPS.get(kind, 0.0) * size


def _line(kind: str, size: float) -> float:
    if kind == "room":
        return RULED
    return size * (1.75 if kind in PENNED else LEAD)
