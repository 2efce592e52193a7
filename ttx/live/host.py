"""The host: the only writer of an exercise that people play.

It turns time and what seats ask into calls of the one door, and pictures into what
seats see. It decides nothing that the exercise or its leader should decide.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable
from pathlib import Path

from ttx.actions import (
    DRAFTED,
    Action,
    Endex,
    Jump,
    MoreTime,
    NoPlay,
    Overdue,
    Reseed,
    TakeOver,
    TurnTo,
    to_plain,
)
from ttx.errors import Refusal, TtxError
from ttx.exercise import Exercise
from ttx.exercise_commit import enter, open_claim
from ttx.live.clock import Clock
from ttx.live.seat import (
    AnotherSeed,
    Answer,
    ClockFace,
    Control,
    Fork,
    Go,
    Pause,
    Speed,
    WriteDebrief,
)
from ttx.picture import Cards, Sight, propose, see
from ttx.policy import Autoplay
from ttx.replay import fork
from ttx.text import Text, say
from ttx.view import Choice, Picture

TICK = 0.05
BUDGET = 0.03
"""Real seconds of computing per tick, so that the screens stay alive."""
SHOWN = 0.5
"""Real seconds between pictures while only time changes them."""

Debrief = Callable[[Exercise, str], Path]


class Host:
    """One exercise, live: its clock, its automatic tables and its seats."""

    def __init__(self, exercise: Exercise, policies: dict[str, str], cards: Cards = (),
                 speed: float | None = None, debrief: Debrief | None = None,
                 table_time: int = 0, monotonic: Callable[[], float] = time.monotonic,
                 wall: Callable[[], float] = time.time) -> None:  # fmt: skip
        self.exercise = exercise
        self.sight = Sight(exercise, cards)
        self.auto = Autoplay(exercise, policies)
        for table, policy in policies.items():
            exercise.policies[table] = policy
        self.clock = Clock(exercise.now, speed or exercise.scenario.speed)
        self.clock.table = float(table_time)
        self.extra: dict[str, int] = {}
        self.running = True
        self._debrief = debrief
        self._monotonic, self._wall = monotonic, wall
        self._goal: int | None = None
        self._from = exercise.now
        self._after: TurnTo | None = None
        self._slow = False
        self._talk_began = 0.0
        self._news = asyncio.Event()
        self._last_shown = 0.0
        self._cache: dict[str, Picture] = {}
        self.sight.refresh()
        if exercise.state == "run":
            self._goal = exercise.target()

    # --- seats -------------------------------------------------------------------

    def seat(self, name: str) -> LocalSeat:
        """A seat in this process."""
        return LocalSeat(self, name)

    def picture(self, seat: str) -> Picture:
        """The newest picture of a seat, made at most once per version."""
        known = self._cache.get(seat)
        if known is None or known.version != self.sight.version:
            known = self._cache[seat] = see(self.sight, seat)
        return known

    async def changed(self, seat: str, since: int) -> Picture:
        """Wait for a version above `since`."""
        while self.sight.version <= since:
            await self._news.wait()
        return self.picture(seat)

    def face(self) -> ClockFace:
        """What the clock shows."""
        ex, clock = self.exercise, self.clock
        if ex.over:
            return ClockFace(ex.now, "over")
        if ex.no_play:
            return ClockFace(ex.now, "paused", reason="GEEN OEFENING / NO PLAY")
        if self._goal is not None:
            span = max(1, self._goal - self._from)
            return ClockFace(ex.now, "computing", progress=(ex.now - self._from) / span)
        if ex.scenario.pace == "running":
            state = "runs" if clock.runs else "paused"
            return ClockFace(ex.now, state, self._speed(), reason=clock.reason)
        return ClockFace(ex.now, "stands", left=self._left())

    def _left(self) -> int | None:
        ex = self.exercise
        if ex.move is None or ex.state not in ("talk", "commit"):
            return None
        spent = self.clock.table - self._talk_began
        return round(ex.move.talk + self.extra.get(ex.move.id, 0) - spent)

    # --- what seats ask ----------------------------------------------------------

    def submit(self, action: Action, by: str, command: str | None = None) -> Answer:
        """An action of a seat: a draft, an entry, or a refusal."""
        self._stamp()
        if self.exercise.scenario.pace == "moves" and isinstance(action, DRAFTED):
            answer = self._draft(action, by)
        elif isinstance(action, TurnTo) and by == "leader":
            answer = self._turn(action)
        else:
            answer = self._ask(action, by, command)
        self._publish()
        return answer

    def erase(self, number: int, by: str) -> Answer:
        """Take back a seat's own draft."""
        if number not in [one.number for one in self.exercise.journal.drafts(by)]:
            return Answer(refusal=Refusal("unknown-entry", {"entry": str(number)}))
        self.exercise.journal.erase([number])
        self._publish()
        return Answer(number, draft=True)

    def _draft(self, action: Action, by: str) -> Answer:
        ex = self.exercise
        if ex.state in ("run", "preview") or ex.over:
            return Answer(refusal=Refusal("wrong-state", {"state": ex.state}))
        if not ex.state:
            return Answer(refusal=Refusal("not-started"))
        refusal = ex.refuses(action, by)
        if refusal is not None:
            return Answer(refusal=refusal)
        draft = ex.journal.draft(by, to_plain(action))
        return Answer(draft.number, draft=True)

    def _ask(self, action: Action, by: str, command: str | None = None) -> Answer:
        entry = self.exercise.submit(action, by, command=command)
        raw = entry.body["refusal"]
        if raw is not None:
            return Answer(entry.seq, Refusal.from_plain(raw))
        self._followed(action)
        return Answer(entry.seq)

    def _followed(self, action: Action) -> None:
        if isinstance(action, TakeOver):
            self.auto.seat(action.team, action.policy)
        elif isinstance(action, Jump):
            self._goal, self._from = action.to, self.exercise.now
        elif isinstance(action, MoreTime) and self.exercise.move:
            move = self.exercise.move.id
            self.extra[move] = self.extra.get(move, 0) + action.by
        elif isinstance(action, NoPlay) and action.on:
            self.clock.runs = False

    def _turn(self, action: TurnTo) -> Answer:
        ex = self.exercise
        if action.state == "run":
            refusal = open_claim(ex) or ex.refuses(action, "leader")
            if refusal is not None:
                return Answer(refusal=refusal)
            enter(ex)
        move = next((m for m in ex.scenario.moves if m.id == action.move), None)
        if move and action.state == "brief" and ex.now < move.at and not ex.over:
            self._goal, self._from, self._after = move.at, ex.now, action
            return Answer(len(ex.journal))
        return self._turned(action)

    def _turned(self, action: TurnTo) -> Answer:
        answer = self._ask(action, "leader")
        if answer.refusal is not None:
            return answer
        if action.state == "talk":
            self._talk_began = self.clock.table
        if action.state == "run":
            self._goal, self._from = self.exercise.target(), self.exercise.now
        return answer

    def control(self, wish: Control, lang: str = "nl") -> Text:
        """What the leader asks of the host itself; the answer is a sentence."""
        self._stamp()
        try:
            said = self._controlled(wish)
        except TtxError as wrong:
            said = Text(wrong.sentence("nl"), wrong.sentence("en"))
        self._publish()
        return said

    def _controlled(self, wish: Control) -> Text:
        clock = self.clock
        if isinstance(wish, Pause):
            clock.runs, clock.reason = False, wish.why
            return _said("The clock stands.")
        if isinstance(wish, Go):
            clock.runs, clock.reason, self._slow = True, "", False
            clock.set(self.exercise.now)
            return _said("The clock runs.")
        if isinstance(wish, Speed):
            clock.speed, self._slow = wish.factor or 36000.0, False
            return _said("Speed is x{factor}.", factor=f"{clock.speed:g}")
        if isinstance(wish, Fork):
            return self._fork(wish.entry)
        if isinstance(wish, AnotherSeed):
            return self._again(wish.salt)
        if isinstance(wish, WriteDebrief) and self._debrief is not None:
            path = self._debrief(self.exercise, wish.lang)
            return _said("The debrief (CONCEPT) is at {path}", path=path)
        return _said("This host cannot do that.")

    # --- forks -------------------------------------------------------------------

    def _fork(self, before: int) -> Text:
        path = _sibling(self.exercise.journal.path)
        made = fork(list(self.exercise.journal), before, path)
        self._move_in(made)
        return _said("Back to {moment}; the earlier course is kept in its own journal. New journal: {path}",
                     moment=_moment(made), path=path)  # fmt: skip

    def _again(self, salt: int) -> Text:
        ex = self.exercise
        if ex.state not in ("run", "preview"):
            return _said("There is no run to play again.")
        start = ex.run_from[1]
        said = self._fork(start)
        ex = self.exercise
        ex.submit(Reseed(salt or start), "leader")
        if ex.move is not None:
            self._turned(TurnTo(ex.move.id, "run"))
        return said

    def _move_in(self, made: Exercise) -> None:
        policies, cards = dict(self.exercise.policies), self.sight.cards
        version = self.sight.version
        self.exercise.journal.close()
        self.exercise = made
        self.sight = Sight(made, cards, version=version)
        made.policies = policies
        self.auto = Autoplay(made, {k: v for k, v in policies.items() if v})
        self._goal, self._after = None, None
        self.clock.set(made.now)

    # --- time --------------------------------------------------------------------

    async def run(self) -> None:
        """Tick until the host is closed. Never waits with a time-out of 0."""
        while self.running:
            self.tick()
            await asyncio.sleep(TICK)

    def tick(self) -> None:
        """One step: real time passes, the world computes its share, seats are told."""
        self._stamp()
        before = len(self.exercise.journal), self.exercise.now
        if self._goal is not None and not self.exercise.no_play:
            self._compute(self._goal)
        elif self.exercise.scenario.pace == "running" and self.clock.runs:
            self._play(int(self.clock.now))
        self._deadlines()
        after = len(self.exercise.journal), self.exercise.now
        due = self._monotonic() - self._last_shown >= SHOWN
        if after[0] != before[0] or (after[1] != before[1] and due):
            self._publish()

    def close(self) -> None:
        """Stop ticking; the journal becomes one file at rest."""
        self.running = False
        self.exercise.journal.reach(self.exercise.now)
        self.exercise.journal.close()

    def _stamp(self) -> None:
        ex, clock = self.exercise, self.clock
        clock.talks = not ex.no_play and not ex.over and (
            ex.state in ("talk", "commit") if ex.scenario.pace == "moves" else clock.runs
        )  # fmt: skip
        speed, clock.speed = clock.speed, self._speed()
        clock.tick(self._monotonic())
        clock.speed = speed
        ex.journal.wall, ex.journal.table = round(self._wall(), 3), round(clock.table)

    def _speed(self) -> float:
        return min(self.clock.speed, 1.0) if self._slow else self.clock.speed

    def _play(self, to: int) -> None:
        ex = self.exercise
        end = self._monotonic() + BUDGET
        self.auto.play_to(min(to, ex.scenario.endex), lambda: self._monotonic() > end)
        if ex.now < to:
            self.clock.set(ex.now)
        self._answer_due()
        if ex.now >= ex.scenario.endex and not ex.over:
            ex.submit(Endex(), "clock", "excon")
            self.clock.runs = False

    def _compute(self, goal: int) -> None:
        ex = self.exercise
        end = self._monotonic() + BUDGET
        stopped = False

        def stop() -> bool:
            nonlocal stopped
            stopped = ex.stopped() and self._after is None
            return stopped or self._monotonic() > end

        self.auto.play_to(goal, stop)
        if ex.now >= goal or stopped:
            self._arrived()

    def _arrived(self) -> None:
        ex, after = self.exercise, self._after
        self._goal, self._after = None, None
        self.clock.set(ex.now)
        if after is not None:
            self._turned(after)
        elif ex.state == "run" and ex.move is not None:
            ex.submit(TurnTo(ex.move.id, "preview"), "clock", "excon")
        if ex.scenario.pace == "running" and ex.now >= ex.scenario.endex and not ex.over:
            ex.submit(Endex(), "clock", "excon")

    def _answer_due(self) -> None:
        """Slow down when something came that people at a table must answer."""
        read = self.sight.book.seen
        for entry in self.exercise.journal.since(read):
            line = self.exercise.msel.lines.get(entry.body.get("inject", ""))
            if entry.kind == "delivered" and line and line.inject.expects:
                people = [t for t in line.to if not self.exercise.policies.get(t)]
                self._slow = self._slow or bool(people)
            if entry.kind == "asked" and entry.body["hand"] == "person":
                self._slow = False

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

    def _publish(self) -> None:
        self.sight.refresh()
        self._last_shown = self._monotonic()
        news, self._news = self._news, asyncio.Event()
        news.set()


class LocalSeat:
    """A seat in the host's own process."""

    def __init__(self, host: Host, name: str) -> None:
        self._host = host
        self.name = name

    def picture(self) -> Picture:
        """The newest picture."""
        return self._host.picture(self.name)

    def face(self) -> ClockFace:
        """What the clock shows now."""
        return self._host.face()

    async def changed(self, since: int) -> Picture:
        """Wait until there is news."""
        return await self._host.changed(self.name, since)

    async def submit(self, action: Action) -> Answer:
        """Ask the exercise."""
        return self._host.submit(action, self.name)

    async def erase(self, draft: int) -> Answer:
        """Take back one of this seat's own drafts."""
        return self._host.erase(draft, self.name)

    async def control(self, wish: Control) -> Text:
        """Ask the host, as the leader."""
        if self.name != "leader":
            return _said("Only the leader can do this.")
        return self._host.control(wish)

    async def why(self, gauge: str) -> tuple[tuple[Text, str], ...]:
        """The chain behind a figure that this seat can see."""
        known = [one.gauge for one in self.picture().readings]
        return self._host.exercise.world.why(gauge) if gauge in known else ()

    async def propose(self, text: str) -> tuple[Choice, ...]:
        """What a typed decision could mean."""
        return propose(self._host.sight, self.name, text)

    async def as_seen_by(self, seat: str) -> Picture:
        """View as another seat (leader only; others see their own)."""
        return self._host.picture(seat if self.name == "leader" else self.name)


def _said(english: str, **params: object) -> Text:
    return Text(say("nl", english, **params), say("en", english, **params))


def _moment(exercise: Exercise) -> str:
    from ttx.moment import offset

    return offset(exercise.now)


def _sibling(path: Path | None) -> Path | None:
    """The next free file name beside a journal."""
    if path is None:
        return None
    for number in range(2, 1000):
        name = path.with_name(f"{path.stem.split('~')[0]}~{number}{path.suffix}")
        if not name.exists():
            return name
    raise TtxError("There are too many forks of {path}.", path=path)
