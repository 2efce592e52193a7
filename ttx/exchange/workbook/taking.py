"""Differences taken into a scenario: new texts of its files, and whether they still pass.

Only what was changed is written anew; an inject card is never touched: a line that uses one
gets a text of its own. Files change on disk only in `write`.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from ttx import library
from ttx.errors import Problem, UsageError
from ttx.exchange.workbook.book import Book, Record
from ttx.exchange.workbook.columns import Sheet
from ttx.exchange.workbook.differences import Change, Differences
from ttx.exchange.workbook.edits import record_of
from ttx.exchange.workbook.moving import Taken
from ttx.exchange.workbook.notes import Notes, notes_path, notes_text, read_notes
from ttx.exchange.yaml_parts import Parts
from ttx.exchange.yaml_values import item, lines
from ttx.library_copy import copied
from ttx.library_shelves import files


def new_texts(book: Book, found: Differences) -> dict[Path, str]:
    """The new text of every file that changes."""
    made = _Texts(book)
    changes = found.to_write()
    for place in ("objectives", "teams", "personas", "options", "msel"):
        mine = [one for one in changes if one.sheet.place == place]
        if mine:
            made.take(place, mine)
    return {path: text for path, text in made.texts.items() if text != made.first[path]}


class _Texts:
    """The files of a scenario while they are changed."""

    def __init__(self, book: Book) -> None:
        self.book = book
        self.first = {path: _text(path) for path in files(book.path)}
        self.texts = dict(self.first)

    def take(self, place: str, changes: list[Change]) -> None:
        """All changes of one list or mapping of the scenario, over its files."""
        sheet = next(one.sheet for one in changes if one.sheet.place == place)
        above = Sheet(place, sheet.title, place, sheet.listed, ())
        records = {one.id: one for one in self.book.records(above)}
        where = {name: self._file(one) for name, one in records.items()}
        if not records:
            self._begin(next(iter(self.texts)), place, sheet, changes)
            return
        parts: dict[Path, Parts] = {}
        for path in self.texts:
            ids = [name for name, file in where.items() if file == path]
            if ids:
                parts[path] = _parts(self.texts[path], place, ids)
        Taken(self.book, parts, records, where).take(changes)
        self.texts |= {path: one.text() for path, one in parts.items()}

    def _file(self, record: Record) -> Path:
        mark = self.book.mark(record.steps)
        assert mark is not None
        return Path(mark[0])

    def _begin(
        self, path: Path, place: str, sheet: Sheet, changes: list[Change]
    ) -> None:
        """A part that the scenario did not have yet, at the end of its main file."""
        rows = [f"{place}:"]
        for one in changes:
            made = record_of(self.book, one)
            name = str(made.pop("id")) if not sheet.listed else ""
            rows += item(made, 2) if sheet.listed else lines(name, made, 2, tall=True)
        self.texts[path] = (
            self.texts[path].rstrip("\n") + "\n\n" + "\n".join(rows) + "\n"
        )


def _text(path: Path) -> str:
    with path.open(encoding="utf-8", newline="") as file:
        return file.read().replace("\r\n", "\n")


def _parts(text: str, place: str, ids: Sequence[str]) -> Parts:
    def named(number: int, node: Any) -> str:
        return str(node[0].value) if isinstance(node, tuple) else ids[number]

    return Parts(text, (place,), named)


# --- does it still pass? ----------------------------------------------------------------


def judged(book: Book, texts: Mapping[Path, str]) -> list[Problem]:
    """What the checks say of the scenario as it would become; nothing stays on disk."""
    with tempfile.TemporaryDirectory() as room:
        copied = Path(room) / book.path.name
        if book.path.is_dir():
            copied.mkdir()
        for path in files(book.path):
            target = copied / path.name if book.path.is_dir() else copied
            target.write_text(texts.get(path, _text(path)), encoding="utf-8")
        found = library.check([str(copied)])
    named = {str(copied / p.name if book.path.is_dir() else copied): str(p) for p in files(book.path)}  # fmt: skip
    return [Problem(one.code, one.english, one.params, one.place, named.get(one.path, one.path),
                    one.line, one.col, one.severity) for one in found]  # fmt: skip


def write(book: Book, found: Differences, texts: Mapping[Path, str]) -> list[Path]:
    """Write what was judged, each file whole or not at all; the files."""
    must_be_own(book.path)
    todo = dict(texts)
    notes = notes_text(found.notes)
    if found.notes != read_notes(book.path):
        todo[notes_path(book.path)] = notes
    for path, text in todo.items():
        _replace(path, text)
    return list(todo)


def must_be_own(path: Path) -> None:
    """UsageError for a scenario that came with the program: an update would undo it."""
    shipped = Path(library.__file__).resolve().parent / "_data"
    if path.resolve().is_relative_to(shipped):
        raise UsageError("'{path}' is part of the program; copy it first: ttx new NAME --from {name}",
                         path=path, name=path.stem)  # fmt: skip


def begun(book: Book, found: Differences, texts: Mapping[Path, str], name: str,
          folder: Path) -> list[Path]:  # fmt: skip
    """A new scenario: a copy of the one that was exported, with what the workbook changes."""
    try:
        made = copied(str(book.path), name, folder, "", "", book.lang).path
    except OSError as said:
        raise UsageError("Cannot write {path}: {why}", path=folder / name,
                         why=said.strerror) from None  # fmt: skip
    twins = {
        path: made / path.name if made.is_dir() else made for path in files(book.path)
    }
    for path, text in texts.items():
        _replace(twins[path], own_id(text, name))
    if found.notes != Notes():
        _replace(notes_path(made), notes_text(found.notes))
    return [made]


def own_id(text: str, name: str) -> str:
    """The text of a scenario's file under another id, where it has one."""
    return re.sub(r"^id:.*$", f"id: {name}", text, count=1, flags=re.M)


def _replace(path: Path, text: str) -> None:
    """The file replaced in one step, with the line ends that it had."""
    ends = "\r\n" if path.exists() and b"\r\n" in path.read_bytes()[:4096] else "\n"
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline=ends)
        if path.exists():
            shutil.copymode(path, beside)
        os.replace(beside, path)
    except OSError as wrong:
        beside.unlink(missing_ok=True)
        raise UsageError("Cannot write {path}: {why}", path=path, why=wrong.strerror) from None  # fmt: skip
