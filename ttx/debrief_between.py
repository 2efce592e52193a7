"""What passed between tables, and between an inject and an answer.

Requests with their five steps, contacts, and the two latencies kept apart. No table
is measured against another, and silence is told as silence.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ttx.actions import Contact, Handle, Message
from ttx.debrief_line import CHANNELS, title_of_letter
from ttx.evaluation import first_effect
from ttx.evaluation_log import Done, Log, inject_of, listed, seats_of, title_of_table
from ttx.journal import Entry
from ttx.moment import MINUTE
from ttx.scenario import Inject, Scenario
from ttx.text import Text, both

MILITARY = ("defen", "milit", "pecc", "forces", "krijgsmacht")
"""How a military persona, or a party written by hand, is known by its name."""


@dataclass(frozen=True, slots=True)
class RequestFact:
    """A request and its five steps; a step is the exercise time, or None."""

    entry: int
    asker: Text
    asked_of: Text
    text: str
    channel: Text
    asked: int
    understood: int | None
    owned: int | None
    owner: str
    answered: int | None
    done: int | None
    refused: int | None
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ContactFact:
    """A contact outside the keyboard, as one of the two noted it."""

    entry: int
    at: int
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

    `table_minutes` is real time from inject to decision; `exercise` is exercise time
    (ms) from inject to the first effect. None where nothing was recorded.
    """

    number: str
    title: Text
    at: int
    team: Text
    state: Text
    decision: int | None
    table_minutes: int | None
    exercise: int | None


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


def seat_named(scenario: Scenario, name: str) -> str:
    """The id of a table or persona that somebody wrote down, else the name itself."""
    plain = name.strip().casefold()
    for table in scenario.tables:
        for known in (table.id, table.title.nl, table.title.en, table.short.nl,
                      table.short.en):  # fmt: skip
            if known.casefold() == plain:
                return table.id
    for key, persona in scenario.personas.items():
        if plain in (key, persona.title.nl.casefold(), persona.title.en.casefold()):
            return key
    return name


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
    replies = [d.at for d, m in log.of(Message)
               if m.reply_to is not None and log.source(m.reply_to) == done.seq
               and d.by != done.by]  # fmt: skip
    first: dict[str, int] = {}
    for step, handle in steps:
        first.setdefault(handle.state, step.at)
    ends = [first[state] for state in ("done", "refused") if state in first]
    return RequestFact(
        entry=done.seq,
        asker=title_of_table(log.scenario, done.by),
        asked_of=title_of_table(log.scenario, asked_of),
        text=action.text,
        channel=channel_of(log.scenario, action.channel),
        asked=done.at,
        understood=first.get("understood"),
        owned=first.get("owned"),
        owner=next((h.owner for _, h in reversed(steps) if h.owner), ""),
        answered=min([*replies, *ends], default=None),
        done=first.get("done"),
        refused=first.get("refused"),
        words=tuple(h.text for _, h in steps if h.text),
    )


def channel_of(scenario: Scenario, channel: str) -> Text:
    """A channel by its title in the scenario, else in the program's own words."""
    named = scenario.channels.get(channel)
    return named.title if named else both(CHANNELS.get(channel, channel))


def _contact(log: Log, done: Done) -> ContactFact:
    action = done.action
    assert isinstance(action, Contact)
    seat = seat_named(log.scenario, action.with_whom)
    return ContactFact(done.seq, done.at, title_of_table(log.scenario, done.by),
                       title_of_table(log.scenario, seat),
                       channel_of(log.scenario, action.how), action.about,
                       action.outcome)  # fmt: skip


# --- from an inject to an answer ---------------------------------------------------


def responses(log: Log) -> tuple[ResponseFact, ...]:
    """Every expected response, in the order in which the injects came."""
    made: list[ResponseFact] = []
    for sent in log.out("delivered"):
        inject = log.scenario.injects.get(inject_of(sent))
        if inject is not None and inject.expects is not None:
            made += _together([_response(log, inject, sent, str(seat))
                               for seat in sent.body["to"]
                               if log.scenario.table(str(seat))])  # fmt: skip
    return tuple(made)


def _together(found: list[ResponseFact]) -> list[ResponseFact]:
    """The tables without a recorded answer as one line: silence is told once."""
    made = [one for one in found if one.decision is not None]
    silent = [one for one in found if one.decision is None]
    for state in dict.fromkeys(one.state for one in silent):
        same = [one for one in silent if one.state == state]
        made.append(replace(same[0], team=listed(one.team for one in same)))
    return made


def _response(log: Log, inject: Inject, sent: Entry, seat: str) -> ResponseFact:
    answer = _first(log, "answered", seat, sent)
    done = log.entry(log.source(int(answer.body["entry"]))) if answer else None
    worked = first_effect(log, done.seq) if done else None
    if answer:
        state = both("recorded")
    elif _first(log, "missed", seat, sent):
        state = both("not recorded within the time set")
    else:
        state = both("not recorded")
    minutes = None
    if (done and done.seq > sent.seq and done.table is not None
            and sent.table is not None):  # fmt: skip
        minutes = round(max(0, done.table - sent.table) / MINUTE)
    return ResponseFact(inject.number, title_of_letter(sent), sent.at,
                        title_of_table(log.scenario, seat), state,
                        done.seq if done else None, minutes,
                        max(0, worked.at - sent.at) if worked else None)  # fmt: skip


def _first(log: Log, kind: str, seat: str, sent: Entry) -> Entry | None:
    found: Iterable[Entry] = (
        entry
        for entry in log.out(kind)
        if entry.seq > sent.seq
        and (entry.body["inject"], entry.body["team"]) == (sent.body["inject"], seat)
    )
    return next(iter(found), None)
