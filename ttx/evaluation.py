"""Reading 2: the evidence that the machine can lay beside each critical task.

From journal entries and scenario alone. It says what was recorded, never how good it
was: a rating is an evaluator's judgement, and silence is no finding.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from ttx.actions import Contact, Decision, Handle, Message, StandingOrder, Strike
from ttx.evaluation_log import (
    Done,
    Log,
    figure_of,
    inject_of,
    listed,
    seats_of,
    show_of,
    spell,
    title_of,
    title_of_table,
)
from ttx.journal import Entry
from ttx.moment import MINUTE, duration
from ttx.scenario import Evidence, Scenario, Task
from ttx.text import LANGUAGES, Text, both

Measure = Callable[[Log, Task, Evidence], Iterator[Text]]


@dataclass(frozen=True, slots=True)
class Found:
    """One piece of evidence: its key, a sentence, and who marked it as not valid."""

    key: str
    text: Text
    struck_by: str = ""
    struck_why: str = ""

    @property
    def struck(self) -> bool:
        """Whether an evaluator marked it as not valid."""
        return bool(self.struck_by)


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
    return tuple(_struck(log, task, number, one) for number, one in enumerate(found, 1))


def _all(log: Log, task: Task) -> Iterator[Found]:
    for asked in task.evidence:
        for kind, measure in MEASURES.items():
            if about := getattr(asked, kind):
                name = about if isinstance(about, str) else "-".join(about)
                for text in measure(log, task, asked):
                    yield Found(f"{kind}:{name}", text)


def _struck(log: Log, task: str, number: int, found: Found) -> Found:
    names = {found.key, str(number), *(found.text.of(lang) for lang in LANGUAGES)}
    for done, strike in log.of(Strike):
        if strike.task == task and strike.evidence in names:
            return replace(found, struck_by=done.by, struck_why=strike.why)
    return found


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


def course(log: Log, task: Task, asked: Evidence) -> Iterator[Text]:
    """Where a gauge began, ended, and how low and high it went."""
    for gauge in _named(log, task, asked, asked.gauge):
        _, values = log.readings.get(gauge, ([], []))
        title = title_of(log.scenario, gauge)
        if not values:
            yield both("{title}: not recorded", title=title)
            continue
        if (show := show_of(log.scenario, gauge)) and show.sensitive:
            yield both("{title}: see the annex of sensitive outcomes", title=title)
            continue
        told = [figure_of(log.scenario, gauge, value)
                for value in (values[0], values[-1], min(values), max(values))]  # fmt: skip
        yield both("Computed: {title}: {first} at the start, {last} at the end; lowest {low},"
                   " highest {high}", title=title, first=told[0], last=told[1],
                   low=told[2], high=told[3])  # fmt: skip


def response(log: Log, task: Task, asked: Evidence) -> Iterator[Text]:
    """What was recorded in answer to an inject, on both clocks apart."""
    sent = [e for e in log.out("delivered") if inject_of(e) == asked.response]
    if not sent:
        yield both("The inject was not delivered")
        return
    team = _team(task, asked)
    seats = seats_of(log.scenario, team) if team else ()
    for entry in sent:
        for seat in entry.body["to"]:
            if not seats or seat in seats:
                yield _answer(log, seat, entry)


def _answer(log: Log, seat: str, sent: Entry) -> Text:
    title = title_of_table(log.scenario, seat)
    mine = (sent.body["inject"], seat)
    for entry in log.out("answered"):
        if entry.seq > sent.seq and (entry.body["inject"], entry.body["team"]) == mine:
            done = log.entry(log.source(int(entry.body["entry"])))
            return both(
                "{team}: answered with '{what}'; {span}",
                team=title,
                what=decided(log, done) if done else Text(),
                span=_spans(log, sent, done or entry),
            )
    missed = (e for e in log.out("missed") if e.seq > sent.seq)
    if any((e.body["inject"], e.body["team"]) == mine for e in missed):
        return both("{team}: no answer recorded within the time set", team=title)
    return both("{team}: no answer recorded", team=title)


def _spans(log: Log, sent: Entry, done: Entry) -> Text:
    """Table minutes to the decision, and exercise time to its effect: each named."""
    told = [both("no effect in the model recorded")]
    if worked := first_effect(log, done.seq):
        told = [
            both(
                "{span} of exercise time to the effect",
                span=lasting(worked.at - sent.at),
            )
        ]
    if done.seq < sent.seq:
        told.insert(0, both("decided before the inject came"))
    elif sent.table is not None and done.table is not None:
        talk = round(max(0, done.table - sent.table) / MINUTE)
        told.insert(0, both("{count} table minutes to the decision", count=talk))
    return listed(told)


def first_effect(log: Log, decision: int) -> Entry | None:
    """The entry at which a decision first worked, if it did."""
    found = (
        e for e in log.out("worked") if log.source(int(e.body["entry"])) == decision
    )
    return next(found, None)


def decided(log: Log, entry: Entry) -> Text:
    """What a decision said: the table's own words, else the option's title."""
    plain = entry.body.get("action", {})
    text, option = str(plain.get("text", "")), str(plain.get("option", ""))
    if text:
        return Text(text, text)
    known = log.scenario.options.get(option)
    return known.title if known else Text(option, option)


def decision(log: Log, task: Task, asked: Evidence) -> Iterator[Text]:
    """Who took an option, when, and when it took effect."""
    team = _team(task, asked)
    seats = seats_of(log.scenario, team) if team else ()
    option = log.scenario.options.get(asked.decision)
    title = option.title if option else Text(asked.decision, asked.decision)
    taken = [
        done
        for done in log.done
        if isinstance(done.action, Decision | StandingOrder)
        and done.action.option == asked.decision
        and (not seats or done.by in seats)
    ]
    for done in taken:
        yield both("{team} decided '{option}' at {moment}; {effect}",
                   team=title_of_table(log.scenario, done.by), option=title,
                   moment=moment(log.scenario, done.at), effect=_effect(log, done))  # fmt: skip
    if not taken:
        yield both("'{option}' was not recorded as a decision", option=title)


def _effect(log: Log, done: Done) -> Text:
    if worked := first_effect(log, done.seq):
        return both("in effect after {span} of exercise time",
                    span=lasting(worked.at - done.at))  # fmt: skip
    return both("no effect recorded")


def messages(log: Log, task: Task, asked: Evidence) -> Iterator[Text]:
    """How much two teams wrote and spoke, and what became of requests."""
    here, there = (seats_of(log.scenario, one) for one in asked.messages[:2])
    sent = [(done, m) for done, m in log.of(Message)
            if (done.by in here and _meets(m.to, there, asked.messages[1]))
            or (done.by in there and _meets(m.to, here, asked.messages[0]))]  # fmt: skip
    spoken = sum(
        (done.by in here and one.with_whom in (*there, asked.messages[1]))
        or (done.by in there and one.with_whom in (*here, asked.messages[0]))
        for done, one in log.of(Contact)
    )
    requests = [done.seq for done, m in sent if m.request]
    finished = {log.source(h.entry) for _, h in log.of(Handle) if h.state == "done"}
    names = [title_of_table(log.scenario, one) for one in asked.messages[:2]]
    yield both("{one} and {other}: {sent} messages, {spoken} contacts noted; {asked} requests,"
               " {done} of them recorded as done", one=names[0], other=names[1],
               sent=len(sent), spoken=spoken, asked=len(requests),
               done=sum(seq in finished for seq in requests))  # fmt: skip


def _meets(to: tuple[str, ...], seats: tuple[str, ...], team: str) -> bool:
    return any(one == team or one in seats for one in to)


def age(log: Log, task: Task, asked: Evidence) -> Iterator[Text]:
    """How old a table's picture of a gauge was when it decided."""
    team = _team(task, asked)
    for seat in seats_of(log.scenario, team) if team else log.reports:
        gauge = asked.age.replace("{instance}", seat)
        name, title = title_of_table(log.scenario, seat), title_of(log.scenario, gauge)
        ages = [done.at - known.true_at for done in log.done
                if done.by == seat and isinstance(done.action, Decision)
                and (known := log.knew(seat, gauge, done.at))]  # fmt: skip
        if not ages:
            yield both("{team}: no report of '{title}' was held at a decision",
                       team=name, title=title)  # fmt: skip
            continue
        low, high = lasting(min(ages)), lasting(max(ages))
        if low == high:
            yield both("{team}: at {count} decisions the report of '{title}' was {low} old",
                       team=name, count=len(ages), title=title, low=low)  # fmt: skip
            continue
        yield both("{team}: at {count} decisions the report of '{title}' was {low} to"
                   " {high} old", team=name, count=len(ages), title=title,
                   low=low, high=high)  # fmt: skip


def lasting(span: int) -> Text:
    """A span of exercise time in words; never below nothing."""
    return spell(lambda lang: duration(max(0, span), lang))


def moment(scenario: Scenario, at: int) -> Text:
    """A moment on the exercise's own calendar; day D where it is declared."""
    calendar = scenario.calendar
    day = f"{calendar.day(at)} " if calendar.day(at) else ""
    return spell(lambda lang: day + calendar.label(at, lang))


MEASURES: Mapping[str, Measure] = {
    "gauge": course,
    "response": response,
    "decision": decision,
    "messages": messages,
    "age": age,
}
"""One function per kind of evidence that a task can ask for."""
