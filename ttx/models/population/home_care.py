"""Home care in detail: sets of batteries, who holds which list, phone, door and rides.

Nobody is a fraction; what a list holder shares is for the tables to decide.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from ttx.figures import Figure
from ttx.models.model import Cause, Ground
from ttx.models.population.part import Part, Pull, Spec, cause
from ttx.models.population.vulnerable import (
    _END,
    _HALF,
    HOME,
    KINDS,
    MISSED,
    Dependents,
    Person,
)
from ttx.moment import HOUR
from ttx.text import number

_MANY = 10_000.0
"""A lever of numbers reaches no further."""
_GROUPS = ("all", "dialysis", "devices")


class HomeCare(Part):
    """What can be done for people on devices at home, and what was done."""

    GAUGES: ClassVar[Mapping[str, Spec]] = {
        "sets_left": ("", "geladen accusets over", "charged battery sets left", "sum"),
        "sets_given": ("", "accusets bezorgd", "battery sets brought", "sum"),
        "phoned": ("", "cliënten telefonisch bereikt", "clients reached by phone", "sum"),
        "ventilated_deaths": ("", "gemodelleerd overleden door lege beademingsaccu",
                              "modelled deaths by an empty ventilator battery", "sum"),
    }  # fmt: skip
    LEVERS: ClassVar[Mapping[str, Pull]] = {
        "batteries": ("", "geladen accusets om te bezorgen",
                      "charged battery sets to bring", _MANY, "pulse"),
        "phone_round": ("/h", "belronde langs cliënten", "clients phoned per hour",
                        _MANY, "split"),
        "dialysis_rides": ("/h", "ritten naar een dialysecentrum met stroom",
                           "rides to a dialysis centre with power", _MANY, "split"),
        "list_ventilated": ("", "lijst van de centra voor thuisbeademing gedeeld",
                            "list of the home ventilation centres shared", 1.0, "same"),
        "list_oxygen": ("", "lijst van de zuurstofleveranciers gedeeld",
                        "list of the oxygen suppliers shared", 1.0, "same"),
        "list_dialysis": ("", "lijst van de dialysecentra gedeeld",
                          "list of the dialysis centres shared", 1.0, "same"),
    }  # fmt: skip
    SENSITIVE: ClassVar[tuple[str, ...]] = ("ventilated_deaths",)

    def __init__(
        self, figures: Mapping[str, Figure], drawn: Mapping[str, float]
    ) -> None:
        super().__init__(figures, drawn)
        self.sets = self.given = self.phoned = self.deaths = 0
        self.telecom = 1.0
        self.listed_all = False

    def pulse(self, lever: str, amount: float) -> None:
        self.sets += round(amount)

    def open_list(self, kind: str) -> bool:
        """Whether who goes round holds the list of these people."""
        return self.listed_all or self.level[f"list_{kind}"] >= 0.5

    def readers(self) -> dict[str, Callable[[], float]]:
        return {
            "sets_left": lambda: float(self.sets),
            "sets_given": lambda: float(self.given),
            "phoned": lambda: float(self.phoned),
            "ventilated_deaths": lambda: float(self.deaths),
        }

    def why(self, what: str) -> Cause:
        left = f"{self.people}ventilated_left"
        shared = [kind for kind in KINDS if self.open_list(kind)]
        lists_nl, lists_en = f"{len(shared)} van de 3", f"{len(shared)} of 3"
        if what == "phoned":
            calls = self.level["phone_round"]
            return cause(
                f"De belronde haalt hooguit {number(calls, 'nl')} cliënten per uur, met {lists_nl} "
                "lijsten.",
                f"The round of calls makes at most {number(calls, 'en')} clients an hour, with "
                f"{lists_en} lists.",
                self.tag("phone_answers"), self.ties.get("telecom", ""),
            )  # fmt: skip
        if what == "ventilated_deaths":
            return cause(f"Bij {self.deaths} mensen viel de beademing uit.",
                         f"Ventilation stopped for {self.deaths} people.",
                         self.tag("ventilated_fatal"), left)  # fmt: skip
        sets, given = self.sets, self.given
        return cause(
            f"{given} geladen sets bezorgd, {sets} over; {lists_nl} lijsten gedeeld.",
            f"{given} charged sets brought, {sets} left; {lists_en} lists shared.",
            self.tag("battery_set"), left,
        )  # fmt: skip


class Clients(Dependents):
    """The people on devices of one area, cared for in detail."""

    def __init__(
        self, area: str, values: Mapping[str, Any], drawn: Mapping[str, float],
        ground: Ground, care: HomeCare,
    ) -> None:  # fmt: skip
        self.care = care
        super().__init__(area, values, drawn, ground)
        self._make()
        self._set = int(care.drawn["battery_set"])
        self._aim = max(0.01, drawn["aim"])
        shares = {kind: care.drawn[f"{kind}_listed"] for kind in KINDS}
        lists = {
            kind: ground.stream(f"population/{area}/{kind}-list") for kind in KINDS
        }
        self._index = {(p.kind, p.number): i for i, p in enumerate(self._people)}
        self._listed = [lists[p.kind].next() < shares[p.kind] for p in self._people]
        self._in_dark: dict[str, list[int]] = {key: [] for key in _GROUPS}
        self._phoned = [False] * len(self._people)
        self._kept = [False] * len(self._people)
        self._phone_luck = ground.stream(f"population/{area}/phone")
        self._fate = ground.stream(f"population/{area}/fate")
        self._calls = self._rides = 0.0
        self._span = 0
        self._at = int(ground.env.now)

    def _lasts(self, kind: str, luck: float, limit: Figure) -> float:
        if kind != "ventilated":
            return super()._lasts(kind, luck, limit)
        care = self.care.drawn
        return care["battery_set"] * (2 if luck < care["second_set"] else 1)

    def waits(self, now: int, visits: float) -> bool:
        return True

    def look(
        self, now: int, power: float, visits: float, listed: bool, heard: float,
        room: Callable[[], bool],
    ) -> None:  # fmt: skip
        """As in the plain way, with a round of calls and rides to dialysis."""
        self._span, self._at = now - self._at, now
        self.care.listed_all = listed
        if power < 1.0:
            self._phone()
        super().look(now, power, visits, listed, heard, room)
        if power < 1.0:
            self._ride()

    def _waiting(self, group: str) -> list[int]:
        """Who of these sits at home in the dark (who left is forgotten)."""
        people = self._people
        line = [p for p in self._in_dark[group] if people[p].state == HOME]
        self._in_dark[group] = line
        return line

    def _phone(self) -> None:
        self._calls += self.care.level["phone_round"] * self._span / HOUR
        if self._calls < 1.0:
            return
        line = [p for p in self._waiting("all") if self._listed[p] and not self._phoned[p]
                and self.care.open_list(self._people[p].kind)]  # fmt: skip
        line.sort(key=lambda place: self._people[place].ends)
        answers = self.care.drawn["phone_answers"] * self.care.telecom
        for place in line[: int(self._calls)]:
            if self._phone_luck.next() < answers:
                self._phoned[place] = True
                self.care.phoned += 1
        self._calls -= int(self._calls)

    def _goes(self, one: Person, knows: bool) -> bool:
        place = self._index[one.kind, one.number]
        phoned = self._phoned[place] and one.helps < self.care.drawn["phone_acts"]
        return phoned or super()._goes(one, knows)

    def _pass(
        self, one: Person, what: int, heard: float, room: Callable[[], bool]
    ) -> None:
        if what == _HALF:
            self._kept[self._index[one.kind, one.number]] = False
        super()._pass(one, what, heard, room)
        if one.state == MISSED and one.kind == "ventilated":
            self._die(one)

    def _die(self, one: Person) -> None:
        fatal = self.care.drawn["ventilated_fatal"]
        if fatal and self._fate.keyed(str(one.number)) < fatal:
            self.care.deaths += 1
            self._ground.happened(
                "ventilator-death", area=self._area, person=one.number
            )

    def _visit(self, visits: float, listed: bool, room: Callable[[], bool]) -> None:
        self._credit += visits
        while self._credit >= 1.0:
            line = [p for p in self._waiting("devices") if not self._kept[p]]
            if not line:
                self._credit = min(self._credit, 1.0)
                return
            known = [p for p in line if self._listed[p]
                     and self.care.open_list(self._people[p].kind)]  # fmt: skip
            price = 1.0 if known else 1.0 / self._aim
            if self._credit < price:
                return
            self._credit -= price
            self._help(self._next(known, line), room)

    def _next(self, known: list[int], line: list[int]) -> int:
        if known:
            return min(known, key=lambda place: self._people[place].ends)
        return min(line, key=lambda place: self._people[place].order)

    def _help(self, place: int, room: Callable[[], bool]) -> None:
        one = self._people[place]
        if one.kind != "ventilated" or not self.care.sets:
            self._reach(one, room(), moves=one.kind == "ventilated")
            return
        self.care.sets -= 1
        self.care.given += 1
        one.limit += self._set
        one.ends += self._set
        self._kept[place] = True
        heapq.heappush(self._moments, (one.ends, _END, place))
        self._again(place)

    def _again(self, place: int) -> None:
        """Somebody with a fresh set is due again when so much of it is left."""
        fresh = int(self._set * self._asks_at)
        half = max(self._at + 1, self._people[place].ends - fresh)
        heapq.heappush(self._moments, (half, _HALF, place))

    def _follow(self, now: int, power: float) -> None:
        super()._follow(now, power)
        dark = [
            p for p, one in enumerate(self._people) if one.dark and one.state == HOME
        ]
        dialysis = [p for p in dark if self._people[p].kind == "dialysis"]
        devices = [p for p in dark if self._people[p].kind != "dialysis"]
        self._in_dark = {"all": dark, "dialysis": dialysis, "devices": devices}
        for place in devices:
            if self._kept[place]:
                self._again(place)

    def _ride(self) -> None:
        self._rides += self.care.level["dialysis_rides"] * self._span / HOUR
        if self._rides < 1.0:
            return
        line = self._waiting("dialysis")
        known = [p for p in line if self._listed[p] and self.care.open_list("dialysis")]
        for place in sorted(known or line, key=lambda p: self._people[p].ends)[
            : int(self._rides)
        ]:
            self._reach(self._people[place], False, moves=False)
        self._rides -= int(self._rides)
