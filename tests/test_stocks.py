"""Stocks: exact run-out, orders, deliveries, and that nothing appears or is lost."""

from __future__ import annotations

from typing import Any

import pytest
from ground import Ground, made
from hypothesis import given, settings
from hypothesis import strategies as st

from ttx.models.infrastructure import Infrastructure
from ttx.models.stocks import Stocks
from ttx.moment import HOUR, MINUTE


def world(stocks: dict[str, Any], **more: Any) -> Ground:
    ground = Ground(**more)
    model = made(Stocks, stocks, ground)
    assert not ground.problems
    ground.start(model)
    return ground


def conserved(ground: Ground, stock: str, holds: float) -> None:
    read = {
        what: ground.read(f"{stock}.{what}")
        for what in ("amount", "used", "came", "taken")
    }
    there = read["amount"] + read["used"] + read["taken"]
    assert holds + read["came"] == pytest.approx(there, abs=1e-6)


def test_runs_out_at_exactly_the_right_moment() -> None:
    ground = world({"blood": {"holds": 100, "use": 30}})
    ground.advance(2 * HOUR)
    assert ground.read("blood.amount") == pytest.approx(40)
    assert ground.read("blood.hours_left") == pytest.approx(4 / 3)
    ground.advance(10 * HOUR)
    assert ground.log == [(3 * HOUR + 20 * MINUTE, "stock-empty", {"stock": "blood"})]
    assert ground.read("blood.empty_hours") == pytest.approx(20 / 3)
    assert (ground.read("blood.amount"), ground.read("blood.used")) == (0, 100)


def test_a_stock_without_use_is_not_threatened() -> None:
    ground = world({"masks": {"holds": 100}})
    assert ground.read("masks.hours_left") == 240


def test_take_never_goes_below_zero() -> None:
    ground = world({"diesel": {"holds": 100}})
    ground.pull("diesel.take", 70)
    ground.pull("diesel.take", 70)
    assert (ground.read("diesel.amount"), ground.read("diesel.taken")) == (0, 100)
    conserved(ground, "diesel", 100)


def test_delivery_ends_the_emptiness() -> None:
    ground = world({"blood": {"holds": 10, "use": 10}})
    ground.advance(3 * HOUR)
    ground.pull("blood.deliver", 20)
    assert ground.read("blood.empty_hours") == pytest.approx(2)
    ground.advance(4 * HOUR)
    assert ground.read("blood.amount") == pytest.approx(10)
    assert ground.read("blood.empty_hours") == pytest.approx(2)
    conserved(ground, "blood", 10)


def test_use_goes_by_its_factor() -> None:
    ground = world({"blood": {"holds": 100, "use": 10}})
    ground.pull("blood.use", 0.5)
    ground.advance(2 * HOUR)
    assert ground.read("blood.amount") == pytest.approx(90)


def test_an_order_arrives_after_its_lead() -> None:
    ground = world({"diesel": {"holds": 10, "lead": "4h"}})
    ground.pull("diesel.order", 50)
    assert ground.read("diesel.due") == 50
    ground.advance(4 * HOUR)
    assert ground.read("diesel.amount") == 10
    ground.advance(4 * HOUR + 1)
    assert (ground.read("diesel.amount"), ground.read("diesel.due")) == (60, 0)


def test_an_order_is_loaded_from_its_supplier_and_waits_for_the_rest() -> None:
    ground = world({
        "trader": {"holds": 30},
        "diesel": {"holds": 0, "lead": "4h", "supplier": "trader"},
    })  # fmt: skip
    ground.pull("diesel.order", 50)
    assert (ground.read("trader.amount"), ground.read("diesel.due")) == (0, 50)
    ground.advance(5 * HOUR)
    assert (ground.read("diesel.amount"), ground.read("diesel.due")) == (30, 20)
    ground.pull("trader.deliver", 100)
    ground.advance(10 * HOUR)
    assert (ground.read("diesel.amount"), ground.read("diesel.due")) == (50, 0)
    assert ground.read("trader.amount") == 80


def test_what_does_not_fit_goes_back() -> None:
    ground = world({
        "trader": {"holds": 100},
        "diesel": {"holds": 40, "capacity": 50, "lead": "1h", "supplier": "trader"},
    })  # fmt: skip
    ground.pull("diesel.order", 30)
    ground.advance(2 * HOUR)
    assert (ground.read("diesel.amount"), ground.read("trader.amount")) == (50, 90)
    assert "stock-full" in [what for _, what, _ in ground.log]


def test_what_supply_holds_back_follows_later() -> None:
    ground = world({"diesel": {"holds": 0, "lead": "2h"}})
    ground.pull("diesel.supply", 0.5)
    ground.pull("diesel.order", 40)
    ground.advance(3 * HOUR)
    assert (ground.read("diesel.amount"), ground.read("diesel.due")) == (20, 20)
    ground.pull("diesel.supply", 1)
    ground.advance(5 * HOUR)
    assert (ground.read("diesel.amount"), ground.read("diesel.due")) == (40, 0)


def test_reorder_happens_at_the_crossing() -> None:
    rule = {
        "holds": 100,
        "use": 10,
        "reorder_below": 40,
        "order_up_to": 100,
        "lead": "2h",
    }
    ground = world({"blood": rule})
    ground.advance(6 * HOUR)
    assert ground.read("blood.due") == 0
    ground.advance(6 * HOUR + 1)
    assert ground.read("blood.due") == pytest.approx(60)
    ground.advance(200 * HOUR)
    assert ground.read("blood.empty_hours") == 0
    conserved(ground, "blood", 100)


def test_wrong_rules_are_problems() -> None:
    ground = Ground()
    made(Stocks, {
        "a": {"holds": 1, "supplier": "b"}, "b": {"holds": 1, "supplier": "a"},
        "c": {"holds": 1, "supplier": "nobody"}, "d": {"holds": 1, "reorder_below": 1},
    }, ground)  # fmt: skip
    codes = sorted(problem.code for problem in ground.problems)
    assert codes == ["circle", "half-rule", "unknown-stock"]


def burning(tank: float = 1000.0) -> tuple[Ground, float]:
    ground = Ground()
    nodes = {
        "grid": {"service": "power", "fails": "1h"},
        "set": {
            "service": "generator", "standby_for": "grid", "starts": {"chance": 1.0},
            "burns": "100 l/h", "tank": "diesel",
        },
        "ward": {"any_of": ["grid", "set"]},
    }  # fmt: skip
    first = made(Infrastructure, nodes, ground)
    second = made(Stocks, {"diesel": {"holds": tank, "burned_by": ["set"]}}, ground)
    ground.start(first, second)
    return ground, tank


def test_a_generator_burns_its_tank_and_stops_when_it_is_empty() -> None:
    ground, tank = burning()
    ground.advance(6 * HOUR)
    assert ground.read("diesel.amount") == pytest.approx(500, abs=10)
    assert ground.read("set.hours_left") == pytest.approx(5, abs=0.2)
    ground.advance(12 * HOUR)
    assert (ground.read("diesel.amount"), ground.read("ward.level")) == (0, 0)
    conserved(ground, "diesel", tank)
    empty = next(at for at, what, _ in ground.log if what == "stock-empty")
    stopped = next(at for at, what, _ in ground.log if what == "generator-out-of-fuel")
    assert 0 <= stopped - empty <= 5 * MINUTE
    assert chain(ground, "ward.level") == ["ward.level", "set.level", "diesel.amount"]
    ground.pull("diesel.deliver", 300)
    ground.advance(13 * HOUR)
    assert ground.read("ward.level") == 1
    assert chain(ground, "diesel.hours_left") == [
        "diesel.hours_left",
        "set.level",
        "grid.level",
    ]


def chain(ground: Ground, name: str) -> list[str]:
    """The gauges behind a gauge, as far as they tell a cause."""
    told: list[str] = []
    while name and len(told) < 7:
        tell = ground.gauges[name].why
        cause = tell() if tell else None
        if cause is None:
            break
        told.append(name)
        name = cause.then
    return told


PULLS = st.lists(
    st.tuples(
        st.integers(0, 60), st.sampled_from(["a", "b"]),
        st.sampled_from(["deliver", "take", "order", "use", "supply"]),
        st.floats(0, 60),
    ),
    max_size=12,
)  # fmt: skip
PAIR = {
    "a": {
        "holds": 100,
        "use": 3,
        "supplier": "b",
        "reorder_below": 20,
        "order_up_to": 90,
    },
    "b": {"holds": 50, "capacity": 80, "use": 1},
}


def play(pulls: list[Any], ticks: int) -> tuple[Ground, list[Any]]:
    ground, course = world(PAIR), []
    for at in range(0, 90 * HOUR, ticks):
        ground.advance(at)
        for when, stock, lever, amount in pulls:
            if when * HOUR == at:
                value = min(amount / 60, 1.0) if lever == "supply" else amount
                ground.pull(f"{stock}.{lever}", value / 10 if lever == "use" else value)
        if at % HOUR == 0:
            course.append(ground.readings())
    return ground, course


@settings(max_examples=40, deadline=None)
@given(PULLS)
def test_what_came_is_there_or_was_used_or_taken(pulls: list[Any]) -> None:
    ground, course = play(pulls, HOUR)
    for readings in course:
        assert all(readings[f"{stock}.amount"] >= 0 for stock in PAIR)
        assert readings["b.amount"] <= 80
        assert all(readings[f"{stock}.due"] >= 0 for stock in PAIR)
    conserved(ground, "a", 100)
    conserved(ground, "b", 50)


@settings(max_examples=15, deadline=None)
@given(PULLS)
def test_the_same_course_at_any_tick(pulls: list[Any]) -> None:
    assert play(pulls, HOUR)[1] == play(pulls, 20 * MINUTE)[1]
