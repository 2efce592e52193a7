"""Line-mode commands on the draaiboek (MSEL): what was sent, what is to come.

Never deletes: what is skipped or retracted stays in the list.
"""

from __future__ import annotations

from ttx.actions import Hold, Improvise, Postpone, Release, Resend, Retract, Skip
from ttx.moment import MINUTE, offset
from ttx.plain.general import tables_of
from ttx.plain.session import Command, Misread, Session
from ttx.plain.words import plain, title_of
from ttx.view import Desk


def desk_of(session: Session) -> Desk:
    """What exercise control alone sees."""
    return session.picture.desk or Desk()


def minutes(session: Session, typed: str) -> int:
    """Minutes as typed, in milliseconds."""
    try:
        return round(float(typed.replace(",", ".")) * MINUTE)
    except ValueError as wrong:
        raise Misread(session.word("Write a number of minutes.")) from wrong


async def msel(session: Session, rest: str) -> None:
    """The draaiboek: every inject and its state."""
    for one in desk_of(session).lines:
        to = ", ".join(title_of(name, session.picture, session.lang) for name in one.to)
        due = "" if one.due is None else f", {offset(one.due - one.due % MINUTE)}"
        state = session.word(one.state)
        title = plain(one.title, session.lang)
        told = f"{one.number} {one.inject}, {to}{due}: {title}. {state}."
        if one.progress:
            told += f" {plain(one.progress, session.lang)}."
        session.tell(told)


async def inject(session: Session, rest: str) -> None:
    """One inject in full, with what is expected."""
    one = next(
        (x for x in desk_of(session).lines if rest in (x.inject, x.number)), None
    )
    if one is None:
        raise Misread(session.word("Write the inject's name as msel tells it."))
    session.tell(
        f"{one.number} {one.inject}: {plain(one.title, session.lang)}.",
        *plain(one.text, session.lang).split("\n"),
    )
    if one.expects:
        expects = plain(one.expects, session.lang)
        session.tell(
            session.word("Expected (not shown to tables): {text}", text=expects)
        )
    if one.controller:
        note = plain(one.controller, session.lang)
        session.tell(session.word("For exercise control: {text}", text=note))


def name_of(session: Session, rest: str) -> tuple[str, str]:
    """An inject's id (typed as id or number), and what follows it."""
    name, _, tail = rest.partition(" ")
    for one in desk_of(session).lines:
        if name in (one.inject, one.number):
            return one.inject, tail.strip()
    raise Misread(session.word("Write the inject's name as msel tells it."))


async def fire(session: Session, rest: str) -> None:
    """Send it now."""
    await session.submit(Release(name_of(session, rest)[0]), session.word("Sent."))


async def hold(session: Session, rest: str) -> None:
    """Keep it back, or let it go again."""
    name = name_of(session, rest)[0]
    held = any(x.inject == name and x.state == "held" for x in desk_of(session).lines)
    done = (
        session.word("Let go.") if held else session.word("Held until it is released.")
    )
    await session.submit(Hold(name, not held), done)


async def postpone(session: Session, rest: str) -> None:
    """Later, in minutes of exercise time."""
    name, typed = name_of(session, rest)
    later = Postpone(name, minutes(session, typed))
    await session.submit(later, session.word("Postponed."))


async def skip(session: Session, rest: str) -> None:
    """Leave it out."""
    await session.submit(Skip(*name_of(session, rest)), session.word("Skipped."))


async def resend(session: Session, rest: str) -> None:
    """Send it once more."""
    await session.submit(Resend(name_of(session, rest)[0]), session.word("Sent again."))


async def retract(session: Session, rest: str) -> None:
    """Take it back; tables see that."""
    await session.submit(Retract(*name_of(session, rest)), session.word("Retracted."))


async def send(session: Session, rest: str) -> None:
    """An ad-hoc inject in free text, or from a card."""
    names, _, text = rest.partition(" ")
    to = tables_of(session, names)
    cards = {name: body for name, _, body in desk_of(session).cards}
    card = text.strip() if text.strip() in cards else ""
    words = plain(cards[card], session.lang) if card else text.strip()
    if not to or not words:
        raise Misread(session.word("Write: send all TEXT, or send TABLE CARD"))
    await session.submit(Improvise(to, words, card=card), session.word("Inject sent."))


async def cards(session: Session, rest: str) -> None:
    """Cards for an ad-hoc inject."""
    for name, title, text in desk_of(session).cards:
        session.tell(
            f"{name}: {plain(title, session.lang)}. {plain(text, session.lang)}"
        )


DRAAIBOEK = tuple(
    Command(names, usage, says, run, ("leader",))
    for names, usage, says, run in (
        (("msel", "draaiboek"), "msel", "The injects and their state", msel),
        (("inject",), "inject ID", "An inject in full", inject),
        (("fire", "nu"), "fire ID", "Send an inject now", fire),
        (("hold", "vasthouden"), "hold ID", "Hold an inject or let it go", hold),
        (("postpone", "uitstellen"), "postpone ID 30", "Send it later", postpone),
        (("skip", "overslaan"), "skip ID WHY", "Leave an inject out", skip),
        (("resend",), "resend ID", "Send it again", resend),
        (("retract", "intrekken"), "retract ID WHY", "Take an inject back", retract),
        (("send", "inbreng"), "send all TEXT", "An ad-hoc inject", send),
        (("cards", "kaarten"), "cards", "Cards for ad-hoc injects", cards),
    )
)
