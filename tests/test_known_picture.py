"""How old and how wrong a table's picture was: measured in cases small enough to know."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.fog import HOUSE, Room, foggy, ruled
from tests.words import ROOT
from ttx import library
from ttx.actions import (
    Contact,
    Decision,
    Endex,
    Fog,
    Handle,
    Message,
    Override,
    Share,
)
from ttx.debrief.facts import gather
from ttx.debrief.picture import known, pictures
from ttx.debrief.requests import passage
from ttx.evaluation_log import Log
from ttx.evaluation_picture import as_read, beside, distance, matters
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.moment import HOUR, MINUTE
from ttx.policy import play_through
from ttx.report import write
from ttx.scenario import HouseFog, Show
from ttx.text import Text


def log_of(room: Room) -> Log:
    return Log(list(room.exercise.journal), room.exercise.scenario)


def played(room: Room) -> Room:
    """Two moves: at twenty minutes, when the mains have just failed, and at eight hours."""
    room.until("T+0:20").move("one", "brief", "talk", "commit", "run")
    room.until("T+8").move("one", "preview", "report").move("two", "brief", "talk")
    return (
        room.move("two", "commit", "run").until("T+12").move("two", "preview", "report")
    )


def test_a_table_that_heard_at_startex_is_twenty_minutes_behind_and_off_by_all() -> (
    None
):
    found = beside(log_of(played(Room(foggy("moves")))), "hospital-a")
    first, second = found
    assert (first.gauge, first.moment.told.en) == ("mains.level", "move 1")
    assert (first.knew, first.true, first.off, first.matters) == (1.0, 0.0, 1.0, True)
    assert first.age == 20 * MINUTE
    # The last report left at one o'clock; the mast died in the hour after it.
    assert (second.knew, second.true, second.off, second.matters) == (0, 0, 0.0, False)
    assert second.age == 7 * HOUR


def test_what_arrives_in_a_run_is_not_what_the_table_decided_with() -> None:
    scenario = foggy("moves", channels={})
    found = beside(log_of(played(Room(scenario))), "region")
    assert [one.age for one in found if one.moment.told.en == "move 1"] == [
        20 * MINUTE
    ] * 2


def test_in_running_time_it_is_measured_at_each_decision_of_people() -> None:
    room = Room().until("T+6:12")
    room.ask("region", Decision("wij wachten"))
    room.exercise.submit(Decision("door de routine"), "region", "policy:routine")
    (one, other) = beside(log_of(room), "region")
    assert one.moment.seq == other.moment.seq
    assert (one.gauge, one.age) == (
        "diesel.hospital-a.hours_left",
        6 * HOUR + 12 * MINUTE,
    )
    # The truth is that of the moment, not of the whole hour before it.
    assert one.true == pytest.approx(room.read(one.gauge))


def test_without_fog_nothing_was_old() -> None:
    room = Room().until("T+6")
    room.ask("leader", Fog("region"))
    room.ask("region", Decision("wij wachten"))
    assert beside(log_of(room), "region") == ()
    (fact,) = [one for one in pictures(log_of(room)) if one.seat == "region"]
    assert fact.rows == () and "zonder mist" in fact.told[0].nl
    room.ask("leader", Fog("", on=True))
    room.ask("region", Decision("nu wel"))
    assert len(beside(log_of(room), "region")) == 2
    house = played(Room(ruled(HouseFog(off=("region",)), 0, "moves")))
    assert {one.moment.move for one in beside(log_of(house), "region")} == {"two"}


def test_a_figure_that_exercise_control_set_is_the_truth_of_the_exercise() -> None:
    room = Room(foggy("moves")).until("T+0:20").move("one", "brief", "talk")
    room.ask("leader", Override("mains.level", 1.0, "eerst nog stroom"))
    room.move("one", "commit", "run")
    (one,) = beside(log_of(room), "hospital-a")
    assert (one.knew, one.true, one.matters) == (1.0, 1.0, False)


PLAIN = Show(title=Text("Bedden", "Beds"), style="about", band=(0.0, 100.0))
HOURS = Show(title=Text("Diesel", "Diesel"), style="hours", band=(0.0, 240.0))


@pytest.mark.parametrize(
    ("show", "knew", "true", "off", "differs"),
    [
        (PLAIN, 12.0, 12.4, -0.4, False),  # both read 12
        (PLAIN, 12.0, 13.0, -1.0, True),
        (PLAIN, 99.6, 100.4, -0.8, True),  # the same figure, but one is not plausible
        (HOURS, 9.2, 8.8, 0.4, False),
        (HOURS, 240.0, 8.0, None, True),  # no end in sight is no number of hours
        (HOURS, 240.0, 240.0, 0.0, False),
        (None, 1.0, 1.0, 0.0, False),
    ],
)
def test_a_difference_matters_where_a_table_would_have_read_something_else(
    show: Show | None, knew: float, true: float, off: float | None, differs: bool
) -> None:
    assert distance(show, knew, true) == off
    assert matters(show, knew, true) is differs


def test_no_end_in_sight_is_read_as_words() -> None:
    assert as_read(HOURS, 240.0) == "over 10 days"


# --- in the debrief ------------------------------------------------------------------


def whole() -> Room:
    """An exercise with all of it: reports, requests, couriers, loss and a shared picture."""
    room = Room(ruled(HOUSE, 1, "moves")).until("T+0:20").move("one", "brief", "talk")
    room.ask("region", Message(("hospital-a",), "Zes bedden?", "mobile", request=True))
    entry = room.letter("hospital-a", "Zes bedden?").entry
    room.ask("hospital-a", Handle(entry, "owned", "IC-hoofd"))
    room.ask("hospital-a", Handle(entry, "done"))
    spoken = room.ask("region", Contact("hospital-b", "twee bussen", request="theirs"))
    room.ask("region", Handle(spoken.seq, "refused", text="geen bussen"))
    room.ask("region", Share("power", "Donker"))
    room.move("one", "commit", "run").until("T+8").move("one", "preview", "report")
    room.move("two", "brief", "talk")
    room.ask("region", Message(("hospital-a",), "Per sms", "text"))
    room.ask("region", Message(("hospital-a",), "Per mail", "email"))
    room.ask("region", Message(("hospital-b",), "Per koerier", "mobile"))
    room.move("two", "commit", "run").until("T+12").move("two", "preview", "report")
    room.ask("leader", Endex())
    return room


def test_the_interface_table_counts_steps_typed_and_spoken_and_what_befell_them() -> (
    None
):
    room = whole()
    facts = gather(list(room.exercise.journal), room.exercise.scenario)
    by_pair = {(one.one.en, one.other.en): one for one in facts.pairs}
    a, b = by_pair["Hospital A", "Region"], by_pair["Hospital B", "Region"]
    (typed,) = a.requests
    assert (
        typed.owner == "IC-hoofd" and typed.done and typed.answered and not typed.spoken
    )
    assert (a.messages, a.late, a.lost) == (3, 1, 1)
    (spoken,) = b.requests
    assert spoken.spoken and spoken.asker.en == "Hospital B" and spoken.refused
    assert (b.late, b.lost) == (1, 0)
    (civil,) = facts.sides
    assert (civil.title.en, civil.requests, civil.spoken) == ("civil - civil", 2, 1)
    assert (civil.owned, civil.done, civil.refused) == (1, 1, 1)
    log = log_of(room)
    fates = {m.text: passage(log, d.seq, m.to[0]) for d, m in log.of(Message)}
    assert fates == {"Zes bedden?": ("", 0), "Per sms": ("lost", 0),
                     "Per mail": ("never", 0), "Per koerier": ("late", 20 * MINUTE)}  # fmt: skip


def test_the_shared_picture_stands_in_the_debrief_with_who_was_cut_off() -> None:
    told = known(log_of(whole()))
    power = told.shared[0]
    assert power.owner.en == "Region"
    assert [(at, text) for at, _, text in power.written] == [(20 * MINUTE, "Donker")]
    assert {one.team.en for one in told.cuts} == {"Region", "Hospital A", "Hospital B"}
    assert all(one.since > HOUR and one.until is None for one in told.cuts)


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("form", ["md", "html"])
def test_both_pages_say_it_in_words_and_rank_nobody(
    tmp_path: Path, lang: str, form: str
) -> None:
    room = whole()
    facts = gather(list(room.exercise.journal), room.exercise.scenario)
    shelf = ROOT / "debriefs"
    (made,) = write(facts, facts.frame, shelf, tmp_path, lang, [form])
    told = made.read_text(encoding="utf-8")
    wanted = {
        "nl": ("Hoe oud en hoe ver ernaast op de momenten van besluit", "Het totaalbeeld",
               "civiel - civiel", "Donker", "had geen verbinding"),
        "en": ("How old and how far off at the moments of decision", "The shared picture",
               "civil - civil", "Donker", "did not reach it"),
    }[lang]  # fmt: skip
    assert [one for one in wanted if one not in told] == []
    part = told.split(wanted[0])[1].split(wanted[1])[0]
    names = [one.title.of(lang) for one in facts.known.pictures]
    assert [part.index(one) for one in names] == sorted(
        part.index(one) for one in names
    )
    assert names == [one.short.of(lang) for one in room.exercise.scenario.tables]


@pytest.mark.slow
def test_a_shipped_exercise_has_pictures_that_are_old_where_telecom_is_down() -> None:
    scenario = library.load("power-outage").scenario
    exercise = Exercise(scenario, 7, Journal())
    play_through(exercise, {t.id: "routine" for t in scenario.tables}, 40 * HOUR)
    facts = gather(list(exercise.journal), scenario)
    assert facts.known.cuts
