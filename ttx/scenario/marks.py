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

AT_KEY = frozenset(
    {
        "unknown-key",
        "duplicate-key",
        "unknown-value",
        "unknown-path",
        "not-yet",
        "comma",
    }
)
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
    """The mark at the end of this place, and how many steps of it exist.

    A name with dots in it may come as one step or as several.
    """
    done = 0
    while done < len(place):
        for size in range(1, len(place) - done + 1):
            steps = place[done : done + size]
            step = steps[0] if size == 1 else ".".join(map(str, steps))
            inner = _inside(mark, step)
            if inner is not None:
                mark, done = inner, done + size
                break
        else:
            return mark, done
    return mark, done


def _inside(mark: Mark, step: str | int) -> Mark | None:
    inside = mark[5]
    if isinstance(inside, dict):
        return inside.get(str(step))
    number = isinstance(step, int) or step.isdecimal()
    if isinstance(inside, list) and number and 0 <= int(step) < len(inside):
        found: Mark = inside[int(step)]
        return found
    return None


def located(problem: Problem, mark: Mark) -> Problem:
    """The problem with its file, line and column (1-based) filled in."""
    if problem.line:
        return problem
    path, line, col, value_line, value_col, inside = find(mark, problem.place)[0]
    if inside is None and problem.code not in AT_KEY:
        line, col = value_line, value_col
    return replace(problem, path=path, line=line, col=col)
