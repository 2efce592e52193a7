"""Where the marks of the time line stand: one lane per table, drawn by a template.

Marks that fall together are counted, never hidden. It places and labels; it draws
no conclusion from an empty lane.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import wrap
from typing import Any

from markupsafe import Markup

from ttx.moment import DAY, HOUR, MINUTE, Calendar, offset
from ttx.text import clean, say

WIDTH, LEFT, ROW, TOP = 720, 132, 34, 34
"""The drawing in its own units: whole width, room for names, lane, room for moves."""
LETTERS = 23
"""How many letters of a table's name fit on a line."""
BUCKETS = 20
STEPS = (HOUR, 2 * HOUR, 3 * HOUR, 6 * HOUR, 12 * HOUR, DAY, 2 * DAY, 4 * DAY, 7 * DAY,
         28 * DAY)  # fmt: skip
TICKS = 9
"""The most labels that fit below an axis."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One mark: a circle (injects), a square (decisions) or an open square (policy)."""

    kind: str
    x: float
    y: float
    label: str
    title: str


@dataclass(frozen=True, slots=True)
class Row:
    """One lane: its name and where it lies."""

    name: str
    y: float
    glyphs: tuple[Glyph, ...]
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Drawing:
    """All of the time line, ready for a template."""

    width: int
    height: int
    left: int
    rows: tuple[Row, ...]
    moves: tuple[tuple[float, str], ...]
    ticks: tuple[tuple[float, str, str], ...]


def lanes(line: Any, calendar: Calendar, lang: str) -> Drawing:
    """The time line placed on the page; x is exercise time."""
    since, until = line.since, max(line.until, line.since + 1)

    def x(at: int) -> float:
        span = (WIDTH - LEFT - 60) * (at - since) / (until - since)
        return float(round(LEFT + 12 + span, 1))

    rows = tuple(
        Row(_name(clean(lane.title.of(lang))), TOP + ROW * place,
            _glyphs(lane.items, x, TOP + ROW * place, calendar, lang),
            _on_lines(clean(lane.title.of(lang))))
        for place, lane in enumerate(line.lanes)
    )  # fmt: skip
    moves = tuple((x(at), str(number)) for number, (at, _) in enumerate(line.moves, 1)
                  if since <= at <= until)  # fmt: skip
    moments, step = scale(calendar, since, until)
    ticks = tuple((x(at), *_tick(calendar, at, lang, step)) for at in moments)
    return Drawing(WIDTH, TOP + ROW * len(rows) + 34, LEFT, rows, moves, ticks)


def scale(calendar: Calendar, since: int, until: int) -> tuple[list[int], int]:
    """The moments below an axis, and their step; whole days begin at midnight."""
    step = next((s for s in STEPS if (until - since) / s <= TICKS), STEPS[-1])
    first = since - since % step
    if step >= DAY:
        now = calendar.clock(0)
        first -= now.hour * HOUR + now.minute * MINUTE
    return [at for at in range(first, until + 1, step) if at >= since], step


def _tick(calendar: Calendar, at: int, lang: str, step: int) -> tuple[str, str]:
    """Two lines below the axis: the calendar, and D (T+ where no day D is declared)."""
    told = calendar.label(at, lang)
    if step >= DAY:
        told = told.rpartition(" ")[0]
    return told, calendar.day(at) or offset(at)


def _name(title: str) -> str:
    """The name of a table on one line or two; drawn where a template puts one text."""
    lines = _on_lines(title)
    if len(lines) == 1:
        return title
    return Markup('<tspan x="0" dy="-6">{}</tspan><tspan x="0" dy="12">{}</tspan>').format(
        *lines)  # fmt: skip


def _on_lines(title: str) -> tuple[str, ...]:
    """A name on as many lines as it needs, two at most."""
    if len(title) <= LETTERS:
        return (title,)
    first, *rest = wrap(title, LETTERS)
    return first, shorten(" ".join(rest), LETTERS)


def _glyphs(
    items: Sequence[Any], x: Any, top: float, calendar: Calendar, lang: str
) -> tuple[Glyph, ...]:
    made: list[Glyph] = []
    for kind, down in (("inject", 9), ("decision", 24), ("policy", 24)):
        for group in _grouped([one for one in items if one.kind == kind], x):
            made.append(Glyph(kind, x(group[0].at), top + down, _label(kind, group, lang),
                              _title(group, calendar, lang)))  # fmt: skip
    return tuple(made)


def _grouped(items: Sequence[Any], x: Any) -> list[list[Any]]:
    gap = (WIDTH - LEFT) / BUCKETS
    groups: list[list[Any]] = []
    for one in sorted(items, key=lambda item: item.at):
        if groups and x(one.at) - x(groups[-1][0].at) < gap:
            groups[-1].append(one)
        else:
            groups.append([one])
    return groups


def _label(kind: str, group: Sequence[Any], lang: str) -> str:
    if len(group) > 1:
        return f"{len(group)}x"
    if kind == "inject":
        return shorten(str(group[0].label), 6)
    return say(lang, "D{number}", number=group[0].label)


def _title(group: Sequence[Any], calendar: Calendar, lang: str) -> str:
    return "\n".join(f"{calendar.label(one.at, lang)}: {clean(one.text.of(lang))}"
                     for one in group)  # fmt: skip


def shorten(text: str, room: int) -> str:
    """A name that fits its place."""
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"
