"""A new scenario as YAML for people: ttx's key order, comments, wrapped texts.

Takes plain data (dicts, lists, texts, numbers); writes nothing that needs an escape which
an author would not know.
"""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterator, Mapping
from typing import Any

from ttx.text import LANGUAGES, Text

WIDE = 96
"""Characters of a line before it is wrapped."""
Place = tuple[str | int, ...]
_PLAIN = re.compile(
    r"[A-Za-z][A-Za-z0-9_./+-]*( [A-Za-z0-9_./+-]+)*|T[+-]\d+(:\d\d){1,2}|(\d+[smhd])+"
)
_TAKEN = {"true", "false", "null", "yes", "no", "on", "off", "y", "n"}


def written(data: Mapping[str, Any], comments: Mapping[Place, list[str]]) -> str:
    """The whole file; `comments` stand above the key or list member at their place."""
    lines = [*_comment(comments, (), 0)]
    for key, value in data.items():
        if (isinstance(value, dict | list) and value) or (key,) in comments:
            lines.append("")
        lines += _pair(key, value, (key,), 0, comments)
    return "\n".join(line.rstrip() for line in lines) + "\n"


def _comment(
    comments: Mapping[Place, list[str]], place: Place, depth: int
) -> Iterator[str]:
    for sentence in comments.get(place, ()):
        shown = "".join(one if one.isprintable() else " " for one in sentence)
        for line in textwrap.wrap(" ".join(shown.split()), WIDE - depth):
            yield f"{' ' * depth}# {line}"


def _pair(
    key: str, value: Any, place: Place, depth: int, comments: Mapping[Place, list[str]]
) -> list[str]:
    head = f"{' ' * depth}{_scalar(key)}:"
    lines = list(_comment(comments, place, depth))
    if _inline(value):
        return [*lines, f"{head} {_flow(value)}"]
    if isinstance(value, Text):
        value = {lang: words for lang in LANGUAGES if (words := getattr(value, lang))}
    if isinstance(value, str):
        return [*lines, *_long(head, value, depth + 2)]
    lines.append(head)
    if isinstance(value, dict):
        for inner, one in value.items():
            lines += _pair(inner, one, (*place, inner), depth + 2, comments)
    else:
        for n, one in enumerate(value):
            lines += _member(one, (*place, n), depth + 2, comments)
    return lines


def _member(
    value: Any, place: Place, depth: int, comments: Mapping[Place, list[str]]
) -> list[str]:
    lines = list(_comment(comments, place, depth))
    if _inline(value):
        return [*lines, f"{' ' * depth}- {_flow(value)}"]
    if isinstance(value, str):
        return [*lines, *_long(f"{' ' * depth}-", value, depth + 2)]
    if isinstance(value, Text):
        value = {lang: words for lang in LANGUAGES if (words := getattr(value, lang))}
    for n, (key, one) in enumerate(value.items()):
        inner = _pair(key, one, (*place, key), depth + 2, comments)
        if not n:
            inner[0] = f"{' ' * depth}- {inner[0].lstrip()}"
        lines += inner
    return lines


def _inline(value: Any) -> bool:
    """Whether it can stand behind its key on one line."""
    if isinstance(value, str):
        return "\n" not in value and len(value) <= WIDE
    if isinstance(value, Text):
        return all("\n" not in one for one in (value.nl, value.en)) and len(_flow(value)) <= WIDE  # fmt: skip
    if isinstance(value, list):
        flat = all(isinstance(one, str | int | float) for one in value)
        return not value or (flat and len(_flow(value)) <= WIDE)
    if isinstance(value, dict):
        return not value or (_small(value) and len(_flow(value)) <= WIDE)
    return True


def _small(value: Mapping[str, Any]) -> bool:
    """A mapping that is one thought: an effect, a condition, a moment of a move."""
    return len(value) <= 3 and not any(_speaks(one) for one in value.values())


def _speaks(value: Any) -> bool:
    return isinstance(value, Text) or (
        isinstance(value, dict) and any(_speaks(one) for one in value.values())
    )


def _flow(value: Any) -> str:
    if isinstance(value, Text):
        value = {lang: words for lang in LANGUAGES if (words := getattr(value, lang))}
    if isinstance(value, dict):
        inside = ", ".join(f"{_scalar(k)}: {_flow(one)}" for k, one in value.items())
        return "{" + inside + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_flow(one) for one in value) + "]"
    return _scalar(value)


def _scalar(value: Any) -> str:
    """A word or number as it stands; any other text between double quotes."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return str(value)
    plain = _PLAIN.fullmatch(value) and len(value) <= 64
    if plain and value.lower() not in _TAKEN and not _numeric(value):
        return str(value)
    return json.dumps(value, ensure_ascii=False)


def _numeric(value: str) -> bool:
    return value.lower() in ("inf", "nan", ".inf", ".nan")


def _long(head: str, value: str, depth: int) -> list[str]:
    """A text of more lines: as it stands where its lines are short, else folded; one that
    begins or ends with blanks, between quotes."""
    pad = " " * depth
    own = value.split("\n")
    if any(one != one.strip() for one in (own[0], own[-1])) or not own[0]:
        return [f"{head} {json.dumps(value, ensure_ascii=False)}"]  # blanks at its ends
    if all(len(one) <= WIDE for one in own):
        return [f"{head} |-", *(f"{pad}{one}" if one else "" for one in own)]
    folded = [piece for one in own for piece in ("", *_fold(one))][1:]
    return [f"{head} >-", *(f"{pad}{one}" if one else "" for one in folded)]


def _fold(line: str) -> list[str]:
    """A line cut at single blanks; an empty line gives none (folding adds it)."""
    made: list[str] = []
    for word in line.split(" ") if line else ():
        if made and len(made[-1]) + len(word) < WIDE:
            made[-1] += f" {word}"
        else:
            made.append(word)
    return made
