"""The pieces of a picture that a table sees: figures, messages, options, decisions.

Plain, frozen, in both languages; `view.py` hands them all out.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttx.errors import Refusal
from ttx.text import Text


@dataclass(frozen=True, slots=True)
class Reading:
    """One figure on a seat's situation board, with how old it is.

    `value` is None where nothing was ever reported; while `shown` reads the same it may
    be a little older. `at` is the exercise time at which it was true, None where it is
    seen as it is (`Picture.as_of` gives the time of either); `heard` says how it came
    (empty: seen at once). `shown` is the number with its unit, as each language writes
    it. `trend` holds the latest values that this seat knew, oldest first, and `style`
    says how such a value is written (`text.FILTERS`).
    """

    gauge: str
    title: Text
    shown: Text
    value: float | None
    at: int | None
    heard: Text = Text()
    trend: tuple[float, ...] = ()
    says: Text = Text()
    better: str = ""
    headline: bool = False
    overruled: bool = False
    truth: float | None = None
    odd: bool = False
    style: str = "about"


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
    `on_paper`: when it was decided, where it was entered afterwards from paper.
    `values` are what a draft fills in of its option, as written.
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
    on_paper: int | None = None
    values: tuple[tuple[str, str], ...] = ()


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
