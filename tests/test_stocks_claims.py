"""Who gets what when there is too little; suppliers that fall away; what expires."""

from __future__ import annotations

from typing import Any

import pytest
from ground import Ground, made
from hypothesis import given, settings
from hypothesis import strategies as st

from ttx.models.stocks import Stocks
from ttx.moment import DAY, HOUR


def world(stocks: dict[str, Any], seed: int = 1) -> Ground:
    ground = Ground(seed)
    ground.start(made(Stocks, stocks, ground))
    assert not ground.problems
    return ground


def left_and_gone(ground: Ground, stock: str) -> float:
    return sum(
        ground.read(f"{stock}.{one}") for one in ("amount", "used", "taken", "lost")
    )


# ---- claims

CLAIMS: dict[str, Any] = {
    "care": {"asks": 240, "priority": 1},
    "defence": {"asks": 480, "priority": 2},
}


def fuel(key: str = "priority", holds: float = 150, **care: Any) -> Ground:
    claims = {**CLAIMS, "care": {**CLAIMS["care"], **care}}
    return world({"fuel": {"holds": holds, "claims": claims, "key": key}})


def got(ground: Ground) -> tuple[float, float]:
    return ground.read("fuel.care.got"), ground.read("fuel.defence.got")


def test_with_enough_everybody_gets_what_is_asked() -> None:
    ground = fuel(holds=10_000)
    ground.advance(5 * HOUR + 1)
    assert got(ground) == pytest.approx((50, 100))
    assert ground.read("fuel.care.unmet") == ground.read("fuel.defence.unmet") == 0
    assert ground.read("fuel.amount") == pytest.approx(9850)


def test_by_priority_the_first_is_served_and_the_rest_is_counted_as_unmet() -> None:
    ground = fuel()
    ground.advance(10 * HOUR + 1)
    assert got(ground) == pytest.approx((50, 100))
    assert ground.read("fuel.care.unmet") == pytest.approx(50)
    assert ground.read("fuel.defence.unmet") == pytest.approx(100)
    ground.pull("fuel.deliver", 10)
    ground.advance(11 * HOUR + 1)
    assert got(ground) == pytest.approx((60, 100)), "care is first"
    ground.pull("fuel.defence.priority", 0)
    ground.pull("fuel.deliver", 10)
    ground.advance(12 * HOUR + 1)
    assert got(ground) == pytest.approx((60, 110)), "now Defence is"


def test_in_proportion_both_go_short_alike() -> None:
    ground = fuel("proportional", holds=0)
    ground.pull("fuel.deliver", 15)
    ground.advance(HOUR + 1)
    assert got(ground) == pytest.approx((5, 10))
    assert ground.read("fuel.care.unmet") == pytest.approx(5)
    assert ground.read("fuel.defence.unmet") == pytest.approx(10)


def test_a_reserved_share_is_kept_for_who_reserved_it() -> None:
    ground = fuel("reserved", holds=100, reserved=0.5)
    ground.advance(10 * HOUR + 1)
    care, defence = got(ground)
    assert (care, defence) == pytest.approx((50, 50))
    by_priority = fuel("proportional", holds=100)
    by_priority.advance(10 * HOUR + 1)
    assert care > got(by_priority)[0] + 15


def test_the_key_can_be_changed_while_it_is_scarce() -> None:
    ground = fuel()
    ground.advance(6 * HOUR)
    ground.pull("fuel.key", 1)
    ground.pull("fuel.deliver", 3)
    ground.advance(8 * HOUR)
    assert ground.read("fuel.defence.got") > 90


def test_what_is_asked_at_once_stays_owed_until_it_is_given() -> None:
    """Defence asks 400 units for the theatre (dilemma A12)."""
    ground = world({"blood": {"holds": 300, "claims": {"defence": {}}}})
    ground.pull("blood.defence.ask", 400)
    assert ground.read("blood.defence.got") == 300
    assert ground.read("blood.defence.owed") == 100
    ground.pull("blood.deliver", 150)
    ground.advance(2 * HOUR)
    assert ground.read("blood.defence.owed") == 0
    assert ground.read("blood.amount") == 50
    assert ground.read("blood.defence.asked") == 400


# ---- one product instead of another

BLOOD = {
    "o-neg": {"holds": 40, "use": 4, "instead": {"o-pos": {"share": 0.5}}},
    "o-pos": {"holds": 400, "use": 2},
}


def test_an_empty_stock_lets_part_of_its_use_come_out_of_another() -> None:
    ground = world(BLOOD)
    ground.advance(10 * HOUR)
    assert ground.read("o-pos.amount") == pytest.approx(380)
    ground.advance(30 * HOUR)
    assert ground.read("o-pos.amount") == pytest.approx(400 - 60 - 40)
    assert ground.read("o-pos.stood_in") == pytest.approx(40)
    assert ground.read("o-neg.used") == pytest.approx(40)
    ground.pull("o-neg.deliver", 40)
    ground.advance(35 * HOUR)
    assert ground.read("o-pos.amount") == pytest.approx(400 - 70 - 40)


def test_a_claim_is_met_with_the_other_product_as_far_as_that_serves() -> None:
    stocks = {**BLOOD, "o-neg": {**BLOOD["o-neg"], "use": 0, "claims": {"defence": {}}}}  # type: ignore[dict-item]
    ground = world(stocks)
    ground.pull("o-neg.defence.ask", 100)
    assert ground.read("o-neg.defence.got") == 40
    assert ground.read("o-neg.defence.other") == 30
    assert ground.read("o-neg.defence.owed") == 30
    assert ground.read("o-pos.amount") == 370


def test_two_stocks_may_stand_in_for_each_other() -> None:
    both = {
        "a": {"holds": 10, "use": 5, "instead": {"b": {"share": 1}}},
        "b": {"holds": 30, "use": 5, "instead": {"a": {"share": 1}}},
    }
    ground = world(both)
    ground.advance(20 * HOUR)
    assert ground.read("a.amount") == ground.read("b.amount") == 0
    assert ground.read("b.stood_in") == pytest.approx(10)


# ---- what expires


def test_old_blood_is_thrown_away_oldest_first() -> None:
    ground = world({"platelets": {"holds": 70, "shelf_life": "7d"}})
    ground.advance(7 * DAY + 1)
    assert ground.read("platelets.lost") == pytest.approx(70)
    ground.pull("platelets.deliver", 20)
    ground.advance(14 * DAY - HOUR)
    assert ground.read("platelets.amount") == 20
    ground.advance(14 * DAY + HOUR)
    assert ground.read("platelets.amount") == 0
    assert left_and_gone(ground, "platelets") == pytest.approx(90)


def test_a_stock_that_is_used_in_time_loses_nothing() -> None:
    ground = world({"platelets": {"holds": 70, "use": 0.5, "shelf_life": "7d"}})
    ground.advance(6 * DAY)
    assert ground.read("platelets.lost") == 0
    slow = world({"platelets": {"holds": 70, "use": 0.1, "shelf_life": "7d"}})
    slow.advance(7 * DAY)
    assert 0 < slow.read("platelets.lost") < 70
    assert left_and_gone(slow, "platelets") == pytest.approx(70)


# ---- suppliers

RULE: dict[str, Any] = {
    "holds": 100,
    "use": 2,
    "reorder_below": 60,
    "order_up_to": 120,
    "lead": "24h",
}


def supplied(second: dict[str, Any] | None = None, **usual: Any) -> Ground:
    return world(
        {"sets": {**RULE, "usual": {"factory": usual}, "second": second or {}}}
    )


def test_orders_under_way_are_lost_with_the_supplier_or_come_late() -> None:
    lost = supplied(lost=1)
    late = supplied(lost=0, late="48h")
    for ground in (lost, late):
        ground.advance(21 * HOUR)
        assert ground.read("sets.due") == pytest.approx(60)
        ground.pull("sets.supplier_lost", 1)
    assert lost.read("sets.orders_lost") == pytest.approx(60)
    assert late.read("sets.orders_lost") == 0
    for ground in (lost, late):
        ground.advance(60 * HOUR)
    assert lost.read("sets.amount") == late.read("sets.amount") == 0
    late.advance(20 * HOUR + 72 * HOUR + 1)
    assert late.read("sets.came") == pytest.approx(60)
    lost.advance(10 * DAY)
    assert lost.read("sets.came") == 0
    assert lost.read("sets.empty_hours") > 7 * 24


def test_a_supplier_that_is_back_delivers_what_was_ordered_meanwhile() -> None:
    ground = supplied(lost=1)
    ground.pull("sets.supplier_lost", 1)
    ground.advance(2 * DAY)
    assert ground.read("sets.due") == pytest.approx(60)
    ground.pull("sets.supplier_lost", 0)
    ground.advance(3 * DAY + 1)
    assert ground.read("sets.came") == pytest.approx(60)


def test_a_second_supplier_delivers_less_and_later() -> None:
    ground = supplied(lost=1, second={"abroad": {"lead": "36h", "most": 20}})
    ground.pull("sets.supplier_lost", 1)
    ground.advance(21 * HOUR)
    assert ground.read("sets.came") == 0
    ground.advance(20 * HOUR + 36 * HOUR + 1)
    assert ground.read("sets.came") == pytest.approx(20)
    ground.advance(10 * DAY)
    assert ground.read("sets.came") <= 20 * 10
    assert ground.read("sets.empty_hours") < supplied_alone_empty()


def supplied_alone_empty() -> float:
    ground = supplied(lost=1)
    ground.pull("sets.supplier_lost", 1)
    ground.advance(10 * DAY)
    return ground.read("sets.empty_hours")


def test_without_a_loss_nothing_is_different() -> None:
    plain, more = world({"sets": RULE}), supplied()
    for ground in (plain, more):
        ground.advance(9 * DAY)
    for what in ("amount", "used", "came", "due"):
        assert plain.read(f"sets.{what}") == more.read(f"sets.{what}")


# ---- laws

PULLS = st.lists(
    st.tuples(
        st.integers(0, 80),
        st.sampled_from([
            "a.deliver", "a.take", "a.lose", "a.order", "a.use", "a.supply", "a.key",
            "a.supplier_lost", "a.one.ask", "a.two.claim", "a.one.priority", "b.deliver",
            "b.lose", "b.use", "trader.lose", "trader.deliver",
        ]),
        st.floats(0, 60),
    ),
    max_size=16,
)  # fmt: skip
THREE: dict[str, Any] = {
    "a": {
        "holds": 100, "capacity": 150, "use": 2, "supplier": "trader", "lead": "5h",
        "reorder_below": 30, "order_up_to": 90, "shelf_life": "48h",
        "claims": {"one": {"asks": 24, "reserved": 0.3}, "two": {"asks": 48}},
        "instead": {"b": {"share": 0.6}},
        "usual": {"trader": {}},
        "second": {"abroad": {"lead": "9h", "most": 12}},
    },
    "b": {"holds": 60, "use": 1},
    "trader": {"holds": 80, "shelf_life": "60h"},
}  # fmt: skip
SMALL = ("supply", "use", "supplier_lost", "key", "priority")


def play(pulls: list[Any], ticks: int) -> tuple[Ground, list[Any]]:
    ground, course = world(THREE), []
    for at in range(0, 100 * HOUR, ticks):
        ground.advance(at)
        for when, lever, amount in pulls:
            if when * HOUR == at:
                small = lever.rpartition(".")[2] in SMALL
                value = amount / 60 if small else amount
                ground.pull(lever, min(value, ground.levers[lever].high))
        if at % HOUR == 0:
            course.append(ground.readings())
    return ground, course


@settings(max_examples=40, deadline=None)
@given(PULLS)
def test_start_and_deliveries_are_used_handed_out_lost_or_left(
    pulls: list[Any],
) -> None:
    ground, course = play(pulls, HOUR)
    for stock, one in THREE.items():
        whole = one["holds"] + ground.read(f"{stock}.came")
        assert whole == pytest.approx(left_and_gone(ground, stock), abs=1e-6)
    for readings in course:
        for stock in THREE:
            assert readings[f"{stock}.amount"] >= 0
            assert readings[f"{stock}.due"] >= 0
        for one in ("one", "two"):
            parts = [readings[f"a.{one}.{what}"] for what in
                     ("got", "other", "unmet", "owed")]  # fmt: skip
            assert sum(parts) == pytest.approx(readings[f"a.{one}.asked"], abs=1e-6)
        given_ = readings["a.one.got"] + readings["a.two.got"]
        assert given_ <= readings["a.taken"] + 1e-6


@settings(max_examples=15, deadline=None)
@given(PULLS)
def test_the_same_course_at_any_tick(pulls: list[Any]) -> None:
    assert play(pulls, HOUR)[1] == play(pulls, 20 * 60_000)[1]


def test_every_figure_says_why_in_both_languages_without_a_circle() -> None:
    ground = world(THREE)
    for at, lever, value in (
        (1, "a.order", 500.0), (10, "a.supplier_lost", 1.0), (30, "trader.lose", 99.0),
        (31, "a.supplier_lost", 0.0), (70, "b.use", 0.0),
    ):  # fmt: skip
        ground.advance(at * HOUR)
        for name in ground.gauges:
            steps, step = 0, name
            while step in ground.gauges:
                tell = ground.gauges[step].why
                cause = tell() if tell else None
                assert cause is not None and cause.text.nl and cause.text.en, step
                assert cause.text.nl != cause.text.en
                step, steps = cause.then, steps + 1
                assert steps <= 4
        ground.pull(lever, value)


def test_nothing_can_be_used_instead_of_itself_or_of_what_is_not_there() -> None:
    ground = Ground()
    made(Stocks, {
        "a": {"holds": 1, "instead": {"a": {}}},
        "b": {"holds": 1, "instead": {"c": {}}},
        "c": {"holds": 1, "usual": {"x": {}, "y": {}}},
    }, ground)  # fmt: skip
    codes = [one.code for one in ground.problems]
    assert codes == ["unknown-stock", "one-only"]
