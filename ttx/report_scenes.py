"""Drawings of a whole exercise: its scheme, the flow of casualties, the time line.

Boxes, bands and words; nothing is told by colour alone. It draws what it is given.
"""

from __future__ import annotations

from collections.abc import Sequence
from textwrap import wrap
from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path

from ttx.report_drawn import BLUE, GREEN, GREY, LINE, ORANGE, PALE, SETTINGS, Drawn
from ttx.text import about, clean, say

WIDE = 7.2
"""The width of a drawing in inches: that of the text on A4."""
PER_LINE = 0.125
"""The height of a line of small letters, in inches."""
LETTERS_PER_INCH = 19.0
"""Small letters on an inch, with some room to spare."""


def _sheet(tall: float) -> tuple[Figure, Axes]:
    """A figure with axes in inches, the origin at the top left."""
    figure = Figure(figsize=(WIDE, tall))
    axes = figure.add_axes((0.0, 0.0, 1.0, 1.0))
    axes.set_xlim(0, WIDE)
    axes.set_ylim(tall, 0)
    axes.set_axis_off()
    return figure, axes


def _write(axes: Axes, x: float, y: float, words: str, **how: Any) -> None:
    """Words as they are: a dollar sign is not the start of a formula."""
    axes.text(x, y, clean(words), parse_math=False, va=how.pop("va", "top"), **how)


def _box(axes: Axes, x: float, y: float, wide: float, tall: float, color: str) -> None:
    axes.add_patch(FancyBboxPatch(
        (x, y), wide, tall, boxstyle="round,pad=0,rounding_size=0.05",
        facecolor=PALE, edgecolor=color, linewidth=0.9, zorder=2))  # fmt: skip


# --- the scheme of the scenario ------------------------------------------------------


def scheme(fact: Any, lang: str) -> Drawn:
    """The places of the scenario with their figures at the start and at the end."""
    columns = max(spot.column for spot in fact.spots)
    wide = (WIDE - 0.25 * (columns - 1)) / columns
    written = {spot.key: _lines(spot, int((wide - 0.12) * LETTERS_PER_INCH), lang)
               for spot in fact.spots}  # fmt: skip
    rows = range(1, max(spot.row for spot in fact.spots) + 1)
    talls = [max([0.3, *(PER_LINE * len(written[spot.key]) + 0.16
                         for spot in fact.spots if spot.row == row)]) for row in rows]  # fmt: skip
    tops = [sum(talls[:row]) + 0.28 * row for row in range(len(talls))]
    with matplotlib.rc_context(SETTINGS):
        figure, axes = _sheet(tops[-1] + talls[-1] + 0.05)
        middle = {spot.key: ((spot.column - 1) * (wide + 0.25) + wide / 2,
                             tops[spot.row - 1] + talls[spot.row - 1] / 2)
                  for spot in fact.spots}  # fmt: skip
        for one, other in fact.ways:
            axes.plot(*zip(middle[one], middle[other], strict=True), color=BLUE,
                      linewidth=2.0, zorder=1)  # fmt: skip
        for spot in fact.spots:
            x, top = (spot.column - 1) * (wide + 0.25), tops[spot.row - 1]
            _box(axes, x + 0.01, top + 0.01, wide - 0.02, talls[spot.row - 1], GREY)
            for place, line in enumerate(written[spot.key]):
                _write(axes, x + 0.07, top + 0.08 + PER_LINE * place, line[1],
                       fontsize=6.5, zorder=3, fontweight="bold" if line[0] else "normal")  # fmt: skip
    return Drawn(figure, say(lang, "Scheme of the scenario"), _spoken(fact, lang), "scheme")  # fmt: skip


def _lines(spot: Any, letters: int, lang: str) -> list[tuple[bool, str]]:
    made = [(True, line) for line in wrap(spot.title.of(lang), letters - 2)]
    for show in spot.shows:
        told = f"{show.title.of(lang)}: {_course(show, lang)}"
        made += [(False, line) for line in wrap(told, letters)]
    return made


def _course(show: Any, lang: str) -> str:
    """From start to end, and how far it went between."""
    between = f" ({show.between.of(lang)})" if show.between else ""
    if show.first == show.last and not between:
        return str(show.first.of(lang))
    return f"{show.first.of(lang)} → {show.last.of(lang)}{between}"


def _spoken(fact: Any, lang: str) -> str:
    return "; ".join(
        f"{spot.title.of(lang)}: " + (", ".join(
            f"{one.title.of(lang)} {_course(one, lang)}" for one in spot.shows) or "-")
        for spot in fact.spots)  # fmt: skip


# --- the flow of casualties ----------------------------------------------------------


def flow(fact: Any, lang: str) -> Drawn:
    """All who arrived, by where they were at the end: bands as wide as their numbers."""
    leaves = sum(max(1, len(branch.inner)) for branch in fact.branches)
    tall = max(1.6, 0.30 * leaves + 0.35)
    with matplotlib.rc_context(SETTINGS):
        figure, axes = _sheet(tall)
        high = tall - 0.3
        per = high * 0.62 / fact.total
        gap = high * 0.38 / max(1, leaves)
        start = (tall - fact.total * per) / 2
        _bar(axes, 1.5, start, fact.total * per, BLUE)
        _write(axes, 1.42, tall / 2, "\n".join(
            [*wrap(fact.source.of(lang), 18), about(fact.total, lang)]),
            fontsize=7.5, ha="right", va="center")  # fmt: skip
        _branches(axes, fact.branches, (start, 0.15, per, gap), lang)
    told = "; ".join(_told(branch, lang) for branch in fact.branches)
    return Drawn(figure, say(lang, "Flow of casualties"), told, "flow")


def _told(branch: Any, lang: str) -> str:
    inner = ", ".join(_told(one, lang) for one in branch.inner)
    return f"{branch.title.of(lang)} {about(branch.count, lang)}" + (
        f" ({inner})" if inner else "")  # fmt: skip


def _branches(axes: Axes, branches: Sequence[Any], room: tuple[float, ...], lang: str) -> None:  # fmt: skip
    """Bands from the source to each branch, and on to what is in it."""
    leave, y, per, gap = room
    for branch in branches:
        deep = branch.count * per + gap * max(1, len(branch.inner))
        middle = y + deep / 2 - branch.count * per / 2
        _band(axes, (1.58, leave), (3.2, middle), branch.count * per, BLUE)
        _bar(axes, 3.2, middle, branch.count * per, GREEN)
        words = "\n".join([*wrap(branch.title.of(lang), 27), about(branch.count, lang)])  # fmt: skip
        _write(axes, 3.33, middle + branch.count * per / 2, words, fontsize=7, va="center")  # fmt: skip
        inside, out = y + gap / 2, middle
        for one in branch.inner:
            _band(axes, (4.9, out), (5.35, inside), one.count * per, GREEN)
            _bar(axes, 5.35, inside, one.count * per, ORANGE)
            _write(axes, 5.48, inside + one.count * per / 2,
                   f"{one.title.of(lang)}: {about(one.count, lang)}", fontsize=6.5, va="center")  # fmt: skip
            inside += one.count * per + gap
            out += one.count * per
        leave += branch.count * per
        y += deep


def _bar(axes: Axes, x: float, y: float, tall: float, color: str) -> None:
    axes.add_patch(matplotlib.patches.Rectangle((x, y), 0.08, max(tall, 0.01), color=color))  # fmt: skip


def _band(axes: Axes, since: tuple[float, float], to: tuple[float, float],
          tall: float, color: str) -> None:  # fmt: skip
    (x0, y0), (x1, y1) = since, to
    half = (x0 + x1) / 2
    points = [(x0, y0), (half, y0), (half, y1), (x1, y1),
              (x1, y1 + tall), (half, y1 + tall), (half, y0 + tall), (x0, y0 + tall), (x0, y0)]  # fmt: skip
    codes = [Path.MOVETO, *[Path.CURVE4] * 3, Path.LINETO, *[Path.CURVE4] * 3, Path.CLOSEPOLY]  # fmt: skip
    axes.add_patch(PathPatch(Path(points, codes), facecolor=color, alpha=0.25, linewidth=0))  # fmt: skip


# --- the time line -------------------------------------------------------------------


def line(drawing: Any, lang: str) -> Drawn:
    """The lanes of the time line, from the places that `report_lanes` gave them."""
    scale = WIDE / drawing.width
    with matplotlib.rc_context(SETTINGS):
        figure, axes = _sheet(drawing.height * scale)
        axes.set_xlim(0, drawing.width)
        axes.set_ylim(drawing.height, 0)
        foot = drawing.height - 32
        for x, label in drawing.moves:
            axes.plot((x, x), (22, foot), color=BLUE, linewidth=0.8, linestyle=(0, (4, 3)))  # fmt: skip
            _write(axes, x, 16, say(lang, "move {number}", number=label), fontsize=6.5,
                   ha="center", va="baseline")  # fmt: skip
        for row in drawing.rows:
            axes.plot((0, drawing.width), (row.y, row.y), color=LINE, linewidth=0.5)
            for place, part in enumerate(row.lines):
                lift = 20 + 12 * place - (6 if len(row.lines) > 1 else 0)
                _write(axes, 0, row.y + lift, part, fontsize=6.8, fontweight="bold", va="baseline")  # fmt: skip
            for glyph in row.glyphs:
                _glyph(axes, glyph)
        axes.plot((drawing.left, drawing.width), (foot, foot), color=GREY, linewidth=0.8)  # fmt: skip
        for x, above, below in drawing.ticks:
            _write(axes, x, foot + 13, above, fontsize=5.8, ha="center", va="baseline")
            _write(axes, x, foot + 24, below, fontsize=5.8, ha="center", va="baseline")
    told = say(lang, "One lane per table; circles are injects, squares are decisions. The same follows as a table.")  # fmt: skip
    return Drawn(figure, say(lang, "Time line of injects and decisions per table"), told, "lanes")  # fmt: skip


def _glyph(axes: Axes, glyph: Any) -> None:
    marker = "o" if glyph.kind == "inject" else "s"
    edge = ORANGE if glyph.kind == "inject" else BLUE
    face = "white" if glyph.kind == "policy" else edge
    axes.plot(glyph.x, glyph.y, marker=marker, markersize=4.6, markerfacecolor=face,
              markeredgecolor=edge, markeredgewidth=0.9, linestyle="none")  # fmt: skip
    _write(axes, glyph.x + 6, glyph.y, glyph.label, fontsize=6.2, va="center")
