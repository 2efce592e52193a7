"""Changes taken into one list or mapping of a scenario, in whichever of its files they belong.

Values first, then rows that go, then rows that come or move, each behind the row above it:
into the file of that row, with its comments. It reads and writes no file.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

from ttx.errors import UsageError
from ttx.exchange.workbook.book import Book, Record
from ttx.exchange.workbook.differences import Change
from ttx.exchange.workbook.edits import ORDER, Edit, edits, put_in, record_of
from ttx.exchange.yaml_parts import Parts


class Taken:
    """One list or mapping while it is changed: its parts in each file that holds any."""

    def __init__(self, book: Book, parts: Mapping[Path, Parts], records: Mapping[str, Record],
                 where: dict[str, Path]) -> None:  # fmt: skip
        """`where`: the file of each record; it follows what moves."""
        self.book, self.parts, self.records, self.where = book, parts, records, where

    def take(self, changes: list[Change]) -> None:
        """All of them; rows that come or move stand in the order of the workbook."""
        for (_, name), mine in groupby([c for c in changes if c.what == "changed"],
                                       key=lambda one: (one.sheet.key, one.id)):  # fmt: skip
            self._values(name, list(mine))
        for one in changes:
            if one.what == "removed":
                self._remove(one)
        for one in changes:
            if one.what == "added":
                self._add(one)
            elif one.what == "moved":
                self._move(one)

    def _add(self, change: Change) -> None:
        path, above = self._behind(change)
        made = record_of(self.book, change)
        if not self.parts[path].listed:
            made.pop("id")
        self.parts[path].add(change.id, made, above)
        self.where[change.id] = path

    def _move(self, change: Change) -> None:
        path, above = self._behind(change)
        old = self.where[change.id]
        if path == old:
            self.parts[path].move(change.id, above)
        else:
            self.parts[path].take_in(
                change.id, self.parts[old].take_out(change.id), above
            )
            self.where[change.id] = path

    def _behind(self, change: Change) -> tuple[Path, str | None]:
        """The file that a row goes to, and the row above it there (None: it is the first).

        Between the last row of one file and the first of the next, a row stays in its own.
        """
        paths, own = list(self.parts), self.where.get(change.id)
        path = self.where.get(change.after, paths[-1] if change.after else paths[0])
        order = [name for name in self.parts[path].order if name != change.id]
        last = bool(order) and change.after == order[-1]
        after = paths[paths.index(path) + 1 :][:1]
        if last and own in after:
            return after[0], None
        if change.after in order:
            return path, change.after
        return path, order[-1] if change.after and order else None

    def _owner(self, name: str, change: Change) -> str:
        """The part that a record lies in: itself, or the objective of a task."""
        if not change.sheet.inside:
            return name
        return next(o.id for o in self.book.scenario.objectives
                    if any(t.id == name for t in o.tasks))  # fmt: skip

    def _remove(self, change: Change) -> None:
        if change.sheet.inside:
            raise UsageError("the critical task '{id}' is taken out in the scenario itself, under"
                             " its objective", id=change.id)  # fmt: skip
        self.parts[self.where[change.id]].remove(change.id)

    def _values(self, name: str, changes: list[Change]) -> None:
        sheet, owner = changes[0].sheet, self._owner(name, changes[0])
        record = self.records.get(name)
        before: tuple[str | int, ...] = ()
        if sheet.inside:
            record = next(one for one in self.book.records(sheet) if one.id == name)
            before = record.steps[2:]
        assert record is not None
        plain = {one.column.key: one.after for one in changes if one.column}
        path = self.where[owner]
        for inner, value in self._own(
            record, path, edits(self.book, sheet, record.raw, plain)
        ):
            steps = (*before, *inner)
            if value is None:
                self.parts[path].cut(owner, steps)
            else:
                self.parts[path].put(owner, steps, value, ORDER)

    def _own(self, record: Record, path: Path, made: list[Edit]) -> Iterator[Edit]:
        """The edits, those of a card's words as whole keys of the line itself."""
        lent: dict[str, Any] = {}
        for steps, value in made:
            mark = self.book.mark((*record.steps, steps[0]))
            if mark is None or Path(mark[0]) == path:
                yield steps, value
                continue
            lent.setdefault(steps[0], {steps[0]: copy.deepcopy(record.raw[steps[0]])})
            put_in(lent[steps[0]], steps, value)
        for key, held in lent.items():
            yield (key,), held.get(key, "")
