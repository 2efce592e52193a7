"""The requests that waited longest or got no answer, as short stories of both sides.

Each side's own words and times, and what its picture showed then. A story says what was
written down, never why: that is for those who were there.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ttx.actions import Handle, Message
from ttx.debrief.between import Pair
from ttx.debrief.decisions import KnownFact, known
from ttx.debrief.requests import RequestFact
from ttx.evaluation_log import Done, Log
from ttx.evaluation_words import lasting, moment, placed, table_minutes
from ttx.moment import HOUR
from ttx.text import Text, both

MOST_STORIES = 4
"""As many as a meeting can go through in half an hour. (judgement)"""
LONG_TABLE = 15
"""Table minutes after which a wait is a story: half of a usual talk. (judgement)"""
LONG = 2 * HOUR
"""The same in exercise time, where the world played on. (judgement)"""
MOST_FIGURES = 4
"""How many figures of a picture stand beside a story."""
STEPS = {
    "understood": "understood",
    "owned": "taken on by {owner}",
    "answered": "answered",
    "done": "done",
    "refused": "refused",
}
"""What a side said of a request, in the program's words."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that a side wrote down: when, what it was, in its own words."""

    at: int
    placed: Text
    what: Text
    words: str


@dataclass(frozen=True, slots=True)
class View:
    """One side of a story. `when` is the moment of its picture, `figures` what that
    showed; `waiting` counts the other requests that waited for this side then.
    """

    team: Text
    told: tuple[Told, ...]
    when: Text
    figures: tuple[KnownFact, ...]
    waiting: int


@dataclass(frozen=True, slots=True)
class Story:
    """One request, seen from both sides; `end` is how it stood at the end."""

    entry: int
    interface: bool
    way: Text
    end: Text
    asker: View
    asked: View


def stories(log: Log, pairs: Sequence[Pair]) -> tuple[Story, ...]:
    """The few requests that tell most; civil with military first, then the silent ones."""
    found = [(pair, one) for pair in pairs for one in pair.requests if _long(one)]
    found.sort(key=lambda both: (not both[0].interface, *_rank(both[1])))
    every = [one for pair in pairs for one in pair.requests]
    return tuple(_story(log, pair, one, every) for pair, one in found[:MOST_STORIES])


def _long(one: RequestFact) -> bool:
    if one.answered is None or one.way:
        return True
    return (one.waited_table or 0) >= LONG_TABLE or (one.waited or 0) >= LONG


def _rank(one: RequestFact) -> tuple[bool, int, int, int]:
    waited, minutes = one.waited or 0, one.waited_table or 0
    return (one.answered is not None, -waited, -minutes, one.entry)


def _story(
    log: Log, pair: Pair, one: RequestFact, every: Sequence[RequestFact]
) -> Story:
    asker, asked = one.seats
    came = _arrived(log, one)
    alike = [k.gauge for k in known(log, asker, one.asked.at)]
    return Story(
        one.entry, pair.interface, one.way, _end(one),
        View(one.asker, (_asked(one), *_steps(log, one, asker)),
             moment(log.scenario, one.asked.at),
             _figures(log, asker, one.asked.at, alike),
             _waiting(every, asker, one, one.asked.at)),
        View(one.asked_of, tuple(_steps(log, one, asked)),
             moment(log.scenario, came) if came is not None else Text(),
             _figures(log, asked, came, alike) if came is not None else (),
             _waiting(every, asked, one, came) if came is not None else 0),
    )  # fmt: skip


def _asked(one: RequestFact) -> Told:
    what = both("asked it aloud, noted it" if one.spoken else "asked it by {channel}",
                channel=one.channel)  # fmt: skip
    return Told(one.asked.at, one.asked.placed, what, one.text)


def _steps(log: Log, one: RequestFact, seat: str) -> Iterator[Told]:
    """What a side wrote of this request afterwards; a persona speaks by the response cell."""
    hands = (seat, "response", "leader") if seat in log.scenario.personas else (seat,)
    for done in log.done:
        action = done.action
        if done.by not in hands or done.seq <= one.entry:
            continue
        if isinstance(action, Handle) and log.source(action.entry) == one.entry:
            yield _told(log, done, _step(action), action.text)
        elif isinstance(action, Message) and _answers(log, action, one.entry):
            yield _told(log, done, both("wrote back"), action.text)


def _answers(log: Log, reply: Message, entry: int) -> bool:
    return reply.reply_to is not None and log.source(reply.reply_to) == entry


def _step(action: Handle) -> Text:
    if action.state == "owned" and not action.owner:
        return both("taken on")
    return both(STEPS.get(action.state, action.state), owner=action.owner)


def _told(log: Log, done: Done, what: Text, words: str) -> Told:
    return Told(done.at, placed(log, done.seq), what, words)


def _end(one: RequestFact) -> Text:
    if one.answered is None:
        return both("No answer was recorded up to the end")
    told = []
    if one.waited_table is not None:
        told.append(table_minutes(one.waited_table))
    if one.waited:
        told.append(both("{span} of exercise time", span=lasting(one.waited)))
    span = both("{one} and {other}", one=told[0], other=told[1]) if len(told) > 1 else (
        told[0] if told else both("immediately"))  # fmt: skip
    return both("Answer recorded after {span}", span=span)


def _arrived(log: Log, one: RequestFact) -> int | None:
    """The exercise time at which it reached the other side; None if it never did."""
    if one.spoken:
        return one.asked.at
    seat = "response" if one.seats[1] in log.scenario.personas else one.seats[1]
    sent = [e for e in log.out("sent") if e.body["cause"] == one.entry]
    came = [e.at for e in log.out("delivered")
            if seat in e.body["to"] and log.source(e.seq) == one.entry]  # fmt: skip
    parcels = [e.seq for e in sent if seat in e.body["to"]]
    came += [e.at for e in log.out("delivered")
             if e.body.get("sent") in parcels and seat in e.body["to"]]  # fmt: skip
    if came:
        return min(came)
    return None if sent else one.asked.at


def _figures(
    log: Log, seat: str, at: int, first: Sequence[str]
) -> tuple[KnownFact, ...]:
    """What a table's picture showed, with the figures that both have in front."""
    found = sorted(known(log, seat, at), key=lambda one: one.gauge not in first)
    return tuple(found[:MOST_FIGURES])


def _waiting(
    every: Sequence[RequestFact], seat: str, this: RequestFact, at: int
) -> int:
    """How many other requests waited for an answer of this seat at that moment."""
    return sum(
        one.seats[1] == seat and one.entry < this.entry and one.asked.at <= at
        and (one.answered is None or one.answered.at > at)
        for one in every
    )  # fmt: skip
