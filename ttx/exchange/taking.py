"""Differences taken into a scenario: new texts of its files, and whether they still pass.

Only what was changed is written anew; an inject card is never touched: a line that uses one
gets a text of its own. Files change on disk only in `write`.
"""

from __future__ import annotations

import copy
import os
import re
import shutil
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from ttx import library
from ttx.errors import Problem, UsageError
from ttx.exchange.book import Book, Record
from ttx.exchange.columns import Sheet
from ttx.exchange.differences import Change, Differences
from ttx.exchange.edits import ORDER, Edit, edits, put_in, record_of
from ttx.exchange.notes import Notes, notes_path, notes_text, read_notes
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
        """All changes of one list or mapping of the scenario, file by file."""
        sheet = next(one.sheet for one in changes if one.sheet.place == place)
        above = Sheet(place, sheet.title, place, sheet.listed, ())
        records = {one.id: one for one in self.book.records(above)}
        where = {name: self._file(one) for name, one in records.items()}
        for path in self.texts:
            ids = [name for name, file in where.items() if file == path]
            here = [one for one in changes if self._owner(one, where, path)]
            if not here:
                continue
            if not ids:
                self._begin(path, place, sheet, here)
                continue
            parts = _parts(self.texts[path], place, ids)
            _Taken(self.book, parts, records, where, path).take(here)
            self.texts[path] = parts.text()

    def _file(self, record: Record) -> Path:
        mark = self.book.mark(record.steps)
        assert mark is not None
        return Path(mark[0])

    def _owner(self, change: Change, where: Mapping[str, Path], path: Path) -> bool:
        """Whether a change belongs into this file; a new row follows the row above it."""
        name = change.id
        if change.sheet.inside:
            name = _objective(self.book, change.id)
        if change.what == "added":
            name = change.after
            if name not in where:
                return (
                    path
                    == (list(where.values()) or list(self.texts))[-1 if name else 0]
                )
        return where.get(name) == path

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


def _objective(book: Book, task: str) -> str:
    return next(
        o.id for o in book.scenario.objectives if any(t.id == task for t in o.tasks)
    )


def _parts(text: str, place: str, ids: Sequence[str]) -> Parts:
    def named(number: int, node: Any) -> str:
        return str(node[0].value) if isinstance(node, tuple) else ids[number]

    return Parts(text, (place,), named)


class _Taken:
    """The changes of one list or mapping in one file."""

    def __init__(self, book: Book, parts: Parts, records: Mapping[str, Record],
                 where: Mapping[str, Path], path: Path) -> None:  # fmt: skip
        self.book, self.parts, self.records = book, parts, records
        self.where, self.path = where, path

    def take(self, changes: list[Change]) -> None:
        """Values first, then rows that go, then rows that come or move, from above."""
        for (_, name), mine in groupby([c for c in changes if c.what == "changed"],
                                       key=lambda one: (one.sheet.key, one.id)):  # fmt: skip
            self._values(name, list(mine))
        for one in changes:
            if one.what == "removed":
                self._remove(one)
        for one in changes:
            if one.what == "added":
                made = record_of(self.book, one)
                if not self.parts.listed:
                    made.pop("id")
                self.parts.add(one.id, made, self._above(one))
            elif one.what == "moved":
                self.parts.move(one.id, self._above(one))

    def _above(self, change: Change) -> str | None:
        """The row above, where it is written in the same file; else the first or last."""
        if change.after in self.parts.order:
            return change.after
        return self.parts.order[-1] if change.after else None

    def _remove(self, change: Change) -> None:
        if change.sheet.inside:
            raise UsageError("the critical task '{id}' is taken out in the scenario itself, under"
                             " its objective", id=change.id)  # fmt: skip
        self.parts.remove(change.id)

    def _values(self, name: str, changes: list[Change]) -> None:
        sheet, record = changes[0].sheet, self.records.get(name)
        before: tuple[str | int, ...] = ()
        owner = name
        if sheet.inside:
            record = next(one for one in self.book.records(sheet) if one.id == name)
            owner, before = _objective(self.book, name), record.steps[2:]
        assert record is not None
        plain = {one.column.key: one.after for one in changes if one.column}
        for inner, value in self._own(
            record, edits(self.book, sheet, record.raw, plain)
        ):
            steps = (*before, *inner)
            if value is None:
                self.parts.cut(owner, steps)
            else:
                self.parts.put(owner, steps, value, ORDER)

    def _own(self, record: Record, made: list[Edit]) -> Iterator[Edit]:
        """The edits, those of a card's words as whole keys of the line itself."""
        lent: dict[str, Any] = {}
        for steps, value in made:
            mark = self.book.mark((*record.steps, steps[0]))
            if mark is None or Path(mark[0]) == self.path:
                yield steps, value
                continue
            lent.setdefault(steps[0], {steps[0]: copy.deepcopy(record.raw[steps[0]])})
            put_in(lent[steps[0]], steps, value)
        for key, held in lent.items():
            yield (key,), held.get(key, "")


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
