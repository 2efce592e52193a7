"""A small real ground for tests of one model: time, luck, gauges, levers, ports.

It stands in for the world alone; it must never answer for a model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

import numpy as np

from ttx.errors import Problem
from ttx.figures import Figure
from ttx.forms import fill
from ttx.models.model import Foreign, Gauge, Lever, Model
from ttx.models.station import Calendar
from ttx.moment import MINUTE
from ttx.world_luck import Picks


class Luck:
    """A named source of luck, drawn in blocks from seed and name."""

    BLOCK = 4096

    def __init__(self, seed: int, name: str) -> None:
        self.seed, self.name = seed, name
        self._made = np.random.default_rng([seed, *name.encode()])
        self._block: list[float] = []
        self._at = 0

    def next(self) -> float:
        """The next number between 0 and 1."""
        if self._at == len(self._block):
            self._block, self._at = self._made.random(self.BLOCK).tolist(), 0
        self._at += 1
        return self._block[self._at - 1]

    def row(self, width: int) -> tuple[float, ...]:
        """The next `width` numbers at once."""
        at = self._at
        if at + width > len(self._block):
            rows = self.BLOCK // width
            self._block = self._made.random(rows * width).tolist()
            at = 0
        self._at = at + width
        return tuple(self._block[at : at + width])

    def rows(self, many: int, width: int) -> list[tuple[float, ...]]:
        """The next so many rows."""
        return [self.row(width) for _ in range(many)]

    def picks(self, table: Sequence[int]) -> Picks:
        """Endless picks from a table of equally likely numbers."""
        return Picks(self, table)

    def block(self, most: int) -> np.ndarray:
        """The next block of numbers."""
        return self._made.random(most)

    def keyed(self, key: str) -> float:
        """A number that depends on the stream and this key alone."""
        words = [self.seed, *f"{self.name}\0{key}".encode()]
        return float(np.random.default_rng(words).random())


class Ground:
    """What a test gives a model to stand on; reads and pulls go by name.

    `outside` holds the gauges of models that are not in the test.
    """

    def __init__(
        self,
        seed: int = 1,
        look: int = 5 * MINUTE,
        outside: Mapping[str, float] | None = None,
        begins: int = 0,
        record: int | None = None,
    ) -> None:
        self.env = Calendar(begins)
        self.look, self.seed = look, seed
        self.record = record or look
        self.outside = dict(outside or {})
        self.gauges: dict[str, Gauge] = {}
        self.levers: dict[str, Lever] = {}
        self.values: dict[str, float] = {}
        self.ports: dict[str, Callable[[Any], None]] = {}
        self.problems: list[Problem] = []
        self.log: list[tuple[int, str, dict[str, Any]]] = []
        self._streams: dict[str, Luck] = {}
        self._looks: list[Callable[[], None]] = []

    # ---- what a model asks

    def stream(self, name: str) -> Luck:
        return self._streams.setdefault(name, Luck(self.seed, name))

    def gauge(self, gauge: Gauge) -> None:
        assert gauge.name not in self.gauges, gauge.name
        self.gauges[gauge.name] = gauge

    def lever(self, lever: Lever) -> None:
        assert lever.name not in self.levers, lever.name
        self.levers[lever.name] = lever
        self.values[lever.name] = lever.base

    def gauges_of(
        self, subject: str, whats: Iterable[str], make: Callable[[str], Gauge]
    ) -> None:
        for what in whats:
            gauge = make(what)
            assert gauge.name == f"{subject}.{what}"
            self.gauge(gauge)

    def levers_of(
        self, subject: str, whats: Iterable[str], make: Callable[[str], Lever]
    ) -> None:
        for what in whats:
            lever = make(what)
            assert lever.name == f"{subject}.{what}"
            self.lever(lever)

    def told(self, what: str, make: Callable[[], Any]) -> Any:
        return make()

    def figure(self, figure: Figure, place: tuple[str, ...]) -> Figure:
        return figure

    def foreign(self, name: str, place: tuple[str, ...]) -> Foreign:
        one = Foreign()
        one.read = lambda: (
            self.outside[name] if name in self.outside else self.read(name)
        )
        one.moves = one.turns = None
        return one

    def each_look(self, act: Callable[[], None]) -> None:
        self._looks.append(act)

    def once(self, key: str, act: Callable[[], None]) -> None:
        act()

    def accepts(self, port: str, take: Callable[[Any], None]) -> None:
        assert port not in self.ports, port
        self.ports[port] = take

    def port(self, name: str, place: tuple[str, ...]) -> Callable[[Any], None]:
        return lambda patient: self.ports[name](patient)

    def wrong(self, place: tuple[str, ...], code: str, english: str, **p: Any) -> None:
        self.problems.append(Problem(code, english, p, place))

    def happened(self, what: str, **facts: Any) -> None:
        self.log.append((int(self.env.now), what, facts))

    # ---- what a test asks

    def start(self, *models: Model) -> None:
        """Start the models in this order, then look at every point of the grid."""
        for model in models:
            model.start()
        self.env.process(self._look())

    def _look(self) -> Any:
        while True:
            yield self.env.timeout(self.look - int(self.env.now) % self.look)
            for act in self._looks:
                act()

    def advance(self, to: int) -> None:
        """Run the world up to (not including) the events of this moment."""
        if to > self.env.now:
            self.env.run(until=to)

    def read(self, name: str) -> float:
        return float(self.gauges[name].read())

    def readings(self) -> dict[str, float]:
        return {name: float(gauge.read()) for name, gauge in self.gauges.items()}

    def pull(self, name: str, value: float) -> None:
        """Set a level lever to this value, or give a pulse of this size."""
        lever = self.levers[name]
        if lever.kind == "level":
            self.values[name] = value
        lever.pulled(value)


def made(model: type[Model], raw: Mapping[str, Any], ground: Ground) -> Model:
    """The model that this mapping (as in YAML) describes; a problem is an error."""
    values, problems, _ = fill(model.FORM, raw, ("world", model.NAME))
    assert not problems, [problem.sentence("en") for problem in problems]
    return model(values, ground)
