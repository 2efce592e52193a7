"""A queueing network loses nobody, obeys Little's law, and chooses, blocks and gives up
as it was told."""

from __future__ import annotations

from typing import Any

import pytest
from ground import Ground, made
from hypothesis import given, settings
from hypothesis import strategies as st

from ttx.models.network import Network
from ttx.moment import HOUR

ABOUT = {"source": "test", "tag": "X"}


def running(hours: float, seed: int = 1, **values: Any) -> tuple[Ground, Network]:
    """A network that has run so many hours, and the ground it stands on."""
    ground = Ground(seed)
    model = made(Network, {**ABOUT, **values}, ground)
    assert isinstance(model, Network)
    ground.start(model)
    ground.env.run(until=round(hours * HOUR))
    return ground, model


def network(hours: float, seed: int = 1, **values: Any) -> Ground:
    """A network that has run so many hours."""
    return running(hours, seed, **values)[0]


def exponential(time: str) -> dict[str, str]:
    return {"exponential": time}


@settings(max_examples=40, deadline=None)
@given(
    seed=st.integers(0, 999),
    servers=st.lists(st.integers(1, 4), min_size=3, max_size=3),
    places=st.integers(0, 6),
    back=st.floats(0, 0.6),
    blocks=st.booleans(),
    choose=st.sampled_from(["most-free", "shortest", "in-turn"]),
)
def test_nobody_is_lost_on_any_way(
    seed: int, servers: list[int], places: int, back: float, blocks: bool, choose: str
) -> None:
    ground = network(
        60, seed,
        classes={"grave": {"rank": 0}, "light": {"rank": 2}},
        sources={"door": {"every": exponential("10m"), "classes": {"grave": 0.3, "light": 0.7},
                          "next": {"a": 1}}},
        stations={
            "a": {"servers": servers, "members": 3, "choose": choose, "group": "site",
                  "service": exponential("50m"), "next": {"b": 1}, "blocks": blocks},
            "b": {"servers": 2, "members": 3, "group": "site", "places": places,
                  "service": exponential("20m"), "next": {"c": 1 - back, "a": back}},
            "c": {"service": exponential("12m"), "patience": {"light": exponential("15m")},
                  "gives_up_to": "out"},
        },
    )  # fmt: skip
    read = ground.read
    assert read("network.entered") == read("network.left") + read("network.inside")
    for station in ("a", "b", "c"):
        came = read(f"network.{station}.arrived")
        here = read(f"network.{station}.waiting") + read(f"network.{station}.busy")
        lost = round(came * (read(f"network.{station}.refused")
                             + read(f"network.{station}.abandoned")))  # fmt: skip
        assert came == read(f"network.{station}.finished") + here + lost
        assert here >= 0


@pytest.mark.parametrize("rank", [0, 1])
def test_exact_littles_law_holds_at_every_station(rank: int) -> None:
    ground = network(
        40_000, 5, warmup="100h",
        classes={"one": {"rank": rank}},
        sources={"door": {"every": exponential("12m"), "next": {"desk": 1}}},
        stations={
            "desk": {"servers": 2, "service": {"lognormal": {"mean": "18m", "cv": 1.1}},
                     "next": {"room": 0.4, "desk": 0.1, "out": 0.5}},
            "room": {"servers": 3, "service": {"uniform": ["10m", "2h"]}},
        },
    )  # fmt: skip
    span = 40_000 - 100
    for station in ("desk", "room"):
        rate = ground.read(f"network.{station}.started") / span
        wait = ground.read(f"network.{station}.wait")
        assert ground.read(f"network.{station}.line") == pytest.approx(
            rate * wait, rel=0.01
        )
        work = ground.read(f"network.{station}.given") / ground.read(
            f"network.{station}.started"
        )
        inside = ground.read(f"network.{station}.inside")
        assert inside == pytest.approx(rate * (wait + work), rel=0.01)


def test_a_station_that_blocks_keeps_its_unit_until_the_next_begins() -> None:
    started = []
    for blocks in (False, True):
        ground = network(
            1,
            sources={"door": {"at": ["1m", "2m", "3m", "4m"], "next": {"first": 1}}},
            stations={
                "first": {"service": "10m", "next": {"second": 1}, "blocks": blocks},
                "second": {"service": "3h"},
            },
        )
        started.append(ground.read("network.first.started"))
        assert ground.read("network.first.busy") == blocks
    assert started == [4, 2]


def test_who_finds_it_full_goes_where_the_author_says() -> None:
    ground = network(
        2,
        sources={"door": {"at": ["1m", "2m", "3m"], "next": {"near": 1}}},
        stations={"near": {"service": "1h", "places": 0, "full_to": "far"},
                  "far": {"servers": 0, "service": "3h"}},
    )  # fmt: skip
    assert ground.read("network.far.busy") == 2
    assert ground.read("network.near.refused") == pytest.approx(2 / 3)


def test_the_highest_rank_goes_first_and_nobody_is_put_out() -> None:
    ground = network(
        1.2,
        classes={"grave": {"rank": 0}, "light": {"rank": 3}},
        sources={
            "light": {
                "at": ["1m", "2m", "3m"],
                "classes": {"light": 1},
                "next": {"bay": 1},
            },
            "grave": {"at": ["4m"], "classes": {"grave": 1}, "next": {"bay": 1}},
        },
        stations={"bay": {"service": "30m"}},
    )
    assert ground.read("network.class.grave.left") == 1
    assert ground.read("network.class.light.left") == 1


def test_members_in_turn_share_evenly() -> None:
    _, model = running(
        100,
        sources={"door": {"every": exponential("5m"), "next": {"desk": 1}}},
        stations={"desk": {"members": 4, "choose": "in-turn", "service": "1m"}},
    )
    counts = [post.served for post in model.clusters["desk"].posts]
    assert max(counts) - min(counts) <= 1


def test_more_units_while_it_runs_empty_the_line() -> None:
    ground = network(
        10,
        sources={"door": {"every": exponential("5m"), "next": {"desk": 1}}},
        stations={"desk": {"service": "20m"}},
    )
    assert ground.read("network.desk.waiting") > 50
    ground.pull("network.desk.servers", 200)
    assert ground.read("network.desk.waiting") == 0
    ground.pull("network.desk.servers", 1)
    busy = ground.read("network.desk.busy")
    ground.env.run(until=11 * HOUR)
    assert 0 < ground.read("network.desk.busy") < busy
