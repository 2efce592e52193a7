"""Places and what befalls them: a hazard hits all that stands there, whatever it gives.

It must never know what a hazard is called: water, smoke, a blast.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from ttx.models.infrastructure.nodes import Node
from ttx.models.model import Cause, Gauge, Ground, Lever
from ttx.text import Text, percent

Ripple = Callable[[Sequence[Node]], None]


class Places:
    """All named places; each has a hazard that lasts and a blow that breaks."""

    def __init__(self, nodes: list[Node], ground: Ground, ripple: Ripple) -> None:
        self._ground, self._ripple = ground, ripple
        self._blows: dict[str, int] = {}
        places: dict[str, list[Node]] = {}
        for node in nodes:
            if node.place:
                places.setdefault(node.place, []).append(node)
        for place, there in places.items():
            self._levers(place, there)
            self._gauge(place, there)

    def _levers(self, place: str, nodes: list[Node]) -> None:
        def hold(value: float) -> None:
            for node in nodes:
                node.hazard = value
                node.relimit()
            self._ripple(nodes)

        says = Text(
            f"{place}: deel van alles daar dat uitvalt zolang het duurt",
            f"{place}: share of all there that is lost while it lasts",
        )
        self._ground.lever(Lever(f"hazard.{place}", "", says, hold, high=1.0))
        says = Text(
            f"{place}: kans dat elk object daar nu stukgaat",
            f"{place}: chance that each object there breaks now",
        )
        self._ground.lever(
            Lever(f"strike.{place}", "", says, lambda value: self._hit(place, nodes, value),
                  kind="pulse", high=1.0)
        )  # fmt: skip

    def _hit(self, place: str, nodes: list[Node], chance: float) -> None:
        blow = self._blows[place] = self._blows.get(place, 0) + 1
        stream, now = (
            self._ground.stream("infrastructure/blows"),
            int(self._ground.env.now),
        )
        hit = [
            node
            for node in nodes
            if stream.keyed(f"{node.name}:{blow}") < chance and node.fault.part > 0
        ]
        for node in hit:
            node.break_down(now)
        self._ripple(hit)

    def _gauge(self, place: str, nodes: list[Node]) -> None:
        def works() -> float:
            return sum([node.level for node in nodes]) / len(nodes)

        def why() -> Cause:
            worst = min(nodes, key=lambda node: node.level)
            share = works()
            text = Text(
                f"{place}: {percent(share, 'nl')} van wat daar staat, werkt",
                f"{place}: {percent(share, 'en')} of what stands there works",
            )
            return Cause(text, "D", f"{worst.name}.level" if worst.level < 1 else "")

        says = Text(f"{place}: deel van alles daar dat werkt",
                    f"{place}: share of all there that works")  # fmt: skip
        self._ground.gauge(Gauge(f"place.{place}", "", says, works, why=why))
