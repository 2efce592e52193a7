"""A generator: stands by, starts or does not start, burns from its tank.

It must never empty the tank itself: the stock does that from the burn it reads.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from ttx.figures import TIME, Figure
from ttx.models.model import Cause, Ground
from ttx.models.nodes import FULL, Node, Outsider, Support
from ttx.models.repair import NO_END
from ttx.moment import HOUR
from ttx.text import Text

MENDING = Figure(
    "triangular", (1.0 * HOUR, 3.0 * HOUR, 12.0 * HOUR), TIME,
    "technician called out to a set that did not start; engineering assumption", "E",
)  # fmt: skip


class Generator(Node):
    """A source of its own that is asked for when the node it stands by for is down."""

    def __init__(self, name: str, values: Mapping[str, Any], ground: Ground) -> None:
        super().__init__(name, values, ground)
        self._restored = self._restored or MENDING
        self.standby_for: Support | None = None
        self.tank: Outsider | None = None
        self.tank_hours: Callable[[], float] = lambda: NO_END
        self.load = self.draw(values["load"], "load")
        self.running = False
        self.hold = False
        self.starts_figure: Figure = values["starts"]
        self._start_time = int(self.draw(values["start_time"], "start_time"))
        self._stay = int(self.draw(values["stay"], "stay"))
        self._burns = self.draw(values["burns"], "burns")
        self._idle = self.draw(values["idle_burn"], "idle_burn")
        self._tries = 0
        self._ready: int | None = None
        self._over: int | None = None
        self._asked = False
        self._dry = False
        self._unwilling = False

    @property
    def burn(self) -> float:
        """Litres per hour now."""
        if not self.running:
            return 0.0
        return self._burns * (self._idle + (1 - self._idle) * self.load)

    def shortfall(self) -> float:
        """1 while it is asked for and gives nothing."""
        return 1.0 if self._asked and self.level <= 0 else 0.0

    def hours_left(self, now: int) -> float:
        """Hours in the tank while it runs."""
        return min(NO_END, self.tank_hours()) if self.running else NO_END

    def _wanted(self, now: int) -> bool:
        if self.standby_for is None:
            return True
        if self.standby_for.level < (self._least or FULL):
            self._over = None
            return True
        if not self.running:
            return False
        if self._over is None:
            self._over = now + self._stay
        return self.hold or now < self._over

    def _enough(self, level: float) -> float:
        return level

    def _output(self, now: int, own: float) -> tuple[float, int | None]:
        self._asked = self._wanted(now)
        fuel = self.tank is None or self.tank.level > 0
        if not self._asked or own <= 0 or not fuel or self.support() <= 0:
            self._stop(fuel)
            return 0.0, None
        self._dry = False
        if not self.running and self._ready is None:
            self._try(now)
        if self._ready is not None and now >= self._ready:
            self.running, self._ready = True, None
            self.ground.happened("generator-started", node=self.name)
        if not self.running:
            return 0.0, self._ready
        over = self._over if self._over is not None and now < self._over else None
        return self.gives * own, over

    def _try(self, now: int) -> None:
        self._tries += 1
        stream = self.ground.stream("infrastructure/starts")
        if stream.keyed(f"{self.name}:{self._tries}") < self.starts_figure.mean:
            self._ready, self._unwilling = now + self._start_time, False
            return
        self._unwilling = True
        self.ground.happened("generator-did-not-start", node=self.name)
        self.break_down(now)

    def _stop(self, fuel: bool) -> None:
        if self._asked and not fuel and not self._dry:
            self._dry = True
            self.ground.happened("generator-out-of-fuel", node=self.name)
        self.running, self._ready, self._over = False, None, None

    def why(self, now: int) -> Cause | None:
        """Why it runs, or gives nothing although it is asked for."""
        if not self._asked:
            return None
        nl, en = self.title.nl, self.title.en
        if self.running and isinstance(self.standby_for, Node):
            grid = self.standby_for
            text = Text(
                f"{nl} draait voor {grid.title.nl}", f"{en} runs for {grid.title.en}"
            )
            return Cause(text, "D", f"{grid.name}.level")
        if self.level > 0:
            return None
        if self.fault.active and self._unwilling:
            text = Text(f"{nl} is niet gestart", f"{en} did not start")
            then = f"{self.standby_for.name}.level" if self.standby_for else ""
            return Cause(text, self.starts_figure.tag or "D", then)
        if self.fault.active:
            return self._why_fault()
        if self.tank is not None and self.tank.level <= 0:
            text = Text(f"{nl} heeft geen brandstof meer", f"{en} has run out of fuel")
            return Cause(text, "D", self.tank.name)
        return super().why(now)
