"""One region's ambulances and its emergency rides.

It never refuses a ride: a call waits until an ambulance is free.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from ttx.figures import TIME, Figure
from ttx.forms import TITLES, Field, Form
from ttx.models.model import Cause, Gauge, Ground, Lever
from ttx.models.patient import REGULAR, URGENT, Patient, Stay
from ttx.models.station import Calendar, Station, moments, wake
from ttx.models.transport.hours import between, by_hour, hour
from ttx.moment import DAY, HOUR, MINUTE
from ttx.text import Text

GUESS = "assumption, wants an expert"
NORM = 15 * MINUTE
"""The Dutch norm, by definition: on the scene of an A1 call within 15 minutes."""
MOST_RIDES = 300
"""In a region with more rides a day, each modelled ride stands for several alike."""

REGION: Form = {
    **TITLES,
    "ambulances": Field("on duty by day", unit="ambulances"),
    "ambulances_night": Field("on duty by night; 0: a share of the day", unit="ambulances",
                              default=Figure("value", (0.0,), "ambulances", GUESS, "E")),
    "a1_rides": Field("emergency rides in a day", unit="rides/day"),
    "needed": Field("free ambulances that make the norm; 0: a part of those by day",
                    unit="ambulances", default=Figure("value", (0.0,), "ambulances", GUESS, "E")),
    "other": Field("share on other rides (A2, planned) at any time",
                   default=Figure("value", (0.35,), "", GUESS, "E"), high=1.0),
    "cycle": Field("one ride, from departure until free again", unit=TIME,
                   default=Figure("triangular", (40 * MINUTE, 55 * MINUTE, 90 * MINUTE),
                                  TIME, "trade knowledge, not checked", "K")),
    "response": Field("drive to the scene at normal cover", unit=TIME,
                      default=Figure("lognormal", (8.5 * MINUTE, 0.28, 60 * MINUTE), TIME,
                                     "set so that about 5 to 7 % are late at normal cover", "E")),
    "night_share": Field("on duty by night of those by day, where nothing is stated",
                         default=Figure("value", (0.6,), "", GUESS, "E"), high=1.0),
    "day_per_needed": Field("on duty by day for each free one that makes the norm, where "
                            "nothing is stated", unit="ambulances", low=1.0,
                            default=Figure("value", (3.0,), "ambulances", GUESS, "E")),
    "dispatch": Field("from the call until an ambulance is sent", unit=TIME,
                      default=Figure("value", (2.0 * MINUTE,), TIME, GUESS, "E")),
    "day_from": hour("when the day's ambulances come on duty", 8),
    "day_until": hour("when the night's ambulances take over", 23),
    "even": Field("emergency rides spread evenly over the day", kind="flag", default=False),
}  # fmt: skip

BY_HOUR = Field("emergency rides by hour of day (beside each other; any number of equal "
                "parts of a day)", kind="row", default=by_hour("the usual shape; " + GUESS, (
                    0.7, 0.6, 0.5, 0.5, 0.5, 0.6, 0.7, 0.9, 1.1, 1.3, 1.4, 1.4,
                    1.3, 1.3, 1.3, 1.3, 1.3, 1.3, 1.2, 1.1, 1.1, 1.0, 0.9, 0.7)))  # fmt: skip

GAUGES = (
    ("free", "ambulances", "vrije ambulances", "free ambulances"),
    ("cover", "", "dekking: vrij gedeeld door nodig", "cover: free over needed"),
    ("a1_late", "rides", "spoedritten later dan 15 minuten",
     "emergency rides over 15 minutes"),
    ("a1_rides", "rides", "spoedritten", "emergency rides"),
    ("waiting", "calls", "spoedmeldingen die wachten", "emergency calls waiting"),
    ("hours_waited", "h", "uren dat spoedmeldingen wachtten op een ambulance",
     "hours that emergency calls waited for an ambulance"),
)  # fmt: skip
_OF_COVER = ("free", "cover")
LEVERS = (
    ("lent", "uitgeleend aan de evacuatie", "lent to the evacuation", 0.0),
    ("extra", "bijstand van elders", "help from elsewhere", 0.0),
    ("speed", "rijsnelheid", "speed", 1.0),
    ("stripped", "deel van de wagens dat ook naar de evacuatie gaat",
     "share of the ambulances also given to the evacuation", 0.0),
)  # fmt: skip


class Region:
    """A region's ambulance service, as the dispatch centre sees it."""

    __slots__ = (
        "_calls", "_clock", "_cycle", "_day", "_dispatch", "_drives", "_each", "_extra",
        "_from", "_lent", "_night", "_own_share", "_profile", "_response", "_rides",
        "_ring", "_rung_up", "_stripped", "_until", "a1_late", "assist", "common_speed",
        "env", "fleet", "freed", "gnss", "name", "needed", "on_lent", "scenes", "speed",
        "title",
    )  # fmt: skip

    def __init__(
        self, name: str, values: Mapping[str, Any], clock: int,
        busy: tuple[float, ...], ground: Ground,
    ) -> None:  # fmt: skip
        self.name, self.env, self._clock = name, Calendar.of(ground.env), clock
        dutch = values["title"] or values["title_en"] or name
        self.title = Text(dutch, values["title_en"] or dutch)
        self._calls = ground.stream(f"transport/{name}/calls")
        self._drives = ground.stream(f"transport/{name}/drives")
        self._day: int = round(values["ambulances"].mean)
        by_night = self._day * values["night_share"].mean
        self._night: int = round(values["ambulances_night"].mean) or round(by_night)
        self._from, self._until = between(values, "day_from", "day_until")
        self._dispatch = values["dispatch"].mean
        self._own_share: float = 1 - values["other"].mean
        self._each: int = max(1, math.ceil(values["a1_rides"].mean / MOST_RIDES))
        self._rides = values["a1_rides"].mean / self._each
        self.needed: float = (
            values["needed"].mean or self._day / values["day_per_needed"].mean
        )
        self._cycle, self._response = Stay(values["cycle"]), Stay(values["response"])
        self._lent = self._extra = self._stripped = 0.0
        self.assist = self.freed = 0.0
        self.scenes: dict[str, int] = {}
        self._profile = (1.0,) * 24 if values["even"] else busy
        self.speed = self.common_speed = self.gnss = 1.0
        self.a1_late = self._rung_up = 0
        self.on_lent: Callable[[], None] = lambda: None
        self.fleet = Station(self.env, self._here(), self._back, self._driven)
        self._ring = (self._rung,)
        self._register(ground)

    def _register(self, ground: Ground) -> None:
        subject = f"transport.{self.name}"
        for what, unit, nl, en in GAUGES:
            ground.gauge(Gauge(f"{subject}.{what}", unit, Text(nl, en),
                               lambda what=what: float(getattr(self, what)),  # type: ignore[misc]
                               why=self._why if what in _OF_COVER else self._why_late))  # fmt: skip
        for what, nl, en, base in LEVERS:
            ground.lever(Lever(f"{subject}.{what}", "", Text(nl, en), getattr(self, f"_set_{what}"),
                               base, low=0.1 if what == "speed" else 0.0))  # fmt: skip

    # ---- what is true

    @property
    def free(self) -> int:
        """Ambulances that could leave now."""
        fleet = self.fleet
        free = fleet.units - fleet.busy
        return free * self._each if free > 0 else 0

    @property
    def cover(self) -> float:
        """Free ambulances over those needed; 1 is the norm."""
        needed = self.needed_now()
        return self.free / needed if needed else 1.0

    def needed_now(self) -> float:
        """Free ambulances that make the norm at this hour: fewer by night."""
        return self.needed * self._on_duty() / (self._day or 1)

    @property
    def a1_rides(self) -> int:
        """Emergency rides so far."""
        return self._rung_up * self._each

    @property
    def waiting(self) -> int:
        """Calls for which there is no ambulance."""
        return self.fleet.queue.count * self._each

    @property
    def at_scene(self) -> int:
        """Ambulances that drive for a sudden incident."""
        return sum(self.scenes.values())

    @property
    def others(self) -> float:
        """Ambulances beside its own: help, assistance, planned rides not driven."""
        return self._extra + self.assist + self.freed

    @property
    def gone(self) -> int:
        """Ambulances that drive for the hubs, of those on duty now."""
        if not self._lent and not self._stripped:
            return 0
        on_duty = self._on_duty()
        most = max(0, round(on_duty * self._own_share + self.others))
        return min(most, round(self._lent + self._stripped * on_duty))

    @property
    def hours_waited(self) -> float:
        """Hours that emergency calls have waited for an ambulance, together."""
        return self.fleet.queue.hours * self._each

    def pace(self) -> float:
        """Speed on the road beside the usual: roads, and how well one finds the way."""
        return self.speed * self.common_speed / self.gnss

    def _why(self) -> Cause:
        if self.gone:
            return Cause(Text(f"{self.gone} ambulances rijden voor de evacuatie.",
                              f"{self.gone} ambulances drive for the evacuation."))  # fmt: skip
        if self.at_scene:
            return Cause(Text(f"{self.at_scene} ambulances rijden voor het incident.",
                              f"{self.at_scene} ambulances drive for the incident."))  # fmt: skip
        if self.assist < 0:
            away = round(-self.assist)
            return Cause(Text(f"{away} ambulances geven bijstand elders.",
                              f"{away} ambulances give assistance elsewhere."))  # fmt: skip
        if not self.free:
            return Cause(Text("Alle ambulances zijn op een rit.",
                              "All ambulances are on a ride."))  # fmt: skip
        needed = math.ceil(self.needed_now())
        return Cause(Text(f"{self.free} ambulances zijn vrij; {needed} maken nu de norm.",
                          f"{self.free} ambulances are free; {needed} make the norm now."), "E")  # fmt: skip

    def _why_late(self) -> Cause:
        if self.pace() < 1:
            return Cause(Text("Er wordt langzamer gereden dan gewoonlijk.",
                              "Driving is slower than usual."),
                         then=f"transport.{self.name}.cover")  # fmt: skip
        if self.waiting:
            return Cause(Text(f"{self.waiting} meldingen wachten op een ambulance.",
                              f"{self.waiting} calls wait for an ambulance."),
                         then=f"transport.{self.name}.cover")  # fmt: skip
        return Cause(Text("Hoe verder vrije ambulances uit elkaar staan, hoe langer de rit.",
                          "The further apart free ambulances stand, the longer the ride."),
                     "E", f"transport.{self.name}.cover")  # fmt: skip

    # ---- what changes

    def _on_duty(self) -> int:
        hour = (self.env._now + self._clock) % DAY
        return self._day if self._from <= hour < self._until else self._night

    def _here(self) -> int:
        duty = round(self._on_duty() * self._own_share + self.others)
        return max(0, round((duty - self.gone - self.at_scene) / self._each))

    def settle(self) -> None:
        """As many ambulances as there are meant to be now."""
        self.fleet.resize(self._here())
        self.on_lent()

    def _set_lent(self, value: float) -> None:
        self._lent = value
        self.settle()

    def _set_extra(self, value: float) -> None:
        self._extra = value
        self.settle()

    def _set_stripped(self, value: float) -> None:
        self._stripped = value
        self.settle()

    def _set_speed(self, value: float) -> None:
        self.speed = value

    def start(self) -> None:
        """The usual rides are on the road; every hour brings its own."""
        rate = (
            self._rides * self._profile[(int(self.env.now) + self._clock) // HOUR % 24]
        )
        for _ in range(round(rate * self._cycle.mean / (24 * HOUR))):
            drive, cycle = self._drives.row(2)
            call = Patient(REGULAR, URGENT)
            self.fleet.take(call, self._cycle.left(drive, cycle))
        self.env.soon(self._hour)

    def _hour(self) -> None:
        self.settle()
        hour = int(self.env.now) + self._clock
        span = HOUR - hour % HOUR
        rate = self._rides / 24 * self._profile[hour // HOUR % 24]
        for after in moments(self._calls, rate, span):
            call = Patient(REGULAR, URGENT)
            drive, cycle = self._drives.row(2)
            call.ed, call.op = self._response.of(drive), self._cycle.of(cycle)
            wake(self.env, call, after, self._ring)
        self.env.later(span, self._hour)

    @property
    def each(self) -> int:
        """How many calls one modelled call stands for."""
        return self._each

    def ring(self, drive: float, cycle: float) -> None:
        """One more emergency call, with this luck for the drive and for the ride."""
        call = Patient(REGULAR, URGENT)
        call.ed, call.op = self._response.of(drive), self._cycle.of(cycle)
        self._rung(call)

    def _rung(self, call: Patient) -> None:
        self._rung_up += 1
        call.ward = self.env._now
        stay = call.op / self.pace()
        self.fleet.join(call, round(stay), URGENT)

    def _driven(self, call: Patient) -> None:
        """An ambulance leaves: late if the call and the drive took too long."""
        needed, free = self.needed_now(), self.free
        apart = 1.0
        if needed > 1.0 and free < needed:
            apart = math.sqrt(needed / max(1.0, free))
        drive = call.ed * apart / self.pace()
        waited = self.env._now - call.ward
        self.a1_late += self._each * (
            waited + self._dispatch * self.gnss + drive > NORM
        )

    def _back(self, call: Patient) -> None:
        self.fleet.leave()
