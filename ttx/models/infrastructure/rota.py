"""The plan for disconnection: groups of substations take turns without supply.

It only says whose turn it is; it must never know who lives behind a substation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

import simpy

from ttx.models.infrastructure.nodes import Node
from ttx.models.infrastructure.repair import NO_END
from ttx.models.model import Cause, Gauge, Ground, Lever
from ttx.moment import HOUR
from ttx.text import Text, hours, number

Ripple = Callable[[Sequence[Node]], None]


class Rota:
    """Which groups are off now, and when the turn passes to the next.

    `groups` maps a group's number to its nodes; `ripple(nodes)` settles them.
    """

    def __init__(
        self,
        name: str,
        title: Text,
        block: float,
        groups: dict[int, list[Node]],
        ground: Ground,
        ripple: Ripple,
    ) -> None:
        self.name, self.title = name, title
        self.groups = dict(sorted(groups.items()))
        self._numbers = list(self.groups)
        self._ground, self._ripple = ground, ripple
        self._block = block
        self._off = self._first = self._number = 0
        self._ends: int | None = None
        self.homes: dict[str, float] = {}
        self._gauges()
        self._levers(block)

    # --- time --------------------------------------------------------------------

    def _begin(self) -> None:
        """A block begins now; any block under way is over."""
        now = int(self._ground.env.now)
        self._number += 1
        turning = 0 < self._off < len(self._numbers)
        self._ends = now + max(1, round(self._block * HOUR)) if turning else None
        self._apply()
        if self._ends is None:
            return
        number = self._number
        event = simpy.Timeout(self._ground.env, self._ends - now)
        assert event.callbacks is not None
        event.callbacks.append(lambda _: self._over(number))

    def _over(self, number: int) -> None:
        if number == self._number:
            self._first = (self._first + self._off) % len(self._numbers)
            self._begin()

    def off(self) -> list[int]:
        """The groups without supply in this block."""
        many = len(self._numbers)
        return [self._numbers[(self._first + n) % many] for n in range(self._off)]

    def _apply(self) -> None:
        off, changed = self.off(), []
        for group, nodes in self.groups.items():
            for node in nodes:
                node.turn_at = self._turn_at(group)
                if node.disconnected != (group in off):
                    node.disconnected = group in off
                    node.relimit()
                    changed.append(node)
        self._ripple(changed)

    def _turn_at(self, group: int) -> int | None:
        """When this group is off or on again next."""
        if self._ends is None:
            return None
        many, place = len(self._numbers), self._numbers.index(group)
        ahead = (place - self._first) % many
        later = 0 if ahead < self._off else (ahead - self._off) // self._off
        return self._ends + round(later * self._block * HOUR)

    # --- levers and gauges ---------------------------------------------------------

    def _pull_off(self, value: float) -> None:
        off = min(round(value), len(self._numbers))
        if bool(off) != bool(self._off):
            what = "rota-started" if off else "rota-ended"
            self._ground.happened(what, node=self.name)
        self._off = off
        self._begin()

    def _pull_block(self, value: float) -> None:
        self._block = value
        self._begin()

    def _pull_first(self, value: float) -> None:
        if round(value) in self.groups:
            self._first = self._numbers.index(round(value))
            self._begin()

    def _levers(self, block: float) -> None:
        last = float(self._numbers[-1])
        table = (
            ("groups_off", "", "groepen tegelijk afgeschakeld (0: geen)",
             "groups off at a time (0: none)", self._pull_off, 0.0, 0.0,
             float(len(self._numbers))),
            ("block", "h", "uren per afschakelbeurt", "hours in a turn",
             self._pull_block, block, 0.5, 24.0),
            ("first", "", "groep die nu aan de beurt is", "group whose turn it is now",
             self._pull_first, float(self._numbers[0]), 0.0, last),
        )  # fmt: skip
        for what, unit, nl, en, act, base, low, high in table:
            says = Text(f"{self.title.nl}: {nl}", f"{self.title.en}: {en}")
            name = f"{self.name}.{what}"
            self._ground.lever(Lever(name, unit, says, act, base, "level", low, high))

    def _gauges(self) -> None:
        table: tuple[tuple[str, str, str, str, Callable[[], float]], ...] = (
            ("group", "", "groep die is afgeschakeld (0: geen)",
             "group that is off (0: none)", lambda: float((self.off() or [0])[0])),
            ("hours_to_turn", "h", "uren tot de volgende groep",
             "hours to the next group", self._hours),
            ("households_off", "", "huishoudens afgeschakeld", "households off",
             self._households),
        )  # fmt: skip
        for what, unit, nl, en, read in table:
            says = Text(f"{self.title.nl}: {nl}", f"{self.title.en}: {en}")
            self._ground.gauge(
                Gauge(f"{self.name}.{what}", unit, says, read, why=self._why)
            )

    def _hours(self) -> float:
        if self._ends is None:
            return NO_END
        return min(NO_END, (self._ends - int(self._ground.env.now)) / HOUR)

    def _households(self) -> float:
        off = [node for group in self.off() for node in self.groups[group]]
        return float(round(sum([self.homes.get(node.name, 0.0) for node in off])))

    def _why(self) -> Cause:
        nl, en, off = self.title.nl, self.title.en, self.off()
        if not off:
            return Cause(
                Text(
                    f"{nl}: er wordt geen groep afgeschakeld",
                    f"{en}: no group is being disconnected",
                )
            )
        told = ", ".join(number(one, "en") for one in off)
        until_nl = until_en = ""
        if self._ends is not None:
            left = self._hours()
            until_nl = f", nog {hours(left, 'nl')} uur"
            until_en = f", {hours(left, 'en')} h to go"
        text = Text(
            f"{nl}: groep {told} is afgeschakeld{until_nl}",
            f"{en}: group {told} is disconnected{until_en}",
        )
        return Cause(text, "D")
