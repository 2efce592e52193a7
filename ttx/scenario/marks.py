"""Where each word of a scenario was written: a tree of positions beside the data.

It never holds the data itself; data and marks are changed together, by these
functions, or a problem would point at the wrong line.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from ttx.errors import Problem

Mark = tuple[str, int, int, int, int, Any]
"""File, line and column of the key, of the value, and the marks inside it."""

AT_KEY = frozenset({"unknown-key", "duplicate-key", "unknown-value", "not-yet"})
"""Problems that are shown at the key, even where the value is one word."""


@dataclass(slots=True)
class Source:
    """What was read of one or more files: the data, and where it all stands."""

    data: Any
    mark: Mark
    problems: list[Problem] = field(default_factory=list)

    @property
    def path(self) -> str:
        """The file that it was read from (the main one, of several)."""
        return self.mark[0]


def find(mark: Mark, place: Sequence[str | int]) -> tuple[Mark, int]:
    """The mark at the end of this place, and how many steps of it exist."""
    for done, step in enumerate(place):
        inside = mark[5]
        if isinstance(inside, dict) and str(step) in inside:
            mark = inside[str(step)]
        elif isinstance(inside, list) and _index(step, len(inside)) is not None:
            mark = inside[int(step)]
        else:
            return mark, done
    return mark, len(place)


def _index(step: str | int, size: int) -> int | None:
    if isinstance(step, str) and not step.isdecimal():
        return None
    return int(step) if 0 <= int(step) < size else None


def located(problem: Problem, mark: Mark) -> Problem:
    """The problem with its file, line and column (1-based) filled in."""
    if problem.line:
        return problem
    path, line, col, value_line, value_col, inside = find(mark, problem.place)[0]
    if inside is None and problem.code not in AT_KEY:
        line, col = value_line, value_col
    return replace(problem, path=path, line=line, col=col)
