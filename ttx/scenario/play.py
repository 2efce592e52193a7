"""Who plays, and what they can do: teams, options, policies, the draaiboek."""

from __future__ import annotations

from functools import cached_property
from typing import Literal

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from ttx.scenario.parts import (
    NO_TEXT,
    ChanceFigure,
    Condition,
    Duration,
    Effect,
    Label,
    Layer,
    Moment,
    Name,
    Part,
    Text,
    TimeFigure,
)


class Hears(Part):
    """How a table learns a gauge that it does not see itself.

    Every so often a report leaves; it is carried by an infrastructure node (or any
    gauge): below `needs` of it, no report leaves and the picture ages.
    """

    every: Duration
    delay: Duration = 0
    by: str = ""
    needs: float = 0.5
    source: Text = NO_TEXT
    begins: Duration = Field(
        0, description="exercise time after STARTEX before which nobody tells this"
    )


class Place(Part):
    """One table of a team that has several: a hospital, with its own title."""

    title: Text


class Team(Part):
    """A table of the training audience (or several of one kind)."""

    title: Text
    short: Text = NO_TEXT
    layer: Layer = "operational"
    side: Literal["civil", "military"] = "civil"
    task: Text = NO_TEXT
    roles: tuple[Text, ...] = ()
    instances: dict[Name, Place] = {}
    sees: tuple[str, ...] = ()
    hears: dict[str, Hears] = {}
    authority: Literal["recorded", "enforced"] = "recorded"


class Persona(Part):
    """Somebody for whom the response cell speaks, with what it can promise."""

    title: Text
    short: Text = NO_TEXT
    brief: Text = NO_TEXT
    answers: tuple[Text, ...] = ()


class Ask(Part):
    """A parameter of an option: a number with unit and bounds, or a choice."""

    title: Text
    number: tuple[float, float] | None = None
    unit: str = ""
    choice: dict[str, Text] = {}
    default: float | str | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Ask:
        if bool(self.choice) == (self.number is not None):
            raise PydanticCustomError("ask", "a parameter needs a number or a choice")
        return self


class Claims(Part):
    """A scarce stock that an option draws on: contested claims are settled."""

    stock: str
    amount: float | str
    rule: Literal["in-order", "proportional", "excon"] = "in-order"


class Option(Part):
    """A decision that a table can take, and what it does."""

    title: Text
    text: Text = NO_TEXT
    team: str = ""
    teams: tuple[str, ...] = ()
    asks: dict[Name, Ask] = {}
    needs: Condition | None = None
    need: Text = NO_TEXT
    lead: TimeFigure | None = None
    lasts: Duration | None = None
    once: bool = True
    reversible: Literal["yes", "hard", "no"] = "yes"
    agree: tuple[str, ...] = ()
    inform: tuple[str, ...] = ()
    offer: Literal["open", "on-search", "excon-only"] = "on-search"
    words: tuple[Label, ...] = ()
    cost: Text = NO_TEXT
    claims: Claims | None = None
    chance: ChanceFigure | None = None
    does: tuple[Effect, ...] = ()
    fails: tuple[Effect, ...] = ()

    @property
    def who(self) -> tuple[str, ...]:
        """The teams that may take it."""
        return (self.team, *self.teams) if self.team else self.teams


class MoveState(Part):
    """The moment that a move comes into a state."""

    move: str
    state: Literal["brief", "talk", "commit", "run", "preview", "report"] = "talk"


class After(Part):
    """The moment that something else has happened, and so much later."""

    inject: str = ""
    decision: str = ""
    acknowledged: str = ""
    milestone: str = ""
    by: TimeFigure | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> After:
        kinds = (self.inject, self.decision, self.acknowledged, self.milestone)
        if sum(map(bool, kinds)) != 1:
            raise PydanticCustomError(
                "after",
                "'after' needs exactly one of: inject, decision, acknowledged, milestone",
            )
        return self


class Within(Part):
    """A deadline: in table minutes, by the end of the move, or in exercise time."""

    table: Duration | None = None
    move: bool = False
    exercise: Duration | None = None

    @model_validator(mode="after")
    def _one_kind(self) -> Within:
        if sum((self.table is not None, self.move, self.exercise is not None)) != 1:
            raise PydanticCustomError(
                "within", "'within' needs exactly one of: table, move, exercise"
            )
        return self


class Expects(Part):
    """The response that exercise control and evaluators hope to see."""

    any: tuple[str, ...] = ()
    text: Text = NO_TEXT
    within: Within | None = None
    tests: tuple[str, ...] = ()


class Inject(Part):
    """One line of the draaiboek (MSEL)."""

    id: Name
    number: Label = ""
    title: Text = NO_TEXT
    kind: Literal["contextual", "contingency"] = "contextual"
    sender: str | Text = Field("", alias="from")
    to: tuple[str, ...] = ()
    by: str = "email"
    text: Text = NO_TEXT
    fallback: Text = NO_TEXT
    at: Moment | None = None
    on: MoveState | None = None
    when: Condition | None = None
    after: After | None = None
    cue: bool = False
    chance: ChanceFigure | None = None
    unless: Condition | None = None
    until: Moment | None = None
    repeat: Duration | None = None
    stops: bool = False
    thread: str = ""
    dilemma: str = ""
    objectives: tuple[str, ...] = ()
    expects: Expects | None = None
    otherwise: str = ""
    instead: str = ""
    does: tuple[Effect, ...] = ()
    controller: Text = NO_TEXT
    note: Text = NO_TEXT
    marking: str = ""
    attachments: tuple[str, ...] = ()

    @cached_property
    def names_instance(self) -> bool:
        """Whether it speaks of the table that gets it: one line for each instance."""
        return "{instance}" in self.model_dump_json()

    @model_validator(mode="after")
    def _trigger(self) -> Inject:
        kinds = (self.at is not None, self.on, self.when, self.after)
        if sum(map(bool, kinds)) > 1:
            raise PydanticCustomError(
                "trigger", "an inject has at most one of: at, on, when, after"
            )
        return self


class Rule(Part):
    """One line of a policy: when this picture, then that option, after so long."""

    team: str
    option: str
    values: dict[str, float | str] = {}
    when: Condition | None = None
    at: Moment | None = None
    on: str = ""
    after: Duration = 0
    once: bool = True


class Policy(Part):
    """A way for a table to play itself.

    `yardstick`: a reasonable way that could have been followed with what a table knew;
    a debrief holds what people did not decide, or decided later, beside it.
    """

    title: Text
    says: Text = NO_TEXT
    every: Duration = 1_800_000
    base: str = ""
    yardstick: bool = False
    rules: tuple[Rule, ...] = ()
