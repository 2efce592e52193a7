"""One reading of a filled-in document: which row is which, and what will be asked.

A row is known by its key, or by words that are nearly those of a row that was read
before, so that a second reading updates and doubles nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from difflib import SequenceMatcher

from ttx.actions import Action
from ttx.debrief.returned import Row, flat
from ttx.debrief.written import Fact
from ttx.scenario import Scenario
from ttx.text import Text, both
from ttx.view import Work

KEPT = ("strength", "improve", "plan")
"""The kinds of table whose rows have a key."""
ALIKE = 0.8
"""How much alike a row without a key must be to one that was read before. (judgement)"""


@dataclass(frozen=True, slots=True)
class Taken:
    """An action to be asked, by which seat, and what it is: new or changed, and where."""

    action: Action
    by: str
    sort: str
    place: Text


@dataclass(slots=True)
class Reading:
    """One reading of one document: what is to be asked, what was the same, and notes."""

    scenario: Scenario
    then: Work
    now: Work
    taken: list[Taken] = field(default_factory=list)
    same: int = 0
    notes: list[Text] = field(default_factory=list)
    claimed: list[int] = field(default_factory=list)

    def note(self, english: str, row: Row, **params: object) -> None:
        """Something that was not taken, with its place and its words."""
        self.notes.append(both("{place}: {what}", place=row.place, what=both(english, **params)))  # fmt: skip


# --- which row is which -----------------------------------------------------------------


def facts(work: Work, kind: str) -> tuple[Fact, ...]:
    if kind == "plan":
        return work.planned
    return work.found(kind)


def keyed(reading: Reading, rows: Sequence[Row]) -> list[Row]:
    """Rows with the key of what they are: their own, or that of what they are like."""
    known = [one.entry for kind in KEPT
             for one in facts(reading.now, kind)]  # fmt: skip
    made: list[Row] = []
    for row in rows:
        key = row.key if row.key in known and row.key not in reading.claimed else None
        if row.kind in KEPT:
            if key is not None:
                reading.claimed.append(key)
            elif row.key is not None and row.key not in known:
                reading.note("the key #{key} is not in this exercise; the row is taken as a new one", row, key=row.key)  # fmt: skip
            row = replace(row, key=key)
        made.append(row)
    return [_like(reading, row) for row in made]


def _like(reading: Reading, row: Row) -> Row:
    """A row without a key that was read before: the same words, or nearly."""
    if row.key is not None or row.kind not in KEPT:
        return row
    free = [one for one in facts(reading.now, row.kind) if one.entry not in reading.claimed]  # fmt: skip
    best = max(free, key=lambda one: _ratio(row, one.text), default=None)
    if best is None or _ratio(row, best.text) < ALIKE:
        return row
    reading.claimed.append(best.entry)
    return replace(row, key=best.entry)


def _ratio(row: Row, text: str) -> float:
    return SequenceMatcher(None, flat(row.get("text") or ""), flat(text)).ratio()


def absent(reading: Reading) -> None:
    """What the document was printed with and no longer has: it stays, and is told."""
    for kind in KEPT:
        held = [one.entry for one in facts(reading.now, kind)]
        for one in facts(reading.then, kind):
            if one.entry in held and one.entry not in reading.claimed:
                reading.notes.append(both(
                    "Row #{key} is not in the document any more; it stays as it is: {words}",
                    key=one.entry, words=Text(one.text, one.text)))  # fmt: skip
