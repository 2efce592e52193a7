"""The scheme of the scenario: its places, with their figures at the start and the end.

Computed figures of one run. It shows no table's picture and says nothing of a cause.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ttx.debrief.decisions import is_sensitive
from ttx.evaluation_log import Log, figure_of, listed, show_of
from ttx.scenario import Scenario
from ttx.text import Text, both

MOST_SHOWN = 3
"""How many figures fit in the box of one place."""


@dataclass(frozen=True, slots=True)
class SpotShow:
    """One figure of a place: its title, at the start and at the end; `between` tells
    how low or high it went where that was neither.
    """

    title: Text
    first: Text
    last: Text
    between: Text


@dataclass(frozen=True, slots=True)
class SpotFact:
    """A place on the scheme: column and row from the top left, counted from 1."""

    key: str
    title: Text
    column: int
    row: int
    shows: tuple[SpotShow, ...]


@dataclass(frozen=True, slots=True)
class MapFact:
    """The whole scheme; `ways` are pairs of keys."""

    spots: tuple[SpotFact, ...]
    ways: tuple[tuple[str, str], ...]
    legend: Text


def scheme(log: Log) -> MapFact:
    """The scheme of this scenario; without places where the scenario has none."""
    drawn = log.scenario.map
    spots = tuple(
        SpotFact(key, spot.title, *spot.at, tuple(_shown(log, spot.shows)))
        for key, spot in drawn.places.items()
    )
    return MapFact(spots, drawn.ways, drawn.legend)


def _shown(log: Log, gauges: tuple[str, ...]) -> list[SpotShow]:
    made = []
    for gauge in gauges:
        _, values = log.readings.get(gauge, ([], []))
        if values and not is_sensitive(log.scenario, gauge):
            made.append(SpotShow(_title(log.scenario, gauge),
                                 figure_of(log.scenario, gauge, values[0]),
                                 figure_of(log.scenario, gauge, values[-1]),
                                 _between(log.scenario, gauge, values)))  # fmt: skip
    return made[:MOST_SHOWN]


def _between(scenario: Scenario, gauge: str, values: Sequence[float]) -> Text:
    ends = [figure_of(scenario, gauge, one) for one in (values[0], values[-1])]
    low, high = (figure_of(scenario, gauge, one) for one in (min(values), max(values)))
    return listed(both(english, value=one) for english, one in
                  (("lowest {value}", low), ("highest {value}", high))
                  if one not in ends)  # fmt: skip


def _title(scenario: Scenario, gauge: str) -> Text:
    """The title of a gauge without the place that it stands in."""
    show = show_of(scenario, gauge)
    return show.title if show else Text(gauge, gauge)
