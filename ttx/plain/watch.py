"""The line-mode commands of the response cell and of evaluators.

Never rates by itself, and never says anything to a table by itself.
"""

from __future__ import annotations

from functools import partial

from ttx.actions import Call, Improvise, Observe, Rate, Strike
from ttx.plain.general import tables_of
from ttx.plain.session import Command, Deed, Misread, Session, pick
from ttx.plain.words import moment, plain, title_of
from ttx.text import clean
from ttx.view import Phone, Watched


def calls_of(session: Session) -> tuple[Phone, ...]:
    """The calls to make, in order."""
    return session.picture.cell.calls if session.picture.cell else ()


async def calls(session: Session, rest: str) -> None:
    """The calls to make, in order."""

    async def full(number: int) -> None:
        await call(session, str(number))

    if not calls_of(session):
        session.tell(session.word("There are no calls to make now."))
    told: list[tuple[str, Deed]] = []
    for index, one in enumerate(calls_of(session), 1):
        to = ", ".join(title_of(name, session.picture, session.lang) for name in one.to)
        who = plain(one.persona, session.lang)
        line = session.word("{persona} calls {to}", persona=who, to=to)
        state = session.word(one.state) if one.state else session.word("to call")
        told.append((f"{line}: {state}.", partial(full, index)))
    session.offer(told)


async def call(session: Session, rest: str) -> None:
    """The script of a call, or a tick on it."""
    number, _, tail = rest.partition(" ")
    one = pick(calls_of(session), number, session)
    state, _, text = tail.partition(" ")
    if state:
        if state not in ("called", "answered", "said"):
            raise Misread(session.word("Write: call 1 called, answered or said"))
        done = session.word("Call: {s}.", s=session.word(state))
        await session.submit(Call(one.inject, state, text), done)
        return
    marks = session.word("EXERCISE EXERCISE EXERCISE")
    if one.due is not None:
        session.tell(moment(session.picture, one.due, session.lang) + ".")
    session.tell(marks, *plain(one.script, session.lang).split("\n"), marks)
    if one.note:
        session.tell(session.word("Note: {text}", text=plain(one.note, session.lang)))


async def personas(session: Session, rest: str) -> None:
    """Whom the cell speaks for."""
    cell = session.picture.cell
    for name, title, wants, lines in cell.personas if cell else ():
        told = " ".join(plain(line, session.lang) + "." for line in lines)
        who, aim = plain(title, session.lang), plain(wants, session.lang)
        session.tell(f"{name}: {who}. {aim}. {told}".rstrip())


async def speak(session: Session, rest: str) -> None:
    """A word to a table as one of the personas."""
    cell = session.picture.cell
    titles = {name: title for name, title, _, _ in (cell.personas if cell else ())}
    words = rest.split(maxsplit=2)
    if len(words) < 3 or words[0] not in titles:
        raise Misread(session.word("Write: speak PERSONA TABLE TEXT"))
    who = plain(titles[words[0]], session.lang)
    sent = Improvise(tables_of(session, words[1]), words[2], who)
    await session.submit(sent, session.word("Sent."))


def tasks_of(session: Session) -> tuple[Watched, ...]:
    """The critical tasks of this evaluator."""
    return session.picture.book.tasks if session.picture.book else ()


async def tasks(session: Session, rest: str) -> None:
    """The critical tasks, what to look for, and the evidence."""
    lang = session.lang
    for index, one in enumerate(tasks_of(session), 1):
        who = title_of(one.team, session.picture, lang) if one.team else ""
        head = ", ".join(filter(None, (plain(one.title, lang), who)))
        session.tell(session.word("Task {number}: {title}", number=index, title=head))
        look = plain(one.looks_for, lang)
        session.tell(session.word("Look for: {text}", text=look))
        if one.limit:
            limit = plain(one.limit, lang)
            session.tell(session.word("Time, for reference: {text}", text=limit))
        for proof in one.evidence:
            session.tell(session.word("Evidence: {text}", text=plain(proof.text, lang)))
            for _, why in proof.struck:
                session.tell(session.word("Not valid because: {text}", text=clean(why)))


async def observe(kind: str, session: Session, rest: str) -> None:
    """An observation; `gap 2 TEXT` ties it to a task."""
    first, _, tail = rest.partition(" ")
    task, team, text = "", "", rest
    if first.isdigit() and tail:
        one = pick(tasks_of(session), first, session)
        task, team, text = one.task, one.team, tail
    if not text.strip():
        raise Misread(session.word("Write what you saw or heard after the word."))
    quote = text.strip().startswith('"')
    noted = Observe(kind, text.strip().strip('"'), team, task, quote=quote)
    await session.submit(noted, session.word("Observation noted."))


async def notes(session: Session, rest: str) -> None:
    """The observations so far."""
    book = session.picture.book
    if book is None or not book.noted:
        session.tell(session.word("Nothing observed yet."))
        return
    for one in book.noted:
        clock = f"{session.picture.calendar.clock(one.at):%H:%M}"
        own = one.by == session.picture.seat
        who = "" if own else f"{plain(book.author(one.by), session.lang)}, "
        session.tell(f"{clock}, {who}{session.word(one.kind)}: {clean(one.text)}.")


async def rate(session: Session, rest: str) -> None:
    """An evaluator's rating of a task, with the reason."""
    words = rest.split(maxsplit=2)
    if session.picture.book and not session.picture.book.may_rate:
        raise Misread(session.word("Nothing is rated here: the purpose is to orient."))
    if len(words) < 2:
        raise Misread(
            session.word("Write: rate 1 P, S, M, U or not-observed, then why.")
        )
    one = pick(tasks_of(session), words[0], session)
    if not one.scale:
        raise Misread(session.word("An earlier action is observed, not rated."))
    if words[1] not in one.scale:
        known = ", ".join(one.scale)
        raise Misread(session.word("Of this task you can say: {known}", known=known))
    why = words[2] if len(words) > 2 else ""
    await session.submit(
        Rate(one.task, words[1], why, one.team), session.word("Rated.")
    )


async def strike(session: Session, rest: str) -> None:
    """Machine evidence that is not valid, and why."""
    words = rest.split(maxsplit=2)
    if len(words) < 3:
        raise Misread(session.word("Write: strike TASK EVIDENCE WHY (two numbers)"))
    one = pick(tasks_of(session), words[0], session)
    struck = Strike(one.task, pick(one.evidence, words[1], session).key, words[2])
    await session.submit(struck, session.word("Struck out."))


_R, _E = ("response",), ("evaluator",)
WATCH = (
    Command(("calls", "bellijst"), "calls", "The calls to make", calls, _R),
    Command(("call", "bel"), "call 1 said", "A call's script, or a tick on it", call, _R),
    Command(("personas", "rollen"), "personas", "Whom the cell speaks for", personas, _R),
    Command(("speak", "spreek"), "speak PERSONA TABLE TEXT", "Speak to a table", speak, _R),
    Command(("tasks", "taken"), "tasks", "The critical tasks and the evidence", tasks, _E),
    Command(("strength", "sterk"), "strength 1 TEXT", "Observe a strength",
            partial(observe, "strength"), _E),
    Command(("gap", "knelpunt"), "gap 1 TEXT", "Observe a gap",
            partial(observe, "gap"), _E),
    Command(("risk", "risico"), "risk 1 TEXT", "Observe a risk",
            partial(observe, "risk"), _E),
    Command(("idea", "idee"), "idea 1 TEXT", "Observe an idea",
            partial(observe, "idea"), _E),
    Command(("notes", "waarnemingen"), "notes", "The observations so far", notes, _E),
    Command(("rate", "beoordeel"), "rate 1 P WHY", "Rate a task", rate, _E),
    Command(("strike", "schrap"), "strike 1 1 WHY", "Evidence is not valid", strike, _E),
)  # fmt: skip
