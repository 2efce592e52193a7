"""A generator: stands by, starts or does not start, burns from its tank.

It must never empty the tank itself: the stock does that from the burn it reads.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ttx.figures import Figure
from ttx.models.infrastructure.form import DORMANT, TEST_RUN, TEST_TELLS
from ttx.models.infrastructure.nodes import Node
from ttx.models.infrastructure.repair import NO_END
from ttx.models.infrastructure.services import triangular
from ttx.models.infrastructure.support import FULL, Support
from ttx.models.model import Ground

MENDING = triangular(
    1, 3, 12, "technician called out to a set; engineering assumption", "E"
)


class Generator(Node):
    """A source of its own that is asked for when the node it stands by for is down."""

    __slots__ = (
        "_dormant", "_dry", "_idle", "_over", "_ready", "_start_time", "_stay",
        "_test_run", "_test_tells", "_tested", "_tries", "asked", "hold", "load",
        "running", "standby_for", "starts_figure", "testing", "unwilling",
    )  # fmt: skip

    def __init__(self, name: str, values: Mapping[str, Any], ground: Ground) -> None:
        super().__init__(name, values, ground)
        if self.recovery.restored is None:
            self.recovery.restored = ground.figure(MENDING, (name, "restored"))
        self.standby_for: Support | None = None
        self.load = min(1.0, self.draw(values["load"], "load"))
        self.running = False
        self.hold = False
        self.starts_figure: Figure = values["starts"]
        self._dormant = min(
            1.0, self.draw(self.own(values, "dormant", DORMANT), "dormant")
        )
        run, tells = (
            self.draw(self.own(values, what, usual), what)
            for what, usual in (("test_run", TEST_RUN), ("test_tells", TEST_TELLS))
        )
        self._test_run, self._test_tells = int(run), max(1.0, tells)
        self._start_time = int(self.draw(values["start_time"], "start_time"))
        self._stay = int(self.draw(values["stay"], "stay"))
        self._idle = min(1.0, self.draw(values["idle_burn"], "idle_burn"))
        self._tries = 0
        self._ready: int | None = None
        self._over: int | None = None
        self.asked = False
        self.testing: int | None = None
        self._tested: int | None = None
        self._dry = False
        self.unwilling = False

    def burn(self) -> float:
        """Litres per hour now."""
        if not self.running:
            return 0.0
        load = self.load if self.asked else 0.0
        return self._burns * (self._idle + (1 - self._idle) * load)

    def shortfall(self) -> float:
        """1 while it is asked for and gives nothing."""
        return 1.0 if self.asked and self.level <= 0 else 0.0

    def hours_left(self, now: int) -> float:
        """Hours in the tank while it runs."""
        return min(NO_END, self.tank_hours()) if self.running else NO_END

    def chance(self, now: int) -> float:
        """That it starts now; a test run of late has found part of what was wrong."""
        fails = 1.0 - self.starts_figure.mean
        if self._tested is not None:
            fresh = max(0.0, 1.0 - (now - self._tested) / self._test_tells)
            fails *= 1.0 - self._dormant * fresh
        return 1.0 - fails

    def test(self, now: int) -> None:
        """Run it for a while off load, unless it runs, is broken or is needed."""
        if not (self.asked or self.running or self.fault.active):
            self.testing = now + self._test_run

    def _wanted(self, now: int) -> bool:
        if self.standby_for is None:
            return True
        if self.standby_for.level < (self._least or FULL):
            self._over = None
            return True
        if not self.running or not self.asked:
            return False
        if self._over is None:
            self._over = now + self._stay
        return self.hold or now < self._over

    def enough(self, level: float) -> float:
        """What a support of this level is worth to it (`least` is of the grid)."""
        return level

    def _output(self, now: int, own: float) -> tuple[float, int | None]:
        self.asked = self._wanted(now)
        if self.testing is not None and (now >= self.testing or self.asked):
            self.testing = None
        fuel = self.tank is None or self.tank.level > 0
        idle = not self.asked and self.testing is None
        if idle or own <= 0 or not fuel or self.support() <= 0:
            self._stop(fuel)
            return 0.0, None
        self._dry = False
        if not self.running and self._ready is None:
            self._try(now)
        if self._ready is not None and now >= self._ready:
            self.running, self._ready = True, None
            if self.testing is not None:
                self._tested = now
            self.ground.happened("generator-started", node=self.name)
        if not self.running:
            return 0.0, self._ready
        over = self._over if self._over is not None and now < self._over else None
        return self.gives * own, over if self.testing is None else self.testing

    def _try(self, now: int) -> None:
        self._tries += 1
        stream = self.ground.stream("infrastructure/starts")
        if stream.keyed(f"{self.name}:{self._tries}") < self.chance(now):
            self._ready, self.unwilling = now + self._start_time, False
            return
        self.unwilling, self.testing = True, None
        self.ground.happened("generator-did-not-start", node=self.name)
        self.break_down(now)

    def _stop(self, fuel: bool) -> None:
        if self.asked and not fuel and not self._dry:
            self._dry = True
            self.ground.happened("generator-out-of-fuel", node=self.name)
        self.running, self._ready, self._over = False, None, None
