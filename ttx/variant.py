"""The same exercise with one thing changed, under its own luck or another's.

What people did stays as they did it; tables that a policy held decide again; whether
an action is still possible is judged again. A change is a list of inputs that is equal
to the real one up to some point: what comes before that point is played once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from ttx.actions import (
    Acknowledge,
    Action,
    Adjudicate,
    Attendance,
    Decision,
    Dispute,
    Endex,
    Handle,
    HandOver,
    Message,
    Note,
    Observe,
    Particulars,
    Rate,
    Reflect,
    Rescind,
    Reveal,
    SignOff,
    StandingOrder,
    Strike,
    TakeOver,
    from_plain,
    to_plain,
)
from ttx.errors import JournalError
from ttx.exercise import Exercise
from ttx.journal import Entry, Journal, canonical, chained
from ttx.policy import Autoplay
from ttx.replay import fits, unreadable
from ttx.scenario import Scenario
from ttx.scenario.reading import thaw

MARGINAL = (
    Observe, Rate, Strike, Note, Reflect, Reveal, Dispute, Attendance, Particulars, SignOff,
)  # fmt: skip
"""What people wrote beside the exercise: it moves nothing in the world."""
DECIDES = (Decision, StandingOrder)
ADDED = -1
"""The entry of a decision that nobody took."""
REFERS = (Adjudicate, Rescind, Acknowledge, Handle, HandOver)


@dataclass(frozen=True, slots=True)
class Input:
    """One thing that was asked and let in: `seq` is its entry in the real journal.

    An input that a change adds has no entry of its own: its `seq` is 0 or less.
    """

    seq: int
    at: int
    by: str
    hand: str
    action: Action


@dataclass(frozen=True)
class Course:
    """An exercise as it was played: how it started, and all that was let in since.

    `letters` tells of each delivered message that an input refers to which inject it
    was; `ends` is the exercise time up to which it was played.
    """

    started: dict[str, object]
    scenario: Scenario
    inputs: tuple[Input, ...]
    letters: dict[int, str]
    ends: int

    @property
    def seed(self) -> int:
        """The seed that the exercise itself was played with."""
        return int(str(self.started["seed"]))

    @property
    def draw(self) -> int:
        """The draw of assumptions that the exercise itself was played with."""
        return int(str(self.started.get("assumptions", 0)))

    @property
    def mark(self) -> str:
        """What tells this course from any other; what is written after ENDEX is not
        part of it."""
        link = chained("", 0, "started", canonical(self.started))
        for one in self.inputs:
            link = chained(link, one.at, one.by, canonical(to_plain(one.action)))
        return link


def course(entries: Sequence[Entry]) -> Course:
    """The course that a journal holds.

    JournalError where it does not begin with a start, or this program plays another
    world.
    """
    if not entries:
        raise JournalError("The journal does not begin with a start.")
    body = fits(entries[0])
    try:
        scenario = thaw(body["scenario"])
    except ValueError as wrong:
        raise unreadable(Journal(), wrong) from wrong
    inputs: list[Input] = []
    for entry in entries:
        if entry.kind != "asked" or entry.body["refusal"]:
            continue
        action = from_plain(entry.body["action"])
        if isinstance(action, MARGINAL):
            continue
        inputs.append(Input(entry.seq, entry.at, entry.body["by"],
                            entry.body["hand"], action))  # fmt: skip
        if isinstance(action, Endex):
            break
    letters = {e.seq: str(e.body["inject"]) for e in entries if e.kind == "delivered"}
    ends = min(max(e.at for e in entries), scenario.endex)
    return Course(dict(body), scenario, tuple(inputs), letters, ends)


# --- changes ------------------------------------------------------------------------


@dataclass(frozen=True)
class Variant:
    """A course with something changed: equal up to `since` (a place), then `rest`."""

    key: str
    since: int
    rest: tuple[Input, ...]


def changed(course: Course, key: str, inputs: Sequence[Input]) -> Variant:
    """The variant with these inputs; what it shares with the course is found here."""
    since = 0
    for one, other in zip(course.inputs, inputs, strict=False):
        if one is not other:
            break
        since += 1
    return Variant(key, since, tuple(inputs[since:]))


def without(course: Course, seq: int) -> list[Input]:
    """The inputs without that decision, and without what was said about it alone."""
    return [one for one in course.inputs
            if one.seq != seq and not _about(one.action, seq)]  # fmt: skip


def as_taken(course: Course, seq: int) -> Course:
    """The course in which that decision can be changed at all: where a policy took it, the
    table's decisions stay as they were recorded instead of being taken again."""
    own = next((one for one in course.inputs if one.seq == seq), None)
    if own is None or not own.hand.startswith("policy:"):
        return course
    kept = [one for one in course.inputs
            if not (isinstance(one.action, TakeOver) and one.action.team == own.by)]  # fmt: skip
    return replace(course, inputs=tuple(kept))


def moved(course: Course, seq: int, at: int) -> list[Input]:
    """The inputs with that decision (and the ruling on it) at another moment."""
    mine = [one for one in course.inputs if one.seq == seq or _about(one.action, seq)]
    later = [_at(one, at) for one in mine if not isinstance(one.action, Rescind)]
    kept = [one for one in mine if isinstance(one.action, Rescind) and one.at > at]
    gone = [one.seq for one in mine if one not in kept]
    rest = [one for one in course.inputs if one.seq not in gone]
    return _put(rest, later, at)


def along(course: Course, added: Input) -> list[Input]:
    """The inputs with one more decision."""
    return _put(list(course.inputs), [added], added.at)


def by_policy(course: Course, inputs: Sequence[Input], since: int, at: int, own: str,
              policy: str) -> list[Input]:  # fmt: skip
    """From place `since` on all tables but `own` decide by a policy, not as they did."""
    others = [one.id for one in course.scenario.tables if one.id != own]
    hand_over = [
        Input(0, at, "clock", "excon", TakeOver(one, policy)) for one in others
    ]
    dropped = [one.seq for one in inputs[since:]
               if one.by in others and isinstance(one.action, DECIDES)]  # fmt: skip
    later = [one for one in inputs[since:]
             if one.seq not in dropped
             and not isinstance(one.action, TakeOver)
             and not (isinstance(one.action, Rescind) and one.by in others)
             and not any(_about(one.action, seq) for seq in dropped)]  # fmt: skip
    return [*inputs[:since], *hand_over, *later]


def held_by(course: Course, table: str, policy: str) -> list[Input]:
    """The inputs with one table in the hands of a policy from the start."""
    begun = Input(0, course.inputs[0].at if course.inputs else 0, "clock", "excon",
                  TakeOver(table, policy))  # fmt: skip
    own = [one.seq for one in course.inputs
           if one.by == table and isinstance(one.action, DECIDES)]  # fmt: skip
    kept = [one for one in course.inputs
            if one.seq not in own
            and not any(_about(one.action, seq) for seq in own)
            and not (isinstance(one.action, TakeOver) and one.action.team == table)]  # fmt: skip
    return [begun, *kept]


def _about(action: Action, seq: int) -> bool:
    return isinstance(action, REFERS) and action.entry == seq


def _at(one: Input, at: int) -> Input:
    action = one.action
    starts = getattr(action, "takes_effect", None)
    if isinstance(action, Decision) and starts is not None:
        action = replace(action, takes_effect=max(at, starts - one.at + at))
    return replace(one, at=at, action=action)


def _put(rest: list[Input], added: list[Input], at: int) -> list[Input]:
    """Added after all that happened before that moment, and before all else."""
    place = next((n for n, one in enumerate(rest) if one.at >= at), len(rest))
    return [*rest[:place], *added, *rest[place:]]


# --- playing ------------------------------------------------------------------------


@dataclass(frozen=True)
class Outcome:
    """What came of one play.

    figures: headline and sensitive outcomes at the end, by gauge. impossible: entries
    of decisions that could not be taken there; taken: what policies decided, as
    (moment, table, option).
    """

    figures: dict[str, float]
    impossible: tuple[int, ...] = ()
    taken: tuple[tuple[int, str, str], ...] = ()


def outcomes_of(scenario: Scenario) -> list[str]:
    """The outcomes that a play is held by: headlines first, then sensitive ones."""
    more = [name for name, show in scenario.gauges.items() if show.sensitive]
    return list(dict.fromkeys([*scenario.headlines, *more]))


@dataclass
class Again:
    """A course being played again, input by input; it can stop anywhere."""

    course: Course
    seed: int
    draw: int
    exercise: Exercise = field(init=False)
    auto: Autoplay = field(init=False)
    entry: dict[int, int] = field(default_factory=dict)
    impossible: list[int] = field(default_factory=list)

    def __post_init__(self) -> None:
        body = {**self.course.started, "seed": self.seed, "assumptions": self.draw,
                "parent": None}  # fmt: skip
        self.exercise = Exercise(self.course.scenario, self.seed, Journal(), body)
        self.auto = Autoplay(self.exercise, {})

    def take(self, one: Input) -> None:
        """Play on to an input and let it in, if it still can be."""
        self._reach(one.at)
        action = self._here(one.action)
        if action is None or self._decides_again(one):
            return
        made = self.exercise.submit(action, one.by, one.hand)
        self.entry[one.seq] = made.seq
        if made.body["refusal"] and isinstance(action, DECIDES):
            self.impossible.append(one.seq)
        elif isinstance(action, TakeOver):
            self.auto.seat(action.team, action.policy)

    def finish(self) -> Outcome:
        """Play on to the end; what came of it."""
        self._reach(self.course.ends)
        world = self.exercise.world
        figures = {name: round(world.read(name), 4)
                   for name in outcomes_of(self.course.scenario)}  # fmt: skip
        taken = [(e.at, e.body["by"], str(e.body["action"].get("option", "")))
                 for e in self.exercise.journal
                 if e.kind == "asked" and e.body["hand"].startswith("policy:")]  # fmt: skip
        return Outcome(figures, tuple(self.impossible), tuple(taken))

    def _reach(self, at: int) -> None:
        if self.exercise.over:
            return
        if any(self.exercise.policies.values()):
            self.auto.play_to(at)
        else:
            self.exercise.advance(at)

    def _decides_again(self, one: Input) -> bool:
        """A recorded decision of a policy that holds its table here as well."""
        return one.hand.startswith("policy:") and bool(
            self.exercise.policies.get(one.by)
        )

    def _here(self, action: Action) -> Action | None:
        """The action as it reads here, where entries have other numbers."""
        if isinstance(action, REFERS):
            seq = self._number(action.entry)
            return replace(action, entry=seq) if seq else None
        if isinstance(action, Message) and action.reply_to is not None:
            return replace(action, reply_to=self._number(action.reply_to) or None)
        return action

    def _number(self, seq: int) -> int:
        """The entry here that answers to an entry of the real journal; 0 if none."""
        if seq in self.entry:
            return self.entry[seq]
        inject = self.course.letters.get(seq)
        if not inject:
            return 0
        found = (e.seq for e in reversed(list(self.exercise.journal))
                 if e.kind == "delivered" and e.body["inject"] == inject)  # fmt: skip
        return next(found, 0)
