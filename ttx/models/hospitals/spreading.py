"""The casualty-spreading plan for a sudden incident: who of the scene goes where.

It sends T1 to T3 from a scene to emergency departments in the first hours; it never
places those whose coming was announced (regulating.py does).

Each hospital takes so many of each class in an hour, agreed beforehand by level, and no
more T1 and T2 together than 3 % of its beds in an hour (de Boer; Belgium likewise).
Without the plan everybody goes to the nearest hospital.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ttx.models.hospitals.casualties import Hospital
from ttx.models.hospitals.chain import Chain
from ttx.models.hospitals.regulating import Regulating
from ttx.models.patient import IMMEDIATE, SOON, URGENT, Patient
from ttx.moment import HOUR

_CLASSES = (IMMEDIATE, URGENT, SOON)


class Received:
    """What one hospital got from a sudden incident, by the hour."""

    __slots__ = ("classes", "hour", "peak", "rates", "total", "treated")

    def __init__(self, rates: tuple[float, ...], treated: float) -> None:
        self.rates, self.treated = rates, max(1.0, treated)
        self.hour, self.classes = -1, [0, 0, 0]
        self.peak, self.total = 0.0, 0

    def now(self, hour: int) -> list[int]:
        """T1, T2 and T3 sent there in this hour."""
        return self.classes if self.hour == hour else [0, 0, 0]

    def load(self, hour: int) -> float:
        """T1 and T2 of this hour over treatment capacity."""
        got = self.now(hour)
        return (got[0] + got[1]) / self.treated

    def room(self, hour: int, triage: int) -> bool:
        """Whether the plan still has a place for this class in this hour."""
        got = self.now(hour)
        if got[triage] >= self.rates[triage]:
            return False
        return triage == SOON or got[0] + got[1] + 1 <= self.treated

    def count(self, hour: int, triage: int) -> None:
        """One more."""
        if self.hour != hour:
            self.hour, self.classes = hour, [0, 0, 0]
        self.classes[triage] += 1
        self.total += 1
        self.peak = max(self.peak, self.load(hour))


class Spreading:
    """The plan: on or off, and which ring of hospitals is spared."""

    def __init__(
        self, values: Mapping[str, Any], chain: Chain, regulating: Regulating
    ) -> None:
        self.chain, self.regulating = chain, regulating
        self.on, self.ring = float(values["on"]), 0.0
        self._share = values["treated"].mean
        self._rates = {
            level: tuple(values[f"level_{level}_t{one}"].mean for one in (1, 2, 3))
            for level in (1, 2, 3)
        }
        self.received: dict[str, Received] = {}
        self.spread = self.over = 0
        self._began = -1
        self._scenes = {
            name: {to: figure.mean for to, figure in one["to"].items()}
            for name, one in values["scenes"].items()
        }
        self._orders: dict[str, list[Hospital]] = {}

    def tie(self) -> None:
        """Put the hospitals in order of distance, once they are known."""
        for site in self.chain.sites:
            beds = site.icu_base + site.ward_base
            self.received[site.name] = Received(
                self._rates[site.level], self._share * beds
            )
        for scene, times in self._scenes.items():
            for name in times:
                if name not in self.chain.by_name:
                    self.chain.ground.wrong(
                        ("spreading", "scenes", scene, "to", name),
                        "unknown-site",
                        "unknown hospital '{name}'",
                        name=name,
                    )

    def _distance(self, site: Hospital, scene: str) -> float:
        own = float(site.values["distance"].mean or site.region.travel)
        return float(self._scenes.get(scene, {}).get(site.name, own))

    def _near(self, scene: str) -> list[Hospital]:
        """All hospitals, nearest to this scene first."""
        if scene not in self._orders:
            self._orders[scene] = sorted(
                self.chain.sites, key=lambda site: self._distance(site, scene)
            )
        return self._orders[scene]

    def set_on(self, value: float) -> None:
        """Use the plan, or not."""
        self.on = value

    def set_ring(self, value: float) -> None:
        """Spare the hospitals of so many regions, nearest first."""
        self.ring = value

    @property
    def hour(self) -> int:
        """Hours since the first casualty of a sudden incident; -1: none yet."""
        if self._began < 0:
            return -1
        return (int(self.chain.env.now) - self._began) // HOUR

    def receive(self, patient: Patient) -> None:
        """A casualty at the scene, ready to be taken to a hospital."""
        if self._began < 0:
            self._began = int(self.chain.env.now)
        triage = min(patient.rank, SOON)
        self.regulating.offered += 1
        self.spread += 1
        site = self._choose(patient, triage)
        self.received[site.name].count(self.hour, triage)
        self.regulating.place(patient, site)

    def _choose(self, patient: Patient, triage: int) -> Hospital:
        assert patient.case is not None
        near = self._near(patient.case.stream)
        doors = [s for s in near if s.is_open and not s.buffer] or near
        doors = [s for s in doors if s.settings["ed_stop"] < 0.5] or doors
        if self.on < 0.5:
            return doors[0]
        doors, hour = self._beyond(doors), self.hour
        for site in sorted(doors, key=lambda s: self._order(s, patient, triage)):
            if self.received[site.name].room(hour, triage):
                return site
        self.over += 1
        return min(doors, key=lambda s: self.received[s.name].load(hour))

    def _order(
        self, site: Hospital, patient: Patient, triage: int
    ) -> tuple[bool, float]:
        """T1 to where they belong; T3 first to where no T1 belongs."""
        assert patient.case is not None
        far = self._distance(site, patient.case.stream)
        if triage == SOON:
            return site.level == 1, far
        return site.level > patient.case.known[1], far

    def _beyond(self, doors: list[Hospital]) -> list[Hospital]:
        near = list(dict.fromkeys(site.region.name for site in doors))
        spared = near[: round(self.ring)]
        return [site for site in doors if site.region.name not in spared] or doors
