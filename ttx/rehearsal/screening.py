"""Which assumptions move the outcomes most: Morris's elementary effects, through SALib.

Along a trajectory one assumption at a time goes from one place in its range of doubt to
another, all else the same: policy, luck, and the assumptions beside it. mu* is how much an
outcome moves by that in the mean, whichever way (Morris 1991; Campolongo, Cariboni and
Saltelli 2007). Where there are more assumptions than the plays allow, groups of them are
moved together first, and then each member of the strongest groups.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from ttx.errors import AbsentExtra
from ttx.rehearsal.design import LEVELS, Assumption, assumed, row_of
from ttx.rehearsal.outcomes import headlines
from ttx.rehearsal.plan import Plan
from ttx.rehearsal.runs import Play, Run

PLAYS = 600
"""Plays of a screening where nobody asks for another number."""
FEWEST, MOST = 4, 10
"""Trajectories: Morris's own practice is 4 to 10."""
LEAST = 60
"""Plays below which nothing can be screened: four trajectories over some ten groups."""


@dataclass(frozen=True)
class Design:
    """What is played: the factors, each with the assumptions (by number) that move
    together in it, and how many trajectories go through them. step: 1 or 2."""

    step: int
    factors: tuple[tuple[int, ...], ...]
    trajectories: int

    @property
    def members(self) -> tuple[int, ...]:
        """The assumptions of all factors, by number."""
        return tuple(n for factor in self.factors for n in factor)

    @property
    def cost(self) -> int:
        """How many plays it takes."""
        return self.trajectories * (len(self.factors) + 1)


@dataclass(frozen=True)
class Effects:
    """What one factor does, by outcome in the order of `Screened.outcomes`.

    star: mu*, the mean size of its elementary effects over the whole range of doubt;
    mean: with their sign; spread: their standard deviation (NaN for a group). strength:
    mu* beside the outcome's own spread.
    """

    members: tuple[int, ...]
    star: tuple[float, ...]
    mean: tuple[float, ...]
    spread: tuple[float, ...]
    strength: tuple[float, ...]

    @property
    def most(self) -> float:
        """The largest strength over the outcomes: by this it is ranked."""
        return max(self.strength, default=0.0)


@dataclass(frozen=True)
class Screened:
    """A screening that is complete. effects: of single assumptions, strongest first;
    groups: of the first step, where there was one. lost: trajectories with a play that
    could not be played. left: assumptions of groups that move an outcome, for which there
    were no plays left."""

    assumptions: tuple[Assumption, ...]
    outcomes: tuple[str, ...]
    designs: tuple[Design, ...]
    groups: tuple[Effects, ...]
    effects: tuple[Effects, ...]
    lost: int
    left: int


# --- what to play -------------------------------------------------------------------


def cost(plan: Plan) -> int:
    """How many plays a screening takes at most, told before it begins."""
    many, plays = len(assumed(plan.scenario)), max(LEAST, plan.screening)
    return first(many, plan).cost if _at_once(many, plays) else plays


def wanted(plan: Plan, runs: Sequence[Run]) -> tuple[Play, ...]:
    """The plays that are still to be made beside these runs; none: all is there.

    Ask again when they are: the second step follows from the first. AbsentExtra where
    SALib is not installed.
    """
    have = {run.play: run for run in runs}
    for design in designs(plan, have):
        todo = [play for play in rows(plan, design) if play not in have]
        if todo:
            return tuple(todo)
    return ()


def designs(plan: Plan, have: dict[Play, Run]) -> list[Design]:
    """The first step, and the second once the first was played."""
    many = len(assumed(plan.scenario))
    if not many or not _policies(plan):
        return []
    begun = first(many, plan)
    if all(len(one) == 1 for one in begun.factors):
        return [begun]
    if any(play not in have for play in rows(plan, begun)):
        return [begun]
    found, _ = _effects(plan, begun, have, None)
    moving = [one.members for one in found if one.most > 0]
    return [begun, second(begun, moving, plan)] if moving else [begun]


def first(many: int, plan: Plan) -> Design:
    """Every assumption by itself where the plays allow it, or groups by their place.

    The members of a group move at the same step, each its own way (SALib's groups).
    """
    plays = max(LEAST, plan.screening)
    if _at_once(many, plays):
        each = tuple((n,) for n in range(many))
        return Design(1, each, min(MOST, plays // (many + 1)))
    through = _trajectories(plays)
    room = plays // (2 * through) - 1
    places = [one.place for one in assumed(plan.scenario)]
    return Design(1, grouped(places, room), through)


def second(begun: Design, strongest: Sequence[tuple[int, ...]], plan: Plan) -> Design:
    """The members of the strongest groups, as many as the plays that are left allow."""
    left = max(LEAST, plan.screening) - begun.cost
    room = left // begun.trajectories - 1
    members: list[int] = []
    for group in strongest:
        members += group[: max(0, room - len(members))]
    through = min(MOST, left // (len(members) + 1))
    return Design(2, tuple((n,) for n in sorted(members)), through)


def _at_once(many: int, plays: int) -> bool:
    return FEWEST * (many + 1) <= plays


def _trajectories(plays: int) -> int:
    return min(MOST, max(FEWEST, plays // 200))


def grouped(places: Sequence[str], room: int) -> tuple[tuple[int, ...], ...]:
    """At most `room` groups of neighbours: the tree of places, its largest branch parted
    again and again. Every group keeps the order of the places."""
    groups = [list(range(len(places)))]
    depth = [0]
    while True:
        order = sorted(range(len(groups)), key=lambda n: (-len(groups[n]), n))
        for number in order:
            parts = _parted(places, groups[number], depth[number])
            if len(parts) > 1 and len(groups) + len(parts) - 1 <= room:
                groups[number : number + 1] = parts
                depth[number : number + 1] = [depth[number] + 1] * len(parts)
                break
            if len(parts) == 1 and len(groups[number]) > 1 and depth[number] < DEEPEST:
                depth[number] += 1
                break
        else:
            return tuple(tuple(one) for one in groups)


DEEPEST = 12
"""No place of a figure has more steps than this."""


def _parted(places: Sequence[str], group: Sequence[int], depth: int) -> list[list[int]]:
    parts: dict[str, list[int]] = {}
    for number in group:
        steps = places[number].split(".")
        parts.setdefault(".".join(steps[depth : depth + 1]), []).append(number)
    return list(parts.values())


def rows(plan: Plan, design: Design) -> list[Play]:
    """All plays of a design, trajectory by trajectory: each has its own seed, and the
    policies take turns."""
    many, policies = len(assumed(plan.scenario)), _policies(plan)
    made = []
    for number, values in enumerate(_sample(plan, design)):
        through = number // (len(design.factors) + 1)
        moved = dict(zip(design.members, values, strict=True))
        made.append(Play(policies[through % len(policies)], through, plan.seed + through,
                         levels=row_of(moved, many)))  # fmt: skip
    return made


def _policies(plan: Plan) -> list[str]:
    """Those that the scenario has itself; one that looks ahead would take too long."""
    return [name for name in plan.policies if name in plan.scenario.policies]


def _sample(plan: Plan, design: Design) -> np.ndarray:
    """The rows of a design: a place (0 to 1) for each of its members."""
    sampler, _ = _salib()
    made: np.ndarray = sampler.sample(_problem(design), design.trajectories,
                                      num_levels=LEVELS, seed=plan.seed + design.step)  # fmt: skip
    return made


def _problem(design: Design) -> dict[str, Any]:
    members = design.members
    made = {"num_vars": len(members), "names": [str(n) for n in members],
            "bounds": [[0.0, 1.0]] * len(members)}  # fmt: skip
    if len(members) > len(design.factors):
        made["groups"] = [str(factor[0]) for factor in design.factors for _ in factor]
    return made


def _salib() -> tuple[Any, Any]:
    try:
        from SALib.analyze import morris as analyzer
        from SALib.sample import morris as sampler
    except ImportError as wrong:
        raise AbsentExtra("Which assumptions matter most needs an extra part:"
                          " pip install 'ttx[screening]'") from wrong  # fmt: skip
    return sampler, analyzer


# --- what came of it ----------------------------------------------------------------


def screened(plan: Plan, runs: Iterable[Run]) -> Screened | None:
    """What the plays of a screening say; None where they are not all there.

    AbsentExtra where SALib is not installed.
    """
    have = {run.play: run for run in runs}
    made = designs(plan, have)
    if not made or any(play not in have for play in rows(plan, made[-1])):
        return None
    found, lost = _effects(plan, made[0], have, None)
    groups: tuple[Effects, ...] = ()
    left = 0
    if len(made) == 2:
        spread = _spread(plan, made[0], have)
        groups = found
        left = sum(len(one.members) for one in groups if one.most > 0)
        left -= len(made[1].factors)
        found, more = _effects(plan, made[1], have, spread)
        lost += more
    return Screened(assumed(plan.scenario), tuple(headlines(plan.scenario)), tuple(made),
                    groups, found, lost, left)  # fmt: skip


def _effects(plan: Plan, design: Design, have: dict[Play, Run],
             spread: np.ndarray | None) -> tuple[tuple[Effects, ...], int]:  # fmt: skip
    """The effects of each factor, strongest first; and how many trajectories were lost."""
    _, analyzer = _salib()
    rows_, values, lost = _whole(plan, design, have)
    if spread is None:
        spread = _spread(plan, design, have)
    if not len(values):
        return (), lost
    found = [analyzer.analyze(_problem(design), rows_, column, num_levels=LEVELS, seed=1,
                              num_resamples=2) for column in values.T]  # fmt: skip
    made = []
    at = {str(name): n for n, name in enumerate(found[0]["names"])}
    for members in design.factors:
        n = at[str(members[0])]
        star = tuple(float(one["mu_star"][n]) for one in found)
        made.append(Effects(
            members, star, tuple(float(one["mu"][n]) for one in found),
            tuple(float(one["sigma"][n]) for one in found),
            tuple(s / w if w > 0 else 0.0 for s, w in zip(star, spread, strict=True)),
        ))  # fmt: skip
    return tuple(sorted(made, key=lambda one: (-one.most, one.members))), lost


def _whole(plan: Plan, design: Design,
           have: dict[Play, Run]) -> tuple[np.ndarray, np.ndarray, int]:  # fmt: skip
    """The trajectories of which every play could be played: places, outcomes, and how
    many were lost. An outcome that is no number counts as nought."""
    sample, runs = _sample(plan, design), [have[one] for one in rows(plan, design)]
    size, names = len(design.factors) + 1, headlines(plan.scenario)
    kept = [start for start in range(0, len(runs), size)
            if not any(run.why for run in runs[start : start + size])]  # fmt: skip
    chosen = [n for start in kept for n in range(start, start + size)]
    values = np.array([[runs[n].figures[name] for name in names] for n in chosen])
    return (sample[chosen], np.nan_to_num(values.reshape(len(chosen), len(names))),
            design.trajectories - len(kept))  # fmt: skip


def _spread(plan: Plan, design: Design, have: dict[Play, Run]) -> np.ndarray:
    """Each outcome's own spread: its standard deviation over all plays of a step."""
    _, values, _ = _whole(plan, design, have)
    if not len(values):
        return np.zeros(len(headlines(plan.scenario)))
    found: np.ndarray = values.std(axis=0)
    return found
