"""Scarce guards: so many units, objects that may be sabotaged, and who gets them.

It draws when an unguarded object is hit; it must never say who does it, or why.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import simpy

from ttx.models.infrastructure.nodes import Node
from ttx.models.model import Cause, Gauge, Ground, Lever
from ttx.moment import DAY, HOUR, LIMIT
from ttx.text import Text, hours, number

Ripple = Callable[[Sequence[Node]], None]
_MOST = 10_000.0
"""A lever of units reaches no further."""


class Target:
    """An object that may be sabotaged: its hazard, its guards, and its luck so far."""

    def __init__(self, node: Node, values: Mapping[str, Any]) -> None:
        self.node = node
        self.sealed, self.repair = values["sealed"], values["repair"]
        self.rate_figure = values["rate"]
        self.rate = node.draw(values["rate"], "sabotage-rates")
        self.per_guard = min(1.0, node.draw(values["per_guard"], "guard-effects"))
        self.wanted = self.there = 0.0
        self.hits = self.plan = 0
        self.spent = 0.0
        self.since = 0
        self.hazard = 0.0


class Sabotage:
    """All objects that may be sabotaged, with the pool of guards if there is one.

    The hazard of an object is rate x threat x per_guard^units, per day. It is hit when
    its hazard added up reaches an exponential of its own: guards and threat may change
    at any moment, and one object's luck disturbs no other's.
    """

    def __init__(self, targets: list[Target], ground: Ground, ripple: Ripple) -> None:
        self.targets, self._ground, self._ripple = targets, ground, ripple
        self._threat = 1.0
        self._pool: tuple[str, Text] | None = None
        self._units = 0.0
        self._asked: list[Target] = []
        says = Text("dreiging van sabotage, factor", "threat of sabotage, factor")
        lever = Lever("sabotage.threat", "", says, self._pull_threat, 1.0, high=100.0)
        ground.lever(lever)
        for target in targets:
            self._tell(target)

    def pool(self, name: str, title: Text, units: float) -> None:
        """These guards may be allotted."""
        self._pool, self._units = (name, title), units

        def pull(value: float) -> None:
            self._units = value
            self._allot()

        says = Text(f"{title.nl}: aantal eenheden", f"{title.en}: number of units")
        self._ground.lever(
            Lever(f"{name}.units", "", says, pull, units, "level", 0.0, _MOST)
        )
        table: tuple[tuple[str, str, str, Callable[[], float]], ...] = (
            ("allotted", "eenheden toegewezen", "units allotted", self._allotted),
            ("left", "eenheden nog vrij", "units still free", self._left),
            ("asked", "eenheden gevraagd", "units asked for",
             lambda: sum([one.wanted for one in self.targets])),
        )  # fmt: skip
        for what, nl, en, read in table:
            words = Text(f"{title.nl}: {nl}", f"{title.en}: {en}")
            self._ground.gauge(
                Gauge(f"{name}.{what}", "", words, read, why=self._why_pool)
            )
        for target in self.targets:
            self._lever(target)

    def start(self) -> None:
        """Let the hazard of every object run from now."""
        for target in self.targets:
            target.since = int(self._ground.env.now)
            self._plan(target)

    # --- allotting -----------------------------------------------------------------

    def _ask(self, target: Target, units: float) -> None:
        target.wanted = float(round(units))
        asked = target in self._asked
        if asked and not target.wanted:
            self._asked.remove(target)
        elif target.wanted and not asked:
            self._asked.append(target)
        self._allot()

    def _allot(self) -> None:
        """First asked, first served; what is not there is not sent."""
        left = math.floor(self._units)
        given: dict[str, float] = {}
        for target in self._asked:
            given[target.node.name] = float(min(target.wanted, left))
            left -= int(given[target.node.name])
        for target in self.targets:
            there = given.get(target.node.name, 0.0)
            if there != target.there:
                target.there = there
                self._plan(target)

    def _allotted(self) -> float:
        return sum([one.there for one in self.targets])

    def _left(self) -> float:
        return math.floor(self._units) - self._allotted()

    def _pull_threat(self, value: float) -> None:
        self._threat = value
        for target in self.targets:
            self._plan(target)

    # --- hazard --------------------------------------------------------------------

    def rate(self, target: Target) -> float:
        """The hazard per day as it is guarded now."""
        return target.rate * self._threat * float(target.per_guard**target.there)

    def _limit(self, target: Target) -> float:
        stream = self._ground.stream("infrastructure/sabotage")
        luck = stream.keyed(f"{target.node.name}:{target.hits}")
        return -math.log1p(-min(luck, 1 - 1e-12))

    def _plan(self, target: Target) -> None:
        """Add up the hazard so far, and come back when it reaches its limit."""
        now = int(self._ground.env.now)
        target.spent += target.hazard * (now - target.since)
        target.since, target.hazard = now, self.rate(target) / DAY
        target.plan += 1
        if target.hazard <= 0:
            return
        due = math.ceil(max(0.0, self._limit(target) - target.spent) / target.hazard)
        if due > LIMIT:
            return
        plan = target.plan
        event = simpy.Timeout(self._ground.env, max(1, due))
        assert event.callbacks is not None
        event.callbacks.append(lambda _: self._hit(target, plan))

    def _hit(self, target: Target, plan: int) -> None:
        if plan != target.plan:
            return
        target.hits += 1
        now = int(self._ground.env.now)
        target.spent, target.since = 0.0, now
        self._plan(target)
        node = target.node
        if node.fault.active:
            return
        key = str(target.hits)
        sealed = int(node.draw(target.sealed, "sealed", key))
        repair = int(node.draw(target.repair, "sabotage-repairs", key))
        self._ground.happened("sabotage", node=node.name)
        node.break_down(now, repair, sealed)
        self._ripple([node])

    # --- what can be read and pulled -------------------------------------------------

    def _lever(self, target: Target) -> None:
        title = target.node.title
        says = Text(f"{title.nl}: bewakers", f"{title.en}: guards")
        self._ground.lever(
            Lever(f"{target.node.name}.guards", "", says,
                  lambda value: self._ask(target, value), 0.0, "level", 0.0, _MOST)
        )  # fmt: skip

    def _tell(self, target: Target) -> None:
        node, env = target.node, self._ground.env

        def sealed() -> float:
            left = node.fault.sealed - int(env.now)
            return left / HOUR if node.fault.active and left > 0 else 0.0

        def unseal(value: float) -> None:
            if value > 0:
                node.fault.unseal(int(env.now))
                self._ripple([node])

        table: tuple[tuple[str, str, str, str, Callable[[], float]], ...] = (
            ("guarded_by", "", "bewakingseenheden ter plaatse", "guard units there",
             lambda: target.there),
            ("hazard", "/d", "kans op sabotage per dag", "hazard of sabotage per day",
             lambda: self.rate(target)),
            ("sealed", "h", "uren tot de plaats delict vrij is",
             "hours until the scene is free", sealed),
        )  # fmt: skip
        for what, unit, nl, en, read in table:
            says = Text(f"{node.title.nl}: {nl}", f"{node.title.en}: {en}")
            self._ground.gauge(
                Gauge(f"{node.name}.{what}", unit, says, read,
                      why=lambda: self._why(target, sealed()))
            )  # fmt: skip
        says = Text(f"{node.title.nl}: plaats delict vrijgeven",
                    f"{node.title.en}: free the scene")  # fmt: skip
        self._ground.lever(
            Lever(f"{node.name}.unseal", "", says, unseal, kind="pulse", high=1.0)
        )

    def _why(self, target: Target, sealed: float) -> Cause:
        title, tag = target.node.title, target.rate_figure.tag or "E"
        if sealed:
            text = Text(
                f"{title.nl}: plaats delict nog {hours(sealed, 'nl')} uur afgezet",
                f"{title.en}: scene sealed for another {hours(sealed, 'en')} h",
            )
            return Cause(text, target.sealed.tag or "E")
        if target.there:
            there = int(target.there)
            units_nl = "eenheid" if there == 1 else "eenheden"
            units_en = "unit" if there == 1 else "units"
            text = Text(
                f"{title.nl}: bewaakt door {there} {units_nl}",
                f"{title.en}: guarded by {there} {units_en}",
            )
            return Cause(text, tag)
        if target.wanted and self._pool:
            text = Text(
                f"{title.nl}: bewaking gevraagd, geen eenheid vrij",
                f"{title.en}: guards asked for, no unit free",
            )
            return Cause(text, tag, f"{self._pool[0]}.left")
        text = Text(f"{title.nl}: niet bewaakt", f"{title.en}: not guarded")
        return Cause(text, tag)

    def _why_pool(self) -> Cause:
        assert self._pool is not None
        title = self._pool[1]
        units, given = math.floor(self._units), self._allotted()
        objects = sum(one.there > 0 for one in self.targets)
        text = Text(
            f"{title.nl}: {number(given, 'nl')} van de {units} eenheden toegewezen,"
            f" {objects} van de {len(self.targets)} objecten bewaakt",
            f"{title.en}: {number(given, 'en')} of {units} units allotted,"
            f" {objects} of {len(self.targets)} objects guarded",
        )
        return Cause(text, "D")
