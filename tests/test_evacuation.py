"""From a Role 3 to the platform: who goes first, on what, when, and where to."""

from __future__ import annotations

from typing import Any

import pytest
from ground import Ground, made
from hypothesis import given, settings
from hypothesis import strategies as st

from ttx.models.evacuation import Evacuation
from ttx.models.mobility import Mobility
from ttx.models.patient import MILITARY, URGENT, Case, Patient
from ttx.models.transport import Transport
from ttx.moment import DAY, HOUR, MINUTE

TRAIN: dict[str, Any] = {
    "from": "east",
    "number": 1,
    "critical": 10,
    "stretcher": 90,
    "walking": 40,
    "load": "3h",
    "travel": "18h",
    "turn": "24h",
    "patience": "9h",
}
ENTRIES: dict[str, Any] = {
    "north": {"port": "transport.north", "slot": "3h"},
    "south": {"port": "transport.south", "slot": "3h", "further": "4h"},
}


class Platform:
    """Who came, in what order and when."""

    def __init__(self, ground: Ground, name: str) -> None:
        self.ground = ground
        self.came: list[tuple[int, Patient]] = []
        ground.accepts(f"transport.{name}", self.take)

    def take(self, patient: Patient) -> None:
        self.came.append((int(self.ground.env.now), patient))


def world(
    seed: int = 1, outside: dict[str, float] | None = None, **more: Any
) -> tuple[Ground, dict[str, Platform]]:
    ground = Ground(seed, outside=outside)
    ends = {name: Platform(ground, name) for name in ("north", "south")}
    values = {
        "places": {"east": {"to": ["north", "south"]}},
        "entries": ENTRIES,
        "trains": {"train": TRAIN},
        **more,
    }
    ground.start(made(Evacuation, values, ground))
    assert not ground.problems
    return ground, ends


def offer(ground: Ground, many: int, **needs: Any) -> list[Patient]:
    people = []
    for number in range(many):
        luck = ground.stream("test/luck").row(16)
        case = Case("front", number, "evacuated", int(ground.env.now), luck=luck)
        for name, value in needs.items():
            setattr(case, name, value)
        patient = Patient(MILITARY, URGENT)
        patient.case = case
        people.append(patient)
        ground.ports["evacuation.east"](patient)
    return people


VENTILATED = {"icu": True, "said_icu": True, "level": 1, "said_level": 1}
WALKING = {"walking": True}


# ---- one train


def test_a_train_leaves_when_it_is_full_enough_and_arrives_after_its_journey() -> None:
    ground, ends = world()
    offer(ground, 60)
    ground.advance(2 * HOUR)
    assert ground.read("evacuation.east.waiting") == 60, "60 do not fill 70 %"
    offer(ground, 60)
    offer(ground, 20, **WALKING)
    ground.advance(6 * HOUR)
    assert ground.read("evacuation.east.under_way") == 120, "100 lie, 20 walk"
    assert ground.read("evacuation.north.next_size") == 120
    assert ground.read("evacuation.north.next_hours") == pytest.approx(17)
    ground.advance(23 * HOUR + 1)
    assert len(ends["north"].came) == 120
    assert ends["north"].came[0][0] == 23 * HOUR
    assert ground.read("evacuation.east.delivered") == 120
    assert [what for _, what, _ in ground.log] == [
        "evacuation-left", "evacuation-arrived"]  # fmt: skip


def test_nobody_waits_for_ever_for_a_full_train() -> None:
    ground, ends = world()
    offer(ground, 20)
    ground.advance(8 * HOUR)
    assert ground.read("evacuation.east.waiting_stretcher") == 20
    assert ground.read("evacuation.east.longest_wait") == pytest.approx(8)
    ground.advance(2 * DAY)
    assert len(ends["north"].came) == 20
    assert ground.read("evacuation.east.hours_waited") == pytest.approx(
        20 * 12, rel=0.02
    )


def test_those_who_need_most_go_first_and_the_light_use_heavy_places() -> None:
    ground, ends = world()
    light = offer(ground, 60, **WALKING)
    grave = offer(ground, 14, **VENTILATED)
    lying = offer(ground, 85)
    ground.advance(DAY)
    came = [patient for _, patient in ends["north"].came]
    assert sum(one in came for one in grave) == 10, "ten places for the ventilated"
    assert sum(one in came for one in lying) == 85
    assert sum(one in came for one in light) == 45, "forty seats and five stretchers"
    assert ground.read("evacuation.east.waiting_critical") == 4


def test_by_arrival_a_graver_casualty_does_not_pass() -> None:
    grave = {"level": 1, "said_level": 1}
    orders = []
    for key in (0, 1):
        ground, ends = world(trains={"train": {**TRAIN, "walking": 0, "critical": 0}})
        ground.pull("evacuation.east.key", key)
        light = offer(ground, 60)
        ground.advance(MINUTE)
        ground.pull("evacuation.east.hold", 1)
        heavy = offer(ground, 60, **grave)
        ground.pull("evacuation.east.hold", 0)
        ground.advance(DAY)
        came = [patient for _, patient in ends["north"].came]
        orders.append((sum(p in came for p in light), sum(p in came for p in heavy)))
    assert orders == [(30, 60), (60, 30)]


def test_a_held_evacuation_keeps_everybody() -> None:
    ground, _ = world()
    ground.pull("evacuation.east.hold", 1)
    offer(ground, 200)
    ground.advance(2 * DAY)
    assert ground.read("evacuation.east.waiting") == 200
    assert ground.read("evacuation.east.hours_waited") == pytest.approx(200 * 48)
    ground.pull("evacuation.east.hold", 0)
    ground.advance(4 * DAY)
    assert ground.read("evacuation.east.delivered") > 90


# ---- more carriers, other configurations


def test_more_trains_shorten_the_wait() -> None:
    hours = []
    for number in (1, 3):
        ground, _ = world()
        ground.pull("evacuation.train.number", number)
        for day in range(5):
            ground.advance(day * DAY)
            offer(ground, 120)
        ground.advance(8 * DAY)
        hours.append(ground.read("evacuation.east.hours_waited"))
    assert hours[1] < 0.5 * hours[0]


def test_a_withdrawn_train_still_brings_those_aboard() -> None:
    ground, ends = world()
    offer(ground, 120)
    ground.advance(6 * HOUR)
    ground.pull("evacuation.train.number", 0)
    offer(ground, 120)
    ground.advance(9 * DAY)
    assert len(ends["north"].came) > 90
    assert ground.read("evacuation.train.ready") == 0
    assert ground.read("evacuation.east.waiting") == 240 - len(ends["north"].came)


def test_more_places_for_the_ventilated_cost_stretchers_and_hours() -> None:
    ground, ends = world(trains={"train": {**TRAIN, "refit": "6h", "least": 0.5}})
    ground.pull("evacuation.train.critical", 20)
    assert ground.read("evacuation.train.places") == 20 + 60 + 40
    offer(ground, 20, **VENTILATED)
    offer(ground, 100)
    ground.advance(3 * DAY)
    assert ends["north"].came[0][0] == 6 * HOUR + 21 * HOUR
    grave = [p for _, p in ends["north"].came if p.case and p.case.icu]
    assert len(grave) == 20


def test_an_aircraft_and_a_train_share_the_load() -> None:
    plane = {"from": "east", "number": 1}
    ground, ends = world(aircraft={"plane": plane})
    offer(ground, 300)
    ground.advance(3 * DAY)
    assert (
        ground.read("evacuation.plane.trips")
        > ground.read("evacuation.train.trips")
        > 0
    )
    assert len(ends["north"].came) == ground.read("evacuation.east.delivered")


# ---- ways and points of entry


def test_a_closed_way_holds_a_loaded_train_and_stops_one_under_way() -> None:
    outside = {"mobility.rail.open": 0.0, "mobility.rail.speed": 1.0}
    by_rail = {**TRAIN, "way": "mobility.rail.open", "pace": "mobility.rail.speed"}
    ground, ends = world(outside=outside, trains={"train": by_rail})
    offer(ground, 120)
    ground.advance(10 * HOUR)
    assert ground.read("evacuation.train.held_up") == 1
    why = ground.gauges["evacuation.train.held_up"].why
    cause = why() if why else None
    assert cause is not None and cause.then == "mobility.rail.open"
    ground.outside["mobility.rail.open"] = 1.0
    ground.advance(20 * HOUR)  # ten of eighteen hours under way
    assert ground.read("evacuation.north.next_hours") == pytest.approx(8, abs=0.2)
    ground.outside["mobility.rail.open"] = 0.0
    ground.advance(32 * HOUR)
    assert ground.read("evacuation.north.next_hours") == 240
    assert not ends["north"].came
    ground.outside["mobility.rail.open"] = 1.0
    ground.outside["mobility.rail.speed"] = 0.5
    ground.advance(33 * HOUR)
    assert ground.read("evacuation.north.next_hours") == pytest.approx(15, abs=0.5)
    ground.advance(49 * HOUR)
    assert len(ends["north"].came) == 100


def test_a_second_train_waits_for_the_platform() -> None:
    ground, ends = world(trains={"train": {**TRAIN, "number": 2}})
    offer(ground, 280)
    ground.advance(21 * HOUR + MINUTE)
    assert ground.read("evacuation.north.waiting_slot") == 1
    ground.advance(24 * HOUR + MINUTE)
    assert ground.read("evacuation.north.waiting_slot") == 0
    moments = sorted({at for at, _ in ends["north"].came})
    assert moments == [21 * HOUR, 24 * HOUR]


def test_a_closed_point_of_entry_keeps_the_train_before_it() -> None:
    entries = {**ENTRIES, "north": {**ENTRIES["north"], "open": "hub.open"}}
    ground, ends = world(outside={"hub.open": 0.0}, entries=entries)
    offer(ground, 120)
    ground.advance(30 * HOUR)
    assert ground.read("evacuation.north.waiting_slot") == 1
    ground.outside["hub.open"] = 1.0
    ground.advance(31 * HOUR)
    assert len(ends["north"].came) == 100


def test_the_destination_can_be_switched_for_those_who_leave_after() -> None:
    ground, ends = world(trains={"train": {**TRAIN, "number": 2}})
    offer(ground, 130)
    ground.advance(6 * HOUR)
    ground.pull("evacuation.east.to", 1)
    offer(ground, 130)
    ground.advance(2 * DAY)
    assert len(ends["north"].came) == len(ends["south"].came) == 100
    assert ends["south"].came[0][0] == 6 * HOUR + 3 * HOUR + 22 * HOUR


def test_those_under_way_can_be_diverted_at_the_price_of_hours() -> None:
    ground, ends = world(divert="2h")
    offer(ground, 120)
    ground.advance(6 * HOUR)
    ground.pull("evacuation.east.to", 1)
    ground.pull("evacuation.east.divert", 1)
    ground.advance(2 * DAY)
    assert not ends["north"].came
    assert ends["south"].came[0][0] == 21 * HOUR + 6 * HOUR


def test_the_manifest_may_be_wrong_and_nobody_notices_on_the_way() -> None:
    ground, ends = world()
    offer(ground, 100, icu=True, said_icu=False)
    ground.advance(10 * HOUR)
    assert ground.read("evacuation.north.next_critical") == 0
    ground.advance(DAY)
    assert all(p.case and p.case.told_wrong for _, p in ends["north"].came)


def test_the_stay_at_home_is_counted_from_the_platform() -> None:
    ground, ends = world()
    offer(ground, 120)
    ground.advance(DAY)
    assert {p.case.born for _, p in ends["north"].came if p.case} == {21 * HOUR}


def test_offered_beside_carried_counts_each_calendar_day() -> None:
    ground, _ = world()
    offer(ground, 30)
    ground.advance(15 * HOUR)
    assert ground.read("evacuation.east.offered_today") == 30
    assert ground.read("evacuation.east.carried_today") == 30
    ground.advance(17 * HOUR)  # 01:00 on the next day
    assert ground.read("evacuation.east.offered_today") == 0
    assert ground.read("evacuation.east.offered") == 30


# ---- the whole way: a line, a train, a hub

RAIL = {"kind": "rail", "capacity": 8, "flow": 5, "length": 100, "speed": 80}


def whole_way(hours: int) -> tuple[Ground, list[Patient]]:
    """120 casualties by train and hub to a bed, with the line cut for some hours."""
    ground, beds = Ground(), list[Patient]()

    def find(patient: Patient) -> None:
        assert patient.case is not None and patient.case.carry is not None
        patient.case.carry(patient, "east", beds.append)

    ground.accepts("care.regulate", find)
    about = {"source": "test", "tag": "X"}
    hub = {"region": "east", "teams": 6, "vehicles": 30, "travel": {"east": "40m"}}
    train = {**TRAIN, "way": "mobility.line.open", "pace": "mobility.line.speed"}
    ground.start(
        made(Mobility, {**about, "ways": {"line": RAIL}}, ground),
        made(Evacuation, {
            **about,
            "places": {"east": {"to": ["north"]}},
            "entries": {"north": {"port": "transport.hub", "slot": "3h"}},
            "trains": {"train": train},
        }, ground),
        made(Transport, {
            **about,
            "regions": {"east": {"ambulances": 30, "a1_rides": 100}},
            "hubs": {"hub": hub},
        }, ground),
    )  # fmt: skip
    offer(ground, 100)
    if hours:
        ground.pull("mobility.line.sabotage", hours)
    return ground, beds


def test_a_cut_line_reaches_the_hub_as_a_later_train() -> None:
    free, beds = whole_way(0)
    free.advance(2 * DAY)
    assert len(beds) == free.read("transport.hub.through") == 100
    cut, later = whole_way(24)
    cut.advance(41 * HOUR)
    why = cut.gauges["evacuation.train.ready"].why
    assert not later and why is not None
    cut.advance(4 * DAY)
    assert len(later) == 100
    assert cut.read("transport.hub.hours_to_bed") == pytest.approx(
        free.read("transport.hub.hours_to_bed")
    ), "the hub counts from the platform"


def test_exact_a_train_that_never_waits_brings_its_places_once_a_round() -> None:
    """Load 3 h, travel 18 h, slot 3 h and turn 24 h: 140 in each 48 hours."""
    ground, ends = world()
    for day in range(40):
        ground.advance(day * DAY)
        many = 1 if day else 2
        offer(ground, 12 * many, **VENTILATED)
        offer(ground, 60 * many)
        offer(ground, 30 * many, **WALKING)
    ground.advance(40 * DAY)
    assert len(ends["north"].came) == 140 * 20
    assert ground.read("evacuation.train.trips") == 20


# ---- laws

DEEDS = st.lists(
    st.tuples(
        st.integers(0, 90),
        st.sampled_from([
            "offer", "grave", "walk", "east.hold", "east.to", "east.divert",
            "train.number", "train.critical", "train.least", "plane.number",
        ]),
        st.integers(0, 3),
    ),
    max_size=14,
)  # fmt: skip


def play(deeds: list[Any], tick: int) -> tuple[Ground, int]:
    ground, ends = world(aircraft={"plane": {"from": "east", "number": 1}})
    for at in range(0, 8 * DAY, tick):
        ground.advance(at)
        ground.readings()
        for when, what, value in deeds:
            if when * HOUR != at:
                continue
            if what in ("offer", "grave", "walk"):
                needs = {"offer": {}, "grave": VENTILATED, "walk": WALKING}[what]
                offer(ground, 40 * value, **needs)
            else:
                name = f"evacuation.{what}"
                ground.pull(name, min(float(value), ground.levers[name].high))
    ground.advance(8 * DAY)
    return ground, sum(len(one.came) for one in ends.values())


@settings(max_examples=30, deadline=None)
@given(DEEDS)
def test_every_casualty_waits_is_under_way_or_has_arrived(deeds: list[Any]) -> None:
    ground, came = play(deeds, 6 * HOUR if not deeds else HOUR)
    read = {what: ground.read(f"evacuation.east.{what}") for what in
            ("offered", "waiting", "under_way", "delivered", "carried")}  # fmt: skip
    assert read["offered"] == read["waiting"] + read["under_way"] + read["delivered"]
    assert read["carried"] == read["under_way"] + read["delivered"]
    assert came == read["delivered"]
    waits = ("waiting_critical", "waiting_stretcher", "waiting_walking")
    kinds = sum(ground.read(f"evacuation.east.{one}") for one in waits)
    assert kinds == read["waiting"]


@settings(max_examples=8, deadline=None)
@given(DEEDS)
def test_the_ticks_do_not_matter(deeds: list[Any]) -> None:
    one, other = play(deeds, HOUR)[0], play(deeds, HOUR // 4)[0]
    assert one.readings() == pytest.approx(other.readings())
    assert one.log == other.log


def test_every_figure_says_why_in_both_languages_without_a_circle() -> None:
    outside = {"way.open": 1.0}
    ground, _ = world(
        outside=outside,
        trains={"train": {**TRAIN, "way": "way.open"}},
        aircraft={"plane": {"from": "east", "number": 0}},
    )
    for at in (1, 2, 6, 20, 40, 70):
        ground.advance(at * HOUR)
        if at in (2, 20):
            offer(ground, 90)
        ground.outside["way.open"] = float(at != 20)
        ground.pull("evacuation.east.hold", float(at == 40))
        for name in ground.gauges:
            steps, step = 0, name
            while step in ground.gauges:
                tell = ground.gauges[step].why
                cause = tell() if tell else None
                assert cause is not None and cause.text.nl and cause.text.en, step
                assert cause.text.nl != cause.text.en
                step, steps = cause.then, steps + 1
                assert steps <= 5


def test_wrong_names_are_problems() -> None:
    ground = Ground()
    made(Evacuation, {
        "places": {"east": {"to": ["west"]}, "far": {"to": []}, "north": {"to": ["north"]}},
        "entries": ENTRIES,
        "trains": {"train": {**TRAIN, "from": "nowhere"}},
    }, ground)  # fmt: skip
    codes = [problem.code for problem in ground.problems]
    assert codes == ["name-taken", "unknown-entry", "unknown-entry", "unknown-place"]
