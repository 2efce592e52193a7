"""The labels of the marks above a curve: which stand alone, and which stand together.

Every distinct moment keeps its own line; only labels are put together, where there
is no room for each. It never moves a moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

WIDE = 4.2
"""The width of one letter of a label, in points."""
ROWS = 2
"""How many rows of labels fit above the axes."""


@dataclass(frozen=True, slots=True)
class Tag:
    """A label for the moments from `first` to `last` (one moment where they agree)."""

    first: int
    last: int
    label: str
    row: int = 0

    @property
    def middle(self) -> float:
        """Where the label stands, in ms."""
        return (self.first + self.last) / 2


def tags(
    marks: Iterable[tuple[int, str]], since: int, until: int, points: float,
    rows: int = ROWS, sign: str = "D",
) -> list[Tag]:  # fmt: skip
    """A label for each moment, put together with the one before where none fits.

    `points` is the width of the axis. A label that does not fit in any row takes the
    moments of the last label with it: `3` and `4-7` become `3-7`.
    """
    per = points / max(1, until - since)
    made: list[Tag] = []
    for one in _moments(marks):
        free = [row for row in range(rows) if _fits(one, made, row, per, len(sign))]
        if free:
            made.append(Tag(one.first, one.last, one.label, free[0]))
            continue
        while made:
            before = made.pop()
            one = Tag(
                before.first, one.last, _range(before.label, one.label), before.row
            )
            if _fits(one, made, one.row, per, len(sign)):
                break
        made.append(one)
    return made


def rows_used(found: Sequence[Tag]) -> int:
    """How many rows are in use."""
    return max((one.row for one in found), default=-1) + 1


def _moments(marks: Iterable[tuple[int, str]]) -> list[Tag]:
    """One label for each distinct moment, in order."""
    at_once: dict[int, list[str]] = {}
    for at, label in sorted(marks, key=lambda mark: mark[0]):
        at_once.setdefault(at, []).append(label)
    return [Tag(at, at, _range(all_[0], all_[-1])) for at, all_ in at_once.items()]


def _range(first: str, last: str) -> str:
    low, high = first.partition("-")[0], last.rpartition("-")[2]
    return low if low == high else f"{low}-{high}"


def _fits(one: Tag, made: Sequence[Tag], row: int, per: float, more: int) -> bool:
    """Whether a label keeps clear of those that stand in its row."""
    half = _width(one, more) / 2
    return all(
        abs(one.middle - other.middle) * per >= half + _width(other, more) / 2
        for other in made
        if other.row == row
    )


def _width(one: Tag, more: int) -> float:
    return (len(one.label) + more + 1) * WIDE
