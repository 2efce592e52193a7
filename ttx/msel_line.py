"""One inject as it stands, and the facts beside the world that conditions ask for.

Plain state; what moves it is in `msel.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from ttx.conditions import Watch
from ttx.scenario import Inject
from ttx.text import Text
from ttx.world import World

Values = dict[str, str | float]
AFTER = ("inject", "decision", "milestone", "acknowledged")
"""What an inject can come after."""
OVER = ("delivered", "skipped", "dropped", "cancelled", "retracted")


@dataclass(slots=True)
class Running:
    """One inject as it stands: its state, when it is due, what it waits for, and until
    when (ms; infinite: as long as it takes)."""

    key: str
    inject: Inject
    values: Values
    state: str = "planned"
    due: int | None = None
    held: bool = False
    turn: int = 0
    times: int = 0
    watch: Watch | None = None
    was: bool = False
    entry: int | None = None
    to: tuple[str, ...] = ()
    answered: list[str] = field(default_factory=list)
    deadline: int | None = None
    closed: bool = False
    until: float = math.inf


@dataclass(frozen=True, slots=True)
class Placed:
    """An inject for one instance, and what calls for it: worked out once for a scenario.

    `state` is how it begins; `looked_at`: it waits for a condition, or sets a deadline in
    exercise time; `by_run`: its answer must be there when a move runs; `answers`: the
    options that answer it; `turn` and `after`: the state of a move, and what it comes
    after.
    """

    key: str
    inject: Inject
    values: Values
    to: tuple[str, ...]
    state: str
    until: float
    looked_at: bool
    by_run: bool
    answers: tuple[str, ...]
    turn: tuple[str, str] | None
    after: tuple[tuple[str, str], ...]


def placed(key: str, one: Inject, values: Values, to: tuple[str, ...]) -> Placed:
    """An inject for one instance (`values`) and these receivers."""
    expects, after, on = one.expects, one.after, one.on
    within = expects.within if expects else None
    waits = bool(one.cue and one.at is None and one.when is None and not (on or after))
    return Placed(
        key, one, values, to,
        "waiting" if waits else "armed" if one.when or after or on else "planned",
        math.inf if one.until is None else one.until,
        one.when is not None or bool(within and within.exercise is not None),
        bool(within and (within.move or within.table is not None)),
        tuple(dict.fromkeys(expects.any if expects else ())),
        (on.move, on.state) if on else None,
        tuple((what, getattr(after, what)) for what in AFTER) if after else (),
    )  # fmt: skip


class Course:
    """The facts that conditions ask for, beside the world: what was said and done."""

    def __init__(self, world: World) -> None:
        self.world = world
        self.overrides: dict[str, float] = {}
        self.changes = 0
        self._milestones: dict[str, bool] = {}
        self._taken: dict[str, list[str]] = {}
        self.granted: dict[str, list[str]] = {}
        self.model_off = False

    def shown(self, gauge: str) -> float:
        """A gauge as exercise control lets it stand."""
        if gauge in self.overrides:
            return self.overrides[gauge]
        return self.world.read(gauge)

    def reader(self, gauge: str) -> Callable[[], float]:
        """How to read a gauge so, again and again."""
        read, overrides = self.world.gauges[gauge].read, self.overrides
        return lambda: overrides[gauge] if gauge in overrides else read()

    def milestone(self, name: str) -> bool:
        """Whether a milestone is true."""
        return self._milestones.get(name, False)

    def mark(self, name: str, on: bool) -> None:
        """A milestone becomes true or false."""
        self.changes += 1
        self._milestones[name] = on

    def decided(self, option: str, by: str) -> bool:
        """Whether an option was decided, by this team or table if one is given."""
        who = self._taken.get(option)
        return who is not None and (not by or by in who)

    def take(self, option: str, team: str, table: str) -> None:
        """An option was decided by a table of a team."""
        self.changes += 1
        self._taken.setdefault(option, []).extend((team, table))


def worth(raw: Any, values: dict[str, str | float]) -> float:
    """An amount: a number, a parameter's name, or one of these times a number."""
    if isinstance(raw, int | float):
        return float(raw)
    total = 1.0
    for part in str(raw).split("*"):
        name = part.strip()
        total *= float(values[name]) if name in values else float(name)
    return total


def pair(text: Text) -> dict[str, str]:
    """A text as the journal keeps it."""
    return {"nl": text.nl, "en": text.en}
