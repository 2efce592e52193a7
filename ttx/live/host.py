"""The host: the only writer of an exercise that people play.

It turns time and what seats ask into calls of the one door, and pictures into what
seats see. It decides nothing that the exercise or its leader should decide.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable

from ttx.actions import (
    DRAFTED,
    SLIPS,
    Action,
    Jump,
    MoreTime,
    NoPlay,
    TakeOver,
    TurnTo,
    to_plain,
)
from ttx.errors import Refusal
from ttx.exercise import Exercise
from ttx.exercise_commit import enter, open_claim
from ttx.exercise_slips import refuses, slips
from ttx.live.host_steering import Debrief, Steering
from ttx.live.lobby import Lobby
from ttx.live.places import places
from ttx.live.seat import Answer
from ttx.picture import Cards, see
from ttx.view import Picture


class Host(Steering):
    """One exercise, live: its clock, its automatic tables and its seats."""

    def __init__(self, exercise: Exercise, policies: dict[str, str], cards: Cards = (),
                 speed: float | None = None, debrief: Debrief | None = None,
                 table_time: int = 0, monotonic: Callable[[], float] = time.monotonic,
                 wall: Callable[[], float] = time.time, group: int = 1) -> None:  # fmt: skip
        lobby = Lobby(places(exercise.scenario, group), monotonic)
        super().__init__(
            exercise, policies, cards, speed, table_time, monotonic, wall, lobby
        )
        self.group = group
        self._debrief = debrief
        self._news = asyncio.Event()
        self._begin()

    # --- seats -------------------------------------------------------------------

    def seats(self) -> list[str]:
        """The names of all seats from which something is asked: the leader first."""
        acting = ("director", "table", "response", "evaluator")
        return [one.seat for one in self.lobby.places if one.role in acting]

    def watched(self) -> list[str]:
        """The names of all seats that have a picture."""
        return list(dict.fromkeys(one.seat for one in self.lobby.places))

    def picture(self, seat: str) -> Picture:
        """The newest picture of a seat, made at most once per version."""
        known = self._cache.get(seat)
        if known is None or known.version != self.sight.version:
            fresh = see(self.sight, seat)
            known = self._cache[seat] = self.lobby.dressed(fresh)
        return known

    async def changed(self, seat: str, since: int) -> Picture:
        """Wait for a version above `since`."""
        await self.after(since)
        return self.picture(seat)

    async def after(self, version: int) -> None:
        """Wait until there is news after this version."""
        while self.sight.version <= version:
            await self._news.wait()

    # --- what seats ask ----------------------------------------------------------

    def submit(self, action: Action, by: str, command: str = "") -> Answer:
        """An action of a seat: a draft, an entry, or a refusal.

        A command that was answered before gets the same answer, and nothing is done.
        """
        if command and (before := self._before(command)):
            return before
        self.stamp()
        if self.lobby.trying() is not None and self.exercise.scenario.table(by):
            answer = self.lobby.take(action, by)
        elif self.exercise.scenario.pace == "moves" and isinstance(
            action, (*DRAFTED, *SLIPS) if self.on_paper else DRAFTED
        ):
            answer = self._draft(action, by, command)
        elif isinstance(action, TurnTo) and by == "leader":
            answer = self._asked_to_turn(action)
        else:
            answer = self._ask(action, by, command)
        self._remember(command, answer)
        self.publish()
        return answer

    def erase(self, number: int, by: str, command: str = "") -> Answer:
        """Take back a seat's own draft."""
        if command and (before := self._before(command)):
            return before
        if number not in [one.number for one in self.exercise.journal.drafts(by)]:
            return Answer(refusal=Refusal("unknown-entry", {"entry": str(number)}))
        self.exercise.journal.erase([number])
        answer = Answer(number, draft=True)
        self._remember(command, answer)
        self.publish()
        return answer

    def _before(self, command: str) -> Answer | None:
        """What a command was answered, in this process or before it."""
        known = self._done.get(command)
        if isinstance(known, Answer):
            return known
        entry, draft = self.exercise.journal.answered(command)
        if entry is not None:
            raw = entry.body["refusal"]
            return Answer(entry.seq, Refusal.from_plain(raw) if raw else None)
        return Answer(draft, draft=True) if draft is not None else None

    def _draft(self, action: Action, by: str, command: str) -> Answer:
        ex = self.exercise
        if ex.state in ("run", "preview") or ex.over:
            return Answer(refusal=Refusal("wrong-state", {"state": ex.state}))
        if not ex.state:
            return Answer(refusal=Refusal("not-started"))
        refusal = refuses(ex, action, by)
        if refusal is not None and not self._may_open(refusal):
            return Answer(refusal=refusal)
        draft = ex.journal.draft(by, to_plain(action), command or None)
        return Answer(draft.number, draft=True)

    def _may_open(self, refusal: Refusal) -> bool:
        """Whether a card that waits to go in, from paper, may yet open an option: it is
        judged again when all goes in."""
        cards = [one for one in slips(self.exercise) if one.action["kind"] == "Release"]
        return refusal.key == "needs-not-met" and bool(cards)

    def _ask(self, action: Action, by: str, command: str = "") -> Answer:
        entry = self.exercise.submit(action, by, command=command or None)
        raw = entry.body["refusal"]
        if raw is not None:
            return Answer(entry.seq, Refusal.from_plain(raw))
        self._followed(action)
        return Answer(entry.seq)

    def _followed(self, action: Action) -> None:
        if isinstance(action, TakeOver):
            self.auto.seat(action.team, action.policy)
        elif isinstance(action, Jump):
            self.goal, self.left_from = action.to, self.exercise.now
        elif isinstance(action, MoreTime) and self.exercise.move:
            move = self.exercise.move.id
            self.extra[move] = self.extra.get(move, 0) + action.by
        elif isinstance(action, NoPlay) and action.on:
            self.clock.runs = False

    def _asked_to_turn(self, action: TurnTo) -> Answer:
        ex = self.exercise
        if action.state == "run":
            refusal = open_claim(ex) or ex.refuses(action, "leader")
            if refusal is not None:
                return Answer(refusal=refusal)
            self.auto.play_to(ex.now)  # tables that play themselves decide now
            enter(ex)
            if waiting := self._unheard():
                return Answer(refusal=Refusal("rule-first", {"count": str(waiting)}))
        move = next((m for m in ex.scenario.moves if m.id == action.move), None)
        first = ex.move is None and not ex.over
        if move and action.state == "brief" and ex.now < move.at and first:
            self.goal, self.left_from, self.then = move.at, ex.now, action
            return Answer(len(ex.journal))
        return self.turn(action)

    def _unheard(self) -> int:
        """How many free decisions wait for a ruling and were not pointed out yet."""
        self.sight.refresh()
        free = [
            entry.seq for entry in self.sight.book.decided
            if entry.body["refusal"] is None and not entry.body["action"].get("option")
            and entry.seq not in self.sight.book.ruled
        ]  # fmt: skip
        fresh = [seq for seq in free if seq > self._pointed_out]
        self._pointed_out = max([self._pointed_out, *free])
        return len(fresh)

    def turn(self, action: TurnTo) -> Answer:
        """Turn the move, and set off where the world has to run."""
        answer = self._ask(action, "leader")
        if answer.refusal is not None:
            return answer
        if action.state == "talk":
            self.talk_began = self.clock.table
            self.auto.play_to(self.exercise.now)
        if action.state == "run":
            self.goal, self.left_from = self.exercise.target(), self.exercise.now
        return answer

    def publish(self) -> None:
        """Read on in the journal and wake whoever waits for news."""
        self.sight.refresh()
        self.last_shown, self.stale = self.monotonic(), False
        news, self._news = self._news, asyncio.Event()
        news.set()
