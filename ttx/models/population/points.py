"""Support points in detail: when they open, with how many people, light and warmth.

It counts places; it must never send anyone to one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import ClassVar

from ttx.figures import Figure
from ttx.models.model import Cause, Ground
from ttx.models.population.part import Part, Pull, Spec, cause
from ttx.text import number

_MANY = 10_000.0
"""A lever of numbers reaches no further."""


class Points(Part):
    """The support points of one area.

    places = size * (powered + dark_serves * dark points) * min(1, staff / needed)
    """

    GAUGES: ClassVar[Mapping[str, Spec]] = {
        "points_open": ("", "noodsteunpunten open", "support points open", "sum"),
        "points_opening": ("", "noodsteunpunten in opbouw",
                           "support points being opened", "sum"),
        "point_places": ("", "plaatsen in noodsteunpunten",
                         "places at support points", "sum"),
        "turned_away": ("", "mensen die geen plaats vonden (opgeteld)",
                        "people who found no place (added up)", "sum"),
    }  # fmt: skip
    LEVERS: ClassVar[Mapping[str, Pull]] = {
        "point_staff": ("", "mensen voor noodsteunpunten", "people for support points",
                        _MANY, "split"),
        "point_generators": ("", "aggregaten bij noodsteunpunten",
                             "generators at support points", _MANY, "split"),
    }  # fmt: skip

    def __init__(
        self, figures: Mapping[str, Figure], drawn: Mapping[str, float], area: str,
        ground: Ground,
    ) -> None:  # fmt: skip
        super().__init__(figures, drawn)
        self._luck = ground.stream(f"population/{area}/points")
        self._opens: list[int] = []
        self._ever = 0
        self._next = -math.inf
        self.open = self.powered = self.places = self.turned = self._short = 0
        self.staffed, self.power = 1.0, 1.0
        self.dark = 0.0

    def base(self, lever: str) -> float:
        return self.drawn[lever.removeprefix("point_")]

    def look(self, now: int, wanted: int, size: float, dark: float) -> None:
        """Open what was decided; count who is there to help and where there is light."""
        if wanted == len(self._opens) and now < self._next and dark == self.dark:
            self._count(size)
            return
        self._settle(now, wanted, dark)
        self._count(size)

    def _settle(self, now: int, wanted: int, dark: float) -> None:
        while len(self._opens) < wanted:
            self._ever += 1
            delay = self.figures["opens"].quantile(self._luck.keyed(str(self._ever)))
            self._opens.append(now + int(delay))
        del self._opens[wanted:]
        self.dark = dark
        self.open = sum([one <= now for one in self._opens])
        self._next = min([one for one in self._opens if one > now], default=math.inf)

    def _count(self, size: float) -> None:
        if not self.open:
            self.powered = self.places = 0
            return
        sets = int(self.level["point_generators"] * self.power)
        self.powered = min(self.open, sets + int(self.open * (1.0 - self.dark)))
        useful = self.powered + (self.open - self.powered) * self.drawn["dark_serves"]
        needed = self.open * max(1.0, self.drawn["staff_each"])
        self.staffed = min(1.0, self.level["point_staff"] / needed)
        self.places = int(size * useful * self.staffed + 1e-9)

    def turn_away(self, short: int) -> None:
        """So many have no place now: who comes on top of before is turned away."""
        self.turned += max(0, short - self._short)
        self._short = short

    def readers(self) -> dict[str, Callable[[], float]]:
        return {
            "points_open": lambda: float(self.open),
            "points_opening": lambda: float(len(self._opens) - self.open),
            "point_places": lambda: float(self.places),
            "turned_away": lambda: float(self.turned),
        }

    def why(self, what: str) -> Cause:
        if not self._opens:
            return cause("Er is geen noodsteunpunt aangewezen.",
                         "No support point has been named.")  # fmt: skip
        count, lit, staff = self.open, self.powered, round(self.staffed * 100)
        if what == "points_opening" or not count:
            coming = len(self._opens) - count
            return cause(
                f"{count} noodsteunpunten zijn open, {coming} worden ingericht.",
                f"{count} support points are open, {coming} are being set up.",
                self.tag("opens"),
            )  # fmt: skip
        size = self.places
        return cause(
            f"{count} noodsteunpunten open, {lit} met stroom, bezetting {staff} %: "
            f"{number(size, 'nl')} plaatsen.",
            f"{count} support points open, {lit} with power, staffing {staff} %: "
            f"{number(size, 'en')} places.",
            self.tag("dark_serves"), self.ties.get("points_power", ""),
        )  # fmt: skip
