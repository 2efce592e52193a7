"""The mobile medical teams: four helicopters for the whole country, or a car instead.

A team brings a doctor to a patient; it never carries patients away by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import simpy

from ttx.figures import TIME, Figure, fixed
from ttx.forms import Field, Form
from ttx.models.model import Cause, Gauge, Ground, Lever
from ttx.models.patient import REGULAR, URGENT, Patient, Stay
from ttx.models.station import Calendar, Station, moments, wake
from ttx.models.transport.hours import between, hour
from ttx.moment import HOUR, MINUTE
from ttx.text import Text, number

GUESS = "assumption, wants an expert"
TRADE = "trade knowledge, not checked"


def _minutes(says: str, *minutes: float) -> Field:
    numbers = tuple(one * MINUTE for one in minutes)
    return Field(
        says, unit=TIME, default=Figure("triangular", numbers, TIME, GUESS, "E")
    )


MMT: Form = {
    "teams": Field("helicopter teams", unit="teams",
                   default=fixed(4.0, "teams", "K", "four nationally, " + TRADE)),
    "calls": Field("calls in a day that are not called off, all teams together", unit="calls/day",
                   high=10_000.0, default=fixed(20.0, "calls/day", "E", GUESS)),
    "scramble": _minutes("from the call until airborne or on the road", 2, 3, 5),
    "flight": _minutes("flying to the patient", 6, 11, 20),
    "road": _minutes("driving to the patient instead", 15, 28, 55),
    "work": _minutes("with the patient and back", 40, 60, 110),
    "night": Field("chance that flying is possible by night",
                   default=fixed(0.8, "", "E", GUESS), high=1.0),
    "day_from": hour("when it is day for flying", 7),
    "day_until": hour("when it is night for flying", 23),
    "norm": Field("a team that takes longer than this is late", unit=TIME,
                  default=fixed(20.0 * MINUTE, TIME, "E", GUESS)),
}  # fmt: skip
GAUGES = (
    ("free", "teams", "MMT's vrij", "helicopter teams free"),
    ("flying", "", "deel van de ritten dat nu gevlogen kan worden",
     "share of calls that can be flown now"),
    ("calls", "calls", "inzetten van een MMT", "calls for a helicopter team"),
    ("by_road", "calls", "inzetten over de weg", "calls served by road"),
    ("late", "calls", "inzetten later dan de norm", "calls later than the norm"),
    ("at_scene", "teams", "MMT's bij een incident", "helicopter teams at an incident"),
)  # fmt: skip


class Mmt:
    """All helicopter teams, as their dispatch sees them."""

    def __init__(
        self,
        name: str,
        values: Mapping[str, Any],
        clock: int,
        ground: Ground,
        gnss: Callable[[], float],
    ) -> None:
        self.name = name
        self.env, self._clock, self._gnss = Calendar.of(ground.env), clock, gnss
        self.teams = round(values["teams"].mean)
        self._rate = values["calls"].mean / 24
        self._stays = {what: Stay(values[what]) for what in
                       ("scramble", "flight", "road", "work")}  # fmt: skip
        self._night, self._norm = values["night"].mean, values["norm"].mean
        self._day = between(values, "day_from", "day_until")
        self._rings = ground.stream(f"transport/{name}/calls")
        self._luck = ground.stream(f"transport/{name}/rides")
        self._weather, self._pads = 1.0, 0.0
        self.calls = self.by_road = self.late = self.wanted = self.at_scene = 0
        self.fleet = Station(self.env, self.teams, self._done, self._goes)
        self._ring = (self._rung,)
        self._register(ground)

    def _register(self, ground: Ground) -> None:
        for what, unit, nl, en in GAUGES:
            ground.gauge(Gauge(f"transport.{self.name}.{what}", unit, Text(nl, en),
                               lambda what=what: float(getattr(self, what)),  # type: ignore[misc]
                               why=self._why))  # fmt: skip
        ground.lever(Lever(f"transport.{self.name}.weather", "",
                           Text("vliegweer (0 tot 1)", "flying weather (0 to 1)"),
                           self._set_weather, 1.0, high=1.0))  # fmt: skip
        ground.lever(Lever(f"transport.{self.name}.pads_closed", "teams",
                           Text("heliplatforms dicht (drone, storm, werk)",
                                "helipads closed (drone, storm, work)"),
                           self._set_pads, 0.0, high=float(self.teams)))  # fmt: skip

    # ---- what is true

    @property
    def free(self) -> int:
        """Teams that could leave now."""
        return max(0, self.fleet.free)

    @property
    def dark(self) -> bool:
        """Whether it is night for flying."""
        hour = int(self.env.now + self._clock) % (24 * HOUR)
        return not self._day[0] <= hour < self._day[1]

    @property
    def flying(self) -> float:
        """The share of calls that could be flown now."""
        pads = max(0.0, 1 - self._pads / self.teams) if self.teams else 0.0
        return pads * self._weather * (self._night if self.dark else 1.0)

    def _why(self) -> Cause:
        if self._pads:
            closed = number(self._pads, "nl")
            return Cause(Text(f"{closed} van {self.teams} heliplatforms zijn dicht.",
                              f"{closed} of {self.teams} helipads are closed."))  # fmt: skip
        if self._weather < 1:
            return Cause(Text("Het weer laat niet alle vluchten toe.",
                              "The weather does not allow all flights."))  # fmt: skip
        if self.at_scene:
            return Cause(Text(f"{self.at_scene} MMT's staan bij een incident.",
                              f"{self.at_scene} helicopter teams are at an incident."))  # fmt: skip
        if self.dark:
            return Cause(Text("'s Nachts kan niet elke vlucht.",
                              "By night not every flight is possible."), "E")  # fmt: skip
        return Cause(Text(f"MMT's vrij en in staat te vliegen: {self.free} van {self.teams}.",
                          f"Helicopter teams free and able to fly: {self.free} of {self.teams}."))  # fmt: skip

    # ---- what changes

    def _set_weather(self, value: float) -> None:
        self._weather = value

    def _set_pads(self, value: float) -> None:
        self._pads = value

    def lend(self, more: int, told: Callable[[], None]) -> None:
        """So many more (or fewer) teams to the scene of an incident."""
        more = max(-self.wanted, min(more, self.teams - self.wanted))
        self.wanted += more
        self.fleet.resize(self.teams - self.wanted)
        if more <= 0:
            self._arrive(more, told)
            return
        by = "flight" if self.flying >= 0.5 else "road"
        delay = round(self._stays["scramble"].mean + self._stays[by].mean)
        event = simpy.Timeout(self.env, delay)
        assert event.callbacks is not None
        event.callbacks.append(lambda _: self._arrive(more, told))

    def _arrive(self, more: int, told: Callable[[], None]) -> None:
        self.at_scene = max(0, min(self.wanted, self.at_scene + more))
        told()

    def start(self) -> None:
        """Calls come hour by hour."""
        self.env.process(self._hours())

    def _hours(self) -> Any:
        while True:
            span = HOUR - (int(self.env.now) + self._clock) % HOUR
            for after in moments(self._rings, self._rate, span):
                wake(self.env, Patient(REGULAR, URGENT), after, self._ring)
            yield self.env.timeout(span)

    def _rung(self, call: Patient) -> None:
        self.calls += 1
        call.ward = int(self.env.now)
        fly, leave, go, work = self._luck.row(4)
        by_air = fly < self.flying
        scramble = self._stays["scramble"].of(leave) * self._gnss()
        call.ed = round(scramble + self._stays["flight" if by_air else "road"].of(go))
        self.by_road += not by_air
        self.fleet.join(call, call.ed + self._stays["work"].of(work), URGENT)

    def _goes(self, call: Patient) -> None:
        waited = int(self.env.now) - call.ward
        self.late += waited + call.ed > self._norm

    def _done(self, call: Patient) -> None:
        self.fleet.leave()
