"""What happened while tables talked, typed afterwards from paper: kept until the commit.

Messages, spoken contacts, requests and the cards of exercise control wait as drafts
beside the tables' decisions. They are entered in the order of the moments that stand on
the paper. It never decides what a paper means.
"""

from __future__ import annotations

from dataclasses import replace

from ttx.actions import SLIPS, Action, Handle, HandOver, Message, from_plain
from ttx.errors import Refusal
from ttx.exercise import Exercise
from ttx.journal import Draft, Entry

KINDS = tuple(kind.__name__ for kind in SLIPS)


def is_slip(draft: Draft) -> bool:
    """Whether a draft is something of the talk; else it is a decision of a table."""
    return draft.action["kind"] in KINDS


def slips(exercise: Exercise) -> list[Draft]:
    """All slips that wait, by the moment on the paper, else in the order typed."""
    found = [one for one in exercise.journal.drafts() if is_slip(one)]
    return sorted(found, key=lambda one: (one.action.get("on_paper") or 0, one.number))


def behind(action: Action) -> int | None:
    """The slip that a slip belongs to (an answer, a step of a request), by its draft.

    While both wait, the draft is meant by its number below zero: `reply_to=-17`.
    """
    at = None
    if isinstance(action, Message):
        at = action.reply_to
    elif isinstance(action, Handle):
        at = action.entry
    return -at if at is not None and at < 0 else None


def refuses(exercise: Exercise, action: Action, by: str) -> Refusal | None:
    """Why a slip would be refused as things stand; None if it would not."""
    draft = behind(action)
    if draft is None:
        return exercise.refuses(action, by)
    if draft not in [one.number for one in exercise.journal.drafts()]:
        return Refusal("unknown-entry", {"entry": str(draft)})
    if isinstance(action, Message):
        return exercise.refuses(replace(action, reply_to=None), by)
    return None


def enter_slips(exercise: Exercise) -> None:
    """Enter all slips; what is refused is kept with its reason.

    A message that takes its time is handed over if that time lies within the talk, or if
    somebody answered it on paper; else the world brings it.
    """
    waiting = slips(exercise)
    answered = {behind(from_plain(one.action)) for one in waiting}
    for draft in waiting:
        action = from_plain(draft.action)
        entry = enter_once(exercise, draft, _bound(exercise, action, draft.by))
        if isinstance(action, Message):
            _carried(exercise, action, entry, draft.number in answered)


def enter_once(exercise: Exercise, draft: Draft, action: Action) -> Entry:
    """Enter a draft and take it away; one that was entered before is only taken away."""
    journal = exercise.journal
    command = f"draft/{draft.number}"
    entry, _ = journal.answered(command)
    if entry is None:
        beside = journal.wall, journal.table
        journal.wall, journal.table = draft.wall, draft.table
        entry = exercise.submit(action, draft.by, command=command)
        journal.wall, journal.table = beside
    journal.erase([draft.number])
    return entry


def _bound(exercise: Exercise, action: Action, by: str) -> Action:
    """A slip that speaks of another by its draft, now that this one has an entry."""
    draft = behind(action)
    asked, _ = exercise.journal.answered(f"draft/{draft}")
    if draft is None or asked is None:
        return action
    if isinstance(action, Handle):
        return replace(action, entry=asked.seq)
    assert isinstance(action, Message)
    came = (
        entry.seq for entry in exercise.journal.since(asked.seq)
        if entry.kind == "delivered" and entry.body["cause"] == asked.seq
        and by in entry.body["to"]
    )  # fmt: skip
    letter = next(came, None)
    to = action.to if letter else (asked.body["by"],)  # it never came, and was answered
    return replace(action, reply_to=letter, to=to)


def _carried(exercise: Exercise, action: Message, entry: Entry, answered: bool) -> None:
    """Hand over what on paper had arrived before the talk was over."""
    move, at = exercise.move, action.on_paper
    for number in list(exercise.post.underway):
        sent = exercise.journal.entry(number)
        if sent is None or sent.body["cause"] != entry.seq:
            continue
        due, ends = sent.body["due"], exercise.now + (move.talk if move else 0)
        begun = max(at if at is not None else exercise.now, exercise.now)
        in_time = due is not None and begun + due - sent.at <= ends
        if in_time or answered:
            exercise.submit(HandOver(number), "clock", "excon")
