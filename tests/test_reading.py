"""From data to a typed scenario: each wrong word gets its place and a sentence."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written import SMALL, changed, dutch, judged, line_of, said, small

from ttx.scenario.reading import plain, thaw
from ttx.scenario.slips import nearest

BAD = [
    ("endex: T+24", "endex: later", "5:8: error[moment]: 'later' is not a moment; write it as T+1:30, D+1 06:00 or 14:00"),
    ("at: T+0:30", "at: D+1 06:00", "46:9: error[moment]: 'D+1 06:00' needs a 'day_d' in the scenario"),
    ("format: 1\n", "", "1:1: error[missing]: 'format' is missing"),
    ("format: 1", "format: 2", "1:9: error[format]: this program reads format 1 of a scenario; '2' is another"),
    ("sees:", "seess:", "18:5: error[unknown-key]: unknown key 'seess', did you mean 'sees'?"),
    ("Klein, en: Small}", "Klein, enn: Small}", "3:20: error[unknown-key]: unknown key 'enn', did you mean 'en'?"),
    ("nl: Klein,", "nl: Klein, maar fijn,", "3:20: error[comma]: a comma ends a text between braces; put the text between quotes"),
    ("for: 5m", "for: 5 boats", "55:66: error[duration]: '5 boats' is not a duration; write it as 30m, 12h or 2d"),
    ("below: 6", "below: six", "55:58: error[bad-value]: 'below' must be a number"),
    ("below: 6, ", "", "55:5: error[condition]: a gauge needs exactly one of: below, above, at_least, at_most"),
    ("to: [hospital, gov]", "to: hospital", "47:9: error[bad-value]: 'to' must be a list, as in [a, b]"),
    ("id: late\n", "id: Late!\n", "61:9: error[bad-name]: 'Late!' is not a name: use small letters, digits and hyphens, and start with a letter"),
    ("from: reporter", "from: [a]", "48:5: error[bad-value]: 'from' must be text; put it between quotes"),
    ("{nl: Pers, en: Press}", "{nl: Pers, enn: Press}", "63:22: error[unknown-key]: unknown key 'enn', did you mean 'en'?"),
    ("state: brief", "state: breef", "66:31: error[bad-choice]: 'breef' is not one of: brief, talk, commit, run, preview, report; did you mean 'brief'?"),
    ("06:40 Europe/Amsterdam", "06:40", "4:10: error[startex]: '2027-01-18 06:40' is not a moment with a zone; write it as 2027-01-18 06:40 Europe/Amsterdam"),
    ("teams:\n", "teams:\n  x: 3\n", "15:6: error[mapping]: 'x' must hold keys and values; the keys are: title, short, layer, side, task, roles, instances, sees, hears, authority"),
    ("litres: {title", "litres: {choice: {a: A}, title", "35:12: error[ask]: a parameter needs a number or a choice"),
    ("number: [1000, 20000]", "number: 1000-20000", "35:61: error[bad-value]: 'number' must be a list, as in [a, b]"),
    ("team: hospital\n    title", "team: hospital\n    lead: 12 l\n    title", "34:11: error[unit]: '12 l' is not a duration; write it as 30m, 12h or 2d"),
    ("team: hospital\n    title", "team: hospital\n    chance: {chance: 2}\n    title", "34:5: error[range]: a chance lies between 0 and 1"),
    ("team: hospital\n    title", "team: hospital\n    chance: {chanse: 1}\n    title", "34:5: error[unknown-key]: unknown key 'chanse' in a figure"),
    ("at: T+0:30", "at: T+0:30\n    cue: maybe", "47:10: error[bad-value]: 'cue' must be true or false"),
    ("at: T+0:30", "at: T+0:30\n    after: {inject: low}", "45:5: error[trigger]: an inject has at most one of: at, on, when, after"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "expected"), BAD)
def test_a_wrong_word_is_told_by_place_and_sentence(
    old: str, new: str, expected: str
) -> None:
    assert f"s.yaml:{expected}" in said(changed(old, new))


@pytest.mark.parametrize(("old", "new", "expected"), BAD)
def test_and_in_dutch_as_well(old: str, new: str, expected: str) -> None:
    found = judged(changed(old, new))[1]
    assert found
    assert all(dutch(one) != one.sentence("en") for one in found)


def test_the_small_scenario_is_in_order() -> None:
    assert said(SMALL) == []


def test_all_problems_are_told_at_once() -> None:
    text = changed("endex: T+24", "endex: x").replace("sees:", "seen:")
    text = text.replace("by: phone", "bye: phone")
    codes = [line.split("[")[1].split("]")[0] for line in said(text)]
    assert codes == ["moment", "unknown-key", "unknown-key"]


@pytest.mark.parametrize("text", ["", "# nothing\n"])
def test_an_empty_file_says_how_to_start(text: str) -> None:
    assert said(text) == [
        "s.yaml:1:1: error[no-scenario]: the file is empty;"
        " a scenario holds keys and values, starting with 'format: 1'"
    ]


@pytest.mark.parametrize("text", ["- a\n- b\n", "just words", "3"])
def test_a_file_that_is_no_mapping_says_what_a_scenario_is(text: str) -> None:
    assert said(text) == [
        "s.yaml:1:1: error[no-scenario]:"
        " a scenario holds keys and values, starting with 'format: 1'"
    ]


def test_a_scenario_goes_into_a_journal_and_comes_back_the_same() -> None:
    scenario = small()
    kept = json.loads(json.dumps(plain(scenario)))
    assert thaw(kept) == scenario
    assert plain(thaw(kept)) == plain(scenario)


def test_a_figure_goes_into_a_journal_and_comes_back_the_same() -> None:
    lead = "{lognormal: {median: 4h, sigma: 0.5, max: 12h}, source: s, tag: E}"
    text = changed(
        "team: hospital\n    title", f"team: hospital\n    lead: {lead}\n    title"
    )
    scenario, problems = judged(text)
    assert scenario is not None and not problems
    assert thaw(plain(scenario)).options["order"].lead == scenario.options["order"].lead


def test_only_a_name_that_is_near_is_proposed() -> None:
    assert nearest("hospitl", ["gov", "hospital"]) == "hospital"
    assert nearest("zzz", ["gov", "hospital"]) == ""


def test_a_whole_number_may_stand_for_a_text_where_people_write_one() -> None:
    scenario, problems = judged(changed("id: small", "id: small\nversion: 2"))
    assert scenario is not None and not problems
    assert scenario.version == "2"


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_any_value_anywhere_makes_a_scenario_or_problems_with_a_place(
    data: st.DataObject,
) -> None:
    lines = SMALL.splitlines()
    number = data.draw(st.integers(0, len(lines) - 1))
    key = lines[number].partition(":")[0]
    value = data.draw(
        st.sampled_from(["", "x", "12", "[]", "{}", "[1, [2]]", "{a: {b: c}}", "-1", "T+1",
                         "D+99999999", "T+999999999999", "9" * 400 + "h", "true", "'{x}'"])
    )  # fmt: skip
    lines[number] = f"{key}: {value}"
    for line in said("\n".join(lines)):
        assert line.startswith("s.yaml:")


def test_the_place_is_that_of_the_word_itself() -> None:
    text = changed(
        "team: gov\n    title: {nl: Vertel", "team: govv\n    title: {nl: Vertel"
    )
    number = line_of(text, "govv")
    assert said(text)[0].startswith(f"s.yaml:{number}:11: error[unknown-team]")
