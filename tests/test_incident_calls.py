"""Calls for help in the outage of Amsterdam, 17 January 2017, played again."""

from __future__ import annotations

from typing import Any

import pytest
from ground import Ground, made

from ttx.models.population import Population
from ttx.moment import HOUR, MINUTE

AMSTERDAM: dict[str, Any] = {
    "people": 800_000, "households": 360_000, "power": "grid.level",
    "telecom": "masts.level", "emergency": "centre.level",
}  # fmt: skip
DARK, LIT = 20 * MINUTE, 5 * HOUR + 20 * MINUTE
"""Five hours, from about 4.24 on."""


def night(seed: int, outage: bool) -> Ground:
    outside = {"grid.level": 1.0, "masts.level": 1.0, "centre.level": 1.0}
    ground = Ground(seed=seed, look=10 * MINUTE, outside=outside)
    raw = {"areas": {"amsterdam": AMSTERDAM}, "clock": "4h"}
    ground.start(made(Population, raw, ground))
    ground.advance(DARK)
    ground.outside["grid.level"] = 0.0 if outage else 1.0
    ground.advance(LIT)
    ground.outside["grid.level"] = 1.0
    ground.advance(LIT + 10 * MINUTE)
    return ground


def calls(ground: Ground) -> float:
    return sum(
        ground.read(f"people.amsterdam.calls_{one}")
        for one in ("answered", "unanswered")
    )


def test_incident_amsterdam_2017_three_times_the_usual_calls() -> None:
    """360,000 households, five hours: about 3x (parliamentary paper 29517-145)."""
    usual = sum(calls(night(seed, outage=False)) for seed in range(20))
    outage = sum(calls(night(seed, outage=True)) for seed in range(20))
    assert outage / usual == pytest.approx(3, rel=0.15)


def line(seed: int) -> tuple[float, float, float, float]:
    """The national line from 4.15 to 7.00: calls, hung up, mean wait, longest wait."""
    outside = {"grid.level": 0.0, "masts.level": 1.0, "centre.level": 1.0}
    ground = Ground(seed=seed, look=5 * MINUTE, outside=outside)
    area = {**AMSTERDAM, "calls_base": 242.4 / 800, "control_room": "national"}
    rooms = {
        "national": {"operators": 4, "handling": {"exponential": "36s"}, "redials": 0}
    }
    ground.start(
        made(Population, {"areas": {"a": area}, "control_room": rooms}, ground)
    )
    ground.advance(165 * MINUTE + 1)
    read = {one: ground.read(f"people.national.{one}")
            for one in ("answered", "abandoned", "wait", "longest")}  # fmt: skip
    total = read["answered"] + read["abandoned"]
    return total, read["abandoned"], read["wait"], read["longest"]


def test_incident_amsterdam_2017_four_call_takers_and_854_who_hung_up() -> None:
    """Nearly 2,000 calls, mean wait 1.5 min, longest nearly 5 (nu.nl, 27-07-2017).

    The load, the four call takers and 36 s a call (what four of them must have made of
    it) go in; who hangs up and how long others wait comes out.
    """
    nights = [line(seed) for seed in range(10)]
    total, lost, wait, longest = (sum(one) / 10 for one in zip(*nights, strict=True))
    assert total == pytest.approx(2000, rel=0.06)
    assert lost == pytest.approx(854, rel=0.15)
    assert wait == pytest.approx(1.5, abs=0.4)
    assert 2 < longest < 6
