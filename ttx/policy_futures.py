"""Short futures: what could come of it if a table decided this now, under other luck.

A future has other seeds than the exercise itself, from its very beginning. A copy of the
exercise as it stands would not do: much of its luck is drawn long before it shows (when
power comes back, which engine fails), and a table that played on from there would know
it. So beside the exercise stand a few others, of other seeds and with all figures as
written, in which everything is asked that was asked so far, at its own moment. From those
a future begins: the decision is taken, all tables go on by the rules of one policy, and
after some hours the headline outcomes are read. Its tables know what they would know
there, and have still before them what they have before them here.

Where this process can be copied the shared past is played once; elsewhere each future is
played from the start. They come to the same.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any, Protocol

from ttx.actions import Decision, from_plain
from ttx.exercise import Exercise
from ttx.journal import Entry, Journal
from ttx.policy_player import Player, Rules
from ttx.pool_apart import apart, can_copy
from ttx.scenario import Scenario

Figures = dict[str, float]
SEEDS = 3
"""Other seeds that a decision is tried under: few, since every future costs (chosen)."""
PART = 3
"""A future reaches over this part of the exercise: a third (chosen), 24 h of 72 h, so
that what takes half a day to come still shows."""


class PlayOn(Protocol):
    """How an exercise plays on without people, from where it stands."""

    def __call__(self, exercise: Exercise, policies: Mapping[str, str], until: int,
                 carry: Callable[[Mapping[str, Player]], None]) -> None: ...  # fmt: skip


class Beside:
    """An exercise of another seed in which the same is asked as in the real one."""

    def __init__(self, scenario: Scenario, seed: int) -> None:
        self.exercise = Exercise(scenario, seed, Journal())
        self._read = 0
        self._entry: dict[int, int] = {}

    def follow(self, entries: Sequence[Entry], now: int) -> None:
        """Ask here what was asked there since, and play on to this moment (ms)."""
        for entry in entries[self._read :]:
            if entry.kind == "asked" and not entry.body["refusal"]:
                self._ask(entry)
        self._read = len(entries)
        self.exercise.advance(now)

    def _ask(self, entry: Entry) -> None:
        plain = self._here(entry.body["action"])
        if plain is None:
            return
        self.exercise.advance(entry.at)
        made = self.exercise.submit(
            from_plain(plain), entry.body["by"], entry.body["hand"]
        )
        self._entry[entry.seq] = made.seq

    def _here(self, plain: dict[str, Any]) -> dict[str, Any] | None:
        """The action as it reads here, where entries have other numbers; None where it is
        about something that is not here."""
        for word in ("entry", "reply_to"):
            about = plain.get(word)
            if about is not None:
                here = self._entry.get(about)
                return {**plain, word: here} if here else None
        return plain


class Futures:
    """The futures of one exercise, with all tables by the rules of one policy.

    `players` are those of the exercise itself; `played` counts the futures so far.
    """

    def __init__(self, exercise: Exercise, policy: str,
                 players: Callable[[], Mapping[str, Player]], play_on: PlayOn) -> None:  # fmt: skip
        self.exercise, self.policy = exercise, policy
        self.played = 0
        self._players, self._play_on = players, play_on
        self._beside: list[Beside] = []
        self._entries: list[Entry] = []

    def outcomes(self, number: int, table: str, decision: Decision | None) -> Figures:
        """The headline outcomes after a while under seed `number` (0 to `SEEDS`), where
        this table takes this decision now, or (None) goes on by the rules."""
        self.played += 1
        self._entries += self.exercise.journal.since(len(self._entries))
        if not can_copy():
            one = Beside(self.exercise.scenario, self._seed(number))
            one.follow(self._entries, self.exercise.now)
            return self._future(one.exercise, table, decision)
        while len(self._beside) <= number:
            seed = self._seed(len(self._beside))
            self._beside.append(Beside(self.exercise.scenario, seed))
        one = self._beside[number]
        one.follow(self._entries, self.exercise.now)
        return apart(partial(self._future, one.exercise, table, decision))

    def until(self) -> int:
        """The moment (ms) at which the headline outcomes are read."""
        endex = self.exercise.scenario.endex
        return min(self.exercise.now + endex // PART, endex)

    # --- inside ----------------------------------------------------------------

    def _seed(self, number: int) -> int:
        """A seed of its own for each, and never the exercise's."""
        own = self.exercise.seed
        named = f"future\0{own}\0{number}".encode()
        made = int.from_bytes(hashlib.sha256(named).digest()[:4], "big")
        return made + 1 if made == own else made

    def _future(self, there: Exercise, table: str, decision: Decision | None) -> dict[str, Any]:  # fmt: skip
        if decision is not None:
            there.submit(decision, table, "future")
        policies = {one.id: self.policy for one in there.scenario.tables}
        self._play_on(there, policies, self.until(), partial(self._carry, there))
        return {name: there.world.read(name) for name in there.scenario.headlines}

    def _carry(self, there: Exercise, players: Mapping[str, Player]) -> None:
        """What the tables have before them here they have before them there."""
        came, mine = _came(self._entries), self._players()
        there_came = _came(list(there.journal))
        for table, one in players.items():
            own = mine.get(table)
            if isinstance(own, Rules) and isinstance(one, Rules):
                _go_on(own, one)
            known = came.get(table, [])
            one.got += [x for x in there_came.get(table, []) if x not in known]


def _go_on(own: Rules, one: Rules) -> None:
    """What is done and on its way here is so there, where the rules are the same."""
    if own.policy != one.policy:
        return
    one.next_look = own.rules_look
    for mine, there in zip(own.rules, one.rules, strict=True):
        there.done, there.due = mine.done, mine.due
        if mine in own.due:
            one.due.append(there)
    one.got += own.got


def _came(entries: Sequence[Entry]) -> dict[str, list[str]]:
    """The injects that reached each table so far, in order."""
    came: dict[str, list[str]] = {}
    for entry in entries:
        if entry.kind == "delivered":
            inject = entry.body["inject"].partition("@")[0]
            for table in entry.body["to"]:
                came.setdefault(table, []).append(inject)
    return came
