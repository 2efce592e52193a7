"""What every world model is made of: gauges to read, levers to pull, luck to draw.

A model never imports another model, never reads the wall clock and never keeps
a truth that a reading could change.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from operator import attrgetter
from typing import Any, ClassVar, NamedTuple, Protocol, TypeVar

import simpy

from ttx.figures import Figure
from ttx.forms import Form
from ttx.text import Text

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Cause:
    """One link of the chain behind a figure: a sentence, its tag, and what next.

    `then` names the gauge whose own cause comes next in the chain, if any.
    """

    text: Text
    tag: str = "D"
    then: str = ""


@dataclass(slots=True)
class Moves:
    """How often the gauges that stand still between events may have moved so far."""

    count: int = 0


COUNT = attrgetter("count")
"""The count of a Moves, for `map`: many are asked at every look."""


def kept(read: Callable[[], float], moves: Moves) -> Callable[[], float]:
    """This reading, worked out again only when something may have moved."""
    seen, value = -1, 0.0

    def again() -> float:
        nonlocal seen, value
        if moves.count != seen:
            seen, value = moves.count, read()
        return value

    return again


class Gauge(NamedTuple):
    """A number to read. `read` is a pure function of the last event and of now.

    `moves` counts the events at which it may change; without it time itself may do so.
    `turns` counts those at which it may become nothing, or something again.
    """

    name: str
    unit: str
    says: Text
    read: Callable[[], float]
    sensitive: bool = False
    why: Callable[[], Cause | None] | None = None
    moves: Moves | None = None
    turns: Moves | None = None


class Foreign:
    """Another model's gauge: tied when all models stand, and read from then on."""

    __slots__ = ("moves", "read", "turns")
    read: Callable[[], float]
    moves: Moves | None
    turns: Moves | None

    def tie(self, gauge: Gauge) -> None:
        """This is the gauge that was meant."""
        self.read, self.moves, self.turns = gauge.read, gauge.moves, gauge.turns

    def __call__(self) -> float:
        return self.read()


class Telling(Protocol):
    """What may tell when it has moved."""

    moves: Moves | None


class Followed:
    """Foreign gauges, or what stands for them, that a model follows look by look."""

    def __init__(self) -> None:
        self.all: list[Telling] = []
        self._moves: list[Moves] = []
        self._seen: list[int] | None = None
        self._still = True

    def moved(self) -> bool:
        """Whether any of them may have moved since this was last asked."""
        if self._seen is None:
            self._sort()
        counts, seen = [*map(COUNT, self._moves)], self._seen
        self._seen = counts
        return counts != seen or not self._still

    def _sort(self) -> None:
        for one in self.all:
            if one.moves is None:
                self._still = False
            elif not any(one.moves is moves for moves in self._moves):
                self._moves.append(one.moves)


@dataclass(slots=True)
class Lever:
    """A number to set.

    kind "level": a base with layers of effects over it; `pulled(value)` is called with
    the new whole value whenever it changes. kind "pulse": each pull is an event of its
    own (so many litres delivered); `pulled(amount)` is called once for each.
    """

    name: str
    unit: str
    says: Text
    pulled: Callable[[float], None]
    base: float = 0.0
    kind: str = "level"
    low: float = 0.0
    high: float = float("inf")


class Picks(Protocol):
    """Endless picks from a table, for places where every patient passes."""

    @property
    def next(self) -> Callable[[], int]:
        """The next pick."""


class Stream(Protocol):
    """A named source of luck: one quantity, one stream."""

    def next(self) -> float:
        """The next number between 0 and 1."""

    def row(self, width: int) -> tuple[float, ...]:
        """The next `width` numbers at once: one casualty's luck.

        One stream must always be asked for rows of one width.
        """

    def rows(self, many: int, width: int) -> list[tuple[float, ...]]:
        """The next so many rows, as `row` gives them one by one."""

    def block(self, most: int) -> Any:
        """So many numbers at once, as an array.

        One stream must always be asked in one way: by number, row, block or picks.
        """

    def picks(self, table: Sequence[int]) -> Picks:
        """Endless picks from a table of equally likely numbers."""

    def keyed(self, key: str) -> float:
        """A number that depends on the stream and this key alone."""


class Ground(Protocol):
    """What the world gives a model to stand on."""

    @property
    def env(self) -> simpy.Environment: ...

    @property
    def look(self) -> int:
        """The exercise-time grid in milliseconds."""

    @property
    def record(self) -> int:
        """How often all figures are written down, in milliseconds."""

    def stream(self, name: str) -> Stream: ...

    def gauge(self, gauge: Gauge) -> None:
        """Register a gauge; its name must be new."""

    def lever(self, lever: Lever) -> None:
        """Register a lever; its name must be new."""

    def gauges_of(
        self, subject: str, whats: Iterable[str], make: Callable[[str], Gauge]
    ) -> None:
        """Register `subject.what` for each; `make(what)` comes when one is asked for.

        It must not matter when that is: what is made reads the model as it then is.
        """

    def levers_of(
        self, subject: str, whats: Iterable[str], make: Callable[[str], Lever]
    ) -> None:
        """Register `subject.what` for each; `make(what)` comes when one is asked for."""

    def told(self, what: str, make: Callable[[], T]) -> T:
        """Something that follows from the scenario alone, worked out once for it."""

    def figure(self, figure: Figure, place: tuple[str, ...]) -> Figure:
        """A figure that no author is asked for: noted among the world's figures under
        this place, and given back as it holds here (an assumption may be drawn)."""

    def foreign(self, name: str, place: tuple[str, ...]) -> Foreign:
        """A reader of another model's gauge; an unknown one is a problem at `place`.

        May be called in `__init__`; may be read only from `start` on.
        """

    def each_look(self, act: Callable[[], None]) -> None:
        """Call this at every point of the grid, before readings are taken."""

    def once(self, key: str, act: Callable[[], None]) -> None:
        """Work out what levers come to: at once, or (where several are pulled at one
        moment) once after the last of them. The key says what is worked out."""

    def accepts(self, port: str, take: Callable[[Any], None]) -> None:
        """Offer a port: others hand patients over to it by this name."""

    def port(self, name: str, place: tuple[str, ...]) -> Callable[[Any], None]:
        """The way to hand over to another model's port; unknown: a problem."""

    def wrong(self, place: tuple[str, ...], code: str, english: str, **p: Any) -> None:
        """Report a problem in the scenario at this place below `world.<model>`."""

    def happened(self, what: str, **facts: Any) -> None:
        """Write down an event of the world (a generator that did not start)."""


@dataclass(slots=True)
class Made:
    """What a model's form made of the scenario: its values and all its figures."""

    values: dict[str, Any]
    figures: list[Figure] = field(default_factory=list)


class Model(ABC):
    """One part of the world.

    The world makes all models first (each registers its gauges, levers and ports and
    may ask for foreign ones), then calls `start` on each, in the table's order.
    `env.now` is exercise time: whole milliseconds after STARTEX (below 0 before it).
    """

    NAME: ClassVar[str]
    FORM: ClassVar[Form]

    @abstractmethod
    def __init__(self, values: Mapping[str, Any], ground: Ground) -> None:
        """Build from the values that FORM read; register gauges, levers, ports."""

    @abstractmethod
    def start(self) -> None:
        """Fill the world warm and start its processes."""
