"""Which share of the contacts of a pair the log covers, and when that is too little.

A table that keeps its log well would else be drawn as one that speaks a lot. How often
people spoke without anyone noting it is unknown, and is said to be unknown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from ttx.actions import Contact, Handle, Message
from ttx.evaluation_log import Done, Log
from ttx.moment import MINUTE
from ttx.text import Text, both

LEAST_KNOWN = 3
"""Fewer contacts are not drawn: one question and its answer are a moment, and say
nothing of how two organisations work together. (judgement)"""
LEAST_SHARE = Fraction(1, 2)
"""A smaller covered share is not drawn: most of what is known would then be one side's
word, and the drawing would show who kept a log, not what passed. (judgement)"""
SAME_TALK = 10 * MINUTE
"""Notes of two sides within so many table minutes are of one talk. (judgement)"""
SAME_TALK_RUNNING = 30 * MINUTE
"""The same in exercise time, where there is no table clock. (judgement)"""


@dataclass(frozen=True, slots=True)
class Logged:
    """How much of what is known of a pair rests on more than one side's note.

    `known` contacts: typed messages, and talks that a table or an evaluator noted (one
    talk noted twice counts once). `covered`: typed, noted by both, seen by an evaluator
    too, or taken up by the other side. `missed`: seen by an evaluator alone.
    """

    known: int
    covered: int
    missed: int
    drawn: bool
    told: Text
    least: int = LEAST_KNOWN


def logged(log: Log, dones: Sequence[Done]) -> Logged:
    """What is known of a pair of seats, from all that passed between them."""
    typed = sum(isinstance(one.action, Message) for one in dones)
    talks = _talks([one for one in dones if isinstance(one.action, Contact)])
    twice = sum(_covered(log, talk) for talk in talks)
    missed = sum(all(_eyes(one) for one in talk) for talk in talks)
    known, covered = typed + len(talks), typed + twice
    enough = known >= LEAST_KNOWN and Fraction(covered, known) >= LEAST_SHARE
    return Logged(known, covered, missed, enough, _told(known, covered, missed))


def _told(known: int, covered: int, missed: int) -> Text:
    told = both("contacts known: {known}, of which {covered} on both sides",
                known=known, covered=covered)  # fmt: skip
    if not missed:
        return told
    return both("{told}; {missed} seen by an evaluator alone", told=told, missed=missed)


def _talks(notes: Sequence[Done]) -> list[list[Done]]:
    """Notes of one talk together: of different hands, close in time."""
    talks: list[list[Done]] = []
    for note in sorted(notes, key=lambda one: one.seq):
        same = (talk for talk in talks if _one_talk(talk, note))
        found = next(same, None)
        if found is None:
            talks.append([note])
        else:
            found.append(note)
    return talks


def _one_talk(talk: Sequence[Done], note: Done) -> bool:
    if any(one.by == note.by for one in talk):
        return False
    first = talk[0]
    if first.at != note.at:
        return abs(note.at - first.at) <= SAME_TALK_RUNNING
    return abs((note.table or 0) - (first.table or 0)) <= SAME_TALK


def _eyes(note: Done) -> bool:
    """Whether it was an evaluator who noted it."""
    return note.by.partition("-")[0] == "evaluator"


def _covered(log: Log, talk: Sequence[Done]) -> bool:
    if len(talk) > 1:
        return True
    (note,) = talk
    return any(
        log.source(step.entry) == note.seq and done.by != note.by
        for done, step in log.of(Handle)
    )
