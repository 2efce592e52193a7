"""A table's controller at the leader's screen: one table's lines, the rest refused."""

from __future__ import annotations

import pytest
from screens import playing, seen, type_
from test_plain import typed

from tests.script import mini
from tests.test_host import Wall, passes, to_talk
from ttx.actions import Decision, Endex, Improvise, Observe, Rate
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.live.host import Host
from ttx.live.host_seat import LocalSeat


@pytest.fixture
def talking() -> Host:
    """The small exercise in its first talk, with something at every table."""
    wall = Wall()
    host = Host(Exercise(mini(), 7, Journal()), {}, monotonic=wall, wall=wall)
    to_talk(host, wall)
    host.submit(Improvise(("hospital-a",), "De kelder loopt vol."), "leader")
    host.submit(Improvise(("region",), "De minister belt."), "leader")
    passes(host, wall, 1)
    return host


async def test_the_screen_is_the_leaders_with_one_table_on_it(talking: Host) -> None:
    seat = LocalSeat(talking, "controller-region")
    async with playing(seat, (140, 40), "nl") as pilot:  # type: ignore[arg-type]
        assert "Oefenstaf bij Regio" in seen(pilot)
        await type_(pilot, "6")
        told = seen(pilot)
        assert "De minister belt." in told and "De kelder loopt vol." not in told
        await type_(pilot, "n")
        await pilot.pause(0.2)
        assert "Dit kan alleen de oefenleider." in seen(pilot)
        await type_(pilot, "2", "end", "f")
        await pilot.pause(0.2)
    state = {key: line.state for key, line in talking.exercise.msel.lines.items()}
    assert talking.exercise.state == "talk"
    assert (state["wait"], state["low@hospital-a"]) == ("delivered", "armed")


async def test_the_truth_tab_holds_what_their_own_table_believes(talking: Host) -> None:
    seat = LocalSeat(talking, "controller-region")
    assert (await seat.as_seen_by("region")).kind == "table"
    assert (await seat.as_seen_by("hospital-a")).seat == "controller-region"
    async with playing(seat, (140, 40)) as pilot:  # type: ignore[arg-type]
        await type_(pilot, "4")
        await pilot.pause(0.2)
        assert "Region" in seen(pilot)


async def test_line_mode_says_it_in_words(talking: Host) -> None:
    told = await lines(talking, "controller-region", "next", "tables", "send all Storm")
    assert told.count("Only the director can do this.") == 1
    assert "This reaches other tables too; only the director can do this." in told
    assert "Hospital A" not in told


async def test_line_mode_tells_an_evaluator_whose_note_it_is(talking: Host) -> None:
    talking.submit(Observe("gap", "niemand belt"), "evaluator")
    talking.submit(Observe("strength", "goed beeld"), "evaluator-2")
    talking.submit(Rate("order-in-time", "S", "stroef"), "evaluator-2")
    apart = await lines(talking, "evaluator", "notes")
    assert "niemand belt" in apart and "goed beeld" not in apart
    talking.submit(Endex(), "leader")
    both = await lines(talking, "evaluator", "notes")
    assert "Evaluator 2, strength: goed beeld." in both
    async with playing(LocalSeat(talking, "evaluator"), (140, 40), "nl") as pilot:  # type: ignore[arg-type]
        assert "Waarnemer 2: uitgevoerd" in seen(pilot) or "Waarnemer 2: S" in seen(
            pilot
        )
        await type_(pilot, "2", "down")
        assert "Waarnemer 2" in seen(pilot) and "goed beeld" in seen(pilot)


async def lines(host: Host, name: str, *asked: str) -> str:
    """What line mode answers to these lines at one seat."""
    return "\n".join(await typed({name: LocalSeat(host, name)}, name, *asked))


def test_decisions_of_others_are_no_part_of_it(talking: Host) -> None:
    talking.submit(Decision("wij sluiten de poort"), "hospital-a")
    desk = talking.picture("controller-region").desk
    assert desk is not None and desk.decided == ()
