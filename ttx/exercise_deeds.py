"""What comes of it: one small deed for each action that was let in.

A deed changes the state of the exercise and writes down what follows from it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ttx.actions import (
    Acknowledge,
    Action,
    Adjudicate,
    Commit,
    Decision,
    Endex,
    Fog,
    Handle,
    HandOver,
    Hold,
    Improvise,
    Jump,
    Message,
    ModelOff,
    NoPlay,
    Overdue,
    Override,
    Postpone,
    Pull,
    Release,
    Rescind,
    Reseed,
    Resend,
    Retract,
    Reveal,
    Script,
    Settle,
    Share,
    Skip,
    StandingOrder,
    Status,
    TakeOver,
    TurnTo,
)  # fmt: skip
from ttx.exercise_after import reveal
from ttx.exercise_deciding import joined
from ttx.exercise_requests import asked_for, receivers, sides_of
from ttx.exercise_state import State
from ttx.journal import Entry
from ttx.text import Text, clean

Act = Callable[[State, Any, str, Entry], None]


def do(ex: State, action: Action, by: str, entry: Entry) -> None:
    """Let an action that was let in have its consequences."""
    act = _ACTS.get(type(action))
    if act is not None:
        act(ex, action, by, entry)


def _decide(ex: State, action: Decision, by: str, entry: Entry) -> None:
    ex.decisions.enter(action, ex.table(by), entry.seq)


def _stand(ex: State, action: StandingOrder, by: str, entry: Entry) -> None:
    ex.decisions.stand(action, ex.table(by), entry.seq)


def _rescind(ex: State, action: Rescind, by: str, entry: Entry) -> None:
    ex.decisions.rescind(action.entry)


def _commit(ex: State, action: Commit, by: str, entry: Entry) -> None:
    ex.committed[by] = action.ready


def _write(ex: State, action: Message, by: str, entry: Entry) -> None:
    kind = "reply" if action.reply_to else "request" if action.request else "message"
    personas = [one for one in action.to if one in ex.scenario.personas]
    title = Text()
    if personas:
        titles = [ex.scenario.personas[one].title for one in personas]
        title = joined(titles)
    text = Text(clean(action.text), clean(action.text))
    body = ex.letter(receivers(ex, action, by), ex.title_of(by), text, kind,
                     action.channel, entry.seq, title)  # fmt: skip
    ex.post.send("delivered", body, by)


def _handle(ex: State, action: Handle, by: str, entry: Entry) -> None:
    """Word of where a typed request stands goes by the way that the request came."""
    request = asked_for(ex, action.entry)
    if request is None or request.body["action"]["kind"] != "Message":
        return
    sides = sides_of(ex, request)
    others = [one for one in sides if one != by]
    body = {"to": others, "cause": entry.seq, "kind": "state",
            "channel": request.body["action"].get("channel", "email")}  # fmt: skip
    if others:
        ex.post.send("told", body, by)


def _hand_over(ex: State, action: HandOver, by: str, entry: Entry) -> None:
    ex.post.hand_over(action.entry)


def _share(ex: State, action: Share, by: str, entry: Entry) -> None:
    ex.shared.write(action, by, entry.seq)


def _fog(ex: State, action: Fog, by: str, entry: Entry) -> None:
    rooms = [action.table] if action.table else [t.id for t in ex.scenario.tables]
    ex.lifted.update(dict.fromkeys(rooms, not action.on))
    ex.post.let_through()


def _acknowledge(ex: State, action: Acknowledge, by: str, entry: Entry) -> None:
    read = ex.journal.entry(action.entry)
    if read is not None and read.kind == "delivered":
        ex.msel.acknowledged(read.body["inject"])


def _turn(ex: State, action: TurnTo, by: str, entry: Entry) -> None:
    ex.enter_move(next(m for m in ex.scenario.moves if m.id == action.move))
    ex.state = action.state
    if action.state == "run":
        ex.run_from = (ex.now, entry.seq)
        ex.msel.stopped_at = None
        ex.committed.clear()
    ex.record("ran", {"move": action.move, "state": action.state})
    ex.msel.turned(action.move, action.state)
    if action.state in ("brief", "run", "preview"):
        ex.reporting.read()
    ex.post.let_through()


def _release(ex: State, action: Release, by: str, entry: Entry) -> None:
    ex.msel.release(action.inject)


def _hold(ex: State, action: Hold, by: str, entry: Entry) -> None:
    ex.msel.hold(action.inject, action.on)


def _postpone(ex: State, action: Postpone, by: str, entry: Entry) -> None:
    ex.msel.postpone(action.inject, action.by)


def _skip(ex: State, action: Skip, by: str, entry: Entry) -> None:
    ex.msel.drop(action.inject, "skipped", action.why)


def _resend(ex: State, action: Resend, by: str, entry: Entry) -> None:
    line = ex.msel.lines[action.inject]
    sent = ex.journal.entry(line.entry or 0)
    if sent is not None:
        ex.record("delivered", {**sent.body, "cause": "resent"})


def _retract(ex: State, action: Retract, by: str, entry: Entry) -> None:
    ex.msel.drop(action.inject, "retracted", action.why)


def _overdue(ex: State, action: Overdue, by: str, entry: Entry) -> None:
    ex.msel.overdue(action.inject)


def _improvise(ex: State, action: Improvise, by: str, entry: Entry) -> None:
    sender = ex.msel.sender(action.sender) if action.sender else ex.title_of(by)
    text = Text(clean(action.text), clean(action.text))
    ex.tell(ex.tables_of(action.to), sender, text, "inject", action.channel, entry.seq)


def _rule(ex: State, action: Adjudicate, by: str, entry: Entry) -> None:
    asked = ex.journal.entry(action.entry)
    assert asked is not None
    table = ex.table(asked.body["by"])
    ex.ruled.append(action.entry)
    if action.ruling == "option":
        ex.decisions.carry_out(action.option, action.values, table, action.entry)
    elif action.ruling == "lever":
        ex.world.after(
            action.delay,
            lambda: _set_by_hand(ex, action.lever, action.value, action.entry),
        )
    if action.text.strip():
        said = Text(clean(action.text), clean(action.text))
        ex.tell(
            [table.id], ex.title_of("leader"), said, "answer", "in-person", action.entry
        )


def _set_by_hand(ex: State, lever: str, value: float, cause: int) -> None:
    ex.world.pull(lever, "set", value)
    ex.record("applied", {"lever": lever, "how": "set", "value": value, "cause": cause})


def _settle(ex: State, action: Settle, by: str, entry: Entry) -> None:
    ex.decisions.settled[action.stock] = dict(action.shares)


def _override(ex: State, action: Override, by: str, entry: Entry) -> None:
    if action.clear:
        ex.course.overrides.pop(action.gauge, None)
    else:
        ex.course.overrides[action.gauge] = action.value


def _script(ex: State, action: Script, by: str, entry: Entry) -> None:
    text = Text(clean(action.text), clean(action.text))
    ex.tell(
        ex.tables_of(action.to),
        ex.title_of("leader"),
        text,
        "script",
        "sitrep",
        entry.seq,
    )


def _model_off(ex: State, action: ModelOff, by: str, entry: Entry) -> None:
    ex.course.model_off = action.on


def _reseed(ex: State, action: Reseed, by: str, entry: Entry) -> None:
    ex.world.reseed(action.salt)


def _pull(ex: State, action: Pull, by: str, entry: Entry) -> None:
    _set_by_hand(ex, action.lever, action.value, entry.seq)


def _take_over(ex: State, action: TakeOver, by: str, entry: Entry) -> None:
    ex.policies[action.team] = action.policy


def _jump(ex: State, action: Jump, by: str, entry: Entry) -> None:
    ex.msel.suspended_until = action.to


def _no_play(ex: State, action: NoPlay, by: str, entry: Entry) -> None:
    ex.no_play = action.on


def _reveal(ex: State, action: Reveal, by: str, entry: Entry) -> None:
    reveal(ex, action)


def _set_status(ex: State, action: Status, by: str, entry: Entry) -> None:
    ex.status = action.state


def _endex(ex: State, action: Endex, by: str, entry: Entry) -> None:
    ex.reporting.read()
    ex.over, ex.state = True, "report" if ex.move else ""
    ex.record("ended", {"why": action.why})


_ACTS: dict[type[Action], Act] = {
    Decision: _decide, StandingOrder: _stand, Rescind: _rescind, Commit: _commit,
    Fog: _fog, Handle: _handle, HandOver: _hand_over, Share: _share,
    Message: _write, Acknowledge: _acknowledge, TurnTo: _turn, Release: _release,
    Hold: _hold, Postpone: _postpone, Skip: _skip, Resend: _resend, Retract: _retract,
    Overdue: _overdue, Improvise: _improvise, Adjudicate: _rule, Settle: _settle, Override: _override,
    Script: _script, ModelOff: _model_off, Reseed: _reseed, Pull: _pull,
    TakeOver: _take_over, Jump: _jump, NoPlay: _no_play, Reveal: _reveal, Endex: _endex,
    Status: _set_status,
}  # fmt: skip
