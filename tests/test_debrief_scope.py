"""Who played, on which clock, and with which numbers: what a report must not blur."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.entries import Teller, small_journal, small_scenario, two
from tests.script import mini
from tests.words import ROOT
from ttx import library
from ttx.actions import Decision, Message, Rate, Release, StandingOrder
from ttx.cli_report import write_debrief
from ttx.debrief.facts import Debrief, gather
from ttx.debrief.figures import shown
from ttx.errors import JournalError, UsageError
from ttx.exercise import Exercise
from ttx.figures import Figure
from ttx.journal import Entry, Journal
from ttx.policy import play_through
from ttx.report import page

TEMPLATES = ROOT / "debriefs"


def opened() -> Teller:
    tell = Teller()
    tell.tell("started", program="0", world=1, scenario={}, seed=1, parent=None)
    return tell


def facts_of(tell: Teller) -> Debrief:
    return gather(tell.entries, small_scenario())


def pages(facts: Debrief, lang: str) -> list[str]:
    """The page and the Markdown of these facts."""
    return [page(f"debrief.{kind}.j2", facts, facts.frame, TEMPLATES, lang)
            for kind in ("html", "md")]  # fmt: skip


@pytest.fixture(scope="module")
def real() -> list[Entry]:
    """A whole exercise that the program played by itself."""
    exercise = Exercise(mini(), 7, Journal())
    play_through(exercise, {table.id: "routine" for table in exercise.scenario.tables})
    return list(exercise.journal)


# --- who played ------------------------------------------------------------------


def simulated() -> Teller:
    tell = opened()
    tell.ask("rot", Decision("", "stop-planned"), hand="policy:routine")
    tell.ask("leader", Release("press-call"), hand="clock")
    return tell


def test_a_run_that_the_program_played_is_a_trial_run() -> None:
    facts = facts_of(simulated())
    assert facts.played.trial
    assert facts.played.warning.nl == (
        "Proefdraai: alle tafels zijn door het programma gespeeld (beleidslijn"
        " 'routine'). Dit zegt niets over organisaties of mensen."
    )
    for made in pages(facts, "nl"):
        assert "Proefdraai: alle tafels" in made
        assert "Een proefdraai heeft geen eerste nabespreking." in made
        assert "De vragen waren" not in made and "met de hand uitgereikt" not in made


def test_simulated_tables_are_named_beside_tables_of_people() -> None:
    tell = simulated()
    tell.ask("hospital-a", Decision("Wij wachten"))
    facts = facts_of(tell)
    assert not facts.played.trial
    assert facts.played.warning.nl == "Gesimuleerde tafels: ROT"
    tell.ask("rot", Message(("hospital-a",), "Wij nemen het over"))
    assert facts_of(tell).played.warning.en == "Simulated tables: ROT (in part)"


def test_people_alone_need_no_warning() -> None:
    tell = opened()
    tell.ask("rot", Decision("Wij wachten"))
    assert not facts_of(tell).played.warning


def test_a_policys_decision_shows_its_values() -> None:
    tell = opened()
    for _ in range(2):
        tell.ask("hospital-a", Decision("", "order-diesel", (("litres", 3000),)),
                 hand="policy:routine")  # fmt: skip
    facts = facts_of(tell)
    (one,) = facts.routines
    assert (one.numbers, one.values.nl) == ((1, 2), "Liters: 3.000 l")
    text, markdown = pages(facts, "nl")
    assert "Liters: 3.000 l" in text and "**B1, 2**" in markdown
    assert text.count("door de beleidslijn") == 1


# --- on which clock ----------------------------------------------------------------


def test_in_a_move_a_moment_is_the_tables_own() -> None:
    facts = gather(small_journal(), small_scenario())
    assert facts.decisions[0].placed.nl == "ronde 1, tafelminuut 21"
    request = facts.pairs[0].requests[0]
    assert request.asked.placed.en == "move 1, table minute 4"
    assert facts.pairs[1].contacts[0].placed.en == "move 1, table minute 12"
    for made in pages(facts, "nl"):
        assert "ronde 1, tafelminuut 4" in made


def test_without_moves_a_moment_is_exercise_time_alone() -> None:
    tell = opened()
    tell.clock(1, 4).ask("rot", Decision("Wij wachten"))
    assert not facts_of(tell).decisions[0].placed


def test_an_answer_names_its_decision_and_its_two_spans() -> None:
    answered, missed = gather(small_journal(), small_scenario()).responses
    assert (answered.decision, missed.decision) == (1, None)
    assert [one.nl for one in answered.to_decision] == ["7 tafelminuten"]
    assert answered.to_effect.en == "8 h of exercise time"
    assert answered.state.en == "recorded"


def test_the_first_page_has_the_year() -> None:
    overview = gather(small_journal(), small_scenario()).overview
    assert overview.period.nl.startswith("ma 18 jan 2027 06:40 tot")
    assert overview.moves[0].en == "First hours (Mon 18 Jan 2027 07:40)"


# --- with which numbers --------------------------------------------------------------


def test_a_task_marked_as_not_observed_was_not_looked_at() -> None:
    tell = opened()
    tell.ask("evaluator-1", Rate("share-fuel", "not-observed", "", "rot"))
    told = [one.en for one in facts_of(tell).front.assessed]
    assert "Critical tasks looked at: 0 of 3" in told


def test_copies_of_one_inject_are_one_row_with_all_who_got_it() -> None:
    tell = opened()
    for seat in ("hospital-a", "hospital-b"):
        tell.send(f"six-hours-left@{seat}", two("Nog zes uur", "Six hours"), seat)
    tell.clock(2, 9).send("press-call", two("Pers", "Press"), "rot")
    facts = facts_of(tell)
    assert [len(one.to) for one in facts.injects] == [2, 1]
    assert "Injects: 2 (3 keer uitgereikt)" in [one.nl for one in facts.front.observed]
    assert len(facts.responses) == 1


def test_claims_follow_time_and_carry_their_unit() -> None:
    tell = opened()
    for hours, team in ((1, "rot"), (2, "hospital-a")):
        share = {"team": team, "entry": 1, "asked": 500, "granted": 400}
        tell.clock(hours, 0).tell("claimed", stock="diesel.trader", available=900,
                                  contested=True, shares=[share])  # fmt: skip
    facts = facts_of(tell)
    assert [one.team.en for one in facts.rulings.claims] == ["ROT", "De Waard hospital"]
    assert facts.rulings.claims[0].asked.nl == "500 l"
    made = pages(facts, "nl")[0]
    claims = made.index('id="claims"')
    assert (
        claims
        < made.index("Aanvragen uit schaarse voorraad")
        < made.index('id="control"')
    )


def test_a_table_that_sees_at_once_stands_beside_those_that_hear() -> None:
    facts = gather(small_journal(), small_scenario())
    assert [(one.seat, one.figures.en) for one in facts.at_once] == [
        ("hospital-a", "Diesel, De Waard hospital")
    ]
    for made in pages(facts, "nl"):
        assert "Zag zijn cijfers direct, zonder melding ertussen: Diesel" in made


def test_a_sensitive_outcome_says_that_it_is_modelled() -> None:
    gauge = {"title": two("Overleden", "Deaths"), "sensitive": True}
    gauges = {"people.all.excess": gauge}
    facts = gather(
        small_journal(), small_scenario(gauges=gauges, headlines=[]), sensitive=True
    )
    assert [one.title.nl for one in facts.annex] == [
        "Gemodelleerd overleden (geen referentieverloop gerekend)"
    ]
    made = pages(facts, "en")[0]
    assert '<a href="#mortality">' in made


def test_one_of_a_unit_is_said_in_the_singular() -> None:
    one = Figure("fixed", (1.0,), "teams", "", "E", "world.x")
    assert (shown(one, "en"), shown(one, "nl")) == ("1 team", "1 team")


def test_a_standing_order_is_no_decision_of_a_policy() -> None:
    tell = opened()
    tell.ask("hospital-a", StandingOrder("stop-planned"))
    assert facts_of(tell).routines == ()


# --- and where it is written -----------------------------------------------------------


def test_a_debrief_is_written_from_any_folder(
    real: list[Entry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "empty").mkdir()
    monkeypatch.chdir(tmp_path / "empty")
    made = write_debrief(real, tmp_path / "out", "nl")
    assert [one.suffix for one in made] == [".html", ".md", ".json"]
    assert all(one.stat().st_size > 1000 for one in made)


def test_a_template_that_is_not_there_is_no_folder_that_cannot_be_written(
    real: list[Entry], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    own = tmp_path / "debriefs"
    own.mkdir()
    monkeypatch.setattr(library, "shelves", lambda kind: [own])
    with pytest.raises(UsageError, match="in none of the folders") as none:
        write_debrief(real, tmp_path / "out", "nl")
    assert not isinstance(none.value, JournalError)
    for name in ("debrief.html.j2", "debrief.md.j2"):
        (own / name).write_text('{% include "other.j2" %}', encoding="utf-8")
    with pytest.raises(UsageError, match=r"template other\.j2 is not in"):
        write_debrief(real, tmp_path / "out", "nl")
