"""The line-mode commands that every seat has.

Never acts for another seat.
"""

from __future__ import annotations

import asyncio
from functools import partial

from ttx.actions import Acknowledge, Contact, Message, NoPlay
from ttx.plain.session import Command, Ended, Misread, Session, pick
from ttx.plain.words import letter_line, moment, plain, steps_of, title_of
from ttx.text import clean
from ttx.view import Letter

WAITING = 60


async def help_(session: Session, rest: str) -> None:
    """All commands of this seat, or one."""
    for one in session.known():
        if not rest or rest in one.names:
            also = f" ({', '.join(one.names[1:])})" if one.names[1:] else ""
            session.tell(f"{one.usage}{also}: {session.word(one.says)}")
    session.tell(session.word("A number alone takes one of the choices told last."))


async def menu(session: Session, rest: str) -> None:
    """The most used commands as numbered choices."""
    names = {
        "table": ("status", "messages", "situation", "board", "questions", "options",
                  "commit"),
        "leader": ("status", "next", "tables", "msel", "desk", "truth", "more"),
        "response": ("status", "calls", "personas", "messages"),
        "evaluator": ("status", "tasks", "notes", "questions"),
    }[session.picture.kind]  # fmt: skip
    known = {one.names[0]: one for one in session.known()}
    session.offer(
        [
            (session.word(known[n].says), partial(known[n].run, session, ""))
            for n in names
        ]
    )


async def status(session: Session, rest: str) -> None:
    """Where the exercise is."""
    session.tell(session.status())


async def seats(session: Session, rest: str) -> None:
    """Who sits at this terminal."""

    async def sit(name: str) -> None:
        await seat(session, name)

    session.offer(
        [
            (
                f"{title_of(name, one.picture(), session.lang)} ({name})",
                partial(sit, name),
            )
            for name, one in session.seats.items()
        ]
    )


async def seat(session: Session, rest: str) -> None:
    """Sit at another seat of this terminal."""
    if rest not in session.seats:
        names = ", ".join(session.seats)
        raise Misread(session.word("Write seat and one of: {names}.", names=names))
    session.here = rest
    session.choices = []
    session.greet()


async def language(session: Session, rest: str) -> None:
    """Dutch or English."""
    session.lang = (
        rest if rest in ("nl", "en") else {"nl": "en"}.get(session.lang, "nl")
    )
    session.tell(session.status())


async def hint(session: Session, rest: str) -> None:
    """The next hint of a guided exercise."""
    session.hint += 1
    if session.hint >= len(session.picture.guide):
        session.tell(session.word("There are no more hints."))
    session.guide()


def letters_of(session: Session) -> list[Letter]:
    """The messages in the order in which line mode numbers them."""
    return sorted(session.picture.letters, key=lambda one: (one.at, one.entry))


async def messages(session: Session, rest: str) -> None:
    """The inbox, oldest first."""
    letters = letters_of(session)
    if not letters:
        session.tell(session.word("No messages yet."))

    async def full(number: int) -> None:
        await read(session, str(number))

    session.offer(
        [
            (letter_line(one, session.picture, session.lang), partial(full, index))
            for index, one in enumerate(letters, 1)
        ]
    )


async def read(session: Session, rest: str) -> None:
    """One message in full."""
    one = pick(letters_of(session), rest, session)
    session.tell(
        letter_line(one, session.picture, session.lang),
        moment(session.picture, one.at, session.lang) + ".",
        *plain(one.text, session.lang).split("\n"),
        *steps_of(one.steps, session.picture, session.lang),
        session.word("Type ack {number} when it is read.", number=rest)
        if not (one.acknowledged or one.mine)
        else session.word("It is marked as read."),
    )


async def acknowledge(session: Session, rest: str) -> None:
    """A message is read."""
    one = pick(letters_of(session), rest, session)
    await session.submit(Acknowledge(one.entry), session.word("Marked as read."))


async def reply(session: Session, rest: str) -> None:
    """Answer a message."""
    number, _, text = rest.partition(" ")
    one = pick(letters_of(session), number, session)
    words = text.strip() or await session.ask(session.word("What do you answer?"))
    answer = Message((), words, one.channel, reply_to=one.entry)
    await session.submit(answer, session.word("Reply sent."))


def tables_of(session: Session, names: str) -> tuple[str, ...]:
    """Tables by their ids, with commas; `all` means every one."""
    known = [name for name, _ in session.picture.people]
    if names in ("all", "allen"):
        return tuple(name for name in known if name != session.here)
    wanted = tuple(filter(None, names.split(",")))
    other = ("leader", "response")
    for name in wanted:
        if name not in known and name not in other:
            listed = ", ".join([*known, *other])
            raise Misread(
                session.word("There is no table '{name}'. There are: {listed}.",
                             name=name, listed=listed)
            )  # fmt: skip
    return wanted


async def write(session: Session, rest: str, request: bool = False) -> None:
    """A message or a request to other tables."""
    names, _, text = rest.partition(" ")
    to = tables_of(session, names)
    channel, text = _via(session, text.strip())
    if not to or not text:
        raise Misread(session.word("Write the table and the text: write care Hello."))
    sent = Message(to, text, channel, request)
    await session.submit(sent, session.word("Sent."))


def _via(session: Session, text: str) -> tuple[str, str]:
    """The channel of `via=mobile TEXT` and the text; by e-mail where none is named."""
    first, _, tail = text.partition(" ")
    if not first.startswith("via="):
        return "email", text
    known = [name for name, _ in session.picture.channels]
    name = first.removeprefix("via=")
    if name not in known:
        listed = ", ".join(known)
        raise Misread(session.word("Write one of: {listed}.", listed=listed))
    return name, tail.strip()


async def request(session: Session, rest: str) -> None:
    """Ask another table to do something."""
    await write(session, rest, request=True)


async def contacts(session: Session, rest: str) -> None:
    """Who spoke with whom."""
    if not session.picture.contacts:
        session.tell(session.word("No contacts noted yet."))
    picture = session.picture
    for number, one in enumerate(picture.contacts, 1):
        clock = f"{session.picture.calendar.clock(one.at):%H:%M}"
        how, about = session.word(one.how), clean(one.about)
        outcome = f". {clean(one.outcome)}" if one.outcome else ""
        who = clean(one.with_whom)
        if one.team != picture.seat:
            noted = title_of(one.team, picture, session.lang)
            who = noted if picture.kind == "table" else f"{noted} > {who}"
        told = f"{clock}, {who}, {how}: {about}{outcome}."
        if one.request:
            said = session.word("Request: {state}.", state=session.word(one.state))
            told = f"c{number}. {told} {said}"
        session.tell(told)
        session.tell(*steps_of(one.steps, picture, session.lang))


async def contact(session: Session, rest: str) -> None:
    """Who spoke with whom, about what, with what outcome."""
    parts = [part.strip() for part in rest.split(";")]
    if len(parts) < 2 or not all(parts[:2]):
        raise Misread(session.word("Write: contact WHO; ABOUT WHAT; OUTCOME"))
    outcome = parts[2] if len(parts) > 2 else ""
    spoke, _, other = parts[0].rpartition(">")
    noted = Contact(other.strip(), parts[1], outcome=outcome, seen=spoke.strip())
    await session.submit(noted, session.word("Contact noted."))


async def no_play(session: Session, rest: str) -> None:
    """Something real is going on."""
    on = not session.picture.no_play
    if not on:
        await session.submit(NoPlay(False), session.word("The exercise goes on."))
        return
    consequence = session.word(
        "The exercise stops at once for everyone, at every table."
    )
    if await session.sure(consequence, ""):
        await session.submit(
            NoPlay(True, rest), session.word("NO PLAY: all tables see it.")
        )


async def wait(session: Session, rest: str) -> None:
    """Until something changes (`wait preview`: until the move is that far)."""
    seen, loop = session.picture.version, asyncio.get_running_loop()
    until = loop.time() + WAITING
    while loop.time() < until:
        move = session.picture.move
        if rest and move is not None and move.state == rest:
            break
        try:
            newer = await asyncio.wait_for(session.seat.changed(seen), 1)
        except TimeoutError:
            continue
        seen = newer.version
        if not rest:
            break
    else:
        session.tell(session.word("Nothing changed in {count} seconds.", count=WAITING))
    session.news()


async def quit_(session: Session, rest: str) -> None:
    """Leave; nothing is lost."""
    raise Ended


GENERAL = (
    Command(("help", "?", "hulp"), "help", "All commands", help_),
    Command(("menu",), "menu", "The most used commands by number", menu),
    Command(("status", "stand"), "status", "Where the exercise is", status),
    Command(("seats", "stoelen"), "seats", "Who sits at this terminal", seats),
    Command(("seat", "stoel"), "seat NAME", "Sit at another seat", seat),
    Command(("lang", "taal"), "lang nl", "Dutch or English", language),
    Command(("hint",), "hint", "The next hint", hint),
    Command(("messages", "berichten"), "messages", "The messages", messages,
            ("table", "response", "leader")),
    Command(("read", "lees"), "read 3", "A message in full", read,
            ("table", "response", "leader")),
    Command(("ack", "gelezen"), "ack 3", "A message is read", acknowledge,
            ("table", "response")),
    Command(("reply", "antwoord"), "reply 3 TEXT", "Answer a message", reply,
            ("table", "response")),
    Command(("write", "schrijf"), "write TABLE TEXT", "Write to a table (or all)", write,
            ("table", "response")),
    Command(("request", "verzoek"), "request TABLE TEXT", "Ask a table to do something",
            request, ("table", "response")),
    Command(("contacts", "contacten"), "contacts", "Who spoke with whom", contacts,
            ("table", "evaluator", "response")),
    Command(("contact",), "contact WHO; ABOUT; OUTCOME", "Note a contact", contact,
            ("table", "evaluator", "response")),
    Command(("noplay", "geenoefening"), "noplay WHY", "NO PLAY: stop for something real",
            no_play),
    Command(("wait", "wacht"), "wait preview", "Wait until something changes", wait),
    Command(("quit", "exit", "stop"), "quit", "Leave", quit_),
)  # fmt: skip
