"""Finding a bed for each casualty: first a region, then a hospital, which may refuse.

Nobody here can order a hospital: each accepts by its own rule, and a refusal is counted
and asked again later.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from typing import Any

from ttx.models.hospitals_casualties import Hospital
from ttx.models.hospitals_chain import Chain
from ttx.models.hospitals_site import Region, Site
from ttx.models.patient import Case, Patient, Stay
from ttx.models.station import wake

PROPORTIONAL, LEVEL_FIRST, CAP, NEAREST = range(4)
KEYS = ("proportional", "level", "cap", "nearest")
Need = tuple[bool, int, str]
_SHORT_OF_STAFF = 0.9


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
        self.offered = self.placed = self.right = 0
        self._asking = False

    def receive(self, patient: Patient) -> None:
        """A casualty for whom a place is sought."""
        self.offered += 1
        luck = patient.case.luck[8] if patient.case else 0.5
        wake(self.env, patient, self._placing.of(luck), (self._seek,))

    @property
    def waiting(self) -> int:
        """Those for whom no place is found yet."""
        return sum(map(len, self._lines.values()))

    def _seek(self, patient: Patient) -> None:
        site = self.find(patient)
        if site is not None:
            self._place(patient, site)
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
                    self._place(line.popleft(), site)
        self._asking = False

    def _place(self, patient: Patient, site: Hospital) -> None:
        case = patient.case
        assert case is not None
        self.placed += 1
        self.right += site.fits(case)
        self._count(site)
        site.promise(patient, 1)
        carry, case.carry = case.carry, None
        if carry is not None:
            carry(patient, site.region.name, site.deliver)
        else:
            patient.place = site
            wake(
                self.env,
                patient,
                self.travel[site.region.name].of(case.luck[14]),
                (self._there,),
            )

    def _there(self, patient: Patient) -> None:
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
        icu, level, special = case.known
        seem = Case(
            case.stream,
            case.ordinal,
            case.profile,
            case.born,
            level=level,
            special=special,
        )
        for region in self._regions():
            for site in self._hospitals(region, level, seem):
                if site is besides or (besides is not None and not site.fits(case)):
                    continue
                if self._accepts(site, icu):
                    case.asked += 1
                    return site
                if case.asked == 0 and besides is None:
                    site.refused += 1
        case.asked += 1
        return None

    def _regions(self) -> list[list[Site]]:
        regions: list[Region] = self.chain.regions
        if round(self.key) == LEVEL_FIRST:
            return [[site for region in regions for site in region.sites]]
        if round(self.key) == CAP:
            regions = [one for one in regions if not self._full(one)]
        if round(self.key) == NEAREST:
            ordered = sorted(regions, key=lambda one: one.travel)
        else:
            ordered = sorted(regions, key=_taken)
        return [one.sites for one in ordered]

    def _full(self, region: Region) -> bool:
        return region.day == self.chain.day and region.today >= self.cap

    def _hospitals(self, sites: list[Site], level: int, seem: Case) -> list[Hospital]:
        some = [site for site in sites if site.is_open and isinstance(site, Hospital)]
        spare_best = round(self.key) == LEVEL_FIRST and level > 1
        return sorted(some, key=lambda s: (
            not (s.fits(seem) or s.buffer), spare_best and s.level == 1, s.share_taken))  # fmt: skip

    def _accepts(self, site: Hospital, icu: bool) -> bool:
        chain, region = self.chain.settings, site.region.settings
        if min(site.settings["accepts"], region["accepts"], chain["accepts"]) < 0.5:
            return False
        today = site.today if site.day == self.chain.day else 0
        if today >= site.settings["accept_cap"]:
            return False
        keep = site.values["reserve"].mean * (2 if site.staff < _SHORT_OF_STAFF else 1)
        beds = site.icu.units if icu else site.ward.units
        return bool(site.spare(icu) > keep * beds)


def _gravity(need: Need) -> tuple[bool, int, str]:
    icu, level, special = need
    return (not icu, level, special)


def _taken(region: Region) -> float:
    """Casualties in a region over its beds."""
    here = sum([s.casualties + s.coming_icu + s.coming_ward for s in region.sites])
    return here / region.beds
