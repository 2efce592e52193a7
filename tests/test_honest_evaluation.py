"""An evening of evaluators: what they saw, what they judged, and what nobody saw.

Ratings come from people alone; silence is neither good nor bad, and one of ten never
reads as all.
"""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.entries import RAW, Teller, small_journal, small_scenario, two
from tests.script import Script, mini
from tests.test_staff_pictures import seen
from tests.words import ROOT
from ttx import library
from ttx.actions import Endex, Finding, Observe, Rate, Strike
from ttx.debrief.facts import Debrief, gather
from ttx.report import page
from ttx.scenario import Evaluator
from ttx.view import Proof

TEMPLATES = ROOT / "debriefs"
ONE, TWO = "evaluator", "evaluator-2"


def two_evaluators() -> Script:
    posts = (Evaluator(title=mini().title), Evaluator())
    return Script(mini(evaluators=posts)).until("T+1")


def proof(script: Script, seat: str, key: str) -> Proof:
    book = seen(script, seat).book
    assert book is not None
    return next(one for one in book.tasks[0].evidence if one.key == key)


# --- struck evidence -----------------------------------------------------------------


def test_a_mark_of_one_evaluator_hides_nothing_from_another() -> None:
    script, key = two_evaluators(), "gauge:hours.least"
    script.ask(ONE, Strike("order-in-time", key, "de meter hing"))
    assert proof(script, ONE, key).struck == ((ONE, "de meter hing"),)
    assert proof(script, TWO, key).struck == ()
    script.ask("leader", Endex("tijd"))
    assert proof(script, TWO, key).struck == ((ONE, "de meter hing"),)


def test_who_struck_is_told_by_role_on_the_page() -> None:
    facts = gather(small_journal(), small_scenario())
    for lang, words in (("nl", "Niet geldig volgens evaluator 1: veel is"),
                        ("en", "Not valid according to evaluator 1: veel is")):  # fmt: skip
        for template in ("debrief.html.j2", "debrief.md.j2"):
            made = page(template, facts, facts.frame, TEMPLATES, lang)
            assert words in made and "evaluator-1" not in made


# --- one of ten ------------------------------------------------------------------------


def ten_tasks(*rated: str, purpose: str = "test") -> Debrief:
    """Ten critical tasks of which these were rated as performed without challenges."""
    tasks = [
        {"id": f"task-{n}", "title": two(f"Taak {n}", f"Task {n}")} for n in range(10)
    ]
    aims = [{**RAW["objectives"][0], "tasks": tasks}]
    tell = Teller()
    tell.tell("started", program="0", world=1, scenario={}, seed=1, parent=None)
    for name in rated:
        tell.ask(ONE, Rate(name, "P", "ging vlot"))
    tell.ask(TWO, Rate("task-9", "not-observed"))
    tell.tell("ended", why="")
    return gather(tell.entries, small_scenario(objectives=aims, purpose=purpose))


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_one_of_ten_assessed_never_reads_as_a_hundred_per_cent(lang: str) -> None:
    facts = ten_tasks("task-0")
    words = {"nl": "1 van 10 taken beoordeeld", "en": "1 of 10 tasks assessed"}[lang]
    assert words in [one.of(lang) for one in facts.front.assessed]
    assert [one.of(lang) for one in facts.objectives[0].assessed] == [words]
    for template in ("debrief.html.j2", "debrief.md.j2"):
        made = page(template, facts, facts.frame, TEMPLATES, lang)
        assert made.count(words) >= 2
        style = re.compile(r"<style>.*?</style>|style=\"[^\"]*\"", re.DOTALL)
        assert "%" not in style.sub("", made)


def test_not_observed_counts_as_no_assessment_and_as_no_look() -> None:
    facts = ten_tasks()
    assert "0 of 10 tasks assessed" in [one.en for one in facts.front.assessed]
    assert "Critical tasks looked at: 0 of 10" in [
        one.en for one in facts.front.assessed
    ]
    assert facts.objectives[0].tasks[9].state.en == "not observed"


def test_where_the_purpose_is_to_orient_no_count_of_ratings_is_given() -> None:
    facts = ten_tasks("task-0", purpose="orient")
    assert facts.objectives[0].assessed == ()
    assert not any("assessed" in one.en for one in facts.front.assessed)
    assert not any(task.ratings for task in facts.objectives[0].tasks)


def test_an_evaluators_last_word_counts_and_the_earlier_one_stays_beside_it() -> None:
    tell = Teller()
    tell.tell("started", program="0", world=1, scenario={}, seed=1, parent=None)
    tell.ask(ONE, Rate("share-fuel", "U", "niemand verdeelt", "rot"))
    tell.ask(ONE, Rate("share-fuel", "M", "toch verdeeld", "rot"))
    tell.tell("ended", why="")
    task = gather(tell.entries, small_scenario()).objectives[0].tasks[0]
    (rating,) = task.ratings
    assert (rating.letter, rating.text) == ("M", "toch verdeeld")
    assert [one.en for one in rating.before] == ["unable to be performed (U)"]
    assert task.state.en == "rated by evaluators (1)"


# --- indicators ------------------------------------------------------------------------


def crash() -> Script:
    return Script(library.load("airport-crash").scenario)


def test_indicators_are_offered_to_evaluators_with_their_time_and_their_own_words() -> (
    None
):
    book = seen(crash(), ONE).book
    assert book is not None
    timed = [one for one in book.tasks if one.limit]
    assert len(timed) == 33
    assert {one.scale for one in timed} == {
        ("in-time", "partly", "not-done", "not-observed")
    }
    assert timed[1].limit.nl == "binnen 2 minuten"
    assert timed[0].limit.en == "at once" and timed[2].limit.en == "content, no time"
    others = [one.scale for one in book.tasks if not one.limit]
    assert set(others) == {("P", "S", "M", "U", "not-observed")}


def test_an_indicator_takes_no_letter_and_a_task_no_indicators_words() -> None:
    script = crash()
    assert script.refused(ONE, Rate("tabard", "P")) == "bad-value"
    assert script.refused(ONE, Rate("count-once", "in-time")) == "bad-value"
    assert script.refused(ONE, Rate("tabard", "in-time", "alle vier")) == ""


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_page_holds_indicators_as_observations_without_points(lang: str) -> None:
    script = crash().until("T+0:20").move("first-hour", "brief", "talk")
    script.ask(
        ONE, Rate("first-report", "partly", "na vier minuten, en pas op verzoek")
    )
    script.ask(TWO, Rate("first-report", "in-time", "ik hoorde het meteen"))
    script.ask("leader", Endex("tijd"))
    facts = gather(list(script.exercise.journal), script.exercise.scenario)
    aim = facts.objectives[0]
    assert [one.of(lang) for one in aim.assessed] == [
        {"nl": "1 van 11 indicatoren waargenomen", "en": "1 of 11 indicators observed"}[
            lang
        ]
    ]
    made = page("debrief.html.j2", facts, facts.frame, TEMPLATES, lang)
    for said in ("na vier minuten, en pas op verzoek", "ik hoorde het meteen"):
        assert said in made
    words = {"nl": "gedeeltelijk of later", "en": "partly or later"}[lang]
    limit = {"nl": "binnen 2 minuten", "en": "within 2 minutes"}[lang]
    assert words in made and limit in made
    part = made[made.index('id="tasks"') : made.index('id="answers"')]
    told = re.sub(r"<[^>]+>", " ", part).lower()
    assert not re.search(r"\b\d+ (van|of|/) 22\b|\bpunten: |\bscore", told)


# --- what the exercise touched -----------------------------------------------------------


def themes(facts: Debrief) -> dict[str, Any]:
    return {one.title.en: one for group in facts.coverage for one in group.themes}


def test_every_theme_is_listed_with_three_words_and_no_number() -> None:
    facts = gather(small_journal(), small_scenario())
    assert [(one.title.nl, len(one.themes)) for one in facts.coverage] == [
        ("Kritische processen", 7), ("Pijlers van weerbaarheid", 6),
        ("Basisvereisten van de NAVO", 7),
    ]  # fmt: skip
    found = themes(facts)
    energy = found["energy supply"]
    assert (energy.touched, energy.objectives.en, energy.finding) == (True, "1", True)
    assert energy.discussed.en == "in the log, by evaluators"
    mass = found["mass casualties"]
    assert (mass.touched, bool(mass.discussed), mass.finding) == (True, False, False)
    assert not found["communications"].touched


def test_a_decision_of_a_policy_is_no_discussion() -> None:
    tasks = [{"id": "one", "title": "x", "evidence": [{"decision": "stop-planned"}]}]
    aims = [{**RAW["objectives"][1], "tasks": tasks}]
    played = [e for e in small_journal() if e.body.get("by") != "hospital-a"]
    facts = gather(played, small_scenario(objectives=aims))
    assert facts.objectives[0].tasks[0].evidence[0].source
    assert not themes(facts)["mass casualties"].discussed


def test_a_gap_on_one_of_its_tasks_is_a_finding_of_a_theme() -> None:
    tell = Teller()
    tell.tell("started", program="0", world=1, scenario={}, seed=1, parent=None)
    tell.ask(ONE, Observe("strength", "goed", "hospital-a", "planned-care"))
    found = themes(gather(tell.entries, small_scenario()))["continuity of care"]
    assert (bool(found.discussed), found.finding) == (True, False)
    tell.ask(ONE, Observe("risk", "hangt op een persoon", "hospital-a", "planned-care"))
    found = themes(gather(tell.entries, small_scenario()))["continuity of care"]
    assert found.finding


def test_an_area_for_improvement_that_people_wrote_is_a_finding_of_its_themes() -> None:
    tell = Teller()
    tell.tell("started", program="0", world=1, scenario={}, seed=1, parent=None)
    tell.tell("ended", why="")
    tell.ask("leader", Finding("improve", "Niemand wist de voorraad", objective="fuel"))
    found = themes(gather(tell.entries, small_scenario()))
    assert found["energy supply"].finding
    assert not found["continuity of care"].finding
