"""Convoys: planned windows on a way, admitted, held, sent round, and stopped by closures.

A convoy never forces a closed way and never knows what civil traffic loses.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ttx.models.mobility.repair import after
from ttx.models.mobility.way import Way
from ttx.models.model import Ground
from ttx.models.station import Meter
from ttx.moment import HOUR, MINUTE
from ttx.text import Text

_DUST = 1e-9


@dataclass(slots=True, eq=False)
class Move:
    """One window of one convoy: waiting, or on a way."""

    convoy: Convoy
    left: int
    since: int = 0
    on: Way | None = None
    trip: int = 0


class Convoy:
    """A planned movement that comes once or again and again."""

    def __init__(
        self, name: str, values: Mapping[str, Any], ground: Ground, traffic: Traffic
    ) -> None:
        self.name, self._ground, self._traffic = name, ground, traffic
        dutch = values["title"] or values["title_en"] or name
        self.title = Text(dutch, values["title_en"] or dutch)
        self.way = traffic.ways[values["way"]]
        self.vehicles: float = values["vehicles"].mean
        self.takes: float = values["takes"].mean
        self._window = values["window"]
        self._start: int = round(values["start"].mean)
        self._every: int = round(values["every"].mean)
        self.admitted: bool = values["admitted"]
        self._shift = 0
        self.number = self.through = self._plan = 0
        self.line = Meter(ground.env)

    @property
    def due(self) -> int | None:
        """When its next window opens; None if none is planned any more."""
        if self.number and not self._every:
            return None
        return self._start + self.number * max(self._every, MINUTE) + self._shift

    def plan(self) -> None:
        """Wait for the next window, as it is planned now."""
        self._plan += 1
        plan, due, now = self._plan, self.due, int(self._ground.env.now)
        if due is not None:
            after(self._ground.env, max(0, due - now), lambda: self._come(plan))

    def shift(self, hours: float) -> None:
        """Open the windows so many hours later."""
        self._shift = round(hours * HOUR)
        self.plan()

    def admit(self, value: float) -> None:
        """Admit it, or hold it where it stands."""
        self.admitted = value >= 0.5
        self._traffic.go()

    def _come(self, plan: int) -> None:
        if plan != self._plan:
            return
        self.number += 1
        luck = self._ground.stream("mobility/convoys/window")
        window = self._window.quantile(luck.keyed(f"{self.name}:{self.number}"))
        self._traffic.join(Move(self, max(1, int(window))))
        self.plan()


class Traffic:
    """All convoys that wait or are on the way."""

    def __init__(
        self, ground: Ground, ways: Mapping[str, Way], changed: Callable[[Way], None]
    ) -> None:
        self._env, self.ways, self._changed = ground.env, ways, changed
        self.waiting: list[Move] = []
        self.moving: list[Move] = []
        self.admits = dict.fromkeys(ways, True)
        self.round: dict[str, bool] = dict.fromkeys(ways, False)
        self.others: dict[str, Way] = {}
        self.through = self.vehicles = 0.0

    def path(self, convoy: Convoy) -> Way:
        """The way that a convoy would take now."""
        way = convoy.way
        return self.others.get(way.name, way) if self.round[way.name] else way

    def join(self, move: Move) -> None:
        """A window opens."""
        self.waiting.append(move)
        move.convoy.line.add(1)
        self.go()

    def go(self) -> None:
        """Let go who may go now, in the order in which they came."""
        still = []
        for move in self.waiting:
            path = self.path(move.convoy)
            if self._may(move.convoy, path):
                self._leave(move, path)
            else:
                still.append(move)
        self.waiting = still

    def _may(self, convoy: Convoy, path: Way) -> bool:
        most = path.manners.convoys + _DUST
        room = path.taken + convoy.takes <= most or not path.taken
        return path.open and self.admits[path.name] and convoy.admitted and room

    def _leave(self, move: Move, path: Way) -> None:
        move.on, move.since, move.trip = path, int(self._env.now), move.trip + 1
        move.convoy.line.add(-1)
        self.moving.append(move)
        path.taken += move.convoy.takes
        self._changed(path)
        trip = move.trip
        after(self._env, move.left, lambda: self._there(move, trip))

    def _there(self, move: Move, trip: int) -> None:
        if move.on is None or trip != move.trip:
            return
        self._off(move)
        move.convoy.through += 1
        self.through += 1
        self.vehicles += move.convoy.vehicles
        self.go()

    def _off(self, move: Move) -> None:
        path, move.on = move.on, None
        assert path is not None
        self.moving.remove(move)
        rest = [one.convoy.takes for one in self.moving if one.on is path]
        path.taken = sum(rest)
        self._changed(path)

    def stop(self, way: Way) -> None:
        """A way closes: who is on it stands, with the rest of the journey to go."""
        for move in [one for one in self.moving if one.on is way]:
            move.left = max(1, move.left - (int(self._env.now) - move.since))
            self._off(move)
            self.waiting.append(move)
            move.convoy.line.add(1)

    def waits_for(self, way: Way) -> int:
        """Convoys that wait to enter this way."""
        return sum(self.path(move.convoy) is way for move in self.waiting)
