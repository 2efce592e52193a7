"""A report cut to what somebody may read: by its parts, and by who wrote a comment.

The templates leave a mark where a part begins, and around every comment; no text of
people can hold one. Nothing is made here, only left out.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from ttx.actions import OPENED_BY, PARTS

_PART = re.compile(r"<!--part:([a-z-]*)-->")
_HEAD = re.compile(r"<h2 id=.*?</h2>", re.S)
_FIRST_LINE = re.compile(r"^## .*$", re.M)
_BY = re.compile(r"<!--by:([A-Za-z0-9_-]+)-->(.*?)<!--/by-->\n?", re.S)
_MARK = re.compile(r"<!--/?[a-z]+:?[^>]*-->\n?")
STEPS = {"own": "hot-wash", "knew": "truth", "influence": "influence"}
"""What is read before a release: the steps of looking back, in their order."""


def readable(shown: Sequence[str]) -> tuple[str, ...]:
    """The parts that a table may read when the leader has shown this; none: no page."""
    if "debrief" not in shown:
        return tuple(part for part, step in STEPS.items() if step in shown)
    parts = [one for one in PARTS if OPENED_BY.get(one, "debrief") in shown]
    return ("front", *parts)


def cut(page: str, parts: Collection[str], later: str = "") -> str:
    """The page with these parts only; `later` stands where another part would be.

    What stands outside all parts, and the parts named `always`, are kept.
    """
    pieces = _PART.split(page)
    kept = [pieces[0]]
    for name, piece in zip(pieces[1::2], pieces[2::2], strict=True):
        if name == "always" or name in parts:
            kept.append(piece)
        elif later:
            kept.append(_later(piece, later))
    return "".join(kept)


def _later(piece: str, sentence: str) -> str:
    """The head of a part, and the sentence that it comes later."""
    found = (_HEAD if "<h2" in piece else _FIRST_LINE).search(piece)
    if found is None:
        return ""
    if "<h2" in found[0]:
        return f'{found[0]}\n<p class="note">{sentence}</p>\n'
    return f"\n{found[0]}\n\n{sentence}\n"


def without_others(page: str, seats: Collection[str]) -> str:
    """The page with the comments of these seats only."""
    return _BY.sub(lambda found: found[2] if found[1] in seats else "", page)


def bare(page: str) -> str:
    """The page without any mark."""
    return _MARK.sub("", page)
