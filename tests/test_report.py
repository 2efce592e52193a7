"""The page: whole, safe, bilingual, and in the words of the trade."""

from __future__ import annotations

import json
import re
from functools import lru_cache
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.entries import FIGURES, small_journal, small_scenario
from tests.words import (
    ROOT,
    in_dutch,
    said_in_python,
    said_in_template,
    said_in_word,
)
from ttx.actions import Decision, to_plain
from ttx.debrief.facts import Debrief, gather
from ttx.errors import UsageError
from ttx.figures import TAGS
from ttx.journal import Entry
from ttx.report import css_string, markdown, page, write
from ttx.report_lanes import lanes

TEMPLATES = ROOT / "debriefs"
NOT_SAID = (
    r"preventable|avoidable|\bmistakes?\b|costliest|\bfail(ed|ure)\b|should (not )?have"
    r"|vermijdba|\bfouten\b|\bfout\b|duurste|\bfaal|\bgefaald\b|mislukt|had(den)?( \w+){0,3} moeten"
    r"|ranglijst|ranking|\bscores?\b"
)
"""The words of rule 7 that no sentence of the program may hold."""
NAMED = {"failed"}
"""Said of a node of the grid, never of people."""


@lru_cache(maxsize=4)
def html(lang: str = "en", purpose: str = "develop") -> str:
    facts = small(purpose)
    return page("debrief.html.j2", facts, facts.frame, TEMPLATES, lang)


def small(purpose: str = "develop", *more: Entry) -> Debrief:
    entries = [*small_journal(purpose), *more]
    return gather(entries, small_scenario(purpose=purpose), FIGURES, sensitive=True)


def said_by(who: str, text: str, seq: int = 900) -> Entry:
    body = {
        "by": who,
        "hand": "person",
        "action": to_plain(Decision(text)),
        "refusal": None,
    }
    return Entry(seq, 0, "asked", body)


def rooms() -> list[Path]:
    return sorted(p for kind in ("debrief*", "evaluation*", "report*")
                  for p in (ROOT / "ttx").glob(f"{kind}.py"))  # fmt: skip


def our_sentences() -> list[str]:
    told = [one for path in rooms() for one in said_in_python(path)]
    for path in sorted(TEMPLATES.glob("debrief*.j2")):
        told += said_in_template(path)
    for path in sorted(TEMPLATES.glob("*.docx")):
        told += said_in_word(path)
    return [*dict.fromkeys([*told, *TAGS.values()])]


ASKING = ("src", "href", "action", "data", "poster", "srcset")


class Reader(HTMLParser):
    """What a page asks a browser to open, and whether its tags close."""

    VOID = ("meta", "br", "line", "circle", "rect", "path", "use")

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.outside: list[str] = []
        self.ids: list[str] = []
        self.open: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attrs:
            if name == "id":
                self.ids.append(value or "")
            asks = name in ASKING or name.startswith("on")
            if asks and not (value or "").startswith("#"):
                self.outside.append(f"{name}={value}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in self.VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if tag not in self.VOID:
            assert self.open and self.open.pop() == tag, tag


# --- safe ------------------------------------------------------------------------


def test_a_script_that_a_player_typed_stays_text() -> None:
    typed = "<script>alert(1)</script><img src=x onerror=alert(2)>{{ 7*7 }}"
    facts = small("develop", said_by("rot", typed))
    made = page("debrief.html.j2", facts, facts.frame, TEMPLATES, "nl")
    assert "&lt;script&gt;alert(1)" in made
    assert "{{ 7*7 }}" in made
    tags = Reader(made).tags
    assert "script" not in tags and "img" not in tags


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_page_refers_to_nothing_outside_itself(lang: str) -> None:
    made = html(lang)
    assert Reader(made).outside == []
    assert not re.search(r"https?://|@import|url\((?!#)", made)
    assert "default-src 'none'; img-src data:; style-src 'unsafe-inline'" in made


def test_tags_close_and_ids_are_used_once() -> None:
    read = Reader(html())
    assert read.open == []
    assert len(read.ids) == len(set(read.ids))


def test_control_characters_do_not_reach_a_page() -> None:
    facts = small("develop", said_by("rot", "rood\x1b[31m\x07"))
    made = page("debrief.html.j2", facts, facts.frame, TEMPLATES, "nl")
    assert "\x1b" not in made and "rood[31m" in made


def test_a_marking_cannot_leave_its_place_in_the_style_sheet() -> None:
    assert (
        css_string('A"; } </style>')
        == '"A\\22 \\3b \\20 \\7d \\20 \\3c \\2f style\\3e "'
    )


def test_markdown_of_a_player_is_text() -> None:
    assert markdown("# kop\n| a | [b](c)") == "\\# kop \\| a \\| \\[b\\](c)"


# --- what it says ------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_sentence_of_the_program_blames(lang: str) -> None:
    dutch = in_dutch()
    told = [one if lang == "en" else dutch[one] for one in our_sentences()
            if one in dutch and one not in NAMED]  # fmt: skip
    assert [one for one in told if re.search(NOT_SAID, one, re.IGNORECASE)] == []


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_page_blames(lang: str) -> None:
    assert re.search(NOT_SAID, html(lang), re.IGNORECASE) is None


def test_every_sentence_has_its_dutch() -> None:
    dutch = in_dutch()
    words = [one for one in our_sentences() if " " in one or one in SINGLE]
    assert [one for one in words if not dutch.get(one)] == []


SINGLE = (
    "Observed",
    "Assessed",
    "Computed",
    "Decisions",
    "inject",
    "yes",
    "strength",
    "gap",
)


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_translations_keep_their_holes(lang: str) -> None:
    dutch = in_dutch()
    for english, translated in dutch.items():
        if english:
            assert sorted(re.findall(r"{\w+}", english)) == sorted(
                re.findall(r"{\w+}", translated)
            ), english


def test_three_columns_with_the_status_above_them() -> None:
    made = html()
    first = made[: made.index('id="own"')]
    assert re.findall(r"<h2>(\w+)</h2>", first) == [
        "Observed", "Assessed", "Computed",
    ]  # fmt: skip
    assert "CONCEPT" in first and "EXERCISE - UNCLASSIFIED" in first
    assert "excess mortality" not in first
    assert made.count('class="status"') >= 12


def test_the_own_account_comes_before_anything_computed() -> None:
    made = html()
    order = [made.index(f'id="{one}"') for one in ("own", "line", "knew", "courses")]
    assert order == sorted(order)


def test_orient_shows_no_rating() -> None:
    made = html("en", "orient")
    assert "some challenges" not in made and "nothing is rated" in made


def test_every_page_of_print_carries_marking_and_status() -> None:
    made = html()
    margin = made[made.index("@page") : made.index("</style>")]
    assert css_string("DRAFT (CONCEPT)") in margin
    assert css_string("EXERCISE - UNCLASSIFIED") in margin


def test_markdown_says_the_same_without_markup_of_players() -> None:
    facts = small("develop", said_by("rot", "<b>nu</b> | *alles*"))
    made = page("debrief.md.j2", facts, facts.frame, TEMPLATES, "en")
    assert r"\<b\>nu\</b\> \| \*alles\*" in made
    for heading in (
        "## Own account of the tables",
        "## Decisions",
        "### Disputed assumptions",
        "### Moves",
        "### Objectives",
        "## Participants and evaluators",
        "## Sharing of scarce stocks",
        "## Improvement plan",
        "## Annex: the MSEL as played",
        "### Events in the model",
        "## Annex: sensitive outcomes of the model",
    ):
        assert heading in made
    assert "None" not in made


# --- drawings ----------------------------------------------------------------------


def test_curves_have_a_title_a_description_and_their_decisions() -> None:
    made = html()
    drawn = re.findall(r'<svg class="curve".*?</svg>', made, re.DOTALL)
    assert len(drawn) == 3
    for one in drawn:
        assert "<title>" in one and "<desc>" in one and "D1-4" in one and "D5" in one
    assert "judgement of exercise control" in drawn[1]
    assert "stroke-dasharray" in drawn[1]


def test_the_same_facts_make_the_same_page() -> None:
    facts = small()
    assert page("debrief.html.j2", facts, facts.frame, TEMPLATES, "en") == html()


def test_marks_that_fall_together_are_counted() -> None:
    facts = small()
    row = lanes(facts.line, facts.frame.calendar, "en").rows[1]
    assert [(glyph.kind, glyph.label) for glyph in row.glyphs] == [
        ("inject", "2x"), ("decision", "2x"),
    ]  # fmt: skip


# --- files -------------------------------------------------------------------------


def test_three_formats_are_written(tmp_path: Path) -> None:
    facts = small()
    made = write(facts, facts.frame, TEMPLATES, tmp_path, "nl")
    assert [one.name for one in made] == [
        "debrief-small-outage.nl.html", "debrief-small-outage.nl.md",
        "debrief-small-outage.nl.json",
    ]  # fmt: skip
    plain = json.loads(made[2].read_text(encoding="utf-8"))
    assert plain["purpose"] == "develop"
    assert len(plain["decisions"]) == 5
    assert plain["frame"]["status"] == {"nl": "CONCEPT", "en": "DRAFT (CONCEPT)"}


def test_a_strange_format_is_a_sentence_for_the_user(tmp_path: Path) -> None:
    facts = small()
    with pytest.raises(UsageError, match="There is no format 'odt'"):
        write(facts, facts.frame, TEMPLATES, tmp_path, "nl", ("odt",))


def test_a_folder_that_cannot_be_made_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "here").write_text("a file", encoding="utf-8")
    facts = small()
    with pytest.raises(UsageError, match="Cannot write"):
        write(facts, facts.frame, TEMPLATES, tmp_path / "here", "nl", ("md",))


def test_an_empty_exercise_makes_a_page() -> None:
    facts = gather([], small_scenario())
    made = page("debrief.html.j2", facts, facts.frame, TEMPLATES, "en")
    assert "No decisions by people were recorded." in made
    assert "Nothing was recorded of this outcome." in made
