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
from ttx.models.model import Cause, Gauge, Ground, Lever, Model
from ttx.models.transport.assistance import ASSISTANCE, Assistance
from ttx.models.transport.hours import profile
from ttx.models.transport.hub import HUB, Hub
from ttx.models.transport.mmt import MMT, Mmt
from ttx.models.transport.planned import DIALYSIS, DISCHARGE, Planned
from ttx.models.transport.region import BY_HOUR, REGION, Region
from ttx.models.transport.scene import Scene
from ttx.models.transport.scene_form import SCENE
from ttx.moment import DAY, HOUR
from ttx.text import Text

_SUMS = (
    ("free", "ambulances", "vrije ambulances", "free ambulances"),
    ("a1_rides", "rides", "spoedritten", "emergency rides"),
    ("a1_late", "rides", "spoedritten later dan 15 minuten",
     "emergency rides over 15 minutes"),
    ("waiting", "calls", "spoedmeldingen die wachten", "emergency calls waiting"),
)  # fmt: skip


class Transport(Model):
    """The rides of the exercise: for those who call 112 and for those who arrive."""

    NAME = "transport"
    FORM: ClassVar[Form] = {
        "clock": Field("the time of day at STARTEX, as 6h40m", unit=TIME,
                       default=Figure("value", (8 * HOUR,), TIME, "chosen", "X"), high=DAY),
        "by_hour": BY_HOUR,
        "regions": Field("regions", kind="forms", form=REGION),
        "hubs": Field("points of entry", kind="forms", form=HUB, default={}),
        "scenes": Field("scenes of sudden incidents", kind="forms", form=SCENE, default={}),
        "dialysis": Field("rides to dialysis that can be stopped", kind="forms",
                          form=DIALYSIS, default={}),
        "discharge": Field("rides home that can be stopped", kind="forms",
                           form=DISCHARGE, default={}),
        "assistance": Field("what one region can give another", kind="forms",
                            form=ASSISTANCE, default={}),
        "mmt": Field("mobile medical teams with a helicopter", kind="forms", form=MMT,
                     default={}),
    }  # fmt: skip

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        self._ground, self._clock = ground, round(values["clock"].mean)
        self.gnss = 1.0
        busy = profile([one.mean for one in values["by_hour"]])
        self.regions = {
            name: Region(name, one, self._clock, busy, ground)
            for name, one in values["regions"].items()
        }
        self.hubs = {
            name: Hub(name, one, self._clock, ground, self)
            for name, one in values["hubs"].items()
            if self._known(("hubs", name, "region"), one["region"])
        }
        for region in self.regions.values():
            region.on_lent = self.share_out
        self._more(values)
        self._sums()
        self._levers()

    def _known(self, place: tuple[str, ...], *regions: str) -> bool:
        strange = [one for one in regions if one not in self.regions]
        for one in strange:
            english = "unknown region '{name}'; there are: {known}"
            self._ground.wrong(place, "unknown-region", english, name=one,
                               known=", ".join(self.regions))  # fmt: skip
        return not strange

    def _more(self, values: Mapping[str, Any]) -> None:
        """What an exercise has only if it says so."""
        ground, clock, regions = self._ground, self._clock, self.regions
        self.mmt = [
            Mmt(name, one, clock, ground, lambda: self.gnss)
            for name, one in values["mmt"].items()
        ]
        by_air = self.mmt[0] if self.mmt else None
        self.scenes = {
            name: Scene(name, one, regions, by_air, ground)
            for name, one in values["scenes"].items()
            if self._known(("scenes", name, "region"), one["region"])
            and self._known(("scenes", name, "ambulances"), *one["ambulances"])
        }
        self.planned = {
            name: Planned(name, one, regions[one["region"]], clock, ground)
            for kind in ("dialysis", "discharge")
            for name, one in values[kind].items()
            if self._known((kind, name, "region"), one["region"])
        }
        self.assistance = {
            name: Assistance(
                name, one, regions[one["from"]], regions[one["to"]], ground
            )
            for name, one in values["assistance"].items()
            if self._known(("assistance", name), one["from"], one["to"])
        }

    def _levers(self) -> None:
        self._ground.lever(Lever("transport.all.speed", "", Text("rijsnelheid overal", "speed everywhere"),
                                 self._all_speed, 1.0, low=0.1))  # fmt: skip
        self._ground.lever(Lever("transport.all.gnss", "",
                                 Text("navigatie en uitgifte duren zoveel maal zo lang",
                                      "navigation and dispatch take so many times as long"),
                                 self._all_gnss, 1.0, low=1.0, high=3.0))  # fmt: skip

    def _all_speed(self, value: float) -> None:
        for region in self.regions.values():
            region.common_speed = value

    def _all_gnss(self, value: float) -> None:
        self.gnss = value
        for region in self.regions.values():
            region.gnss = value

    def _sums(self) -> None:
        regions = list(self.regions.values())

        def total(what: str) -> float:
            return float(sum(getattr(region, what) for region in regions))

        for what, unit, nl, en in _SUMS:
            self._ground.gauge(Gauge(f"transport.all.{what}", unit, Text(nl, en),
                                     lambda what=what: total(what), why=self._why))  # type: ignore[misc]  # fmt: skip
        self._ground.gauge(Gauge("transport.all.cover", "", Text("laagste dekking", "lowest cover"),
                                 lambda: min((r.cover for r in regions), default=1.0),
                                 why=self._why))  # fmt: skip

    def _why(self) -> Cause:
        """The region with the lowest cover tells why."""
        if not self.regions:
            return Cause(Text("Er zijn geen regio's.", "There are no regions."))
        low = min(self.regions.values(), key=lambda one: one.cover)
        free = sum(one.free for one in self.regions.values())
        return Cause(Text(f"{free} ambulances zijn vrij; de laagste dekking heeft {low.title.nl}.",
                          f"{free} ambulances are free; {low.title.en} has the lowest cover."),
                     then=f"transport.{low.name}.cover")  # fmt: skip

    def share_out(self) -> None:
        """Lent ambulances drive for the open hubs, in equal parts."""
        if not self.hubs:
            return
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
        for planned in self.planned.values():
            planned.start()
        for teams in self.mmt:
            teams.start()
        self.share_out()
