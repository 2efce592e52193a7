"""Requests between seats: which entry one is, whose it is, and who answers to whom.

A request is a typed message or a spoken one that somebody noted; both walk through the
same steps. Nothing here decides whether a request was a fair one.
"""

from __future__ import annotations

from ttx.actions import REQUEST_STATES, Contact, Handle, Message, from_plain
from ttx.errors import Refusal
from ttx.evaluation_log import seat_named
from ttx.exercise_state import State
from ttx.journal import Entry

SPOKEN = ("", "ours", "theirs")


def source(ex: State, entry: int) -> Entry | None:
    """What was asked behind an entry: of a letter, the message that it came from."""
    found = ex.journal.entry(entry)
    if found is not None and found.kind in ("delivered", "sent"):
        cause = found.body["cause"]
        found = ex.journal.entry(cause) if isinstance(cause, int) else None
    if found is None or found.kind != "asked" or found.body["refusal"] is not None:
        return None
    return found


def asked_for(ex: State, entry: int) -> Entry | None:
    """The request that an entry belongs to; None if it is none."""
    found = source(ex, entry)
    action = found.body["action"] if found else {}
    if action.get("kind") in ("Message", "Contact") and action.get("request"):
        return found
    return None


def receivers(ex: State, action: Message, by: str) -> list[str]:
    """The seats that a message is for; a reply without names goes to who wrote."""
    personas = [one for one in action.to if one in ex.scenario.personas]
    to = ex.tables_of(action.to) + (["response"] if personas else [])
    if to or action.reply_to is None:
        return list(dict.fromkeys(to))
    asked = source(ex, action.reply_to)
    if asked is not None and asked.body["action"]["kind"] == "Message":
        before = from_plain(asked.body["action"])
        assert isinstance(before, Message)
        wrote = asked.body["by"]
        return receivers(ex, before, wrote) if wrote == by else [wrote]
    letter = ex.journal.entry(action.reply_to)
    if letter is None or letter.kind != "delivered":
        return []
    return [asked.body["by"]] if asked is not None else ["response"]


def sides_of(ex: State, request: Entry) -> list[str]:
    """Both sides of a request: who asked first, then who was asked."""
    action, by = from_plain(request.body["action"]), request.body["by"]
    if isinstance(action, Message):
        return [by, *receivers(ex, action, by)]
    assert isinstance(action, Contact)
    other = seat_named(ex.scenario, action.with_whom)
    if other in ex.scenario.personas:
        other = "response"
    return [other, by] if action.request == "theirs" else [by, other]


def may_handle(ex: State, action: Handle, by: str) -> Refusal | None:
    """Why a seat cannot say where a request stands; None if it can."""
    request = asked_for(ex, action.entry)
    if request is None:
        return Refusal("no-request", {"entry": str(action.entry)})
    if action.state not in REQUEST_STATES:
        wanted = ", ".join(REQUEST_STATES)
        return Refusal("bad-value", {"value": "state", "given": action.state,
                                     "wanted": wanted})  # fmt: skip
    if by not in ("leader", "response", *sides_of(ex, request)):
        return Refusal("not-your-request")
    return None
