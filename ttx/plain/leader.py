"""The line-mode commands of exercise control: moves, draaiboek, time, the end.

Never does what cannot be undone without a yes.
"""

from __future__ import annotations

from ttx.actions import (
    STATUSES,
    Endex,
    Jump,
    ModelOff,
    MoreTime,
    Reveal,
    Script,
    Status,
    TakeOver,
    TurnTo,
)
from ttx.live.seat import (
    AnotherSeed,
    ComputeInfluence,
    Fork,
    Go,
    Pause,
    Speed,
    WriteDebrief,
)
from ttx.moment import MINUTE, offset
from ttx.plain.draaiboek import desk_of, minutes
from ttx.plain.general import tables_of
from ttx.plain.session import Command, Misread, Session
from ttx.plain.words import decision_line, moment, plain, reading_line, title_of
from ttx.view import Turn


async def next_(session: Session, rest: str) -> None:
    """The move's next state, or the next move, or the end."""
    picture = session.picture
    if picture.over:
        await debrief(session, "")
        return
    if picture.pace == "running":
        await session.ask_host(Go())
        return
    move, state = picture.next_turn
    if not move:
        await endex(session, rest)
        return
    if state == "run" and not await session.sure(_before_run(session), rest):
        return
    if state == "report" and not await session.sure(
        session.word("The tables get this run; it cannot be played again after that."),
        rest,
    ):
        return
    now = session.word("Now: {state}", state=session.word(state))
    await session.submit(TurnTo(move, state), now)


def _before_run(session: Session) -> str:
    picture, desk = session.picture, desk_of(session)
    told = [session.word("The decisions as they stand are entered and cannot change.")]
    if picture.talking:
        who = ", ".join(title_of(t, picture, session.lang) for t in picture.talking)
        told.append(session.word("Still talking: {who}.", who=who))
    waiting = sum(one.state != "ruled" for one in desk.free)
    waiting += sum(not one.settled for one in desk.contests)
    if waiting:
        told.append(
            session.word("{count} matters wait at the world desk.", count=waiting)
        )
    return " ".join(told)


async def back(session: Session, rest: str) -> None:
    """Back to the tables."""
    move = session.picture.move
    if move is None:
        raise Misread(session.word("There is no move now."))
    await session.submit(TurnTo(move.id, "talk"), session.word("Back to the tables."))


async def more(session: Session, rest: str) -> None:
    """Five more minutes, or as many as you say."""
    by = minutes(session, rest) if rest else 5 * MINUTE
    await session.submit(MoreTime(by), session.word("More time for all tables."))


async def tables(session: Session, rest: str) -> None:
    """How each table is doing."""
    for one in desk_of(session).tables:
        state = "talking" if one.table in session.picture.talking else ""
        state = "confirmed" if one.committed else state
        state = f"{session.word(state)}, " if state else ""
        if one.policy:
            state += session.word("played by {policy}", policy=one.policy) + ", "
        counts = session.word(
            "{unread} unread, {drafts} drafts, {open} not answered",
            unread=one.unread, drafts=one.drafts, open=one.unanswered,
        )  # fmt: skip
        session.tell(
            f"{plain(one.title, session.lang)} ({one.table}): {state}{counts}."
        )


async def truth(session: Session, rest: str) -> None:
    """What is true now."""
    for one in session.picture.readings:
        line = reading_line(one, session.picture, session.lang)
        session.tell(f"{one.gauge}. {line}")


async def view(session: Session, rest: str) -> None:
    """What a table believes and has decided."""
    if rest not in {one.table for one in desk_of(session).tables}:
        raise Misread(session.word("Write view and the name of a table."))
    seen = await session.seat.as_seen_by(rest)
    session.tell(plain(seen.title, session.lang) + ".")
    for one in seen.readings:
        session.tell(reading_line(one, seen, session.lang))
    for decided in seen.decided:
        session.tell(decision_line(decided, seen, session.lang))


async def take(session: Session, rest: str) -> None:
    """A policy plays a table, or (people) people do again."""
    team, _, policy = rest.partition(" ")
    known = [name for name, _ in desk_of(session).policies]
    if policy.strip() not in (*known, "", "people", "mensen"):
        listed = ", ".join([*known, "people"])
        raise Misread(session.word("Write one of: {listed}.", listed=listed))
    by = "" if policy.strip() in ("people", "mensen") else policy.strip()
    await session.submit(TakeOver(team, by), session.word("Noted."))


async def log(session: Session, rest: str) -> None:
    """What all tables decided, with the number that fork takes."""
    desk = desk_of(session)
    lines = {one.entry: _step(session, one) for one in desk.turns}
    for one in desk.decided:
        who = title_of(one.team, session.picture, session.lang)
        line = f"{who}: {decision_line(one, session.picture, session.lang)}"
        if one.state == "draft":
            session.tell(line)
        else:
            lines[one.entry] = line
    for entry in sorted(lines):
        session.tell(f"{entry}. {lines[entry]}")


def _step(session: Session, one: Turn) -> str:
    """A step of exercise control, in words."""
    when = moment(session.picture, one.at, session.lang)
    what = ": ".join(
        filter(None, (plain(one.title, session.lang), session.word(one.state)))
    )
    return session.word("Exercise control, {when}: {what}.", when=when, what=what)


async def fork(session: Session, rest: str) -> None:
    """Back to just before an entry, in a new journal."""
    number, _, yes = rest.partition(" ")
    desk = desk_of(session)
    entered = [one.entry for one in desk.decided if one.state != "draft"]
    known = [str(entry) for entry in (*entered, *(one.entry for one in desk.turns))]
    if number not in known:
        raise Misread(session.word("Write fork and a number that log tells."))
    consequence = session.word("All tables go back; the old journal stays whole.")
    if await session.sure(consequence, yes):
        await session.ask_host(Fork(int(number)))


async def pause(session: Session, rest: str) -> None:
    """Running time stops."""
    await session.ask_host(Pause(rest))


async def go(session: Session, rest: str) -> None:
    """Running time goes on."""
    await session.ask_host(Go())


async def speed(session: Session, rest: str) -> None:
    """Exercise seconds per real second; 0 is as fast as it goes."""
    try:
        factor = float(rest)
    except ValueError as wrong:
        raise Misread(session.word("Write a number, such as speed 60.")) from wrong
    await session.ask_host(Speed(factor))


async def jump(session: Session, rest: str) -> None:
    """Leap to a moment, after telling what is passed."""
    typed, given = (rest[:-4], "yes") if rest.endswith(" yes") else (rest, "")
    try:
        to = session.picture.calendar.parse(typed)
    except ValueError as wrong:
        hint = session.word("Write a time as 14:00, T+6:30 or 2027-01-19 08:00.")
        raise Misread(hint) from wrong
    now = session.seat.face().now
    passed = [
        plain(one.title, session.lang)
        for one in desk_of(session).lines
        if one.due is not None and now < one.due <= to and one.entry is None
    ]
    listed = "; ".join(passed) or session.word("nothing that is planned")
    if await session.sure(session.word("On the way: {passed}.", passed=listed), given):
        await session.submit(Jump(to), session.word("Jumped to {to}.", to=offset(to)))


async def reseed(session: Session, rest: str) -> None:
    """The previewed run again with other luck."""
    consequence = session.word(
        "A new journal begins before the run; the old one stays."
    )
    if await session.sure(consequence, rest):
        await session.ask_host(AnotherSeed())


async def script(session: Session, rest: str) -> None:
    """Your own text instead of the computed report."""
    names, _, text = rest.partition(" ")
    to = tables_of(session, names)
    why = await session.ask(session.word("Why? It stands in the report."))
    done = session.word("The tables get your text.")
    await session.submit(Script(to, text.strip(), why), done)


async def model(session: Session, rest: str) -> None:
    """The world off (scripted texts only) or on."""
    how, _, why = rest.partition(" ")
    if how not in ("on", "off", "aan", "uit"):
        raise Misread(session.word("Write model off or model on, then why."))
    off = how in ("off", "uit")
    await session.submit(ModelOff(off, why), session.word("Noted."))


async def reveal(session: Session, rest: str) -> None:
    """Show the tables more, in this order; the debrief also to one table."""
    names = ("hot-wash", "truth", "influence", "sensitive", "debrief")
    what, _, table = rest.partition(" ")
    if what not in names:
        raise Misread(session.word("Write one of: {listed}.", listed=", ".join(names)))
    had = session.picture.work.released if session.picture.work else ()
    on = what not in session.picture.revealed if not table else table not in had
    to = (table.strip(),) if table else ()
    await session.submit(Reveal(what, on, to), session.word("Noted."))


async def status(session: Session, rest: str) -> None:
    """Where the report stands: concept, fact-check or adopted."""
    state, _, why = rest.partition(" ")
    if state not in STATUSES:
        listed = ", ".join(STATUSES)
        raise Misread(session.word("Write one of: {listed}.", listed=listed))
    await session.submit(Status(state, why.strip()), session.word("Noted."))


async def debrief(session: Session, rest: str) -> None:
    """Write the debrief and say where it lies."""
    await session.ask_host(WriteDebrief(session.lang))


async def influence(session: Session, rest: str) -> None:
    """Start computing what each decision moved, or say how far that is."""
    runs = rest.strip() or "100"
    if not runs.isdecimal():
        raise Misread(session.word("Write a number of runs, as in: influence 100"))
    await session.ask_host(ComputeInfluence(int(runs)))


async def endex(session: Session, rest: str) -> None:
    """The end of the exercise."""
    consequence = session.word("After ENDEX nothing can be decided any more.")
    if await session.sure(consequence, rest):
        await session.submit(Endex(), session.word("ENDEX. Now the first look back."))


_L = ("leader",)
LEADER = tuple(
    Command(names, usage, says, run, _L)
    for names, usage, says, run in (
        (("next", "volgende"), "next", "What comes next: state, move or end", next_),
        (("back", "terug"), "back", "Back to the tables", back),
        (("more", "meertijd"), "more 5", "More minutes for all tables", more),
        (("tables", "tafels"), "tables", "How each table is doing", tables),
        (("truth", "waarheid"), "truth", "What is true now", truth),
        (("view", "bekijk"), "view TABLE", "What a table believes", view),
        (("take", "overnemen"), "take TABLE POLICY", "A policy plays a table", take),
        (("log",), "log", "What all tables decided", log),
        (("fork",), "fork NUMBER", "Back to before an entry", fork),
        (("pause", "pauze"), "pause WHY", "Running time stops", pause),
        (("go", "verder"), "go", "Running time goes on", go),
        (("speed", "snelheid"), "speed 60", "How fast running time goes", speed),
        (("jump", "spring"), "jump T+6:00", "Jump to a time", jump),
        (("reseed",), "reseed", "Other luck for this run", reseed),
        (("script",), "script all TEXT", "Scripted text instead of the run", script),
        (("model",), "model off WHY", "Model off or on", model),
        (("reveal", "tonen"), "reveal truth", "Reveal to the tables", reveal),
        (("stage", "stadium"), "stage fact-check WHY", "Status of the report", status),
        (("debrief", "evaluatie"), "debrief", "Write the debrief", debrief),
        (
            ("influence", "invloed"),
            "influence 100",
            "Compute the influence of decisions, or how far that is",
            influence,
        ),
        (("endex",), "endex", "The end of the exercise", endex),
    )
)
