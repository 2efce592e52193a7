"""The rows of a workbook: each record of a scenario as plain words, and what is worked out.

Nothing here knows how a spreadsheet is made.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field

from ttx.exchange.workbook.book import Book, Record
from ttx.exchange.workbook.cells import normal
from ttx.exchange.workbook.columns import SHEETS, Column, Sheet
from ttx.scenario import Inject, Scenario
from ttx.text import Text, both

Comes = Callable[[Scenario, Inject], Iterable[Text]]
"""Tells in words what makes an inject come, the trigger first."""


@dataclass(frozen=True, slots=True)
class Row:
    """One row: the id of its record, its values as plain words, what is worked out."""

    id: str
    plain: Mapping[str, str]
    derived: Mapping[str, str] = field(default_factory=dict)
    clock: int | None = None


def columns(book: Book, sheet: Sheet) -> list[Column]:
    """The columns that this scenario needs: those of a second language only with one.

    Beside the MSEL, which has an order of its own: first what is printed, then the other
    language, then the rest.
    """
    needed = [one for one in sheet.columns if one.lang != "2" or book.second]
    if sheet.key == "msel":
        return needed
    return sorted(
        needed, key=lambda one: 1 if one.lang == "2" else 0 if one.front else 2
    )


def heading(book: Book, column: Column) -> str:
    """The heading of a column; a text in two languages says which one it is."""
    words = column.head.of(book.lang)
    return (
        f"{words} ({book.language(column.lang)})"
        if column.lang and book.second
        else words
    )


def pages(book: Book, comes: Comes = lambda scenario, one: ()) -> dict[str, list[Row]]:
    """The rows of each sheet, by its key; `comes` words what brings on an inject."""
    return {sheet.key: [_row(book, sheet, one, comes) for one in book.records(sheet)]
            for sheet in SHEETS}  # fmt: skip


def _row(book: Book, sheet: Sheet, record: Record, comes: Comes) -> Row:
    plain = {one.key: normal(book, one, record.raw) for one in columns(book, sheet)
             if one.kind not in ("derived", "own")}  # fmt: skip
    plain["id"] = record.id
    match sheet.key:
        case "msel":
            at = book.timing.at(record.id)
            return Row(record.id, plain, _of_inject(book, record, comes), at)
        case "tasks":
            above = book.scenario.objectives[int(record.steps[1])]
            return Row(record.id, plain, {"objective": above.title.of(book.lang)})
        case "teams":
            team = book.scenario.teams[record.id]
            titles = [one.title.of(book.lang) for one in team.instances.values()]
            return Row(record.id, plain, {"tables": "; ".join(titles)})
    return Row(record.id, plain)


def _of_inject(book: Book, record: Record, comes: Comes) -> dict[str, str]:
    one = book.scenario.injects[record.id]
    goals = [o for o in book.scenario.objectives if o.id in one.objectives]
    kept = {
        "comes": _comes(book, one, comes),
        "capability": _listed([o.capability for o in goals], book.lang),
        "target": _listed([o.target for o in goals], book.lang),
        "card": book.uses.get(int(record.steps[1]), ""),
    }
    return {key: value for key, value in kept.items() if value}


def _comes(book: Book, one: Inject, comes: Comes) -> str:
    told = comes(book.scenario, one)
    words = [text.of(book.lang) for text in told] or [_brought(book, one)]
    return "\n".join(words)


def _brought(book: Book, one: Inject) -> str:
    """What brings on an inject that has no trigger of its own."""
    for other in book.scenario.msel:
        named = other.number or other.id
        if other.otherwise == one.id:
            return both("if the answer to {number} does not come", number=named).of(book.lang)  # fmt: skip
        if other.instead == one.id:
            return both("instead of {number}", number=named).of(book.lang)
    return both("brought on by a decision").of(book.lang)


def _listed(texts: list[Text], lang: str) -> str:
    return "\n".join(dict.fromkeys(one.of(lang) for one in texts if one))
