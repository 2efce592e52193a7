"""The frame of an exercise: the Scenario itself, its moves, objectives and links."""

from __future__ import annotations

import re
from datetime import date
from functools import cached_property
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field, PlainSerializer, WithJsonSchema

from ttx.moment import HOUR, MINUTE, Calendar, parse_startex
from ttx.scenario.aims import Evaluator, Objective
from ttx.scenario.channels import Channel, HouseFog, SharedPicture
from ttx.scenario.map import Map
from ttx.scenario.own import Sheet
from ttx.scenario.parts import (
    NO_TEXT,
    Duration,
    Label,
    Moment,
    Name,
    Part,
    Purpose,
    Text,
    bad,
)
from ttx.scenario.play import Inject, Option, Persona, Policy, Team
from ttx.text import Text as Words
from ttx.text import free

Language = Literal["nl", "en"]
MARKING = Words("OEFENING - ONGERUBRICEERD", "EXERCISE - UNCLASSIFIED")
PILLARS = (
    "vital-processes", "prepared-society", "rule-of-law", "resilient-economy",
    "protect-territory", "support-to-forces",
)  # fmt: skip
BASELINE = (
    "continuity-of-government", "energy", "movement-of-people", "food-and-water",
    "mass-casualties", "communications", "transport",
)  # fmt: skip
PROCESSES = (
    "melding-en-alarmering", "op-en-afschaling", "leiding-en-coordinatie",
    "informatiemanagement", "crisiscommunicatie", "zorgcontinuiteit",
    "civiel-militaire-koppelvlakken",
)  # fmt: skip
CHANNELS = {
    "email": Words("e-mail", "e-mail"),
    "phone": Words("telefoon", "phone"),
    "radio": Words("portofoon", "radio"),
    "sitrep": Words("situatierapport", "situation report"),
    "news": Words("nieuws", "news"),
    "social": Words("sociale media", "social media"),
    "nl-alert": Words("NL-Alert", "NL-Alert"),
    "letter": Words("brief", "letter"),
    "face": Words("aan tafel", "face to face"),
    "in person": Words("persoonlijk", "in person"),
    "courier": Words("koerier", "courier"),
}
"""The channels that every exercise has; a scenario adds its own in `channels:`."""
NO_END = 240.0
"""What models say in hours where they see no end: nothing threatens in ten days."""
ENDLESS = Words("meer dan 10 dagen", "over 10 days")
COVERS = PILLARS + BASELINE + PROCESSES


class Move(Part):
    """A round of the tabletop: a moment in exercise time, questions, talk."""

    id: Name
    title: Text
    at: Moment
    talk: Duration = 25 * MINUTE
    brief: Text = NO_TEXT
    questions: tuple[Text, ...] = ()
    house_rules: tuple[Text, ...] = ()
    fog: HouseFog | None = None
    pace: Literal["moves", "running"] | None = None


class Show(Part):
    """How a gauge is shown to people: its title, its plausible band, its text."""

    title: Text
    says: Text = NO_TEXT
    unit: Text = NO_TEXT
    style: Literal["about", "number", "hours", "percent", "one", "yes", "free"] = (
        "about"
    )
    band: tuple[float, float] | None = None
    fallback: Text = NO_TEXT
    sensitive: bool = False
    sum: tuple[str, ...] = ()
    mean: tuple[str, ...] = ()
    most: tuple[str, ...] = ()
    least: tuple[str, ...] = ()
    better: Literal["lower", "higher"] | None = None
    decimals: int = 0
    endless: Text = ENDLESS
    total: bool = False

    def odd(self, value: float) -> bool:
        """Whether a value lies outside the plausible band."""
        return self.band is not None and not self.band[0] <= value <= self.band[1]

    def instead(self, value: float) -> Words | None:
        """What is said where a number of hours only means that no end is in sight."""
        return self.endless if self.style == "hours" and value == NO_END else None

    def words(self, value: float) -> Words | None:
        """What is said instead of a number: no end in sight, or fuller than full."""
        if self.style == "free" and round(value) < 0:
            return Words(free(value, "nl"), free(value, "en"))
        return self.instead(value)


class Link(Part):
    """A gauge of one model that moves a lever of another, looked at on the grid.

    `map` gives straight lines between points [[gauge, lever], ...]; without it the
    lever follows the gauge times `times`.
    """

    gauge: str
    lever: str
    map: tuple[tuple[float, float], ...] = ()
    times: float = 1.0


class Preset(Part):
    """A named set of other values: `world.casualties.trains.batch: 300`."""

    title: Text
    set: dict[str, Any]


class Length(Part):
    """A shorter session: which moves and objectives remain."""

    title: Text
    moves: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()


_WITHIN = re.compile(r"\d+(\.\d+)?\s*(%|se)?")


def _within(raw: Any) -> str:
    written = str(raw).strip()
    if _WITHIN.fullmatch(written):
        return written
    english = "'{given}' is not a tolerance; write it as 5%, 0.2 or 3se"
    return str(bad("within", english, raw))


class Expectation(Part):
    """One line of a scenario's own tests: an inject that fires, or a gauge at the end.

    `at_most` and `at_least` hold in every run. `expect` is held against the mean over
    the runs: `within` is a share of it (`5%`), a number, or so many standard errors
    (`3se`), of the runs and of the published figure (`error`) together.
    """

    says: str = ""
    source: str = ""
    policy: str = "routine"
    preset: str = ""
    seeds: tuple[int, ...] = (1,)
    fires: str = ""
    before: Moment | None = None
    gauge: str = ""
    at_most: float | None = None
    at_least: float | None = None
    expect: float | None = None
    within: Annotated[str, BeforeValidator(_within)] = "5%"
    error: float = 0.0


FIRST_YEAR, LAST_YEAR = 1900, 2200
"""Years in which an exercise can be set: a calendar needs room on both sides."""


def _startex(raw: Any) -> str:
    english = "'{given}' is not a moment with a zone; write it as"
    english += " 2027-01-18 06:40 Europe/Amsterdam"
    try:
        when = parse_startex(str(raw))
    except (ValueError, OverflowError):
        return str(bad("startex", english, raw))
    inside = FIRST_YEAR <= when.year <= LAST_YEAR
    return str(raw) if inside else str(bad("startex", english, raw))


def _day(raw: Any) -> date | None:
    if raw is None or isinstance(raw, date):
        return raw
    try:
        day = date.fromisoformat(str(raw))
    except ValueError:
        day = date.min
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        bad("day", "'{given}' is not a date; write it as 2027-01-18", raw)
    return day


Startex = Annotated[str, BeforeValidator(_startex)]
Day = Annotated[
    date | None,
    BeforeValidator(_day),
    PlainSerializer(lambda day: day.isoformat() if day else None),
    WithJsonSchema({"type": "string", "examples": ["2027-01-18"]}),
]


class Table(Part):
    """One seat at the exercise: a team, or one instance of it. Derived, not written."""

    id: str
    team: str
    instance: str = ""
    title: Text
    short: Text


class Scenario(Part):
    """A whole exercise as planned. Nothing in it changes during play."""

    format: Literal[1]
    id: Name
    version: Label = "1"
    title: Text
    summary: Text = NO_TEXT
    purpose: Purpose = "develop"
    marking: Text = MARKING
    startex: Startex
    day_d: Day = None
    endex: Moment
    begins: Moment = 0
    look: Duration = 5 * MINUTE
    record: Duration = HOUR
    languages: tuple[Language, ...] = ("nl", "en")
    pace: Literal["moves", "running"] = "moves"
    speed: float = 60.0
    briefing: Text = NO_TEXT
    leader_briefing: Text = NO_TEXT
    ground_rules: tuple[Text, ...] = ()
    artificialities: tuple[Text, ...] = ()
    assumptions: tuple[Text, ...] = ()
    content_note: Text = NO_TEXT
    moves: tuple[Move, ...] = ()
    objectives: tuple[Objective, ...] = ()
    evaluators: tuple[Evaluator, ...] = ()
    teams: dict[Name, Team]
    personas: dict[Name, Persona] = {}
    channels: dict[Name, Channel] = {}
    shared_picture: SharedPicture | None = None
    world: dict[str, Any] = {}
    links: tuple[Link, ...] = ()
    gauges: dict[str, Show] = {}
    map: Map = Map()
    headlines: tuple[str, ...] = ()
    milestones: dict[Name, Text] = {}
    options: dict[Name, Option] = {}
    msel: tuple[Inject, ...] = ()
    policies: dict[Name, Policy] = {}
    hot_wash: tuple[Text, ...] = ()
    presets: dict[Name, Preset] = {}
    lengths: dict[str, Length] = {}
    tests: tuple[Expectation, ...] = ()
    own_figures: dict[Name, Sheet] = Field(
        {}, exclude=True
    )  # for the form, not for play
    guide: tuple[Text, ...] = ()

    @cached_property
    def calendar(self) -> Calendar:
        """Exercise time on the exercise's own calendar."""
        return Calendar(parse_startex(self.startex), self.day_d)

    @cached_property
    def tables(self) -> tuple[Table, ...]:
        """All seats of the training audience, in the order written."""
        made: list[Table] = []
        for key, team in self.teams.items():
            short = team.short or team.title
            if not team.instances:
                made.append(Table(id=key, team=key, title=team.title, short=short))
            for name, place in team.instances.items():
                made.append(
                    Table(
                        id=name,
                        team=key,
                        instance=name,
                        title=place.title,
                        short=place.title,
                    )
                )
        return tuple(made)

    @cached_property
    def by_seat(self) -> dict[str, Table]:
        """The tables by their id; of two with one id the first."""
        return {one.id: one for one in reversed(self.tables)}

    @cached_property
    def injects(self) -> dict[str, Inject]:
        """The draaiboek by inject id."""
        return {inject.id: inject for inject in self.msel}

    def table(self, seat: str) -> Table | None:
        """The table with this id, if there is one."""
        return self.by_seat.get(seat)

    def evaluator(self, seat: str) -> Evaluator | None:
        """What an evaluator (`evaluator`, `evaluator-2`, ..) was given to watch, if laid down."""
        number = int(seat.partition("-")[2] or 1)
        return self.evaluators[number - 1] if number <= len(self.evaluators) else None
