"""`ttx import FILE --new NAME`: an exercise of another program becomes a scenario."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from ttx.errors import Problem, UsageError
from ttx.outline_new import named
from ttx.text import say

if TYPE_CHECKING:
    from ttx.exchange.neighbours.becoming import Became


def bring(args: argparse.Namespace) -> int:
    """The loss report first; scenarios/NAME.yaml once it is agreed to, never over another.

    Takes `file`, `new`, `lang`, `yes`, and where given `format`, `out`, `json`, `report`.
    """
    from ttx.cli_files import agreed, written
    from ttx.exchange.neighbours.importing import bring_in

    name, path = named(args.new), free_place(args)
    became = bring_in(args.file, name, args.lang, getattr(args, "format", "") or "")
    problems = _judged(became.text, path)
    errors = [one for one in problems if one.severity == "error"]
    _kept_report(args, became)
    _told(args, became, errors, path)
    if not agreed(args):
        return 1 if errors else 0
    written(path, became.text)
    if not getattr(args, "json", False):
        print(path)
    called = name if path.parent == Path("scenarios") else str(path)
    print(say(args.lang, "Check says {count} thing(s) to look at: ttx check {name}",
              count=len(problems), name=called), file=sys.stderr)  # fmt: skip
    return 1 if errors else 0


def free_place(args: argparse.Namespace) -> Path:
    """Where a new scenario of one file will stand; UsageError where there is one already."""
    name, folder = named(args.new), Path(getattr(args, "out", None) or "scenarios")
    for taken in (folder / f"{name}.yaml", folder / f"{name}.yml", folder / name):
        if taken.exists():
            raise UsageError("There is already a scenario at {path}; choose another name.",
                             path=taken)  # fmt: skip
    return folder / f"{name}.yaml"


def _judged(text: str, path: Path) -> list[Problem]:
    """What the checks say of a scenario that is not written yet, as if it stood there."""
    from ttx import library

    with tempfile.TemporaryDirectory() as room:
        beside = Path(room) / path.name
        beside.write_text(text, encoding="utf-8")
        found = library.check([str(beside)])
    return [replace(one, path=str(path)) if one.path == str(beside) else one
            for one in found]  # fmt: skip


def _kept_report(args: argparse.Namespace, became: Became) -> None:
    """The whole report in a file, if one was asked for; the same one may stand there."""
    from ttx.cli_files import written
    from ttx.exchange.loss import report

    if not getattr(args, "report", None):
        return
    path, text = Path(args.report), report(became.told, args.lang, every=True)
    if not (path.is_file() and path.read_bytes() == text.encode()):
        written(path, text)


def _told(
    args: argparse.Namespace, became: Became, errors: list[Problem], path: Path
) -> None:
    """What came over, what was approximated and what was left, item by item."""
    from ttx.exchange.loss import as_data, report

    if getattr(args, "json", False):
        data = {"path": str(path), "items": as_data(became.told, args.lang)}
        print(json.dumps(data, ensure_ascii=False, indent=1))
    print(report(became.told, args.lang), file=sys.stderr)
    for one in errors:
        print(one.line_of_text(args.lang), file=sys.stderr)
