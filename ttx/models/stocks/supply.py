"""Orders on their way, and what becomes of them when a supplier is lost.

An order is lost, late or delivered; it is never delivered twice.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from ttx.figures import TIME, Figure, fixed
from ttx.models.model import Ground
from ttx.models.station import Calendar
from ttx.models.stocks.store import Order, Store
from ttx.moment import DAY


@dataclass(slots=True, eq=False)
class Shipment:
    """What is on its way to one stock."""

    store: Store
    amount: float
    number: int
    due: int
    second: Second | None
    plan: int = 0


class Second:
    """A supplier who delivers when the usual one is lost."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        self.lead: Figure = values["lead"]
        self._most = None if values["most"] is None else float(values["most"].mean)
        self._day = -1
        self._given = 0.0

    def spare(self, now: int, amount: float) -> float:
        """What it gives of this today."""
        if self._most is None:
            return amount
        if now // DAY != self._day:
            self._day, self._given = now // DAY, 0.0
        given = max(0.0, min(amount, self._most - self._given))
        self._given += given
        return given


class Supplier:
    """Who supplies one stock: the usual one, and those who may stand in."""

    def __init__(self, values: Mapping[str, Any]) -> None:
        usual = next(iter(values["usual"].values()), None)
        self.can_be_lost = usual is not None
        self.chance: float = usual["lost"].mean if usual else 0.0
        self.late: Figure = usual["late"] if usual else fixed(0.0, TIME)
        self.seconds = [Second(one) for one in values["second"].values()]
        self.gone = False
        self.lost = 0.0


class Supply:
    """All orders of all stocks."""

    def __init__(
        self, ground: Ground, moved: Callable[[Store], None],
        put: Callable[[Store, float], None],
    ) -> None:  # fmt: skip
        self._ground, self._env = ground, ground.env
        self._calendar = Calendar.of(ground.env)
        self._moved, self._put = moved, put
        self.waiting: list[Order] = []
        self.under_way: list[Shipment] = []
        self.by: dict[str, Supplier] = {}

    def at(self, delay: int, act: Callable[[], None]) -> None:
        """Do this so many milliseconds from now."""
        self._calendar.later(delay if delay > 0 else 0, act)

    # ---- orders

    def order(self, store: Store, amount: float) -> None:
        """Order so much; what the supplier has not waits there."""
        if amount <= 0:
            return
        store.due += amount
        order = Order(store, amount)
        if not self._loaded(order):
            self.waiting.append(order)

    def load_waiting(self) -> None:
        """Try again what waits."""
        waiting, self.waiting = self.waiting, []
        still = [order for order in waiting if not self._loaded(order)]
        self.waiting = still + self.waiting

    def _loaded(self, order: Order) -> bool:
        """Load what the supplier has and send it; True if nothing waits any more."""
        by = self.by[order.store.name]
        if by.gone:
            return self._from_others(order, by)
        source = order.store.supplier
        if source is None:
            return self._load(order, order.amount)
        source.settle(int(self._env.now))
        loaded = source.hand_out(order.amount)
        if loaded > 0:
            self._moved(source)
        return self._load(order, loaded)

    def _from_others(self, order: Order, by: Supplier) -> bool:
        for one in by.seconds:
            given = one.spare(int(self._env.now), order.amount)
            if self._load(order, given, one):
                return True
        return False

    def _load(self, order: Order, amount: float, second: Second | None = None) -> bool:
        if amount > 0:
            order.amount -= amount
            self._send(order.store, amount, second)
        return order.amount <= 0

    def _send(self, store: Store, amount: float, second: Second | None = None) -> None:
        store.orders += 1
        luck = self._ground.stream("stocks/leads").keyed(f"{store.name}:{store.orders}")
        lead = int((second.lead if second else store.lead).quantile(luck))
        one = Shipment(store, amount, store.orders, int(self._env.now) + lead, second)
        self.under_way.append(one)
        self._wait_for(one)

    def _wait_for(self, one: Shipment) -> None:
        one.plan += 1
        plan = one.plan
        self.at(one.due - int(self._env.now), lambda: self._arrive(one, plan))

    def _arrive(self, one: Shipment, plan: int) -> None:
        if plan != one.plan or one not in self.under_way:
            return
        self.under_way.remove(one)
        store = one.store
        comes = one.amount * store.supply
        if comes < one.amount:
            self._send(store, one.amount - comes, one.second)
        if comes > 0:
            store.settle(int(self._env.now))
            store.due = max(0.0, store.due - comes)
            self._put(store, comes)

    # ---- a supplier that is lost

    def lose(self, store: Store, value: float) -> None:
        """The supplier is lost (or back): orders under way are lost or late."""
        by = self.by[store.name]
        gone = value >= 0.5
        if gone == by.gone:
            return
        by.gone = gone
        what = "supplier-lost" if gone else "supplier-back"
        self._ground.happened(what, stock=store.name)
        if gone:
            for one in [one for one in self.under_way if one.store is store]:
                if one.second is None:
                    self._strike(one, by)
        self.load_waiting()

    def _strike(self, one: Shipment, by: Supplier) -> None:
        key = f"{one.store.name}:{one.number}"
        if self._ground.stream("stocks/lost").keyed(key) < by.chance:
            self.under_way.remove(one)
            one.store.due = max(0.0, one.store.due - one.amount)
            by.lost += one.amount
            return
        late = by.late.quantile(self._ground.stream("stocks/late").keyed(key))
        one.due += int(late)
        self._wait_for(one)
