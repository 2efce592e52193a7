"""Moves for an exercise that had none: when the tables sit down to talk.

Cuts the time line where a table would get more than it can read, or where little happens
for long. What is read in a move came before or at its moment.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

from ttx.moment import MINUTE
from ttx.scenario.budget import MOST_INJECTS

MOST_MOVES = 12
FEWEST = 3
"""Where nothing crowds, a time line is cut in about this many; a half day holds three."""


@dataclass(frozen=True, slots=True)
class Timed:
    """An inject as the cutter sees it: its moment (ms), the tables that get it, and the
    name of its move where the file gave one."""

    at: int
    tables: tuple[str, ...]
    move: str = ""


@dataclass(frozen=True, slots=True)
class Round:
    """A move: its moment in milliseconds after STARTEX, and its name where it has one."""

    at: int
    title: str = ""


def rounds(timed: Iterable[Timed]) -> list[Round]:
    """At least one move and at most twelve, in order of time."""
    line = sorted(timed, key=lambda one: one.at)
    if not line:
        return [Round(20 * MINUTE)]
    named = _named(line)
    if named:
        return named
    most = MOST_INJECTS
    while len(found := _cut(line, most)) > MOST_MOVES:
        most *= 2
    return [Round(at) for at in found]


def _named(line: Sequence[Timed]) -> list[Round]:
    """The moves of the file itself, if each ends before the next begins."""
    if not all(one.move for one in line):
        return []
    ends: dict[str, int] = {}
    for one in line:
        ends[one.move] = one.at
    order = list(dict.fromkeys(one.move for one in line))
    walked = [move for n, one in enumerate(line)
              if not n or one.move != line[n - 1].move for move in [one.move]]  # fmt: skip
    moments = [ends[move] for move in order]
    rises = all(a < b for a, b in pairwise(moments))
    fits = walked == order and rises and len(order) <= MOST_MOVES
    return [Round(ends[move], move) for move in order] if fits else []


def _cut(line: Sequence[Timed], most: int) -> list[int]:
    """The last moment of each piece; what comes at one moment stays together."""
    gap = (line[-1].at - line[0].at) / FEWEST
    ends: list[int] = []
    load: Counter[str] = Counter()
    begun = line[0].at
    for at, tables in _moments(line):
        full = any(load[table] + count > most for table, count in tables.items())
        if ends and (full or (load and gap and at - begun > gap)):
            load, begun = Counter(), at
            ends.append(at)
        elif ends:
            ends[-1] = at
        else:
            ends.append(at)
        load += tables
    return ends


def _moments(line: Sequence[Timed]) -> list[tuple[int, Counter[str]]]:
    found: dict[int, Counter[str]] = {}
    for one in line:
        found.setdefault(one.at, Counter()).update(one.tables)
    return list(found.items())
