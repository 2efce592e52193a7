"""Finding a bed for each casualty in three steps, each of which may say no.

Nobody here can order a hospital: each accepts by its own rule, and a refusal is counted
by its kind and asked again later.

LCPS moves between regions only and a region may decline; within a region its RCPS
chooses whom to ask; the hospital accepts or refuses (practice: LCPS own pages).
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any

from ttx.models.hospitals.casualties import Hospital
from ttx.models.hospitals.chain import Chain
from ttx.models.hospitals.site import Region, Site
from ttx.models.hospitals.way import BURNS
from ttx.models.patient import Patient, Stay
from ttx.models.station import wake

PROPORTIONAL, LEVEL_FIRST, CAP, NEAREST = range(4)
KEYS = ("proportional", "level", "cap", "nearest")
Need = tuple[bool, int, str]


class Regulating:
    """LCPS between the regions, RCPS within them, as one line of questions."""

    def __init__(self, values: Mapping[str, Any], chain: Chain) -> None:
        self.chain, self.env = chain, chain.env
        self.key, self.cap = float(KEYS.index(values["key"])), values["cap"].mean
        self._placing, self._again = (
            Stay(values["placing"]),
            round(values["ask_again"].mean),
        )
        self.travel: dict[str, Stay] = {}
        self._lines: dict[Need, deque[Patient]] = {}
        self._fit: dict[tuple[int, str], dict[str, bool]] = {}
        self.offered = self.placed = self.right = self.travelling = 0
        self._seeks, self._arrives = (self._seek,), (self._there,)
        self._asking = False

    def receive(self, patient: Patient) -> None:
        """A casualty for whom a place is sought."""
        self.offered += 1
        luck = patient.case.luck[8] if patient.case else 0.5
        wake(self.env, patient, self._placing.of(luck), self._seeks)

    @property
    def waiting(self) -> int:
        """Those for whom no place is found yet."""
        return sum(map(len, self._lines.values()))

    def _seek(self, patient: Patient) -> None:
        site = self.find(patient)
        if site is not None:
            self.place(patient, site)
            return
        assert patient.case is not None
        self._lines.setdefault(patient.case.known, deque()).append(patient)
        if not self._asking:
            self._asking = True
            self.env.process(self._ask_again())

    def _ask_again(self) -> Any:
        """Offer again: those of one need wait in one line, the gravest needs first."""
        while self.waiting:
            yield self.env.timeout(self._again)
            for known in sorted(self._lines, key=_gravity):
                line = self._lines[known]
                while line and (site := self.find(line[0])) is not None:
                    self.place(line.popleft(), site)
        self._asking = False

    def place(self, patient: Patient, site: Hospital) -> None:
        """Keep a bed there, and have the casualty carried to it."""
        case = patient.case
        assert case is not None
        self.placed += 1
        self.right += site.fits(case)
        self._count(site)
        site.promise(patient, 1)
        self.travelling += 1
        carry, case.carry = case.carry, None
        if carry is not None:
            carry(patient, site.region.name, self._deliverer(site))
        else:
            patient.place = site
            travel = self.travel[site.region.name].of(case.luck[14])
            wake(self.env, patient, travel, self._arrives)

    def _deliverer(self, site: Hospital) -> Any:
        def deliver(patient: Patient) -> None:
            self.travelling -= 1
            site.deliver(patient)

        return deliver

    def _there(self, patient: Patient) -> None:
        self.travelling -= 1
        patient.place.deliver(patient)

    def _count(self, site: Site) -> None:
        region, today = site.region, self.chain.day
        for place in (site, region):
            if place.day != today:
                place.day, place.today = today, 0
            place.today += 1

    # ---- who is asked, in which order

    def find(self, patient: Patient, besides: Site | None = None) -> Hospital | None:
        """The first hospital that says yes; with `besides`, one where they belong."""
        case = patient.case
        assert case is not None
        _, level, special = case.known
        first = case.asked == 0 and besides is None
        case.asked += 1
        fits = self._fits(level, special)
        if round(self.key) == LEVEL_FIRST:
            return self._ask(self._all(first), patient, fits, first, besides)
        for region in self._regions():
            if self._declines(region, first):
                continue
            site = self._ask(region.sites, patient, fits, first, besides)
            if site is not None:
                return site
            region.no_place += first
        return None

    def _fits(self, level: int, special: str) -> dict[str, bool]:
        """Which hospitals this need belongs in (they never change)."""
        known = self._fit.get((level, special))
        if known is None:
            known = {one.name: one.suits(level, special) for one in self.chain.sites}
            self._fit[level, special] = known
        return known

    def _declines(self, region: Region, first: bool) -> bool:
        """LCPS asks the region: it may say no, by will or by its own cap."""
        willing = min(region.settings["accepts"], self.chain.settings["accepts"])
        capped = round(self.key) == CAP and self._full(region)
        if willing >= 0.5 and not capped:
            return False
        region.declined += first
        return True

    def _all(self, first: bool) -> list[Site]:
        regions = self.chain.regions
        return [
            s for one in regions if not self._declines(one, first) for s in one.sites
        ]

    def _regions(self) -> list[Region]:
        if round(self.key) == NEAREST:
            return sorted(self.chain.regions, key=lambda one: one.travel)
        return sorted(self.chain.regions, key=_taken)

    def _full(self, region: Region) -> bool:
        return region.day == self.chain.day and region.today >= self.cap

    def _ask(
        self,
        sites: list[Site],
        patient: Patient,
        fits: dict[str, bool],
        first: bool,
        besides: Site | None,
    ) -> Hospital | None:
        """RCPS asks hospital after hospital; each accepts or refuses."""
        for site in self._hospitals(sites, patient, fits):
            if besides is not None and (site is besides or not site.fits(patient.case)):  # type: ignore[arg-type]
                continue
            why_not = self._refusal(site, patient)
            if not why_not:
                return site
            if first:
                site.refused += 1
                site.refused_will += why_not == "will"
                site.refused_cap += why_not == "cap"
                site.refused_beds += why_not == "beds"
        return None

    def _hospitals(
        self, sites: list[Site], patient: Patient, fits: dict[str, bool]
    ) -> list[Hospital]:
        assert patient.case is not None
        some = [site for site in sites if site.is_open and isinstance(site, Hospital)]
        level = patient.case.known[1]
        spare_best = round(self.key) == LEVEL_FIRST and level > 1
        return sorted(some, key=lambda s: (
            not (fits[s.name] or s.buffer), spare_best and s.level == 1, s.share_taken))  # fmt: skip

    def _refusal(self, site: Hospital, patient: Patient) -> str:
        """Why this hospital says no; empty if it accepts."""
        if site.settings["accepts"] < 0.5:
            return "will"
        today = site.today if site.day == self.chain.day else 0
        if today >= site.settings["accept_cap"]:
            return "cap"
        case = patient.case
        assert case is not None
        icu, _, special = case.known
        keep = site.values["reserve"].mean
        if site.staffing.now < self.chain.shares["short_staff"]:
            keep *= self.chain.counts["reserve_short"]
        critical = icu or (patient.mc > 0 and not site.mc_base)
        beds = site.icu.units if critical else site.ward.units
        room = site.spare(critical) > keep * beds
        if room and icu and case.ventilated and site.ventilates:
            room = site.vents.free > site.coming_ventilated
        if room and special == BURNS and site.burn_base:
            room = site.burns.free > site.coming_burns
        return "" if room else "beds"


def _gravity(need: Need) -> tuple[bool, int, str]:
    icu, level, special = need
    return (not icu, level, special)


def _taken(region: Region) -> float:
    """Casualties in a region over its beds."""
    here = sum([s.casualties + s.coming_icu + s.coming_ward for s in region.sites])
    return here / region.beds
