"""What each decision moved: the same exercise again without it, later, earlier.

Many seeds, and the assumptions drawn within their doubt; whole exercises in worker
processes. It plays and counts; what that means is for the debrief to say.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import asdict, dataclass, replace
from functools import partial
from typing import Any

from ttx.actions import Decision, Values
from ttx.errors import PlayError, UsageError
from ttx.policy_player import decide, rules_of
from ttx.pool import Pool
from ttx.pool_apart import apart, can_copy
from ttx.scenario import Scenario
from ttx.scenario.ways import GREEDY
from ttx.variant import (
    ADDED,
    DECIDES,
    Again,
    Course,
    Input,
    Outcome,
    Variant,
    along,
    by_policy,
    changed,
    held_by,
    moved,
    without,
)
from ttx.variant_tried import Run, Tried, Try, outcome
from ttx.world_sweeping import without_sweeping

FEW = 4
"""Timings, and the variant by routine, take one run in so many: they stand beside the
answer, they are not the answer."""
LATE = 3_600_000
"""Exercise time (ms) by which a decision must lie after the yardstick's to be called
later than it: the grid on which policies look is an hour."""
ROUTINE = "routine"


@dataclass(frozen=True)
class Plan:
    """What is to be played: the course, what is tried on it, and the changed inputs.

    `often` are the keys of variants that are played in every run, the others in one of
    `FEW`.
    """

    course: Course
    tries: tuple[Try, ...]
    variants: tuple[Variant, ...]
    often: frozenset[str]
    routine: str


def plan(course: Course, chosen: Sequence[Try] | None = None) -> Plan:
    """The plan for all decisions that people took and the main ones that they did not,
    or for these tries only. UsageError where `greedy` held a table."""
    if any(one.hand.startswith(f"policy:{GREEDY}:") for one in course.inputs):
        raise UsageError("'greedy' took decisions in this exercise. It looks ahead, which"
                         " nobody at a table can; what it decided is held beside nothing."
                         " Play it by another policy first.")  # fmt: skip
    tries = tuple(chosen if chosen is not None else proposed(course))
    routine = ROUTINE if ROUTINE in course.scenario.policies else ""
    variants: list[Variant] = []
    often = []
    for one in tries:
        inputs = tried_inputs(course, one)
        variants.append(changed(course, one.key, inputs))
        if one.kind in ("without", "not-taken") or chosen is not None:
            often.append(one.key)
        if routine and one.kind in ("without", "not-taken"):
            variants += _by_routine(course, one, inputs, routine)
    return Plan(course, tries, tuple(variants), frozenset(often), routine)


def tried_inputs(course: Course, one: Try) -> list[Input]:
    """The inputs of the course with a try made."""
    if one.kind == "without":
        return without(course, one.entry)
    if one.kind == "not-taken":
        wished = Decision(option=one.option, values=one.values)
        return along(course, Input(ADDED, one.at, one.table, "person", wished))
    return moved(course, one.entry, one.at)


def _by_routine(course: Course, one: Try, inputs: list[Input], routine: str) -> list[Variant]:  # fmt: skip
    """The same pair, with and without, where from there on the others go by routine."""
    with_key, key = one.by_routine
    at = one.was if one.kind == "without" else one.at
    since = changed(course, key, inputs).since
    longer = since + 1
    whole = course.inputs if one.kind == "without" else inputs
    bare = inputs if one.kind == "without" else course.inputs
    return [
        changed(course, with_key,
                by_policy(course, whole, longer, at, one.table, routine)),
        changed(course, key, by_policy(course, bare, since, at, one.table, routine)),
    ]  # fmt: skip


# --- what to try --------------------------------------------------------------------


def peoples(course: Course) -> list[Input]:
    """The decisions that people took; all of them where people took none.

    What has no meaning in the model (free words on which nobody ruled) is among them.
    """
    made = [one for one in course.inputs if isinstance(one.action, DECIDES)]
    by_hand = [one for one in made if not one.hand.startswith("policy:")]
    return by_hand or made


def proposed(course: Course) -> list[Try]:
    """All that is worth trying, decision by decision, then what was not taken."""
    tries: list[Try] = []
    wished = list(yardstick(course))
    for one in peoples(course):
        option = str(getattr(one.action, "option", ""))
        about = Try(f"{one.seq}/without", "without", one.by, option, one.seq,
                    one.at, one.at)  # fmt: skip
        tries.append(about)
        tries += _timings(course, about, wished)
    taken = {(one.by, getattr(one.action, "option", "")) for one in peoples(course)}
    tries += [one for one in wished if (one.table, one.option) not in taken]
    return tries


def _timings(course: Course, about: Try, wished: Sequence[Try]) -> Iterator[Try]:
    """The same decision a move later, and at the yardstick's moment or a move earlier."""
    later = next((at for at in _moments(course) if at > about.was), None)
    if later is not None:
        yield replace(about, key=f"{about.entry}/later", kind="later", at=later)
    sooner = next((one for one in wished
                   if (one.table, one.option) == (about.table, about.option)
                   and one.at <= about.was - LATE), None)  # fmt: skip
    before = [at for at in _moments(course) if at <= about.was - LATE]
    if sooner is not None:
        yield replace(about, key=f"{about.entry}/earlier", kind="earlier", at=sooner.at,
                      policy=sooner.policy)  # fmt: skip
    elif before:
        yield replace(
            about, key=f"{about.entry}/earlier", kind="earlier", at=before[-1]
        )


def _moments(course: Course) -> list[int]:
    """The moments at which people could decide: the moves, or sixths of the exercise."""
    moves = [one.at for one in course.scenario.moves if 0 <= one.at < course.ends]
    return moves or [course.ends * part // 6 for part in range(6)]


def yardstick(course: Course) -> Iterator[Try]:
    """What the scenario's reasonable policies would have decided at each people's table,
    from what that table saw: the first moment of each option."""
    names = [n for n, one in course.scenario.policies.items() if one.yardstick]
    tables = list(dict.fromkeys(one.by for one in peoples(course)))
    for table in tables:
        found: dict[str, Try] = {}
        for name in names:
            again = _played(
                course, held_by(course, table, name), course.seed, course.draw
            )
            for at, by, option in again.taken:
                if by == table and (option not in found or at < found[option].at):
                    found[option] = Try(
                        f"{table}/{option}/not-taken", "not-taken", table, option, 0, at,
                        at, name, _values(course.scenario, table, name, option),
                    )  # fmt: skip
        yield from found.values()


def _values(scenario: Scenario, table: str, policy: str, option: str) -> Values:
    """The values with which a policy takes an option for a table."""
    found = scenario.table(table)
    for rule in rules_of(scenario, policy) if found else ():
        if found and rule.team in (found.team, found.id):
            made = decide(rule, found)
            if made.option == option:
                return made.values
    return ()


# --- playing ------------------------------------------------------------------------


def play(
    plan: Plan, runs: int, workers: int, have: Collection[int] = ()
) -> Iterator[Run]:
    """The runs that are not there yet, as they come. Run 0 has the exercise's own luck
    and assumptions; every other has its own."""
    todo = [number for number in range(runs) if number not in have]
    for _, run in Pool(one_run, plan, workers).each(todo):
        yield run


def gathered(plan: Plan, runs: Sequence[Run], wanted: int, digest: str) -> Tried:
    """All that was played, in the order of the runs."""
    ordered = tuple(sorted(runs, key=lambda one: one.number))
    return Tried(plan.tries, ordered, wanted, plan.routine, digest)


def luck_of(course: Course, number: int) -> tuple[int, int]:
    """(seed, draw of the assumptions) of a run."""
    return (course.seed + number, number) if number else (course.seed, course.draw)


def one_run(plan: Plan, number: int) -> Run:
    """The course under one luck, and each change on it; PlayError names the seed."""
    seed, draw = luck_of(plan.course, number)
    variants = [one for one in plan.variants
                if one.key in plan.often or number % FEW == 0]  # fmt: skip
    try:
        with without_sweeping():
            base, made = _branched(plan.course, variants, seed, draw)
    except Exception as wrong:
        raise PlayError("The run with seed {seed} and assumptions {draw} cannot be"
                        " played: {why}", seed=seed, draw=draw, why=repr(wrong)) from wrong  # fmt: skip
    return Run(number, seed, draw, base, made)


def _branched(course: Course, variants: Sequence[Variant], seed: int,
              draw: int) -> tuple[Outcome, dict[str, Outcome]]:  # fmt: skip
    """Play once; where a change begins, a copy of this process plays on with it.

    What comes before a change is thus played once and is exactly the same. Where a
    process cannot be copied each change is played from the start.
    """
    if not can_copy():
        each = {one.key: _played(course, [*course.inputs[: one.since], *one.rest],
                                 seed, draw) for one in variants}  # fmt: skip
        return _played(course, course.inputs, seed, draw), each
    waiting = sorted(variants, key=lambda one: one.since)
    made: dict[str, Outcome] = {}
    again = Again(course, seed, draw)
    for place, one in enumerate([*course.inputs, None]):
        while waiting and waiting[0].since == place:
            branch = waiting.pop(0)
            told = apart(partial(_played_on, again, branch.rest))
            made[branch.key] = outcome(told)
        if one is not None:
            again.take(one)
    return again.finish(), made


def _played(course: Course, inputs: Sequence[Input], seed: int, draw: int) -> Outcome:
    again = Again(course, seed, draw)
    for one in inputs:
        again.take(one)
    return again.finish()


def _played_on(again: Again, rest: Sequence[Input]) -> dict[str, Any]:
    for one in rest:
        again.take(one)
    return asdict(again.finish())
