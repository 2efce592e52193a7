"""An MSEL in a spreadsheet with English headers: Blueprint's Standard, MITRE and HSEEP.

Columns are found by their names, in any order; what has no name that is known is told.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from ttx.exchange.loss import CAME, LEFT, NEAR, Ledger, where
from ttx.exchange.neighbours.foreign import (
    CONTROL,
    EVERYONE,
    Foreign,
    ForeignInject,
    ForeignObjective,
    ForeignTeam,
)
from ttx.exchange.neighbours.moments import Settled, settle
from ttx.exchange.neighbours.sheets import Sheet, letter, receivers
from ttx.exchange.neighbours.timing import read_times, told_times
from ttx.exchange.plain import apart, line, text, title

SYNONYMS: dict[str, tuple[str, ...]] = {
    "number": ("control number", "event number", "id", "number", "nr", "no", "event #", "#"),
    "move": ("move", "phase", "ronde"),
    "time": ("delivery time", "local time", "designated scenario time", "time",
             "scenario time", "tijd", "simulated time"),
    "to": ("to org", "to", "target", "group", "intended player", "aan"),
    "sender": ("from org", "from", "van", "sender"),
    "by": ("delivery method", "inject mode", "delivery mode", "mode", "channel"),
    "title": ("title", "event synopsis", "synopsis", "subject", "titel"),
    "text": ("message", "description", "message text", "inject text", "inject", "bericht"),
    "more": ("details",),
    "kind": ("event type", "type"),
    "expects": ("expected actions", "expected participant response", "expected response",
                "expected action", "expected player action"),
    "measure": ("measure of performance",),
    "objective": ("exercise objective", "objective", "objectives", "doelstelling"),
    "controller": ("assumptions", "controller", "responsible controller",
                   "delivery instructions"),
    "note": ("notes", "evaluator notes", "remarks"),
}  # fmt: skip
PEOPLE = ("assigned to", "owner", "author")
"""Columns that name those who worked on the MSEL."""
ENOUGH = 4
"""So many known names make a row the header of an MSEL."""
MOST_ABOVE = 12
"""Rows above the header: a title, a date, empty ones."""
Row = dict[str, Any]


def header(sheet: Sheet) -> int | None:
    """The place among the rows of the row with the names of columns, if there is one."""
    for place, (_, cells) in enumerate(sheet.rows[:MOST_ABOVE]):
        if len({part for one in cells if (part := _part(one))}) >= ENOUGH:
            return place
    return None


def _part(name: Any) -> str:
    """What a column holds, by its name; "" if that is not known."""
    words = " ".join(str(name or "").split()).lower().strip(":*")[:60]
    return next((part for part, names in SYNONYMS.items() if words in names), "")


def columns(sheet: Sheet, at: int, ledger: Ledger) -> dict[str, int]:
    """The column of each part; of two columns for one part, the first named counts."""
    found: dict[str, tuple[int, int]] = {}
    _, cells = sheet.rows[at]
    for column, name in enumerate(cells):
        words = " ".join(str(name or "").split()).lower().strip(":*")[:60]
        part = _part(name)
        if words in PEOPLE:
            ledger.tell(LEFT, "who handles it: names of people are not taken",
                        where(f"{sheet.title}!{letter(column)}"))  # fmt: skip
            continue
        if not part:
            if words:
                ledger.tell(LEFT, "a column that is not known: '{name}'",
                            where(f"{sheet.title}!{letter(column)}"), name=line(text(name), 40))  # fmt: skip
            continue
        rank = SYNONYMS[part].index(words)
        if part not in found or rank < found[part][0]:
            if part in found:
                _second(sheet, found[part][1], ledger)
            found[part] = (rank, column)
        else:
            _second(sheet, column, ledger)
    return {part: column for part, (_, column) in found.items()}


def _second(sheet: Sheet, column: int, ledger: Ledger) -> None:
    ledger.tell(LEFT, "another column gives this already; this one is left",
                where(f"{sheet.title}!{letter(column)}"))  # fmt: skip


def read(sheet: Sheet, ledger: Ledger) -> Foreign:
    """The exercise in a sheet that has such a header."""
    at = header(sheet) or 0
    known = columns(sheet, at, ledger)
    rows: list[tuple[str, Row]] = []
    for number, cells in sheet.rows[at + 1 :]:
        row = {part: cells[n] for part, n in known.items() if n < len(cells)}
        if any(value not in (None, "") for value in row.values()):
            rows.append((where(f"{sheet.title}!{number}", None, _name(row)), row))
    whens = read_times([row.get("time") for _, row in rows], ledger, 1)
    marks = {_end(row): when for (_, row), when in zip(rows, whens, strict=True)}
    begin = marks.get("startex")
    times = settle(whens, begin.moment if begin else None)
    told_times(times, [(place, row.get("time")) for place, row in rows], ledger,
               [n for n, (_, row) in enumerate(rows) if _end(row)])  # fmt: skip
    return _exercise(sheet, rows, times, ledger)


def _name(row: Mapping[str, Any]) -> str:
    return title(row.get("title")) or line(text(row.get("text")), 60)


def _end(row: Mapping[str, Any]) -> str:
    """`startex` or `endex` for the rows that mark the ends, else nothing."""
    for key in ("title", "kind", "text", "number"):
        words = line(text(row.get(key)), 20).lower().strip(" .!").replace(" ", "")
        if words in ("startex", "endex"):
            return words
    return ""


def _exercise(
    sheet: Sheet, rows: Sequence[tuple[str, Row]], times: Settled, ledger: Ledger
) -> Foreign:
    teams: dict[str, ForeignTeam] = {}
    aims: dict[str, ForeignObjective] = {}
    injects: dict[str, ForeignInject] = {}
    length = None
    for (place, row), at in zip(rows, times.offsets, strict=True):
        if mark := _end(row):
            ledger.tell(CAME, "{what} of the exercise", place, what=mark.upper())
            length = at if mark == "endex" else length
            continue
        one = _inject(row, at, f"row-{len(injects) + 1}", place, ledger)
        if one.key in injects:
            ledger.tell(NEAR, "number {number} is used twice; both came over", place,
                        number=one.number)  # fmt: skip
            one = replace(one, key=f"{one.key}/{len(injects)}")
        injects[one.key] = one
        for key in one.to:
            if key not in (EVERYONE, CONTROL):
                teams.setdefault(
                    key, ForeignTeam(key, key, place=where("teams", None, key))
                )
        for key in one.objectives:
            aims.setdefault(
                key, ForeignObjective(key, key, place=where("objectives", None, key))
            )
    return Foreign(
        "blueprint", title(sheet.title), startex=times.startex, length=length,
        teams=tuple(teams.values()), injects=tuple(injects.values()),
        objectives=tuple(aims.values()),
    )  # fmt: skip


def _inject(
    row: Row, at: int | None, other: str, place: str, ledger: Ledger
) -> ForeignInject:
    kind = line(text(row.get("kind"))).lower()
    action, contingency = "expected" in kind, "contingency" in kind
    if action:
        ledger.tell(NEAR, "an expected action, no inject; exercise control gets it as a note at"
                    " that time", place)  # fmt: skip
    if contingency:
        ledger.tell(NEAR, "a contingency inject: exercise control sends it where it is needed",
                    place)  # fmt: skip
    when: dict[str, Any] = {"cue": True} if at is None or contingency else {"at": at}
    wants = [text(row.get("expects")), text(row.get("measure"))]
    said = [text(row.get("text")), text(row.get("more"))]
    number = line(text(row.get("number")), 40)
    return ForeignInject(
        number or other,
        title(row.get("title")) or line(said[0], 60),
        "\n\n".join(one for one in said if one),
        number=number,
        sender=title(row.get("sender")),
        to=(CONTROL,) if action else receivers(row.get("to")),
        by=title(row.get("by")),
        contingency=contingency,
        expects="\n".join(one for one in wants if one),
        objectives=apart(row.get("objective"), ";\n"),
        controller=text(row.get("controller")),
        note=text(row.get("note")),
        move=line(text(row.get("move")), 60),
        place=place,
        **when,
    )
