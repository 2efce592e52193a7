"""Reading 3: the facts of the after-action report, from entries and scenario alone.

What was observed, what evaluators judged and what was computed stay three things.
It draws no conclusion: that is for the people who were there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from ttx import debrief_between as between
from ttx import debrief_course as course
from ttx import debrief_line as lined
from ttx import debrief_rulings as ruled
from ttx import debrief_tasks as tasks
from ttx.actions import Decision, Message, Reflect
from ttx.debrief_decisions import (
    Board,
    DecisionFact,
    RoutineFact,
    boards,
    decisions,
    routines,
)
from ttx.debrief_figures import FigureFact, legend, sources
from ttx.evaluation import moment
from ttx.evaluation_log import Log, listed, title_of_table
from ttx.figures import Figure
from ttx.journal import Entry, canonical, chained
from ttx.report import Frame
from ttx.scenario import Scenario
from ttx.text import Text, both

PURPOSES = {"orient": "orient", "develop": "develop", "test": "test"}


@dataclass(frozen=True, slots=True)
class Own:
    """What the tables said themselves to one question, right after ENDEX."""

    question: Text
    said: tuple[tuple[Text, str], ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """Who played what, when: the head of an after-action report."""

    period: Text
    tables: Text
    objectives: tuple[Text, ...]
    moves: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Front:
    """The first page: three columns that are never blended in one sentence."""

    observed: tuple[Text, ...]
    assessed: tuple[Text, ...]
    computed: tuple[course.Course, ...]
    run: Text


@dataclass(frozen=True, slots=True)
class Debrief:
    """All facts of one exercise, for a page or for another program."""

    frame: Frame
    purpose: str
    overview: Overview
    front: Front
    summary: Text
    questions: tuple[Text, ...]
    account: tuple[Own, ...]
    line: lined.Line
    boards: tuple[Board, ...]
    knew: tuple[course.Knew, ...]
    decisions: tuple[DecisionFact, ...]
    routines: tuple[RoutineFact, ...]
    courses: tuple[course.Course, ...]
    annex: tuple[course.Course, ...]
    touched: int | None
    objectives: tuple[tasks.ObjectiveFact, ...]
    observations: tuple[tasks.ObservationFact, ...]
    coverage: tuple[tasks.Coverage, ...]
    responses: tuple[between.ResponseFact, ...]
    pairs: tuple[between.Pair, ...]
    rulings: ruled.Rulings
    injects: tuple[lined.InjectFact, ...]
    assumptions: tuple[Text, ...]
    artificialities: tuple[Text, ...]
    figures: tuple[FigureFact, ...]
    legend: Text
    over: bool


def gather(
    entries: Sequence[Entry], scenario: Scenario, figures: Sequence[Figure] = ()
) -> Debrief:
    """The facts of a debrief; `figures` are the world's, for the table of sources."""
    log = Log(entries, scenario)
    made = decisions(log)
    courses = course.courses(log, made)
    objectives = tasks.objectives(log)
    return Debrief(
        frame=frame_of(log),
        purpose=scenario.purpose,
        overview=_overview(log),
        front=_front(log, made, objectives, courses),
        summary=scenario.summary,
        questions=scenario.hot_wash,
        account=_account(log),
        line=lined.line(log, made),
        boards=boards(log),
        knew=course.knew(log),
        decisions=made,
        routines=routines(made),
        courses=courses,
        annex=course.courses(log, made, sensitive=True),
        touched=course.touched_at(log),
        objectives=objectives,
        observations=tasks.observations(log),
        coverage=tasks.coverage(log),
        responses=between.responses(log),
        pairs=between.pairs(log),
        rulings=ruled.rulings(log),
        injects=lined.injects(log),
        assumptions=scenario.assumptions,
        artificialities=scenario.artificialities,
        figures=sources(figures),
        legend=legend(),
        over=bool(log.out("ended")),
    )


def _account(log: Log) -> tuple[Own, ...]:
    """By question, in the scenario's order; other questions after those."""
    asked: dict[Text, list[tuple[Text, str]]] = {
        one: [] for one in log.scenario.hot_wash
    }
    for done, one in log.of(Reflect):
        question = next((q for q in asked if one.question in (q.nl, q.en)),
                        Text(one.question, one.question))  # fmt: skip
        team = title_of_table(log.scenario, done.by)
        asked.setdefault(question, []).append((team, one.text))
    return tuple(Own(q, tuple(said)) for q, said in asked.items() if said)


def _overview(log: Log) -> Overview:
    scenario = log.scenario
    last = both("{since} to {until}", since=moment(scenario, 0),
                until=moment(scenario, max(log.ends, 0)))  # fmt: skip
    return Overview(
        last,
        listed(table.title for table in scenario.tables),
        tuple(one.title for one in scenario.objectives),
        tuple(both("{title} ({moment})", title=one.title,
                   moment=moment(scenario, one.at)) for one in scenario.moves),
    )  # fmt: skip


# --- the first page ---------------------------------------------------------------


def _front(
    log: Log,
    made: Sequence[DecisionFact],
    objectives: Sequence[tasks.ObjectiveFact],
    courses: tuple[course.Course, ...],
) -> Front:
    run = both("One computed run, with one seed. Not a forecast, and no proof of what"
               " another choice would have brought.")  # fmt: skip
    return Front(_observed(log, made), _assessed(log, objectives), courses, run)


def _observed(log: Log, made: Sequence[DecisionFact]) -> tuple[Text, ...]:
    people = sum(not one.hand for one in made)
    known = between.pairs(log)
    asked = [one for pair in known for one in pair.requests]
    told = [
        both("Tables: {count}; moves: {moves}", count=len(log.scenario.tables),
             moves=len({e.body["move"] for e in log.out("ran")})),
        both("Injects delivered: {count}", count=len(lined.injects(log))),
        both("Decisions recorded by people: {count}", count=people),
        both("Decisions by a policy: {count}", count=len(made) - people)
        if len(made) > people else Text(),
        both("Messages between tables: {count}; contacts noted: {spoken}",
             count=len(log.of(Message)), spoken=sum(len(one.contacts) for one in known)),
        both("Requests: {count}, of which with an owner {owned}, answered {answered},"
             " done {done}", count=len(asked),
             owned=sum(bool(one.owner) or one.owned is not None for one in asked),
             answered=sum(one.answered is not None for one in asked),
             done=sum(one.done is not None for one in asked)) if asked else Text(),
        both("Computed consequences disputed by a table: {count}",
             count=len(ruled.rulings(log).disputes)),
        both("What was said aloud and not written down is not in the log"),
    ]  # fmt: skip
    return tuple(one for one in told if one)


def _assessed(log: Log, objectives: Sequence[tasks.ObjectiveFact]) -> tuple[Text, ...]:
    every = [task for one in objectives for task in one.tasks]
    noted = tasks.observations(log)
    sorts = Counter(one.sort for one in noted)
    counted = listed(both("{sort} {count}", count=count, sort=sort)
                     for sort, count in sorted(sorts.items(), key=lambda one: one[0].en))  # fmt: skip
    told = [both("Observations: {count} ({sorts})", count=len(noted), sorts=counted)
            if noted else both("No observations were written down")]  # fmt: skip
    if log.scenario.purpose == "orient":
        told.append(both("The purpose of this exercise is to orient: nothing is rated"))
    else:
        told += _rated(every)
    seen = sum(bool(task.observations or task.ratings) for task in every)
    told.append(both("Critical tasks looked at: {seen} of {count}", seen=seen,
                     count=len(every)))  # fmt: skip
    told.append(both("A task that was not observed says nothing, good or bad"))
    return tuple(told)


def _rated(every: Sequence[tasks.TaskFact]) -> list[Text]:
    rated = [t for t in every
             if any(r.letter != tasks.NOT_OBSERVED for r in t.ratings)]  # fmt: skip
    twice = [t for t in rated
             if len({r.letter for r in t.ratings} - {tasks.NOT_OBSERVED}) > 1]  # fmt: skip
    told = [both("Critical tasks rated by evaluators: {rated} of {count}; the other"
                 " {rest} are not rated", rated=len(rated), count=len(every),
                 rest=len(every) - len(rated))]  # fmt: skip
    if twice:
        told.append(both("Rated differently by two evaluators: {count}; both sentences"
                         " are shown", count=len(twice)))  # fmt: skip
    return told


# --- what stands around every page --------------------------------------------------


def frame_of(log: Log) -> Frame:
    """Marking, status and colophon of this exercise's pages."""
    scenario = log.scenario
    ended = bool(log.out("ended"))
    status = both("CONCEPT" if ended else "CONCEPT - exercise not ended")
    return Frame(
        name=f"debrief-{scenario.id}",
        title=scenario.title,
        subtitle=both("After-action report"),
        marking=scenario.marking,
        status=status,
        calendar=scenario.calendar,
        colophon=tuple(_colophon(log)),
    )


def _colophon(log: Log) -> list[tuple[Text, Text]]:
    scenario = log.scenario
    started = next((e.body for e in log.out("started")), {})
    hands = Counter(d.hand for d in log.done if isinstance(d.action, Decision)
                    and d.hand.startswith("policy:"))  # fmt: skip
    policies = [_policy(scenario, name) for name in sorted(hands)]
    rows = [
        (both("Scenario"), Text(*[f"{scenario.id} {scenario.version}"] * 2)),
        (both("Purpose"), both(PURPOSES[scenario.purpose])),
        (both("Seed"), Text(*[str(started.get("seed", "-"))] * 2)),
        (both("Played by a policy"), listed(policies) or both("no table")),
        (both("Program, world number"),
         Text(*[f"{started.get('program', '-')}, {started.get('world', '-')}"] * 2)),
        (both("Digest of the journal"), Text(*[digest_of(log.entries)[:16]] * 2)),
    ]  # fmt: skip
    if parent := started.get("parent"):
        rows.append((both("Fork of"), Text(*[str(parent)] * 2)))
    return rows


def _policy(scenario: Scenario, hand: str) -> Text:
    name = hand.removeprefix("policy:")
    policy = scenario.policies.get(name)
    return policy.title if policy else Text(name, name)


def digest_of(entries: Sequence[Entry]) -> str:
    """The digest of these entries, as the journal works it out."""
    link = ""
    for entry in entries:
        link = chained(link, entry.at, entry.kind, canonical(entry.body))
    return link
