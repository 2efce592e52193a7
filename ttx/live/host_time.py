"""How real time becomes exercise time: ticks, runs, deadlines and slowing down.

It advances the exercise in small shares, so that the screens stay alive; what people
ask is not its business.
"""

from __future__ import annotations

import asyncio
from abc import ABC, abstractmethod
from collections.abc import Callable
from dataclasses import replace

from ttx.actions import Endex, HandOver, Overdue, TakeOver, TurnTo
from ttx.exercise import Exercise
from ttx.live.clock import Clock
from ttx.live.lobby import Lobby
from ttx.live.seat import ClockFace
from ttx.picture import Cards, Sight
from ttx.policy import Autoplay

TICK = 0.05
BUDGET = 0.03
"""Real seconds of computing per tick."""
SHOWN = 0.5
"""Real seconds between pictures while only time changes them."""


class Pacing(ABC):
    """The clock's half of a host.

    `on_paper`: the tables' minutes were spent on paper, so that none are counted here.
    """

    on_paper = False

    def __init__(self, exercise: Exercise, policies: dict[str, str], cards: Cards,
                 speed: float | None, table_time: int, monotonic: Callable[[], float],
                 wall: Callable[[], float], lobby: Lobby) -> None:  # fmt: skip
        self.lobby, self.shows = lobby, "briefing"
        self.stale = False
        self.exercise = exercise
        self.sight = Sight(exercise, cards)
        for table, policy in policies.items():
            if exercise.policies.get(table) != policy:
                exercise.submit(TakeOver(table, policy), "clock", "excon")
        self.auto = Autoplay(
            exercise, {k: v for k, v in exercise.policies.items() if v}
        )
        self.clock = Clock(exercise.now, speed or exercise.scenario.speed)
        self.clock.table = float(table_time)
        self.extra: dict[str, int] = {}
        self.running = True
        self.monotonic, self.wall = monotonic, wall
        self.goal: int | None = None
        self.left_from = exercise.now
        self.then: TurnTo | None = None
        self.slow = False
        self.answered = len(exercise.journal)
        self.talk_began = 0.0
        self.last_shown = 0.0
        self._glance: tuple[float, int, ClockFace | None] = (0.0, 0, None)
        self.sight.refresh()
        self._look_back()
        if exercise.state == "run":
            self.goal = exercise.target()

    def _look_back(self) -> None:
        """What the journal knows of the table time of this move (after a resume)."""
        for entry in self.exercise.journal:
            if entry.kind == "ran" and entry.body["state"] == "talk":
                self.talk_began = float(entry.table or 0)
            action = entry.body.get("action", {}) if entry.kind == "asked" else {}
            if action.get("kind") == "MoreTime" and self.exercise.move:
                move = self.exercise.move.id
                self.extra[move] = self.extra.get(move, 0) + action.get("by", 300_000)
            if action.get("kind") == "TurnTo" and action["state"] == "brief":
                self.extra.clear()

    @abstractmethod
    def turn(self, action: TurnTo) -> object:
        """Take a move to its next state, for the leader who asked for it before."""

    @abstractmethod
    def publish(self) -> None:
        """Let all seats know that there is news."""

    def face(self) -> ClockFace:
        """What the clock shows."""
        trying = self.lobby.trying()
        return replace(self._face(), wall=self.wall(), trying=trying, shows=self.shows)

    def glance(self) -> ClockFace:
        """What the clock showed at most a tick ago: for many who look together."""
        at, version, face = self._glance
        now = self.monotonic()
        if face is None or version != self.sight.version or now - at >= TICK:
            face = self.face()
            self._glance = now, self.sight.version, face
        return face

    def _face(self) -> ClockFace:
        ex, clock = self.exercise, self.clock
        if ex.over:
            return ClockFace(ex.now, "over")
        if ex.no_play:
            return ClockFace(ex.now, "paused", reason="GEEN OEFENING / NO PLAY")
        if self.goal is not None:
            span = max(1, self.goal - self.left_from)
            return ClockFace(
                ex.now, "computing", progress=(ex.now - self.left_from) / span
            )
        if ex.scenario.pace == "running":
            state = "runs" if clock.runs else "paused"
            return ClockFace(
                ex.now, state, self._speed(), reason=clock.reason, waits=self.slow
            )
        return ClockFace(ex.now, "stands", left=self.left())

    def left(self) -> int | None:
        """Real milliseconds left of this move's talk; None outside talk."""
        ex = self.exercise
        if ex.move is None or ex.state not in ("talk", "commit"):
            return None
        spent = self.clock.table - self.talk_began
        return round(ex.move.talk + self.extra.get(ex.move.id, 0) - spent)

    async def run(self) -> None:
        """Tick until the host is closed. Never waits with a time-out of 0."""
        while self.running:
            self.tick()
            await asyncio.sleep(TICK)

    def tick(self) -> None:
        """One step: real time passes, the world computes its share, seats are told."""
        self.stamp()
        before = len(self.exercise.journal), self.exercise.now
        tried = self.lobby.trying() is not None
        if self.goal is not None and not self.exercise.no_play:
            self._compute(self.goal)
        elif self.exercise.scenario.pace == "running" and self.clock.runs:
            self._play(int(self.clock.now))
        self._deadlines()
        self._couriers()
        after = len(self.exercise.journal), self.exercise.now
        ended = tried and self.lobby.trying() is None
        self.stale = self.stale or after != before or ended
        if self.stale and self.monotonic() - self.last_shown >= SHOWN:
            self.exercise.journal.reach(self.exercise.now)
            self.publish()

    def close(self) -> None:
        """Stop ticking; the journal becomes one file at rest."""
        self.running = False
        self.exercise.journal.reach(self.exercise.now)
        self.exercise.journal.close()

    def stamp(self) -> None:
        """Let the clock and the journal know what time it is."""
        ex, clock = self.exercise, self.clock
        clock.talks = not (self.on_paper or ex.no_play or ex.over) and (
            ex.state in ("talk", "commit") if ex.scenario.pace == "moves" else clock.runs
        )  # fmt: skip
        speed, clock.speed = clock.speed, self._speed()
        clock.tick(self.monotonic())
        clock.speed = speed
        ex.journal.wall, ex.journal.table = round(self.wall(), 3), round(clock.table)

    def _speed(self) -> float:
        return min(self.clock.speed, 1.0) if self.slow else self.clock.speed

    def _play(self, to: int) -> None:
        ex = self.exercise
        end = self.monotonic() + BUDGET
        self.auto.play_to(min(to, ex.scenario.endex), lambda: self.monotonic() > end)
        if ex.now < to:
            self.clock.set(ex.now)
        self._answer_due()
        if ex.now >= ex.scenario.endex and not ex.over:
            ex.submit(Endex(), "clock", "excon")
            self.clock.runs = False

    def _compute(self, goal: int) -> None:
        ex = self.exercise
        end = self.monotonic() + BUDGET
        stopped = False

        def stop() -> bool:
            nonlocal stopped
            stopped = ex.stopped() and self.then is None
            return stopped or self.monotonic() > end

        self.auto.play_to(goal, stop)
        if ex.now >= goal or stopped:
            self._arrived()

    def _arrived(self) -> None:
        ex, after = self.exercise, self.then
        self.goal, self.then = None, None
        self.stale, self.last_shown = True, self.monotonic() - SHOWN
        self.clock.set(ex.now)
        if after is not None:
            self.turn(after)
        elif ex.state == "run" and ex.move is not None:
            ex.submit(TurnTo(ex.move.id, "preview"), "clock", "excon")
        if (
            ex.scenario.pace == "running"
            and ex.now >= ex.scenario.endex
            and not ex.over
        ):
            ex.submit(Endex(), "clock", "excon")

    def _answer_due(self) -> None:
        """Slow down when something came that people at a table must answer, until one of
        them does more than read it.
        """
        fresh = self.exercise.journal.since(self.answered)
        self.answered = len(self.exercise.journal)
        for entry in fresh:
            line = self.exercise.msel.lines.get(entry.body.get("inject", ""))
            if entry.kind == "delivered" and line and line.inject.expects:
                people = [t for t in line.to if not self.exercise.policies.get(t)]
                self.slow = self.slow or bool(people)
            if entry.kind == "asked" and entry.body["hand"] == "person":
                read_only = entry.body["action"]["kind"] == "Acknowledge"
                self.slow = self.slow and read_only

    def _couriers(self) -> None:
        """While the world stands, a message under way needs its time at the tables."""
        ex = self.exercise
        if ex.scenario.pace != "moves" or ex.state not in ("talk", "commit"):
            return
        for number in list(ex.post.underway):
            sent = ex.journal.entry(number)
            if sent is None or sent.body["due"] is None:
                continue
            lasts = sent.body["due"] - sent.at
            if self.clock.table - (sent.table or 0) >= lasts:
                ex.submit(HandOver(number), "clock", "excon")

    def _deadlines(self) -> None:
        """The tables' own minutes for an inject may be over."""
        if self.exercise.over:
            return
        for key, line in self.exercise.msel.lines.items():
            within = line.inject.expects.within if line.inject.expects else None
            if not within or within.table is None or line.closed or line.entry is None:
                continue
            sent = self.exercise.journal.entry(line.entry)
            if sent and self.clock.table - (sent.table or 0) >= within.table:
                self.exercise.submit(Overdue(key), "clock", "excon")
