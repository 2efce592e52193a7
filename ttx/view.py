"""The shape of what one seat may see: plain, frozen, in both languages.

`picture.py` makes these from world and journal; screens, pages, line mode and
policies read them. Nothing here knows where they come from.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttx.moment import Calendar
from ttx.text import Text
from ttx.view_staff import (
    Beside,
    Book,
    Cell,
    Coaching,
    Contest,
    Desk,
    Disputed,
    Handle,
    Line,
    Noted,
    Passed,
    Phone,
    Plenary,
    Preview,
    Prompt,
    Proof,
    Slip,
    TableState,
    Turn,
    Watched,
)
from ttx.view_table import (
    Asked,
    Choice,
    Decided,
    Item,
    Letter,
    Reading,
    Round,
    Shared,
    Spoken,
    Spot,
    Step,
    Written,
)
from ttx.view_work import (
    Account,
    AttendanceFact,
    CommentFact,
    FindingFact,
    PlanFact,
    ReleaseFact,
    SignedFact,
    StatusFact,
    Verdict,
    Wording,
    Work,
)

__all__ = [
    "STATES", "Account", "Asked", "AttendanceFact", "Beside", "Book", "Cell", "Choice", "Coaching",
    "CommentFact", "Contest", "Decided", "Desk", "Disputed", "FindingFact", "Handle",
    "Item", "Letter", "Line", "Noted", "Passed", "Phone", "Picture", "PlanFact",
    "Plenary", "Preview", "Prompt", "Proof", "Reading", "ReleaseFact", "Round",
    "Shared", "SignedFact", "Slip", "Spoken", "Spot", "StatusFact", "Step", "TableState",
    "Turn", "Verdict", "Watched", "Wording", "Work", "Written",
]  # fmt: skip

STATES = ("brief", "talk", "commit", "run", "preview", "report")


@dataclass(frozen=True, slots=True)
class Picture:
    """All that one seat may see now.

    kind: table, leader (a controller of one table too), response, evaluator, plenary,
    facilitator. `version` grows with every change.
    `next_turn` is the (move, state) that comes next, empty where only ENDEX is left.
    `knows` is the exercise time up to which this seat has been told (in a move that
    runs or is previewed, that is the moment before the run). `people` are all that can be
    spoken to; `groups` are the teams of several tables. `clear`: there is no fog in this
    room, all is seen as it is now. `work` is what people wrote on the report: all of it
    for exercise control and evaluators, a table's own comments once it was released. `accounts` are
    the tables' own, once they are shown.
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
    coaching: Coaching | None = None
    plenary: Plenary | None = None
    shared: Shared | None = None
    clear: bool = False
    work: Work | None = None
    accounts: tuple[Account, ...] = ()

    def as_of(self, one: Reading) -> int:
        """The exercise time at which a figure was true: what is seen is as it is."""
        return self.knows if one.at is None else one.at

    @property
    def unread(self) -> int:
        """Letters to this seat that nobody has acknowledged."""
        return sum(
            not (one.acknowledged or one.mine or one.retracted or one.fate)
            for one in self.letters
        )
