"""What people filled in, found back in the tables of a document: rows with their fields.

Tables are known by the names of their columns, in either language and in any order. What
is not understood is told with its words, so that nothing is lost.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from ttx.report_reading import Grid, Paper
from ttx.text import LANGUAGES, Text, both, say

COLUMNS = {
    "strength": {
        "key": "Key", "text": "Strength", "reference": "Reference",
        "cause": "Analysis", "capability": "Capability",
    },
    "improve": {
        "key": "Key", "text": "Area for improvement", "reference": "Reference",
        "cause": "Analysis (root cause)", "capability": "Capability",
    },
    "plan": {
        "key": "Key", "issue": "Area for improvement", "capability": "Capability",
        "text": "Corrective action", "element": "Element*", "owner": "Owner",
        "contact": "Contact", "start": "Start", "end": "End",
        "above": "Decision above this table",
    },
    "comment": {
        "key": "Key", "team": "Table", "part": "Part of the report", "text": "Comment",
    },
    "attendance": {"team": "Table", "roles": "Participants per role"},
}  # fmt: skip
"""The columns of every table that can be filled in, by field."""
TELLING = {
    "plan": ("text",), "comment": ("part", "text"), "attendance": ("roles",),
    "strength": ("text", "reference"), "improve": ("text", "reference"),
}  # fmt: skip
"""The columns by which a table is known; the first kind that has all of its own."""
PARTICULARS = {
    "date": "Date of the exercise", "place": "Place", "sponsor": "Sponsor",
    "contact": "Point of contact (role)", "scope": "Scope",
}  # fmt: skip
KEY = re.compile(r"#\s*(\d+)")
DIGEST = re.compile(r"\b[0-9a-f]{16}\b")
NEAR = 0.84
"""How much alike a changed name of a column must be to still be that column."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row as it was filled in: kind of table, key (None: new), (field, words).

    `place` tells a reader where it stands.
    """

    kind: str
    key: int | None
    fields: tuple[tuple[str, str], ...]
    place: Text

    def get(self, field: str) -> str | None:
        """The words of a field; None where the table has no such column any more."""
        return dict(self.fields).get(field)


@dataclass(frozen=True, slots=True)
class Returned:
    """All that was understood of a document, what was not, and the digests in it."""

    rows: tuple[Row, ...]
    unread: tuple[Text, ...]
    digests: tuple[str, ...]


def returned(paper: Paper) -> Returned:
    """Every row that people can fill in, in the order of the document."""
    rows: list[Row] = []
    unread: list[Text] = []
    for grid in paper.grids:
        known = _kind(grid)
        if known is not None:
            kind, top, columns = known
            unread += _strange(grid, top, columns)
            rows += _rows(grid, kind, top, columns)
        elif held := _particulars(grid):
            rows.append(held)
        elif any(KEY.search(cell) for row in grid.rows for cell in row):
            unread.append(_lost(grid))
    return Returned(tuple(rows), tuple(unread), tuple(DIGEST.findall(paper.words)))


def named(words: str, titles: dict[str, str]) -> str:
    """The key of the title that these words are, in either language; nearly is enough."""
    known = {flat(say(lang, title)): key for lang in LANGUAGES
             for key, title in titles.items()}  # fmt: skip
    found = get_close_matches(flat(words), known, 1, NEAR)
    return known[found[0]] if found else ""


def flat(words: str) -> str:
    """Words without case, marks and double spaces, to be compared."""
    return " ".join(re.sub(r"[^\w ]+", " ", words.casefold()).split())


def _kind(grid: Grid) -> tuple[str, int, dict[int, str]] | None:
    """Which table this is, which row is its head, and the field of each column."""
    for top, row in enumerate(grid.rows[:3]):
        for kind, telling in TELLING.items():
            columns = {place: field for place, cell in enumerate(row)
                       if (field := named(cell, COLUMNS[kind]))}  # fmt: skip
            if set(telling) <= set(columns.values()):
                return kind, top, columns
    return None


def _rows(grid: Grid, kind: str, top: int, columns: dict[int, str]) -> Iterator[Row]:
    for number, cells in enumerate(grid.rows[top + 1 :], top + 2):
        fields = {field: cells[place] for place, field in columns.items()
                  if place < len(cells)}  # fmt: skip
        found = KEY.search(fields.pop("key", "") or " ".join(cells))
        key = int(found[1]) if found else None
        if any(words.strip() for words in fields.values()):
            place = both("table '{title}', row {row}", title=_same(grid.heading), row=number)  # fmt: skip
            yield Row(kind, key, tuple(fields.items()), place)


def _particulars(grid: Grid) -> Row | None:
    found = {named(row[0], PARTICULARS): row[1] for row in grid.rows if len(row) > 1}
    found.pop("", None)
    if len(found) < 2:
        return None
    return Row("particulars", None, tuple(found.items()), _same(grid.heading))


def _strange(grid: Grid, top: int, columns: dict[int, str]) -> Iterator[Text]:
    """Columns that people added: their words, so that nothing is lost."""
    width = max(len(row) for row in grid.rows)
    for place in range(width):
        told = [row[place] for row in grid.rows[top + 1 :]
                if place < len(row) and row[place].strip()]  # fmt: skip
        if place not in columns and told:
            head = grid.rows[top][place] if place < len(grid.rows[top]) else ""
            yield both("Table '{title}': column '{column}' is not known; in it: {words}",
                       title=_same(grid.heading), column=_same(head or str(place + 1)),
                       words=_same(_short(told)))  # fmt: skip


def _lost(grid: Grid) -> Text:
    return both("Table '{title}' has keys, but its columns cannot be told apart; in it: {words}",
                title=_same(grid.heading), words=_same(_short(" / ".join(row) for row in grid.rows)))  # fmt: skip


def _short(told: Iterable[str]) -> str:
    words: Sequence[str] = [" ".join(one.split()) for one in told]
    return "; ".join(one for one in words if one)


def _same(words: str) -> Text:
    return Text(words, words)
