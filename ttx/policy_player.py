"""A table that plays itself: what every kind of it has, and the one that goes by rules.

A player looks when something reached its table and at its own cadence, and acts through
the same door as people. It draws no luck and never looks at the truth behind a report.
"""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from collections.abc import Mapping
from dataclasses import dataclass

from ttx.actions import Decision
from ttx.conditions import Watch, bind
from ttx.exercise import Exercise, values_of
from ttx.policy_knowledge import Knowledge, heard_so_far
from ttx.scenario import Rule, Scenario, Table


@dataclass(slots=True, eq=False)
class Pending:
    """One rule of one table: watched, and on its way once its picture came. `number` is
    its place among the rules of its table; `called` counts how often it was on its way;
    `begins` is from when (ms) it may call."""

    rule: Rule
    decision: Decision
    watch: Watch | None
    number: int = 0
    due: int | None = None
    done: bool = False
    called: int = 0
    begins: float = -math.inf

    def calls(self, now: int) -> bool:
        """Whether this is its moment and its picture."""
        if now < self.begins:
            return False
        return self.watch is None or self.watch.holds(now)


class Player(ABC):
    """One table played by a policy.

    name: what its decisions are signed with. looks: whether it looks of its own accord,
    from `next_look` on. got: the injects that reached the table since it looked; heard:
    that a report did. due: what is on its way. `at` is exercise time in ms.
    """

    def __init__(
        self, exercise: Exercise, table: Table, name: str, looks: bool
    ) -> None:
        self.exercise, self.table, self.hand = exercise, table, f"policy:{name}"
        self.looks, self.next_look = looks, exercise.now
        self.got: list[str] = []
        self.heard = False
        self.due: list[Pending] = []

    def hear(self, values: Mapping[str, float]) -> None:
        """A report came in."""
        self.heard = self.looks

    @abstractmethod
    def watch(self, now: int) -> None:
        """Look at what the table has before it."""

    @abstractmethod
    def act(self, now: int) -> None:
        """Do what was on its way and is ripe."""


class Rules(Player):
    """A table that goes by the rules of a policy of the scenario."""

    def __init__(
        self, exercise: Exercise, table: Table, name: str, policy: str
    ) -> None:
        knows = Knowledge(exercise, table)
        knows.heard.update(heard_so_far(exercise, table))
        where: dict[str, str | float] = {"instance": table.instance or table.id}
        rules = [
            one for one in rules_of(exercise.scenario, policy)
            if one.team in (table.team, table.id)
        ]  # fmt: skip
        self.rules = [
            Pending(one, decide(one, table),
                    Watch(one.when, knows, where) if one.when else None, number,
                    begins=-math.inf if one.at is None else one.at)
            for number, one in enumerate(rules)
        ]  # fmt: skip
        self.always = [one for one in self.rules if not one.rule.on]
        self.knows, self.policy = knows, policy
        self.every = exercise.scenario.policies[policy].every
        super().__init__(exercise, table, name, bool(self.always))

    @property
    def rules_look(self) -> int:
        """When it looks next of its own accord, as the rules have it."""
        return self.next_look

    def hear(self, values: Mapping[str, float]) -> None:
        """A report came in."""
        self.knows.heard.update(values)
        self.heard = self.looks

    def watch(self, now: int) -> None:
        """Send on its way what calls now: the rules on what it got, and those on no
        inject."""
        for pending in self._called() if self.got else self.always:
            if pending.done or pending.due is not None:
                continue
            if pending.calls(now):
                pending.due = now + self.lasts(pending)
                pending.called += 1
                self.due.append(pending)
        self.got.clear()
        self.heard = False
        if now >= self.next_look:
            self.next_look = now - now % self.every + self.every

    def act(self, now: int) -> None:
        """Decide what is ripe, in the order of the rules."""
        ripe = [p for p in self.due if p.due is not None and p.due <= now]
        if not ripe:
            return
        self.due = [p for p in self.due if p not in ripe]
        if len(ripe) > 1:
            ripe = [p for p in self.rules if p in ripe]
        for pending in ripe:
            pending.due = None
            self._decide(pending)

    def lasts(self, pending: Pending) -> int:
        """From the picture to the decision: exercise time in ms."""
        return pending.rule.after

    def wish(self, pending: Pending) -> Decision | None:
        """What it decides where a rule is ripe; None: nothing, and that is that."""
        return pending.decision

    def _called(self) -> list[Pending]:
        return [p for p in self.rules if not p.rule.on or p.rule.on in self.got]

    def _decide(self, pending: Pending) -> None:
        exercise, table = self.exercise, self.table.id
        wish = self.wish(pending)
        if wish is None:
            pending.done = pending.rule.once
            return
        if exercise.decisions.spent(wish.option, table):
            return
        if exercise.refuses(wish, table) is None:
            exercise.submit(wish, table, self.hand)
            pending.done = pending.rule.once


def decide(rule: Rule, table: Table) -> Decision:
    """The decision that a rule takes for a table."""
    where = {"instance": table.instance or table.id}
    values = {
        k: bind(v, where) if isinstance(v, str) else v for k, v in rule.values.items()
    }
    return Decision(option=bind(rule.option, where), values=values_of(values))


def rules_of(scenario: Scenario, name: str) -> tuple[Rule, ...]:
    """The rules of a policy, with those of the policy that it builds on."""
    policy = scenario.policies[name]
    base = rules_of(scenario, policy.base) if policy.base else ()
    return policy.rules + base
