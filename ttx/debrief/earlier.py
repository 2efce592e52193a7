"""Earlier actions, and what was seen of them this time.

An evaluator's own words stand beside each; where nobody wrote anything it was not
observed, which says nothing about whether it was carried out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ttx.debrief.tasks import ObservationFact
from ttx.evaluation_earlier import Earlier, earlier
from ttx.evaluation_log import Log
from ttx.text import Text, both


@dataclass(frozen=True, slots=True)
class EarlierFact:
    """One open action of an earlier debrief, with what evaluators saw of it."""

    id: str
    of: Text
    issue: str
    action: str
    agreed: Text
    seen: tuple[ObservationFact, ...]
    state: Text


def followed(log: Log, noted: Sequence[ObservationFact]) -> tuple[EarlierFact, ...]:
    """All earlier actions, in the order in which they were handed on."""
    return tuple(_one(one, noted) for one in earlier(log))


def _one(one: Earlier, noted: Sequence[ObservationFact]) -> EarlierFact:
    seen = tuple(note for note in noted if note.task == one.id)
    state = both("observed") if seen else both("not observed")
    return EarlierFact(one.id, one.of, one.issue, one.action, one.agreed, seen, state)
