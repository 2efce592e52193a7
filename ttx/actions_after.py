"""What people write on the report: findings, plan, judgement, comments and status.

Asked like any other action, kept in the same journal, and nothing of it reaches the
world. A later wording names the entry that it replaces; nothing is ever deleted.
"""

from __future__ import annotations

from dataclasses import dataclass

from ttx.actions_form import Action

FINDINGS = {"strength": "strength", "improve": "area for improvement"}
"""The two sorts of finding of an after-action report (HSEEP 2020)."""
ELEMENTS = {
    "plans": "plans",
    "organisation": "organisation",
    "equipment": "equipment",
    "training": "training",
    "exercises": "exercises",
}
"""The capability elements of an improvement plan (HSEEP 2020: POETE)."""
PLANNED = {"open": "open", "done": "done", "dropped": "dropped"}
"""Where an action of the improvement plan stands."""
VERDICTS = {"accepted": "accepted", "edited": "edited", "struck": "struck"}
"""What an evaluator may make of a computed sentence."""
STATUSES = {
    "concept": "DRAFT (CONCEPT)",
    "fact-check": "DRAFT (CONCEPT) - fact check by the teams",
    "adopted": "ADOPTED",
}
"""Where the report stands, as it is printed on every page."""
SIGNED = {"agreed": "agreed", "changed": "changed", "disputed": "disputed"}
"""What an expert of a taking-part organisation says of an assumption."""
PARTS = {
    "who": "Participants and evaluators",
    "own": "Own account of the tables",
    "line": "Time line",
    "knew": "What each table knew, beside what was true",
    "decisions": "Decisions",
    "courses": "Course of the headline outcomes",
    "influence": "Influence of decisions",
    "tasks": "Objectives and critical tasks",
    "earlier": "Earlier actions, and what was seen of them this time",
    "answers": "From inject to answer",
    "between": "Requests and contacts between tables",
    "claims": "Sharing of scarce stocks",
    "control": "What exercise control did",
    "findings": "Strengths and areas for improvement",
    "improve": "Improvement plan",
    "injects": "Annex: the MSEL as played",
    "mortality": "Annex: sensitive outcomes of the model",
    "sources": "Annex: assumptions and sources",
}
"""The parts of the report that a comment can stand beside, by their anchors."""
OPENED_BY = {
    "knew": "truth",
    "courses": "truth",
    "influence": "influence",
    "mortality": "sensitive",
}
"""Parts that tables have only once the leader has shown this, also in a released report."""


@dataclass(frozen=True, slots=True)
class Finding(Action):
    """A strength or an area for improvement, in people's own words.

    `reference` is the plan, article and version; `cause` the root cause. `objective` and
    `team` say what it is about, `seen` on which observations (entries) it rests. `entry`
    is the finding that this wording replaces.
    """

    sort: str
    text: str
    reference: str = ""
    cause: str = ""
    objective: str = ""
    team: str = ""
    seen: tuple[int, ...] = ()
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Improvement(Action):
    """A row of the improvement plan: what will be done, by whom, when.

    `finding` is the area for improvement (its entry) that it answers; `issue` says it in
    words where there is none. Dates are as people write them; `2027-09-01` can be
    compared. `above`: it needs a decision above this table. `entry` is the row that this
    wording replaces.
    """

    text: str
    finding: int | None = None
    issue: str = ""
    element: str = ""
    owner: str = ""
    contact: str = ""
    start: str = ""
    end: str = ""
    above: bool = False
    state: str = "open"
    entry: int | None = None


@dataclass(frozen=True, slots=True)
class Weigh(Action):
    """An evaluator weighs a computed sentence: accepted, edited (`text`) or struck (`why`).

    `sentence` is its key ("influence/D3/without"); `wording` is how it read at that time.
    """

    sentence: str
    verdict: str
    text: str = ""
    why: str = ""
    wording: str = ""


@dataclass(frozen=True, slots=True)
class Comment(Action):
    """Fact check: what a table has to say beside a part of the report.

    `reply_to` is the comment (its entry) that evaluators or exercise control answer.
    """

    part: str
    text: str
    reply_to: int | None = None


@dataclass(frozen=True, slots=True)
class Withdraw(Action):
    """A finding, a row of the plan or a comment (by its entry) is taken back, with why."""

    entry: int
    why: str = ""


@dataclass(frozen=True, slots=True)
class Status(Action):
    """Where the report stands: concept, fact-check or adopted."""

    state: str
    why: str = ""


@dataclass(frozen=True, slots=True)
class Attendance(Action):
    """Who was there, by role: (role, how many). Numbers and roles, never names.

    `team` is a table, or `leader`, `response`, `evaluator` or `observer`.
    """

    team: str
    roles: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Particulars(Action):
    """What the head of the report needs of the day itself: roles, never names."""

    date: str = ""
    place: str = ""
    sponsor: str = ""
    contact: str = ""
    scope: str = ""


@dataclass(frozen=True, slots=True)
class SignOff(Action):
    """An expert's word on an assumption or figure: agreed, changed or disputed.

    `figure` is its place in the scenario, or `assumption/1` for the first assumption in
    words. `role` and `date` are the expert's. `to`: what a figure is changed to.
    """

    figure: str
    verdict: str
    role: str
    date: str = ""
    text: str = ""
    to: str = ""
