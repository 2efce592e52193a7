"""Roads, railways, waterways and air corridors, shared with convoys (all fictitious).

It says how fast and whether; it never drives an ambulance, a train or an aircraft:
other models meet it by the names of its gauges.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from ttx.forms import Form
from ttx.models.mobility.convoy import Convoy, Traffic
from ttx.models.mobility.form import FORM
from ttx.models.mobility.repair import (
    ACCIDENT,
    BRIDGE,
    MAINTENANCE,
    NO_END,
    SABOTAGE,
    Closure,
    Hazard,
    Repair,
    after,
)  # fmt: skip
from ttx.models.mobility.way import Manners, Way
from ttx.models.mobility.why import Why
from ttx.models.model import Gauge, Ground, Lever, Model
from ttx.moment import DAY, HOUR
from ttx.text import Text

_YEAR = 365 * 24
"""Hours in a year."""
_ON, _OFF = 1.0, 0.0


class Mobility(Model):
    """The ways of the exercise and who is on them."""

    NAME: ClassVar[str] = "mobility"
    FORM: ClassVar[Form] = FORM

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        self._ground, self._env = ground, ground.env
        self._clock = round(values["clock"].mean)
        self._begins = int(ground.env.now)
        manners, detours = Manners(values["traffic"]), values["detours"]
        self.ways = {
            name: Way(name, one, detours[one["kind"]], manners, self._begins)
            for name, one in values["ways"].items()
        }
        self.repair = Repair(
            ground.env, round(values["repair"]["crews"].mean), self._lifted
        )
        self.traffic = Traffic(ground, self.ways, self._settle)
        self.convoys: dict[str, Convoy] = {}
        self._hazards: dict[str, list[Hazard]] = {
            name: self._hazards_of(way) for name, way in self.ways.items()
        }
        self._check(values)
        self._times = values["gnss"]["times"].quantile(
            ground.stream("mobility/gnss/times").keyed("times")
        )
        self.gnss = 0.0
        self._why = Why(self)
        for way in self.ways.values():
            self._way_gauges(way)
            self._way_levers(way)
        for convoy in self.convoys.values():
            self._convoy(convoy)
        self._overall()

    def _check(self, values: Mapping[str, Any]) -> None:
        for name, way in self.ways.items():
            other = way.values["around"]
            if other and (other == name or other not in self.ways):
                self._ground.wrong(("ways", name, "around"), "unknown-way",
                                   "unknown way '{name}'", name=other)  # fmt: skip
            elif other:
                self.traffic.others[name] = self.ways[other]
        for name, one in values["convoys"].items():
            if name in self.ways or name == "all":
                self._ground.wrong(("convoys", name), "name-taken",
                                   "'{name}' is already the name of something else",
                                   name=name)  # fmt: skip
            elif one["way"] not in self.ways:
                self._ground.wrong(("convoys", name, "way"), "unknown-way",
                                   "unknown way '{name}'", name=one["way"])  # fmt: skip
            else:
                self.convoys[name] = Convoy(name, one, self._ground, self.traffic)

    def _hazards_of(self, way: Way) -> list[Hazard]:
        v, stream = way.values, self._ground.stream
        bridges = v["bridges"].mean * v["bridge_closures"].mean / _YEAR
        return [
            Hazard(self._env, stream(f"mobility/{way.name}/sabotage"),
                   v["sabotage"].mean / 24, lambda: self._befalls(way, SABOTAGE)),
            Hazard(self._env, stream(f"mobility/{way.name}/bridges"), bridges,
                   lambda: self._befalls(way, BRIDGE)),
        ]  # fmt: skip

    # ---- what happens

    def start(self) -> None:
        """Let windows, maintenance and hazards come."""
        for way in self.ways.values():
            self._settle(way)
            for one in way.values["maintenance"].values():
                work, now = round(one["lasts"].mean), int(self._env.now)
                due = max(0, round(one["start"].mean) - now)
                after(self._env, due,
                      lambda way=way, work=work: self.close(way, MAINTENANCE, work))  # type: ignore[misc]  # fmt: skip
            for hazard in self._hazards[way.name]:
                hazard.start()
        for convoy in self.convoys.values():
            convoy.plan()
        self._env.process(self._hours())

    def _hours(self) -> Any:
        while True:
            yield self._env.timeout(HOUR - (int(self._env.now) + self._clock) % HOUR)
            for way in self.ways.values():
                self._settle(way)

    def _settle(self, way: Way) -> None:
        now = int(self._env.now)
        way.settle(now, (now + self._clock) % DAY // HOUR)

    def _befalls(self, way: Way, cause: str) -> None:
        luck = self._ground.stream(f"mobility/{way.name}/{cause}-lasts").next()
        self.close(way, cause, int(way.values[f"{cause}_closure"].quantile(luck)))

    def close(self, way: Way, cause: str, work: int) -> None:
        """Close a way for so many milliseconds of work."""
        self.repair.close(way.name, cause, work)
        self._ground.happened("way-closed", way=way.name, cause=cause)
        self._opened_or_closed(way)

    def _lifted(self, closure: Closure) -> None:
        self._opened_or_closed(self.ways[closure.way])

    def _opened_or_closed(self, way: Way) -> None:
        was, way.closed = way.open, bool(self.repair.of(way.name))
        self._settle(way)
        if was and not way.open:
            self.traffic.stop(way)
        if way.open and not was:
            self._ground.happened("way-open", way=way.name)
        self.traffic.go()

    def hours(self, way: Way) -> float:
        """Hours until a way is open, as planned now; 240 if nobody can say."""
        return NO_END if way.shut else self.repair.hours(way.name)

    # ---- gauges and levers

    def _gauge(
        self, name: str, unit: str, nl: str, en: str, read: Callable[[], float], why: Any
    ) -> None:  # fmt: skip
        self._ground.gauge(
            Gauge(f"mobility.{name}", unit, Text(nl, en), lambda: float(read()), why=why)
        )  # fmt: skip

    def _way_gauges(self, way: Way) -> None:
        why = self._why
        for what, unit, nl, en, read in (
            ("speed", "", "snelheid van het burgerverkeer (1 is gewoon)",
             "speed of civil traffic (1 is usual)", lambda: way.speed),
            ("open", "", "open (1) of dicht (0)", "open (1) or closed (0)",
             lambda: way.open),
            ("hours_until_open", "h", "uren tot weer open", "hours until open",
             lambda: self.hours(way)),
            ("convoys", "convoys", "colonnes onderweg", "convoys under way",
             lambda: sum(one.on is way for one in self.traffic.moving)),
            ("convoys_waiting", "convoys", "colonnes die wachten", "convoys waiting",
             lambda: self.traffic.waits_for(way)),
            ("delay_hours", "vehicle-hours", "vertraging van het burgerverkeer",
             "delay of civil traffic", lambda: way.delay(int(self._env.now))),
        ):  # fmt: skip
            self._gauge(f"{way.name}.{what}", unit, f"{way.title.nl}: {nl}",
                        f"{way.title.en}: {en}", read, why.of_way(what, way))  # fmt: skip

    def _lever(
        self, name: str, unit: str, says: tuple[str, str], act: Callable[[float], None],
        base: float = 0.0, high: float = 1.0, kind: str = "level", low: float = 0.0,
    ) -> None:  # fmt: skip
        self._ground.lever(Lever(f"mobility.{name}", unit, Text(*says), act, base, kind, low, high))  # fmt: skip

    def _way_levers(self, way: Way) -> None:
        def says(nl: str, en: str) -> tuple[str, str]:
            return f"{way.title.nl}: {nl}", f"{way.title.en}: {en}"

        name = way.name
        self._lever(f"{name}.admit", "", says("colonnes toelaten", "admit convoys"),
                    lambda v: self._admit(way, v), _ON)  # fmt: skip
        self._lever(f"{name}.closed", "", says("afgesloten door het bevoegd gezag",
                    "closed by the authority"), lambda v: self._shut(way, v))  # fmt: skip
        self._lever(f"{name}.capacity", "", says("capaciteit (1 is gewoon)",
                    "capacity (1 is usual)"), lambda v: self._part(way, v), _ON)  # fmt: skip
        self._lever(f"{name}.priority", "", says("voorrang bij herstel", "repair priority"),
                    lambda v: self._priority(way, v), high=9.0)  # fmt: skip
        self._lever(f"{name}.threat", "", says("dreiging van sabotage (1 is gewoon)",
                    "threat of sabotage (1 is usual)"),
                    self._hazards[name][0].times, _ON, 1000.0)  # fmt: skip
        if way.name in self.traffic.others:
            self._lever(f"{name}.reroute", "", says("colonnes omleiden", "send convoys round"),
                        lambda v: self._round(way, v))  # fmt: skip
        for cause, nl, en in ((SABOTAGE, "sabotage nu", "sabotage now"),
                              (ACCIDENT, "ongeval nu", "accident now")):  # fmt: skip
            self._lever(f"{name}.{cause}", "h", says(f"{nl} (uren dicht; 0: naar kans)",
                        f"{en} (hours closed; 0: by chance)"),
                        lambda v, cause=cause: self._struck(way, cause, v),  # type: ignore[misc]
                        high=NO_END, kind="pulse")  # fmt: skip

    def _admit(self, way: Way, value: float) -> None:
        self.traffic.admits[way.name] = value >= 0.5
        self.traffic.go()

    def _shut(self, way: Way, value: float) -> None:
        was, way.shut = way.open, value >= 0.5
        self._settle(way)
        if was and not way.open:
            self.traffic.stop(way)
        self.traffic.go()

    def _part(self, way: Way, value: float) -> None:
        way.part = value
        self._settle(way)

    def _priority(self, way: Way, value: float) -> None:
        self.repair.priority[way.name] = value
        self.repair.assign()

    def _round(self, way: Way, value: float) -> None:
        self.traffic.round[way.name] = value >= 0.5
        self.traffic.go()

    def _struck(self, way: Way, cause: str, hours: float) -> None:
        if hours > 0:
            self.close(way, cause, round(hours * HOUR))
        else:
            self._befalls(way, cause)

    def _convoy(self, convoy: Convoy) -> None:
        name, title = convoy.name, convoy.title
        why = self._why.of_convoy(convoy)
        self._gauge(f"{name}.through", "convoys", f"{title.nl}: aangekomen",
                    f"{title.en}: arrived", lambda: convoy.through, why)  # fmt: skip
        self._gauge(f"{name}.hours_waited", "h", f"{title.nl}: uren gewacht",
                    f"{title.en}: hours waited", lambda: convoy.line.hours, why)  # fmt: skip
        self._lever(f"{name}.admit", "", (f"{title.nl}: toelaten", f"{title.en}: admit"),
                    convoy.admit, float(convoy.admitted))  # fmt: skip
        self._lever(f"{name}.shift", "h", (f"{title.nl}: venster zoveel uur later",
                    f"{title.en}: window so many hours later"),
                    convoy.shift, high=NO_END)  # fmt: skip

    def _overall(self) -> None:
        ways, traffic = list(self.ways.values()), self.traffic
        for what, unit, nl, en, read in (
            ("closed", "ways", "verbindingen dicht", "ways closed",
             lambda: sum(not way.open for way in ways)),
            ("convoys_waiting", "convoys", "colonnes die wachten", "convoys waiting",
             lambda: len(traffic.waiting)),
            ("convoys_through", "convoys", "colonnes aangekomen", "convoys arrived",
             lambda: traffic.through),
            ("vehicles_through", "vehicles", "militaire voertuigen aangekomen",
             "military vehicles arrived", lambda: traffic.vehicles),
            ("convoy_hours_waited", "h", "uren dat colonnes wachtten",
             "hours that convoys waited",
             lambda: sum(one.line.hours for one in self.convoys.values())),
            ("delay_hours", "vehicle-hours", "vertraging van het burgerverkeer",
             "delay of civil traffic",
             lambda: sum(way.delay(int(self._env.now)) for way in ways)),
            ("gnss_times", "", "navigatie en uitgifte duren zoveel maal zo lang",
             "navigation and dispatch take so many times as long", self.gnss_times),
        ):  # fmt: skip
            self._gauge(f"all.{what}", unit, nl, en, read, self._why.overall(what))
        self._lever("all.gnss", "", ("verstoring van satellietnavigatie (0 tot 1)",
                    "disturbance of satellite navigation (0 to 1)"), self._set_gnss)  # fmt: skip
        self._lever("all.crews", "crews", ("herstelploegen", "repair crews"),
                    self._crews, float(self.repair.crews), 100.0)  # fmt: skip

    def gnss_times(self) -> float:
        """How many times as long navigation and dispatch take now: 1.1 to 1.5 (E)."""
        return 1 + self.gnss * (float(self._times) - 1)

    def _set_gnss(self, value: float) -> None:
        self.gnss = value

    def _crews(self, value: float) -> None:
        self.repair.crews = round(value)
        self.repair.assign()
