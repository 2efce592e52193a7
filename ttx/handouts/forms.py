"""Forms that tables write on: their decisions, and the first look back."""

from __future__ import annotations

from dataclasses import dataclass

from ttx.handouts.table_sheets import both_clocks
from ttx.outline_time import heading
from ttx.scenario import Option, Scenario, Table
from ttx.text import Text, both

ROOM, LEAST = 24, 3
"""Lines to write on that a sheet of the first look back has; at least so many a question."""


@dataclass(frozen=True, slots=True)
class HotWash:
    """The form of the first look back: the questions, a form for each table."""

    tables: tuple[Text, ...]
    questions: tuple[Text, ...]
    lines: int


HOT_WASH = (
    both("What went well at your table, and what made it possible?"),
    both("What did you know too late, and who had it?"),
    both("What would you want to arrange differently, and who decides on that?"),
)
"""Asked where a scenario has no questions of its own."""


def hot_wash(scenario: Scenario) -> HotWash:
    """The scenario's own questions, else three that always fit."""
    questions = scenario.hot_wash or HOT_WASH
    each = min(2 * LEAST, max(LEAST, ROOM // (len(questions) + 1)))
    return HotWash(tuple(t.title for t in scenario.tables), questions, each)


@dataclass(frozen=True, slots=True)
class DecisionForm:
    """A table's sheet for its decisions in one move; the options that are open to it.

    A sheet without a table is a spare one: for a stop in between, or for a sixth decision.
    """

    table: Text
    move: Text = Text()
    when: Text = Text()
    options: tuple[Text, ...] = ()


def decision_forms(scenario: Scenario) -> tuple[DecisionForm, ...]:
    """A form for each table in each move, a stack for each move; a spare one last."""
    moves = [(heading(number, move.title), both_clocks(scenario, move.at))
             for number, move in enumerate(scenario.moves, 1)] or [(Text(), Text())]  # fmt: skip
    forms = [
        DecisionForm(table.title, title, when, _open(scenario, table))
        for title, when in moves
        for table in scenario.tables
    ]
    return (*forms, DecisionForm(Text()))


def _open(scenario: Scenario, table: Table) -> tuple[Text, ...]:
    return tuple(one.title for one in scenario.options.values() if _listed(one, table))


def _listed(option: Option, table: Table) -> bool:
    return option.offer == "open" and bool({table.team, table.id} & set(option.who))
