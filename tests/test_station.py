"""A station waits as queueing theory says, loses nobody, and helps in order of rank."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial

import numpy as np
import pytest
from simpy import Environment, Event

from ttx.models.patient import IMMEDIATE, LATER, REGULAR, SOON, URGENT, Patient
from ttx.models.station import Calendar, Meter, Station, wake
from ttx.moment import HOUR, MINUTE

UNIT = 10_000
"""Milliseconds that stand for one unit of time in the textbook cases."""


class Queue:
    """Poisson arrivals at one station; `lost` those who find it full and go away."""

    def __init__(
        self,
        rate: float,
        units: int,
        stay: Callable[[np.random.Generator], float],
        seed: int = 11,
        patience: bool = True,
        ranks: tuple[float, ...] = (1.0,),
    ) -> None:
        self.env = Calendar()
        self.luck = np.random.default_rng(seed)
        self.rate, self.stay, self.patience, self.ranks = rate, stay, patience, ranks
        self.station = Station(self.env, units, self.done, self.started)
        self.come = self.gone = self.lost = 0
        self.inside = Meter(self.env)
        self.waits: dict[int, list[float]] = {rank: [] for rank in range(4)}

    def done(self, patient: Patient) -> None:
        self.gone += 1
        self.inside.add(-1)
        self.station.leave()

    def started(self, patient: Patient) -> None:
        self.waits[patient.rank].append((self.env.now - patient.until_in) / UNIT)

    def arrivals(self) -> Iterator[Event]:
        while True:
            yield self.env.timeout(round(self.luck.exponential(1 / self.rate) * UNIT))
            self.come += 1
            rank = int(np.searchsorted(np.cumsum(self.ranks), self.luck.random()))
            patient = Timed(REGULAR, rank)
            patient.until_in = int(self.env.now)
            stay = max(1, round(self.stay(self.luck) * UNIT))
            if not self.patience and self.station.free <= 0:
                self.lost += 1
                continue
            self.inside.add(1)
            self.station.join(patient, stay, rank)

    def run(self, span: float) -> Queue:
        self.env.process(self.arrivals())
        self.env.run(until=round(span * UNIT))
        return self

    def mean_wait(self, rank: int = 0) -> float:
        return float(np.mean(self.waits[rank]))


class Timed(Patient):
    """A patient who remembers when the line was joined."""

    until_in = 0


def exponential(mean: float) -> Callable[[np.random.Generator], float]:
    return lambda luck: float(luck.exponential(mean))


def erlang_b(servers: int, offered: float) -> float:
    blocked = 1.0
    for one in range(1, servers + 1):
        blocked = offered * blocked / (one + offered * blocked)
    return blocked


def erlang_c(servers: int, offered: float) -> float:
    blocked = erlang_b(servers, offered)
    return blocked / (1 - offered / servers * (1 - blocked))


# ---- closed forms (class A of the validation list): R `queueing` manual, Ciw "bank"


@pytest.mark.parametrize(
    ("rate", "units", "mean", "expected"),
    [
        (1 / 4, 1, 3.0, 9.0),  # M/M/1: Wq = 9
        (0.2, 3, 10.0, 4.444444),  # M/M/3: Wq = 4.4444, C = 0.4444
        (5.0, 2, 0.1, 0.0066667),  # M/M/2: Wq = 0.0066667, C = 0.1
    ],
)
def test_waits_match_erlang_c(
    rate: float, units: int, mean: float, expected: float
) -> None:
    offered = rate * mean
    theory = erlang_c(units, offered) / (units / mean - rate)
    assert theory == pytest.approx(expected, rel=1e-4)
    queue = Queue(rate, units, exponential(mean)).run(60_000 / rate)
    assert queue.mean_wait() == pytest.approx(expected, rel=0.06)
    waited = np.mean(np.array(queue.waits[0]) > 1e-9)
    assert waited == pytest.approx(erlang_c(units, offered), rel=0.05)


def test_a_fixed_stay_halves_the_wait_as_in_m_d_1() -> None:
    queue = Queue(0.8, 1, lambda luck: 1.0).run(80_000)
    assert queue.mean_wait() == pytest.approx(2.0, rel=0.05)


def test_losses_match_erlang_b() -> None:
    assert erlang_b(15, 12.0) == pytest.approx(0.0857292, rel=1e-5)
    queue = Queue(3.0, 15, exponential(4.0), patience=False).run(20_000)
    assert queue.lost / queue.come == pytest.approx(0.0857292, rel=0.05)


def test_priorities_match_cobham() -> None:
    """Non-preemptive M/M/1, two classes at 0.3 and 0.4, service mean 1."""
    queue = Queue(0.7, 1, exponential(1.0), ranks=(3 / 7, 4 / 7)).run(120_000)
    left_over = 0.7  # sum of rate x E[S^2] / 2
    assert queue.mean_wait(0) == pytest.approx(left_over / (1 - 0.3), rel=0.06)
    expected = left_over / ((1 - 0.3) * (1 - 0.7))
    assert queue.mean_wait(1) == pytest.approx(expected, rel=0.06)


def test_littles_law_holds_for_line_and_station() -> None:
    span = 50_000
    queue = Queue(0.2, 3, exponential(10.0), seed=5).run(span)
    rate = queue.come / span
    in_line = queue.station.queue.hours * HOUR / UNIT / span
    assert in_line == pytest.approx(rate * queue.mean_wait(), rel=0.01)
    waited = queue.station.waited / UNIT / queue.station.served
    assert waited == pytest.approx(queue.mean_wait(), rel=1e-9)


def test_without_a_limit_beds_in_use_are_rate_times_stay() -> None:
    """M/G/inf, the load check of the planning table (lognormal stays)."""
    stay = 8.0
    queue = Queue(5.0, 10_000, lambda luck: float(luck.lognormal(np.log(stay), 0.9)))
    queue.run(20_000)
    mean = queue.inside.hours * HOUR / UNIT / 20_000
    assert mean == pytest.approx(5.0 * stay * np.exp(0.9**2 / 2), rel=0.03)


# ---- laws


@pytest.mark.parametrize("seed", range(5))
def test_nobody_is_lost(seed: int) -> None:
    queue = Queue(0.5, 3, exponential(7.0), seed=seed)
    queue.run(500)
    station = queue.station
    assert queue.come == queue.gone + station.busy + station.queue.count
    assert station.arrived == queue.come
    assert station.finished == queue.gone
    assert 0 <= station.busy <= station.units


@pytest.fixture
def env() -> Calendar:
    return Calendar()


def person(rank: int = URGENT) -> Patient:
    return Patient(REGULAR, rank)


def test_a_free_unit_makes_one_event_only(env: Calendar) -> None:
    station = Station(env, 1, lambda p: station.leave())
    before = len(env._queue)
    station.join(person(), MINUTE, URGENT)
    assert len(env._queue) == before + 1
    station.join(person(), MINUTE, URGENT)
    assert len(env._queue) == before + 1


def test_lines_are_helped_in_order_of_rank_then_of_arrival(
    env: Calendar,
) -> None:
    log: list[int] = []
    station = Station(env, 1, lambda p: station.leave(), lambda p: log.append(p.rank))
    for rank in (URGENT, LATER, SOON, IMMEDIATE, URGENT):
        station.join(person(rank), MINUTE, rank)
    env.run(until=HOUR)
    assert log == [URGENT, IMMEDIATE, URGENT, SOON, LATER]


def test_fewer_units_put_nobody_out_and_let_nobody_in(env: Calendar) -> None:
    station = Station(env, 3, lambda p: station.leave())
    for stay in (1, 2, 3, 10, 10):
        station.join(person(), stay * MINUTE, URGENT)
    station.resize(1)
    assert (station.busy, station.free, station.queue.count) == (3, -2, 2)
    env.run(until=2 * MINUTE + 1)
    assert (station.busy, station.queue.count) == (1, 2)
    env.run(until=3 * MINUTE + 1)
    assert (station.busy, station.queue.count) == (1, 1)


def test_more_units_start_those_who_wait_at_once(env: Calendar) -> None:
    station = Station(env, 0, lambda p: station.leave())
    for _ in range(4):
        station.join(person(), HOUR, URGENT)
    env.run(until=MINUTE)
    station.resize(3)
    assert (station.busy, station.queue.count) == (3, 1)
    assert station.waited == 3 * MINUTE
    assert station.longest == pytest.approx(1 / 60)


def test_who_finds_no_next_place_blocks_the_one_that_is_held(
    env: Calendar,
) -> None:
    ward = Station(env, 1, lambda p: ward.leave())

    def decided(patient: Patient) -> None:
        patient.holds = emergency
        ward.join(patient, 10 * MINUTE, URGENT)

    emergency = Station(env, 1, decided)
    for _ in range(3):
        emergency.join(person(), MINUTE, URGENT)
    env.run(until=2 * MINUTE + 1)
    assert emergency.blocked.count == 1
    assert emergency.queue.count == 1, "the third waits for a place that is blocked"
    env.run(until=11 * MINUTE + 1)
    assert emergency.blocked.hours == pytest.approx(9 / 60, abs=1e-4)
    env.run(until=40 * MINUTE)
    assert (ward.finished, emergency.busy, emergency.blocked.count) == (3, 0, 0)


def test_a_line_can_be_emptied_in_order(env: Calendar) -> None:
    station = Station(env, 0, lambda p: None)
    planned = [person(LATER) for _ in range(3)]
    for patient in planned:
        station.join(patient, HOUR, LATER)
    station.join(person(SOON), HOUR, SOON)
    assert station.withdraw(LATER) == planned
    assert station.queue.count == 1


def test_those_present_come_first_to_end_first(env: Calendar) -> None:
    station = Station(env, 3, lambda p: station.leave())
    stays = {3: person(), 1: person(), 2: person()}
    for stay, patient in stays.items():
        station.join(patient, stay * HOUR, URGENT)
    wake(env, person(), HOUR, (lambda p: None,))
    assert station.present() == [stays[1], stays[2], stays[3]]
    stays[1].gone = True
    assert station.present() == [stays[2], stays[3]]


def test_reading_a_meter_changes_nothing(env: Calendar) -> None:
    meter = Meter(env)
    meter.add(2)
    env.run(until=HOUR)
    assert [meter.hours, meter.hours] == [2.0, 2.0]
    meter.add(-1)
    env.run(until=2 * HOUR)
    assert meter.hours == 3.0


@pytest.mark.parametrize("begins", [0, -50 * MINUTE, 7 * MINUTE])
def test_the_calendar_keeps_the_order_of_one_heap(begins: int) -> None:
    """Near and far, ties included, however often it is stopped; beside SimPy's own."""
    luck = np.random.default_rng(3)
    moments = luck.integers(0, 40, 4000) * 9 * MINUTE
    orders = []
    for env, stops in ((Environment(begins), 1), (Calendar(begins), 97)):
        log: list[tuple[int, int]] = []

        def told(
            one: Patient, _: Event | None = None, log: list[tuple[int, int]] = log,
            env: Environment = env,
        ) -> None:  # fmt: skip
            log.append((int(env.now), one.rank))

        for number, after in enumerate(moments):
            if number % 7 == 0:
                own = Timed(REGULAR, number)
                event = env.timeout(int(after))
                event.callbacks.append(partial(told, own))
            elif isinstance(env, Calendar):
                wake(env, Timed(REGULAR, number), int(after), (told,))
            else:
                one = Timed(REGULAR, number)
                one.callbacks = [told]
                env.schedule(one, delay=int(after))
        for stop in range(1, stops + 1):
            env.run(until=begins + 400 * MINUTE * stop // stops)
        orders.append(log)
    assert len(orders[0]) == 4000
    assert orders[0] == orders[1]


def test_those_present_are_found_near_and_far(env: Calendar) -> None:
    station = Station(env, 9, lambda p: station.leave())
    for stay in (50 * HOUR, MINUTE, 3 * HOUR, 2 * MINUTE, 3 * HOUR):
        station.join(person(), stay, URGENT)
    env.run(until=MINUTE + 1)
    stays = [p.until // MINUTE for p in station.present()]
    assert stays == [2, 180, 180, 3000]
