"""The shape of what one seat may see: plain, frozen, in both languages.

`picture.py` makes these from world and journal; screens, pages, line mode and
policies read them. Nothing here knows where they come from.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttx.errors import Refusal
from ttx.moment import Calendar
from ttx.text import Text

STATES = ("brief", "talk", "commit", "run", "preview", "report")


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure on a seat's situation board, with how old it is.

    `value` is None where nothing was ever reported. `at` is the exercise time at
    which it was true; `heard` says how it came (empty: seen at once). `shown` is the
    number with its unit, as each language writes it. `trend` holds the latest values
    that this seat knew, oldest first.
    """

    gauge: str
    title: Text
    shown: Text
    value: float | None
    at: int
    heard: Text = Text()
    trend: tuple[float, ...] = ()
    says: Text = Text()
    better: str = ""
    headline: bool = False
    overruled: bool = False
    truth: float | None = None
    odd: bool = False


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a request: understood, owned, answered, done or refused; by whom."""

    at: int
    state: str
    by: str
    owner: str = ""
    text: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One message in a seat's inbox (or sent by it): inject, message or answer.

    kind: inject, message, request, reply, answer (of exercise control), script.
    `state` of a request: asked, understood, owned, answered, done, refused. `written`
    is when a message left that was under way for some time. `fate` is for exercise
    control alone: underway (till `due`), waiting, lost; empty once it arrived.
    """

    entry: int
    at: int
    kind: str
    sender: Text
    to: tuple[str, ...]
    channel: str
    title: Text
    text: Text
    inject: str = ""
    acknowledged: bool = False
    mine: bool = False
    retracted: bool = False
    state: str = ""
    owner: str = ""
    reply_to: int | None = None
    steps: tuple[Step, ...] = ()
    written: int | None = None
    fate: str = ""
    due: int | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """One parameter of an option. `choices` holds (id, title); else a number."""

    name: str
    title: Text
    unit: str
    low: float
    high: float
    choices: tuple[tuple[str, Text], ...]
    default: float | str | None


@dataclass(frozen=True, slots=True)
class Choice:
    """An option as a seat may see it. `blocked` says why it cannot be taken now."""

    option: str
    title: Text
    text: Text
    cost: Text
    offer: str
    asks: tuple[Asked, ...] = ()
    words: tuple[str, ...] = ()
    agree: tuple[Text, ...] = ()
    inform: tuple[Text, ...] = ()
    blocked: Refusal | None = None


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision on a board: draft (`entry` is then the draft's number) or entered.

    state: draft, entered, waiting (for adjudication), ruled, refused, rescinded.
    """

    entry: int
    team: str
    at: int
    text: str
    title: Text
    option: str
    state: str
    takes_effect: int | None = None
    works_at: int | None = None
    agreed: str = ""
    why: str = ""
    answer: Text = Text()
    standing: bool = False
    hand: str = "person"
    move: str = ""
    condition: Text = Text()


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
class Watched:
    """A critical task in an evaluator's book, with the evidence of the machine."""

    task: str
    title: Text
    objective: Text
    reference: Text
    team: str
    looks_for: Text
    evidence: tuple[Text, ...] = ()
    ratings: tuple[tuple[str, str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Noted:
    """An observation that an evaluator made."""

    entry: int
    at: int
    by: str
    kind: str
    text: str
    team: str
    task: str
    quote: bool


@dataclass(frozen=True, slots=True)
class Book:
    """What an evaluator sees: tasks, evidence and the observations so far."""

    tasks: tuple[Watched, ...] = ()
    noted: tuple[Noted, ...] = ()
    may_rate: bool = False
    unwatched: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spoken:
    """A contact outside the keyboard, as `team` noted it.

    `request`: ours or theirs, as this seat sees it; empty for plain talk. Then it has
    the states of a request, and both sides see it.
    """

    entry: int
    at: int
    team: str
    with_whom: str
    how: str
    about: str
    outcome: str
    request: str = ""
    state: str = ""
    owner: str = ""
    steps: tuple[Step, ...] = ()


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the shared picture; `at` is None where nobody wrote it yet."""

    item: str
    title: Text
    owner: Text
    mine: bool
    text: str = ""
    at: int | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """The picture that teams keep together, as one seat sees it.

    `since` is the exercise time at which its line fell: what it sees is from before
    (None: it sees all that is written).
    """

    title: Text
    says: Text = Text()
    items: tuple[Item, ...] = ()
    since: int | None = None
    writes: bool = False


@dataclass(frozen=True, slots=True)
class Written:
    """A line on a table's own board (column: know, assume, unknown, meaning, action)."""

    entry: int
    at: int
    column: str
    text: str


@dataclass(frozen=True, slots=True)
class Round:
    """The move that is being played."""

    id: str
    title: Text
    number: int
    of: int
    state: str
    at: int
    talk: int
    brief: Text = Text()
    questions: tuple[Text, ...] = ()
    house_rules: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the map of the exercise; column and row count from 1, top left.

    `gauges` are those of this place that the seat knows, by name as in its readings.
    """

    name: str
    title: Text
    column: int
    row: int
    gauges: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """All that one seat may see now.

    kind: table, leader, response, evaluator. `version` grows with every change.
    `next_turn` is the (move, state) that comes next, empty where only ENDEX is left.
    `knows` is the exercise time up to which this seat has been told (in a move that
    runs or is previewed, that is the moment before the run). `people` are all that can be
    spoken to; `groups` are the teams of several tables. `clear`: there is no fog in this
    room, all is seen as it is now.
    """

    seat: str
    kind: str
    title: Text
    scenario: Text
    marking: Text
    calendar: Calendar
    version: int
    now: int
    knows: int
    pace: str
    stands: bool
    started: bool
    over: bool
    move: Round | None
    next_turn: tuple[str, str] = ("", "")
    next_moves: tuple[tuple[str, Text, int], ...] = ()
    readings: tuple[Reading, ...] = ()
    spots: tuple[Spot, ...] = ()
    ways: tuple[tuple[str, str], ...] = ()
    legend: Text = Text()
    letters: tuple[Letter, ...] = ()
    choices: tuple[Choice, ...] = ()
    decided: tuple[Decided, ...] = ()
    board: tuple[Written, ...] = ()
    contacts: tuple[Spoken, ...] = ()
    committed: bool = False
    talking: tuple[str, ...] = ()
    people: tuple[tuple[str, Text], ...] = ()
    groups: tuple[tuple[str, Text], ...] = ()
    no_play: bool = False
    model_off: bool = False
    revealed: tuple[str, ...] = ()
    briefing: Text = Text()
    ground_rules: tuple[Text, ...] = ()
    artificialities: tuple[Text, ...] = ()
    guide: tuple[Text, ...] = ()
    task: Text = Text()
    roles: tuple[Text, ...] = ()
    layer: str = ""
    content_note: Text = Text()
    hot_wash: tuple[Text, ...] = ()
    reflections: tuple[tuple[str, str], ...] = ()
    channels: tuple[tuple[str, Text], ...] = ()
    desk: Desk | None = None
    cell: Cell | None = None
    book: Book | None = None
    shared: Shared | None = None
    clear: bool = False

    @property
    def unread(self) -> int:
        """Letters to this seat that nobody has acknowledged."""
        return sum(
            not one.acknowledged and not one.mine and not one.retracted
            for one in self.letters
        )
