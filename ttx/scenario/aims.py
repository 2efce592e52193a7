"""What an exercise is held for: objectives, critical tasks, evidence, who watches what.

It plans what is looked at; it never says how something went.
"""

from __future__ import annotations

from ttx.scenario.parts import NO_TEXT, Duration, Name, Part, Text

NOT_OBSERVED = "not-observed"
RATED = ("P", "S", "M", "U", NOT_OBSERVED)
"""HSEEP's ratings, and what is no rating: not observed."""
INDICATED = ("in-time", "partly", "not-done", NOT_OBSERVED)
"""What an evaluator says of an indicator; after Rüter and Nilsson, without their points."""


class Evidence(Part):
    """What the machine can lay beside a critical task; never a rating.

    Exactly one of: gauge (its course), response (to an inject), decision (an option
    taken), messages (between two teams), age (of a team's picture of a gauge).
    """

    gauge: str = ""
    response: str = ""
    decision: str = ""
    messages: tuple[str, ...] = ()
    age: str = ""
    team: str = ""


class Indicator(Part):
    """A task of a published set of indicators, looked at by content and by time.

    `number` is its place in its set (an objective). `within` is the time that the set
    gives, in real minutes from the first message (0: at once; none: content alone): a
    reference for evaluators, never a deadline and never a point.
    """

    number: int
    within: Duration | None = None


class Task(Part):
    """A critical task: what an evaluator looks at."""

    id: Name
    title: Text
    reference: Text = NO_TEXT
    team: str = ""
    looks_for: Text = NO_TEXT
    evidence: tuple[Evidence, ...] = ()
    indicator: Indicator | None = None

    @property
    def scale(self) -> tuple[str, ...]:
        """What an evaluator can say of it: HSEEP's letters, or an indicator's words."""
        return INDICATED if self.indicator else RATED


class Objective(Part):
    """What the exercise is held for: capability, target and critical tasks."""

    id: Name
    title: Text
    mission: Text = NO_TEXT
    capability: Text = NO_TEXT
    target: Text = NO_TEXT
    covers: tuple[str, ...] = ()
    tasks: tuple[Task, ...] = ()


class Evaluator(Part):
    """Somebody who observes, and what is theirs to watch: tables, tasks, or all."""

    title: Text = NO_TEXT
    tables: tuple[str, ...] = ()
    tasks: tuple[str, ...] = ()
