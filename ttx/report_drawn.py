"""A drawing with its title and its words: as SVG for a page, as PNG for Word.

The same drawing is the same text or picture every time. It refers to nothing outside
itself, and says in words what a reader cannot see.
"""

from __future__ import annotations

import io
import re
from dataclasses import dataclass
from typing import Any

import matplotlib
from markupsafe import escape
from matplotlib.figure import Figure

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#555555"
"""Okabe and Ito's colours, told apart by most eyes."""
PALE, LINE = "#F3F5F7", "#C9C9C9"
DOTS = 200
"""Dots per inch of a picture in Word: sharp in print."""
SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "ttx",
    "font.family": "sans-serif",
    "font.size": 8,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


@dataclass(frozen=True, slots=True)
class Drawn:
    """A drawing, its title and what it says; `key` keeps its ids apart on a page."""

    figure: Figure
    title: str
    told: str
    key: str


def svg(drawn: Drawn) -> str:
    """The `<svg>` alone, with title and description, and nothing it refers to."""
    held = io.StringIO()
    with matplotlib.rc_context(SETTINGS):
        drawn.figure.savefig(held, format="svg",
                             metadata={"Date": None, "Creator": None})  # fmt: skip
    text = held.getvalue()
    body = text[text.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>\s*", "", body, flags=re.DOTALL)
    body = re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", body)
    body = body.replace("xlink:href=", "href=")
    tag = re.sub(r'(width|height)="[^"]*"', "", body[: body.index(">") + 1])
    head = f"<title>{escape(drawn.title)}</title><desc>{escape(drawn.told)}</desc>"
    named = _unique(body[body.index(">") + 1 :], drawn.key)
    return tag.replace("<svg", '<svg class="curve" role="img"', 1) + head + named


def _unique(body: str, gauge: str) -> str:
    """Ids that stay apart when many drawings stand on one page."""
    key = re.sub(r"[^a-z0-9]+", "-", gauge.lower())
    body = re.sub(r'\bid="([^"]+)"', rf'id="{key}-\1"', body)
    body = re.sub(r'href="#([^"]+)"', rf'href="#{key}-\1"', body)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{key}-\1)", body)


def png(drawn: Drawn) -> bytes:
    """The drawing as a PNG of DOTS per inch, the same bytes for the same drawing."""
    held = io.BytesIO()
    with matplotlib.rc_context(SETTINGS):
        drawn.figure.savefig(held, format="png", dpi=DOTS, metadata={"Software": None})
    return held.getvalue()
