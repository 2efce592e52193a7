"""The report of differences, line by line, before anything is written.

Words only: what kind of difference, at which cell, what stood there and what comes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from ttx.exchange.workbook.book import Book
from ttx.exchange.workbook.cells import shown
from ttx.exchange.workbook.columns import Column
from ttx.exchange.workbook.differences import Change, Differences
from ttx.exchange.workbook.notes import Notes
from ttx.exchange.workbook.pages import heading
from ttx.moment import offset
from ttx.text import both, say

HEADS = {
    "changed": both("Changed"),
    "added": both("Added"),
    "removed": both("Removed"),
    "moved": both("Moved"),
    "conflict": both("Conflicting: changed here and in the scenario since the export; not taken over"),
}  # fmt: skip
PIECE = 60
"""So much of a long text is shown, around what changed."""


def report(book: Book, found: Differences, kept: Notes, lang: str) -> Iterator[str]:
    """All lines of the report; one line where nothing differs."""
    for what, head in HEADS.items():
        mine = [one for one in found.changes if one.what == what]
        if mine:
            yield f"{head.of(lang)}:"
            yield from (f"  {line}" for one in mine for line in _told(book, one, lang))
    if found.remarks:
        yield say(lang, "Not understood or passed over:")
        yield from (f"  {one.cell}: {one.said.sentence(lang)}" for one in found.remarks)
    yield from _of_notes(found.notes, kept, lang)
    if not found.changes and found.notes == kept and not found.unclear:
        yield say(lang, "No differences.")
        return
    yield say(lang, "Changed: {changed}. Added: {added}. Removed: {removed}. Moved: {moved}."
                    " Conflicting: {conflict}. Not understood: {unclear}.", **counted(found))  # fmt: skip


def counted(found: Differences) -> dict[str, int]:
    """How many differences of each kind."""
    counts = {what: sum(one.what == what for one in found.changes) for what in HEADS}
    return {**counts, "unclear": found.unclear}


def as_data(book: Book, found: Differences, kept: Notes, lang: str) -> dict[str, Any]:
    """The same report for another program."""
    return {
        "counts": counted(found), "own": found.notes != kept,
        "changes": [{"what": one.what, "cell": one.cell, "id": one.id,
                     "column": one.column.key if one.column else "",
                     "before": one.before, "after": one.after} for one in found.changes],
        "remarks": [{"cell": one.cell, "sentence": one.said.sentence(lang)} for one in found.remarks],
    }  # fmt: skip


def _told(book: Book, one: Change, lang: str) -> Iterator[str]:
    name = _name(book, one)
    match one.what:
        case "changed":
            yield f"{one.cell} {name}: {_column(book, one)}: {_from_to(book, one.column, one.before, one.after)}"  # fmt: skip
            if card := _card(book, one):
                yield "  " + say(lang, "this inject comes from the card {card}; the card stays as it is, and"
                                       " this exercise gets its own words", card=card)  # fmt: skip
        case "added":
            yield f"{one.cell} {name} ({one.id})"
        case "removed":
            yield name
        case "moved":
            above = _titled(book, one.after) if one.after else say(lang, "first")
            yield f"{one.cell} {name}: " + say(lang, "below {above}", above=above)
        case "conflict" if one.column is None:
            yield name + ": " + say(lang, "taken out here, and changed in the scenario since the export")  # fmt: skip
        case "conflict":
            yield f"{one.cell} {name}: {_column(book, one)}"
            yield "  " + say(lang, "exported: {text}", text=_cell(book, one.column, one.before))  # fmt: skip
            yield "  " + say(lang, "here: {text}", text=_cell(book, one.column, one.after))  # fmt: skip
            yield "  " + say(lang, "in the scenario: {text}", text=_cell(book, one.column, one.now))  # fmt: skip


def _column(book: Book, one: Change) -> str:
    return heading(book, one.column) if one.column else ""


def _name(book: Book, one: Change) -> str:
    """A row as people call it: its number and title."""
    if one.what == "added":
        number, title = one.values.get("number", ""), one.values.get("title", "")
        return f"{number} {title}".strip() or one.id
    return _titled(book, one.id) if one.sheet.key == "msel" else one.id


def _titled(book: Book, name: str) -> str:
    inject = book.scenario.injects.get(name)
    if inject is None:
        return name
    return f"{inject.number} {inject.title.of(book.lang)}".strip() or name


def _card(book: Book, one: Change) -> str:
    if one.sheet.key != "msel" or not one.column:
        return ""
    places = {record.id: int(record.steps[1]) for record in book.records(one.sheet)}
    lent = book.mark(("msel", places[one.id], one.column.steps[0]))
    line = book.mark(("msel", places[one.id]))
    if not lent or not line or lent[0] == line[0]:
        return ""
    return book.uses.get(places[one.id], "")


def _cell(book: Book, column: Column | None, plain: str) -> str:
    if column is None or not plain:
        return "-"
    cell = offset(int(plain)) if column.kind == "time" else str(shown(book, column, plain))  # fmt: skip
    one = " ".join(cell.split())
    return one if len(one) <= 2 * PIECE else one[: 2 * PIECE - 1] + "…"


def _from_to(book: Book, column: Column | None, before: str, after: str) -> str:
    """What it was and what it becomes; of long texts only the part that differs."""
    if column is not None and column.kind in ("words", "string") and len(before + after) > 2 * PIECE:  # fmt: skip
        before, after = _pieces(" ".join(before.split()), " ".join(after.split()))
        return f"{before or '-'} -> {after or '-'}"
    return f"{_cell(book, column, before)} -> {_cell(book, column, after)}"


def _pieces(before: str, after: str) -> Sequence[str]:
    same = _alike(before, after)
    behind = _alike(before[same:][::-1], after[same:][::-1])
    return [_piece(one, same, len(one) - behind) for one in (before, after)]


def _alike(one: str, other: str) -> int:
    """So many signs at the start of two texts are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((n for n, (a, b) in pairs if a != b), min(len(one), len(other)))


def _piece(text: str, start: int, end: int) -> str:
    first = max(0, start - PIECE // 3)
    first = text.rfind(" ", 0, first) + 1 if first else 0
    last = min(len(text), max(end, start) + PIECE // 3, first + 2 * PIECE)
    return ("…" if first else "") + text[first:last] + ("…" if last < len(text) else "")


def _of_notes(new: Notes, old: Notes, lang: str) -> Iterator[str]:
    """What changes in own columns and comments."""
    if new == old:
        return
    yield say(
        lang, "Own columns and comments (kept beside the scenario, and written back):"
    )
    for sheet in {**new.columns, **old.columns}:
        before, after = old.headings(sheet), new.headings(sheet)
        for head in [one for one in after if one not in before]:
            count = sum(
                bool(row.get(head)) for row in new.cells.get(sheet, {}).values()
            )
            yield "  " + say(lang, "new column '{head}', filled in {count} rows", head=head, count=count)  # fmt: skip
        for head in [one for one in before if one not in after]:
            yield "  " + say(lang, "column '{head}' is gone", head=head)
    cells, comments = _differ(old.cells, new.cells), _differ(old.comment, new.comment)
    yield "  " + say(lang, "cells changed: {cells}; comments changed: {comments}", cells=cells,
                     comments=comments)  # fmt: skip


def _differ(old: Any, new: Any) -> int:
    """In how many cells two of these differ."""

    def flat(notes: Any) -> dict[tuple[str, str, str], Any]:
        return {(s, r, k): v for s, rows in notes.items() for r, row in rows.items()
                for k, v in row.items()}  # fmt: skip

    before, after = flat(old), flat(new)
    return sum(before.get(key) != after.get(key) for key in {**before, **after})
