"""Strategic evacuation: from a Role 3 by train, aircraft or ship to a point of entry.

It carries the wounded to the platform; it never chooses a bed and never a hospital.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, ClassVar

from ttx.forms import Form
from ttx.models.evacuation.entry import Entry
from ttx.models.evacuation.fleet import (
    AT_ENTRY,
    HELD,
    NEVER,
    READY,
    UNDER_WAY,
    Carrier,
    Fleet,
    intensive,
    manifest,
)  # fmt: skip
from ttx.models.evacuation.form import FORM
from ttx.models.evacuation.place import CLASSES, Place
from ttx.models.evacuation.why import of_entry, of_fleet, of_place
from ttx.models.model import Gauge, Ground, Lever, Model
from ttx.text import Text

_KINDS = ("trains", "aircraft", "ships")
_WAITS = (
    ("intensive care patients who wait", "IC-patiënten die wachten"),
    ("stretcher patients who wait", "liggenden die wachten"),
    ("walking patients who wait", "lopenden die wachten"),
)


class Evacuation(Model):
    """Everybody between a Role 3 abroad and a platform at home."""

    NAME: ClassVar[str] = "evacuation"
    FORM: ClassVar[Form] = FORM

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        self._ground, self._env = ground, ground.env
        self._divert = values["divert"].mean
        clock = round(values["clock"].mean)
        self._names(values)
        self.entries = {
            name: Entry(name, one, ground) for name, one in values["entries"].items()
        }
        self.places: dict[str, Place] = {}
        for name, one in values["places"].items():
            self._place(name, Place(name, one, ground.env, clock), one["to"])
        self.fleets: dict[str, Fleet] = {}
        for kind in _KINDS:
            for name, one in values[kind].items():
                self._fleet(kind, name, one)
        for place in self.places.values():
            place.came = partial(self._load, place)
            self._place_gauges(place)
            self._place_levers(place)
        for entry in self.entries.values():
            self._entry_gauges(entry)
        for fleet in self.fleets.values():
            self._fleet_gauges(fleet)
            self._fleet_levers(fleet)
        ground.each_look(self._look)

    def start(self) -> None:
        """Nobody is under way at the start: carriers stand ready."""

    # ---- the making

    def _names(self, values: Mapping[str, Any]) -> None:
        seen: list[str] = []
        for kind in ("places", "entries", *_KINDS):
            for name in values[kind]:
                if name in seen:
                    self._ground.wrong((kind, name), "name-taken",
                                       "'{name}' is already the name of something else",
                                       name=name)  # fmt: skip
                seen.append(name)

    def _place(self, name: str, place: Place, to: tuple[str, ...]) -> None:
        for one in to or ("",):
            if one not in self.entries:
                self._ground.wrong(("places", name, "to"), "unknown-entry",
                                   "unknown point of entry '{name}'", name=one)  # fmt: skip
                return
        place.entries = [self.entries[one] for one in to]
        self.places[name] = place
        self._ground.accepts(f"evacuation.{name}", place.receive)

    def _fleet(self, kind: str, name: str, one: Mapping[str, Any]) -> None:
        if one["from"] not in self.places:
            self._ground.wrong((kind, name, "from"), "unknown-place",
                               "unknown place '{name}'", name=one["from"])  # fmt: skip
            return
        self.fleets[name] = Fleet(name, one, self.places[one["from"]], self._ground)

    # ---- what happens

    def _of(self, place: Place) -> list[Fleet]:
        return [one for one in self.fleets.values() if one.place is place]

    def _load(self, place: Place) -> None:
        for fleet in self._of(place):
            fleet.load()

    def _look(self) -> None:
        for fleet in self.fleets.values():
            fleet.look()
        for entry in self.entries.values():
            entry.take()

    # ---- gauges

    def _gauge(
        self, one: Any, what: str, unit: str, nl: str, en: str, read: Callable[[], float], why: Any
    ) -> None:  # fmt: skip
        says = Text(f"{one.title.nl}: {nl}", f"{one.title.en}: {en}")
        name = f"evacuation.{one.name}.{what}"
        self._ground.gauge(Gauge(name, unit, says, lambda: float(read()), why=why))

    def _place_gauges(self, place: Place) -> None:
        fleets = self._of(place)
        rows: list[tuple[str, str, str, str, Callable[[], float]]] = [
            (f"waiting_{kind}", "patients", nl, en, partial(place.waiting, number))
            for number, (kind, (en, nl)) in enumerate(zip(CLASSES, _WAITS, strict=True))
        ]
        rows += [
            ("waiting", "patients", "wachten op vervoer", "waiting for a carrier",
             lambda: place.line.count),
            ("longest_wait", "h", "langst gewacht", "longest wait", lambda: place.longest),
            ("hours_waited", "h", "patiënturen gewacht", "patient-hours waited",
             lambda: place.line.hours),
            ("under_way", "patients", "onderweg", "under way",
             lambda: sum(len(one.aboard) for f in fleets for one in f.carriers)),
            ("delivered", "patients", "aangekomen op een punt van binnenkomst",
             "arrived at a point of entry", lambda: place.delivered),
            ("offered", "patients", "aangeboden", "offered", lambda: place.offered.total),
            ("carried", "patients", "vertrokken", "left", lambda: place.carried.total),
            ("offered_today", "patients", "aangeboden vandaag", "offered today",
             lambda: place.offered.today),
            ("carried_today", "patients", "vertrokken vandaag", "left today",
             lambda: place.carried.today),
        ]  # fmt: skip
        for what, unit, nl, en, read in rows:
            self._gauge(place, what, unit, nl, en, read, of_place(what, place, fleets))

    def _coming(self, entry: Entry) -> list[Carrier]:
        """Those under way to a point of entry, first to arrive first."""
        now = int(self._env.now)
        coming = [one for fleet in self.fleets.values() for one in fleet.carriers
                  if one.state == UNDER_WAY and one.entry is entry]  # fmt: skip
        return sorted(coming, key=lambda one: one.hours(now))

    def _entry_gauges(self, entry: Entry) -> None:
        def next_hours() -> float:
            coming = self._coming(entry)
            return coming[0].hours(int(self._env.now)) if coming else NEVER

        for what, unit, nl, en, read in (
            ("next_hours", "h", "uren tot de volgende aankomst",
             "hours until the next arrival", next_hours),
            ("next_size", "patients", "op de lijst van de volgende aankomst",
             "on the manifest of the next arrival",
             lambda: len(manifest(self._coming(entry)))),
            ("next_critical", "patients", "IC-patiënten op die lijst",
             "intensive care patients on that manifest",
             lambda: intensive(manifest(self._coming(entry)))),
            ("coming", "patients", "onderweg hierheen", "on the way here",
             lambda: sum(len(one.aboard) for one in self._coming(entry))),
            ("waiting_slot", "carriers", "wachten op een perron of standplaats",
             "waiting for a platform or stand", lambda: len(entry.line)),
            ("handed_over", "patients", "overgedragen", "handed over",
             lambda: entry.handed),
        ):  # fmt: skip
            why = of_entry(what, entry, partial(self._coming, entry))
            self._gauge(entry, what, unit, nl, en, read, why)

    def _fleet_gauges(self, fleet: Fleet) -> None:
        for what, unit, nl, en, read in (
            ("ready", "carriers", "klaar om te laden", "ready to load",
             lambda: fleet.count(READY)),
            ("under_way", "carriers", "onderweg", "under way",
             lambda: fleet.count(UNDER_WAY, AT_ENTRY)),
            ("held_up", "carriers", "geladen, de verbinding is dicht",
             "loaded, the way is closed", lambda: fleet.count(HELD)),
            ("trips", "trips", "reizen gemaakt", "trips made", lambda: fleet.trips),
            ("places", "patients", "plaatsen in één voertuig", "places in one carrier",
             lambda: sum(fleet.places)),
        ):  # fmt: skip
            self._gauge(fleet, what, unit, nl, en, read, of_fleet(what, fleet))

    # ---- levers

    def _lever(
        self, one: Any, what: str, unit: str, nl: str, en: str,
        act: Callable[[float], None], base: float = 0.0, high: float = 1.0,
        kind: str = "level",
    ) -> None:  # fmt: skip
        says = Text(f"{one.title.nl}: {nl}", f"{one.title.en}: {en}")
        name = f"evacuation.{one.name}.{what}"
        self._ground.lever(Lever(name, unit, says, act, base, kind, high=high))

    def _place_levers(self, place: Place) -> None:
        last = float(max(0, len(place.entries) - 1))
        self._lever(place, "hold", "", "evacuatie ophouden", "hold the evacuation",
                    partial(self._hold, place))  # fmt: skip
        self._lever(place, "key", "", "volgorde: 0 urgentie, 1 aankomst",
                    "order: 0 priority, 1 arrival", lambda v: self._key(place, v))  # fmt: skip
        self._lever(place, "to", "", "punt van binnenkomst: 0 is het eerste",
                    "point of entry: 0 is the first", partial(self._to, place), high=last)  # fmt: skip
        self._lever(place, "divert", "", "wie onderweg is ook daarheen sturen",
                    "send those under way there too", lambda _: self._diverted(place),
                    kind="pulse")  # fmt: skip

    def _hold(self, place: Place, value: float) -> None:
        place.held = value >= 0.5
        self._load(place)

    def _key(self, place: Place, value: float) -> None:
        place.key = round(value)

    def _to(self, place: Place, value: float) -> None:
        place.chosen = round(value)

    def _diverted(self, place: Place) -> None:
        for fleet in self._of(place):
            fleet.divert(place.entry, self._divert)

    def _fleet_levers(self, fleet: Fleet) -> None:
        self._lever(fleet, "number", "carriers", "aantal", "number",
                    lambda v: self._number(fleet, v), float(fleet.number), 100.0)  # fmt: skip
        self._lever(fleet, "critical", "patients", "IC-plaatsen",
                    "places for intensive care", lambda v: self._critical(fleet, v),
                    float(fleet.critical), 1000.0)  # fmt: skip
        self._lever(fleet, "least", "", "vertrekt bij dit deel van de plaatsen",
                    "leaves at this share of its places", lambda v: self._least(fleet, v),
                    fleet.least)  # fmt: skip

    def _number(self, fleet: Fleet, value: float) -> None:
        fleet.resize(round(value))
        fleet.load()

    def _critical(self, fleet: Fleet, value: float) -> None:
        fleet.critical = round(value)

    def _least(self, fleet: Fleet, value: float) -> None:
        fleet.least = value
        fleet.load()
