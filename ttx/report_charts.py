"""The curves of a report, drawn as SVG text that is the same every time.

A curve is told apart by label and line style, not by colour alone, and carries its
title and description. It draws what it is given and computes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import matplotlib
from markupsafe import escape
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import findfont
from matplotlib.ticker import FuncFormatter, MaxNLocator
from matplotlib.transforms import ScaledTranslation

from ttx.moment import DAY, HOUR, Calendar, offset
from ttx.report_drawn import BLUE, GREY, ORANGE, SETTINGS, Drawn, svg
from ttx.report_lanes import scale
from ttx.report_marks import Tag, rows_used, tags
from ttx.text import number, say

SIZE = (7.2, 2.15)
ROOM = {"left": 0.1, "right": 0.945, "top": 0.82, "bottom": 0.33}
"""The room around the axes: three lines of time and a legend below, labels above."""
LIFT = 9.0
"""From one row of labels above the axes to the next, in points."""
LINES = {
    "decision": "solid line: decision by people",
    "policy": "dotted line: decision by a policy",
}


def has_letters() -> bool:
    """Whether this machine has the letters that charts are drawn with."""
    try:
        findfont("DejaVu Sans", fallback_to_default=False)
    except ValueError:
        return False
    return True


def curve(course: Any, calendar: Calendar, lang: str, since: int, until: int) -> str:
    """One gauge over exercise time with the decisions on it, as an `<svg>` element.

    A gauge that stayed zero is one line of text: there is nothing to draw.
    """
    if stayed_zero(course):
        return f'<p class="flat">{escape(say(lang, "Stayed 0."))}</p>'
    return svg(drawn(course, calendar, lang, since, until))


def drawn(course: Any, calendar: Calendar, lang: str, since: int, until: int) -> Drawn:
    """One gauge over exercise time with the decisions on it, ready to be kept."""
    with matplotlib.rc_context(SETTINGS):
        figure = Figure(figsize=SIZE)
        figure.subplots_adjust(**ROOM)
        axes = figure.add_subplot()
        _line(axes, course, until)
        _axes(axes, course, calendar, lang, since, until)
        _decisions(axes, course, since, until, lang)
        _overrides(axes, course, since, until, lang)
        _legend(figure, axes, course, lang)
    told = say(lang, "{first} at the start, {last} at the end; lowest {low}, highest {high}",
               first=course.first.of(lang), last=course.last.of(lang),
               low=course.lowest.of(lang), high=course.highest.of(lang))  # fmt: skip
    return Drawn(figure, course.title.of(lang), told, course.gauge)


def stayed_zero(course: Any) -> bool:
    """Nothing ever happened to it, by the model or by a hand."""
    by_hand = any(one.kind == "override" for one in course.marks)
    return not by_hand and not any(value for _, value in course.points)


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
    """A thin line at each moment of deciding: solid for people, dotted for a policy."""
    marks = [one for one in course.marks if one.kind != "override"]
    people = {one.at for one in marks if one.kind == "decision"}
    for at in sorted({one.at for one in marks}):
        style: Any = "-" if at in people else (0, (1, 2))
        axes.axvline(at / HOUR, color=GREY, linewidth=0.6, linestyle=style, zorder=1)
    for one in _tags(course, since, until):
        label, lift = say(lang, "D{number}", number=one.label), 3 + LIFT * one.row
        _above(axes, one.middle / HOUR, lift, label, "center", GREY)
        if one.first < one.last:
            _brace(axes, one.first / HOUR, one.last / HOUR, lift - 1.5)


def _tags(course: Any, since: int, until: int) -> list[Tag]:
    points = SIZE[0] * 72 * (ROOM["right"] - ROOM["left"])
    marks = [(one.at, one.label) for one in course.marks if one.kind != "override"]
    return tags(marks, since, until, points)


def _above(
    axes: Axes, hour: float, lift: float, told: str, side: str, color: str
) -> None:
    """A label above the axes, `lift` points up."""
    axes.annotate(told, (hour, 1.0), xycoords=("data", "axes fraction"),
                  xytext=(0, lift), textcoords="offset points", ha=side, va="bottom",
                  fontsize=7, color=color)  # fmt: skip


def _brace(axes: Axes, first: float, last: float, lift: float) -> None:
    """What a label of several moments spans."""
    across = axes.get_xaxis_transform() + ScaledTranslation(
        0,
        lift / 72,
        axes.get_figure(root=True).dpi_scale_trans,  # type: ignore[union-attr]
    )
    axes.plot([first, last], [1, 1], color=GREY, linewidth=0.6, clip_on=False,
              transform=across)  # fmt: skip


def _overrides(axes: Axes, course: Any, since: int, until: int, lang: str) -> None:
    """Judgements of exercise control, above the axes: never over the curve."""
    lift = 3 + LIFT * rows_used(_tags(course, since, until))
    judged = [one for one in course.marks if one.kind == "override"]
    for one in judged:
        axes.axvline(one.at / HOUR, color=ORANGE, linewidth=0.6, zorder=0.5)
    for first, values in _together([(m.at, _judged(course, m, lang)) for m in judged],
                                   (until - since) // 3):  # fmt: skip
        told = say(lang, "judgement of exercise control: {value}", value=values)
        side = "left" if first - since < (until - since) / 2 else "right"
        _above(axes, first / HOUR, lift, told, side, ORANGE)


def _together(marks: Sequence[tuple[int, str]], gap: int) -> list[tuple[int, str]]:
    """Judgements that lie close, as one label with all their values."""
    made: list[tuple[int, str]] = []
    for at, value in marks:
        if made and at - made[-1][0] < gap:
            made[-1] = (made[-1][0], f"{made[-1][1]}; {value}")
        else:
            made.append((at, value))
    return made


def _judged(course: Any, mark: Any, lang: str) -> str:
    """The value that exercise control set; its mark carries it as a bare number."""
    value = float(mark.label)
    if course.share:
        return f"{number(value * 100, lang)} %"
    return number(value, lang, 0 if value.is_integer() or abs(value) >= 10 else 1)


def _axes(
    axes: Axes, course: Any, calendar: Calendar, lang: str, since: int, until: int
) -> None:
    axes.set_xlim(since / HOUR, until / HOUR)
    moments, step = scale(calendar, since, until)
    axes.set_xticks([at / HOUR for at in moments], ticks(calendar, moments, lang, step))
    axes.set_ylabel("%" if course.share else course.unit.of(lang))
    axes.set_ylim(*_room([value for _, value in course.points] or [0.0], course.share))
    whole = all(float(value).is_integer() for _, value in course.points)
    axes.yaxis.set_major_locator(MaxNLocator(4, integer=whole and not course.share,
                                             steps=[1, 2, 2.5, 5, 10]))  # fmt: skip
    times = 100 if course.share else 1
    shown = [round(one * times, 6) for one in axes.get_yticks()]
    places = _places(shown)
    axes.yaxis.set_major_formatter(
        FuncFormatter(lambda value, _: number(value * times, lang, places))
    )
    axes.grid(axis="y", color="#dddddd", linewidth=0.5)


def _room(values: Sequence[float], share: bool) -> tuple[float, float]:
    """From where to where the axis runs: from 0, or close around a steady ratio."""
    low, high = min(values), max(values)
    if fitted(values, share):
        room = max(high - low, high * 0.02) * 0.15
        return low - room, high + room
    top = high + 0.06 * (high - min(low, 0)) or 1.0
    return min(low * 1.06, 0.0), min(top, 1.02) if share and high <= 1 else top


def fitted(values: Sequence[float], share: bool) -> bool:
    """Whether an axis from 0 would show a flat line at its top and nothing else."""
    broken = any(not float(value).is_integer() for value in values)
    return not share and broken and min(values) > 0.6 * max(values) > 0


def _places(shown: Sequence[float]) -> int:
    """The decimals that tell the ticks apart."""
    return next((n for n in (0, 1) if all(abs(one - round(one, n)) < 1e-6
                                          for one in shown)), 2)  # fmt: skip


def ticks(
    calendar: Calendar, moments: Sequence[int], lang: str, step: int
) -> list[str]:
    """What stands under an axis: hour and D (else T+), and the day where one begins.

    With steps of a day or more: the day, and D (or T+) below it.
    """
    told, known = [], ""
    for at in moments:
        day, _, hour = calendar.label(at, lang).rpartition(" ")
        if step >= DAY:
            told.append(f"{day}\n{calendar.day(at) or offset(at)}")
        else:
            below = calendar.day(at) or offset(at)
            told.append(f"{hour}\n{below}" + (f"\n{day}" if day != known else ""))
        known = day
    return told


def _legend(figure: Figure, axes: Axes, course: Any, lang: str) -> None:
    """What the lines are, below the axis; and that an axis does not begin at 0."""
    kinds = {one.kind for one in course.marks}
    told = [say(lang, words) for kind, words in LINES.items() if kind in kinds]
    if told:
        told[-1] += " (" + say(lang, "when decided, not when in effect") + ")"
    if fitted([value for _, value in course.points] or [0.0], course.share):
        told.append(say(lang, "the axis does not begin at 0"))
    if told:
        figure.text(ROOM["left"], 0.02, "; ".join(told), fontsize=7, color=GREY)
