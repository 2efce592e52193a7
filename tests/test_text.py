"""One text in two languages, numbers as each writes them, and holes to fill."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ttx.text import (
    FILTERS,
    Text,
    about,
    clean,
    fill,
    holes,
    hours,
    number,
    percent,
    say,
    yes,
)


def test_an_absent_language_falls_back_to_the_other() -> None:
    assert Text("ja", "").of("en") == "ja"
    assert Text("", "yes").of("nl") == "yes"
    assert not Text()


@pytest.mark.parametrize(
    ("value", "decimals", "nl", "en"),
    [
        (1234.5, 1, "1.234,5", "1,234.5"),
        (-0.2, 0, "0", "0"),
        (1e6, 0, "1.000.000", "1,000,000"),
    ],
)
def test_a_number_is_written_as_its_language_does(
    value: float, decimals: int, nl: str, en: str
) -> None:
    assert number(value, "nl", decimals) == nl
    assert number(value, "en", decimals) == en


@pytest.mark.parametrize(
    ("value", "said"),
    [(1234.0, "1.200"), (96.0, "96"), (7.4, "7"), (-1234.0, "-1.200"), (0.0, "0")],
)
def test_a_computed_number_gets_two_digits_at_most(value: float, said: str) -> None:
    assert about(value, "nl") == said


def test_hours_are_halves_below_three() -> None:
    assert [hours(one, "nl") for one in (0.6, 1.0, 2.4, 3.4, 30.0)] == [
        "0,5",
        "1",
        "2,5",
        "3",
        "30",
    ]


def test_shares_and_switches_read_as_words() -> None:
    assert percent(0.35, "nl") == "35 %"
    assert (yes(1.0, "nl"), yes(0.0, "en")) == ("ja", "no")


def test_a_hole_is_filled_by_its_gauge_and_filter() -> None:
    text = "Nog {{ diesel.a | hours }} uur, {{mast.level|percent}}, {{ beds }}."
    assert holes(text) == [
        ("diesel.a", "hours"),
        ("mast.level", "percent"),
        ("beds", ""),
    ]
    read = {"diesel.a": 1.4, "mast.level": 0.5, "beds": 123.0}.__getitem__
    assert fill(text, "nl", read) == "Nog 1,5 uur, 50 %, 120."


def test_nothing_in_a_hole_is_run() -> None:
    text = "{{ 1 + 1 }} {{ x.__class__ }} {% if %} {0} {x}"
    assert fill(text, "en", lambda name: 3.0) == "3 3 {% if %} {0} {x}"


def test_a_sentence_without_dutch_stays_english() -> None:
    assert say("nl", "no such sentence {x}", x=3) == "no such sentence 3"


def test_control_characters_of_people_are_left_out() -> None:
    assert clean("a\x1b[2Jb\r\nc\x00\td") == "a[2Jb\nc\td"


@given(st.text())
def test_clean_leaves_nothing_that_a_screen_obeys(text: str) -> None:
    assert not any(
        (ord(c) < 32 and c not in "\t\n") or 127 <= ord(c) < 160 for c in clean(text)
    )


@given(
    st.floats(-1e9, 1e9),
    st.sampled_from(sorted(FILTERS)),
    st.sampled_from(["nl", "en"]),
)
def test_every_filter_makes_words_of_every_number(
    value: float, how: str, lang: str
) -> None:
    made = FILTERS[how](value, lang)
    assert made and made != "-0"


@given(st.text())
def test_any_text_can_be_filled(text: str) -> None:
    assert isinstance(fill(text.replace("|", ""), "en", lambda name: 1.0), str)
