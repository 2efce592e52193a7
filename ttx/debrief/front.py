"""The first page: who played, what was seen, judged and computed, in three columns.

The three are never blended in one sentence, and a trial run never passes as an exercise.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ttx.actions import ON_THE_REPORT, Message
from ttx.debrief import between, course, tasks
from ttx.debrief import line as lined
from ttx.debrief import rulings as ruled
from ttx.debrief.decisions import DecisionFact
from ttx.evaluation_log import DECIDED, Log, listed
from ttx.evaluation_words import dated, is_policy, policy_title
from ttx.scenario import NOT_OBSERVED
from ttx.text import Text, both


@dataclass(frozen=True, slots=True)
class Played:
    """Who played: `trial` where the program played all; the sentence that says so."""

    trial: bool
    warning: Text


@dataclass(frozen=True, slots=True)
class Overview:
    """Who played what, when: the head of an after-action report."""

    period: Text
    tables: Text
    seats: tuple[Text, ...]
    objectives: tuple[Text, ...]
    moves: tuple[Text, ...]
    missions: Text
    capabilities: Text


@dataclass(frozen=True, slots=True)
class Front:
    """The first page: three columns that are never blended in one sentence."""

    observed: tuple[Text, ...]
    assessed: tuple[Text, ...]
    computed: tuple[course.Course, ...]
    run: Text


def played(log: Log) -> Played:
    """Whether people played, and which tables the program played for them."""
    tables = [table.id for table in log.scenario.tables]
    people = {one.by for one in log.done if one.hand == "person" and one.by in tables
              and not isinstance(one.action, ON_THE_REPORT)}  # fmt: skip
    program = {one.by for one in log.done if is_policy(one.hand)}
    decided = any(one.hand == "person" and isinstance(one.action, DECIDED)
                  for one in log.done)  # fmt: skip
    if program and not people and not decided:
        names = sorted({one.hand for one in log.done if is_policy(one.hand)})
        told = both("Trial run: the program played all tables (policy {names}). It says"
                    " nothing about organisations or people.",
                    names=listed(both("'{name}'", name=policy(log, name))
                                 for name in names))  # fmt: skip
        return Played(True, told)
    simulated = [both("{table} (in part)", table=table.short)
                 if table.id in people else table.short
                 for table in log.scenario.tables if table.id in program]  # fmt: skip
    told = both("Simulated tables: {tables}", tables=listed(simulated))
    return Played(False, told if simulated else Text())


def policy(log: Log, hand: str) -> Text:
    """What a scenario calls the policy behind a hand."""
    return policy_title(log.scenario, hand)


def overview(log: Log) -> Overview:
    """The head of the report; its dates carry their year."""
    scenario = log.scenario
    last = both("{since} to {until}", since=dated(scenario, 0),
                until=dated(scenario, max(log.ends, 0)))  # fmt: skip
    return Overview(
        last,
        listed(table.short for table in scenario.tables),
        tuple(table.title for table in scenario.tables),
        tuple(one.title for one in scenario.objectives),
        tuple(both("{title} ({moment})", title=one.title,
                   moment=dated(scenario, one.at)) for one in scenario.moves),
        _once(one.mission for one in scenario.objectives),
        _once(one.capability for one in scenario.objectives),
    )  # fmt: skip


def _once(titles: Iterable[Text]) -> Text:
    """Each title once, as one enumeration in the scenario's order."""
    return listed(dict.fromkeys(one for one in titles if one))


# --- the first page ---------------------------------------------------------------


def front(
    log: Log,
    made: Sequence[DecisionFact],
    objectives: Sequence[tasks.ObjectiveFact],
    courses: tuple[course.Course, ...],
) -> Front:
    """The three columns."""
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
        _injects(log),
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


def _injects(log: Log) -> Text:
    sent = lined.injects(log)
    each = len({one.inject or str(one.entry) for one in sent})
    times = sum(one.deliveries for one in sent)
    if times == each:
        return both("Injects delivered: {count}", count=each)
    return both("Injects: {count} ({times} deliveries)", count=each, times=times)


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
    seen = sum(bool(task.observations) or task.rated for task in every)
    told.append(both("Critical tasks looked at: {seen} of {count}", seen=seen,
                     count=len(every)))  # fmt: skip
    told.append(both("A task that was not observed says nothing, good or bad"))
    return tuple(told)


def _rated(every: Sequence[tasks.TaskFact]) -> list[Text]:
    told = list(tasks.assessed(every))
    twice = [t for t in every
             if len({r.letter for r in t.ratings} - {NOT_OBSERVED}) > 1]  # fmt: skip
    if twice:
        told.append(both("Rated differently by two evaluators: {count}; both sentences"
                         " are shown", count=len(twice)))  # fmt: skip
    return told
