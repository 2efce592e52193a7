"""`greedy:NAME`: a table that looks ahead, and otherwise goes by the rules of NAME.

At each of its moments (the talk of a move; in running time each eighth of the exercise)
it asks of every option that is open to it: if we took this now, and all tables then went
on by NAME, how would the headline outcomes stand after a third of the exercise? That is
played, under other seeds than the exercise's own (`policy_futures`), held beside the same
without the option, and weighed in one figure (`policy_score`). First every option is
played once; the `SHORT` best of those that gain are played under all `SEEDS`; the best is
taken if it gains at least `LEAST` and under no seed loses, and so on until nothing does or
`MOST` are taken. Options keep the values that they have by themselves, and each of their
choices is tried. Between its moments it does what NAME says.

It knows the models, which nobody at a table does. It shows what a scenario leaves to be
won beyond NAME, as a yardstick for the scenario: never for people. It holds no table beside
people, is no scenario's `yardstick: true`, and no debrief holds anyone beside it.
"""

from __future__ import annotations

from ttx.actions import Decision
from ttx.exercise import Exercise
from ttx.policy_futures import SEEDS, Figures, Futures
from ttx.policy_options import open_now, wishes
from ttx.policy_player import Rules
from ttx.policy_score import gain, spreads
from ttx.scenario import Scenario, Table

EIGHTHS = 8
"""Moments in running time, where no move gives them: one each eighth of the exercise."""
SHORT = 4
"""So many of the options that gain in one future are looked at under all seeds."""
MOST = 3
"""Decisions at one moment: in a move a table confirms one to five."""
LEAST = 0.02
"""A gain below this part of a spread is taken for none (assumption)."""
ALWAYS = -(10**15)


class Greedy(Rules):
    """A table that takes what turns out best in a few short futures."""

    def __init__(self, exercise: Exercise, table: Table, name: str, policy: str,
                 futures: Futures) -> None:  # fmt: skip
        super().__init__(exercise, table, name, policy)
        self.looks, self._look, self.next_look = True, exercise.now, ALWAYS
        self._futures = futures
        self._wishes = wishes(exercise.scenario, table)
        self._moment = ""

    @property
    def rules_look(self) -> int:
        """When it looks next of its own accord, as the rules have it."""
        return self._look

    def watch(self, now: int) -> None:
        """Look as NAME does; at a moment of its own, look ahead."""
        if self.got or (self.always and (self.heard or now >= self._look)):
            self.next_look = self._look
            super().watch(now)
            self._look, self.next_look = self.next_look, ALWAYS
        moment = moment_of(self.exercise, now)
        if moment and moment != self._moment:
            self._moment = moment
            Choosing(self.exercise, self.table, self._futures).take(
                self._wishes, self.hand
            )


class Choosing:
    """One table at one of its moments: what it tried, and what came of that.

    tried: for each decision (None: as NAME goes on) the outcomes by seed, in order;
    all: of every future that was played here.
    """

    def __init__(self, exercise: Exercise, table: Table, futures: Futures) -> None:
        self._exercise, self._table, self._futures = exercise, table, futures
        self._tried: dict[Decision | None, list[Figures]] = {}
        self._all: list[Figures] = []

    def take(self, several: list[Decision], hand: str) -> None:
        """Take what is best of these now, and what is best beside that, up to `MOST`."""
        for _ in range(MOST):
            short = self._short(several)
            best = self._best(short)
            if best is None:
                return
            self._exercise.submit(best, self._table.id, hand)
            self._tried = {None: self._tried[best]}
            several = [one for one in short if one is not best]

    # --- inside ----------------------------------------------------------------

    def _short(self, several: list[Decision]) -> list[Decision]:
        """Those that gain in one future, the best first."""
        free = open_now(self._exercise, self._table, several)
        if free:
            self._play(None, 1)
        for one in free:
            self._play(one, 1)
        gains = [(self._gain(one), -n, one) for n, one in enumerate(free)]
        better = sorted((one for one in gains if one[0] >= LEAST), reverse=True)
        return [one for _, _, one in better[:SHORT]]

    def _best(self, short: list[Decision]) -> Decision | None:
        for one in (None, *short) if short else ():
            self._play(one, SEEDS)
        gains = [(self._gain(one), -n, one) for n, one in enumerate(short)
                 if self._never_loses(one)]  # fmt: skip
        best = max(gains, default=None)
        return best[2] if best is not None and best[0] >= LEAST else None

    def _play(self, one: Decision | None, seeds: int) -> None:
        known = self._tried.setdefault(one, [])
        for number in range(len(known), seeds):
            known.append(self._futures.outcomes(number, self._table.id, one))
            self._all.append(known[-1])

    def _gain(self, one: Decision, only: int | None = None) -> float:
        """The gain of a decision under all seeds that it was tried under, or one."""
        pairs = list(zip(self._tried[one], self._tried[None], strict=False))
        scenario = self._exercise.scenario
        chosen = pairs if only is None else pairs[only : only + 1]
        return gain(scenario, spreads(scenario, self._all), chosen)

    def _never_loses(self, one: Decision) -> bool:
        return all(self._gain(one, n) >= 0 for n in range(len(self._tried[one])))


def moment_of(exercise: Exercise, now: int) -> str:
    """Which moment for looking ahead this is; empty if none."""
    if exercise.scenario.pace == "moves":
        talks = exercise.move is not None and exercise.state == "talk"
        return exercise.move.id if talks and exercise.move is not None else ""
    if now < 0:
        return ""
    return str(now * EIGHTHS // max(1, exercise.scenario.endex) + 1)


def most_futures(scenario: Scenario) -> int:
    """At most so many futures are played in one exercise with all tables greedy.

    Each costs a third of an exercise at most; without copies of the process, up to a whole.
    """
    moments = len(scenario.moves) if scenario.pace == "moves" else EIGHTHS
    later = SHORT * SEEDS * MOST + SEEDS
    each = [len(wishes(scenario, one)) + later for one in scenario.tables]
    return moments * sum(each)
