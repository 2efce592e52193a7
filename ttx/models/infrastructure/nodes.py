"""One node of the infrastructure: what carries it, its buffer, its own fault.

A node knows the level of what carries it and nothing further up; it must never
settle another node.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

from ttx.figures import Figure
from ttx.models.infrastructure.recovery import Recovery
from ttx.models.infrastructure.repair import NO_END, Fault
from ttx.models.infrastructure.sites import Sites, placed
from ttx.models.infrastructure.support import FULL, Carriers, Outsider, lost
from ttx.models.model import Ground
from ttx.moment import HOUR
from ttx.text import Text

TURN = 8 * HOUR
"""The lever `rota` of a node is by definition a share of each stretch of this length."""


class Node:
    """One thing that works, half works or is down, and for how long it can go on.

    `carriers.groups` is a list of groups: of each at least one member must be there.
    """

    __slots__ = (
        "_burns", "_dead", "_degraded", "_fails", "_faults", "_least", "_lost", "_reboot",
        "_recharge", "_rota_since", "_since", "_switch_after", "_up_at", "attack", "broken",
        "buffer", "buffer_figure", "carriers", "charge", "count", "disconnected", "fault", "feeds",
        "gives", "ground", "hazard", "level", "limit", "name", "open", "order", "outside", "place",
        "recovery", "rota", "sabotaged", "service", "sites", "slope", "steady_since", "switch",
        "tank", "tank_hours", "title", "turn_at", "wake",
    )  # fmt: skip

    def __init__(self, name: str, values: Mapping[str, Any], ground: Ground) -> None:
        self.name, self.ground = name, ground
        dutch = values["title"] or values["title_en"] or name
        self.title = Text(dutch, values["title_en"] or dutch)
        self.service: str = values["service"]
        self.place: str = values["place"]
        self.carriers = Carriers()
        self.feeds: list[int] = []
        self.order = 0
        self.wake: int | None = None
        self.level = 1.0
        self.outside = 0.0
        self.fault = Fault()
        self.recovery = Recovery(values, self.draw)
        self._faults = 0
        self._draw_figures(values)
        self.charge = self.buffer
        self.slope = 0.0
        self._since = int(ground.env.now)
        self._lost, self._dead = 0.0, False
        self._up_at: int | None = None
        self.rota, self._rota_since = 0.0, 0
        self.broken = self.sabotaged = False
        self.limit = 1.0
        self.hazard = self.attack = 0.0
        self.disconnected = self.open = False
        self.steady_since: int | None = None
        self.turn_at: int | None = None
        self.tank: Outsider | None = None
        self.tank_hours: Callable[[], float] = lambda: NO_END
        self.sites = self._sites(values["sites"])

    def _draw_figures(self, values: Mapping[str, Any]) -> None:
        self.buffer_figure: Figure = values["buffer"]
        many = values["sites"] is not None
        self.buffer = 0.0 if many else self.draw(values["buffer"], "buffers")
        self._recharge = self.draw(values["recharge"], "recharge")
        self._reboot = int(self.draw(values["reboot"], "reboots"))
        self.switch: bool = values["switch"]
        self._switch_after: Figure | None = values["switch_after"]
        self._least = min(1.0, self.draw(values["least"], "least"))
        self._degraded = min(1.0, self.draw(values["degraded"], "degraded"))
        self.gives = min(1.0, self.draw(values["gives"], "gives"))
        self._burns = self.draw(values["burns"], "burns")
        fails = values["fails"]
        self._fails: int | None = (
            None if fails is None else int(self.draw(fails, "fails"))
        )

    def _sites(self, values: Mapping[str, Any] | None) -> Sites | None:
        """As many sites as it stands for, if it stands for many."""
        if values is None:
            return None
        self.count = max(1, round(self.draw(values["count"], "site-counts")))
        luck = self.ground.stream("infrastructure/sites")
        lucks = tuple(luck.keyed(f"{self.name}:{n}") for n in range(3))
        sets = self.draw(values["with_generator"], "own-sets")
        tanks = values["generator_lasts"]
        sites = placed(self.count, self.buffer_figure, sets, tanks, lucks)
        return Sites(sites, self._recharge, self._reboot, int(self.ground.env.now))

    def draw(self, figure: Figure, what: str, key: str = "") -> float:
        """The figure at this node's own luck for it."""
        if figure.shape == "value":
            return figure.numbers[0]
        stream = self.ground.stream(f"infrastructure/{what}")
        return figure.quantile(stream.keyed(f"{self.name}:{key}" if key else self.name))

    def own(self, values: Mapping[str, Any], what: str, usual: Figure) -> Figure:
        """The author's figure, or else the usual one, noted among the world's figures."""
        given: Figure | None = values[what]
        return (
            given if given is not None else self.ground.figure(usual, (self.name, what))
        )

    # --- what is done to it ------------------------------------------------------

    def break_down(self, now: int, repair: int | None = None, sealed: int = 0) -> None:
        """Begin a fault of its own; how long it lasts is drawn for each."""
        self._faults += 1
        self.sabotaged = repair is not None
        self.fault.begin(now, self.recovery.ahead(self._faults, repair), sealed)
        self.ground.happened("failed", node=self.name)

    def mend(self, now: int) -> None:
        """End its fault at once."""
        if self.fault.active:
            self.fault.end()
            self.ground.happened("restored", node=self.name)

    def restore(self, share: float, now: int) -> None:
        """Energise this share now; it may drop out again."""
        gain = self.fault.restore(share)
        if gain > 0:
            self._energised(now, gain)

    def turn_by(self, share: float, now: int) -> None:
        """Put it on a rota of this share of each 8 hours (0: no rota)."""
        self.rota, self._rota_since = share, now

    def relimit(self) -> None:
        """Work out what can be given at most after something took a part of it."""
        cut = self.disconnected or self.open
        self.limit = 0.0 if cut else (1.0 - self.hazard) * (1.0 - self.attack)

    def reconnect(self) -> None:
        """Go back to the grid, where there is one."""
        if self.open and self.support() > 0:
            self.open = False
            self.relimit()
            self.ground.happened("reconnected", node=self.name)

    # --- what it is now ----------------------------------------------------------

    def settle(self, now: int) -> int | None:
        """Bring it up to `now`; the next moment at which it changes by itself."""
        self._account(now)
        if self._fails is not None and now >= self._fails:
            self._fails = None
            self.break_down(now)
        self._repaired(now)
        back = self._switched(now) if self.switch else None
        own, turn = self._own(now)
        out, change = self._output(now, own)
        raw, up = self._rebooted(now, out)
        self.level = self.outside if self.outside > raw else raw
        dues = (self._fails, self.fault.due, turn, change, up, back)
        return min([due for due in dues if due is not None], default=None)

    def _account(self, now: int) -> None:
        gone = now - self._since
        if gone:
            self._lost += self.shortfall() * gone
            self.charge = self.charge_at(now)
            self._since = now

    def _repaired(self, now: int) -> None:
        fault = self.fault
        if not fault.ahead or now < fault.ahead[0][0]:
            return
        if fault.settle(now):
            self.ground.happened("restored", node=self.name)
        if fault.dropped:
            share = round(fault.dropped, 3)
            self.ground.happened("dropped-out", node=self.name, share=share)
        for gain in fault.taken:
            self._energised(now, gain)

    def _energised(self, now: int, gain: float) -> None:
        recovery = self.recovery
        if recovery.energising is None:
            return
        stream = self.ground.stream("infrastructure/drops")
        luck = stream.keyed(f"{self.name}:{recovery.attempt()}")
        recovery.energised(self.fault, gain, now, luck)

    def _switched(self, now: int) -> int | None:
        """Open its own switch when the grid is gone; when it closes by itself."""
        carry = self.support()
        if carry <= 0 and not self.open:
            self.open = True
            self.relimit()
        if carry < FULL:
            self.steady_since = None
            return None
        if self.steady_since is None:
            self.steady_since = now
        after = self._switch_after
        if not self.open or after is None:
            return None
        due = self.steady_since + int(self.draw(after, "switching"))
        if now >= due:
            self.reconnect()
            return None
        return due

    def shortfall(self) -> float:
        """The share of its normal level that is not there."""
        lacks = 1.0 - self.level / self.gives if self.gives else 0.0
        return lacks if lacks > 0.0 else 0.0

    def charge_at(self, now: int) -> float:
        """Milliseconds of buffer that it holds."""
        held = self.charge + self.slope * (now - self._since)
        return 0.0 if held < 0.0 else held if held < self.buffer else self.buffer

    def _own(self, now: int) -> tuple[float, int | None]:
        """What it could give if well carried, and when a rota turns."""
        if self.rota <= 0:
            return (self.fault.part if self.fault.active else 1.0) * self.limit, None
        if self.rota >= 1:
            return self.limit, None
        place = (now - self._rota_since) % TURN
        on = round(self.rota * TURN)
        if place < on:
            return self.limit, now + on - place
        return 0.0, now + TURN - place

    def support(self) -> float:
        """How well what it needs whole carries it, 0 to 1."""
        if not self.carriers.groups:
            return 1.0
        groups = [
            max([self.enough(one.level) for one in group])
            for group in self.carriers.groups
        ]
        weakest = min(groups)
        if weakest < self._degraded and max(groups) > 0:
            weakest = self._degraded
        return max(weakest, self.outside)

    def enough(self, level: float) -> float:
        """What a support of this level is worth to it."""
        if self._least:
            return 1.0 if level >= self._least else 0.0
        return level

    def _output(self, now: int, own: float) -> tuple[float, int | None]:
        share = self.support()
        shares = self.carriers.shares
        gone = lost(shares) if shares else 0.0
        change: int | None = None
        if self.sites is not None:
            before = self.sites.alive
            share, change = self.sites.settle(now, share - gone)
            gone = 0.0
            if share <= 0 < before and self.buffer_figure.mean > 0:
                self.ground.happened("buffer-exhausted", node=self.name)
        elif share - gone >= FULL:
            lacks = self.charge < self.buffer
            self.slope = self.buffer / max(self._recharge, 1.0) if lacks else 0.0
            share, gone = 1.0, 0.0
        elif self.charge > 0:
            self.slope = -1.0
            change = now + max(1, math.ceil(self.charge))
            share, gone = 1.0, 0.0
        else:
            if self.slope < 0:
                self.ground.happened("buffer-exhausted", node=self.name)
            self.slope = 0.0
        return self._bare(share, gone, own) * self.gives, change

    def _bare(self, share: float, gone: float, own: float) -> float:
        """With what no buffer stands in for: cyber, place, what it uses up."""
        carriers = self.carriers
        if self.tank is not None and self.tank.level <= 0:
            return 0.0
        for (one,) in carriers.bare_groups:
            share = min(share, self.enough(one.level))
        if carriers.bare_shares:
            gone += lost(carriers.bare_shares)
        return max(0.0, share * own - gone) if gone else share * own

    def _rebooted(self, now: int, out: float) -> tuple[float, int | None]:
        if self.sites is not None:
            return out, None
        if out <= 0:
            self._dead, self._up_at = True, None
            return 0.0, None
        if self._dead:
            if self._up_at is None:
                self._up_at = now + self._reboot
            if now < self._up_at:
                return 0.0, self._up_at
            self._dead, self._up_at = False, None
        return out, None

    # --- what can be read --------------------------------------------------------

    def burn(self) -> float:
        """Litres per hour that it uses up now."""
        return self._burns * self.level

    def hours_left(self, now: int) -> float:
        """Hours of buffer while it drains; 0 when down; NO_END if not threatened."""
        if self.sites is not None:
            return self.sites.hours_left(now)
        tank = self.tank_hours() if self._burns and self.level > 0 else NO_END
        if self.slope < 0:
            return min(tank, self.charge_at(now) / HOUR)
        return 0.0 if self.level <= 0 else min(NO_END, tank)

    def down_hours(self, now: int) -> float:
        """Hours without supply so far; half a supply counts half."""
        return (self._lost + self.shortfall() * (now - self._since)) / HOUR

    def rebooting(self, now: int) -> float:
        """Hours until it has started up again."""
        return (self._up_at - now) / HOUR if self._up_at else 0.0

    def expected(self, now: int) -> float:
        """True hours until it is whole again, as far as the world itself knows."""
        if self.level >= self.gives * FULL and self.slope >= 0:
            return 0.0
        if self.fault.active:
            return self.fault.hours_to_go(now)
        waits = [
            min([one.expected(now) for one in group])
            for group in (*self.carriers.groups, *self.carriers.bare_groups)
            if max([self.enough(one.level) for one in group]) < FULL
        ]
        parts = (*self.carriers.shares, *self.carriers.bare_shares)
        waits += [one.expected(now) for one, _ in parts if one.level < FULL]
        if self.disconnected:
            turn = self.turn_at
            waits.append(NO_END if turn is None else (turn - now) / HOUR)
        if self.open or self.hazard or self.attack:
            return NO_END
        return min(NO_END, max([*waits, self.rebooting(now)]))
