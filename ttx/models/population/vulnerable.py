"""People who depend on power at home: each with a battery and luck of his own.

They are counted as persons; nobody here may be a fraction of one.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Mapping
from operator import attrgetter
from typing import Any

from ttx.figures import Figure
from ttx.models.model import Ground, Moves

KINDS = ("ventilated", "oxygen", "dialysis")
LIMITS = {
    "ventilated": "ventilated_battery",
    "oxygen": "oxygen_battery",
    "dialysis": "dialysis_limit",
}
_ORDER, _ENDS = attrgetter("order"), attrgetter("ends")
HOME, REACHED, MISSED = range(3)
_HALF, _END = range(2)


class Person:
    """One person at home: where on the grid, how long the battery lasts, and luck."""

    __slots__ = (
        "asked", "dark", "drained", "ends", "hears", "helps", "kind", "limit", "number",
        "order", "place", "state",
    )  # fmt: skip

    def __init__(
        self, kind: str, number: int, limit: float, luck: tuple[float, ...]
    ) -> None:
        self.kind, self.number, self.limit = kind, number, int(limit)
        _, self.place, self.helps, self.hears, self.order = luck
        self.drained = 0
        self.ends = 0
        self.dark = self.asked = False
        self.state = HOME


class Dependents:
    """All of them in one area: who is in the dark, who was reached, who was missed."""

    __slots__ = (
        "_area", "_asks_at", "_by_luck", "_by_need", "_credit", "_drawn", "_ground", "_moments",
        "_people", "_power", "_self_help", "_since", "_unheard", "at_points", "changes",
        "count", "moved", "to_hospital",
    )  # fmt: skip

    def __init__(
        self, area: str, values: Mapping[str, Any], drawn: Mapping[str, float],
        ground: Ground,
    ) -> None:  # fmt: skip
        self._area, self._ground = area, ground
        self.count = {f"{kind}_{what}": 0 for kind in KINDS
                      for what in ("left", "reached", "missed")}  # fmt: skip
        self.to_hospital = self.at_points = 0
        self._asks_at = drawn["asks_at"]
        self._self_help = drawn["self_help"]
        self._unheard = self._self_help * drawn["unheard_help"]
        self._drawn = [self._luck(kind, values, drawn) for kind in KINDS]
        self._people: list[Person] = []
        self._power = 1.0
        self._since = int(ground.env.now)
        self._moments: list[tuple[int, int, int]] = []
        self._by_luck: list[Person] = []
        self._by_need: list[Person] = []
        self._credit = 0.0
        self.moved = 0
        """How many have been reached or missed so far."""
        self.changes = Moves()
        """How often any count has changed so far (one for all areas)."""

    def _luck(
        self, kind: str, values: Mapping[str, Any], drawn: Mapping[str, float]
    ) -> tuple[str, Figure, list[tuple[float, ...]]]:
        """The people of a kind as long as nothing happens to them: a row of luck each."""
        luck = self._ground.stream(f"population/{self._area}/{kind}")
        return kind, values[LIMITS[kind]], luck.rows(round(drawn[kind]), 5)

    def _make(self) -> None:
        """Each becomes a person when the area first goes dark: many an area never does."""
        self._people = [
            Person(kind, number, self._lasts(kind, row[0], limit), row)
            for kind, limit, rows in self._drawn
            for number, row in enumerate(rows, 1)
        ]
        self._drawn = []

    def _lasts(self, kind: str, luck: float, limit: Figure) -> float:
        """How long this person manages without power, in milliseconds."""
        return limit.quantile(luck)

    def waits(self, now: int, visits: float) -> bool:
        """Whether a battery or so many visits come to anything now."""
        moments = self._moments
        if moments and moments[0][0] <= now:
            return True
        return bool(self._by_luck) and self._credit + visits >= 1.0

    def look(
        self, now: int, power: float, visits: float, listed: bool, heard: float,
        room: Callable[[], bool],
    ) -> None:  # fmt: skip
        """Follow the power, let batteries run out, and make so many visits."""
        if power != self._power:
            self._follow(now, power)
        moments = self._moments
        while moments and moments[0][0] <= now:
            at, what, place = heapq.heappop(moments)
            one = self._people[place]
            if one.state == HOME and one.dark and (what != _END or at == one.ends):
                self._pass(one, what, heard, room)
        if self._by_luck or self._credit:
            self._visit(visits, listed, room)

    def _follow(self, now: int, power: float) -> None:
        if self._drawn:
            self._make()
        gone = now - self._since
        self._power, self._since = power, now
        self._moments = moments = []
        for place, one in enumerate(self._people):
            if one.state != HOME:
                continue
            dark = one.place >= power
            if one.dark or one.drained:
                drained = one.drained + (gone if one.dark else -gone)
                one.drained = min(drained, one.limit) if drained > 0 else 0
            if dark != one.dark:
                one.dark = dark
                self.changes.count += 1
                self.count[f"{one.kind}_left"] += 1 if dark else -1
            if dark:
                one.ends = now + one.limit - one.drained
                moments.append((one.ends, _END, place))
                if not one.asked:
                    half = one.ends - int(one.limit * self._asks_at)
                    moments.append((half if half > now else now, _HALF, place))
        heapq.heapify(moments)
        waiting = [one for one in self._people if one.dark and one.state == HOME]
        self._by_luck = sorted(waiting, key=_ORDER, reverse=True)
        self._by_need = sorted(waiting, key=_ENDS, reverse=True)

    def _pass(
        self, one: Person, what: int, heard: float, room: Callable[[], bool]
    ) -> None:
        if what == _END:
            self._leave(one, MISSED)
            self.count[f"{one.kind}_missed"] += 1
            self._ground.happened(
                f"{one.kind}-missed", area=self._area, person=one.number
            )
            return
        one.asked = True
        knows = one.hears < heard
        if self._goes(one, knows):
            self._reach(one, knows and room())

    def _goes(self, one: Person, knows: bool) -> bool:
        """Whether this person goes for help in time without being visited."""
        return one.helps < (self._self_help if knows else self._unheard)

    def _leave(self, one: Person, state: int) -> None:
        one.state = state
        self.moved += 1
        self.changes.count += 1
        self.count[f"{one.kind}_left"] -= 1

    def _reach(self, one: Person, to_point: bool, moves: bool = True) -> None:
        self._leave(one, REACHED)
        self.count[f"{one.kind}_reached"] += 1
        if moves and to_point:
            self.at_points += 1
        elif moves:
            self.to_hospital += 1

    def _visit(self, visits: float, listed: bool, room: Callable[[], bool]) -> None:
        line = self._by_need if listed else self._by_luck
        if not line:
            self._credit = 0.0
            return
        self._credit += visits
        while self._credit >= 1.0 and line:
            one = line.pop()
            if one.state == HOME and one.dark:
                self._credit -= 1.0
                self._reach(one, room(), moves=one.kind == "ventilated")
