"""The report of one table: what it knew, decided, asked and was seen to do.

Other tables stand in it only as who was asked or who asked. It is cut from the whole
report; nothing is computed anew and nothing is added.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from ttx.debrief.course import Course
from ttx.debrief.decisions import is_sensitive, seen_by
from ttx.debrief.facts import Debrief, Own, Scenes
from ttx.debrief.front import Front
from ttx.debrief.influence import Influence, InfluenceFact
from ttx.debrief.line import Line
from ttx.debrief.map import MapFact
from ttx.debrief.matrix import Matrix
from ttx.debrief.picture import Known
from ttx.debrief.responses import responses
from ttx.debrief.rulings import Rulings
from ttx.debrief.tasks import ObjectiveFact, TaskFact
from ttx.errors import UsageError
from ttx.evaluation_log import Log, title_of
from ttx.scenario import Table
from ttx.text import Text, both
from ttx.view import Work

T = TypeVar("T")


def for_table(facts: Debrief, log: Log, seat: str) -> Debrief:
    """The report of the table `seat`; UsageError where the scenario has no such table."""
    table = log.scenario.table(seat)
    if table is None:
        known = ", ".join(one.id for one in log.scenario.tables)
        raise UsageError("There is no table '{name}'; this scenario has: {all}",
                         name=seat, all=known)  # fmt: skip
    frame = replace(
        facts.frame,
        name=f"{facts.frame.name}-{seat}",
        subtitle=both("After-action report for {table}", table=table.title),
    )
    made = replace(
        facts, frame=frame, coverage=(), sides=(), matrix=Matrix(()), figures=(),
        notice=both("This report tells of one table alone. Other tables stand in it only"
                    " where this one had to do with them."),
    )  # fmt: skip
    return _assessed(_lived(made, table), log, table)


def _kept(found: Iterable[T], mine: Callable[[T], bool]) -> tuple[T, ...]:
    return tuple(one for one in found if mine(one))


def _lived(facts: Debrief, table: Table) -> Debrief:
    """What the table went through: account, time line, picture, decisions."""
    name = table.short
    own = _kept(facts.decisions, lambda one: one.seat == table.id)
    numbers = [str(one.number) for one in own]
    rows = _kept(facts.scenes.load.rows, lambda one: one.seat == table.id)
    return replace(
        facts,
        account=tuple(
            Own(one.question, said) for one in facts.account
            if (said := _kept(one.said, lambda said: said[0] == name))
        ),
        line=_line(facts.line, table),
        scenes=Scenes(replace(facts.scenes.load, rows=rows), MapFact((), (), Text()), None),
        boards=_kept(facts.boards, lambda one: one.team == name),
        knew=_kept(facts.knew, lambda one: one.seat == table.id),
        at_once=_kept(facts.at_once, lambda one: one.seat == table.id),
        known=_known(facts.known, table),
        decisions=own,
        routines=_kept(facts.routines, lambda one: one.team == name),
        courses=tuple(_marked(one, numbers) for one in facts.courses),
        influence=_influence(facts.influence, table),
        sentences=_kept(facts.sentences, lambda one: one.seat in ("", table.id)),
        earlier=(),
        injects=tuple(replace(one, to=(name,), deliveries=1)
                      for one in facts.injects if name in one.to),
    )  # fmt: skip


def _influence(found: Influence | None, table: Table) -> Influence | None:
    """What this table's own decisions moved; of another table's nothing is told."""
    if found is None:
        return None

    def own(facts: Iterable[InfluenceFact]) -> tuple[InfluenceFact, ...]:
        return _kept(facts, lambda one: one.seat == table.id)

    return replace(found, taken=own(found.taken), same=own(found.same),
                   open=own(found.open), open_less=own(found.open_less),
                   open_same=own(found.open_same))  # fmt: skip


def _line(line: Line, table: Table) -> Line:
    return replace(line, lanes=_kept(line.lanes, lambda one: one.seat == table.id))


def _marked(course: Course, numbers: list[str]) -> Course:
    """A course with this table's own decisions on it alone."""
    marks = _kept(course.marks, lambda one: one.kind == "override" or one.label in numbers)  # fmt: skip
    return replace(course, marks=marks)


def _known(known: Known, table: Table) -> Known:
    return Known(
        _kept(known.pictures, lambda one: one.seat == table.id),
        _kept(known.shared, lambda one: table.short in (one.owner, *(who for _, who, _ in one.written))),
        _kept(known.cuts, lambda one: one.team == table.short),
    )  # fmt: skip


def _assessed(facts: Debrief, log: Log, table: Table) -> Debrief:
    """What was seen and judged of the table, and what it had to do with others."""
    work = _work(facts.work, table)
    pairs = _kept(facts.pairs, lambda one: table.id in one.seats)
    noted = _kept(facts.observations, lambda one: one.team == table.short)
    tasks = [task.id for one in log.scenario.objectives for task in one.tasks
             if task.team in (table.id, table.team)]  # fmt: skip
    objectives = _objectives(facts.objectives, tasks, log, table)
    made = replace(
        facts, work=work, pairs=pairs, observations=noted, objectives=objectives,
        responses=responses(log, table.id), rulings=_rulings(facts.rulings, log, table),
        stories=_kept(facts.stories, lambda one: table.short in (one.asker.team, one.asked.team)),
    )  # fmt: skip
    return replace(made, front=_front(made))


def _objectives(found: Iterable[ObjectiveFact], tasks: list[str], log: Log,
                table: Table) -> tuple[ObjectiveFact, ...]:  # fmt: skip
    """The objectives with this table's tasks; of others, what was said of this table."""
    made = []
    for one in found:
        kept = [task if task.id in tasks else _about(task, table) for task in one.tasks]
        kept = [_proved(task, table, log) for task in kept]
        own = tuple(task for task in kept if task.id in tasks or task.observations or task.ratings)  # fmt: skip
        if own:
            made.append(replace(one, tasks=own, assessed=()))
    return tuple(made)


def _proved(task: TaskFact, table: Table, log: Log) -> TaskFact:
    """A task with the evidence that is not about another table."""
    others = [f"@{one.id}" for one in log.scenario.tables if one.id != table.id]
    return replace(
        task, evidence=_kept(task.evidence, lambda one: not one.key.endswith(tuple(others)))
    )  # fmt: skip


def _about(task: TaskFact, table: Table) -> TaskFact:
    return replace(
        task, evidence=(),
        observations=_kept(task.observations, lambda one: one.team == table.short),
        ratings=_kept(task.ratings, lambda one: one.team == table.short),
    )  # fmt: skip


def _rulings(rulings: Rulings, log: Log, table: Table) -> Rulings:
    name = table.short
    seen = [title_of(log.scenario, gauge) for gauge in
            (*seen_by(log, table), *log.reports.get(table.id, {}))
            if not is_sensitive(log.scenario, gauge)]  # fmt: skip
    return replace(
        rulings,
        adjudications=_kept(rulings.adjudications, lambda one: one.team == name),
        overrides=_kept(rulings.overrides, lambda one: one.title in seen),
        claims=_kept(rulings.claims, lambda one: one.team == name),
        disputes=_kept(rulings.disputes, lambda one: one.team == name),
        settlements=(), acts=(), events=(),
    )  # fmt: skip


def _work(work: Work, table: Table) -> Work:
    """Findings about this table or about all; the rows that answer them; its own words."""
    names = (table.short, table.title)
    findings = _kept(work.findings, lambda one: not one.team or one.team in names)
    known = [one.entry for one in findings]
    owners = [one.of(lang).casefold() for one in names for lang in ("nl", "en")]
    plan = _kept(work.plan, lambda one: one.finding in known
                 or one.owner.strip().casefold() in (table.id, *owners))  # fmt: skip
    return replace(
        work, findings=findings, plan=plan,
        attendance=_kept(work.attendance, lambda one: one.seat == table.id),
        comments=_kept(work.comments, lambda one: one.seat == table.id),
    )  # fmt: skip


def _front(facts: Debrief) -> Front:
    """The first page of one table: its own counts."""
    people = sum(not one.hand for one in facts.decisions)
    asked = [one for pair in facts.pairs for one in pair.requests]
    observed = [
        both("Injects delivered: {count}", count=len(facts.injects)),
        both("Decisions recorded by people: {count}", count=people),
        both("Decisions by a policy: {count}", count=len(facts.decisions) - people)
        if len(facts.decisions) > people else Text(),
        both("Requests: {count}, of which with an owner {owned}, answered {answered},"
             " done {done}", count=len(asked),
             owned=sum(bool(one.owner) or one.owned is not None for one in asked),
             answered=sum(one.answered is not None for one in asked),
             done=sum(one.done is not None for one in asked)) if asked else Text(),
        both("Computed consequences disputed by a table: {count}",
             count=len(facts.rulings.disputes)),
        both("What was said aloud and not written down is not in the log"),
    ]  # fmt: skip
    tasks = [task for one in facts.objectives for task in one.tasks]
    seen = sum(bool(task.observations) or task.rated for task in tasks)
    assessed = (
        both("Observations: {count}", count=len(facts.observations)),
        both(
            "Critical tasks looked at: {seen} of {count}", seen=seen, count=len(tasks)
        ),
        both("A task that was not observed says nothing, good or bad"),
    )
    kept = tuple(one for one in observed if one)
    return Front(kept, assessed, facts.front.computed, facts.front.run)
