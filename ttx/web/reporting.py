"""The pages of the report: to work on it, and to read what was released, with comments.

What may be read is cut on the host; here forms are laid where the report left room.
Nothing in it runs, and nothing of it goes elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Callable

from ttx.actions import (
    ELEMENTS,
    FINDINGS,
    PARTS,
    PLANNED,
    SIGNED,
    STATUSES,
    VERDICTS,
)
from ttx.live.door import Pass
from ttx.live.seat import Seat
from ttx.view import CommentFact, Picture
from ttx.web.pages import Pages
from ttx.web.report_words import ReportTeller

DOCUMENT = ("default-src 'none'; style-src 'unsafe-inline'; img-src data:;"
            " sandbox allow-forms allow-same-origin allow-top-navigation-by-user-activation;"
            " frame-ancestors 'none'; base-uri 'none'; form-action 'self'")  # fmt: skip
"""The report is one file with its style in it: it runs nothing, and has forms at most."""
WRITERS = ("evaluator", "director", "board")
STEPS = (
    ("hot-wash", "1. the tables' own accounts"),
    ("truth", "2. what each table knew, beside what was true"),
    ("influence", "3. the influence of decisions"),
)
"""The order of looking back, under the leader's hand."""
_BESIDE = re.compile(r"<!--beside:([a-z-]+)-->")
_BY = re.compile(r"<!--by:[^>]*-->.*?<!--/by-->\n?", re.S)
_MARK = re.compile(r"<!--/?(?:part|by|beside|weigh)[^>]*-->")
Notice = tuple[str, str, str]


class Reporting:
    """The report's own pages, beside the page of a seat."""

    def __init__(self, pages: Pages) -> None:
        self._pages = pages

    async def work(self, given: Pass, seat: Seat, lang: str, notice: Notice) -> str:
        """The page on which staff work on the report; empty before ENDEX."""
        picture = seat.picture()
        if given.role not in WRITERS or not picture.over or picture.work is None:
            return ""
        told = await seat.sentences()
        teller = ReportTeller(picture, seat.face(), lang)
        html = self._pages.piece(
            "report.html", teller, given, w=picture.work, notice=notice, told=told,
            **words(), tables=teller.titled(picture.work.tables), steps=STEPS,
            latest=_latest(picture, given.seat),
        )  # fmt: skip
        return self._pages.filled(html)

    async def read(self, given: Pass, seat: Seat, lang: str, notice: Notice) -> str:
        """The debrief with room for comments, as far as this seat may read and write."""
        page = await seat.debrief(lang)
        if not page:
            return ""
        picture = seat.picture()
        teller = ReportTeller(picture, seat.face(), lang)
        may = given.role in WRITERS or (
            given.role == "table" and "debrief" in picture.revealed
        )

        def beside(found: re.Match[str]) -> str:
            said = comments(picture, found[1])
            return self._pages.piece("beside.html", teller, given, part=found[1],
                                     said=said, may=may)  # fmt: skip

        head = self._pages.piece("reading.html", teller, given, notice=notice)
        page = _BY.sub("", page).replace("<!--notice-->", head)
        page = _MARK.sub("", _BESIDE.sub(_once(beside), page))
        return self._pages.filled(page)


def _once(made: Callable[[re.Match[str]], str]) -> Callable[[re.Match[str]], str]:
    """What stands beside a part is there once, however often a page names it."""
    done: list[str] = []

    def one(found: re.Match[str]) -> str:
        if found[1] in done:
            return ""
        done.append(found[1])
        return made(found)

    return one


def comments(picture: Picture, part: str) -> tuple[CommentFact, ...]:
    """The comments beside a part that this seat may see."""
    return picture.work.beside(part) if picture.work else ()


def words() -> dict[str, object]:
    """The choices of the forms."""
    return {
        "sorts_found": FINDINGS, "elements": ELEMENTS, "planned": PLANNED,
        "verdicts": VERDICTS, "statuses": STATUSES, "signed": SIGNED, "parts_named": PARTS,
    }  # fmt: skip


def _latest(picture: Picture, seat: str) -> dict[str, str]:
    """This evaluator's own latest verdict on each sentence."""
    found = picture.work.verdicts if picture.work else ()
    return {one.key: one.verdict for one in found if one.seat == seat}


def back_to(wanted: str) -> str:
    """The page to return to after a form: one of the report, or the seat's own."""
    path, _, part = wanted.partition("#")
    if path in ("/report", "/debrief") and re.fullmatch(r"[a-z0-9-]{0,40}", part):
        return wanted
    return "/seat"
