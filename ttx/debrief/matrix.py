"""The interfaces as one drawing: a table of all against all, readable with fifteen.

Military tables stand first, so that civil with military is one block. A pair of which
too little was logged keeps its place and shows no figures.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ttx.debrief.between import Pair
from ttx.debrief.requests import is_military
from ttx.evaluation_log import Log
from ttx.text import Text, both


@dataclass(frozen=True, slots=True)
class Cell:
    """One pair. kind: drawn, thin (too little logged), none (nothing known).

    `told` says the same in a sentence, for who cannot see the drawing.
    """

    kind: str
    asked: int = 0
    answered: int = 0
    contacts: int = 0
    interface: bool = False
    told: Text = Text()


@dataclass(frozen=True, slots=True)
class Party:
    """A table on the edge of the drawing, by its number, with its row of cells."""

    number: int
    title: Text
    military: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Matrix:
    """The lower half of all against all: row n holds the cells with parties 1 to n-1."""

    parties: tuple[Party, ...]

    @property
    def empty(self) -> bool:
        """Whether nothing passed between any two tables."""
        return all(cell.kind == "none" for one in self.parties for cell in one.cells)


def matrix(log: Log, pairs: Sequence[Pair]) -> Matrix:
    """All tables of the exercise against each other, military tables first."""
    known = {frozenset(pair.seats): pair for pair in pairs}
    tables = sorted(log.scenario.tables,
                    key=lambda one: not is_military(log.scenario, one.id))  # fmt: skip
    made = []
    for number, one in enumerate(tables, 1):
        military = is_military(log.scenario, one.id)
        cells = tuple(
            _cell(known.get(frozenset((one.id, other.id))),
                  military != is_military(log.scenario, other.id))
            for other in tables[: number - 1]
        )  # fmt: skip
        made.append(Party(number, one.short, military, cells))
    return Matrix(tuple(made))


def _cell(pair: Pair | None, interface: bool) -> Cell:
    if pair is None:
        return Cell("none", interface=interface)
    names = both("{one} with {other}", one=pair.one, other=pair.other)
    if not pair.logged.drawn:
        told = both("{pair}: too little logged ({count})", pair=names,
                    count=pair.logged.told)  # fmt: skip
        return Cell("thin", interface=interface, told=told)
    asked, answered = len(pair.requests), pair.reached("answered")
    told = both("{pair}: requests {asked}, answered {answered}; {count}", pair=names,
                asked=asked, answered=answered, count=pair.logged.told)  # fmt: skip
    return Cell("drawn", asked, answered, pair.logged.known, interface, told)
