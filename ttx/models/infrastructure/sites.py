"""Many sites as one node: each with its battery, so that they fall silent one by one.

It knows charges and moments only; it must never know what the sites are for.
"""

from __future__ import annotations

import math

from ttx.figures import Figure
from ttx.models.infrastructure.repair import NO_END
from ttx.models.infrastructure.support import FULL
from ttx.moment import HOUR

MOST = 40
"""So many sites stand for all at most: one step is then 2.5 %."""
_GOLDEN, _SILVER = 0.6180339887498949, 0.7548776662466927
"""Steps round a circle that spread any number of points evenly: 1/g of the golden ratio
(g^2 = g + 1) and of the plastic number (g^3 = g + 1)."""


class Site:
    """One site: what its battery holds, and whether it is on the air."""

    __slots__ = ("alive", "full", "held", "on", "place", "up_at")

    def __init__(self, full: float, place: float) -> None:
        self.full = self.held = full
        self.place = place
        self.on = self.alive = True
        self.up_at: int | None = None


def places(count: int, luck: float) -> list[float]:
    """Where each site stands in the order of supply: spread evenly, not by battery."""
    return [(luck + n * _GOLDEN) % 1.0 for n in range(count)]


def chosen(count: int, share: float, luck: float) -> list[bool]:
    """Which sites have a generator: the right number, spread over the rest."""
    ranked = sorted(range(count), key=lambda n: (luck + n * _SILVER) % 1.0)
    own = ranked[: round(share * count)]
    return [n in own for n in range(count)]


def placed(
    count: int, battery: Figure, sets: float, tanks: Figure, lucks: tuple[float, ...]
) -> list[Site]:
    """So many sites (`MOST` at most): batteries evenly over their distribution."""
    many = min(count, MOST)
    own = chosen(many, sets, lucks[2])
    sites = []
    for n, place in enumerate(places(many, lucks[1])):
        luck = (n + lucks[0]) / many
        held = battery.quantile(luck) + own[n] * tanks.quantile(luck)
        sites.append(Site(held, place))
    return sites


class Sites:
    """All of them, settled when supply changes or the next battery is empty.

    `settle(now, supplied)` takes the share of sites on supply and gives the share on
    the air with the moment of the next change.
    """

    def __init__(
        self, sites: list[Site], recharge: float, reboot: int, now: int
    ) -> None:
        self.sites, self._recharge, self._reboot = sites, max(1.0, recharge), reboot
        self._since, self._supplied = now, 1.0
        self._due: int | None = None
        self.alive = 1.0

    def settle(self, now: int, supplied: float) -> tuple[float, int | None]:
        """Bring every site up to now."""
        same = supplied == self._supplied
        if same and (self._due is None or now < self._due):
            return self.alive, self._due
        gone, self._since, self._supplied = now - self._since, now, supplied
        dues = []
        alive = 0
        for one in self.sites:
            _charge(one, gone, self._recharge)
            one.on = supplied >= FULL or one.place < supplied
            due = self._turn(one, now)
            alive += one.alive
            if due is not None:
                dues.append(due)
        self._due = min(dues, default=None)
        self.alive = alive / len(self.sites)
        return self.alive, self._due

    def _turn(self, one: Site, now: int) -> int | None:
        """On the air or not from now on, and when that changes."""
        if one.on:
            if not one.alive:
                one.up_at = now + self._reboot if one.up_at is None else one.up_at
                one.alive = now >= one.up_at
            if one.alive:
                one.up_at = None
            return one.up_at
        one.up_at = None
        one.alive = one.alive and one.held > 0
        return now + max(1, math.ceil(one.held)) if one.alive else None

    def on_battery(self) -> float:
        """The share that is on the air without supply."""
        return sum(one.alive and not one.on for one in self.sites) / len(self.sites)

    def hours_left(self, now: int) -> float:
        """Hours until fewer than half are on the air, at the present supply."""
        half = math.ceil(len(self.sites) / 2)
        spare = sum(one.alive for one in self.sites) - half
        if spare < 0:
            return 0.0
        held = sorted(one.held for one in self.sites if one.alive and not one.on)
        if spare >= len(held):
            return NO_END
        return max(0.0, (held[spare] - (now - self._since)) / HOUR)


def _charge(one: Site, gone: int, recharge: float) -> None:
    change = gone * one.full / recharge if one.on else -float(gone)
    one.held = min(max(one.held + change, 0.0), one.full)
