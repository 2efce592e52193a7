"""The small world of the model's page, built and played with its stocks."""

from __future__ import annotations

import re
from pathlib import Path
from time import process_time

import pytest

from ttx import library
from ttx.moment import HOUR, MINUTE
from ttx.scenario import Scenario
from ttx.world import World

PAGE = Path(__file__).parent.parent / "docs" / "models" / "infrastructure.md"
FRAME = """\
format: 1
id: page
title: {nl: Kleine wereld, en: Small world}
startex: 2027-01-18 06:40 Europe/Amsterdam
endex: T+72
teams:
  grid: {title: {nl: Netbeheer, en: Grid operator}}
links:
  - {gauge: depot.level, lever: diesel.hospital.supply}
"""


@pytest.fixture(scope="module")
def page(tmp_path_factory: pytest.TempPathFactory) -> Scenario:
    text = PAGE.read_text(encoding="utf-8")
    found = re.search(r"## A small world\n+```yaml\n(.*?)```", text, re.S)
    assert found
    file = tmp_path_factory.mktemp("page") / "page.yaml"
    file.write_text(FRAME + found[1], encoding="utf-8")
    return library.load(file).scenario


def test_no_line_of_a_drawing_is_too_wide_to_print() -> None:
    drawn = PAGE.read_text(encoding="utf-8").split("```text")[1].split("```")[0]
    assert max(len(line) for line in drawn.splitlines()) <= 90


def test_every_gauge_of_the_world_tells_why_in_six_links(page: Scenario) -> None:
    world = World(page, 3)
    for hour in range(0, 73, 6):
        world.advance(hour * HOUR)
        for name, gauge in world.gauges.items():
            if not name.startswith(("diesel", "chemicals")):
                assert gauge.why is not None and gauge.why() is not None, name
                assert 1 <= len(world.why(name)) <= 6, name


def test_one_outage_reaches_everything_in_its_own_time(page: Scenario) -> None:
    world = World(page, 3)
    down: dict[str, int] = {}
    watched = [name for name in world.gauges if name.endswith(".level")]
    for at in range(0, 40 * HOUR, 30 * MINUTE):
        world.advance(at)
        for name in watched:
            if world.read(name) < 0.5:
                down.setdefault(name.removesuffix(".level"), at)
    at_once = ("internet", "payments", "boilers", "heat", "feed", "stations")
    assert all(down[one] <= 2 * HOUR for one in at_once)
    assert HOUR < down["masts"] < 4 * HOUR and down["alert"] == down["masts"]
    assert 3 * HOUR <= down["c2000"] <= 9 * HOUR
    assert 3 * HOUR <= down["sewage"] <= 25 * HOUR
    assert not {"water", "records", "broadcaster", "depot", "south"} & set(down)


def test_a_depot_without_a_road_delivers_nothing(page: Scenario) -> None:
    world = World(page, 3)
    world.advance(2 * HOUR)
    world.pull("strike.Noord", "set", 1)
    world.pull("diesel.hospital.order", "set", 1000)
    world.advance(48 * HOUR)
    assert world.read("depot.level") == 0
    assert world.read("diesel.hospital.came") == 0
    world.pull("road.broken", "set", 1)
    world.pull("road.broken", "set", 0)
    world.advance(72 * HOUR)
    assert world.read("diesel.hospital.came") == 1000


def test_seventy_two_hours_cost_tens_of_milliseconds(page: Scenario) -> None:
    costs = []
    for seed in range(3):
        world = World(page, seed)
        world.pull("plan.groups_off", "set", 1)
        began = process_time()
        world.advance(72 * HOUR)
        costs.append(process_time() - began)
    assert min(costs) < 0.2
