"""An urgent care centre as published: treat-sim's base case, from its description alone.

The way in which the original thins its arrivals is kept here, in the test: the rate is
looked up once, at the arrival before, and stays the same until a candidate is accepted.
"""

from __future__ import annotations

import json
from pathlib import Path
from statistics import fmean, stdev

import numpy as np
import pytest

from ttx import library
from ttx.scenario import Scenario
from ttx.world import World

HERE = Path(__file__).parent
KNOWN = json.loads((HERE / "networks" / "treat-sim.json").read_text())
DAY, PERIOD = 1140.0, 60.0
ROWS = {
    "triage_wait": "triage.wait",
    "reg_wait": "registration.wait",
    "exam_wait": "examination.wait",
    "nontrauma_treat_wait": "cubicle-1.wait",
    "nontrauma_total": "class.other.time",
    "trauma_wait": "stabilise.wait",
    "trauma_treat_wait": "cubicle-2.wait",
    "trauma_total": "class.trauma.time",
    "throughput": "left",
}
USED = {
    "triage": ("triage", 1),
    "reg": ("registration", 1),
    "exam": ("examination", 3),
    "cubicle1": ("cubicle-1", 1),
    "trauma": ("stabilise", 2),
    "cubicle2": ("cubicle-2", 1),
}


def moments(rates: list[float], seed: int) -> list[float]:
    """Arrivals in minutes, thinned as the original thins them."""
    luck = np.random.default_rng(seed)
    most, now, found = max(rates), 0.0, []
    while now < DAY:
        rate = rates[int(now // PERIOD) % len(rates)]
        now += luck.exponential(PERIOD / most)
        while luck.random() >= rate / most:
            now += luck.exponential(PERIOD / most)
        if now < DAY:
            found.append(now)
    return found


def day(seed: int) -> dict[str, float]:
    """One day of the centre: every published figure, in minutes or as a share."""
    scenario = library.load(str(HERE / "networks" / "treat-sim.yaml")).scenario
    network = dict(scenario.world["network"])
    door = network["sources"]["door"]
    times = [f"{round(at * 60_000)}ms" for at in moments(door["rates"], seed)]
    listed = {**{k: v for k, v in door.items() if k != "rates"}, "at": times}
    network["sources"] = {"door": listed}
    world = played(scenario.model_copy(update={"world": {"network": network}}), seed)
    found = {
        name: world.read(f"network.{gauge}") * (1 if name == "throughput" else 60)
        for name, gauge in ROWS.items()
    }
    for name, (station, units) in USED.items():
        found[name] = world.read(f"network.{station}.given") * 60 / (DAY * units)
    return found


def played(scenario: Scenario, seed: int) -> World:
    world = World(scenario, seed)
    world.advance(scenario.endex)
    return world


@pytest.fixture(scope="module")
def days() -> list[dict[str, float]]:
    return [day(seed) for seed in range(KNOWN["days"])]


def outside(
    days: list[dict[str, float]], wanted: dict[str, float], share: float
) -> list[str]:
    """Rows further off than three standard errors together, or than this share."""
    wrong = []
    for name, expected in wanted.items():
        values = [one[name] for one in days]
        mean, own = fmean(values), stdev(values) / len(values) ** 0.5
        error = KNOWN["standard_error"].get(name)
        room = 3 * (error**2 + own**2) ** 0.5 if error else share * expected
        if abs(mean - expected) > room:
            wrong.append(f"{name}: {mean:.4g} for {expected:.4g}, room {room:.3g}")
    return wrong


@pytest.mark.slow
def test_published_treat_sim_base_case_on_every_row(
    days: list[dict[str, float]],
) -> None:
    assert not outside(days, {**KNOWN["base"], **KNOWN["use"]}, 0.05)


@pytest.mark.slow
def test_published_treat_sim_long_run_means_within_five_percent(
    days: list[dict[str, float]],
) -> None:
    """The one row without a standard error, the wait for cubicle 2, is 14.3 minutes in
    the 50 published runs and 17.9 in 900 others of the same program: the sample is off,
    not the centre. So every row is held against the long run as well.
    """
    assert not [
        name
        for name, wanted in KNOWN["long_run"].items()
        if abs(fmean(one[name] for one in days) - wanted) > 0.05 * wanted
    ]
