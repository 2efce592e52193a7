"""A point of entry: a train or aircraft is unloaded, looked at again, and sent on.

It carries people to the bed that was found for them; it never finds the bed.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

from ttx.figures import TIME, Figure
from ttx.forms import Field, Form
from ttx.models.model import Cause, Gauge, Ground, Lever
from ttx.models.patient import LATER, REGULAR, SOON, URGENT, Patient, Stay
from ttx.models.station import Calendar, Station, wake
from ttx.models.transport.hours import between, hour
from ttx.models.transport.region import Region
from ttx.moment import HOUR, MINUTE
from ttx.text import Text

GUESS = "assumption, wants an expert"


def _length(says: str, *minutes: float) -> Field:
    numbers = tuple(one * MINUTE for one in minutes)
    return Field(
        says, unit=TIME, default=Figure("triangular", numbers, TIME, GUESS, "E")
    )


def _number(says: str, unit: str, value: float) -> Field:
    return Field(says, unit=unit, default=Figure("value", (value,), unit, GUESS, "E"))


HUB: Form = {
    "region": Field("the region that it lies in", kind="text"),
    "teams": Field("teams that unload and look again", unit="teams"),
    "unload": _length("one patient off the train", 5, 8, 15),
    "triage": _length("one patient looked at again and booked", 10, 20, 40),
    "vehicles": _number("ambulances of its own", "ambulances", 0),
    "buses": _number("buses for those who walk", "buses", 0),
    "seats": _number("seats in a bus", "seats", 20),
    "travel": Field(
        "to each region of hospitals", kind="figures", unit=TIME, default={}
    ),
    "elsewhere": _length("to a region that is not stated under travel", 30, 45, 90),
    "night_from": hour("when it is dark enough to unload by night only", 22),
    "night_until": hour("when it is no longer", 6),
    "handover": _length("handing over at the hospital", 10, 20, 30),
    "open": Field("open at the start", kind="flag", default=True),
}

LEVERS = (
    ("open", "open", "open"),
    ("teams", "ploegen", "teams"),
    ("buses", "bussen", "buses"),
    ("vehicles", "eigen ambulances", "own ambulances"),
    ("direct", "zonder hertriage verder", "sent on without another look"),
    ("night", "alleen 's nachts lossen", "unloading by night only"),
)
GAUGES = (
    ("waiting", "patients", "wachten in de trein", "waiting on the train"),
    ("through", "patients", "afgeleverd", "handed over"),
    ("placing", "patients", "bekeken, nog zonder plaats", "looked at, still without a place"),
    ("riding", "patients", "onderweg of wachtend op vervoer", "on the road or waiting for a ride"),
    ("hours_to_bed", "h", "gemiddeld van aankomst tot definitief bed",
     "mean from arrival to the definitive bed"),
    ("platform_hours", "h", "patiënturen in de trein", "patient-hours on the train"),
    ("open", "", "open (1) of dicht (0)", "open (1) or closed (0)"),
    ("misplaced", "patients", "verstuurd op een onjuiste lijst", "sent on a manifest that was wrong"),
)  # fmt: skip


class Others(Protocol):
    """What a hub may ask of transport as a whole."""

    regions: dict[str, Region]

    def share_out(self) -> None:
        """Lent ambulances over the open hubs."""

    def other_open(self, hub: Any) -> Any:
        """Another hub that is open."""


class Hub:
    """One hub with its teams, its buses and the ambulances lent to it."""

    def __init__(
        self,
        name: str,
        values: Mapping[str, Any],
        clock: int,
        ground: Ground,
        all_: Others,
    ) -> None:
        self.name, self.env = name, Calendar.of(ground.env)
        self._clock, self._all = clock, all_
        self._values = values
        self._region = all_.regions[values["region"]]
        self._luck = ground.stream(f"transport/{name}/handling")
        self._ask = ground.port("care.regulate", ("hubs", name))
        self._unload, self._triage = Stay(values["unload"]), Stay(values["triage"])
        self._handover, self._other = (
            Stay(values["handover"]),
            Stay(values["elsewhere"]),
        )
        self._dusk, self._dawn = between(values, "night_from", "night_until")
        self._travel = {to: Stay(one) for to, one in values["travel"].items()}
        self._set = {what: self._base(what) for what, _, _ in LEVERS}
        self._lent = 0
        self._settled: tuple[bool, int] | None = None
        self.is_open = values["open"]
        self.through = self.placing = self.misplaced = self._bedded = 0
        self._to_bed = 0
        self.teams = Station(self.env, 0, self._looked_at)
        self.fleet = Station(self.env, 0, self._there)
        self.seats = Station(self.env, 0, self._there)
        self._return = (self._home,)
        self._register(ground)

    def _base(self, what: str) -> float:
        if what == "open":
            return float(self._values["open"])
        return float(self._values[what].mean) if what in self._values else 0.0

    def _register(self, ground: Ground) -> None:
        subject = f"transport.{self.name}"
        ground.accepts(subject, self.receive)
        for what, unit, nl, en in GAUGES:
            why = self._why_wrong if what == "misplaced" else self._why
            ground.gauge(Gauge(f"{subject}.{what}", unit, Text(nl, en),
                               lambda what=what: float(getattr(self, what)), why=why))  # type: ignore[misc]  # fmt: skip
        for what, nl, en in LEVERS:
            ground.lever(Lever(f"{subject}.{what}", "", Text(nl, en),
                               partial(self._pulled, what), self._set[what]))  # fmt: skip

    # ---- what is true

    @property
    def open(self) -> bool:
        """Whether trains and aircraft are taken in."""
        return bool(self.is_open)

    @property
    def waiting(self) -> int:
        """Those who are still on the train."""
        return self.teams.queue.count

    @property
    def riding(self) -> int:
        """Those with a bed in view, on the road or waiting for a vehicle."""
        return self.fleet.arrived + self.seats.arrived - self.through

    @property
    def hours_to_bed(self) -> float:
        """The mean from arrival to the bed where they belong; 0 as long as none lies."""
        return self._to_bed / self._bedded / HOUR if self._bedded else 0.0

    @property
    def platform_hours(self) -> float:
        """Patient-hours on the train so far."""
        return self.teams.queue.hours

    def _why(self) -> Cause:
        teams, rides = self.teams.units, self.fleet.queue.count + self.seats.queue.count
        if not teams and self.waiting:
            return Cause(
                Text("Er wordt nu niet gelost.", "Nothing is being unloaded now.")
            )
        if not self.is_open:
            return Cause(Text("De hub is dicht.", "The hub is closed."))
        if rides:
            return Cause(Text(f"{rides} patiënten wachten op vervoer.",
                              f"{rides} patients wait for a ride."))  # fmt: skip
        if self.placing:
            return Cause(Text(f"Voor {self.placing} patiënten is nog geen plaats gevonden.",
                              f"No place is found yet for {self.placing} patients."),
                         then="care.all.waiting_place")  # fmt: skip
        return Cause(Text(f"{teams} ploegen lossen.", f"{teams} teams unload."))

    def _why_wrong(self) -> Cause:
        if self._set["direct"] >= 0.5:
            return Cause(Text("Er wordt op de lijst gereden, zonder hertriage.",
                              "Rides go by the manifest, without another look."))  # fmt: skip
        return Cause(Text("Iedereen wordt opnieuw bekeken voor de rit.",
                          "Everybody is looked at again before the ride."))  # fmt: skip

    # ---- what changes

    def _pulled(self, what: str, value: float) -> None:
        self._set[what], self._settled = value, None
        if what == "direct":
            self._haste()
        if what == "open":
            self.is_open = value >= 0.5
            self._all.share_out()
            self._send_elsewhere()
        self.settle()

    def _haste(self) -> None:
        for line in self.teams.lines:
            for patient in line:
                patient.stay = self._handling(patient)

    def _send_elsewhere(self) -> None:
        """A closed hub passes those still on the train to another one, if open."""
        other = None if self.is_open else self._all.other_open(self)
        if other is not None:
            for rank in (URGENT, SOON, LATER):
                for patient in self.teams.withdraw(rank):
                    other.receive(patient)

    def lent(self, ambulances: int) -> None:
        """So many ambulances of the regions drive for this hub."""
        self._lent = ambulances
        self.settle()

    def settle(self) -> None:
        """Teams and vehicles as they are meant to be now."""
        hour = (self.env._now + self._clock) % (24 * HOUR)
        dark = hour >= self._dusk or hour < self._dawn
        works = self.is_open and (dark or self._set["night"] < 0.5)
        if self._settled == (works, self._lent):
            return  # every region asks every hour
        self._settled = works, self._lent
        self.teams.resize(round(self._set["teams"]) if works else 0)
        self.fleet.resize(round(self._set["vehicles"]) + self._lent)
        self.seats.resize(round(self._set["buses"] * self._values["seats"].mean))

    def start(self) -> None:
        """Watch the clock for day and night."""
        self.settle()
        self.env.process(self._hours())

    def _hours(self) -> Any:
        while True:
            yield self.env.timeout(HOUR - (int(self.env.now) + self._clock) % HOUR)
            self.settle()

    # ---- one patient

    def receive(self, patient: Patient) -> None:
        """A patient arrives by train or aircraft."""
        other = None if self.is_open else self._all.other_open(self)
        if other is not None:
            other.receive(patient)
            return
        case = patient.case
        assert case is not None
        icu, level, _ = case.known
        rank = URGENT if icu or level == 1 else LATER if case.walking else SOON
        self.teams.join(patient, self._handling(patient), rank)

    def _handling(self, patient: Patient) -> int:
        assert patient.case is not None
        luck = patient.case.luck
        unload = self._unload.of(luck[12])
        return (
            unload if self._set["direct"] >= 0.5 else unload + self._triage.of(luck[13])
        )

    def _looked_at(self, patient: Patient) -> None:
        case = patient.case
        assert case is not None
        case.seen = self._set["direct"] < 0.5
        self.misplaced += case.told_wrong
        case.carry, case.landed = self.carry, self._landed
        self.placing += 1
        self._ask(patient)
        self.teams.leave()

    def carry(
        self, patient: Patient, region: str, deliver: Callable[[Patient], None]
    ) -> None:
        """Take the patient to a hospital of this region, then hand over."""
        case = patient.case
        assert case is not None
        self.placing -= 1
        travel = self._travel.get(region, self._other).of(case.luck[14])
        patient.ed = round(travel / self._region.pace())
        patient.place = deliver
        by_bus = case.walking and self.seats.units > 0
        ride = patient.ed + self._handover.of(case.luck[12])
        (self.seats if by_bus else self.fleet).join(patient, ride, patient.rank)
        patient.op = int(by_bus)

    def _there(self, patient: Patient) -> None:
        vehicle = Patient(REGULAR, LATER)
        vehicle.place = self.seats if patient.op else self.fleet
        wake(self.env, vehicle, patient.ed, self._return)
        self.through += 1
        deliver = patient.place
        patient.place, patient.ed, patient.op = None, 0, 0
        deliver(patient)

    def _home(self, vehicle: Patient) -> None:
        vehicle.place.leave()

    def _landed(self, patient: Patient) -> None:
        assert patient.case is not None
        self._to_bed += int(self.env.now) - patient.case.born
        self._bedded += 1
