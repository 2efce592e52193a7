"""An exercise from elsewhere, in no program's words: what every importer makes.

Frozen and plain: keys are those of the file that it came from, texts are plain text, and
nothing is promised about either. What ttx makes of it, `becoming` says.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from ttx.exchange.loss import Told
from ttx.text import Text

Needs = tuple["str | Needs", ...]
"""A condition over facts: ("fact", key), ("not", a), ("all", a, b ..), ("any", a, b ..)."""
EVERYONE = "*"
"""The key that stands for all teams."""
CONTROL = "!"
"""The key that stands for exercise control."""


@dataclass(frozen=True, slots=True)
class ForeignTeam:
    """A table of the training audience; a Text where the program itself names it."""

    key: str
    title: str | Text
    says: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class ForeignObjective:
    """What the exercise is held for; `tasks` are (title, what to look for)."""

    key: str
    title: str
    says: str = ""
    capability: str = ""
    tasks: tuple[tuple[str, str], ...] = ()
    place: str = ""


@dataclass(frozen=True, slots=True)
class ForeignOption:
    """Something that a team can choose, and what that brings about."""

    key: str
    title: str
    says: str = ""
    teams: tuple[str, ...] = (EVERYONE,)
    facts: tuple[str, ...] = ()
    untrue: tuple[str, ...] = ()
    sends: tuple[str, ...] = ()
    needs: Needs = ()
    open: bool = True
    place: str = ""


@dataclass(frozen=True, slots=True)
class ForeignInject:
    """One line of a foreign MSEL. Times are in milliseconds after STARTEX.

    `at` or `after` (the key of another inject, and so much later) brings it on; with
    neither, or with `cue`, the leader sends it. `by` is the channel in the file's words.
    """

    key: str
    title: str | Text = ""
    text: str | Text = ""
    number: str = ""
    sender: str = ""
    to: tuple[str, ...] = ()
    by: str = ""
    at: int | None = None
    after: str = ""
    wait: int = 0
    cue: bool = False
    needs: Needs = ()
    contingency: bool = False
    expects: str = ""
    within: int | None = None
    answers: tuple[str, ...] = ()
    objectives: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    untrue: tuple[str, ...] = ()
    controller: str = ""
    note: str = ""
    move: str = ""
    place: str = ""


@dataclass(frozen=True, slots=True)
class Foreign:
    """A whole exercise from elsewhere, with what is told of its items.

    startex: `2027-03-10 09:00`, `09:00` without a date, or "". length: milliseconds.
    facts: (key, title) of what can become true. hot_wash: questions for afterwards.
    """

    format: str
    title: str = ""
    summary: str = ""
    briefing: str = ""
    leader: str = ""
    startex: str = ""
    length: int | None = None
    teams: tuple[ForeignTeam, ...] = ()
    injects: tuple[ForeignInject, ...] = ()
    objectives: tuple[ForeignObjective, ...] = ()
    options: tuple[ForeignOption, ...] = ()
    facts: tuple[tuple[str, str], ...] = ()
    rules: tuple[str, ...] = ()
    hot_wash: tuple[str, ...] = ()
    told: tuple[Told, ...] = field(default=())


FORMATS = {
    "cexf": "CEXF (MISP Common Exercise Format)",
    "openbas": "OpenBAS / OpenAEV",
    "chronogram": "OpenBAS / OpenAEV (xlsx)",
    "inject": "INJECT",
    "t3sf": "T3SF",
    "icebergttx": "IcebergTTX",
    "blueprint": "Blueprint / HSEEP MSEL",
}
"""The formats that can be read, by the name for `--from`."""
