"""Fleets held against the books; assistance, planned rides and helicopter teams."""

from __future__ import annotations

from typing import Any

import pytest
from ground import Ground, made

from ttx.models.transport import Transport
from ttx.moment import DAY, HOUR, MINUTE

ABOUT = {"source": "test", "tag": "X"}
REGIONS = {
    "east": {"ambulances": 30, "a1_rides": 110},
    "west": {"ambulances": 36, "a1_rides": 140},
}


def world(seed: int = 1, **more: Any) -> Ground:
    ground = Ground(seed)
    values = {**ABOUT, "clock": "8h", "regions": REGIONS, **more}
    ground.start(made(Transport, values, ground))
    assert not ground.problems
    return ground


# ---- the books


def erlang_c(servers: int, load: float) -> float:
    """The chance to wait, by way of the recursion of Erlang B."""
    blocked = 1.0
    for number in range(1, servers + 1):
        blocked = load * blocked / (number + load * blocked)
    return blocked / (1 - load / servers * (1 - blocked))


def waits(ambulances: int, a_day: int, seeds: int, days: int) -> tuple[float, float]:
    """Hours that a call waits: as the books say, and as seen."""
    even = {
        "ambulances": ambulances,
        "ambulances_night": ambulances,
        "a1_rides": a_day,
        "other": 0,
        "even": True,
        "cycle": {"exponential": "60m"},
    }
    load = a_day / 24
    wait = erlang_c(ambulances, load) / (ambulances - load)
    seen, rides = 0.0, 0.0
    for seed in range(seeds):
        ground = world(seed, regions={"east": even})
        ground.advance(days * DAY)
        seen += ground.read("transport.east.hours_waited")
        rides += ground.read("transport.east.a1_rides")
    assert rides == pytest.approx(seeds * days * a_day, rel=0.02)
    return wait, seen / rides


@pytest.mark.parametrize(("ambulances", "a_day"), [(5, 72), (10, 180)])
def test_exact_calls_wait_for_an_ambulance_as_erlang_c_says(
    ambulances: int, a_day: int
) -> None:
    """M/M/c: Poisson calls, exponential rides of one hour, c ambulances."""
    wait, seen = waits(ambulances, a_day, seeds=3, days=250)
    assert seen == pytest.approx(wait, rel=0.1)


@pytest.mark.slow
@pytest.mark.parametrize(("ambulances", "a_day"), [(5, 96), (10, 204), (12, 216)])
def test_exact_many_more_calls_come_closer_to_erlang_c(
    ambulances: int, a_day: int
) -> None:
    wait, seen = waits(ambulances, a_day, seeds=12, days=500)
    assert seen == pytest.approx(wait, rel=0.06)


def test_exact_without_calls_nobody_waits() -> None:
    ground = world(regions={"east": {"ambulances": 3, "a1_rides": 0}})
    ground.advance(5 * DAY)
    assert ground.read("transport.east.hours_waited") == 0


# ---- satellite navigation


def test_gnss_off_makes_rides_late() -> None:
    late = []
    for times in (1.0, 1.3):
        ground = world()
        ground.pull("transport.all.gnss", times)
        ground.advance(10 * DAY)
        late.append(ground.read("transport.all.a1_late"))
    assert late[1] > 2 * late[0]


# ---- assistance

HELP = {"help": {"from": "west", "to": "east", "drive": "45m", "most": 12}}


def test_assistance_is_missed_at_home_at_once_and_helps_after_the_drive() -> None:
    quiet, helped = world(), world(assistance=HELP)
    helped.pull("transport.help.ambulances", 6)
    assert helped.read("transport.west.free") == quiet.read("transport.west.free") - 6
    assert helped.read("transport.east.free") == quiet.read("transport.east.free")
    helped.advance(46 * MINUTE)
    assert helped.read("transport.help.here") == 6
    quiet.advance(46 * MINUTE)
    assert helped.read("transport.east.free") == quiet.read("transport.east.free") + 6
    helped.pull("transport.help.ambulances", 0)
    helped.advance(2 * HOUR)
    quiet.advance(2 * HOUR)
    assert helped.read("transport.west.free") == quiet.read("transport.west.free")
    assert helped.read("transport.east.free") == quiet.read("transport.east.free")


def test_assistance_called_off_on_the_way_turns_back() -> None:
    ground = world(assistance=HELP)
    ground.pull("transport.help.ambulances", 8)
    ground.advance(20 * MINUTE)
    ground.pull("transport.help.ambulances", 3)
    assert ground.read("transport.help.coming") == 3
    ground.advance(DAY)
    assert ground.read("transport.help.here") == 3


# ---- planned rides

DIALYSIS = {"rides-d": {"region": "east", "rides": 60}}


def test_planned_rides_are_made_and_cost_nothing_more() -> None:
    quiet, planned = world(), world(dialysis=DIALYSIS)
    for ground in (quiet, planned):
        ground.advance(5 * DAY)
    assert planned.read("transport.rides-d.made") == 300
    late = "transport.east.a1_late"
    assert planned.read(late) == quiet.read(late)


def test_stopping_planned_rides_frees_ambulances_and_the_price_comes_later() -> None:
    ground = world(dialysis=DIALYSIS)
    before = ground.read("transport.east.free")
    ground.pull("transport.rides-d.stop", 1)
    gained = ground.read("transport.east.free") - before
    assert 5 <= gained <= 8, "60 rides of 80 minutes in twelve hours keep 6 or 7 busy"
    ground.advance(20 * HOUR)
    assert ground.read("transport.rides-d.put_off") >= 50
    assert ground.read("transport.rides-d.became_urgent") == 0
    ground.advance(4 * DAY)
    urgent = ground.read("transport.rides-d.became_urgent")
    assert 20 < urgent < 90
    quiet = world(dialysis=DIALYSIS)
    quiet.advance(4 * DAY)
    rides = "transport.east.a1_rides"
    assert ground.read(rides) == quiet.read(rides) + urgent


def test_rides_put_off_are_made_up_for_when_they_are_driven_again() -> None:
    ground = world(dialysis={"rides-d": {**DIALYSIS["rides-d"], "catch_up": 2}})
    ground.pull("transport.rides-d.stop", 1)
    ground.advance(10 * HOUR)
    assert ground.read("transport.rides-d.put_off") > 40
    ground.pull("transport.rides-d.stop", 0)
    ground.advance(25 * HOUR)
    assert ground.read("transport.rides-d.freed") < 0, "catching up takes ambulances"
    ground.advance(60 * HOUR)
    assert ground.read("transport.rides-d.put_off") == 0
    assert ground.read("transport.rides-d.freed") == 0
    assert ground.read("transport.rides-d.became_urgent") == 0


def test_who_waits_to_go_home_does_not_become_an_emergency() -> None:
    ground = world(discharge={"home": {"region": "east", "rides": 40}})
    ground.pull("transport.home.stop", 1)
    ground.advance(5 * DAY)
    assert ground.read("transport.home.became_urgent") == 0
    assert ground.read("transport.home.put_off") == pytest.approx(200, abs=5)
    assert ground.read("transport.home.hours_put_off") > 200 * 24


# ---- helicopter teams


def flown(change: Any = None, seed: int = 1, days: int = 30) -> tuple[float, float]:
    """The share of calls by road, and the share that is late."""
    ground = world(seed, mmt={"mmt": {}})
    if change:
        change(ground)
    ground.advance(days * DAY)
    calls = ground.read("transport.mmt.calls")
    assert calls == pytest.approx(20 * days, rel=0.15)
    return (
        ground.read("transport.mmt.by_road") / calls,
        ground.read("transport.mmt.late") / calls,
    )


def test_by_day_they_fly_and_by_night_not_always() -> None:
    by_road, late = flown()
    assert by_road == pytest.approx(0.2 * 8 / 24, abs=0.03)
    assert late < 0.25


def test_a_drone_over_a_helipad_puts_its_team_on_the_road() -> None:
    by_road, late = flown(lambda g: g.pull("transport.mmt.pads_closed", 2))
    assert by_road == pytest.approx(0.5 + 0.5 * 0.2 / 3, abs=0.05)
    assert late > flown()[1]


def test_in_bad_weather_all_go_by_road() -> None:
    assert flown(lambda g: g.pull("transport.mmt.weather", 0), days=5)[0] == 1


# ---- what is told


def test_every_figure_says_why_in_both_languages_without_a_circle() -> None:
    scene = {"region": "east", "ambulances": {"east": 6}}
    ground = Ground(outside={})
    ground.accepts("care.regulate", lambda patient: None)
    hub = {"region": "west", "teams": 4, "travel": {}}
    values = {**ABOUT, "regions": REGIONS, "scenes": {"field": scene}, "mmt": {"mmt": {}},
              "hubs": {"hub": hub}, "dialysis": DIALYSIS, "assistance": HELP}  # fmt: skip
    ground.start(made(Transport, values, ground))
    for hour, (lever, value) in enumerate((
        ("hub.open", 0.0), ("rides-d.stop", 1.0), ("help.ambulances", 4.0),
        ("mmt.pads_closed", 1.0), ("east.lent", 30.0), ("all.speed", 0.6),
        ("hub.direct", 1.0),
    )):  # fmt: skip
        ground.advance((6 * hour + 1) * HOUR)
        for name in ground.gauges:
            steps, step = 0, name
            while step in ground.gauges:
                tell = ground.gauges[step].why
                cause = tell() if tell else None
                assert cause is not None and cause.text.nl and cause.text.en, step
                assert cause.text.nl != cause.text.en, cause.text.nl
                step, steps = cause.then, steps + 1
                assert steps <= 5
        ground.pull(f"transport.{lever}", value)


def test_whether_a_hub_is_open_can_be_read() -> None:
    ground = Ground()
    hub = {"region": "east", "teams": 4, "travel": {}}
    values = {**ABOUT, "regions": REGIONS, "hubs": {"hub": hub}}
    ground.start(made(Transport, values, ground))
    assert ground.read("transport.hub.open") == 1
    ground.pull("transport.hub.open", 0)
    assert ground.read("transport.hub.open") == 0


def test_unknown_regions_are_problems() -> None:
    ground = Ground()
    ground.accepts("care.regulate", lambda patient: None)
    made(Transport, {
        **ABOUT, "regions": REGIONS,
        "scenes": {"field": {"region": "east", "ambulances": {"north": 3}}},
        "discharge": {"home": {"region": "north", "rides": 3}},
        "assistance": {"help": {"from": "north", "to": "east"}},
    }, ground)  # fmt: skip
    assert [one.code for one in ground.problems] == ["unknown-region"] * 3
