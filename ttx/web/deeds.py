"""What can be done from a page: each form's name, who may send it, and what it asks.

Reads fields into actions and wishes; does nothing itself, and knows no page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ttx.actions import (
    Acknowledge,
    Action,
    Adjudicate,
    Call,
    Commit,
    Contact,
    Dispute,
    Endex,
    Fog,
    Handle,
    HandOver,
    Hold,
    Improvise,
    Message,
    MoreTime,
    NoPlay,
    Note,
    Observe,
    Postpone,
    Rate,
    Reflect,
    Release,
    Rescind,
    Resend,
    Retract,
    Settle,
    Share,
    Skip,
    Strike,
    TakeOver,
    TurnTo,
)
from ttx.errors import TtxError
from ttx.live.seat import AskHelp, Control, Go, Pause, PutUp, TryOut
from ttx.view import Picture
from ttx.web import deeds_board as by_hand
from ttx.web import deeds_report as paper
from ttx.web.forms import Fields

TABLE = ("table",)
CELL = ("response",)
EYES = ("evaluator",)
LEAD = ("board", "director")
WRITERS = (*EYES, *LEAD)
CONTROL = (*LEAD, "controller")
POST = (*TABLE, *CELL, *LEAD)
Read = Callable[[Fields, Picture], Action | Control]


@dataclass(frozen=True, slots=True)
class Deed:
    """One form: the roles that have it, how it is read, what is said when it is done."""

    roles: tuple[str, ...]
    read: Read
    done: str


def _message(form: Fields, picture: Picture) -> Action:
    return Message(form.many("to"), form.needed("text"), form.text("channel", 60) or "email",
                   request=form.yes("request"))  # fmt: skip


def _reply(form: Fields, picture: Picture) -> Action:
    to = form.whole("entry")
    known = next((one for one in picture.letters if one.entry == to), None)
    if known is None:
        raise TtxError("That message is not in this inbox.")
    way = form.text("channel", 60) or known.channel
    others = known.to if known.mine else ()
    return Message(others, form.needed("text"), way, reply_to=to)


def _handle(form: Fields, picture: Picture) -> Action:
    return Handle(form.whole("entry"), form.text("state", 40), form.text("owner", 200),
                  form.text("text"))  # fmt: skip


def _contact(form: Fields, picture: Picture) -> Action:
    return Contact(form.needed("with_whom"), form.needed("about"),
                   form.text("how", 60) or "in person", form.text("outcome"),
                   form.text("request", 40), form.text("seen", 200))  # fmt: skip


def _observe(form: Fields, picture: Picture) -> Action:
    """What was seen, when it was seen; the clock of a page is never ahead of the host."""
    entry = form.whole("entry") if form.text("entry", 20) else None
    seen = form.whole("seen_at") if form.text("seen_at", 20) else None
    return Observe(form.text("sort", 40), form.needed("text"), form.text("team", 200),
                   form.text("task", 200), entry, form.yes("quote"),
                   None if seen is None else min(seen, picture.now))  # fmt: skip


def _rate(form: Fields, picture: Picture) -> Action:
    return Rate(form.text("task", 200), form.text("rating", 40), form.text("text"),
                form.text("team", 200))  # fmt: skip


def _strike(form: Fields, picture: Picture) -> Action:
    return Strike(form.text("task", 200), form.needed("evidence"), form.needed("why"))


def _call(form: Fields, picture: Picture) -> Action:
    return Call(form.text("inject", 200), form.text("state", 40), form.text("text"))


def _improvise(form: Fields, picture: Picture) -> Action:
    return Improvise(form.many("to"), form.needed("text"), form.text("sender", 200),
                     form.text("channel", 60) or "phone", form.text("card", 200))  # fmt: skip


def _adjudicate(form: Fields, picture: Picture) -> Action:
    ruling, option = form.text("ruling", 40), form.text("option", 200)
    entry, text, why = form.whole("entry"), form.text("text"), form.text("why")
    if ruling != "option":
        return Adjudicate(entry, ruling, text=text, why=why)
    known = {one.option: one for one in picture.desk.options} if picture.desk else {}
    if option not in known:
        raise TtxError("Choose which option it means.")
    values = form.values(known[option])
    return Adjudicate(entry, "option", option, values, text=text, why=why)


def _settle(form: Fields, picture: Picture) -> Action:
    stock = form.text("stock", 200)
    found = (one for one in picture.desk.contests) if picture.desk else ()
    contest = next((one for one in found if one.stock == stock), None)
    if contest is None:
        raise TtxError("Nobody claims this any more.")
    shares = tuple(
        (team, form.figure(f"n{index}"))
        for index, (team, _, _) in enumerate(contest.claims)
    )
    return Settle(stock, shares, form.needed("why"))


def _inject(kind: type[Release] | type[Resend]) -> Read:
    return lambda form, picture: kind(form.text("inject", 200))


DEEDS: dict[str, Deed] = {
    # a table
    "rescind": Deed(TABLE, lambda f, p: Rescind(f.whole("entry"), f.text("why")), "Taken back."),
    "commit": Deed(TABLE, lambda f, p: Commit(), "Confirmed."),
    "reopen": Deed(TABLE, lambda f, p: Commit(False), "Open again."),
    "note": Deed(TABLE, lambda f, p: Note(f.text("column", 40), f.needed("text")), "On the board."),
    "dispute": Deed(TABLE, lambda f, p: Dispute(f.text("about", 200), f.needed("text")),
                    "Dispute noted."),
    "reflect": Deed(TABLE, lambda f, p: Reflect(f.needed("question"), f.needed("text")),
                    "Answer kept."),
    "share": Deed(TABLE, lambda f, p: Share(f.text("item", 200), f.needed("text"),
                                            f.text("title", 200)), "Written."),
    # messages and contacts
    "message": Deed(POST, _message, "Sent."),
    "reply": Deed(POST, _reply, "Reply sent."),
    "handle": Deed(POST, _handle, "Noted."),
    "ack": Deed(POST, lambda f, p: Acknowledge(f.whole("entry")), "Marked as read."),
    "contact": Deed((*TABLE, *EYES), _contact, "Contact noted."),
    "noplay": Deed((*POST, *EYES, "controller"), lambda f, p: NoPlay(True, f.text("why")),
                   "NO PLAY: all tables see it."),
    # response cell and evaluators
    "call": Deed(CELL, _call, "Noted."),
    "speak": Deed(CELL, _improvise, "Sent."),
    "observe": Deed(EYES, _observe, "Observation noted."),
    "rate": Deed(EYES, _rate, "Rated."),
    "strike": Deed(EYES, _strike, "Struck out."),
    # a table's facilitator
    "help": Deed(("facilitator",), lambda f, p: AskHelp(f.needed("why")),
                 "Exercise control sees it."),
    "nohelp": Deed(("facilitator",), lambda f, p: AskHelp(), "Taken back."),
    # the leader's board
    "turn": Deed(LEAD, lambda f, p: TurnTo(f.text("move", 200), f.text("state", 40)), "Noted."),
    "more": Deed(LEAD, lambda f, p: MoreTime(), "Five more minutes for all tables."),
    "fire": Deed(CONTROL, _inject(Release), "Inject sent."),
    "hold": Deed(CONTROL, lambda f, p: Hold(f.text("inject", 200)), "Held until it is released."),
    "letgo": Deed(CONTROL, lambda f, p: Hold(f.text("inject", 200), False), "Let go."),
    "postpone": Deed(CONTROL, lambda f, p: Postpone(f.text("inject", 200), f.minutes("by")),
                     "Postponed."),
    "skip": Deed(CONTROL, lambda f, p: Skip(f.text("inject", 200), f.text("why")), "Skipped."),
    "resend": Deed(CONTROL, _inject(Resend), "Inject sent."),
    "retract": Deed(CONTROL, lambda f, p: Retract(f.text("inject", 200), f.text("why")),
                    "Retracted."),
    "improvise": Deed(CONTROL, _improvise, "Inject sent."),
    "adjudicate": Deed(CONTROL, _adjudicate, "Ruled."),
    "settle": Deed(LEAD, _settle, "Ruled."),
    "takeover": Deed(LEAD, lambda f, p: TakeOver(f.text("team", 200), f.text("policy", 200)),
                     "Noted."),
    "fog": Deed(LEAD, lambda f, p: Fog(f.text("team", 200), f.yes("on")), "Noted."),
    "handover": Deed(LEAD, lambda f, p: HandOver(f.whole("entry")), "Handed over."),
    "reveal": Deed(LEAD, paper.reveal, "Noted."),
    "play": Deed(LEAD, lambda f, p: NoPlay(False), "The exercise goes on."),
    "endex": Deed(LEAD, lambda f, p: Endex(), "ENDEX. Now the first look back."),
    "go": Deed(LEAD, lambda f, p: Go(), "The clock runs."),
    "pause": Deed(LEAD, lambda f, p: Pause(f.text("why")), "The clock stands."),
    "tryout": Deed(LEAD, lambda f, p: TryOut(min(f.whole("seconds"), 600)),
                   "Everybody can try now."),
    "putup": Deed(LEAD, lambda f, p: PutUp(f.text("what", 40)), "The plenary screen changes."),
    "speed": Deed(LEAD, by_hand.speed, "Noted."),
    "jump": Deed(LEAD, by_hand.jump, "The clock jumps."),
    "script": Deed(LEAD, by_hand.script, "The tables get your text."),
    "model": Deed(LEAD, by_hand.model, "Noted."),
    "luck": Deed(LEAD, by_hand.luck, "Noted."),
    "override": Deed(LEAD, by_hand.override, "Noted."),
    "pull": Deed(LEAD, by_hand.pull, "Lever set."),
    # the report, after ENDEX
    "finding": Deed(WRITERS, paper.finding, "Kept in the report."),
    "plan": Deed(WRITERS, paper.improvement, "Kept in the improvement plan."),
    "weigh": Deed(EYES, paper.weigh, "Weighed."),
    "comment": Deed((*TABLE, *WRITERS), paper.comment, "Your comment stands beside the text."),
    "withdraw": Deed((*TABLE, *WRITERS), paper.withdraw, "Taken back."),
    "status": Deed(LEAD, paper.status, "The report has another status."),
    "attendance": Deed((*TABLE, *LEAD), paper.attendance, "Participants noted."),
    "particulars": Deed(LEAD, paper.particulars, "Noted."),
    "signoff": Deed(LEAD, paper.sign_off, "Noted."),
}  # fmt: skip
"""All forms but those of a decision, which may be asked about first."""
