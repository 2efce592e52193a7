"""A graph on sheets of paper: boxes in columns, arrows between them, a legend below.

Pieces that do not hang together go beside or below each other; what does not fit on a
sheet goes to the next one. Nothing is left out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ttx.report_layers import heights, layers, parts, passed
from ttx.report_paper import (
    A3,
    A4,
    BODY,
    FOOT,
    HEAD,
    INK,
    MARGIN,
    PALE,
    SMALL,
    SOFT,
    Sheet,
    lines_of,
    wide,
)
from ttx.text import say

WIDEST, NARROWEST, BETWEEN, GAP, PAD = 58.0, 33.0, 15.0, 3.0, 1.4
"""Of a box: its greatest and least width, the room between columns and below, its edge."""
STROKES = {
    "after": ("#1a1a1a", ""), "needs": ("#1a1a1a", ""),
    "missed": ("#D55E00", "2,1"), "instead": ("#D55E00", "0.6,0.9"),
    "fact": ("#009E73", "2.6,0.9,0.6,0.9"), "hoped": ("#0072B2", "1,1"),
    "cancel": ("#555555", "0.6,1.4"), "away": ("#7a4f9a", "2,0.7,0.5,0.7,0.5,0.7"), "one": ("#0072B2", "2.4,1"),
    "feeds": ("#009E73", "3.2,0.8"), "link": ("#D55E00", "2.6,0.9,0.6,0.9"),
    "serves": ("#555555", "1.2,1"), "carries": ("#7a4f9a", "0.6,0.9"),
}  # fmt: skip
"""The colour of an arrow and how it is broken up: told apart without colour too."""
FILLS = {"inject": "#fff", "decision": "#EAF3FA", "stock": "#EAF6F1", "place": PALE,
         "table": "#F4EFF8", "channel": "#F4EFF8", "thing": "#fff"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Piece:
    """A piece of the graph, laid out: its size and what is drawn in it."""

    width: float
    height: float
    rows: list[list[str]]
    y: dict[str, float]
    box: float


def sheets(graph: Any, lang: str) -> list[Sheet]:
    """The sheets of one graph (an `outline.Graph`)."""
    small = _Drawing(graph, lang, A4)
    drawn = small.sheets()
    return (
        drawn
        if len(drawn) == 1 and not small.over
        else _Drawing(graph, lang, A3).sheets()
    )


class _Drawing:
    def __init__(self, graph: Any, lang: str, size: tuple[float, float]) -> None:
        self.graph, self.lang, self.size = graph, lang, size
        self.boxes = {one.id: one for one in graph.boxes}
        self.made: list[Sheet] = []
        self.over = False
        self.x, self.y, self.tall = MARGIN, HEAD, 0.0

    def sheets(self) -> list[Sheet]:
        edges = [(a.source, a.target) for a in self.graph.arrows]
        pieces = parts(list(self.boxes), edges)
        self._open()
        for names in pieces:
            self._put(self._laid(names))
        if self.graph.alone:
            self._alone()
        return self.made

    # --- sheets ----------------------------------------------------------------

    @property
    def sheet(self) -> Sheet:
        return self.made[-1]

    @property
    def low(self) -> float:
        return self.size[1] - MARGIN - FOOT

    def _open(self) -> None:
        title = self.graph.title.of(self.lang)
        self.made.append(Sheet(self.size, title, self._told()))
        self.x, self.y, self.tall = MARGIN, HEAD, 0.0
        self._legend()

    def _told(self) -> str:
        return say(self.lang, "{boxes} boxes and {arrows} arrows; the same in words: ttx show NAME",
                   boxes=len(self.boxes), arrows=len(self.graph.arrows))  # fmt: skip

    def _legend(self) -> None:
        used = {arrow.kind: None for arrow in self.graph.arrows}
        x, y = MARGIN, self.size[1] - MARGIN - 6.5
        for kind, words in self.graph.kinds:
            if kind not in used:
                continue
            told = words.of(self.lang)
            if x + 14 + wide(told, SMALL) > self.size[0] - MARGIN:
                x, y = MARGIN, y + 4.2
            color, dash = STROKES[kind]
            self.sheet.path(f"M{x:.1f},{y - 0.9:.1f} h10", color, dash=dash, head=True)
            self.sheet.text(x + 12, y, told, SMALL)
            x += 18 + wide(told, SMALL)

    def _put(self, piece: _Piece) -> None:
        """The next free place: beside the last piece, below, or on a new sheet."""
        if self.x > MARGIN and self.x + piece.width > self.size[0] - MARGIN:
            self.x, self.y, self.tall = MARGIN, self.y + self.tall + 7, 0.0
        if self.y > HEAD and self.y + piece.height > self.low:
            self._open()
        self.over |= piece.width > self.size[0] - 2 * MARGIN
        self.over |= self.y + piece.height > self.low
        self._draw(piece)
        self.x += piece.width + 12
        self.tall = max(self.tall, piece.height)

    # --- one piece -------------------------------------------------------------

    def _laid(self, names: Sequence[str]) -> _Piece:
        edges = [(a.source, a.target) for a in self.graph.arrows
                 if a.source in names and a.target in names]  # fmt: skip
        rows = layers(names, edges)
        column = {one: n for n, row in enumerate(rows) for one in row}
        room = self.size[0] - 2 * MARGIN
        box = min(WIDEST, (room - BETWEEN * (len(rows) - 1)) / len(rows))
        if box < NARROWEST:
            box = NARROWEST
        tall = {one: self._height(one, box) for row in rows for one in row}
        y = heights(rows, list(passed(edges, column)), tall, 0.0, GAP)
        top = min(y[one] - tall[one] / 2 for one in y)
        y = {one: at - top for one, at in y.items()}
        deep = max(y[one] + tall[one] / 2 for one in y)
        return _Piece(len(rows) * (box + BETWEEN) - BETWEEN, deep, rows, y, box)

    def _height(self, name: str, box: float) -> float:
        if name not in self.boxes:
            return 0.6
        title, lines = self._words(name, box)
        return PAD * 2 + (len(title) * BODY + len(lines) * SMALL) * 1.22

    def _words(self, name: str, box: float) -> tuple[list[str], list[str]]:
        """Title and lines of a box, wrapped."""
        one = self.boxes[name]
        room = box - 2 * PAD
        lines = [piece for line in one.lines
                 for piece in lines_of(line.of(self.lang), room, SMALL)]  # fmt: skip
        folded = one.lines and one.kind not in ("inject", "decision")
        title = say(self.lang, "{count} alike:", count=len(one.lines)) if folded else one.title.of(self.lang)  # fmt: skip
        return lines_of(title, room, BODY, bold=True), lines

    def _draw(self, piece: _Piece) -> None:
        column = {one: n for n, row in enumerate(piece.rows) for one in row}
        for arrow in self.graph.arrows:
            if arrow.source in column and arrow.target in column:
                self._arrow(arrow, piece, column)
        for name in column:
            if name in self.boxes:
                self._box(name, self.x + column[name] * (piece.box + BETWEEN), piece)

    def _box(self, name: str, x: float, piece: _Piece) -> None:
        one = self.boxes[name]
        height = self._height(name, piece.box)
        top = self.y + piece.y[name] - height / 2
        self.sheet.box(x, top, piece.box, height, fill=FILLS[one.kind],
                       round_=3.0 if one.kind == "decision" else 0.8,
                       thick=0.5 if one.kind == "table" else 0.25)  # fmt: skip
        title, lines = self._words(name, piece.box)
        at = self.sheet.block(x + PAD, top + PAD, title, BODY, bold=True)
        self.sheet.block(x + PAD, at, lines, SMALL, color=SOFT)

    def _arrow(self, arrow: Any, piece: _Piece, column: dict[str, int]) -> None:
        color, dash = STROKES[arrow.kind]
        a, b = arrow.source, arrow.target
        if column[a] == column[b]:
            self._around(a, b, piece, column, color, dash)
            return
        back = column[a] > column[b]
        left, right = (b, a) if back else (a, b)
        stops = [f"{left}>{right}:{n}" for n in range(column[left] + 1, column[right])]
        points = self._points([left, *stops, right], piece, column)
        self.sheet.path(_curve(points[::-1] if back else points), color, dash=dash, head=True)  # fmt: skip

    def _points(
        self, names: Sequence[str], piece: _Piece, column: dict[str, int]
    ) -> list[tuple[float, float]]:
        """From the right edge of the first, through the columns, to the left of the last."""
        made: list[tuple[float, float]] = []
        for name in names:
            x = self.x + column[name] * (piece.box + BETWEEN)
            y = self.y + piece.y[name]
            if name != names[0]:
                made.append((x, y))
            if name != names[-1]:
                made.append((x + piece.box, y))
        return made

    def _around(
        self, a: str, b: str, piece: _Piece, column: dict[str, int], color: str, dash: str
    ) -> None:  # fmt: skip
        x = self.x + column[a] * (piece.box + BETWEEN) + piece.box
        ya, yb = self.y + piece.y[a], self.y + piece.y[b]
        self.sheet.path(f"M{x:.1f},{ya:.1f} C{x + 9:.1f},{ya:.1f} {x + 9:.1f},{yb:.1f} {x:.1f},{yb:.1f}",
                        color, dash=dash, head=True)  # fmt: skip

    # --- what stands by itself ----------------------------------------------------

    def _alone(self) -> None:
        """What no arrow touches, in columns of words on what is left of the paper."""
        count = 5 if self.size == A3 else 4
        box = (self.size[0] - 2 * MARGIN - (count - 1) * 5) / count
        self.x, self.y = MARGIN, self.y + self.tall + 10 if self.tall else self.y
        if self.y + 30 > self.low:
            self._open()
        self._heading()
        tops = [self.y] * count
        for one in self.graph.alone:
            title = lines_of(one.title.of(self.lang), box, BODY, bold=True)
            lines = [p for line in one.lines for p in lines_of(line.of(self.lang), box, SMALL)]  # fmt: skip
            height = (len(title) * BODY + len(lines) * SMALL) * 1.22 + 2.4
            n = min(range(count), key=lambda k: tops[k])
            if tops[n] + height > self.low:
                self._open()
                self._heading()
                tops, n = [self.y] * count, 0
            x = MARGIN + n * (box + 5)
            at = self.sheet.block(x, tops[n], title, BODY, bold=True)
            self.sheet.block(x, at, lines, SMALL, color=SOFT)
            tops[n] += height

    def _heading(self) -> None:
        words = self.graph.alone_title.of(self.lang)
        self.sheet.path(
            f"M{MARGIN},{self.y - 4.5:.1f} H{self.size[0] - MARGIN:.1f}",
            SOFT,
            thick=0.2,
        )
        self.sheet.text(MARGIN, self.y, words, 3.6, bold=True, color=INK)
        self.y += 3


def _curve(points: Sequence[tuple[float, float]]) -> str:
    """A smooth line through the points: level in the columns, bent between them."""
    (x, y), *rest = points
    made = [f"M{x:.1f},{y:.1f}"]
    for px, py in rest:
        middle = (x + px) / 2
        made.append(f"C{middle:.1f},{y:.1f} {middle:.1f},{py:.1f} {px:.1f},{py:.1f}")
        x, y = px, py
    return " ".join(made)
