"""Cards that go through many hands: sorted, dealt, cut, and nothing lost of a long one."""

from __future__ import annotations

import re
import zlib
from pathlib import Path

import pytest

from tests.paper import sheets_of, shipped, words_of, written
from ttx import library
from ttx.cli import main
from ttx.handouts import Card, Handout, Part, Stack
from ttx.handouts.cards import pile, planned_cards
from ttx.handouts.injects import lines
from ttx.handouts.kinds import handout
from ttx.handouts.table_sheets import comms_cards, role_cards
from ttx.outline_time import heading
from ttx.report import to_pdf
from ttx.report_cards import PAPERS, POINT, Piece, pieces, tied
from ttx.report_cards import measured as used
from ttx.report_handout import dealt, laid
from ttx.report_handout import handout as page
from ttx.text import Text

SHIPPED = [one.name for one in library.list_all()]
TEMPLATES = library.templates("handout.css")[0]
LANGS = ("nl", "en")
LONG = "Drieennegentigduizendvierhonderdachtenvijftigste"


def same(words: str) -> Text:
    return Text(words, words)


def card(*parts: Part, title: str = "Kop", top: str = "ROT", sender: str = "RBT") -> Card:  # fmt: skip
    rows = ((same("Tijd"), same("ma 07:00")), (same("Van"), same(sender)))
    return Card(same(top), "1.01", same(title), rows, parts)


def said(found: list[Piece]) -> str:
    return " ".join(part.words for one in found for part in one.parts if part.words)


# --- sorting and dealing -----------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SHIPPED)
def test_each_card_says_where_it_belongs_and_no_two_say_the_same(
    name: str, lang: str
) -> None:
    one = shipped(name)
    for stacks in (planned_cards(one), pile(one).stacks):
        sheets = laid(stacks, PAPERS["a6"], lang)
        places = [p.place for sheet in sheets for p in sheet if p.page == 1]
        assert len(set(places)) == len(places) == sum(len(s.cards) for s in stacks)


def test_the_place_of_a_card_names_its_move_but_on_the_pile_nothing_tells() -> None:
    one = shipped("power-outage")
    first = next(laid(planned_cards(one), PAPERS["a6"], "nl"))
    assert [piece.place for piece in first] == [f"Ronde 1 · gesprek · {n}/17" for n in (1, 2, 3, 4)]  # fmt: skip
    waiting = next(laid(pile(one).stacks, PAPERS["a6"], "nl"))
    assert re.fullmatch(r"1/\d+", waiting[0].place)


@pytest.mark.parametrize("name", SHIPPED)
def test_what_is_spoken_and_what_has_its_own_moment_lie_apart(name: str) -> None:
    one = shipped(name)
    begins = {heading(n, move.title): move.at for n, move in enumerate(one.moves, 1)}
    by_number = {line.number: line for line in lines(one)}
    for stack in planned_cards(one):
        found = [by_number[card.tag] for card in stack.cards]
        spoken = {line.spoken for line in found}
        assert spoken == {stack.apart.en.endswith("as a call")}
        points = {line.at for line in found
                  if line.inject.stops and (line.at or 0) < begins.get(stack.title, 0)}  # fmt: skip
        assert bool(points) == stack.apart.en.startswith("at ")
        assert not points or {line.at for line in found} == points, "of one moment"
        assert not any("this move" in note.en for note in stack.notes)


@pytest.mark.parametrize("name", SHIPPED)
def test_who_deals_the_cards_reads_of_each_whose_it_is(name: str) -> None:
    stacks = planned_cards(shipped(name))
    found = dealt(stacks, "nl")
    assert found is not None
    wanted = [(c.top, stack.title, stack.apart, c.tag or c.title)
              for stack in stacks for c in stack.cards]  # fmt: skip
    read = [(top, title, apart, one) for top, cells in found.rows
            for title, cell in zip(found.titles, cells, strict=True)
            for apart, lot in cell for one in lot]  # fmt: skip
    assert sorted(map(str, read)) == sorted(map(str, wanted))


def test_what_stops_the_run_is_handed_out_there_and_what_came_in_lies_on_top() -> None:
    notes = [note.nl for stack in planned_cards(shipped("power-outage")) for note in stack.notes]  # fmt: skip
    assert [note for note in notes if "als gesprek gaat" not in note] == [
        "Uitreiken op ma 18 jan 16:40, waar het doorspelen stopt vóór ronde 2: 1.18, 1.19.",
        "Kwam binnen vóór het begin van ronde 3; ligt bovenop, zo oud als het dan is:"
        " 2.25, 2.24.",
    ]


def test_what_hangs_on_chance_or_on_a_decision_that_fails_waits_on_the_pile() -> None:
    waits = {one.number: one for one in pile(shipped("power-outage")).awaited}
    assert waits["1.17"].brings[0].en == "30 min after inject 1.16 Generator 2 cuts out"
    assert any("does not succeed (chance" in told.en for told in waits["2.26a"].brings)


def test_the_pile_lies_in_the_order_in_which_people_count() -> None:
    numbers = [one.number for one in pile(shipped("power-outage")).awaited]
    assert numbers.index("2.06") < numbers.index("2.14b") < numbers.index("2.28a")
    assert numbers.index("1.20") < numbers.index("2.01a")
    assert numbers[-2:] == ["C.1", "C.2"]


@pytest.mark.parametrize("name", SHIPPED)
def test_an_inject_card_has_time_sender_receiver_and_way(name: str) -> None:
    for stack in planned_cards(shipped(name)):
        for one in stack.cards:
            assert [label.en for label, _ in one.rows] == ["Time", "From", "To", "By way of"]  # fmt: skip
            assert all(value.nl and value.en for _, value in one.rows)


def test_cut_marks_are_lines_because_browsers_print_no_backgrounds() -> None:
    style = (TEMPLATES / "handout_cards.css").read_text("utf-8")
    marks = re.findall(r"\.cut[^{]*\{([^}]*)\}", style)
    assert marks and not [one for one in marks if "background" in one]


# --- what each table reads ---------------------------------------------------------------


def test_a_role_card_says_its_name_once_and_not_behind_each_figure() -> None:
    cards = {one.top.nl: one for one in role_cards(shipped("article5"))[0].cards}
    centre = cards["Traumacentrum Ravelmonde"]
    assert not centre.title, "it stands on top already"
    assert not [p.text.nl for p in centre.parts if "Ravelmonde" in p.text.nl]
    regional = [part.text.nl for part in cards["VVT"].parts]
    assert any("RCPS Kestermark" in one for one in regional), "another's keeps its name"


def test_a_communication_card_offers_only_ways_that_its_table_has() -> None:
    night = {one.top.nl: [p.text.nl for p in one.parts]
             for one in comms_cards(shipped("power-outage"))[1].cards}  # fmt: skip
    ways = {name: next(t for t in texts if "Koerier (5 min)" in t) for name, texts in night.items()}  # fmt: skip
    assert "LCMS" in ways["GHOR"] and "LCMS" not in ways["VVT"]
    for name, texts in night.items():
        assert not {"Telefoon", "Sms", "E-mail", "Nieuws"} & set(ways[name].split(", "))
        assert "Mobiel, Telefoon, Sms, E-mail" in texts
        assert "in plaats daarvan: Koerier (5 min)" in texts


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SHIPPED)
def test_nobody_ends_a_call_with_the_words_that_end_the_exercise(
    name: str, lang: str
) -> None:
    html = page(handout("calls", shipped(name)), TEMPLATES, lang)
    assert "Einde oefening" not in html and "Exercise ends" not in html
    spoken = re.findall(r'<p class="script">(.*?)</p>', html, re.DOTALL)
    assert spoken and not [
        one for one in spoken if re.search(r"OEFENING|EXERCISE", one)
    ]


def test_a_call_to_two_tables_is_ticked_twice_and_an_early_one_says_so() -> None:
    html = page(handout("calls", shipped("article5")), TEMPLATES, "nl")
    calls = {words_of(one)[:4]: one for one in html.split('<article class="call">')[1:]}
    assert calls["2.11"].count('class="promise"') == 2
    assert "Bel op dit moment: hier stopt het doorspelen" in calls["3.02"]
    early = words_of(page(handout("calls", shipped("power-outage")), TEMPLATES, "nl"))
    assert early.count("Dit kwam binnen voor het begin van deze ronde") == 2


# --- nothing is lost ---------------------------------------------------------------------


@pytest.mark.parametrize("kind", ["text", "item", "head"])
@pytest.mark.parametrize("size", sorted(PAPERS))
def test_whatever_its_length_a_text_keeps_all_words_and_stays_on_its_cards(
    size: str, kind: str
) -> None:
    paper = PAPERS[size]
    for count in (*range(1, 300, 5), 900):
        text = " ".join(f"woord{n}" for n in range(count))
        found = pieces(card(Part("text", same("Aanhef.")), Part(kind, same(text))), paper, "nl")  # fmt: skip
        assert said(found) == f"Aanhef. {text}"
        for one in found:
            room = paper.height - 2 * paper.pad - one.head.high
            assert one.parts and used(one, paper) <= room + 0.5 * one.points * POINT


def test_letters_are_no_smaller_than_the_number_of_cards_asks_for() -> None:
    text = Part("text", same(" ".join(["woord"] * 260)))
    found = pieces(card(text), PAPERS["a6"], "nl")
    assert len(found) == 2 and found[0].points > PAPERS["a6"].steps[-1]


def test_what_the_head_has_no_room_for_is_told_in_full_beneath_it() -> None:
    title = " ".join(f"titel{n}" for n in range(60))
    sender = " ".join(f"afzender{n}" for n in range(60))
    found = pieces(card(Part("text", same("Tekst.")), title=title, sender=sender),
                   PAPERS["a6"], "nl")  # fmt: skip
    assert found[0].head.title.endswith("…")
    assert said(found) == f"{title} {sender} Tekst."


def test_a_short_last_word_does_not_stand_alone() -> None:
    assert tied("Het ministerie vraagt u") == "Het ministerie vraagt\u00a0u"
    assert tied(f"De {LONG} {LONG}") == f"De {LONG} {LONG}"
    assert tied("Leeg") == "Leeg" and not tied("")


@pytest.mark.slow
@pytest.mark.parametrize("size", sorted(PAPERS))
def test_extreme_cards_lose_no_word_on_paper_and_cross_no_edge(
    size: str, tmp_path: Path
) -> None:
    pytest.importorskip("weasyprint")
    words = " ".join(f"woord{n}" for n in range(500))
    cards = (
        card(Part("text", same(words)), title=" ".join(["kop"] * 80)),
        card(Part("text", same(f"{LONG * 12} einde")), title=LONG * 5, top=f"{LONG} en nog iets"),
        card(*(Part("figure", same(f"Tafel {n} met een lange naam die niet past")) for n in range(40))),
        card(*(Part("item", same(f"Regel {n} van een lange lijst")) for n in range(70)), sender=words),
        card(Part("head", same("Bericht")), Part("room", lines=3)),
    )  # fmt: skip
    one = Handout("cards", same("Kaarten"), same("Zeer lange titel " * 9), same("OEFENING"),
                  "1.0", False, (Stack(same("Ronde 1"), cards),), size)  # fmt: skip
    file = tmp_path / "extreme.pdf"
    file.write_bytes(to_pdf(page(one, TEMPLATES, "nl"), one_side=True))
    shown = [word for sheet in sheets_of(file) for word in written(sheet, PAPERS[size])[0]]  # fmt: skip
    assert {f"woord{n}" for n in range(500)} <= {*shown}
    assert "".join(shown).count(LONG) >= 17
    assert shown.count("Tafel") == 40 and shown.count("Regel") == 70


@pytest.mark.slow
def test_a_printer_is_told_to_print_cards_on_one_side_and_to_scale_nothing(
    tmp_path: Path,
) -> None:
    pytest.importorskip("weasyprint")
    assert main(["print", "first-exercise", "--what", "cards,rules", "--to", "pdf", "--lang",
                 "nl", "--out", str(tmp_path)]) == 0  # fmt: skip
    wishes = {}
    for name in ("cards", "rules"):
        raw = (tmp_path / f"first-exercise.{name}.nl.pdf").read_bytes()
        parts = re.findall(rb"stream\r?\n(.*?)endstream", raw, re.DOTALL)
        plain = [
            zlib.decompressobj().decompress(one) for one in parts if one[:1] == b"x"
        ]
        wishes[name] = b"".join([raw, *plain])
    for asked in (b"/Duplex /Simplex", b"/PrintScaling /None"):
        assert asked in wishes["cards"] and asked not in wishes["rules"]
