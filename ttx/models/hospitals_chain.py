"""What all hospitals share: lengths of stay, shares, counts over the whole chain.

It moves nobody; the sites do.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ttx.models.model import Ground
from ttx.models.patient import Patient, Stay
from ttx.models.station import Calendar
from ttx.moment import DAY, HOUR

OVERALL = "all"
_BY_HOUR = (0.5, 0.4, 0.4, 0.4, 0.4, 0.5, 0.6, 0.8, 1.1, 1.4, 1.6, 1.6,
            1.5, 1.5, 1.5, 1.5, 1.5, 1.4, 1.3, 1.2, 1.1, 1.0, 0.8, 0.6)  # fmt: skip
"""Emergency arrivals by hour of day, mean near 1 (assumption: the usual shape)."""
BY_HOUR = tuple(one * 24 / sum(_BY_HOUR) for one in _BY_HOUR)


Settings = dict[str, float]
"""The levers of a site, a region or all together, as they stand."""


class Chain:
    """The hospitals as one chain of care."""

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        self.ground = ground
        self.env = Calendar.of(ground.env)
        self.clock: int = round(values["clock"].mean)
        self.stays = {name: Stay(one) for name, one in values["stays"].items()}
        self.shares = {name: one.mean for name, one in values["shares"].items()}
        self.settings = Settings()
        self.outbreak = self.blood = self.died = self.moved = 0
        self.allied: list[Patient] = []
        self.regions: list[Any] = []
        self.sites: list[Any] = []
        self.specialisms: frozenset[str] = frozenset()

    @property
    def hour(self) -> int:
        """The hour of day, 0 to 23."""
        return int(self.env._now + self.clock) // HOUR % 24

    @property
    def day(self) -> int:
        """The number of the calendar day, counted from STARTEX's."""
        return int(self.env._now + self.clock) // DAY

    def to_next_hour(self) -> int:
        """Milliseconds until the clock strikes."""
        return HOUR - int(self.env.now + self.clock) % HOUR
