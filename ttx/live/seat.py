"""A seat: all that a front-end may hold of an exercise.

The same whether the host is in this process or at the far end of a socket. A
front-end never sees the exercise, the world or the host.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from ttx.actions import Action
from ttx.errors import Refusal
from ttx.text import Text
from ttx.view import Choice, Picture


@dataclass(frozen=True, slots=True)
class Answer:
    """What became of an action: the entry (or draft) it is now, or why not."""

    entry: int | None = None
    refusal: Refusal | None = None
    draft: bool = False


@dataclass(frozen=True, slots=True)
class ClockFace:
    """What the clock shows. Times in milliseconds.

    `left` is the real time left of the move's talk (None outside talk; below 0 when it
    is over). `state`: stands, runs, computing, paused, restoring, over. `speed` is
    exercise seconds per real second; `progress` (0 to 1) is how far a computed run, or a
    host that is coming back, is; `waits` says that time runs slowly because a message
    asks people for an answer. `wall` is the host's own time (epoch seconds). `trying` is
    the real time left of a try-out (None: there is none). `shows` is what the leader
    put on the plenary screen.
    """

    now: int
    state: str
    speed: float = 0.0
    left: int | None = None
    progress: float = 1.0
    reason: str = ""
    waits: bool = False
    wall: float = 0.0
    trying: int | None = None
    shows: str = "briefing"


@dataclass(frozen=True, slots=True)
class Present:
    """One seat of the lobby: who it is for, how many are connected, what they did.

    `tried` holds what of a try-out was done at it (read, written, decided); `help` is
    what a facilitator asked for, empty if nothing; `lag` is the time in milliseconds
    since the last sign of life of a seat that is not connected (None: never seen).
    """

    name: str
    role: str
    title: Text
    here: int = 0
    tried: tuple[str, ...] = ()
    help: str = ""
    lag: int | None = None


class Control:
    """Base of what a leader may ask of the host itself (not of the exercise)."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Pause(Control):
    """Running time stops, with a reason."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class Go(Control):
    """Running time goes on."""


FASTEST = 36_000.0
"""Exercise seconds per real second: as fast as it goes."""


@dataclass(frozen=True, slots=True)
class Speed(Control):
    """Exercise seconds per real second; 0 means as fast as it goes."""

    factor: float


@dataclass(frozen=True, slots=True)
class Fork(Control):
    """Back to just before an entry, in a new journal; the old one stays whole."""

    entry: int


@dataclass(frozen=True, slots=True)
class AnotherSeed(Control):
    """Play the previewed run again with other luck, in a new journal."""

    salt: int = 0


@dataclass(frozen=True, slots=True)
class WriteDebrief(Control):
    """Write the debrief (CONCEPT) beside the journal; the answer names the file."""

    lang: str = "nl"


@dataclass(frozen=True, slots=True)
class ComputeInfluence(Control):
    """Compute what each decision moved, in so many runs; again: how far that is."""

    runs: int = 100


@dataclass(frozen=True, slots=True)
class TryOut(Control):
    """So many seconds in which everybody tries the keyboard; nothing of it is kept.

    0 ends a try-out at once.
    """

    seconds: int = 90


@dataclass(frozen=True, slots=True)
class PutUp(Control):
    """What the plenary screen shows: briefing, map, decisions, timeline or knew."""

    what: str


@dataclass(frozen=True, slots=True)
class AskHelp(Control):
    """A facilitator asks exercise control to come (empty: no longer)."""

    why: str = ""


@dataclass(frozen=True, slots=True)
class NewCode(Control):
    """A new join code for a seat; who sat there with an old one has to leave."""

    role: str
    seat: str


@dataclass(frozen=True, slots=True)
class ShowCard(Control):
    """The code of a seat, with its link and QR code."""

    role: str
    seat: str


PLENARY = ("briefing", "map", "decisions", "timeline", "knew")


class Seat(Protocol):
    """One place at the exercise.

    `command` is an id that the sender makes up: what is sent twice is done once.
    """

    @property
    def name(self) -> str:
        """`leader`, `response`, `evaluator`, the id of a table, and the like."""

    def picture(self) -> Picture:
        """The newest picture that this seat has."""

    def face(self) -> ClockFace:
        """What the clock shows now."""

    async def changed(self, since: int) -> Picture:
        """Wait until there is a picture with a version above `since`."""

    async def submit(self, action: Action, command: str = "") -> Answer:
        """Ask the exercise; a table's decision in a move becomes a draft."""

    async def erase(self, draft: int, command: str = "") -> Answer:
        """Take back one of this seat's own drafts."""

    async def control(self, wish: Control, command: str = "") -> Text:
        """Ask the host (leader only, but for help); answers in words."""

    async def why(self, gauge: str) -> tuple[tuple[Text, str], ...]:
        """The chain behind a figure: at most six links, each with its tag."""

    async def propose(self, text: str) -> tuple[Choice, ...]:
        """What a typed decision could mean: options that this seat may take."""

    async def as_seen_by(self, seat: str) -> Picture:
        """View as another seat (leader only)."""

    async def debrief(self, lang: str, style: str = "html") -> str:
        """The debrief as a whole page of HTML (or `md`), as far as the leader has shown
        it to this seat (exercise control: all, always); empty before."""

    async def sentences(self) -> tuple[tuple[str, Text], ...]:
        """The computed sentences of the report by their keys (evaluators and exercise
        control, after ENDEX; empty for all others)."""

    def present(self) -> tuple[Present, ...]:
        """Who is there (exercise control only; empty for all others)."""
