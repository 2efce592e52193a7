"""Fog, the shared picture and requests at the seats: screens, line mode, the host's clock."""

from __future__ import annotations

from dataclasses import replace

import pytest
from screens import SIZES, asked, playing, screen, seen, type_
from seats import NOW, table
from staff_seats import leader, response

from tests.fog import CHANNELS, foggy
from tests.test_host import Wall, passes, to_talk
from tests.test_plain import one
from ttx.actions import Action, Contact, Fog, Handle, HandOver, Message, Share
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.live.host import Host
from ttx.moment import HOUR, MINUTE
from ttx.text import Text
from ttx.view import Item, Letter, Shared, Spoken, Step

SHARED = Shared(
    Text("Totaalbeeld (LCMS)", "Shared picture (LCMS)"),
    Text("Ieder houdt zijn eigen onderwerp bij.", "Each keeps its own subject."),
    (
        Item("power", Text("Stroom", "Power"), Text("ROT", "ROT"), False,
             "Zuid is donker, herstel onbekend", NOW - 2 * HOUR),
        Item("beds", Text("Bedden", "Beds"), Text("Ziekenhuis", "Hospital"), True,
             "Vier vrij", NOW - 20 * MINUTE),
        Item("message", Text("Kernboodschap", "Core message"), Text("RBT", "RBT"), False),
    ),
    writes=True,
)  # fmt: skip
CUT = replace(SHARED, since=NOW - HOUR, writes=False)
TALK = Spoken(31, NOW - 30 * MINUTE, "region", "hospital-a", "in person",
              "vier verpleegkundigen", "kijken wat kan", "theirs", "owned", "HR",
              (Step(NOW - 20 * MINUTE, "owned", "hospital-a", "HR"),))  # fmt: skip
LATE = Letter(41, NOW, "message", Text("ROT", "ROT"), ("hospital-a",), "mobile", Text(),
              Text("Briefje", "Note"), fate="underway", due=NOW + 20 * MINUTE,
              written=None)  # fmt: skip


# --- screens -------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("lang", ["nl", "en"])
async def test_the_shared_picture_can_be_read_at_every_size(
    size: tuple[int, int], lang: str
) -> None:
    async with playing(table(shared=SHARED), size, lang) as pilot:
        await type_(pilot, "t")
        told, lines = seen(pilot), screen(pilot)
        assert SHARED.title.of(lang) in told
        assert "Zuid is donker" in told
        assert "* " + SHARED.items[1].title.of(lang) in told
        if size[1] > 15:  # the rest is below the edge of a small screen
            assert {"nl": "nog niet geschreven", "en": "not written yet"}[lang] in told
        assert all(len(line) <= size[0] for line in lines)
        await type_(pilot, "t")
        assert SHARED.title.of(lang) not in seen(pilot)


async def test_a_cut_off_table_is_told_since_when_and_writes_nothing() -> None:
    seat = table(shared=CUT)
    async with playing(seat, lang="nl") as pilot:
        await type_(pilot, "t")
        assert "geen verbinding sinds" in seen(pilot)
        assert "een nieuw onderwerp" not in seen(pilot)
        await type_(pilot, "down", "n")
    assert not seat.asked


@pytest.mark.parametrize(
    ("keys", "action"),
    [
        (("t", "down", "n", "end", "'!", "enter"), Share("beds", "Vier vrij!")),
        (("t", "end", "n", "'Tenten", "enter", "'acht", "enter"),
         Share("", "acht", "Tenten")),
        (("v", "'ROT", "enter", "'vier bussen", "f10"),
         Contact("ROT", "vier bussen", request="ours")),
        (("4", "h", "4", "f10"), Handle(31, "done", "HR")),
    ],
)  # fmt: skip
async def test_each_key_asks_for_its_action(
    keys: tuple[str, ...], action: Action
) -> None:
    assert await asked(table(shared=SHARED, contacts=(TALK,)), *keys) == action


async def test_another_tables_item_is_not_written_over() -> None:
    seat = table(shared=SHARED)
    async with playing(seat) as pilot:
        await type_(pilot, "t", "n")
        assert "Another table keeps this item." in seen(pilot)
    assert not seat.asked


async def test_a_spoken_request_shows_its_steps_at_the_other_side() -> None:
    async with playing(table(contacts=(TALK,)), (140, 40), "nl") as pilot:
        await type_(pilot, "4")
        told = seen(pilot)
    assert "een verzoek van hen aan ons" in told
    assert "HR" in told and "vier verpleegkundigen" in told


async def test_the_response_cell_notes_a_spoken_request() -> None:
    keys = ("v", "'ROT", "enter", "'wie betaalt", "f10")
    assert await asked(response(), *keys) == Contact(
        "ROT", "wie betaalt", request="ours"
    )


@pytest.mark.parametrize(
    ("keys", "action"),
    [
        (("f", "1"), Fog("hospital-a")),
        (("f", "3"), Fog("")),
        (("f", "4"), Fog("", on=True)),
        (("6", "o"), HandOver(41)),
    ],
)
async def test_exercise_control_lifts_the_fog_and_hands_over(
    keys: tuple[str, ...], action: Action
) -> None:
    assert await asked(leader(letters=(LATE,)), *keys) == action


async def test_exercise_control_reads_the_fate_of_a_message_and_who_is_cut_off() -> (
    None
):
    async with playing(
        leader(letters=(LATE,), shared=SHARED), (140, 40), "nl"
    ) as pilot:
        await type_(pilot, "6")
        assert "onderweg tot" in seen(pilot)
        await type_(pilot, "4", "t")
        assert "Zuid is donker" in seen(pilot)


# --- line mode -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "action"),
    [
        ("share 2 vijf vrij", Share("beds", "vijf vrij")),
        ("share new Tenten; acht", Share("", "acht", "Tenten")),
        ("asked ROT; vier bussen; komt", Contact("ROT", "vier bussen", outcome="komt",
                                                 request="ours")),
        ("askedus ROT; bedden", Contact("ROT", "bedden", request="theirs")),
        ("handle c1 done HR", Handle(31, "done", "HR")),
        ("handle 3 answered", Handle(15, "answered")),
        ("write care via=phone hallo daar", Message(("care",), "hallo daar", "phone")),
    ],
)  # fmt: skip
async def test_each_line_asks_for_its_action(line: str, action: Action) -> None:
    seat = table(shared=SHARED, contacts=(TALK,))
    told = await one(seat, line)
    assert seat.asked == [action], told


async def test_exercise_control_says_it_in_line_mode() -> None:
    seat = leader(letters=(LATE,))
    told = await one(seat, "fog off region zaal twee", "mist aan all", "handover 1")
    assert seat.asked == [
        Fog("region", why="zaal twee"),
        Fog("", on=True),
        HandOver(41),
    ], told
    told = await one(leader(letters=(LATE,)), "messages", "fog off nergens")
    assert any("Under way until" in line for line in told)
    assert any("one of: hospital-a, region, care, all" in line for line in told)


async def test_line_mode_tells_the_shared_picture_with_owner_and_age() -> None:
    told = await one(
        table(shared=CUT, contacts=(TALK,)), "shared", "contacts", "channels"
    )
    assert "2. Beds, kept by this table, 0:20 old: Vier vrij" in told
    assert "3. Core message, kept by RBT: not written yet." in told
    assert any(line.startswith("Not reached since") for line in told)
    assert any(line.startswith("c1. ") and "Request: owned." in line for line in told)


# --- the host's clock ----------------------------------------------------------------


def test_while_the_world_stands_a_courier_takes_the_tables_own_minutes() -> None:
    wall = Wall()
    exercise = Exercise(foggy("moves"), 7, Journal())
    host = Host(exercise, {}, monotonic=wall, wall=wall)
    to_talk(host, wall)
    assert CHANNELS["courier"].takes is not None
    host.submit(Message(("hospital-a",), "Briefje", "courier"), "region")
    now = exercise.now

    def there() -> list[Letter]:
        return [a for a in host.picture("hospital-a").letters if a.text.nl == "Briefje"]

    passes(host, wall, 19 * 60, 5)
    assert there() == []
    passes(host, wall, 2 * 60, 5)
    assert [letter.at for letter in there()] == [now] == [exercise.now]
