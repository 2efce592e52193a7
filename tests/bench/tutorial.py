"""MASCAL-20 as SimPy's tutorials write it: a process a casualty, PriorityResource.

What a programmer would write first, to be measured against. It shares no line with the
product.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import bare
import simpy


class Site:
    """A hospital as four priority resources."""

    def __init__(self, env: simpy.Environment, units: list[int]) -> None:
        ed, theatre, icu, ward = (simpy.PriorityResource(env, one) for one in units)
        self.ed, self.theatre, self.icu, self.ward = ed, theatre, icu, ward

    def room(self) -> int:
        """Free emergency places less those in line."""
        return int(self.ed.capacity - self.ed.count - len(self.ed.queue))


class Country:
    """The whole chain, with what it counts."""

    def __init__(self, many: int, seed: int) -> None:
        self.env, self.luck = simpy.Environment(), random.Random(seed)
        scale = many / 10_000
        rides = max(1, round(bare.AMBULANCES * scale))
        self.rides = simpy.PriorityResource(self.env, rides)
        self.sites = [
            Site(self.env, [max(1, round(kind[h % 4] * scale)) for kind in bare.UNITS])
            for h in range(bare.HOSPITALS)
        ]
        self.came = self.treated = self.died = 0
        share = bare.MILITARY
        self.env.process(self.arrivals(share * many / bare.HOURS, (0.25, 0.60)))
        self.env.process(self.arrivals((1 - share) * many / bare.HOURS, (0.15, 0.45)))

    def arrivals(self, rate: float, limits: tuple[float, float]) -> Iterator[Any]:
        """One stream of casualties."""
        while True:
            yield self.env.timeout(self.luck.expovariate(rate))
            chance = self.luck.random()
            triage = 0 if chance < limits[0] else 1 if chance < limits[1] else 2
            self.came += 1
            self.env.process(self.casualty(triage))

    def casualty(self, triage: int) -> Iterator[Any]:
        """The way of one casualty."""
        env, luck = self.env, self.luck
        with self.rides.request(priority=triage) as ride:
            yield ride
            yield env.timeout(luck.lognormvariate(*bare.RIDE))
        site = max(self.sites, key=Site.room)
        with site.ed.request(priority=triage) as bay:
            yield bay
            yield env.timeout(luck.lognormvariate(*bare.SEEN))
        if luck.random() < bare.OPERATED[triage]:
            with site.theatre.request(priority=triage) as table:
                if triage == 0:
                    patience = env.timeout(luck.expovariate(0.5))
                    if table not in (yield table | patience):
                        self.died += 1
                        return
                else:
                    yield table
                yield env.timeout(luck.lognormvariate(*bare.CUT))
            if luck.random() < bare.TO_ICU[triage]:
                with site.icu.request(priority=triage) as bed:
                    yield bed
                    yield env.timeout(luck.lognormvariate(*bare.KEPT))
        elif luck.random() >= bare.TO_WARD[triage]:
            self.treated += 1
            return
        with site.ward.request(priority=triage) as bed:
            yield bed
            yield env.timeout(luck.expovariate(1 / 24))
        self.treated += 1


def run(many: int, seed: int) -> dict[str, float]:
    """One run of so many casualties."""
    country = Country(many, seed)
    country.env.run(until=bare.HOURS)
    return {"came": country.came, "treated": country.treated, "died": country.died}
