"""Stocks: what there is of diesel, blood or masks, what goes out and what is on its way.

An amount runs in straight lines between events; nothing here may fall below zero.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from ttx.figures import Figure
from ttx.forms import Field, Form
from ttx.models.model import Followed, Foreign, Ground, Model
from ttx.models.stocks.board import Board
from ttx.models.stocks.claims import EVERY, Claims
from ttx.models.stocks.form import LEAD, STOCK
from ttx.models.stocks.store import Store
from ttx.models.stocks.supply import Supplier, Supply
from ttx.moment import HOUR
from ttx.text import Text

__all__ = ["LEAD", "STOCK", "Stocks"]

_DRAWN = ("holds", "capacity", "use", "reorder_below", "order_up_to", "shelf_life")


class Stocks(Model):
    """All stocks, the orders between them and the claims on them."""

    NAME: ClassVar[str] = "stocks"
    FORM: ClassVar[Form] = {"*": Field("a stock by its name", "forms", form=STOCK)}

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        self._ground, self._env = ground, ground.env
        self._burners: list[tuple[Store, list[Foreign]]] = []
        self._followed = Followed()
        self.supply = Supply(ground, self.moved, self.put)
        self._stores = {name: self._made(name, one) for name, one in values.items()}
        for name, one in values.items():
            self._supplier(name, one["supplier"])
            self._one_only(name, one)
            self._instead(name, one["instead"])
        self._claims = {
            name: Claims(self._stores[name], one)
            for name, one in values.items()
            if one["claims"]
        }
        board = Board(ground, self)
        for store in self._stores.values():
            board.gauges(store)
            board.levers(store)
        for claims in self._claims.values():
            claims.register(ground, self._around(claims))
        ground.each_look(self._look)

    def start(self) -> None:
        """Let every stock run from what it holds."""
        for store in self._stores.values():
            self._plan_expiry(store, store.lots)
            self.moved(store)
        if self._claims:
            self._env.process(self._rounds())

    # --- the making --------------------------------------------------------------

    def _made(self, name: str, values: Mapping[str, Any]) -> Store:
        drawn = {
            key: None if values[key] is None else self._draw(name, key, values[key])
            for key in _DRAWN
        }
        dutch = values["title"] or values["title_en"] or name
        title = Text(dutch, values["title_en"] or dutch)
        store = Store(name, title, values["unit"], drawn, int(self._env.now))
        store.lead = values["lead"]
        self.supply.by[name] = Supplier(values)
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
            self._followed.all += readers
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

    def _one_only(self, name: str, values: Mapping[str, Any]) -> None:
        for key in ("instead", "usual"):
            if len(values[key]) > 1:
                english = "'{key}' of '{name}' holds more than one; one is meant"
                self._ground.wrong((name, key), "one-only", english, key=key, name=name)

    def _instead(self, name: str, values: Mapping[str, Any]) -> None:
        store = self._stores[name]
        for other, one in values.items():
            if other == name or other not in self._stores:
                english = "'{other}' cannot stand in for '{name}': no such other stock"
                self._ground.wrong((name, "instead"), "unknown-stock", english,
                                   name=name, other=other)  # fmt: skip
                return
            store.instead, store.share = self._stores[other], one["share"].mean
            self._stores[other].stands_in.append(store)

    def _around(self, claims: Claims) -> Callable[[Callable[[], None]], None]:
        """How a change of claims is made: settled before, served at once after."""

        def pulled(act: Callable[[], None]) -> None:
            act()
            self._serve(claims, 0.0)

        return pulled

    # --- time --------------------------------------------------------------------

    def _look(self) -> None:
        if self._followed.moved():
            self._follow()
        if self.supply.waiting:
            self.supply.load_waiting()

    def _follow(self) -> None:
        """Let what runs on a stock burn as it does now."""
        for store, readers in self._burners:
            burn = sum([one.read() for one in readers])
            if burn != store.burn:
                store.settle(int(self._env.now))
                store.burn_by(burn)
                self.moved(store)

    def _rounds(self) -> Any:
        while True:
            yield self._env.timeout(round(EVERY * HOUR))
            for claims in self._claims.values():
                self._serve(claims, EVERY)

    def _serve(self, claims: Claims, hours: float) -> None:
        claims.serve(int(self._env.now), hours)
        self.moved(claims.store)
        if claims.store.instead is not None:
            self.moved(claims.store.instead)

    def moved(self, store: Store) -> None:
        """Bring a stock up to now, order if it must, and plan its next crossing."""
        now = int(self._env.now)
        ran_out = store.settle(now)
        if gone := store.expire(now):
            self._ground.happened("expired", stock=store.name, amount=round(gone, 1))
            ran_out = store.settle(now) or ran_out
        if ran_out:
            self._ground.happened("stock-empty", stock=store.name)
        if store.instead is not None:
            self._pass_on(store, store.instead)
        if short := store.short():
            self.supply.order(store, short)
        due = store.crossing()
        if due is None or (store.wake is not None and now < store.wake == due):
            return
        store.wake = due
        self.supply.at(due - now, lambda: self.moved(store))

    def _pass_on(self, store: Store, other: Store) -> None:
        """An empty stock lets part of its use come out of the one used instead."""
        empty = store.amount(int(self._env.now)) <= 0
        passed = store.own_rate * store.share if empty else 0.0
        if passed != store.passed:
            other.settle(int(self._env.now))
            store.passed = passed
            other.rerate()
            self.moved(other)

    def put(self, store: Store, amount: float) -> None:
        """Something arrives; what does not fit goes back to the supplier."""
        store.settle(int(self._env.now))
        put = store.put(amount)
        self._plan_expiry(store, store.lots[-1:])
        if store.name in self._claims:
            self._claims[store.name].came(put)
        self._ground.happened("delivered", stock=store.name, amount=round(put, 1))
        if put < amount:
            over = amount - put
            self._ground.happened("stock-full", stock=store.name, amount=round(over, 1))
            if store.supplier is not None:
                self.put(store.supplier, over)
        self.moved(store)

    def _plan_expiry(self, store: Store, lots: list[tuple[int, float]]) -> None:
        for ends, _ in lots:
            self.supply.at(ends - int(self._env.now), lambda: self.moved(store))
