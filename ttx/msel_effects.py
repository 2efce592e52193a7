"""What effects do: move levers, send or cancel injects, mark milestones, grant sight.

It works on the world and on the facts beside it, never on what people see.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any, Protocol

from ttx.conditions import Watch, bind
from ttx.figures import Figure
from ttx.msel_line import Course, Values, worth
from ttx.scenario import Condition, Effect, Scenario
from ttx.world import World

Record = Callable[[str, dict[str, Any]], Any]


class Draaiboek(Protocol):
    """What effects may ask of the draaiboek."""

    def send(self, inject: str, values: Values) -> None:
        """Deliver an inject."""

    def cancel(self, inject: str, values: Values, why: str) -> None:
        """Cancel an inject that has not come yet."""

    def marked(self, milestone: str) -> None:
        """A milestone came true."""


class Effects:
    """The effects of one exercise, with the layers that they laid on levers."""

    def __init__(self, scenario: Scenario, world: World, course: Course, record: Record,
                 draaiboek: Draaiboek) -> None:  # fmt: skip
        self.scenario = scenario
        self.world = world
        self.course = course
        self._record = record
        self._draaiboek = draaiboek
        self._luck = world.stream("msel/chance")
        self._layers: dict[Any, list[tuple[str, int]]] = {}

    def apply(
        self, effects: Iterable[Effect], values: Values, cause: Any,
        lasts: int | None = None,
    ) -> None:  # fmt: skip
        """Let effects work now, or after their own delay."""
        for number, effect in enumerate(effects):
            if effect.if_ and not self.true(effect.if_, values):
                continue
            if effect.after is None:
                self._work(effect, values, cause, lasts)
            else:
                wait = self.drawn(effect.after, f"effect/{cause}/{number}")
                self.world.after(wait, self._later(effect, values, cause, lasts))

    def true(self, condition: Condition, values: Values) -> bool:
        """Whether a condition holds at this moment."""
        return Watch(condition, self.course, values).holds(self.world.now)

    def drawn(self, figure: Figure, key: str) -> int:
        """A duration's value in milliseconds, by the luck of its key alone."""
        return round(self.world.assumed(figure).quantile(self._luck.keyed(key)))

    def _later(self, effect: Effect, values: Values, cause: Any,
               lasts: int | None) -> Callable[[], None]:  # fmt: skip
        return lambda: self._work(effect, values, cause, lasts)

    def _work(self, effect: Effect, values: Values, cause: Any,
              lasts: int | None) -> None:  # fmt: skip
        if effect.lever:
            self._pull(effect, values, cause, lasts)
        elif effect.send:
            self._draaiboek.send(bind(effect.send, values), values)
        elif effect.cancel:
            self._draaiboek.cancel(bind(effect.cancel, values), values, str(cause))
        elif effect.milestone:
            self.mark(bind(effect.milestone, values), effect.to not in ("false", 0))
        elif effect.grant and isinstance(effect.to, tuple):
            tables = [
                t for one in effect.to for t in self.tables((bind(one, values),), "")
            ]
            self.course.granted.setdefault(bind(effect.grant, values), []).extend(
                tables
            )
            self._record("granted", {"gauge": bind(effect.grant, values), "to": tables})

    def undo(self, cause: Any) -> None:
        """Take off every lever what this cause laid on it."""
        for lever, layer in self._layers.pop(cause, []):
            self.world.lift(lever, layer)

    def mark(self, name: str, on: bool) -> None:
        """A milestone becomes true or false."""
        self.course.mark(name, on)
        self._record("milestone", {"name": name, "on": on})
        if on:
            self._draaiboek.marked(name)

    def _pull(self, effect: Effect, values: Values, cause: Any,
              lasts: int | None) -> None:  # fmt: skip
        how = "set" if effect.set else "add" if effect.add else "scale"
        raw = effect.to if effect.set else effect.by
        amount = worth(raw, values)
        lever = bind(effect.lever, values)
        span = effect.for_ if effect.for_ is not None else lasts
        layer = self.world.pull(lever, how, amount, span, effect.ramp)
        self._layers.setdefault(cause, []).append((lever, layer))
        self._record("applied", {"lever": lever, "how": how, "value": amount,
                                 "cause": cause})  # fmt: skip

    def tables(self, to: tuple[str, ...], instance: str) -> tuple[str, ...]:
        names = [bind(t, {"instance": instance}) for t in to]
        found = [
            table.id
            for table in self.scenario.tables
            if (table.id in names or table.team in names or "all" in names)
            and (not instance or table.instance in ("", instance))
        ]
        return tuple(found) + tuple(t for t in to if t in ("excon", "response"))
