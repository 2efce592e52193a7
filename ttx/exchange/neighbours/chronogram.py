"""The spreadsheet chronogram of OpenBAS and OpenAEV: no header, columns by their place.

Type in B, time in C, team in D, subject, message, description, two columns of
expectation, score in J; `J+1 H+2 M-5` beside dates and clock times.
"""

from __future__ import annotations

import re
from typing import Any

from ttx.exchange.loss import LEFT, NEAR, Ledger, where
from ttx.exchange.neighbours.foreign import (
    EVERYONE,
    Foreign,
    ForeignInject,
    ForeignTeam,
)
from ttx.exchange.neighbours.moments import read_when, settle
from ttx.exchange.neighbours.sheets import Sheet, letter, receivers
from ttx.exchange.neighbours.timing import read_times, told_times
from ttx.exchange.plain import line, text, title

PLACES = {"type": 1, "time": 2, "team": 3, "subject": 4, "message": 5, "description": 6,
          "expectation": 7, "expected": 8, "score": 9}  # fmt: skip
KNOWN = re.compile(r"mail|sms", re.IGNORECASE)
Row = dict[str, Any]


def looks_like(sheet: Sheet) -> bool:
    """Whether column C of some row holds a time and column B a word."""
    return any(_is_inject(_row(cells)) for _, cells in sheet.rows[:40])


def _row(cells: tuple[Any, ...]) -> Row:
    return {name: cells[n] for name, n in PLACES.items() if n < len(cells)}


def _is_inject(row: Row) -> bool:
    kind, words = row.get("type"), row.get("time")
    timed = read_when(words) is not None
    return bool(text(kind)) and not isinstance(kind, int | float) and timed


def read(sheet: Sheet, ledger: Ledger) -> Foreign:
    """The exercise in a sheet; rows before the first time are taken for a header."""
    listed = [(number, _row(cells)) for number, cells in sheet.rows]
    begin = next((n for n, (_, row) in enumerate(listed) if _is_inject(row)), 0)
    rows = [(where(f"{sheet.title}!{number}", None, title(row.get("subject"))), row)
            for number, row in listed[begin:] if any(text(v) or v for v in row.values())]  # fmt: skip
    for number, _ in listed[:begin]:
        ledger.tell(
            LEFT, "a row above the first time", where(f"{sheet.title}!{number}")
        )
    _beside(sheet, begin, ledger)
    times = settle(read_times([row.get("time") for _, row in rows], ledger))
    told_times(times, [(at, row.get("time")) for at, row in rows], ledger)
    ledger.tell(NEAR, "columns were taken by their place: B type, C time, D team, E subject,"
                " F message", where(sheet.title))  # fmt: skip
    teams: dict[str, ForeignTeam] = {}
    made = []
    for n, ((at, row), offset) in enumerate(zip(rows, times.offsets, strict=True)):
        one = _inject(n, row, offset, at, ledger)
        for key in one.to:
            if key != EVERYONE:
                teams.setdefault(
                    key, ForeignTeam(key, key, place=where("teams", None, key))
                )
        made.append(one)
    return Foreign("chronogram", title(sheet.title), startex=times.startex,
                   teams=tuple(teams.values()), injects=tuple(made))  # fmt: skip


def _beside(sheet: Sheet, begin: int, ledger: Ledger) -> None:
    """Tell of columns that hold something and have no place among those that are read."""
    rows = [cells for _, cells in sheet.rows[begin:]]
    for column in range(max((len(cells) for cells in rows), default=0)):
        held = any(
            cells[column] not in (None, "") for cells in rows if column < len(cells)
        )
        if held and column not in PLACES.values():
            ledger.tell(LEFT, "a column that is not read",
                        where(f"{sheet.title}!{letter(column)}"))  # fmt: skip


def _inject(
    n: int, row: Row, at: int | None, place: str, ledger: Ledger
) -> ForeignInject:
    kind = title(row.get("type"))
    if not KNOWN.search(kind):
        ledger.tell(NEAR, "the type '{kind}' is not e-mail or SMS; it is told at the table",
                    place, kind=kind or "???")  # fmt: skip
    if text(row.get("score")):
        ledger.tell(
            LEFT, "the points of its expectations: nothing is scored here", place
        )
    wants = [text(row.get("expectation")), text(row.get("expected"))]
    when: dict[str, Any] = {"cue": True} if at is None else {"at": at}
    return ForeignInject(
        f"row-{n + 1}",
        title(row.get("subject")) or line(text(row.get("message")), 60),
        text(row.get("message")) or text(row.get("description")),
        to=receivers(row.get("team")),
        by=kind if KNOWN.search(kind) else "face",
        expects=": ".join(one for one in wants if one),
        controller=text(row.get("description")) if text(row.get("message")) else "",
        place=place,
        **when,
    )
