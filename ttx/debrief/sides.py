"""Between whom a message or a contact passed, however the other was written down.

An evaluator who notes that two tables spoke is no side of it.
"""

from __future__ import annotations

from collections.abc import Iterator

from ttx.actions import Contact, Message
from ttx.evaluation_log import Done, Log, seat_named, seats_of
from ttx.scenario.seats import kind_of


def sides_of(log: Log, done: Done) -> Iterator[tuple[str, str]]:
    """The two sides of each thing that a message or a contact was meant for."""
    if isinstance(done.action, Contact):
        spoke = _spoke(log, done, done.action)
        other = seat_named(log.scenario, done.action.with_whom)
        if spoke and done.action.with_whom and spoke != other:
            yield spoke, other
    for other in receivers(log, done):
        yield done.by, other


def _spoke(log: Log, done: Done, contact: Contact) -> str:
    """Who spoke: who noted it, or the table that an evaluator saw.

    An evaluator of one table alone who names none saw that table.
    """
    if contact.seen:
        return seat_named(log.scenario, contact.seen)
    if kind_of(log.scenario, done.by) != "evaluator":
        return done.by
    post = log.scenario.evaluator(done.by)
    tables = [table.id for table in log.scenario.tables
              if post and {table.id, table.team} & set(post.tables)]  # fmt: skip
    return tables[0] if len(tables) == 1 else ""


def receivers(log: Log, done: Done) -> tuple[str, ...]:
    """Whom a message was meant for, by seat or persona."""
    action, scenario = done.action, log.scenario
    if not isinstance(action, Message):
        return ()
    to = [
        seat
        for name in action.to
        for seat in (
            [t.id for t in scenario.tables]
            if name == "all"
            else seats_of(scenario, name)
        )
    ]
    if not to and action.reply_to is not None:
        asked = next(
            (d for d in log.done if d.seq == log.source(action.reply_to or 0)), None
        )
        to = [asked.by] if asked is not None else []
    return tuple(seat for seat in dict.fromkeys(to) if seat != done.by)
