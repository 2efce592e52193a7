"""The assumptions that move the outcomes most, for people who know the subject.

From a screening's numbers to sentences: what the figure is, how far it is in doubt, which
outcomes it moves and which way, and whose expert would know. It asks, it does not conclude.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ttx.debrief import influence_words as words
from ttx.debrief.figures import shown
from ttx.errors import AbsentExtra
from ttx.evaluation_figures import called, trail
from ttx.evaluation_log import listed, spell, title_of
from ttx.figures import TAGS, Figure, fixed
from ttx.rehearsal.design import Assumption
from ttx.rehearsal.outcomes import policy_title
from ttx.rehearsal.plan import Plan
from ttx.rehearsal.runs import Run
from ttx.rehearsal.screening import Effects, Screened, screened
from ttx.scenario import Scenario
from ttx.text import Text, both
from ttx.world_assumed import Assumed, key_of

MANY = 20
"""So many are put before experts."""
TOLD = 0.1
"""Part of an outcome's own spread from which an effect on it is told (judgement)."""
ONE_WAY = 0.6
"""Part of the mean size that the mean with its sign must be, to call it a direction: four
of five effects then go the same way (judgement)."""


@dataclass(frozen=True, slots=True)
class MoveFact:
    """One outcome that an assumption moves. direction: 1 more of it where the assumption
    lies high, -1 less, 0 either way. strength: beside the outcome's own spread."""

    gauge: str
    title: Text
    told: Text
    direction: int
    strength: float


@dataclass(frozen=True, slots=True)
class AssumptionFact:
    """One assumption for the sign-off list; `low` and `high` are the ends of its doubt,
    `places` how many figures go with it."""

    number: int
    figure: str
    of: Text
    name: Text
    value: Text
    low: Text
    high: Text
    source: Text
    tag: str
    meaning: Text
    places: int
    moves: tuple[MoveFact, ...]
    experts: tuple[Text, ...]
    strength: float


@dataclass(frozen=True, slots=True)
class AssumptionsFact:
    """The sign-off list. many: assumptions in all; looked: by themselves; still: of these,
    that moved nothing at all. why: why there is no list (empty: there is)."""

    rows: tuple[AssumptionFact, ...]
    many: int
    looked: int
    still: int
    method: tuple[Text, ...]
    why: Text


def assumptions(plan: Plan, runs: Sequence[Run]) -> AssumptionsFact:
    """The list, or why there is none."""
    try:
        found = screened(plan, runs)
    except AbsentExtra as absent:
        why = Text(absent.sentence("nl"), absent.sentence("en"))
        return AssumptionsFact((), 0, 0, 0, (), why)
    if found is None:
        why = both("The screening of assumptions is not complete; the same command goes on with it.")  # fmt: skip
        return AssumptionsFact((), 0, 0, 0, (), why)
    moving = [one for one in found.effects if one.most > 0]
    singles = [one for one in moving if len(one.members) == 1]
    rows = tuple(_fact(plan.scenario, found, one, number)
                 for number, one in enumerate(singles[:MANY], 1))  # fmt: skip
    looked = sum(len(one.members) == 1 for one in found.effects)
    return AssumptionsFact(rows, len(found.assumptions), looked, looked - len(singles),
                           tuple(_method(plan, found)), Text())  # fmt: skip


def _fact(scenario: Scenario, found: Screened, one: Effects, number: int) -> AssumptionFact:  # fmt: skip
    about = found.assumptions[one.members[0]]
    figure, name = about.figure, called(scenario, about.figures)
    low, high = (_at(scenario, about, place) for place in (0.0, 1.0))
    return AssumptionFact(
        number=number, figure=about.place, of=name.of, name=name.name,
        value=_shown(figure), low=_end(low, first=True), high=_end(high),
        source=both(figure.source) if figure.source else Text(), tag=figure.tag,
        meaning=both(TAGS[figure.tag]), places=len(about.figures),
        moves=tuple(_moves(scenario, found.outcomes, one)), experts=name.experts,
        strength=one.most,
    )  # fmt: skip


def _at(scenario: Scenario, about: Assumption, place: float) -> Figure:
    """The figure at one end of its range of doubt, within the bounds of its form."""
    figure = about.figure
    where = figure.place if figure.place.startswith("world.") else ""
    key = key_of(figure, where)
    steps = trail(scenario, figure.place) if where else ()
    field = next((s.field for s in reversed(steps) if s.field and not s.named), None)
    drawn = Assumed(0, {key: place})
    if field is None:
        return drawn(figure, where)
    return drawn(figure, where, field.low, field.high)


def _shown(figure: Figure) -> Text:
    return spell(lambda lang: shown(figure, lang))


def _end(figure: Figure, first: bool = False) -> Text:
    """One end of a range of doubt: of what varies by itself, its middle."""
    if figure.shape in ("value", "chance"):
        return _shown(figure)
    middle = _shown(fixed(figure.quantile(0.5), figure.unit))
    return both("middle {value}", value=middle) if first else middle


def _moves(scenario: Scenario, outcomes: Sequence[str], one: Effects) -> Iterator[MoveFact]:  # fmt: skip
    order = sorted(range(len(outcomes)), key=lambda n: (-one.strength[n], n))
    for place, n in enumerate(order):
        if (one.strength[n] < TOLD and place) or not one.strength[n]:
            return
        yield _move(scenario, outcomes[n], one.star[n], one.mean[n], one.strength[n])


def _move(
    scenario: Scenario, gauge: str, star: float, mean: float, strength: float
) -> MoveFact:
    show, title = scenario.gauges.get(gauge), title_of(scenario, gauge)
    direction = 0 if abs(mean) < ONE_WAY * star else 1 if mean > 0 else -1
    amount = words.band(show, star, star)
    told = both("{title}: {amount} difference, either way", title=title, amount=amount)
    if direction:
        told = both("{title}: {amount} {direction} where it lies high instead of low",
                    title=title, amount=amount,
                    direction=words.direction_of(show, direction))  # fmt: skip
    return MoveFact(gauge, title, told, direction, strength)


def _method(plan: Plan, found: Screened) -> Iterator[Text]:
    """How it was computed, sentence by sentence."""
    begun, last = found.designs[0], found.designs[-1]
    yield both("Assumptions: {many}. One and the same guess for several places is one"
               " assumption; so is one for several options.", many=len(found.assumptions))  # fmt: skip
    if len(found.designs) == 1:
        yield both("Each was moved by itself through its range of doubt (Morris screening"
                   " by SALib: {trajectories} trajectories, {plays} plays).",
                   trajectories=begun.trajectories, plays=begun.cost)  # fmt: skip
    else:
        yield both("There are more than the plays allow, so first {groups} groups, by their"
                   " place in the scenario, were moved ({trajectories} trajectories,"
                   " {plays} plays; Morris screening by SALib).", groups=len(begun.factors),
                   trajectories=begun.trajectories, plays=begun.cost)  # fmt: skip
        yield both("Then {members} assumptions, of the groups that move the outcomes most,"
                   " each by itself ({trajectories} trajectories, {plays} plays).",
                   members=len(last.factors), trajectories=last.trajectories,
                   plays=last.cost)  # fmt: skip
    if found.left:
        yield both("Not looked at by themselves, though their groups move something:"
                   " {left} assumptions. More plays would reach them.", left=found.left)  # fmt: skip
    names = [one for one in plan.policies if one in plan.scenario.policies]
    yield both("Along a trajectory luck and policy stay the same and nothing but the"
               " assumptions moves. Policies take turns: {policies}.",
               policies=listed(policy_title(plan.scenario, one) for one in names))  # fmt: skip
    yield both("The order is by the largest effect on any headline outcome: the mean size of"
               " the change from one end of the doubt to the other (mu*), beside that"
               " outcome's own spread over the plays of the first step.")  # fmt: skip
    if found.lost:
        yield both("Trajectories left out because a run could not be played: {lost}.",
                   lost=found.lost)  # fmt: skip
