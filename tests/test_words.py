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
SAYS = {"say": 1, "_say": 1, "both": 0, "tell": 1}
"""Functions that say a sentence, with the place of the English one."""
TELLS = {"TtxError": 0, "UsageError": 0, "JournalError": 0, "AbsentExtra": 0, "PlayError": 0,
         "Problem": 1, "PydanticCustomError": 1, "FigureError": 1,
         "unfit": 0, "_bad": 1, "wrong": 2}  # fmt: skip
"""Errors that carry a sentence, with the place of the English one."""


def sentences() -> Iterator[tuple[set[str], str]]:
    """Every sentence where the program speaks (or its alternatives), and the place."""
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        name = path.relative_to(ROOT).as_posix()
        for node in ast.walk(tree):
            for text in [*spoken(node), *kept(node)]:
                yield {text}, f"{name}:{node.lineno}"
            for texts in grown(node):
                yield texts, f"{name}:{node.lineno}"


def spoken(node: ast.AST) -> Iterator[str]:
    """The literal sentences of one call (of both arms where it chooses)."""
    if not isinstance(node, ast.Call):
        return
    called = getattr(node.func, "id", getattr(node.func, "attr", ""))
    place = {**SAYS, **TELLS}.get(called)
    if place is not None and len(node.args) > place:
        yield from literals(node.args[place])


def kept(node: ast.AST) -> Iterator[str]:
    """Sentences that wait in the names HELP and EMPTY."""
    if isinstance(node, ast.Assign | ast.AnnAssign) and node.value is not None:
        targets = node.targets if isinstance(node, ast.Assign) else [node.target]
        if {getattr(one, "id", "") for one in targets} & {"HELP", "EMPTY"}:
            yield from literals(node.value)


def grown(node: ast.AST) -> Iterator[set[str]]:
    """A sentence in the name `english` that may be added to: one of these is said."""
    if not isinstance(node, ast.FunctionDef):
        return
    first: list[str] = []
    more = [""]
    for inner in ast.walk(node):
        if isinstance(inner, ast.Assign) and named(inner.targets[0]):
            first += literals(inner.value)
        elif isinstance(inner, ast.AugAssign) and named(inner.target):
            more += literals(inner.value)
    yield from ({one + end for end in more} for one in first)
    yield from ({one + end for one in first} for end in more if end and first)


def chosen() -> Iterator[tuple[set[str], str]]:
    """Sentences that are said out of a table of words, as in both(STATES[state])."""
    for path in sorted(ROOT.rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        known = {**dict(borrowed(tree)), **dict(tables(tree))}
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and (table := from_table(node, known)):
                for value in table.values:
                    for text in literals(value):
                        yield {text}, f"{path.name}:{node.lineno}"


def borrowed(tree: ast.Module) -> Iterator[tuple[str, ast.Dict]]:
    """The tables that a module has from another room."""
    for line in tree.body:
        if isinstance(line, ast.ImportFrom) and line.module:
            path = ROOT.parent / (line.module.replace(".", "/") + ".py")
            names = {one.name for one in line.names}
            if path.is_file() and any(name.isupper() for name in names):
                there = ast.parse(path.read_text(encoding="utf-8"))
                yield from (pair for pair in tables(there) if pair[0] in names)


def tables(tree: ast.Module) -> Iterator[tuple[str, ast.Dict]]:
    """The tables of a module, with their names."""
    for line in tree.body:
        if isinstance(line, ast.Assign | ast.AnnAssign) and isinstance(
            line.value, ast.Dict
        ):
            targets = line.targets if isinstance(line, ast.Assign) else [line.target]
            yield from (
                (one.id, line.value) for one in targets if isinstance(one, ast.Name)
            )


def from_table(node: ast.Call, known: dict[str, ast.Dict]) -> ast.Dict | None:
    """The table out of which a call takes the sentence that it says; else None."""
    place = SAYS.get(getattr(node.func, "id", getattr(node.func, "attr", "")))
    if place is None or len(node.args) <= place:
        return None
    said = node.args[place]
    if isinstance(said, ast.Call):
        said = getattr(said.func, "value", said)
    elif isinstance(said, ast.Subscript):
        said = said.value
    if isinstance(said, ast.Dict):
        return said
    return known.get(said.id) if isinstance(said, ast.Name) else None


def named(target: ast.expr) -> bool:
    return getattr(target, "id", "") == "english"


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
    said = [
        *sentences(),
        *chosen(),
        *(({text}, "REFUSALS") for text in REFUSALS.values()),
    ]
    missing = {
        f"{min(texts)!r} ({place})"
        for texts, place in said
        if all(texts) and not texts & known
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
