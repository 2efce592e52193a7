"""Typed dependence: physical with a buffer, cyber without, a place, and shares."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from ground import Ground, made
from hypothesis import given, settings
from hypothesis import strategies as st

from ttx.models.infrastructure import Infrastructure
from ttx.moment import HOUR, MINUTE


def world(nodes: dict[str, Any], **more: Any) -> Ground:
    ground = Ground(**more)
    model = made(Infrastructure, nodes, ground)
    assert not ground.problems
    ground.start(model)
    return ground


def test_exact_two_sectors_end_where_the_inoperability_model_says() -> None:
    """Haimes et al. 2005: A = [[0, .3], [.6, 0]], c = (.4, 0)."""
    ground = world({
        "power": {"fails": "0s", "depends": {"gas.level": {"share": 0.3}}},
        "gas": {"depends": {"power": {"share": 0.6}}},
    })  # fmt: skip
    ground.pull("power.restore", 0.6)
    ground.advance(4 * HOUR)
    seen = [1 - ground.read("power.level"), 1 - ground.read("gas.level")]
    wanted = np.linalg.solve([[1, -0.3], [-0.6, 1]], [0.4, 0])
    assert seen == pytest.approx(list(wanted), abs=1e-7)
    assert seen == pytest.approx([0.487805, 0.292683], abs=1e-6)


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 6), st.integers(0, 10_000))
def test_exact_any_linear_system_ends_where_the_inoperability_model_says(
    size: int, seed: int
) -> None:
    """x = (I - A)^-1 c; a row that sums to less than one never reaches the floor."""
    rng = np.random.default_rng(seed)
    matrix = rng.uniform(0, 1, (size, size)) * (rng.uniform(0, 1, (size, size)) < 0.7)
    np.fill_diagonal(matrix, 0.0)
    matrix *= 0.6 / max(1.0, float(matrix.sum(axis=1).max()))
    start = rng.uniform(0, 0.3, size)
    nodes = {
        f"n{row}": {
            "fails": "0s",
            "depends": {
                f"n{other}" if other < row else f"n{other}.level": {
                    "share": float(matrix[row, other])
                }
                for other in range(size)
                if matrix[row, other] > 0
            },
        }
        for row in range(size)
    }
    ground = world(nodes)
    for row in range(size):
        ground.pull(f"n{row}.restore", 1 - float(start[row]))
    ground.advance(8 * HOUR)
    wanted = np.linalg.solve(np.eye(size) - matrix, start)
    seen = [1 - ground.read(f"n{row}.level") for row in range(size)]
    assert seen == pytest.approx(list(wanted), abs=1e-6)


GRID = {"service": "power", "fails": "1h"}


def test_a_buffer_stands_in_for_what_is_physical() -> None:
    ground = world({
        "grid": GRID,
        "centre": {"buffer": "4h", "depends": {"grid": {"kind": "physical"}}},
    })  # fmt: skip
    ground.advance(4 * HOUR)
    assert ground.read("centre.level") == 1
    ground.advance(5 * HOUR + 1)
    assert ground.read("centre.level") == 0


@pytest.mark.parametrize("kind", ["cyber", "geographic", "logical"])
def test_no_buffer_stands_in_for_anything_else(kind: str) -> None:
    ground = world({
        "core": {**GRID, "service": "core"},
        "mast": {"buffer": "4h", "depends": {"core": {"kind": kind}}},
    })  # fmt: skip
    ground.advance(HOUR + 1)
    assert ground.read("mast.level") == 0
    why = ground.gauges["mast.level"].why
    assert why is not None
    cause = why()
    assert cause is not None
    assert cause.text.nl == "mast: zonder core"


def test_cyber_attack_hits_all_that_depend_on_its_data_and_nothing_else() -> None:
    ground = world({
        "control": {"service": "data", "buffer": "0s"},
        "grid": {"service": "power", "depends": {"control": {"kind": "cyber", "share": 0.4}}},
        "water": {"service": "water", "depends": {"control": {"kind": "cyber"}}},
        "gas": {"service": "gas"},
    })  # fmt: skip
    ground.pull("control.cyber", 1.0)
    assert ground.read("grid.level") == pytest.approx(0.6)
    assert ground.read("water.level") == 0
    assert ground.read("gas.level") == 1
    ground.pull("control.cyber", 0.25)
    assert ground.read("grid.level") == pytest.approx(0.9)
    ground.pull("control.cyber", 0.0)
    assert ground.read("water.level") == 1


def test_records_held_to_ransom_slow_work_down_and_then_stop() -> None:
    ground = world({"records": {"service": "records", "slowed": 1.8}})
    assert ground.read("records.slowdown") == 1
    ground.pull("records.cyber", 0.5)
    assert ground.read("records.slowdown") == pytest.approx(1.4)
    ground.pull("records.cyber", 1.0)
    assert (ground.read("records.level"), ground.read("records.slowdown")) == (0, 1.8)
    assert ground.read("records.expected") == 240


def test_what_is_not_said_of_slow_records_lies_within_the_house_figure() -> None:
    for seed in range(5):
        ground = world({"records": {"service": "records"}}, seed=seed)
        ground.pull("records.cyber", 1.0)
        assert 1.3 <= ground.read("records.slowdown") <= 2


def test_a_hazard_hits_all_of_a_place_as_long_as_it_lasts() -> None:
    nodes = {
        "substation": {"service": "power", "place": "Polder"},
        "mast": {"service": "telecom", "place": "Polder"},
        "other": {"service": "telecom", "place": "Stad"},
    }
    ground = world(nodes)
    ground.pull("hazard.Polder", 0.75)
    assert [ground.read(f"{one}.level") for one in nodes] == [0.25, 0.25, 1]
    assert ground.read("place.Polder") == 0.25
    ground.pull("hazard.Polder", 0.0)
    assert [ground.read(f"{one}.level") for one in nodes] == [1, 1, 1]


def test_a_blow_breaks_what_stands_there_and_each_is_repaired_in_its_own_time() -> None:
    nodes = {
        "substation": {"service": "power", "place": "Polder", "restored": "10h"},
        "mast": {"service": "telecom", "place": "Polder", "restored": "3h"},
    }
    ground = world(nodes)
    ground.advance(HOUR)
    ground.pull("strike.Polder", 1.0)
    assert [ground.read(f"{one}.expected") for one in nodes] == [10, 3]
    ground.advance(5 * HOUR)
    assert [ground.read(f"{one}.level") for one in nodes] == [0, 1]


def test_a_blow_of_half_strength_hits_about_half() -> None:
    nodes = {f"n{k}": {"place": "x"} for k in range(200)}
    ground = world(nodes)
    ground.pull("strike.x", 0.5)
    assert 70 <= sum(ground.read(f"n{k}.level") == 0 for k in range(200)) <= 130


def test_homes_above_the_fifth_floor_lose_pressure_with_the_grid_at_once() -> None:
    ground = world({
        "grid": GRID,
        "water": {"service": "water", "needs": ["grid"]},
        "pressure": {"service": "pressure", "needs": ["water"], "people": 1000,
                     "depends": {"grid": {"share": 0.12}}},
    })  # fmt: skip
    ground.advance(2 * HOUR)
    assert ground.read("water.level") == 1
    assert ground.read("pressure.people_without") == 120
    assert ground.read("pressure.emergency_water") == 360


def test_production_stops_when_what_it_uses_up_is_gone() -> None:
    outside = {"chemicals.amount": 100.0, "chemicals.hours_left": 20.0}
    nodes = {"water": {"service": "water", "tank": "chemicals", "burns": "5 l/h"}}
    ground = world(nodes, outside=outside)
    assert (ground.read("water.burn"), ground.read("water.hours_left")) == (5, 20)
    ground.outside["chemicals.amount"] = 0.0
    ground.advance(10 * MINUTE)
    assert (ground.read("water.level"), ground.read("water.burn")) == (0, 0)
    why = ground.gauges["water.level"].why
    assert why is not None
    cause = why()
    assert cause is not None
    assert (cause.text.nl, cause.then) == (
        "water: voorraad op",
        "chemicals.amount",
    )


def test_pumping_station_spills_what_comes_in_once_its_buffer_is_full() -> None:
    ground = world({
        "grid": GRID,
        "pump": {"service": "sewage", "needs": ["grid"], "buffer": "8h", "inflow": "400 m3/h"},
    })  # fmt: skip
    ground.advance(9 * HOUR)
    assert ground.read("pump.spilled") == 0
    ground.advance(12 * HOUR)
    assert ground.read("pump.spilled") == pytest.approx(1200)


def test_what_needs_the_grid_alone_fails_at_once() -> None:
    services = ("heat", "boilers", "payments", "internet", "pressure", "fuel", "alert")
    nodes: dict[str, Any] = {"grid": GRID}
    nodes |= {one: {"service": one, "needs": ["grid"]} for one in services}
    ground = world(nodes)
    ground.advance(HOUR + 1)
    assert [ground.read(f"{one}.level") for one in services] == [0] * len(services)


def test_a_depot_delivers_while_it_has_power_and_roads() -> None:
    ground = world({
        "grid": GRID,
        "road": {"service": "road"},
        "depot": {"service": "fuel", "needs": ["grid", "road"]},
    })  # fmt: skip
    ground.pull("road.broken", 1)
    assert ground.read("depot.level") == 0
    ground.pull("road.broken", 0)
    assert ground.read("depot.level") == 1
    ground.advance(HOUR + 1)
    assert ground.read("depot.level") == 0
