"""The board of the stocks: what can be read of each, what can be pulled, and why.

It only reads and passes on; amounts change in the stocks alone.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Protocol

from ttx.models.model import Cause, Gauge, Ground, Lever
from ttx.models.stocks.store import NO_END, Store
from ttx.models.stocks.supply import Supplier, Supply
from ttx.text import Text, hours, number

Row = tuple[str, str, str, Callable[[], float]]
_SUPPLY = ("due", "came", "orders_lost")
PULSES = {
    "deliver": ("nu bezorgd", "delivered now"),
    "take": ("nu afgegeven", "handed out now"),
    "lose": ("nu verloren (bedorven, besmet, gestolen)",
             "lost now (spoilt, contaminated, stolen)"),
    "order": ("nu besteld", "ordered now"),
}  # fmt: skip
SHARES = {
    "use": ("verbruik (1 is gewoon)", "use (1 is usual)", float("inf")),
    "supply": ("deel van leveringen dat doorkomt",
               "share of deliveries that come through", 1.0),
}  # fmt: skip
LOST = "supplier_lost"


class Stocks(Protocol):
    """What the board may ask of the model."""

    supply: Supply

    def put(self, store: Store, amount: float) -> None:
        """Put something in."""

    def moved(self, store: Store) -> None:
        """Bring a stock up to now."""


class Board:
    """All gauges and levers of all stocks."""

    def __init__(self, ground: Ground, stocks: Stocks) -> None:
        self._ground, self._env, self._stocks = ground, ground.env, stocks

    def _supplier(self, store: Store) -> Supplier:
        return self._stocks.supply.by[store.name]

    def gauges(self, store: Store) -> None:
        """What can be read of one stock."""
        whats = self._ground.told(f"{store.name}/gauges", lambda: [*self._table(store)])
        self._ground.gauges_of(store.name, whats, partial(self._gauge, store))

    def _gauge(self, store: Store, what: str) -> Gauge:
        unit, nl, en, read = self._table(store)[what]
        says = _said(store, nl, en)
        tell = self._why_supply if what in _SUPPLY else self._why
        name = f"{store.name}.{what}"
        turns = store.turns if what == "amount" else None
        return Gauge(name, unit, says, read, why=lambda: tell(store), turns=turns)

    def _table(self, store: Store) -> dict[str, Row]:
        env = self._env
        table: list[tuple[str, str, str, str, Callable[[], float]]] = [
            ("amount", store.unit, "voorraad", "in stock", lambda: store.amount(env._now)),
            ("hours_left", "h", "uren over", "hours left", lambda: store.hours_left(env._now)),
            ("used", store.unit, "verbruikt", "used", lambda: store.used_by(env._now)),
            ("came", store.unit, "binnengekomen", "came in", lambda: store.came),
            ("taken", store.unit, "afgegeven", "handed out", lambda: store.taken),
            ("empty_hours", "h", "uren leeg", "hours empty",
             lambda: store.empty_hours(env._now)),
            ("due", store.unit, "in bestelling", "on order", lambda: store.due),
            ("lost", store.unit, "verloren of verlopen", "lost or expired",
             lambda: store.lost),
        ]  # fmt: skip
        if self._supplier(store).can_be_lost:
            table.append(("orders_lost", store.unit, "bestellingen verloren",
                          "orders lost", lambda: self._supplier(store).lost))  # fmt: skip
        if store.stands_in:
            table.append(("stood_in", store.unit, "gebruikt in plaats van iets anders",
                          "used instead of something else",
                          lambda: store.stood_in_by(env._now)))  # fmt: skip
        return {what: row for what, *row in table}  # type: ignore[misc]

    def _why(self, store: Store) -> Cause:
        now = int(self._env.now)
        left = store.hours_left(now)
        nl, en = store.title.nl, store.title.en
        then = f"{store.burners[0]}.level" if store.burners and left > 0 else ""
        if left >= NO_END:
            text = Text(
                f"{nl}: bij dit verbruik niet bedreigd",
                f"{en}: not threatened at this use",
            )
        elif left <= 0:
            text = Text(f"{nl} is op", f"{en} has run out")
        else:
            text = Text(
                f"{nl}: nog {hours(left, 'nl')} uur bij {_use(store, 'nl')} {store.unit} per uur",
                f"{en}: {hours(left, 'en')} h left at {_use(store, 'en')} {store.unit} an hour",
            )
        if self._supplier(store).gone:
            then = f"{store.name}.due"
        return Cause(text, store.lead.tag if store.due else "D", then)

    def _why_supply(self, store: Store) -> Cause:
        nl, en, by = store.title.nl, store.title.en, self._supplier(store)
        if by.gone and by.seconds:
            return Cause(Text(f"{nl}: de leverancier is weg; een tweede levert.",
                              f"{en}: the supplier is lost; a second one delivers."), "E")  # fmt: skip
        if by.gone:
            return Cause(Text(f"{nl}: de leverancier is weg.",
                              f"{en}: the supplier is lost."))  # fmt: skip
        if any(one.store is store for one in self._stocks.supply.waiting):
            source = store.supplier
            then = f"{source.name}.amount" if source is not None else ""
            return Cause(Text(f"{nl}: de leverancier heeft te weinig.",
                              f"{en}: the supplier has too little."), then=then)  # fmt: skip
        if store.due > 0:
            return Cause(Text(f"{nl}: {number(store.due, 'nl')} {store.unit} besteld.",
                              f"{en}: {number(store.due, 'en')} {store.unit} on order."),
                         store.lead.tag or "E")  # fmt: skip
        return Cause(Text(f"{nl}: er is niets in bestelling.",
                          f"{en}: nothing is on order."))  # fmt: skip

    def levers(self, store: Store) -> None:
        """What can be pulled of one stock."""
        whats = [*PULSES, *SHARES]
        if self._supplier(store).can_be_lost:
            whats.append(LOST)
        self._ground.levers_of(store.name, whats, partial(self._lever, store))

    def _lever(self, store: Store, what: str) -> Lever:
        act = self._act(store, what)

        def pulled(value: float) -> None:
            store.settle(int(self._env.now))
            act(value)
            self._stocks.moved(store)

        name = f"{store.name}.{what}"
        if what in PULSES:
            says, unit = _said(store, *PULSES[what]), store.unit
            return Lever(name, unit, says, pulled, kind="pulse")
        if what == LOST:
            says = _said(store, "leverancier weg (1) of terug (0)",
                         "supplier lost (1) or back (0)")  # fmt: skip
            return Lever(name, "", says, pulled, high=1.0)
        nl, en, high = SHARES[what]
        return Lever(name, "", _said(store, nl, en), pulled, 1.0, high=high)

    def _act(self, store: Store, what: str) -> Callable[[float], object]:
        """What a pull does to the stock, which is settled before."""
        stocks = self._stocks
        acts: dict[str, Callable[[float], object]] = {
            "deliver": lambda amount: stocks.put(store, amount),
            "take": store.hand_out,
            "lose": store.lose,
            "order": lambda amount: stocks.supply.order(store, amount),
            "use": store.use_by,
            "supply": store.supply_by,
            LOST: lambda value: stocks.supply.lose(store, value),
        }
        return acts[what]


def _use(store: Store, lang: str) -> str:
    """What goes out of it each hour, in whole units from ten on."""
    return number(store.rate, lang, 0 if store.rate >= 10 else 1)


def _said(store: Store, nl: str, en: str) -> Text:
    return Text(f"{store.title.nl}: {nl}", f"{store.title.en}: {en}")
