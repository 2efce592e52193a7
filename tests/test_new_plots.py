"""The plots of `ttx new`, played: what people type is found, and what they read makes sense."""

from __future__ import annotations

from pathlib import Path

import pytest

from ttx import library
from ttx.actions import TurnTo
from ttx.cli import main
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.live.host import Host
from ttx.live.host_seat import LocalSeat
from ttx.policy import play_through
from ttx.tui.widgets.situation import describe


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of one's own to work in."""
    monkeypatch.chdir(tmp_path)


def begun(plot: str, lang: str) -> Host:
    """An exercise of this plot, its first move at talk."""
    assert main(["new", plot, "--yes", "--plot", plot, "--lang", lang]) == 0
    host = Host(Exercise(library.load(plot).scenario, 1, Journal()), {})
    move = host.exercise.scenario.moves[0].id
    for state in ("brief", "talk"):
        host.submit(TurnTo(move, state), "leader")
        host.tick()
    assert host.exercise.state == "talk"
    return host


@pytest.mark.parametrize(
    ("plot", "lang", "table", "typed", "option"),
    [
        ("power", "en", 0, "we switch off the lifts", "save-power"),
        ("power", "nl", 0, "we zetten de liften uit", "save-power"),
        ("flood", "en", 0, "we stay and carry sandbags", "hold-house"),
        ("flood", "nl", 0, "we blijven en leggen zandzakken", "hold-house"),
        ("flood", "en", 0, "thirty of them go by bus", "leave-own"),
        ("flood", "nl", 0, "dertig mensen gaan met de bus weg", "leave-own"),
        ("flood", "en", 1, "the boat fetches the six patients", "boat-partner"),
        ("flood", "nl", 1, "wij ontruimen nu het nog kan", "leave-partner"),
        ("digital", "en", 0, "we disconnect everything", "cut-off"),
        ("digital", "nl", 0, "we koppelen alles los", "cut-off"),
        ("digital", "en", 1, "keep eight hours of the crew for us", "specialists-partner"),
        ("digital", "nl", 0, "alles op papier", "on-paper"),
    ],
)  # fmt: skip
async def test_what_a_table_types_is_found_first(
    plot: str, lang: str, table: int, typed: str, option: str
) -> None:
    host = begun(plot, lang)
    seat = LocalSeat(host, host.exercise.scenario.tables[table].id)
    assert (await seat.propose(typed))[0].option == option


def test_specialists_who_look_in_time_spare_the_neighbour() -> None:
    assert main(["new", "late", "--yes", "--plot", "digital"]) == 0
    assert main(["new", "early", "--yes", "--plot", "digital"]) == 0
    path = Path("scenarios/early/policies.yaml")
    text = path.read_text(encoding="utf-8")
    assert "on: partner-hit, after: 60m" in text
    path.write_text(
        text.replace("on: partner-hit, after: 60m", "on: screens-black, after: 60m")
    )
    hours = {}
    for name in ("late", "early"):
        exercise = Exercise(library.load(name).scenario, 1, Journal())
        play_through(exercise, {t.id: "routine" for t in exercise.scenario.tables})
        hours[name] = exercise.outcomes()["systems-partner.down_hours"]
    assert hours["early"] == 0 < hours["late"]


def test_a_share_that_fell_is_told_as_the_share_that_it_is() -> None:
    picture = begun("digital", "en").picture("crisis-team")
    systems = next(r for r in picture.readings if r.gauge == "systems-own.level")
    assert systems.shown.en == "0 %"
    assert (
        "Known so far: 100 % → 0 % (falling)" in describe(systems, picture, "en").plain
    )


def test_what_stands_ready_is_not_told_as_days_of_supply() -> None:
    flood, power = begun("flood", "en"), begun("power", "en")
    ready = {r.gauge: r.shown.en for r in flood.picture("crisis-team").readings}
    assert ready["power-own.hours_left"] == "not in use"
    ready = {r.gauge: r.shown.en for r in power.picture("care-home-next-door").readings}
    assert "diesel.own.amount" in ready and "over 10 days" not in ready.values()
