"""Gauges that tell when they may have moved are right: nobody reads a stale figure."""

from __future__ import annotations

import pytest

from ttx import library
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.models.model import Gauge
from ttx.moment import HOUR, MINUTE
from ttx.policy import Autoplay
from ttx.world_register import Register


@pytest.mark.parametrize("name", ["power-outage", "first-exercise"])
def test_no_figure_changes_without_telling_that_it_may_have(name: str) -> None:
    scenario = library.load(name).scenario
    exercise = Exercise(scenario, 5, Journal())
    auto = Autoplay(
        exercise, {one.id: "routine" for one in scenario.tables}, excon=True
    )
    gauges = exercise.world.gauges.values()
    telling = [one for one in gauges if one.moves is not None]
    turning = [one for one in gauges if one.turns is not None]
    assert telling
    assert {"people" in one.name for one in telling} == {True, False}
    before = {one.name: _state(one) for one in telling}
    there = {one.name: _turned(one) for one in turning}
    changed = set()
    for at in range(5 * MINUTE + 1, 30 * HOUR, 5 * MINUTE):
        auto.play_to(at)
        for one in telling:
            (count, value), (now, is_now) = before[one.name], _state(one)
            assert is_now == value or now > count, (one.name, at)
            if is_now != value:
                changed.add(one.name)
            before[one.name] = now, is_now
        for one in turning:
            (count, some), (now, is_some) = there[one.name], _turned(one)
            assert is_some == some or now > count, (one.name, at)
            there[one.name] = now, is_some
    assert len(changed) > 20


def _state(one: Gauge) -> tuple[int, float]:
    assert one.moves is not None
    return one.moves.count, one.read()


def _turned(one: Gauge) -> tuple[int, bool]:
    assert one.turns is not None
    return one.turns.count, one.read() > 0


def test_a_name_is_known_before_its_thing_is_made_and_made_once() -> None:
    made: list[str] = []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    register: Register[str] = Register()
    register.put("first", "FIRST")
    register.promise(["second", "third"], make)
    assert list(register) == ["first", "second", "third"]
    assert "third" in register
    assert "fourth" not in register
    assert len(register) == 3
    assert made == []
    assert register["third"] == register["third"] == "THIRD"
    assert made == ["third"]
    assert sorted(register.made()) == ["FIRST", "THIRD"]
    assert register.get("fourth") is None
    with pytest.raises(KeyError):
        register["fourth"]
