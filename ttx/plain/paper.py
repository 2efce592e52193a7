"""Entry afterwards of a move that was played from paper: cards, sheets, message slips.

All is typed in line by line; Enter goes on. What is typed is kept as drafts until all is
confirmed, so that a stop loses no more than the line that was being typed; then it goes
through the one door and the world runs on.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from functools import partial

from ttx.actions import Endex, TurnTo
from ttx.live.seat import Seat
from ttx.plain import paper_cards, paper_post, paper_sheet
from ttx.plain.desk import preview
from ttx.plain.draaiboek import desk_of
from ttx.plain.paper_form import YES, Back, Desk
from ttx.plain.paper_kept import Kept, kept, name, tables, take_out
from ttx.plain.paper_ruling import rulings, shares
from ttx.plain.session import Ended
from ttx.plain.words import decision_line, moment, plain

HELP = (
    "Type what stands on the papers: cards, then the sheets table by table, then message"
    " slips. A number takes what is listed; other words are looked up. Enter takes what is"
    " proposed or goes on.",
    "A time is a clock time (07:12, 7.12) or a minute of the move (12).",
    "< goes one question back, and from the first question to the line before. x drops the"
    " line. | answers several questions at once: 1||07:30. What stands in [] is what you"
    " typed before; Enter keeps it, - clears it.",
    "Nothing counts before you confirm the whole move. If you stop (Ctrl+D) or the machine"
    " does, every line that you kept is still there; only the line you were typing is lost.",
)
CARDS, POST = ("c", "k"), ("m", "b")
NEXT, END = ("next", "volgende"), ("end", "einde")


@dataclass(frozen=True, slots=True)
class Part:
    """One paper: what is kept of it, how it opens, and how one line of it is typed."""

    mine: Callable[[Kept], bool]
    opens: Callable[[list[Kept]], None]
    line: Callable[[int], Awaitable[bool]]


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
    session = Desk(dict(seats), "leader", lang, read, write, ()).begin()
    session.news()
    session.tell(plain(session.picture.marking, lang),
                 *(session.word(line) for line in HELP))  # fmt: skip
    try:
        if _between(session) and not await _goes_on(session, file):
            return 0
        while await _to_talk(session):
            await _papers(session)
            await _run_on(session)
            if not await _goes_on(session, file):
                break
    except Ended:
        session.tell(session.word("Goodbye. The journal keeps all that was entered."))
    return 0


def _between(session: Desk) -> bool:
    """Whether a move is over and the next has not begun."""
    picture = session.picture
    over = picture.move is not None and picture.move.state == "report"
    return over and not picture.over


async def _goes_on(session: Desk, file: str) -> bool:
    """After a move: the next one, the end of the exercise, or later."""
    session.tell(
        session.word("What the tables get next, as cards: ttx print {file}", file=file)
    )
    while True:
        answer = (await session.ask(session.word(
            "Type next when the next move was played on paper, end for ENDEX; Enter stops"
            " here."))).lower()  # fmt: skip
        if not answer or answer in NEXT:
            return bool(answer)
        if answer not in END:
            session.tell(session.word("'{given}' is not one of these.", given=answer))
        elif await _ended(session):
            return False


async def _ended(session: Desk) -> bool:
    """ENDEX, where somebody is sure of it; whether it came to that."""
    sure = await session.sure(session.word("The exercise ends for everyone."), "")
    if sure:
        await session.submit(Endex(), session.word("The exercise has ended."))
    return sure


async def _to_talk(session: Desk) -> bool:
    """Turn the move until its tables talk; False after the last one."""
    await session.settled()
    picture = session.picture
    while picture.move is None or picture.move.state not in ("talk", "commit"):
        move, state = picture.next_turn
        if picture.over or not move:
            session.tell(session.word("There is no move left to enter."))
            if not picture.over:
                await _ended(session)
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


async def _turn(session: Desk, move: str, state: str) -> bool:
    """Ask for one turn and wait for what it brings."""
    answer = await session.seat.submit(TurnTo(move, state))
    if answer.refusal is not None:
        session.tell(answer.refusal.sentence(session.lang))
        return False
    await session.settled()
    session.news()
    return True


# --- the papers -----------------------------------------------------------------------


def _parts(session: Desk) -> list[Part]:
    """Cards first, a sheet for each table, then the message slips."""
    sheets = [
        Part(partial(_of_table, table), partial(paper_sheet.opened, session, table),
             partial(paper_sheet.sheet_line, session, table))
        for table in tables(session)
    ]  # fmt: skip
    return [
        Part(lambda one: one.kind == "card", lambda _: paper_cards.opened(session),
             partial(paper_cards.card_line, session)),
        *sheets,
        Part(lambda one: one.kind == "message", lambda _: paper_post.opened(session),
             partial(paper_post.post_line, session)),
    ]  # fmt: skip


def _of_table(table: str, one: Kept) -> bool:
    return one.kind == "sheet" and one.seat == table


async def _papers(session: Desk) -> None:
    """All papers in turn, then the overview until it is confirmed."""
    parts = _parts(session)
    if not kept(session):
        await _all(session, parts)
    while True:
        lines = _overview(session)
        answer = (await session.ask(session.word(
            "yes confirms all this: it goes in and the world runs on. A number takes that"
            " line out, to type it again; t2 opens sheet 2, c the cards, m the messages."))).lower()  # fmt: skip
        if answer in YES:
            return
        part = _opened(answer, parts)
        if part is not None:
            await _part(session, part)
        elif answer.isdigit() and 1 <= int(answer) <= len(lines):
            one = lines[int(answer) - 1]
            await take_out(session, one)
            await _part(session, next(part for part in parts if part.mine(one)))
        else:
            session.tell(session.word("There is no line or paper '{given}'.", given=answer)
                         if answer else session.word("Type yes to let all this go in."))  # fmt: skip


def _opened(answer: str, parts: list[Part]) -> Part | None:
    """The paper that a word of the overview opens."""
    if answer in CARDS or answer in POST:
        return parts[0 if answer in CARDS else -1]
    number = answer[1:].strip()
    sheet = answer[:1] == "t" and number.isdigit() and 0 < int(number) < len(parts) - 1
    return parts[int(number)] if sheet else None


async def _all(session: Desk, parts: list[Part]) -> None:
    at = 0
    while at < len(parts):
        at = max(0, at + (1 if await _part(session, parts[at]) else -1))


async def _part(session: Desk, part: Part) -> bool:
    """One paper, line by line; False where somebody goes back to the one before it.

    Back from the first question of a line takes the line before it out, to be typed again.
    """
    part.opens(_mine(session, part))
    while True:
        mine = _mine(session, part)
        try:
            if not await part.line(len(mine) + 1):
                return True
        except Back:
            if not mine:
                return False
            await take_out(session, max(mine, key=lambda one: one.number))


def _mine(session: Desk, part: Part) -> list[Kept]:
    return [one for one in kept(session) if part.mine(one)]


def _overview(session: Desk) -> list[Kept]:
    lines = kept(session)
    session.tell("", session.word("All that will go in:"))
    for number, one in enumerate(lines, 1):
        session.tell(f"{number}. {one.told}")
    if not lines:
        session.tell(session.word("Nothing is typed of this move."))
    session.list(
        [f"t{n} {name(session, one)}" for n, one in enumerate(tables(session), 1)]
    )
    return lines


# --- the run --------------------------------------------------------------------------


async def _run_on(session: Desk) -> None:
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
    _refused(session, move.id)
    session.tell(session.word("The world runs on."))
    await session.settled()
    await _previewed(session)


def _refused(session: Desk, move: str) -> None:
    """Which decisions the exercise refused after all when they went in."""
    for one in desk_of(session).decided:
        if one.state == "refused" and one.move == move:
            line = decision_line(one, session.picture, session.lang)
            session.tell(f"{name(session, one.team)}: {line}")


async def _previewed(session: Desk) -> None:
    """What the run brought, for exercise control; Enter lets the tables have it."""
    session.news()
    seen = desk_of(session).preview
    move = session.picture.move
    if seen is not None and move is not None:
        preview(session, seen)
        await session.ask(session.word("Enter: so it goes to the tables."))
        await _turn(session, move.id, "report")
