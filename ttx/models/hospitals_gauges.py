"""The board of the hospitals: every number that can be read of site, region and all.

It only reads: each gauge is a function of counters that the sites keep.
"""

from __future__ import annotations

from collections.abc import Callable
from operator import attrgetter
from typing import Any

from ttx.models.hospitals_casualties import Hospital
from ttx.models.hospitals_chain import OVERALL, Chain
from ttx.models.hospitals_regulating import Regulating
from ttx.models.model import Cause, Gauge, Ground
from ttx.text import Text

Read = Callable[[Hospital], float]
Row = tuple[str, str, str, str, str, Read]

SITE: tuple[Row, ...] = (
    ("ed_waiting", "patients", "sum", "wachten op een plek op de SEH", "waiting for an ED place",
     lambda s: s.ed.queue.count + round(s.walk_ins)),
    ("ed_wait_hours", "h", "most", "langste wachttijd op de SEH", "longest wait in the ED",
     lambda s: max(s.ed.longest, s.walk_in_wait)),
    ("boarding", "patients", "sum", "op de SEH zonder bed", "in the ED without a bed",
     attrgetter("ed.blocked.count")),
    ("boarding_hours", "h", "sum", "patiënturen op de SEH zonder bed",
     "patient-hours in the ED without a bed", attrgetter("ed.blocked.hours")),
    ("or_queue", "patients", "sum", "wachten op een operatiekamer", "waiting for a theatre",
     lambda s: len(s.theatre.lines[0]) + len(s.theatre.lines[1])),
    ("or_busy", "teams", "sum", "operatieteams bezig", "operating teams at work",
     attrgetter("theatre.busy")),
    ("icu_used", "beds", "sum", "IC-bedden bezet", "intensive care beds in use",
     attrgetter("icu.busy")),
    ("icu_free", "beds", "sum", "IC-bedden vrij", "intensive care beds free",
     attrgetter("icu.free")),
    ("icu_beds", "beds", "sum", "IC-bedden met personeel", "staffed intensive care beds",
     attrgetter("icu.units")),
    ("icu_blocked", "patients", "sum", "klaar op de IC, geen verpleegbed",
     "ready to leave the ICU, no ward bed", attrgetter("icu.blocked.count")),
    ("ward_used", "beds", "sum", "verpleegbedden bezet", "ward beds in use",
     attrgetter("ward.busy")),
    ("ward_free", "beds", "sum", "verpleegbedden vrij", "ward beds free",
     attrgetter("ward.free")),
    ("ward_beds", "beds", "sum", "verpleegbedden met personeel", "staffed ward beds",
     attrgetter("ward.units")),
    ("isolation_free", "rooms", "sum", "isolatiekamers vrij", "isolation rooms free",
     lambda s: max(0, s.rooms.free)),
    ("isolation_breaches", "patients", "sum", "niet geïsoleerd hoewel dat moest",
     "not isolated though they should be", attrgetter("breaches")),
    ("put_off", "patients", "sum", "planbare zorg uitgesteld", "planned care put off",
     lambda s: sum(s.put_off.values())),
    ("put_off_urgent", "patients", "sum", "urgente planbare zorg uitgesteld",
     "urgent planned care put off", lambda s: s.put_off["urgent"]),
    ("put_off_soon", "patients", "sum", "spoedige planbare zorg uitgesteld",
     "planned care due within weeks put off", lambda s: s.put_off["soon"]),
    ("put_off_later", "patients", "sum", "overige planbare zorg uitgesteld",
     "other planned care put off", lambda s: s.put_off["later"]),
    ("done_planned", "patients", "sum", "planbare zorg gedaan", "planned care done",
     attrgetter("done_planned")),
    ("military", "patients", "sum", "slachtoffers opgenomen", "casualties in hospital",
     attrgetter("casualties")),
    ("refused", "requests", "sum", "verzoeken geweigerd", "requests refused",
     attrgetter("refused")),
    ("diverted", "patients", "sum", "door opnamestop elders", "sent elsewhere by an ED stop",
     attrgetter("diverted")),
    ("ready_to_leave", "patients", "sum", "klaar met behandeling, geen plek elders",
     "ready to leave, nowhere to go", attrgetter("ready")),
    ("over_norm_hours", "h", "sum", "personeelsuren boven de norm", "staff-hours over the norm",
     attrgetter("over_norm")),
    ("crisis_hours", "h", "sum", "IC-patiënturen boven de gewone verhouding",
     "ICU patient-hours beyond the usual ratio", attrgetter("crisis")),
    ("staff", "", "mean", "personeel ten opzichte van gewoon", "staff beside the usual",
     attrgetter("staff")),
    ("load", "", "load", "bezetting van bedden met personeel", "staffed beds in use",
     attrgetter("load")),
    ("single_source_hours", "h", "sum", "IC-patiënturen op één stroombron",
     "ICU patient-hours on one power source", attrgetter("single_source")),
    ("late_surgery", "patients", "sum", "tweede operatie later dan 72 uur",
     "second operation after 72 hours", attrgetter("late")),
)  # fmt: skip


def _load(sites: list[Hospital]) -> float:
    beds = sum(s.normal_icu + s.ward.units for s in sites)
    return sum(s.icu.busy + s.ward.busy for s in sites) / beds if beds else 0.0


class Board:
    """All gauges of the hospitals."""

    def __init__(self, chain: Chain, regulating: Regulating) -> None:
        self.chain, self.regulating = chain, regulating

    def register(self, ground: Ground) -> None:
        """Put every gauge on the board."""
        sites: list[Hospital] = self.chain.sites
        for site in sites:
            self._subject(ground, site.name, [site])
        for region in self.chain.regions:
            self._subject(ground, region.name, region.sites)
        self._subject(ground, OVERALL, sites)
        self._overall(ground)

    def _subject(self, ground: Ground, subject: str, sites: list[Hospital]) -> None:
        for what, unit, how, nl, en, one in SITE:
            read = _together(how, one, sites)
            ground.gauge(Gauge(f"care.{subject}.{what}", unit, Text(nl, en), read,
                               why=self._why(what, sites, subject)))  # fmt: skip

    def _overall(self, ground: Ground) -> None:
        chain, regulating = self.chain, self.regulating
        rows: tuple[tuple[str, str, str, str, Callable[[], float]], ...] = (
            ("load_spread", "", "hoogste belasting gedeeld door gemiddelde",
             "highest load over the mean", self._spread),
            ("secondary_transfers", "patients", "overplaatsingen daarna", "secondary transfers",
             lambda: chain.moved),
            ("right_place", "", "deel op de juiste plaats", "share in the right place",
             lambda: regulating.right / regulating.placed if regulating.placed else 1.0),
            ("waiting_place", "patients", "wachten op een plaats", "waiting for a place",
             lambda: regulating.waiting),
            ("placed", "patients", "geplaatst", "placed", lambda: regulating.placed),
            ("offered", "patients", "aangeboden", "offered", lambda: regulating.offered),
            ("outbreak", "patients", "besmet in het ziekenhuis", "infected in hospital",
             lambda: chain.outbreak),
            ("blood_units", "units", "eenheden bloed voor slachtoffers", "red cells for casualties",
             lambda: chain.blood),
            ("allied_waiting", "patients", "bondgenoten klaar om naar huis te gaan",
             "allied patients ready to go home", lambda: len(chain.allied)),
        )  # fmt: skip
        for what, unit, nl, en, read in rows:
            why = self._why_waiting if what == "waiting_place" else None
            ground.gauge(
                Gauge(f"care.all.{what}", unit, Text(nl, en), _float(read), why=why)
            )
        ground.gauge(Gauge("care.all.died", "patients",
                           Text("gemodelleerd overleden na een plotseling incident",
                                "modelled deaths after a sudden incident"),
                           lambda: float(chain.died), sensitive=True))  # fmt: skip

    def _spread(self) -> float:
        loads = [s.load for s in self.chain.sites if s.is_open and not s.buffer]
        mean = sum(loads) / len(loads) if loads else 0.0
        return max(loads) / mean if mean else 1.0

    # ---- why

    def _why(
        self, what: str, sites: list[Hospital], subject: str
    ) -> Callable[[], Cause | None] | None:
        """The cause behind the figures that tables will ask about."""
        told: dict[str, Callable[[], Cause | None]] = {
            "icu_free": lambda: _beds(sites, subject),
            "boarding": lambda: _full(sites, subject),
            "boarding_hours": lambda: _full(sites, subject),
            "ward_free": lambda: _ready(sites, subject),
            "put_off": lambda: _put_off(sites, subject),
            "or_queue": lambda: _theatre(sites),
            "refused": lambda: _refuses(sites, subject),
            "icu_beds": lambda: _staff(sites),
            "isolation_breaches": lambda: _rooms(sites),
            "late_surgery": lambda: Cause(Text("De operatiekamers hebben een rij.",
                                               "There is a line for the theatres."),
                                          then=f"care.{subject}.or_queue"),
        }  # fmt: skip
        return told.get(what)

    def _why_waiting(self) -> Cause | None:
        count = self.regulating.waiting
        if not count:
            return None
        return Cause(Text(f"{count} keer zei elk gevraagd ziekenhuis nee.",
                          f"{count} times every hospital that was asked said no."),
                     then="care.all.refused")  # fmt: skip


def _float(read: Callable[[], Any]) -> Callable[[], float]:
    return lambda: float(read())


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


def _beds(sites: list[Hospital], subject: str) -> Cause:
    used, beds = sum(s.icu.busy for s in sites), sum(s.icu.units for s in sites)
    stuck = sum(s.icu.blocked.count for s in sites)
    also = (
        (f", {stuck} kunnen niet weg", f", {stuck} cannot leave") if stuck else ("", "")
    )
    return Cause(Text(f"{used} van {beds} IC-bedden bezet{also[0]}.",
                      f"{used} of {beds} ICU beds in use{also[1]}."),
                 then=f"care.{subject}.{'ward_free' if stuck else 'icu_beds'}")  # fmt: skip


def _full(sites: list[Hospital], subject: str) -> Cause | None:
    icu, ward = (
        sum(max(0, s.icu.free) for s in sites),
        sum(max(0, s.ward.free) for s in sites),
    )
    if not sum(s.ed.blocked.count for s in sites):
        return None
    then = "icu_free" if icu < ward else "ward_free"
    return Cause(Text("Er is geen bed voor wie van de SEH komt.",
                      "There is no bed for those who leave the ED."),
                 then=f"care.{subject}.{then}")  # fmt: skip


def _ready(sites: list[Hospital], subject: str) -> Cause:
    used, ready = sum(s.ward.busy for s in sites), sum(s.ready for s in sites)
    ours = sum(s.casualties for s in sites)
    return Cause(Text(f"{used} verpleegbedden bezet; {ours} slachtoffers opgenomen, {ready} wachten op plek elders.",
                      f"{used} ward beds in use; {ours} casualties in hospital, {ready} wait for a place elsewhere."))  # fmt: skip


def _put_off(sites: list[Hospital], subject: str) -> Cause | None:
    if not any(sum(s.put_off.values()) for s in sites):
        return None
    lowest = min(s.plan(one) for s in sites for one in s.put_off)
    if lowest < 1:
        return Cause(Text("Er is besloten planbare zorg terug te brengen.",
                          "It was decided to cut planned care."))  # fmt: skip
    return Cause(Text("Er waren te weinig bedden of operatieteams.",
                      "There were too few beds or operating teams."),
                 then=f"care.{subject}.ward_free")  # fmt: skip


def _theatre(sites: list[Hospital]) -> Cause:
    queue, teams = (
        sum(s.theatre.queue.count for s in sites),
        sum(s.theatre.units for s in sites),
    )
    return Cause(Text(f"{queue} wachten, {teams} teams kunnen nu opereren.",
                      f"{queue} wait, {teams} teams can operate now."))  # fmt: skip


def _refuses(sites: list[Hospital], subject: str) -> Cause | None:
    if not any(s.refused for s in sites):
        return None
    shut = sum(s.settings["accepts"] < 0.5 for s in sites)
    if shut:
        return Cause(Text(f"{shut} ziekenhuizen nemen nu niet op.",
                          f"{shut} hospitals do not accept now."))  # fmt: skip
    return Cause(Text("Vrije bedden vielen onder de reserve.",
                      "Free beds fell below the reserve."),
                 then=f"care.{subject}.icu_free")  # fmt: skip


def _staff(sites: list[Hospital]) -> Cause | None:
    low = min((s.staff for s in sites), default=1.0)
    if low >= 0.99:
        return None
    return Cause(Text(f"Personeel op {round(low * 100)} % van gewoon.",
                      f"Staff at {round(low * 100)} % of the usual."))  # fmt: skip


def _rooms(sites: list[Hospital]) -> Cause | None:
    if not any(s.breaches for s in sites):
        return None
    rooms = sum(s.rooms.units for s in sites)
    return Cause(Text(f"Er zijn {rooms} kamers voor isolatie tot de kweken bekend zijn.",
                      f"There are {rooms} rooms for isolation until cultures are known."))  # fmt: skip
