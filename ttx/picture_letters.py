"""The messages of a seat: what it received, what it sent, and what became of them.

Who sent a message sees that it was sent, never what became of it on the way; exercise
control sees its true fate.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from ttx.exercise import staff
from ttx.journal import Entry
from ttx.picture_requests import owner_of, state_of, steps_of
from ttx.picture_sight import NO_POST, Sight
from ttx.text import Text
from ttx.view import Letter


def letters(sight: Sight, seat: str, until: int) -> tuple[Letter, ...]:
    """The messages of a seat: received and sent, oldest first."""
    fates = [(n, one.route.fate) for n, one in sight.exercise.post.underway.items()]
    stands = sight.book.newest_but(*NO_POST), sight.told(until), fates
    return sight.once(("letters", seat), stands, lambda: tuple(sorted(
        [*_received(sight, seat, until), *on_the_way(sight, seat, until)],
        key=lambda one: one.entry,
    )))  # fmt: skip


def _received(sight: Sight, seat: str, until: int) -> Iterator[Letter]:
    for entry in sight.book.delivered:
        if entry.seq > until:
            continue
        wrote = author(sight, entry)
        if wrote == seat and not _split(sight, entry):
            yield letter(sight, entry, seat, True, until)
        elif wrote != seat and (seat == "leader" or seat in entry.body["to"]):
            yield letter(sight, entry, seat, False, until)


def on_the_way(sight: Sight, seat: str, until: int) -> Iterator[Letter]:
    """What is or was on its way: for its sender as sent, for control with its fate."""
    for parcel in sight.book.parcels.values():
        sent = parcel.sent
        if sent.seq > until or sent.body["kind"] == "state":
            continue
        left = [one for one in sent.body["to"] if one not in parcel.arrived]
        asked = sight.exercise.journal.entry(sent.body["cause"])
        mine = asked is not None and asked.body["by"] == seat
        if mine:
            yield _own(sight, sent, seat, until, bool(left))
        elif left and (seat == "leader" or (seat == "response" and seat in left)):
            body = {**sent.body, "to": left}
            now = letter(sight, sent._replace(body=body), seat, False, until)
            yield _with_fate(sight, now, sent)


def _own(sight: Sight, sent: Entry, seat: str, until: int, left: bool) -> Letter:
    """A sender's letter: to all that it was for, and nothing of what came of it."""
    at_once = [
        one for e in sight.book.delivered
        if e.body["cause"] == sent.body["cause"] and "sent" not in e.body
        for one in e.body["to"]
    ]  # fmt: skip
    body = {**sent.body, "to": [*at_once, *sent.body["to"]]}
    made = letter(sight, sent._replace(body=body), seat, True, until)
    return _with_fate(sight, made, sent) if left and staff(seat) else made


def _with_fate(sight: Sight, one: Letter, sent: Entry) -> Letter:
    parcel = sight.exercise.post.underway.get(sent.seq)
    fate = parcel.route.fate if parcel else sent.body["fate"]
    due = sent.body["due"] if fate == "underway" else None
    return replace(one, fate=fate, due=due)


def _split(sight: Sight, entry: Entry) -> bool:
    """Whether some or all of a message took time: its sender sees it as sent once."""
    return entry.body["cause"] in sight.book.posted


def author(sight: Sight, entry: Entry) -> str:
    """The seat that wrote a message; empty for an inject of the draaiboek."""
    cause = entry.body["cause"]
    if entry.body["inject"] or not isinstance(cause, int):
        return ""
    asked = sight.exercise.journal.entry(cause)
    kinds = ("Message", "Improvise", "Script")
    if asked is None or asked.body.get("action", {}).get("kind") not in kinds:
        return ""
    return str(asked.body["by"])


def author_of(sight: Sight, entry: int) -> str:
    """The seat that wrote what this entry sends."""
    sent = sight.exercise.journal.entry(entry)
    return author(sight, sent) if sent is not None else ""


def letter(sight: Sight, entry: Entry, seat: str, mine: bool = False,
           until: int | None = None) -> Letter:  # fmt: skip
    """One delivered (or sent) entry as a letter of a seat."""
    body, book, journal = entry.body, sight.book, sight.exercise.journal
    cause = body["cause"]
    asked = journal.entry(cause) if isinstance(cause, int) else None
    action = asked.body.get("action", {}) if asked else {}
    request = body["kind"] == "request" and asked is not None
    until = len(journal) if until is None else until
    steps = steps_of(sight, asked.seq, seat, until) if request and asked else ()
    readers = book.read_by.get(entry.seq, [])
    read = seat in readers if seat != "leader" else set(body["to"]) <= set(readers)
    late = "sent" in body and asked is not None
    return Letter(
        entry.seq, entry.at, body["kind"] if body["kind"] in _KINDS else "inject",
        text_of(body["sender"]), tuple(body["to"]), body["channel"], text_of(body["title"]),
        text_of(body["text"]), body["inject"], read, mine, body["inject"] in book.retracted,
        state_of(steps) if request else "", owner_of(steps), action.get("reply_to"), steps,
        asked.at if late and asked else None,
    )  # fmt: skip


_KINDS = ("message", "request", "reply", "answer", "script")


def text_of(pair: dict[str, str]) -> Text:
    return Text(pair.get("nl", ""), pair.get("en", ""))
