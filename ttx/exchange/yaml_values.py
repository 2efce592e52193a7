"""A value as an author would write it in YAML: short ones between braces, long ones folded.

What is written here is read back by the reader of scenarios as the same value.
"""

from __future__ import annotations

import json
import re
import textwrap
from typing import Any

from ttx.scenario.yaml import read

SHORT = 96
"""A value on one line is at most so many signs long, its key included."""
WIDTH = 88
_PLAIN = re.compile(r"[^\s\-?:,\[\]{}#&*!|>'\"%@`][^,\[\]{}#\n]*(?<![\s:])")
_LOOSE_SPACE = re.compile(r"^\s|\s$|[ \t]\n|\n[ \t]|  |\t|\r|\u0085|\u2028|\u2029")


def flow(value: Any) -> str:
    """The value on one line, as it may stand between braces."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_key(k)}: {flow(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value)


def scalar(value: Any, style: str = "") -> str:
    """One word, number or text; bare where that is read back as the same."""
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, int | float):
        return repr(int(value) if float(value).is_integer() else value)
    text = str(value)
    if not style and _PLAIN.fullmatch(text) and _same(text):
        return text
    if style == "'" and "\n" not in text:
        return "'" + text.replace("'", "''") + "'"
    quoted = json.dumps(text, ensure_ascii=False)
    for sign in "\x7f\x85\xa0\u2028\u2029\ufeff":
        quoted = quoted.replace(sign, f"\\u{ord(sign):04x}")
    return quoted


def _same(text: str) -> bool:
    if len(text) >= SHORT:
        return False
    both = read(f"a: {text}\nb: [{text}]".encode(), "").data
    return bool(both == {"a": text, "b": [text]})


def _key(name: Any) -> str:
    return scalar(str(name))


def lines(key: str, value: Any, indent: int, *, tall: bool = False, width: int = WIDTH) -> list[str]:  # fmt: skip
    """`key: value` for a block: one line where it is short, else folded or a block.

    `tall`: a text is folded even where it is short, as it stood before; `width`: how
    far its lines reach.
    """
    pad, name = " " * indent, _key(key)
    if isinstance(value, str):
        return _text(pad, name, value, tall, width)
    one = f"{pad}{name}: {flow(value)}"
    if len(one) <= SHORT or not value:
        return [one]
    if isinstance(value, dict):
        inner = [lines(k, v, indent + 2, tall=tall, width=width) for k, v in value.items()]  # fmt: skip
        return [f"{pad}{name}:", *(line for part in inner for line in part)]
    if isinstance(value, list) and all(isinstance(v, dict) for v in value):
        return [f"{pad}{name}:", *(f"{pad}  - {flow(v)}" for v in value)]
    return [one]


def _text(pad: str, name: str, value: str, tall: bool, width: int) -> list[str]:
    one = f"{pad}{name}: {scalar(value)}"
    if not tall and len(one) <= SHORT and "\n" not in value:
        return [one]
    if _LOOSE_SPACE.search(value) or not value:
        return [one]
    return [f"{pad}{name}: >-", *folded(value, len(pad) + 2, width)]


def folded(value: str, indent: int, width: int = WIDTH) -> list[str]:
    """The lines of a folded text: an empty line for each line end in it."""
    pad, made = " " * indent, []
    for number, part in enumerate(value.split("\n")):
        if number:
            made.append("")
        made += textwrap.wrap(part, width - indent, break_long_words=False,
                              break_on_hyphens=False) if part else []  # fmt: skip
    return [pad + line if line else "" for line in made]


def refolded(old: list[str], value: str, width: int) -> list[str] | None:
    """The new lines of a folded text of one paragraph, those that can stay as they were.

    None where the old text has several paragraphs, or the new one cannot be folded.
    """
    if "\n" in value or _LOOSE_SPACE.search(value) or not all(map(str.strip, old)):
        return None
    pad = old[0][: len(old[0]) - len(old[0].lstrip())]
    words, first, last = value, 0, len(old)
    while first < last and words.startswith(old[first].strip() + " "):
        words = words[len(old[first].strip()) + 1 :]
        first += 1
    while last > first and words.endswith(" " + old[last - 1].strip()):
        words = words[: -len(old[last - 1].strip()) - 1]
        last -= 1
    return old[:first] + folded(words, len(pad), width) + old[last:]


def item(value: dict[str, Any], indent: int) -> list[str]:
    """One entry of a list, `- ` before its first key."""
    made = [line for k, v in value.items() for line in lines(k, v, indent + 2)]
    return [" " * indent + "- " + made[0][indent + 2 :], *made[1:]]
