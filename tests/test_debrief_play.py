"""A debrief of an exercise that was really played, through the one door."""

from __future__ import annotations

import time
from functools import lru_cache

import pytest

from tests.script import Script, mini
from tests.words import ROOT, catalogue
from ttx import library
from ttx.actions import (
    Adjudicate,
    Contact,
    Decision,
    Dispute,
    Endex,
    Handle,
    Improvise,
    Message,
    Note,
    Observe,
    Override,
    Rate,
    Reflect,
    StandingOrder,
)  # fmt: skip
from ttx.actions import (
    Script as Scripted,
)
from ttx.debrief.facts import Debrief, gather
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.moment import MINUTE
from ttx.policy import play_through
from ttx.report import page


def ticks(script: Script, minutes: int) -> None:
    """So many minutes pass at the tables."""
    journal = script.exercise.journal
    journal.table = (journal.table or 0) + minutes * MINUTE


def asks(script: Script, by: str, action: object) -> int:
    entry = script.ask(by, action)  # type: ignore[arg-type]
    assert entry.body["refusal"] is None, entry.body
    return entry.seq


@lru_cache(maxsize=1)
def played() -> Debrief:
    script = Script()
    ticks(script, 0)
    script.until("T+0:20").move("one", "brief", "talk")
    ticks(script, 6)
    letter = asks(
        script, "region", Message(("hospital-a",), "Hoeveel uur nog?", "phone", True)
    )
    shown = script.kinds("delivered")[-1].seq
    assert shown > letter
    asks(script, "hospital-a", Handle(shown, "understood"))
    asks(script, "hospital-a", Handle(shown, "done", "technische dienst", "Negen uur"))
    asks(
        script, "hospital-a", Message(("region",), "Negen uur", "phone", reply_to=shown)
    )
    asks(script, "region", Contact("Fuel trader", "levering", "phone", "belt terug"))
    asks(script, "region", Note("assume", "Het duurt tot morgen"))
    ticks(script, 4)
    asks(script, "region", Decision("Iedereen blijft thuis", agreed="burgemeester"))
    free = script.kinds("asked")[-1].seq
    asks(
        script,
        "hospital-a",
        StandingOrder("shed-load", (), "diesel.hospital-a.hours_left", "below", 3),
    )
    asks(script, "leader", Adjudicate(free, "none", why="buiten het model"))
    asks(script, "leader", Improvise(("region",), "De burgemeester belt"))
    script.move("one", "commit", "run").until("T+8")
    script.move("one", "preview", "report")
    asks(script, "leader", Override("mains.level", 0.5, "te somber"))
    asks(script, "leader", Scripted(("region",), "Alles rustig", "kaart klopt niet"))
    script.move("two", "brief", "talk")
    asks(script, "region", Dispute("mains.level", "Dat kan niet"))
    asks(
        script,
        "evaluator",
        Observe("gap", "Wie belt de handel?", "region", "order-in-time"),
    )
    asks(
        script, "evaluator", Rate("order-in-time", "S", "Op tijd gezien", "hospital-a")
    )
    script.until("T+9")
    asks(script, "leader", Endex("tijd"))
    asks(script, "region", Reflect("Wat ging goed?", "We belden."))
    exercise = script.exercise
    return gather(list(exercise.journal), exercise.scenario, exercise.world.figures)


def test_a_request_goes_through_its_steps() -> None:
    pair = next(one for one in played().pairs if one.requests)
    (request,) = pair.requests
    assert (request.owner, request.words) == ("technische dienst", ("Negen uur",))
    assert None not in (request.understood, request.answered, request.done)
    assert len(pair.requests) == 1 and pair.messages == 2


def test_a_persona_that_was_spoken_to_has_its_name() -> None:
    names = {one.other.en for one in played().pairs}
    assert "Fuel trader" in names


def test_what_exercise_control_sent_by_hand_stands_on_the_line() -> None:
    region = next(one for one in played().line.lanes if one.seat == "region")
    told = [item.text.nl for item in region.items if item.kind == "inject"]
    assert [one for one in told if one in ("De burgemeester belt", "Alles rustig")] == [
        "De burgemeester belt",
        "Alles rustig",
    ]
    assert told[0] == "Hoeveel heeft u nodig?"
    assert [one.improvised for one in played().injects].count(True) == 2


def test_the_board_of_a_table_keeps_its_own_words() -> None:
    (board,) = played().boards
    ((column, lines),) = board.columns
    assert (board.team.en, column.en) == ("Region", "we assume")
    assert [text for _, text in lines] == ["Het duurt tot morgen"]


def test_the_segments_are_the_moves_and_the_runs() -> None:
    assert [(one.title.en, one.run) for one in played().line.segments] == [
        ("Move 1: One", False), ("The world plays on", True), ("Move 2: Two", False),
    ]  # fmt: skip


def test_a_standing_order_that_fired_has_its_effect() -> None:
    order = next(one for one in played().decisions if one.kind == "order")
    assert order.works_at is not None and order.works_at > order.at
    assert "below 3 h" in order.values.en


def test_figures_after_the_override_say_so() -> None:
    facts = played()
    assert facts.touched is not None
    (override,) = facts.rulings.overrides
    assert (override.computed.en, override.shown.en, override.why) == (
        "0 %",
        "50 %",
        "te somber",
    )


def test_what_the_region_knew_grows_old_when_the_mast_falls_silent() -> None:
    region = next(one for one in played().knew if one.seat == "region")
    ages = [cell.aged.en for cell in region.rows[0].cells]
    assert ages[0] != ages[-1] and "h" in ages[-1]


def test_the_evidence_of_the_task_is_there_and_its_rating_is_the_evaluators() -> None:
    (task,) = played().objectives[0].tasks
    assert any("hospital" in one.text.en.lower() for one in task.evidence)
    assert [(one.by.en, one.letter) for one in task.ratings] == [("evaluator", "S")]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_it_makes_a_page(lang: str) -> None:
    facts = played()
    made = page("debrief.html.j2", facts, facts.frame, ROOT / "debriefs", lang)
    assert "Iedereen blijft thuis" in made and "De burgemeester belt" in made


def test_a_play_without_people_has_no_decision_by_people() -> None:
    exercise = Exercise(mini(), 7, Journal())
    play_through(exercise, {table.id: "routine" for table in exercise.scenario.tables})
    facts = gather(list(exercise.journal), exercise.scenario, exercise.world.figures)
    assert facts.decisions and all(one.hand for one in facts.decisions)
    assert {one.hand.en for one in facts.routines} == {"by the policy 'Routine'"}
    assert facts.frame.colophon[3][1].en == "Routine"


@pytest.mark.slow
@pytest.mark.parametrize("name", ["first-exercise", "power-outage", "article5"])
def test_a_shipped_exercise_has_its_whole_debrief_in_dutch_within_seconds(
    name: str,
) -> None:
    scenario = library.load(name).scenario
    exercise = Exercise(scenario, 7, Journal())
    policy = next(iter(scenario.policies))
    play_through(exercise, {table.id: policy for table in scenario.tables})
    began = time.process_time()
    facts = gather(list(exercise.journal), scenario, exercise.world.figures)
    made = page("debrief.html.j2", facts, facts.frame, ROOT / "debriefs", "nl")
    assert time.process_time() - began < 5
    drawn = made.count('<svg class="curve"') + made.count('<p class="flat">')
    scenes = bool(facts.scenes.scheme.spots) + bool(facts.scenes.flow)
    assert drawn == len(facts.courses) + scenes
    dutch = catalogue(ROOT / "ttx/locale/nl/LC_MESSAGES/report.po")
    english = {one.source.en for one in facts.figures if one.source} - set(dutch)
    assert english == set(), "sources without their Dutch in report.po"
