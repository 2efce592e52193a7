"""The scene of a sudden incident: triage, loading, and ambulances that come again.

It asks for a place and drives there; it never chooses a hospital and never knows a bed.

The first ambulances are few, each takes one who lies, and a round takes an hour or
more: hospitals see the wounded in waves that follow these rounds.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from ttx.models.model import Cause, Gauge, Ground, Lever
from ttx.models.patient import IMMEDIATE, LATER, REGULAR, SOON, Case, Patient, Stay
from ttx.models.station import Calendar, Station, wake
from ttx.models.transport.mmt import Mmt
from ttx.models.transport.region import Region
from ttx.models.transport.scene_form import GAUGES, LEVERS
from ttx.moment import HOUR, MINUTE
from ttx.text import Text

_TREAT, _LOAD, _DRIVE, _HAND = 7, 11, 14, 6
"""Which luck of a casualty is for what."""


class Scene:
    """One scene with its teams, its ambulances and its buses."""

    def __init__(
        self, name: str, values: Mapping[str, Any], regions: Mapping[str, Region],
        mmt: Mmt | None, ground: Ground,
    ) -> None:  # fmt: skip
        self.name, self.env, self._values = name, Calendar.of(ground.env), values
        dutch = values["title"] or values["title_en"] or name
        self.title = Text(dutch, values["title_en"] or dutch)
        self._region, self._regions, self._mmt = (
            regions[values["region"]],
            regions,
            mmt,
        )
        self._port = ground.port(values["to"], ("scenes", name, "to"))
        self._stays = {what: Stay(values[what]) for what in
                       ("treat", "load", "handover", "ready", "drive")}  # fmt: skip
        self._travel = {to: Stay(one) for to, one in values["travel"].items()}
        self._shares = {
            one: figure.mean for one, figure in values["ambulances"].items()
        }
        luck = ground.stream(f"transport/{name}/arrivals")
        self._first = round(values["first"].quantile(luck.keyed("first")))
        self._gather = round(values["gather"].mean)
        self._bus_after = round(values["bus_after"].mean)
        self._set = {what: self._base(what) for what, *_ in LEVERS}
        self._begun: int | None = None
        self.taken = self.placing = self.delivered = self.immediate = 0
        self.times: list[int] = []
        self.moments: list[int] = []
        self.teams = Station(self.env, 0, self._treated)
        self.fleet = Station(self.env, 0, self._there)
        self.seats = Station(self.env, 0, self._there)
        self._return = (self._back,)
        self._register(ground)

    def _base(self, what: str) -> float:
        if what == "ambulances":
            return float(sum(self._shares.values()))
        return float(self._values[what].mean) if what in self._values else 0.0

    def _register(self, ground: Ground) -> None:
        subject = f"transport.{self.name}"
        ground.accepts(subject, self.receive)
        for what, unit, nl, en in GAUGES:
            says = Text(f"{self.title.nl}: {nl}", f"{self.title.en}: {en}")
            ground.gauge(Gauge(f"{subject}.{what}", unit, says,
                               lambda what=what: float(getattr(self, what)),  # type: ignore[misc]
                               why=self._why))  # fmt: skip
        for what, nl, en, high in LEVERS:
            if what == "mmt" and self._mmt is None:
                continue
            says = Text(f"{self.title.nl}: {nl}", f"{self.title.en}: {en}")
            ground.lever(Lever(f"{subject}.{what}", "", says,
                               partial(self._pulled, what), self._set[what], high=high))  # fmt: skip

    # ---- what is true

    @property
    def on_scene(self) -> int:
        """Everybody who has not left yet."""
        return self.taken - self.delivered - self.riding

    @property
    def waiting(self) -> int:
        """Those who wait for a team to treat them."""
        return self.teams.waiting

    @property
    def ready(self) -> int:
        """Those who are treated and have a place, and wait for a vehicle."""
        return self.fleet.waiting + self.seats.waiting

    @property
    def riding(self) -> int:
        """Those who are being loaded, on the road or handed over."""
        gone = self.fleet.arrived + self.seats.arrived
        return gone - self.ready - self.delivered

    @property
    def ambulances(self) -> int:
        """Ambulances that drive for the scene now."""
        return self.fleet.units

    @property
    def hours_to_hospital(self) -> float:
        """The median from the incident to the hospital so far, in hours."""
        return self.times[len(self.times) // 2] / HOUR if self.times else 0.0

    @property
    def last_hour(self) -> int:
        """How many came to a hospital in the last hour."""
        since = int(self.env.now) - HOUR
        return len(self.moments) - bisect_right(self.moments, since)

    def _why(self) -> Cause:
        if not self.taken:
            return Cause(
                Text("Er is hier niets gebeurd.", "Nothing has happened here.")
            )
        if self.ready:
            return Cause(Text(
                f"{self.ready} slachtoffers wachten op {self.fleet.units} ambulances "
                f"die heen en weer rijden.",
                f"{self.ready} casualties wait for {self.fleet.units} ambulances "
                f"that drive to and fro."), "E",
                f"transport.{self._region.name}.cover")  # fmt: skip
        if self.placing:
            return Cause(Text(f"Voor {self.placing} slachtoffers is nog geen plaats gevonden.",
                              f"No place is found yet for {self.placing} casualties."),
                         then=self._asked)  # fmt: skip
        if self.waiting:
            return Cause(Text(f"{self.waiting} slachtoffers wachten op {self.teams.units} ploegen.",
                              f"{self.waiting} casualties wait for {self.teams.units} teams."), "E")  # fmt: skip
        if self.on_scene or self.riding:
            return Cause(Text("De laatste slachtoffers worden behandeld of vervoerd.",
                              "The last casualties are being treated or carried."))  # fmt: skip
        return Cause(Text(f"Alle {self.taken} slachtoffers zijn in een ziekenhuis.",
                          f"All {self.taken} casualties are in hospital."))  # fmt: skip

    @property
    def _asked(self) -> str:
        regulated = self._values["to"] == "care.regulate"
        return "care.all.waiting_place" if regulated else ""

    # ---- what changes

    def _pulled(self, what: str, value: float) -> None:
        before, self._set[what] = self._set[what], value
        if what == "mmt" and self._mmt is not None:
            self._mmt.lend(round(value) - round(before), self._settle)
        if what == "held_walking" and value < 0.5:
            self._let_walk()
        self._settle()

    def _let_walk(self) -> None:
        for patient in self.fleet.withdraw(LATER):
            self.fleet.arrived -= 1
            self.fleet.join(patient, patient.stay, SOON)

    def _alarm(self) -> None:
        """The first casualty: teams and vehicles are on their way."""
        self._begun = int(self.env.now)
        self._settle()
        self.env.process(self._come())

    def _come(self) -> Any:
        until = int(self.env.now) + self._gather + self._bus_after
        while self._begun is not None and self.env.now <= until:
            yield self.env.timeout(MINUTE)
            self._settle()

    def _settle(self) -> None:
        """Teams and vehicles as they are there now."""
        if self._begun is None:
            return
        since = int(self.env.now) - self._begun
        there = since >= self._first
        span = max(1, self._gather - self._first)
        part = min(1.0, (since - self._first) / span) if there else 0.0
        sent = round(self._set["ambulances"])
        there_by_air = self._mmt.at_scene if self._mmt is not None else 0
        mmt = min(round(self._set["mmt"]), there_by_air)
        self.teams.resize(round(self._set["teams"]) + mmt if there else 0)
        self.fleet.resize(max(there, int(sent * part)) if sent else 0)
        seats = round(self._set["buses"] * self._values["seats"].mean)
        self.seats.resize(seats if since >= self._bus_after else 0)
        self._share(sent)

    def _share(self, sent: int) -> None:
        """Take the ambulances from their regions, by what was agreed."""
        whole, so_far, given = max(1e-9, sum(self._shares.values())), 0.0, 0
        for name, share in self._shares.items():
            so_far += share
            many = round(sent * so_far / whole) - given
            given += many
            region = self._regions[name]
            if region.scenes.get(self.name, 0) != many:
                region.scenes[self.name] = many
                region.settle()

    def _stand_down(self) -> None:
        """Nobody is left: the ambulances are free for their regions again."""
        if self.delivered == self.taken and self._begun is not None:
            self._begun = None
            self.fleet.resize(0)
            self._share(0)

    # ---- one casualty

    def receive(self, patient: Patient) -> None:
        """A casualty of the incident, who needs help here and then a hospital."""
        case = patient.case
        assert case is not None
        self.taken += 1
        self.immediate += patient.rank == IMMEDIATE
        if self._begun is None:
            self._alarm()
        if self._set["direct"] >= 0.5:
            self._find(patient, case)
        else:
            self.teams.join(
                patient, self._stays["treat"].of(case.luck[_TREAT]), patient.rank
            )

    def _treated(self, patient: Patient) -> None:
        assert patient.case is not None
        self.teams.leave()
        self._find(patient, patient.case)

    def _find(self, patient: Patient, case: Case) -> None:
        self.placing += 1
        if self._values["ask"]:
            case.carry = self.carry
            self._port(patient)
        else:
            self.carry(patient, "", self._port)

    def carry(
        self, patient: Patient, region: str, deliver: Callable[[Patient], None]
    ) -> None:
        """A place is found: into the next ambulance, or a bus for who walks."""
        case = patient.case
        assert case is not None
        self.placing -= 1
        drive = self._travel.get(region, self._stays["drive"]).of(case.luck[_DRIVE])
        patient.ed = round(drive / self._region.pace())
        patient.place = deliver
        by_bus = case.walking and self._set["buses"] >= 1
        patient.op = int(by_bus)
        stay = self._stays["load"].of(case.luck[_LOAD]) + patient.ed
        stay += self._stays["handover"].of(case.luck[_HAND])
        later = case.walking and self._set["held_walking"] >= 0.5
        station = self.seats if by_bus else self.fleet
        station.join(patient, stay, LATER if later else patient.rank)

    def _there(self, patient: Patient) -> None:
        case, now = patient.case, int(self.env.now)
        assert case is not None
        vehicle = Patient(REGULAR, LATER)
        vehicle.place = self.seats if patient.op else self.fleet
        again = self._stays["ready"].of(case.luck[_HAND])
        wake(self.env, vehicle, patient.ed + again, self._return)
        self.delivered += 1
        self.immediate -= patient.rank == IMMEDIATE
        insort(self.times, now - case.born)
        self.moments.append(now)
        deliver = patient.place
        patient.place, patient.ed, patient.op = None, 0, 0
        deliver(patient)

    def _back(self, vehicle: Patient) -> None:
        vehicle.place.leave()
        self._stand_down()
