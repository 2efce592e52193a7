"""One hospital: emergency department, theatres, intensive care, wards, and the way out.

It cares for whom it has let in; it never chooses whom to offer to others.

Staff is the limit: beds and teams are staffed ones, and the staff factor scales them.
Who has no next place keeps the one that he has: emergency patients board, intensive
care is blocked by full wards, wards by care elsewhere that is not arranged.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from functools import cached_property
from typing import Any

from ttx.models.hospitals_chain import Chain, Settings
from ttx.models.patient import LATER, SOON, URGENT, Patient
from ttx.models.station import Station
from ttx.moment import DAY, HOUR

OPERATION = "operation"
DAY_TEAMS = range(8, 17)
CLASSES = ("urgent", "soon", "later")
MOST_TIRED = 0.3
LEAST_MEANS = 0.1
"""With this share of power and instruments one acute team still operates (assumption)."""


class Region:
    """A region of hospitals that regulates within itself."""

    def __init__(self, name: str, travel: Any) -> None:
        self.name, self.travel = name, travel
        self.settings = Settings()
        self.sites: list[Site] = []
        self.day = self.today = 0

    @cached_property
    def beds(self) -> int:
        """All beds, as they stood at the start."""
        return max(1, sum(site.icu_base + site.ward_base for site in self.sites))


class Site(ABC):
    """A hospital, or several that are seen as one."""

    def __init__(
        self, name: str, values: Mapping[str, Any], region: Region, chain: Chain
    ) -> None:
        self.name, self.values, self.region, self.chain = name, values, region, chain
        self.env, self.settings = chain.env, Settings()
        self.icu_base, self.ward_base = (
            self.number("icu_beds"),
            self.number("ward_beds"),
        )
        self.level, self.special = self.number("level"), values["specialisms"]
        self.buffer = not values["open"]
        self.is_open = values["open"]
        self.taken, self.tired, self.walk_ins = 0.0, 0.0, 0.0
        self.put_off = dict.fromkeys(CLASSES, 0)
        self.done_planned = self.refused = self.casualties = self.breaches = 0
        self.late = self.diverted = self.coming_icu = self.coming_ward = 0
        self.day = self.today = 0
        self.over_norm = self.crisis = self.single_source = 0.0
        self._looked = int(self.env.now)
        self.normal_icu = self.icu_base
        self.out_base = 0.0
        self.overtime, self.ratio = 0.0, 1.0
        self.nurses = values["nurses"].mean or self.icu_base + self.ward_base / 4
        self._stations()

    def number(self, what: str) -> int:
        """A whole number that the author gave."""
        number: float = self.values[what].mean
        return round(number)

    def _stations(self) -> None:
        env = self.env
        self.ed = Station(env, self.number("ed_places"), self._ed_done)
        self.theatre = Station(env, 0, self._operated)
        self.icu = Station(env, self.icu_base, self._icu_done)
        self.ward = Station(env, self.ward_base, self._ward_done)
        self.out = Station(env, 0, self._out_done)
        self.rooms = Station(env, 0, self._room_done)

    # ---- what is true

    @property
    def staff(self) -> float:
        """Staff on duty beside the usual number."""
        chain, region = self.chain.settings, self.region.settings
        present = self.settings["staff"] * region["staff"] * chain["staff"]
        extra = 1 + self.overtime * self.chain.shares["overtime"]
        return float(present * extra * (1 - self.tired) * (1 - self.taken))

    @property
    def load(self) -> float:
        """Beds in use over beds staffed at the usual ratio."""
        beds = self.normal_icu + self.ward.units
        return (self.icu.busy + self.ward.busy) / beds if beds else 0.0

    @property
    def share_taken(self) -> float:
        """Casualties here and on their way, over all beds."""
        coming = self.coming_icu + self.coming_ward
        return (self.casualties + coming) / max(1, self.icu_base + self.ward_base)

    @property
    def ready(self) -> int:
        """Ward patients whose care is done and who have nowhere to go yet."""
        return self.out.busy + self.out.queue.count

    @property
    def walk_in_wait(self) -> float:
        """Hours that those sent home after have to wait."""
        served = max(1, self.ed.free) * HOUR / self.chain.stays["walk_in"].mean
        return self.walk_ins / served

    def most(self, what: str) -> float:
        """A lever of site, region and all together: the highest counts."""
        chain, region = self.chain.settings, self.region.settings
        return max(self.settings[what], region.get(what, 0.0), chain.get(what, 0.0))

    def plan(self, what: str) -> float:
        """The share of planned care of a class that goes on."""
        key = f"plan_{what}"
        return self.settings[key] * self.region.settings[key] * self.chain.settings[key]

    def _added(self, what: str) -> float:
        """What region and all together add here, by size."""
        own = self.icu_base if what == "icu_beds" else self.ward_base
        added = 0.0
        for place, sites in (
            (self.region.settings, self.region.sites),
            (self.chain.settings, [s for r in self.chain.regions for s in r.sites]),
        ):
            if place[what]:
                sizes = (
                    s.icu_base if what == "icu_beds" else s.ward_base for s in sites
                )
                added += place[what] * own / max(1, sum(sizes))
        return self.settings[what] + added

    # ---- what changes

    def settle(self) -> None:
        """Beds, teams and rooms as staff, levers and the hour make them."""
        self.overtime = self.most("overtime")
        self.ratio = max(1.0, self.most("icu_ratio"))
        here, staff = float(self.is_open), self.staff
        self.normal_icu = int(
            (self.icu_base + self._added("icu_beds")) * staff * here + 1e-6
        )
        self.icu.resize(int(self.normal_icu * self.ratio + 1e-6))
        beds = self.ward_base + self.settings["ward_beds"]
        self.ward.resize(max(0, int(beds * staff * here + 1e-6)))
        by_day = self.chain.hour in DAY_TEAMS
        teams: float = self.number("or_teams") if by_day else self.number("or_night")
        means = self.settings["power"] * self.settings["sterile"]
        works = means * staff * here
        teams += self._added("or_teams")
        least = int(means >= LEAST_MEANS and here > 0 and teams >= 1)
        self.theatre.resize(max(least, int(teams * works + 0.5)))
        rooms = self.number("isolation_rooms") * (
            1 - self.values["isolation_occupied"].mean
        )
        self.rooms.resize(max(0, round(rooms + self.settings["isolation_rooms"])))
        places = (self.out_base + self._added("outflow")) * self.chain.stays[
            "arranging"
        ].mean
        self.out.resize(max(1, round(places / DAY)))

    def look(self) -> None:
        """Add up hours beyond the norm since the last look."""
        now = int(self.env.now)
        hours, self._looked = (now - self._looked) / HOUR, now
        if self.icu.busy > self.normal_icu:
            self.crisis += (self.icu.busy - self.normal_icu) * hours
        self.single_source += self.icu.busy * self.settings["backup"] * hours
        if self.overtime:
            extra = self.overtime * self.chain.shares["overtime"]
            self.over_norm += extra * self.nurses * hours
        if self.icu.free < 0 or self.ward.free < 0:
            crowd = max(0, -self.icu.free) + max(0, -self.ward.free) / 4
            self.over_norm += crowd * hours

    def tire(self) -> None:
        """An hour of overtime or of crisis ratio wears staff out; rest restores it."""
        day = self.chain.shares["fatigue"]
        worn = self.overtime + self.ratio - 1 - 0.25 * (self.tired > 0)
        self.tired = min(MOST_TIRED, max(0.0, self.tired + worn * day / 24))

    # ---- the way through

    def admit(self, patient: Patient) -> None:
        """Through the emergency department."""
        patient.place = self
        self.ed.join(patient, patient.ed, patient.rank)

    def _ed_done(self, patient: Patient) -> None:
        if patient.case is not None and not self.lives(patient):
            self.ed.leave()
        elif patient.op:
            patient.holds = self.ed
            self.theatre.join(patient, patient.op, min(patient.rank, URGENT))
        else:
            self.to_bed(patient, self.ed)

    def to_bed(self, patient: Patient, kept: Station | None) -> None:
        """The first bed that is needed; the place so far is kept until then."""
        if patient.icu:
            patient.holds = kept
            self.icu.join(patient, patient.icu, patient.rank)
        elif patient.ward:
            patient.holds = kept
            self.ward.join(patient, patient.ward, patient.rank)
        else:
            if kept is not None:
                kept.leave()
            self.left(patient)

    def _operated(self, patient: Patient) -> None:
        if patient.kind == OPERATION:
            self.theatre.leave()
            self.operated(patient)
            return
        if patient.rank >= SOON and patient.case is None:
            self.done_planned += 1
        self.to_bed(patient, self.theatre)

    def _icu_done(self, patient: Patient) -> None:
        if patient.gone:
            return
        if patient.ward:
            patient.holds = self.icu
            self.ward.join(patient, patient.ward, patient.rank)
        else:
            self.icu.leave()
            self.left(patient)

    def _ward_done(self, patient: Patient) -> None:
        if patient.gone:
            return
        if patient.case is not None and self.waits_for_home(patient):
            return
        if patient.out:
            self.out.join(patient, patient.out, patient.rank)
        else:
            self.ward.leave()
            self.left(patient)

    def _out_done(self, patient: Patient) -> None:
        self.out.leave()
        if not patient.gone:
            self.ward.leave()
            self.left(patient)

    def withdraw_plan(self) -> list[Patient]:
        """Planned patients who are not operated today."""
        return self.theatre.withdraw(SOON) + self.theatre.withdraw(LATER)

    # ---- casualties: hospitals_casualties says how

    @abstractmethod
    def lives(self, patient: Patient) -> bool:
        """Whether a casualty lives at the start of care."""

    @abstractmethod
    def left(self, patient: Patient) -> None:
        """A patient left the hospital."""

    @abstractmethod
    def operated(self, operation: Patient) -> None:
        """One operation on a casualty in bed is done."""

    @abstractmethod
    def waits_for_home(self, patient: Patient) -> bool:
        """Whether a casualty stays in bed until fetched home."""

    def _room_done(self, token: Patient) -> None:
        if not token.gone:
            token.gone = True
            self.rooms.leave()
