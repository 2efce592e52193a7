"""Staff who cannot come: children, an empty tank, a cold house of their own.

It counts shares of all staff who live in an area; it never decides who must come.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from ttx.figures import Figure
from ttx.models.model import Cause
from ttx.models.population.part import Part, Pull, Spec, cause
from ttx.models.population.supplies import Runs
from ttx.moment import HOUR
from ttx.text import Text, percent

_PARTS = {
    "absent_child_care": Text("geen opvang voor de kinderen", "no care for children"),
    "absent_fuel": Text("een lege tank", "an empty tank"),
    "absent_home": Text("een koud huis of hulp thuis nodig", "a cold house or need at home"),
}  # fmt: skip


class Staffing(Part):
    """Reasons to be absent; together 1 - (1 - base)(1 - a)(1 - b)(1 - c)."""

    GAUGES: ClassVar[Mapping[str, Spec]] = {
        "absent_child_care": ("", "personeel afwezig door kinderen thuis",
                              "staff absent because of children", "mean"),
        "absent_fuel": ("", "personeel afwezig door lege tank",
                        "staff absent because of an empty tank", "mean"),
        "absent_home": ("", "personeel afwezig door de situatie thuis",
                        "staff absent because of their own home", "mean"),
    }  # fmt: skip
    LEVERS: ClassVar[Mapping[str, Pull]] = {
        "staff_rides": (
            "",
            "vervoer voor personeel",
            "transport for staff",
            1.0,
            "same",
        ),
        "staff_beds": ("", "slaapplaatsen bij het werk", "beds near work", 1.0, "same"),
    }

    def __init__(
        self, figures: Mapping[str, Figure], drawn: Mapping[str, float]
    ) -> None:
        super().__init__(figures, drawn)
        self._tank = Runs(figures["fuel_lasts"])
        self._late = self._empty = self._home = self._dark = 0.0
        self.child_care = 0.0

    def look(self, dark_hours: float, dark: float, cold: bool, need: float) -> None:
        """Follow dark, cold houses and the share of households in need."""
        after = max(1.0, self.drawn["child_care_after"])
        self._dark = dark
        self._late = dark * min(1.0, dark_hours * HOUR / after)
        self._empty = dark * self._tank.over(dark_hours)
        self._home = dark * max(1.0 if cold else 0.0, need)

    def _children(self) -> float:
        helped = 1.0 - self.drawn["child_care_helps"] * self.child_care
        return self.drawn["child_care"] * self._late * helped

    def _fuel(self) -> float:
        helped = 1.0 - self.drawn["rides_help"] * self.level["staff_rides"]
        return self.drawn["fuel"] * self._empty * helped

    def _own(self) -> float:
        helped = 1.0 - self.drawn["shelter_helps"] * self.level["staff_beds"]
        return self.drawn["home"] * self._home * helped

    def absent(self) -> float:
        """Share of all staff who do not come."""
        there = (1 - self._children()) * (1 - self._fuel()) * (1 - self._own())
        return 1.0 - (1.0 - self.drawn["base"]) * there

    def readers(self) -> dict[str, Callable[[], float]]:
        return {
            "absent_child_care": self._children,
            "absent_fuel": self._fuel,
            "absent_home": self._own,
        }

    def why(self, what: str) -> Cause:
        power = self.ties.get("power", "")
        if self._dark <= 0:
            return cause("Er is stroom: alleen de gewone afwezigheid.",
                         "There is power: only the usual absence.", "D", power)  # fmt: skip
        share, says = self.readers()[what](), _PARTS[what]
        return cause(
            f"{percent(share, 'nl')} van het personeel blijft weg door {says.nl}.",
            f"{percent(share, 'en')} of staff stay away because of {says.en}.",
            self.tag(what.removeprefix("absent_")), power,
        )  # fmt: skip
