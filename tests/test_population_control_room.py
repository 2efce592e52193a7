"""The 112 line of a control room, against the formulas of Erlang and Palm."""

from __future__ import annotations

from typing import Any

import pytest
from ground import Ground, made

from ttx.models.population import Population
from ttx.models.population.control_room import GAUGES, LEVERS
from ttx.moment import DAY, HOUR, MINUTE

FLAT: dict[str, Any] = {
    "people": 1_000_000, "households": 450_000, "power": "grid.level",
    "telecom": "masts.level", "emergency": "centre.level",
}  # fmt: skip


def world(
    room: dict[str, Any], calls: float, seed: int = 1, clock: str = "", **more: Any
) -> Ground:
    """A room with so many quiet calls an hour."""
    outside = {"grid.level": 1.0, "masts.level": 1.0, "centre.level": 1.0}
    ground = Ground(seed=seed, look=5 * MINUTE, outside=outside)
    area = {**FLAT, "calls_base": calls / 1000, "control_room": "room", **more}
    raw: dict[str, Any] = {"areas": {"a": area}, "control_room": {"room": room}}
    if clock:
        raw["clock"] = clock
    ground.start(made(Population, raw, ground))
    assert not ground.problems
    return ground


def room(ground: Ground, what: str) -> float:
    return ground.read(f"people.room.{what}")


def played(ground: Ground, days: int) -> tuple[float, float]:
    """Mean wait of the answered in minutes, and the share answered at once."""
    waited = at_once = answered = 0.0
    for hour in range(1, days * 24):
        ground.advance(hour * HOUR + 1)
        now = room(ground, "answered")
        waited += room(ground, "wait") * (now - answered)
        at_once += room(ground, "in_norm") * (now - answered)
        answered = now
    return waited / answered, at_once / answered


def erlang_c(load: float, servers: int) -> float:
    """The chance to wait in M/M/c."""
    blocked = 1.0
    for k in range(1, servers + 1):
        blocked = load * blocked / (k + load * blocked)
    busy = load / servers
    return blocked / (1 - busy * (1 - blocked))


def erlang_a(calls: float, rate: float, leaves: float, servers: int) -> float:
    """The share that hangs up in M/M/c+M (Palm)."""
    chance, total, waiting = 1.0, 1.0, 0.0
    for k in range(1, 2000):
        chance *= calls / (min(k, servers) * rate + max(0, k - servers) * leaves)
        total += chance
        waiting += chance * max(0, k - servers)
        if k > servers and chance < 1e-14 * total:
            break
    return leaves * waiting / total / calls


@pytest.mark.parametrize(("servers", "calls"), [(3, 40.0), (1, 10.0)])
def test_exact_erlang_c_when_nobody_hangs_up(servers: int, calls: float) -> None:
    handling = {"exponential": "216s"}
    ground = world(
        {"operators": servers, "handling": handling, "patience": "100d", "norm": "0s"},
        calls,
    )
    wait, at_once = played(ground, 120)
    rate = HOUR / (216 * 1000)
    chance = erlang_c(calls / rate, servers)
    assert 1 - at_once == pytest.approx(chance, rel=0.05)
    assert wait / 60 == pytest.approx(chance / (servers * rate - calls), rel=0.12)


@pytest.mark.parametrize(("servers", "calls"), [(3, 40.0), (4, 120.0)])
def test_exact_erlang_a_when_callers_hang_up(servers: int, calls: float) -> None:
    ground = world(
        {"operators": servers, "handling": {"exponential": "216s"},
         "patience": {"exponential": "3m"}, "redials": 0},
        calls,
    )  # fmt: skip
    ground.advance(60 * DAY)
    wanted = erlang_a(calls, HOUR / 216_000, 20.0, servers)
    lost = room(ground, "abandoned")
    share = lost / (lost + room(ground, "answered"))
    assert share == pytest.approx(wanted, rel=0.06)


def test_every_call_is_answered_given_up_waiting_or_not_connected() -> None:
    ground = world({"operators": 2, "redials": 0}, 60)
    ground.outside["masts.level"] = 0.7
    for hour in range(1, 60):
        ground.advance(hour * HOUR)
        through = sum(room(ground, one) for one in ("answered", "abandoned", "waiting"))
        total = through + room(ground, "unconnected")
        mine = ground.read("people.a.calls_answered") + ground.read(
            "people.a.calls_unanswered"
        )
        assert total == mine + room(ground, "waiting")
    assert room(ground, "unconnected") / total == pytest.approx(0.3, abs=0.03)


def test_without_telecom_nobody_comes_through_but_posts_hear() -> None:
    ground = world({"operators": 6}, 60)
    ground.outside["masts.level"] = 0.0
    ground.pull("people.a.stations", 10)
    ground.advance(24 * HOUR)
    assert room(ground, "answered") == 0
    assert ground.read("people.a.calls_answered") > 500


def test_more_call_takers_shorten_the_wait_and_a_broken_room_stops_it() -> None:
    ends = []
    for operators in (2, 4, 8):
        ground = world({"operators": 2}, 60)
        ground.pull("people.room.operators", operators)
        ground.advance(10 * HOUR)
        ends.append(room(ground, "abandoned"))
    assert ends[0] > ends[1] > ends[2]
    broken = world({"operators": 8, "power": "centre.level"}, 60)
    broken.outside["centre.level"] = 0.0
    broken.advance(10 * HOUR)
    assert room(broken, "answered") == 0 and room(broken, "operators") == 0
    cause = broken.gauges["people.room.abandoned"].why
    assert cause is not None
    told = cause()
    assert told is not None and told.then == "centre.level"


def test_neighbours_take_over_and_short_calls_help() -> None:
    plain, over, short = (world({"operators": 2}, 60) for _ in "abc")
    over.pull("people.room.taken_over", 0.5)
    short.pull("people.room.handling", 0.5)
    for ground in (plain, over, short):
        ground.advance(20 * HOUR)
    assert room(over, "elsewhere") == pytest.approx(600, rel=0.15)
    assert room(over, "abandoned") < room(plain, "abandoned")
    assert room(short, "busy") < room(plain, "busy")


def test_who_hangs_up_may_call_again() -> None:
    once, again = (
        world({"operators": 1, "redials": 0}, 60),
        world({"operators": 1, "redials": 1}, 60),
    )
    for ground in (once, again):
        ground.advance(20 * HOUR)
    assert room(again, "abandoned") > 1.2 * room(once, "abandoned")


def test_the_night_is_quiet_and_the_first_dark_hour_is_not() -> None:
    ground = world({"operators": 8, "peak": 1.0}, 100, clock="0h")
    seen = {}
    for hour in range(1, 25):
        ground.advance(hour * HOUR + 1)
        seen[hour] = room(ground, "calls")
    assert seen[5] < 0.7 * seen[17]
    ground.outside["grid.level"] = 0.0
    ground.advance(25 * HOUR + 6 * MINUTE)
    first = room(ground, "calls")
    ground.advance(27 * HOUR + 6 * MINUTE)
    assert first > 1.5 * room(ground, "calls")


def test_gauges_and_levers_have_words_and_causes() -> None:
    ground = world({"operators": 3}, 60)
    for at in (0, 5):
        ground.advance(at * HOUR)
        for what in GAUGES:
            gauge = ground.gauges[f"people.room.{what}"]
            assert gauge.says.nl and gauge.says.en and gauge.why is not None
            cause = gauge.why()
            assert cause is not None and cause.text.nl and cause.text.en
    assert {f"people.room.{one}" for one in LEVERS} <= set(ground.levers)


def test_an_unknown_room_is_a_problem_with_its_place() -> None:
    ground = Ground(
        outside={"grid.level": 1.0, "masts.level": 1.0, "centre.level": 1.0}
    )
    made(Population, {"areas": {"a": {**FLAT, "control_room": "nowhere"}}}, ground)
    problem = ground.problems[0]
    assert problem.code == "unknown-name"
    assert problem.place == ("areas", "a", "control_room")
