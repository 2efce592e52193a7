"""What was typed from paper and is kept until the commit: a line each, in words.

Only what the pictures show; it never decides what a line brings about.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ttx.plain.draaiboek import desk_of
from ttx.plain.paper_form import Desk, clock_of
from ttx.plain.words import plain, title_of
from ttx.text import clean
from ttx.view import Decided, Line, Slip

CARDS = ("Release", "Skip", "Retract", "HandOut")
OF_CARDS = {
    "Release": "handed out",
    "HandOut": "handed out",
    "Skip": "not handed out",
    "Retract": "taken back",
}


@dataclass(frozen=True, slots=True)
class Kept:
    """One line that waits: the seat whose draft it is, its number, and its words.

    `kind`: card, sheet or message; `behind` are the drafts that go when it goes.
    """

    kind: str
    seat: str
    number: int
    told: str
    behind: tuple[tuple[str, int], ...] = ()


def tables(session: Desk) -> list[str]:
    """The seats of all tables, in the order of the scenario."""
    return [
        one for one in session.seats if session.seats[one].picture().kind == "table"
    ]


def name(session: Desk, seat: str) -> str:
    """What a seat is called."""
    return title_of(seat, session.picture, session.lang)


def kept(session: Desk) -> list[Kept]:
    """All that waits: cards, then each table's sheet, then messages."""
    slips = desk_of(session).slips
    cards = [one for one in slips if one.kind in CARDS]
    post = [one for one in slips if one.kind not in CARDS and one.behind is None]
    sheets = [Kept("sheet", table, one.entry, _decision(session, table, one))
              for table in tables(session)
              for one in session.seats[table].picture().decided if one.state == "draft"]  # fmt: skip
    return [
        *(Kept("card", one.by, one.number, _card(session, one)) for one in cards),
        *sheets,
        *(Kept("message", one.by, one.number, _post(session, one, slips),
               tuple((more.by, more.number) for more in slips
                     if more.behind == one.number)) for one in post),
    ]  # fmt: skip


async def take_out(session: Desk, one: Kept) -> None:
    """Take a line out, and what belongs to it."""
    for seat, number in (*one.behind, (one.seat, one.number)):
        await session.seats[seat].erase(number)
    session.tell(session.word("Taken out: {line}", line=one.told))


# --- in words -------------------------------------------------------------------------


def _decision(session: Desk, table: str, one: Decided) -> str:
    picture, lang = session.picture, session.lang
    title, text = plain(one.title, lang), clean(one.text)
    if one.standing and one.condition:
        title += ", " + session.word("when {what}", what=plain(one.condition, lang))
    when = clock_of(picture, picture.now if one.on_paper is None else one.on_paper)
    said = f"{text} ({title})" if text and title else text or title
    values = ", ".join(f"{key} {value}" for key, value in _values(session, table, one))
    since = one.takes_effect
    return " · ".join(filter(None, (
        f"{name(session, table)} {when} {said}", values,
        session.word("from {when}", when=clock_of(picture, since)) if since else "",
        session.word("agreed: {who}", who=clean(one.agreed)) if one.agreed else "",
        session.word("why: {text}", text=clean(one.why)) if one.why else "",
    )))  # fmt: skip


def _values(session: Desk, table: str, one: Decided) -> list[tuple[str, str]]:
    choices = session.seats[table].picture().choices
    asks = {ask.name: plain(ask.title, session.lang) for choice in choices
            if choice.option == one.option for ask in choice.asks}  # fmt: skip
    return [(asks.get(key, key), clean(value)) for key, value in one.values]


def card_of(session: Desk, line: Line) -> str:
    """A card by its number and title."""
    title = plain(line.title, session.lang) or line.inject
    return f"{line.number or line.inject} {title}"


def _card(session: Desk, slip: Slip) -> str:
    lines = {one.inject: one for one in desk_of(session).lines}
    at = clock_of(session.picture, slip.at or 0)
    done = session.word(OF_CARDS[slip.kind])
    card = session.word("Card {card}", card=card_of(session, lines[slip.inject]))
    told = f"{card} · {done} {at}"
    return f"{told} · {clean(slip.text)}" if slip.text else told


def _post(session: Desk, slip: Slip, slips: Sequence[Slip]) -> str:
    parts = [_said(session, slip)]
    parts += [_said(session, one) for one in slips if one.behind == slip.number]
    return " · ".join(parts)


def _said(session: Desk, slip: Slip) -> str:
    """One message, talk or step of a request."""
    text, who = clean(slip.text), name(session, slip.by)
    if slip.kind == "Handle":
        state = session.word("Request: {state}", state=session.word(slip.state))
        told = ", ".join(filter(None, (f"{state} ({who})", clean(slip.more))))
        return told if slip.behind is not None else f"{told}: {text}"
    if slip.behind is not None:
        return session.word("answer of {who}: {text}", who=who, text=text)
    at, to = clock_of(session.picture, slip.at or 0), ", ".join(
        name(session, one) for one in slip.to)  # fmt: skip
    between = "=" if slip.kind == "Contact" else ">"
    way = way_of(session, slip.channel)
    asks = f" ({session.word('request')})" if slip.request else ""
    told = f"{at} {who} {between} {to} ({way}){asks}: {text}"
    return f"{told} · {clean(slip.more)}" if slip.more else told


def way_of(session: Desk, channel: str) -> str:
    """A way to reach others, by its title."""
    known = dict(session.picture.channels)
    return plain(known[channel], session.lang) if channel in known else session.word(channel)  # fmt: skip
