"""What each table has to read and decide in each move, in table minutes: too much at
once, or nothing at all.

Counted from the runs, held against the budgets of a half day. Without moves the session
is cut into equal parts. It looks at the scenario, never at people.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median_low

from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.moment import MINUTE
from ttx.rehearsal.load_counts import Counts, Stretch, counted, stretches
from ttx.rehearsal.load_words import (
    IdleFact,
    OverloadFact,
    idle,
    overloads,
    worst_of,
)
from ttx.rehearsal.outcomes import by_policy
from ttx.rehearsal.plan import Plan
from ttx.rehearsal.runs import Run
from ttx.scenario import Scenario
from ttx.scenario.budget import (
    FREE_SHARE,
    MOST_GAUGES,
    MOST_INJECTS,
    MOST_WORDS,
    READING_SPEED,
    reading,
)
from ttx.text import Text


@dataclass(frozen=True, slots=True)
class CellFact:
    """One table in one stretch, over all runs: the middle run and the most of any.

    injects: counts; minutes: table minutes of reading, begun ones; taken: decisions that
    policies took; expected: injects that hope for an answer. over: runs in which a budget
    is exceeded; idle: runs without inject and without decision.
    """

    injects: tuple[int, int]
    minutes: tuple[int, int]
    expected: tuple[int, int]
    taken: tuple[int, int]
    over: int
    idle: int


@dataclass(frozen=True, slots=True)
class RowFact:
    """One table over all stretches. gauges: figures on its picture from the start."""

    seat: str
    title: Text
    gauges: int
    cells: tuple[CellFact, ...]


@dataclass(frozen=True, slots=True)
class LoadFacts:
    """All tables over all stretches. minutes: table minutes of each stretch (0: nobody
    reads it in a move); the budgets stand beside, as they are held."""

    many: int
    moves: bool
    stretches: tuple[Text, ...]
    minutes: tuple[int, ...]
    rows: tuple[RowFact, ...]
    overloads: tuple[OverloadFact, ...]
    idle: tuple[IdleFact, ...]
    crowded: tuple[tuple[Text, int], ...]
    most_injects: int = MOST_INJECTS
    most_words: int = MOST_WORDS
    most_gauges: int = MOST_GAUGES
    speed: int = READING_SPEED
    free: float = FREE_SHARE


def load(plan: Plan, runs: Sequence[Run]) -> LoadFacts:
    """The load of every table in every stretch."""
    scenario, parts = plan.scenario, stretches(plan.scenario)
    whole = [run for mine in by_policy(runs).values() for run in mine]
    counts = {table.id: [counted(scenario, parts, run, table.id) for run in whole]
              for table in scenario.tables}  # fmt: skip
    gauges = on_pictures(scenario) if whole else {}
    rows = tuple(
        RowFact(table.id, table.short, gauges.get(table.id, 0),
                tuple(_cell(part, [run[n] for run in counts[table.id]])
                      for n, part in enumerate(parts)))
        for table in scenario.tables
    )  # fmt: skip
    crowded = tuple((one.title, one.gauges) for one in rows if one.gauges > MOST_GAUGES)
    return LoadFacts(
        len(whole), parts[0].move, tuple(one.title for one in parts),
        tuple(round(one.talk / MINUTE) for one in parts), rows,
        overloads(scenario, parts, whole, counts), idle(scenario, parts, whole, counts),
        crowded,
    )  # fmt: skip


def on_pictures(scenario: Scenario) -> Mapping[str, int]:
    """How many figures each table's picture holds from the start: seen or heard of."""
    reporting = Exercise(scenario, 1, Journal()).reporting
    made = {}
    for table in scenario.tables:
        heard = [gauge for line in reporting.to(table.id) for gauge in line.gauges]
        shown = dict.fromkeys([*reporting.sees[table.id], *heard])
        made[table.id] = sum(not _sensitive(scenario, one) for one in shown)
    return made


def _sensitive(scenario: Scenario, gauge: str) -> bool:
    show = scenario.gauges.get(gauge)
    return show is not None and show.sensitive


def _cell(part: Stretch, found: Sequence[Counts]) -> CellFact:
    return CellFact(
        _two([one.injects for one in found]),
        _two([-(-round(reading(one.words)) // MINUTE) for one in found]),
        _two([one.expected for one in found]),
        _two([one.taken for one in found]),
        sum(bool(worst_of(part, one)) for one in found),
        sum(part.counts and one.idle for one in found),
    )  # fmt: skip


def _two(found: Sequence[int]) -> tuple[int, int]:
    return (median_low(found), max(found)) if found else (0, 0)
