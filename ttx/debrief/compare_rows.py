"""The rows of a comparison: from inject to answer, and which options were taken when.

Each group has its own column; nothing is added up over groups and nothing is ordered by
how it came out.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ttx.debrief.decisions import DecisionFact, decisions
from ttx.debrief.line import title_of_letter
from ttx.evaluation_answers import Answer, answer_of
from ttx.evaluation_log import Log, inject_of, listed, title_of_table
from ttx.evaluation_words import is_policy, lasting, moment, table_minutes
from ttx.text import Text, both

MOST_MOMENTS = 3
"""How many moments of one option stand in a cell; more are counted."""


@dataclass(frozen=True, slots=True)
class AnswerCell:
    """What one group's table recorded on an inject; two clocks apart.

    `table_minutes` is real time to the decision, `exercise` exercise time (ms) to its
    first effect; None where nothing was recorded.
    """

    told: Text
    table_minutes: int | None
    exercise: int | None


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One inject at one table, with a cell for each group."""

    number: str
    title: Text
    team: Text
    cells: tuple[AnswerCell, ...]


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One option, with for each group the moments at which it was taken, and by whom."""

    title: Text
    cells: tuple[tuple[Text, ...], ...]


def answers(logs: Sequence[Log]) -> tuple[tuple[AnswerRow, ...], int]:
    """(rows, how many were left out): what no group answered is counted, not listed."""
    found: dict[tuple[str, str], dict[int, AnswerCell]] = {}
    titles: dict[str, Text] = {}
    for column, log in enumerate(logs):
        for sent in log.out("delivered"):
            inject = log.scenario.injects.get(inject_of(sent))
            if inject is None or inject.expects is None:
                continue
            titles.setdefault(inject.id, title_of_letter(sent))
            for seat in sent.body["to"]:
                if log.scenario.table(str(seat)):
                    cells = found.setdefault((inject.id, str(seat)), {})
                    cells.setdefault(column, _answered(answer_of(log, str(seat), sent)))
    scenario = logs[0].scenario
    order = {name: place for place, name in enumerate(scenario.injects)}
    rows = [
        AnswerRow(scenario.injects[name].number, titles[name], title_of_table(scenario, seat),
                  tuple(cells.get(n, _ABSENT) for n in range(len(logs))))
        for (name, seat), cells in sorted(found.items(), key=lambda one: order[one[0][0]])
    ]  # fmt: skip
    kept = [row for row in rows if any(_something(cell) for cell in row.cells)]
    return tuple(kept), len(rows) - len(kept)


_ABSENT = AnswerCell(both("not delivered"), None, None)


def _something(cell: AnswerCell) -> bool:
    return cell.table_minutes is not None or cell.exercise is not None


def _answered(answer: Answer) -> AnswerCell:
    told = []
    if answer.table_minutes is not None:
        told.append(
            both("to the decision {span}", span=table_minutes(answer.table_minutes))
        )
    if answer.effect is not None:
        span = lasting(answer.effect) if answer.effect else both("no exercise time")
        told.append(both("to the effect {span}", span=span))
    if answer.done is not None and is_policy(answer.done.hand):
        told.append(both("by a policy"))
    if answer.before:
        told = [both("decided before the inject came")]
    return AnswerCell(listed(told) or answer.said, answer.table_minutes, answer.effect)


# --- decisions ---------------------------------------------------------------------------


def options(logs: Sequence[Log]) -> tuple[tuple[OptionRow, ...], int]:
    """(rows in the scenario's order, how many options no group took)."""
    made = [decisions(log) for log in logs]
    rows = []
    known = logs[0].scenario.options
    for option in known.values():
        cells = tuple(
            _moments(log, [one for one in each if one.title == option.title])
            for log, each in zip(logs, made, strict=True)
        )
        if any(cells):
            rows.append(OptionRow(option.title, cells))
    return tuple(rows), len(known) - len(rows)


def _moments(log: Log, taken: Sequence[DecisionFact]) -> tuple[Text, ...]:
    told = [
        both("{team}, {moment}", team=one.team,
             moment=one.placed or moment(log.scenario, one.at))
        if not one.hand else
        both("{team}, {moment} (policy)", team=one.team,
             moment=moment(log.scenario, one.at))
        for one in taken[:MOST_MOMENTS]
    ]  # fmt: skip
    if len(taken) > MOST_MOMENTS:
        told.append(both("and {count} more", count=len(taken) - MOST_MOMENTS))
    return tuple(told)
