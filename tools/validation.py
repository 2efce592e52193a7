"""The table of docs/validation.md that is played: every queueing network with its tests.

It plays each file of tests/networks/ and writes what was expected, what came out and how
far apart they may be. The other tables of that page are written by hand.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

from ttx import library
from ttx.rehearsal.expectations import Result, results

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "validation.md"
_PART = re.compile(r"(<!-- played -->\n).*?(<!-- end -->)", re.DOTALL)
_HEAD = (
    "| network | what | source | expected | got | may differ | runs | fits |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
)


def rows() -> list[str]:
    """One line of the table for every test of every network."""
    found = [*_HEAD]
    for path in sorted((ROOT / "tests" / "networks").glob("*.yaml")):
        scenario = library.load(str(path)).scenario
        found += [_row(path.stem, one) for one in results(scenario)]
    return found


def _row(name: str, one: Result) -> str:
    fits = "yes" if one.met else "**no**"
    cells = (name, one.test.says, one.test.source, f"{one.wanted:.4g}", f"{one.got:.4g}",
             f"{one.room:.2g} ({one.test.within})", str(one.runs), fits)  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def main() -> None:
    """Write the table anew."""
    text = PAGE.read_text(encoding="utf-8")
    made = "\n".join(rows())
    PAGE.write_text(
        _PART.sub(lambda m: f"{m[1]}{made}\n{m[2]}", text), encoding="utf-8"
    )
    sys.stdout.write(f"{PAGE.name}\n")


if __name__ == "__main__":
    main()
