"""`noisy:NAME`: a table that decides as NAME would, in the way of people.

Each time that a rule of NAME calls for a decision, the table comes to it late; and now and
then it does something else than the rule says: nothing at all, another of its own options,
or the same with other values within their bounds. What it draws is its own luck, by seed,
table, NAME, rule and occasion, so that one table's noise moves no other's, and a rule that
calls once more or less moves no other rule's. Without noise it is NAME itself.

It is a picture of what can go otherwise at any table, to see whether a scenario bears it;
it says nothing about the people of any organisation.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import floor, log10
from typing import TypeVar

from ttx.actions import Decision, Value
from ttx.exercise import Exercise, values_of
from ttx.figures import TIME, Figure
from ttx.policy_luck import OwnLuck
from ttx.policy_options import asks_of, open_now, own, usual_value, wish
from ttx.policy_player import Pending, Rules
from ttx.scenario import Ask, Table

One = TypeVar("One")
MINUTE = 60_000


@dataclass(frozen=True, slots=True)
class Noise:
    """How a table departs from a rule.

    late: exercise time (ms) that a decision comes after the rule. otherwise: the chance
    that it does not do what the rule says; of those, this share does nothing, and this
    share takes another option, and the rest does the same with other values.
    """

    late: Figure
    otherwise: Figure
    nothing: Figure
    another: Figure

    def times(self, by: float) -> Noise:
        """The same noise, `by` times as strong (0: none)."""
        return replace(
            self, late=self.late.times(by), otherwise=self.otherwise.times(by)
        )


AS_PEOPLE = Noise(
    late=Figure(
        "lognormal", (15 * MINUTE, 0.8, 120 * MINUTE), TIME,
        "half a talk of 20 to 30 minutes, long to the right as times to decide are;"
        " a minute at the table is a minute of the exercise", "E"),
    otherwise=Figure(
        "chance", (0.16,), "",
        "HEART (Williams 1986), a complex task that takes comprehension and skill: 0.16"
        " (0.12 to 0.28); found for operators of plants, not for crisis teams", "K",
        doubt=(0.75, 1.75)),
    nothing=Figure("value", (0.5,), "", "what is overlooked is commonest", "E"),
    another=Figure("value", (0.25,), "", "as often as other values", "E"),
)  # fmt: skip
"""What people at a table add to a rule: assumptions, with what they rest on."""


class Noisy(Rules):
    """A table that goes by the rules of a policy as people do."""

    def __init__(self, exercise: Exercise, table: Table, name: str, policy: str,
                 noise: Noise = AS_PEOPLE) -> None:  # fmt: skip
        super().__init__(exercise, table, name, policy)
        self._noise = noise
        self._luck = OwnLuck(exercise.seed, table.id, f"noisy:{policy}")

    def lasts(self, pending: Pending) -> int:
        """From the picture to the decision: what the rule says, and how late they are."""
        late = self._noise.late.quantile(
            self._drawn(pending, pending.called + 1, "late")
        )
        return pending.rule.after + round(late / MINUTE) * MINUTE

    def wish(self, pending: Pending) -> Decision | None:
        """What the rule says; or nothing, another option, or other values."""
        noise, nth = self._noise, pending.called
        if not noise.otherwise.quantile(self._drawn(pending, nth, "otherwise")):
            return pending.decision
        how = self._drawn(pending, nth, "how")
        nothing, another = noise.nothing.numbers[0], noise.another.numbers[0]
        if how < nothing:
            return None
        if how < nothing + another:
            return self._another(pending)
        return self._other_values(pending)

    # --- inside ----------------------------------------------------------------

    def _drawn(self, pending: Pending, nth: int, what: str) -> float:
        return self._luck.keyed(f"{pending.number}/{nth}/{what}")

    def _another(self, pending: Pending) -> Decision:
        """Another option that is open to the table now; the rule's own if none is."""
        ex, scenario = self.exercise, self.exercise.scenario
        others = [
            wish(scenario, self.table, name,
                 {key: usual_value(ask) for key, ask in scenario.options[name].asks.items()})
            for name in own(scenario, self.table) if name != pending.decision.option
        ]  # fmt: skip
        free = open_now(ex, self.table, others)
        if not free:
            return pending.decision
        return _picked(free, self._drawn(pending, pending.called, "option"))

    def _other_values(self, pending: Pending) -> Decision:
        """The same option with one of its values otherwise, within its bounds."""
        option = self.exercise.scenario.options[pending.decision.option]
        could = asks_of(option)
        if not could:
            return pending.decision
        name, ask = _picked(could, self._drawn(pending, pending.called, "value"))
        given = dict(pending.decision.values)
        now = given.get(name, usual_value(ask))
        given[name] = other(ask, now, self._drawn(pending, pending.called, "size"))
        return replace(pending.decision, values=values_of(given))


def other(ask: Ask, now: Value, luck: float) -> Value:
    """Another value of a parameter: one of its other choices, or a number that lies as
    far towards a bound as luck (0 to 1) says, in two digits as people say it."""
    if ask.number is None:
        return _picked([one for one in ask.choice if one != now], luck)
    low, high = ask.number
    middle = min(max(float(now), low), high)
    shape = Figure("triangular", (low, middle, high))
    return min(max(_in_two_digits(shape.quantile(luck)), low), high)


def _picked(several: Sequence[One], luck: float) -> One:
    return several[min(int(luck * len(several)), len(several) - 1)]


def _in_two_digits(value: float) -> float:
    if not value:
        return value
    return round(value, 1 - floor(log10(abs(value))))
