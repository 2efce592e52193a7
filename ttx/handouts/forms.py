"""Forms that tables write on: their decisions, and the first look back."""

from __future__ import annotations

from dataclasses import dataclass

from ttx.handouts.programme import points
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
    """A table's sheet for its decisions in one move or at one decision point; the options that are open to it.

    A sheet without a table is a spare one: for a stop that nobody planned, or for a sixth
    decision.
    """

    table: Text
    move: Text = Text()
    when: Text = Text()
    options: tuple[Text, ...] = ()


def decision_forms(scenario: Scenario) -> tuple[DecisionForm, ...]:
    """A form for each table in each move and for those named at each decision point in
    between, a stack for each, in the order of their moments; a spare one last."""
    every = scenario.tables
    stacks = [(move.at, heading(number, move.title), every)
              for number, move in enumerate(scenario.moves, 1)]  # fmt: skip
    for at, found in points(scenario).items() if scenario.moves else ():
        named = {table.id for one in found for table in one.tables}
        numbers = ", ".join(one.number or one.inject.id for one in found)
        title = both("Decision point {cards}", cards=numbers)
        stacks.append((at, title, tuple(one for one in every if one.id in named)))
    forms = [
        DecisionForm(
            table.title, title, both_clocks(scenario, at), _open(scenario, table)
        )
        for at, title, tables in sorted(stacks, key=lambda one: one[0])
        for table in tables
    ] or [DecisionForm(one.title, options=_open(scenario, one)) for one in every]
    return (*forms, DecisionForm(Text()))


def _open(scenario: Scenario, table: Table) -> tuple[Text, ...]:
    return tuple(one.title for one in scenario.options.values() if _listed(one, table))


def _listed(option: Option, table: Table) -> bool:
    return option.offer == "open" and bool({table.team, table.id} & set(option.who))
