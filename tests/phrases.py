"""All sentences of a front-end that a reader sees, found in its source text."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

NAMES = [
    "brief",
    "talk",
    "commit",
    "run",
    "preview",
    "report",
    "planned",
    "armed",
    "waiting",
    "held",
    "delivered",
    "acknowledged",
    "answered",
    "skipped",
    "cancelled",
    "retracted",
    "unfired",
    "email",
    "phone",
    "radio",
    "courier",
    "draft",
    "entered",
    "ruled",
    "refused",
    "rescinded",
    "asked",
    "understood",
    "owned",
    "done",
    "called",
    "said",
    "strength",
    "gap",
    "risk",
    "idea",
    "settled",
    "open",
    "talking",
    "confirmed",
    "not-observed",
]
"""States that are shown by their own names."""
CALLED = {"say": 1, "word": 0, "Binding": 2, "Column": 0}
TABLES = {"TABS", "COLUMNS", "RATINGS", "REVEALS", "WAYS", "KINDS", "STATES", "known"}
ALONE = {"EMPTY", "HELP"}


def phrases(folder: Path) -> set[str]:
    """The English sentences that need a Dutch one."""
    found = {text for path in folder.rglob("*.py") for text in _of(path)}
    return {one for one in found if any(map(str.isalpha, one))}


def _of(path: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call):
            yield from _call(node)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            name = node.targets[0].id
            if name in ALONE:
                yield from _texts(node.value)
            elif name in TABLES:
                yield from _cells(node.value)
            elif name.isupper():
                yield from _commands(node.value)


def _call(node: ast.Call) -> Iterator[str]:
    name = getattr(node.func, "id", getattr(node.func, "attr", ""))
    if name in CALLED and len(node.args) > CALLED[name]:
        yield from _texts(node.args[CALLED[name]])
    if name == "Command" and len(node.args) > 2:
        yield from _texts(node.args[2])


def _texts(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from _texts(node.body)
        yield from _texts(node.orelse)


def _cells(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Dict):
        for value in node.values:
            yield from _texts(value)
    elif isinstance(node, ast.Tuple):
        for one in node.elts:
            last = one.elts if isinstance(one, ast.Tuple) else [one]
            for cell in last[-1:] if isinstance(last[-1], ast.Constant) else last[:1]:
                yield from _texts(cell)


def _commands(node: ast.expr) -> Iterator[str]:
    """Rows of (names, usage, says, run) in a table that a loop turns into commands."""
    for one in ast.walk(node):
        if (
            isinstance(one, ast.Tuple)
            and len(one.elts) == 4
            and isinstance(one.elts[0], ast.Tuple)
        ):
            yield from _texts(one.elts[2])
