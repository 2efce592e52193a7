"""How many casualties come and when: batches as announced, Poisson, or a Cox process.

It counts heads and moments; it never knows who they are or what they need.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ttx.figures import Figure
from ttx.models.model import Stream
from ttx.models.station import moments
from ttx.moment import DAY, HOUR


class Plan:
    """The next batch of a stream: what is said of it and what comes of it.

    A Cox process has a rate that is itself drawn: here one for each batch, in wounded
    for each 1,000 deployed in a day; given the rate, the number is Poisson. Those who
    return to duty and those who die in Roles 1 to 3 do not come (`home`, `lost`).
    """

    def __init__(self, values: Mapping[str, Any]) -> None:
        self._values = values
        self.kind, self.announced = values["arrivals"], values["announced"]
        self.batch = self._usual = float(round(values["batch"].mean))
        self._every = round(values["every"].mean)
        away = values["home"].mean * (1 - values["lost"].mean)
        self._reaching = values["strength"].mean / 1000 * away
        self._size, self._real, self._spread = 0.0, 1.0, 0

    def first(self, luck: Stream) -> int:
        """When the first batch comes; a single draw if that is uncertain."""
        first: Figure = self._values["first"]
        known = first.shape == "value"
        return round(first.mean if known else first.quantile(luck.keyed("first")))

    def draw(self, size: float, real: float, gap: float) -> int:
        """Draw the next batch; the time to the one after, 0 if there is none."""
        values: Mapping[str, Figure] = self._values
        self._size = values["batch"].quantile(size)
        rate = values["rate" if self.kind == "cox" else "real"]
        self._real = rate.quantile(real)
        spread = values["spread"]
        known = spread.shape == "value"
        # A stream row has one width for good; the fraction of a luck is luck too.
        luck = size * 9973.0 % 1.0
        self._spread = round(spread.mean if known else spread.quantile(luck))
        return round(values["every"].quantile(gap))

    @property
    def scale(self) -> float:
        """What the lever makes of the batch."""
        return self.batch / self._usual if self._usual else 1.0

    def said(self) -> int:
        """The size that is announced."""
        return round(self._size * self.scale)

    def dues(self, luck: Callable[[], Stream]) -> list[int]:
        """When each one comes, in milliseconds from now, in order."""
        if self.kind == "poisson":
            rate = (
                self._size * self.scale / (self._every / HOUR) if self._every else 0.0
            )
            return moments(luck(), rate, self._every)
        many = self._many(luck)
        return [self._spread * place // many for place in range(many)]

    def _many(self, luck: Callable[[], Stream]) -> int:
        if self.kind != "cox":
            return max(0, round(self.said() * self._real))
        days = (self._every or DAY) / DAY
        expected = self._real * self._reaching * days * self.scale
        return len(moments(luck(), expected, HOUR))
