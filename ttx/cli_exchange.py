"""`ttx export` and `ttx import`: spreadsheets and other formats; composes, decides nothing."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

from ttx.cli_files import agreed, written
from ttx.errors import UsageError
from ttx.text import say

COMMANDS = ("export", "import")


def add(does: Any, common: Callable[..., None]) -> None:
    """The words of these commands; `common` adds what every command has."""
    for one in (_export(does), _import(does)):
        common(one)


def _export(does: Any) -> argparse.ArgumentParser:
    one: argparse.ArgumentParser = does.add_parser(
        "export", help="a scenario or a journal for another program",
        description="Writes the draaiboek of a scenario as an Excel workbook (--to msel.xlsx), as"
        " CEXF, or the whole scenario as JSON; and what happened in an exercise (F.ttx) as JSON"
        " lines, CSV or a workbook with observations and improvement plan. Nothing that exists"
        " is overwritten.",
    )  # fmt: skip
    one.add_argument("name", metavar="NAME|FILE|F.ttx")
    one.add_argument("--to", metavar="FILE|FORMAT", required=True,
                     help="a file to write, or its format: " + ", ".join(EXPORTS))  # fmt: skip
    return one


def _import(does: Any) -> argparse.ArgumentParser:
    one: argparse.ArgumentParser = does.add_parser(
        "import", help="take in a workbook or another program's exercise",
        description="Takes a workbook of ttx export into a scenario (--into), or makes a new"
        " scenario (--new) of such a workbook or of another program's exercise. First a report of"
        " all differences, or of what is lost; it is written with --yes, or after y at a"
        " terminal.",
    )  # fmt: skip
    one.add_argument("file", metavar="FILE")
    where = one.add_mutually_exclusive_group(required=True)
    where.add_argument("--into", metavar="NAME|FILE", help="the scenario to change")
    where.add_argument("--new", metavar="NAME", help="the scenario to make")
    one.add_argument("--out", metavar="DIR", help="folder for a new one (scenarios)")
    one.add_argument("--from", metavar="FORMAT", dest="format", default="",
                     help="if it is not recognised: " + ", ".join(IMPORTS))  # fmt: skip
    one.add_argument("--report", metavar="FILE",
                     help="what came over and what was left, item by item, in a file")  # fmt: skip
    one.add_argument("--yes", action="store_true",
                     help="write what was told, without asking")  # fmt: skip
    return one


def run(args: argparse.Namespace) -> int:
    """Run one of these commands; the exit status: 1 where something was left out."""
    return export(args) if args.command == "export" else take_in(args)


# --- export -----------------------------------------------------------------------------


def export(args: argparse.Namespace) -> int:
    """Write one file in the format that was asked, or that its name says."""
    played = Path(args.name).suffix == ".ttx"
    format = _format(args.to)
    way = EXPORTS.get(format, (None, None))[played]
    if way is None:
        known = ", ".join(one for one, ways in EXPORTS.items() if ways[played])
        raise UsageError("'{given}' cannot be written from this; choose from {known}",
                         given=args.to, known=known)  # fmt: skip
    stem, made = way(args)
    ending = ENDINGS.get(format, format)
    path = Path(f"{stem}.{ending}" if args.to.casefold() == format else args.to)
    written(path, made)
    print(json.dumps({"file": str(path)}) if args.json else path)
    return 0


def _format(asked: str) -> str:
    """The format that is asked for by its name, or by the ending of a file."""
    endings = [one.removeprefix(".").casefold() for one in Path(asked).suffixes]
    if asked.casefold() in EXPORTS or not endings:
        return asked.casefold()
    return "cexf" if endings[-2:] == ["cexf", "json"] else endings[-1]


def _msel(args: argparse.Namespace) -> tuple[str, bytes]:
    from ttx.exchange.workbook.book import open_book
    from ttx.exchange.workbook.notes import read_notes
    from ttx.exchange.workbook.writing import to_bytes
    from ttx.outline_words import triggers

    book = open_book(args.name, args.lang)
    return f"{book.scenario.id}.msel", to_bytes(book, read_notes(book.path), triggers)


def _cexf(args: argparse.Namespace) -> tuple[str, bytes]:
    from ttx import library
    from ttx.exchange.loss import report
    from ttx.exchange.neighbours.cexf_out import cexf
    from ttx.exchange.whole import as_json

    scenario = library.load(args.name).scenario
    data, told = cexf(scenario, args.lang)
    print(report(told, args.lang), file=sys.stderr)
    return scenario.id, as_json(data)


def _whole(args: argparse.Namespace) -> tuple[str, bytes]:
    from ttx import library
    from ttx.exchange.whole import as_json, whole

    scenario = library.load(args.name).scenario
    return scenario.id, as_json(whole(scenario, library.json_schema()))


def _journal_lines(args: argparse.Namespace) -> tuple[str, bytes]:
    from ttx.exchange.after_play import as_lines, entries_of

    return Path(args.name).stem, as_lines(entries_of(args.name))


def _journal_csv(args: argparse.Namespace) -> tuple[str, bytes]:
    from ttx.exchange.after_play import as_csv, entries_of

    return Path(args.name).stem, as_csv(entries_of(args.name), args.lang)


def _findings(args: argparse.Namespace) -> tuple[str, bytes]:
    from ttx.exchange.after_play import as_workbook, entries_of

    return f"{Path(args.name).stem}.findings", as_workbook(
        entries_of(args.name), args.lang
    )


Way = Callable[[argparse.Namespace], tuple[str, bytes]]
"""Makes a file: the name that it has if none is given, without its ending, and its bytes."""
EXPORTS: dict[str, tuple[Way | None, Way | None]] = {
    "xlsx": (_msel, _findings),
    "cexf": (_cexf, None),
    "json": (_whole, None),
    "jsonl": (None, _journal_lines),
    "csv": (None, _journal_csv),
}
"""By the name of a format: how a scenario, and how a journal, is written so."""
ENDINGS = {"cexf": "cexf.json"}
"""How a file is called where that is not the name of its format."""


# --- import -----------------------------------------------------------------------------


def take_in(args: argparse.Namespace) -> int:
    """Read a file with the reader that knows it: the workbook of ttx, or another's."""
    if args.format and args.format not in IMPORTS:
        raise UsageError("'{given}' is no format that can be read; choose from {known}",
                         given=args.format, known=", ".join(IMPORTS))  # fmt: skip
    if args.into and args.format not in ("", OWN):
        raise UsageError("{format} becomes a scenario of its own; name it with --new",
                         format=args.format)  # fmt: skip
    if args.into or _own(args):
        return msel(args)
    from ttx.cli_import import bring

    return bring(args)


def _own(args: argparse.Namespace) -> bool:
    from ttx.exchange.neighbours.importing import recognised

    return args.format == OWN or (not args.format and recognised(args.file) == OWN)


def msel(args: argparse.Namespace) -> int:
    """A workbook taken into a scenario: the report first, with --yes the files."""
    from ttx.exchange.workbook.book import open_book
    from ttx.exchange.workbook.differences import compare
    from ttx.exchange.workbook.differences_words import as_data, report
    from ttx.exchange.workbook.notes import read_notes
    from ttx.exchange.workbook.reading import read_workbook
    from ttx.exchange.workbook.taking import judged, new_texts

    came = read_workbook(Path(args.file))
    book = open_book(_whose(args, came), came.head.get("lang") or args.lang)
    kept = read_notes(book.path)
    found = compare(book, came, kept)
    texts = new_texts(book, found)
    problems = [] if not texts else [one for one in judged(book, texts) if one.severity == "error"]  # fmt: skip
    if args.json:
        told = {**as_data(book, found, kept, args.lang),
                "problems": [one.line_of_text(args.lang) for one in problems]}  # fmt: skip
        print(json.dumps(told, ensure_ascii=False))
    else:
        print("\n".join(report(book, found, kept, args.lang)))
    if problems:
        _say(args, "With these differences the scenario could not be played; nothing is written:")  # fmt: skip
        for one in problems:
            print(one.line_of_text(args.lang), file=sys.stderr)
        return 1
    return _take(args, book, found, texts, found.notes != kept)


def _whose(args: argparse.Namespace, came: Any) -> str:
    """The scenario that the workbook belongs to; for a new one, that of the export."""
    if args.into:
        return str(args.into)
    from ttx.cli_import import free_place
    from ttx.outline_new import named

    free_place(args)
    if not came.head.get("scenario"):
        raise UsageError("{path} was not made by ttx export, so there is no scenario that it"
                         " belongs to; name one with --into", path=args.file)  # fmt: skip
    return named(came.head["scenario"])


def _take(
    args: argparse.Namespace, book: Any, found: Any, texts: Any, noted: bool
) -> int:
    from ttx.exchange.workbook.taking import write

    left = any(one.what == "conflict" for one in found.changes) or found.unclear
    if not (texts or noted or args.new):
        return 1 if left else 0
    if not agreed(args):
        return 1 if left else 0
    if args.new:
        from ttx.exchange.workbook.taking import begun

        paths = begun(book, found, texts, args.new, Path(args.out or "scenarios"))
    else:
        paths = write(book, found, texts)
    for path in paths:
        _say(args, "Written: {path}", path=path)
    return 1 if left else 0


def _say(args: argparse.Namespace, english: str, **params: object) -> None:
    print(say(args.lang, english, **params), file=sys.stderr)


OWN = "msel"
"""The workbook that `ttx export` makes; it alone can go into a scenario that there is."""
IMPORTS = (
    OWN,
    "cexf",
    "openbas",
    "chronogram",
    "inject",
    "t3sf",
    "icebergttx",
    "blueprint",
)
"""The formats that can be read."""
