"""The line-mode commands of the shared picture, of spoken requests and of fog.

Never shows a version that this seat has not had.
"""

from __future__ import annotations

from functools import partial

from ttx.actions import REQUEST_STATES, Contact, Fog, Handle, HandOver, Share
from ttx.moment import ago
from ttx.plain.general import letters_of
from ttx.plain.session import Command, Misread, Session, pick
from ttx.plain.words import plain
from ttx.text import clean
from ttx.view import Item, Shared


def _shared(session: Session) -> Shared:
    shared = session.picture.shared
    if shared is None:
        raise Misread(session.word("This exercise has no shared picture."))
    return shared


async def shared_(session: Session, rest: str) -> None:
    """The shared picture: each item with its owner and its age."""
    shared, lang = _shared(session), session.lang
    session.tell(f"{plain(shared.title, lang)}. {plain(shared.says, lang)}".rstrip())
    if shared.since is not None:
        clock = f"{session.picture.calendar.clock(shared.since):%H:%M}"
        session.tell(
            session.word("Not reached since {clock}: this is the last version that you"
                         " had.", clock=clock)
        )  # fmt: skip
    for number, one in enumerate(shared.items, 1):
        session.tell(f"{number}. {_line(session, one)}")


def _line(session: Session, one: Item) -> str:
    title, who = plain(one.title, session.lang), plain(one.owner, session.lang)
    owner = session.word("kept by this table" if one.mine else "kept by {who}", who=who)
    if one.at is None:
        return session.word(
            "{title}, {owner}: not written yet.", title=title, owner=owner
        )
    return session.word("{title}, {owner}, {age} old: {text}", title=title, owner=owner,
                        age=ago(session.picture.knows - one.at), text=clean(one.text))  # fmt: skip


async def share(session: Session, rest: str) -> None:
    """Write an item: `share 2 TEXT`; or begin one: `share new TITLE; TEXT`."""
    number, _, text = rest.partition(" ")
    shared = _shared(session)
    if number in ("new", "nieuw"):
        title, _, body = text.partition(";")
        if not title.strip() or not body.strip():
            raise Misread(session.word("Write: share new TITLE; TEXT"))
        written = Share("", body.strip(), title.strip())
    else:
        one = pick(shared.items, number, session)
        words = text.strip() or await session.ask(session.word("What does it say now?"))
        written = Share(one.item, words)
    await session.submit(written, session.word("In the shared picture."))


async def spoken(request: str, session: Session, rest: str) -> None:
    """A request that was spoken: of ours to them, or of theirs to us."""
    parts = [part.strip() for part in rest.split(";")]
    if len(parts) < 2 or not all(parts[:2]):
        raise Misread(session.word("Write: asked WHO; WHAT; OUTCOME"))
    outcome = parts[2] if len(parts) > 2 else ""
    noted = Contact(parts[0], parts[1], outcome=outcome, request=request)
    await session.submit(noted, session.word("Request noted."))


async def handle(session: Session, rest: str) -> None:
    """Where a request stands: a message by number, a contact as `c2`."""
    words = rest.split(maxsplit=2)
    if len(words) < 2 or words[1] not in REQUEST_STATES:
        raise Misread(
            session.word("Write: handle 3 (or c3 for a contact) understood, owned,"
                         " answered, done or refused, then who.")
        )  # fmt: skip
    number, contact = words[0], words[0].startswith("c")
    if contact:
        entry = pick(session.picture.contacts, number[1:], session).entry
    else:
        entry = pick(letters_of(session), number, session).entry
    owner = words[2] if len(words) > 2 else ""
    state = session.word("Request: {state}.", state=session.word(words[1]))
    await session.submit(Handle(entry, words[1], owner), state)


async def channels(session: Session, rest: str) -> None:
    """The channels, by the word that `via=` takes."""
    for name, title in session.picture.channels:
        session.tell(f"{name}: {plain(title, session.lang)}")
    if not session.picture.channels:
        session.tell(session.word("This exercise names no channels."))


async def fog(session: Session, rest: str) -> None:
    """Fog off or on for a table, or for all: `fog off TABLE WHY`."""
    how, _, tail = rest.partition(" ")
    table, _, why = tail.partition(" ")
    known = (
        [one.table for one in session.picture.desk.tables]
        if session.picture.desk
        else []
    )
    if how not in ("on", "off", "aan", "uit") or table not in (*known, "all", "allen"):
        listed = ", ".join([*known, "all"])
        raise Misread(
            session.word(
                "Write fog off or fog on, and one of: {listed}.", listed=listed
            )
        )
    room = "" if table in ("all", "allen") else table
    await session.submit(Fog(room, how in ("on", "aan"), why), session.word("Noted."))


async def hand_over(session: Session, rest: str) -> None:
    """A message that is under way: exercise control brings it itself."""
    one = pick(letters_of(session), rest, session)
    await session.submit(HandOver(one.entry), session.word("Handed over."))


_T, _TR, _L = ("table",), ("table", "response"), ("leader",)
SHARED = (
    Command(("shared", "totaalbeeld"), "shared", "The shared picture, with owner and age",
            shared_, ("table", "response", "leader")),
    Command(("share", "deel"), "share 2 TEXT", "Write an item of the shared picture",
            share, _TR),
    Command(("asked", "gevraagd"), "asked WHO; WHAT", "Note a request that we spoke",
            partial(spoken, "ours"), _TR),
    Command(("askedus", "onsgevraagd"), "askedus WHO; WHAT",
            "Note a request that was spoken to us", partial(spoken, "theirs"), _TR),
    Command(("handle", "opvolgen"), "handle 3 done WHO", "Where a request stands", handle,
            _TR),
    Command(("channels", "kanalen"), "channels", "The channels to write by (via=NAME)",
            channels, _TR),
    Command(("fog", "mist"), "fog off TABLE WHY", "Fog off or on for a table, or all", fog,
            _L),
    Command(("handover", "overhandigen"), "handover 3", "Bring a message that is under way",
            hand_over, _L),
)  # fmt: skip
