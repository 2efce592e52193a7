"""What the product costs, as multiples of a bare heapq loop: `make bench`.

Each figure is run beside that loop, turn by turn in one process, and the median of the
pairs is printed: machines differ and drift, ratios hardly do. `ok` and `short` say
whether a target is reached; nothing fails.
"""

from __future__ import annotations

import gc
import math
import resource
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from pathlib import Path
from statistics import median

import bare
import tutorial
from national import national

from ttx import library
from ttx.exercise import Exercise
from ttx.influence import one_run, plan, proposed
from ttx.journal import Journal
from ttx.moment import HOUR
from ttx.picture import Sight, see
from ttx.policy import play_through
from ttx.rehearsal import plays
from ttx.scenario import Scenario
from ttx.variant import course
from ttx.world import World
from ttx.world_sweeping import without_sweeping

HERE = Path(__file__).parent
SMALL, LARGE = 10_000, 100_000


def line(name: str, value: float, unit: str, target: float, more: bool = False) -> None:
    """One figure: `bench NAME VALUE UNIT target T ok|short` (`more`: higher is better)."""
    good = value >= target if more else value <= target
    mark = "ok" if good else "short"
    print(f"bench {name} {value:.3g} {unit} target {target:g} {mark}", flush=True)


def cost(act: Callable[[], object]) -> float:
    """Seconds of processor time of one call, its rubbish cleared before."""
    gc.collect()
    begun = _worked()
    act()
    return _worked() - begun


def _worked() -> float:
    """Seconds of processor time of this process and of those that it has waited for."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.process_time() + before.ru_utime + before.ru_stime


def pairs(
    act: Callable[[int], object], beside: Callable[[int], object], many: int
) -> tuple[float, float]:
    """Medians of the ratio and of the second call, over turns that change the order."""
    act(0), beside(0)
    ratios, seconds = [], []
    for turn in range(many):
        if turn % 2:
            own, other = cost(lambda: act(turn)), cost(lambda: beside(turn))  # noqa: B023
        else:
            other, own = cost(lambda: beside(turn)), cost(lambda: act(turn))  # noqa: B023
        ratios.append(own / other)
        seconds.append(other)
    return median(ratios), median(seconds)


def mascal(many: int) -> Scenario:
    """MASCAL-20 at this size."""
    scenario = library.load(str(HERE / "mascal.yaml")).scenario
    world = {"network": {**scenario.world["network"], "scale": many / SMALL}}
    return scenario.model_copy(update={"world": world})


def played(scenario: Scenario, seed: int) -> World:
    """One world without people, to its end."""
    world = World(scenario, seed)
    world.advance(scenario.endex)
    return world


def flows() -> None:
    """MASCAL-20 against the bare loop and against tutorial SimPy, at two sizes."""
    exponents = []
    for many, turns in ((SMALL, 15), (LARGE, 5)):
        scenario = mascal(many)
        ratio, seconds = pairs(
            lambda seed, one=scenario: played(one, seed),  # type: ignore[misc]
            lambda seed, n=many: bare.run(n, seed),  # type: ignore[misc]
            turns,
        )
        line(f"mascal-{many}", ratio, "heapq", 1.7)
        exponents.append((ratio * seconds, seconds))
        if many == SMALL:
            print(f"bench heapq-unit {seconds:.3g} s target 0 short".replace(
                " target 0 short", ""), flush=True)  # fmt: skip
    own, other = (
        math.log10(after / before) for before, after in zip(*exponents, strict=True)
    )
    line("mascal-growth", own - other, "exponent", 0.1)
    for many, turns in ((SMALL, 9), (LARGE, 1)):
        scenario = mascal(many)
        ratio, _ = pairs(
            lambda seed, n=many: tutorial.run(n, seed),  # type: ignore[misc]
            lambda seed, one=scenario: played(one, seed),  # type: ignore[misc]
            turns,
        )
        line(f"mascal-{many}-faster-than-tutorial", ratio, "times", 6.5, more=True)


def memory(what: str) -> float:
    """MB that a fresh process takes for this; see `grown`."""
    done = subprocess.run(
        [sys.executable, __file__, what], capture_output=True, text=True, check=True
    )
    return float(done.stdout)


def _peak() -> float:
    """The most memory this process ever had, in MB (of itself, not of its parent)."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        return int(next(x for x in lines if x.startswith("VmHWM")).split()[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def grown(what: str) -> None:
    """In the process of `memory`: do it, and print by how much it grew over its imports
    (the country: all that the process ever had)."""
    import numpy.random  # noqa: F401

    scenario = mascal(LARGE) if what == "mascal" else national()
    before = _peak() if what == "mascal" else 0.0
    if what == "mascal":
        played(scenario, 1)
    else:
        watched(scenario, 1)
    print(_peak() - before)


class Reader:
    """Every table's whole picture four times a day, and how long all reading took.

    Readings, reports, triggers and pictures hang on the looks of the exercise-time
    grid; those of the world itself (models, links) are not counted.
    """

    EVERY = 6 * HOUR

    def __init__(self, exercise: Exercise) -> None:
        self.exercise, self.sight, self.seconds = exercise, Sight(exercise), 0.0
        self.cards: list[object] = []
        own = ("Msel", "Exercise")
        looks = exercise.world._lookers
        for number, look in enumerate(looks):
            if type(getattr(look, "__self__", None)).__name__ in own:
                looks[number] = partial(self._timed, look)
        exercise.world.each_look(partial(self._timed, self._see))

    def _timed(self, act: Callable[[], object]) -> None:
        begun = time.process_time()
        act()
        self.seconds += time.process_time() - begun

    def _see(self) -> None:
        if self.exercise.now % self.EVERY == 0:
            self.cards = [
                see(self.sight, one.id) for one in self.exercise.scenario.tables
            ]


def watched(scenario: Scenario, seed: int) -> Reader:
    """A whole exercise by policy, with every table's picture made as it goes."""
    with without_sweeping():
        exercise = Exercise(scenario, seed, Journal())
        reader = Reader(exercise)
        play_through(exercise, {table.id: "routine" for table in scenario.tables})
    return reader


def exercises() -> None:
    """Whole exercises without people, in a process that has loaded them once."""
    outage = library.load("power-outage").scenario
    ratio, _ = pairs(
        lambda seed: plays.played(outage, "routine", seed, Exercise.outcomes),
        lambda seed: bare.run(SMALL, seed),
        31,
    )
    line("power-outage-72h", ratio, "heapq", 1.5)
    country = national()
    shares = []

    def run(seed: int) -> None:
        begun = time.process_time()
        reader = watched(country, seed)
        shares.append(reader.seconds / (time.process_time() - begun))

    ratio, _ = pairs(run, lambda seed: bare.run(SMALL, seed), 3)
    line("article5-national-30d", ratio, "heapq", 125)
    line("article5-national-reading", median(shares) * 100, "%", 20)
    line("article5-national-memory", memory("national"), "MB", 400)


DECISIONS = 20


def counterfactuals() -> None:
    """One of twenty decisions left out of the long power outage, under one seed: its share
    of a run in which what they have in common is played once."""
    outage = library.load("power-outage").scenario
    exercise = Exercise(outage, 7, Journal())
    play_through(exercise, {table.id: "concentrate" for table in outage.tables})
    whole = course(list(exercise.journal))
    tries = [one for one in proposed(whole) if one.kind == "without"][:DECISIONS]
    made = plan(whole, tries)
    bare_plan = replace(
        made, variants=tuple(v for v in made.variants if v.key in made.often)
    )
    ratio, seconds = pairs(
        lambda seed: one_run(bare_plan, seed), lambda seed: bare.run(SMALL, seed), 5
    )
    each = ratio / DECISIONS
    line("power-outage-decision-changed", each, "heapq", 3.0)
    print(f"bench power-outage-20-decisions-100-seeds {each * seconds * 1000:.3g} s"
          " on two cores, reckoned", flush=True)  # fmt: skip


def main() -> None:
    """Print every figure."""
    if len(sys.argv) > 1:
        grown(sys.argv[1])
        return
    flows()
    line("mascal-100000-memory", memory("mascal"), "MB", 35)
    exercises()
    counterfactuals()


if __name__ == "__main__":
    main()
