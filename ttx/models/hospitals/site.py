"""One hospital: what it has, and what of it can be used now.

It counts; it never says which way a patient goes (way.py does).

Staff is the limit: beds and teams are staffed ones, and the staff factor scales them.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from typing import Any

from ttx.models.hospitals.chain import Chain, Settings
from ttx.models.hospitals.emergency import Emergency
from ttx.models.hospitals.staff import Staffing
from ttx.models.hospitals.theatre import Theatres
from ttx.models.station import Station
from ttx.moment import DAY

CLASSES = ("urgent", "soon", "later")


class Region:
    """A region of hospitals that regulates within itself."""

    def __init__(self, name: str, travel: Any) -> None:
        self.name, self.travel = name, travel
        self.settings = Settings()
        self.sites: list[Site] = []
        self.places: dict[str, Any] = {}
        self.day = self.today = self.declined = self.no_place = 0
        self._totals: dict[str, int] = {}

    @property
    def beds(self) -> int:
        """All beds, as they stood at the start."""
        return max(1, self.total("icu_beds") + self.total("ward_beds"))

    def total(self, what: str) -> int:
        """ICU or ward beds, as they stood at the start."""
        if what not in self._totals:
            self._totals[what] = sum(site.base(what) for site in self.sites)
        return self._totals[what]


class Site(ABC):
    """A hospital, or several that are seen as one."""

    __slots__ = (
        "_arranging", "_free_rooms", "_spare_vents", "backlog", "breaches", "buffer",
        "burn_base", "burns", "casualties", "chain", "coming_burns", "coming_icu",
        "coming_ventilated", "coming_ward", "ct", "day", "diverted", "done_planned",
        "ed", "emergency", "env", "helped_by_surgery", "icu", "icu_base", "is_open",
        "late", "level", "mc", "mc_base", "name", "normal_icu", "opened_at", "out",
        "out_base", "put_off", "ratio", "refused", "refused_beds", "refused_cap",
        "refused_will", "region", "resus", "resus_base", "rooms", "settings", "special",
        "staffing", "theatre", "theatres", "today", "values", "ventilates", "vents",
        "wanted", "ward", "ward_base",
    )  # fmt: skip

    ed: Station
    resus: Station
    ct: Station
    theatre: Station
    icu: Station
    mc: Station
    ward: Station
    burns: Station
    vents: Station
    out: Station
    rooms: Station
    theatres: Theatres

    def __init__(
        self, name: str, values: Mapping[str, Any], region: Region, chain: Chain
    ) -> None:
        self.name, self.values, self.region, self.chain = name, values, region, chain
        self.env, self.settings = chain.env, Settings()
        self.icu_base = self.number("icu_beds")
        self.ward_base, self.mc_base = self.number("ward_beds"), self.number("mc_beds")
        self.level, self.special = self.number("level"), values["specialisms"]
        self.buffer = not values["open"]
        self.is_open, self.wanted = values["open"], False
        self.opened_at = 0 if self.is_open else -1
        self.put_off = dict.fromkeys(CLASSES, 0)
        self.backlog = dict.fromkeys(CLASSES, 0)
        self.done_planned = self.casualties = self.breaches = 0
        self.helped_by_surgery = 0
        self.refused = self.refused_will = self.refused_cap = self.refused_beds = 0
        self.coming_burns = self.coming_ventilated = 0
        self.late = self.diverted = self.coming_icu = self.coming_ward = 0
        self.day = self.today = 0
        self.normal_icu = self.icu_base
        self.out_base, self.ratio = 0.0, 1.0
        self.staffing = Staffing(self)
        self.resus_base = self.number("resus_teams") or chain.usual("resus", self.level)
        self.burn_base = self.number("burn_beds")
        self.ventilates = self.number("ventilators") > 0
        usual = chain.shares["ventilated"] * values["icu_occupied"].mean
        self._spare_vents = self.number("ventilators") - usual * self.icu_base
        rooms, taken = self.number("isolation_rooms"), values["isolation_occupied"].mean
        self._free_rooms = rooms * (1 - taken)
        self._arranging = chain.stays["arranging"].mean
        self._stations()
        self.emergency = Emergency(self)

    def number(self, what: str) -> int:
        """A whole number that the author gave."""
        number: float = self.values[what].mean
        return round(number)

    def base(self, what: str) -> int:
        """ICU or ward beds at the start."""
        return self.icu_base if what == "icu_beds" else self.ward_base

    @abstractmethod
    def _stations(self) -> None:
        """Make the stations of the way through: way.py says which."""

    # ---- what is true

    @property
    def staff(self) -> float:
        """Staff on duty beside the usual number."""
        return self.staffing.now

    @property
    def draws(self) -> tuple[tuple[str, float], ...]:
        """Whose staff this site takes while it is open, and what share of it."""
        single = self.values["staff_from"]
        first = ((single, self.values["staff_takes"].mean),) if single else ()
        givers = self.values["givers"].items()
        return (*first, *((name, one.mean) for name, one in givers))

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
        """Patients whose care is done and who have nowhere to go yet."""
        waiting = self.ward.blocked.count + self.burns.blocked.count
        return self.out.busy + self.out.waiting + waiting

    def most(self, what: str) -> float:
        """A lever of site, region and all together: the highest counts."""
        highest = self.settings.get(what, 0.0)
        for place in (self.region.settings, self.chain.settings):
            if what in place and place[what] > highest:
                highest = place[what]
        return highest if highest > 0.0 else 0.0

    def plan(self, what: str) -> float:
        """The share of planned care of a class that goes on."""
        if self.chain.surge.stops and what != "urgent":
            return 0.0
        key = f"plan_{what}"
        return self.settings[key] * self.region.settings[key] * self.chain.settings[key]

    def _added(self, what: str) -> float:
        """What this site, region and all together add here, the latter by size."""
        added, region, chain = self.settings[what], self.region, self.chain
        if more := region.settings[what]:
            added += more * self.base(what) / max(1, region.total(what))
        if more := chain.settings[what]:
            added += more * self.base(what) / max(1, chain.total(what))
        return added

    # ---- what changes

    def settle(self) -> None:
        """Beds, teams and rooms as staff, levers and the hour make them."""
        ratio = self.most("icu_ratio")
        self.ratio = ratio if ratio > 1.0 else 1.0
        self._settle_staffed()
        rooms = self._free_rooms + self.settings["isolation_rooms"]
        self.rooms.resize(max(0, round(rooms)))
        places = (self.out_base + self._added("outflow")) * self._arranging
        self.out.resize(max(1, round(places / DAY)))
        self._settle_resus()

    def settle_staff(self) -> None:
        """Beds and teams as staff makes them: all that people who stay away decide."""
        self._settle_staffed()
        self._settle_resus()

    def _settle_staffed(self) -> None:
        self.staffing.settle()
        self._settle_beds(float(self.is_open), self.staffing.now)
        self.settle_theatres()

    def _settle_resus(self) -> None:
        here, staff = int(self.is_open), self.staffing.now
        teams = (self.resus_base + self.settings["resus_teams"]) * here
        able = int(teams * (staff if staff < 1.0 else 1.0) + 0.5)
        self.resus.resize(able if able > here else here)
        self.staffing.watch()

    def settle_theatres(self) -> None:
        """Theatre teams as staff and levers make them: all that instruments decide."""
        self.theatres.settle(self.staffing.now, self._added("or_teams"))

    def _settle_beds(self, here: float, staff: float) -> None:
        surge, settings = self.chain.surge, self.settings
        gone = self.staffing.gone(self.staffing.icu_share)
        nurses = staff * (1 - gone) * here
        icu = self.icu_base + self._added("icu_beds") + surge.icu(self)
        self.normal_icu = int(icu * nurses + 1e-6)
        self.icu.resize(int(self.normal_icu * self.ratio + 1e-6))
        beds = self.ward_base + settings["ward_beds"] - surge.ward(self)
        able = int(beds * staff * here + 1e-6)
        self.ward.resize(able if able > 0 else 0)
        if self.mc_base:
            medium = self.mc_base + settings["mc_beds"]
            self.mc.resize(max(0, int(medium * nurses + 1e-6)))
        if self.burn_base:
            burns = self.burn_base + settings["burn_beds"]
            self.burns.resize(max(0, int(burns * staff * here + 1e-6)))
        if self.ventilates:
            vents = self._spare_vents + settings["ventilators"]
            self.vents.resize(max(0, round(vents)))
