"""Entry afterwards of a move that was played from paper, sheet by sheet.

A table's sheet is typed in line by line; Enter goes on. What is typed is kept as the
table's own drafts until all is confirmed, so that a stop loses nothing; then it goes
through the one door and the world runs on.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping

from ttx.actions import Decision, TurnTo
from ttx.errors import TtxError
from ttx.live.seat import Seat
from ttx.plain.desk import preview
from ttx.plain.draaiboek import desk_of
from ttx.plain.paper_ruling import rulings, shares, short, values_of
from ttx.plain.session import Ended, Misread, Session
from ttx.plain.words import decision_line, moment, plain, title_of
from ttx.view import Choice, Decided

HELP = (
    "Type what stands on the decision sheets, table by table. A number takes an option, any"
    " other words are looked up. Enter takes what is proposed or goes on. Nothing counts"
    " before you confirm it; what you typed is kept if you stop (Ctrl+D).",
)
WRONG = ("x",)
"""What drops the line that is being typed."""


class Desk(Session):
    """The leader's desk with the sheets: news is not told, the tables had it on paper."""

    def news(self) -> None:
        """Keep up with the picture, without a word."""
        self._told[self.here] = self.picture


async def run(
    seats: Mapping[str, Seat],
    lang: str,
    read: Callable[[], Awaitable[str | None]],
    write: Callable[[str], None],
    file: str,
) -> int:
    """Take in one move after another until there is no more; 0.

    `seats` holds the leader's and all tables' seats of one host; `file` is the journal,
    for the sentence that says how to print what comes next.
    """
    session = Desk(dict(seats), "leader", lang, read, write, ())
    session.news()
    session.tell(plain(session.picture.marking, lang),
                 *(session.word(line) for line in HELP))  # fmt: skip
    try:
        while await _to_talk(session):
            await _sheets(session)
            await _run_on(session)
            session.tell(
                session.word(
                    "What the tables get next, as cards: ttx print {file}", file=file
                )
            )
            answer = await session.ask(session.word(
                "Type next when the next move was played on paper; Enter stops here."))  # fmt: skip
            if answer.lower() not in ("next", "volgende"):
                break
    except Ended:
        session.tell(session.word("Goodbye. The journal keeps all that was entered."))
    return 0


async def _to_talk(session: Session) -> bool:
    """Turn the move until its tables talk; False after the last one."""
    await session.settled()
    picture = session.picture
    while picture.move is None or picture.move.state not in ("talk", "commit"):
        move, state = picture.next_turn
        if picture.over or not move:
            session.tell(session.word("There is no move left to enter."))
            return False
        if picture.move is not None and picture.move.state == "preview":
            await _previewed(session)
        elif not await _turn(session, move, state):
            return False
        picture = session.picture
    at = moment(picture, picture.now, session.lang)
    title = plain(picture.move.title, session.lang)
    session.tell("", session.word("Move {number}, {title}. The world stands at {now}.",
                                  number=picture.move.number, title=title, now=at))  # fmt: skip
    return True


async def _turn(session: Session, move: str, state: str) -> bool:
    """Ask for one turn and wait for what it brings."""
    answer = await session.seat.submit(TurnTo(move, state))
    if answer.refusal is not None:
        session.tell(answer.refusal.sentence(session.lang))
        return False
    await session.settled()
    session.news()
    return True


# --- the sheets -----------------------------------------------------------------------


def _tables(session: Session) -> list[str]:
    return [
        one for one in session.seats if session.seats[one].picture().kind == "table"
    ]


async def _sheets(session: Session) -> None:
    """All tables' sheets in turn, then the overview until it is confirmed."""
    if not _typed(session):
        for table in _tables(session):
            await _sheet(session, table)
    while True:
        typed = _overview(session)
        tables = _tables(session)
        answer = (await session.ask(session.word(
            "Enter confirms all this and lets the world run on. A number takes that line out, to"
            " type it again; t and a number opens the sheet of that table."))).lower()  # fmt: skip
        if not answer:
            return
        number = answer.lstrip("t ").strip()
        if (
            answer.startswith("t")
            and number.isdigit()
            and 1 <= int(number) <= len(tables)
        ):
            await _sheet(session, tables[int(number) - 1])
        elif answer.isdigit() and 1 <= int(answer) <= len(typed):
            await _again(session, *typed[int(answer) - 1])
        else:
            session.tell(
                session.word("There is no line or table '{given}'.", given=answer)
            )


def _typed(session: Session) -> list[tuple[str, Decided]]:
    """All that was typed and is not confirmed: table and draft."""
    return [(table, one) for table in _tables(session)
            for one in session.seats[table].picture().decided if one.state == "draft"]  # fmt: skip


def _overview(session: Session) -> list[tuple[str, Decided]]:
    typed = _typed(session)
    numbered = ", ".join(f"t{n} {_name(session, one)}"
                         for n, one in enumerate(_tables(session), 1))  # fmt: skip
    session.tell(session.word("Tables: {names}", names=numbered))
    for number, (table, one) in enumerate(typed, 1):
        line = decision_line(one, session.picture, session.lang)
        session.tell(f"{number}. {_name(session, table)}: {line}")
    if not typed:
        session.tell(session.word("No table decided anything in this move."))
    return typed


def _name(session: Session, table: str) -> str:
    return title_of(table, session.picture, session.lang)


async def _again(session: Session, table: str, one: Decided) -> None:
    """Take a line out, and type it again."""
    await session.seats[table].erase(one.entry)
    await _sheet(session, table)


async def _sheet(session: Session, table: str) -> None:
    """One table's sheet, line by line; Enter on an empty line ends it."""
    seat = session.seats[table]
    listed = [one for one in seat.picture().choices if one.offer == "open"]
    session.tell("", session.word("Sheet of {table}", table=_name(session, table)))
    for number, one in enumerate(listed, 1):
        session.tell(f"{number}. {short(one, session.lang)}")
    while True:
        count = sum(one == table for one, _ in _typed(session)) + 1
        typed = await session.ask(session.word(
            "Decision {number} of {table} (number or words; Enter: none left):",
            number=count, table=_name(session, table)))  # fmt: skip
        if not typed:
            return
        try:
            await _line(session, table, typed, listed)
        except (Misread, TtxError) as wrong:
            told = (
                wrong.sentence(session.lang)
                if isinstance(wrong, TtxError)
                else str(wrong)
            )
            session.tell(told)


async def _line(session: Session, table: str, typed: str, listed: list[Choice]) -> None:
    """One line of a sheet: what, when, with which values, who agreed, why."""
    choice, text = await _meant(session, table, typed, listed)
    if choice is not None and choice.blocked is not None:
        raise Misread(choice.blocked.sentence(session.lang))
    when = await _when(session)
    values = await values_of(session, choice)
    agreed = ""
    if choice is not None and choice.agree:
        who = ", ".join(plain(one, session.lang) for one in choice.agree)
        agreed = await session.ask(session.word("Who agreed? Needed: {who}", who=who))
    why = await session.ask(session.word("Why? (Enter: not written down)"))
    now = session.picture.now
    made = Decision(text, choice.option if choice else "", values,
                    when if when > now else None, agreed, why, when)  # fmt: skip
    told = _told(session, table, made, choice)
    answer = await session.ask(
        f"{told}\n" + session.word("Enter keeps it; x drops it.")
    )
    if answer.lower() in WRONG:
        session.tell(session.word("Not done."))
        return
    given = await session.seats[table].submit(made)
    if given.refusal is not None:
        session.tell(session.word("Not done: {sentence}",
                                  sentence=given.refusal.sentence(session.lang)))  # fmt: skip


def _told(session: Session, table: str, made: Decision, choice: Choice | None) -> str:
    """The whole line, to be read over before it is kept."""
    when = moment(session.picture, made.on_paper or 0, session.lang)
    return " · ".join(filter(None, (
        _name(session, table), when, plain(choice.title, session.lang) if choice else "",
        made.text, ", ".join(f"{name} = {value}" for name, value in made.values),
        session.word("agreed: {who}", who=made.agreed) if made.agreed else "",
        session.word("why: {text}", text=made.why) if made.why else "",
    )))  # fmt: skip


async def _meant(
    session: Session, table: str, typed: str, listed: list[Choice]
) -> tuple[Choice | None, str]:
    """The option that is meant, if any, and the table's own words."""
    if typed.isdigit():
        if 1 <= int(typed) <= len(listed):
            return listed[int(typed) - 1], ""
        raise Misread(session.word("Give a number from 1 to {count}; you gave '{given}'.",
                                   count=len(listed), given=typed))  # fmt: skip
    found = await session.seats[table].propose(typed)
    if not found:
        return None, typed
    session.tell(session.word("It could mean:"))
    for number, one in enumerate(found, 1):
        session.tell(f"{number}. {short(one, session.lang)}")
    picked = await session.ask(session.word("Number; Enter: only as typed."))
    if picked.isdigit() and 1 <= int(picked) <= len(found):
        return found[int(picked) - 1], typed
    if picked:
        raise Misread(session.word("Give a number from 1 to {count}; you gave '{given}'.",
                                   count=len(found), given=picked))  # fmt: skip
    return None, typed


async def _when(session: Session) -> int:
    """When it was decided, in exercise time; what holds later is told so."""
    picture = session.picture
    while True:
        now = moment(picture, picture.now, session.lang)
        typed = await session.ask(session.word("Decided when? (Enter: {now})", now=now))
        try:
            when = picture.calendar.parse(typed) if typed else picture.now
        except ValueError:
            session.tell(
                session.word("Write a time as 14:00, T+6:30 or 2027-01-19 08:00.")
            )
            continue
        if when < picture.now:
            session.tell(
                session.word("The world stands at {now}: it holds from then.", now=now)
            )
        return when


# --- the run --------------------------------------------------------------------------


async def _run_on(session: Session) -> None:
    """Enter all drafts, with the rulings and shares that they need, and run on."""
    move = session.picture.move
    assert move is not None
    asks = {"claims-open": shares, "rule-first": rulings}
    while True:
        answer = await session.seat.submit(TurnTo(move.id, "run"))
        if answer.refusal is None:
            break
        session.tell(answer.refusal.sentence(session.lang))
        if answer.refusal.key not in asks:
            raise Ended
        session.news()
        await asks[answer.refusal.key](session)
    session.tell(session.word("The world runs on."))
    await session.settled()
    await _previewed(session)


async def _previewed(session: Session) -> None:
    """What the run brought, for exercise control; Enter lets the tables have it."""
    session.news()
    seen = desk_of(session).preview
    move = session.picture.move
    if seen is not None and move is not None:
        preview(session, seen)
        await session.ask(session.word("Enter: so it goes to the tables."))
        await _turn(session, move.id, "report")
