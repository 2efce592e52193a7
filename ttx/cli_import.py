"""`ttx import FILE --new NAME`: an exercise of another program becomes a scenario."""

from __future__ import annotations

import argparse
import json
import sys
from pathlib import Path

from ttx.errors import UsageError
from ttx.outline_new import named
from ttx.text import say


def bring(args: argparse.Namespace) -> int:
    """Write scenarios/NAME.yaml with a loss report on stderr; never over one that is there.

    Takes `file`, `new`, `lang`, and where given `format`, `out`, `json` and `report`.
    """
    from ttx import library
    from ttx.cli_files import written
    from ttx.exchange.importing import bring_in
    from ttx.exchange.loss import as_data, report

    name = named(args.new)
    folder = Path(getattr(args, "out", None) or "scenarios")
    for taken in (folder / f"{name}.yaml", folder / f"{name}.yml", folder / name):
        if taken.exists():
            raise UsageError("There is already a scenario at {path}; choose another name.",
                             path=taken)  # fmt: skip
    became = bring_in(args.file, name, args.lang, getattr(args, "format", "") or "")
    path = folder / f"{name}.yaml"
    written(path, became.text)
    if getattr(args, "report", None):
        written(Path(args.report), report(became.told, args.lang, every=True))
    problems = library.check([str(path)])
    errors = [one for one in problems if one.severity == "error"]
    if getattr(args, "json", False):
        told = as_data(became.told, args.lang)
        print(
            json.dumps({"path": str(path), "items": told}, ensure_ascii=False, indent=1)
        )
    else:
        print(path)
    print(report(became.told, args.lang), file=sys.stderr)
    for one in errors:
        print(one.line_of_text(args.lang), file=sys.stderr)
    called = name if folder == Path("scenarios") else str(path)
    print(say(args.lang, "Check says {count} thing(s) to look at: ttx check {name}",
              count=len(problems), name=called), file=sys.stderr)  # fmt: skip
    return 1 if errors else 0
