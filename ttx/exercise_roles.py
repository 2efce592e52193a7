"""Who may ask what: the actions of each kind of seat, and the sentence for the others.

One table holds it all; what is not in it is refused. A controller has the leader's
hand on one table only.
"""

from __future__ import annotations

from collections.abc import Mapping

from ttx.actions import (
    BY_EVALUATOR,
    BY_LEADER,
    BY_TEAM,
    Acknowledge,
    Action,
    Adjudicate,
    Attendance,
    Call,
    Comment,
    Contact,
    Endex,
    Finding,
    Handle,
    HandOver,
    Hold,
    Improvement,
    Improvise,
    Message,
    NoPlay,
    Overdue,
    Particulars,
    Postpone,
    Reflect,
    Release,
    Resend,
    Retract,
    Settle,
    Share,
    SignOff,
    Skip,
    Status,
    TakeOver,
    TurnTo,
    Weigh,
    Withdraw,
)  # fmt: skip
from ttx.errors import Refusal
from ttx.exercise_state import State
from ttx.scenario.seats import kind_of, table_of
from ttx.text import Text, both

CORRESPONDENCE = (Message, Handle, Acknowledge)
SPOKEN = (Contact, Reflect)
BESIDE = (Comment, Withdraw, Attendance)
WRITTEN = (Finding, Improvement, Comment, Withdraw)
SET = (Status, Particulars, SignOff, Attendance)
"""What is written beside, on, and around the report."""
MAY: Mapping[str, tuple[type[Action], ...]] = {
    "table": (*BY_TEAM, *CORRESPONDENCE, *SPOKEN, *BESIDE, Share, NoPlay),
    "leader": (*BY_LEADER, *CORRESPONDENCE, *SPOKEN, *WRITTEN, *SET, Call, NoPlay),
    "controller": (Release, Hold, Postpone, Skip, Resend, Retract, Improvise, Adjudicate,
                   Call, NoPlay),
    "response": (Improvise, Call, *CORRESPONDENCE, *SPOKEN, Share, NoPlay),
    "evaluator": (*BY_EVALUATOR, *SPOKEN, *WRITTEN, Weigh, NoPlay),
    "facilitator": (NoPlay,),
    "plenary": (),
    "clock": (TurnTo, Release, Overdue, HandOver, TakeOver, Settle, Endex),
}  # fmt: skip
"""Everybody at the exercise can stop it for something real; a screen can do nothing."""


def not_theirs(ex: State, action: Action, by: str) -> Refusal | None:
    """Why this is not for this seat; None if it is."""
    kind = kind_of(ex.scenario, by)
    if not kind:
        return Refusal("unknown-team", {"team": by})
    if not isinstance(action, MAY[kind]):
        return Refusal("not-allowed", {"who": _whose(action)})
    if kind == "controller" and _elsewhere(ex, action, by):
        return Refusal("other-table")
    return None


def _whose(action: Action) -> Text:
    """Who should be asking this instead."""
    if isinstance(action, (*BY_LEADER, *SET)):
        return both("the director")
    if isinstance(action, BY_TEAM):
        return both("a table")
    if isinstance(action, (*BY_EVALUATOR, *WRITTEN, Weigh)):
        return both("an evaluator")
    return both("the response cell") if isinstance(action, Call) else both("who plays")


def _elsewhere(ex: State, action: Action, by: str) -> bool:
    """Whether a controller reaches past their own table."""
    own = table_of(ex.scenario, by)
    assert own is not None
    if isinstance(action, Improvise):
        return ex.tables_of(action.to) != [own.id]
    if isinstance(action, Adjudicate):
        asked = ex.journal.entry(action.entry)
        return asked is not None and asked.body.get("by") != own.id
    line = ex.msel.lines.get(getattr(action, "inject", ""))
    return line is not None and [t for t in line.to if ex.scenario.table(t)] != [own.id]
