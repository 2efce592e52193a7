"""One side of the people in detail: its gauges, its levers and the cause of each.

A part belongs to one area; it must never reach into another part.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import ClassVar

from ttx.figures import Figure
from ttx.models.model import Cause, Ground
from ttx.text import Text

Spec = tuple[str, str, str, str]
"""Of a gauge: unit, Dutch, English, and how areas make one figure for all."""
Pull = tuple[str, str, str, float, str]
"""Of a lever: unit, Dutch, English, highest, and how a pull for all lands.

"split": shared out by people; "same": each area has the highest of its own and that
for all; "pulse": an amount that is handed over, shared out by people.
"""


class Part(ABC):
    """What one form of an area adds to it.

    `people` is how its gauges begin (`people.<area>.`), `ties` are the gauges of other
    models that the area follows; both are for the chain of causes.
    """

    GAUGES: ClassVar[Mapping[str, Spec]] = {}
    LEVERS: ClassVar[Mapping[str, Pull]] = {}
    SENSITIVE: ClassVar[tuple[str, ...]] = ()

    def __init__(
        self, figures: Mapping[str, Figure], drawn: Mapping[str, float]
    ) -> None:
        self.figures, self.drawn = figures, drawn
        self.people = ""
        self.ties: Mapping[str, str] = {}
        self.level = {name: self.base(name) for name in self.LEVERS}

    def base(self, lever: str) -> float:
        """What a lever stands at when nobody has touched it."""
        return self.drawn.get(lever, 0.0)

    def pulse(self, lever: str, amount: float) -> None:  # noqa: B027 (few have one)
        """An amount handed over (a lever of the kind "pulse")."""

    def readers(self) -> dict[str, Callable[[], float]]:
        """A reader for each gauge."""
        return {}

    @abstractmethod
    def why(self, what: str) -> Cause:
        """The cause behind a gauge, also when nothing is the matter."""

    def tag(self, figure: str) -> str:
        """The tag of a figure."""
        return self.figures[figure].tag or "D"


def cause(nl: str, en: str, tag: str = "D", then: str = "") -> Cause:
    """A cause in two languages."""
    return Cause(Text(nl, en), tag, then)


def drawn(
    figures: Mapping[str, Figure], form: str, area: str, ground: Ground
) -> dict[str, float]:
    """The figures of a form, drawn once for the area."""
    stream = ground.stream("population/figures")
    return {
        key: figure.numbers[0] if figure.shape == "value"
        else figure.quantile(stream.keyed(f"{area}:{form}.{key}"))
        for key, figure in figures.items()
    }  # fmt: skip
