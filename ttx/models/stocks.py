"""Stocks: what there is of diesel, blood or masks, what goes out and what is on its way.

An amount runs in straight lines between events; nothing here may fall below zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

import simpy

from ttx.figures import TIME, Figure, fixed
from ttx.forms import Field, Form
from ttx.models.model import Cause, Gauge, Ground, Lever, Model
from ttx.models.store import NO_END, Order, Store
from ttx.moment import HOUR
from ttx.text import Text, hours

LEAD = Figure(
    "triangular", (4.0 * HOUR, 12.0 * HOUR, 24.0 * HOUR), TIME,
    "order to delivery of fuel in an outage; engineering assumption", "E",
)  # fmt: skip
STOCK: Form = {
    "title": Field("how it is called in Dutch", "text", default=""),
    "title_en": Field("how it is called in English", "text", default=""),
    "product": Field("what it is", "text", default=""),
    "unit": Field("the unit of every amount of it", "text", default="l"),
    "holds": Field("what is there at the start"),
    "capacity": Field("what fits at most", default=None),
    "use": Field(
        "steady use per hour",
        default=fixed(0.0, "", "D", "nothing stated, nothing used"),
    ),
    "burned_by": Field("generators that burn from it", "names", default=()),
    "reorder_below": Field("below this (with what is due) it is ordered", default=None),
    "order_up_to": Field("up to this", default=None),
    "lead": Field("from order to delivery", unit=TIME, default=LEAD),
    "supplier": Field("the stock that orders are loaded from", "text", default=""),
}


class Stocks(Model):
    """All stocks and the orders between them."""

    NAME: ClassVar[str] = "stocks"
    FORM: ClassVar[Form] = {"*": Field("a stock by its name", "forms", form=STOCK)}

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        self._ground, self._env = ground, ground.env
        self._burners: list[tuple[Store, list[Callable[[], float]]]] = []
        self._waiting: list[Order] = []
        self._stores = {name: self._made(name, one) for name, one in values.items()}
        for name, one in values.items():
            self._supplier(name, one["supplier"])
        for store in self._stores.values():
            self._gauges(store)
            self._levers(store)
        ground.each_look(self._look)

    def start(self) -> None:
        """Let every stock run from what it holds."""
        for store in self._stores.values():
            self._moved(store)

    # --- the making --------------------------------------------------------------

    def _made(self, name: str, values: Mapping[str, Any]) -> Store:
        drawn = {
            key: None if values[key] is None else self._draw(name, key, values[key])
            for key in ("holds", "capacity", "use", "reorder_below", "order_up_to")
        }
        dutch = values["title"] or values["title_en"] or name
        title = Text(dutch, values["title_en"] or dutch)
        store = Store(name, title, values["unit"], drawn, int(self._env.now))
        store.lead = values["lead"]
        if (store.reorder is None) != (store.up_to is None):
            english = "'reorder_below' and 'order_up_to' belong together"
            self._ground.wrong((name,), "half-rule", english)
        readers = [
            self._ground.foreign(f"{burner}.burn", (name, "burned_by"))
            for burner in values["burned_by"]
        ]
        if readers:
            store.burners = tuple(values["burned_by"])
            self._burners.append((store, readers))
        return store

    def _draw(self, name: str, key: str, figure: Figure) -> float:
        return figure.quantile(self._ground.stream(f"stocks/{key}").keyed(name))

    def _supplier(self, name: str, supplier: str) -> None:
        if not supplier:
            return
        if supplier == name or supplier not in self._stores:
            english = "'{name}' cannot be supplied by '{supplier}': no such other stock"
            self._ground.wrong((name, "supplier"), "unknown-stock", english,
                               name=name, supplier=supplier)  # fmt: skip
            return
        step: Store | None = self._stores[supplier]
        while step is not None:
            if step.name == name:
                english = "'{name}' supplies itself in a circle, by '{supplier}'"
                self._ground.wrong((name, "supplier"), "circle", english,
                                   name=name, supplier=supplier)  # fmt: skip
                return
            step = step.supplier
        self._stores[name].supplier = self._stores[supplier]

    # --- time --------------------------------------------------------------------

    def _look(self) -> None:
        for store, readers in self._burners:
            burn = sum(read() for read in readers)
            if burn != store.burn:
                store.settle(int(self._env.now))
                store.burn = burn
                self._moved(store)
        if self._waiting:
            self._load_waiting()

    def _moved(self, store: Store) -> None:
        """Bring a stock up to now, order if it must, and plan its next crossing."""
        now = int(self._env.now)
        if store.settle(now):
            self._ground.happened("stock-empty", stock=store.name)
        if short := store.short():
            self._order(store, short)
        due = store.crossing()
        if due is None or (store.wake is not None and now < store.wake == due):
            return
        store.wake = due
        self._at(due - now, lambda: self._moved(store))

    def _at(self, delay: int, act: Callable[[], None]) -> None:
        event = simpy.Timeout(self._env, max(0, delay))
        assert event.callbacks is not None
        event.callbacks.append(lambda _: act())

    # --- orders ------------------------------------------------------------------

    def _order(self, store: Store, amount: float) -> None:
        if amount <= 0:
            return
        store.due += amount
        order = Order(store, amount)
        if not self._loaded(order):
            self._waiting.append(order)

    def _loaded(self, order: Order) -> bool:
        """Load what the supplier has and send it; True if nothing waits any more."""
        source = order.store.supplier
        if source is None:
            self._send(order.store, order.amount)
            return True
        source.settle(int(self._env.now))
        loaded = source.hand_out(order.amount)
        if loaded > 0:
            order.amount -= loaded
            self._moved(source)
            self._send(order.store, loaded)
        return order.amount <= 0

    def _load_waiting(self) -> None:
        waiting, self._waiting = self._waiting, []
        still = [order for order in waiting if not self._loaded(order)]
        self._waiting = still + self._waiting

    def _send(self, store: Store, amount: float) -> None:
        store.orders += 1
        stream = self._ground.stream("stocks/leads")
        lead = store.lead.quantile(stream.keyed(f"{store.name}:{store.orders}"))
        self._at(int(lead), lambda: self._arrive(store, amount))

    def _arrive(self, store: Store, amount: float) -> None:
        comes = amount * store.supply
        if comes < amount:
            self._send(store, amount - comes)
        if comes > 0:
            store.settle(int(self._env.now))
            store.due = max(0.0, store.due - comes)
            self._put(store, comes)

    def _put(self, store: Store, amount: float) -> None:
        store.settle(int(self._env.now))
        put = store.put(amount)
        self._ground.happened("delivered", stock=store.name, amount=round(put, 1))
        if put < amount:
            over = amount - put
            self._ground.happened("stock-full", stock=store.name, amount=round(over, 1))
            if store.supplier is not None:
                self._put(store.supplier, over)
        self._moved(store)

    # --- gauges and levers -------------------------------------------------------

    def _gauges(self, store: Store) -> None:
        def now() -> int:
            return int(self._env.now)

        table: tuple[tuple[str, str, str, str, Callable[[], float]], ...] = (
            ("amount", store.unit, "voorraad", "in stock", lambda: store.amount(now())),
            ("hours_left", "h", "uren over", "hours left", lambda: store.hours_left(now())),
            ("used", store.unit, "verbruikt", "used", lambda: store.used_by(now())),
            ("came", store.unit, "binnengekomen", "came in", lambda: store.came),
            ("taken", store.unit, "afgegeven", "handed out", lambda: store.taken),
            ("empty_hours", "h", "uren leeg", "hours empty",
             lambda: store.empty_hours(now())),
            ("due", store.unit, "in bestelling", "on order", lambda: store.due),
        )  # fmt: skip
        for what, unit, nl, en, read in table:
            says = Text(f"{store.title.nl}: {nl}", f"{store.title.en}: {en}")
            name = f"{store.name}.{what}"
            self._ground.gauge(
                Gauge(name, unit, says, read, why=lambda: self._why(store))
            )

    def _why(self, store: Store) -> Cause | None:
        now = int(self._env.now)
        left = store.hours_left(now)
        if left >= NO_END:
            return None
        nl, en = store.title.nl, store.title.en
        if left <= 0:
            text = Text(f"{nl} is op", f"{en} has run out")
        else:
            text = Text(
                f"{nl}: nog {hours(left, 'nl')} uur bij dit verbruik",
                f"{en}: {hours(left, 'en')} h left at this use",
            )
        then = f"{store.burners[0]}.level" if store.burners and left > 0 else ""
        return Cause(text, store.lead.tag if store.due else "D", then)

    def _levers(self, store: Store) -> None:
        def add(
            what: str, unit: str, nl: str, en: str, act: Callable[[float], None],
            kind: str = "pulse", base: float = 0.0, high: float = float("inf"),
        ) -> None:  # fmt: skip
            def pulled(value: float) -> None:
                store.settle(int(self._env.now))
                act(value)
                self._moved(store)

            says = Text(f"{store.title.nl}: {nl}", f"{store.title.en}: {en}")
            name = f"{store.name}.{what}"
            self._ground.lever(Lever(name, unit, says, pulled, base, kind, high=high))

        add("deliver", store.unit, "nu bezorgd", "delivered now",
            lambda amount: self._put(store, amount))  # fmt: skip
        add("take", store.unit, "nu afgegeven", "handed out now",
            lambda amount: _ignore(store.hand_out(amount)))  # fmt: skip
        add("order", store.unit, "nu besteld", "ordered now",
            lambda amount: self._order(store, amount))  # fmt: skip
        add("use", "", "verbruik (1 is gewoon)", "use (1 is usual)",
            store.use_by, "level", 1.0)  # fmt: skip
        add("supply", "", "deel van leveringen dat doorkomt",
            "share of deliveries that come through",
            store.supply_by, "level", 1.0, 1.0)  # fmt: skip


def _ignore(_: float) -> None:
    """What is handed out leaves the model here."""
