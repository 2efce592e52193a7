"""The board's figures of all hospitals together: regulating, spreading, surge, pools.

It only reads.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from ttx.models.hospitals.casualties import Hospital
from ttx.models.hospitals.chain import Chain
from ttx.models.hospitals.regulating import Regulating
from ttx.models.hospitals.spreading import Spreading
from ttx.models.model import Cause, Gauge, Ground
from ttx.text import Text

Why = Callable[[], Cause]


def _cause(nl: str, en: str, then: str = "") -> Cause:
    return Cause(Text(nl, en), then=then)


class Overall:
    """What belongs to no single hospital."""

    def __init__(
        self, chain: Chain, regulating: Regulating, spreading: Spreading
    ) -> None:
        self.chain, self.regulating, self.spreading = chain, regulating, spreading

    def register(self, ground: Ground) -> None:
        """Put them on the board."""
        for name, unit, nl, en, read, why in (*self._care(), *self._steps()):
            ground.gauge(
                Gauge(f"care.{name}", unit, Text(nl, en), _float(read), why=why)
            )
        for region in self.chain.regions:
            self._region(ground, region)
        for site in self.chain.sites:
            self._sudden(ground, site)
        ground.gauge(Gauge("care.all.died", "patients",
                           Text("gemodelleerd overleden na een plotseling incident",
                                "modelled deaths after a sudden incident"),
                           lambda: float(self.chain.died), sensitive=True,
                           why=self._deaths))  # fmt: skip

    def _care(self) -> tuple[Any, ...]:
        chain, regulating = self.chain, self.regulating
        return (
            ("all.load_spread", "", "hoogste belasting gedeeld door gemiddelde",
             "highest load over the mean", self._load_spread, self._highest),
            ("all.secondary_transfers", "patients", "overplaatsingen daarna", "secondary transfers",
             lambda: chain.moved, self._moved),
            ("all.right_place", "", "deel op de juiste plaats", "share in the right place",
             lambda: regulating.right / regulating.placed if regulating.placed else 1.0,
             self._right),
            ("all.waiting_place", "patients", "wachten op een plaats", "waiting for a place",
             lambda: regulating.waiting, self._waiting),
            ("all.placed", "patients", "geplaatst", "placed", lambda: regulating.placed,
             self._placed),
            ("all.offered", "patients", "aangeboden", "offered", lambda: regulating.offered,
             self._placed),
            ("all.travelling", "patients", "met een plaats, nog onderweg",
             "with a place, on the way", lambda: regulating.travelling + chain.on_the_way,
             self._placed),
            ("all.discharged", "patients", "slachtoffers uit het ziekenhuis ontslagen",
             "casualties who left hospital", lambda: chain.home, self._home),
            ("all.late_infections", "patients", "langer opgenomen na een late tweede operatie",
             "longer in hospital after a late second operation", lambda: chain.infected,
             self._infected),
            ("all.outbreak", "patients", "besmet in het ziekenhuis", "infected in hospital",
             lambda: chain.outbreak, self._outbreak),
            ("all.blood_units", "units", "eenheden bloed voor slachtoffers",
             "red cells for casualties", lambda: chain.blood, self._blood),
            ("all.allied_waiting", "patients", "bondgenoten klaar om naar huis te gaan",
             "allied patients ready to go home", lambda: len(chain.allied), self._allied),
        )  # fmt: skip

    def _steps(self) -> tuple[Any, ...]:
        chain, spreading = self.chain, self.spreading
        rows: list[Any] = [
            ("all.icu_step", "", "stap van de IC-opschaling", "step of the ICU surge",
             lambda: chain.surge.step, self._surge),
            ("all.icu_surge", "beds", "IC-bedden erbij door opschaling",
             "ICU beds added by the surge", lambda: chain.surge.beds, self._surge),
            ("all.declined", "requests", "door een regio afgewezen", "declined by a region",
             lambda: sum(r.declined for r in chain.regions), self._declined),
            ("all.no_place", "requests", "in de gevraagde regio geen ziekenhuis gevonden",
             "no hospital found in the region that was asked",
             lambda: sum(r.no_place for r in chain.regions), self._no_place),
            ("all.sudden_load", "", "hoogste belasting met T1 en T2 dit uur, van de behandelcapaciteit",
             "highest load with T1 and T2 this hour, of treatment capacity",
             self._sudden_load, self._plan),
            ("all.sudden_peak", "", "hoogste belasting in enig uur, van de behandelcapaciteit",
             "highest load in any hour, of treatment capacity",
             lambda: max((r.peak for r in spreading.received.values()), default=0.0),
             self._plan),
            ("all.over_plan", "patients", "gespreid boven de afgesproken aantallen",
             "spread beyond the agreed numbers", lambda: spreading.over, self._plan),
        ]  # fmt: skip
        if chain.defence_staff:
            rows.append(("defence.staff", "people", "zorgpersoneel van Defensie dat er nog is",
                         "care staff of Defence still there",
                         lambda: chain.defence_staff * (1 - chain.deployed), self._defence))  # fmt: skip
        if chain.foreign_waiting:
            rows.append(("foreign.waiting", "people", "buitenlands personeel dat op erkenning wacht",
                         "foreign staff who wait for recognition",
                         lambda: chain.foreign_waiting, self._foreign))  # fmt: skip
        return tuple(rows)

    def _region(self, ground: Ground, region: Any) -> None:
        for what, nl, en in (
            ("declined", "door de regio afgewezen", "declined by the region"),
            ("no_place", "in de regio geen ziekenhuis gevonden", "no hospital found in the region"),
        ):  # fmt: skip

            def read(what: str = what) -> float:
                return float(getattr(region, what))

            def why() -> Cause:
                willing = region.settings["accepts"] >= 0.5
                nl, en = (
                    ("neemt op", "accepts") if willing else ("wijst af", "declines")
                )
                return _cause(f"De regio {nl}; daarbinnen vond het RCPS {region.no_place} keer geen ziekenhuis.",
                              f"The region {en}; within it RCPS found no hospital {region.no_place} times.")  # fmt: skip

            ground.gauge(Gauge(f"care.{region.name}.{what}", "requests", Text(nl, en),
                               read, why=why))  # fmt: skip

    def _sudden(self, ground: Ground, site: Hospital) -> None:
        received, spreading = self.spreading.received[site.name], self.spreading

        def why() -> Cause:
            got = received.now(spreading.hour)
            most = round(received.treated)
            return _cause(f"Dit uur {got[0]} T1, {got[1]} T2 en {got[2]} T3; behandelcapaciteit {most} T1 en T2 per uur.",
                          f"This hour {got[0]} T1, {got[1]} T2 and {got[2]} T3; treatment capacity {most} T1 and T2 an hour.")  # fmt: skip

        for what, unit, nl, en, read in (
            ("sudden_load", "", "T1 en T2 dit uur, van de behandelcapaciteit",
             "T1 and T2 this hour, of treatment capacity",
             lambda: received.load(spreading.hour)),
            ("sudden_peak", "", "zwaarste uur met T1 en T2, van de behandelcapaciteit",
             "heaviest hour with T1 and T2, of treatment capacity", lambda: received.peak),
            ("sudden", "patients", "slachtoffers van een plotseling incident",
             "casualties of a sudden incident", lambda: received.total),
        ):  # fmt: skip
            ground.gauge(Gauge(f"care.{site.name}.{what}", unit, Text(nl, en),
                               _float(read), why=why))  # fmt: skip

    # ---- readings

    def _load_spread(self) -> float:
        loads = [s.load for s in self.chain.sites if s.is_open and not s.buffer]
        mean = sum(loads) / len(loads) if loads else 0.0
        return max(loads) / mean if mean else 1.0

    def _sudden_load(self) -> float:
        hour = self.spreading.hour
        received = self.spreading.received.values()
        return max((one.load(hour) for one in received), default=0.0)

    # ---- why

    def _highest(self) -> Cause:
        doors = [s for s in self.chain.sites if s.is_open and not s.buffer]
        if not doors:
            return _cause("Er is geen ziekenhuis open.", "No hospital is open.")
        top = max(doors, key=lambda s: s.load)
        nl = top.values["title"] or top.name
        en = top.values["title_en"] or nl
        return _cause(f"{nl} heeft {round(top.load * 100)} % van de bedden met personeel bezet.",
                      f"{en} has {round(top.load * 100)} % of its staffed beds in use.",
                      f"care.{top.name}.load")  # fmt: skip

    def _moved(self) -> Cause:
        if not self.chain.moved:
            return _cause("Niemand is overgeplaatst.", "Nobody has been moved on.")
        return _cause("Wie niet op de juiste plaats ligt, wordt gestabiliseerd en overgeplaatst.",
                      "Whoever is not in the right place is stabilised and moved on.",
                      "care.all.right_place")  # fmt: skip

    def _right(self) -> Cause:
        right, placed = self.regulating.right, self.regulating.placed
        wrong = placed - right
        return _cause(f"{right} van {placed} slachtoffers kregen meteen een plaats van het juiste niveau.",
                      f"{right} of {placed} casualties had a place of the right level at once.",
                      "care.all.refused" if wrong else "")  # fmt: skip

    def _waiting(self) -> Cause:
        count = self.regulating.waiting
        if not count:
            return _cause("Voor iedereen is een plaats gevonden of wordt er gezocht.",
                          "A place was found for everybody, or is being sought.")  # fmt: skip
        return _cause(f"Voor {count} slachtoffers zei elk gevraagd ziekenhuis nee.",
                      f"For {count} casualties every hospital that was asked said no.",
                      "care.all.refused")  # fmt: skip

    def _placed(self) -> Cause:
        one, waiting = self.regulating, self.regulating.waiting
        return _cause(f"{one.offered} aangeboden, {one.placed} geplaatst, {waiting} wachten.",
                      f"{one.offered} offered, {one.placed} placed, {waiting} wait.",
                      "care.all.waiting_place" if waiting else "")  # fmt: skip

    def _home(self) -> Cause:
        here = sum(site.casualties for site in self.chain.sites)
        return _cause(f"{here} slachtoffers liggen nog in een ziekenhuis.",
                      f"{here} casualties still lie in hospital.")  # fmt: skip

    def _infected(self) -> Cause:
        return _cause("Een tweede operatie na 72 uur verlengt bij sommigen de opname.",
                      "A second operation after 72 hours makes some stay longer.",
                      "care.all.late_surgery" if self.chain.infected else "")  # fmt: skip

    def _outbreak(self) -> Cause:
        if not self.chain.outbreak:
            return _cause("Er is nog geen besmetting gevonden.", "No infection has been found.")  # fmt: skip
        return _cause("Dragers lagen eerder buiten isolatie; kweken worden pas na dagen positief.",
                      "Carriers lay outside isolation earlier; cultures turn positive after days.",
                      "care.all.isolation_breaches")  # fmt: skip

    def _blood(self) -> Cause:
        return _cause("Bloed wordt geteld bij de eerste operatie of bij de opvang.",
                      "Red cells are counted at the first operation or on arrival.")  # fmt: skip

    def _allied(self) -> Cause:
        count = len(self.chain.allied)
        return _cause(f"Bondgenoten die klaar zijn en op repatriëring wachten: {count}.",
                      f"Allied patients who are ready and wait to be fetched: {count}.")  # fmt: skip

    def _surge(self) -> Cause:
        surge = self.chain.surge
        aim = round(surge.aim * self.chain.total("icu_beds"))
        return _cause(f"Stap {surge.step}: {surge.beds} van {aim} extra IC-bedden zijn open; het tempo hangt aan personeel.",
                      f"Step {surge.step}: {surge.beds} of {aim} extra ICU beds are open; the pace hangs on staff.")  # fmt: skip

    def _declined(self) -> Cause:
        some = sum(r.settings["accepts"] < 0.5 for r in self.chain.regions)
        return _cause(f"{some} regio's wijzen nu af.", f"{some} regions decline now.")

    def _no_place(self) -> Cause:
        count = sum(r.no_place for r in self.chain.regions)
        return _cause(f"{count} keer zei binnen een regio elk gevraagd ziekenhuis nee.",
                      f"{count} times every hospital asked within a region said no.",
                      "care.all.refused" if count else "")  # fmt: skip

    def _plan(self) -> Cause:
        spread, over = self.spreading.spread, self.spreading.over
        if self.spreading.on < 0.5:
            return _cause(f"Het gewondenspreidingsplan is niet in werking: {spread} slachtoffers, steeds naar het dichtstbijzijnde ziekenhuis.",
                          f"The casualty-spreading plan is not in use: {spread} casualties, to the nearest hospital.")  # fmt: skip
        return _cause(f"{spread} slachtoffers gespreid volgens plan, {over} boven de afgesproken aantallen.",
                      f"{spread} casualties spread by plan, {over} beyond the agreed numbers.")  # fmt: skip

    def _defence(self) -> Cause:
        share = round(self.chain.deployed * 100)
        return _cause(f"{share} % van het zorgpersoneel van Defensie is ingezet.",
                      f"{share} % of Defence's care staff is deployed.")  # fmt: skip

    def _foreign(self) -> Cause:
        share = round(self.chain.recognised * 100)
        return _cause(f"{share} % is erkend en werkt onder toezicht.",
                      f"{share} % is recognised and works under supervision.")  # fmt: skip

    def _deaths(self) -> Cause:
        return _cause("De kans om te overleven daalt met de tijd tot de zorg begint.",
                      "The chance to live falls with the time until care begins.",
                      "care.all.resus_waiting")  # fmt: skip


def _float(read: Callable[[], Any]) -> Callable[[], float]:
    return lambda: float(read())
