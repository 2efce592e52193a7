"""Three deviations written into a reasonable evening are found, and rightly classed.

The long power outage as one way of deciding would play it, by people; but the mobile sets
do not go to the hospitals, everybody is called in a whole move late, and one hospital goes
over to twelve-hour shifts. Three other decisions move nothing that the model holds.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest

from tests.test_variant import flagship
from ttx.actions import Decision
from ttx.debrief.classes import FIRM, NONE
from ttx.debrief.influence import Influence, InfluenceFact, influence
from ttx.evaluation_log import Log
from ttx.influence import gathered, plan, play, proposed
from ttx.journal import Entry
from ttx.moment import HOUR
from ttx.pool import workers
from ttx.variant import ADDED, Again, Course, Input, along, course
from ttx.variant_tried import Try
from ttx.world import World

pytestmark = pytest.mark.slow
RUNS = 24
NIGHT = 14 * HOUR
"""The second move: a decision of the first hours that is taken here is a move late."""
LATE, SHIFTS, SETS = "grip-4-now", "twelve-hour-shifts", "second-set-hospitals"
MORE = (("not-taken", SETS), ("not-taken", "sets-to-streets"), ("earlier", LATE))
IDLE = ("ask-effect", "second-site", "return-when-stable")


def option(one: Input) -> str:
    return str(getattr(one.action, "option", ""))


def lived() -> list[Entry]:
    """The journal of that evening."""
    by_policy = flagship("power-outage", "concentrate", 7)
    inputs = [replace(one, hand="person") if one.hand.startswith("policy:") else one
              for one in by_policy.inputs if option(one) not in (SETS, LATE)]  # fmt: skip
    evening = replace(by_policy, inputs=tuple(inputs))
    shifts = Input(ADDED, NIGHT, "hospital-a", "person", Decision(option=SHIFTS))
    late = Input(ADDED, NIGHT, "rbt", "person", Decision(option=LATE))
    evening = replace(evening, inputs=tuple(along(evening, shifts)))
    again = Again(evening, 7, 0)
    for one in along(evening, late):
        again.take(one)
    again.finish()
    assert again.impossible == []
    return list(again.exercise.journal)


def wanted(whole: Course) -> Iterator[Try]:
    """Every decision left out; sets to one place or another; the late one earlier."""
    for one in proposed(whole):
        if one.kind in ("without", "not-taken") or (one.option, one.kind) == (
            LATE,
            "earlier",
        ):
            yield one


@pytest.fixture(scope="module")
def found() -> Influence:
    entries = lived()
    whole = course(entries)
    made = plan(whole, list(wanted(whole)))
    runs = list(play(made, RUNS, workers()))
    tried = gathered(made, runs, RUNS, whole.mark)
    figures = World(whole.scenario, 0).figures
    return influence(Log(entries, whole.scenario), tried, figures)


def most(facts: tuple[InfluenceFact, ...]) -> list[InfluenceFact]:
    """The seven with most influence: a sixth of the decisions of that evening."""
    return sorted(facts, key=lambda one: -one.size)[:7]


def row(facts: tuple[InfluenceFact, ...], name: str, seat: str = "") -> InfluenceFact:
    return next(one for one in facts if one.option == name
                and seat in ("", one.seat))  # fmt: skip


def test_the_option_not_taken_stands_first_among_the_chances(found: Influence) -> None:
    sets = row(found.open, SETS)
    assert sets.strength == FIRM
    assert "care.all.single_source_hours" in [one.gauge for one in sets.gains]
    assert sets in most(found.open)[:3]
    assert "Concentrate" in sets.yardstick.en


def test_the_heavy_decision_stands_first_with_its_price(found: Influence) -> None:
    shifts = row(found.taken, SHIFTS, "hospital-a")
    assert shifts.strength == FIRM
    assert [one.gauge for one in shifts.prices] == ["care.all.over_norm_hours"]
    assert shifts in most(found.taken)
    assert not shifts.helpful


def test_the_late_decision_gains_from_the_yardsticks_moment(found: Influence) -> None:
    late = row(found.taken, LATE)
    (sooner,) = late.timings
    assert (sooner.kind, sooner.strength) == ("earlier", FIRM)
    assert "people.all.calls_unanswered" in [one.gauge for one in sooner.gains]
    assert sooner.at < NIGHT
    assert sooner.size >= most(found.taken)[-1].size
    assert "Concentrate" in sooner.yardstick.en


@pytest.mark.parametrize("name", IDLE)
def test_what_moves_nothing_is_not_distinguishable(found: Influence, name: str) -> None:
    idle = row(found.same, name)
    assert idle.strength == NONE
    assert idle.word.nl == "niet te onderscheiden"
    assert idle.gains == idle.prices == ()


def test_helpful_decisions_come_first_within_a_class(found: Influence) -> None:
    firm = [one.helpful for one in found.taken if one.strength == FIRM]
    assert firm == sorted(firm, reverse=True)
    assert firm[0]
