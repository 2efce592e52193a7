"""What sits beside the tables: plenary, facilitators, controllers, several evaluators."""

from __future__ import annotations

import json

import pytest

from tests.script import Script, mini
from ttx.actions import (
    Contact,
    Decision,
    Dispute,
    Endex,
    Hold,
    Improvise,
    Message,
    Observe,
    Override,
    Rate,
    Reveal,
    Skip,
)
from ttx.debrief.tasks import observations
from ttx.errors import TtxError
from ttx.evaluation_log import Log, title_of_table
from ttx.live.wire import picture_of, plain_picture
from ttx.moment import HOUR
from ttx.picture import Sight, see
from ttx.scenario import Evaluator, Task
from ttx.scenario.checks import check_all
from ttx.scenario.names import Catalogue
from ttx.scenario.seats import evaluator_seats, kind_of, seat_title
from ttx.scenario.thin import thin
from ttx.text import Text
from ttx.view import Picture

MINUTE = 60_000


def seen(script: Script, seat: str) -> Picture:
    """The picture of a seat as it is now."""
    sight = Sight(script.exercise)
    sight.refresh()
    return see(sight, seat)


def watched(*posts: Evaluator) -> Script:
    """The small scenario with a second task, and evaluators with their own part."""
    base = mini()
    goal = base.objectives[0]
    second = Task(id="share-picture", title=Text("Beeld delen", "Share"), team="region")
    goal = goal.model_copy(update={"tasks": (*goal.tasks, second)})
    return Script(base.model_copy(update={"objectives": (goal,), "evaluators": posts}))


# --- plenary -------------------------------------------------------------------------


def test_decisions_stand_side_by_side_once_the_move_is_committed() -> None:
    script = Script().until("T+0:20").move("one", "brief", "talk")
    script.ask("hospital-a", Decision(option="shed-load"))
    script.ask("region", Decision(text="wij vragen hulp"))
    script.ask("region", Decision(option="order-diesel"))  # refused: not theirs
    assert seen(script, "plenary").plenary.decided == ()
    script.move("one", "commit")
    assert seen(script, "plenary").plenary.decided == ()
    script.move("one", "run")
    told = seen(script, "plenary").plenary.decided
    assert [(one.team, one.option or one.text) for one in told] == [
        ("hospital-a", "shed-load"), ("region", "wij vragen hulp")]  # fmt: skip
    script.until("T+8").move("one", "preview", "report").move("two", "brief", "talk")
    script.ask("hospital-b", Decision(option="shed-load"))
    assert [one.team for one in seen(script, "plenary").plenary.decided] == [
        "hospital-a",
        "region",
    ]


def test_the_time_line_holds_what_all_tables_got_and_the_turns() -> None:
    script = Script().until("T+0:20").move("one", "brief", "talk")
    script.ask("leader", Improvise(("all",), "Het begint te sneeuwen."))
    script.ask("leader", Improvise(("region",), "De minister belt."))
    script.ask("hospital-a", Message(("all",), "Wie heeft er diesel?"))
    line = seen(script, "plenary").plenary.line
    assert [(one.kind, one.state or one.text.nl) for one in line] == [
        ("move", "brief"), ("move", "talk"), ("inject", "Het begint te sneeuwen.")]  # fmt: skip
    assert line[0].title == Text("Een", "One")
    script.ask("leader", Endex())
    assert seen(script, "plenary").plenary.line[-1].kind == "endex"


def test_a_run_is_not_before_everybody_before_it_is_reported() -> None:
    script = Script().until("T+0:20").move("one", "brief", "talk", "commit", "run")
    script.ask("leader", Improvise(("all",), "De stroom is terug."))
    script.until("T+8").move("one", "preview")
    assert [
        one.kind for one in seen(script, "plenary").plenary.line if one.kind == "inject"
    ] == []
    script.move("one", "report")
    line = seen(script, "plenary").plenary.line
    assert [one.text.nl for one in line if one.kind == "inject"] == [
        "De stroom is terug."
    ]


def test_only_figures_that_every_table_has_are_public() -> None:
    script = Script().until("T+6")
    plenary = seen(script, "plenary")
    assert plenary.kind == "plenary" and plenary.readings == ()
    tables = [seen(script, t.id) for t in script.exercise.scenario.tables]
    assert all(one.readings for one in tables)
    everybody = mini()
    teams = {key: team.model_copy(update={"hears": {}, "sees": ("mains.level",)})
             for key, team in everybody.teams.items()}  # fmt: skip
    script = Script(everybody.model_copy(update={"teams": teams})).until("T+6")
    assert [one.gauge for one in seen(script, "plenary").readings] == ["mains.level"]


def test_truth_stands_beside_what_was_known_when_the_leader_reveals_it() -> None:
    script = Script().until("T+6")
    script.ask("leader", Override("diesel.hospital-a.hours_left", 2.0, "stand"))
    assert seen(script, "plenary").plenary.truth == ()
    script.ask("leader", Reveal("truth"))
    plenary = seen(script, "plenary")
    told = {one.gauge: one for one in plenary.plenary.truth}
    own = told["diesel.hospital-a.hours_left"]
    assert own.truth.nl == "2 uur"
    assert [table for table, _, _ in own.known] == ["hospital-a", "region"]
    (_, _, fresh), (_, old, heard) = own.known
    assert fresh == 6 * HOUR > heard and old.nl != "2 uur"
    assert {one.gauge for one in plenary.readings} == set(told)
    script.ask("leader", Reveal("truth", False))
    assert seen(script, "plenary").plenary.truth == ()


def test_nothing_of_any_table_is_on_the_plenary_picture() -> None:
    script = Script().until("T+0:20").move("one", "brief", "talk")
    script.ask("region", Contact("hospital-a", "diesel"))
    plenary = seen(script, "plenary")
    own = (
        plenary.letters,
        plenary.choices,
        plenary.decided,
        plenary.board,
        plenary.contacts,
    )
    assert own == ((), (), (), (), ())
    assert (plenary.desk, plenary.cell, plenary.book, plenary.coaching) == (None,) * 4
    assert plenary.hot_wash == ()
    script.ask("leader", Endex())
    assert seen(script, "plenary").hot_wash == script.exercise.scenario.hot_wash


# --- at a table ----------------------------------------------------------------------


def test_a_facilitator_sees_the_tables_picture_and_prompts() -> None:
    base = mini()
    notes = {"first": Text("Laat hen rekenen.", "Let them count.")}
    msel = tuple(
        one.model_copy(update={"controller": notes.get(one.id, Text())})
        for one in base.msel
    )
    moves = tuple(
        m.model_copy(update={"questions": (Text("Wat nu?", "What now?"),)})
        for m in base.moves
    )
    script = Script(base.model_copy(update={"msel": msel, "moves": moves}))
    script.until("T+0:20").move("one", "brief", "talk")
    picture, table = seen(script, "facilitator-region"), seen(script, "region")
    assert (picture.kind, picture.title.nl) == ("facilitator", "Begeleider Regio")
    assert (picture.readings, picture.letters, picture.board, picture.talking) == (
        table.readings, table.letters, table.board, table.talking)  # fmt: skip
    coaching = picture.coaching
    assert coaching is not None and coaching.questions == (
        Text("Wat nu?", "What now?"),
    )
    assert coaching.talk == 20 * MINUTE
    assert [(one.inject, one.note.nl) for one in coaching.given] == [
        ("first", "Laat hen rekenen.")
    ]
    assert [(one.inject, one.state, one.text.nl) for one in coaching.coming] == [
        ("wait", "waiting", "Op afroep.")]  # fmt: skip
    script.ask("leader", Hold("halt"))
    script.ask("leader", Skip("wait"))
    coaching = seen(script, "facilitator-region").coaching
    assert [(one.inject, one.state) for one in coaching.coming] == [("halt", "held")]
    other = seen(script, "facilitator-hospital-a").coaching
    assert other.given == other.coming == ()
    assert table.coaching is None


def test_a_held_text_reads_as_it_would_read_now() -> None:
    script = Script().until("T+1")
    script.ask("leader", Hold("low@hospital-a"))
    script.until("T+5")
    (one,) = seen(script, "facilitator-hospital-a").coaching.coming
    assert one.text.nl.startswith("Nog ") and "{" not in one.text.nl
    assert seen(script, "facilitator-hospital-b").coaching.coming == ()


def test_a_controllers_desk_is_cut_to_one_table() -> None:
    script = Script().until("T+0:20").move("one", "brief", "talk")
    script.ask("region", Decision(text="wij bellen de minister"))
    script.ask("hospital-a", Decision(text="wij sluiten de poort"))
    script.ask("hospital-a", Dispute("mains.level", "klopt niet"))
    script.ask("hospital-a", Message(("hospital-b",), "onder ons: het gaat mis"))
    script.ask("hospital-a", Contact("hospital-b", "diesel"))
    script.ask("controller-region", Improvise(("region",), "De burgemeester belt."))
    picture, leader = seen(script, "controller-region"), seen(script, "leader")
    assert (picture.kind, picture.seat) == ("leader", "controller-region")
    assert (picture.title.nl, picture.title.en) == (
        "Oefenstaf bij Regio",
        "Controller of Region",
    )
    desk = picture.desk
    assert {to for one in desk.lines for to in one.to} == {"region"}
    assert len(desk.lines) < len(leader.desk.lines)
    assert [one.table for one in desk.tables] == ["region"]
    assert [one.text for one in (*desk.free, *desk.decided)] == [
        "wij bellen de minister"
    ] * 2
    assert desk.disputes == desk.contests == desk.levers == desk.policies == ()
    assert desk.options and picture.contacts == ()
    texts = [one.text.nl for one in picture.letters]
    assert texts == ["Hoeveel heeft u nodig?", "De burgemeester belt."]
    assert (
        picture.letters[-1].mine
        and picture.letters[-1].sender.nl == "Oefenstaf bij Regio"
    )
    known = {one.gauge for one in seen(script, "region").readings}
    assert {one.gauge for one in picture.readings} == known
    assert all(one.truth is not None for one in picture.readings)


def test_a_controllers_preview_is_of_their_table_alone() -> None:
    script = Script().until("T+0:20").move("one", "brief", "talk", "commit", "run")
    script.until("T+8").move("one", "preview")
    whole, own = (
        seen(script, one).desk.preview for one in ("leader", "controller-hospital-a")
    )
    assert {one.gauge for one, _ in own.changes} < {
        one.gauge for one, _ in whole.changes
    }
    assert own.letters and all("hospital-a" in one.to for one in own.letters)
    assert own.events == () and whole.events


# --- evaluators ----------------------------------------------------------------------


def test_two_evaluators_judge_apart_until_the_end() -> None:
    script = Script().until("T+1")
    script.ask("evaluator", Observe("gap", "niemand belt", "region", "order-in-time"))
    script.ask("evaluator-2", Observe("strength", "goed beeld", "hospital-a"))
    script.ask("evaluator-2", Rate("order-in-time", "S", "ging stroef"))
    first, second = (seen(script, one).book for one in ("evaluator", "evaluator-2"))
    assert [one.text for one in first.noted] == ["niemand belt"]
    assert [one.text for one in second.noted] == ["goed beeld"]
    assert first.tasks[0].ratings == () and len(second.tasks[0].ratings) == 1
    script.ask("leader", Endex())
    first = seen(script, "evaluator").book
    assert [one.text for one in first.noted] == ["niemand belt", "goed beeld"]
    assert [one.text for one in seen(script, "evaluator-2").book.noted] == [
        "goed beeld",
        "niemand belt",
    ]
    assert first.author("evaluator-2") == Text("Waarnemer 2", "Evaluator 2")
    assert len(first.tasks[0].ratings) == 1


def test_what_is_handed_in_later_stands_at_the_moment_it_was_seen() -> None:
    script = Script().until("T+1")
    script.ask("evaluator", Observe("gap", "later gezien"))
    script.until("T+3")
    script.ask("evaluator", Observe("strength", "eerder gezien", seen_at=30 * MINUTE))
    noted = seen(script, "evaluator").book.noted
    assert [(one.text, one.at, one.handed_in) for one in noted] == [
        ("eerder gezien", 30 * MINUTE, 3 * HOUR), ("later gezien", HOUR, None)]  # fmt: skip
    log = Log(list(script.exercise.journal), script.exercise.scenario)
    assert [(one.text, one.at) for one in observations(log)] == [
        ("eerder gezien", 30 * MINUTE), ("later gezien", HOUR)]  # fmt: skip


def test_an_evaluator_has_their_own_tables_and_tasks() -> None:
    by_table = Evaluator(tables=("hospital-a",))
    script = watched(
        by_table, Evaluator(title=Text("Arts", "Doctor"), tasks=("share-picture",))
    )
    scenario = script.exercise.scenario
    assert evaluator_seats(scenario) == (
        ("evaluator", Text("Waarnemer", "Evaluator")), ("evaluator-2", Text("Arts", "Doctor")))  # fmt: skip
    assert title_of_table(scenario, "evaluator-2") == Text("Arts", "Doctor")
    tasks = [[t.task for t in seen(script, one).book.tasks]
             for one in ("evaluator", "evaluator-2", "evaluator-3")]  # fmt: skip
    assert tasks == [
        ["order-in-time"],
        ["share-picture"],
        ["order-in-time", "share-picture"],
    ]
    assert seen(script, "evaluator").book.unwatched == ()


def test_a_task_that_nobody_has_or_notes_is_unwatched() -> None:
    script = watched(Evaluator(tables=("hospital",)))
    assert seen(script, "evaluator").book.unwatched == ("share-picture",)
    script.ask("evaluator", Observe("idea", "even meegenomen", task="share-picture"))
    assert seen(script, "evaluator").book.unwatched == ()
    alone = watched()
    assert evaluator_seats(alone.exercise.scenario) == (
        ("evaluator", Text("Waarnemer", "Evaluator")),
    )
    assert seen(alone, "evaluator").book.unwatched == ("order-in-time", "share-picture")
    everything = watched(Evaluator())
    assert seen(everything, "evaluator").book.unwatched == ()


def test_a_shorter_session_keeps_evaluators_to_what_is_left() -> None:
    scenario = watched(Evaluator(tasks=("order-in-time", "gone"))).exercise.scenario
    short, _ = thin(scenario, objectives=["keep-power"])
    assert short.evaluators[0].tasks == ("order-in-time",)


# --- seats ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "seat", ["hospital", "observer", "clock", "evaluator-x", "controller-x", ""]
)
def test_there_is_no_picture_for_what_is_no_seat(seat: str) -> None:
    with pytest.raises(TtxError, match="no seat"):
        seen(Script(), seat)


def test_every_seat_has_its_kind_and_its_name() -> None:
    scenario = mini()
    told = {seat: (kind_of(scenario, seat), seat_title(scenario, seat).nl) for seat in (
        "leader", "response", "evaluator", "evaluator-2", "region", "controller-hospital-a",
        "facilitator-hospital-a", "plenary")}  # fmt: skip
    assert told == {
        "leader": ("leader", "Oefenleiding"), "response": ("response", "Tegenspel"),
        "evaluator": ("evaluator", "Waarnemer"), "evaluator-2": ("evaluator", "Waarnemer 2"),
        "region": ("table", "Regio"),
        "controller-hospital-a": ("controller", "Oefenstaf bij Ziekenhuis A"),
        "facilitator-hospital-a": ("facilitator", "Begeleider Ziekenhuis A"),
        "plenary": ("plenary", "Plenair scherm"),
    }  # fmt: skip


@pytest.mark.parametrize("seat", [
    "plenary", "facilitator-region", "controller-hospital-a", "evaluator-2"])  # fmt: skip
def test_such_a_picture_travels_whole(seat: str) -> None:
    script = Script().until("T+0:20").move("one", "brief", "talk")
    script.ask("evaluator-2", Observe("gap", "niemand belt", seen_at=0))
    script.ask("leader", Reveal("truth"))
    picture = seen(script, seat)
    assert (
        picture_of(json.loads(json.dumps(plain_picture(picture))), picture.version)
        == picture
    )


def test_an_evaluators_part_names_what_there_is() -> None:
    posts = (Evaluator(tables=("hospitl",)), Evaluator(tasks=("order-in-tme",)))
    names = Catalogue(None, None)
    found = [
        one
        for one in check_all(mini(evaluators=posts), names)
        if one.place[0] == "evaluators"
    ]
    assert [(one.code, one.params["near"]) for one in found] == [
        ("unknown-team", "hospital"), ("unknown-task", "order-in-time")]  # fmt: skip


def test_a_table_cannot_have_the_name_of_a_seat_beside_it() -> None:
    base = mini()
    teams = {**base.teams, "facilitator-region": base.teams["region"]}
    found = check_all(base.model_copy(update={"teams": teams}), Catalogue(None, None))
    assert "reserved" in [one.code for one in found]
