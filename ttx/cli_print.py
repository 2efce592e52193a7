"""`ttx print`: handouts of a scenario, or what tables get next in an exercise on paper."""

from __future__ import annotations

import argparse
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ttx.errors import UsageError
from ttx.text import say

FORMS = ("html", "pdf")


def add(does: Any, common: Callable[..., None]) -> None:
    """The words of this command; `common` adds what every command has."""
    one: argparse.ArgumentParser = does.add_parser(
        "print", help="handouts on paper: cards, sheets, scripts and forms",
        description="Makes handouts of a scenario to print: inject cards with cut marks (A6 and"
        " A5), the leader's pile, role and communication cards, situation manual, a sheet for"
        " each move, ground rules, decision sheets, hot-wash forms; and for staff the draaiboek,"
        " call scripts and evaluators' sheets. Of a journal (F.ttx) it prints what each table"
        " gets next: reports and injects as cards. What a table gets holds no answer, condition"
        " or effect.",
    )  # fmt: skip
    one.add_argument("name", metavar="NAME|FILE|F.ttx")
    one.add_argument("--what", metavar="W,..", default="",
                     help="cards, cards-a5, pile, roles, comms, manual, .. (default: all)")  # fmt: skip
    one.add_argument("--to", metavar="F,..", default="html,pdf", help="html, pdf")
    one.add_argument("--out", metavar="DIR", help="folder for the files (here)")
    one.add_argument("--preset", metavar="P", default="")
    one.add_argument("--length", metavar="L", default="", help="90m, half-day or day")
    one.add_argument("--with", metavar="FILE", action="append", default=[], dest="own",
                     help="a filled-in form of own figures (ttx form); may be repeated")  # fmt: skip
    common(one, json=False)


def run(args: argparse.Namespace) -> int:
    """Write the files and say where each is; the exit status."""
    forms = _among(args.to, FORMS)
    of, made = _handouts(args)
    folder = Path(args.out or ".")
    for name, one in made.items():
        if one.blank:
            print(say(args.lang, "{what}: there is nothing of this in the exercise.",
                      what=one.title.of(args.lang)))  # fmt: skip
            continue
        stem = folder / f"{of}.{name}.{args.lang}"
        for path, data in _pages(one, stem, forms, args.lang):
            _write(path, data)
            print(path)
    return 0


def _among(raw: str, known: Sequence[str]) -> list[str]:
    chosen = [one.strip() for one in raw.split(",") if one.strip()]
    strange = next((one for one in chosen if one not in known), None)
    if strange is not None or not chosen:
        raise UsageError("'{given}' cannot be printed; choose from {known}",
                         given=strange or "", known=", ".join(known))  # fmt: skip
    return list(dict.fromkeys(chosen))


def _handouts(args: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    from ttx import library
    from ttx.handouts.kinds import KINDS, handout

    if args.name.endswith(".ttx"):
        return _of_journal(args)
    wanted = _among(args.what or ",".join(KINDS), tuple(KINDS))
    loaded = library.load(args.name, args.preset, None, args.length, own=args.own)
    return loaded.scenario.id, {one: handout(one, loaded.scenario) for one in wanted}


def _of_journal(args: argparse.Namespace) -> tuple[str, dict[str, Any]]:
    from ttx.handouts.kinds import KINDS, handout
    from ttx.handouts.played import PLAYED, coming
    from ttx.replay import planned, shadow

    path = Path(args.name)
    wanted = _among(args.what or ",".join(PLAYED), (*PLAYED, *KINDS))
    ahead = coming(shadow(path)) if set(wanted) & set(PLAYED) else {}
    scenario = planned(path)
    made = {one: handout(one, scenario) for one in wanted if one not in PLAYED}
    return path.stem, {**{one: ahead[one] for one in wanted if one in ahead}, **made}


def _pages(
    one: Any, stem: Path, forms: Sequence[str], lang: str
) -> list[tuple[Path, bytes]]:
    from ttx import library
    from ttx.report import to_pdf
    from ttx.report_handout import handout

    page = handout(one, library.templates("handout.css")[0], lang)
    made = {
        "html": lambda: page.encode(),
        "pdf": lambda: to_pdf(page, one_side=bool(one.size)),
    }
    return [(stem.with_name(f"{stem.name}.{form}"), made[form]()) for form in forms]


def _write(path: Path, data: bytes) -> None:
    """Paper can be printed again at any time: a file that stands there is replaced."""
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    except OSError as wrong:
        raise UsageError("Cannot write {path}: {why}", path=path,
                         why=wrong.strerror) from wrong  # fmt: skip
