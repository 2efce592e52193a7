"""The shared picture as one seat sees it: each item with its owner, its text, its time.

A table whose line fell sees what stood there before; it changes nothing.
"""

from __future__ import annotations

from ttx.journal import Entry
from ttx.picture_sight import Sight
from ttx.scenario import SharedPicture
from ttx.text import Text
from ttx.view import Item, Shared


def shared_of(sight: Sight, seat: str, until: int) -> Shared | None:
    """The shared picture of a seat; None where it takes part in none."""
    ex, shared = sight.exercise, sight.exercise.shared
    planned = shared.planned
    if planned is None:
        return None
    table = ex.scenario.table(seat)
    if table is not None and table not in shared.members:
        return None
    book = sight.book
    stands = book.newest("Share", "reached"), sight.told(until), ex.clear(seat)
    return sight.once(
        ("shared", seat), stands, lambda: _shared(sight, planned, seat, until)
    )


def _shared(sight: Sight, planned: SharedPicture, seat: str, until: int) -> Shared:
    ex = sight.exercise
    table = ex.scenario.table(seat)
    cut = _cut(sight, seat, until) if table and not ex.clear(seat) else None
    upto = cut.seq if cut else until
    written = [one for one in sight.book.shared if one.seq <= upto]
    last = {_item(one): one for one in written}
    names = [*(one.id for one in planned.items), *last]
    items = tuple(
        _one(sight, name, seat, last.get(name)) for name in dict.fromkeys(names)
    )
    writes = (table is not None or seat == "response") and cut is None
    return Shared(planned.title, planned.says, items, cut.at if cut else None, writes)


def _cut(sight: Sight, seat: str, until: int) -> Entry | None:
    """The entry with which this table's line fell, while it is down."""
    told = [one for one in sight.book.reached.get(seat, ()) if one.seq <= until]
    return told[-1] if told and not told[-1].body["on"] else None


def _item(entry: Entry) -> str:
    return entry.body["action"]["item"] or f"item-{entry.seq}"


def _one(sight: Sight, name: str, seat: str, written: Entry | None) -> Item:
    shared = sight.exercise.shared
    owner = shared.owners.get(name, "")
    text = written.body["action"]["text"] if written else ""
    title = shared.titles.get(name, Text(name, name))
    return Item(name, title, shared.title_of(owner), shared.keeps(seat, name), text,
                written.at if written else None)  # fmt: skip
