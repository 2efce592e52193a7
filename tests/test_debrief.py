"""The facts of the after-action report: complete, apart, and without a verdict."""

from __future__ import annotations

import pytest

from tests.entries import FIGURES, Teller, small_journal, small_scenario
from ttx.actions import Decision, Rescind
from ttx.debrief.between import is_military
from ttx.debrief.facts import Debrief, digest_of, gather
from ttx.journal import Journal
from ttx.moment import HOUR


def small(purpose: str = "develop") -> Debrief:
    return gather(small_journal(purpose), small_scenario(purpose=purpose), FIGURES)


def test_the_first_page_keeps_three_things_apart() -> None:
    front = small().front
    assert "Decisions recorded by people: 4" in [one.en for one in front.observed]
    assert "Injects delivered: 3" in [one.en for one in front.observed]
    assert "1 of 3 tasks assessed" in [one.en for one in front.assessed]
    assert [one.gauge for one in front.computed] == [
        "diesel.hospital-a.hours_left", "people.all.cold_hours", "people.all.heard",
    ]  # fmt: skip


def test_modelled_mortality_is_off_unless_asked_for_and_then_in_the_annex_alone() -> (
    None
):
    facts = small()
    assert facts.annex == ()
    asked = gather(small_journal(), small_scenario(), sensitive=True)
    assert [one.gauge for one in asked.annex] == ["people.all.excess"]
    assert asked.annex[0].told.en.startswith("No band: that takes 20 runs or more")
    told = [one.gauge for one in (*facts.courses, *facts.front.computed)]
    assert "people.all.excess" not in told


def test_one_of_three_rated_is_never_a_share() -> None:
    for one in (*small().front.observed, *small().front.assessed):
        assert "%" not in one.nl + one.en


def test_two_evaluators_on_one_task_are_both_heard() -> None:
    task = small().objectives[0].tasks[0]
    assert [(one.by.en, one.letter, one.text) for one in task.ratings] == [
        ("evaluator 1", "S", "Verdeling uitgelegd"),
        ("evaluator 2", "M", "Zorglocaties niet gehoord"),
    ]


def test_not_observed_is_neither_rated_nor_looked_at_as_good() -> None:
    unseen, marked = small().objectives[0].tasks[1], small().objectives[1].tasks[0]
    assert (unseen.state.en, marked.state.en) == ("not observed", "not observed")


def test_where_the_purpose_is_to_orient_nothing_is_rated() -> None:
    facts = gather(small_journal("develop"), small_scenario(purpose="orient"))
    assert all(not task.ratings for one in facts.objectives for task in one.tasks)
    assert "nothing is rated" in " ".join(one.en for one in facts.front.assessed)


def test_the_two_latencies_stand_apart() -> None:
    answered, missed = small().responses
    assert (answered.table_minutes, answered.exercise) == (7, pytest.approx(8 * HOUR))
    assert (missed.table_minutes, missed.exercise) == (None, None)
    assert missed.state.en == "not recorded within the time set"


def test_a_decision_carries_why_agreed_and_what_was_known() -> None:
    first = small().decisions[0]
    assert (first.why, first.agreed) == ("voorraad tot vannacht", "raad van bestuur")
    assert first.values.nl == "Liters: 10.000 l"
    assert "toegekend" in first.effect.nl or "granted: 8,000 l" in first.effect.en
    told = small().decisions[2].known[0]
    assert (told.shown.en, told.aged.en, told.source.en) == (
        "20 h",
        "30 min old",
        "GHOR, phone",
    )


def test_a_refused_action_is_no_decision() -> None:
    assert [one.seat for one in small().decisions].count("rot") == 2


def test_decisions_by_a_policy_are_told_as_such() -> None:
    assert [one.number for one in small().decisions if one.hand] == [2]


def test_a_rescinded_decision_is_marked() -> None:
    tell = Teller()
    tell.tell("started", program="0", world=1, scenario={}, seed=1, parent=None)
    entry = tell.ask("rot", Decision("Wij wachten"))
    tell.ask("rot", Rescind(entry))
    (one,) = gather(tell.entries, small_scenario()).decisions
    assert one.rescinded


def test_civil_and_military_pairs_come_first_with_the_five_steps() -> None:
    first, second = small().pairs
    assert (first.interface, second.interface) == (True, False)
    (request,) = first.requests
    assert None not in (request.asked, request.understood, request.owned)
    assert (request.owner, request.answered, request.done) == (
        "stafofficier logistiek",
        None,
        None,
    )
    assert second.contacts[0].outcome == "20 uur"


@pytest.mark.parametrize(("seat", "military"), [("defence", True), ("rot", False)])
def test_a_military_table_is_known(seat: str, military: bool) -> None:
    assert is_military(small_scenario(), seat) is military


def test_after_an_override_computed_figures_say_so() -> None:
    facts = small()
    (override,) = facts.rulings.overrides
    assert (override.computed.en, override.shown.en) == (
        "4,600 person-hours", "3,000 person-hours",
    )  # fmt: skip
    assert override.why
    assert {one.after for one in facts.courses} == {facts.touched}


def test_disputes_adjudications_and_claims_keep_their_reasons() -> None:
    rulings = small().rulings
    assert [one.text for one in rulings.disputes] == ["Wij stoppen nooit alles"]
    assert [one.why for one in rulings.adjudications] == [
        "heeft in dit model geen gevolg"
    ]
    assert [(one.asked.en, one.granted.en, one.short) for one in rulings.claims] == [
        ("10,000 l", "8,000 l", 1),
        ("9,000 l", "6,000 l", 1),
    ]
    assert [one.why for one in rulings.settlements] == ["naar nood"]


def test_model_off_and_no_play_are_periods() -> None:
    rulings = small().rulings
    assert [one.why for one in rulings.model_off] == ["kaart klopt niet"]
    (pause,) = rulings.no_play
    assert pause.table_minutes == 2


def test_the_time_line_follows_the_moves() -> None:
    line = small().line
    assert [(one.title.en, one.run) for one in line.segments] == [
        ("Before the first move", True),
        ("Move 1: First hours", False),
        ("The world plays on", True),
        ("Move 2: Second night", False),
    ]
    rot = line.lanes[0]
    assert [[item.kind for item in cell] for cell in rot.cells] == [
        ["inject"], ["decision"], [], ["inject", "decision"],
    ]  # fmt: skip


def test_known_stands_beside_true() -> None:
    (rot,) = small().knew
    cells = rot.rows[0].cells
    assert (cells[1].knew.en, cells[1].aged.en, cells[1].true.en) == (
        "7.5 h", "2 h 30 min old", "12 h",
    )  # fmt: skip


def test_assumed_figures_come_first_with_their_sources() -> None:
    figures = small().figures
    assert [one.tag for one in figures] == ["E", "K", "F", "X"]
    assert figures[2].shown.nl == "30 uur - 60 uur (44 uur)"
    assert all(one.source for one in figures)


def test_the_digest_is_the_journals_own() -> None:
    journal = Journal()
    for entry in small_journal():
        journal.append(entry.at, entry.kind, entry.body)
    assert digest_of(list(journal)) == journal.digest


def test_an_exercise_that_goes_on_says_so() -> None:
    going = [e for e in small_journal() if e.kind != "ended"]
    facts = gather(going, small_scenario())
    assert (facts.over, facts.frame.status.en) == (
        False,
        "DRAFT (CONCEPT) - exercise not ended",
    )


def test_an_empty_journal_makes_a_debrief() -> None:
    facts = gather([], small_scenario())
    assert facts.decisions == () and facts.courses[0].points == ()
