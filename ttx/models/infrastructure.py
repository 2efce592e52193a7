"""The infrastructure: what carries what, how long each part can go on, what comes back.

A node is settled when something that carries it changes or a moment of its own comes;
nothing here may know what a node means to people or patients.
"""

from __future__ import annotations

import heapq
from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

import simpy

from ttx.forms import Field, Form
from ttx.models.generators import Generator
from ttx.models.infrastructure_form import BUFFERS, NO_BUFFER, NODE
from ttx.models.model import Cause, Gauge, Ground, Lever, Model
from ttx.models.nodes import Node, Outsider, Support
from ttx.text import Text

__all__ = ["Infrastructure"]


class Infrastructure(Model):
    """All nodes, settled in the order in which they carry each other."""

    NAME: ClassVar[str] = "infrastructure"
    FORM: ClassVar[Form] = {"*": Field("a node by its name", "forms", form=NODE)}

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        self._ground, self._env = ground, ground.env
        self._readers: list[tuple[Callable[[], float], Outsider]] = []
        self._outsiders: dict[str, Outsider] = {}
        self._listeners: dict[str, list[Node]] = {}
        self._nodes = {name: _made(name, one, ground) for name, one in values.items()}
        for name, one in values.items():
            self._tie(self._nodes[name], one)
        self._order = self._sorted()
        for name, one in values.items():
            self._gauges(self._nodes[name], one)
            self._levers(self._nodes[name])
        ground.each_look(self._look)

    def start(self) -> None:
        """Settle every node; a gauge of another model is taken as there until looked at."""
        now = int(self._env.now)
        for node in self._order:
            self._plan(node, node.settle(now))

    # --- the graph ---------------------------------------------------------------

    def _tie(self, node: Node, values: Mapping[str, Any]) -> None:
        needs = [(self._support(node, one, "needs"),) for one in values["needs"]]
        group = tuple(self._support(node, one, "any_of") for one in values["any_of"])
        node.needs = [*needs, *([group] if group else [])]
        if not isinstance(node, Generator):
            return
        if values["standby_for"]:
            node.standby_for = self._support(node, values["standby_for"], "standby_for")
        if tank := values["tank"]:
            place = (node.name, "tank")
            node.tank = self._outsider(node, f"{tank}.amount", place)
            node.tank_hours = self._ground.foreign(f"{tank}.hours_left", place)

    def _support(self, node: Node, name: str, key: str) -> Support:
        if name in self._nodes:
            return self._nodes[name]
        return self._outsider(node, name, (node.name, key))

    def _outsider(self, node: Node, name: str, place: tuple[str, ...]) -> Outsider:
        if name not in self._outsiders:
            self._outsiders[name] = Outsider(name)
            self._listeners[name] = []
            read = self._ground.foreign(name, place)
            self._readers.append((read, self._outsiders[name]))
        self._listeners[name].append(node)
        return self._outsiders[name]

    def _carriers(self, node: Node) -> Iterator[Node]:
        for group in node.needs:
            for one in group:
                if isinstance(one, Node):
                    yield one
        if isinstance(node, Generator) and isinstance(node.standby_for, Node):
            yield node.standby_for

    def _sorted(self) -> list[Node]:
        """The nodes, each after all that carry it; a circle is a problem."""
        done: list[Node] = []
        state: dict[str, int] = {}
        for node in self._nodes.values():
            self._visit(node, state, [], done)
        for place, node in enumerate(done):
            node.order = place
        for node in done:
            for carrier in self._carriers(node):
                carrier.feeds.append(node.order)
        return done

    def _visit(
        self, node: Node, state: dict[str, int], trail: list[str], done: list[Node]
    ) -> None:
        if state.get(node.name) == 2:
            return
        if state.get(node.name) == 1:
            circle = " -> ".join([*trail[trail.index(node.name) :], node.name])
            english = (
                "these depend on each other in a circle: {circle};"
                " write one of them as a gauge (`{name}.level`) if that is meant"
            )
            self._ground.wrong(
                (node.name,), "circle", english, circle=circle, name=node.name
            )
            return
        state[node.name] = 1
        for carrier in self._carriers(node):
            self._visit(carrier, state, [*trail, node.name], done)
        state[node.name] = 2
        done.append(node)

    # --- time --------------------------------------------------------------------

    def _look(self) -> None:
        changed: list[Node] = []
        for read, outsider in self._readers:
            level = 1.0 if read() > 0 else 0.0
            if level != outsider.level:
                outsider.level = level
                changed += self._listeners[outsider.name]
        if changed:
            self._ripple(*changed)

    def _ripple(self, *first: Node) -> None:
        """Settle these nodes and all whose supports change with them."""
        now = int(self._env.now)
        queued = [False] * len(self._order)
        line = [node.order for node in first]
        for place in line:
            queued[place] = True
        heapq.heapify(line)
        while line:
            place = heapq.heappop(line)
            if not queued[place]:
                continue
            queued[place] = False
            node = self._order[place]
            before = node.level
            self._plan(node, node.settle(now))
            if node.level == before:
                continue
            for fed in node.feeds:
                if not queued[fed]:
                    queued[fed] = True
                    heapq.heappush(line, fed)

    def _plan(self, node: Node, due: int | None) -> None:
        """Come back to a node when its own moment comes (an old plan does no harm)."""
        now = int(self._env.now)
        planned = node.wake is not None and node.wake > now
        if due is None or (planned and node.wake == due):
            return
        node.wake = due
        event = simpy.Timeout(self._env, max(0, due - now))
        assert event.callbacks is not None
        event.callbacks.append(lambda _: self._ripple(node))

    # --- gauges ------------------------------------------------------------------

    def _gauges(self, node: Node, values: Mapping[str, Any]) -> None:
        def why() -> Cause | None:
            return node.why(int(self._env.now))

        def add(
            what: str, unit: str, nl: str, en: str, read: Callable[[int], float]
        ) -> None:
            says = Text(f"{node.title.nl}: {nl}", f"{node.title.en}: {en}")
            name = f"{node.name}.{what}"
            self._ground.gauge(
                Gauge(name, unit, says, lambda: read(int(self._env.now)), why=why)
            )

        add("level", "", "werkt (deel van normaal)", "works (share of normal)",
            lambda now: node.level)  # fmt: skip
        add(
            "hours_left",
            "h",
            "uren buffer over",
            "hours of buffer left",
            node.hours_left,
        )
        add("down_hours", "h", "uren zonder levering", "hours without supply",
            node.down_hours)  # fmt: skip
        add("expected", "h", "uren tot herstel", "hours to restoration", node.expected)
        for key, nl, en in (
            ("households", "huishoudens zonder", "households without"),
            ("people", "mensen zonder", "people without"),
        ):
            if values[key] is not None:
                size = node.draw(values[key], key)
                add(f"{key}_without", "", nl, en, _without(node, size))
        if isinstance(node, Generator):
            add("running", "", "draait", "runs", lambda now: float(node.running))
            add("burn", "l/h", "verbruik", "burn", lambda now: node.burn)

    # --- levers ------------------------------------------------------------------

    def _levers(self, node: Node) -> None:
        def add(
            what: str, unit: str, nl: str, en: str,
            act: Callable[[float, int], None], base: float = 0.0, kind: str = "level",
            low: float = 0.0, high: float = 1.0,
        ) -> None:  # fmt: skip
            def pulled(value: float) -> None:
                act(value, int(self._env.now))
                self._ripple(node)

            says = Text(f"{node.title.nl}: {nl}", f"{node.title.en}: {en}")
            name = f"{node.name}.{what}"
            self._ground.lever(Lever(name, unit, says, pulled, base, kind, low, high))

        add("broken", "", "defect (1) of niet (0)", "broken (1) or not (0)",
            lambda value, now: _break(node, value, now))  # fmt: skip
        add("repair", "h", "herstel later (+) of eerder (-)",
            "repair later (+) or sooner (-)", node.fault.shift,
            kind="pulse", low=-240.0, high=240.0)  # fmt: skip
        add("restore", "", "deel dat nu terugkomt", "share that comes back now",
            node.fault.restore, kind="pulse")  # fmt: skip
        add("support", "", "levering van buiten", "supply from outside",
            lambda value, now: _supply(node, value))  # fmt: skip
        load = node.load if isinstance(node, Generator) else 1.0
        add(
            "load", "", "belasting", "load", lambda value, now: _load(node, value), load
        )
        add("rota", "", "deel van elke 8 uur met levering (0: geen beurten)",
            "share of each 8 h on supply (0: no rota)", node.turn_by)  # fmt: skip
        if isinstance(node, Generator):
            add("hold", "", "laten draaien na terugkeer van het net",
                "keep running after the grid is back",
                lambda value, now: _hold(node, value))  # fmt: skip


def _made(name: str, values: Mapping[str, Any], ground: Ground) -> Node:
    buffer = values["buffer"] or BUFFERS.get(values["service"], NO_BUFFER)
    values = {**values, "buffer": buffer}
    is_generator = values["service"] == "generator" or values["standby_for"]
    return (Generator if is_generator else Node)(name, values, ground)


def _without(node: Node, size: float) -> Callable[[int], float]:
    return lambda now: float(round(size * node.shortfall()))


def _break(node: Node, value: float, now: int) -> None:
    broken = value >= 0.5
    if broken != node.broken:
        node.broken = broken
        (node.break_down if broken else node.mend)(now)


def _supply(node: Node, value: float) -> None:
    node.outside = value


def _load(node: Node, value: float) -> None:
    if isinstance(node, Generator):
        node.load = value


def _hold(node: Node, value: float) -> None:
    if isinstance(node, Generator):
        node.hold = value >= 0.5
