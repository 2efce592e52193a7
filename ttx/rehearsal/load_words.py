"""Overload and idleness in words: which table, which move, in how many runs, and what.

It tells; whether it is meant so, a leader knows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ttx.evaluation_log import listed
from ttx.moment import MINUTE
from ttx.rehearsal.load_counts import Counts, Stretch, read_in
from ttx.rehearsal.outcomes import policy_title
from ttx.rehearsal.runs import Run
from ttx.scenario import Scenario
from ttx.scenario.budget import (
    MOST_INJECTS,
    MOST_WORDS,
    no_time_to_talk,
)
from ttx.text import Text, both

MOSTLY = 0.5
"""A table is called idle where it is so in at least this share of the runs."""
ByTable = Mapping[str, Sequence[tuple[Counts, ...]]]
"""What was counted: by table, run by run, stretch by stretch."""


@dataclass(frozen=True, slots=True)
class OverloadFact:
    """A table over its budget in one stretch: in `runs` of `many`; what exceeds in the
    worst of them, which that was, and what it got there: the injects by number or name."""

    seat: str
    title: Text
    stretch: Text
    runs: int
    many: int
    worst: Text
    policy: Text
    seed: int
    injects: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class IdleFact:
    """A table without inject and decision in these stretches, one after the other, in
    `runs` of `many`."""

    seat: str
    title: Text
    stretches: tuple[Text, ...]
    runs: int
    many: int


def worst_of(part: Stretch, one: Counts) -> tuple[Text, ...]:
    """What exceeds a budget; empty if nothing does."""
    if not part.counts:
        return ()
    told = []
    if one.injects > MOST_INJECTS:
        told.append(both("injects: {count}", count=one.injects))
    if one.longest > MOST_WORDS:
        told.append(both("an inject of {words} words", words=one.longest))
    if no_time_to_talk(one.hurried, part.talk):
        told.append(both("{words} words to read in {all} table minutes",
                         words=one.hurried, all=round(part.talk / MINUTE)))  # fmt: skip
    return tuple(told)


def overloads(
    scenario: Scenario, parts: Sequence[Stretch], runs: Sequence[Run], counts: ByTable
) -> tuple[OverloadFact, ...]:
    """Every table and stretch over a budget in any run, the most frequent first."""
    made = []
    for table in scenario.tables:
        for n, part in enumerate(parts):
            over = [
                (len(found), one[n].words, run, found)
                for run, one in zip(runs, counts[table.id], strict=True)
                if (found := worst_of(part, one[n]))
            ]
            if over:
                _, _, run, found = max(over, key=lambda one: one[:2])
                made.append(OverloadFact(
                    table.id, table.short, part.title, len(over), len(runs), listed(found),
                    policy_title(scenario, run.play.policy), run.play.seed,
                    _got(scenario, parts, run, table.id, n)))  # fmt: skip
    return tuple(sorted(made, key=lambda one: -one.runs))


def _got(scenario: Scenario, parts: Sequence[Stretch], run: Run, seat: str,
         n: int) -> tuple[str, ...]:  # fmt: skip
    """The injects that a table reads in a stretch of a run, by number, else by name."""
    starts, got = [one.at for one in parts], []
    for letter in run.letters:
        if seat in letter.to and read_in(starts, letter) == n:
            name = letter.inject.partition("@")[0]
            got.append(scenario.injects[name].number or name)
    return tuple(got)


def idle(
    scenario: Scenario, parts: Sequence[Stretch], runs: Sequence[Run], counts: ByTable
) -> tuple[IdleFact, ...]:
    """Every table that has nothing in a stretch in most runs; stretches that follow each
    other, idle in the same runs, are told as one. The longest first."""
    made = []
    within = [n for n, part in enumerate(parts) if part.counts]
    for table in scenario.tables:
        found = {n: [one[n].idle for one in counts[table.id]] for n in within}
        for block in _blocks(found, MOSTLY * len(runs)):
            together = sum(map(all, zip(*(found[n] for n in block), strict=True)))
            titles = tuple(parts[n].title for n in block)
            made.append(IdleFact(table.id, table.short, titles, together, len(runs)))
    return tuple(sorted(made, key=lambda one: (-len(one.stretches), -one.runs)))


def _blocks(found: Mapping[int, Sequence[bool]], most: float) -> list[list[int]]:
    """The stretches that are idle often enough, in rows as long as still hold."""
    made: list[list[int]] = []
    for n, flags in found.items():
        if sum(flags) < most or not flags:
            continue
        longer = [*made[-1], n] if made and made[-1][-1] == n - 1 else []
        if (
            longer
            and sum(map(all, zip(*(found[k] for k in longer), strict=True))) >= most
        ):
            made[-1] = longer
        else:
            made.append([n])
    return made
