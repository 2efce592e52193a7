"""Reading what people wrote on the report: findings, plan, verdicts, comments, status.

Made from the journal alone; nothing is judged here, and nothing is computed.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any, TypeVar

from ttx.actions import (
    ELEMENTS,
    FINDINGS,
    PARTS,
    PLANNED,
    SIGNED,
    STATUSES,
    VERDICTS,
    Action,
    Attendance,
    Comment,
    Finding,
    Improvement,
    Observe,
    Particulars,
    Reveal,
    SignOff,
    Status,
    Weigh,
    Withdraw,
)
from ttx.evaluation_figures import named
from ttx.evaluation_log import Done, Log, title_of_table
from ttx.scenario.seats import kind_of
from ttx.text import Text, both
from ttx.view import (
    AttendanceFact,
    CommentFact,
    FindingFact,
    PlanFact,
    ReleaseFact,
    SignedFact,
    StatusFact,
    Verdict,
    Wording,
    Work,
)

A = TypeVar("A", bound=Action)


def work(log: Log) -> Work:
    """All that was written, in the order of the journal."""
    steps = tuple(_step(log, done, one) for done, one in log.of(Status))
    held = [one for _, one in log.of(Particulars)]
    found = findings(log)
    return Work(
        status=steps[-1].state if steps else "concept",
        steps=steps,
        particulars=held[-1] if held else Particulars(),
        attendance=_attendance(log),
        findings=found,
        plan=_plan(log, found),
        verdicts=tuple(_verdict(log, done, one) for done, one in log.of(Weigh)),
        comments=_comments(log),
        signed=_signed(log),
        releases=tuple(_release(log, done, one) for done, one in log.of(Reveal)),
        tables=tuple((one.id, one.title) for one in log.scenario.tables),
        objectives=tuple((one.id, one.title) for one in log.scenario.objectives),
        assumptions=_assumptions(log),
        seen=tuple(
            (
                done.seq,
                _who(log, done.by),
                both(_SEEN.get(one.sort, one.sort)),
                one.text,
            )
            for done, one in log.of(Observe)
        ),
    )


_SEEN = {"strength": "strength", "gap": "gap", "risk": "risk", "idea": "idea"}


def day_of(log: Log, done: Done) -> str:
    """The day on which something was written down (`2027-03-01`); empty if unknown."""
    entry = log.entry(done.seq)
    if entry is None or not entry.wall:
        return ""
    zone = log.scenario.calendar.startex.tzinfo
    return datetime.fromtimestamp(entry.wall, zone).date().isoformat()


# --- findings and plan ----------------------------------------------------------------


def threads(log: Log, kind: type[A]) -> list[list[tuple[Done, A]]]:
    """The wordings of each thing, oldest first, in the order of the first ones."""
    first: dict[int, int] = {}
    found: dict[int, list[tuple[Done, A]]] = {}
    for done, one in log.of(kind):
        before = getattr(one, "entry", None)
        root = first.get(before, done.seq) if before is not None else done.seq
        first[done.seq] = root
        found.setdefault(root, []).append((done, one))
    return list(found.values())


def roots(log: Log, kind: type[A]) -> dict[int, int]:
    """For the entry of every wording: that of the first one."""
    return {d.seq: thread[0][0].seq for thread in threads(log, kind) for d, _ in thread}


def _taken_back(log: Log, thread: Sequence[tuple[Done, Any]]) -> str:
    """Why it was taken back after its last wording; empty if it holds."""
    numbers, last = [done.seq for done, _ in thread], thread[-1][0].seq
    for done, one in log.of(Withdraw):
        if one.entry in numbers and done.seq > last:
            return one.why.strip() or "-"
    return ""


def _history(log: Log, thread: Sequence[tuple[Done, Any]]) -> tuple[Wording, ...]:
    return tuple(_written(log, done, one.text) for done, one in thread[:-1])


def _written(log: Log, done: Done, text: str) -> Wording:
    return Wording(done.seq, _who(log, done.by), done.by, day_of(log, done), text)


def _who(log: Log, seat: str) -> Text:
    return title_of_table(log.scenario, seat)


def findings(log: Log) -> tuple[FindingFact, ...]:
    """All findings in the order in which they were first written."""
    made: list[FindingFact] = []
    for thread in threads(log, Finding):
        done, one = thread[-1]
        number = 1 + sum(f.sort == one.sort and f.holds for f in made)
        made.append(_finding(log, thread, done, one, number))
    return tuple(made)


def _finding(log: Log, thread: Sequence[tuple[Done, Finding]], done: Done, one: Finding,
             number: int) -> FindingFact:  # fmt: skip
    found = next((o for o in log.scenario.objectives if o.id == one.objective), None)
    return FindingFact(
        entry=thread[0][0].seq, last=done.seq, number=number, sort=one.sort,
        titled=both(FINDINGS.get(one.sort, one.sort)), text=one.text,
        reference=one.reference, cause=one.cause,
        objective=found.title if found else Text(),
        capability=found.capability if found else Text(),
        team=_who(log, one.team) if one.team else Text(), seen=one.seen,
        by=_who(log, done.by), seat=done.by, day=day_of(log, done),
        history=_history(log, thread), withdrawn=_taken_back(log, thread),
        fields=(("objective", one.objective), ("team", one.team)),
    )  # fmt: skip


def _plan(log: Log, found: Sequence[FindingFact]) -> tuple[PlanFact, ...]:
    made: list[PlanFact] = []
    first = roots(log, Finding)
    for thread in threads(log, Improvement):
        done, one = thread[-1]
        of = first.get(one.finding) if one.finding is not None else None
        about = next((f for f in found if f.entry == of), None)
        made.append(PlanFact(
            entry=thread[0][0].seq, last=done.seq,
            number=1 + sum(row.holds for row in made), finding=of,
            issue=one.issue or (about.text if about else ""),
            capability=about.capability if about else Text(), text=one.text,
            element=one.element, element_titled=both(ELEMENTS[one.element])
            if one.element in ELEMENTS else Text(),
            owner=one.owner, contact=one.contact, start=one.start, end=one.end,
            above=one.above, state=one.state,
            state_titled=both(PLANNED.get(one.state, one.state)),
            by=_who(log, done.by), seat=done.by, day=day_of(log, done),
            history=_history(log, thread), withdrawn=_taken_back(log, thread),
        ))  # fmt: skip
    return tuple(made)


# --- judgement, comments, status ------------------------------------------------------


def _verdict(log: Log, done: Done, one: Weigh) -> Verdict:
    return Verdict(done.seq, one.sentence, one.verdict,
                   both(VERDICTS.get(one.verdict, one.verdict)), one.text, one.why,
                   one.wording, _who(log, done.by), done.by, day_of(log, done))  # fmt: skip


def _comments(log: Log) -> tuple[CommentFact, ...]:
    every = log.of(Comment)
    parents = {done.seq: one.reply_to for done, one in every}
    gone = [one.entry for _, one in log.of(Withdraw)]
    answers: dict[int, list[Wording]] = {}
    for done, one in every:
        if one.reply_to is not None and done.seq not in gone:
            answers.setdefault(_first(parents, done.seq), []).append(
                _written(log, done, one.text)
            )
    return tuple(
        CommentFact(done.seq, one.part, both(PARTS.get(one.part, one.part)),
                    _who(log, done.by), done.by, day_of(log, done), one.text,
                    tuple(answers.get(done.seq, ())), done.seq in gone)
        for done, one in every if one.reply_to is None
    )  # fmt: skip


def _first(parents: dict[int, int | None], seq: int) -> int:
    """The comment that a row of answers began with."""
    while (before := parents.get(seq)) is not None:
        seq = before
    return seq


def _step(log: Log, done: Done, one: Status) -> StatusFact:
    return StatusFact(one.state, both(STATUSES.get(one.state, one.state)),
                      _who(log, done.by), day_of(log, done), one.why)  # fmt: skip


def _attendance(log: Log) -> tuple[AttendanceFact, ...]:
    """Every table in the scenario's order, then the others who were counted."""
    told = {one.team: one.roles for _, one in log.of(Attendance)}
    tables = [one.id for one in log.scenario.tables]
    rest = [one for one in told if one not in tables and told[one]]
    return tuple(
        AttendanceFact(seat, _placed(log, seat), told.get(seat, ()))
        for seat in (*tables, *rest)
    )


def _placed(log: Log, seat: str) -> Text:
    if table := log.scenario.table(seat):
        return table.title
    if seat == "observer":
        return both("observers")
    return _who(log, seat) if kind_of(log.scenario, seat) else Text(seat, seat)


def _signed(log: Log) -> tuple[SignedFact, ...]:
    """The latest word of each role on each figure, in the order of the journal."""
    latest = {(one.figure, one.role): (done, one) for done, one in log.of(SignOff)}
    return tuple(
        SignedFact(done.seq, one.figure, one.verdict,
                   both(SIGNED.get(one.verdict, one.verdict)), one.role, one.date,
                   one.text, _assumption(log, one.figure), one.to)
        for done, one in latest.values()
    )  # fmt: skip


def _assumption(log: Log, figure: str) -> Text:
    """An assumption in words by its key, or what a figure is called by its place."""
    known = dict(_assumptions(log))
    return known[figure] if figure in known else named(log.scenario, figure)


def _assumptions(log: Log) -> tuple[tuple[str, Text], ...]:
    return tuple((f"assumption/{number}", text)
                 for number, text in enumerate(log.scenario.assumptions, 1))  # fmt: skip


def _release(log: Log, done: Done, one: Reveal) -> ReleaseFact:
    to = tuple(_who(log, seat) for seat in one.to)
    return ReleaseFact(one.what, one.on, to, day_of(log, done))
