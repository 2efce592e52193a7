"""The leader's hand on the host itself: clock, lobby, plenary screen, codes, forks.

What is asked of the exercise goes another way; nothing here is in a journal but the
fork that a new one begins with.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path

from ttx.actions import Reseed, TurnTo
from ttx.errors import TtxError
from ttx.exercise import Exercise
from ttx.live.computing import Computing
from ttx.live.door import Pass
from ttx.live.host_time import Pacing
from ttx.live.seat import (
    FASTEST,
    PLENARY,
    AnotherSeed,
    Answer,
    AskHelp,
    ComputeInfluence,
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
from ttx.moment import offset
from ttx.picture import Sight
from ttx.policy import Autoplay
from ttx.replay import fork
from ttx.text import LANGUAGES, Text, both
from ttx.view import Picture

Debrief = Callable[[Exercise, str], Path]
FRESH = 30.0
"""Seconds for which a written debrief serves all who open it."""
MOST_RUNS = 10_000
"""Runs of a computation from the console: more than a session can wait for."""
STYLES = ("html", "md", "json")
REMEMBERED = 10_000
"""So many answers are kept for commands that come twice; entries are kept for good."""


class Steering(Pacing):
    """What a leader may ask of the host, beside the exercise."""

    group = 1
    recode: Callable[[Pass], str] | None = None
    card: Callable[[Pass], Text] | None = None
    _debrief: Debrief | None = None
    computing: Computing | None = None
    _pointed_out = 0

    def _begin(self) -> None:
        self._cache: dict[str, Picture] = {}
        self._done: dict[str, Answer | Text] = {}
        self._pages: dict[str, tuple[float, tuple[Exercise, bool, str], Path]] = {}
        self._pages_with: dict[str, tuple[int, int]] = {}
        self._writing = asyncio.Lock()

    def _remember(self, command: str, answer: Answer | Text) -> None:
        if command:
            self._done[command] = answer
            while len(self._done) > REMEMBERED:
                del self._done[next(iter(self._done))]

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

    async def write_debrief(self, wish: WriteDebrief) -> Text:
        """Write the debrief beside the journal while everybody goes on."""
        if self._debrief is None or wish.lang not in LANGUAGES:
            return both("This host cannot do that.")
        try:
            path = await self._written(wish.lang)
        except TtxError as wrong:
            return Text(wrong.sentence("nl"), wrong.sentence("en"))
        return both("The debrief (CONCEPT) is at {path}", path=path)

    def compute(self, wish: ComputeInfluence) -> Text:
        """Start computing the influence of decisions, or say how far that is."""
        path = self.exercise.journal.path
        if path is None or self._debrief is None:
            return both("This host cannot do that.")
        if not self.exercise.over:
            return both("That is for after ENDEX.")
        if not 1 <= wish.runs <= MOST_RUNS:
            return both("A number of runs lies between 1 and {most}.", most=MOST_RUNS)
        if self.computing is None or self.computing.path != path:
            self.computing = Computing(path, self._pages.clear)
        return self.computing.ask(wish.runs)

    async def debrief_page(
        self, lang: str, style: str = "html", exact: bool = False
    ) -> str:
        """The debrief in this language, at most half a minute old.

        `style` is html, md or json; `exact`: with the last word that was written on it.
        """
        if self._debrief is None or lang not in LANGUAGES or style not in STYLES:
            return ""
        path = await self._written(lang, FRESH, exact)
        return path.with_suffix(f".{style}").read_text("utf-8")

    def _report_entries(self) -> tuple[int, int]:
        """How much was written on the report, and how many comments beside it.

        Pages lay the comments in themselves: they make no page old for its readers.
        """
        kinds = [one.body["action"]["kind"] for one in self.sight.book.written]
        beside = sum(one in ("Comment", "Reveal") for one in kinds)
        return len(kinds) - beside, beside

    async def debrief_facts(self) -> str:
        """The facts of the debrief as JSON, of the latest one that was written."""
        if self._debrief is None:
            return ""
        of = self.exercise, self.exercise.over
        known = [path for _, told, path in self._pages.values() if told[:2] == of]
        path = known[-1] if known else await self._written(LANGUAGES[0])
        return path.with_suffix(".json").read_text("utf-8")

    async def _written(
        self, lang: str, fresh: float = 0.0, exact: bool = False
    ) -> Path:
        """The page of the debrief, written anew if it is older than so many seconds.

        One is written at a time; who waited for it takes the same.
        """
        assert self._debrief is not None
        async with self._writing:
            written = self._report_entries()
            of = self.exercise, self.exercise.over, self.exercise.status
            known = self._pages_with.get(lang, (0, 0))
            if known[0] != written[0] or (exact and known != written):
                self._pages.pop(lang, None)
            at, told, path = self._pages.get(lang) or (0.0, of, None)
            if path is None or told != of or self.monotonic() - at >= fresh:
                at = self.monotonic()
                path = await asyncio.to_thread(self._debrief, self.exercise, lang)
                self._pages[lang] = at, of, path
                self._pages_with[lang] = written
        return path

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
            if not 0 <= wish.factor <= FASTEST:
                return both("A speed lies between 1 and {most}.", most=int(FASTEST))
            clock.speed, self.slow = wish.factor or FASTEST, False
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
            if not 1 < wish.entry <= len(self.exercise.journal):
                return both("There is no entry {seq} to go back to.", seq=wish.entry)
            return self._fork(wish.entry)
        if isinstance(wish, AnotherSeed):
            return self._again(wish.salt)
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
                     moment=offset(made.now), path=path)  # fmt: skip

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


def _sibling(path: Path | None) -> Path | None:
    """The next free file name beside a journal."""
    if path is None:
        return None
    for number in range(2, 1000):
        name = path.with_name(f"{path.stem.split('~')[0]}~{number}{path.suffix}")
        if not name.exists():
            return name
    raise TtxError("There are too many forks of {path}.", path=path)
