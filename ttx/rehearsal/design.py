"""What is in doubt in a scenario, and where a screening puts each of it.

One assumption is one line of the annex of figures: nine hospitals with one and the same
guessed figure are one guess, and move together. An option or an inject has assumptions
as well: how long it takes, how often it succeeds. Nothing is played here.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from ttx.debrief.figures import alike, placed
from ttx.figures import Figure
from ttx.scenario import Effect, Scenario
from ttx.scenario.reading import kept_with
from ttx.world import World
from ttx.world_assumed import key_of

LEVELS = 4
"""Places in its range of doubt that an assumption may take: the ends, and a third from
either (Morris 1991; four is SALib's own)."""
AS_WRITTEN = "."
"""In a row of the design: this assumption stays as it is written."""


@dataclass(frozen=True)
class Assumption:
    """One thing in doubt. place: as the annex names it (of two lines called alike, the
    first figure's own), or `options.NAME.lead`. keys: what
    moves with it in a draw; figures: how it is written, the first one for all."""

    place: str
    keys: tuple[str, ...]
    figures: tuple[Figure, ...]

    @property
    def figure(self) -> Figure:
        """The figure as it is written."""
        return self.figures[0]


def assumed(scenario: Scenario) -> tuple[Assumption, ...]:
    """All that is in doubt, in a fixed order. What is nought stays nought and is not
    among it: no factor makes it more."""
    return kept_with(scenario, "assumed", lambda: tuple(_assumed(scenario)))


def _assumed(scenario: Scenario) -> Iterator[Assumption]:
    figures = [one for one in World(scenario, 0).figures if in_doubt(one)]
    lines = alike(figures)
    many = Counter(placed(same) for same in lines)
    for same in lines:
        keys = tuple(key_of(one, one.place) for one in same)
        place = placed(same)
        if many[place] > 1:
            place = same[0].place.removeprefix("world.")
        yield Assumption(place, keys, tuple(same))
    own: dict[str, list[Figure]] = {}
    for place, figure in planned(scenario):
        if in_doubt(figure):
            own.setdefault(key_of(figure), []).append(_at(figure, place))
    for key, found in own.items():
        yield Assumption(found[0].place, (key,), tuple(found))


def in_doubt(figure: Figure) -> bool:
    """Whether it rests on an assumption, and can be otherwise: nought stays nought."""
    return figure.assumed and figure.times(2.0).numbers != figure.numbers


def _at(figure: Figure, place: str) -> Figure:

    return replace(figure, place=place)


def planned(scenario: Scenario) -> Iterator[tuple[str, Figure]]:
    """(place, figure) of all figures of options and injects."""
    for name, option in scenario.options.items():
        own = (("lead", option.lead), ("chance", option.chance))
        yield from _placed(f"options.{name}", own, (*option.does, *option.fails))
    for inject in scenario.msel:
        by = inject.after.by if inject.after is not None else None
        own = (("chance", inject.chance), ("comes", by))
        yield from _placed(f"msel.{inject.id}", own, inject.does)


def _placed(where: str, own: Iterable[tuple[str, Figure | None]],
            effects: Iterable[Effect]) -> Iterator[tuple[str, Figure]]:  # fmt: skip
    """The figures of one option or inject; those of later effects are numbered."""
    yield from ((f"{where}.{what}", one) for what, one in own if one is not None)
    later = (one.after for one in effects if one.after is not None)
    for number, one in enumerate(later, 1):
        yield f"{where}.after-{number}", one


def places(scenario: Scenario, levels: str) -> dict[str, float]:
    """Where each assumption lies (0 lowest, 1 highest) by this row of a design: one
    character for each assumption of the scenario. ValueError where it is of another."""
    made: dict[str, float] = {}
    for one, level in zip(assumed(scenario), levels, strict=True):
        if level != AS_WRITTEN:
            made.update(dict.fromkeys(one.keys, int(level) / (LEVELS - 1)))
    return made


def row_of(values: Mapping[int, float], many: int) -> str:
    """A row of a design as text: `values` are places (0 to 1) by the assumption's number,
    all others of the `many` stay as written."""
    return "".join(
        str(round(values[n] * (LEVELS - 1))) if n in values else AS_WRITTEN
        for n in range(many)
    )


def places_known(scenario: Scenario) -> list[str]:
    """The places by which a figure of this scenario can be named: each by itself, and
    those of one line of the annex together."""
    figures = World(scenario, 0).figures
    lines = [placed(same) for same in alike(figures)]
    each = [one.place.removeprefix("world.") for one in figures]
    own = [place for place, _ in planned(scenario)]
    return list(dict.fromkeys([*lines, *each, *own]))
