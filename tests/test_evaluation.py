"""Evidence beside critical tasks: what was recorded, and never a rating."""

from __future__ import annotations

import pytest

from tests.entries import RAW, Teller, small_journal, small_scenario
from ttx.actions import Adjudicate, Contact, Decision, Strike, to_plain
from ttx.evaluation import MEASURES, evidence
from ttx.evaluation_found import Found
from ttx.evaluation_log import Log, figure_of
from ttx.evaluation_words import lasting
from ttx.journal import Entry
from ttx.logbook import Logbook
from ttx.moment import HOUR
from ttx.picture import figure
from ttx.scenario import Evidence, Show
from ttx.text import Text


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
        "Computed, 'Diesel, De Waard hospital': 20 h at the start, 8 h at the end;"
        " lowest 8 h, highest 20 h"
    )


def test_an_answer_keeps_table_minutes_and_exercise_time_apart() -> None:
    answered, missed = found()["response"]
    assert "7 table minutes to the decision" in answered.text.en
    assert "8 h of exercise time to the effect" in answered.text.en
    assert missed.text.en.endswith("no answer recorded within the time set")


def test_an_answer_names_its_inject_its_words_and_its_option() -> None:
    answered, missed = found()["response"]
    assert "Inject 2 'Six hours of diesel left', De Waard hospital" in answered.text.en
    assert "'Tienduizend liter bestellen' ('Order diesel')" in answered.text.en
    assert missed.text.nl.startswith("Inject 2 'Nog zes uur diesel', Ziekenhuis Oost")


def test_a_decision_that_stands_as_an_answer_is_not_told_again() -> None:
    assert "decision" not in found()


def asked_of_rot(*evidence_asked: dict[str, object]) -> list[Found]:
    """What is found on a task of the ROT with this evidence."""
    task = {"id": "one", "team": "rot", "title": "x", "evidence": [*evidence_asked]}
    scenario = small_scenario(objectives=[{**RAW["objectives"][0], "tasks": [task]}])
    return list(evidence(scenario, small_journal(), "one"))


def test_a_decision_is_looked_for_at_every_table() -> None:
    (one,) = asked_of_rot({"decision": "order-diesel"})
    assert one.text.en == (
        "De Waard hospital decided 'Order diesel' at Mon 18 Jan 07:40;"
        " in effect after 8 h of exercise time"
    )


def test_a_decision_that_nobody_took_says_where_was_looked() -> None:
    (none,) = asked_of_rot({"decision": "wait"})
    assert none.text.nl == "Bij geen enkele tafel is 'wait' als besluit vastgelegd"
    (rot,) = asked_of_rot({"decision": "order-diesel", "team": "rot"})
    assert rot.text.nl == "Bij ROT is 'Diesel bestellen' niet als besluit vastgelegd"
    assert rot.text.en == "ROT did not record 'Order diesel' as a decision"


def test_a_decision_by_a_policy_says_so() -> None:
    policy, order = asked_of_rot({"decision": "stop-planned"})
    assert policy.text.en.endswith("(policy)") and policy.text.nl.endswith(
        "(beleidslijn)"
    )
    assert not order.text.en.endswith("(policy)")


def test_free_words_that_stand_for_an_option_are_that_decision() -> None:
    entries = small_journal()
    words = next(e for e in entries if "We vragen" in str(e.body))
    ruled = Adjudicate(words.seq, "option", "stop-planned", why="bedoeld")
    body = {"by": "leader", "hand": "person", "action": to_plain(ruled)}
    entries.append(Entry(9000, entries[-1].at, "asked", {**body, "refusal": None}))
    task = {"id": "one", "title": "x", "evidence": [{"decision": "stop-planned"}]}
    scenario = small_scenario(objectives=[{**RAW["objectives"][0], "tasks": [task]}])
    told = [one.text.en for one in evidence(scenario, entries, "one")]
    assert any(one.startswith("ROT decided 'Stop planned care'") for one in told)


@pytest.mark.parametrize(
    ("late", "nl"),
    [
        ((1, 27), "vastgelegd na de gestelde tijd"),
        ((2, 40), "later besluit dat hieraan raakt"),
    ],
)
def test_an_answer_after_its_time_says_so(late: tuple[int, int], nl: str) -> None:
    """Sent at table minute 14 with 12 minutes to answer; the world plays from 28."""
    tell = Teller()
    tell.tell("started", program="0", world=1, scenario={}, seed=1, parent=None)
    tell.clock(1, 0).tell("ran", move="first-hours", state="talk")
    tell.clock(1, 14).send("six-hours-left", {"nl": "x", "en": "x"}, "hospital-a")
    if late[0] > 1:
        tell.clock(1, 28).tell("ran", move="first-hours", state="run")
    entry = tell.clock(*late).ask("hospital-a", Decision("", "order-diesel"))
    tell.tell("answered", inject="six-hours-left", team="hospital-a", entry=entry)
    found = evidence(small_scenario(), tell.entries, "share-fuel")
    assert any(nl in one.text.nl for one in found if one.key.startswith("response"))


@pytest.mark.parametrize(
    ("hours", "nl", "en"),
    [
        (8, "8 uur", "8 h"),
        (28.8, "ruim een dag", "about 29 h"),
        (36, "ongeveer anderhalve dag", "about 36 h"),
        (50, "ongeveer 2 dagen", "about 50 h"),
        (100, "ongeveer 4 dagen", "about 4 days"),
    ],
)
def test_long_spans_are_told_in_days(hours: float, nl: str, en: str) -> None:
    told = lasting(round(hours * HOUR))
    assert (told.nl, told.en) == (nl, en)


def test_one_decision_is_one_decision() -> None:
    tell = Teller()
    tell.tell("started", program="0", world=1, scenario={}, seed=1, parent=None)
    tell.tell("reported", team="rot", true_at=0, sender={"nl": "x", "en": "x"},
              values={"diesel.hospital-a.hours_left": 20.0})  # fmt: skip
    tell.clock(1, 0).ask("rot", Decision("Wij wachten"))
    found = evidence(small_scenario(), tell.entries, "share-fuel")
    (age,) = [one.text for one in found if one.key.startswith("age")]
    assert "bij één besluit" in age.nl and "at one decision" in age.en


def test_the_age_of_a_picture_is_taken_at_each_decision() -> None:
    (age,) = found()["age"]
    assert "at 2 decisions" in age.text.en
    assert "30 min to 2 h 30 min old" in age.text.en


def test_struck_evidence_stays_with_who_and_why() -> None:
    (messages,) = found()["messages"]
    (mark,) = messages.strikes
    assert (mark.seat, mark.by.nl) == ("evaluator-1", "evaluator 1")
    assert mark.why == "veel is aan tafel gezegd"


def test_a_mark_by_key_holds_on_while_the_figures_move_on() -> None:
    key = "gauge:diesel.hospital-a.hours_left"
    entries = small_journal()
    half = next(
        n for n, e in enumerate(entries) if e.body.get("move") == "second-night"
    )
    strike = Teller()
    strike.ask("evaluator-2", Strike("share-fuel", key, "de tank was al leeg"))
    told = [*entries[:half], strike.entries[0]._replace(seq=7000), *entries[half:]]
    early = evidence(small_scenario(), told[: half + 1], "share-fuel")
    late = evidence(small_scenario(), told, "share-fuel")
    for found in (early, late):
        (course,) = [one for one in found if one.key == key]
        assert [one.why for one in course.strikes] == ["de tank was al leeg"]
    assert early[0].text != late[0].text


def test_two_tables_answers_are_struck_apart() -> None:
    told = small_journal()
    strike = Teller()
    key = "response:six-hours-left@hospital-b"
    strike.ask("evaluator-1", Strike("share-fuel", key, "zat in een ander overleg"))
    told.append(strike.entries[0]._replace(seq=7000))
    answers = [one for one in evidence(small_scenario(), told, "share-fuel")
               if one.key.startswith("response:")]  # fmt: skip
    assert [(one.key.partition("@")[2], one.struck) for one in answers] == [
        ("hospital-a", False), ("hospital-b", True),
    ]  # fmt: skip


def test_two_evaluators_marks_on_one_line_both_stand() -> None:
    told = small_journal()
    strike = Teller()
    strike.ask(
        "evaluator-2", Strike("share-fuel", "messages:rot-defence", "ook mondeling")
    )
    told.append(strike.entries[0]._replace(seq=7000))
    (line,) = [one for one in evidence(small_scenario(), told, "share-fuel")
               if one.key == "messages:rot-defence"]  # fmt: skip
    assert [one.by.en for one in line.strikes] == ["evaluator 1", "evaluator 2"]


def test_a_contact_counts_under_any_name_of_the_table() -> None:
    for name in ("defence", "Defence", "Defensie, regionaal adviseur"):
        tell = Teller()
        tell.tell("started", program="0", world=1, scenario={}, seed=1, parent=None)
        tell.ask("rot", Contact(name, "aggregaten", "phone", "belt terug"))
        found = evidence(small_scenario(), tell.entries, "share-fuel")
        (told,) = [one.text.en for one in found if one.key.startswith("messages")]
        assert "contacts noted 1" in told


def test_a_task_without_evidence_has_none() -> None:
    assert evidence(small_scenario(), small_journal(), "ask-defence") == ()


def test_an_inject_that_never_came_is_told_as_not_delivered() -> None:
    none: list[Entry] = [e for e in small_journal() if e.kind != "delivered"]
    told = [f.text.en for f in evidence(small_scenario(), none, "share-fuel")]
    assert "Inject 2 'Six hours of diesel left' was not delivered" in told


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


def test_hours_without_an_end_are_said_in_words_and_other_hours_as_they_are() -> None:
    show = Show(title=Text("Diesel", "Diesel"), unit=Text("uur", "h"), style="hours")
    assert figure(240.0, show) == Text("meer dan 10 dagen", "over 10 days")
    assert figure(5300.0, show).en.endswith("h")
    assert figure(18.0, show) == Text("18 uur", "18 h")


def test_reports_read_the_same_alone_and_together() -> None:
    sender = {"nl": "Netbeheerder", "en": "Grid operator"}
    one = {"team": "rot", "values": {"power": 0.5}, "by": "", "sender": sender}
    two = {"team": "ghor", "values": {"power": 0.5}, "by": "phone", "sender": sender}
    alone = [Entry(1, HOUR, "reported", {**one, "true_at": 0}),
             Entry(2, HOUR, "reported", {**two, "true_at": 0})]  # fmt: skip
    together = [Entry(1, HOUR, "reported", {"true_at": 0, "reports": [one, two]})]

    def heard(entries: list[Entry]) -> list[tuple[str, str, float, int, int, str, str]]:
        log, book = Log(entries, small_scenario()), Logbook()
        book.take(entries)
        return [
            (
                team,
                gauge,
                known.value,
                known.true_at,
                known.heard_at,
                known.sender.en,
                past.by,
            )
            for (team, gauge), (past,) in book.heard.items()
            for known in log.reports[team][gauge]
        ]

    assert heard(alone) == heard(together)
    assert [one[0] for one in heard(together)] == ["rot", "ghor"]
