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
    Jump,
    MoreTime,
    NoPlay,
    Reseed,
    TakeOver,
    TurnTo,
    to_plain,
)
from ttx.errors import Refusal, TtxError
from ttx.exercise import Exercise
from ttx.exercise_commit import enter, open_claim
from ttx.live.door import Pass
from ttx.live.host_time import Pacing
from ttx.live.lobby import Lobby
from ttx.live.places import places
from ttx.live.seat import (
    PLENARY,
    AnotherSeed,
    Answer,
    AskHelp,
    Control,
    Fork,
    Go,
    NewCode,
    Pause,
    PutUp,
    ShowCard,
    Speed,
    TryOut,
    WriteDebrief,
)
from ttx.picture import Cards, Sight, see
from ttx.policy import Autoplay
from ttx.replay import fork
from ttx.text import Text, both
from ttx.view import Picture

Debrief = Callable[[Exercise, str], Path]
REMEMBERED = 10_000
"""So many answers are kept for commands that come twice; entries are kept for good."""


class Host(Pacing):
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
        self.recode: Callable[[Pass], str] | None = None
        self.card: Callable[[Pass], Text] | None = None
        self._debrief = debrief
        self._news = asyncio.Event()
        self._cache: dict[str, Picture] = {}
        self._pointed_out = 0
        self._done: dict[str, Answer | Text] = {}

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
        elif self.exercise.scenario.pace == "moves" and isinstance(action, DRAFTED):
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

    def _remember(self, command: str, answer: Answer | Text) -> None:
        if command:
            self._done[command] = answer
            while len(self._done) > REMEMBERED:
                del self._done[next(iter(self._done))]

    def _draft(self, action: Action, by: str, command: str) -> Answer:
        ex = self.exercise
        if ex.state in ("run", "preview") or ex.over:
            return Answer(refusal=Refusal("wrong-state", {"state": ex.state}))
        if not ex.state:
            return Answer(refusal=Refusal("not-started"))
        refusal = ex.refuses(action, by)
        if refusal is not None:
            return Answer(refusal=refusal)
        draft = ex.journal.draft(by, to_plain(action), command or None)
        return Answer(draft.number, draft=True)

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

    def control(self, wish: Control, command: str = "") -> Text:
        """What the leader asks of the host itself; the answer is a sentence."""
        if command and isinstance(known := self._done.get(command), Text):
            return known
        self.stamp()
        try:
            answer = self._controlled(wish)
        except TtxError as wrong:
            answer = Text(wrong.sentence("nl"), wrong.sentence("en"))
        self._remember(command, answer)
        self.publish()
        return answer

    def help(self, given: Pass, wish: AskHelp) -> Text:
        """Somebody at a place asks exercise control to come, or no longer."""
        self.lobby.ask(given, wish.why)
        self.publish()
        return both("Exercise control sees it.") if wish.why else both("Taken back.")

    def _controlled(self, wish: Control) -> Text:
        clock = self.clock
        if isinstance(wish, Pause):
            clock.runs, clock.reason = False, wish.why
            return both("The clock stands.")
        if isinstance(wish, Go):
            clock.runs, clock.reason, self.slow = True, "", False
            clock.set(self.exercise.now)
            return both("The clock runs.")
        if isinstance(wish, Speed):
            clock.speed, self.slow = wish.factor or 36000.0, False
            return both("Speed is x{factor}.", factor=f"{clock.speed:g}")
        if isinstance(wish, TryOut):
            return self._try_out(wish.seconds)
        if isinstance(wish, PutUp) and wish.what in PLENARY:
            self.shows = wish.what
            return both("The plenary screen changes.")
        if isinstance(wish, NewCode) and self.recode is not None:
            return self._recode(Pass(self.group, wish.role, wish.seat), self.recode)
        if isinstance(wish, ShowCard) and self.card is not None:
            told = self.card(Pass(self.group, wish.role, wish.seat))
            return told or both("This code was handed out before; n makes a new one.")
        if isinstance(wish, Fork):
            return self._fork(wish.entry)
        if isinstance(wish, AnotherSeed):
            return self._again(wish.salt)
        if isinstance(wish, WriteDebrief) and self._debrief is not None:
            path = self._debrief(self.exercise, wish.lang)
            return both("The debrief (CONCEPT) is at {path}", path=path)
        return both("This host cannot do that.")

    def _recode(self, given: Pass, recode: Callable[[Pass], str]) -> Text:
        if given not in self.lobby.places:
            return both("There is no such place.")
        title, code = self.lobby.places[given], recode(given)
        return both("New code for {who}: {code}", who=title, code=code)

    def _try_out(self, seconds: int) -> Text:
        if self.exercise.move is not None or self.exercise.over:
            return both("A try-out is for before the first move.")
        self.lobby.begin(min(seconds, 600))
        self._cache.clear()
        return both("Everybody can try now.") if seconds else both("Try-out over.")

    # --- forks -------------------------------------------------------------------

    def _fork(self, before: int) -> Text:
        path = _sibling(self.exercise.journal.path)
        made = fork(list(self.exercise.journal), before, path)
        self._move_in(made)
        return both("Back to {moment}; the earlier course is kept in its own journal. New journal: {path}",
                     moment=_moment(made), path=path)  # fmt: skip

    def _again(self, salt: int) -> Text:
        ex = self.exercise
        if ex.state not in ("run", "preview"):
            return both("There is no run to play again.")
        start = ex.run_from[1]
        told = self._fork(start)
        ex = self.exercise
        ex.submit(Reseed(salt or start), "leader")
        if ex.move is not None:
            self.turn(TurnTo(ex.move.id, "run"))
        return told

    def _move_in(self, made: Exercise) -> None:
        policies, cards = dict(self.exercise.policies), self.sight.cards
        version = self.sight.version
        self.exercise.journal.close()
        self.exercise = made
        self.sight = Sight(made, cards, version=version)
        made.policies = policies
        self.auto = Autoplay(made, {k: v for k, v in policies.items() if v})
        self.goal, self.then = None, None
        self._pointed_out = 0
        self.clock.set(made.now)

    def publish(self) -> None:
        """Read on in the journal and wake whoever waits for news."""
        self.sight.refresh()
        self.last_shown, self.stale = self.monotonic(), False
        news, self._news = self._news, asyncio.Event()
        news.set()


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
