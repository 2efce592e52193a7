"""`ttx print`: what goes on paper, and what a table must not find on its own."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.paper import sheets_of, shipped, words_of, written
from tests.script import Script, mini
from tools.words import HERE, merge
from ttx import library
from ttx.cli import main
from ttx.handouts import BLANK, Card, Part
from ttx.handouts.cards import pile, planned_cards
from ttx.handouts.injects import PILE, lines
from ttx.handouts.kinds import KINDS, handout
from ttx.report_cards import PAPERS, pieces
from ttx.report_handout import dealt, laid
from ttx.report_handout import handout as page
from ttx.scenario import Scenario
from ttx.text import Text

SHIPPED = [one.name for one in library.list_all()]
FLAGSHIPS = ["power-outage", "article5"]
TEMPLATES = library.templates("handout.css")[0]
LANGS = ("nl", "en")
FOR_TABLES = [name for name, one in KINDS.items() if not one.staff]


@cache
def printed(name: str, kind: str, lang: str) -> str:
    return words_of(page(handout(kind, shipped(name)), TEMPLATES, lang))


def secrets(one: Scenario) -> Iterator[Text]:
    """Everything that is written for staff alone."""
    yield one.leader_briefing
    yield from one.guide
    for inject in one.msel:
        yield inject.controller
        yield inject.note
        if inject.expects:
            yield inject.expects.text
    for persona in one.personas.values():
        yield persona.brief
        yield from persona.answers
    for aim in one.objectives:
        yield aim.target
        yield from (task.looks_for for task in aim.tasks)
    for option in one.options.values():
        yield option.cost


# --- what a table gets, and what it does not ---------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SHIPPED)
def test_what_a_table_gets_holds_nothing_for_staff(name: str, lang: str) -> None:
    one = shipped(name)
    hidden = [" ".join(text.of(lang).split()) for text in secrets(one) if text]
    hidden += [told.of(lang) for line in lines(one) for told in line.brings]
    open_ = " ".join(" ".join(i.text.of(lang).split()) for i in one.msel)
    hidden = [text for text in hidden if text not in open_]
    assert len(hidden) > 10
    for kind in FOR_TABLES:
        shown = printed(name, kind, lang)
        found = [text for text in hidden if len(text) > 25 and text in shown]
        assert found == [], kind


@pytest.mark.parametrize("name", SHIPPED)
def test_the_cards_of_the_pile_tell_nothing_of_what_brings_them(name: str) -> None:
    one = shipped(name)
    brings = [told for line in lines(one) for told in line.brings]
    for stack in pile(one).stacks:
        for card in stack.cards:
            told = [card.title, card.foot, *(part.text for part in card.parts)]
            told += [text for row in card.rows for text in row]
            assert not [text for text in brings if text in told]
            assert not card.rows[0][1], "the leader writes the time on it"


@pytest.mark.parametrize("name", SHIPPED)
def test_each_table_finds_a_card_for_each_inject_that_is_for_it(name: str) -> None:
    one = shipped(name)
    stacks = (*planned_cards(one), *pile(one).stacks)
    cards = [(c.top, c.title) for stack in stacks for c in stack.cards]
    wanted = [(t.short, line.title) for line in lines(one) for t in line.tables]
    assert sorted(map(str, cards)) == sorted(map(str, wanted))
    ids = {line.inject.id for line in lines(one)}
    assert ids == {inject.id for inject in one.msel}


@pytest.mark.parametrize("name", SHIPPED)
def test_what_waits_on_the_pile_says_what_brings_it(name: str) -> None:
    waiting = [line for line in lines(shipped(name)) if line.move == PILE]
    assert [line.inject.id for line in waiting if not line.brings] == []


def test_a_condition_of_each_hospital_speaks_of_that_hospital() -> None:
    found = [line for line in lines(mini()) if line.inject.id == "low"]
    assert [line.tables[0].id for line in found] == ["hospital-a", "hospital-b"]
    first, second = (line.brings[0].en for line in found)
    assert first != second or "{instance}" not in first
    assert "{instance}" not in first + second


def test_a_live_figure_is_its_scripted_text_or_a_blank() -> None:
    low = next(line for line in lines(mini()) if line.inject.id == "low")
    assert low.text.nl == "Nog weinig diesel."
    bare = [one.model_copy(update={"fallback": Text()}) for one in mini().msel]
    low = next(
        line for line in lines(mini(msel=tuple(bare))) if line.inject.id == "low"
    )
    assert low.text.nl == f"Nog {BLANK} uur diesel."


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SHIPPED)
def test_nothing_on_paper_waits_to_be_filled_in_by_the_program(
    name: str, lang: str
) -> None:
    for kind in KINDS:
        shown = printed(name, kind, lang)
        assert "{{" not in shown and "{instance}" not in shown, kind


def test_a_card_of_a_coming_move_stands_on_no_sheet_of_an_earlier_one() -> None:
    one = shipped("power-outage")
    for paper in PAPERS.values():
        for stack in planned_cards(one):
            numbers = [
                p.card.title for sheet in laid([stack], paper, "nl") for p in sheet
            ]
            assert set(numbers) == {card.title for card in stack.cards}
    moves = printed("power-outage", "manual", "nl")
    assert one.moves[1].brief.nl not in moves, "what comes is not told beforehand"


# --- what staff get -----------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SHIPPED)
def test_the_draaiboek_has_every_inject_with_its_words_for_staff(
    name: str, lang: str
) -> None:
    shown = printed(name, "draaiboek", lang)
    for inject in shipped(name).msel:
        assert " ".join(inject.controller.of(lang).split()) in shown
        if inject.expects and inject.expects.text:
            assert " ".join(inject.expects.text.of(lang).split()) in shown
    told = "ALLEEN OEFENSTAF" if lang == "nl" else "EXERCISE STAFF ONLY"
    assert told in page(handout("draaiboek", shipped(name)), TEMPLATES, lang).replace(
        "\\20 ", " "
    )


@pytest.mark.parametrize(("lang", "three"), [("nl", "OEFENING OEFENING OEFENING"),
                                             ("en", "EXERCISE EXERCISE EXERCISE")])  # fmt: skip
def test_each_call_begins_and_ends_with_the_three_words(lang: str, three: str) -> None:
    one = shipped("power-outage")
    spoken = [line for line in lines(one) if line.tables and line.channel]
    html = page(handout("calls", one), TEMPLATES, lang)
    calls = html.count('<article class="call">') - len(one.personas)
    assert html.count(f'<p class="exercise">{three}</p>') == 2 * calls
    assert 40 < calls <= len(spoken)
    shown = printed("power-outage", "calls", lang)
    persona = one.personas["mka"]
    assert persona.answers[0].of(lang) in shown


def test_an_evaluator_gets_the_tasks_that_are_theirs_and_no_rating_in_orienting() -> (
    None
):
    shown = printed("power-outage", "evaluators", "en")
    for aim in shipped("power-outage").objectives:
        assert all(task.title.en in shown for task in aim.tasks)
    assert "performed without challenges (P)" in shown
    orient = shipped("power-outage").model_copy(update={"purpose": "orient"})
    told = words_of(page(handout("evaluators", orient), TEMPLATES, "en"))
    assert "performed without challenges" not in told


def test_the_templates_speak_dutch() -> None:
    known = {str(one.id) for one in merge(sorted(HERE.glob("*.po")))}
    said = {
        text
        for path in TEMPLATES.glob("handout*.j2")
        for text in re.findall(r'_\("((?:[^"\\]|\\.)*)"', path.read_text("utf-8"))
    }
    assert len(said) > 60
    assert sorted(said - known) == []


# --- how it is laid out --------------------------------------------------------------------


def card(text: str) -> Card:
    return Card(Text("ROT", "ROT"), "1.01", Text("Kop", "Head"),
                ((Text("Tijd", "Time"), Text("ma 07:00", "Mon 07:00")),),
                (Part("text", Text(text, text)),))  # fmt: skip


@pytest.mark.parametrize("size", sorted(PAPERS))
def test_a_short_text_is_large_and_a_long_one_goes_on_without_a_word_lost(
    size: str,
) -> None:
    paper = PAPERS[size]
    short = pieces(card("Twee woorden."), paper, "nl")
    assert [(one.points, one.of) for one in short] == [(paper.steps[0], 1)]
    text = " ".join(f"woord{n}" for n in range(900))
    long = pieces(card(text), paper, "nl")
    assert len(long) == long[-1].page == long[0].of > 1
    assert long[0].points < paper.steps[0]
    assert " ".join(part.words for one in long for part in one.parts) == text


def test_a_sheet_holds_four_of_a6_and_two_of_a5_and_marks_where_to_cut() -> None:
    one = shipped("power-outage")
    for size, per, marks in (("a6", 4, 6), ("a5", 2, 3)):
        for sheet in laid(planned_cards(one), PAPERS[size], "nl"):
            assert 1 <= len(sheet) <= per
        kind = "cards" if size == "a6" else "cards-a5"
        html = page(handout(kind, one), TEMPLATES, "nl")
        sheets = html.count('<section class="sheet')
        assert html.count('class="cut ') == sheets * marks


# --- the command ---------------------------------------------------------------------------


def test_it_writes_what_is_asked_and_says_where(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    again = ["print", "first-exercise", "--what", "cards,rules", "--to", "html", "--lang",
             "nl", "--out", str(tmp_path)]  # fmt: skip
    assert main(again) == 0
    assert main(again) == 0, "paper can be printed again"
    written = sorted(path.name for path in tmp_path.iterdir())
    assert written == ["first-exercise.cards.nl.html", "first-exercise.rules.nl.html"]
    assert str(tmp_path / written[0]) in capsys.readouterr().out


def test_an_unknown_handout_or_form_is_a_sentence(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["print", "first-exercise", "--what", "kaarten", "--lang", "nl"]) == 2
    told = capsys.readouterr().err
    assert "'kaarten' kan niet worden afgedrukt; kies uit cards, cards-a5" in told
    assert main(["print", "first-exercise", "--to", "docx", "--lang", "en"]) == 2
    assert "'docx' cannot be printed; choose from html, pdf" in capsys.readouterr().err


def test_a_journal_in_running_time_cannot_be_played_from_paper(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.ttx"
    Script(shipped("first-exercise"), path=path).exercise.journal.close()
    assert main(["print", str(path), "--to", "html", "--lang", "nl"]) == 2
    assert "Alleen een oefening in rondes" in capsys.readouterr().err


@pytest.mark.slow
@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", FLAGSHIPS)
def test_no_card_is_written_past_its_foot(name: str, lang: str, tmp_path: Path) -> None:
    pytest.importorskip("weasyprint")
    kinds = [kind for kind, one in KINDS.items() if one.size and not one.staff]
    assert main(["print", name, "--what", ",".join(kinds), "--to", "pdf", "--lang", lang,
                 "--out", str(tmp_path)]) == 0  # fmt: skip
    for kind in kinds:
        paper = PAPERS[KINDS[kind].size]
        pages = sheets_of(tmp_path / f"{name}.{kind}.{lang}.pdf")
        stacks = handout(kind, shipped(name)).facts
        sheets = [*laid(stacks, paper, lang)]
        assert len(pages) == len(sheets) + (dealt(stacks, lang) is not None), kind
        for sheet in pages[-len(sheets) :]:
            above, below = written(sheet, paper)
            assert above, kind
            assert {*shipped(name).marking.of(lang).split()} <= {*below}, kind
