"""A policy in Python as text: whether it may be played, and the function that it holds.

Only what follows from a picture and from its own luck may decide, so that the same seed
gives the same exercise on any machine: a policy imports nothing that knows the time, the
disk, the net or another luck. Nothing here plays it.
"""

from __future__ import annotations

import ast
import inspect
import traceback
from collections.abc import Callable
from functools import lru_cache
from types import CodeType
from typing import Any

from ttx.errors import UsageError
from ttx.moment import parse_duration
from ttx.scenario.slips import nearest

PYTHON = "python"
DECIDE = "decide"
"""The function that is meant where none is named."""
CADENCE = 1_800_000
"""Exercise time (ms) between two looks where the function says nothing else."""
MAY_IMPORT = (
    "__future__", "bisect", "collections", "dataclasses", "decimal", "enum", "fractions",
    "functools", "heapq", "itertools", "math", "operator", "re", "statistics", "string",
    "typing", "ttx.actions", "ttx.moment", "ttx.text", "ttx.view",
)  # fmt: skip


def check_source(text: str, file: str, function: str) -> None:
    """UsageError, with the line, for a text that cannot be played as a policy."""
    compiled(text, file)
    for node in ast.walk(ast.parse(text)):
        for name in _imported(node):
            if not _may(name):
                raise UsageError(
                    "{file}, line {line}: a policy may not import '{name}', only: {known}",
                    file=file, line=getattr(node, "lineno", 0), name=name,
                    known=", ".join(MAY_IMPORT))  # fmt: skip
    made(text, file, function)


def made(
    text: str, file: str, function: str
) -> tuple[Callable[..., object], bool, int]:
    """The function, made anew (it shares nothing with any other table or exercise);
    whether it asks for luck; and how often it looks (ms of exercise time)."""
    room: dict[str, Any] = {"__name__": file.removesuffix(".py")}
    try:
        exec(compiled(text, file), room)
    except Exception as wrong:
        raise UsageError("{file}, line {line}: it cannot be read as a policy: {why}",
                         file=file, line=line_of(wrong, file), why=told(wrong)) from wrong  # fmt: skip
    found = room.get(function)
    if not inspect.isfunction(found):
        raise _absent(room, file, function)
    return found, _asks_luck(found, file), _cadence(found, file)


@lru_cache(maxsize=16)
def compiled(text: str, file: str) -> CodeType:
    """The text as Python; UsageError with the line where it is none."""
    try:
        return compile(text, file, "exec", dont_inherit=True)
    except (SyntaxError, ValueError) as wrong:
        line = getattr(wrong, "lineno", None) or 1
        why = getattr(wrong, "msg", "") or str(wrong)
        raise UsageError("{file}, line {line}: this is not Python: {why}", file=file,
                         line=line, why=why) from wrong  # fmt: skip


def line_of(wrong: BaseException, file: str) -> int:
    """The last line of the policy's own file on the way to what went wrong; 0 if none."""
    lines = [one.lineno or 0 for one in traceback.extract_tb(wrong.__traceback__)
             if one.filename == file]  # fmt: skip
    return lines[-1] if lines else 0


def told(wrong: BaseException) -> str:
    """What went wrong, as Python says it: `KeyError: 'x'`."""
    return f"{type(wrong).__name__}: {wrong}"


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [one.name for one in node.names]
    if isinstance(node, ast.ImportFrom):
        module = "." * node.level + (node.module or "")
        return (
            [f"ttx.{one.name}" for one in node.names] if module == "ttx" else [module]
        )
    return []


def _may(name: str) -> bool:
    return any(name == one or name.startswith(f"{one}.") for one in MAY_IMPORT)


def _absent(room: dict[str, Any], file: str, function: str) -> UsageError:
    known = [name for name, one in room.items() if inspect.isfunction(one)]
    near = nearest(function, known)
    if near:
        return UsageError("{file} has no function '{function}', did you mean '{near}'?",
                          file=file, function=function, near=near)  # fmt: skip
    return UsageError("{file} has no function '{function}'; it has: {known}", file=file,
                      function=function, known=", ".join(known) or "-")  # fmt: skip


def _asks_luck(found: Callable[..., object], file: str) -> bool:
    """Whether it takes a picture and luck, or a picture alone; UsageError for another."""
    for given in (2, 1):
        try:
            inspect.signature(found).bind(*range(given))
        except TypeError:
            continue
        return given == 2
    raise UsageError("{file}: '{function}' must take a picture, or a picture and luck:"
                     " decide(picture) or decide(picture, luck)", file=file,
                     function=getattr(found, "__name__", DECIDE))  # fmt: skip


def _cadence(found: Callable[..., object], file: str) -> int:
    """`decide.every = "1h"`; half an hour where it says nothing."""
    said = getattr(found, "every", None)
    if said is None:
        return CADENCE
    try:
        every = parse_duration(said) if isinstance(said, str) else 0
    except ValueError:
        every = 0
    if every <= 0:
        raise UsageError("{file}: 'every' must be a duration, as in \"30m\", not {given}",
                         file=file, given=repr(said))  # fmt: skip
    return every
