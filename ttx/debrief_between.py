"""What passed between tables, and between an inject and an answer.

Requests with their five steps, contacts, and the two latencies kept apart. No table
is measured against another, and silence is told as silence.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ttx.actions import Contact, Message
from ttx.debrief_decisions import numbers
from ttx.debrief_line import title_of_letter
from ttx.debrief_requests import (
    RequestFact,
    Side,
    channel_of,
    counted,
    is_military,
    late_and_lost,
    receivers,
    requests,
    side_between,
)
from ttx.evaluation_answers import answer_of
from ttx.evaluation_log import (
    Done,
    Log,
    inject_of,
    listed,
    seat_named,
    title_of_table,
)
from ttx.evaluation_words import is_policy, lasting, placed, table_minutes
from ttx.journal import Entry
from ttx.scenario import Inject, Scenario
from ttx.text import Text, both


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
    late: int = 0
    lost: int = 0
    side: Text = Text()


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
        for other in receivers(log, done):
            one, two = sorted(
                (done.by, other), key=lambda name: _place(log.scenario, name)
            )
            found.setdefault((one, two), []).append(done)
    made = [_pair(log, one, two, dones) for (one, two), dones in found.items()]
    return tuple(sorted(made, key=lambda pair: not pair.interface))


def sides(log: Log) -> tuple[Side, ...]:
    """All that passed between civil and military, and within each: counts, no score."""
    found: dict[Text, list[Pair]] = {}
    for pair in pairs(log):
        found.setdefault(pair.side, []).append(pair)
    return tuple(
        counted(title, [one for pair in same for one in pair.requests],
                *(sum(each) for each in zip(*(
                    (len(pair.contacts), pair.messages, pair.late, pair.lost)
                    for pair in same), strict=True)))
        for title, same in found.items()
    )  # fmt: skip


def _place(scenario: Scenario, name: str) -> tuple[int, str]:
    order = [table.id for table in scenario.tables]
    return (order.index(name) if name in order else len(order), name)


def _pair(log: Log, one: str, other: str, dones: list[Done]) -> Pair:
    mail = [d for d in dones if isinstance(d.action, Message)]
    military = is_military(log.scenario, one), is_military(log.scenario, other)
    fates = [late_and_lost(log, [d], other if d.by == one else one) for d in mail]
    return Pair(
        one=title_of_table(log.scenario, one),
        other=title_of_table(log.scenario, other),
        interface=military[0] != military[1],
        requests=requests(log, dones, one, other),
        contacts=tuple(_contact(log, d) for d in dones if isinstance(d.action, Contact)),
        messages=len(mail),
        late=sum(late for late, _ in fates), lost=sum(lost for _, lost in fates),
        side=side_between(*military),
    )  # fmt: skip


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
