"""Every element of an after-action report (HSEEP 2020), and the Dutch order, are there.

formats.md 3.5 lists them. What people must write has a place, also when it is empty.
"""

from __future__ import annotations

import re
from functools import lru_cache
from html import unescape

import pytest

from tests.test_report import NOT_SAID, TEMPLATES, our_sentences, small
from tests.test_report_word import text_of
from tests.words import in_dutch
from ttx.report import page
from ttx.report_word import to_word

OVERVIEW = (
    "Date and place of the exercise", "Scope", "Mission areas", "Capabilities",
    "Objectives", "Threat or hazard, scenario", "Sponsor", "Tables",
    "Point of contact (role)",
)  # fmt: skip
ANALYSIS = (
    "What the exercise touched", "Critical processes", "Objective", "Capability",
    "Critical task", "State", "Strengths", "Areas for improvement",
)  # fmt: skip
PLAN = (
    "Area for improvement", "Corrective action", "Element*", "Owner", "Start", "End",
    "Decision above this table",
)  # fmt: skip
APPENDICES = ("Participants and evaluators", "Participants per role",
              "Annex: the MSEL as played", "Annex: assumptions and sources")  # fmt: skip
IN_ORDER = ("melding en alarmering", "op- en afschaling", "leiding en coördinatie",
            "informatiemanagement", "crisiscommunicatie", "zorgcontinuïteit",
            "civiel-militaire koppelvlakken")  # fmt: skip
"""The critical processes of the Dutch system, as an inspector asks for them."""


@lru_cache(maxsize=8)
def told(form: str, lang: str) -> str:
    facts = small()
    if form == "docx":
        return text_of(to_word(facts, facts.frame, TEMPLATES / "debrief.docx", lang))
    return unescape(page(f"debrief.{form}.j2", facts, facts.frame, TEMPLATES, lang))


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("form", ["html", "md", "docx"])
def test_every_element_of_hseep_has_its_place(form: str, lang: str) -> None:
    dutch, text = in_dutch(), told(form, lang).replace("\\", "")
    split = (
        {"Date and place of the exercise": "Date of the exercise"}
        if form == "docx"
        else {}
    )
    wanted = [split.get(one, one) if lang == "en" else dutch[split.get(one, one)]
              for one in (*OVERVIEW, *ANALYSIS, *PLAN, *APPENDICES)]  # fmt: skip
    assert [one for one in wanted if one not in text] == []


@pytest.mark.parametrize("form", ["html", "docx"])
def test_the_dutch_order_of_processes_is_the_first_table_of_the_analysis(form: str) -> None:  # fmt: skip
    text = told(form, "nl")
    analysis = text[text.rindex("Doelstellingen en kritieke taken") :]
    places = [analysis.index(one) for one in IN_ORDER]
    assert places == sorted(places)
    assert places[-1] < analysis.index("Kritieke taak")


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_each_area_for_improvement_asks_for_reference_and_root_cause(lang: str) -> None:
    text = told("docx", lang)
    for english in ("Reference", "Analysis (root cause)"):
        assert (
            in_dutch().get(english, english) in text
            if lang == "nl"
            else english in text
        )


# --- words ---------------------------------------------------------------------------


EQUIPMENT = re.compile(r"generator|aggregaat|node|pump|fuel|tank|power|stroom", re.I)
"""A thing may fail: of such a sentence no one is the subject."""


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_fixed_sentence_has_a_word_of_rule_seven(lang: str) -> None:
    """All templates (Word too), catalogues and sentences of the debrief's modules."""
    dutch = in_dutch()
    said = [one if lang == "en" else dutch.get(one, "") for one in our_sentences()]
    found = [one for one in said
             if re.search(NOT_SAID, one, re.IGNORECASE) and not EQUIPMENT.search(one)]  # fmt: skip
    assert [one for one in found if one not in ("failed", "uitgevallen")] == []


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("form", ["html", "md", "docx"])
def test_no_form_of_the_report_has_one(form: str, lang: str) -> None:
    assert re.findall(NOT_SAID, told(form, lang), re.IGNORECASE) == []


@pytest.mark.parametrize("word", ["vermijdbare doden", "duurste besluit", "had moeten",
                                  "had dit moeten", "preventable deaths", "costliest",
                                  "the table failed", "should have", "a mistake"])  # fmt: skip
def test_the_search_finds_the_words_it_is_for(word: str) -> None:
    assert re.search(NOT_SAID, f"Zin met {word} erin", re.IGNORECASE)
