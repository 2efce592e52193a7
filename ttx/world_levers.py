"""Levers with their layers: a base, and over it the effects that hold now.

What expires removes only its own layer. Nothing here knows why a lever was pulled.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ttx.models.model import Lever

HOWS = ("set", "add", "scale")


@dataclass(frozen=True, slots=True)
class Layer:
    """One effect on a lever: how, how much, and since when it ramps up."""

    number: int
    how: str
    amount: float
    since: int
    ramp: int

    def over(self, value: float, now: int) -> float:
        """The value with this layer on top."""
        share = min(1.0, (now - self.since) / self.ramp) if self.ramp else 1.0
        if self.how == "add":
            return value + self.amount * share
        if self.how == "scale":
            return value * (1 + (self.amount - 1) * share)
        return value + (self.amount - value) * share


@dataclass(slots=True)
class Stack:
    """A lever as it stands: its base, its layers, and the value last passed on."""

    lever: Lever
    base: float
    layers: list[Layer] = field(default_factory=list)
    value: float = 0.0

    def settle(self, now: int) -> None:
        """Work out the value and pass it on if it changed."""
        value = self.base
        for layer in self.layers:
            value = layer.over(value, now)
        lever = self.lever
        if value < lever.low:
            value = lever.low
        elif value > lever.high:
            value = lever.high
        if value != self.value:
            self.value = value
            lever.pulled(value)

    def ramping(self, now: int) -> bool:
        """True while a layer still grows."""
        return any(one.ramp and now <= one.since + one.ramp + 1 for one in self.layers)


def stacked(lever: Lever) -> Stack:
    """A lever with nothing laid on it yet."""
    return Stack(lever, lever.base, value=lever.base)


def asked_for(make: Callable[[str], Lever], what: str) -> Stack:
    """The same of a lever that is made now that somebody asks for it."""
    return stacked(make(what))
