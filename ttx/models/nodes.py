"""One node of the infrastructure: what carries it, its buffer, its own fault.

A node knows the level of what carries it and nothing further up; it must never
settle another node.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any, Protocol

from ttx.figures import Figure
from ttx.models.model import Cause, Ground
from ttx.models.repair import NO_END, Fault
from ttx.moment import HOUR
from ttx.text import Text, hours, percent

TURN = 8 * HOUR
"""A rota shares out each stretch of this length."""
FULL = 1.0 - 1e-9


class Support(Protocol):
    """Something that can carry a node."""

    name: str
    title: Text
    level: float

    def expected(self, now: int) -> float:
        """True hours until it is whole again."""


class Outsider:
    """A gauge of another model that carries a node while it is above zero."""

    __slots__ = ("level", "name", "title")

    def __init__(self, name: str) -> None:
        self.name, self.title, self.level = name, Text(name, name), 1.0

    def expected(self, now: int) -> float:
        """Nothing is known here of when another model recovers."""
        return 0.0 if self.level >= FULL else NO_END


class Node:
    """One thing that works, half works or is down, and for how long it can go on.

    `needs` is a list of groups: of each group at least one member must be there.
    """

    def __init__(self, name: str, values: Mapping[str, Any], ground: Ground) -> None:
        self.name, self.ground = name, ground
        dutch = values["title"] or values["title_en"] or name
        self.title = Text(dutch, values["title_en"] or dutch)
        self.needs: Sequence[tuple[Support, ...]] = ()
        self.feeds: list[int] = []
        self.order = 0
        self.wake: int | None = None
        self.level = 1.0
        self.outside = 0.0
        self.fault = Fault()
        self._restored: Figure | None = values["restored"]
        self._faults = 0
        self._draw_figures(values)
        self.charge = self.buffer
        self._slope = 0.0
        self._since = int(ground.env.now)
        self._lost = 0.0
        self._dead = False
        self._up_at: int | None = None
        self._rota, self._rota_since = 0.0, 0
        self.broken = False

    def _draw_figures(self, values: Mapping[str, Any]) -> None:
        self.buffer_figure: Figure = values["buffer"]
        self.buffer = self.draw(values["buffer"], "buffers")
        self._recharge = self.draw(values["recharge"], "recharge")
        self._reboot = int(self.draw(values["reboot"], "reboots"))
        self._steps = max(1, round(self.draw(values["steps"], "steps")))
        self._least = self.draw(values["least"], "least")
        self._degraded = self.draw(values["degraded"], "degraded")
        self.gives = self.draw(values["gives"], "gives")
        fails = values["fails"]
        self._fails: int | None = (
            None if fails is None else int(self.draw(fails, "fails"))
        )

    def draw(self, figure: Figure, what: str, key: str = "") -> float:
        """The figure at this node's own luck for it."""
        if figure.shape == "value":
            return figure.numbers[0]
        stream = self.ground.stream(f"infrastructure/{what}")
        return figure.quantile(stream.keyed(f"{self.name}:{key}" if key else self.name))

    # --- what is done to it ------------------------------------------------------

    def break_down(self, now: int) -> None:
        """Begin a fault of its own; how long it lasts is drawn for each."""
        self._faults += 1
        lasts = self._restored
        drawn = self.draw(lasts, "restored", str(self._faults)) if lasts else None
        self.fault.begin(now, None if drawn is None else int(drawn), self._steps)
        self.ground.happened("failed", node=self.name)

    def mend(self, now: int) -> None:
        """End its fault at once."""
        if self.fault.active:
            self.fault.end(now)
            self.ground.happened("restored", node=self.name)

    def turn_by(self, share: float, now: int) -> None:
        """Put it on a rota of this share of each 8 hours (0: no rota)."""
        self._rota, self._rota_since = share, now

    # --- what it is now ----------------------------------------------------------

    def settle(self, now: int) -> int | None:
        """Bring it up to `now`; the next moment at which it changes by itself."""
        self._account(now)
        if self._fails is not None and now >= self._fails:
            self._fails = None
            self.break_down(now)
        if self.fault.settle(now):
            self.ground.happened("restored", node=self.name)
        own, turn = self._own(now)
        out, change = self._output(now, own)
        raw, up = self._rebooted(now, out)
        self.level = max(raw, self.outside)
        dues = (self._fails, self.fault.due, turn, change, up)
        return min((due for due in dues if due is not None), default=None)

    def _account(self, now: int) -> None:
        gone = now - self._since
        if gone:
            self._lost += self.shortfall() * gone
            self.charge = self._charge_at(now)
            self._since = now

    def shortfall(self) -> float:
        """The share of its normal level that is not there."""
        return max(0.0, 1.0 - self.level / self.gives) if self.gives else 0.0

    def _charge_at(self, now: int) -> float:
        held = self.charge + self._slope * (now - self._since)
        return min(max(held, 0.0), self.buffer)

    def _own(self, now: int) -> tuple[float, int | None]:
        """What it could give if well carried, and when a rota turns."""
        if self._rota <= 0:
            return (self.fault.part if self.fault.active else 1.0), None
        if self._rota >= 1:
            return 1.0, None
        place = (now - self._rota_since) % TURN
        on = round(self._rota * TURN)
        return (1.0, now + on - place) if place < on else (0.0, now + TURN - place)

    def support(self) -> float:
        """How well what it needs carries it, 0 to 1."""
        if not self.needs:
            return 1.0
        groups = [max(self._enough(one.level) for one in group) for group in self.needs]
        weakest = min(groups)
        if weakest < self._degraded and max(groups) > 0:
            weakest = self._degraded
        return max(weakest, self.outside)

    def _enough(self, level: float) -> float:
        if self._least:
            return 1.0 if level >= self._least else 0.0
        return level

    def _output(self, now: int, own: float) -> tuple[float, int | None]:
        share = self.support()
        if share >= FULL:
            lacks = self.charge < self.buffer
            self._slope = self.buffer / max(self._recharge, 1.0) if lacks else 0.0
            return own * self.gives, None
        if self.charge > 0:
            self._slope = -1.0
            return own * self.gives, now + max(1, math.ceil(self.charge))
        if self._slope < 0 and self.charge <= 0:
            self.ground.happened("buffer-exhausted", node=self.name)
        self._slope = 0.0
        return share * own * self.gives, None

    def _rebooted(self, now: int, out: float) -> tuple[float, int | None]:
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

    def hours_left(self, now: int) -> float:
        """Hours of buffer while it drains; 0 when down; NO_END if not threatened."""
        if self._slope < 0:
            return self._charge_at(now) / HOUR
        return 0.0 if self.level <= 0 else NO_END

    def down_hours(self, now: int) -> float:
        """Hours without supply so far; half a supply counts half."""
        return (self._lost + self.shortfall() * (now - self._since)) / HOUR

    def expected(self, now: int) -> float:
        """True hours until it is whole again, as far as the world itself knows."""
        if self.level >= self.gives * FULL and self._slope >= 0:
            return 0.0
        if self.fault.active:
            return self.fault.hours_to_go(now)
        waits = [
            min(one.expected(now) for one in group)
            for group in self.needs
            if max(self._enough(one.level) for one in group) < FULL
        ]
        rebooting = (self._up_at - now) / HOUR if self._up_at else 0.0
        return min(NO_END, max([*waits, rebooting]))

    def why(self, now: int) -> Cause | None:
        """Why it is not whole, or on what it still runs."""
        if self.fault.active and self.level < self.gives * FULL:
            return self._why_fault()
        missing = self._missing()
        if missing is None:
            return self._why_carried()
        text = self._says(missing, now)
        tag = self.buffer_figure.tag if self.buffer else "D"
        return Cause(text, tag or "D", _gauge_of(missing))

    def _says(self, missing: Support, now: int) -> Text:
        nl, en, other = self.title.nl, self.title.en, missing.title
        if self._slope < 0:
            left = self.hours_left(now)
            return Text(
                f"{nl} draait op de eigen buffer, nog {hours(left, 'nl')} uur:"
                f" {other.nl} geeft te weinig",
                f"{en} runs on its own buffer, {hours(left, 'en')} h left:"
                f" {other.en} gives too little",
            )
        if self.level > 0:
            share = self.level
            return Text(
                f"{nl} werkt voor {percent(share, 'nl')}, op {other.nl}",
                f"{en} works at {percent(share, 'en')}, on {other.en}",
            )
        used_nl = ", de buffer is op" if self.buffer else ""
        used_en = ", the buffer is used up" if self.buffer else ""
        return Text(f"{nl} mist {other.nl}{used_nl}", f"{en} lacks {other.en}{used_en}")

    def _why_carried(self) -> Cause | None:
        """On what it runs, where that is not what it runs on as a rule."""
        for group in self.needs:
            best = max(group, key=lambda one: one.level)
            if best is not group[0] and self._enough(group[0].level) < FULL:
                text = Text(
                    f"{self.title.nl} draait op {best.title.nl}",
                    f"{self.title.en} runs on {best.title.en}",
                )
                return Cause(text, "D", _gauge_of(best))
        return None

    def _why_fault(self) -> Cause:
        figure = self._restored
        part = self.fault.part
        nl, en = f"{self.title.nl} is uitgevallen", f"{self.title.en} has failed"
        if part:
            nl += f", {round(part * 100)} % is hersteld"
            en += f", {round(part * 100)} % is restored"
        return Cause(Text(nl, en), (figure.tag if figure else "") or "D")

    def _missing(self) -> Support | None:
        for group in self.needs:
            best = max(group, key=lambda one: one.level)
            if self._enough(best.level) < FULL:
                return group[-1] if best.level <= 0 else best
        return None


def _gauge_of(support: Support) -> str:
    return support.name if isinstance(support, Outsider) else f"{support.name}.level"
