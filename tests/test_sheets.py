"""The sheets that a leader, an evaluator and a table have in hand when the host is down."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.script import mini
from tests.test_print import FLAGSHIPS, LANGS, SHIPPED, TEMPLATES, printed, shipped
from ttx.actions import TurnTo
from ttx.cli import main
from ttx.exercise import Exercise
from ttx.handouts import Card, Part
from ttx.handouts.cards import planned_cards
from ttx.handouts.draaiboek import draaiboek
from ttx.handouts.effects import does
from ttx.handouts.evaluators import evaluator_sheets
from ttx.handouts.forms import decision_forms
from ttx.handouts.injects import PILE, lines
from ttx.handouts.kinds import KINDS, handout
from ttx.handouts.known import known_cards
from ttx.handouts.programme import points
from ttx.handouts.standing import course
from ttx.handouts.table_sheets import role_cards
from ttx.journal import Journal
from ttx.picture import Sight, see
from ttx.report_handout import PAPERS, pieces, prose
from ttx.report_handout import handout as page
from ttx.report_paper import lines_of
from ttx.text import Text

RAW = re.compile(r"\b[a-z][a-z0-9_-]*\.(?:\{?[a-z0-9_-]+\}?\.)?[a-z]+_?[a-z]+\b(?!\.)")
"""A name of the world as writers type it: `care.hospital-b.overtime`."""


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SHIPPED)
def test_what_an_inject_does_is_told_in_words_and_in_numbers_of_the_language(
    name: str, lang: str
) -> None:
    one = shipped(name)
    told = [text.of(lang) for line in lines(one) for text in does(one, line.inject)]
    assert [text for text in told if RAW.search(text)] == []
    wrong = r"\d\.\d{1,2}(?!\d)" if lang == "nl" else r"\d,\d{1,2}(?!\d)"
    moved = [text for text in told if text.startswith(("in het model", "in the world"))]
    assert [text for text in moved if re.search(wrong, text)] == []


def test_an_effect_says_how_much_of_what_and_when() -> None:
    line = next(one for one in lines(shipped("power-outage")) if one.number == "2.20a")
    told = [text.en.replace("\N{NO-BREAK SPACE}", " ") for text in
            does(shipped("power-outage"), line.inject)]  # fmt: skip
    assert told[0].endswith("+1,000 l, after 1 h - 3 h")
    assert [text.rpartition(", after ")[2] for text in told] == [
        "1 h - 3 h",
        "13 h",
        "25 h",
    ]


@pytest.mark.parametrize("name", FLAGSHIPS)
def test_the_draaiboek_says_for_each_move_which_cards_go_to_which_table(
    name: str,
) -> None:
    one = shipped(name)
    made = draaiboek(one)
    stacks = planned_cards(one)
    for number, move in enumerate(made.rounds):
        packets = [stack for stack in stacks if stack.title == move.sheet.title]
        for table, numbers in move.cards:
            lots = [(lot.apart.en, ", ".join(card.tag for card in lot.cards if card.top == table))
                    for lot in packets]  # fmt: skip
            mine = "; ".join(
                f"{lies}: {told}" if lies else told for lies, told in lots if told
            )
            assert numbers.en == (mine or "none"), number
        moved = [*move.earlier, *move.rows]
        assert {row.number for row in moved} == {
            c.tag for lot in packets for c in lot.cards
        }
        assert all((row.when.en.rpartition("(T+")[1]) for row in moved)


def test_what_comes_of_itself_stands_with_the_move_that_it_falls_before() -> None:
    made = draaiboek(shipped("power-outage"))
    due = [" ".join(text.en for text in one.due) for one in made.rounds]
    assert " 1.16 Generator 2" in due[1], "the generator that fails by chance, at T+3"
    assert "T+" in due[1] and " 2.28a " in due[2]
    silent = {row.number: row.silent.en for row in made.pile}
    assert silent["2.22a"] == "does not come where nobody decides", (
        "it follows a decision"
    )
    assert silent["1.04a"] == "", "it waits for an answer, by the clock in the room"
    assert silent["C.1"] == "", "it is for the leader to say"
    assert not due[0]
    assert silent["1.16"] == "Mon 18 Jan 09:40 (T+3:00), if the lot says so"
    assert silent["1.16a"] == "hangs on what chance decided before"
    assert "perhaps: 1.16a" in due[1], "it follows the generator that may not fail"


def test_what_comes_after_the_last_move_is_read_aloud_before_the_first_look_back() -> (
    None
):
    one = shipped("article5")
    made = draaiboek(one)
    told = " ".join(text.en for text in made.after)
    assert " 4.02 " in told and " 4.03 " in told
    steps = [step.what.en for step in made.programme]
    last = next(n for n, what in enumerate(steps) if "runs on to ENDEX" in what)
    assert steps[last - 1].startswith("Move 3") and "Hot wash" in steps[last + 1]


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_sure_to_come_comes_when_the_draaiboek_says_where_nobody_decides(
    name: str,
) -> None:
    one = shipped(name)
    came = course(one).came
    sure = [line for line in lines(one) if line.move != PILE]
    for line in sure:
        names = {key for key in came if key.partition("@")[0] == line.inject.id}
        assert names, line.inject.id
        assert {came[key] for key in names} == {line.at}, line.inject.id


@pytest.mark.parametrize("name", FLAGSHIPS)
def test_what_a_table_knows_at_the_first_move_is_what_its_screen_shows(
    name: str,
) -> None:
    one = shipped(name)
    exercise = Exercise(one, 1, Journal())
    exercise.advance(one.moves[0].at)
    for state in ("brief", "talk"):
        exercise.submit(TurnTo(one.moves[0].id, state), "leader")
    sight = Sight(exercise, ())
    sight.refresh()
    first, *later = known_cards(one)
    for table, card in zip(one.tables, first.cards, strict=True):
        shown = [
            r.shown.nl for r in see(sight, table.id).readings if r.value is not None
        ]
        assert len(card.parts) == len(shown) > 3
        assert all(f": {value}" in part.text.nl for value, part in
                   zip(shown, card.parts, strict=True))  # fmt: skip
    for table, card in zip(one.tables, later[0].cards, strict=True):
        readings = see(sight, table.id).readings
        left = [part for part in card.parts if part.kind == "figure"]
        told = [part.text.nl for part in card.parts if part.kind == "source"]
        assert len(left) >= len(readings), "what hangs on decisions is written by hand"
        assert len(left) + len(told) == len(card.parts)
        heard = {f"{r.heard.nl}, stand van" for r in readings if r.heard}
        assert heard <= set(told), "with who said it, and how old it is"
        assert len(set(told)) == len(told)


@pytest.mark.parametrize("name", FLAGSHIPS)
def test_each_table_has_a_decision_sheet_for_each_move_and_stop_and_there_is_a_spare(
    name: str,
) -> None:
    one = shipped(name)
    forms = decision_forms(one)
    stops = [form for form in forms if form.move.en.startswith("Decision point")]
    assert len(forms) == len(one.moves) * len(one.tables) + len(stops) + 1
    assert {(form.move.en, form.table.en) for form in stops} == {
        (f"Decision point {', '.join(line.number for line in found)}", table.title.en)
        for found in points(one).values()
        for line in found
        for table in line.tables
    }
    assert [form.table for form in forms[: len(one.tables)]] == [
        t.title for t in one.tables
    ]
    assert len({form.move for form in forms[: len(one.tables)]}) == 1
    assert not forms[-1].table


def test_an_evaluator_sits_at_each_table_where_none_is_named_and_no_inject_is_named_twice() -> (
    None
):
    one = shipped("article5")
    sheets = evaluator_sheets(one)
    assert len(sheets) == len(one.tables) + 1, (
        "and one for what no table has for itself"
    )
    watched = [
        task for sheet in sheets for _, _, tasks in sheet.objectives for task in tasks
    ]
    assert {task.title for task in watched} == {
        task.title for aim in one.objectives for task in aim.tasks}  # fmt: skip
    assert all(len(task.about) == len(set(task.about)) for task in watched)


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", [name for name, one in KINDS.items() if not one.size])
def test_every_page_says_which_exercise_it_is_of_and_how_many_there_are(
    kind: str, lang: str
) -> None:
    one = shipped("power-outage")
    html = page(handout(kind, one), TEMPLATES, lang)
    frame = html[html.index("@page {") : html.index("</style>")]
    plain = re.sub(r"\\([0-9a-f]+) ", lambda found: chr(int(found[1], 16)), frame)
    assert one.marking.of(lang) in plain and one.title.of(lang) in plain
    assert f"{'versie' if lang == 'nl' else 'version'} {one.version}" in plain
    assert 'counter(page) " / " counter(pages)' in frame


def test_lines_broken_in_the_file_are_not_broken_on_paper() -> None:
    told = prose(
        "Een zin die in het bestand\nis gebroken.\n\nEen alinea:\n- een\n- twee\n1. drie"
    )
    assert told.splitlines() == [
        "Een zin die in het bestand is gebroken.", "", "Een alinea:", "- een", "- twee", "1. drie"]  # fmt: skip


@given(st.text(st.characters(codec="ascii")))
def test_no_word_of_a_text_is_lost_when_its_lines_are_joined(text: str) -> None:
    assert prose(text).split() == text.split()


def test_the_words_before_a_figure_leave_room_to_write_it() -> None:
    words = " ".join(["woorden"] * 5)
    many = tuple(Part("figure", Text(words, words)) for _ in range(14))
    whole = Card(Text("ROT", "ROT"), "", Text("Kop", "Head"), (), many)
    for one in pieces(whole, PAPERS["a6"], "nl"):
        lines = sum(
            len(lines_of(part.words, 89.0 * 0.7, one.points * 0.3528))
            for part in one.parts
        )
        assert lines * one.points * 0.3528 * 1.75 < 148.5 - 16


@pytest.mark.parametrize("name", SHIPPED)
def test_no_sheet_judges_what_people_decided(name: str) -> None:
    for kind in ("manual", "moves", "rules", "decisions", "hotwash", "evaluators"):
        english = printed(name, kind, "en").casefold()
        assert not re.search(r"should have|preventable|costliest|mistake", english), (
            kind
        )
        assert not re.search(
            r"vermijdbare|duurste besluit", printed(name, kind, "nl")
        ), kind


def test_what_an_exercise_does_not_have_is_said_and_makes_no_empty_page(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["print", "first-exercise", "--what", "moves,known,rules", "--to", "html",
                 "--lang", "nl", "--out", str(tmp_path)]) == 0  # fmt: skip
    assert [path.name for path in tmp_path.iterdir()] == [
        "first-exercise.rules.nl.html"
    ]
    told = capsys.readouterr().out
    assert told.count("daarvan is er niets in deze oefening") == 2
    bare = mini(msel=(), personas={})
    assert handout("pile", bare).blank and handout("calls", bare).blank
    assert not [kind for kind in KINDS if handout(kind, shipped("power-outage")).blank]


def test_a_role_card_names_no_figure_of_which_the_table_does_not_know_yet() -> None:
    """Trains are not on the card of a table without clearance; diesel is on the ROT's."""

    def told(name: str, title: str) -> str:
        cards = [card for stack in role_cards(shipped(name)) for card in stack.cards]
        mine = next(card for card in cards if card.top.en == title)
        return "\n".join(part.text.en for part in mine.parts)

    assert "hub" not in told("article5", "Ambulance/GHOR").lower()
    assert "Diesel hospital A" in told("power-outage", "ROT")
