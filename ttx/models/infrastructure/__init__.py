"""The infrastructure: what carries what, how long each part can go on, what comes back.

A node is settled when something that carries it changes or a moment of its own comes;
nothing here may know what a node means to people or patients.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from typing import Any, ClassVar

from ttx.forms import Field, Form
from ttx.models.infrastructure.form import BLOCK, BUFFERS, NO_BUFFER, NODE, left_out
from ttx.models.infrastructure.generators import Generator
from ttx.models.infrastructure.guards import Sabotage, Target
from ttx.models.infrastructure.nodes import Node
from ttx.models.infrastructure.places import Places
from ttx.models.infrastructure.rota import Rota
from ttx.models.infrastructure.says import gauges, levers
from ttx.models.infrastructure.services import PLANS
from ttx.models.infrastructure.support import Outsider, Support
from ttx.models.infrastructure.why import cause
from ttx.models.model import (
    Followed,
    Foreign,
    Gauge,
    Ground,
    Lever,
    Model,
    Moves,
)
from ttx.models.station import Calendar
from ttx.text import Text

__all__ = ["Infrastructure"]


class Infrastructure(Model):
    """All nodes, settled in the order in which they carry each other."""

    NAME: ClassVar[str] = "infrastructure"
    FORM: ClassVar[Form] = {"*": Field("a node by its name", "forms", form=NODE)}

    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        self._ground, self._env = ground, ground.env
        self._calendar = Calendar.of(ground.env)
        self._followed: list[tuple[Foreign, Outsider, list[Node]]] = []
        self._around, self._moves = Followed(), Moves()
        self._outsiders: dict[str, tuple[Outsider, list[Node]]] = {}
        plans = {name: one for name, one in values.items() if one["service"] in PLANS}
        things = {
            name: left_out(one) for name, one in values.items() if name not in plans
        }
        self._nodes = {name: _made(name, one, ground) for name, one in things.items()}
        for name, one in things.items():
            self._tie(self._nodes[name], one)
        self._order = self._sorted()
        wired = [edge for one in things.values() for edge in one["depends"].items()]
        cyber = [name for name, edge in wired if edge["kind"] == "cyber"]
        for name, one in things.items():
            self._gauges(self._nodes[name], one)
            self._levers(self._nodes[name], one, name in cyber)
        Places(list(self._nodes.values()), ground, self._settled)
        self._rota(plans, things)
        self._sabotage = self._guarded(plans, things)
        ground.each_look(self._look)

    def start(self) -> None:
        """Settle every node; a gauge of another model is taken as there until looked at."""
        now = self._calendar._now
        for foreign, outsider, _ in self._followed:
            turns = None if outsider.graded else foreign.turns
            outsider.moves = turns or foreign.moves
            self._around.all.append(outsider)
        for node in self._order:
            self._plan(node, node.settle(now))
            self._moves.count += 1
        if self._sabotage is not None:
            self._sabotage.start()

    # --- the graph ---------------------------------------------------------------

    def _tie(self, node: Node, values: Mapping[str, Any]) -> None:
        needs = [(self._support(node, one, "needs"),) for one in values["needs"]]
        group = tuple(self._support(node, one, "any_of") for one in values["any_of"])
        node.carriers.groups = [*needs, *([group] if group else [])]
        for name, edge in values["depends"].items():
            support = self._support(node, name, "depends", graded=True)
            share = node.draw(edge["share"], "shares", name)
            node.carriers.add(support, edge["kind"], share)
        if tank := values["tank"]:
            place = (node.name, "tank")
            node.tank = self._outsider(node, f"{tank}.amount", place)
            node.tank_hours = self._ground.foreign(f"{tank}.hours_left", place)
        if isinstance(node, Generator) and values["standby_for"]:
            node.standby_for = self._support(node, values["standby_for"], "standby_for")
        shares = [_given_back(one) for one in values["stages"].values()]
        if sum(shares) > 1.0 + 1e-9:
            english = "the stages of '{name}' give back more than there is"
            self._ground.wrong(
                (node.name, "stages"), "too-much", english, name=node.name
            )

    def _support(
        self, node: Node, name: str, key: str, graded: bool = False
    ) -> Support:
        if name in self._nodes:
            return self._nodes[name]
        return self._outsider(node, name, (node.name, key), graded)

    def _outsider(
        self, node: Node, name: str, place: tuple[str, ...], graded: bool = False
    ) -> Outsider:
        key = f"{name} graded" if graded else name
        if key not in self._outsiders:
            one, listeners = self._outsiders[key] = Outsider(name, graded), []
            own, _, what = name.rpartition(".")
            if what == "level" and own in self._nodes:
                one.node, one.title = self._nodes[own], self._nodes[own].title
            foreign = self._ground.foreign(name, place)
            self._followed.append((foreign, one, listeners))
        one, listeners = self._outsiders[key]
        listeners.append(node)
        return one

    def _carriers(self, node: Node) -> Iterator[Node]:
        for one in node.carriers.each():
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

    # --- plans ---------------------------------------------------------------------

    def _rota(self, plans: Mapping[str, Any], things: Mapping[str, Any]) -> None:
        groups: dict[int, list[Node]] = {}
        homes: dict[str, float] = {}
        for name, one in things.items():
            if one["rota_group"] is None:
                continue
            node = self._nodes[name]
            number = round(node.draw(one["rota_group"], "rota-groups"))
            groups.setdefault(number, []).append(node)
            if one["households"] is not None:
                homes[name] = node.draw(one["households"], "households")
        plan = self._one(plans, "rota", next((n[0].name for n in groups.values()), ""))
        if not groups or plan is None:
            return
        asked = plans[plan]["block"] or self._ground.figure(BLOCK, (plan, "block"))
        block = asked.quantile(0.5)
        title = _titled(plan, plans[plan])
        rota = Rota(plan, title, block, groups, self._ground, self._settled)
        rota.homes = homes

    def _guarded(
        self, plans: Mapping[str, Any], things: Mapping[str, Any]
    ) -> Sabotage | None:
        targets = [
            Target(self._nodes[name], one["sabotage"])
            for name, one in things.items()
            if one["sabotage"] is not None
        ]
        pool = self._one(plans, "guards", "")
        if not targets:
            return None
        sabotage = Sabotage(targets, self._ground, self._settled)
        if pool is not None:
            units = plans[pool]["units"]
            many = units.quantile(0.5) if units is not None else 0.0
            sabotage.pool(pool, _titled(pool, plans[pool]), many)
        return sabotage

    def _one(self, plans: Mapping[str, Any], service: str, wanted: str) -> str | None:
        """The one plan of this service; a second one, or none where wanted, is wrong."""
        names = [name for name, one in plans.items() if one["service"] == service]
        if not names and wanted:
            english = "'{name}' has a group, and there is no entry with 'service: rota'"
            self._ground.wrong((wanted, "rota_group"), "no-plan", english, name=wanted)
        for name in names[1:]:
            english = "there is one entry with 'service: {service}' already"
            self._ground.wrong((name,), "second-plan", english, service=service)
        return names[0] if names else None

    # --- time --------------------------------------------------------------------

    def _look(self) -> None:
        if not self._around.moved():
            return
        changed: list[Node] = []
        for foreign, outsider, listeners in self._followed:
            moves = outsider.moves
            if moves is not None:
                if moves.count == outsider.seen:
                    continue
                outsider.seen = moves.count
            if outsider.follow(foreign.read()):
                changed += listeners
        if changed:
            self._ripple(*changed)

    def _settled(self, nodes: Sequence[Node]) -> None:
        self._ripple(*nodes)

    def _ripple(self, *first: Node) -> None:
        """Settle these nodes and all whose supports change with them."""
        now = self._calendar._now
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
            self._moves.count += 1
            if node.level == before:
                continue
            for fed in node.feeds:
                if not queued[fed]:
                    queued[fed] = True
                    heapq.heappush(line, fed)

    def _plan(self, node: Node, due: int | None) -> None:
        """Come back to a node when its own moment comes (an old plan does no harm)."""
        now = self._calendar._now
        planned = node.wake is not None and node.wake > now
        if due is None or (planned and node.wake == due):
            return
        node.wake = due
        self._calendar.later(max(0, due - now), lambda: self._ripple(node))

    # --- gauges and levers -------------------------------------------------------

    def _gauges(self, node: Node, values: Mapping[str, Any]) -> None:
        whats = self._ground.told(
            f"{node.name}/gauges",
            lambda: [o.what for o in gauges(node, values, self._now)],
        )
        self._ground.gauges_of(node.name, whats, partial(self._gauge, node, values))

    def _gauge(self, node: Node, values: Mapping[str, Any], what: str) -> Gauge:
        one = next(o for o in gauges(node, values, self._now) if o.what == what)
        says = _said(node, one.nl, one.en)
        moves = self._moves if one.still else None
        return Gauge(f"{node.name}.{what}", one.unit, says, one.read, False,
                     lambda: cause(node, one.cause, self._now()), moves)  # fmt: skip

    def _levers(self, node: Node, values: Mapping[str, Any], cyber: bool) -> None:
        whats = self._ground.told(
            f"{node.name}/levers", lambda: [o.what for o in levers(node, values, cyber)]
        )
        make = partial(self._lever, node, values, cyber)
        self._ground.levers_of(node.name, whats, make)

    def _lever(
        self, node: Node, values: Mapping[str, Any], cyber: bool, what: str
    ) -> Lever:
        one = next(o for o in levers(node, values, cyber) if o.what == what)

        def pulled(value: float) -> None:
            one.act(value, self._now())
            self._ripple(node)

        return Lever(f"{node.name}.{what}", one.unit, _said(node, one.nl, one.en),
                     pulled, one.base, one.kind, one.low, one.high)  # fmt: skip

    def _now(self) -> int:
        return self._calendar._now


def _said(node: Node, nl: str, en: str) -> Text:
    return Text(f"{node.title.nl}: {nl}", f"{node.title.en}: {en}")


def _given_back(stage: Mapping[str, Any]) -> float:
    """The share that a stage gives back, in the middle of its distribution."""
    return float(stage["share"].quantile(0.5))


def _titled(name: str, values: Mapping[str, Any]) -> Text:
    dutch = values["title"] or values["title_en"] or name
    return Text(dutch, values["title_en"] or dutch)


def _made(name: str, values: Mapping[str, Any], ground: Ground) -> Node:
    buffer = values["buffer"]
    if not buffer:
        usual = BUFFERS.get(values["service"], NO_BUFFER)
        buffer = ground.figure(usual, (name, "buffer")) if usual.mean else usual
    values = {**values, "buffer": buffer}
    is_generator = values["service"] == "generator" or values["standby_for"]
    return (Generator if is_generator else Node)(name, values, ground)
