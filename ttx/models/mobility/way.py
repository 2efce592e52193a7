"""One way: what passes, how fast, and what civil traffic loses by convoys and closures.

It moves no vehicle by itself: civil traffic is a flow, never a queue of single cars.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ttx.figures import Figure
from ttx.models.mobility.form import ROAD
from ttx.moment import HOUR
from ttx.text import Text


class Manners:
    """How traffic shares any way: what fills it, at which hour, and what convoys leave.

    Journey time = free time x (1 + slows (flow / capacity)^power): Bureau of Public
    Roads, 1964. `by_hour` has mean 1; `convoys` is the share that they take at most.
    """

    __slots__ = ("by_hour", "convoys", "power", "slows")

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.slows: float = values["slows"].mean
        self.power: float = values["power"].mean
        self.convoys: float = values["convoys"].mean
        hours = [one.mean for one in values["by_hour"]] or [1.0]
        whole = sum(hours) or 1.0
        self.by_hour = [one * len(hours) / whole for one in hours]


class Way:
    """A road, a railway, a waterway or an air corridor that civil traffic shares."""

    def __init__(
        self, name: str, values: Mapping[str, Any], detour: Figure, manners: Manners,
        now: int,
    ) -> None:  # fmt: skip
        self.name, self.values, self._since = name, values, now
        self.manners = manners
        dutch = values["title"] or values["title_en"] or name
        self.title = Text(dutch, values["title_en"] or dutch)
        self.kind: str = values["kind"]
        self.capacity: float = values["capacity"].mean
        self._mean_flow: float = values["flow"].mean
        self.hours = values["length"].mean / max(1.0, values["speed"].mean)
        self._detour = (values["detour"] or detour).mean
        self.taken, self.part = 0.0, 1.0
        self.shut = self.closed = False
        self.flow, self.speed = self._mean_flow, 1.0
        self._delay = self._held_up = 0.0

    @property
    def open(self) -> bool:
        """Whether anything passes on the way itself."""
        return not (self.shut or self.closed)

    def settle(self, now: int, hour: int) -> None:
        """Write what was lost up to now, and the speed from now on."""
        self._delay, self._held_up = self._lost(now)
        self._since = now
        usual = self.manners.by_hour
        of_day = usual[hour % len(usual)] if self.kind == ROAD else 1.0
        self.flow = self._mean_flow * of_day
        self.speed = self._factor() if self.open else self._detour
        if self.speed > 0:
            self._held_up = 0.0

    def _factor(self) -> float:
        """Speed of civil traffic beside that of the same hour without convoys."""
        taken = min(self.taken, self.manners.convoys)
        left = max(1e-9, self.capacity * self.part * (1 - taken))
        if self.kind == ROAD:
            return self._journey(self.capacity) / self._journey(left)
        if self.flow <= 0:
            return 1.0
        return float(min(1.0, left / self.flow) / min(1.0, self.capacity / self.flow))

    def _journey(self, capacity: float) -> float:
        full = self.flow / max(1e-9, capacity)
        return float(1 + self.manners.slows * full**self.manners.power)

    def _lost(self, now: int) -> tuple[float, float]:
        """Vehicle-hours lost, and vehicles that stand, up to now."""
        span = (now - self._since) / HOUR
        if self.speed > 0:
            lost = self.flow * self.hours * (1 / self.speed - 1) * span
            return self._delay + max(0.0, lost), 0.0
        grown = self.flow * span
        return self._delay + (self._held_up + grown / 2) * span, self._held_up + grown

    def delay(self, now: int) -> float:
        """Vehicle-hours that civil traffic has lost; reading it changes nothing."""
        return self._lost(now)[0]

    def standing(self, now: int) -> float:
        """Vehicles, trains or ships that wait because nothing passes."""
        return self._lost(now)[1]
