"""May it be done: one small check for each action, after who may ask it.

A check reads the state and answers None, or the refusal that people will read.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ttx.actions import (
    BY_EVALUATOR,
    ON_THE_REPORT,
    Acknowledge,
    Action,
    Adjudicate,
    Attendance,
    Comment,
    Contact,
    Decision,
    Finding,
    Fog,
    Handle,
    HandOut,
    HandOver,
    Hold,
    Improvement,
    Improvise,
    Jump,
    Message,
    Observe,
    Overdue,
    Override,
    Particulars,
    Postpone,
    Pull,
    Rate,
    Reflect,
    Release,
    Rescind,
    Resend,
    Retract,
    Reveal,
    Script,
    Settle,
    Share,
    SignOff,
    Skip,
    StandingOrder,
    Status,
    TakeOver,
    TurnTo,
    Weigh,
    Withdraw,
)  # fmt: skip
from ttx.errors import Refusal
from ttx.exercise_after import (
    may_attend,
    may_comment,
    may_find,
    may_plan,
    may_reveal,
    may_set_status,
    may_sign,
    may_weigh,
    may_withdraw,
)
from ttx.exercise_requests import SPOKEN, may_handle, receivers, source
from ttx.exercise_roles import not_theirs
from ttx.exercise_state import NEXT, State
from ttx.moment import offset
from ttx.scenario.seats import STAFF, kind_of
from ttx.scenario.ways import GREEDY, parted, usual
from ttx.text import Text
from ttx.world import begins

SLACK = 1.0
"""Shares may add up to this much more than there is, in the unit: they are rounded."""
AFTERWARDS = (Reflect, Reveal, *BY_EVALUATOR, *ON_THE_REPORT, Handle, Acknowledge)
BEFORE_TOO = (Attendance, Particulars, SignOff)
"""What is known of the report before ENDEX: who is there, and what experts signed."""
Check = Callable[[State, Any, str], Refusal | None]


def refusal(ex: State, action: Action, by: str) -> Refusal | None:
    """Why this cannot be done now by this seat; None if it can."""
    if ex.over and not isinstance(action, AFTERWARDS) and kind_of(ex.scenario, by):
        return Refusal("exercise-over")
    early = isinstance(action, ON_THE_REPORT) and not isinstance(action, BEFORE_TOO)
    if no := not_theirs(ex, action, by):
        return no
    if early and not ex.over:
        return Refusal("report-after")
    if no := _no_moment(ex, action):
        return no
    check = _CHECKS.get(type(action))
    return check(ex, action, by) if check else None


def _no_moment(ex: State, action: Action) -> Refusal | None:
    """What was written on paper was written between the start and the end."""
    at = getattr(action, "on_paper", None)
    if at is None or begins(ex.scenario) <= at <= ex.scenario.endex:
        return None
    return Refusal("off-paper", {"endex": offset(ex.scenario.endex)})


def _may_decide(ex: State, action: Decision, by: str) -> Refusal | None:
    return ex.decisions.refusal(action, ex.table(by))


def _may_stand(ex: State, action: StandingOrder, by: str) -> Refusal | None:
    if action.option not in ex.scenario.options:
        return Refusal("unknown-option", {"option": action.option})
    if action.gauge not in ex.world.gauges:
        return Refusal("unknown-gauge", {"gauge": action.gauge})
    if action.comparison not in ("below", "above", "at_least", "at_most"):
        wanted = "below, above, at_least, at_most"
        return Refusal("bad-value", {"value": "when", "wanted": wanted,
                                     "given": action.comparison})  # fmt: skip
    return ex.decisions.wrong_values(ex.scenario.options[action.option], action.values)


def _may_rescind(ex: State, action: Rescind, by: str) -> Refusal | None:
    if not ex.decisions.held(action.entry, by):
        return Refusal("unknown-entry", {"entry": str(action.entry)})
    return None


def _may_turn(ex: State, action: TurnTo, by: str) -> Refusal | None:
    move = next((m for m in ex.scenario.moves if m.id == action.move), None)
    if move is None:
        return Refusal("unknown-move", {"move": action.move})
    allowed = NEXT[ex.state]
    if action.state not in allowed:
        return Refusal("wrong-order", {"state": ex.state, "next": ", ".join(allowed)})
    expected = ex.next_move() if action.state == "brief" else ex.move
    if move is not expected:
        return Refusal("unknown-move", {"move": action.move})
    if ex.now < move.at:
        more: dict[str, str | Text] = {"moment": offset(move.at), "now": offset(ex.now)}
        return Refusal("not-there-yet", {"move": move.title, **more})
    return None


def _known_inject(ex: State, action: Any, by: str) -> Refusal | None:
    if action.inject not in ex.msel.lines:
        return Refusal("unknown-inject", {"inject": action.inject})
    if isinstance(action, Overdue):
        return None
    delivered = ex.msel.lines[action.inject].state == "delivered"
    if isinstance(action, Release | Hold | Postpone | Skip) and delivered:
        return Refusal("already-delivered", {"inject": action.inject})
    if isinstance(action, Resend | Retract | HandOut) and not delivered:
        return Refusal("not-delivered", {"inject": action.inject})
    return None


def _may_write(ex: State, action: Any, by: str) -> Refusal | None:
    if not action.text.strip():
        return Refusal("empty")
    known = [*ex.scenario.teams, *(t.id for t in ex.scenario.tables), *STAFF, "all"]
    known += list(ex.scenario.personas)
    strange = [one for one in action.to if one not in known]
    if strange:
        return Refusal("unknown-team", {"team": strange[0]})
    if not isinstance(action, Message):
        return None
    if action.reply_to is not None and not _theirs(ex, action.reply_to, by):
        return Refusal("unknown-entry", {"entry": str(action.reply_to)})
    if ex.scenario.channels and action.channel not in ex.scenario.channels:
        wanted = ", ".join(ex.scenario.channels)
        return Refusal("bad-value", {"value": "channel", "wanted": wanted,
                                     "given": action.channel})  # fmt: skip
    return _no_access(ex, action, by) or _channel_down(ex, action, by)


def _no_access(ex: State, action: Message, by: str) -> Refusal | None:
    """A way that not everybody has reaches, and serves, only those who have it."""
    channel = ex.scenario.channels.get(action.channel)
    if channel is None:
        return None
    for seat in [by, *receivers(ex, action, by)]:
        table = ex.scenario.table(seat)
        if table and not channel.open_to(table.id, table.team):
            return Refusal(
                "no-access", {"channel": channel.title, "table": table.title}
            )
    return None


def _theirs(ex: State, entry: int, by: str) -> bool:
    """Whether a letter came to this seat, or was written by it."""
    found = ex.journal.entry(entry)
    if found is None or by in ("leader", "response"):
        return found is not None
    if found.kind in ("delivered", "sent") and by in found.body["to"]:
        return found.kind == "delivered"
    asked = source(ex, entry)
    return asked is not None and asked.body["by"] == by


def _channel_down(ex: State, action: Message, by: str) -> Refusal | None:
    if not ex.post.refuses(action.channel, by, receivers(ex, action, by)):
        return None
    channel = ex.scenario.channels[action.channel]
    return Refusal("channel-down", {"channel": channel.title})


def _may_speak(ex: State, action: Contact, by: str) -> Refusal | None:
    if action.request not in SPOKEN:
        return Refusal("bad-value", {"value": "request", "given": action.request,
                                     "wanted": "ours, theirs"})  # fmt: skip
    return Refusal("empty") if action.request and not action.about.strip() else None


def _may_share(ex: State, action: Share, by: str) -> Refusal | None:
    return ex.shared.refusal(action, by, ex.clear(by))


def _may_lift(ex: State, action: Fog, by: str) -> Refusal | None:
    if action.table and ex.scenario.table(action.table) is None:
        return Refusal("unknown-team", {"team": action.table})
    return None


def _may_hand_over(ex: State, action: HandOver, by: str) -> Refusal | None:
    if action.entry not in ex.post.underway:
        return Refusal("not-underway")
    return None


def _may_acknowledge(ex: State, action: Acknowledge, by: str) -> Refusal | None:
    letter = ex.journal.entry(action.entry)
    if letter is None or letter.kind != "delivered" or by not in letter.body["to"]:
        return Refusal("unknown-entry", {"entry": str(action.entry)})
    return None


def _may_rule(ex: State, action: Adjudicate, by: str) -> Refusal | None:
    entry = ex.journal.entry(action.entry)
    let_in = entry and entry.kind == "asked" and entry.body["refusal"] is None
    asked = entry.body["action"] if entry and let_in else {}
    if asked.get("kind") != "Decision" or asked.get("option"):
        return Refusal("unknown-entry", {"entry": str(action.entry)})
    if action.ruling not in ("option", "lever", "answer", "none"):
        return Refusal("bad-value", {"value": "ruling", "given": action.ruling,
                                     "wanted": "option, lever, answer, none"})  # fmt: skip
    if action.entry in ex.ruled:
        return Refusal("settled")
    if action.ruling == "option":
        option = ex.scenario.options.get(action.option)
        if option is None:
            return Refusal("unknown-option", {"option": action.option})
        return ex.decisions.wrong_values(option, action.values)
    if action.ruling == "lever" and action.lever not in ex.world.levers:
        return Refusal("unknown-lever", {"lever": action.lever})
    return None


def _may_override(ex: State, action: Override, by: str) -> Refusal | None:
    if action.gauge not in ex.world.gauges:
        return Refusal("unknown-gauge", {"gauge": action.gauge})
    return None if action.why.strip() or action.clear else Refusal("needs-reason")


def _may_pull(ex: State, action: Pull, by: str) -> Refusal | None:
    stack = ex.world.levers.get(action.lever)
    if stack is None:
        return Refusal("unknown-lever", {"lever": action.lever})
    low, high = stack.lever.low, stack.lever.high
    if not low <= action.value <= high:
        return Refusal("not-in-band", {"value": f"{action.value:g}", "gauge": action.lever,
                                       "low": f"{low:g}", "high": f"{high:g}"})  # fmt: skip
    return None


def _may_take_over(ex: State, action: TakeOver, by: str) -> Refusal | None:
    if ex.scenario.table(action.team) is None:
        return Refusal("unknown-team", {"team": action.team})
    around, inner = parted(action.policy)
    if around == GREEDY:
        return Refusal("looks-ahead", {"policy": action.policy})
    inner = inner or usual(ex.scenario.policies)
    if action.policy and inner not in ex.scenario.policies:
        return Refusal("unknown-policy", {"policy": action.policy})
    return None


def _may_jump(ex: State, action: Jump, by: str) -> Refusal | None:
    if ex.scenario.pace != "running":
        return Refusal("wrong-pace", {"pace": Text("rondes", "moves")})
    if action.to <= ex.now:
        return Refusal("past", {"moment": offset(action.to)})
    if action.to > ex.scenario.endex:
        return Refusal("after-endex", {"endex": offset(ex.scenario.endex)})
    return None


def _may_rate(ex: State, action: Rate, by: str) -> Refusal | None:
    if ex.scenario.purpose == "orient":
        return Refusal("no-rating")
    tasks = {task.id: task for one in ex.scenario.objectives for task in one.tasks}
    if action.task not in tasks:
        return Refusal("unknown-task", {"task": action.task})
    scale = tasks[action.task].scale
    if action.rating not in scale:
        return Refusal("bad-value", {"value": "rating", "given": action.rating,
                                     "wanted": ", ".join(scale)})  # fmt: skip
    return None


def _may_observe(ex: State, action: Observe, by: str) -> Refusal | None:
    if not action.text.strip():
        return Refusal("empty")
    if action.sort not in ("strength", "gap", "risk", "idea"):
        return Refusal("bad-value", {"value": "sort", "given": action.sort,
                                     "wanted": "strength, gap, risk, idea"})  # fmt: skip
    seen = ex.now if action.seen_at is None else action.seen_at
    if not begins(ex.scenario) <= seen <= ex.now:
        return Refusal("no-moment", {"now": offset(ex.now)})
    return None


def _may_settle(ex: State, action: Settle, by: str) -> Refusal | None:
    if f"{action.stock}.amount" not in ex.world.gauges:
        return Refusal("no-claim", {"stock": action.stock})
    there = ex.world.read(f"{action.stock}.amount")
    shares = [amount for _, amount in action.shares]
    if sum(shares) > there + SLACK or any(amount < 0 for amount in shares):
        return Refusal(
            "too-much", {"given": f"{sum(shares):.0f}", "there": f"{there:.0f}"}
        )
    return None


_CHECKS: dict[type[Action], Check] = {
    Decision: _may_decide, StandingOrder: _may_stand, TurnTo: _may_turn,
    Overdue: _known_inject, Release: _known_inject, Hold: _known_inject, Postpone: _known_inject,
    Skip: _known_inject, Resend: _known_inject, Retract: _known_inject, HandOut: _known_inject,
    Message: _may_write, Improvise: _may_write, Script: _may_write,
    Acknowledge: _may_acknowledge, Reveal: may_reveal, Handle: may_handle, Adjudicate: _may_rule,
    Contact: _may_speak, Share: _may_share, Fog: _may_lift, HandOver: _may_hand_over,
    Override: _may_override, Pull: _may_pull, TakeOver: _may_take_over,
    Jump: _may_jump, Rate: _may_rate, Observe: _may_observe, Settle: _may_settle,
    Rescind: _may_rescind, Finding: may_find, Improvement: may_plan, Weigh: may_weigh,
    Comment: may_comment, Withdraw: may_withdraw, Status: may_set_status,
    Attendance: may_attend, SignOff: may_sign,
}  # fmt: skip
