"""The program's own words: every sentence that it says exists in Dutch."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools.words import HERE, TwoTranslations, compiled, merge
from ttx.errors import REFUSALS

ROOT = Path(__file__).parent.parent / "ttx"
ROOMS = sorted(HERE.glob("*.po"))
HOLE = re.compile(r"\{(\w*)[^}]*\}")
SAYS = {"say": 1, "_say": 1, "said": 0}
"""Functions that say a sentence, with the place of the English one."""
TELLS = {"TtxError": 0, "UsageError": 0, "JournalError": 0, "AbsentExtra": 0,
         "Problem": 1, "PydanticCustomError": 1, "FigureError": 1,
         "_bad": 1}  # fmt: skip
"""Errors that carry a sentence, with the place of the English one."""


def sentences() -> Iterator[tuple[str, str]]:
    """Every sentence that stands in the code where the program speaks."""
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(tree):
            if isinstance(node, ast.Call):
                for text in spoken(node):
                    yield text, f"{name}:{node.lineno}"


def spoken(node: ast.Call) -> Iterator[str]:
    """The literal sentences of one call (of both arms where it chooses)."""
    called = getattr(node.func, "id", getattr(node.func, "attr", ""))
    place = {**SAYS, **TELLS}.get(called)
    if called == "word":
        place = 0
    elif called == "wrong":
        place = 2
    if place is not None and len(node.args) > place:
        yield from literals(node.args[place])


def literals(node: ast.expr) -> Iterator[str]:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from literals(node.body)
        yield from literals(node.orelse)


def test_the_compiled_catalogue_is_in_step_with_its_rooms() -> None:
    assert ROOMS
    assert (HERE / "ttx.mo").read_bytes() == compiled(ROOMS), "run: make words"


def test_every_sentence_that_is_said_has_its_dutch() -> None:
    known = {str(one.id) for one in merge(ROOMS)}
    said = [*sentences(), *((text, "REFUSALS") for text in REFUSALS.values())]
    missing = {
        f"{text!r} ({place})" for text, place in said if text and text not in known
    }
    assert sorted(missing) == []


def test_a_translation_fills_in_what_the_sentence_fills_in() -> None:
    wrong = [
        one.id
        for one in merge(ROOMS)
        if one.id
        and set(HOLE.findall(str(one.id))) != set(HOLE.findall(str(one.string)))
    ]
    assert wrong == []


def test_two_rooms_may_not_translate_one_sentence_differently(tmp_path: Path) -> None:
    for name, dutch in (("a", "Verder"), ("b", "Volgende")):
        text = f'msgid ""\nmsgstr ""\n\nmsgid "Next"\nmsgstr "{dutch}"\n'
        (tmp_path / f"{name}.po").write_text(text, encoding="utf-8")
    with pytest.raises(TwoTranslations):
        merge(sorted(tmp_path.glob("*.po")))
