"""People work on the report after ENDEX: asked like anything else, kept with its history."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.script import Script
from ttx import report
from ttx.actions import (
    Action,
    Attendance,
    Comment,
    Decision,
    Endex,
    Finding,
    Improvement,
    Observe,
    Particulars,
    Reveal,
    SignOff,
    Status,
    Weigh,
    Withdraw,
)
from ttx.debrief.facts import Debrief, gather
from ttx.replay import resume, verify

TEMPLATES = Path(__file__).parent.parent / "debriefs"
WEEK_AFTER = 1_800_000_000.0 + 7 * 86_400
KEY = "course/hospital-a.diesel"


def ended(path: Path | None = None) -> Script:
    """A small exercise that was played to ENDEX."""
    script = Script(path=path).until("T+0:20").move("one", "brief", "talk")
    script.ask("evaluator", Observe("gap", "Niemand vroeg hoe oud het cijfer was"))
    script.decides("hospital-a", "order-diesel", litres=100)
    script.move("one", "commit", "run").until("T+8")
    script.ask("leader", Endex())
    script.exercise.journal.wall = WEEK_AFTER
    return script


def facts(script: Script) -> Debrief:
    return gather(list(script.exercise.journal), script.exercise.scenario)


def page(script: Script, lang: str = "nl", kind: str = "html") -> str:
    made = facts(script)
    return report.page(f"debrief.{kind}.j2", made, made.frame, TEMPLATES, lang)


EARLY: list[tuple[str, Action]] = [
    ("evaluator", Finding("strength", "te vroeg")),
    ("evaluator", Improvement("te vroeg")),
    ("evaluator", Weigh(KEY, "accepted")),
    ("leader", Comment("who", "te vroeg")),
    ("leader", Status("fact-check")),
]


@pytest.mark.parametrize(("by", "action"), EARLY)
def test_the_report_is_worked_on_after_endex(by: str, action: Action) -> None:
    assert Script().until("T+0:10").refused(by, action) == "report-after"
    assert ended().refused(by, action) == ""


def test_who_is_there_and_what_experts_signed_is_known_before() -> None:
    script = Script().until("T+0:10")
    assert not script.refused("region", Attendance("region", (("voorzitter", 1),)))
    assert not script.refused("leader", Attendance("observer", (("waarnemer", 3),)))
    assert not script.refused("leader", Particulars("2027-01-18", "Utrecht"))
    signed = SignOff("assumption/1", "disputed", "hoofd techniek", text="half zo veel")
    assert not script.refused("leader", signed)
    other = Attendance("hospital-a", (("voorzitter", 1),))
    assert script.refused("region", other) == "not-allowed"
    none = Attendance("region", (("voorzitter", 0),))
    assert script.refused("region", none) == "bad-value"
    work = facts(script).work
    told = {one.seat: one.roles for one in work.attendance}
    assert told["region"] == (("voorzitter", 1),) and told["observer"] == (("waarnemer", 3),)  # fmt: skip
    assert work.signed[0].titled.nl == "betwist"
    assert "half zo veel" in page(script) and "hoofd techniek" in page(
        script, "en", "md"
    )


def test_a_later_wording_replaces_an_earlier_one_and_both_stay() -> None:
    script = ended()
    seen = next(e.seq for e in script.kinds("asked")
                if e.body["action"]["kind"] == "Observe")  # fmt: skip
    first = script.ask(
        "evaluator", Finding("improve", "Ouderdom onbekend", seen=(seen,))
    )
    again = Finding("improve", "De ouderdom van cijfers werd niet gevraagd",
                    "Regionaal crisisplan 2026, 4.2", "geen vast agendapunt", "keep-power",
                    "region", (seen,), entry=first.seq)  # fmt: skip
    second = script.ask("leader", again)
    row = script.ask("leader", Improvement("Ouderdom op de BOB-agenda", second.seq,
                     element="plans", owner="Veiligheidsregio", contact="hoofd crisisbeheersing",
                     start="2027-03-01", end="2027-09-01", above=True))  # fmt: skip
    work = facts(script).work
    (found,) = work.found("improve")
    assert (found.entry, found.last, found.number) == (first.seq, second.seq, 1)
    assert (found.by.nl, found.day) == ("oefenleiding", "2027-01-22")
    assert [one.text for one in found.history] == ["Ouderdom onbekend"]
    (plan,) = work.planned
    assert (plan.finding, plan.issue) == (first.seq, found.text)
    assert plan.element_titled.nl == "plannen" and plan.above
    made = page(script)
    for told in ("De ouderdom van cijfers", "Ouderdom onbekend", "geen vast agendapunt",
                 "Regionaal crisisplan 2026, 4.2", "Niemand vroeg hoe oud", "hoofd crisisbeheersing",
                 "1 mrt 2027", "1 sep 2027", "22 jan 2027"):  # fmt: skip
        assert told in made, told
    script.ask("leader", Withdraw(row.seq, "dubbel"))
    script.ask("evaluator", Withdraw(first.seq, "klopt niet"))
    work = facts(script).work
    assert not work.planned and not work.found("improve")
    assert work.findings[0].withdrawn == "klopt niet"
    assert "klopt niet" in page(script)


def test_what_does_not_fit_is_refused_with_a_sentence() -> None:
    script = ended()
    own = script.ask("evaluator", Finding("strength", "vroeg gebeld")).seq
    wrong: list[tuple[str, Action, str]] = [
        ("evaluator", Finding("strength", " "), "empty"),
        ("evaluator", Finding("good", "x"), "bad-value"),
        ("evaluator", Finding("strength", "x", objective="none"), "unknown-task"),
        ("evaluator", Finding("strength", "x", seen=(1,)), "unknown-entry"),
        ("evaluator", Finding("strength", "x", entry=1), "unknown-entry"),
        ("evaluator", Improvement("x", finding=1), "unknown-entry"),
        ("evaluator", Improvement("x", element="money"), "bad-value"),
        ("leader", Improvement("x", start="2027-09-01", end="2027-03-01"), "ends-before"),
        ("evaluator", Weigh(KEY, "edited"), "empty"),
        ("evaluator", Weigh(KEY, "struck"), "needs-reason"),
        ("leader", Weigh(KEY, "accepted"), "not-allowed"),
        ("evaluator", Status("adopted"), "not-allowed"),
        ("region", Finding("strength", "wij waren goed"), "not-allowed"),
        ("region", Withdraw(own), "unknown-entry"),
        ("leader", Status("concept"), "settled"),
    ]  # fmt: skip
    for by, action, key in wrong:
        assert script.refused(by, action) == key, action


def test_a_table_comments_on_what_was_released_to_it() -> None:
    script = ended()
    comment = Comment("decisions", "Wij belden om 09:10, niet om 09:40")
    assert script.refused("region", comment) == "not-released"
    script.ask("leader", Reveal("debrief", to=("region",)))
    assert script.refused("hospital-a", comment) == "not-released"
    said = script.ask("region", comment)
    assert said.body["refusal"] is None
    assert script.refused("region", Comment("knew", "te vroeg")) == "not-released"
    assert script.refused("region", Comment("nowhere", "x")) == "bad-value"
    script.ask("leader", Reveal("hot-wash"))
    script.ask("leader", Reveal("truth"))
    assert script.refused("region", Comment("knew", "dat wisten wij")) == ""
    answer = script.ask("evaluator", Comment("decisions", "Aangepast.", said.seq))
    script.ask("leader", Reveal("debrief", to=("hospital-a",)))
    other = Comment("decisions", "onze beurt", answer.seq)
    assert script.refused("hospital-a", other) == "unknown-entry"
    assert script.refused("region", Comment("decisions", "Dank.", answer.seq)) == ""
    (first, _) = facts(script).work.comments
    assert [one.text for one in first.answers] == ["Aangepast.", "Dank."]
    made = page(script)
    beside = made[made.index('id="decisions"') : made.index('id="courses"')]
    assert "Feitencheck door" in beside and "Wij belden om 09:10" in beside
    assert "Wij belden om 09:10" in page(script, "en", "md")


def test_a_release_is_taken_back_per_table() -> None:
    script = ended()
    ex = script.exercise
    script.ask("leader", Reveal("debrief"))
    script.ask("leader", Reveal("debrief", False, ("region",)))
    assert "debrief" not in ex.shown_to("region")
    assert "debrief" not in ex.shown_to("facilitator-region")
    assert "debrief" in ex.shown_to("hospital-a") and "debrief" not in ex.revealed
    script.ask("leader", Reveal("debrief", to=("region",)))
    assert ex.revealed == ["debrief"]
    script.ask("leader", Reveal("debrief", False))
    assert ex.shown_to("hospital-a") == ()


def test_the_order_of_reveal_is_held() -> None:
    script = ended()
    assert script.refused("leader", Reveal("influence")) == "in-order"
    assert script.refused("leader", Reveal("truth")) == "in-order"
    assert script.refused("leader", Reveal("hot-wash", to=("region",))) == "all-at-once"
    for what in ("hot-wash", "truth", "influence"):
        assert script.refused("leader", Reveal(what)) == "", what
    early = Script().until("T+0:10")
    assert early.refused("leader", Reveal("influence")) == "not-over"
    assert early.refused("leader", Reveal("everything")) == "bad-value"


def test_a_computed_sentence_is_weighed_by_each_evaluator() -> None:
    script = ended()
    sentence = facts(script).sentences[0]
    assert sentence.state == "open"
    weigh = Weigh(sentence.key, "struck", why="de aanname over de pomp klopt niet")
    script.ask("evaluator", weigh)
    made = facts(script).sentences[0]
    assert (made.state, made.verdicts[0].by.nl) == ("struck", "evaluator")
    assert "de aanname over de pomp klopt niet" in page(script)
    assert '<s class="struck">' in page(script)
    script.ask("evaluator-2", Weigh(sentence.key, "edited", "Diesel liep terug."))
    script.ask("evaluator", Weigh(sentence.key, "accepted"))
    made = facts(script).sentences[0]
    assert [one.verdict for one in made.verdicts] == ["edited", "accepted"]
    assert made.state == "divided"
    assert "Diesel liep terug." in page(script) and sentence.sentence.nl in page(script)


@pytest.mark.parametrize(
    ("steps", "nl", "en"),
    [
        ((), "CONCEPT", "DRAFT (CONCEPT)"),
        (("fact-check",), "CONCEPT - feitencheck", "DRAFT (CONCEPT) - fact check"),
        (("fact-check", "adopted"), "VASTGESTELD", "ADOPTED"),
    ],
)
def test_the_status_stands_on_every_part(
    steps: tuple[str, ...], nl: str, en: str
) -> None:
    script = ended()
    for one in steps:
        script.ask("leader", Status(one))
    for lang, told in (("nl", nl), ("en", en)):
        made = page(script, lang)
        assert made.count(f'<span class="status">{told}') >= 12
        assert f"**{told}".replace("(", "(") in page(script, lang, "md")


def test_nothing_of_it_reaches_the_world_and_a_replay_takes_it(tmp_path: Path) -> None:
    path = tmp_path / "weeks.ttx"
    script = ended(path)
    before = script.exercise.outcomes()
    now, world = script.exercise.now, script.exercise.world.env.now
    script.ask("evaluator", Finding("strength", "vroeg gebeld"))
    script.ask("leader", Status("fact-check"))
    script.exercise.journal.close()
    again = resume(path)
    assert again.over and again.status == "fact-check"
    entry = again.submit(Finding("improve", "weken later"), "evaluator")
    assert entry.body["refusal"] is None and entry.at == now
    assert again.outcomes() == before and again.world.env.now == world
    assert again.submit(Decision("nog een besluit"), "region").body["refusal"]
    again.journal.close()
    assert verify(path).status == "fact-check"
