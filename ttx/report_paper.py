"""A sheet of paper in SVG: frame, marking, legend, and text that is measured before set.

All sizes are in millimetres. A sheet refers to nothing outside itself.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.sax.saxutils import escape, quoteattr

A4, A3 = (297.0, 210.0), (420.0, 297.0)
"""Width and height of a landscape sheet (ISO 216), in mm."""
MARGIN, HEAD, FOOT = 10.0, 24.0, 16.0
"""The edge that a printer leaves white; room for title and marking; room for a legend."""
SMALL, BODY, TITLE = 2.6, 2.9, 5.6
"""Heights of letters in mm: 7.4, 8.2 and 16 points."""
INK, SOFT, PALE, LINE = "#1a1a1a", "#555555", "#F3F5F7", "#C9C9C9"
FONT = "Liberation Sans, Arial, Helvetica, sans-serif"
_WIDTHS = (
    "278 278 355 556 556 889 667 191 333 333 389 584 278 333 278 278 556 556 556 556 556"
    " 556 556 556 556 556 278 278 584 584 584 556 1015 667 667 722 722 667 611 778 722 278"
    " 500 667 556 833 722 778 667 778 722 667 611 722 667 944 667 667 611 278 278 278 469"
    " 556 333 556 556 500 556 556 278 556 556 222 222 500 222 833 556 556 556 556 333 500"
    " 278 556 500 722 500 500 500 334 260 334 584"
)
WIDTHS = tuple(int(one) / 1000 for one in _WIDTHS.split())
"""Width of each letter from the space on, in heights: Helvetica's (Adobe Core 14 AFM),
which Arial and Liberation Sans share by design."""


def wide(text: str, size: float, bold: bool = False) -> float:
    """How wide a text is set, in mm; a little more than it is, for another font."""
    ems = sum(WIDTHS[ord(c) - 32] if 32 <= ord(c) < 127 else 0.6 for c in text)
    return ems * size * (1.1 if bold else 1.03)


def lines_of(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """A text on as many lines as it needs; a word that is too long is cut."""
    lines: list[str] = []
    for word in text.split():
        for piece in _pieces(word, room, size, bold):
            longer = f"{lines[-1]} {piece}" if lines else piece
            if lines and wide(longer, size, bold) <= room:
                lines[-1] = longer
            else:
                lines.append(piece)
    return lines


def _pieces(word: str, room: float, size: float, bold: bool) -> list[str]:
    made = [""]
    for letter in word:
        if made[-1] and wide(made[-1] + letter, size, bold) > room:
            made.append("")
        made[-1] += letter
    return made


def most(lines: Sequence[str], count: int) -> list[str]:
    """The first lines, with a mark where more were left out."""
    if len(lines) <= count:
        return list(lines)
    return [*lines[: count - 1], lines[count - 1].rstrip(" .,;") + " …"]


@dataclass(slots=True)
class Sheet:
    """One sheet: what is drawn on it, in the order in which it is drawn."""

    size: tuple[float, float]
    title: str
    told: str
    drawn: list[str] = field(default_factory=list)

    @property
    def width(self) -> float:
        return self.size[0]

    @property
    def height(self) -> float:
        return self.size[1]

    def text(
        self, x: float, y: float, words: str, size: float = BODY, *, bold: bool = False,
        color: str = INK, anchor: str = "start",
    ) -> None:  # fmt: skip
        """A line of text with its baseline at y."""
        weight = ' font-weight="bold"' if bold else ""
        place = f' text-anchor="{anchor}"' if anchor != "start" else ""
        self.drawn.append(f'<text x="{x:.2f}" y="{y:.2f}" font-size="{size}" fill="{color}"'
                          f"{weight}{place}>{escape(words)}</text>")  # fmt: skip

    def block(
        self, x: float, y: float, lines: Sequence[str], size: float = BODY, *,
        bold: bool = False, color: str = INK,
    ) -> float:  # fmt: skip
        """Several lines below y; gives back where they end."""
        for line in lines:
            y += size * 1.22
            self.text(x, y - size * 0.24, line, size, bold=bold, color=color)
        return y

    def box(
        self, x: float, y: float, width: float, height: float, *, fill: str = "#fff",
        stroke: str = INK, thick: float = 0.25, round_: float = 1.0, dash: str = "",
    ) -> None:  # fmt: skip
        """A box with its top left corner at x, y."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        self.drawn.append(f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}"'
                          f' rx="{round_}" fill="{fill}" stroke="{stroke}" stroke-width="{thick}"{dashed}/>')  # fmt: skip

    def path(
        self, d: str, color: str, *, thick: float = 0.35, dash: str = "", head: bool = False
    ) -> None:  # fmt: skip
        """A line, with the head of an arrow at its end where asked."""
        dashed = f' stroke-dasharray="{dash}"' if dash else ""
        tip = f' marker-end="url(#tip-{color[1:]})"' if head else ""
        self.drawn.append(f'<path d="{d}" fill="none" stroke="{color}" stroke-width="{thick}"'
                          f"{dashed}{tip}/>")  # fmt: skip

    def svg(self, marking: str, foot: str) -> str:
        """The sheet as a whole file, marked above and below."""
        w, h = self.size
        frame = Sheet(self.size, "", "")
        for y in (MARGIN - 2.5, h - 3.0):
            frame.text(w / 2, y, marking, 3.2, bold=True, anchor="middle")
        frame.text(MARGIN, MARGIN + 6, self.title, TITLE, bold=True)
        frame.text(w - MARGIN, h - 3.0, foot, SMALL, color=SOFT, anchor="end")
        colors = dict.fromkeys(
            piece.split('"')[0] for one in self.drawn for piece in one.split("url(#tip-")[1:]
        )  # fmt: skip
        tips = "".join(map(_tip, (one.rstrip(")") for one in colors)))
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{w:g}mm" height="{h:g}mm"'
            f' viewBox="0 0 {w:g} {h:g}" font-family={quoteattr(FONT)} role="img">'
            f"<title>{escape(self.title)}</title><desc>{escape(self.told)}</desc>"
            f'<defs>{tips}</defs><rect width="{w:g}" height="{h:g}" fill="#fff"/>\n'
            + "\n".join([*frame.drawn, *self.drawn]) + "\n</svg>\n"
        )  # fmt: skip


def _tip(color: str) -> str:
    return (f'<marker id="tip-{color}" viewBox="0 0 6 6" refX="5.6" refY="3" markerWidth="6"'
            f' markerHeight="6" orient="auto"><path d="M0,0.6 L6,3 L0,5.4 z" fill="#{color}"/>'
            "</marker>")  # fmt: skip
