"""What passed between tables, and between an inject and an answer.

Requests with their five steps, contacts, and the two latencies kept apart. No table
is measured against another, and silence is told as silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ttx.actions import Contact, Handle, Message
from ttx.debrief_decisions import numbers
from ttx.debrief_line import CHANNELS, title_of_letter
from ttx.evaluation_answers import answer_of
from ttx.evaluation_log import (
    Done,
    Log,
    inject_of,
    listed,
    seat_named,
    seats_of,
    title_of_table,
)
from ttx.evaluation_words import is_policy, lasting, placed, table_minutes
from ttx.journal import Entry
from ttx.scenario import Inject, Scenario
from ttx.text import Text, both

MILITARY = ("defen", "milit", "pecc", "forces", "krijgsmacht")
"""How a military persona, or a party written by hand, is known by its name."""


@dataclass(frozen=True, slots=True)
class Step:
    """A moment: its exercise time and, where that stands still, the table's own."""

    at: int
    placed: Text


@dataclass(frozen=True, slots=True)
class RequestFact:
    """A request and its five steps; None where a step was not recorded."""

    entry: int
    asker: Text
    asked_of: Text
    text: str
    channel: Text
    asked: Step
    understood: Step | None
    owned: Step | None
    owner: str
    answered: Step | None
    done: Step | None
    refused: Step | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactFact:
    """A contact outside the keyboard, as one of the two noted it."""

    entry: int
    at: int
    placed: Text
    noted_by: Text
    with_whom: Text
    how: Text
    about: str
    outcome: str


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organisations: what they asked of each other, wrote and said."""

    one: Text
    other: Text
    interface: bool
    requests: tuple[RequestFact, ...]
    contacts: tuple[ContactFact, ...]
    messages: int


@dataclass(frozen=True, slots=True)
class ResponseFact:
    """An inject that expected a response, of one table (or several silent ones).

    `decision` is the number of the decision that answered. `table_minutes` is real
    time from inject to decision; `exercise` is exercise time (ms) from inject to the
    first effect. None where nothing was recorded.
    """

    number: str
    title: Text
    at: int
    team: Text
    state: Text
    decision: int | None
    policy: bool
    table_minutes: int | None
    exercise: int | None
    to_decision: tuple[Text, ...]
    to_effect: Text


def pairs(log: Log) -> tuple[Pair, ...]:
    """Every pair that had to do with each other; civil with military first."""
    found: dict[tuple[str, str], list[Done]] = {}
    for done in log.done:
        for other in _others(log, done):
            one, two = sorted(
                (done.by, other), key=lambda name: _place(log.scenario, name)
            )
            found.setdefault((one, two), []).append(done)
    made = [_pair(log, one, two, dones) for (one, two), dones in found.items()]
    return tuple(sorted(made, key=lambda pair: not pair.interface))


def _others(log: Log, done: Done) -> tuple[str, ...]:
    action = done.action
    if isinstance(action, Message):
        return tuple(seat for to in action.to for seat in seats_of(log.scenario, to)
                     if seat != done.by)  # fmt: skip
    if isinstance(action, Contact) and action.with_whom:
        return (seat_named(log.scenario, action.with_whom),)
    return ()


def _place(scenario: Scenario, name: str) -> tuple[int, str]:
    order = [table.id for table in scenario.tables]
    return (order.index(name) if name in order else len(order), name)


def _pair(log: Log, one: str, other: str, dones: list[Done]) -> Pair:
    mail = [d for d in dones if isinstance(d.action, Message)]
    return Pair(
        one=title_of_table(log.scenario, one),
        other=title_of_table(log.scenario, other),
        interface=is_military(log.scenario, one) != is_military(log.scenario, other),
        requests=tuple(_request(log, d, other if d.by == one else one)
                       for d in mail if d.action.request),  # type: ignore[attr-defined]
        contacts=tuple(_contact(log, d) for d in dones if isinstance(d.action, Contact)),
        messages=len(mail),
    )  # fmt: skip


def is_military(scenario: Scenario, seat: str) -> bool:
    """Whether a table is of the armed forces; a persona is known by its name."""
    table = scenario.table(seat)
    team = scenario.teams.get(table.team if table else seat)
    if team is not None:
        return team.side == "military"
    persona = scenario.personas.get(seat)
    title = persona.title if persona else Text()
    names = f"{seat} {title.nl} {title.en}".casefold()
    return any(word in names for word in MILITARY)


def _request(log: Log, done: Done, asked_of: str) -> RequestFact:
    action = done.action
    assert isinstance(action, Message)
    steps = [(d, h) for d, h in log.of(Handle)
             if log.source(h.entry) == done.seq and d.by in (asked_of, "response")]  # fmt: skip
    replies = [d for d, m in log.of(Message)
               if m.reply_to is not None and log.source(m.reply_to) == done.seq
               and d.by != done.by]  # fmt: skip
    first: dict[str, Step] = {}
    for step, handle in steps:
        first.setdefault(handle.state, _step(log, step))
    ends = [d for d, h in steps if h.state in ("done", "refused")]
    answers = sorted([*replies, *ends], key=lambda one: one.seq)
    return RequestFact(
        entry=done.seq,
        asker=title_of_table(log.scenario, done.by),
        asked_of=title_of_table(log.scenario, asked_of),
        text=action.text,
        channel=channel_of(log.scenario, action.channel),
        asked=_step(log, done),
        understood=first.get("understood"),
        owned=first.get("owned"),
        owner=next((h.owner for _, h in reversed(steps) if h.owner), ""),
        answered=_step(log, answers[0]) if answers else None,
        done=first.get("done"),
        refused=first.get("refused"),
        words=tuple(h.text for _, h in steps if h.text),
    )


def _step(log: Log, done: Done) -> Step:
    return Step(done.at, placed(log, done.seq))


def channel_of(scenario: Scenario, channel: str) -> Text:
    """A channel by its title in the scenario, else in the program's own words."""
    named = scenario.channels.get(channel)
    return named.title if named else both(CHANNELS.get(channel, channel))


def _contact(log: Log, done: Done) -> ContactFact:
    action = done.action
    assert isinstance(action, Contact)
    seat = seat_named(log.scenario, action.with_whom)
    return ContactFact(done.seq, done.at, placed(log, done.seq),
                       title_of_table(log.scenario, done.by), title_of_table(log.scenario, seat),
                       channel_of(log.scenario, action.how), action.about,
                       action.outcome)  # fmt: skip


# --- from an inject to an answer ---------------------------------------------------


def responses(log: Log) -> tuple[ResponseFact, ...]:
    """Every expected response, in the order in which the injects came."""
    numbered = numbers(log)
    found: dict[tuple[str, int], list[ResponseFact]] = {}
    for sent in log.out("delivered"):
        inject = log.scenario.injects.get(inject_of(sent))
        if inject is not None and inject.expects is not None:
            found.setdefault((inject.id, sent.at), []).extend(
                _response(log, inject, sent, str(seat), numbered)
                for seat in sent.body["to"]
                if log.scenario.table(str(seat))
            )
    return tuple(one for same in found.values() for one in _together(same))


def _together(found: list[ResponseFact]) -> list[ResponseFact]:
    """The tables without a recorded answer as one line: silence is told once."""
    made = [one for one in found if one.decision is not None]
    silent = [one for one in found if one.decision is None]
    for state in dict.fromkeys(one.state for one in silent):
        same = [one for one in silent if one.state == state]
        made.append(replace(same[0], team=listed(one.team for one in same)))
    return made


def _response(
    log: Log, inject: Inject, sent: Entry, seat: str, numbered: Mapping[int, int]
) -> ResponseFact:
    answer = answer_of(log, seat, sent)
    spans = []
    if answer.table_minutes is not None:
        spans.append(table_minutes(answer.table_minutes))
    if answer.decided:
        spans.append(both("{span} of exercise time", span=lasting(answer.decided)))
    elif answer.decided == 0 and not spans:
        spans.append(both("immediately"))
    effect = Text()
    if answer.effect is not None:
        effect = (both("{span} of exercise time", span=lasting(answer.effect))
                  if answer.effect else both("immediately"))  # fmt: skip
    return ResponseFact(
        inject.number, title_of_letter(sent), sent.at,
        title_of_table(log.scenario, seat), answer.said,
        numbered.get(answer.done.seq) if answer.done else None,
        answer.done is not None and is_policy(answer.done.hand),
        answer.table_minutes, answer.effect, tuple(spans), effect,
    )  # fmt: skip
