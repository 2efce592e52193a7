"""Assistance between regions: ambulances that drive over, help, and come back.

An ambulance is never in two places: it is missed at home from the moment it leaves.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import simpy

from ttx.figures import TIME, Figure, fixed
from ttx.forms import TITLES, Field, Form
from ttx.models.model import Cause, Gauge, Ground, Lever, Stream
from ttx.models.transport.region import Region
from ttx.moment import MINUTE
from ttx.text import Text

GUESS = "assumption, wants an expert"

ASSISTANCE: Form = {
    **TITLES,
    "from": Field("the region that gives", "text"),
    "to": Field("the region that is helped", "text"),
    "drive": Field("from one region to the other", unit=TIME,
                   default=Figure("triangular", (30 * MINUTE, 45 * MINUTE, 80 * MINUTE),
                                  TIME, GUESS, "E")),
    "most": Field("ambulances that are given at most", unit="ambulances",
                  default=fixed(10.0, "ambulances", "E", GUESS)),
}  # fmt: skip


class Assistance:
    """What one region gives another."""

    def __init__(
        self,
        name: str,
        values: Mapping[str, Any],
        giver: Region,
        taker: Region,
        ground: Ground,
    ) -> None:
        self.name, self.env, self._drive = name, ground.env, values["drive"]
        self._giver, self._taker = giver, taker
        dutch = values["title"] or values["title_en"] or name
        self.title = Text(dutch, values["title_en"] or dutch)
        self._luck: Stream = ground.stream(f"transport/{name}/drives")
        self.here = self.given = self._journeys = 0
        self._coming: list[int] = []
        self._register(ground, values["most"].mean)

    def _register(self, ground: Ground, most: float) -> None:
        subject = f"transport.{self.name}"
        for what, nl, en in (
            ("here", "helpen nu", "helping now"),
            ("coming", "onderweg om te helpen", "on the way to help"),
        ):
            says = Text(f"{self.title.nl}: {nl}", f"{self.title.en}: {en}")
            ground.gauge(Gauge(f"{subject}.{what}", "ambulances", says,
                               lambda what=what: float(getattr(self, what)),  # type: ignore[misc]
                               why=self._why))  # fmt: skip
        ground.lever(Lever(f"{subject}.ambulances", "ambulances",
                           Text(f"{self.title.nl}: ambulances", f"{self.title.en}: ambulances"),
                           self.give, 0.0, high=most))  # fmt: skip

    @property
    def coming(self) -> int:
        """Ambulances that are on the way to help."""
        return len(self._coming)

    def _why(self) -> Cause:
        if not self.given:
            return Cause(Text("Er is geen bijstand afgesproken.",
                              "No assistance has been agreed."))  # fmt: skip
        return Cause(Text(f"{self.given} ambulances zijn toegezegd, {self.here} zijn er.",
                          f"{self.given} ambulances were promised, {self.here} have come."),
                     then=f"transport.{self._giver.name}.cover")  # fmt: skip

    def give(self, value: float) -> None:
        """So many ambulances from now on: they leave, or they turn back."""
        wanted = round(value)
        while self.given < wanted:
            self.given += 1
            self._giver.assist -= 1
            self._coming.append(self._journey(self._arrive))
        while self.given > wanted:
            self.given -= 1
            if self._coming:
                self._coming.pop()
            else:
                self.here -= 1
                self._taker.assist -= 1
            self._journey(self._home)
        self._giver.settle()
        self._taker.settle()

    def _journey(self, ends: Any) -> int:
        self._journeys += 1
        number = self._journeys
        drive = self._drive.quantile(self._luck.keyed(str(number))) / self._giver.pace()
        event = simpy.Timeout(self.env, round(drive))
        assert event.callbacks is not None
        event.callbacks.append(lambda _: ends(number))
        return number

    def _arrive(self, number: int) -> None:
        if number in self._coming:
            self._coming.remove(number)
            self.here += 1
            self._taker.assist += 1
            self._taker.settle()

    def _home(self, number: int) -> None:
        self._giver.assist += 1
        self._giver.settle()
