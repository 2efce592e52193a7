"""One stock: an amount that runs in straight lines between events.

It must never hold less than nothing nor more than it can.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from ttx.figures import Figure
from ttx.models.model import Moves
from ttx.moment import HOUR, LIMIT
from ttx.text import Text

NO_END = 240.0
"""Hours left that stand for "not threatened"."""
_DUST = 1e-9
_LOTS = 10
"""So many ages there are in a stock at the start: how finely they are spread."""


class Store:
    """What is there of one thing, at one place."""

    __slots__ = (
        "_amount", "_empty", "_empty_since", "_since", "_stood_in", "_used", "burn",
        "burners", "came", "capacity", "due", "factor", "holds", "instead", "lead",
        "life", "lost", "lots", "name", "orders", "passed", "rate", "reorder", "share",
        "stands_in", "steady", "supplier", "supply", "taken", "title", "turns", "unit", "up_to",
        "wake",
    )  # fmt: skip

    lead: Figure

    def __init__(
        self,
        name: str,
        title: Text,
        unit: str,
        drawn: Mapping[str, float | None],
        now: int,
    ) -> None:
        self.name, self.title, self.unit = name, title, unit
        self.capacity = drawn["capacity"]
        holds = drawn["holds"] or 0.0
        self.holds = holds if self.capacity is None else min(holds, self.capacity)
        self.steady = drawn["use"] or 0.0
        self.reorder, self.up_to = drawn["reorder_below"], drawn["order_up_to"]
        self.supplier: Store | None = None
        self.burners: tuple[str, ...] = ()
        self.burn = self.passed = 0.0
        self.instead: Store | None = None
        self.share = 0.0
        self.stands_in: list[Store] = []
        self.life = round(drawn.get("shelf_life") or 0)
        self.factor = self.supply = 1.0
        self.rate = self.steady
        """Use per hour now, in place of others too, if there is anything to use."""
        self.came = self.taken = self.due = self.lost = self._stood_in = 0.0
        self.orders, self.turns = 0, Moves()
        self.wake: int | None = None
        self._amount = self.holds
        self._used = 0.0
        self._since = now
        self._empty_since: int | None = now if self.holds <= 0 else None
        self._empty = 0
        self.lots: list[tuple[int, float]] = [
            (now + self.life * part // _LOTS, self.holds * part / _LOTS)
            for part in range(1, _LOTS + 1)
            if self.life
        ]

    @property
    def own_rate(self) -> float:
        """Use per hour of its own, if there is anything to use."""
        return self.steady * self.factor + self.burn

    def rerate(self) -> None:
        """Work out the use per hour, after something that makes it up changed."""
        self.rate = self.own_rate + sum([one.passed for one in self.stands_in])

    def burn_by(self, burn: float) -> None:
        """Let so much an hour be burned by what runs on it."""
        self.burn = burn
        self.rerate()

    def amount(self, now: float) -> float:
        """What is there: a straight line since the last event, never below zero."""
        there, rate = self._amount, self.rate
        if not rate:
            return there
        gone = rate * (now - self._since) / HOUR
        return there - gone if gone < there else 0.0

    def used_by(self, now: float) -> float:
        """What has been consumed up to now."""
        return self._used + self._gone(now)

    def stood_in_by(self, now: float) -> float:
        """What has been used of it in place of something else."""
        return self._stood_in + self._for_others(self._gone(now))

    def _for_others(self, gone: float) -> float:
        rate = self.rate
        return gone * (rate - self.own_rate) / rate if self.stands_in and rate else 0.0

    def _gone(self, now: float) -> float:
        there, gone = self._amount, self.rate * (now - self._since) / HOUR
        return gone if gone < there else there

    def hours_left(self, now: float) -> float:
        """Hours until it is empty at the present use; NO_END if not threatened."""
        there, rate = self._amount, self.rate
        if rate <= 0:
            return NO_END if there > 0 else 0.0
        there -= rate * (now - self._since) / HOUR
        if there <= 0:
            return 0.0
        left = there / rate
        return left if left < NO_END else NO_END

    def empty_hours(self, now: float) -> float:
        """Hours that it has been empty so far."""
        running = now - self._empty_since if self._empty_since is not None else 0
        return (self._empty + running) / HOUR

    def settle(self, now: int) -> bool:
        """Write the use up to now; True if it has just run out."""
        gone = self._gone(now)
        self._stood_in += self._for_others(gone)
        self._used += gone
        self._amount -= gone
        self._since = now
        if self._amount <= _DUST:
            self._used += self._amount
            self._amount = 0.0
        return self._note_empty(now)

    def _note_empty(self, now: int) -> bool:
        if self._amount > 0:
            if self._empty_since is not None:
                self._empty += now - self._empty_since
                self._empty_since = None
                self.turns.count += 1
            return False
        if self._empty_since is None:
            self._empty_since = now
            self.turns.count += 1
            return True
        return False

    def put(self, amount: float) -> float:
        """Add what fits; what was added."""
        room = amount if self.capacity is None else self.capacity - self._amount
        added = max(0.0, min(amount, room))
        self._amount += added
        self.came += added
        if self.life and added > 0:
            self.lots.append((self._since + self.life, self.holds + self.came))
        return added

    def expire(self, now: int) -> float:
        """Throw away what is past its date; what that was.

        The oldest is used first: of a lot is left what came in up to and with it, less
        all that has gone out since the start. At the start ages are spread evenly
        (assumption).
        """
        gone = 0.0
        while self.lots and self.lots[0][0] <= now:
            _, so_far = self.lots.pop(0)
            out = self._used + self.taken + self.lost
            past = max(0.0, min(self._amount, so_far - out))
            self._amount -= past
            self.lost += past
            gone += past
        return gone if gone > _DUST else 0.0

    def lose(self, amount: float) -> float:
        """Lose what there is of it; what was lost."""
        out = max(0.0, min(amount, self._amount))
        self._amount -= out
        self.lost += out
        return out

    def hand_out(self, amount: float) -> float:
        """Take out what there is of it; what was taken."""
        out = max(0.0, min(amount, self._amount))
        self._amount -= out
        self.taken += out
        return out

    def use_by(self, factor: float) -> None:
        """Let the steady use go by this factor."""
        self.factor = factor
        self.rerate()

    def supply_by(self, share: float) -> None:
        """Let this share of each due delivery come through."""
        self.supply = share

    def short(self) -> float:
        """What must be ordered now by its (s, S) rule, or nothing."""
        if self.reorder is None or self.up_to is None:
            return 0.0
        position = self._amount + self.due
        return self.up_to - position if position <= self.reorder + _DUST else 0.0

    def crossing(self) -> int | None:
        """The moment at which it runs out or falls to its reorder level."""
        rate = self.rate
        if rate <= 0 or self._amount <= 0:
            return None
        below = 0.0
        if self.reorder is not None and 0.0 < self.reorder - self.due < self._amount:
            below = self.reorder - self.due
        span = (self._amount - below) / rate * HOUR
        return self._since + max(1, math.ceil(span)) if span < LIMIT else None


@dataclass(slots=True)
class Order:
    """What a stock still waits for at its supplier."""

    store: Store
    amount: float
