"""The report in Word: whole, from a template of one's own, and never run by a player."""

from __future__ import annotations

import io
import zipfile
from functools import lru_cache
from pathlib import Path

import pytest
from docx import Document

from tests.entries import small_scenario
from tests.test_report import TEMPLATES, said_by, small
from tests.words import in_dutch
from tools import word_template
from ttx.debrief.facts import gather
from ttx.errors import UsageError
from ttx.report_word import settled, to_word


@lru_cache(maxsize=4)
def made(lang: str = "nl", purpose: str = "develop") -> bytes:
    facts = small(purpose)
    return to_word(facts, facts.frame, TEMPLATES / "debrief.docx", lang)


def typed(words: str) -> bytes:
    facts = small("develop", said_by("rot", words))
    return to_word(facts, facts.frame, TEMPLATES / "debrief.docx", "nl")


def text_of(document: bytes) -> str:
    """All words of a document, in its order; a line for each paragraph."""
    body = Document(io.BytesIO(document)).element.body
    return "\n".join(
        "".join(
            "\n" if run.tag.endswith("}br") else run.text or ""
            for run in paragraph.iter()
            if run.tag.endswith(("}t", "}br"))
        )
        for paragraph in body.iter()
        if paragraph.tag.endswith("}p")
    )


def part(document: bytes, name: str) -> str:
    with zipfile.ZipFile(io.BytesIO(document)) as parts:
        return parts.read(name).decode()


def own_template(tmp_path: Path, *lines: str) -> Path:
    document = Document()
    for line in lines:
        document.add_paragraph(line)
    path = tmp_path / "debrief.docx"
    document.save(str(path))
    return path


# --- safe ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    "words",
    [
        "{{ 7*7 }} en {% for x in y %}",
        "{%p if facts %}{%tr for x in y %}",
        "</w:t></w:r><w:p><w:r><w:t>nieuw",
        "Jansen & Zn <script>alert(1)</script> \"ja\" 'nee'",
        "{{ ''.__class__.__mro__ }}",
    ],
)
def test_what_a_player_typed_stays_text(words: str) -> None:
    assert words in text_of(typed(words))


def test_signs_that_xml_cannot_hold_are_left_out() -> None:
    made = typed("rood\x1b[31m\x07 einde\ufffe\x00 \U0001f691")
    assert "rood[31m einde \U0001f691" in text_of(made)


def test_lines_of_a_player_stay_lines() -> None:
    assert "eerst\ndan" in text_of(typed("eerst\ndan"))


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("{{ facts.nothing_of_the_kind }}", "nothing_of_the_kind"),
        ("{% for one in facts.decisions %}", "Unexpected end of template"),
        ("{{ facts.__class__.__init__.__globals__ }}", "unsafe"),
        ("{% include 'debrief.html.j2' %}", "debrief.html.j2"),
        ("{{ facts.decisions.append(1) }}", "append"),
        ("{{ facts.purpose + 1 }}", "str"),
    ],
)
def test_a_template_that_cannot_be_filled_in_is_a_sentence(
    tmp_path: Path, line: str, told: str
) -> None:
    facts, path = small(), own_template(tmp_path, "Ons rapport", line)
    with pytest.raises(UsageError, match="cannot be filled in") as wrong:
        to_word(facts, facts.frame, path, "nl")
    assert told in wrong.value.sentence("nl")
    assert str(path) in wrong.value.sentence("nl")


def test_a_template_that_is_no_word_document_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "debrief.docx"
    path.write_text("geen zip", encoding="utf-8")
    facts = small()
    with pytest.raises(UsageError, match="not a Word document"):
        to_word(facts, facts.frame, path, "nl")


def test_an_organisation_fills_in_its_own_template(tmp_path: Path) -> None:
    path = own_template(
        tmp_path, "Veiligheidsregio: {{ frame.title|t }}",
        "{%p for one in facts.decisions if one.text %}", "{{ one.team|t }}: {{ one.text|t }}",
        "{%p endfor %}", '{{ _("Decisions") }}',
    )  # fmt: skip
    facts = small()
    told = text_of(to_word(facts, facts.frame, path, "nl"))
    assert "Veiligheidsregio: " in told and "Besluiten" in told


# --- whole --------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_marking_and_status_stand_on_every_page(lang: str) -> None:
    facts = small()
    document = Document(io.BytesIO(made(lang)))
    assert len(document.sections) == 3
    for section in document.sections:
        above = " ".join(c.text for t in section.header.tables for c in t.rows[0].cells)
        below = " ".join(c.text for t in section.footer.tables for c in t.rows[0].cells)
        assert (
            facts.frame.marking.of(lang) in above
            and facts.frame.status.of(lang) in above
        )
        assert facts.frame.marking.of(lang) in below and " / " in below


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_all_parts_of_the_page_are_in_the_document(lang: str) -> None:
    heads = {p.text for p in Document(io.BytesIO(made(lang))).paragraphs
             if (p.style.name or "").startswith("Heading")}  # fmt: skip
    dutch = in_dutch()
    for english in (
        "Participants and evaluators", "Own account of the tables", "Time line",
        "Reading and decisions per table", "What each table knew, beside what was true",
        "Decisions", "Course of the headline outcomes", "Objectives and critical tasks",
        "From inject to answer", "Requests and contacts between tables",
        "Sharing of scarce stocks", "What exercise control did", "Improvement plan",
        "Annex: the MSEL as played", "Annex: sensitive outcomes of the model",
        "Annex: assumptions and sources",
    ):  # fmt: skip
        assert (dutch[english] if lang == "nl" else english) in heads


def test_pictures_say_what_they_show() -> None:
    document = Document(io.BytesIO(made("en")))
    shown = document.element.body.xpath(".//wp:docPr")
    assert len(shown) == 4
    words = [one.get("descr") for one in shown]
    assert all(one and len(one) > 30 for one in words)
    assert any("at the start" in one for one in words)
    assert len({one.get("id") for one in shown}) == len(shown)


def test_heads_of_tables_come_back_and_rows_stay_whole() -> None:
    body = Document(io.BytesIO(made())).element.body
    tables = body.xpath(".//w:tbl[w:tr[w:trPr/w:tblHeader]]")
    assert len(tables) > 8
    for table in tables:
        assert all(row.xpath("./w:trPr/w:cantSplit") for row in table.xpath("./w:tr"))


def test_title_and_language_are_told_to_a_reader_aloud() -> None:
    about = Document(io.BytesIO(made("nl"))).core_properties
    assert about.title.startswith("Evaluatierapport: ") and about.language == "nl-NL"
    assert 'w:val="nl-NL"' in part(made("nl"), "word/styles.xml")
    assert 'w:val="en-GB"' in part(made("en"), "word/styles.xml")


def test_the_same_facts_make_the_same_file() -> None:
    facts = small()
    again = to_word(facts, facts.frame, TEMPLATES / "debrief.docx", "nl")
    assert again == made("nl")


def test_an_empty_exercise_makes_a_document() -> None:
    facts = gather([], small_scenario())
    told = text_of(to_word(facts, facts.frame, TEMPLATES / "debrief.docx", "en"))
    assert "No decisions by people were recorded." in told
    assert "{{" not in told and "{%" not in told


def test_orient_shows_no_rating() -> None:
    told = text_of(made("en", "orient"))
    assert "some challenges" not in told and "nothing is rated" in told


# --- the template itself ------------------------------------------------------------


@pytest.mark.parametrize("name", sorted(word_template.TEMPLATES))
def test_the_template_is_what_its_tool_makes(name: str) -> None:
    fresh = word_template.made(word_template.TEMPLATES[name]())
    kept = settled((TEMPLATES / name).read_bytes())
    for held in zipfile.ZipFile(io.BytesIO(fresh)).namelist():
        assert part(fresh, held) == part(kept, held) if held.endswith(".xml") else True
