"""Ambulances, buses and the hub where trains and aircraft are unloaded.

It carries whom it is handed; it never chooses a hospital and never knows a bed.

Emergency (A1) rides are real rides on each region's ambulances, by hour of day. A
region's lent ambulances drive for the hubs and are missing at home: fewer free ones
stand further apart, so rides last longer and more come late (square-root law).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ttx.figures import TIME, Figure
from ttx.forms import Field, Form
from ttx.models.model import Gauge, Ground, Lever, Model
from ttx.models.transport_hub import HUB, Hub
from ttx.models.transport_region import REGION, Region
from ttx.moment import DAY, HOUR
from ttx.text import Text


class Transport(Model):
    """The rides of the exercise: for those who call 112 and for those who arrive."""

    NAME = "transport"
    FORM: ClassVar[Form] = {
        "clock": Field("the time of day at STARTEX, as 6h40m", unit=TIME,
                       default=Figure("value", (8 * HOUR,), TIME, "chosen", "X"), high=DAY),
        "regions": Field("regions", kind="forms", form=REGION),
        "hubs": Field("points of entry", kind="forms", form=HUB, default={}),
    }  # fmt: skip

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        clock = round(values["clock"].mean)
        self.regions = {
            name: Region(name, one, clock, ground)
            for name, one in values["regions"].items()
        }
        self.hubs: dict[str, Hub] = {}
        for name, one in values["hubs"].items():
            if one["region"] not in self.regions:
                ground.wrong(("hubs", name, "region"), "unknown-region",
                             "unknown region '{name}'", name=one["region"])  # fmt: skip
                continue
            self.hubs[name] = Hub(name, one, clock, ground, self)
        for region in self.regions.values():
            region.on_lent = self.share_out
        self._sums(ground)
        ground.lever(Lever("transport.all.speed", "", Text("rijsnelheid overal", "speed everywhere"),
                           self._all_speed, 1.0, low=0.1))  # fmt: skip

    def _all_speed(self, value: float) -> None:
        for region in self.regions.values():
            region.common_speed = value

    def _sums(self, ground: Ground) -> None:
        regions = list(self.regions.values())

        def total(what: str) -> float:
            return float(sum(getattr(region, what) for region in regions))

        for what, nl, en in (
            ("free", "vrije ambulances", "free ambulances"),
            ("a1_rides", "spoedritten", "emergency rides"),
            (
                "a1_late",
                "spoedritten later dan 15 minuten",
                "emergency rides over 15 minutes",
            ),
            ("waiting", "spoedmeldingen die wachten", "emergency calls waiting"),
        ):
            ground.gauge(Gauge(f"transport.all.{what}", "", Text(nl, en),
                               lambda what=what: total(what)))  # type: ignore[misc]  # fmt: skip
        ground.gauge(Gauge("transport.all.cover", "", Text("laagste dekking", "lowest cover"),
                           lambda: min((r.cover for r in regions), default=1.0)))  # fmt: skip

    def share_out(self) -> None:
        """Lent ambulances drive for the open hubs, in equal parts."""
        hubs = [hub for hub in self.hubs.values() if hub.is_open]
        lent = sum(region.gone for region in self.regions.values())
        for number, hub in enumerate(hubs):
            hub.lent(lent // len(hubs) + (number < lent % len(hubs)))
        for hub in self.hubs.values():
            if not hub.is_open:
                hub.lent(0)

    def other_open(self, hub: Hub) -> Hub | None:
        """The first other hub that is open: where a train can go instead."""
        return next((o for o in self.hubs.values() if o is not hub and o.is_open), None)

    def start(self) -> None:
        """Put the usual rides on the road."""
        for region in self.regions.values():
            region.start()
        for hub in self.hubs.values():
            hub.start()
        self.share_out()
