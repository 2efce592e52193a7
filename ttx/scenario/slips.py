"""Slips of the pen that YAML reads as something else, told as what they are.

A comma, a missing space or a curly quote between braces becomes a key without a value;
this says what was written, never what it was read as.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable, Sequence

COMMA = "a comma ends a text between braces; put the text between quotes"
DECIMAL = "a comma ends a value between braces; write a figure with a point, as in 3.5"
SPACE = "a space is missing after '{key}:'"
CURLY = 'curly quotes hold no text together here; use straight ones, as in "..."'
MOST_LISTED = 30
"""More names than this are not listed: nobody reads them."""


def slip(key: str, given: object, known: Sequence[str]) -> tuple[str, str, str]:
    """Code, sentence and key of the slip that made this unknown key; empty if none.

    `given` is what stands behind it (None: nothing), `known` the keys that may be here.
    """
    if given is None and (found := re.match(r"(\w+):\S", key)) and found[1] in known:
        return "space", SPACE, found[1]
    if given is None and re.match(r"\d", key):
        return "comma", DECIMAL, ""
    text = list(known) == ["nl", "en"]
    if text and re.search("[\u2018\u2019\u201c\u201d]$", key):
        return "quotes", CURLY, ""
    return (
        ("comma", COMMA, "") if text and (given is None or " " in key) else ("", "", "")
    )


_OPENS = re.compile(r"\s*(?:- )?(?:[\w.-]+:\s+)?([\"'])(?:(?!\1).)*$")
_FOUND_OPEN = 200
"""So many lines above an error a quote that was not closed is looked for."""


def open_quote(lines: Sequence[str], last: int) -> tuple[int, int] | None:
    """Line and column (from 1) of a quote that was opened and not closed, above an error.

    It is one if the next line with such a quote opens a text itself: there YAML takes
    the quote for the end, and complains further on, in line `last` (from 0).
    """
    for number in range(max(0, last - _FOUND_OPEN), min(last + 1, len(lines))):
        found = _OPENS.match(lines[number])
        if not found:
            continue
        quote, after = found[1], lines[number + 1 : last + 1]
        closes = next((one for one in after if quote in one), "")
        if re.match(r"\s*(?:- )?(?:[\w.-]+:\s+)?" + quote, closes):
            return number + 1, found.start(1) + 1
    return None


def nearest(name: str, known: Iterable[str]) -> str:
    """The known name that was probably meant, or nothing.

    Capitals do not count, and of `a.b.c` the parts that differ must be alike themselves.
    """
    short = [one for one in known if abs(len(one) - len(name)) <= 3 + len(name) // 3]
    small = name.lower()
    if small in short:
        return small
    near = next(iter(difflib.get_close_matches(name[:80], short, 1)), "")
    return near if _alike(name, near) else ""


def _alike(name: str, near: str) -> bool:
    mine, theirs = name.split("."), near.split(".")
    while len(mine) > 1 and len(theirs) > 1 and mine[0] == theirs[0]:
        mine, theirs = mine[1:], theirs[1:]
    while len(mine) > 1 and len(theirs) > 1 and mine[-1] == theirs[-1]:
        mine, theirs = mine[:-1], theirs[:-1]
    pair = ".".join(mine), ".".join(theirs)
    return difflib.SequenceMatcher(None, *pair).ratio() >= 0.5


def ending(what: str, near: str, known: Sequence[str]) -> str:
    """What follows `unknown team 'x'`: the name that was meant, or where to find it."""
    if near:
        return ", did you mean '{near}'?"
    if what in ("gauge", "lever"):
        return "; ttx list --gauges names all that there are"
    return "; there are: {known}" if 0 < len(known) <= MOST_LISTED else ""
