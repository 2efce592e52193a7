"""A decision sheet, line by line: what, from when, who agreed, why; and standing orders.

The questions follow the columns of the sheet. What is typed becomes a draft of its table.
"""

from __future__ import annotations

import re
from functools import partial
from typing import NoReturn

from ttx.actions import Action, Decision, StandingOrder, Value
from ttx.errors import Refusal
from ttx.plain.paper_form import (
    BACK,
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
    time,
    words,
)
from ttx.plain.paper_kept import Kept, name
from ttx.plain.paper_ruling import short, values_of
from ttx.plain.session import Misread
from ttx.plain.words import plain
from ttx.text import number as figure_in
from ttx.view import Choice, Reading

STANDING = ("s", "d")
ABOUT = {
    "too-late": "from", "off-paper": "when", "bad-value": "values", "unknown-value": "values",
    "missing-value": "values", "needs-agreement": "agreed", "empty": "what",
}  # fmt: skip
"""The question that a refusal is about; of all others, what was decided."""
_EDGE = re.compile(
    r"(<|>|below|above|onder|boven)\s*(-?\d+(?:[.,]\d+)?)\s*(%?)", re.IGNORECASE
)


def listed(session: Desk, table: str) -> list[Choice]:
    """What a table may decide as its sheet names it."""
    choices = session.seats[table].picture().choices
    return [one for one in choices if one.offer == "open"]


def opened(session: Desk, table: str, lines: list[Kept]) -> None:
    """The head of a sheet: its options by number, and what is kept of it."""
    session.tell("", session.word("Sheet of {table}", table=name(session, table)))
    for number, one in enumerate(listed(session, table), 1):
        session.tell(f"{number}. {short(one, session.lang)}")
    for kept in lines:
        session.tell(session.word("Kept: {line}", line=kept.told))


async def sheet_line(session: Desk, table: str, count: int) -> bool:
    """One line of a sheet; False where there is none left, Back before it."""
    questions: list[Question] = [
        ("what", partial(_what, session, table, count)),
        ("which", partial(_which, session, table)),
        ("values", partial(_values, session)),
        ("figure", partial(_figure, session, table)),
        ("edge", partial(_edge, session)),
        ("from", partial(_from, session)),
        ("agreed", partial(_agreed, session)),
        ("why", partial(_why, session)),
        ("when", partial(_when, session)),
        ("keep", partial(_keep, session, table)),
    ]
    return await line_of(session, questions)


async def _what(session: Desk, table: str, count: int, answers: Answers) -> str:
    given = await asked(session, session.word(
        "Decision {number} (number or words; s: standing order; Enter: none left):",
        number=count))  # fmt: skip
    if not given:
        raise NoneLeft
    answers["standing"] = given.lower() in STANDING
    return given


async def _which(session: Desk, table: str, answers: Answers) -> Choice | None:
    """The option that is meant, if any: by its number, or among those that look like it."""
    given, open_ = answers["what"], listed(session, table)
    if answers["standing"]:
        given = await asked(
            session, session.word("Then which option (number or words)?")
        )
    found = open_
    if not given.isdigit():
        found = list(await session.seats[table].propose(given))
        if not found:
            if answers["standing"]:
                raise Misread(session.word("Nothing of this exercise looks like that."))
            raise Unasked
        session.tell(session.word("It could mean:"))
        for number, one in enumerate(found, 1):
            session.tell(f"{number}. {short(one, session.lang)}")
        given = await asked(session, session.word(
            "Number:" if answers["standing"] else "Number; Enter: only as typed."))  # fmt: skip
        if not given and not answers["standing"]:
            return None
    if not found:
        raise Again(
            "what", session.word("This sheet numbers no options; write it in words.")
        )
    if not given.isdigit() or not 1 <= int(given) <= len(found):
        raise Again("what", session.word(
            "Give a number from 1 to {count}; you gave '{given}'.", count=len(found),
            given=given))  # fmt: skip
    chosen = found[int(given) - 1]
    closed = chosen.blocked is not None and chosen.blocked.key != "needs-not-met"
    if closed and chosen.blocked is not None and not answers["standing"]:
        raise Again("what", chosen.blocked.sentence(session.lang))
    return chosen


async def _values(session: Desk, answers: Answers) -> tuple[tuple[str, Value], ...]:
    choice = answers.get("which")
    if choice is None or not choice.asks:
        raise Unasked
    return await values_of(session, choice, partial(asked, session))


async def _figure(session: Desk, table: str, answers: Answers) -> Reading:
    """The figure that a standing order waits for."""
    if not answers["standing"]:
        raise Unasked
    readings = session.seats[table].picture().readings
    known = sorted(readings, key=lambda one: not one.headline)
    shown = [f"{n} {plain(one.title, session.lang)} ({plain(one.shown, session.lang)})"
             for n, one in enumerate(known, 1)]  # fmt: skip
    session.list(shown)
    given = await asked(session, session.word("When which figure? (number or words)"))
    lowered = given.lower()
    named = [one for one in known
             if lowered and lowered in plain(one.title, session.lang).lower()]  # fmt: skip
    if given.isdigit() and 1 <= int(given) <= len(known):
        return known[int(given) - 1]
    if len(named) == 1:
        return named[0]
    raise Misread(session.word("Give a number from 1 to {count}; you gave '{given}'.",
                               count=len(known), given=given))  # fmt: skip


async def _edge(session: Desk, answers: Answers) -> tuple[str, float]:
    """Below or above which value, in the unit that is shown."""
    figure = answers.get("figure")
    if figure is None:
        raise Unasked
    given = await asked(session, session.word(
        "Below or above what? (below 5 or above 5; now {shown})",
        shown=_now(figure, session.lang)))  # fmt: skip
    found = _EDGE.fullmatch(given)
    if found is None:
        raise Misread(session.word("Write below 5, or above 5; you gave '{given}'.",
                                   given=given))  # fmt: skip
    size = float(found[2].replace(",", "."))
    share = found[3] or "%" in figure.shown.nl
    under = found[1].lower() in (BACK, "below", "onder")
    return ("below" if under else "above"), size / 100 if share else size


def _now(figure: Reading, lang: str) -> str:
    """What a figure shows, and as the number that is compared where that is another."""
    shown, value = plain(figure.shown, lang), figure.value
    if value is None or "%" in shown:
        return shown
    told = figure_in(value, lang, 0 if value == round(value) else 1)
    return shown if shown.startswith(told) else f"{shown} = {told}"


async def _from(session: Desk, answers: Answers) -> int | None:
    """From when it holds; None where the paper says nothing."""
    if answers["standing"]:
        raise Unasked
    return await time(session, session.word(
        "Holds from when? (12, 07:12; Enter: not written down)"), later=True)  # fmt: skip


async def _agreed(session: Desk, answers: Answers) -> str:
    if answers["standing"]:
        raise Unasked
    choice = answers.get("which")
    who = ", ".join(plain(one, session.lang) for one in choice.agree) if choice else ""
    if who:
        return await words(session, session.word(
            "Who agreed, who was told? Needed: {who}", who=who))  # fmt: skip
    return await words(session, session.word(
        "Who agreed, who was told? (Enter: not written down)"))  # fmt: skip


async def _why(session: Desk, answers: Answers) -> str:
    if answers["standing"]:
        return await words(session, session.word("In which words? (Enter: none)"))
    return await words(session, session.word("Why? (Enter: not written down)"))


async def _when(session: Desk, answers: Answers) -> int:
    now = session.picture.now
    given = await time(session, session.word(
        "Decided when? (12, 07:12; Enter: {now})", now=clock_of(session.picture, now)))  # fmt: skip
    return now if given is None else given


async def _keep(session: Desk, table: str, answers: Answers) -> None:
    """The whole line, to be read over; Enter makes it a draft."""
    made = _made(session, answers)
    await confirmed(session, _told(session, table, made, answers))
    given = await session.seats[table].submit(made)
    if given.refusal is not None:
        _refused(session, given.refusal, answers)


def _refused(session: Desk, no: Refusal, answers: Answers) -> NoReturn:
    about = ABOUT.get(no.key, "what")
    sentence = no.sentence(session.lang)
    told = session.word("Not done: {sentence}", sentence=sentence)
    raise Again(about if about in answers or about == "what" else "what", told)


def _made(session: Desk, answers: Answers) -> Action:
    choice, now = answers.get("which"), session.picture.now
    option = choice.option if choice else ""
    values, why, when = answers.get("values", ()), answers["why"], answers["when"]
    if answers["standing"]:
        comparison, value = answers["edge"]
        gauge = answers["figure"].gauge
        return StandingOrder(option, values, gauge, comparison, value, why, when)
    text = "" if answers["what"].isdigit() else answers["what"]
    since = answers["from"] if answers["from"] is not None else when
    return Decision(text, option, values, since if since > now else None,
                    answers["agreed"], why, when)  # fmt: skip


def _told(session: Desk, table: str, made: Action, answers: Answers) -> str:
    picture, lang = session.picture, session.lang
    choice = answers.get("which")
    title = plain(choice.title, lang) if choice else ""
    parts = [name(session, table), clock_of(picture, answers["when"])]
    if isinstance(made, StandingOrder):
        under = made.comparison == "below"
        edge = f"{made.value * 100:g}%" if "%" in answers["figure"].shown.nl else f"{made.value:g}"  # fmt: skip
        figure = plain(answers["figure"].title, lang)
        held = session.word("when {what} is below {edge}" if under
                            else "when {what} is above {edge}", what=figure, edge=edge)  # fmt: skip
        parts += [session.word("standing order"), held, title]
    elif isinstance(made, Decision):
        parts += [made.text, title]
    parts += [f"{key} {value}" for key, value in answers.get("values", ())]
    if isinstance(made, Decision):
        since, by, why = made.takes_effect, made.agreed, made.why
        parts += [session.word("from {when}", when=clock_of(picture, since)) if since else "",
                  session.word("agreed: {who}", who=by) if by else "",
                  session.word("why: {text}", text=why) if why else ""]  # fmt: skip
    return " · ".join(filter(None, parts))
