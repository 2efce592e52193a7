"""What may be asked of the exercise: each thing that people do, as a frozen record.

Every action has a text form that parses back (`to_plain`, `from_plain`). Who asks
and when are not part of it: the exercise adds them. Nothing here decides anything.
What people write on the report, after ENDEX, stands in `actions_after.py`.
"""

from __future__ import annotations

import typing
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from ttx.actions_after import ELEMENTS as ELEMENTS
from ttx.actions_after import FINDINGS as FINDINGS
from ttx.actions_after import OPENED_BY as OPENED_BY
from ttx.actions_after import PARTS as PARTS
from ttx.actions_after import PLANNED as PLANNED
from ttx.actions_after import SIGNED as SIGNED
from ttx.actions_after import STATUSES as STATUSES
from ttx.actions_after import VERDICTS as VERDICTS
from ttx.actions_after import Attendance as Attendance
from ttx.actions_after import Comment as Comment
from ttx.actions_after import Finding as Finding
from ttx.actions_after import Improvement as Improvement
from ttx.actions_after import Particulars as Particulars
from ttx.actions_after import SignOff as SignOff
from ttx.actions_after import Status as Status
from ttx.actions_after import Weigh as Weigh
from ttx.actions_after import Withdraw as Withdraw
from ttx.actions_form import Action as Action
from ttx.actions_form import to_plain as to_plain
from ttx.actions_form import typed

Value = str | int | float | bool
Values = tuple[tuple[str, Value], ...]
"""Parameters of an option, sorted by name: (("litres", 5000),)."""


# --- a table -------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Decision(Action):
    """A table decides: in its own words, as an option of the scenario, or both.

    `on_paper` is the exercise time at which it was decided on paper; it was entered
    afterwards (None: it was entered at the table itself).
    """

    text: str = ""
    option: str = ""
    values: Values = ()
    takes_effect: int | None = None
    agreed: str = ""
    why: str = ""
    on_paper: int | None = None


@dataclass(frozen=True, slots=True)
class StandingOrder(Action):
    """What holds while nobody is at the table: when this figure, then that option."""

    option: str
    values: Values = ()
    gauge: str = ""
    comparison: str = "below"
    value: float = 0.0
    text: str = ""
    on_paper: int | None = None


@dataclass(frozen=True, slots=True)
class Rescind(Action):
    """A table takes back a standing order or a lasting decision (by its entry)."""

    entry: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Commit(Action):
    """A table says that its decisions of this move stand as written."""

    ready: bool = True


@dataclass(frozen=True, slots=True)
class Message(Action):
    """A table writes to another; `request` asks for something to be done."""

    to: tuple[str, ...]
    text: str
    channel: str = "email"
    request: bool = False
    reply_to: int | None = None
    on_paper: int | None = None


@dataclass(frozen=True, slots=True)
class Handle(Action):
    """Where a request stands: understood, owned, answered, done or refused; by whom."""

    entry: int
    state: str
    owner: str = ""
    text: str = ""
    on_paper: int | None = None


@dataclass(frozen=True, slots=True)
class Contact(Action):
    """Who spoke with whom outside the keyboard, about what, with what outcome.

    `request`: "ours" where we asked something of them, "theirs" where they asked it
    of us; empty for plain talk. `seen` is the table that spoke, where an evaluator
    notes what two others said.
    """

    with_whom: str
    about: str
    how: str = "in person"
    outcome: str = ""
    request: str = ""
    seen: str = ""
    on_paper: int | None = None


@dataclass(frozen=True, slots=True)
class Acknowledge(Action):
    """A table has read a message or an inject (by its entry)."""

    entry: int


@dataclass(frozen=True, slots=True)
class Note(Action):
    """A line on the table's own board: know, assume, unknown, meaning, action."""

    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Share(Action):
    """A table writes its item of the shared picture, or (no item) a new one."""

    item: str
    text: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Dispute(Action):
    """A table disputes a computed consequence, in one line."""

    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Reflect(Action):
    """A participant's own answer to a hot-wash question."""

    question: str
    text: str


# --- exercise control ----------------------------------------------------------


@dataclass(frozen=True, slots=True)
class TurnTo(Action):
    """The leader takes a move to its next state."""

    move: str
    state: str


@dataclass(frozen=True, slots=True)
class Release(Action):
    """Fire an inject now, or one that waits for a cue."""

    inject: str
    on_paper: int | None = None


@dataclass(frozen=True, slots=True)
class Hold(Action):
    """Keep an inject back until it is released, or let it go again."""

    inject: str
    on: bool = True


@dataclass(frozen=True, slots=True)
class Postpone(Action):
    """Deliver an inject later, by so many milliseconds of exercise time."""

    inject: str
    by: int


@dataclass(frozen=True, slots=True)
class Skip(Action):
    """Leave an inject out."""

    inject: str
    why: str = ""
    on_paper: int | None = None


@dataclass(frozen=True, slots=True)
class Resend(Action):
    """Send a delivered inject once more."""

    inject: str


@dataclass(frozen=True, slots=True)
class Retract(Action):
    """Take back a delivered inject: a recorded correction, nothing is deleted."""

    inject: str
    why: str = ""
    on_paper: int | None = None


@dataclass(frozen=True, slots=True)
class HandOut(Action):
    """The card of an inject that was delivered reached its tables at another moment.

    A record of what happened on paper: it changes nothing in the exercise.
    """

    inject: str
    on_paper: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Improvise(Action):
    """An ad-hoc inject, from a card or in free text."""

    to: tuple[str, ...]
    text: str
    sender: str = ""
    channel: str = "phone"
    card: str = ""
    on_paper: int | None = None


@dataclass(frozen=True, slots=True)
class Adjudicate(Action):
    """Exercise control says what a free-text decision means in the model.

    ruling: option (with `option`, `values`), lever (`lever`, `value`, `delay` ms),
    answer (text to the table), none (no effect in this model).
    """

    entry: int
    ruling: str
    option: str = ""
    values: Values = ()
    lever: str = ""
    value: float = 0.0
    delay: int = 0
    text: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Settle(Action):
    """Exercise control divides a contested stock: (team, amount) in order."""

    stock: str
    shares: tuple[tuple[str, float], ...]
    why: str = ""


@dataclass(frozen=True, slots=True)
class Override(Action):
    """Exercise control sets what a gauge shows, with a reason; `clear` ends it."""

    gauge: str
    value: float = 0.0
    why: str = ""
    clear: bool = False


@dataclass(frozen=True, slots=True)
class Script(Action):
    """Exercise control replaces the computed report of a move by its own text."""

    to: tuple[str, ...]
    text: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class ModelOff(Action):
    """The draaiboek goes on with its scripted texts; the world is not shown."""

    on: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reseed(Action):
    """From here on the world draws other luck."""

    salt: int


@dataclass(frozen=True, slots=True)
class Pull(Action):
    """The leader sets a lever by hand."""

    lever: str
    value: float
    why: str = ""


@dataclass(frozen=True, slots=True)
class TakeOver(Action):
    """A table is played by a policy from now on, or (empty) by people again."""

    team: str
    policy: str = ""


@dataclass(frozen=True, slots=True)
class Fog(Action):
    """The leader lets one table (empty: all) see all as it is now, or no longer."""

    table: str = ""
    on: bool = False
    why: str = ""


@dataclass(frozen=True, slots=True)
class HandOver(Action):
    """A message that is under way or waits is handed over now (by its entry)."""

    entry: int


@dataclass(frozen=True, slots=True)
class Jump(Action):
    """Running time leaps to a moment; deadlines on the way count for no measure."""

    to: int
    meanwhile: str = "hold"


@dataclass(frozen=True, slots=True)
class Overdue(Action):
    """The clock says that the tables' own minutes for an inject are over."""

    inject: str


@dataclass(frozen=True, slots=True)
class MoreTime(Action):
    """Five more minutes for all tables (milliseconds of table time)."""

    by: int = 300_000


@dataclass(frozen=True, slots=True)
class NoPlay(Action):
    """GEEN OEFENING: everything stands still for something real; or goes on."""

    on: bool = True
    why: str = ""


@dataclass(frozen=True, slots=True)
class Reveal(Action):
    """The leader shows tables more: hot-wash, truth, influence, sensitive, debrief.

    `to` are the tables that it is for; empty: all of them.
    """

    what: str
    on: bool = True
    to: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Endex(Action):
    """The exercise is over."""

    why: str = ""


# --- response cell and evaluators ----------------------------------------------


@dataclass(frozen=True, slots=True)
class Call(Action):
    """The response cell made a call of its list: called, answered, said."""

    inject: str
    state: str
    text: str = ""


@dataclass(frozen=True, slots=True)
class Observe(Action):
    """An evaluator's time-stamped observation; sort: strength, gap, risk or idea.

    `seen_at` is the exercise time at which it was made, when it is handed in later.
    """

    sort: str
    text: str
    team: str = ""
    task: str = ""
    entry: int | None = None
    quote: bool = False
    seen_at: int | None = None


@dataclass(frozen=True, slots=True)
class Rate(Action):
    """What an evaluator says of a critical task: P, S, M, U or not-observed.

    Of an indicator: in-time, partly, not-done or not-observed.
    """

    task: str
    rating: str
    text: str = ""
    team: str = ""


@dataclass(frozen=True, slots=True)
class Strike(Action):
    """An evaluator marks machine evidence as not valid (by its key), with the reason."""

    task: str
    evidence: str
    why: str


KINDS: dict[str, type[Action]] = {
    kind.__name__: kind for kind in Action.__subclasses__()
}
BY_LEADER = (
    TurnTo, Release, Hold, Postpone, Skip, Resend, Retract, Improvise, Adjudicate,
    Settle, Override, Script, ModelOff, Reseed, Pull, TakeOver, Jump, MoreTime,
    Overdue, Reveal, Endex, Fog, HandOver, HandOut,
)  # fmt: skip
BY_TEAM = (Decision, StandingOrder, Rescind, Commit, Note, Dispute)
REQUEST_STATES = ("understood", "owned", "answered", "done", "refused")
"""The steps of a request after it was asked; refused stands apart."""
BY_EVALUATOR = (Observe, Rate, Strike)
ON_THE_REPORT = (
    Finding, Improvement, Weigh, Comment, Withdraw, Status, Attendance, Particulars,
    SignOff,
)  # fmt: skip
"""What people write after ENDEX; who was there and what was signed off, also before."""
DRAFTED = (Decision, StandingOrder, Rescind)
"""What a table types before a commit: kept as drafts, entered in a fixed order."""
SLIPS = (Message, Contact, Handle, Improvise, Release, Skip, Retract, HandOut)
"""What else happens while tables talk: typed from paper it is kept as drafts too, and
entered before their decisions. Each has `on_paper`, as a decision has."""


@lru_cache(maxsize=64)
def _hints(kind: str) -> dict[str, Any]:
    return typing.get_type_hints(KINDS[kind])


def from_plain(plain: dict[str, Any]) -> Action:
    """The action of a text form; ValueError with the reason if it is none."""
    rest = dict(plain)
    kind = KINDS.get(str(rest.pop("kind", "")))
    if kind is None:
        raise ValueError(f"unknown action {plain.get('kind')!r}")
    hints = _hints(kind.__name__)
    if strange := set(rest) - set(hints):
        raise ValueError(f"{kind.__name__} knows no {sorted(strange)[0]!r}")
    try:
        return kind(**{name: typed(hints[name], v) for name, v in rest.items()})
    except TypeError as wrong:
        raise ValueError(f"{kind.__name__}: {wrong}") from wrong
