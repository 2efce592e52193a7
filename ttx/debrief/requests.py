"""Requests between tables, typed and spoken, with their steps and what befell them.

A step is told with its moment and who recorded it; one that nobody recorded is told as
not recorded, which is no finding.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from ttx.actions import Contact, Handle, Message
from ttx.debrief.line import CHANNELS
from ttx.evaluation_log import Done, Log, title_of_table
from ttx.evaluation_words import lasting, placed
from ttx.moment import MINUTE
from ttx.scenario import Scenario
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
    """A request and its five steps; None where a step was not recorded.

    `spoken`: it was noted as a contact. `way`: what befell a typed one on its way
    (empty: it arrived at once). `seats` are who asked and who was asked. Until an
    answer it `waited` so much exercise time (ms) and `waited_table` table minutes
    (None: no answer, or no table clock).
    """

    entry: int
    seats: tuple[str, str]
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
    spoken: bool = False
    way: Text = Text()
    waited: int | None = None
    waited_table: int | None = None


@dataclass(frozen=True, slots=True)
class Side:
    """All requests and contacts between two sides (civil, military): counts, no score."""

    title: Text
    requests: int
    spoken: int
    contacts: int
    messages: int
    understood: int
    owned: int
    answered: int
    done: int
    refused: int
    late: int
    lost: int


def requests(
    log: Log, dones: Iterable[Done], one: str, other: str
) -> tuple[RequestFact, ...]:
    """The requests of a pair of seats, in order."""
    made = []
    for done in dones:
        if done.by not in (one, other):
            continue  # an evaluator who saw the two speak
        there = other if done.by == one else one
        action = done.action
        if isinstance(action, Message) and action.request:
            made.append(_request(log, done, done.by, there))
        elif isinstance(action, Contact) and action.request:
            theirs = action.request == "theirs"
            sides = (there, done.by) if theirs else (done.by, there)
            made.append(_request(log, done, *sides))
    return tuple(made)


def _request(log: Log, done: Done, asker: str, asked_of: str) -> RequestFact:
    action = done.action
    assert isinstance(action, Message | Contact)
    sides = (asker, asked_of, "response", "leader")
    steps = [(d, h) for d, h in log.of(Handle)
             if log.source(h.entry) == done.seq and d.by in sides]  # fmt: skip
    replies = [d for d, m in log.of(Message)
               if m.reply_to is not None and log.source(m.reply_to) == done.seq
               and d.by in sides and d.by != asker]  # fmt: skip
    first: dict[str, Step] = {}
    for step, handle in steps:
        first.setdefault(handle.state, _step(log, step))
    ends = [d for d, h in steps if h.state in ("answered", "done", "refused")]
    answers = sorted([*replies, *ends], key=lambda one: one.seq)
    typed = isinstance(action, Message)
    return RequestFact(
        entry=done.seq,
        seats=(asker, asked_of),
        asker=title_of_table(log.scenario, asker),
        asked_of=title_of_table(log.scenario, asked_of),
        text=action.text if isinstance(action, Message) else action.about,
        channel=channel_of(
            log.scenario, action.channel if isinstance(action, Message) else action.how
        ),
        asked=_step(log, done),
        understood=first.get("understood"),
        owned=first.get("owned"),
        owner=next((h.owner for _, h in reversed(steps) if h.owner), ""),
        answered=_step(log, answers[0]) if answers else None,
        done=first.get("done"),
        refused=first.get("refused"),
        words=tuple(h.text for _, h in steps if h.text),
        spoken=not typed,
        way=way_of(log, done.seq, asked_of) if typed else Text(),
        waited=answers[0].at - done.at if answers else None,
        waited_table=_table_minutes(done, answers[0]) if answers else None,
    )


def _table_minutes(since: Done, until: Done) -> int | None:
    if since.table is None or until.table is None:
        return None
    return round(max(0, until.table - since.table) / MINUTE)


def _step(log: Log, done: Done) -> Step:
    return Step(done.at, placed(log, done.seq))


def channel_of(scenario: Scenario, channel: str) -> Text:
    """A channel by its title in the scenario, else in the program's own words."""
    named = scenario.channels.get(channel)
    return named.title if named else both(CHANNELS.get(channel, channel))


# --- what befell a message on its way ------------------------------------------------


def passage(log: Log, message: int, to: str) -> tuple[str, int]:
    """(late, ms), (lost, 0), (never, 0: not arrived at the end), or ("", 0): at once."""
    for entry in log.out("sent"):
        if entry.body["cause"] != message or to not in entry.body["to"]:
            continue
        if entry.body["fate"] == "lost":
            return "lost", 0
        came = [e.at for e in log.out("delivered")
                if e.body.get("sent") == entry.seq and to in e.body["to"]]  # fmt: skip
        return ("late", came[0] - entry.at) if came else ("never", 0)
    return "", 0


def way_of(log: Log, message: int, to: str) -> Text:
    """The same in words."""
    seat = "response" if to in log.scenario.personas else to
    fate, lasted = passage(log, message, seat)
    if fate == "late":
        return both("arrived {span} later", span=lasting(lasted))
    if fate == "lost":
        return both("never arrived; the sender was not told")
    return both("not arrived when the exercise ended") if fate else Text()


def late_and_lost(log: Log, dones: Iterable[Done], other: str) -> tuple[int, int]:
    """How many messages to a seat arrived later or not yet, and how many were lost."""
    seat = "response" if other in log.scenario.personas else other
    fates = [passage(log, done.seq, seat)[0] for done in dones]
    return sum(one in ("late", "never") for one in fates), fates.count("lost")


# --- civil and military --------------------------------------------------------------


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


def side_between(one: bool, other: bool) -> Text:
    """`civil - military` and the like, of two seats that are military or not."""
    if one != other:
        return both("civil - military")
    return both("military - military") if one else both("civil - civil")


def counted(
    title: Text, found: Sequence[RequestFact], contacts: int, messages: int,
    late: int, lost: int,
) -> Side:  # fmt: skip
    """The counts between two sides."""

    def reached(step: str) -> int:
        return sum(getattr(one, step) is not None for one in found)

    return Side(
        title=title, requests=len(found), spoken=sum(one.spoken for one in found),
        contacts=contacts, messages=messages, understood=reached("understood"),
        owned=reached("owned"), answered=reached("answered"), done=reached("done"),
        refused=reached("refused"), late=late, lost=lost,
    )  # fmt: skip
