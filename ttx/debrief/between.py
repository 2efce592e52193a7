"""What passed between tables: requests with their five steps, messages, contacts.

Pairs of a civil and a military table come first. No pair is measured against another;
where too little of it was logged, that is said instead.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ttx.actions import Contact, Message
from ttx.debrief.logged import Logged, logged
from ttx.debrief.requests import (
    RequestFact,
    Side,
    channel_of,
    counted,
    is_military,
    late_and_lost,
    requests,
    side_between,
)
from ttx.debrief.sides import sides_of
from ttx.evaluation_log import Done, Log, seat_named, title_of_table
from ttx.evaluation_words import lasting, placed, table_minutes
from ttx.scenario import Scenario
from ttx.text import Text, both


@dataclass(frozen=True, slots=True)
class ContactFact:
    """A contact outside the keyboard, as one of the two (or an evaluator) noted it.

    `seen_by` is the evaluator who saw it, where it was not one of the two.
    """

    entry: int
    at: int
    placed: Text
    noted_by: Text
    with_whom: Text
    how: Text
    about: str
    outcome: str
    seen_by: Text


@dataclass(frozen=True, slots=True)
class Pair:
    """Two organisations: what they asked of each other, wrote and said.

    `lasted` says how long answers took, on each clock apart; `logged` how much of what
    is known of the pair the log covers, and whether that is enough to draw it.
    """

    seats: tuple[str, str]
    one: Text
    other: Text
    interface: bool
    requests: tuple[RequestFact, ...]
    contacts: tuple[ContactFact, ...]
    messages: int
    logged: Logged
    lasted: tuple[Text, ...] = ()
    late: int = 0
    lost: int = 0
    side: Text = Text()

    def reached(self, step: str) -> int:
        """How many requests reached a step: understood, owned, answered, done, refused."""
        return sum(getattr(one, step) is not None for one in self.requests)


def pairs(log: Log) -> tuple[Pair, ...]:
    """Every pair that had to do with each other; civil with military first."""
    found: dict[tuple[str, str], list[Done]] = {}
    for done in log.done:
        for one, other in sides_of(log, done):
            first, second = sorted(
                (one, other), key=lambda name: _place(log.scenario, name)
            )
            found.setdefault((first, second), []).append(done)
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
    asked = requests(log, dones, one, other)
    return Pair(
        seats=(one, other),
        one=title_of_table(log.scenario, one),
        other=title_of_table(log.scenario, other),
        interface=military[0] != military[1],
        requests=asked,
        contacts=tuple(_contact(log, d) for d in dones if isinstance(d.action, Contact)),
        messages=len(mail),
        logged=logged(log, dones),
        lasted=tuple(_lasted(asked)),
        late=sum(late for late, _ in fates), lost=sum(lost for _, lost in fates),
        side=side_between(*military),
    )  # fmt: skip


def _lasted(asked: Sequence[RequestFact]) -> Iterable[Text]:
    """From asked to answered: the shortest and the longest, each clock by itself."""
    minutes = sorted(r.waited_table for r in asked if r.waited_table is not None)
    spans = sorted(r.waited for r in asked if r.waited)
    if minutes:
        low, high = minutes[0], minutes[-1]
        yield table_minutes(low) if low == high else both(
            "{low} to {high} table minutes", low=low, high=high)  # fmt: skip
    if spans:
        yield both("{span} of exercise time",
                   span=_between(lasting(spans[0]), lasting(spans[-1])))  # fmt: skip


def _between(low: Text, high: Text) -> Text:
    return low if low == high else both("{low} to {high}", low=low, high=high)


def _contact(log: Log, done: Done) -> ContactFact:
    action = done.action
    assert isinstance(action, Contact)
    seat = seat_named(log.scenario, action.with_whom)
    spoke = seat_named(log.scenario, action.seen) if action.seen else done.by
    return ContactFact(done.seq, done.at, placed(log, done.seq),
                       title_of_table(log.scenario, spoke), title_of_table(log.scenario, seat),
                       channel_of(log.scenario, action.how), action.about,
                       action.outcome,
                       title_of_table(log.scenario, done.by) if spoke != done.by else Text())  # fmt: skip
