"""What a seat sees of the report as people write it, and of the tables' own accounts.

Staff see all of it; a table its own comments, once the debrief was released to it. A
reading like any other: it changes nothing.
"""

from __future__ import annotations

from dataclasses import replace

from ttx.actions import Particulars
from ttx.evaluation_work import work
from ttx.picture_sight import Sight
from ttx.text import Text
from ttx.view import Account, Work

WRITERS = ("leader", "evaluator")
"""Kinds of seats that see all that is written on the report."""


def work_of(sight: Sight, seat: str, kind: str) -> Work | None:
    """The report as this seat may work on it; None where it has no hand in it."""
    written = sight.book.written
    if not written and not sight.exercise.over:
        return None
    if kind in WRITERS:
        return _whole(sight)
    return _own(sight, seat) if kind == "table" else None


def _whole(sight: Sight) -> Work:
    """All of it, read again only when something was written or observed."""
    ex, book = sight.exercise, sight.book
    tables = [one.id for one in ex.scenario.tables]
    may = tuple(one for one in tables if "debrief" in ex.shown_to(one))
    stands = len(book.written), book.newest("Observe"), may
    return sight.once(
        ("work",), stands, lambda: replace(work(sight.log()), released=may)
    )


def _own(sight: Sight, seat: str) -> Work:
    """What one table may see: its people, and once released what it wrote."""
    whole = _whole(sight)
    released = "debrief" in sight.exercise.shown_to(seat)
    everybody = whole.status == "adopted"
    return replace(
        whole, status=whole.status if released else "concept", steps=(), findings=(),
        plan=(), verdicts=(), signed=(), releases=(), released=(), tables=(), particulars=Particulars(),
        attendance=tuple(one for one in whole.attendance if one.seat == seat),
        objectives=(), assumptions=(), seen=(),
        comments=tuple(one for one in whole.comments if one.seat == seat or everybody)
        if released else (),
    )  # fmt: skip


def accounts_of(sight: Sight, seat: str, kind: str) -> tuple[Account, ...]:
    """The tables' own accounts by question: staff at once, others once they are shown."""
    ex = sight.exercise
    shown = kind in WRITERS or "hot-wash" in ex.shown_to(seat)
    if not ex.over or not shown:
        return ()
    said: dict[str, dict[str, str]] = {}
    for entry in sight.book.reflected:
        action = entry.body["action"]
        said.setdefault(action["question"], {})[entry.body["by"]] = action["text"]
    titles = {one: key for key in ex.scenario.hot_wash for one in (key.nl, key.en)}
    return tuple(
        Account(titles.get(question, Text(question, question)),
                tuple((ex.title_of(by), text) for by, text in told.items()))
        for question, told in said.items()
    )  # fmt: skip
