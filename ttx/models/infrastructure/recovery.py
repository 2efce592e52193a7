"""How a node comes back: its steps or stages, and whether what was energised holds.

It draws moments and shares; it must never change what the node gives.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ttx.figures import Figure
from ttx.models.infrastructure.repair import Fault, equal

Draw = Callable[[Figure, str, str], float]
"""A figure at the luck of one node, for one quantity, under one key."""


class Recovery:
    """The way back of one node, drawn anew for each fault."""

    __slots__ = (
        "_draw",
        "_stages",
        "_steps",
        "_tries",
        "energising",
        "restored",
        "risk",
    )

    def __init__(self, values: Mapping[str, Any], draw: Draw) -> None:
        self._draw = draw
        self.restored: Figure | None = values["restored"]
        self._steps = max(1, round(draw(values["steps"], "steps", "")))
        self._stages: Mapping[str, Any] = values["stages"]
        self.energising: Mapping[str, Any] | None = values["energising"]
        ways = self.energising
        self.risk = ways["drops"].mean if ways is not None else 0.0
        self._tries = 0

    @property
    def tag(self) -> str:
        """How well the time of its restoration is known; empty if nothing is said."""
        stages = [one["after"] for one in self._stages.values()]
        figures = [*stages, *([self.restored] if self.restored else [])]
        return figures[0].tag if figures else ""

    def ahead(self, fault: int, repair: int | None) -> list[tuple[int, float]]:
        """What comes back when, after the failure of this number.

        `repair`: milliseconds, where something else than the node's own figures says so.
        """
        key, told = str(fault), repair
        if repair is None and self.restored:
            repair = int(self._draw(self.restored, "restored", key))
        if not self._stages or told is not None:
            return [] if repair is None else list(equal(repair, self._steps))
        stages = [
            (
                int(self._draw(one["after"], "stages", f"{key}:{name}")),
                self._draw(one["share"], "stage-shares", name),
            )
            for name, one in self._stages.items()
        ]
        rest = 1.0 - sum([share for _, share in stages])
        if repair is not None and rest > 0:
            stages.append((max([repair, *(at for at, _ in stages)]), rest))
        return stages

    def energised(self, fault: Fault, gain: float, now: int, luck: float) -> None:
        """This share came back; it may drop out again, and come back after that."""
        ways = self.energising
        if ways is None or luck >= self.risk:
            return
        key = str(self._tries)
        at = now + max(1, int(self._draw(ways["within"], "drop-moments", key)))
        again = at + max(1, int(self._draw(ways["again"], "attempts", key)))
        fault.drop(at, again, gain)

    def attempt(self) -> str:
        """The key of the next time that something is energised."""
        self._tries += 1
        return str(self._tries)
