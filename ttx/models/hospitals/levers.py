"""The levers of the hospitals: what can be set in a site, a region or all together.

It sets; what follows from a setting is the sites' own business.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ttx.models.hospitals.casualties import Hospital
from ttx.models.hospitals.chain import DEFENCE, OVERALL, Chain
from ttx.models.hospitals.outflow import KINDS
from ttx.models.hospitals.regulating import KEYS, Regulating
from ttx.models.hospitals.spreading import Spreading
from ttx.models.model import Lever
from ttx.models.patient import REGULAR, Patient
from ttx.models.station import wake
from ttx.text import Text

Row = tuple[str, str, str, float]

_PLANS = (
    ("plan_urgent", "urgente planbare zorg die doorgaat", "urgent planned care that goes on"),
    ("plan_soon", "spoedige planbare zorg die doorgaat", "planned care due within weeks that goes on"),
    ("plan_later", "overige planbare zorg die doorgaat", "other planned care that goes on"),
)  # fmt: skip
SHARED: tuple[Row, ...] = (
    *((name, nl, en, 1.0) for name, nl, en in _PLANS),
    ("accepts", "neemt slachtoffers op", "accepts casualties", 1.0),
    ("staff", "personeel", "staff", 1.0),
    ("absent", "afwezig personeel", "staff absent", 0.0),
    ("called_up", "deel van de militairen en reservisten dat is opgeroepen", "share of military staff and reservists called up", 0.0),
    ("exempt", "deel van de oproep dat is vrijgesteld", "share of the call-up that is exempted", 0.0),
    ("icu_beds", "extra IC-bedden", "added intensive care beds", 0.0),
    ("icu_ratio", "patiënten per IC-verpleegkundige", "patients for each ICU nurse", 1.0),
    ("or_teams", "extra operatieteams", "added operating teams", 0.0),
    ("isolation_rule", "isolatieregel: 0 kamers, 1 cohort, 2 naar risico, 3 geen",
     "isolation: 0 rooms, 1 cohort, 2 by risk, 3 none", 0.0),
    ("outflow", "extra uitstroomplaatsen per dag", "added outflow places a day", 0.0),
    ("overtime", "overwerk", "overtime", 0.0),
)  # fmt: skip
"""Levers of every site, every region and all together."""
OWN: tuple[Row, ...] = (
    ("accept_cap", "hoogste opname per dag", "most casualties taken in a day", 9999.0),
    ("ward_beds", "extra verpleegbedden", "added ward beds", 0.0),
    ("power", "deel van de stroom dat er is", "share of power that there is", 1.0),
    ("backup", "op eigen stroom", "on its own power", 0.0),
    ("own_power_plan", "opereren op eigen stroom: 0 niets nieuws, 1 alleen acuut, 2 alles",
     "operating on its own power: 0 nothing new, 1 acute only, 2 all", 2.0),
    ("sterile", "steriele instrumenten", "sterile instruments", 1.0),
    ("ed_stop", "opnamestop spoedeisende hulp", "emergency department closed", 0.0),
    ("isolation_rooms", "extra isolatiekamers", "added isolation rooms", 0.0),
    ("resus_teams", "extra traumateams op de SEH", "added resuscitation teams", 0.0),
)  # fmt: skip
"""Levers of a site alone."""
COUNTED: tuple[tuple[str, Row], ...] = (
    ("ventilators", ("ventilators", "extra beademingstoestellen", "added ventilators", 0.0)),
    ("mc_beds", ("mc_beds", "extra medium-carebedden", "added medium care beds", 0.0)),
    ("burn_beds", ("burn_beds", "extra brandwondenbedden", "added burn beds", 0.0)),
    ("sets", ("sets", "extra instrumentensets", "added instrument sets", 0.0)),
)  # fmt: skip
"""Levers of a site where the author counts the thing."""
PLACES: dict[str, tuple[str, str]] = {
    "nursing": ("extra plaatsen in verpleeghuizen", "added nursing home places"),
    "rehabilitation": ("extra revalidatieplaatsen", "added rehabilitation places"),
    "home_care": ("extra plaatsen in de thuiszorg", "added home care places"),
}


_PARTS = {
    "sterile": "settle_theatres",
    **dict.fromkeys(("staff", "absent", "overtime"), "settle_staff"),
}
"""What must be settled after a lever that does not touch the whole hospital."""


def _own(site: Hospital) -> tuple[Row, ...]:
    """A site's own levers; by protocol it starts nothing new on its own power."""
    stops = site.values["stop_on_backup"]
    return tuple(
        (*row[:3], 0.0) if stops and row[0] == "own_power_plan" else row for row in OWN
    )


class Levers:
    """All levers of the hospitals."""

    def __init__(
        self, chain: Chain, regulating: Regulating, spreading: Spreading
    ) -> None:
        self.chain, self.env, self._ground = chain, chain.env, chain.ground
        self.regulating, self.spreading = regulating, spreading
        self._notice = round(chain.stays["reserve_notice"].mean)

    def _lever(
        self, name: str, nl: str, en: str, base: float, pulled: Callable[[float], None]
    ) -> None:
        self._ground.lever(Lever(f"care.{name}", "", Text(nl, en), pulled, base))

    def _pulse(self, name: str, nl: str, en: str, act: Callable[[float], None]) -> None:
        says = Text(nl, en)
        self._ground.lever(Lever(f"care.{name}", "patients", says, act, kind="pulse"))

    def _settings(self, subject: str, place: Any, table: Any, of: list[Any]) -> None:
        rows = {row[0]: row for row in table}
        place.settings.update({what: row[3] for what, row in rows.items()})

        def make(what: str) -> Lever:
            _, nl, en, base = rows[what]
            part, once = _PARTS.get(what, "settle"), self._ground.once
            acts = [(f"{part}/{site.name}", getattr(site, part)) for site in of]

            def pulled(value: float) -> None:
                for site in of:
                    site.emergency.catch_up()
                place.settings[what] = value
                if what == "called_up":
                    self._call_reserve(place, of)
                for key, act in acts:
                    once(key, act)

            return Lever(f"care.{subject}.{what}", "", Text(nl, en), pulled, base)

        self._ground.levers_of(f"care.{subject}", rows, make)

    # ---- call-up: Defence's own teams leave at once, reservists after notice

    def _call_reserve(self, place: Any, of: list[Any]) -> None:
        note = Patient(REGULAR, 0)
        note.place = place, of
        wake(self.env, note, self._notice, (self._reserve_leaves,))

    def _reserve_leaves(self, note: Patient) -> None:
        place, of = note.place
        place.settings["called_reserve"] = place.settings["called_up"]
        for site in of:
            site.settle()

    # ---- whose levers

    def site(self, site: Hospital, early: Callable[[float], None]) -> None:
        """The levers of one hospital; `early` discharges so many."""
        counted = [row for what, row in COUNTED if site.number(what)]
        self._settings(site.name, site, (*SHARED, *_own(site), *counted), [site])
        site.settings["accept_cap"] = site.values["accept_cap"].mean
        self._lever(f"{site.name}.open", "open", "open", float(site.is_open),
                    lambda value: self._open(site, value >= 0.5))  # fmt: skip
        self._pulse(f"{site.name}.early_discharge", "eerder naar huis",
                    "discharged early", early)  # fmt: skip
        self._pulse(f"{site.name}.transfer_icu", "IC-patiënten overplaatsen",
                    "intensive care patients moved", site.transfer_icu)  # fmt: skip

    def region(self, region: Any) -> None:
        """The levers of a region."""
        self._settings(region.name, region, SHARED, region.sites)
        self._places(region.name, region, [region])

    def overall(self, sites: list[Hospital]) -> None:
        """The levers of all together, and of those who regulate and spread."""
        chain, regulating, spreading = self.chain, self.regulating, self.spreading
        self._settings(OVERALL, chain, SHARED, sites)
        self._places(OVERALL, chain, chain.regions)
        self._lever("regulating.key", "verdeelsleutel: 0 naar rato, 1 niveau, 2 plafond, 3 nabij",
                    "key: 0 proportional, 1 level, 2 cap, 3 nearest", regulating.key,
                    self._set_key)  # fmt: skip
        self._lever("regulating.cap", "plafond per regio per dag", "cap for a region in a day",
                    regulating.cap, self._set_cap)  # fmt: skip
        self._lever("spreading.on", "gewondenspreidingsplan in werking",
                    "casualty-spreading plan in use", spreading.on, spreading.set_on)  # fmt: skip
        self._lever("spreading.ring", "nabije regio's die het plan ontziet",
                    "near regions that the plan spares", 0.0, spreading.set_ring)  # fmt: skip
        self._lever("all.icu_step", "stap van de IC-opschaling: 0 gewoon tot 3",
                    "step of the ICU surge: 0 usual to 3", 0.0, chain.surge.pull)  # fmt: skip
        self._pulse("all.repatriate", "bondgenoten naar huis", "allied patients fetched",
                    self._repatriate)  # fmt: skip
        if chain.defence_staff:
            self._lever(f"{DEFENCE}.deployed", "zorgpersoneel van Defensie dat is ingezet",
                        "care staff of Defence deployed elsewhere", 0.0, self._deploy)  # fmt: skip
        if chain.foreign_waiting:
            self._lever("foreign.recognised", "buitenlands personeel dat is erkend",
                        "foreign staff recognised", 0.0, chain.recognise)  # fmt: skip

    def _places(self, subject: str, place: Any, regions: list[Any]) -> None:
        for kind in KINDS if self.chain.outflow.separate else ():
            what, (nl, en) = f"{kind}_places", PLACES[kind]
            place.settings[what] = 0.0

            def pulled(value: float, what: str = what) -> None:
                place.settings[what] = value
                for region in regions:
                    self.chain.outflow.settle(region)

            self._lever(f"{subject}.{what}", nl, en, 0.0, pulled)

    # ---- what they do

    def _set_key(self, value: float) -> None:
        self.regulating.key = min(value, float(len(KEYS) - 1))

    def _set_cap(self, value: float) -> None:
        self.regulating.cap = value

    def _deploy(self, value: float) -> None:
        self.chain.deployed = min(1.0, value)
        for site in self.chain.sites:
            site.settle()

    def _repatriate(self, amount: float) -> None:
        for patient in self.chain.allied[: round(amount)]:
            patient.place.fetch(patient)

    def _open(self, site: Hospital, wanted: bool) -> None:
        """A buffer site opens after its delay and takes staff from others."""
        if not wanted:
            self._opened(site, False)
            return
        record = Patient(REGULAR, 0)
        record.place = site
        after = site.number("opening") if site.buffer else 0
        site.wanted = True
        wake(self.env, record, after, (self._opens,))

    def _opens(self, record: Patient) -> None:
        if record.place.wanted and not record.place.is_open:
            self._opened(record.place, True)

    def _opened(self, site: Hospital, is_open: bool) -> None:
        site.emergency.catch_up()
        site.wanted = site.is_open = is_open
        site.opened_at = int(self.env.now) if is_open else -1
        self.chain.draw()
        for one in self.chain.sites:
            one.settle()
        what = "opened" if is_open else "closed"
        self._ground.happened(what, site=site.name)
