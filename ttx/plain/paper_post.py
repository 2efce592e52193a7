"""Message slips and talks of a move that was on paper: who told whom what, when, how.

A slip becomes the message of the table that wrote it, its answer the reply; a talk that
somebody noted becomes a contact; what was asked can have its steps. Nothing is sent here.
"""

from __future__ import annotations

import re
from functools import partial

from ttx.actions import Action, Contact, Handle, Improvise, Message
from ttx.errors import Refusal
from ttx.plain.paper_form import (
    YES,
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
    words,
)
from ttx.plain.paper_kept import name, tables, way_of
from ttx.plain.paper_requests import earlier, owner, state_of, states, when
from ttx.plain.session import Misread

REQUESTS = "r"
_WHO = re.compile(r"(.+?)\s*([>=])\s*(.+)")
ABOUT = {
    "channel-down": "via",
    "bad-value": "via",
    "off-paper": "when",
    "empty": "text",
}
IN_PERSON = "in person"


def people(session: Desk) -> list[str]:
    """All who can be written to, as they are numbered: control is 0, then the tables."""
    return ["leader", *(key for key, _ in session.picture.people)]


def opened(session: Desk) -> None:
    """The head: everybody by number."""
    session.tell("", session.word("Message slips and talks"))
    session.list([f"{n} {name(session, one)}" for n, one in enumerate(people(session))])


async def post_line(session: Desk, count: int) -> bool:
    """One slip, talk or request; False where there is none left, Back before it."""
    questions: list[Question] = [
        ("who", partial(_who, session, count)),
        ("to", partial(_to, session)),
        ("when", partial(when, session)),
        ("via", partial(_via, session)),
        ("text", partial(_text, session)),
        ("request", partial(_request, session)),
        ("owner", partial(owner, session)),
        ("answer", partial(_answer, session)),
        ("answerer", partial(_answerer, session)),
        ("keep", partial(_keep, session)),
    ]
    return await line_of(session, questions)


async def _who(session: Desk, count: int, answers: Answers) -> str:
    """Who wrote or spoke; `1>3,5` says at once to whom, `1=3` that they spoke."""
    given = await asked(session, session.word(
        "Message {number} (1>3,5; spoken: 1=3; r: requests; Enter: none left):",
        number=count))  # fmt: skip
    if not given:
        raise NoneLeft
    if given.lower() == REQUESTS:
        await earlier(session)
        return await _who(session, count, answers)
    found = _WHO.fullmatch(given)
    answers["spoken"] = found is not None and found[2] == "="
    answers["given to"] = found[3] if found else ""
    who = _people(session, found[1] if found else given)
    if len(who) != 1:
        raise Misread(session.word("One sender at a time: 1>3,5."))
    if answers["given to"]:
        _people(session, answers["given to"])
    return who[0]


async def _to(session: Desk, answers: Answers) -> tuple[str, ...]:
    given = answers["given to"] or await asked(
        session, session.word("To whom (numbers: 3,5)?")
    )
    to = tuple(dict.fromkeys(_people(session, given)))
    if answers["who"] in to or not to:
        raise Again("who", session.word("Nobody writes to themselves: {who}.",
                                        who=name(session, answers["who"])))  # fmt: skip
    if answers["spoken"] and len(to) > 1:
        raise Again(
            "who", session.word("A talk is between two; type one line for each.")
        )
    return to


def _people(session: Desk, typed: str) -> list[str]:
    """The seats of numbers or of the beginnings of names; `all` is every table."""
    if typed.strip().lower() in ("all", "allen"):
        return tables(session)
    return [_person(session, one.strip()) for one in typed.split(",") if one.strip()]


def _person(session: Desk, typed: str) -> str:
    known = people(session)
    if typed.isdigit():
        if int(typed) < len(known):
            return known[int(typed)]
        raise Misread(session.word("Give a number from 0 to {count}; you gave '{given}'.",
                                   count=len(known) - 1, given=typed))  # fmt: skip
    lowered = typed.lower()
    same = [one for one in known if lowered in (one, name(session, one).lower())]
    found = same or [
        one for one in known if name(session, one).lower().startswith(lowered)
    ]
    if len(found) != 1:
        raise Misread(session.word("'{given}' is nobody here, or more than one; give a number.",
                                   given=typed))  # fmt: skip
    return found[0]


async def _via(session: Desk, answers: Answers) -> str:
    """By which way: the channels of the exercise by number, the last one proposed."""
    channels = [key for key, _ in session.picture.channels]
    usual = (
        IN_PERSON if answers["spoken"] else session.way or next(iter(channels), "email")
    )
    session.list([f"{n} {way_of(session, one)}" for n, one in enumerate(channels, 1)])
    given = await asked(session, session.word(
        "By way of (number; Enter: {way})", way=way_of(session, usual)))  # fmt: skip
    way = usual
    if given.isdigit() and 1 <= int(given) <= len(channels):
        way = channels[int(given) - 1]
    elif given and (given.isdigit() or (channels and not answers["spoken"])):
        raise Misread(session.word("Give a number from 1 to {count}; you gave '{given}'.",
                                   count=len(channels), given=given))  # fmt: skip
    elif given:
        way = given
    if not answers["spoken"]:
        session.way = way
    return way


async def _text(session: Desk, answers: Answers) -> str:
    given = await words(session, session.word("What was said?"))
    if not given:
        raise Misread(session.word("Write what stands on the slip."))
    return given


async def _request(session: Desk, answers: Answers) -> str | None:
    """None for plain words; else where the request stands (empty: it was asked)."""
    if not _asks(session, answers):
        raise Unasked
    session.list(states(session))
    given = (await words(session, session.word(
        "A request? (Enter: no; y: yes; or a number: where it stands)"))).lower()  # fmt: skip
    if given in ("", "n", "nee", "no"):
        return None
    return "" if given in YES else state_of(session, given)


def _asks(session: Desk, answers: Answers) -> bool:
    """Whether a table or control speaks: what personas say is an inject, no request."""
    return answers["who"] in (*tables(session), "leader")


async def _answer(session: Desk, answers: Answers) -> str:
    if not _asks(session, answers):
        raise Unasked
    return await words(session, session.word(
        "What came of it? (Enter: not written down)" if answers["spoken"]
        else "The answer on the slip? (Enter: none)"))  # fmt: skip


async def _answerer(session: Desk, answers: Answers) -> str:
    """Who answered, where several could have."""
    if answers["spoken"] or not answers.get("answer") or len(answers["to"]) == 1:
        raise Unasked
    given = await asked(session, session.word("Who answered (number)?"))
    who = _person(session, given)
    if who not in answers["to"]:
        raise Misread(
            session.word("It was not written to {who}.", who=name(session, who))
        )
    return who


async def _keep(session: Desk, answers: Answers) -> None:
    """The whole slip, to be read over; Enter makes its parts drafts."""
    await confirmed(session, _told(session, answers))
    by, made = _made(session, answers)
    given = await session.seats[by].submit(made)
    if given.refusal is not None:
        raise _again(session, given.refusal)
    assert given.entry is not None
    for seat, more in _more(session, answers, given.entry):
        after = await session.seats[seat].submit(more)
        if after.refusal is not None:
            await session.seats[by].erase(given.entry)
            raise _again(session, after.refusal)


def _again(session: Desk, no: Refusal) -> Again:
    sentence = session.word("Not done: {sentence}", sentence=no.sentence(session.lang))
    return Again(ABOUT.get(no.key, "who"), sentence)


def _made(session: Desk, answers: Answers) -> tuple[str, Action]:
    """The seat that notes it, and what it notes."""
    who, to, when = answers["who"], answers["to"], answers["when"]
    text, request = answers["text"], answers.get("request") is not None
    if answers["spoken"]:
        ours = _seat(session, who) == who and who != "leader"
        noting, other = (who, to[0]) if ours else (to[0], who)
        asks = ("ours" if ours else "theirs") if request else ""
        return _seat(session, noting), Contact(
            name(session, other), text, answers["via"], answers.get("answer", ""), asks,
            on_paper=when)  # fmt: skip
    if _asks(session, answers):
        return who, Message(to, text, answers["via"], request, on_paper=when)
    return "response", Improvise(to, text, who, answers["via"], on_paper=when)


def _more(
    session: Desk, answers: Answers, draft: int
) -> list[tuple[str, Message | Handle]]:
    """What belongs to a slip: where its request stands, and its answer."""
    found: list[tuple[str, Message | Handle]] = []
    when, first = answers["when"], answers.get("answerer") or answers["to"][0]
    if answers.get("request"):
        state = Handle(
            -draft, answers["request"], answers.get("owner", ""), on_paper=when
        )
        found.append((_seat(session, first), state))
    if answers.get("answer") and not answers["spoken"]:
        reply = Message(
            (), answers["answer"], answers["via"], reply_to=-draft, on_paper=when
        )
        found.append((_seat(session, first), reply))
    return found


def _seat(session: Desk, who: str) -> str:
    """The seat at which somebody acts: the response cell for all who have none."""
    return who if who in session.seats else "response"


def _told(session: Desk, answers: Answers) -> str:
    between = "=" if answers["spoken"] else ">"
    to = ", ".join(name(session, one) for one in answers["to"])
    at = clock_of(session.picture, answers["when"])
    parts = [f"{at} {name(session, answers['who'])} {between} {to}"
             f" ({way_of(session, answers['via'])}): {answers['text']}"]  # fmt: skip
    state = answers.get("request")
    if state is not None:
        parts.append(
            session.word("Request: {state}", state=session.word(state or "asked"))
        )
        parts.append(answers.get("owner", ""))
    parts.append(answers.get("answer", ""))
    return " · ".join(filter(None, parts))
