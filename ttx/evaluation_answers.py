"""From an inject to an answer: which decision answered it, and how long that took.

Table minutes and exercise time stay two clocks. It tells when, never how well.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ttx.actions import Jump
from ttx.evaluation_log import Done, Log, inject_of
from ttx.evaluation_words import first_effect
from ttx.journal import Entry
from ttx.moment import MINUTE
from ttx.text import Text, both

STATES = {
    "recorded": "recorded",
    "late": "recorded after the time set",
    "later": "later decision that touches it",
    "missed": "not recorded within the time set",
    "none": "not recorded",
}
"""How an expected answer stands: `later` came when its move was over."""


@dataclass(frozen=True, slots=True)
class Answer:
    """One table's answer to one delivery of an inject.

    `table_minutes` is real time to the decision; `decided` and `effect` are exercise
    time (ms) from the inject to the decision and to its first effect.
    """

    seat: str
    state: str
    done: Done | None = None
    table_minutes: int | None = None
    decided: int | None = None
    effect: int | None = None
    before: bool = False

    @property
    def said(self) -> Text:
        """The state in words."""
        return both(STATES[self.state])


def answer_of(log: Log, seat: str, sent: Entry) -> Answer:
    """What one table recorded in answer to what was sent."""
    answers = _first(log, "answered", seat, sent)
    missed = _first(log, "missed", seat, sent)
    seq = log.source(int(answers.body["entry"])) if answers else 0
    done = next((one for one in log.done if one.seq == seq), None)
    if done is None:
        state = "recorded" if answers else "missed" if missed else "none"
        return Answer(seat, state)
    worked = first_effect(log, done.seq)
    minutes = None
    if done.seq > sent.seq and done.table is not None and sent.table is not None:
        minutes = round(max(0, done.table - sent.table) / MINUTE)
    return Answer(seat, _state(log, sent, done, missed), done, minutes,
                  max(0, done.at - sent.at),
                  max(0, worked.at - sent.at) if worked else None,
                  done.seq < sent.seq)  # fmt: skip


def _state(log: Log, sent: Entry, done: Done, missed: Entry | None) -> str:
    over = next((one.seq for one in log.ran
                 if one.seq > sent.seq and one.body["state"] == "run"), None)  # fmt: skip
    if over is not None and done.seq > over:
        return "later"
    if (missed is not None and missed.seq < done.seq) or _overdue(log, sent, done):
        return "late"
    return "recorded"


def _overdue(log: Log, sent: Entry, done: Done) -> bool:
    """Whether the time set had passed; a time that a jump passed does not count."""
    inject = log.scenario.injects.get(inject_of(sent))
    within = inject.expects.within if inject and inject.expects else None
    if within is None or any(sent.seq < d.seq < done.seq for d, _ in log.of(Jump)):
        return False
    if within.exercise is not None and done.at - sent.at > within.exercise:
        return True
    return (within.table is not None and done.table is not None
            and sent.table is not None and done.table - sent.table > within.table)  # fmt: skip


def _first(log: Log, kind: str, seat: str, sent: Entry) -> Entry | None:
    """The first such entry of this table that is about this delivery of the inject."""
    mine = (sent.body["inject"], seat)
    found: Iterator[Entry] = (
        entry for entry in log.out(kind)
        if entry.seq > sent.seq and (entry.body["inject"], entry.body["team"]) == mine
    )  # fmt: skip
    return next(found, None)
