"""Reading 2: the evidence that the machine can lay beside each critical task.

From journal entries and scenario alone. It says what was recorded, never how good it
was: a rating is an evaluator's judgement, and silence is no finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from ttx.actions import (
    Adjudicate,
    Contact,
    Decision,
    Handle,
    Message,
    StandingOrder,
)
from ttx.evaluation_answers import Answer, answer_of
from ttx.evaluation_found import Found, Said, keyed, strikes_on
from ttx.evaluation_log import (
    Done,
    Log,
    figure_of,
    inject_of,
    listed,
    seat_named,
    seats_of,
    show_of,
    title_of,
    title_of_table,
)
from ttx.evaluation_words import (
    decided,
    first_effect,
    lasting,
    marked,
    moment,
    table_minutes,
)
from ttx.journal import Entry
from ttx.scenario import Evidence, Scenario, Task
from ttx.text import Text, both

Measure = Callable[[Log, Task, Evidence], Iterator[Said]]


def evidence(
    scenario: Scenario, entries: Sequence[Entry], task: str
) -> tuple[Found, ...]:
    """All that the journal holds on one critical task, in the scenario's order."""
    return of_task(Log(entries, scenario), task)


def of_task(log: Log, task: str) -> tuple[Found, ...]:
    """The same, from a journal that was read already."""
    found: list[Found] = []
    for one in log.scenario.objectives:
        for critical in one.tasks:
            if critical.id == task:
                found += _all(log, critical)
    return tuple(replace(one, strikes=strikes_on(log, task, number, one))
                 for number, one in enumerate(found, 1))  # fmt: skip


def _all(log: Log, task: Task) -> list[Found]:
    """Every line once: a decision that stands as an answer is not told again."""
    every = [
        (kind, name, one)
        for asked in task.evidence
        for kind, measure in MEASURES.items()
        if (name := _about(asked, kind))
        for one in measure(log, task, asked)
    ]
    answers = {one.source for kind, _, one in every if kind == "response"} - {0}
    return [Found(keyed(kind, name, one), one.text, one.source) for kind, name, one in every
            if kind != "decision" or one.source not in answers]  # fmt: skip


def _about(asked: Evidence, kind: str) -> str:
    about = getattr(asked, kind)
    return about if isinstance(about, str) else "-".join(about)


def _team(task: Task, asked: Evidence) -> str:
    return asked.team or task.team


def _named(log: Log, task: Task, asked: Evidence, gauge: str) -> list[str]:
    """A gauge's name for each table that it is asked of."""
    if "{instance}" not in gauge:
        return [gauge]
    team = _team(task, asked)
    seats = (
        seats_of(log.scenario, team) if team else [t.id for t in log.scenario.tables]
    )
    names = [gauge.replace("{instance}", seat) for seat in seats]
    return names if team else [name for name in names if name in log.readings]


def course(log: Log, task: Task, asked: Evidence) -> Iterator[Said]:
    """Where a gauge began, ended, and how low and high it went."""
    for gauge in _named(log, task, asked, asked.gauge):
        yield Said(_course(log, gauge), about=gauge if gauge != asked.gauge else "")


def _course(log: Log, gauge: str) -> Text:
    _, values = log.readings.get(gauge, ([], []))
    title, show = title_of(log.scenario, gauge), show_of(log.scenario, gauge)
    if not values:
        return both("{title}: not recorded", title=title)
    if show and show.sensitive:
        return both("{title}: see the annex of sensitive outcomes", title=title)
    told = [figure_of(log.scenario, gauge, value)
            for value in (values[0], values[-1], min(values), max(values))]  # fmt: skip
    return both("Computed, '{title}': {first} at the start, {last} at the end;"
                " lowest {low}, highest {high}", title=title, first=told[0],
                last=told[1], low=told[2], high=told[3])  # fmt: skip


def response(log: Log, task: Task, asked: Evidence) -> Iterator[Said]:
    """What was recorded in answer to an inject, on both clocks apart."""
    sent = [e for e in log.out("delivered") if inject_of(e) == asked.response]
    named = _inject(log, asked.response)
    if not sent:
        yield Said(both("{inject} was not delivered", inject=named))
        return
    team = _team(task, asked)
    seats = seats_of(log.scenario, team) if team else ()
    for entry in sent:
        for seat in entry.body["to"]:
            if not seats or seat in seats:
                yield _answer(log, named, answer_of(log, seat, entry))


def _inject(log: Log, name: str) -> Text:
    """An inject by its number and title, as the draaiboek has them."""
    planned = log.scenario.injects.get(name)
    title = planned.title if planned and planned.title else Text(name, name)
    if planned and planned.number:
        return both("Inject {number} '{title}'", number=planned.number, title=title)
    return both("Inject '{title}'", title=title)


def _answer(log: Log, inject: Text, answer: Answer) -> Said:
    team = title_of_table(log.scenario, answer.seat)
    done = answer.done
    if done is None or (entry := log.entry(done.seq)) is None:
        return Said(both("{inject}, {team}: no answer recorded within the time set"
                         if answer.state == "missed"
                         else "{inject}, {team}: no answer recorded",
                         inject=inject, team=team), about=answer.seat)  # fmt: skip
    told = both("{inject}, {team}: {state}, {what} at {moment}; {span}",
                inject=inject, team=team, state=answer.said,
                what=_whole(log, entry), moment=moment(log.scenario, done.at),
                span=_spans(answer))  # fmt: skip
    return Said(marked(done, told), done.seq, answer.seat)


def _whole(log: Log, entry: Entry) -> Text:
    """The table's own words with the option that they stand for."""
    option = log.scenario.options.get(str(entry.body["action"].get("option", "")))
    said = decided(log, entry)
    if option is None or said == option.title:
        return both("'{said}'", said=said)
    return both("'{said}' ('{option}')", said=said, option=option.title)


def _spans(answer: Answer) -> Text:
    """Table minutes to the decision, and exercise time to its effect: each named."""
    told = []
    if answer.before:
        told.append(both("decided before the inject came"))
    elif answer.table_minutes is not None:
        told.append(both("{span} to the decision",
                         span=table_minutes(answer.table_minutes)))  # fmt: skip
    if answer.effect is None:
        told.append(both("no effect in the model recorded"))
    elif answer.effect == 0:
        told.append(both("in effect at once"))
    else:
        told.append(both("{span} of exercise time to the effect",
                         span=lasting(answer.effect)))  # fmt: skip
    return listed(told)


def decision(log: Log, task: Task, asked: Evidence) -> Iterator[Said]:
    """Who took an option, when, and when it took effect.

    At every table, unless the evidence itself names one: who takes it is open.
    """
    seats = seats_of(log.scenario, asked.team) if asked.team else ()
    option = log.scenario.options.get(asked.decision)
    title = option.title if option else Text(asked.decision, asked.decision)
    meant = {log.source(a.entry) for _, a in log.of(Adjudicate)
             if a.ruling == "option" and a.option == asked.decision}  # fmt: skip
    taken = [
        done for done in log.done
        if isinstance(done.action, Decision | StandingOrder)
        and (done.action.option == asked.decision or done.seq in meant)
        and (not seats or done.by in seats)
    ]  # fmt: skip
    for done in taken:
        told = both("{team} decided '{option}' at {moment}; {effect}",
                    team=title_of_table(log.scenario, done.by), option=title,
                    moment=moment(log.scenario, done.at), effect=_effect(log, done))  # fmt: skip
        yield Said(marked(done, told), done.seq, str(done.seq))
    if taken:
        return
    if not asked.team:
        yield Said(both("No table recorded '{option}' as a decision", option=title))
        return
    yield Said(both("{team} did not record '{option}' as a decision", option=title,
                    team=title_of_table(log.scenario, asked.team)))  # fmt: skip


def _effect(log: Log, done: Done) -> Text:
    worked = first_effect(log, done.seq)
    if worked is None:
        return both("no effect recorded")
    if worked.at <= done.at:
        return both("in effect at once")
    return both("in effect after {span} of exercise time",
                span=lasting(worked.at - done.at))  # fmt: skip


def messages(log: Log, task: Task, asked: Evidence) -> Iterator[Said]:
    """How much two teams wrote and spoke, and what became of requests."""
    here, there = (seats_of(log.scenario, one) for one in asked.messages[:2])
    sent = [(done, m) for done, m in log.of(Message)
            if (done.by in here and _meets(m.to, there, asked.messages[1]))
            or (done.by in there and _meets(m.to, here, asked.messages[0]))]  # fmt: skip
    spoken = sum(
        (done.by in here and seat_named(log.scenario, one.with_whom)
         in (*there, asked.messages[1]))
        or (done.by in there and seat_named(log.scenario, one.with_whom)
            in (*here, asked.messages[0]))
        for done, one in log.of(Contact)
    )  # fmt: skip
    requests = [done.seq for done, m in sent if m.request]
    finished = {log.source(h.entry) for _, h in log.of(Handle) if h.state == "done"}
    names = [title_of_table(log.scenario, one) for one in asked.messages[:2]]
    yield Said(both("{one} and {other}: messages {sent}, contacts noted {spoken};"
                    " requests {asked}, recorded as done {done}", one=names[0],
                    other=names[1], sent=len(sent), spoken=spoken,
                    asked=len(requests), done=sum(seq in finished for seq in requests)))  # fmt: skip


def _meets(to: tuple[str, ...], seats: tuple[str, ...], team: str) -> bool:
    return any(one == team or one in seats for one in to)


def age(log: Log, task: Task, asked: Evidence) -> Iterator[Said]:
    """How old a table's picture of a gauge was when it decided."""
    team = _team(task, asked)
    for seat in seats_of(log.scenario, team) if team else log.reports:
        gauge = asked.age.replace("{instance}", seat)
        name, title = title_of_table(log.scenario, seat), title_of(log.scenario, gauge)
        ages = [done.at - known.true_at for done in log.done
                if done.by == seat and isinstance(done.action, Decision)
                and (known := log.knew(seat, gauge, done.at))]  # fmt: skip
        yield Said(_aged(name, title, ages), about=seat)


def _aged(team: Text, title: Text, ages: Sequence[int]) -> Text:
    if not ages:
        return both("{team}: no report of '{title}' was held at a decision",
                    team=team, title=title)  # fmt: skip
    low, high, count = lasting(min(ages)), lasting(max(ages)), len(ages)
    if count == 1:
        return both("{team}: at one decision the report of '{title}' was {low} old",
                    team=team, title=title, low=low)  # fmt: skip
    if low == high:
        return both("{team}: at {count} decisions the report of '{title}' was {low} old",
                    team=team, count=count, title=title, low=low)  # fmt: skip
    return both("{team}: at {count} decisions the report of '{title}' was {low} to"
                " {high} old", team=team, count=count, title=title, low=low,
                high=high)  # fmt: skip


MEASURES: Mapping[str, Measure] = {
    "gauge": course,
    "response": response,
    "decision": decision,
    "messages": messages,
    "age": age,
}
"""One function per kind of evidence that a task can ask for."""
NO_EVIDENCE = ("Note", "Acknowledge", "Observe", "Rate", "Share")
"""Actions that none of these functions reads: after them, evidence is as it was."""
