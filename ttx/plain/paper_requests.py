"""Requests on paper: where one stands, who took it up, and those of earlier moves.

It notes what people said of a request, never what should come of it.
"""

from __future__ import annotations

from functools import partial

from ttx.actions import REQUEST_STATES, Handle
from ttx.plain.paper_form import (
    Again,
    Answers,
    Back,
    Desk,
    Question,
    Unasked,
    asked,
    clock_of,
    filled,
    time,
    words,
)
from ttx.plain.paper_kept import name, tables
from ttx.plain.session import Misread
from ttx.text import clean


def states(session: Desk) -> list[str]:
    return [f"{n} {session.word(one)}" for n, one in enumerate(REQUEST_STATES, 1)]


def state_of(session: Desk, given: str) -> str:
    if given.isdigit() and 1 <= int(given) <= len(REQUEST_STATES):
        return REQUEST_STATES[int(given) - 1]
    raise Misread(session.word("Give a number from 1 to {count}; you gave '{given}'.",
                               count=len(REQUEST_STATES), given=given))  # fmt: skip


async def owner(session: Desk, answers: Answers) -> str:
    if not answers.get("request"):
        raise Unasked
    return await words(
        session, session.word("Who took it up? (Enter: not written down)")
    )


async def when(session: Desk, answers: Answers) -> int:
    now = session.picture.now
    given = await time(session, session.word(
        "When? (12, 07:12; Enter: {now})", now=clock_of(session.picture, now)))  # fmt: skip
    return now if given is None else given


async def earlier(session: Desk) -> None:
    """A step of a request that was entered before: which, where it stands, by whom."""
    open_ = _open(session)
    if not open_:
        session.tell(session.word("No earlier request is open."))
        return
    for number, (table, _, told) in enumerate(open_, 1):
        session.tell(f"{number}. {name(session, table)}: {told}")
    questions: list[Question] = [
        ("which", partial(_which, session, len(open_))),
        ("request", partial(_stands, session)),
        ("owner", partial(owner, session)),
        ("when", partial(when, session)),
    ]
    try:
        answers = await filled(session, questions)
    except Back:
        return
    if answers is None:
        return
    table, entry, _ = open_[answers["which"]]
    made = Handle(entry, answers["request"], answers["owner"], on_paper=answers["when"])
    given = await session.seats[table].submit(made)
    if given.refusal is not None:
        sentence = given.refusal.sentence(session.lang)
        raise Again("who", session.word("Not done: {sentence}", sentence=sentence))
    session.tell(session.word("Request: {state}.", state=session.word(made.state)))


def _open(session: Desk) -> list[tuple[str, int, str]]:
    """The requests that tables were asked and that are not done yet: (table, entry, text)."""
    ends = ("done", "refused")
    found = []
    for table in tables(session):
        picture = session.seats[table].picture()
        found += [(table, one.entry, clean(one.text.of(session.lang)))
                  for one in picture.letters
                  if one.kind == "request" and not one.mine and one.state not in ends]  # fmt: skip
        found += [(table, one.entry, clean(one.about)) for one in picture.contacts
                  if one.request == "theirs" and one.state not in ends]  # fmt: skip
    return found


async def _which(session: Desk, count: int, answers: Answers) -> int:
    given = await asked(session, session.word("Which request (number)?"))
    if not given.isdigit() or not 1 <= int(given) <= count:
        raise Misread(session.word("Give a number from 1 to {count}; you gave '{given}'.",
                                   count=count, given=given))  # fmt: skip
    return int(given) - 1


async def _stands(session: Desk, answers: Answers) -> str:
    session.list(states(session))
    return state_of(
        session, await asked(session, session.word("Where does it stand (number)?"))
    )
