"""Claims on one stock: who asks, who gets by which key, and what is not met.

A claim never takes more than there is; what is not met is counted, not hidden.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ttx.models.model import Cause, Gauge, Ground, Lever
from ttx.models.stocks.form import KEYS, PROPORTIONAL, RESERVED
from ttx.models.stocks.store import Store
from ttx.text import Text, number

EVERY = 1.0
"""Hours from one round of claims to the next: the step of the model. What is asked at
once is served at once."""
_KEY_NAMES = (
    Text("naar prioriteit", "by priority"),
    Text("naar rato", "in proportion"),
    Text("met een gereserveerd deel", "with a reserved share"),
)


class Claimant:
    """One who claims: hospitals, Defence, a region."""

    def __init__(self, name: str, values: Mapping[str, Any]) -> None:
        dutch = values["title"] or values["title_en"] or name
        self.name, self.title = name, Text(dutch, values["title_en"] or dutch)
        self.a_day: float = values["asks"].mean
        self.rank: float = values["priority"].mean
        self.reserved: float = values["reserved"].mean
        self.kept = self.owed = 0.0
        self.asked = self.got = self.unmet = self.other = 0.0

    def steady(self, hours: float) -> float:
        """What it asks over so many hours."""
        return self.a_day * hours / 24

    def served(self, hours: float, got: float, other: float) -> None:
        """Write down what it got now, from here and from elsewhere.

        What it asks day by day is met or not; what it asked once stays owed.
        """
        steady, whole = self.steady(hours), got + other
        self.asked += steady
        self.got += got
        self.other += other
        self.unmet += max(0.0, steady - whole)
        self.owed -= min(self.owed, max(0.0, whole - steady))
        self.kept = max(0.0, self.kept - got)


class Claims:
    """All claimants of one stock."""

    def __init__(self, store: Store, values: Mapping[str, Any]) -> None:
        self.store = store
        self.key = KEYS.index(values["key"])
        self.all = [Claimant(name, one) for name, one in values["claims"].items()]
        self.came(store.holds)

    def came(self, amount: float) -> None:
        """Something was put in: reserved shares grow."""
        for one in self.all:
            one.kept += one.reserved * amount

    def serve(self, now: int, hours: float) -> None:
        """One round: everybody asks, the key decides."""
        store = self.store
        store.settle(now)
        there = store.amount(now)
        self._keep_within(there)
        wants = [one.steady(hours) + one.owed for one in self.all]
        gets = self._by_key(wants, there)
        store.hand_out(sum(gets))
        for one, want, got in zip(self.all, wants, gets, strict=True):
            one.served(hours, got, self._instead(now, want - got))
        self._keep_within(store.amount(now))

    def _keep_within(self, there: float) -> None:
        """What others used of the stock is gone for those who reserved it too."""
        kept = sum(one.kept for one in self.all)
        if kept > there:
            for one in self.all:
                one.kept *= there / kept

    def _instead(self, now: int, missing: float) -> float:
        other = self.store.instead
        if other is None or missing <= 0:
            return 0.0
        other.settle(now)
        return other.hand_out(missing * self.store.share)

    def _by_key(self, wants: list[float], there: float) -> list[float]:
        if self.key == PROPORTIONAL:
            return _in_proportion(wants, there)
        if self.key == RESERVED:
            return self._reserved(wants, there)
        gets = [0.0] * len(wants)
        for place in sorted(range(len(wants)), key=lambda one: self.all[one].rank):
            gets[place] = min(wants[place], there)
            there -= gets[place]
        return gets

    def _reserved(self, wants: list[float], there: float) -> list[float]:
        own = [min(w, one.kept) for w, one in zip(wants, self.all, strict=True)]
        kept = sum(one.kept for one in self.all)
        rest = [want - mine for want, mine in zip(wants, own, strict=True)]
        more = _in_proportion(rest, max(0.0, there - kept))
        return [mine + part for mine, part in zip(own, more, strict=True)]

    # ---- gauges and levers

    def register(
        self, ground: Ground, pulled: Callable[[Callable[[], None]], None]
    ) -> None:  # fmt: skip
        """Put everything on the board; `pulled` settles the stock around a change."""
        store = self.store
        title = store.title
        for one in self.all:
            self._of(one, ground, pulled)
        ground.lever(Lever(
            f"{store.name}.key", "",
            Text(f"{title.nl}: verdeling: 0 prioriteit, 1 naar rato, 2 gereserveerd",
                 f"{title.en}: division: 0 priority, 1 in proportion, 2 reserved"),
            lambda v: pulled(lambda: self._set_key(v)), float(self.key), high=2.0))  # fmt: skip

    def _set_key(self, value: float) -> None:
        self.key = round(value)

    def _of(self, one: Claimant, ground: Ground, pulled: Any) -> None:
        store = self.store
        subject, nl = f"{store.name}.{one.name}", f"{store.title.nl}, {one.title.nl}"
        en = f"{store.title.en}, {one.title.en}"
        for what, dutch, english in (
            ("asked", "gevraagd", "asked"),
            ("got", "gekregen", "given"),
            ("other", "vervangend product gekregen", "given something else instead"),
            ("unmet", "niet gekregen", "not given"),
            ("owed", "nog te leveren", "still owed"),
        ):
            ground.gauge(Gauge(f"{subject}.{what}", store.unit,
                               Text(f"{nl}: {dutch}", f"{en}: {english}"),
                               lambda what=what: float(getattr(one, what)),  # type: ignore[misc]
                               why=lambda: self._why(one)))  # fmt: skip

        def lever(
            what: str, says: Text, act: Any, base: float = 0.0, kind: str = "level"
        ) -> None:
            ground.lever(Lever(f"{subject}.{what}", store.unit, says,
                               lambda v: pulled(lambda: act(one, v)), base, kind))  # fmt: skip

        lever("claim", Text(f"{nl}: vraag per dag", f"{en}: asked for in a day"),
              _claim, one.a_day)  # fmt: skip
        lever("ask", Text(f"{nl}: vraag ineens", f"{en}: asked for at once"), _ask, 0.0,
              "pulse")  # fmt: skip
        lever("priority", Text(f"{nl}: volgorde", f"{en}: order"), _rank, one.rank)

    def _why(self, one: Claimant) -> Cause:
        key, nl, en = _KEY_NAMES[self.key], one.title.nl, one.title.en
        then = f"{self.store.name}.amount"
        if one.unmet or one.owed:
            short = one.unmet + one.owed
            return Cause(Text(
                f"{nl}: {number(short, 'nl')} {self.store.unit} niet gekregen bij verdeling {key.nl}.",
                f"{en}: {number(short, 'en')} {self.store.unit} not given under division {key.en}."),
                then=then)  # fmt: skip
        return Cause(Text(f"{nl} kreeg alles wat gevraagd is.",
                          f"{en} was given all that was asked for."), then=then)  # fmt: skip


def _claim(one: Claimant, value: float) -> None:
    one.a_day = value


def _ask(one: Claimant, amount: float) -> None:
    one.asked += amount
    one.owed += amount


def _rank(one: Claimant, value: float) -> None:
    one.rank = value


def _in_proportion(wants: list[float], there: float) -> list[float]:
    whole = sum(wants)
    part = min(1.0, there / whole) if whole > 0 else 0.0
    return [want * part for want in wants]
