"""A rumour among people: it is told on, believed, tired of, and put right.

After Daley and Kendall (1964) and Maki and Thompson (1973): who has not heard, who
spreads, who no longer does. It never says whether the rumour is true.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import ClassVar

from ttx.figures import Figure
from ttx.models.model import Cause
from ttx.models.population.part import Part, Spec, cause
from ttx.moment import HOUR
from ttx.text import percent

_FINE = 0.05
"""Tellings per person in one step: small enough for the equations to hold."""


class Rumour(Part):
    """The three shares of an area: unaware u, spreading s, no longer r; u + s + r = 1.

    du/dt = -k s u;  ds/dt = b k s u - a k s (s + r) - c s, with k the tellings per hour
    (less where phone and internet are gone), b the share that believes, a how strongly
    meeting someone who knows it stifles, c tiring. With b = a = 1 and c = 0 one in five
    never hears it (Maki and Thompson): u = exp(-2 (1 - u)) = 0.203.
    """

    GAUGES: ClassVar[Mapping[str, Spec]] = {
        "rumour_known": ("", "deel dat het laatste gerucht heeft gehoord",
                         "share that has heard the latest rumour", "mean"),
    }  # fmt: skip

    def __init__(
        self, figures: Mapping[str, Figure], drawn: Mapping[str, float]
    ) -> None:
        super().__init__(figures, drawn)
        self.unaware, self.spreading, self.done = 1.0, 0.0, 0.0
        self._open = 1.0

    def at(self, now: int) -> float:
        """The share that spreads it now."""
        return self.spreading

    def become(self, share: float, now: int) -> None:
        """So many spread it; more than before is a new story, that nobody knew yet."""
        share = min(max(share, 0.0), 1.0)
        if share > self.spreading:
            self.unaware, self.done = 1.0 - share, 0.0
        else:
            self.done += self.spreading - share
        self.spreading = share

    def put_right(self, landed: float, now: int) -> None:
        """A correction reaches this share: they spread it no more, or never will."""
        stopped, warned = self.spreading * landed, self.unaware * landed
        self.spreading -= stopped
        self.unaware -= warned
        self.done += stopped + warned

    def look(self, span: int, telecom: float) -> None:
        """Let it go round for a while; `telecom` is the share that can phone."""
        mouth = self.drawn["mouth"]
        self._open = mouth + (1.0 - mouth) * telecom
        if self.spreading < 1e-6:
            return
        told = self.drawn["contacts"] * self._open * span / HOUR
        tired = self.drawn["tires"] * span / HOUR
        steps = 1 + int(told / _FINE)
        for _ in range(steps):
            self._step(told / steps, tired / steps)

    def _step(self, told: float, tired: float) -> None:
        heard = self.unaware * -math.expm1(-told * self.spreading)
        met = self.drawn["stifles"] * told * (self.spreading + self.done)
        stopped = self.spreading * -math.expm1(-met - tired)
        on = self.drawn["believes"] * heard
        self.unaware -= heard
        self.spreading += on - stopped
        self.done += heard - on + stopped

    def readers(self) -> dict[str, Callable[[], float]]:
        return {"rumour_known": lambda: 1.0 - self.unaware}

    def why(self, what: str) -> Cause:
        if self.unaware >= 1.0:
            return cause("Er gaat geen gerucht rond.", "No rumour goes round.")
        spread, way = self.spreading, self._open
        return cause(
            f"{percent(spread, 'nl')} vertelt het nu verder; {percent(way, 'nl')} van "
            "het gewone doorvertellen is mogelijk.",
            f"{percent(spread, 'en')} pass it on now; {percent(way, 'en')} of the usual "
            "telling is possible.",
            self.tag("contacts"), self.ties.get("telecom", ""),
        )  # fmt: skip
