"""The course of the headline outcomes, and what tables knew beside what was true.

All of it is one computed run: a course is shown with its unit and its interventions,
never with a verdict and never as a forecast.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ttx.actions import Override, Pull
from ttx.debrief.decisions import DecisionFact, is_sensitive, seen_by
from ttx.debrief.line import span
from ttx.evaluation_log import Log, figure_of, show_of, spell, title_of
from ttx.evaluation_words import lasting, moment
from ttx.scenario import Scenario, Table
from ttx.text import Text, both

WANTED = {"higher": "higher is wanted", "lower": "lower is wanted"}
MOST_ROWS = 12
"""How many figures a table's picture holds at most."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A decision or an override drawn on a course."""

    at: int
    label: str
    kind: str


@dataclass(frozen=True, slots=True)
class Course:
    """A gauge over exercise time: (moment, value) where it changed.

    `direction` is what the scenario calls desirable. `after` is the exercise time of
    the first intervention that the later values carry (None: there was none).
    """

    gauge: str
    title: Text
    says: Text
    unit: Text
    share: bool
    direction: Text
    points: tuple[tuple[int, float], ...]
    first: Text
    last: Text
    lowest: Text
    highest: Text
    marks: tuple[Mark, ...]
    after: int | None


@dataclass(frozen=True, slots=True)
class KnewCell:
    """At one moment: the value that a table had, its age, and the true value."""

    knew: Text
    aged: Text
    true: Text
    differs: bool


@dataclass(frozen=True, slots=True)
class KnewRow:
    """One figure of a table's picture over all moments."""

    gauge: str
    title: Text
    cells: tuple[KnewCell, ...]


@dataclass(frozen=True, slots=True)
class Knew:
    """What one table knew beside what was true."""

    seat: str
    title: Text
    moments: tuple[Text, ...]
    rows: tuple[KnewRow, ...]


@dataclass(frozen=True, slots=True)
class AtOnce:
    """The figures that one table sees at once; `more` stand not in the list."""

    seat: str
    title: Text
    figures: Text
    more: int


def touched_at(log: Log) -> int | None:
    """The exercise time of the first override or lever by hand."""
    hands = [done.at for done in log.done if isinstance(done.action, Override | Pull)]
    return min(hands, default=None)


def courses(log: Log, decisions: Sequence[DecisionFact]) -> tuple[Course, ...]:
    """The headline outcomes in the scenario's order, without modelled mortality."""
    names = [
        one for one in log.scenario.headlines if not is_sensitive(log.scenario, one)
    ]
    return tuple(_course(log, name, decisions) for name in names)


def _course(log: Log, gauge: str, decisions: Sequence[DecisionFact]) -> Course:
    times, values = log.readings.get(gauge, ([], []))
    show = show_of(log.scenario, gauge)
    better = show.better if show else None
    told = [figure_of(log.scenario, gauge, value) for value in
            ((values[0], values[-1], min(values), max(values)) if values
             else (None, None, None, None))]  # fmt: skip
    return Course(
        gauge=gauge,
        title=titled(log.scenario, gauge),
        says=show.says if show else Text(),
        unit=show.unit if show else Text(),
        share=show is not None and show.style == "percent",
        direction=both(WANTED[better]) if better else Text(),
        points=tuple(zip(times, values, strict=True)),
        first=told[0],
        last=told[1],
        lowest=told[2],
        highest=told[3],
        marks=_marks(log, gauge, decisions),
        after=touched_at(log),
    )


def titled(scenario: Scenario, gauge: str) -> Text:
    """A title; a sensitive one says that it is modelled, and against what."""
    title = title_of(scenario, gauge)
    if not is_sensitive(scenario, gauge) or "gemodelleerd" in title.nl.casefold():
        return title
    lower = spell(lambda lang: title.of(lang)[:1].lower() + title.of(lang)[1:])
    return both("Modelled: {title} (no reference course computed)", title=lower)


def _marks(log: Log, gauge: str, decisions: Sequence[DecisionFact]) -> tuple[Mark, ...]:
    made = [Mark(one.at, str(one.number), "policy" if one.hand else "decision")
            for one in decisions]  # fmt: skip
    made += [Mark(done.at, repr(one.value), "override") for done, one in log.of(Override)
             if one.gauge == gauge and not one.clear]  # fmt: skip
    return tuple(sorted(made, key=lambda mark: mark.at))


# --- known beside true -----------------------------------------------------------


def knew(log: Log) -> tuple[Knew, ...]:
    """For each table that learns by report: its picture at each move, and the truth."""
    moments = _moments(log)
    made = []
    for table in log.scenario.tables:
        gauges = list(log.reports.get(table.id, {}))
        rows = tuple(_row(log, table.id, gauge, moments) for gauge in gauges[:MOST_ROWS]
                     if not is_sensitive(log.scenario, gauge))  # fmt: skip
        if rows:
            told = tuple(moment(log.scenario, at) for at in moments)
            made.append(Knew(table.id, table.short, told, rows))
    return tuple(made)


def at_once(log: Log) -> tuple[AtOnce, ...]:
    """The tables that see figures as they are, without a report between."""
    made = []
    for table in log.scenario.tables:
        reported = log.reports.get(table.id, {})
        gauges = [one for one in seen_by(log, table) if one not in reported]
        titles = dict.fromkeys(_own(log.scenario, table, one) for one in gauges)
        if gauges:
            made.append(AtOnce(table.id, table.short, _row_of(list(titles)[:MOST_ROWS]),
                               max(0, len(titles) - MOST_ROWS)))  # fmt: skip
    return tuple(made)


def _row_of(titles: Sequence[Text]) -> Text:
    return spell(lambda lang: "; ".join(title.of(lang) for title in titles))


def _own(scenario: Scenario, table: Table, gauge: str) -> Text:
    """A title in a table's own list: without the table's name behind it."""
    show = show_of(scenario, gauge)
    if show and table.instance and table.instance in gauge:
        return show.title
    return title_of(scenario, gauge)


def _moments(log: Log) -> list[int]:
    """When the tables sat down to a move; else the quarters of the exercise."""
    talks = [e.at for e in log.out("ran") if e.body["state"] in ("talk", "report")]
    if talks:
        return sorted(dict.fromkeys(talks))[:5]
    since, until = span(log)
    return [since + (until - since) * part // 4 for part in range(1, 5)]


def _row(log: Log, seat: str, gauge: str, moments: Sequence[int]) -> KnewRow:
    cells = []
    for at in moments:
        one, true = log.knew(seat, gauge, at), log.value(gauge, at)
        told = figure_of(log.scenario, gauge, one.value if one else None)
        fact = figure_of(log.scenario, gauge, true)
        cells.append(KnewCell(
            told if one else both("no report yet"),
            both("{span} old", span=lasting(at - one.true_at)) if one else Text(),
            fact, one is not None and told != fact))  # fmt: skip
    return KnewRow(gauge, title_of(log.scenario, gauge), tuple(cells))
