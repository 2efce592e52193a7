"""Where a request stands, as one seat can know it; and the contacts of a seat.

A step that another took is seen when word of it arrived, not before. Nothing here says
how well a request was handled.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from ttx.actions import REQUEST_STATES
from ttx.evaluation_log import seat_named
from ttx.exercise import staff
from ttx.journal import Entry
from ttx.picture_sight import NO_POST, Sight
from ttx.view import Spoken, Step

FURTHEST = REQUEST_STATES[:4]
"""The steps in their order; a request stands at the furthest that was taken."""


def steps_of(sight: Sight, asked: int, seat: str, until: int) -> tuple[Step, ...]:
    """The steps of a request that a seat knows of, in the order in which it was asked."""
    source = sight.exercise.journal.entry(asked)
    if source is None:
        return ()
    found = []
    for entry in sight.book.steps.get(asked, ()):
        by = entry.body["by"]
        answered = entry.body["action"]["kind"] == "Message"
        if answered and by == source.body["by"]:
            continue  # the asker wrote on: that is no answer
        if by == seat or staff(seat) or _known(sight, source, entry, seat, until):
            found.append(_step(entry))
    return tuple(found)


def _known(sight: Sight, source: Entry, step: Entry, seat: str, until: int) -> bool:
    """Spoken requests are settled face to face; of typed ones word has to arrive."""
    if source.body["action"]["kind"] == "Contact":
        return True
    return sight.book.knows_of(step.seq, seat, until)


def _step(entry: Entry) -> Step:
    action = entry.body["action"]
    return Step(entry.at, action.get("state", "answered"), entry.body["by"],
                action.get("owner", ""),
                action.get("text", "") if action["kind"] == "Handle" else "")  # fmt: skip


def state_of(steps: Sequence[Step]) -> str:
    """The furthest step; refused where that was the last word on it."""
    told = [one.state for one in steps]
    said = [one for one in told if one != "answered"]
    if said and said[-1] == "refused":
        return "refused"
    reached = [one for one in FURTHEST if one in told]
    return reached[-1] if reached else "asked"


def owner_of(steps: Sequence[Step]) -> str:
    """Who owns it, as it was last said."""
    return next((one.owner for one in reversed(steps) if one.owner), "")


def contacts(sight: Sight, seat: str, until: int) -> tuple[Spoken, ...]:
    """What a seat noted, and the spoken requests that others noted with it."""
    stands = sight.book.newest_but(*NO_POST), sight.told(until)
    return sight.once(("contacts", seat), stands, lambda: _contacts(sight, seat, until))


def _contacts(sight: Sight, seat: str, until: int) -> tuple[Spoken, ...]:
    made = []
    for entry in sight.book.contacts:
        action, by = entry.body["action"], entry.body["by"]
        request = action.get("request", "")
        concerned = bool(request) and by != seat and _is(sight, action, seat)
        if by == seat or staff(seat) or concerned:
            steps = steps_of(sight, entry.seq, seat, until) if request else ()
            made.append(Spoken(
                entry.seq, entry.at, by, _who(action),
                action.get("how", "in person"), action["about"],
                action.get("outcome", ""), _turned(request) if concerned else request,
                state_of(steps) if request else "", owner_of(steps), steps))  # fmt: skip
    return tuple(made)


def _who(action: dict[str, Any]) -> str:
    """With whom; an evaluator who saw two others speak names both."""
    seen = action.get("seen", "")
    return f"{seen} > {action['with_whom']}" if seen else str(action["with_whom"])


def _is(sight: Sight, action: dict[str, Any], seat: str) -> bool:
    """Whether a contact was with this seat, however it was written down."""
    return seat_named(sight.exercise.scenario, action["with_whom"]) == seat


def _turned(request: str) -> str:
    """One side's `ours` is the other's `theirs`."""
    return {"ours": "theirs", "theirs": "ours"}[request]
