"""New values of a row as places in a record: what is put where, in the scenario's own words.

It changes no file; what it makes can be laid into plain data or into YAML.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from ttx.exchange.workbook.book import Book
from ttx.exchange.workbook.cells import dig, normal, written
from ttx.exchange.workbook.columns import Column, Sheet
from ttx.exchange.workbook.differences import Change
from ttx.exchange.workbook.pages import columns

ORDER = (
    "id", "use", "with", "number", "dilemma", "kind", "title", "short", "mission", "capability",
    "target", "from", "to", "by", "at", "on", "when", "after", "cue", "chance", "unless", "until",
    "repeat", "stops", "thread", "layer", "side", "task", "team", "teams", "text", "brief", "fallback",
    "objectives", "any", "within", "tests", "expects", "otherwise", "instead", "lead", "does",
    "controller", "note", "marking", "attachments",
)  # fmt: skip
"""Keys as authors write them, for the place of a new one."""
Edit = tuple[tuple[str, ...], Any]
"""A place inside a record and its new value; None takes it out."""


def record_of(book: Book, change: Change) -> dict[str, Any]:
    """A new record as it is written, its keys in the usual order."""
    made: dict[str, Any] = {"id": change.values["id"]}
    values = {key: one for key, one in change.values.items() if key != "id"}
    for steps, value in edits(book, change.sheet, {}, values):
        if value is not None:
            put_in(made, steps, value)
    place = {key: number for number, key in enumerate(ORDER)}
    return dict(sorted(made.items(), key=lambda one: place.get(one[0], len(place))))


def put_in(data: dict[str, Any], steps: Sequence[str], value: Any) -> None:
    """Set or take out a place in plain data."""
    *above, last = steps
    for step in above:
        held = data.get(step)
        data[step] = held if isinstance(held, dict) else {}
        data = data[step]
    if value is None:
        data.pop(last, None)
    else:
        data[last] = value


def edits(book: Book, sheet: Sheet, raw: Mapping[str, Any], plain: Mapping[str, str]) -> list[Edit]:  # fmt: skip
    """What these new values of a record are in its own words."""
    made: list[Edit] = []
    told: list[tuple[str, ...]] = []
    for column in columns(book, sheet):
        if column.key not in plain:
            continue
        if column.kind in ("words", "sender"):
            if column.steps not in told:
                told.append(column.steps)
                made += _texts(book, sheet, raw, plain, column)
        elif column.kind == "who":
            made += _who(raw, plain[column.key])
        elif column.key == "part" and not plain.get("move", normal_move(raw)):
            continue
        elif column.key == "move" and not plain["move"]:
            made.append((("on",), None))
        else:
            old = dig(raw, column.steps)
            value = written(book, column, plain[column.key], old)
            if value is not None or old is not None:
                made.append((column.steps, value))
    return made


def normal_move(raw: Mapping[str, Any]) -> str:
    """The move that a line belongs to, or nothing."""
    return str(dig(raw, ("on", "move")) or "")


def _who(raw: Mapping[str, Any], plain: str) -> Iterator[Edit]:
    """One team as `team`, where it was written so; several as `teams`."""
    names = plain.split(";") if plain else []
    if "team" in raw or not raw:
        yield ("team",), names[0] if len(names) == 1 else None
    single = len(names) == 1 and "teams" not in raw
    if not single:
        yield ("teams",), names or None


def _texts(book: Book, sheet: Sheet, raw: Mapping[str, Any], plain: Mapping[str, str],
           column: Column) -> Iterator[Edit]:  # fmt: skip
    """A text in its languages: the part that changed, or the whole where it was one."""
    pair = [one for one in columns(book, sheet) if one.steps == column.steps]
    old = dig(raw, column.steps)
    if column.kind == "sender":
        yield from _sender(book, raw, plain, pair)
        return
    if isinstance(old, Mapping):
        for one in pair:
            if one.key in plain:
                value = plain[one.key] or None
                lang = book.language(one.lang)
                if value is not None or lang in old:
                    yield (*column.steps, lang), value
        return
    said = {book.language(one.lang): plain.get(one.key, normal(book, one, raw)) for one in pair}  # fmt: skip
    yield column.steps, _one_or_both(book, said)


def _one_or_both(book: Book, said: Mapping[str, str]) -> Any:
    kept = {lang: text for lang, text in sorted(said.items(), reverse=True) if text}
    if len(book.scenario.languages) == 1 or (len(kept) == 2 and len({*kept.values()}) == 1):  # fmt: skip
        return next(iter(kept.values()), None)
    return kept or None


def _sender(book: Book, raw: Mapping[str, Any], plain: Mapping[str, str], pair: Sequence[Column]) -> Iterator[Edit]:  # fmt: skip
    """A persona or table by its id, else words of its own in each language."""
    changed = [plain[one.key] for one in pair if one.key in plain]
    known = next((one for one in changed if one.startswith("@")), "")
    if known:
        yield ("from",), known[1:]
        return
    said = {}
    for one in pair:
        text = plain.get(one.key, normal(book, one, raw))
        said[book.language(one.lang)] = "" if text.startswith("@") else text
    value = _one_or_both(book, said)
    lone = isinstance(value, dict) and len(value) == 1
    yield ("from",), next(iter(value.values())) if lone else value
