"""The line-mode commands of a table.

Never shows what the table could not know.
"""

from __future__ import annotations

from functools import partial

from ttx.actions import (
    PARTS,
    Comment,
    Dispute,
    Note,
    Reflect,
)
from ttx.plain.deciding import decisions, readings_of
from ttx.plain.session import Command, Misread, Session, pick
from ttx.plain.words import plain, reading_line
from ttx.text import clean, unmarked

COLUMNS = {
    "know": "We know",
    "assume": "We assume",
    "unknown": "We do not know",
    "meaning": "Meaning and options",
    "action": "Actions",
}


async def situation(session: Session, rest: str) -> None:
    """What this table knows, with its age and source."""
    if not session.picture.readings:
        session.tell(session.word("No figures have been reported to this table yet."))

    async def chain(number: int) -> None:
        await why(session, str(number))

    session.offer(
        [
            (reading_line(one, session.picture, session.lang), partial(chain, index))
            for index, one in enumerate(readings_of(session), 1)
        ]
    )


async def map_(session: Session, rest: str) -> None:
    """The places of the exercise, what is known there and what lies beside them."""
    picture, lang = session.picture, session.lang
    names = {one.name: plain(one.title, lang) for one in picture.spots}
    known = {one.gauge: one for one in picture.readings}
    if not names:
        session.tell(session.word("This exercise has no map."))
    elif picture.legend:
        session.tell(plain(picture.legend, lang))
    for spot in picture.spots:
        ways = [way for way in picture.ways if spot.name in way]
        near = ", ".join(names[b if a == spot.name else a] for a, b in ways)
        place = names[spot.name]
        session.tell(session.word("{place}, next to {near}.", place=place, near=near)
                     if near else f"{place}.")  # fmt: skip
        for gauge in spot.gauges:
            session.tell(reading_line(known[gauge], picture, lang))


async def why(session: Session, rest: str) -> None:
    """The chain behind a figure."""
    one = pick(readings_of(session), rest, session)
    session.tell(session.word("Why: {title}", title=plain(one.title, session.lang)))
    chain = await session.seat.why(one.gauge)
    for index, (text, tag) in enumerate(chain, 1):
        session.tell(f"{index}. {plain(text, session.lang)} {tag}".rstrip() + ".")
    if not chain:
        session.tell(session.word("Nothing is known behind this figure."))


async def dispute(session: Session, rest: str) -> None:
    """A figure is not right, in one line."""
    number, _, text = rest.partition(" ")
    one = pick(readings_of(session), number, session)
    words = text.strip() or await session.ask(
        session.word("What is not right, in one line?")
    )
    await session.submit(Dispute(one.gauge, words), session.word("Dispute noted."))


async def board(session: Session, rest: str) -> None:
    """The table's own board."""
    picture = session.picture
    for name, title in COLUMNS.items():
        lines = [clean(one.text) for one in picture.board if one.column == name]
        if lines:
            session.tell(f"{session.word(title)}: {'; '.join(lines)}.")
    await decisions(session, "")


async def note(column: str, session: Session, rest: str) -> None:
    """A line on the board."""
    if not rest:
        raise Misread(session.word("Write the line after the word: know TEXT"))
    await session.submit(Note(column, rest), session.word("On the board."))


async def questions(session: Session, rest: str) -> None:
    """The questions of the move; after the end those of the first look back."""
    picture, lang = session.picture, session.lang
    if picture.over:
        session.tell(session.word("Look back. Write: answer 1 TEXT"))
        for index, one in enumerate(picture.hot_wash, 1):
            session.tell(session.word("Question {number}: {text}", number=index,
                                      text=plain(one, lang)))  # fmt: skip
        for account in picture.accounts:
            session.tell(plain(account.question, lang))
            session.tell(
                *(f"- {plain(who, lang)}: {said}" for who, said in account.said)
            )
        return
    if picture.move is None:
        session.tell(plain(picture.briefing, lang))
        _charge(session)
        return
    session.tell(plain(picture.move.brief, lang))
    for index, one in enumerate(picture.move.questions, 1):
        text = plain(one, lang)
        session.tell(session.word("Question {number}: {text}", number=index, text=text))
    for rule in (*picture.move.house_rules, *picture.ground_rules):
        session.tell(session.word("Rule: {text}", text=plain(rule, lang)))
    _charge(session)


def _charge(session: Session) -> None:
    """The task of this table, who sits here, and what is good to know beforehand."""
    picture, lang = session.picture, session.lang
    if picture.task:
        session.tell(session.word("Our task: {text}", text=plain(picture.task, lang)))
    if picture.layer:
        layer = session.word(picture.layer)
        session.tell(session.word("Level: {layer}.", layer=layer))
    if picture.roles:
        who = ", ".join(plain(one, lang) for one in picture.roles)
        session.tell(session.word("Who sits here: {who}.", who=who))
    if picture.content_note:
        note = plain(picture.content_note, lang)
        session.tell(session.word("Good to know beforehand: {text}", text=note))


async def answer(session: Session, rest: str) -> None:
    """An answer to a question of the first look back."""
    number, _, text = rest.partition(" ")
    question = pick(session.picture.hot_wash, number, session)
    if not text.strip():
        raise Misread(session.word("Write: answer 1 TEXT"))
    await session.submit(
        Reflect(question.nl or question.en, text.strip()), session.word("Answer kept.")
    )


async def report(session: Session, rest: str) -> None:
    """The report, as far as it was shown to this seat."""
    page = await session.seat.debrief(session.lang, "md")
    if not page:
        session.tell(session.word("Nothing of the report has been shown here yet."))
    session.tell(*unmarked(page).split("\n"))


async def comment(session: Session, rest: str) -> None:
    """Fact check: a word beside a part of the released report."""
    part, _, text = rest.partition(" ")
    if part not in PARTS:
        raise Misread(session.word("Write one of: {listed}.", listed=", ".join(PARTS)))
    said = session.word("Your comment stands beside the text.")
    await session.submit(Comment(part, text.strip()), said)


_T = ("table",)
TABLE = (
    Command(("situation", "situatie"), "situation", "The figures, with age and source",
            situation, _T),
    Command(("map", "kaart"), "map", "The places, and what is known there", map_, _T),
    Command(("why", "waarom"), "why 2", "What is behind a figure", why, (*_T, "leader")),
    Command(("dispute", "betwist"), "dispute 2 TEXT", "A figure is not right", dispute, _T),
    Command(("board", "bord"), "board", "Our board", board, _T),
    Command(("know", "weten"), "know TEXT", "On the board: we know",
            partial(note, "know"), _T),
    Command(("assume", "aannemen"), "assume TEXT", "On the board: we assume",
            partial(note, "assume"), _T),
    Command(("unknown", "onbekend"), "unknown TEXT", "On the board: we do not know",
            partial(note, "unknown"), _T),
    Command(("meaning", "betekenis"), "meaning TEXT", "On the board: meaning and options",
            partial(note, "meaning"), _T),
    Command(("action", "actie"), "action TEXT", "On the board: an action",
            partial(note, "action"), _T),
    Command(("questions", "vragen"), "questions", "Briefing and questions of this move",
            questions, ()),
    Command(("answer", "nabespreking"), "answer 1 TEXT", "Answer a question afterwards",
            answer, ()),
    Command(("report", "rapport"), "report", "Read the report, as far as it is shown",
            report, ()),
    Command(("comment", "opmerking"), "comment decisions TEXT",
            "Fact check beside a part of the report", comment, _T),
)  # fmt: skip
