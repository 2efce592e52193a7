"""Every gauge tells why, in a chain that ends and can be told in a few links."""

from __future__ import annotations

from typing import Any

import pytest
from ground import Ground, made
from hypothesis import given, settings
from hypothesis import strategies as st

from ttx.models.infrastructure import Infrastructure
from ttx.models.model import Cause
from ttx.moment import HOUR

ALL: dict[str, Any] = {
    "plan": {"service": "rota", "title": "afschakelplan", "title_en": "rota"},
    "guards": {"service": "guards", "units": 1, "title": "bewakers"},
    "grid": {"service": "power", "fails": "1h", "restored": "20h", "steps": 4,
             "energising": {"drops": {"chance": 0.25}}, "rota_group": 1, "households": 100, "people": 220,
             "place": "Polder", "sabotage": {"rate": "0.5 /d"}},
    "south": {"service": "power", "rota_group": 2, "households": 50},
    "control": {"service": "data", "needs": ["grid"], "buffer": "3h"},
    "core": {"service": "core", "needs": ["grid"], "depends": {"control": {"kind": "cyber"}}},
    "masts": {"service": "telecom", "needs": ["grid"], "sites": {"count": 30},
              "depends": {"core": {"kind": "cyber"}}},
    "alert": {"service": "alert", "needs": ["masts"]},
    "reach": {"needs": ["alert"]},
    "told": {"needs": ["reach"]},
    "calm": {"needs": ["told"]},
    "feed": {"needs": ["grid"], "switch": True},
    "set": {"standby_for": "feed", "starts": {"chance": 0.5}, "tank": "diesel", "burns": "9 l/h"},
    "ward": {"any_of": ["feed", "set"], "buffer": "15m", "reboot": "10m"},
    "pump": {"service": "sewage", "needs": ["grid"], "inflow": "10 m3/h"},
    "pressure": {"service": "pressure", "people": 10, "depends": {"grid": {"share": 0.2}}},
    "round": {"depends": {"circle.level": {"share": 0.3}}},
    "circle": {"depends": {"round": {"share": 0.5}, "grid": {"share": 0.1}}},
    "records": {"service": "records", "needs": ["ward"]},
}  # fmt: skip


def world(nodes: dict[str, Any], **more: Any) -> Ground:
    ground = Ground(outside={"diesel.amount": 50.0, "diesel.hours_left": 5.0}, **more)
    model = made(Infrastructure, nodes, ground)
    assert not ground.problems
    ground.start(model)
    return ground


def chain(ground: Ground, name: str) -> list[Cause]:
    """The chain behind a gauge as the world tells it."""
    found: list[Cause] = []
    while name:
        assert len(found) < 7, [one.text.en for one in found]
        gauge = ground.gauges.get(name)
        if gauge is None:
            assert name in ground.outside, name
            break
        assert gauge.why is not None, name
        cause = gauge.why()
        assert cause is not None, name
        found.append(cause)
        name = cause.then
    return found


def check_all(ground: Ground) -> None:
    for name in ground.gauges:
        told = chain(ground, name)
        assert 1 <= len(told) <= 6, name
        for one in told:
            assert one.text.nl and one.text.en and one.tag in "SFDKEX", name
            assert not one.text.nl.endswith("."), one.text.nl


PULLS = st.lists(
    st.tuples(
        st.integers(0, 60),
        st.sampled_from(
            ["plan.groups_off", "hazard.Polder", "strike.Polder", "control.cyber", "feed.reconnect",
             "grid.restore", "set.test", "records.cyber", "grid.guards", "guards.units",
             "grid.rota", "masts.support", "south.broken", "set.hold", "sabotage.threat"]
        ),
        st.sampled_from([0.0, 0.4, 1.0]),
    ),
    max_size=10,
)  # fmt: skip


@settings(max_examples=30, deadline=None)
@given(PULLS, st.integers(0, 50))
def test_every_gauge_tells_why_at_any_moment(
    pulls: list[tuple[int, str, float]], seed: int
) -> None:
    ground = world(ALL, seed=seed)
    check_all(ground)
    for when, lever, value in sorted(pulls):
        ground.advance(when * HOUR)
        ground.pull(lever, value)
        check_all(ground)
    ground.outside["diesel.amount"] = 0.0
    ground.advance(70 * HOUR)
    check_all(ground)


def test_a_chain_tells_of_the_grid_and_of_the_set_that_did_not_start() -> None:
    ground = world({**ALL, "set": {**ALL["set"], "starts": {"chance": 0.0}}})
    ground.advance(2 * HOUR)
    told = [one.text.en for one in chain(ground, "ward.level")]
    assert told == ["ward: without set, the buffer is used up", "set did not start",
                    "feed: without grid", "grid: failed"]  # fmt: skip


def test_a_long_chain_leaps_to_its_end() -> None:
    ground = world(ALL)
    ground.advance(6 * HOUR)
    told = [one.text.en for one in chain(ground, "calm.level")]
    assert len(told) <= 4
    assert told[0] == "calm: without told"
    assert told[-1].startswith("grid: failed")


def test_what_is_well_says_so() -> None:
    ground = world(ALL)
    told = {
        name: chain(ground, name)[0].text.nl for name in ("grid.level", "set.level")
    }
    assert told == {
        "grid.level": "grid: geen bijzonderheden",
        "set.level": "set: gereed",
    }
    assert (
        chain(ground, "grid.expected")[0].text.nl == "grid: er is niets te herstellen"
    )


def test_expected_tells_what_is_waited_for() -> None:
    ground = world({"grid": {"service": "power", "fails": "0s", "restored": "10h"},
                    "mast": {"service": "internet", "needs": ["grid"]}})  # fmt: skip
    ground.advance(4 * HOUR)
    told = [one.text.nl for one in chain(ground, "mast.expected")]
    assert told == [
        "mast: in afwachting van grid",
        "grid: uitgevallen; herstel over 6 uur",
    ]


@pytest.mark.parametrize(
    ("lever", "says"),
    [
        (
            "plan.groups_off",
            "grid: afgeschakeld volgens het afschakelplan, nog 4 uur",
        ),
        ("hazard.Polder", "grid: in een getroffen gebied"),
    ],
)
def test_what_was_done_to_it_is_the_cause(lever: str, says: str) -> None:
    ground = world(ALL)
    ground.pull(lever, 1.0)
    assert chain(ground, "grid.level")[0].text.nl == says


def test_every_lever_and_gauge_has_both_languages() -> None:
    ground = world(ALL)
    for one in (*ground.gauges.values(), *ground.levers.values()):
        assert one.says.nl and one.says.en, one.name


@settings(max_examples=12, deadline=None)
@given(PULLS, st.integers(0, 50))
def test_the_same_course_at_any_tick_and_however_often_it_is_asked(
    pulls: list[tuple[int, str, float]], seed: int
) -> None:
    quiet, asked = world(ALL, seed=seed), world(ALL, seed=seed)
    for when, lever, value in sorted(pulls):
        for at in range(int(asked.env.now), when * HOUR, 3 * HOUR):
            asked.advance(at)
            check_all(asked)
            asked.readings()
        for one in (quiet, asked):
            one.advance(when * HOUR)
            one.pull(lever, value)
    for one in (quiet, asked):
        one.advance(70 * HOUR)
    assert quiet.readings() == asked.readings()
    assert quiet.log == asked.log
