"""YAML as authors mean it, and every way in which a file can be refused."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from written import dutch

from ttx.scenario.marks import find
from ttx.scenario.yaml import DEEPEST, MOST_BYTES, read


def data(text: str) -> object:
    source = read(text.encode(), "f.yaml")
    assert not source.problems
    return source.data


def line(raw: str | bytes) -> str:
    """The first problem of a file, as it is printed."""
    source = read(raw.encode() if isinstance(raw, str) else raw, "f.yaml")
    return source.problems[0].line_of_text("en")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("12:30", "12:30"),
        ("no", "no"),
        ("yes", "yes"),
        ("off", "off"),
        ("010", 10),
        ("0o10", 8),
        ("0x10", 16),
        ("2027-01-18", "2027-01-18"),
        ("2027-01-18 06:40", "2027-01-18 06:40"),
        ("1_000", "1_000"),
        ("-4", -4),
        ("1.5e3", 1500.0),
        (".5", 0.5),
        ("true", True),
        ("False", False),
        ("~", None),
        ("null", None),
        ("", None),
        ("'12'", "12"),
        ('"true"', "true"),
        ("T+1:30", "T+1:30"),
        ("14000 l", "14000 l"),
        ("1.0.2", "1.0.2"),
    ],
)
def test_a_plain_word_means_what_yaml_1_2_says(written: str, meant: object) -> None:
    made = data(f"a: {written}\n")
    assert made == {"a": meant}
    assert type(made["a"]) is type(meant)  # type: ignore[index]


def test_keys_are_always_text() -> None:
    assert data("1: a\n12:30: b\ntrue: c\n") == {"1": "a", "12:30": "b", "true": "c"}


def test_every_word_keeps_its_line_and_column() -> None:
    source = read(b"a:\n  - x\n  - key: value\n", "f.yaml")
    mark, steps = find(source.mark, ("a", 1, "key"))
    assert steps == 3
    assert mark[:5] == ("f.yaml", 3, 5, 3, 10)


def test_a_name_with_dots_is_found_in_one_step_or_several() -> None:
    source = read(b"diesel.hospital:\n  holds: 3\n", "f.yaml")
    one = find(source.mark, ("diesel.hospital", "holds"))
    assert one[0] == find(source.mark, ("diesel", "hospital", "holds"))[0]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("a: 1\na: 2", "f.yaml:2:1: error[duplicate-key]: 'a' is written twice; the first is on line 1"),
        ("a: &x 1", "f.yaml:1:4: error[alias]: anchors (&x) are not allowed; write it out"),
        ("a: *x", "f.yaml:1:4: error[alias]: aliases (*x) are not allowed; write it out"),
        ("a: !!python/name:os.system x", "f.yaml:1:4: error[tag]: tags (!) are not allowed"),
        ("\ta: 1", "f.yaml:1:1: error[syntax]: a tab cannot be used to indent; use spaces"),
        ("a:\n\t- b", "f.yaml:2:1: error[syntax]: a tab cannot be used to indent; use spaces"),
        ("a: @x", "f.yaml:1:4: error[syntax]: a text cannot start with '@'; put it between quotes"),
        ("a: 'x", "f.yaml:1:4: error[syntax]: a text that is opened here with a quote is never closed"),
        ("a: b: c", "f.yaml:1:5: error[syntax]: a ':' stands where no key can be; mend the indentation or put the text between quotes"),
        ("a: [1, 2", "f.yaml:1:4: error[syntax]: a list or mapping that is opened here with a bracket is never closed, or a comma is missing; a text with ': ' in it goes between quotes"),
        ("? [a]\n: b", "f.yaml:1:3: error[key]: a key must be one word or text, not a list or mapping"),
        ("a: 1\n---\nb: 2", "f.yaml:2:1: error[syntax]: a second document starts here; a file holds only one"),
        ("a: .nan", "f.yaml:1:4: error[number]: '.nan' is not a number that an exercise can use"),
        ("a: 1e999", "f.yaml:1:4: error[number]: '1e999' is not a number that an exercise can use"),
        ('a: "\\e[2J"', "f.yaml:1:4: error[control]: a control character (number 27) is not allowed in a text"),
        ("a: 1\nb: \x1b", "f.yaml:2:4: error[control]: a control character (number 27) is not allowed in a text"),
        (b"abc: \xe9", "f.yaml:1:6: error[encoding]: this is not text in UTF-8; save the file as UTF-8"),
        (b"\x7fELF\x02\x01\x01\x00\x00", "f.yaml:1:1: error[control]: a control character (number 127) is not allowed in a text"),
        (b"\xff\xfea\x00", "f.yaml:1:1: error[encoding]: this is not text in UTF-8; save the file as UTF-8"),
        ("[" * 100, f"f.yaml:1:{DEEPEST + 2}: error[too-deep]: this is nested more than {DEEPEST} deep"),
    ],
)  # fmt: skip
def test_a_bad_file_is_told_by_line_column_and_sentence(
    raw: str | bytes, expected: str
) -> None:
    assert line(raw) == expected


def test_an_alias_bomb_is_refused_before_it_grows() -> None:
    bomb = "a: &a [x, x]\n" + "".join(
        f"{b}: &{b} [*{a}, *{a}]\n" for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    )
    source = read(bomb.encode(), "f.yaml")
    assert {one.code for one in source.problems} == {"alias"}
    assert len(source.problems) == 25


def test_all_problems_of_a_file_are_told_at_once() -> None:
    source = read(b"a: &x 1\nb: 1\nb: 2\nc: .inf\n", "f.yaml")
    assert [one.line for one in source.problems] == [1, 3, 4]


def test_a_hundred_megabytes_are_refused_unread() -> None:
    said = line(b"a: b\n" * (100 * 2**20 // 5))
    assert (
        said
        == "f.yaml:1:1: error[too-big]: the file is 100 MB; a scenario is at most 16 MB"
    )
    assert MOST_BYTES == 16 * 2**20


def test_too_many_words_are_refused() -> None:
    assert "error[too-big]: the file holds more than 1000000 words" in line(
        "[" + "1," * 1_000_001 + "]"
    )


def test_an_empty_file_is_nothing_and_no_problem_here() -> None:
    assert data("") is None
    assert data("# only a remark\n") is None


def test_the_sentences_come_in_dutch_too() -> None:
    (one,) = read(b"a: 1\na: 2", "f.yaml").problems
    assert dutch(one) == "'a' staat er twee keer; de eerste keer op regel 1"


@given(st.text())
def test_any_text_is_data_or_a_list_of_problems(text: str) -> None:
    source = read(text.encode("utf-8", "surrogatepass"), "f.yaml")
    for one in source.problems:
        assert one.line >= 1 and one.col >= 1
        assert one.sentence("en")


@given(st.binary())
def test_any_bytes_are_data_or_a_list_of_problems(raw: bytes) -> None:
    assert all(dutch(one) for one in read(raw, "f.yaml").problems)
