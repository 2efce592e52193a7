"""Care homes that cool when they are dark, and moving their residents.

Temperatures follow Newton's law of cooling between events; residents are persons.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from typing import Any

from ttx.models.model import Ground
from ttx.models.population.chance import poisson
from ttx.moment import HOUR

COLD = 16.0
"""Below this many degrees a person counts as cold: so the gauge `cold_hours` is defined."""


class Warmth:
    """A temperature that goes to where it is drawn, the faster the further away."""

    __slots__ = (
        "_cools", "_crosses", "_from", "_since", "_target", "_warms", "_warms_now",
    )  # fmt: skip

    def __init__(self, start: float, cools: float, warms: float, now: int) -> None:
        self._from = self._target = start
        self._cools, self._warms = cools, warms
        self._warms_now = True
        self._since = now
        self._crosses: dict[float, float] = {}

    def at(self, now: int) -> float:
        """Degrees now."""
        if self._from == self._target:
            return self._target
        constant = self._warms if self._warms_now else self._cools
        gone = math.exp((self._since - now) / constant)
        return self._target + (self._from - self._target) * gone

    def draw_to(self, target: float, heated: bool, now: int) -> None:
        """Go to this temperature from now on."""
        if target != self._target or heated != self._warms_now:
            self._from, self._since = self.at(now), now
            self._target, self._warms_now = target, heated
            self._crosses.clear()

    def crosses(self, level: float, now: int) -> float:
        """The moment after now at which it passes this level; infinite if never."""
        if level not in self._crosses:
            self._crosses[level] = self._passes(level)
        at = self._crosses[level]
        return at if at > now else math.inf

    def _passes(self, level: float) -> float:
        """The moment at which it passes this level as it is drawn now."""
        if (self._from < level) == (self._target < level) or level == self._target:
            return math.inf
        ratio = (self._from - self._target) / (level - self._target)
        return self._since + self._constant * math.log(ratio)

    @property
    def course(self) -> tuple[float, float, int]:
        """From which temperature, to which, and since when it goes."""
        return self._from, self._target, self._since

    def leads(self, other: Warmth) -> bool:
        """Whether it is the colder one of two on the same course, always."""
        own, its = self._constant, other._constant
        return own < its if self._target < self._from else own > its

    @property
    def _constant(self) -> float:
        return self._warms if self._warms_now else self._cools


def leading(there: Iterable[Warmth]) -> list[Warmth]:
    """Of each course the one that is always the coldest: no other can be coldest of all."""
    found: dict[tuple[float, float, int], Warmth] = {}
    for one in there:
        other = found.get(one.course)
        if other is None or one.leads(other):
            found[one.course] = one
    return list(found.values())


class Home:
    """One care home."""

    __slots__ = ("dark", "place", "residents", "told_cold", "warmth")

    def __init__(self, place: float, residents: int, warmth: Warmth) -> None:
        self.place, self.residents, self.warmth = place, residents, warmth
        self.dark = self.told_cold = False


class CareHomes:
    """All care homes of one area."""

    __slots__ = (
        "_area", "_cold", "_credit", "_dark", "_fall_luck", "_fall_moving",
        "_fall_staying", "_followed", "_ground", "_indoors", "_leading", "_move_rate",
        "_stay_luck",
        "cold", "falls", "homes", "moved", "moving", "turns_at",
    )  # fmt: skip

    def __init__(
        self, area: str, values: Mapping[str, Any], drawn: Mapping[str, float],
        ground: Ground,
    ) -> None:  # fmt: skip
        self._area, self._ground = area, ground
        self._indoors = drawn["indoors"]
        self._move_rate = drawn["move_rate"]
        self._fall_moving = drawn["fall_moving"]
        self._fall_staying = drawn["fall_staying"] / 1000
        self._fall_luck = ground.stream(f"population/{area}/falls-moving")
        self._stay_luck = ground.stream(f"population/{area}/falls-staying")
        self.homes = self._drawn(values, drawn)
        self.moving = self.moved = self.falls = 0
        self.cold = 0.0
        self._credit = 0.0
        self._followed = (math.nan, math.nan, math.nan)
        self.turns_at = -math.inf
        """When the next home turns cold or warm (infinite: none will)."""
        self._cold: list[int] = []
        self._dark = 0
        self._leading: list[Warmth] | None = None
        """The homes of which one is the coldest; none: not known since the last change."""

    def _drawn(
        self, values: Mapping[str, Any], drawn: Mapping[str, float]
    ) -> list[Home]:
        count = round(drawn["care_homes"])
        residents = round(drawn["care_home_residents"])
        stream = self._ground.stream(f"population/{self._area}/care-homes")
        now, made = int(self._ground.env.now), []
        for number, (place, own, cools) in enumerate(stream.rows(count, 3)):
            if own < values["care_home_generators"].mean:
                place = -1.0
            here = residents // count + (number < residents % count)
            constant = self._cools(values, cools)
            warmth = Warmth(self._indoors, constant, drawn["warms"], now)
            made.append(Home(place, here, warmth))
        return made

    def _cools(self, values: Mapping[str, Any], luck: float) -> float:
        """The time constant of a dark home, in milliseconds."""
        return float(values["home_cools"].quantile(luck))

    @property
    def residents(self) -> int:
        """Residents who are still in their homes."""
        return sum(home.residents for home in self.homes)

    @property
    def rides(self) -> float:
        """Residents being moved, per hour."""
        return self._move_rate if self.moving else 0.0

    def coldest(self, now: int) -> float:
        """The temperature of the coldest home that has residents."""
        if self._leading is None:
            self._leading = leading(one.warmth for one in self.homes if one.residents)
        there = [one.at(now) for one in self._leading]
        return min(there) if there else self._indoors

    def outside(self, degrees: float, plain: float) -> float:
        """What a dark home cools to: `degrees` outside, `plain` with what walls hold."""
        return plain

    def ask_move(self, residents: int) -> None:
        """Move so many residents more, from the coldest home first."""
        self.moving = min(self.moving + residents, self.residents)

    def look(
        self, now: int, span: int, power: float, heat: float, outside: float
    ) -> None:
        """Follow power and heat; let cold and falls be counted; move who must move."""
        if now >= self.turns_at or self._followed != (power, heat, outside):
            self._follow(now, span, power, heat, outside)
        else:
            for residents in self._cold:
                self.cold += residents * span / HOUR
        luck = self._stay_luck.next()
        if self._dark:
            mean = self._fall_staying * self._dark * span / HOUR
            self.falls += poisson(mean, luck)
        if self.moving:
            before = self.moved
            self._move(now, span)
            if self.moved != before:
                self.turns_at, self._leading = now, None

    def _follow(
        self, now: int, span: int, power: float, heat: float, outside: float
    ) -> None:
        """Look at each home, and know when the next one turns cold or warm."""
        self._followed = (power, heat, outside)
        self._cold, self._dark, self._leading = [], 0, None
        count, until = len(self.homes), math.inf
        for rank, home in enumerate(self.homes):
            warmth = home.warmth
            if warmth.at(now) < COLD:
                self.cold += home.residents * span / HOUR
                self._cold.append(home.residents)
                self._tell(home, rank)
            home.dark = home.place >= power
            heated = not home.dark or rank + 0.5 < heat * count
            warmth.draw_to(self._indoors if heated else outside, heated, now)
            turns = warmth.crosses(COLD, now)
            if turns < until:
                until = turns
            if home.dark:
                self._dark += home.residents
        self.turns_at = until - 2

    def _tell(self, home: Home, rank: int) -> None:
        if home.residents and not home.told_cold:
            home.told_cold = True
            self._ground.happened("care-home-cold", area=self._area, home=rank + 1)

    def _move(self, now: int, span: int) -> None:
        self._credit += self._move_rate * span / HOUR
        while self._credit >= 1.0 and self.moving:
            there = [home for home in self.homes if home.residents]
            home = min(there, key=lambda one: one.warmth.at(now))
            home.residents -= 1
            self._credit -= 1.0
            self.moving -= 1
            self.moved += 1
            self.falls += self._fall_luck.next() < self._fall_moving
        if not self.moving:
            self._credit = 0.0
