"""One value in three forms: as written in a scenario, as plain words to compare, as a cell.

`normal` reads a record, `shown` makes the cell, `understood` reads a cell back, `written`
makes what goes into the scenario. A cell that is not understood is said, never guessed.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from ttx.errors import TtxError
from ttx.exchange.workbook.book import Book
from ttx.exchange.workbook.columns import CHOICES, Column
from ttx.exchange.workbook.times import read_moment, span_of, spelled
from ttx.exchange.yaml_values import flow
from ttx.moment import DAY, offset, parse_duration
from ttx.scenario.yaml import read
from ttx.text import clean

YES = ("ja", "yes", "x", "true", "waar", "1", "j", "y")
NO = ("nee", "no", "false", "onwaar", "0", "-")
LONGEST = 32_000
"""So many signs a cell can hold, with some room left (Excel's own limit is 32,767)."""


class NotUnderstood(TtxError):
    """A cell that cannot be read; the sentence says what may stand there."""


def tidy(raw: object) -> str:
    """Text of a cell or a scenario, without the spaces that programs add at ends."""
    text = clean(str(raw)).replace("\r", "\n").replace("\xa0", " ")
    return "\n".join(line.rstrip() for line in text.split("\n")).strip()


def dig(raw: Any, steps: tuple[str, ...]) -> Any:
    """What stands at the end of these steps, or None."""
    for step in steps:
        raw = raw.get(step) if isinstance(raw, Mapping) else None
    return raw


# --- as written -> plain words -----------------------------------------------------


def normal(book: Book, column: Column, raw: Mapping[str, Any]) -> str:
    """The value of a column in a record, as words that can be compared."""
    value = dig(raw, column.steps)
    if column.kind == "who":
        return ";".join(([raw["team"]] if raw.get("team") else []) + list(value or ()))
    if column.key == "part" and raw.get("on"):
        value = value or "talk"
    if value is None:
        return column.otherwise
    match column.kind:
        case "words" | "sender":
            return _words(book, column, value)
        case "time":
            return str(book.scenario.calendar.parse(str(value)))
        case "span":
            return str(parse_duration(str(value)))
        case "names":
            return ";".join(map(str, value))
        case "list":
            return "\n".join(tidy(one) for one in value)
        case "flag":
            return "yes" if value is True else ""
        case "flow":
            return json.dumps(value, ensure_ascii=False)
    return tidy(value)


def _words(book: Book, column: Column, value: Any) -> str:
    lang = book.language(column.lang)
    if isinstance(value, Mapping):
        return tidy(value.get(lang) or "")
    known = column.kind == "sender" and value in book.directory("senders").titles
    return f"@{value}" if known else tidy(value)


# --- plain words -> a cell ----------------------------------------------------------


def shown(book: Book, column: Column, plain: str) -> str | timedelta:
    """What a cell shows: titles for ids, a real time, yes or nothing."""
    if not plain:
        return ""
    lang = book.language(column.lang or "1")
    match column.kind:
        case "time" | "span":
            at = int(plain)
            return offset(at) if at < 0 else timedelta(milliseconds=at)
        case "sender" if plain.startswith("@"):
            return book.directory(column.known).told(plain[1:], lang)
        case "name":
            return book.directory(column.known).told(plain, lang)
        case "names" | "who":
            known = book.directory(column.known)
            return "; ".join(known.told(one, lang) for one in plain.split(";"))
        case "choice":
            return CHOICES[column.known][plain].of(lang)
        case "flag":
            return {"nl": "ja"}.get(lang, "yes")
        case "flow":
            return flow(json.loads(plain))
    return plain


# --- a cell -> plain words ----------------------------------------------------------


def understood(book: Book, column: Column, cell: object) -> str:
    """A cell read back as plain words; NotUnderstood with a sentence if it cannot be."""
    if cell is None or (isinstance(cell, str) and not tidy(cell)):
        return column.otherwise
    match column.kind:
        case "time":
            return _moment(book, cell)
        case "span":
            return _span(cell)
        case "name":
            return _name(book, column, tidy(cell))
        case "names" | "who":
            return _names(book, column, tidy(cell))
        case "sender":
            known = book.directory("senders").found(tidy(cell))
            return f"@{known}" if known else tidy(cell)
        case "choice":
            return _choice(column, tidy(cell))
        case "flag":
            return _flag(cell)
        case "list":
            return "\n".join(filter(None, map(tidy, re.split(r"[;\n]", tidy(cell)))))
        case "flow":
            return _flow(tidy(cell))
    return _text(cell)


def _text(cell: object) -> str:
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    text = tidy(cell)
    if len(text) > LONGEST:
        raise NotUnderstood("the text is longer than {most} signs", most=LONGEST)
    return text


def _moment(book: Book, cell: object) -> str:
    try:
        return str(read_moment(cell, book.scenario.calendar))
    except (ValueError, OverflowError):
        raise NotUnderstood(
            "'{given}' is not a moment; type hours and minutes after STARTEX (1:30), T+1:30,"
            " D+1 06:00 or a date with a clock time", given=str(cell)[:60]) from None  # fmt: skip


def _span(cell: object) -> str:
    try:
        if isinstance(cell, str):
            return str(parse_duration(tidy(cell)))
        return str(round(cell / timedelta(milliseconds=1)) if isinstance(cell, timedelta)
                   else round(float(cell) * DAY / 1000) * 1000)  # type: ignore[arg-type]  # fmt: skip
    except (ValueError, TypeError, OverflowError):
        raise NotUnderstood("'{given}' is not a duration; write it as 30m, 12h or 2d",
                            given=str(cell)[:60]) from None  # fmt: skip


def _name(book: Book, column: Column, said: str) -> str:
    known = book.directory(column.known)
    name = known.found(said)
    if name is None and "{" in said:
        return said
    if name is None:
        near = known.told(known.near(said), book.lang)
        english = "'{given}' is not known here"
        english += "; did you mean '{near}'?" if near else ""
        raise NotUnderstood(english, given=said[:60], near=near)
    return name


def _names(book: Book, column: Column, said: str) -> str:
    """Several names, between semicolons or line ends; commas where that is clear."""
    names = []
    for part in filter(None, map(tidy, re.split(r"[;\n]", said))):
        try:
            names.append(_name(book, column, part))
        except NotUnderstood:
            pieces = [tidy(one) for one in part.split(",")]
            if len(pieces) == 1:
                raise
            names += [_name(book, column, one) for one in pieces if one]
    return ";".join(dict.fromkeys(names))


def _choice(column: Column, said: str) -> str:
    words = CHOICES[column.known]
    for key, text in words.items():
        if said.casefold() in (key, text.nl.casefold(), text.en.casefold()):
            return key
    known = ", ".join(f"{text.nl} / {text.en}" for text in words.values())
    raise NotUnderstood(
        "'{given}' is not one of: {known}", given=said[:60], known=known
    )


def _flag(cell: object) -> str:
    said = tidy(cell).casefold()
    if cell is True or said in YES:
        return "yes"
    if cell is False or said in NO:
        return ""
    raise NotUnderstood("'{given}' is neither yes nor no", given=said[:60])


def _flow(text: str) -> str:
    """What stands between braces, read by the reader of scenarios."""
    found = read(f"a: {text}".encode(), "")
    if found.problems or not isinstance(found.data, dict) or list(found.data) != ["a"]:
        raise NotUnderstood("'{given}' cannot be read; keep the braces and commas as they"
                            " stand in other rows", given=text[:60])  # fmt: skip
    return json.dumps(found.data["a"], ensure_ascii=False)


# --- plain words -> what goes into the scenario -------------------------------------


def written(book: Book, column: Column, plain: str, old: Any) -> Any:
    """The value for the scenario; None where it is to be left out. `old`: as it stood."""
    if not plain or (plain == column.otherwise and old is None):
        return None
    match column.kind:
        case "time":
            return spelled(int(plain), str(old or ""), book.scenario.calendar)
        case "span":
            return span_of(int(plain))
        case "names" | "who":
            return plain.split(";")
        case "list":
            return plain.split("\n")
        case "flag":
            return True
        case "flow":
            return json.loads(plain)
    return plain
