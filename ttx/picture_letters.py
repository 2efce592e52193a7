"""The messages of a seat: what it received, what it sent, and what became of them."""

from __future__ import annotations

from ttx.journal import Entry
from ttx.picture_sight import Sight
from ttx.text import Text
from ttx.view import Letter


def letters(sight: Sight, seat: str, until: int) -> tuple[Letter, ...]:
    """The messages of a seat: received and sent, oldest first."""
    made = []
    for entry in sight.book.delivered:
        if entry.seq > until:
            continue
        mine = author(sight, entry) == seat
        if mine or seat == "leader" or seat in entry.body["to"]:
            made.append(letter(sight, entry, seat, mine))
    return tuple(made)


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


def letter(sight: Sight, entry: Entry, seat: str, mine: bool = False) -> Letter:
    """One delivered entry as a letter of a seat."""
    body, book = entry.body, sight.book
    asked = (
        sight.exercise.journal.entry(body["cause"])
        if isinstance(body["cause"], int)
        else None
    )
    action = asked.body.get("action", {}) if asked else {}
    handled = book.handled.get(entry.seq) or (
        book.handled.get(asked.seq) if asked else None
    )
    step = handled.body["action"] if handled else {}
    readers = book.read_by.get(entry.seq, [])
    read = seat in readers if seat != "leader" else set(body["to"]) <= set(readers)
    return Letter(
        entry.seq, entry.at, body["kind"] if body["kind"] in _KINDS else "inject",
        text_of(body["sender"]), tuple(body["to"]), body["channel"], text_of(body["title"]),
        text_of(body["text"]), body["inject"], read, mine, body["inject"] in book.retracted,
        step.get("state", "asked") if body["kind"] == "request" else "",
        step.get("owner", ""), action.get("reply_to"),
    )  # fmt: skip


_KINDS = ("message", "request", "reply", "answer", "script")


def text_of(pair: dict[str, str]) -> Text:
    return Text(pair.get("nl", ""), pair.get("en", ""))
