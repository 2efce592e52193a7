"""Three real outages, written as worlds and played: what is known of them comes back.

Berlin-Südwest, 3-8 January 2026; Amsterdam, 17 January 2017; Diemen, 27 March 2015.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest

from ttx import library
from ttx.moment import HOUR, MINUTE, SECOND
from ttx.world import World

FRAME = """\
format: 1
id: incident
title: {nl: Terugblik, en: Back-cast}
startex: 2026-01-03 06:30 Europe/Amsterdam
endex: T+140
teams:
  grid: {title: {nl: Netbeheer, en: Grid operator}}
"""

BERLIN = """\
world:
  infrastructure:
    source: "stern, Stuttgarter Zeitung, Süddeutsche, Volksstimme, January 2026"
    tag: F
    southwest:
      service: power
      title: Berlijn-Zuidwest
      title_en: Berlin South-West
      fails: 0s
      households: 45000
      stages:
        sunday: {after: 21h, share: 0.155556}
        monday: {after: 60h, share: 0.177778}
        thursday: {after: 127h, share: 0.666666}
    ring:
      service: power
      title: kabel naar vier ziekenhuizen
      title_en: cable to four hospitals
      fails: 0s
      restored: {value: 20h, note: "reconnected by Sunday", tag: F}
    feeds:
      title: netvoeding vier ziekenhuizen
      title_en: grid feed of four hospitals
      needs: [ring]
      switch: true
    sets:
      title: aggregaten vier ziekenhuizen
      title_en: generators of four hospitals
      standby_for: feeds
      starts: {chance: 1, note: "no hospital was evacuated", tag: D}
    hospitals:
      title: stroom in vier ziekenhuizen
      title_en: power in four hospitals
      any_of: [feeds, sets]
      buffer: {value: 15m, tag: E, source: "assumption, wants an expert"}
    masts:
      service: telecom
      title: zendmasten
      title_en: masts
      needs: [southwest]
      sites: {count: {value: 60, tag: E, source: "assumption, wants an expert"}}
"""

AMSTERDAM = """\
world:
  infrastructure:
    source: "kst-29517-145 and press, January 2017"
    tag: F
    grid:
      service: power
      title: Amsterdam en omgeving
      title_en: Amsterdam and around
      fails: 1h
      restored: 5h
      households: 360000
    district-heat: {service: heat, title: stadsverwarming, title_en: district heat, needs: [grid]}
    boilers: {service: boilers, title: cv-ketels, title_en: boilers, needs: [grid]}
    payments: {service: payments, title: pinnen, title_en: payments, needs: [grid]}
    masts:
      service: telecom
      title: zendmasten
      title_en: masts
      needs: [grid]
      sites: {count: {value: 400, tag: E, source: "assumption, wants an expert"}}
"""

DIEMEN = """\
world:
  infrastructure:
    source: "operators in the press (pi4raz.nl), March 2015"
    tag: F
    grid:
      service: power
      title: station Diemen
      title_en: Diemen substation
      fails: 30m
      stages:
        first: {after: {value: 2h30m, tag: X, source: chosen to fit}, share: 0.7}
        last: {after: {value: 6h, tag: X, source: chosen to fit}, share: 0.3}
    core:
      service: core
      title: kernlocaties
      title_en: key sites
      needs: [grid]
    masts:
      service: telecom
      title: zendmasten
      title_en: masts
      buffer: {triangular: [1h, 2h, 3h]}
      sites: {count: {value: 500, tag: E, source: "assumption, wants an expert"}}
      depends:
        core: {kind: cyber}
        grid: {share: {value: 0.8, tag: X, source: chosen to fit}}
"""


def played(text: str, path: Path, seed: int = 1) -> World:
    """The world that this text describes, as a scenario of its own."""
    file = path / "incident.yaml"
    file.write_text(FRAME + text, encoding="utf-8")
    return World(library.load(file).scenario, seed)


def test_incident_berlin_southwest_came_back_in_three_stages(tmp_path: Path) -> None:
    world = played(BERLIN, tmp_path)
    left = {}
    for hour in (1, 20, 22, 59, 61, 126, 128):
        world.advance(hour * HOUR)
        left[hour] = world.read("southwest.households_without")
    assert left[1] == left[20] == 45_000
    assert left[22] == left[59] == pytest.approx(38_000, rel=0.01)
    assert left[61] == left[126] == pytest.approx(30_000, rel=0.01)
    assert left[128] == 0


def test_incident_berlin_hospitals_went_back_when_they_decided(tmp_path: Path) -> None:
    world = played(BERLIN, tmp_path)
    lowest = 1.0
    for hour in range(1, 23):
        world.advance(hour * HOUR)
        lowest = min(lowest, world.read("hospitals.level"))
    assert lowest == 1, "no evacuation"
    assert (world.read("ring.level"), world.read("sets.running")) == (1, 1)
    world.pull("feeds.reconnect", "set", 1)
    world.advance(24 * HOUR)
    assert (world.read("feeds.level"), world.read("sets.running")) == (1, 0)


def test_incident_berlin_masts_were_mostly_silent_for_three_days(
    tmp_path: Path,
) -> None:
    for seed in range(1, 4):
        world = played(BERLIN, tmp_path, seed)
        for hour in (4, 20, 40, 58, 72):
            world.advance(hour * HOUR)
            assert world.read("masts.level") < 0.4
        world.advance(130 * HOUR)
        assert world.read("masts.level") == 1


def test_incident_amsterdam_lost_district_heat_at_once(tmp_path: Path) -> None:
    world = played(AMSTERDAM, tmp_path)
    at_once = ("district-heat", "boilers", "payments")
    world.advance(HOUR + SECOND)
    assert [world.read(f"{one}.level") for one in at_once] == [0, 0, 0]
    assert world.read("masts.level") == 1
    assert world.read("grid.households_without") == 360_000
    world.advance(6 * HOUR + SECOND)
    assert [world.read(f"{one}.level") for one in at_once] == [1, 1, 1]
    assert world.read("grid.households_without") == 0
    assert world.read("grid.down_hours") == pytest.approx(5)


def test_incident_diemen_masts_fell_silent_one_by_one(tmp_path: Path) -> None:
    world = played(DIEMEN, tmp_path)
    down = []
    for at in range(0, 8 * HOUR, 5 * MINUTE):
        world.advance(at)
        down.append(1 - world.read("masts.level"))
        assert world.read("core.level") == 1, "key sites have generators"
    assert max(down) == pytest.approx(0.70, abs=0.05)
    after = down[down.index(max(down)) + 6 :]
    assert after[0] == pytest.approx(0.25, abs=0.05)
    assert down[-1] == 0
    falls = [late - early for early, late in pairwise(down)]
    assert max(falls) <= 0.08, "not in one step"
    assert sum(fall > 0 for fall in falls) >= 10
