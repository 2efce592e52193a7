"""The board of the hospitals: every number that can be read of site, region and all.

It only reads: each gauge is a function of counters that the sites keep.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from operator import attrgetter
from typing import Any

from ttx.models.hospitals import why as why
from ttx.models.hospitals import why_beds as beds
from ttx.models.hospitals.casualties import Hospital
from ttx.models.hospitals.chain import OVERALL, Chain
from ttx.models.hospitals.gauges_overall import Overall
from ttx.models.hospitals.outflow import KINDS
from ttx.models.hospitals.regulating import Regulating
from ttx.models.hospitals.spreading import Spreading
from ttx.models.model import Cause, Gauge, Ground, kept
from ttx.moment import HOUR
from ttx.text import Text

Read = Callable[[Hospital], float]
Row = tuple[str, str, str, str, str, Read, Callable[[list[Hospital]], beds.Told]]

SITE: tuple[Row, ...] = (
    ("ed_waiting", "patients", "sum", "wachten op een plek op de SEH", "waiting for an ED place",
     attrgetter("emergency.waiting"), beds.emergency),
    ("ed_wait_hours", "h", "most", "langste wachttijd op de SEH", "longest wait in the ED",
     attrgetter("emergency.longest"), beds.emergency),
    ("ed_used", "places", "sum", "SEH-plekken bezet", "ED places in use",
     attrgetter("emergency.used"), beds.emergency),
    ("ed_visits", "patients", "sum", "SEH-bezoeken zonder opname", "ED visits without admission",
     attrgetter("emergency.came"), beds.emergency),
    ("boarding", "patients", "sum", "op de SEH zonder bed", "in the ED without a bed",
     attrgetter("ed.blocked.count"), beds.boarding),
    ("boarding_hours", "h", "sum", "patiënturen op de SEH zonder bed",
     "patient-hours in the ED without a bed", attrgetter("ed.blocked.hours"), beds.boarding),
    ("resus_busy", "teams", "sum", "traumateams bezig", "resuscitation teams at work",
     attrgetter("resus.busy"), beds.resus),
    ("resus_waiting", "patients", "sum", "wachten op een traumateam",
     "waiting for a resuscitation team", attrgetter("resus.waiting"), beds.resus),
    ("ct_waiting", "patients", "sum", "slachtoffers die op een CT wachten",
     "casualties who wait for a scan", attrgetter("ct.waiting"), beds.scanners),
    ("or_queue", "patients", "sum", "wachten op een operatiekamer", "waiting for a theatre",
     lambda s: len(s.theatre.lines[0]) + len(s.theatre.lines[1]), why.theatre),
    ("or_busy", "teams", "sum", "operatieteams bezig", "operating teams at work",
     attrgetter("theatre.busy"), why.theatre),
    ("or_teams", "teams", "sum", "operatieteams die nu kunnen werken",
     "operating teams that can work now", attrgetter("theatres.teams"), why.teams),
    ("icu_used", "beds", "sum", "IC-bedden bezet", "intensive care beds in use",
     attrgetter("icu.busy"), beds.icu),
    ("icu_free", "beds", "sum", "IC-bedden vrij", "intensive care beds free",
     attrgetter("icu.free"), beds.icu),
    ("icu_beds", "beds", "sum", "IC-bedden met personeel", "staffed intensive care beds",
     attrgetter("icu.units"), beds.icu_beds),
    ("icu_blocked", "patients", "sum", "klaar op de IC, geen verpleegbed",
     "ready to leave the ICU, no ward bed", attrgetter("icu.blocked.count"), beds.blocked),
    ("icu_ratio", "", "most", "IC-patiënten per bed bij de gewone verhouding",
     "ICU patients per bed at the usual ratio",
     lambda s: s.icu.busy / s.normal_icu if s.normal_icu else 0.0, beds.ratio),
    ("ward_used", "beds", "sum", "verpleegbedden bezet", "ward beds in use",
     attrgetter("ward.busy"), beds.ward),
    ("ward_free", "beds", "sum", "verpleegbedden vrij", "ward beds free",
     attrgetter("ward.free"), beds.ward),
    ("ward_beds", "beds", "sum", "verpleegbedden met personeel", "staffed ward beds",
     attrgetter("ward.units"), beds.ward_beds),
    ("isolation_free", "rooms", "sum", "isolatiekamers vrij", "isolation rooms free",
     lambda s: max(0, s.rooms.free), beds.rooms),
    ("isolation_breaches", "patients", "sum", "niet geïsoleerd hoewel dat moest",
     "not isolated though they should be", attrgetter("breaches"), beds.breaches),
    ("put_off", "patients", "sum", "planbare zorg uitgesteld", "planned care put off",
     lambda s: sum(s.put_off.values()), why.put_off),
    ("put_off_urgent", "patients", "sum", "urgente planbare zorg uitgesteld",
     "urgent planned care put off", lambda s: s.put_off["urgent"], why.put_off_part),
    ("put_off_soon", "patients", "sum", "spoedige planbare zorg uitgesteld",
     "planned care due within weeks put off", lambda s: s.put_off["soon"], why.put_off_part),
    ("put_off_later", "patients", "sum", "overige planbare zorg uitgesteld",
     "other planned care put off", lambda s: s.put_off["later"], why.put_off_part),
    ("backlog", "patients", "sum", "uitgesteld en nog niet ingehaald",
     "put off and not yet caught up", lambda s: sum(s.backlog.values()), why.put_off_part),
    ("done_planned", "patients", "sum", "planbare zorg gedaan", "planned care done",
     attrgetter("done_planned"), why.put_off_part),
    ("military", "patients", "sum", "slachtoffers opgenomen", "casualties in hospital",
     attrgetter("casualties"), why.casualties),
    ("refused", "requests", "sum", "verzoeken geweigerd", "requests refused",
     attrgetter("refused"), why.refused),
    ("refused_will", "requests", "sum", "geweigerd bij besluit", "refused by decision",
     attrgetter("refused_will"), why.refused),
    ("refused_cap", "requests", "sum", "geweigerd om het dagplafond",
     "refused for the cap of the day", attrgetter("refused_cap"), why.refused),
    ("refused_beds", "requests", "sum", "geweigerd om bedden of personeel",
     "refused for want of beds or staff", attrgetter("refused_beds"), why.refused),
    ("diverted", "patients", "sum", "door opnamestop elders", "sent elsewhere by an ED stop",
     attrgetter("diverted"), why.stops),
    ("ready_to_leave", "patients", "sum", "klaar met behandeling, geen plek elders",
     "ready to leave, nowhere to go", attrgetter("ready"), beds.ready),
    ("over_norm_hours", "h", "sum", "personeelsuren boven de norm", "staff-hours over the norm",
     attrgetter("staffing.over_norm"), why.over_norm),
    ("crisis_hours", "h", "sum", "IC-patiënturen boven de gewone verhouding",
     "ICU patient-hours beyond the usual ratio", attrgetter("staffing.crisis"), beds.ratio),
    ("staff", "", "mean", "personeel ten opzichte van gewoon", "staff beside the usual",
     attrgetter("staff"), beds.staff),
    ("staff_drawn", "people", "sum", "personeel naar een bufferlocatie, per dienst",
     "staff drawn to a buffer site, a shift",
     lambda s: s.staffing.taken * s.staffing.nurses, beds.drawn),
    ("load", "", "load", "bezetting van bedden met personeel", "staffed beds in use",
     attrgetter("load"), beds.ward),
    ("single_source_hours", "h", "sum", "IC-patiënturen op één stroombron",
     "ICU patient-hours on one power source", attrgetter("staffing.single_source"), why.own_power),
    ("operated", "patients", "sum", "slachtoffers geopereerd", "casualties operated",
     attrgetter("helped_by_surgery"), why.operated),
    ("late_surgery", "patients", "sum", "tweede operatie later dan 72 uur",
     "second operation after 72 hours", attrgetter("late"), why.late),
)  # fmt: skip
COUNTED: tuple[tuple[Read, Row], ...] = (
    (attrgetter("ventilates"),
     ("ventilators_free", "ventilators", "sum", "beademingstoestellen vrij", "ventilators free",
      attrgetter("vents.free"), beds.ventilators)),
    (attrgetter("ventilates"),
     ("ventilators_waiting", "patients", "sum", "wachten op een beademingstoestel",
      "waiting for a ventilator", attrgetter("vents.waiting"), beds.ventilators)),
    (attrgetter("mc_base"),
     ("mc_used", "beds", "sum", "medium-carebedden bezet", "medium care beds in use",
      attrgetter("mc.busy"), beds.medium)),
    (attrgetter("mc_base"),
     ("mc_free", "beds", "sum", "medium-carebedden vrij", "medium care beds free",
      attrgetter("mc.free"), beds.medium)),
    (attrgetter("burn_base"),
     ("burns_free", "beds", "sum", "brandwondenbedden vrij", "burn beds free",
      attrgetter("burns.free"), beds.burns)),
    (attrgetter("theatres.counted"),
     ("sets_clean", "sets", "sum", "schone instrumentensets", "clean instrument sets",
      attrgetter("theatres.clean"), why.sets)),
    (attrgetter("theatres.counted"),
     ("sets_used", "sets", "sum", "sets in gebruik of in de sterilisatie",
      "sets in use or being sterilised", lambda s: len(s.theatres.used), why.sets)),
    (attrgetter("buffer"),
     ("hours_open", "h", "most", "uren dat een bufferlocatie open is",
      "hours that a buffer site has been open",
      lambda s: (s.env.now - s.opened_at) / HOUR if s.buffer and s.is_open else 0.0,
      beds.open_sites)),
)  # fmt: skip
"""Gauges where the author counts the thing."""


def _named(rows: Iterable[Row]) -> dict[str, Row]:
    return {row[0]: row for row in rows}


_PUT_OFF = {"put_off", "put_off_urgent", "put_off_soon", "put_off_later"}
"""Counts that change once or twice a day."""
_ALWAYS = _named(SITE)
_ROWS = _ALWAYS | _named(row for _, row in COUNTED)
PLACES = {
    "nursing": ("verpleeghuis", "nursing home"),
    "rehabilitation": ("revalidatie", "rehabilitation"),
    "home_care": ("thuiszorg", "home care"),
}


def _load(sites: list[Hospital]) -> float:
    beds = sum(s.normal_icu + s.ward.units for s in sites)
    return sum(s.icu.busy + s.ward.busy for s in sites) / beds if beds else 0.0


class Board:
    """All gauges of the hospitals."""

    def __init__(
        self, chain: Chain, regulating: Regulating, spreading: Spreading
    ) -> None:
        self.chain = chain
        self._overall = Overall(chain, regulating, spreading)

    def register(self, ground: Ground) -> None:
        """Put every gauge on the board."""
        sites: list[Hospital] = self.chain.sites
        for site in sites:
            self._subject(ground, site.name, [site])
        for region in self.chain.regions:
            if region.sites:
                self._subject(ground, region.name, region.sites)
            self._places(ground, region.name, [region])
        if sites:
            self._subject(ground, OVERALL, sites)
        self._places(ground, OVERALL, self.chain.regions)
        self._overall.register(ground)

    def _subject(self, ground: Ground, subject: str, sites: list[Hospital]) -> None:
        counted = [row[0] for there, row in COUNTED if any(map(there, sites))]

        def make(what: str) -> Gauge:
            _, unit, how, nl, en, one, told = _ROWS[what]
            read = _together(how, one, sites)
            if what in _PUT_OFF:
                read = kept(read, self.chain.put_offs)
            return Gauge(f"care.{subject}.{what}", unit, Text(nl, en), read,
                         why=why.link(told, sites, subject))  # fmt: skip

        ground.gauges_of(f"care.{subject}", (*_ALWAYS, *counted), make)

    def _places(self, ground: Ground, subject: str, regions: list[Any]) -> None:
        """Care after hospital, where it is told apart."""
        for kind in KINDS if self.chain.outflow.separate else ():
            nl, en = PLACES[kind]
            lines = [one.places[kind].station for one in regions]
            told = _told(lines, nl, en)
            for what, dutch, english, read in (
                ("waiting", f"wachten in een ziekenhuisbed op {nl}",
                 f"waiting in a hospital bed for {en}", _count(lines, "waiting")),
                ("free", f"plaatsen vrij: {nl}", f"places free: {en}", _count(lines, "free")),
                ("busy", f"plaatsen bezet: {nl}", f"places in use: {en}", _count(lines, "busy")),
            ):  # fmt: skip
                name = f"care.{subject}.{kind}_{what}"
                unit = "patients" if what == "waiting" else "places"
                ground.gauge(Gauge(name, unit, Text(dutch, english), read, why=told))


def _count(lines: list[Any], what: str) -> Callable[[], float]:
    return lambda: float(sum(getattr(one, what) for one in lines))


def _told(lines: list[Any], nl: str, en: str) -> Callable[[], Cause]:
    def told() -> Cause:
        used, places = sum(one.busy for one in lines), sum(one.units for one in lines)
        waiting = sum(one.waiting for one in lines)
        return Cause(Text(f"{used} van {places} plaatsen bezet ({nl}), {waiting} wachten.",
                          f"{used} of {places} places in use ({en}), {waiting} wait."))  # fmt: skip

    return told


def _together(how: str, one: Read, sites: list[Hospital]) -> Callable[[], float]:
    if how == "load":
        return lambda: _load(sites)
    if len(sites) == 1:
        site = sites[0]
        return lambda: float(one(site))
    if how == "most":
        return lambda: float(max((one(site) for site in sites), default=0.0))
    if how == "mean":
        return lambda: sum(map(one, sites)) / max(1, len(sites))
    return lambda: float(sum(map(one, sites)))
