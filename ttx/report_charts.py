"""The curves of a report, drawn as SVG text that is the same every time.

A curve is told apart by label and line style, not by colour alone, and carries its
title and description. It draws what it is given and computes nothing.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from typing import Any

import matplotlib
from markupsafe import escape
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import FuncFormatter

from ttx.moment import DAY, HOUR, Calendar, offset
from ttx.report_lanes import STEPS
from ttx.text import number, say

BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#555555"
"""Okabe and Ito's colours, told apart by most eyes."""
SIZE = (7.2, 1.85)
ROOM = {"left": 0.09, "right": 0.965, "top": 0.89, "bottom": 0.29}
"""The room around the axes for three lines of time and one of decisions."""
SETTINGS: dict[Any, Any] = {
    "svg.fonttype": "none",
    "svg.hashsalt": "ttx",
    "font.family": "sans-serif",
    "font.size": 8,
    "axes.spines.top": False,
    "axes.spines.right": False,
}


def curve(course: Any, calendar: Calendar, lang: str, since: int, until: int) -> str:
    """One gauge over exercise time with the decisions on it, as an `<svg>` element."""
    with matplotlib.rc_context(SETTINGS):
        figure = Figure(figsize=SIZE)
        figure.subplots_adjust(**ROOM)
        axes = figure.add_subplot()
        _line(axes, course, until)
        _decisions(axes, course, since, until, lang)
        _axes(axes, course, calendar, lang, since, until)
        held = io.StringIO()
        figure.savefig(held, format="svg", metadata={"Date": None, "Creator": None})
    return _element(held.getvalue(), course, lang)


def _line(axes: Axes, course: Any, until: int) -> None:
    times = [at / HOUR for at, _ in course.points]
    values = [value for _, value in course.points]
    if times and times[-1] < until / HOUR:
        times, values = [*times, until / HOUR], [*values, values[-1]]
    after = None if course.after is None else course.after / HOUR
    if after is None:
        axes.step(times, values, where="post", color=BLUE, linewidth=1.6)
        return
    level = next((v for t, v in zip(reversed(times), reversed(values), strict=True)
                  if t <= after), values[0] if values else 0.0)  # fmt: skip
    early = [(t, v) for t, v in zip(times, values, strict=True) if t <= after]
    late = [(t, v) for t, v in zip(times, values, strict=True) if t > after]
    early.append((after, level))
    late.insert(0, (after, level))
    axes.step(*zip(*early, strict=True), where="post", color=BLUE, linewidth=1.6)
    axes.step(*zip(*late, strict=True), where="post", color=ORANGE, linewidth=1.6,
              linestyle=(0, (4, 2)))  # fmt: skip


def _decisions(axes: Axes, course: Any, since: int, until: int, lang: str) -> None:
    marks = [one for one in course.marks if one.kind != "override"]
    for at, label in grouped([(m.at, m.label) for m in marks], since, until):
        axes.axvline(at / HOUR, color=GREY, linewidth=0.7, linestyle=":")
        axes.annotate(say(lang, "D{number}", number=label), (at / HOUR, 1.0),
                      xycoords=("data", "axes fraction"), xytext=(0, 2),
                      textcoords="offset points", ha="center", va="bottom",
                      fontsize=7, color=GREY)  # fmt: skip
    for one in course.marks:
        if one.kind == "override":
            axes.axvline(one.at / HOUR, color=ORANGE, linewidth=1.2)
            axes.annotate(say(lang, "judgement of exercise control"),
                          (one.at / HOUR, 0.02), xycoords=("data", "axes fraction"),
                          xytext=(3, 0), textcoords="offset points", rotation=90,
                          ha="left", va="bottom", fontsize=7, color=ORANGE)  # fmt: skip


def grouped(
    marks: Sequence[tuple[int, str]], since: int, until: int, room: int = 15
) -> list[tuple[float, str]]:
    """Marks that stand too close for their labels, as one: at the first, `3-7`.

    `room` is how many labels fit beside each other on the axis.
    """
    gap = max(1, (until - since) // room)
    groups: list[list[tuple[int, str]]] = []
    for at, label in sorted(marks, key=lambda one: one[0]):
        if groups and at - groups[-1][0][0] < gap:
            groups[-1].append((at, label))
        else:
            groups.append([(at, label)])
    return [(g[0][0], g[0][1] if len(g) == 1 else f"{g[0][1]}-{g[-1][1]}")
            for g in groups]  # fmt: skip


def _axes(
    axes: Axes, course: Any, calendar: Calendar, lang: str, since: int, until: int
) -> None:
    axes.set_xlim(since / HOUR, until / HOUR)
    step = next((s for s in STEPS if (until - since) / s <= 9), STEPS[-1])
    moments = [at for at in range(since - since % step, until + 1, step) if at >= since]
    axes.set_xticks([at / HOUR for at in moments], ticks(calendar, moments, lang, step))
    axes.set_ylabel("%" if course.share else course.unit.of(lang))
    high = axes.get_ylim()[1]
    if course.points and min(value for _, value in course.points) >= 0:
        axes.set_ylim(0, high if max(v for _, v in course.points) > 0 else 1)
        high = axes.get_ylim()[1]
    times = 100 if course.share else 1
    small = high * times < 10
    axes.yaxis.set_major_formatter(FuncFormatter(
        lambda value, _: number(value * times, lang, 1 if small and value % 1 else 0)))  # fmt: skip
    axes.grid(axis="y", color="#dddddd", linewidth=0.5)


def ticks(
    calendar: Calendar, moments: Sequence[int], lang: str, step: int
) -> list[str]:
    """What stands under an axis: hour and T+, and the day where a new one begins.

    With steps of a day or more: the day, and D (or T+) below it.
    """
    told, known = [], ""
    for at in moments:
        day, _, hour = calendar.label(at, lang).rpartition(" ")
        if step >= DAY:
            told.append(f"{day}\n{calendar.day(at) or offset(at)}")
        else:
            told.append(f"{hour}\n{offset(at)}" + (f"\n{day}" if day != known else ""))
        known = day
    return told


def _element(svg: str, course: Any, lang: str) -> str:
    """The `<svg>` alone, with title and description, and nothing it refers to."""
    title = course.title.of(lang)
    told = say(lang, "{first} at the start, {last} at the end; lowest {low}, highest {high}",
               first=course.first.of(lang), last=course.last.of(lang),
               low=course.lowest.of(lang), high=course.highest.of(lang))  # fmt: skip
    body = svg[svg.index("<svg") :]
    body = re.sub(r"<metadata>.*?</metadata>\s*", "", body, flags=re.DOTALL)
    body = re.sub(r'\sxmlns(:\w+)?="[^"]*"', "", body)
    body = body.replace("xlink:href=", "href=")
    tag = re.sub(r'(width|height)="[^"]*"', "", body[: body.index(">") + 1])
    head = f"<title>{escape(title)}</title><desc>{escape(told)}</desc>"
    named = _unique(body[body.index(">") + 1 :], course.gauge)
    return tag.replace("<svg", '<svg class="curve" role="img"', 1) + head + named


def _unique(body: str, gauge: str) -> str:
    """Ids that stay apart when many drawings stand on one page."""
    key = re.sub(r"[^a-z0-9]+", "-", gauge.lower())
    body = re.sub(r'\bid="([^"]+)"', rf'id="{key}-\1"', body)
    body = re.sub(r'href="#([^"]+)"', rf'href="#{key}-\1"', body)
    return re.sub(r"url\(#([^)]+)\)", rf"url(#{key}-\1)", body)
