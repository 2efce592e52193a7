"""Where patients go after hospital: nursing homes, rehabilitation, care at home.

It takes whom it has a place for; it never takes anyone out of a hospital bed that it
cannot care for: who waits for it keeps that bed.

Each region has its own places of each kind. Without a shock they are as many as Little's
law asks for (those who come in a day x the mean length of that care), with some slack.
"""

from __future__ import annotations

from collections.abc import Mapping
from math import ceil
from typing import Any

from ttx.models.hospitals.chain import Chain
from ttx.models.model import Stream
from ttx.models.patient import REGULAR, URGENT, Patient, Stay
from ttx.models.station import Station
from ttx.moment import DAY

KINDS = ("nursing", "rehabilitation", "home_care")
_MANY = 9973


class Places:
    """The places of one kind of care in one region."""

    def __init__(self, values: Mapping[str, Any], region: Any, chain: Chain) -> None:
        self.region, self.chain, self.env = region, chain, chain.env
        self.stay = Stay(values["stay"])
        self.slack: float = values["slack"].mean
        self.usual = self.placed = 0
        self.station = Station(self.env, 0, self._done, self._gone)

    def fill(self, a_day: float, luck: Stream) -> None:
        """The usual number is cared for here at the start."""
        need = a_day * self.stay.mean / DAY
        self.usual = ceil(need * (1 + self.slack) + 1)
        self.station.resize(self.usual)
        self.station.fill(
            (Patient(REGULAR, URGENT), self.stay.left(*row))
            for row in luck.rows(round(need), 2)
        )

    def resize(self, added: float) -> None:
        """So many places more (or fewer) than usual."""
        if self.usual:
            self.station.resize(max(0, round(self.usual + added)))

    def join(self, patient: Patient, luck: float) -> None:
        """Somebody whose hospital care is done, and who keeps the bed until then."""
        self.station.join(patient, self.stay.of(luck), patient.rank)

    def _gone(self, patient: Patient) -> None:
        if patient.place is not None:
            self.placed += 1
            patient.place.went_home(patient)

    def _done(self, patient: Patient) -> None:
        self.station.leave()


class Outflow:
    """The three kinds of care in every region."""

    def __init__(self, values: Mapping[str, Any], chain: Chain) -> None:
        self.chain, self.separate = chain, bool(values["separate"])
        self._values = values
        self._shares = [values[kind]["share"].mean for kind in KINDS]

    def tie(self) -> None:
        """Give every region its places, once the regions are known."""
        for region in self.chain.regions if self.separate else ():
            for kind in KINDS:
                region.places[kind] = Places(self._values[kind], region, self.chain)

    def fill(self, a_day: Mapping[str, float]) -> None:
        """Fill the places warm; `a_day`: who comes, by region."""
        whole = sum(self._shares) or 1.0
        for region in self.chain.regions if self.separate else ():
            luck = self.chain.ground.stream(f"hospitals/{region.name}/after")
            for kind, share in zip(KINDS, self._shares, strict=True):
                region.places[kind].fill(a_day[region.name] * share / whole, luck)

    def settle(self, region: Any) -> None:
        """Places as the levers of the region and of all together make them."""
        total = self.chain.total("ward_beds")
        part = region.total("ward_beds") / total
        for kind, places in region.places.items():
            what = f"{kind}_places"
            everywhere = self.chain.settings[what] * part
            places.resize(region.settings[what] + everywhere)

    def send(self, patient: Patient, region: Any) -> None:
        """To the kind of care that this patient needs, by the patient's own figures."""
        luck = (patient.out + patient.ward) % _MANY / _MANY
        at = luck * (sum(self._shares) or 1.0)
        for kind, share in zip(KINDS, self._shares, strict=True):
            if at < share or kind == KINDS[-1]:
                region.places[kind].join(patient, min(0.9999, at / max(share, 1e-9)))
                return
            at -= share
