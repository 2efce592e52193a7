"""The gauges and levers of a node, in words and with what they read or do.

Reading one changes nothing; a lever acts on its own node and never settles another.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, NamedTuple

from ttx.models.infrastructure.form import SLOWED
from ttx.models.infrastructure.generators import Generator
from ttx.models.infrastructure.nodes import Node
from ttx.models.infrastructure.repair import NO_END
from ttx.models.infrastructure.services import EMERGENCY_WATER, INFORMATION
from ttx.models.infrastructure.why import EXPECTED, LEVEL
from ttx.moment import HOUR

Clock = Callable[[], int]


class Shown(NamedTuple):
    """A gauge of a node: its words, how it is read, and which cause it has.

    `still`: it changes only when a node is settled, never with time itself.
    """

    what: str
    unit: str
    nl: str
    en: str
    read: Callable[[], float]
    cause: str = LEVEL
    still: bool = False


class Pulled(NamedTuple):
    """A lever of a node: `act(value, now)`, after which the node is settled."""

    what: str
    unit: str
    nl: str
    en: str
    act: Callable[[float, int], None]
    base: float = 0.0
    kind: str = "level"
    low: float = 0.0
    high: float = 1.0


# --- gauges --------------------------------------------------------------------------


def gauges(node: Node, values: Mapping[str, Any], now: Clock) -> Iterator[Shown]:
    """All gauges of this node."""
    yield Shown("level", "", "werkt (deel van normaal)", "works (share of normal)",
                lambda: node.level, still=True)  # fmt: skip
    yield Shown("hours_left", "h", "uren buffer over", "hours of buffer left",
                lambda: node.hours_left(now()))  # fmt: skip
    yield Shown("down_hours", "h", "uren zonder levering", "hours without supply",
                lambda: node.down_hours(now()))  # fmt: skip
    yield Shown("expected", "h", "uren tot herstel", "hours to restoration",
                lambda: node.expected(now()), EXPECTED)  # fmt: skip
    yield from _connected(node, values)
    yield from _sites(node)
    yield from _feed(node, now)
    if isinstance(node, Generator):
        yield Shown("running", "", "draait", "runs", lambda: float(node.running),
                    still=True)  # fmt: skip
    if isinstance(node, Generator) or values["burns"].mean > 0:
        yield Shown("burn", "l/h", "verbruik", "burn", node.burn, still=True)
    if node.service in INFORMATION:
        factor = node.draw(node.own(values, "slowed", SLOWED), "slowed")
        yield Shown("slowdown", "", "werk kost zoveel maal de gewone tijd",
                    "work takes so many times as long",
                    lambda: 1.0 + (factor - 1.0) * node.shortfall())  # fmt: skip
    if values["inflow"] is not None:
        flow = node.draw(values["inflow"], "inflow")
        yield Shown("spilled", "m3", "overgestort rioolwater", "sewage spilled",
                    lambda: flow * node.down_hours(now()))  # fmt: skip


def _connected(node: Node, values: Mapping[str, Any]) -> Iterator[Shown]:
    for key, nl, en in (
        ("households", "huishoudens zonder", "households without"),
        ("people", "mensen zonder", "people without"),
    ):
        if values[key] is not None:
            size = node.draw(values[key], key)
            yield Shown(f"{key}_without", "", nl, en, _without(node, size), still=True)
    if values["people"] is not None and node.service in ("water", "pressure"):
        each = node.own(values, "emergency_water", EMERGENCY_WATER).mean
        each *= node.draw(values["people"], "people")
        yield Shown("emergency_water", "l/d", "nodig aan nooddrinkwater",
                    "emergency drinking water needed", _without(node, each))  # fmt: skip


def _without(node: Node, size: float) -> Callable[[], float]:
    return lambda: float(round(size * node.shortfall()))


def _sites(node: Node) -> Iterator[Shown]:
    sites = node.sites
    if sites is None:
        return
    yield Shown("sites_down", "", "locaties uit de lucht", "sites off the air",
                lambda: float(round(node.count * node.shortfall())))  # fmt: skip
    yield Shown("on_battery", "", "deel van de locaties op accu of aggregaat",
                "share of sites on battery or generator", sites.on_battery)  # fmt: skip


def _feed(node: Node, now: Clock) -> Iterator[Shown]:
    if not node.switch:
        return

    def steady() -> float:
        since = node.steady_since
        return 0.0 if since is None else min(NO_END, (now() - since) / HOUR)

    yield Shown("steady_hours", "h", "uren dat het net onafgebroken terug is",
                "hours that the grid has been back without a break", steady)  # fmt: skip
    yield Shown("off_grid", "", "van het net af (1) of niet (0)",
                "off the grid (1) or not (0)", lambda: float(node.open))  # fmt: skip


# --- levers --------------------------------------------------------------------------


def levers(node: Node, values: Mapping[str, Any], cyber: bool) -> Iterator[Pulled]:
    """All levers of this node; `cyber`: others depend on its data."""
    yield Pulled("broken", "", "defect (1) of niet (0)", "broken (1) or not (0)",
                 lambda value, now: _break(node, value, now))  # fmt: skip
    yield Pulled("repair", "h", "herstel later (+) of eerder (-)",
                 "repair later (+) or sooner (-)", node.fault.shift,
                 kind="pulse", low=-NO_END, high=NO_END)  # fmt: skip
    yield Pulled("restore", "", "deel dat nu terugkomt", "share that comes back now",
                 node.restore, kind="pulse")  # fmt: skip
    yield Pulled("support", "", "levering van buiten", "supply from outside",
                 lambda value, now: setattr(node, "outside", value))  # fmt: skip
    yield Pulled("load", "", "belasting", "load", lambda value, now: _load(node, value),
                 node.load if isinstance(node, Generator) else 1.0)  # fmt: skip
    yield Pulled("rota", "", "deel van elke 8 uur met levering (0: geen beurten)",
                 "share of each 8 h on supply (0: no rota)", node.turn_by)  # fmt: skip
    if isinstance(node, Generator):
        yield from _of_generator(node)
    if node.recovery.energising is not None:
        yield Pulled("drop_risk", "", "kans dat wat is ingeschakeld weer uitvalt",
                     "chance that what was energised drops out again",
                     lambda value, now: setattr(node.recovery, "risk", value),
                     node.recovery.risk)  # fmt: skip
    if node.switch:
        yield Pulled("reconnect", "", "terugschakelen naar het net",
                     "switch back to the grid", lambda value, now: node.reconnect(),
                     kind="pulse")  # fmt: skip
    if cyber or node.service in INFORMATION:
        yield Pulled("cyber", "", "deel dat door een cyberaanval uitvalt",
                     "share lost to a cyber attack",
                     lambda value, now: _attack(node, value))  # fmt: skip


def _of_generator(node: Generator) -> Iterator[Pulled]:
    yield Pulled("hold", "", "laten draaien na terugkeer van het net",
                 "keep running after the grid is back",
                 lambda value, now: setattr(node, "hold", value >= 0.5))  # fmt: skip
    yield Pulled("test", "", "proefdraaien", "test run",
                 lambda value, now: node.test(now), kind="pulse")  # fmt: skip


def _break(node: Node, value: float, now: int) -> None:
    broken = value >= 0.5
    if broken != node.broken:
        node.broken = broken
        (node.break_down if broken else node.mend)(now)


def _load(node: Node, value: float) -> None:
    if isinstance(node, Generator):
        node.load = value


def _attack(node: Node, value: float) -> None:
    node.attack = value
    node.relimit()
