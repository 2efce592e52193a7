"""Is there a dilemma? Which policy does better than which, and on what.

Two policies meet the same seeds; each pair of runs differs in the decisions alone. A
scenario holds a dilemma where two reasonable policies each do better on something. A
policy that does better on something and worse on nothing leaves no choice.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

from ttx.debrief.classes import FIRM, NONE, Judged, Lucks, judged
from ttx.debrief.influence_words import MovedFact, grain, moved
from ttx.evaluation_log import listed, title_of
from ttx.figures import Figure
from ttx.rehearsal.outcomes import by_policy, headlines, policy_title
from ttx.rehearsal.runs import Run
from ttx.scenario import Scenario
from ttx.scenario.ways import parted
from ttx.text import Text, both
from ttx.world_assumed import Assumed

BASELINE = "routine"
"""The policy of professionals without a crisis team: that others beat it is no fault."""


@dataclass(frozen=True, slots=True)
class PairFact:
    """Two policies under the same seeds. first and second: what each does better than
    the other; same: outcomes that cannot be told apart. above: the one that does better
    on something (firm) and worse on nothing (empty: neither)."""

    names: tuple[str, str]
    titles: tuple[Text, Text]
    first: tuple[MovedFact, ...]
    second: tuple[MovedFact, ...]
    same: tuple[Text, ...]
    above: str
    many: int


@dataclass(frozen=True, slots=True)
class Dilemma:
    """All pairs. stands: whether two reasonable policies each do better on something.
    wanted: those reasonable ones. beaten: policies that another leaves no reason for, with
    that other."""

    stands: bool
    verdict: Text
    wanted: tuple[str, ...]
    beaten: tuple[tuple[str, str, Text], ...]
    pairs: tuple[PairFact, ...]


def dilemma(
    scenario: Scenario, runs: Sequence[Run], figures: Sequence[Figure]
) -> Dilemma:
    """What the runs say of it; `figures` are the world's, for the assumptions."""
    played = by_policy(runs)
    names = [
        one for one in dict.fromkeys([*scenario.policies, *played]) if one in played
    ]
    pairs = tuple(_pair(scenario, one, played, figures)
                  for one in combinations(names, 2))  # fmt: skip
    beaten = tuple(_beaten(scenario, pairs))
    wanted = reasonable(scenario, names)
    torn = [one for one in pairs if set(one.names) <= set(wanted) and one.first and one.second]  # fmt: skip
    verdict = _verdict(scenario, wanted, torn, beaten)
    return Dilemma(
        bool(torn), verdict, tuple(wanted), beaten, _wanted_first(pairs, wanted)
    )


def _wanted_first(
    pairs: Sequence[PairFact], wanted: Sequence[str]
) -> tuple[PairFact, ...]:
    """The pairs between which it should be hard to choose before the others."""
    return tuple(sorted(pairs, key=lambda one: not set(one.names) <= set(wanted)))


def reasonable(scenario: Scenario, names: Sequence[str]) -> list[str]:
    """The policies between which a table should find it hard to choose: those that the
    scenario marks, or all but the baseline. What the program brings itself (`noisy`,
    `greedy`) is no choice of a table."""
    names = [one for one in names if not parted(one)[0]]
    marked = [n for n in names if n in scenario.policies and scenario.policies[n].yardstick]  # fmt: skip
    return (
        marked if len(marked) > 1 else [n for n in names if n.split(":")[0] != BASELINE]
    )


def _pair(scenario: Scenario, names: tuple[str, str], played: Mapping[str, Sequence[Run]],
          figures: Sequence[Figure]) -> PairFact:  # fmt: skip
    one, other = ({r.play.number: r for r in played[name]} for name in names)
    numbers = [number for number in one if number in other]
    lucks = _lucks(figures, [one[number].play.draw for number in numbers])
    first: list[MovedFact] = []
    second: list[MovedFact] = []
    same: list[Text] = []
    for gauge in headlines(scenario):
        found = _judged(scenario, gauge, [one[n] for n in numbers],
                        [other[n] for n in numbers], lucks)  # fmt: skip
        title, show = title_of(scenario, gauge), scenario.gauges.get(gauge)
        if found.strength == NONE or show is None or show.better is None:
            same.append(title)
            continue
        up = (found.direction > 0) == (show.better == "higher")
        told = moved(title, show, found if up else _turned(found))
        fact = MovedFact(gauge, title, found.strength, told, True)
        (first if up else second).append(fact)
    above = _above(names, first, second)
    titles = (policy_title(scenario, names[0]), policy_title(scenario, names[1]))
    return PairFact(names, titles, tuple(first), tuple(second), tuple(same), above,
                    len(numbers))  # fmt: skip


def _above(names: tuple[str, str], first: Sequence[MovedFact],
           second: Sequence[MovedFact]) -> str:  # fmt: skip
    if first and not second and any(one.strength == FIRM for one in first):
        return names[0]
    if second and not first and any(one.strength == FIRM for one in second):
        return names[1]
    return ""


def _judged(scenario: Scenario, gauge: str, one: Sequence[Run], other: Sequence[Run],
            lucks: Lucks) -> Judged:  # fmt: skip
    """The first beside the second: a positive difference is more under the first."""
    base = [run.figures[gauge] for run in other]
    differences = [a.figures[gauge] - b for a, b in zip(one, base, strict=True)]
    return judged(differences, base, grain(scenario.gauges.get(gauge)), lucks)


def _turned(found: Judged) -> Judged:
    """The same, seen from the other policy."""
    return replace(found, direction=-found.direction, low=-found.high,
                   middle=-found.middle, high=-found.low)  # fmt: skip


def _lucks(figures: Sequence[Figure], draws: Sequence[int]) -> Lucks:
    """Where every assumption lay in its range, run by run (0.5: as written)."""
    assumed = {f.place: f for f in figures if f.assumed and f.place}
    drawn = []
    for number in draws:
        draw = Assumed(number)
        drawn.append([draw.place(one, place) if number else 0.5
                      for place, one in assumed.items()])  # fmt: skip
    return Lucks(tuple(assumed), drawn)


def _beaten(
    scenario: Scenario, pairs: Sequence[PairFact]
) -> Iterator[tuple[str, str, Text]]:
    for pair in pairs:
        if pair.above and not any(parted(name)[0] for name in pair.names):
            under = next(name for name in pair.names if name != pair.above)
            yield under, pair.above, both(
                "'{above}' does better than '{under}' on something and worse on nothing.",
                above=policy_title(scenario, pair.above), under=policy_title(scenario, under),
            )  # fmt: skip


def _verdict(scenario: Scenario, wanted: Sequence[str], torn: Sequence[PairFact],
             beaten: Sequence[tuple[str, str, Text]]) -> Text:  # fmt: skip
    titles = listed([policy_title(scenario, name) for name in wanted])
    if len(wanted) < 2:
        return both("Whether there is a dilemma cannot be told: that takes two reasonable"
                    " policies (`yardstick: true`), and there is {which}.",
                    which=titles or both("none"))  # fmt: skip
    best = [name for name in wanted
            if {under for under, above, _ in beaten if above == name} >= set(wanted) - {name}]  # fmt: skip
    if best:
        return both("No dilemma: '{best}' does better than every other reasonable policy on"
                    " something and worse on nothing. Whoever finds it needs not choose.",
                    best=policy_title(scenario, best[0]))  # fmt: skip
    if not torn:
        return both("No dilemma could be shown: none of the reasonable policies ({titles})"
                    " each do better than the other on something.", titles=titles)  # fmt: skip
    return both("There is a dilemma between {titles}: each does better than the other on"
                " something.", titles=_between(torn))  # fmt: skip


def _between(torn: Sequence[PairFact]) -> Text:
    each = [both("'{first}' and '{second}'", first=one.titles[0], second=one.titles[1])
            for one in torn]  # fmt: skip
    return listed(each)
