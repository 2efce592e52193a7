"""Carriers of one kind: they load, travel, wait for a slot, unload and come back.

A carrier takes whom the staging place gives it; it never knows a hospital.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import simpy

from ttx.models.evacuation.entry import Entry
from ttx.models.evacuation.place import Place, dependency
from ttx.models.model import Ground
from ttx.models.patient import Patient
from ttx.moment import HOUR
from ttx.text import Text

READY, REFIT, LOADING, HELD, UNDER_WAY, AT_ENTRY, TURNING = range(7)
NEVER = 240.0
"""Hours that stand for 'none is under way'."""
_OPEN = 0.5
"""A gauge that answers yes or no says yes from here: its nearest whole number."""


class Carrier:
    """One train, aircraft or ship."""

    def __init__(self, fleet: Fleet, number: int) -> None:
        self.fleet, self.number = fleet, number
        self.state, self.trip, self.critical = READY, 0, fleet.critical
        self.aboard: list[Patient] = []
        self.entry: Entry = fleet.place.entry
        self.left, self.pace, self.since, self.plan = 0.0, 0.0, 0, 0

    def hours(self, now: int) -> float:
        """Hours until it arrives, as it goes now."""
        left = self.left - self.pace * (now - self.since)
        return min(NEVER, left / self.pace / HOUR) if self.pace > 0 else NEVER


class Fleet:
    """All carriers of one name."""

    def __init__(
        self, name: str, values: Mapping[str, Any], place: Place, ground: Ground
    ) -> None:
        self.name, self.place, self.values = name, place, values
        self._ground, self._env = ground, ground.env
        dutch = values["title"] or values["title_en"] or name
        self.title = Text(dutch, values["title_en"] or dutch)
        self._luck = ground.stream(f"evacuation/{name}/times")
        self._way = self._gauge("way")
        self._pace = self._gauge("pace")
        self.critical = round(values["critical"].mean)
        self.number = round(values["number"].mean)
        self.least: float = values["least"].mean
        self._patience: float = values["patience"].mean / HOUR
        self.made = self.trips = 0
        self.carriers: list[Carrier] = []
        self.resize(self.number)

    def _gauge(self, key: str) -> Callable[[], float] | None:
        name = self.values[key]
        return self._ground.foreign(name, (self.name, key)) if name else None

    # ---- what is true

    @property
    def places(self) -> tuple[int, int, int]:
        """Critical, stretcher and walking places as it is fitted now."""
        v = self.values
        more = self.critical - round(v["critical"].mean)
        lying = max(0, round(v["stretcher"].mean - more * v["swap"].mean))
        return self.critical, lying, round(v["walking"].mean)

    @property
    def open(self) -> bool:
        """Whether anything passes on its way."""
        return self._way is None or self._way() >= _OPEN

    def count(self, *states: int) -> int:
        """Carriers in one of these states."""
        return sum(one.state in states for one in self.carriers)

    # ---- what changes

    def resize(self, number: int) -> None:
        """So many carriers from now on; one that is away is withdrawn when it is back."""
        self.number = number
        while len(self.carriers) < number:
            self.made += 1
            self.carriers.append(Carrier(self, self.made))
        for one in [one for one in self.carriers if one.state == READY][::-1]:
            if len(self.carriers) > number:
                self.carriers.remove(one)

    def look(self) -> None:
        """A look round: who may load, who may leave, who goes slower or faster."""
        for one in self.carriers:
            if one.state == HELD and self.open:
                self._leave(one)
            elif one.state == UNDER_WAY and (self._way or self._pace):
                self._keep_pace(one)
        self.load()

    def load(self) -> None:
        """Begin to load as many carriers as there is cause for."""
        if self.place.held or not self.place.line.count:
            return
        for one in self.carriers:
            if one.state == READY:
                if not self._worth_it():
                    return
                self._begin(one)

    def _worth_it(self) -> bool:
        left = self.place.line.count - self.place.loading
        fits = min(left, sum(self.place.room(self.places)))
        if fits <= 0:
            return False
        enough = fits >= self.least * sum(self.places)
        return enough or self.place.longest >= self._patience

    def _begin(self, one: Carrier) -> None:
        one.trip += 1
        places = self.places
        held = sum(self.place.room(places))
        self.place.loading += held
        one.state = LOADING if one.critical == self.critical else REFIT
        wait = 0.0 if one.state == LOADING else self._draw("refit", one)
        one.critical = self.critical
        wait += self._draw("load", one)
        self._after(wait, lambda: self._loaded(one, places, held))

    def _draw(self, what: str, one: Carrier) -> float:
        luck = self._luck.keyed(f"{one.number}:{one.trip}:{what}")
        return float(self.values[what].quantile(luck))

    def _after(self, delay: float, act: Callable[[], None]) -> None:
        event = simpy.Timeout(self._env, max(0, round(delay)))
        assert event.callbacks is not None
        event.callbacks.append(lambda _: act())

    def _loaded(self, one: Carrier, places: tuple[int, int, int], held: int) -> None:
        self.place.loading -= held
        one.aboard = [] if self.place.held else self.place.board(places)
        if not one.aboard:
            self._ready(one)
            return
        one.state, one.entry = HELD, self.place.entry
        one.left = self._draw("travel", one) + one.entry.further
        self._ground.happened("evacuation-left", carrier=self.name,
                              patients=len(one.aboard))  # fmt: skip
        if self.open:
            self._leave(one)
        self.place.came()

    def _leave(self, one: Carrier) -> None:
        one.state, one.pace, one.since = UNDER_WAY, 0.0, int(self._env.now)
        self._keep_pace(one)

    def _keep_pace(self, one: Carrier, more: float = 0.0) -> None:
        """Work out when it arrives: a closed way stops it, a slow one slows it."""
        pace = 0.0 if not self.open else self._pace() if self._pace else 1.0
        if pace == one.pace and not more:
            return
        now = int(self._env.now)
        one.left = max(0.0, one.left - one.pace * (now - one.since) + more)
        one.pace, one.since, one.plan = pace, now, one.plan + 1
        plan = one.plan
        if pace > 0:
            self._after(one.left / pace, lambda: self._arrived(one, plan))

    def divert(self, entry: Entry, longer: float) -> None:
        """Those under way go to this point of entry instead."""
        for one in self.carriers:
            if one.state in (UNDER_WAY, HELD) and one.entry is not entry:
                more = longer + entry.further - one.entry.further
                one.entry = entry
                if one.state == HELD:
                    one.left = max(0.0, one.left + more)
                else:
                    self._keep_pace(one, more)

    def _arrived(self, one: Carrier, plan: int) -> None:
        if plan == one.plan and one.state == UNDER_WAY:
            one.state = AT_ENTRY
            one.entry.come(one, self._draw("turn", one))

    def unload(self, one: Carrier) -> None:
        """The slot is there: everybody aboard is handed over."""
        aboard, one.aboard = one.aboard, []
        self.place.delivered += len(aboard)
        self.trips += 1
        self._ground.happened("evacuation-arrived", carrier=self.name,
                              patients=len(aboard))  # fmt: skip
        for patient in aboard:
            one.entry.deliver(patient)

    def turn(self, one: Carrier, after: float) -> None:
        """Back to the staging place, cleaned and crewed again."""
        one.state = TURNING
        self._after(after, lambda: self._ready(one))

    def _ready(self, one: Carrier) -> None:
        one.state = READY
        if len(self.carriers) > self.number:
            self.carriers.remove(one)
        self.place.came()


def manifest(carriers: list[Carrier]) -> list[Patient]:
    """Those aboard of the carrier that arrives first."""
    return carriers[0].aboard if carriers else []


def intensive(aboard: list[Patient]) -> int:
    """How many of them need intensive care, by the manifest."""
    return sum(dependency(one) == 0 for one in aboard)
