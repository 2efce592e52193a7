"""Groups that played the same scenario, side by side: what happened, never who did best.

Groups stand in the order in which they were given, and are called A, B, C. Where chance
alone was computed, each outcome stands beside what other seeds give with the same input.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from string import ascii_uppercase

from ttx.debrief import front as head
from ttx.debrief.compare_rows import AnswerRow, OptionRow, answers, options
from ttx.debrief.facts import digest_of
from ttx.errors import UsageError
from ttx.evaluation_log import Log, figure_of, listed, show_of, title_of
from ttx.journal import Entry
from ttx.report import Frame
from ttx.scenario import Scenario
from ttx.text import Text, both

Spread = Mapping[str, Sequence[float]]
"""What chance alone gives one group: outcome -> its values at the end, one per seed."""
MOST = len(ascii_uppercase)
FEWEST_SEEDS = 10
"""With fewer seeds no range is given: its ends would hang on a run or two. (judgement)"""
TAIL = 0.05
"""A range leaves out this share of the runs on either side: nine of ten lie inside."""


@dataclass(frozen=True, slots=True)
class GroupFact:
    """One group: its letter, who played it, and where its facts come from."""

    letter: str
    title: Text
    warning: Text
    seed: str
    digest: str
    people: int
    policy: int
    own_words: int
    over: bool


@dataclass(frozen=True, slots=True)
class OutcomeRow:
    """One headline outcome: what each group came to, and what chance alone gives it.

    `chance` is empty where it was not computed. `apart` says which groups differ by
    more than chance alone gives, if any do.
    """

    gauge: str
    title: Text
    direction: Text
    values: tuple[Text, ...]
    chance: tuple[Text, ...]
    apart: Text


@dataclass(frozen=True, slots=True)
class Comparison:
    """All that stands side by side, for a page or for another program."""

    frame: Frame
    groups: tuple[GroupFact, ...]
    same_seed: bool
    seeds: int
    outcomes: tuple[OutcomeRow, ...]
    answers: tuple[AnswerRow, ...]
    silent: int
    options: tuple[OptionRow, ...]
    untaken: int


def compare(journals: Sequence[Sequence[Entry]], scenario: Scenario,
            spreads: Sequence[Spread] = ()) -> Comparison:  # fmt: skip
    """The groups side by side, in the order given.

    spreads: for each journal what chance alone gives (empty: not computed). UsageError
    for journals that are not of one scenario, or not of different groups.
    """
    check(journals)
    logs = [Log(entries, scenario) for entries in journals]
    rows, silent = answers(logs)
    taken, untaken = options(logs)
    starts = [entries[0].body for entries in journals]
    return Comparison(
        frame=_frame(logs, scenario),
        groups=tuple(_group(letter, log)
                     for letter, log in zip(ascii_uppercase, logs, strict=False)),
        same_seed=len({str(one.get("seed")) for one in starts}) == 1,
        seeds=min((len(values) for one in spreads for values in one.values()), default=0),
        outcomes=tuple(_outcome(logs, spreads, name) for name in _headlines(scenario)),
        answers=rows, silent=silent, options=taken, untaken=untaken,
    )  # fmt: skip


def check(journals: Sequence[Sequence[Entry]]) -> None:
    """UsageError with a sentence where these cannot stand side by side."""
    if not 2 <= len(journals) <= MOST:
        raise UsageError("Give the journals of two to {most} groups.", most=MOST)
    starts = [entries[0].body for entries in journals]
    names = [str(one["scenario"].get("id")) for one in starts]
    for letter, name in zip(ascii_uppercase, names, strict=False):
        if name != names[0]:
            raise UsageError("Group {letter} played '{name}', group A '{first}': only groups"
                             " that played the same scenario stand side by side.",
                             letter=letter, name=name, first=names[0])  # fmt: skip
    for letter, one in zip(ascii_uppercase, starts, strict=False):
        if one["scenario"] != starts[0]["scenario"]:
            raise UsageError("Group {letter} played another version, length or preset of"
                             " '{name}' than group A: their outcomes say nothing beside each"
                             " other.", letter=letter, name=names[0])  # fmt: skip
    if any(list(one) == list(other) for one, other in combinations(journals, 2)):
        raise UsageError("The same journal was given twice.")


def _headlines(scenario: Scenario) -> list[str]:
    """The headline outcomes that may stand on a first page."""
    shown = [(name, scenario.gauges.get(name)) for name in scenario.headlines]
    return [name for name, show in shown if show is None or not show.sensitive]


def _group(letter: str, log: Log) -> GroupFact:
    from ttx.debrief.decisions import decisions

    made = decisions(log)
    people = [one for one in made if not one.hand]
    return GroupFact(
        letter, both("Group {letter}", letter=letter), head.played(log).warning,
        str(log.entries[0].body.get("seed", "-")), digest_of(log.entries)[:16],
        len(people), len(made) - len(people),
        sum(not one.title for one in people), bool(log.out("ended")),
    )  # fmt: skip


# --- outcomes and chance ---------------------------------------------------------------


def _outcome(logs: Sequence[Log], spreads: Sequence[Spread], name: str) -> OutcomeRow:
    scenario = logs[0].scenario
    show = show_of(scenario, name)
    better = show.better if show else None
    ends = [_last(log, name) for log in logs]
    ranges = [_range(one.get(name, ())) for one in spreads]
    told = [figure_of(scenario, name, end) for end in ends]
    known = len(ranges) == len(logs) and all(ranges)
    return OutcomeRow(
        name, title_of(scenario, name),
        both("higher is wanted" if better == "higher" else "lower is wanted")
        if better else Text(), tuple(told),
        tuple(_spread(scenario, name, one) for one in ranges) if known else (),
        _apart(ranges) if known else Text(),
    )  # fmt: skip


def _last(log: Log, name: str) -> float | None:
    _, values = log.readings.get(name, ([], []))
    return values[-1] if values else None


def _range(values: Sequence[float]) -> tuple[float, float] | None:
    """The ends between which nine of ten runs lie; None where there are too few runs."""
    if len(values) < FEWEST_SEEDS:
        return None
    inside = sorted(values)
    cut = int(len(inside) * TAIL)
    return inside[cut], inside[len(inside) - 1 - cut]


def _spread(scenario: Scenario, name: str, ends: tuple[float, float] | None) -> Text:
    if ends is None:
        return Text()
    low, high = (figure_of(scenario, name, one) for one in ends)
    return low if low == high else both("{low} to {high}", low=low, high=high)


def _apart(ranges: Sequence[tuple[float, float] | None]) -> Text:
    """The pairs of which no value of the one lies in the range of the other."""
    pairs = [
        Text(f"{ascii_uppercase[n]}-{ascii_uppercase[m]}")
        for (n, one), (m, other) in combinations(enumerate(ranges), 2)
        if one and other and (one[1] < other[0] or other[1] < one[0])
    ]
    if not pairs:
        return both("not distinguishable: chance alone gives as much")
    return both("more apart than chance alone gives: {pairs}", pairs=listed(pairs))


# --- the page's own frame --------------------------------------------------------------


def _frame(logs: Sequence[Log], scenario: Scenario) -> Frame:
    started = logs[0].entries[0].body
    program = f"{started.get('program', '-')}, {started.get('world', '-')}"
    return Frame(
        name=f"compare-{scenario.id}",
        title=scenario.title,
        subtitle=both("Groups side by side"),
        marking=scenario.marking,
        status=both("DRAFT (CONCEPT)"),
        calendar=scenario.calendar,
        colophon=(
            (both("Scenario"), Text(*[f"{scenario.id} {scenario.version}"] * 2)),
            (both("Program, model version"), Text(program, program)),
        ),
    )
