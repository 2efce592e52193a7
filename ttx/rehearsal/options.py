"""How much each option matters: the same plays with it and without it, in pairs.

Where a policy takes an option it is played again without; where none does, it is added
as soon as its table can take it. It says what an option moves in this world, never what
a table should choose; an option that moves nothing is for the writer to look at.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from ttx.debrief import influence_words as words
from ttx.debrief.classes import NONE, STRENGTHS, Judged, Lucks, judged
from ttx.debrief.influence_words import MovedFact
from ttx.evaluation_figures import called
from ttx.evaluation_log import title_of
from ttx.figures import Figure
from ttx.rehearsal.design import in_doubt
from ttx.rehearsal.outcomes import headlines, policy_title
from ttx.rehearsal.plan import Plan
from ttx.rehearsal.runs import Play, Run
from ttx.scenario import Option, Scenario
from ttx.text import Text, both
from ttx.world_assumed import AS_WRITTEN, Assumed

SEEDS = 20
"""Pairs of runs for each option where nobody asks for another number: with fewer nothing
can be called firm (`classes.ENOUGH`)."""


@dataclass(frozen=True, slots=True)
class OptionFact:
    """One option, with and without it.

    effect: `outcome` (a headline outcome moves), `world` (something does, no headline can
    be told apart), `words` (only what tables hear), `nothing`, or `closed` (it could be
    taken in no run). under: the policy it was played under; also: others that take it.
    added: no policy takes it. pairs: runs that could be compared, of `runs`. bare: it is
    written without effects.
    """

    option: str
    title: Text
    who: tuple[Text, ...]
    effect: str
    under: Text
    also: tuple[Text, ...]
    added: bool
    pairs: int
    runs: int
    strength: str
    word: Text
    gains: tuple[MovedFact, ...]
    prices: tuple[MovedFact, ...]
    unmoved: tuple[Text, ...]
    hangs: tuple[Text, ...]
    bare: bool
    size: float


@dataclass(frozen=True, slots=True)
class OptionsFact:
    """All options, by what they move; `unused` are those that no policy ever takes."""

    told: tuple[OptionFact, ...]
    world: tuple[OptionFact, ...]
    words: tuple[OptionFact, ...]
    nothing: tuple[OptionFact, ...]
    closed: tuple[OptionFact, ...]
    unused: tuple[Text, ...]
    method: tuple[Text, ...]
    missing: int


# --- what to play -------------------------------------------------------------------


def wanted(plan: Plan, runs: Sequence[Run]) -> tuple[Play, ...]:
    """The plays that are still to be made beside these runs; none: all is there.

    Ask again when they are: an option that moves nothing under one policy is tried under
    the others that take it.
    """
    desk = _Desk(plan, runs)
    return tuple(play for option in plan.scenario.options
                 for play in desk.plays(option) if play not in desk.have)  # fmt: skip


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two runs under one luck; `with_` is the one in which the option was taken."""

    with_: Run
    without: Run

    @property
    def base(self) -> Run:
        """The one that was played as it is."""
        return self.without if self.without.play.without == "" else self.with_

    @property
    def told(self) -> bool:
        """Whether tables heard something else."""
        one, other = self.with_, self.without
        return one.marks[1] != other.marks[1] or one.letters != other.letters

    @property
    def true(self) -> bool:
        """Whether anything in the world went otherwise."""
        one, other = self.with_, self.without
        return one.marks[0] != other.marks[0] or one.figures != other.figures


class _Desk:
    """The runs at hand, by play, and what each option still needs."""

    def __init__(self, plan: Plan, runs: Sequence[Run]) -> None:
        self.plan, self.seeds = plan, plan.options
        self.have = {run.play: run for run in runs}
        self.base = [run for run in runs if not run.play.changed and not run.why]
        self.users: dict[str, dict[str, list[Run]]] = {}
        for run in sorted(self.base, key=lambda one: one.play.number):
            for option in dict.fromkeys(option for _, _, option in run.taken):
                by = self.users.setdefault(option, {})
                by.setdefault(run.play.policy, []).append(run)
        known = plan.scenario.policies
        self.baseline = next((name for name in sorted(
            plan.policies, key=lambda one: one != "routine") if name in known), "")  # fmt: skip

    def by(self, option: str) -> list[str]:
        """The policies that take it, those that do so most often first."""
        users = self.users.get(option, {})
        order = [name for name in self.plan.policies if name in users]
        return sorted(order, key=lambda name: -min(len(users[name]), self.seeds))

    def plays(self, option: str) -> list[Play]:
        """All plays that this option needs, as far as can be told now."""
        made: list[Play] = []
        for policy in self.by(option):
            mine = self._without(option, policy)
            made += mine
            if any(one not in self.have for one in mine) or self._moves(option, policy):
                return made
        return made or self._added(option)

    def _without(self, option: str, policy: str) -> list[Play]:
        runs = self.users[option][policy][: self.seeds]
        return [_but(run.play, without=option) for run in runs]

    def _added(self, option: str) -> list[Play]:
        runs = [run for run in self.base if run.play.policy == self.baseline]
        ordered = sorted(runs, key=lambda one: one.play.number)
        if option in self.users:
            return []
        return [_but(run.play, added=option) for run in ordered[: self.seeds]]

    def _moves(self, option: str, policy: str) -> bool:
        return any(one.true or one.told for one in self.pairs(option, policy))

    def pairs(self, option: str, policy: str) -> list[_Pair]:
        """The pairs of an option under a policy that are there, seed by seed."""
        if option in self.users:
            plays = self._without(option, policy)
        else:
            plays = self._added(option)
        return [pair for play in plays if (pair := self._pair(play, option))]

    def _pair(self, play: Play, option: str) -> _Pair | None:
        run, base = self.have.get(play), self.have.get(_but(play, without="", added=""))
        if run is None or base is None or run.why:
            return None
        if play.without:
            return _Pair(base, run)
        taken = any(one == option for _, _, one in run.taken)
        return _Pair(run, base) if taken else None


def _but(play: Play, without: str = "", added: str = "") -> Play:
    return Play(play.policy, play.number, play.seed, play.draw, without, added)


# --- what came of it ----------------------------------------------------------------


def options(plan: Plan, runs: Sequence[Run], figures: Sequence[Figure]) -> OptionsFact:
    """What each option moves; `figures` are the world's."""
    desk, weighing = _Desk(plan, runs), _Weighing(plan.scenario, figures)
    known = plan.scenario.options
    facts = [_fact(desk, weighing, name, one) for name, one in known.items()]
    missing = sum(play not in desk.have for name in known for play in desk.plays(name))
    made = [one for one in facts if one is not None]
    told = sorted((one for one in made if one.effect == "outcome"),
                  key=lambda one: (STRENGTHS.index(one.strength), -one.size))  # fmt: skip
    kinds = {kind: tuple(one for one in made if one.effect == kind)
             for kind in ("world", "words", "nothing", "closed")}  # fmt: skip
    return OptionsFact(
        told=tuple(told), world=kinds["world"], words=kinds["words"],
        nothing=kinds["nothing"], closed=kinds["closed"],
        unused=tuple(one.title for name, one in known.items() if name not in desk.users),
        method=tuple(_method(desk)), missing=missing,
    )  # fmt: skip


def _fact(desk: _Desk, weighing: _Weighing, name: str, option: Option) -> OptionFact | None:  # fmt: skip
    """One option; None where nothing of it was played yet."""
    policies = desk.by(name) or [desk.baseline]
    played = [one for one in policies if desk.pairs(name, one)]
    moving = [one for one in played if desk._moves(name, one)]
    under = (moving or played or policies)[0]
    pairs = desk.pairs(name, under)
    runs = sum(play in desk.have for play in (
        desk._without(name, under) if name in desk.users else desk._added(name)))  # fmt: skip
    if not runs:
        return None
    moved = {g: j for g, j in weighing.judged(pairs).items() if j.strength != NONE}
    facts = [weighing.moved(gauge, one) for gauge, one in moved.items()]
    strength = min((one.strength for one in moved.values()), key=STRENGTHS.index,
                   default=NONE)  # fmt: skip
    scenario = desk.plan.scenario
    return OptionFact(
        option=name, title=option.title, who=tuple(_who(scenario, option)),
        effect=_effect(pairs, bool(moved)), under=policy_title(scenario, under),
        also=tuple(policy_title(scenario, one) for one in desk.by(name) if one != under),
        added=name not in desk.users, pairs=len(pairs), runs=runs,
        strength=strength, word=words.strength(strength),
        gains=tuple(one for one in facts if one.gain),
        prices=tuple(one for one in facts if not one.gain),
        unmoved=tuple(title_of(scenario, g) for g in headlines(scenario) if g not in moved),
        hangs=words.hangs(moved.values(), {}, weighing.called(moved.values())),
        bare=not option.does and not option.fails and option.claims is None,
        size=max((one.size for one in moved.values()), default=0.0),
    )  # fmt: skip


def _effect(pairs: Sequence[_Pair], headline: bool) -> str:
    if not pairs:
        return "closed"
    if headline:
        return "outcome"
    if any(one.true for one in pairs):
        return "world"
    return "words" if any(one.told for one in pairs) else "nothing"


def _who(scenario: Scenario, option: Option) -> Iterator[Text]:
    for name in option.who:
        found = scenario.teams.get(name) or scenario.table(name)
        yield found.title if found else Text(name, name)


class _Weighing:
    """What is needed to say how sure a difference is."""

    def __init__(self, scenario: Scenario, figures: Sequence[Figure]) -> None:
        self.scenario = scenario
        self._assumed = {f.place: f for f in figures if in_doubt(f) and f.place}
        self._drawn: dict[int, list[float]] = {}

    def judged(self, pairs: Sequence[_Pair]) -> dict[str, Judged]:
        """Each headline outcome, over these pairs."""
        if not any(one.true for one in pairs):
            return {}
        drawn = [self._places(one.base.play.draw) for one in pairs]
        lucks = Lucks(tuple(self._assumed), drawn)
        return {gauge: self._one(gauge, pairs, lucks) for gauge in headlines(self.scenario)}  # fmt: skip

    def _one(self, gauge: str, pairs: Sequence[_Pair], lucks: Lucks) -> Judged:
        show = self.scenario.gauges.get(gauge)
        return judged([one.with_.figures[gauge] - one.without.figures[gauge] for one in pairs],
                      [one.base.figures[gauge] for one in pairs], words.grain(show), lucks)  # fmt: skip

    def _places(self, draw: int) -> list[float]:
        if draw not in self._drawn:
            luck = Assumed(draw)
            self._drawn[draw] = [luck.place(one, place) if draw else AS_WRITTEN
                                 for place, one in self._assumed.items()]  # fmt: skip
        return self._drawn[draw]

    def called(self, found: Iterable[Judged]) -> dict[str, Text]:
        """What the assumptions that these hang on are called."""
        places = [hang.place for one in found for hang in one.hangs]
        return {place: both("assumption: {name}", name=called(self.scenario,
                                                              [self._assumed[place]]).whole)
                for place in places}  # fmt: skip

    def moved(self, gauge: str, found: Judged) -> MovedFact:
        """One outcome that moves, in words."""
        show, title = self.scenario.gauges.get(gauge), title_of(self.scenario, gauge)
        return MovedFact(gauge, title, found.strength, words.moved(title, show, found),
                         words.gains(show, found.direction))  # fmt: skip


def _method(desk: _Desk) -> Iterator[Text]:
    """How it was computed, sentence by sentence."""
    yield both("Each option was played with and without it under the same luck, in at most"
               " {seeds} pairs of runs. Where a policy takes it, the same run is played"
               " again and no table can take it; what policies decide after that they"
               " decide anew.", seeds=desk.seeds)  # fmt: skip
    if desk.baseline:
        title = policy_title(desk.plan.scenario, desk.baseline)
        yield both("An option that no policy takes was added to the policy '{policy}': its"
                   " table takes it as soon as it can, with its usual values.", policy=title)  # fmt: skip
    yield both("Firm: the same direction in at least 9 of 10 pairs, also where an assumption"
               " on which it hangs lies low or high. Indicative: in at least two of three."
               " Amounts run from the 10th to the 90th percentile.")  # fmt: skip
