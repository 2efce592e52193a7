"""What exercise control still has to say before decisions from paper can work.

A decision in a table's own words gets its meaning; a stock that is claimed by more than
it holds is divided.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable

from ttx.actions import Adjudicate, Settle, Value
from ttx.plain.deciding import question, value_of
from ttx.plain.desk import value_of as number_of
from ttx.plain.draaiboek import desk_of
from ttx.plain.session import Misread, Session
from ttx.plain.words import plain, title_of
from ttx.text import clean, number, say
from ttx.text_units import counted
from ttx.view import Choice, Contest, Decided


def short(one: Choice, lang: str) -> str:
    """An option in few words: its title, and why it is closed, if it is."""
    title = plain(one.title, lang)
    if one.blocked is None:
        return title
    why = one.blocked.sentence(lang).rstrip(".")
    return f"{title}. " + say(lang, "Not now: {why}", why=why)


async def rulings(session: Session) -> None:
    """A meaning for each free decision that has none; Enter: no effect in this model."""
    for one in desk_of(session).free:
        if one.state == "waiting":
            await _ruled(session, one)


async def _ruled(session: Session, one: Decided) -> None:
    who = title_of(one.team, session.picture, session.lang)
    session.tell(session.word("In their own words, {who}: {text}", who=who,
                              text=clean(one.text)))  # fmt: skip
    while True:
        typed = await session.ask(session.word(
            "What does it mean in the model? Words to look for; Enter: no effect."))  # fmt: skip
        if not typed:
            await session.submit(Adjudicate(one.entry, "none"), session.word("Ruled."))
            return
        choice = await _picked(session, one.team, typed)
        if choice is None:
            continue
        values = await values_of(session, choice)
        ruled = Adjudicate(one.entry, "option", choice.option, values)
        answer = await session.submit(ruled, session.word("Ruled."))
        if answer.refusal is None:
            return


async def _picked(session: Session, table: str, typed: str) -> Choice | None:
    found = await session.seats[table].propose(typed)
    if not found:
        session.tell(session.word("Nothing of this exercise looks like that."))
        return None
    for index, one in enumerate(found, 1):
        session.tell(f"{index}. {short(one, session.lang)}")
    picked = await session.ask(session.word("Number; Enter: other words."))
    known = picked.isdigit() and 1 <= int(picked) <= len(found)
    return found[int(picked) - 1] if known else None


async def values_of(
    session: Session,
    choice: Choice | None,
    answer: Callable[[str], Awaitable[str]] | None = None,
) -> tuple[tuple[str, Value], ...]:
    """What an option asks for, one by one, until each can be read."""
    made: list[tuple[str, Value]] = []
    for ask in choice.asks if choice else ():
        while True:
            given = await (answer or session.ask)(question(session, ask))
            try:
                made.append((ask.name, value_of(session, ask, given)))
                break
            except Misread as wrong:
                session.tell(str(wrong))
    return tuple(sorted(made))


async def shares(session: Session) -> None:
    """Divide each stock that is claimed by more than it holds; Enter: in proportion."""
    for one in desk_of(session).contests:
        if one.rule == "excon" and not one.settled:
            await _shared(session, one)


async def _shared(session: Session, one: Contest) -> None:
    lang = session.lang
    left = counted(number(one.available, lang), clean(one.unit), lang)
    session.tell(session.word("{what}: there is {left}.", what=plain(one.title, lang),
                              left=left))  # fmt: skip
    total = sum(amount for _, amount, _ in one.claims)
    granted: list[tuple[str, float]] = []
    for table, asked, _ in one.claims:
        part = float(int(asked * one.available / total)) if total else 0.0
        typed = await session.ask(session.word(
            "For {who}, who asked {asked} (Enter: {part}):",
            who=title_of(table, session.picture, lang), asked=number(asked, lang),
            part=number(part, lang)))  # fmt: skip
        granted.append((table, number_of(session, typed) if typed else part))
    why = await session.ask(session.word("Why? It stands in the report."))
    await session.submit(Settle(one.stock, tuple(granted), why), session.word("Ruled."))
