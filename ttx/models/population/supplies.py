"""What households have in the house: how many have run out after so many dark hours.

It counts households and never says what a household should have had.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Mapping
from typing import ClassVar

from ttx.figures import Figure
from ttx.models.model import Cause
from ttx.models.population.part import Part, Spec, cause
from ttx.moment import HOUR
from ttx.text import hours, percent

_STEPS = 240
"""So many households stand for all: one step is then 0.4 %."""


class Runs:
    """How long something lasts for many: the share for whom it is over."""

    def __init__(self, figure: Figure) -> None:
        self._ends = [figure.quantile((i + 0.5) / _STEPS) for i in range(_STEPS)]

    def over(self, dark_hours: float) -> float:
        """The share (0 to 1) whose means are gone after this."""
        return bisect_right(self._ends, dark_hours * HOUR) / _STEPS


class Supplies(Part):
    """The households of one area and their supplies.

    in need = prepared * P(T_prepared <= t) + (1 - prepared) * P(T_other <= t), with t
    the hours in the dark: 72 h for who prepared (S), 12 to 24 h for others (E).
    """

    GAUGES: ClassVar[Mapping[str, Spec]] = {
        "in_need": ("", "huishoudens die door hun voorraad heen zijn",
                    "households that have run out of supplies", "sum"),
    }  # fmt: skip

    def __init__(
        self, figures: Mapping[str, Figure], drawn: Mapping[str, float], households: int
    ) -> None:
        super().__init__(figures, drawn)
        self._households = households
        self._prepared = Runs(figures["prepared_lasts"])
        self._others = Runs(figures["unprepared_lasts"])
        self.share, self._ready = 0.0, 0.0
        self._dark = self._hours = 0.0

    def look(self, dark_hours: float, dark: float, prepared: float) -> None:
        """Follow the dark: `prepared` is the share that can manage the long time."""
        self._ready, self._dark, self._hours = prepared, dark, dark_hours
        if dark > 0:
            late = self._others.over(dark_hours)
            self.share = (
                prepared * self._prepared.over(dark_hours) + (1 - prepared) * late
            )
        else:
            self.share = 0.0

    def readers(self) -> dict[str, Callable[[], float]]:
        return {
            "in_need": lambda: float(round(self._households * self._dark * self.share))
        }

    def why(self, what: str) -> Cause:
        power = self.ties.get("power", "")
        if self._dark <= 0:
            return cause("Er is stroom: huishoudens redden zichzelf.",
                         "There is power: households manage.", "D", power)  # fmt: skip
        span, ready = self._hours, self._ready
        return cause(
            f"Na {hours(span, 'nl')} uur zonder stroom is {percent(self.share, 'nl')} van "
            f"de huishoudens door de voorraad heen; {percent(ready, 'nl')} was voorbereid.",
            f"After {hours(span, 'en')} h without power {percent(self.share, 'en')} of "
            f"households have run out; {percent(ready, 'en')} were prepared.",
            self.tag("unprepared_lasts"), power,
        )  # fmt: skip
