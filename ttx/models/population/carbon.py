"""Carbon monoxide at home: households that improvise heat, and cases with a number.

A death is an event with a number, off unless the author turns it on; never an excess.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import ClassVar

from ttx.figures import Figure
from ttx.models.model import Cause, Ground
from ttx.models.population.chance import poisson
from ttx.models.population.part import Part, Spec, cause
from ttx.moment import HOUR
from ttx.text import about


class CarbonMonoxide(Part):
    """Households of an area that heat with what is not made for it.

    improvising = households in the dark * share * min(1, (cold - T) / full_at) * (1 - heeds),
    with `cold` the area's; cases: Poisson with `hazard` per 1000 of them per hour.
    """

    GAUGES: ClassVar[Mapping[str, Spec]] = {
        "improvising": ("", "huishoudens die geïmproviseerd stoken",
                        "households that improvise heat", "sum"),
        "co_serious": ("", "koolmonoxide: naar een ziekenhuis",
                       "carbon monoxide: taken to a hospital", "sum"),
        "co_deaths": ("", "gemodelleerd overleden door koolmonoxide",
                      "modelled deaths by carbon monoxide", "sum"),
    }  # fmt: skip
    SENSITIVE: ClassVar[tuple[str, ...]] = ("co_deaths",)

    def __init__(
        self, figures: Mapping[str, Figure], drawn: Mapping[str, float], area: str,
        ground: Ground,
    ) -> None:  # fmt: skip
        super().__init__(figures, drawn)
        self._area, self._ground = area, ground
        self._fate = ground.stream(f"population/{area}/co-fate")
        self.improvising = 0.0
        self.count = self.serious = self.deaths = 0

    def look(
        self, span: int, homes: float, short: float, heeds: float, luck: float
    ) -> None:
        """So many dark homes, so many degrees too cold; `heeds` do as was advised."""
        cold = min(1.0, max(0.0, short) / max(0.1, self.drawn["full_at"]))
        self.improvising = homes * self.drawn["improvises"] * cold * (1.0 - heeds)
        mean = self.drawn["hazard"] / 1000 * self.improvising * span / HOUR
        for _ in range(poisson(mean, luck)):
            self._case()

    def rest(self) -> None:
        """It is warm or light: nobody improvises."""
        self.improvising = 0.0

    def _case(self) -> None:
        self.count += 1
        luck = self._fate.keyed(str(self.count))
        serious = luck < self.drawn["serious"]
        self.serious += serious
        self._ground.happened(
            "co-case", area=self._area, number=self.count, serious=serious
        )
        if luck < self.drawn["serious"] * self.drawn["fatal"]:
            self.deaths += 1
            self._ground.happened("co-death", area=self._area, number=self.count)

    def readers(self) -> dict[str, Callable[[], float]]:
        return {
            "improvising": lambda: float(round(self.improvising)),
            "co_serious": lambda: float(self.serious),
            "co_deaths": lambda: float(self.deaths),
        }

    def why(self, what: str) -> Cause:
        heard, count = f"{self.people}heard", self.count
        if not self.improvising and not count:
            return cause("Niemand hoeft geïmproviseerd te stoken.",
                         "Nobody needs to improvise heat.", "D",
                         self.ties.get("power", ""))  # fmt: skip
        homes = self.improvising
        return cause(
            f"Ongeveer {about(homes, 'nl')} huishoudens stoken nu geïmproviseerd; "
            f"{count} keer werd iemand vergiftigd.",
            f"About {about(homes, 'en')} households improvise heat now; {count} times "
            "somebody was poisoned.",
            self.tag("hazard"), heard,
        )  # fmt: skip
