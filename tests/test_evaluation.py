"""Evidence beside critical tasks: what was recorded, and never a rating."""

from __future__ import annotations

from tests.entries import RAW, small_journal, small_scenario
from ttx.evaluation import MEASURES, Found, evidence
from ttx.evaluation_log import Log, figure_of
from ttx.journal import Entry
from ttx.scenario import Evidence


def found(task: str = "share-fuel") -> dict[str, list[Found]]:
    by_kind: dict[str, list[Found]] = {}
    for one in evidence(small_scenario(), small_journal(), task):
        by_kind.setdefault(one.key.partition(":")[0], []).append(one)
    return by_kind


def test_every_kind_of_evidence_has_a_measure() -> None:
    kinds = set(Evidence.model_fields) - {"team"}
    assert kinds == set(MEASURES)


def test_a_gauge_is_told_by_its_course_with_unit_and_two_digits() -> None:
    (course,) = found()["gauge"]
    assert course.text.en == (
        "Computed: Diesel, De Waard hospital: 20 h at the start, 8 h at the end;"
        " lowest 8 h, highest 20 h"
    )


def test_an_answer_keeps_table_minutes_and_exercise_time_apart() -> None:
    answered, missed = found()["response"]
    assert "7 table minutes to the decision" in answered.text.en
    assert "8 h of exercise time to the effect" in answered.text.en
    assert missed.text.en.endswith("no answer recorded within the time set")


def test_a_decision_is_told_with_the_time_to_its_effect() -> None:
    (decision,) = found()["decision"]
    assert "'Order diesel'" in decision.text.en
    assert "in effect after 8 h of exercise time" in decision.text.en


def test_the_age_of_a_picture_is_taken_at_each_decision() -> None:
    (age,) = found()["age"]
    assert "at 2 decisions" in age.text.en
    assert "30 min to 2 h 30 min old" in age.text.en


def test_struck_evidence_stays_with_who_and_why() -> None:
    (messages,) = found()["messages"]
    assert (messages.struck, messages.struck_by) == (True, "evaluator-1")
    assert messages.struck_why == "veel is aan tafel gezegd"


def test_a_task_without_evidence_has_none() -> None:
    assert evidence(small_scenario(), small_journal(), "ask-defence") == ()


def test_an_inject_that_never_came_is_told_as_not_delivered() -> None:
    none: list[Entry] = [e for e in small_journal() if e.kind != "delivered"]
    told = [f.text.en for f in evidence(small_scenario(), none, "share-fuel")]
    assert "The inject was not delivered" in told


def test_what_a_table_knew_is_the_newest_truth_it_had_heard() -> None:
    log = Log(small_journal(), small_scenario())
    known = log.knew("rot", "diesel.hospital-a.hours_left", 4 * 3_600_000)
    assert known is not None
    assert (known.value, known.true_at) == (16.5, round(2.5 * 3_600_000))


def test_a_figure_has_two_significant_digits_at_most() -> None:
    scenario = small_scenario()
    assert (
        figure_of(scenario, "people.all.cold_hours", 12345.6).nl
        == "12.000 persoonsuren"
    )
    assert figure_of(scenario, "people.all.heard", 0.9).en == "90 %"
    assert (
        figure_of(scenario, "diesel.hospital-a.hours_left", None).en == "not recorded"
    )


def test_a_sensitive_outcome_is_named_but_not_told() -> None:
    objective = dict(RAW["objectives"][0])
    objective["tasks"] = [
        {"id": "hurt", "title": "x", "evidence": [{"gauge": "people.all.excess"}]}
    ]
    scenario = small_scenario(objectives=[objective])
    (one,) = evidence(scenario, small_journal(), "hurt")
    assert (
        one.text.en == "Modelled excess mortality: see the annex of sensitive outcomes"
    )
