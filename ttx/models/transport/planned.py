"""Planned rides (dialysis, discharge): they can be stopped, and the price comes later.

Stopping frees ambulances at once; it never makes the need for the ride go away.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any

from ttx.figures import TIME, Figure, fixed
from ttx.forms import TITLES, Field, Form
from ttx.models.model import Cause, Gauge, Ground, Lever
from ttx.models.patient import LATER, REGULAR, Patient, Stay
from ttx.models.station import Calendar, Meter, wake
from ttx.models.transport.hours import between, hour
from ttx.models.transport.region import Region
from ttx.moment import HOUR, MINUTE
from ttx.text import Text

GUESS = "assumption, wants an expert"


def planned(urgent: float, source: str) -> Form:
    """The form of one kind of planned rides, with the chance that a miss gets urgent."""
    return {
        **TITLES,
        "region": Field("whose ambulances drive them", "text"),
        "rides": Field("rides in a day", unit="rides/day"),
        "day_from": hour("the whole hour at which the first rides of a day are made", 7),
        "day_until": hour("the whole hour after which no more rides are made", 19),
        "cycle": Field("one ride, from departure until free again", unit=TIME,
                       default=Figure("triangular", (50 * MINUTE, 75 * MINUTE, 120 * MINUTE),
                                      TIME, GUESS, "E")),
        "urgent": Field("chance that a ride not made becomes an emergency call",
                        default=fixed(urgent, "", "E", source), high=1.0),
        "until": Field("from the ride not made until that call", unit=TIME,
                       default=Figure("triangular", (24.0 * HOUR, 44.0 * HOUR, 72.0 * HOUR),
                                      TIME, GUESS, "E")),
        "catch_up": Field("rides made up for, as a part of those that are due",
                          default=fixed(0.5, "", "E", GUESS)),
    }  # fmt: skip


DIALYSIS = planned(0.3, "a dialysis missed for one to three days; assumption")
DISCHARGE = planned(0.0, "who goes home later lies in a bed; assumption")
GAUGES = (
    ("made", "rides", "ritten gereden", "rides made"),
    ("put_off", "rides", "ritten die nog moeten", "rides still to be made"),
    ("hours_put_off", "h", "uren dat ritten wachten", "hours that rides have waited"),
    ("became_urgent", "rides", "uitgestelde ritten die spoed werden",
     "rides put off that became urgent"),
    ("freed", "ambulances", "ambulances vrijgespeeld", "ambulances freed"),
)  # fmt: skip


class Planned:
    """One kind of planned rides in one region."""

    def __init__(
        self,
        name: str,
        values: Mapping[str, Any],
        region: Region,
        clock: int,
        ground: Ground,
    ) -> None:
        self.name, self.env, self._clock = name, Calendar.of(ground.env), clock
        self._region = region
        dutch = values["title"] or values["title_en"] or name
        self.title = Text(dutch, values["title_en"] or dutch)
        begin, end = between(values, "day_from", "day_until")
        self._from, self._to = round(begin / HOUR), round(end / HOUR)
        self._due = values["rides"].mean / max(1, self._to - self._from)
        self._busy = self._due * values["cycle"].mean / HOUR
        self._urgent = values["urgent"].mean
        self._until = Stay(values["until"])
        self._more = values["catch_up"].mean
        self._luck = ground.stream(f"transport/{name}/price")
        self._stopped, self._credit, self._owed = 0.0, 0.0, 0.0
        self.made = self.became_urgent = 0
        self.freed, self._calls = 0.0, 0
        self._backlog: deque[Patient] = deque()
        self._line = Meter(ground.env)
        self._price = (self._comes_due,)
        self._register(ground)

    def _register(self, ground: Ground) -> None:
        subject = f"transport.{self.name}"
        for what, unit, nl, en in GAUGES:
            says = Text(f"{self.title.nl}: {nl}", f"{self.title.en}: {en}")
            ground.gauge(Gauge(f"{subject}.{what}", unit, says,
                               lambda what=what: float(getattr(self, what)),  # type: ignore[misc]
                               why=self._why))  # fmt: skip
        ground.lever(Lever(f"{subject}.stop", "",
                           Text(f"{self.title.nl}: deel dat niet wordt gereden",
                                f"{self.title.en}: share that is not driven"),
                           self._stop, 0.0, high=1.0))  # fmt: skip

    @property
    def put_off(self) -> int:
        """Rides that are still to be made."""
        return self._line.count

    @property
    def hours_put_off(self) -> float:
        """Hours that rides have waited, together."""
        return self._line.hours

    def _why(self) -> Cause:
        if self._stopped:
            return Cause(Text(f"{self.title.nl} zijn (deels) gestopt.",
                              f"{self.title.en} have been stopped (in part)."))  # fmt: skip
        if self.put_off:
            return Cause(Text(f"{self.put_off} ritten worden ingehaald.",
                              f"{self.put_off} rides are being made up for."), "E")  # fmt: skip
        return Cause(Text("De ritten worden gereden zoals gepland.",
                          "The rides are made as planned."))  # fmt: skip

    # ---- what changes

    def _stop(self, value: float) -> None:
        self._stopped = value
        self._settle()

    @property
    def _open(self) -> bool:
        hour_of_day = int(self.env.now + self._clock) // HOUR % 24
        return self._from <= hour_of_day < self._to

    def _settle(self) -> None:
        """Ambulances freed: those not on a planned ride, less those that catch up."""
        extra = self._more if self._line.count and self._stopped < 1 else 0.0
        share = self._stopped - extra * (1 - self._stopped)
        freed = share * self._busy if self._open else 0.0
        self._region.freed += freed - self.freed
        self.freed = freed
        self._region.settle()

    def start(self) -> None:
        """Rides come due hour by hour."""
        self.env.process(self._hours())

    def _hours(self) -> Any:
        while True:
            span = HOUR - (int(self.env.now) + self._clock) % HOUR
            if self._open:
                self._hour(self._due * span / HOUR)
            if self.freed or self._stopped or self._line.count:
                self._settle()
            yield self.env.timeout(span)

    def _hour(self, rides: float) -> None:
        self._credit += rides
        due = int(self._credit)
        self._credit -= due
        self._owed += due * self._stopped
        missed = int(self._owed)
        self._owed -= missed
        self.made += due - missed
        for _ in range(missed):
            self._miss()
        if self._stopped < 1:
            self._catch_up(round(self._due * self._more * (1 - self._stopped)))

    def _miss(self) -> None:
        chance, when = self._luck.row(2)
        ride = Patient(REGULAR, LATER)
        self._backlog.append(ride)
        self._line.add(1)
        if chance < self._urgent:
            wake(self.env, ride, self._until.of(when), self._price)

    def _catch_up(self, many: int) -> None:
        while many > 0 and self._backlog:
            ride = self._backlog.popleft()
            if ride.gone:
                continue
            ride.gone = True
            self._line.add(-1)
            self.made += 1
            many -= 1

    def _comes_due(self, ride: Patient) -> None:
        """A ride that was not made in time: now it is an emergency."""
        if ride.gone:
            return
        ride.gone = True
        self._line.add(-1)
        self.became_urgent += 1
        self._calls += 1
        if self._calls >= self._region.each:
            self._calls = 0
            self._region.ring(
                self._luck.keyed(f"drive:{self.became_urgent}"),
                self._luck.keyed(f"cycle:{self.became_urgent}"),
            )
