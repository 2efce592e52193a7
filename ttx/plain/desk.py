"""The line-mode commands of the world desk: rulings, shares, overrides, levers.

Never rules by itself.
"""

from __future__ import annotations

import shlex
from math import isfinite

from ttx.actions import Adjudicate, Override, Pull, Settle
from ttx.moment import MINUTE, offset
from ttx.plain.deciding import parse_option, values_of
from ttx.plain.draaiboek import desk_of
from ttx.plain.session import Command, Misread, Session, pick
from ttx.plain.words import letter_line, plain, title_of
from ttx.text import clean, number
from ttx.text_units import counted
from ttx.view import Preview


async def desk(session: Session, rest: str) -> None:
    """All that waits for exercise control."""
    seen, lang, picture = desk_of(session), session.lang, session.picture
    for index, free in enumerate(seen.free, 1):
        who = title_of(free.team, picture, lang)
        state = session.word(free.state)
        session.tell(
            session.word("Free decision {number}, {who}: {text}. {state}.", number=index,
                         who=who, text=clean(free.text), state=state)
        )  # fmt: skip
    for contest in seen.contests:
        asked = ", ".join(
            f"{title_of(team, picture, lang)} ({team}) {number(amount, lang)}"
            for team, amount, _ in contest.claims
        )
        left = counted(number(contest.available, lang), clean(contest.unit), lang)
        state = session.word("settled") if contest.settled else session.word("open")
        session.tell(f"{contest.stock}: {left}. {asked}. {state}.")
    for one in seen.disputes:
        who = title_of(one.team, picture, lang)
        session.tell(
            session.word("Disputed by {who}, about {what}: {text}.", who=who,
                         what=one.about, text=clean(one.text))
        )  # fmt: skip
    if seen.preview is not None:
        preview(session, seen.preview)
    if not (seen.free or seen.contests or seen.disputes or seen.preview):
        session.tell(session.word("Nothing waits for a ruling."))


def preview(session: Session, seen: Preview) -> None:
    """What a run brought, before any table sees it."""
    lang = session.lang
    odd = {one.gauge for one in seen.odd}
    span = f"{offset(seen.since)} - {offset(seen.until)}"
    session.tell(
        session.word("Preview of {span}. No table has seen this yet.", span=span)
    )
    for one, before in seen.changes:
        strange = session.word("outside band") if one.gauge in odd else ""
        values = session.word("from {a} to {b}", a=plain(before, lang),
                              b=plain(one.shown, lang))  # fmt: skip
        told = f"{plain(one.title, lang)} ({one.gauge}): {values}. {strange}"
        session.tell(told.rstrip())
    for at, text in seen.events:
        session.tell(
            f"{session.picture.calendar.label(at, lang)}: {plain(text, lang)}."
        )
    for letter in seen.letters:
        session.tell(letter_line(letter, session.picture, lang))


async def rule(session: Session, rest: str) -> None:
    """What a free decision means in this world."""
    words = rest.split(maxsplit=2)
    if len(words) < 2 or words[1] not in ("option", "lever", "answer", "none"):
        raise Misread(
            session.word("Write: rule 1 option, lever, answer or none, and so on.")
        )
    free = pick(desk_of(session).free, words[0], session)
    tail = words[2] if len(words) > 2 else ""
    ruled = Adjudicate(free.entry, words[1], text=tail)
    if words[1] == "option":
        one, given = parse_option(session, tail)
        said = given.pop("text", "")
        values = values_of(session, one, given)
        ruled = Adjudicate(free.entry, "option", one.option, values, text=said)
    elif words[1] == "lever":
        parts = tail.split(maxsplit=3)
        if len(parts) < 4:
            raise Misread(session.word("Write: rule 1 lever NAME VALUE MINUTES WHY"))
        ruled = Adjudicate(
            free.entry, "lever", lever=parts[0], value=value_of(session, parts[1]),
            delay=round(value_of(session, parts[2]) * MINUTE), why=parts[3],
        )  # fmt: skip
    await session.submit(ruled, session.word("Ruled."))


def value_of(session: Session, typed: str) -> float:
    """A number as typed, with a comma or a point."""
    try:
        return float(typed.replace(",", "."))
    except ValueError as wrong:
        raise Misread(
            session.word("'{typed}' is not a number.", typed=typed)
        ) from wrong


async def settle(session: Session, rest: str) -> None:
    """Divide a contested stock over the tables that claim it."""
    try:
        words = shlex.split(rest)
    except ValueError as wrong:
        raise Misread(session.word("A quote is not closed.")) from wrong
    known = {one.stock: one for one in desk_of(session).contests}
    if not words or words[0] not in known:
        listed = ", ".join(known) or "-"
        raise Misread(session.word("Write one of: {listed}.", listed=listed))
    shares = [word.partition("=") for word in words[1:] if "=" in word]
    why = " ".join(word for word in words[1:] if "=" not in word)
    pairs = tuple((team, value_of(session, typed)) for team, _, typed in shares)
    await session.submit(Settle(words[0], pairs, why), session.word("Ruled."))


async def override(session: Session, rest: str) -> None:
    """Set what a figure shows, with a reason."""
    words = rest.split(maxsplit=2)
    if len(words) < 3:
        raise Misread(session.word("Write: override GAUGE VALUE WHY"))
    clear = words[1] in ("clear", "einde")
    value = 0.0 if clear else value_of(session, words[1])
    shown = Override(words[0], value, words[2], clear)
    await session.submit(shown, session.word("Overridden."))


async def levers(session: Session, rest: str) -> None:
    """The levers of the world."""
    for one in desk_of(session).levers:
        says = plain(one.says, session.lang)
        top = f"{one.high:g}" if isfinite(one.high) else session.word("no limit")
        bounds = f"{one.low:g} - {top} {clean(one.unit)}".rstrip()
        session.tell(f"{one.lever}: {says}, {one.value:g} ({bounds}).")


async def lever(session: Session, rest: str) -> None:
    """Set a lever by hand, with a reason."""
    words = rest.split(maxsplit=2)
    if len(words) < 3:
        raise Misread(session.word("Write: lever NAME VALUE WHY"))
    pulled = Pull(words[0], value_of(session, words[1]), words[2])
    await session.submit(pulled, session.word("Lever set."))


DESK = tuple(
    Command(names, usage, says, run, ("leader",))
    for names, usage, says, run in (
        (
            ("desk", "werelddesk"),
            "desk",
            "What waits for a ruling, and the preview",
            desk,
        ),
        (("rule", "oordeel"), "rule 1 answer TEXT", "What a free decision means", rule),
        (
            ("settle", "verdeel"),
            "settle STOCK TABLE=AMOUNT WHY",
            "Divide a stock",
            settle,
        ),
        (
            ("override", "ingreep"),
            "override GAUGE VALUE WHY",
            "Override a figure",
            override,
        ),
        (("levers", "hefbomen"), "levers", "The levers of the world", levers),
        (("lever", "hefboom"), "lever NAME VALUE WHY", "Set a lever", lever),
    )
)
