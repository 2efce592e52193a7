"""`ttx compare`: the journals of groups that played the same scenario, side by side."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from ttx import WORLD
from ttx.errors import JournalError, UsageError
from ttx.journal import Entry, Journal
from ttx.text import say

FORMATS = ("html", "md", "json", "pdf")


def compare(args: argparse.Namespace) -> int:
    """Write the comparison in each format asked for; names the files."""
    from ttx.cli_report import pages
    from ttx.debrief.compare import check
    from ttx.debrief.compare import compare as side_by_side
    from ttx.scenario.reading import thaw

    formats = [one.strip() for one in args.to.split(",") if one.strip()]
    strange = [one for one in formats if one not in FORMATS]
    if strange or not formats:
        raise UsageError("'{format}' is not a form of the comparison; choose from {formats}",
                         format=", ".join(strange), formats=", ".join(FORMATS))  # fmt: skip
    paths = [Path(one) for one in args.files]
    journals = [_read(one) for one in paths]
    check(journals)
    try:
        scenario = thaw(journals[0][0].body["scenario"])
    except ValueError as wrong:
        raise JournalError("The scenario in {path} cannot be read by this version of the"
                           " program: {why}", path=paths[0], why=str(wrong).splitlines()[0]) from wrong  # fmt: skip
    facts = side_by_side(journals, scenario, _spreads(args, journals))
    out = Path(args.out) if args.out else paths[0].parent
    for page in pages(facts, facts.frame, "compare", out, args.lang, formats):
        print(page)
    return 0


def _read(path: Path) -> list[Entry]:
    journal = Journal.open(path)
    entries = list(journal)
    journal.close()
    return entries


def _spreads(
    args: argparse.Namespace, journals: Sequence[Sequence[Entry]]
) -> list[dict[str, list[float]]]:
    """What chance alone gives each group: its own input again with other seeds."""
    if args.runs <= 0:
        return []
    if any(entries[0].body.get("world") != WORLD for entries in journals):
        print(say(args.lang, "A journal is of another world: what chance alone gives is not"
                             " computed."), file=sys.stderr)  # fmt: skip
        return []
    from ttx.pool import workers
    from ttx.variant_spread import seeds, spread

    made = []
    many = workers() if args.workers is None else args.workers
    for number, entries in enumerate(journals):

        def told(share: float, number: int = number) -> None:
            done = round(100 * (number + share) / len(journals))
            words = say(args.lang, "Chance alone, computed: {done} %", done=done)
            print(f"\r{words}", end="", file=sys.stderr, flush=True)

        own = int(entries[0].body["seed"])
        made.append(spread(entries, seeds(own, args.runs), many, told))
    print(file=sys.stderr)
    return made
