"""The map of the exercise as lines of text: places, what is known there, ways between.

A pure drawing: it holds no widget, and shows a figure only with its age.
"""

from __future__ import annotations

from textwrap import wrap

from ttx.text import say
from ttx.tui.words import age, crop, plain
from ttx.view import Picture, Reading, Spot

GAP = 3
NARROWEST = 14
RULE = "-"
"""Stands where a line is drawn between the name of a place and its figures."""


def scheme(picture: Picture, width: int, lang: str) -> list[str]:
    """The map in lines of at most `width` cells; places below each other if narrow."""
    spots = picture.spots
    columns = max((one.column for one in spots), default=1)
    box = (width - GAP * (columns - 1)) // columns
    if box < NARROWEST:
        return [line for one in spots for line in _box(one, picture, width, 0, lang)]
    canvas = _Canvas(width, box)
    for row in sorted({one.row for one in spots}):
        here = [one for one in spots if one.row == row]
        high = max(len(_inside(one, picture, box - 4, lang)) for one in here)
        canvas.row(
            {one.name: (one, _box(one, picture, box, high, lang)) for one in here}
        )
    for one, other in picture.ways:
        canvas.way(one, other)
    return ["".join(line).rstrip() for line in canvas.lines]


class _Canvas:
    """Lines of single characters; remembers where each place was drawn."""

    def __init__(self, width: int, box: int) -> None:
        self.width, self.box = width, box
        self.lines: list[list[str]] = []
        self.at: dict[str, tuple[int, int, int]] = {}

    def row(self, boxes: dict[str, tuple[Spot, list[str]]]) -> None:
        """Draw one row of places, and a free line below it."""
        top = len(self.lines)
        high = max(len(lines) for _, lines in boxes.values())
        self.lines += [[" "] * self.width for _ in range(high + 1)]
        for name, (spot, lines) in boxes.items():
            left = (spot.column - 1) * (self.box + GAP)
            self.at[name] = (top, left, high)
            for down, line in enumerate(lines):
                self.lines[top + down][left : left + len(line)] = list(line)

    def way(self, one: str, other: str) -> None:
        """A straight line between two places, over the empty room between them."""
        (top, left, high), (below, right, _) = sorted((self.at[one], self.at[other]))
        if left == right:
            for down in range(top + high, below):
                self.lines[down][left + self.box // 2] = "│"
        else:
            line = self.lines[top + 1]
            line[left + self.box : right] = "─" * (right - left - self.box)


def _box(spot: Spot, picture: Picture, width: int, high: int, lang: str) -> list[str]:
    """A place in its frame, with `high` lines inside or as many as it has."""
    inside = _inside(spot, picture, width - 4, lang)
    inside += [""] * (high - len(inside))
    middle = [
        "├" + "─" * (width - 2) + "┤"
        if line == RULE
        else f"│ {_fit(line, width - 4)} │"
        for line in inside
    ]
    return ["┌" + "─" * (width - 2) + "┐", *middle, "└" + "─" * (width - 2) + "┘"]


def _fit(line: str, width: int) -> str:
    """A line of exactly `width` cells; blanks at its start stay."""
    start = len(line) - len(line.lstrip())
    return " " * start + crop(line, width - start)


def _inside(spot: Spot, picture: Picture, room: int, lang: str) -> list[str]:
    """What a place is called, and what this seat knows of it."""
    here = f" ({say(lang, 'here')})" if spot.name == picture.seat else ""
    lines = wrap(plain(spot.title, lang) + here, room)
    known = {one.gauge: one for one in picture.readings}
    for n, gauge in enumerate(spot.gauges):
        lines += [] if n else [RULE]
        title, value = _words(known[gauge], picture, lang)
        lines += wrap(f"{title}: {value}", room, subsequent_indent="  ")
    return lines


def _words(one: Reading, picture: Picture, lang: str) -> tuple[str, str]:
    title = plain(one.title, lang)
    if one.value is None:
        return title, say(lang, "not reported")
    return title, f"{plain(one.shown, lang)} ({age(one, picture)})"
