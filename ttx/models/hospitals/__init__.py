"""Hospitals, their regions, and the regulating of casualties over them.

It never commands: a hospital that has no staff, no beds or no will refuses, and the
refusal is counted.

Warm start: stated occupancies are filled with residual stays, and regular arrivals are
derived from occupancy and length of stay (see regular.py): without a shock the
beds stay as full as they began.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from ttx.figures import Figure
from ttx.forms import Form
from ttx.models.hospitals import form as hospitals_form
from ttx.models.hospitals.casualties import Hospital
from ttx.models.hospitals.chain import DEFENCE, OVERALL, Chain
from ttx.models.hospitals.gauges import Board
from ttx.models.hospitals.levers import Levers
from ttx.models.hospitals.outflow import Outflow
from ttx.models.hospitals.regular import Regular
from ttx.models.hospitals.regulating import Regulating
from ttx.models.hospitals.site import Region
from ttx.models.hospitals.spreading import Spreading
from ttx.models.hospitals.surge import Surge
from ttx.models.model import Ground, Model
from ttx.models.patient import Stay

_TAKEN = (OVERALL, DEFENCE, "regulating", "regulate", "spreading", "foreign")
"""Names that hospitals and regions may not have."""


class Hospitals(Model):
    """All hospitals of the exercise."""

    NAME = "hospitals"
    FORM: ClassVar[Form] = hospitals_form.FORM

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        self._ground, self.chain = ground, Chain(values, ground)
        self.env = self.chain.env
        if not values["sites"]:
            ground.wrong(("sites",), "missing", "there must be at least one hospital")
        self.chain.surge = Surge(values["surge"], self.chain)
        self.chain.outflow = Outflow(values["destinations"], self.chain)
        self.regulating = Regulating(values["regulating"], self.chain)
        self.spreading = Spreading(values["spreading"], self.chain, self.regulating)
        self.regions = self._regions(values)
        self.sites = {
            name: Hospital(name, one, self.regions[one["region"]], self.chain)
            for name, one in values["sites"].items()
        }
        self.regular = {
            name: Regular(site, self.chain) for name, site in self.sites.items()
        }
        self._tie()
        for name, site in self.sites.items():
            ground.accepts(f"care.{name}", site.arrive)
        ground.accepts("care.regulate", self.regulating.receive)
        ground.accepts("care.spreading", self.spreading.receive)
        self._names(values)
        self._levers()
        Board(self.chain, self.regulating, self.spreading).register(ground)

    def _regions(self, values: Mapping[str, Any]) -> dict[str, Region]:
        usual = hospitals_form.REGION["travel"].default
        named = {one["region"]: usual for one in values["sites"].values()}
        named |= {name: one["travel"] for name, one in values["regions"].items()}
        figures: dict[str, Figure] = named
        for name, figure in figures.items():
            self.regulating.travel[name] = Stay(figure)
        return {name: Region(name, one.mean) for name, one in figures.items()}

    def _tie(self) -> None:
        chain = self.chain
        chain.regions[:] = self.regions.values()
        chain.sites[:] = self.sites.values()
        chain.by_name |= self.sites
        chain.specialisms = frozenset(
            one for site in chain.sites for one in site.special
        )
        for site in self.sites.values():
            site.region.sites.append(site)
            site.find = self.regulating.find
        chain.outflow.tie()
        self.spreading.tie()

    def _names(self, values: Mapping[str, Any]) -> None:
        taken = {*_TAKEN, *self.regions}
        for name, one in values["sites"].items():
            if name in taken:
                self._ground.wrong(("sites", name), "same-name",
                                   "'{name}' is already the name of a region or"
                                   " of a part of this model; choose another",
                                   name=name)  # fmt: skip
            if values["regions"] and one["region"] not in values["regions"]:
                self._ground.wrong(("sites", name, "region"), "unknown-region",
                                   "unknown region '{name}'; there are: {known}", name=one["region"],
                                   known=", ".join(values["regions"]))  # fmt: skip
            givers = [("staff_from", one["staff_from"])] if one["staff_from"] else []
            for key, giver in (*givers, *(("givers", n) for n in one["givers"])):
                if giver not in self.sites and (key, giver) != ("givers", DEFENCE):
                    self._ground.wrong(("sites", name, key), "unknown-site",
                                       "unknown hospital '{name}'", name=giver)  # fmt: skip

    def _levers(self) -> None:
        levers = Levers(self.chain, self.regulating, self.spreading)
        for name, site in self.sites.items():
            levers.site(site, self.regular[name].discharge_early)
        for region in self.regions.values():
            levers.region(region)
        levers.overall(list(self.sites.values()))

    # ---- life

    def start(self) -> None:
        """Fill the beds, then let every hour bring its own."""
        for name, site in self.sites.items():
            site.settle()
            self.regular[name].fill()
        self._fill_places()
        self.env.soon(self._hour)
        self._ground.each_look(self._look)

    def _fill_places(self) -> None:
        """Care after hospital holds those whom the regular wards send, day by day."""
        share = self.chain.shares["outflow"]
        a_day = dict.fromkeys(self.regions, 0.0)
        for name, site in self.sites.items():
            if not site.buffer:
                a_day[site.region.name] += self.regular[name].acute * share
        self.chain.outflow.fill(a_day)

    def _look(self) -> None:
        for site in self.chain.watched:
            site.staffing.look()

    def _hour(self) -> None:
        span = self.chain.to_next_hour()
        for regular in self.regular.values():
            regular.hour(span)
        self.chain.surge.hour()
        self.env.later(span, self._hour)
