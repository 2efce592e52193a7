"""Recognises an exercise from elsewhere and brings it in: the one door for all formats.

Reads bytes and gives text; only the command writes it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ttx.errors import UsageError
from ttx.exchange.loss import LEFT, Ledger, where
from ttx.exchange.neighbours import (
    blueprint,
    cexf,
    chronogram,
    icebergttx,
    inject,
    openbas,
    t3sf,
)
from ttx.exchange.neighbours.becoming import Became, become
from ttx.exchange.neighbours.foreign import FORMATS, Foreign
from ttx.exchange.neighbours.sheets import Sheet, is_workbook, sheets
from ttx.exchange.opening import Bundle, read_file, read_json, unzip
from ttx.exchange.plain import line, title

Look = Callable[[Any], bool]
Read = Callable[[Any, Ledger], Foreign]
JSON: dict[str, tuple[Look, Read]] = {
    "cexf": (cexf.looks_like, cexf.read),
    "openbas": (openbas.looks_like, openbas.read),
    "icebergttx": (icebergttx.looks_like, icebergttx.read),
    "t3sf": (t3sf.looks_like, t3sf.read),
}
"""Formats that are JSON: how one is recognised, and read. The first that fits counts."""
SHEETS: dict[str, tuple[Look, Read]] = {
    "t3sf": (
        lambda one: _t3sf(one) is not None,
        lambda one, ledger: _rows(one, ledger),
    ),
    "blueprint": (lambda one: blueprint.header(one) is not None, blueprint.read),
    "chronogram": (chronogram.looks_like, chronogram.read),
}
"""Formats that are a sheet of a workbook."""
OWN = "msel"
"""What a workbook is called that `ttx export` made; it is not read here."""


def bring_in(path: str | Path, name: str, lang: str, given: str = "") -> Became:
    """The file as a scenario called `name`; UsageError where it is no exercise.

    `given` is one of FORMATS, or "" to recognise it.
    """
    return become(read(path, given), name, Path(path).name, lang)


def recognised(path: str | Path) -> str:
    """The format of a file: one of FORMATS, OWN for a workbook of ttx itself, or "".

    UsageError where the file cannot be opened at all.
    """
    raw, place = read_file(path), Path(path).name
    try:
        book = raw[:2] == b"PK" and is_workbook(unzip(raw, place))
        if book and any(map(_is_own, sheets(raw, place, Ledger()))):
            return OWN
        return taken(raw, place).format
    except UsageError:
        return ""


def _is_own(sheet: Sheet) -> bool:
    """The sheet in which ttx keeps what a workbook was made from."""
    first = str(sheet.rows[0][1][0]) if sheet.rows else ""
    return first.startswith("{") and '"scenario"' in first


def read(path: str | Path, given: str = "") -> Foreign:
    """What the file holds, in no program's words, with what was told on the way."""
    return taken(read_file(path), Path(path).name, given)


def taken(raw: bytes, place: str, given: str = "") -> Foreign:
    """The same, from bytes that were read; `place` is what the file is called."""
    if given and given not in FORMATS:
        raise UsageError("There is no format '{given}'; there are: {known}", given=given,
                         known=", ".join(FORMATS))  # fmt: skip
    if raw[:4] == b"\xd0\xcf\x11\xe0":
        raise UsageError(
            "{path} is an old workbook (.xls); save it as .xlsx", path=place
        )
    ledger = Ledger()
    foreign = (_zip if raw[:2] == b"PK" else _json)(raw, given, ledger, place)
    if not foreign.injects:
        ledger.tell(LEFT, "no inject was found in this file", place)
    named = foreign.title or title(Path(place).stem)
    return replace(foreign, title=named, told=tuple(ledger.told))


def _json(raw: bytes, given: str, ledger: Ledger, place: str) -> Foreign:
    data = read_json(raw, ledger, place)
    for name, (looks, reads) in JSON.items():
        if given in ("", name) and looks(data):
            return reads(data, ledger)
    raise _unknown(place, given)


def _zip(raw: bytes, given: str, ledger: Ledger, place: str) -> Foreign:
    bundle = unzip(raw, place)
    if is_workbook(bundle):
        return _workbook(sheets(raw, place, ledger), given, ledger, place)
    if given in ("", "inject") and inject.looks_like(bundle):
        return inject.read(bundle, ledger)
    found = _packed_json(bundle)
    if not found or given not in ("", "openbas"):
        raise _unknown(place, given)
    for name in bundle.names:
        if name != found:
            ledger.tell(LEFT, "attachments are named in the notes and not taken",
                        where(line(name, 80)))  # fmt: skip
    return _json(bundle.read(found), given, ledger, f"{place}!{line(found, 80)}")


def _packed_json(bundle: Bundle) -> str:
    """The entry that is the export itself: its comment says so, else the first JSON."""
    for name in bundle.names:
        if bundle.comments.get(name) in ("Exercise", "Scenario", "Inject"):
            return name
    return next((name for name in bundle.names if name.lower().endswith(".json")), "")


def _workbook(found: list[Sheet], given: str, ledger: Ledger, place: str) -> Foreign:
    for name, (looks, reads) in SHEETS.items():
        for sheet in found if given in ("", name) else ():
            if looks(sheet):
                for other in found:
                    if other is not sheet and other.rows:
                        ledger.tell(LEFT, "one sheet is read; this is another",
                                    where(line(other.title, 60)))  # fmt: skip
                return reads(sheet, ledger)
    raise _unknown(place, given)


def _t3sf(sheet: Sheet) -> int | None:
    rows = enumerate(sheet.rows[: blueprint.MOST_ABOVE])
    return next((n for n, (_, cells) in rows if t3sf.is_header(cells)), None)


def _rows(sheet: Sheet, ledger: Ledger) -> Foreign:
    """The rows of a sheet with T3SF's column names."""
    at = _t3sf(sheet) or 0
    names = [str(one or "").strip().lower() for one in sheet.rows[at][1]]
    rows = [
        (where(f"{sheet.title}!{number}"), dict(zip(names, cells, strict=False)))
        for number, cells in sheet.rows[at + 1 :]
    ]
    return t3sf.from_rows(rows, ledger)


def _unknown(place: str, given: str) -> UsageError:
    if given:
        return UsageError("{path} does not look like {format}", path=place,
                          format=FORMATS[given])  # fmt: skip
    return UsageError("{path} is not recognised; say what it is with --from: {known}",
                      path=place, known=", ".join(FORMATS))  # fmt: skip
