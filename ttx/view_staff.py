"""The pieces of a picture that staff see: desk, cell, book, coaching, plenary.

Plain, frozen, in both languages; `view.py` hands them all out.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttx.text import Text
from ttx.view_table import Choice, Decided, Letter, Reading


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the draaiboek as exercise control sees it.

    state: planned, armed, waiting (for a cue), held, delivered, acknowledged,
    answered, skipped, cancelled, retracted, unfired. `due` is the exercise time if it
    is known; `progress` tells how far a condition is, in words.
    """

    inject: str
    number: str
    title: Text
    sender: Text
    to: tuple[str, ...]
    channel: str
    kind: str
    state: str
    due: int | None
    text: Text
    progress: Text = Text()
    expects: Text = Text()
    stops: bool = False
    words: int = 0
    entry: int | None = None
    controller: Text = Text()
    dilemma: str = ""


@dataclass(frozen=True, slots=True)
class TableState:
    """How one table is doing: for the leader."""

    table: str
    title: Text
    policy: str
    committed: bool
    unread: int
    drafts: int
    unanswered: int
    last_entry_at: int | None
    reading_words: int = 0
    clear: bool = False
    cut_off: bool = False


@dataclass(frozen=True, slots=True)
class Contest:
    """A scarce stock that several tables claim: (table, amount, entry or draft).

    `granted` is how it was divided: (table, amount); empty while nobody did.
    """

    stock: str
    title: Text
    available: float
    unit: str
    claims: tuple[tuple[str, float, int], ...]
    rule: str
    granted: tuple[tuple[str, float], ...] = ()

    @property
    def settled(self) -> bool:
        """Whether it has been divided."""
        return bool(self.granted)


@dataclass(frozen=True, slots=True)
class Handle:
    """A lever that the leader may set by hand."""

    lever: str
    says: Text
    unit: str
    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Preview:
    """What a run brought, before any table sees it.

    `changes` are the figures as they are now, each with what it showed before.
    """

    since: int
    until: int
    changes: tuple[tuple[Reading, Text], ...]
    events: tuple[tuple[int, Text], ...]
    letters: tuple[Letter, ...]
    odd: tuple[Reading, ...]


@dataclass(frozen=True, slots=True)
class Disputed:
    """A computed consequence that a table disputes."""

    entry: int
    at: int
    team: str
    about: str
    text: str


@dataclass(frozen=True, slots=True)
class Turn:
    """A step that exercise control took: a move to a state, a jump, or ENDEX.

    `state` is that of the move, or `jump` or `endex`, which have no title.
    """

    entry: int
    at: int
    title: Text
    state: str


@dataclass(frozen=True, slots=True)
class Slip:
    """What was typed from paper of the talk, and waits for the commit of its move.

    `kind` is the action's name; `at` the moment on the paper; `more` the outcome of a
    contact or the owner of a request; `state` a step of a request; `behind` the slip
    that it belongs to (an answer to a message), by its number.
    """

    number: int
    by: str
    kind: str
    at: int | None
    to: tuple[str, ...] = ()
    inject: str = ""
    text: str = ""
    channel: str = ""
    request: bool = False
    state: str = ""
    more: str = ""
    behind: int | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What exercise control alone sees."""

    lines: tuple[Line, ...] = ()
    tables: tuple[TableState, ...] = ()
    free: tuple[Decided, ...] = ()
    contests: tuple[Contest, ...] = ()
    preview: Preview | None = None
    disputes: tuple[Disputed, ...] = ()
    levers: tuple[Handle, ...] = ()
    policies: tuple[tuple[str, Text], ...] = ()
    cards: tuple[tuple[str, Text, Text], ...] = ()
    briefing: Text = Text()
    decided: tuple[Decided, ...] = ()
    model_off: bool = False
    options: tuple[Choice, ...] = ()
    turns: tuple[Turn, ...] = ()
    slips: tuple[Slip, ...] = ()


@dataclass(frozen=True, slots=True)
class Phone:
    """A call that the response cell has to make, with its script."""

    inject: str
    entry: int | None
    persona: Text
    to: tuple[str, ...]
    script: Text
    note: Text
    due: int | None
    state: str


@dataclass(frozen=True, slots=True)
class Cell:
    """What the response cell sees: whom it speaks for and whom it calls."""

    personas: tuple[tuple[str, Text, Text, tuple[Text, ...]], ...] = ()
    calls: tuple[Phone, ...] = ()
    asked: tuple[Letter, ...] = ()


@dataclass(frozen=True, slots=True)
class Proof:
    """One line of the machine's evidence, by the key that a mark on it names.

    `struck` are the marks that this reader may see: (seat, reason).
    """

    key: str
    text: Text
    struck: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Watched:
    """A critical task in an evaluator's book, with the evidence of the machine.

    `scale` are the ratings that can be given to it, empty where none can. `limit` is
    the time that goes with an indicator, for reference.
    """

    task: str
    title: Text
    objective: Text
    reference: Text
    team: str
    looks_for: Text
    evidence: tuple[Proof, ...] = ()
    ratings: tuple[tuple[str, str, str], ...] = ()
    scale: tuple[str, ...] = ("P", "S", "M", "U", "not-observed")
    limit: Text = Text()


@dataclass(frozen=True, slots=True)
class Noted:
    """An observation that an evaluator made, at the exercise time `at`.

    `handed_in` is when it came in, where that was later than it was made.
    """

    entry: int
    at: int
    by: str
    kind: str
    text: str
    team: str
    task: str
    quote: bool
    handed_in: int | None = None


@dataclass(frozen=True, slots=True)
class Book:
    """What an evaluator sees: own tasks, evidence and own observations first.

    What other evaluators wrote comes after it, once the exercise is over. `unwatched`
    are the tasks of the whole exercise that nobody watches; `evaluators` the titles of
    all who wrote something in this book, by seat.
    """

    tasks: tuple[Watched, ...] = ()
    noted: tuple[Noted, ...] = ()
    may_rate: bool = False
    unwatched: tuple[str, ...] = ()
    evaluators: tuple[tuple[str, Text], ...] = ()

    def author(self, seat: str) -> Text:
        """What the evaluator at a seat is called."""
        return dict(self.evaluators).get(seat, Text(seat, seat))


@dataclass(frozen=True, slots=True)
class Prompt:
    """An inject of one table with the staff's notes on it, for its facilitator.

    state: delivered, held, or waiting (for a cue); `entry` only once it is delivered.
    """

    inject: str
    number: str
    title: Text
    text: Text
    state: str
    entry: int | None = None
    note: Text = Text()
    dilemma: str = ""


@dataclass(frozen=True, slots=True)
class Coaching:
    """What helps a table's facilitator along, beside the table's own picture.

    `given` are the injects that the table has, oldest first; `coming` those that are
    held, or wait for a cue, for this table. `talk` is the real time planned for the
    move's talk, in milliseconds; what is left of it is on the clock's face.
    """

    questions: tuple[Text, ...] = ()
    given: tuple[Prompt, ...] = ()
    coming: tuple[Prompt, ...] = ()
    talk: int = 0


@dataclass(frozen=True, slots=True)
class Passed:
    """One line of the plenary time line.

    kind: inject (sent to all tables), move (`state` it came to), jump or endex.
    """

    entry: int
    at: int
    kind: str
    title: Text
    text: Text = Text()
    sender: Text = Text()
    state: str = ""


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure as it truly was, beside what each table knew: (table, shown, true at)."""

    gauge: str
    title: Text
    truth: Text
    known: tuple[tuple[str, Text, int], ...]


@dataclass(frozen=True, slots=True)
class Plenary:
    """What may stand before everybody.

    `decided` are the decisions of all tables that the moves were committed with, of this
    move from its run on. `truth` is empty until the leader reveals it.
    """

    decided: tuple[Decided, ...] = ()
    line: tuple[Passed, ...] = ()
    truth: tuple[Beside, ...] = ()
