"""When an inject will come, as far as that is written: its moment and its move.

Answers None where only play can tell; it never guesses at a condition.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable

from ttx.scenario.frame import Scenario


class Timing:
    """The moments of a draaiboek that can be known before STARTEX."""

    def __init__(self, scenario: Scenario) -> None:
        self._moves = scenario.moves
        self._number = {move.id: n for n, move in enumerate(scenario.moves)}
        self._injects = scenario.injects
        self._at: dict[str, int | None] = {}

    def at(self, inject: str) -> int | None:
        """The moment that it comes, in milliseconds after STARTEX, if that is known."""
        chain: list[str] = []
        name = inject
        while name in self._injects and name not in self._at and name not in chain:
            chain.append(name)
            after = self._injects[name].after
            name = after.inject if after else ""
        for one in reversed(chain):
            self._at[one] = self._own(one)
        return self._at.get(inject)

    def move_of(self, inject: str) -> str | None:
        """The move in which tables read it; "" after the last; None if unknown.

        What arrives while the world runs on to a move is read in that move.
        """
        on = self._injects[inject].on
        if on:
            later = self._number.get(on.move, 0) + (on.state in ("run", "preview"))
            return self._moves[later].id if later < len(self._moves) else ""
        at = self.at(inject)
        if at is None or not self._moves:
            return None
        n = bisect_left([move.at for move in self._moves], at)
        return self._moves[n].id if n < len(self._moves) else ""

    def before_last(self, inject: str, moves: Iterable[str]) -> bool:
        """Whether it comes before the last of these moves."""
        at = self.at(inject)
        last = max((self._moves[self._number[m]].at for m in moves), default=0)
        return at is not None and at <= last

    def _own(self, inject: str) -> int | None:
        one = self._injects[inject]
        if one.at is not None:
            return one.at
        if one.on:
            move = self._number.get(one.on.move)
            return None if move is None else self._moves[move].at
        if one.after and one.after.inject:
            start = self._at.get(one.after.inject)
            wait = round(one.after.by.mean) if one.after.by else 0
            return None if start is None else start + wait
        return None
