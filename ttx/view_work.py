"""What people wrote on the report after ENDEX, in shapes with their history.

Plain, frozen, in both languages. A later wording replaces an earlier one by its entry;
both stay readable, with who wrote them and on which day. Nothing here is computed.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttx.actions import Particulars
from ttx.text import Text


@dataclass(frozen=True, slots=True)
class Wording:
    """One wording: by whom (a role), on which day (`2027-03-01`), as which entry."""

    entry: int
    by: Text
    seat: str
    day: str
    text: str


@dataclass(frozen=True, slots=True)
class FindingFact:
    """A strength or an area for improvement; `entry` is that of its first wording.

    `last` is the entry of the wording that holds; `number` counts its sort from 1.
    """

    entry: int
    last: int
    number: int
    sort: str
    titled: Text
    text: str
    reference: str
    cause: str
    objective: Text
    capability: Text
    team: Text
    seen: tuple[int, ...]
    by: Text
    seat: str
    day: str
    history: tuple[Wording, ...] = ()
    withdrawn: str = ""
    fields: tuple[tuple[str, str], ...] = ()

    @property
    def holds(self) -> bool:
        """Whether nobody took it back."""
        return not self.withdrawn

    def about(self, what: str) -> str:
        """The id of its objective or team, as it was given."""
        return dict(self.fields).get(what, "")


@dataclass(frozen=True, slots=True)
class PlanFact:
    """A row of the improvement plan; entries as with a finding."""

    entry: int
    last: int
    number: int
    finding: int | None
    issue: str
    capability: Text
    text: str
    element: str
    element_titled: Text
    owner: str
    contact: str
    start: str
    end: str
    above: bool
    state: str
    state_titled: Text
    by: Text
    seat: str
    day: str
    history: tuple[Wording, ...] = ()
    withdrawn: str = ""

    @property
    def holds(self) -> bool:
        """Whether nobody took it back."""
        return not self.withdrawn


@dataclass(frozen=True, slots=True)
class Verdict:
    """What one evaluator makes of a computed sentence."""

    entry: int
    key: str
    verdict: str
    titled: Text
    text: str
    why: str
    wording: str
    by: Text
    seat: str
    day: str


@dataclass(frozen=True, slots=True)
class CommentFact:
    """A table's comment beside a part, with the answers to it."""

    entry: int
    part: str
    titled: Text
    by: Text
    seat: str
    day: str
    text: str
    answers: tuple[Wording, ...] = ()
    withdrawn: bool = False


@dataclass(frozen=True, slots=True)
class StatusFact:
    """A step of the report: concept, fact check, adopted."""

    state: str
    titled: Text
    by: Text
    day: str
    why: str


@dataclass(frozen=True, slots=True)
class AttendanceFact:
    """Who was there, by role: (role, how many); empty where nobody said so."""

    seat: str
    title: Text
    roles: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class SignedFact:
    """An expert's word on an assumption or figure; `name` is what that is called, `to`
    what it is changed to."""

    entry: int
    figure: str
    verdict: str
    titled: Text
    role: str
    date: str
    text: str
    name: Text
    to: str = ""


@dataclass(frozen=True, slots=True)
class Account:
    """What the tables said themselves to one question of the first look back."""

    question: Text
    said: tuple[tuple[Text, str], ...]


@dataclass(frozen=True, slots=True)
class ReleaseFact:
    """What the leader showed or took away: to all tables (no names) or to some."""

    what: str
    on: bool
    to: tuple[Text, ...]
    day: str


@dataclass(frozen=True, slots=True)
class Work:
    """All that people wrote on the report.

    `released` are those of the `tables` that may read the debrief now. For who writes on: the `objectives` and the `assumptions` in words by their keys, and
    what evaluators have `seen`: (entry, by whom, sort, text).
    """

    status: str
    steps: tuple[StatusFact, ...]
    particulars: Particulars
    attendance: tuple[AttendanceFact, ...]
    findings: tuple[FindingFact, ...]
    plan: tuple[PlanFact, ...]
    verdicts: tuple[Verdict, ...]
    comments: tuple[CommentFact, ...]
    signed: tuple[SignedFact, ...]
    releases: tuple[ReleaseFact, ...]
    released: tuple[str, ...] = ()
    tables: tuple[tuple[str, Text], ...] = ()
    objectives: tuple[tuple[str, Text], ...] = ()
    assumptions: tuple[tuple[str, Text], ...] = ()
    seen: tuple[tuple[int, Text, Text, str], ...] = ()

    def verdicts_on(self, key: str) -> tuple[Verdict, ...]:
        """The latest verdict of each evaluator on a computed sentence, oldest first."""
        latest = {one.seat: one for one in self.verdicts if one.key == key}
        return tuple(sorted(latest.values(), key=lambda one: one.entry))

    def beside(self, part: str) -> tuple[CommentFact, ...]:
        """The comments beside one part of the report."""
        return tuple(c for c in self.comments if c.part == part and not c.withdrawn)

    def found(self, sort: str) -> tuple[FindingFact, ...]:
        """The findings of one sort that hold."""
        return tuple(one for one in self.findings if one.sort == sort and one.holds)

    @property
    def planned(self) -> tuple[PlanFact, ...]:
        """The rows of the plan that hold."""
        return tuple(one for one in self.plan if one.holds)

    def numbered(self, finding: int | None) -> FindingFact | None:
        """The finding that a row of the plan answers."""
        return next((one for one in self.findings if one.entry == finding), None)
