"""Line-mode decisions of a table: in its own words, as an option, standing, confirmed.

Never decides for a table; what a text could mean is offered, not taken.
"""

from __future__ import annotations

import shlex
from functools import partial

from ttx.actions import Commit, Decision, Rescind, StandingOrder, Value
from ttx.plain.session import Command, Misread, Session, pick
from ttx.plain.words import choice_line, decision_line, plain
from ttx.text import clean
from ttx.view import Asked, Choice, Reading


def readings_of(session: Session) -> list[Reading]:
    """The figures in the order in which line mode numbers them."""
    return sorted(session.picture.readings, key=lambda one: not one.headline)


async def decisions(session: Session, rest: str) -> None:
    """Drafts and decisions, numbered for `erase` and `rescind`."""
    if not session.picture.decided:
        session.tell(session.word("This table has not decided anything yet."))
    for index, one in enumerate(session.picture.decided, 1):
        line = decision_line(one, session.picture, session.lang)
        session.tell(session.word("Decision {number}: {line}", number=index, line=line))


async def decide(session: Session, rest: str) -> None:
    """A decision in the table's own words, and what it could mean."""
    text = rest or await session.ask(session.word("What do you decide?"))
    if not text:
        return
    proposed = await session.seat.propose(text)
    if not proposed:
        await enter(session, Decision(text))
        return
    session.tell(session.word("It could mean:"))
    session.offer(
        [
            *((choice_line(one, session.lang), partial(take, session, one, text))
              for one in proposed),
            (session.word("Only as typed: exercise control says what it means."),
             partial(enter, session, Decision(text))),
        ]
    )  # fmt: skip


async def enter(session: Session, decision: Decision | StandingOrder) -> None:
    """Hand it in; in a move it becomes a draft."""
    noted = session.word("Decision noted.")
    if not decision.option:
        noted = session.word("Noted as typed: exercise control says what it means.")
    answer = await session.submit(decision, noted)
    if answer.draft:
        session.tell(session.word("It is a draft until the table types commit."))


async def take(session: Session, one: Choice, text: str) -> None:
    """Decide for an option; ask for what it needs."""
    if one.blocked is not None:
        raise Misread(one.blocked.sentence(session.lang))
    values: list[tuple[str, Value]] = []
    for ask in one.asks:
        given = await session.ask(question(session, ask))
        values.append((ask.name, value_of(session, ask, given)))
    agreed = ""
    if one.agree:
        who = ", ".join(plain(name, session.lang) for name in one.agree)
        agreed = await session.ask(session.word("Who agreed? Needed: {who}", who=who))
    await enter(
        session, Decision(text, one.option, tuple(sorted(values)), agreed=agreed)
    )


def question(session: Session, ask: Asked) -> str:
    """What is asked for a parameter: its title, bounds and default."""
    title = plain(ask.title, session.lang)
    if ask.choices:
        listed = ", ".join(f"{v} ({plain(t, session.lang)})" for v, t in ask.choices)
    else:
        listed = f"{ask.low:g} - {ask.high:g} {clean(ask.unit)}".rstrip()
    default = "" if ask.default is None else f" [{_plainly(ask.default)}]"
    return f"{title}: {listed}{default}"


def _plainly(value: Value) -> str:
    """A value as people write it: 900, not 900.0."""
    return f"{value:g}" if isinstance(value, float) else str(value)


def value_of(session: Session, ask: Asked, given: str) -> Value:
    """What was typed for a parameter; empty takes its default."""
    typed = given if given or ask.default is None else _plainly(ask.default)
    if ask.choices:
        if typed not in dict(ask.choices):
            listed = ", ".join(name for name, _ in ask.choices)
            raise Misread(session.word("'{name}' must be one of: {listed}.",
                                       name=ask.name, listed=listed))  # fmt: skip
        return typed
    try:
        value = float(typed.replace(",", "."))
    except ValueError as wrong:
        raise Misread(
            session.word("'{name}' must be a number.", name=ask.name)
        ) from wrong
    return int(value) if value == int(value) else value


async def options(session: Session, rest: str) -> None:
    """What this table may decide, as far as it is listed."""
    listed = [one for one in session.picture.choices if one.offer == "open"]
    if not listed:
        session.tell(session.word("There is nothing to choose here now."))
    session.offer(
        [
            (choice_line(one, session.lang), partial(take, session, one, ""))
            for one in listed
        ]
    )


async def option(session: Session, rest: str) -> None:
    """An option by its id: option order-diesel litres=5000 why='...'"""
    one, given = parse_option(session, rest)
    since = given.pop("from", "")
    try:
        takes_effect = session.picture.calendar.parse(since) if since else None
    except ValueError as wrong:
        hint = session.word("Write a time as 14:00, T+6:30 or 2027-01-19 08:00.")
        raise Misread(hint) from wrong
    text, agreed, why = (given.pop(key, "") for key in ("text", "agreed", "why"))
    values = values_of(session, one, given)
    await enter(
        session,
        Decision(text, one.option, values, takes_effect, agreed, why),
    )


def parse_option(session: Session, rest: str) -> tuple[Choice, dict[str, str]]:
    """An option's id and its name=value pairs."""
    try:
        words = shlex.split(rest)
    except ValueError as wrong:
        raise Misread(session.word("A quote is not closed.")) from wrong
    desk = session.picture.desk
    known = {one.option: one for one in session.picture.choices}
    known |= {one.option: one for one in (desk.options if desk else ())}
    if not words or words[0] not in known:
        name = words[0] if words else ""
        raise Misread(
            session.word("There is no option '{name}' here. Type options.", name=name)
        )
    pairs = dict(word.partition("=")[::2] for word in words[1:])
    return known[words[0]], pairs


def values_of(
    session: Session, one: Choice, given: dict[str, str]
) -> tuple[tuple[str, Value], ...]:
    """The parameters of an option, checked against what it asks."""
    asks = {ask.name: ask for ask in one.asks}
    if strange := sorted(set(given) - set(asks)):
        raise Misread(
            session.word("'{option}' does not ask for '{name}'.",
                         option=one.option, name=strange[0])
        )  # fmt: skip
    return tuple(
        sorted(
            (name, value_of(session, ask, given.get(name, "")))
            for name, ask in asks.items()
            if name in given or ask.default is not None
        )
    )


async def standing(session: Session, rest: str) -> None:
    """standing ID x=1 when GAUGE below 5"""
    head, found, condition = rest.partition(" when ")
    one, given = parse_option(session, head)
    values = values_of(session, one, given)
    if not found:
        await enter(session, StandingOrder(one.option, values))
        return
    words = condition.split()
    gauges = readings_of(session)
    usage = session.word("Write: standing OPTION when 2 below 5")
    if len(words) != 3 or words[1] not in ("below", "above"):
        raise Misread(usage)
    gauge = pick(gauges, words[0], session).gauge if words[0].isdigit() else words[0]
    try:
        value = float(words[2].replace(",", "."))
    except ValueError as wrong:
        raise Misread(usage) from wrong
    await enter(session, StandingOrder(one.option, values, gauge, words[1], value))


async def erase(session: Session, rest: str) -> None:
    """Take back a draft, or rescind a decision."""
    number, _, reason = rest.partition(" ")
    one = pick(session.picture.decided, number, session)
    if one.state != "draft":
        await session.submit(Rescind(one.entry, reason), session.word("Taken back."))
        return
    answer = await session.seat.erase(one.entry)
    if answer.refusal is not None:
        raise Misread(answer.refusal.sentence(session.lang))
    session.tell(session.word("Draft taken back."))


async def commit(session: Session, rest: str) -> None:
    """Confirm the decisions of this move."""
    if session.picture.committed:
        await session.submit(Commit(False), session.word("Open again."))
        return
    count = sum(one.state == "draft" for one in session.picture.decided)
    consequence = session.word(
        "One decision takes effect when the move runs and cannot change after that."
        if count == 1
        else "{count} decisions take effect when the move runs and cannot change after that.",
        count=count,
    )
    if await session.sure(consequence, rest):
        await session.submit(Commit(), session.word("Confirmed."))


_T = ("table",)
DECIDING = (
    Command(("decide", "besluit", "d"), "decide TEXT", "Decide, in your own words", decide,
            _T),
    Command(("options", "opties"), "options", "What this table may decide", options, _T),
    Command(("option", "optie"), "option ID name=value why='...' from=14:00",
            "Decide for an option", option, _T),
    Command(("standing", "doorlopend"), "standing ID when 2 below 5",
            "A standing order", standing, _T),
    Command(("decisions", "besluiten"), "decisions", "Drafts and decisions", decisions, _T),
    Command(("erase", "rescind", "trekin"), "erase 1 WHY", "Take back a decision", erase, _T),
    Command(("commit", "vastleggen"), "commit", "Confirm the decisions of this move",
            commit, _T),
)  # fmt: skip
