"""Changing one place of a YAML file and leaving every other letter of it as it was.

The library ruamel.yaml says where each word stands; the text is changed there alone, so
that comments, order, quotes and line ends stay. It never decides what is changed.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from ttx.errors import AbsentExtra
from ttx.exchange.yaml_values import WIDTH, flow, lines, refolded, scalar

Steps = Sequence[str | int]


def composed(text: str) -> Any:
    """The tree of nodes with their places; AbsentExtra without ruamel.yaml."""
    try:
        from ruamel.yaml import YAML
    except ImportError as wrong:
        raise AbsentExtra(
            "Spreadsheets need an extra part: pip install 'ttx[excel]'."
        ) from wrong
    return YAML(pure=True).compose(io.StringIO(text))


@dataclass(frozen=True, slots=True)
class _Found:
    """A node, its key (if it has one), what holds it, and the steps that lead there."""

    node: Any
    key: Any
    holder: Any
    above: tuple[Any, ...]
    left: tuple[str | int, ...]


def put(text: str, steps: Steps, value: Any, order: Sequence[str] = ()) -> str:
    """The text with this value at this place; what is not there yet is added.

    `order`: the keys of the holder as they usually stand, for the place of a new one.
    """
    found = _walk(composed(text), steps)
    if found.left:
        for step in reversed(found.left[1:]):
            value = {step: value}
        return _added(text, found.node, str(found.left[0]), value, order)
    return _replaced(text, found, value)


def cut(text: str, steps: Steps) -> str:
    """The text without this key; a mapping that would be left empty goes with it."""
    found = _walk(composed(text), steps)
    if found.left:
        return text
    if len(found.holder.value) == 1 and len(steps) > 1:
        return cut(text, steps[:-1])
    pairs = found.holder.value
    place = next(n for n, pair in enumerate(pairs) if pair[0] is found.key)
    if found.holder.flow_style:
        start, end = found.key.start_mark.index, found.node.end_mark.index
        if place:
            start = pairs[place - 1][1].end_mark.index
        elif len(pairs) > 1:
            end = pairs[1][0].start_mark.index
        return text[:start] + text[end:]
    rows = text.split("\n")
    first, last = _span(rows, found)
    head = rows[first][: found.key.start_mark.column]
    if head.strip() and place + 1 < len(pairs):
        after = pairs[place + 1][0].start_mark
        rows[after.line] = head + rows[after.line][after.column :]
        last = after.line
    return "\n".join(rows[:first] + rows[last:])


def _walk(node: Any, steps: Steps) -> _Found:
    """As far as the steps lead; `left` is what does not exist."""
    key = holder = None
    above: list[Any] = []
    for number, step in enumerate(steps):
        if isinstance(step, int):
            above.append(node)
            holder, key, node = node, None, node.value[step]
            continue
        pairs = node.value if isinstance(node.value, list) else []
        named = next((p for p in pairs if isinstance(p, tuple) and p[0].value == step), None)  # fmt: skip
        if named is None:
            return _Found(node, key, holder, tuple(above), tuple(steps[number:]))
        above.append(node)
        holder, (key, node) = node, named
    return _Found(node, key, holder, tuple(above), ())


def _span(rows: list[str], found: _Found) -> tuple[int, int]:
    """First line of a key and the line after its value, comments below left out."""
    start, end = found.key.start_mark, found.node.end_mark
    last = end.line + (end.column > 0 and bool(rows[end.line][: end.column].strip()))
    last = max(last, start.line + 1)
    while last > start.line + 1 and _idle(rows[last - 1], start.column):
        last -= 1
    return start.line, last


def _idle(row: str, column: int) -> bool:
    """An empty line, or a comment that does not stand inside what is above it."""
    bare = row.lstrip()
    return not bare or (bare.startswith("#") and len(row) - len(bare) <= column)


def _tall(node: Any) -> bool:
    """Whether a text, or the first one in a mapping, was written over several lines."""
    if isinstance(node.value, list):
        return not node.flow_style and any(
            isinstance(pair, tuple) and _tall(pair[1]) for pair in node.value)  # fmt: skip
    return node.style in (">", "|")


def _replaced(text: str, found: _Found, value: Any) -> str:
    node, inside = found.node, any(one.flow_style for one in found.above)
    if inside or found.key is None or not (_tall(node) or _block(node)):
        fits = not isinstance(value, str) or len(value) < 200 or inside
        if fits:
            return _in_place(text, found, value)
    rows = text.split("\n")
    first, last = _span(rows, found)
    column = found.key.start_mark.column
    name = found.key.value
    longest = max((len(row) for row in rows[first + 1 : last]), default=0)
    width = longest if _tall(node) and longest > column + 40 else WIDTH
    kept = None
    if isinstance(value, str) and node.style == ">" and last > first + 1:
        kept = refolded(rows[first + 1 : last], value, width)
    if kept is not None:
        return "\n".join([*rows[: first + 1], *kept, *rows[last:]])
    made = lines(name, value, column, tall=_tall(node), width=width)
    made[0] = rows[first][:column] + made[0][column:]
    return "\n".join(rows[:first] + made + rows[last:])


def _block(node: Any) -> bool:
    return isinstance(node.value, list) and not node.flow_style


def _in_place(text: str, found: _Found, value: Any) -> str:
    """The value alone replaced, with what stands behind it on its line."""
    node = found.node
    style = node.style if isinstance(node.value, str) else ""
    quoted = style if isinstance(value, str) and style in ("'", '"') else ""
    new = scalar(value, quoted) if isinstance(value, str) else flow(value)
    start, end = node.start_mark.index, node.end_mark.index
    if text[start:end] == "" and text[start - 1] == ":":
        new = f" {new}"
    return text[:start] + new + text[end:]


def _added(text: str, node: Any, key: str, value: Any, order: Sequence[str]) -> str:
    pairs = node.value
    if node.flow_style:
        at = node.end_mark.index - 1
        at = pairs[-1][1].end_mark.index if pairs else at
        comma = ", " if pairs else ""
        return f"{text[:at]}{comma}{scalar(key)}: {flow(value)}{text[at:]}"
    before = order[: order.index(key)] if key in order else order
    fits = [pair for pair in pairs if pair[0].value in before] or pairs[-1:]
    after = fits[-1]
    rows = text.split("\n")
    _, last = _span(rows, _Found(after[1], after[0], node, (), ()))
    made = lines(key, value, after[0].start_mark.column)
    return "\n".join(rows[:last] + made + rows[last:])
