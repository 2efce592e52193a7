"""A list or mapping of a YAML file as parts that can be changed, moved, added and taken out.

Each part keeps the comment lines that stand right above it; banners and empty lines stay
where they are. It knows no scenario: parts go by a name that the caller gives them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import Any

from ttx.errors import UsageError
from ttx.exchange.yaml_edit import Steps, composed, cut, put
from ttx.exchange.yaml_values import item, lines

_BANNER = re.compile(r"#.*([=#*~-])\1\1")


class Parts:
    """The parts of one list or mapping, in order; `text()` is the whole file again."""

    def __init__(self, text: str, steps: Steps, named: Callable[[int, Any], str]) -> None:  # fmt: skip
        """`named(place, node)` gives the name of each part."""
        self._steps = steps
        node = composed(text)
        for step in steps:
            node = _inside(node, step)
        if node is None or node.flow_style or not node.value:
            raise UsageError("'{key}' is written between brackets; write it over several"
                             " lines first", key=".".join(map(str, steps)))  # fmt: skip
        self.listed = not isinstance(node.value[0], tuple)
        self.column = _column(node, self.listed)
        self._split(text.split("\n"), node, named)

    def _split(self, rows: list[str], node: Any, named: Callable[[int, Any], str]) -> None:  # fmt: skip
        self.order: list[str] = []
        self._gap: dict[str, list[str]] = {}
        self._own: dict[str, list[str]] = {}
        starts = [_start(rows, one, self.listed) for one in node.value]
        leads = [_lead(rows, start, self.column) for start in starts]
        ends = [*leads[1:], _end(rows, node, starts[-1], self.column)]
        self._head, done = rows[: leads[0]], leads[0]
        for place, one in enumerate(node.value):
            end = ends[place]
            while end > starts[place] + 1 and _between(rows[end - 1], self.column):
                end -= 1
            name = named(place, one)
            self.order.append(name)
            self._gap[name] = rows[done : leads[place]]
            self._own[name] = rows[leads[place] : end]
            done = end
        self._tail = rows[done:]

    def text(self) -> str:
        """The whole file."""
        rows = list(self._head)
        if not self.order:
            rows = self._emptied(rows)
        for name in self.order:
            rows += self._gap[name] + self._own[name]
        return "\n".join(rows + self._tail)

    def _emptied(self, rows: list[str]) -> list[str]:
        """What stands above the parts where none is left: an empty list or mapping."""
        key = f"{self._steps[-1]}:"
        place = max(
            (n for n, row in enumerate(rows) if row.strip().startswith(key)),
            default=None,
        )
        none = " []" if self.listed else " {}"
        return [
            row.replace(key, key + none, 1) if n == place else row
            for n, row in enumerate(rows)
        ]

    def put(self, name: str, steps: Steps, value: Any, order: Sequence[str] = ()) -> None:  # fmt: skip
        """A value at a place inside a part."""
        text = put("\n".join(self._own[name]), (self._key(name), *steps), value, order)
        self._own[name] = text.split("\n")

    def cut(self, name: str, steps: Steps) -> None:
        """A key inside a part taken out."""
        text = cut("\n".join(self._own[name]), (self._key(name), *steps))
        self._own[name] = text.split("\n")

    def _key(self, name: str) -> str | int:
        return 0 if self.listed else name

    def add(self, name: str, value: dict[str, Any], after: str | None) -> None:
        """A new part behind another, or as the first one."""
        self._own[name] = item(value, self.column) if self.listed else lines(
            name, value, self.column, tall=True)  # fmt: skip
        self._gap[name] = []
        self._place(name, after)

    def remove(self, name: str) -> None:
        """A part taken out, with the comments right above it."""
        self._lift(name)
        del self._own[name], self._gap[name]

    def move(self, name: str, after: str | None) -> None:
        """A part put behind another, or first."""
        self._lift(name)
        self._gap[name] = []
        self._place(name, after)

    def take_out(self, name: str) -> list[str]:
        """The lines of a part, its own comments above it, for another file."""
        rows = [
            row[self.column :] if not row[: self.column].strip() else row
            for row in self._own[name]
        ]
        self.remove(name)
        return rows

    def take_in(self, name: str, rows: list[str], after: str | None) -> None:
        """A part from another file, behind another part or first."""
        pad = " " * self.column
        self._own[name], self._gap[name] = (
            [f"{pad}{row}" if row.strip() else row for row in rows],
            [],
        )
        self._place(name, after)

    def _lift(self, name: str) -> None:
        """Out of the order; what stood above it stays above the next."""
        place = self.order.index(name)
        self.order.remove(name)
        gap = self._gap[name]
        if place < len(self.order):
            after = self.order[place]
            self._gap[after] = _joined(gap, self._gap[after])
        else:
            self._tail = _joined(gap, self._tail)

    def _place(self, name: str, after: str | None) -> None:
        place = 0 if after is None else self.order.index(after) + 1
        if place == 0 and self.order:
            first = self.order[0]
            self._gap[name], self._gap[first] = self._gap[first], []
        self.order.insert(place, name)


def _joined(above: list[str], below: list[str]) -> list[str]:
    """Two gaps as one, without a second empty line between them."""
    if above and below and not above[-1].strip() and not below[0].strip():
        below = below[1:]
    return above + below


def _inside(node: Any, step: str | int) -> Any:
    if node is None or not isinstance(node.value, list):
        return None
    if isinstance(step, int):
        return node.value[step]
    return next((v for k, v in node.value if k.value == step), None)


def _column(node: Any, listed: bool) -> int:
    first = node.value[0] if listed else node.value[0][0]
    return int(node.start_mark.column if listed else first.start_mark.column)


def _start(rows: list[str], one: Any, listed: bool) -> int:
    """The line that a part begins on: that of its key or its dash."""
    line = int((one if listed else one[0]).start_mark.line)
    while listed and line > 0 and not rows[line].lstrip().startswith("-"):
        line -= 1
    return line


def _lead(rows: list[str], start: int, column: int) -> int:
    """The first of the comment lines right above a part that belong to it."""
    lead = start
    while lead > 0 and _comment(rows[lead - 1], column):
        lead -= 1
    return lead


def _comment(row: str, column: int) -> bool:
    bare = row.lstrip()
    own = bare.startswith("#") and len(row) - len(bare) == column
    return own and not _BANNER.search(bare)


def _between(row: str, column: int) -> bool:
    """An empty line, or a comment that stands outside the part above it."""
    bare = row.lstrip()
    return not bare or (bare.startswith("#") and len(row) - len(bare) <= column)


def _end(rows: list[str], node: Any, start: int, column: int) -> int:
    """The line behind the last part."""
    end = node.end_mark
    last = end.line + (end.column > 0 and bool(rows[end.line][: end.column].strip()))
    while last > start + 1 and _between(rows[last - 1], column):
        last -= 1
    return int(last)
