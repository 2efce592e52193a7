"""From each inject that expected an answer to the decision and to its first effect.

Two clocks that are never mixed: table minutes and exercise time. Silence is told as
silence, and no table is measured against another.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from ttx.debrief.decisions import numbers
from ttx.debrief.line import title_of_letter
from ttx.evaluation_answers import answer_of
from ttx.evaluation_log import Log, inject_of, listed, title_of_table
from ttx.evaluation_words import is_policy, lasting, table_minutes
from ttx.journal import Entry
from ttx.scenario import Inject
from ttx.text import Text, both


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


def responses(log: Log, only: str = "") -> tuple[ResponseFact, ...]:
    """Every expected response, in the order in which the injects came; of one table
    where `only` names it.
    """
    numbered = numbers(log)
    found: dict[tuple[str, int], list[ResponseFact]] = {}
    for sent in log.out("delivered"):
        inject = log.scenario.injects.get(inject_of(sent))
        if inject is not None and inject.expects is not None:
            found.setdefault((inject.id, sent.at), []).extend(
                _response(log, inject, sent, str(seat), numbered)
                for seat in sent.body["to"]
                if log.scenario.table(str(seat)) and only in ("", str(seat))
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
