"""Between tables: what passed, how much of it the log covers, and both sides of a wait."""

from __future__ import annotations

from fractions import Fraction

import pytest

from tests.entries import Teller, small_journal, small_scenario, two
from tests.fog import Room
from tests.words import ROOT
from ttx.actions import Contact, Endex, Handle, Message
from ttx.debrief import logged
from ttx.debrief.between import Pair
from ttx.debrief.facts import Debrief, gather
from ttx.report import page
from ttx.scenario import Evaluator

TEMPLATES = ROOT / "debriefs"


def begun() -> Teller:
    tell = Teller()
    tell.tell("started", program="0", world=1, scenario={}, seed=1, parent=None)
    tell.clock(1, 0).tell("ran", move="first-hours", state="talk")
    return tell


def of(tell: Teller) -> Debrief:
    return gather(tell.entries, small_scenario())


def pair_of(facts: Debrief, *seats: str) -> Pair:
    return next(one for one in facts.pairs if set(one.seats) == set(seats))


# --- what the log covers -------------------------------------------------------------


def test_one_talk_noted_by_both_sides_is_one_contact_on_both_sides() -> None:
    tell = begun()
    tell.clock(1, 4).ask("rot", Contact("defence", "aggregaten", "by phone"))
    tell.clock(1, 9).ask("defence", Contact("rot", "twaalf aggregaten", "by phone"))
    tell.clock(1, 30).ask("rot", Contact("defence", "nog eens", "by phone"))
    logged = pair_of(of(tell), "rot", "defence").logged
    assert (logged.known, logged.covered, logged.missed) == (2, 1, 0)
    assert logged.told.nl == "contacten bekend: 2, waarvan 1 van beide kanten"


def test_what_one_side_alone_noted_is_not_drawn() -> None:
    tell = begun()
    for minute in (2, 14, 26):
        tell.clock(1, minute).ask("rot", Contact("defence", f"vraag {minute}"))
    facts = of(tell)
    assert not pair_of(facts, "rot", "defence").logged.drawn
    (cell,) = [c for one in facts.matrix.parties for c in one.cells if c.kind != "none"]
    assert (cell.kind, cell.interface) == ("thin", True)
    assert "too little logged" in cell.told.en


@pytest.mark.parametrize(("seen", "covered", "drawn"), [(1, 1, False), (2, 2, True)])
def test_an_evaluators_eyes_are_a_second_side(
    seen: int, covered: int, drawn: bool
) -> None:
    tell = begun()
    for number in range(3):
        tell.clock(1, 1 + 12 * number).ask("rot", Contact("defence", "aggregaten"))
        if number < seen:
            tell.clock(1, 3 + 12 * number).ask(
                "evaluator", Contact("defence", "zag ze bellen", seen="rot")
            )
    logged = pair_of(of(tell), "rot", "defence").logged
    assert (logged.known, logged.covered, logged.drawn) == (3, covered, drawn)


def test_what_only_an_evaluator_saw_counts_against_the_log() -> None:
    tell = begun()
    for minute in (1, 15, 29):
        tell.clock(1, minute).ask("rot", Message(("defence",), "bericht", "email"))
    assert pair_of(of(tell), "rot", "defence").logged.drawn
    for minute in (40, 55, 70, 85):
        tell.clock(1, minute).ask("evaluator", Contact("defence", "gang", seen="ROT"))
    logged = pair_of(of(tell), "rot", "defence").logged
    assert (logged.known, logged.covered, logged.missed, logged.drawn) == (
        7,
        3,
        4,
        False,
    )
    assert "4 seen by an evaluator alone" in logged.told.en


def test_an_evaluator_of_one_table_saw_that_table_and_is_no_side() -> None:
    tell = begun()
    tell.ask("evaluator", Contact("defence", "zag ze bellen"))
    posts = (Evaluator(tables=("rot",)),)
    scenario = small_scenario().model_copy(update={"evaluators": posts})
    (pair,) = gather(tell.entries, scenario).pairs
    assert set(pair.seats) == {"rot", "defence"}
    assert gather(tell.entries, small_scenario()).pairs == ()


def test_a_spoken_request_that_the_other_took_up_stands_on_both_sides() -> None:
    tell = begun()
    noted = tell.ask("rot", Contact("defence", "aggregaten?", "by phone", "", "ours"))
    tell.clock(1, 6).ask("defence", Handle(noted, "owned", "logistiek"))
    logged = pair_of(of(tell), "rot", "defence").logged
    assert (logged.known, logged.covered) == (1, 1)


def test_the_thresholds_are_named_and_have_a_reason() -> None:
    assert (3, Fraction(1, 2)) == (
        logged.LEAST_KNOWN,
        logged.LEAST_SHARE,
    )


# --- how long -------------------------------------------------------------------------


def test_how_long_answers_took_keeps_both_clocks_apart() -> None:
    tell = begun()
    asked = tell.ask("rot", Message(("defence",), "een?", "email", True))
    tell.clock(1, 6).ask("defence", Handle(asked, "answered"))
    later = tell.ask("rot", Message(("defence",), "twee?", "email", True))
    tell.clock(5, 9).ask("defence", Handle(later, "answered"))
    pair = pair_of(of(tell), "rot", "defence")
    assert [one.en for one in pair.lasted] == [
        "3 to 6 table minutes", "4 h of exercise time",
    ]  # fmt: skip


# --- the drawing ----------------------------------------------------------------------


def fifteen() -> Debrief:
    teams = {f"t{n}": {"title": two(f"Tafel nummer {n}", f"Table number {n}"),
                       "side": "military" if n in (4, 9) else "civil"} for n in range(15)}  # fmt: skip
    tell = Teller()
    tell.tell("started", program="0", world=1, scenario={}, seed=1, parent=None)
    for n in range(14):
        for m in range(3):
            tell.ask(f"t{n}", Message((f"t{n + 1}",), f"vraag {m}", "email", m == 0))
    bare = {"objectives": [], "msel": [], "options": {}, "gauges": {}, "headlines": []}
    return gather(tell.entries, small_scenario(teams=teams, **bare))


def test_fifteen_tables_stand_in_one_drawing_military_first() -> None:
    drawn = fifteen().matrix
    assert [one.title.en for one in drawn.parties[:2]] == [
        "Table number 4", "Table number 9",
    ]  # fmt: skip
    assert [len(one.cells) for one in drawn.parties] == [*range(15)]
    assert sum(c.kind == "drawn" for one in drawn.parties for c in one.cells) == 14
    faces = [c.interface for one in drawn.parties for c in one.cells]
    assert sum(faces) == 2 * 13


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_drawing_says_in_words_what_it_shows(lang: str) -> None:
    facts = fifteen()
    made = page("debrief.html.j2", facts, facts.frame, TEMPLATES, lang)
    words = {"nl": "Tafel nummer 3 met Tafel nummer 4: verzoeken 1, beantwoord 0",
             "en": "Table number 3 with Table number 4: requests 1, answered 0"}[lang]  # fmt: skip
    assert words in made
    assert made.count('class="m drawn') == 14 and made.count('scope="row">15.') == 1


# --- both sides of a wait --------------------------------------------------------------


def test_a_request_without_an_answer_is_told_from_both_sides() -> None:
    tell = begun()
    tell.tell("reading", values={"diesel.hospital-a.hours_left": 20})
    tell.tell("reported", team="rot", true_at=0, sender=two("GHOR", "GHOR"),
              values={"diesel.hospital-a.hours_left": 22})  # fmt: skip
    asked = tell.clock(1, 4).ask("rot", Message(("defence",), "Twaalf?", "phone", True))
    letter = tell.clock(1, 5).send(
        "", two("", ""), "defence", kind="request", cause=asked
    )
    tell.clock(1, 9).ask("defence", Handle(letter, "owned", "logistiek", "wij kijken"))
    (story,) = of(tell).stories
    assert story.end.nl == "Tot het einde is geen antwoord vastgelegd"
    (said,) = story.asker.told
    assert (said.words, said.placed.en) == ("Twaalf?", "move 1, table minute 4")
    (shown,) = story.asker.figures
    assert (shown.shown.en, shown.source.en) == ("22 h", "GHOR")
    (theirs,) = story.asked.told
    assert (theirs.what.nl, theirs.words) == ("opgepakt door logistiek", "wij kijken")
    assert story.asked.figures == ()


def test_a_quick_answer_makes_no_story_and_the_unanswered_come_first() -> None:
    tell = begun()
    quick = tell.ask("rot", Message(("hospital-a",), "snel?", "email", True))
    tell.clock(1, 5).ask("hospital-a", Handle(quick, "answered"))
    slow = tell.ask("rot", Message(("hospital-a",), "traag?", "email", True))
    tell.clock(1, 40).ask("hospital-a", Handle(slow, "answered"))
    tell.ask("hospital-a", Message(("rot",), "open?", "email", True))
    told = [one.asker.told[0].words for one in of(tell).stories]
    assert told == ["open?", "traag?"]


def told_after(moment: str, channel: str) -> Debrief:
    """A request sent when the mast is silent; the exercise ends a day later."""
    room = Room().until(moment)
    room.ask("region", Message(("hospital-a",), "Zes bedden?", channel, request=True))
    room.until("T+30").ask("leader", Endex("tijd"))
    return gather(list(room.exercise.journal), room.exercise.scenario)


def test_what_was_lost_on_the_way_did_not_reach_the_other_side() -> None:
    (story,) = told_after("T+6", "text").stories
    assert story.way.en == "never arrived; the sender was not told"
    assert not story.asked.when and not story.asked.figures and story.asker.figures


def test_what_came_late_is_seen_beside_the_picture_of_that_later_moment() -> None:
    (story,) = told_after("T+6", "email").stories
    assert story.way.en.startswith("arrived 12 h")
    assert story.asker.when.en == "Mon 18 Jan 12:40"
    assert story.asked.when.en.startswith("Tue 19 Jan 01:05")


def test_other_requests_that_waited_stand_beside_it() -> None:
    tell = begun()
    tell.ask("rot", Message(("defence",), "eerst?", "email", True))
    tell.clock(1, 3).ask("hospital-a", Message(("defence",), "dan?", "email", True))
    second = next(s for s in of(tell).stories if s.asker.told[0].words == "dan?")
    assert (second.asked.waiting, second.asker.waiting) == (1, 0)


def test_civil_with_military_comes_first_on_the_page() -> None:
    facts = gather(small_journal(), small_scenario())
    assert [one.interface for one in facts.stories] == [True, False]
    made = page("debrief.html.j2", facts, facts.frame, TEMPLATES, "nl")
    assert "Verzoeken die het langst wachtten, van beide kanten bekeken" in made
