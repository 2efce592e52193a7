"""One area of people in an outage: homes, care homes, support points, calls, trust.

It looks at power and telecom on the grid; it must never decide for anyone.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ttx.figures import Figure
from ttx.models.care_homes import COLD, CareHomes, Warmth
from ttx.models.chance import poisson, whole
from ttx.models.model import Ground
from ttx.models.public import Calls, Public
from ttx.models.vulnerable import Dependents
from ttx.moment import HOUR
from ttx.text import Text

_PERSONAL = ("ventilated_battery", "oxygen_battery", "dialysis_limit", "home_cools")
"""Figures that are drawn for each person or home, not once for the area."""


@dataclass(slots=True)
class Measures:
    """What is being done for an area (or, of one kind, for all areas)."""

    outreach: float = 0.0
    list_shared: float = 0.0
    support_points: float = 0.0
    mobile_points: float = 0.0
    call_takers: float = 1.0
    stations: float = 0.0
    heat_homes: float = 0.0
    child_care: float = 0.0
    temperature: float = 0.0


class Area:
    """The people of one area and how they fare."""

    def __init__(self, name: str, values: Mapping[str, Any], ground: Ground) -> None:
        self.name, self._ground = name, ground
        now = int(ground.env.now)
        dutch = values["title"] or values["title_en"] or name
        self.title = Text(dutch, values["title_en"] or dutch)
        self.figures = {k: v for k, v in values.items() if isinstance(v, Figure)}
        self.drawn = self._draw()
        self.people = round(self.drawn["people"])
        self.households = round(self.drawn["households"])
        self.dependents = Dependents(name, values, self.drawn, ground)
        self.homes = CareHomes(name, values, self.drawn, ground)
        self.public = Public(self.drawn, now)
        self.calls = Calls(name, self.drawn, ground)
        self.house = Warmth(
            self.drawn["indoors"], self.drawn["house_cools"], self.drawn["warms"], now
        )
        self.measures = Measures()
        self.power = self.telecom = self.emergency = self.home_power = 1.0
        self.readers: dict[str, Callable[[], float]] = {}
        self.dark_hours = self._cold = 0.0
        self.co = self.asking = self.places = 0
        self._co_luck = ground.stream(f"population/{name}/co")
        self._since = now

    def _draw(self) -> dict[str, float]:
        stream = self._ground.stream("population/figures")
        return {
            key: figure.numbers[0] if figure.shape == "value"
            else figure.quantile(stream.keyed(f"{self.name}:{key}"))
            for key, figure in self.figures.items()
            if key not in _PERSONAL and key != "care_home_generators"
        }  # fmt: skip

    @property
    def dark(self) -> float:
        """Share of homes without power."""
        return 1.0 - self.power

    @property
    def supported(self) -> int:
        """People who are at a support point."""
        return min(self.places, self.asking + self.dependents.at_points)

    @property
    def unreached(self) -> int:
        """People who would come to a support point and find no place."""
        return max(0, self.asking + self.dependents.at_points - self.places)

    @property
    def crowding(self) -> float:
        """Asked places to places that there are; 0 where there is no point."""
        asked = self.asking + self.dependents.at_points
        return asked / self.places if self.places else 0.0

    @property
    def cold_hours(self) -> float:
        """Person-hours below 16 degrees without support."""
        return float(round(self._cold + self.homes.cold))

    def absent(self) -> float:
        """Share of staff who cannot come to work."""
        drawn = self.drawn
        late = min(1.0, self.dark_hours * HOUR / max(1.0, drawn["absence_after"]))
        helped = 1.0 - drawn["child_care_helps"] * self.measures.child_care
        base = drawn["absence_base"]
        extra = max(0.0, drawn["absence"] - base) * late * min(1.0, self.dark * 1.25)
        return min(1.0, base + extra * helped)

    def look(self) -> None:
        """Read power and telecom, and let the last stretch have its effects."""
        now = int(self._ground.env.now)
        span, self._since = now - self._since, now
        was_dark = self.dark
        self._cool(now, span, was_dark)
        for key, read in self.readers.items():
            setattr(self, key, min(max(read(), 0.0), 1.0))
        self.dark_hours += was_dark * span / HOUR
        gained = self.measures.temperature + self.drawn["gains"]
        outside = min(self.drawn["indoors"], gained)
        heated = self.dark <= 0
        self.house.draw_to(self.drawn["indoors"] if heated else outside, heated, now)
        self.homes.look(now, span, self.home_power, self.measures.heat_homes, outside)
        self._points(now)
        self._talk(now, span, was_dark)
        self._visit(now, span)

    def _cool(self, now: int, span: int, dark: float) -> None:
        luck = self._co_luck.next()
        if not dark or not span or self.house.at(now) >= COLD:
            return
        manage = self.public.prepared(now) if self.dark_hours < 72 else 0.0
        frail = self.drawn["frail"] * dark * (1.0 - manage)
        self._cold += max(0.0, frail - self.supported) * span / HOUR
        heeds = 1.0 - self.drawn["heeds"] * self.public.heard.at(now)
        mean = self.drawn["co_rate"] * self.households / 1000 * dark * heeds
        cases = poisson(mean * span / HOUR, luck)
        for _ in range(cases):
            self.co += 1
            self._ground.happened("co-case", area=self.name, number=self.co)

    def _points(self, now: int) -> None:
        made, drawn = self.measures, self.drawn
        points = int(made.support_points * drawn["point_places"])
        self.places = points + int(made.mobile_points * drawn["mobile_places"])
        if not self.dark:
            self.asking = self.dependents.at_points = 0
            return
        late = min(1.0, self.dark_hours / 24.0)
        cold = 1.0 if self.house.at(now) < COLD else 0.5
        knows = 0.5 + 0.5 * self.public.heard.at(now)
        unprepared = 1.0 - self.public.prepared(now)
        share = drawn["seeks"] * late * cold * knows * unprepared
        self.asking, _ = whole(self.people * self.dark * share)

    def _talk(self, now: int, span: int, dark: float) -> None:
        if self.public.look(now, span, dark):
            self._ground.happened("estimate-slipped", area=self.name)
        if span:
            self.calls.look(
                span, dark, self.public.heard.at(now), self.public.rumours.at(now),
                self.telecom, self.measures.call_takers * self.emergency,
                self.measures.stations,
            )  # fmt: skip

    def _visit(self, now: int, span: int) -> None:
        listed = self.measures.list_shared >= 0.5
        aim = 1.0 if listed else self.drawn["aim"]
        visits = self.measures.outreach * aim * span / HOUR
        self.dependents.look(
            now, self.power, visits, listed, self.public.heard.at(now), self._room
        )

    def _room(self) -> bool:
        return self.dependents.at_points < self.places
