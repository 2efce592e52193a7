"""A point of entry as a carrier sees it: a platform or apron, with slots.

It hands over and frees the slot; what happens behind the platform is another model's.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Mapping
from functools import partial
from typing import Any, Protocol

import simpy

from ttx.models.model import Ground
from ttx.models.patient import Patient
from ttx.text import Text

_OPEN = 0.5
"""A gauge that answers yes or no says yes from here: its nearest whole number."""


class Arrival(Protocol):
    """A carrier, as far as a point of entry knows it."""

    fleet: Any
    aboard: list[Patient]


class Entry:
    """One point of entry."""

    def __init__(self, name: str, values: Mapping[str, Any], ground: Ground) -> None:
        self.name, self._env, self._slot = name, ground.env, values["slot"]
        dutch = values["title"] or values["title_en"] or name
        self.title = Text(dutch, values["title_en"] or dutch)
        self.further = values["further"].mean
        self.slots, self.busy = round(values["slots"].mean), 0
        self._give = ground.port(values["port"], ("entries", name, "port"))
        gauge = values["open"]
        self._gauge: Callable[[], float] | None = (
            ground.foreign(gauge, ("entries", name, "open")) if gauge else None
        )
        self._luck = ground.stream(f"evacuation/{name}/slots")
        self.line: deque[tuple[Arrival, float]] = deque()
        self.handed = 0

    @property
    def open(self) -> bool:
        """Whether carriers are taken in."""
        return self._gauge is None or self._gauge() >= _OPEN

    def come(self, carrier: Arrival, turn: float) -> None:
        """A carrier stands before the platform."""
        self.line.append((carrier, turn))
        self.take()

    def take(self) -> None:
        """Give free slots to those who wait, in their order."""
        while self.line and self.busy < self.slots and self.open:
            carrier, turn = self.line.popleft()
            self.busy += 1
            carrier.fleet.unload(carrier)
            event = simpy.Timeout(
                self._env, round(self._slot.quantile(self._luck.next()))
            )
            assert event.callbacks is not None
            event.callbacks.append(partial(self._leaves, carrier, turn))

    def _leaves(self, carrier: Arrival, turn: float, _: Any) -> None:
        self.busy -= 1
        carrier.fleet.turn(carrier, turn)
        self.take()

    def deliver(self, patient: Patient) -> None:
        """Hand one patient over; the stay at home is counted from here."""
        self.handed += 1
        if patient.case is not None and patient.case.profile != "sudden":
            patient.case.born = int(self._env.now)
        self._give(patient)
