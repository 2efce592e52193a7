"""The figures of a queueing network: of every station, of every class, of the whole.

It only reads: each gauge is a function of what the stations counted and of now.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ttx.models.model import Cause, Gauge, Ground
from ttx.moment import HOUR
from ttx.text import Text

if TYPE_CHECKING:
    from ttx.models.network.post import Post

Read = Callable[[list[Any]], float]


def _ratio(over: float, under: float) -> float:
    return over / under if under else 0.0


def _span(posts: list[Any]) -> float:
    return float(posts[0].env._now - posts[0].since)


def _sum(what: str) -> Read:
    return lambda posts: float(sum(getattr(post, what) for post in posts))


def _use(posts: list[Post]) -> float:
    units = sum(post.units for post in posts)
    return _ratio(sum(post.worked for post in posts), _span(posts) * units)


def _inside(posts: list[Post]) -> float:
    """The mean number in line and in service."""
    worked = sum(post.worked for post in posts)
    return _ratio(worked + sum(post.stood for post in posts), _span(posts))


STATION: tuple[tuple[str, str, str, str, Read], ...] = (
    ("arrived", "patients", "aangekomen", "arrived", _sum("came")),
    ("started", "patients", "begonnen", "started", _sum("served")),
    ("finished", "patients", "klaar", "finished", _sum("went")),
    ("full", "patients", "vol aangetroffen", "found it full", _sum("full")),
    ("gave_up", "patients", "gaf het wachten op", "gave up waiting", _sum("gave_up")),
    ("waiting", "patients", "wachten", "waiting", _sum("waiting")),
    ("busy", "units", "in gebruik", "in use", _sum("busy")),
    ("delayed", "", "deel dat moest wachten", "share that had to wait",
     lambda posts: _ratio(sum(p.queued for p in posts), sum(p.came for p in posts))),
    ("refused", "", "deel dat vol aantrof", "share that found it full",
     lambda posts: _ratio(sum(p.full for p in posts), sum(p.came for p in posts))),
    ("abandoned", "", "deel dat het wachten opgaf", "share that gave up waiting",
     lambda posts: _ratio(sum(p.gave_up for p in posts), sum(p.came for p in posts))),
    ("wait", "h", "gemiddelde wachttijd van wie begon", "mean wait of those who started",
     lambda posts: _ratio(sum(p.waited for p in posts), sum(p.served for p in posts)) / HOUR),
    ("line", "patients", "gemiddeld in de rij", "mean number in line",
     lambda posts: _ratio(sum(p.stood for p in posts), _span(posts))),
    ("inside", "patients", "gemiddeld aanwezig", "mean number present", _inside),
    ("use", "", "deel van de tijd in gebruik", "share of time in use", _use),
    ("given", "h", "begonnen werk", "work begun",
     lambda posts: sum(p.given for p in posts) / HOUR),
)  # fmt: skip


def register(ground: Ground, network: Any) -> None:
    """Put every figure of the network on the board."""
    for name, cluster in network.clusters.items():
        for what, unit, nl, en, read in STATION:
            gauge = Gauge(f"network.{name}.{what}", unit, Text(nl, en), _of(read, cluster.posts),
                          why=_why(name, cluster.posts))  # fmt: skip
            ground.gauge(gauge)
    for number, name in enumerate(network.classes):
        _class(ground, network, number, name)
    _whole(ground, network)


def _of(read: Read, posts: list[Any]) -> Callable[[], float]:
    return lambda: read(posts)


def _why(name: str, posts: list[Post]) -> Callable[[], Cause]:
    def why() -> Cause:
        busy, waiting = sum(p.busy for p in posts), sum(p.waiting for p in posts)
        return Cause(Text(f"{name}: {busy} in behandeling, {waiting} in de rij.",
                          f"{name}: {busy} being served, {waiting} in line."))  # fmt: skip

    return why


def _class(ground: Ground, network: Any, number: int, name: str) -> None:
    def left() -> float:
        return float(network.left[number])

    def time() -> float:
        return _ratio(network.spent[number], network.left[number]) / HOUR

    why = _said(network)
    ground.gauge(Gauge(f"network.class.{name}.left", "patients",
                       Text("klaar en weg", "served and gone"), left, why=why))  # fmt: skip
    ground.gauge(Gauge(f"network.class.{name}.time", "h",
                       Text("gemiddelde tijd van binnenkomst tot vertrek",
                            "mean time from arrival to leaving"), time, why=why))  # fmt: skip


def _whole(ground: Ground, network: Any) -> None:
    def entered() -> float:
        return float(sum(source.arrived for source in network.sources))

    def left() -> float:
        return float(sum(network.left))

    def inside() -> float:
        return float(
            sum(post.waiting + post.busy - post.held for post in network.posts)
        )

    def time() -> float:
        return _ratio(sum(network.spent), sum(network.left)) / HOUR

    rows = (
        ("entered", "patients", "binnengekomen", "entered", entered),
        ("left", "patients", "vertrokken", "left", left),
        ("inside", "patients", "nu aanwezig", "present now", inside),
        ("time", "h", "gemiddelde tijd van binnenkomst tot vertrek",
         "mean time from arrival to leaving", time),
    )  # fmt: skip
    for what, unit, nl, en, read in rows:
        ground.gauge(
            Gauge(f"network.{what}", unit, Text(nl, en), read, why=_said(network))
        )


def _said(network: Any) -> Callable[[], Cause]:
    def why() -> Cause:
        entered = sum(source.arrived for source in network.sources)
        left = sum(network.left)
        return Cause(Text(f"{entered} binnengekomen, {left} vertrokken.",
                          f"{entered} entered, {left} left."))  # fmt: skip

    return why
