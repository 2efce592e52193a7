"""Hospitals, their regions, and the regulating of casualties over them.

It never commands: a hospital that has no staff, no beds or no will refuses, and the
refusal is counted.

Warm start: stated occupancies are filled with residual stays, and regular arrivals are
derived from occupancy and length of stay (see hospitals_regular): without a shock the
beds stay as full as they began.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from ttx.figures import Figure
from ttx.forms import Form
from ttx.models import hospitals_form
from ttx.models.hospitals_casualties import Hospital
from ttx.models.hospitals_chain import OVERALL, Chain
from ttx.models.hospitals_gauges import Board
from ttx.models.hospitals_regular import Regular
from ttx.models.hospitals_regulating import KEYS, Regulating
from ttx.models.hospitals_site import Region
from ttx.models.model import Ground, Lever, Model
from ttx.models.patient import REGULAR, Patient, Stay
from ttx.models.station import wake
from ttx.text import Text

_PLANS = (
    ("plan_urgent", "urgente planbare zorg die doorgaat", "urgent planned care that goes on"),
    ("plan_soon", "spoedige planbare zorg die doorgaat", "planned care due within weeks that goes on"),
    ("plan_later", "overige planbare zorg die doorgaat", "other planned care that goes on"),
)  # fmt: skip
SHARED = (
    *((name, nl, en, 1.0) for name, nl, en in _PLANS),
    ("accepts", "neemt slachtoffers op", "accepts casualties", 1.0),
    ("staff", "personeel", "staff", 1.0),
    ("icu_beds", "extra IC-bedden", "added intensive care beds", 0.0),
    ("icu_ratio", "patiënten per IC-verpleegkundige", "patients for each ICU nurse", 1.0),
    ("or_teams", "extra operatieteams", "added operating teams", 0.0),
    ("isolation_rule", "isolatieregel: 0 kamers, 1 cohort, 2 naar risico, 3 geen",
     "isolation: 0 rooms, 1 cohort, 2 by risk, 3 none", 0.0),
    ("outflow", "extra uitstroomplaatsen per dag", "added outflow places a day", 0.0),
    ("overtime", "overwerk", "overtime", 0.0),
)  # fmt: skip
"""Levers of every site, every region and all together."""
OWN = (
    ("accept_cap", "hoogste opname per dag", "most casualties taken in a day", 9999.0),
    ("ward_beds", "extra verpleegbedden", "added ward beds", 0.0),
    ("power", "deel van de stroom dat er is", "share of power that there is", 1.0),
    ("backup", "op eigen stroom", "on its own power", 0.0),
    ("sterile", "steriele instrumenten", "sterile instruments", 1.0),
    ("ed_stop", "opnamestop spoedeisende hulp", "emergency department closed", 0.0),
    ("isolation_rooms", "extra isolatiekamers", "added isolation rooms", 0.0),
)
"""Levers of a site alone."""


class Hospitals(Model):
    """All hospitals of the exercise."""

    NAME = "hospitals"
    FORM: ClassVar[Form] = hospitals_form.FORM

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        self._ground, self.chain = ground, Chain(values, ground)
        self.env = self.chain.env
        self.regulating = Regulating(values["regulating"], self.chain)
        self.regions = self._regions(values)
        self.sites = {
            name: Hospital(name, one, self.regions[one["region"]], self.chain)
            for name, one in values["sites"].items()
        }
        self.chain.regions[:] = self.regions.values()
        self.chain.sites[:] = self.sites.values()
        self.chain.specialisms = frozenset(
            one for site in self.chain.sites for one in site.special
        )
        self.regular: dict[str, Regular] = {}
        for name, site in self.sites.items():
            site.region.sites.append(site)
            site.find = self.regulating.find
            ground.accepts(f"care.{name}", site.arrive)
            self.regular[name] = Regular(site, self.chain)
            self._site_levers(site)
        ground.accepts("care.regulate", self.regulating.receive)
        self._names(values)
        self._common_levers()
        Board(self.chain, self.regulating).register(ground)

    def _regions(self, values: Mapping[str, Any]) -> dict[str, Region]:
        usual = hospitals_form.REGION["travel"].default
        named = {one["region"]: usual for one in values["sites"].values()}
        named |= {name: one["travel"] for name, one in values["regions"].items()}
        figures: dict[str, Figure] = named
        for name, figure in figures.items():
            self.regulating.travel[name] = Stay(figure)
        return {name: Region(name, one.mean) for name, one in figures.items()}

    def _names(self, values: Mapping[str, Any]) -> None:
        taken = {OVERALL, "regulating", "regulate", *self.regions}
        for name, one in values["sites"].items():
            if name in taken:
                self._ground.wrong(("sites", name), "same-name",
                                   "'{name}' is already the name of something else",
                                   name=name)  # fmt: skip
            if values["regions"] and one["region"] not in values["regions"]:
                self._ground.wrong(("sites", name, "region"), "unknown-region",
                                   "unknown region '{name}'", name=one["region"])  # fmt: skip
            giver = one["staff_from"]
            if giver and giver not in self.sites:
                self._ground.wrong(("sites", name, "staff_from"), "unknown-site",
                                   "unknown hospital '{name}'", name=giver)  # fmt: skip

    # ---- levers

    def _lever(
        self, name: str, nl: str, en: str, base: float, pulled: Callable[[float], None]
    ) -> None:
        self._ground.lever(Lever(name, "", Text(nl, en), pulled, base))

    def _settings(
        self, subject: str, place: Any, table: Any, of: list[Hospital]
    ) -> None:
        for what, nl, en, base in table:
            place.settings[what] = base

            def pulled(value: float, what: str = what) -> None:
                place.settings[what] = value
                for site in of:
                    site.settle()

            self._lever(f"care.{subject}.{what}", nl, en, base, pulled)

    def _site_levers(self, site: Hospital) -> None:
        self._settings(site.name, site, (*SHARED, *OWN), [site])
        cap = site.values["accept_cap"].mean
        site.settings["accept_cap"] = cap
        subject = f"care.{site.name}"
        self._lever(f"{subject}.open", "open", "open", float(site.is_open),
                    lambda value: self._open(site, value >= 0.5))  # fmt: skip
        for what, nl, en, act in (
            ("early_discharge", "eerder naar huis", "discharged early",
             self.regular[site.name].discharge_early),
            ("transfer_icu", "IC-patiënten overplaatsen", "intensive care patients moved",
             site.transfer_icu),
        ):  # fmt: skip
            self._ground.lever(Lever(f"{subject}.{what}", "patients", Text(nl, en), act,
                                     kind="pulse"))  # fmt: skip

    def _common_levers(self) -> None:
        for name, region in self.regions.items():
            self._settings(name, region, SHARED, region.sites)  # type: ignore[arg-type]
        self._settings(OVERALL, self.chain, SHARED, list(self.sites.values()))
        self._lever("care.regulating.key", "verdeelsleutel: 0 naar rato, 1 niveau, 2 plafond, 3 nabij",
                    "key: 0 proportional, 1 level, 2 cap, 3 nearest", self.regulating.key,
                    self._set_key)  # fmt: skip
        self._lever("care.regulating.cap", "plafond per regio per dag", "cap for a region in a day",
                    self.regulating.cap, self._set_cap)  # fmt: skip
        self._ground.lever(Lever("care.all.repatriate", "patients",
                                 Text("bondgenoten naar huis", "allied patients fetched"),
                                 self._repatriate, kind="pulse"))  # fmt: skip

    def _set_key(self, value: float) -> None:
        self.regulating.key = min(value, float(len(KEYS) - 1))

    def _set_cap(self, value: float) -> None:
        self.regulating.cap = value

    def _repatriate(self, amount: float) -> None:
        for patient in self.chain.allied[: round(amount)]:
            patient.place.fetch(patient)

    def _open(self, site: Hospital, wanted: bool) -> None:
        """A buffer site opens after its delay and takes staff from another site."""
        if not wanted:
            self._opened(site, False)
            return
        record = Patient(self.env, REGULAR, 0)
        record.place = site
        after = site.number("opening") if site.buffer else 0
        site.wanted = True
        wake(self.env, record, after, (self._opens,))

    def _opens(self, record: Patient) -> None:
        if record.place.wanted and not record.place.is_open:
            self._opened(record.place, True)

    def _opened(self, site: Hospital, is_open: bool) -> None:
        site.wanted = site.is_open = is_open
        giver = self.sites.get(site.values["staff_from"])
        if giver is not None:
            giver.taken = site.values["staff_takes"].mean if is_open else 0.0
            giver.settle()
        site.settle()
        self._ground.happened("opened" if is_open else "closed", site=site.name)

    # ---- life

    def start(self) -> None:
        """Fill the beds, then let every hour bring its own."""
        for name, site in self.sites.items():
            site.settle()
            self.regular[name].fill()
        self.env.process(self._hours())
        self._ground.each_look(self._look)

    def _look(self) -> None:
        for site in self.sites.values():
            site.look()

    def _hours(self) -> Any:
        while True:
            span = self.chain.to_next_hour()
            for regular in self.regular.values():
                regular.hour(span)
            yield self.env.timeout(span)
