"""A patient: the one record that passes through every model, and its health clock.

A patient decides nothing and draws nothing: its luck is a row that was handed to it.
"""

from __future__ import annotations

from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate
from typing import Any, Protocol

from ttx.figures import Figure
from ttx.models.health import survival

REGULAR, MILITARY, INCIDENT = "regular", "military", "incident"
IMMEDIATE, URGENT, SOON, LATER = range(4)
"""Ranks of a line, first helped first: life, within hours, within days, planned."""

_STEPS = 2048
"""Rows of a table of lengths."""
_PARTS = 256
"""Parts of a table in which a length is sought."""
_MIDDLES = tuple((i + 0.5) / _STEPS for i in range(_STEPS))


@lru_cache(maxsize=256)
def _lengths(
    shape: str, numbers: tuple[float, ...], unit: str
) -> tuple[array[int], float, array[float], array[int]]:
    """The table of a figure, its mean, its running sum, and where each 256th part of
    that sum begins; the same for every world.

    Arrays lie together in memory, where a tuple's numbers lie all over it. The sum is
    of whole numbers far below 2**53: as floats they are exact.
    """
    figure = Figure(shape, numbers, unit)
    if shape == "value":
        lengths = array("q", [max(1, round(figure.quantile(0.5)))]) * _STEPS
    else:
        lengths = array("q", [max(1, round(figure.quantile(u))) for u in _MIDDLES])
    heavier = array("d", accumulate(lengths))
    parts = [bisect_left(heavier, n / _PARTS * heavier[-1]) for n in range(_PARTS + 1)]
    return lengths, sum(lengths) / _STEPS, heavier, array("q", parts)


class Stay:
    """A duration made ready for many draws: 2,048 equally likely lengths in order.

    `mean` is in milliseconds, of exactly what is drawn (ceilings included). The table
    is made at first use: many a journey is never made.
    """

    __slots__ = ("_figure", "_firsts", "_heavier", "lengths", "mean")
    lengths: array[int]
    mean: float
    _heavier: array[float]
    _firsts: array[int]

    def __init__(self, figure: Figure) -> None:
        self._figure = figure
        self.__class__ = _Unmade

    def of(self, luck: float) -> int:
        """The length at this luck, in milliseconds."""
        return self.lengths[int(luck * _STEPS)]

    def left(self, luck: float, part: float) -> int:
        """What is left of a stay found under way: long stays are found more often."""
        heavier, first = self._heavier, int(luck * _PARTS)
        place = bisect_left(
            heavier, luck * heavier[-1], self._firsts[first], self._firsts[first + 1]
        )
        whole = self.lengths[place]
        return round(part * whole) or 1

    def beyond(self, age: int) -> float:
        """The share of stays that last longer than this."""
        return 1 - bisect_right(self.lengths, age) / _STEPS

    def rest(self, age: int, luck: float) -> int:
        """What is left of a stay that has lasted `age` milliseconds already."""
        lengths = self.lengths
        first = bisect_right(lengths, age)
        if first == _STEPS:  # longer than any
            return 1
        return lengths[first + int(luck * (_STEPS - first))] - age


@dataclass(slots=True, eq=False)
class Case:
    """What is particular to one casualty: the real needs beside those announced.

    Lengths are in milliseconds: `resus` with a resuscitation team, `theatre` in theatre
    over the whole series (0: the hospital's own figure), `on_ventilator`, and
    `late_infection`, by which the stay grows if the second look comes too late (0: this
    one is spared). `urgency` is the real rank of a sudden casualty, whatever triage
    said; `before` the time from the injury to being born here; `dies` when it dies
    untreated, counted from the injury (-1: by the score); `burned` is in percent.
    `carry(patient, region, deliver)` is how the casualty travels once a bed is found;
    `landed(patient)` is told once, when the casualty lies where it belongs.
    """

    stream: str
    ordinal: int
    profile: str
    born: int
    icu: bool = False
    level: int = 3
    special: str = ""
    isolation: bool = False
    germ: bool = False
    walking: bool = False
    allied: bool = False
    said_icu: bool = False
    said_level: int = 3
    said_special: str = ""
    operations: int = 0
    operated: int = 0
    first_done: int = -1
    blood: int = 0
    rpm: int = 12
    luck: tuple[float, ...] = ()
    carry: Callable[[Patient, str, Callable[[Patient], None]], None] | None = None
    landed: Callable[[Patient], None] | None = None
    seen: bool = False
    asked: int = 0
    moves: int = 0
    where: Any = None
    room: Patient | None = None
    injury: str = ""
    ct: bool = False
    ventilated: bool = False
    resus: int = 0
    theatre: int = 0
    on_ventilator: int = 0
    late_infection: int = 0
    burned: int = 0
    urgency: int = URGENT
    before: int = 0
    dies: int = -1

    @property
    def known(self) -> tuple[bool, int, str]:
        """ICU, level and specialism as the people who find a bed know them."""
        if self.seen:
            return self.icu, self.level, self.special
        return self.said_icu, self.said_level, self.said_special

    @property
    def told_wrong(self) -> bool:
        """True while a bed would be sought by an announcement that is wrong."""
        return self.known != (self.icu, self.level, self.special)

    @property
    def priority(self) -> int:
        """Evacuation priority as the manifest says: 1 urgent, 2 priority, 3 routine.

        The classes are NATO's; which needs give which is an assumption.
        """
        if self.said_icu:
            return 1
        return 2 if self.said_level <= 2 or self.said_special else 3

    @property
    def dependency(self) -> int:
        """How much care on the way: 1 intensive, 2 high, 3 stretcher, 4 walking."""
        if self.said_icu:
            return 1
        return 2 if self.said_level <= 1 else 4 if self.walking else 3

    def alive(self, waited: int) -> bool:
        """Whether a sudden casualty still lives at the start of care, by its luck.

        `waited` counts from the arrival; more waiting never brings anyone back. Those
        evacuated are stable: no time on a platform makes them die.
        """
        if self.profile != "sudden":
            return True
        waited += self.before
        if self.dies >= 0:
            return waited < self.dies
        return self.luck[-1] < survival(self.rpm, waited)


class _Unmade(Stay):
    """A stay whose table nobody has asked for yet. A kind of its own: looking for what may
    not be there would make every look at a table that is there three times as slow."""

    __slots__ = ()

    def __getattr__(self, name: str) -> Any:
        """Only what is not there yet comes here: the table with what follows from it."""
        if name not in Stay.__slots__ or name == "_figure":
            raise AttributeError(name)
        one = self._figure
        self.lengths, self.mean, self._heavier, self._firsts = _lengths(
            one.shape, one.numbers, one.unit
        )
        self.__class__ = Stay  # type: ignore[assignment]
        return getattr(self, name)


class Kept(Protocol):
    """A place that is still held by somebody who waits for the next one."""

    def leave(self) -> None:
        """Give the place up."""

    def block(self, change: int) -> None:
        """Count a place that is held by somebody who should be elsewhere."""


class Patient:
    """Somebody in the chain; also its own next event on the calendar, with all that SimPy
    asks of one: a class of its own, since SimPy's carries a dictionary for each.

    `rank` orders lines; `ed`, `op`, `icu`, `mc` (medium care), `ward` and `out` are the
    lengths of the coming stages in milliseconds (0: not needed); `holds` is the station
    whose place is kept while waiting for the next one. `since` when it waits for a `stay`
    is noted by whoever lets it wait, `until` when a stay ends by whoever lets it begin.
    """

    __slots__ = (
        "callbacks", "case", "ed", "gone", "holds", "icu", "kind", "mc", "op",
        "out", "place", "rank", "since", "stay", "until", "ward",
    )  # fmt: skip
    _ok = True
    callbacks: Any
    since: int
    stay: int
    until: int

    def __init__(self, kind: str, rank: int) -> None:
        self.kind = kind
        self.rank = rank
        self.ed = self.op = self.icu = self.mc = self.ward = self.out = 0
        self.holds: Kept | None = None
        self.gone = False
        self.place: Any = None
        self.case: Case | None = None
