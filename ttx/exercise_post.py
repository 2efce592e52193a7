"""The post: what becomes of a message between sending and arriving.

A message goes over a channel that works, waits, takes its time, or never arrives;
this room knows its true fate and writes it down. It never says who may write, and
what a sender may know of it is for the picture.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Sequence
from dataclasses import dataclass, field
from functools import partial
from typing import Any

from ttx.figures import Figure
from ttx.msel import Msel
from ttx.scenario import HouseFog, Scenario

Record = Callable[[str, dict[str, Any]], Any]
Clear = Callable[[str], bool]
AT_ONCE, UNDERWAY, WAITING, LOST, REFUSED = (
    "at once", "underway", "waiting", "lost", "refused",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Route:
    """How a message goes now: by which channel in the end, how long, and its fate."""

    by: str
    fate: str
    takes: Figure | None = None


@dataclass(slots=True)
class Parcel:
    """A message (or word of one) that has not reached everybody yet."""

    entry: int
    kind: str
    body: dict[str, Any]
    asked_by: str
    route: Route
    number: int
    left: list[str] = field(default_factory=list)


def carrier_gauge(gauges: Container[str], carrier: str) -> str:
    """The gauge that a carrier means: one so called, or a node's level."""
    return carrier if carrier in gauges else f"{carrier}.level"


class Post:
    """All that is under way in one exercise."""

    def __init__(
        self, scenario: Scenario, msel: Msel, record: Record, clear: Clear
    ) -> None:
        self.underway: dict[int, Parcel] = {}
        self.house = HouseFog()
        self._scenario = scenario
        self._msel = msel
        self._record = record
        self._clear = clear
        self._count = 0

    # --- how a message would go ------------------------------------------------

    def works(self, channel: str) -> bool:
        """Whether a channel works now, by the world and by the move's house rules."""
        planned = self._scenario.channels.get(channel)
        if channel in self.house.dead:
            return False
        if planned is None or not planned.carried_by:
            return True
        gauge = carrier_gauge(self._msel.world.gauges, planned.carried_by)
        return self._msel.course.shown(gauge) >= planned.needs

    def route(self, channel: str) -> Route:
        """How a message over this channel would go now."""
        planned = self._scenario.channels.get(channel)
        if self.works(channel):
            takes = planned.takes if planned else None
            return Route(channel, UNDERWAY if takes else AT_ONCE, takes)
        rule = self.house.instead.get(channel)
        if rule is not None and self.works(rule.by):
            other = self._scenario.channels.get(rule.by)
            takes = rule.takes or (other.takes if other else None)
            return Route(rule.by, UNDERWAY if takes else AT_ONCE, takes)
        when_down = planned.when_down if planned else "refuse"
        fates = {"refuse": REFUSED, "delay": WAITING, "lose": LOST}
        return Route(channel, fates[when_down], planned.takes if planned else None)

    def refuses(self, channel: str, by: str, to: Sequence[str]) -> bool:
        """Whether a sender would hear at once that nobody can be reached so."""
        if self._through(by) or (to and not self._fogged(by, to)):
            return False
        return self.route(channel).fate == REFUSED

    def _fogged(self, by: str, to: Sequence[str]) -> list[str]:
        """The receivers for whom a channel matters: not control, nor a clear room."""
        if self._through(by):
            return []
        return [one for one in to if not self._through(one)]

    def _through(self, seat: str) -> bool:
        """Whether nothing stands between a seat and others: control, or a clear room."""
        inside = self._scenario.table(seat) is not None or seat == "response"
        return not inside or self._clear(seat)

    # --- sending and arriving --------------------------------------------------

    def send(self, kind: str, body: dict[str, Any], by: str) -> None:
        """Send to all in the body's `to`; who is in a clear room has it now.

        `kind` is the entry that is written when it arrives (delivered, told).
        """
        self._count += 1
        fogged = self._fogged(by, body["to"])
        route = self.route(body["channel"])
        if route.fate == AT_ONCE or not fogged:
            self._arrives(kind, body, list(body["to"]), {})
            return
        if route.fate == REFUSED or (route.fate == LOST and kind == "told"):
            route = Route(route.by, WAITING, route.takes)  # word of mouth, later
        clear = [one for one in body["to"] if one not in fogged]
        if clear:
            self._arrives(kind, body, clear, {})
        delay = self._lasts(route, self._count) if route.fate == UNDERWAY else 0
        due = self._msel.world.now + delay if route.fate == UNDERWAY else None
        entry = self._record("sent", {**body, "to": fogged, "fate": route.fate,
                                      "carried": route.by, "due": due})  # fmt: skip
        if route.fate != LOST:
            parcel = Parcel(entry.seq, kind, body, by, route, self._count, fogged)
            self.underway[entry.seq] = parcel
        if route.fate == UNDERWAY:
            self._msel.world.after(delay, partial(self.hand_over, entry.seq))

    def hand_over(self, entry: int, to: Sequence[str] = ()) -> None:
        """A message arrives: at all who still wait for it, or at these of them."""
        parcel = self.underway.get(entry)
        if parcel is None:
            return
        here = [one for one in parcel.left if not to or one in to]
        parcel.left = [one for one in parcel.left if one not in here]
        if not parcel.left:
            del self.underway[entry]
        if here:
            self._arrives(parcel.kind, parcel.body, here, {"sent": entry})

    def look(self) -> None:
        """Messages that wait go on their way where their channel works again."""
        for entry in list(self.underway):
            parcel = self.underway[entry]
            channel = parcel.body["channel"]
            if parcel.route.fate == WAITING and self.works(channel):
                self._sets_out(parcel)

    def let_through(self) -> None:
        """Rooms may have become clear: what is under way to or from them arrives."""
        for entry in list(self.underway):
            parcel = self.underway[entry]
            fogged = self._fogged(parcel.asked_by, parcel.left)
            here = [one for one in parcel.left if one not in fogged]
            if here:
                self.hand_over(entry, here)

    def _sets_out(self, parcel: Parcel) -> None:
        delay = self._lasts(parcel.route, parcel.number)
        if not delay:
            self.hand_over(parcel.entry)
            return
        parcel.route = Route(parcel.route.by, UNDERWAY, parcel.route.takes)
        self._msel.world.after(delay, partial(self.hand_over, parcel.entry))

    def _lasts(self, route: Route, number: int) -> int:
        """How long it takes, by its place among all that was sent: fog moves no luck."""
        if route.takes is None:
            return 0
        key = f"post/{route.by}/{number}"
        return self._msel.effects.drawn(route.takes, key)

    def _arrives(
        self, kind: str, body: dict[str, Any], to: list[str], more: dict[str, Any]
    ) -> None:
        self._record(kind, {**body, "to": to, **more})
