"""Which sentences of the program a catalogue has to know: read from its source."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from zipfile import ZipFile

ROOT = Path(__file__).parent.parent
SAYING = ("say", "both", "_inject_act", "_to")
_IN_TEMPLATE = re.compile(r"""_\(\s*(?:"((?:[^"\\]|\\.)*)"|'((?:[^'\\]|\\.)*)')""")
_ENTRY = re.compile(
    r'^msgid ((?:"(?:[^"\\]|\\.)*"\n?)+)msgstr ((?:"(?:[^"\\]|\\.)*"\n?)+)', re.M
)


def said_in_python(path: Path) -> Iterator[str]:
    """Every English sentence that a module says, and its tables of words."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAYING:
            for argument in node.args:
                yield from _constants(argument)
    for line in tree.body:
        if isinstance(line, ast.Assign | ast.AnnAssign) and isinstance(
            line.value, ast.Dict
        ):
            for value in line.value.values:
                if isinstance(value, ast.Constant) and " " not in path.name:
                    yield str(value.value)


def _constants(node: ast.expr) -> Iterator[str]:
    for inner in ast.walk(node):
        if isinstance(inner, ast.Call) and inner is not node:
            return
        if isinstance(inner, ast.Constant) and isinstance(inner.value, str):
            yield inner.value


def said_in_template(path: Path) -> Iterator[str]:
    """Every English sentence in a template."""
    for double, single in _IN_TEMPLATE.findall(path.read_text(encoding="utf-8")):
        yield (double or single).replace("\\'", "'").replace('\\"', '"')


def said_in_word(path: Path) -> Iterator[str]:
    """Every English sentence in a Word template, as docxtpl will read it."""
    with ZipFile(path) as parts:
        for name in sorted(parts.namelist()):
            if re.fullmatch(r"word/(document|header\d*|footer\d*)\.xml", name):
                text = re.sub(r"<[^>]+>", "", parts.read(name).decode())
                for double, single in _IN_TEMPLATE.findall(unescape(text)):
                    yield double or single.replace("\\'", "'")


def in_dutch() -> dict[str, str]:
    """The whole catalogue, of all rooms together."""
    rooms = sorted((ROOT / "ttx/locale/nl/LC_MESSAGES").glob("*.po"))
    return {one: other for room in rooms for one, other in catalogue(room).items()}


def catalogue(path: Path) -> dict[str, str]:
    """The translations in a .po file."""
    text = path.read_text(encoding="utf-8")
    return {_joined(one): _joined(other) for one, other in _ENTRY.findall(text)}


def _joined(quoted: str) -> str:
    return "".join(ast.literal_eval(line) for line in quoted.strip().splitlines())
