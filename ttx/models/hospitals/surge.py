"""More intensive care in steps: the national ladder of beds and what each rung costs.

It opens beds at the pace that staff can be found; it never opens them at once.

Beds go from 1,050 to 1,150, 1,350 and 1,750 nationally, at about 20 a day; the world's
own beds take the same steps in proportion. Each added bed closes ward beds for want of
nurses, and the last step stops all planned care that is not urgent.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from ttx.models.hospitals.chain import Chain

LAST = 3


class Surge:
    """The ladder as it stands."""

    def __init__(self, values: Mapping[str, Any], chain: Chain) -> None:
        self.chain = chain
        base = max(1.0, values["base"].mean)
        tops = (base, *(values[f"step_{n}"].mean for n in range(1, LAST + 1)))
        self._steps: tuple[float, ...] = tuple(max(0.0, top / base - 1) for top in tops)
        self._ramp = values["ramp"].mean / base / 24
        self._ward: float = values["ward_beds"].mean
        self.step, self.share = 0, 0.0

    @property
    def stops(self) -> bool:
        """At the last step all non-urgent planned care stops."""
        return self.step >= LAST

    @property
    def aim(self) -> float:
        """The share of beds that the step asks for, beyond the usual number."""
        return self._steps[self.step]

    def pull(self, value: float) -> None:
        """Go to this step."""
        step = max(0, min(LAST, round(value)))
        if step != self.step:
            self.step = step
            self.chain.ground.happened("icu-step", step=step)
            for site in self.chain.sites:
                site.settle()

    def hour(self) -> None:
        """An hour's growth towards the step, or back."""
        gap = self.aim - self.share
        if not gap:
            return
        self.share += max(-self._ramp, min(self._ramp, gap))
        for site in self.chain.sites:
            site.settle()

    def icu(self, site: Any) -> int:
        """Beds added in one hospital."""
        if site.buffer or not self.share:
            return 0
        beds: int = round(self.share * site.icu_base)
        return beds

    def ward(self, site: Any) -> float:
        """Ward beds closed there for it."""
        return self.icu(site) * self._ward

    @property
    def beds(self) -> int:
        """Beds added by now, over all hospitals."""
        return sum(self.icu(site) for site in self.chain.sites)
