"""Plans over many nodes: turns of disconnection, coming back in stages, scarce guards."""

from __future__ import annotations

from typing import Any

import pytest
from ground import Ground, made
from hypothesis import given, settings
from hypothesis import strategies as st

from ttx.models.infrastructure import Infrastructure
from ttx.moment import DAY, HOUR, MINUTE

SURE, NEVER = {"chance": 1.0}, {"chance": 0.0}


def world(nodes: dict[str, Any], **more: Any) -> Ground:
    ground = Ground(**more)
    model = made(Infrastructure, nodes, ground)
    assert not ground.problems
    ground.start(model)
    return ground


# --- disconnection in turns ----------------------------------------------------------


def rota(groups: int, **plan: Any) -> dict[str, Any]:
    nodes: dict[str, Any] = {"plan": {"service": "rota", **plan}}
    for group in range(1, groups + 1):
        nodes[f"s{group}"] = {
            "service": "power",
            "rota_group": group,
            "households": 1000,
        }
    return nodes


def off(ground: Ground, groups: int) -> list[int]:
    return [g for g in range(1, groups + 1) if ground.read(f"s{g}.level") == 0]


def test_groups_take_turns_of_four_hours() -> None:
    ground = world(rota(3))
    ground.advance(HOUR)
    assert off(ground, 3) == []
    ground.pull("plan.groups_off", 1)
    seen = []
    for at in (2, 6, 10, 14):
        ground.advance(at * HOUR)
        seen.append(off(ground, 3))
    assert seen == [[1], [2], [3], [1]]
    assert ground.read("plan.households_off") == 1000
    ground.pull("plan.groups_off", 0)
    assert off(ground, 3) == []
    ground.advance(40 * HOUR)
    assert off(ground, 3) == []
    assert [what for _, what, _ in ground.log] == ["rota-started", "rota-ended"]


def test_turns_can_be_made_longer_and_deeper() -> None:
    ground = world(rota(4))
    ground.pull("plan.block", 8)
    ground.pull("plan.groups_off", 2)
    seen = []
    for at in (1, 7, 9, 17):
        ground.advance(at * HOUR)
        seen.append(off(ground, 4))
    assert seen == [[1, 2], [1, 2], [3, 4], [1, 2]]


def test_the_group_whose_turn_it_is_can_be_chosen() -> None:
    ground = world(rota(3))
    ground.pull("plan.groups_off", 1)
    ground.pull("plan.first", 3)
    assert (off(ground, 3), ground.read("plan.group")) == ([3], 3)
    ground.advance(5 * HOUR)
    assert off(ground, 3) == [1]


def test_a_group_knows_how_long_its_turn_lasts() -> None:
    ground = world(rota(3))
    ground.pull("plan.groups_off", 1)
    ground.advance(3 * HOUR)
    assert ground.read("plan.hours_to_turn") == pytest.approx(1)
    assert ground.read("s1.expected") == pytest.approx(1)
    assert ground.read("s1.down_hours") == pytest.approx(3)


def test_a_plan_without_pulling_changes_nothing() -> None:
    ground = world(rota(2))
    ground.advance(72 * HOUR)
    assert off(ground, 2) == []
    assert ground.read("plan.hours_to_turn") == 240


@settings(max_examples=25, deadline=None)
@given(st.integers(2, 6), st.integers(1, 5), st.sampled_from([2.0, 4.0, 8.0]))
def test_over_a_whole_round_every_group_is_off_equally_long(
    groups: int, at_once: int, block: float
) -> None:
    at_once = min(at_once, groups - 1)
    ground = world(rota(groups))
    ground.pull("plan.block", block)
    ground.pull("plan.groups_off", at_once)
    ground.advance(round(groups * block * HOUR))
    down = [ground.read(f"s{g}.down_hours") for g in range(1, groups + 1)]
    assert down == pytest.approx([at_once * block] * groups)


def test_a_group_without_a_plan_is_a_problem() -> None:
    ground = Ground()
    made(Infrastructure, {"s": {"service": "power", "rota_group": 1}}, ground)
    assert [one.code for one in ground.problems] == ["no-plan"]
    ground = Ground()
    made(Infrastructure, {**rota(1), "other": {"service": "rota"}}, ground)
    assert [one.code for one in ground.problems] == ["second-plan"]


# --- coming back ---------------------------------------------------------------------


def grid(**more: Any) -> dict[str, Any]:
    return {"grid": {"service": "power", "fails": "0s", "households": 1000, **more}}


STAGES = {
    "cable": {"after": "10h", "share": 0.2},
    "ring": {"after": "30h", "share": 0.5},
}


def test_households_come_back_in_the_stages_that_were_written() -> None:
    ground = world(grid(stages=STAGES, restored="60h"))
    seen = []
    for at in (9, 11, 31, 61):
        ground.advance(at * HOUR)
        seen.append(ground.read("grid.households_without"))
    assert seen == [1000, 800, 300, 0]


def test_without_an_end_the_rest_stays_dark() -> None:
    ground = world(grid(stages=STAGES))
    ground.advance(100 * HOUR)
    assert ground.read("grid.level") == pytest.approx(0.7)
    assert ground.read("grid.expected") == 240


def test_stages_that_give_back_too_much_are_a_problem() -> None:
    ground = Ground()
    twice = {**STAGES, "more": {"after": "50h", "share": 0.5}}
    made(Infrastructure, grid(stages=twice), ground)
    assert [one.code for one in ground.problems] == ["too-much"]


DROPS = {"drops": SURE, "within": "1h", "again": "2h"}


def test_what_was_energised_drops_out_and_is_tried_again() -> None:
    ground = world(grid(restored="10h", energising=DROPS))
    ground.advance(10 * HOUR + 1)
    assert ground.read("grid.level") == 1
    ground.advance(11 * HOUR + 1)
    assert ground.read("grid.level") == 0
    assert (11 * HOUR, "dropped-out", {"node": "grid", "share": 1.0}) in ground.log
    assert ground.read("grid.expected") == pytest.approx(2, abs=0.01)
    ground.pull("grid.drop_risk", 0)
    ground.advance(30 * HOUR)
    assert ground.read("grid.level") == 1


def test_a_share_energised_by_decision_may_drop_out_too() -> None:
    ground = world(grid(energising=DROPS))
    ground.advance(HOUR)
    ground.pull("grid.restore", 0.4)
    assert ground.read("grid.level") == pytest.approx(0.4)
    ground.advance(2 * HOUR + 1)
    assert ground.read("grid.level") == 0


def test_as_many_attempts_drop_out_as_stated() -> None:
    dropped = 0
    for seed in range(300):
        ground = world(
            grid(restored="1h", energising={"drops": {"chance": 0.25}}), seed=seed
        )
        ground.advance(6 * HOUR)
        dropped += any(what == "dropped-out" for _, what, _ in ground.log)
    assert 0.18 <= dropped / 300 <= 0.32


def test_energising_that_holds_is_as_if_nothing_was_said() -> None:
    quiet = world(grid(restored="9h", steps=3))
    sure = world(grid(restored="9h", steps=3, energising={"drops": NEVER}))
    for at in range(0, 12 * HOUR, HOUR):
        quiet.advance(at)
        sure.advance(at)
        assert quiet.read("grid.level") == sure.read("grid.level")


# --- the customer's own switch -------------------------------------------------------


def hospital(**more: Any) -> dict[str, Any]:
    return {
        "grid": {"service": "power", "fails": "1h", "restored": "5h"},
        "feed": {"needs": ["grid"], "switch": True, **more},
        "set": {"standby_for": "feed", "starts": SURE},
        "ward": {"any_of": ["feed", "set"], "buffer": "15m"},
    }


def test_a_hospital_stays_on_its_own_power_until_it_decides() -> None:
    ground = world(hospital())
    ground.advance(5 * HOUR)
    ground.pull("feed.reconnect", 1)
    ground.advance(9 * HOUR)
    assert (ground.read("grid.level"), ground.read("feed.level")) == (1, 0)
    assert (ground.read("set.running"), ground.read("ward.level")) == (1, 1)
    assert ground.read("feed.off_grid") == 1
    assert ground.read("feed.steady_hours") == pytest.approx(3)
    ground.pull("feed.reconnect", 1)
    ground.advance(10 * HOUR)
    assert (ground.read("feed.level"), ground.read("set.running")) == (1, 0)
    assert (9 * HOUR, "reconnected", {"node": "feed"}) in ground.log


def test_a_second_drop_out_opens_the_switch_again() -> None:
    ground = world(hospital())
    ground.advance(7 * HOUR)
    ground.pull("feed.reconnect", 1)
    ground.pull("grid.broken", 1)
    ground.pull("grid.broken", 0)
    assert (ground.read("grid.level"), ground.read("feed.level")) == (1, 0)
    assert ground.read("feed.steady_hours") == 0


def test_it_may_be_agreed_to_go_back_after_so_long_on_a_steady_grid() -> None:
    ground = world(hospital(switch_after="2h"))
    ground.advance(7 * HOUR + 59 * MINUTE)
    assert ground.read("feed.level") == 0
    ground.advance(8 * HOUR + 1 * MINUTE)
    assert ground.read("feed.level") == 1


# --- generators ----------------------------------------------------------------------


def test_a_generator_may_fail_to_start_where_nothing_is_said() -> None:
    failed = 0
    for seed in range(400):
        ground = world(
            {"grid": {"fails": "1h"}, "set": {"standby_for": "grid"}}, seed=seed
        )
        ground.advance(2 * HOUR)
        failed += any(what == "generator-did-not-start" for _, what, _ in ground.log)
    assert 0 < failed / 400 < 0.04


def test_a_test_run_burns_fuel_for_an_hour_and_serves_nobody() -> None:
    ground = world({
        "grid": {"service": "power"},
        "set": {"standby_for": "grid", "starts": SURE, "burns": "100 l/h", "idle_burn": 0.25},
        "ward": {"any_of": ["grid", "set"]},
    })  # fmt: skip
    ground.advance(HOUR)
    ground.pull("set.test", 1)
    ground.advance(HOUR + 30 * MINUTE)
    assert (ground.read("set.running"), ground.read("set.burn")) == (1, 25)
    ground.advance(2 * HOUR + 1)
    assert (ground.read("set.running"), ground.read("set.burn")) == (0, 0)
    assert ground.read("set.down_hours") == 0


def test_a_test_run_finds_a_set_that_will_not_start_before_it_is_needed() -> None:
    nodes = {
        "grid": {"service": "power", "fails": "20h"},
        "set": {"standby_for": "grid", "starts": {"chance": 0.5}, "restored": "3h"},
    }
    first = {"tested": 0, "untested": 0}
    for seed in range(300):
        for kind in first:
            ground = world(nodes, seed=seed)
            ground.advance(HOUR)
            if kind == "tested":
                ground.pull("set.test", 1)
            ground.advance(20 * HOUR)
            before = len(ground.log)
            ground.advance(20 * HOUR + MINUTE)
            late = [what for _, what, _ in ground.log[before:]]
            first[kind] += "generator-did-not-start" in late
    assert first["untested"] / 300 == pytest.approx(0.5, abs=0.08)
    assert first["tested"] / 300 == pytest.approx(0.5 * 0.25 + 0.5 * 0.5, abs=0.07)


# --- guards --------------------------------------------------------------------------


def objects(many: int, units: int, rate: str = "0.5 /d", **more: Any) -> dict[str, Any]:
    nodes: dict[str, Any] = {"guards": {"service": "guards", "units": units}}
    for k in range(many):
        nodes[f"o{k}"] = {
            "service": "power",
            "sabotage": {"rate": rate, "sealed": "10h", "repair": "20h", **more},
        }
    return nodes


def hits(ground: Ground) -> list[str]:
    return [facts["node"] for _, what, facts in ground.log if what == "sabotage"]


def test_units_go_to_who_asked_first_and_no_further() -> None:
    ground = world(objects(3, units=3))
    ground.pull("o0.guards", 2)
    ground.pull("o1.guards", 2)
    ground.pull("o2.guards", 1)
    given_to = [ground.read(f"o{k}.guarded_by") for k in range(3)]
    assert given_to == [2, 1, 0]
    assert (ground.read("guards.allotted"), ground.read("guards.left")) == (3, 0)
    assert ground.read("guards.asked") == 5
    ground.pull("o0.guards", 0)
    assert [ground.read(f"o{k}.guarded_by") for k in range(3)] == [0, 2, 1]
    ground.pull("guards.units", 1)
    assert [ground.read(f"o{k}.guarded_by") for k in range(3)] == [0, 1, 0]


@settings(max_examples=30, deadline=None)
@given(
    st.integers(0, 6),
    st.lists(st.tuples(st.integers(0, 3), st.integers(0, 5)), max_size=12),
)
def test_never_more_guards_than_there_are(
    units: int, asked: list[tuple[int, int]]
) -> None:
    ground = world(objects(4, units))
    for which, many in asked:
        ground.pull(f"o{which}.guards", many)
        given_to = [ground.read(f"o{k}.guarded_by") for k in range(4)]
        assert sum(given_to) == ground.read("guards.allotted") <= units
        assert ground.read("guards.left") == units - sum(given_to)
        assert ground.read("guards.left") == 0 or sum(given_to) == ground.read(
            "guards.asked"
        )


def test_exact_share_that_is_hit_is_that_of_a_constant_hazard() -> None:
    """1 - exp(-rate x time), unguarded and with one unit that leaves a third."""
    ground = world(objects(300, units=300, rate="0.3 /d", per_guard=1 / 3))
    for k in range(150):
        ground.pull(f"o{k}.guards", 1)
    ground.advance(3 * DAY)
    struck = [int(name[1:]) for name in hits(ground)]
    guarded = len({k for k in struck if k < 150}) / 150
    free = len({k for k in struck if k >= 150}) / 150
    assert guarded == pytest.approx(0.259, abs=0.09)
    assert free == pytest.approx(0.593, abs=0.1)


def test_guards_at_one_object_do_not_change_the_luck_of_another() -> None:
    plain, guarded = world(objects(20, 20)), world(objects(20, 20))
    guarded.pull("o3.guards", 5)
    for one in (plain, guarded):
        one.advance(5 * DAY)
    others = [[(at, facts["node"]) for at, what, facts in one.log
               if what == "sabotage" and facts["node"] != "o3"]
              for one in (plain, guarded)]  # fmt: skip
    assert others[0] == others[1] != []


def test_repair_waits_until_the_scene_is_free() -> None:
    ground = world(objects(1, 0, rate="20 /d"))
    while not hits(ground):
        ground.advance(int(ground.env.now) + MINUTE)
    at = next(at for at, what, _ in ground.log if what == "sabotage")
    ground.pull("sabotage.threat", 0)
    ground.advance(at + HOUR)
    assert ground.read("o0.sealed") == pytest.approx(9)
    assert ground.read("o0.expected") == pytest.approx(29)
    ground.pull("o0.unseal", 1)
    assert (ground.read("o0.sealed"), ground.read("o0.expected")) == (0, 20)
    ground.advance(at + 21 * HOUR + MINUTE)
    assert ground.read("o0.level") == 1


def test_no_threat_no_sabotage() -> None:
    ground = world(objects(50, 0, rate="5 /d"))
    ground.pull("sabotage.threat", 0)
    ground.advance(30 * DAY)
    assert hits(ground) == []
