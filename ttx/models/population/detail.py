"""Gauges and levers of the sides that are played in detail, for each area and for all.

It only passes on: what a figure means and why is said by the part itself.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import call, mul

from ttx.models.model import Cause, Gauge, Ground, Lever
from ttx.models.population.area import Area
from ttx.models.population.part import Part, Pull, Spec
from ttx.text import Text


def gather(
    how: str, parts: Sequence[Callable[[], float]], weights: Sequence[float]
) -> Callable[[], float]:
    """One figure of many areas: their mean by people, most, least or sum."""
    if how == "mean":
        return lambda: sum(map(mul, weights, map(call, parts)))
    if how == "most":
        return lambda: max(map(call, parts))
    if how == "least":
        return lambda: min(map(call, parts))
    return lambda: sum(map(call, parts))


class Details:
    """Registers what the parts of all areas offer; `all` spans the areas that have it."""

    def __init__(
        self, areas: Sequence[Area], ties: Mapping[str, Mapping[str, str]], people: int,
        ground: Ground,
    ) -> None:  # fmt: skip
        self._ground = ground
        self._every: dict[str, list[tuple[Area, Part]]] = {}
        for area in areas:
            for form, part in area.parts.named.items():
                part.people, part.ties = f"people.{area.name}.", ties[area.name]
                self._every.setdefault(form, []).append((area, part))
        for having in self._every.values():
            whole = sum(area.people for area, _ in having) or 1
            shares = [area.people / whole for area, _ in having]
            for what, spec in having[0][1].GAUGES.items():
                self._gauges(having, shares, what, spec)
            for what, pull in having[0][1].LEVERS.items():
                self._levers(having, shares, what, pull)

    def _gauges(
        self,
        having: list[tuple[Area, Part]],
        shares: list[float],
        what: str,
        spec: Spec,
    ) -> None:
        unit, nl, en, how = spec
        reads = [part.readers()[what] for _, part in having]
        hurts = what in having[0][1].SENSITIVE
        for (area, part), read in zip(having, reads, strict=True):
            says = Text(f"{area.title.nl}: {nl}", f"{area.title.en}: {en}")
            name = f"people.{area.name}.{what}"
            self._ground.gauge(Gauge(name, unit, says, read, hurts, _told(part, what)))

        def worst() -> Cause:
            place = max(range(len(reads)), key=lambda one: reads[one]())
            return having[place][1].why(what)

        says = Text(f"Alle gebieden: {nl}", f"All areas: {en}")
        whole = gather(how, reads, shares)
        self._ground.gauge(Gauge(f"people.all.{what}", unit, says, whole, hurts, worst))

    def _levers(
        self,
        having: list[tuple[Area, Part]],
        shares: list[float],
        what: str,
        pull: Pull,
    ) -> None:
        unit, nl, en, high, how = pull
        own = [part.base(what) for _, part in having]
        parts = [part for _, part in having]
        pull_all = Together(parts, shares, what, how, own)
        for place, (area, _) in enumerate(having):
            says = Text(f"{area.title.nl}: {nl}", f"{area.title.en}: {en}")
            self._ground.lever(Lever(
                f"people.{area.name}.{what}", unit, says, pull_all.one(place),
                own[place], "pulse" if how == "pulse" else "level", 0.0, high,
            ))  # fmt: skip
        says = Text(f"Alle gebieden: {nl}", f"All areas: {en}")
        self._ground.lever(Lever(
            f"people.all.{what}", unit, says, pull_all.all, pull_all.base,
            "pulse" if how == "pulse" else "level", 0.0, high,
        ))  # fmt: skip


def _told(part: Part, what: str) -> Callable[[], Cause]:
    return lambda: part.why(what)


class Together:
    """One lever of many areas: what each has of its own, and its part of that for all."""

    def __init__(
        self, parts: list[Part], shares: list[float], what: str, how: str,
        own: list[float],
    ) -> None:  # fmt: skip
        self._parts, self._shares = parts, shares
        self._what, self._how, self._own = what, how, list(own)
        self.base = sum(own) if how == "split" else max(own, default=0.0)
        self._every = self.base

    def one(self, place: int) -> Callable[[float], None]:
        """What a pull for one area does."""

        def pulled(value: float) -> None:
            if self._how == "pulse":
                self._parts[place].pulse(self._what, value)
                return
            self._own[place] = value
            self._settle()

        return pulled

    def all(self, value: float) -> None:
        """A pull for all areas at once."""
        if self._how == "pulse":
            self._hand_out(round(value))
            return
        self._every = value
        self._settle()

    def _hand_out(self, left: int) -> None:
        share = 1.0
        for part, weight in zip(self._parts, self._shares, strict=True):
            given = round(left * weight / share) if share > 1e-9 else 0
            part.pulse(self._what, given)
            left, share = left - given, share - weight

    def _settle(self) -> None:
        more = self._every - self.base
        for place, part in enumerate(self._parts):
            value = self._own[place]
            if self._how == "split":
                value = max(0.0, value + more * self._shares[place])
            elif self._every > 0:
                value = max(value, self._every)
            part.level[self._what] = value
