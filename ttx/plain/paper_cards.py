"""The cards of exercise control in a move that was on paper: handed out, late, or not.

A card on cue or one that came early is sent; of one that the exercise sent itself, its
moment on paper is recorded, or it is taken back.
"""

from __future__ import annotations

from functools import partial

from ttx.actions import Action, HandOut, Release, Retract, Skip
from ttx.plain.draaiboek import desk_of
from ttx.plain.paper_form import (
    NOTHING,
    Again,
    Answers,
    Desk,
    NoneLeft,
    Question,
    Unasked,
    asked,
    clock_of,
    confirmed,
    line_of,
    when_of,
    words,
)
from ttx.plain.paper_kept import card_of, name
from ttx.plain.session import Misread
from ttx.view import Line

OUT = ("delivered", "acknowledged", "answered")
GONE = ("skipped", "cancelled", "retracted", "dropped", "unfired")
ALL = "?"


def opened(session: Desk) -> None:
    """The head: the cards that wait for a cue."""
    session.tell(
        "",
        session.word(
            "Cards of exercise control: on cue, early, late or not handed out"
        ),
    )
    waiting = [one for one in desk_of(session).lines if one.state == "waiting"]
    for one in waiting:
        session.tell(card_of(session, one))
    if not waiting:
        session.tell(session.word("No card waits for a cue."))


async def card_line(session: Desk, count: int) -> bool:
    """What was done with one card; False where there is none left, Back before it."""
    questions: list[Question] = [
        ("card", partial(_card, session)),
        ("one", partial(_one, session)),
        ("free", partial(_free, session)),
        ("when", partial(_when, session)),
        ("why", partial(_why, session)),
        ("keep", partial(_keep, session)),
    ]
    return await line_of(session, questions)


async def _card(session: Desk, answers: Answers) -> list[Line]:
    given = await asked(session, session.word(
        "Card (number; ?: which; Enter: none left):"))  # fmt: skip
    if not given:
        raise NoneLeft
    lines = [one for one in desk_of(session).lines if one.state not in GONE]
    if given == ALL:
        _listed(session, lines)
        session.typed.clear()
        return await _card(session, answers)
    found = [one for one in lines if given.lower() in (one.number.lower(), one.inject)]
    if not found:
        raise Misread(session.word(
            "There is no card '{given}' to hand out; ? tells which there are.", given=given))  # fmt: skip
    return found


def _listed(session: Desk, lines: list[Line]) -> None:
    """What lies on the tables since the last run, and what waits; the rest by number."""
    since = max((one.entry for one in desk_of(session).turns if one.state == "run"),
                default=0)  # fmt: skip
    lie = [one for one in lines if one.state in OUT and (one.entry or 0) > since]
    wait = [one for one in lines if one.state in ("waiting", "held")]
    for head, found in (
        ("On the tables in this move:", lie),
        ("Waiting for a cue:", wait),
    ):
        names = list(dict.fromkeys(card_of(session, one) for one in found))
        if names:
            session.tell(session.word(head))
            session.list(names)
    session.tell(session.word("Any other card by its number in the draaiboek."))


async def _one(session: Desk, answers: Answers) -> Line:
    """Where each table has a card of its own: which."""
    found: list[Line] = answers["card"]
    if len(found) == 1:
        return found[0]
    session.list([f"{n} {', '.join(name(session, to) for to in one.to)}"
                  for n, one in enumerate(found, 1)])  # fmt: skip
    given = await asked(session, session.word("Of which table (number)?"))
    if not given.isdigit() or not 1 <= int(given) <= len(found):
        raise Misread(session.word("Give a number from 1 to {count}; you gave '{given}'.",
                                   count=len(found), given=given))  # fmt: skip
    return found[int(given) - 1]


async def _free(session: Desk, answers: Answers) -> None:
    """One card has one line: a second needs the first to be taken out."""
    line = _line(answers)
    if line.inject in [one.inject for one in desk_of(session).slips if one.inject]:
        raise Again("card", session.word(
            "{card} has a line already; take that out first.", card=card_of(session, line)))  # fmt: skip


async def _when(session: Desk, answers: Answers) -> int | None:
    """When it was handed out; None where it was not."""
    line, picture = _line(answers), session.picture
    now = clock_of(picture, picture.now)
    if line.state in OUT:
        session.tell(
            session.word("{card} lies with its tables.", card=card_of(session, line))
        )
        given = await asked(session, session.word(
            "Handed out when? (12, 07:12; -: taken back)"))  # fmt: skip
        if not given:
            raise Misread(session.word("Write when, or - if it was taken back."))
    else:
        session.tell(card_of(session, line))
        given = await asked(session, session.word(
            "Handed out when? (12, 07:12; Enter: {now}; -: not at all)", now=now))  # fmt: skip
    return None if given == NOTHING else when_of(session, given)


def _line(answers: Answers) -> Line:
    line = answers["one"]
    assert isinstance(line, Line)
    return line


async def _why(session: Desk, answers: Answers) -> str:
    if answers["when"] is not None and _line(answers).state not in OUT:
        raise Unasked
    return await words(session, session.word("Why? (Enter: not written down)"))


async def _keep(session: Desk, answers: Answers) -> None:
    line, when, why = _line(answers), answers["when"], answers.get("why", "")
    out, now = line.state in OUT, session.picture.now
    made: Action = (
        HandOut(line.inject, when or 0, why) if out else Release(line.inject, when)
    )
    said = "{card} · handed out {when}"
    if when is None:
        kind = Retract if out else Skip
        made = kind(line.inject, why, now)
        said = "{card} · taken back" if out else "{card} · not handed out"
    told = session.word(said, card=card_of(session, line),
                        when=clock_of(session.picture, now if when is None else when))  # fmt: skip
    await confirmed(session, told)
    given = await session.seat.submit(made)
    if given.refusal is not None:
        sentence = given.refusal.sentence(session.lang)
        about = "when" if given.refusal.key == "off-paper" else "card"
        raise Again(about, session.word("Not done: {sentence}", sentence=sentence))
