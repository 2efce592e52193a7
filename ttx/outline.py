"""A scenario as it looks before the day: boxes, arrows and lanes, in words.

Frozen shapes for what is drawn and read aloud; it plays nothing and draws nothing.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttx.text import Text


@dataclass(frozen=True, slots=True)
class Box:
    """One thing of a graph: its id, its title and what is told of it, line by line.

    `kind` says how it is drawn: inject, decision, thing, stock, place, table, channel.
    """

    id: str
    title: Text
    lines: tuple[Text, ...] = ()
    kind: str = "thing"


@dataclass(frozen=True, slots=True)
class Arrow:
    """From what comes first, or carries, to what follows or hangs on it."""

    source: str
    target: str
    kind: str


@dataclass(frozen=True, slots=True)
class Graph:
    """Boxes that arrows tie together, and those that stand alone.

    `kinds` tells what each kind of arrow means, in the order of the legend.
    """

    title: Text
    boxes: tuple[Box, ...]
    arrows: tuple[Arrow, ...]
    alone: tuple[Box, ...]
    kinds: tuple[tuple[str, Text], ...]
    alone_title: Text


@dataclass(frozen=True, slots=True)
class Entry:
    """One inject in a lane: its number, when it comes (in words) and its title."""

    number: str
    when: Text
    title: Text
    sort: str


@dataclass(frozen=True, slots=True)
class Column:
    """A stretch of the time line: its heading, its moment on both clocks, what is in it."""

    title: Text
    when: Text
    note: Text


@dataclass(frozen=True, slots=True)
class Lane:
    """One table: what it gets in each column."""

    title: Text
    cells: tuple[tuple[Entry, ...], ...]


@dataclass(frozen=True, slots=True)
class TimeLine:
    """The draaiboek on a sheet: columns in time, a lane for each table."""

    title: Text
    span: Text
    columns: tuple[Column, ...]
    lanes: tuple[Lane, ...]
