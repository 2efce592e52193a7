"""Where an outcome ends under each policy, drawn: a bar for luck, a line for doubt.

It draws what it is given and computes nothing.
"""

from __future__ import annotations

from typing import Any

import matplotlib
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter, MaxNLocator

from ttx.report_drawn import BLUE, GREY, LINE, ORANGE, SETTINGS, Drawn, svg
from ttx.text import number, percent, say

WIDE, ROW, AROUND = 7.2, 0.24, 0.62
"""Inches: of the drawing, of one policy, and of what stands above and below them."""


def spread(outcome: Any, lang: str) -> str:
    """One outcome under all policies, as an `<svg>`."""
    return svg(drawn(outcome, lang))


def drawn(outcome: Any, lang: str) -> Drawn:
    """The same, ready to be kept."""
    rows = outcome.rows
    tall = AROUND + ROW * len(rows)
    with matplotlib.rc_context(SETTINGS):
        figure = Figure(figsize=(WIDE, tall))
        figure.subplots_adjust(left=0.24, right=0.97, top=1 - 0.08 / tall, bottom=0.5 / tall)  # fmt: skip
        axes = figure.add_subplot()
        for place, row in enumerate(rows):
            _row(axes, place, row)
        _frame(axes, outcome, lang)
    told = "; ".join(f"{row.title.of(lang)}: {row.told.of(lang)}" for row in rows)
    return Drawn(figure, outcome.title.of(lang), told, f"spread-{outcome.gauge}")


def _row(axes: Axes, place: int, row: Any) -> None:
    if row.doubt:
        axes.plot([row.doubt.low, row.doubt.high], [place, place], color=ORANGE,
                  linewidth=1.4, solid_capstyle="butt")  # fmt: skip
        for end in (row.doubt.low, row.doubt.high):
            axes.plot(
                [end, end], [place - 0.2, place + 0.2], color=ORANGE, linewidth=1.4
            )
    if row.luck:
        axes.plot([row.luck.low, row.luck.high], [place, place], color=BLUE,
                  linewidth=6.5, alpha=0.75, solid_capstyle="butt")  # fmt: skip
    middle = (row.luck or row.doubt).middle
    axes.plot(middle, place, marker="D", markersize=4.6, color="white",
              markeredgecolor=GREY, markeredgewidth=1.2, zorder=3)  # fmt: skip


def _frame(axes: Axes, outcome: Any, lang: str) -> None:
    rows = outcome.rows
    axes.set_ylim(len(rows) - 0.4, -0.6)
    axes.set_yticks(range(len(rows)), [row.title.of(lang) for row in rows])
    axes.tick_params(axis="y", length=0)
    axes.spines["left"].set_visible(False)
    axes.grid(axis="x", color=LINE, linewidth=0.5)
    axes.set_axisbelow(True)
    ends = [end for row in rows for band in (row.luck, row.doubt) if band
            for end in (band.low, band.high)]  # fmt: skip
    least, most = min(ends), max(ends)
    if least >= 0:
        axes.set_xlim(0 if least < 0.5 * most or not most else least - 0.1 * (most - least),
                      (most + 0.04 * most) or 1)  # fmt: skip
    axes.xaxis.set_major_locator(MaxNLocator(6, integer=not outcome.share))
    axes.xaxis.set_major_formatter(FuncFormatter(
        lambda value, _: percent(value, lang) if outcome.share else number(value, lang)))  # fmt: skip
    unit, better = outcome.unit.of(lang), outcome.better.of(lang)
    label = f"{unit}, {better}" if unit and better else unit or better
    axes.set_xlabel(label or say(lang, "at ENDEX"), fontsize=8)
