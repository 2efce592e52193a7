"""Care homes in detail: walls that leak heat, places and rides for moving, and harm.

Harm is an event of one resident, of a move or of cold; it is never a death.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from statistics import NormalDist
from typing import Any, ClassVar

from ttx.figures import Figure
from ttx.models.model import Cause, Ground
from ttx.models.population.care_homes import CareHomes, Home
from ttx.models.population.chance import poisson
from ttx.models.population.part import Part, Pull, Spec, cause
from ttx.moment import HOUR
from ttx.text import number

COOL, CHILLED = 18.0, 14.0
"""Degrees below which hours are counted, by the names of the gauges: the health limit,
and hard cold."""
_MANY = 10_000.0
"""A lever of numbers reaches no further."""
_NORMAL = NormalDist()


class Building(Part):
    """How a home holds its warmth: time constant C/H, own warmth q/H above outside.

    Newton's law dT/dt = -(T - (T_out + q/H)) / (C/H), with H the heat loss (W/m2K), C
    the heat capacity (Wh/m2K) and q the heat of people and sun (W/m2).
    """

    GAUGES: ClassVar[Mapping[str, Spec]] = {
        "hours_below_18": ("h", "bewonersuren onder 18 graden",
                           "resident-hours below 18 degrees", "sum"),
        "hours_below_14": ("h", "bewonersuren onder 14 graden",
                           "resident-hours below 14 degrees", "sum"),
        "harmed_by_cold": ("", "bewoners onwel door kou",
                           "residents taken ill by cold", "sum"),
    }  # fmt: skip
    LEVERS: ClassVar[Mapping[str, Pull]] = {
        "blankets": ("", "dekens, warm drinken en toezicht in zorglocaties",
                     "blankets, warm drinks and watch in care homes", 1.0, "same"),
    }  # fmt: skip

    def __init__(
        self, figures: Mapping[str, Figure], drawn: Mapping[str, float]
    ) -> None:
        super().__init__(figures, drawn)
        self.cool = self.chilled = 0.0
        self.harmed = 0
        self.degrees = math.inf

    def constant(self, luck: float) -> float:
        """The time constant of one home, in milliseconds."""
        drawn = self.drawn
        hours = drawn["heat_capacity"] / max(0.01, drawn["heat_loss"])
        apart = drawn["spread"] * _NORMAL.inv_cdf(min(max(luck, 1e-6), 1 - 1e-6))
        return hours * HOUR * math.exp(apart)

    def gains(self) -> float:
        """Degrees above outside that its people and the sun keep."""
        return self.drawn["own_heat"] / max(0.01, self.drawn["heat_loss"])

    def count(self, degrees: float, residents: int, hours: float) -> float:
        """Count these resident-hours; returns those in hard cold."""
        if degrees < COOL:
            self.cool += residents * hours
        if degrees >= CHILLED:
            return 0.0
        self.chilled += residents * hours
        return residents * hours

    def readers(self) -> dict[str, Callable[[], float]]:
        return {
            "hours_below_18": lambda: float(round(self.cool)),
            "hours_below_14": lambda: float(round(self.chilled)),
            "harmed_by_cold": lambda: float(self.harmed),
        }

    def why(self, what: str) -> Cause:
        then = f"{self.people}home_temperature"
        if not self.cool:
            return cause("Geen zorglocatie kwam onder 18 graden.",
                         "No care home fell below 18 degrees.", "D", then)  # fmt: skip
        loss = self.drawn["heat_loss"]
        return cause(
            f"De koudste zorglocatie is {number(self.degrees, 'nl')} graden; de gebouwen "
            f"verliezen {number(loss, 'nl', 1)} W/m² per graad.",
            f"The coldest care home is at {number(self.degrees, 'en')} degrees; the "
            f"buildings lose {number(loss, 'en', 1)} W/m² per degree.",
            self.tag("heat_loss"), then,
        )  # fmt: skip


class Moves(Part):
    """Places and rides for residents who are moved, and what moving does to them."""

    GAUGES: ClassVar[Mapping[str, Spec]] = {
        "receiving_places": ("", "vrije plaatsen elders voor bewoners",
                             "free places elsewhere for residents", "sum"),
        "harmed_by_move": ("", "bewoners gevallen of opgenomen door verplaatsing",
                           "residents hurt or admitted because of a move", "sum"),
    }  # fmt: skip
    LEVERS: ClassVar[Mapping[str, Pull]] = {
        "receiving_beds": ("", "plaatsen elders voor bewoners",
                           "places elsewhere for residents", _MANY, "split"),
        "seated_rides": ("/h", "bewoners per uur zittend vervoerd",
                         "residents per hour moved seated", _MANY, "split"),
        "lying_rides": ("/h", "bewoners per uur liggend vervoerd",
                        "residents per hour moved lying down", _MANY, "split"),
    }  # fmt: skip

    def __init__(
        self, figures: Mapping[str, Figure], drawn: Mapping[str, float]
    ) -> None:
        super().__init__(figures, drawn)
        self.used = self.harmed = 0

    def base(self, lever: str) -> float:
        return self.drawn["beds" if lever == "receiving_beds" else lever]

    @property
    def free(self) -> int:
        """Places elsewhere that nobody has taken yet."""
        return max(0, int(self.level["receiving_beds"]) - self.used)

    def readers(self) -> dict[str, Callable[[], float]]:
        return {
            "receiving_places": lambda: float(self.free),
            "harmed_by_move": lambda: float(self.harmed),
        }

    def why(self, what: str) -> Cause:
        used, free = self.used, self.free
        seated, lying = self.level["seated_rides"], self.level["lying_rides"]
        return cause(
            f"{used} bewoners verplaatst, {free} plaatsen elders vrij; per uur kunnen er "
            f"{number(seated, 'nl')} zittend en {number(lying, 'nl')} liggend mee.",
            f"{used} residents moved, {free} places free elsewhere; per hour "
            f"{number(seated, 'en')} can go seated and {number(lying, 'en')} lying down.",
            self.tag("lying"),
        )  # fmt: skip


class HomesInDetail(CareHomes):
    """The care homes of one area, with walls, places and rides as far as described."""

    def __init__(
        self, area: str, values: Mapping[str, Any], drawn: Mapping[str, float],
        ground: Ground, building: Building | None, moves: Moves | None,
    ) -> None:  # fmt: skip
        self.building, self.moves = building, moves
        super().__init__(area, values, drawn, ground)
        lying = moves.drawn["lying"] if moves else 0.0
        self._lying = [round(home.residents * lying) for home in self.homes]
        self._seats = self._stretchers = 0.0
        self._cold_luck = ground.stream(f"population/{area}/harm-cold")

    def _cools(self, values: Mapping[str, Any], luck: float) -> float:
        if self.building is None:
            return super()._cools(values, luck)
        return self.building.constant(luck)

    def outside(self, degrees: float, plain: float) -> float:
        if self.building is None:
            return plain
        return min(self._indoors, degrees + self.building.gains())

    @property
    def rides(self) -> float:
        if self.moves is None:
            return super().rides
        level = self.moves.level
        busy = self.moving and self.moves.free
        return level["seated_rides"] + level["lying_rides"] if busy else 0.0

    def look(
        self, now: int, span: int, power: float, heat: float, outside: float
    ) -> None:
        if self.building is not None and span:
            self._count(now, span)
        super().look(now, span, power, heat, outside)

    def _count(self, now: int, span: int) -> None:
        building = self.building
        assert building is not None
        luck = self._cold_luck.next()
        building.degrees = self.coldest(now)
        if building.degrees >= COOL:
            return
        hard = sum([
            building.count(home.warmth.at(now), home.residents, span / HOUR)
            for home in self.homes
        ])  # fmt: skip
        helped = 1.0 - building.drawn["blankets_help"] * building.level["blankets"]
        rate = building.drawn["harm_cold"] / 1000 * helped
        for _ in range(poisson(hard * rate, luck)):
            building.harmed += 1
            self._ground.happened("resident-harmed", area=self._area, how="cold",
                                  number=building.harmed)  # fmt: skip

    def _move(self, now: int, span: int) -> None:
        if self.moves is None:
            super()._move(now, span)
            return
        level, hours = self.moves.level, span / HOUR
        self._seats += level["seated_rides"] * hours
        self._stretchers += level["lying_rides"] * hours
        while self.moving and self.moves.free and self._take(now):
            self.moving -= 1
            self.moved += 1
            self.moves.used += 1
        self._seats, self._stretchers = self._kept(hours)

    def _kept(self, hours: float) -> tuple[float, float]:
        """Rides that nobody used are gone: a seat of an hour ago cannot be filled."""
        assert self.moves is not None
        level = self.moves.level
        if not self.moving:
            return 0.0, 0.0
        return (min(self._seats, level["seated_rides"] * hours + 1.0),
                min(self._stretchers, level["lying_rides"] * hours + 1.0))  # fmt: skip

    def _take(self, now: int) -> bool:
        """Move one resident from the coldest home where a ride fits; False if none."""
        assert self.moves is not None
        there = [rank for rank, home in enumerate(self.homes) if home.residents]
        there.sort(key=lambda rank: self.homes[rank].warmth.at(now))
        for rank in there:
            home = self.homes[rank]
            if self._seats >= 1.0 and home.residents > self._lying[rank]:
                self._seats -= 1.0
                self._leave(home, "harm_seated")
                return True
            if self._stretchers >= 1.0 and self._lying[rank]:
                self._stretchers -= 1.0
                self._lying[rank] -= 1
                self._leave(home, "harm_lying")
                return True
        return False

    def _leave(self, home: Home, harm: str) -> None:
        assert self.moves is not None
        home.residents -= 1
        if self._fall_luck.next() < self.moves.drawn[harm]:
            self.falls += 1
            self.moves.harmed += 1
            self._ground.happened("resident-harmed", area=self._area, how="move",
                                  number=self.moves.harmed)  # fmt: skip
