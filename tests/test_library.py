"""The library finds scenarios by name, joins their files and says what is wrong."""

from __future__ import annotations

import copy
import functools
import json
import operator
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ttx import library
from ttx.errors import ScenarioError, UsageError
from ttx.moment import HOUR
from ttx.scenario.checks import check_all
from ttx.scenario.names import Catalogue
from ttx.scenario.reading import plain, thaw
from ttx.scenario.thin import thin
from ttx.scenario.yaml import read

MINI = (Path(__file__).parent / "mini.yaml").read_text(encoding="utf-8")
BARE = """\
format: 1
id: bare
title: {nl: Kaal, en: Bare}
startex: 2027-01-18 06:40 Europe/Amsterdam
endex: T+24
teams:
  gov: {title: {nl: Overheid, en: Government}}
"""
MOVES = """\
moves:
  - {id: one, at: T+1, title: {nl: Een, en: One}}
  - {id: two, at: T+8, title: {nl: Twee, en: Two}}
  - {id: three, at: T+16, title: {nl: Drie, en: Three}}
objectives:
  - {id: care, title: {nl: Zorg, en: Care}, tasks: [{id: c, title: t, looks_for: x, evidence: [{response: b}]}]}
  - {id: talk, title: {nl: Praten, en: Talk}, tasks: [{id: t, title: t, looks_for: x}]}
lengths:
  short: {title: {nl: Kort, en: Short}, moves: [one, two], objectives: [care]}
options:
  act: {title: {nl: Doe, en: Act}, team: gov}
msel:
  - {id: a, at: T+0:30, to: [gov], from: {nl: x, en: x}, objectives: [care], title: {nl: A, en: A}}
  - {id: b, at: T+2, to: [gov], from: {nl: x, en: x}, objectives: [talk], expects: {any: [act]}, otherwise: d}
  - {id: c, after: {inject: b}, to: [gov], from: {nl: x, en: x}}
  - {id: d, to: [gov], from: {nl: x, en: x}}
  - {id: e, at: T+12, to: [gov], from: {nl: x, en: x}, objectives: [care]}
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to work in, with an empty shelf of one's own."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    (tmp_path / "scenarios").mkdir()
    return tmp_path


def put(path: Path, text: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


def lines(path: Path | str) -> list[str]:
    return [one.line_of_text("en") for one in library.check([str(path)])]


def test_a_scenario_is_found_by_its_name_nearest_folder_first(desk: Path) -> None:
    put(desk / "data/ttx/scenarios/one.yaml", BARE.replace("Bare", "Far"))
    assert library.load("one").scenario.title.en == "Far"
    put(desk / "scenarios/one.yaml", BARE.replace("Bare", "Near"))
    loaded = library.load("one")
    assert loaded.scenario.title.en == "Near"
    assert loaded.path == Path("scenarios/one.yaml")


def test_a_scenario_is_found_by_its_path(desk: Path) -> None:
    path = put(desk / "elsewhere.yaml", BARE)
    assert library.load(path).scenario.id == "bare"


def test_a_name_that_is_not_there_gets_the_nearest(desk: Path) -> None:
    put(desk / "scenarios/flood.yaml", BARE)
    with pytest.raises(UsageError, match=r"no scenario 'flod', did you mean 'flood'\?"):
        library.load("flod")


def test_a_folder_without_a_scenario_is_refused_with_a_sentence(desk: Path) -> None:
    (desk / "empty").mkdir()
    with pytest.raises(UsageError, match=r"a folder with a scenario\.yaml"):
        library.load("empty")


def test_the_list_shows_what_each_scenario_calls_itself(desk: Path) -> None:
    put(desk / "scenarios/one.yaml", BARE)
    put(desk / "scenarios/two/scenario.yaml", BARE.replace("Bare", "Two"))
    put(desk / "scenarios/broken.yaml", "a: [")
    shown = {one.name: one.title.en for one in library.list_all()}
    assert (shown["one"], shown["two"], shown["broken"]) == ("Bare", "Two", "")


def test_a_folder_is_read_as_one_scenario(desk: Path) -> None:
    put(desk / "x/scenario.yaml", BARE)
    put(desk / "x/more.yaml", "teams:\n  police: {title: {nl: Politie, en: Police}}\n")
    assert list(library.load("x").scenario.teams) == ["gov", "police"]


def test_each_problem_names_the_file_that_it_stands_in(desk: Path) -> None:
    put(desk / "x/scenario.yaml", BARE)
    put(desk / "x/more.yaml", "teams:\n  police: {titel: x}\nid: other\nendex: T+1\n")
    assert lines("x") == [
        "x/more.yaml:2:3: error[missing]: 'title' is missing",
        "x/more.yaml:2:12: error[unknown-key]: unknown key 'titel', did you mean 'title'?",
        "x/more.yaml:3:1: error[duplicate-key]: 'id' is also written in x/scenario.yaml, line 2",
        "x/more.yaml:4:1: error[duplicate-key]: 'endex' is also written in x/scenario.yaml, line 5",
    ]


@pytest.mark.parametrize(
    ("raw", "said"),
    [
        (b"", "1:1: error[no-scenario]"),
        (b"- a\n", "1:1: error[no-scenario]"),
        (b"\x00\x01\x02", "1:1: error[control]"),
        (b"a: \xff", "1:4: error[encoding]"),
        (b"a: [", "2:1: error[syntax]"),
        (b"\ta: 1", "1:1: error[syntax]"),
        (b"[" * 99, "1:42: error[too-deep]"),
        (b"x: &a [1]\ny: *a\n", "1:4: error[alias]"),
        (b" " * (17 * 2**20), "1:1: error[too-big]"),
    ],
)
def test_a_file_that_is_no_scenario_is_told_never_thrown(
    desk: Path, raw: bytes, said: str
) -> None:
    path = desk / "bad.yaml"
    path.write_bytes(raw)
    assert any(line.startswith(f"{path}:{said}") for line in lines(path))
    with pytest.raises(ScenarioError) as wrong:
        library.load(path)
    assert wrong.value.problems


def test_a_file_that_cannot_be_opened_is_told(desk: Path) -> None:
    put(desk / "x/scenario.yaml", BARE)
    (desk / "x/more.yaml").mkdir()
    assert lines("x") == [
        "x/more.yaml:1:1: error[no-file]: the file cannot be opened: Is a directory"
    ]


def test_a_preset_sets_its_paths(desk: Path) -> None:
    preset = "presets:\n  long: {title: x, set: {endex: T+48, teams.gov.title: {nl: Rijk, en: State}}}\n"
    path = put(desk / "p.yaml", BARE + preset)
    scenario = library.load(path, preset="long").scenario
    assert (scenario.endex, scenario.teams["gov"].title.en) == (48 * HOUR, "State")
    assert library.load(path).scenario.endex == 24 * HOUR


def test_a_preset_that_is_not_there_is_a_usage_error(desk: Path) -> None:
    path = put(desk / "p.yaml", BARE)
    with pytest.raises(UsageError, match="no preset 'long'"):
        library.load(path, preset="long")


def test_a_path_of_a_preset_that_does_not_exist_is_told_by_check(desk: Path) -> None:
    path = put(
        desk / "p.yaml", BARE + "presets:\n  a: {title: x, set: {teams.gvo.title: y}}\n"
    )
    assert lines(path) == [
        f"{path}:9:23: error[unknown-path]: there is nothing at 'teams.gvo.title':"
        " 'gvo.title' does not exist, did you mean 'gov'?"
    ]


def test_a_wrong_value_of_a_preset_is_told_at_the_preset(desk: Path) -> None:
    path = put(
        desk / "p.yaml", BARE + "presets:\n  a: {title: x, set: {endex: soon}}\n"
    )
    assert [line.partition(": ")[0] for line in lines(path)] == [f"{path}:9:30"]


def test_own_values_come_from_a_file(desk: Path) -> None:
    path = put(
        desk / "p.yaml",
        BARE + "msel:\n  - {id: a, at: T+1, to: [gov], from: {nl: x, en: x}}\n",
    )
    own = put(desk / "own.yaml", "set:\n  msel.a.at: T+2\n")
    scenario = library.load(path, params=own).scenario
    assert scenario.injects["a"].at == 2 * HOUR


def test_own_values_for_what_does_not_exist_are_refused(desk: Path) -> None:
    path = put(desk / "p.yaml", BARE)
    own = put(desk / "own.yaml", "set:\n  msel.a.at: T+2\n")
    with pytest.raises(ScenarioError) as wrong:
        library.load(path, params=own)
    assert [
        one.line_of_text("en").partition(": there")[0] for one in wrong.value.problems
    ] == [f"{own}:2:3: error[unknown-path]"]


def test_own_values_need_a_set(desk: Path) -> None:
    path, own = put(desk / "p.yaml", BARE), put(desk / "own.yaml", "a: 1\n")
    with pytest.raises(ScenarioError) as wrong:
        library.load(path, params=own)
    assert [one.code for one in wrong.value.problems] == ["no-values"]


def test_a_name_with_dots_can_be_set(desk: Path) -> None:
    path = put(desk / "mini.yaml", MINI)
    own = put(desk / "own.yaml", "set:\n  world.stocks.diesel.hospital-a.holds: 1234\n")
    loaded = library.load(path, params=own)
    assert loaded.scenario.world["stocks"]["diesel.hospital-a"]["holds"] == 1234


# --- cards -----------------------------------------------------------------------

CARDS = """\
cards:
  dark:
    title: {nl: Het is donker in <<place>>, en: It is dark in <<place>>}
    from: {nl: Bewoner, en: Resident}
    by: phone
    text: {nl: "Al <<hours>> uur in <<place>>, <<mood>>.", en: "<<hours>> hours now in <<place>>, <<mood>>."}
    asks:
      place: {title: {nl: Plaats, en: Place}, default: Lindeveld}
      hours: {title: {nl: Uren, en: Hours}, number: [1, 72]}
      mood: {title: {nl: Stemming, en: Mood}, choice: {calm: {nl: rustig, en: calm}, angry: {nl: boos, en: angry}}, default: calm}
    controller: {nl: Bel door, en: Call on}
"""


def dealt(desk: Path, line: str) -> Path:
    put(desk / "injects/power.yaml", CARDS)
    return put(desk / "c.yaml", BARE + f"msel:\n  - {line}\n")


def test_a_card_becomes_a_line_of_the_draaiboek(desk: Path) -> None:
    path = dealt(
        desk, "{use: power/dark, with: {hours: 3, mood: angry}, at: T+1, to: [gov]}"
    )
    (inject,) = library.load(path).scenario.msel
    assert inject.id == "dark"
    assert inject.text.nl == "Al 3 uur in Lindeveld, boos."
    assert inject.text.en == "3 hours now in Lindeveld, angry."
    assert inject.title.nl == "Het is donker in Lindeveld"
    assert (inject.by, inject.controller.en) == ("phone", "Call on")


def test_the_lines_own_words_win_over_the_cards(desk: Path) -> None:
    path = dealt(
        desk,
        "{use: power/dark, with: {hours: 3}, id: mine, by: radio, at: T+1, to: [gov]}",
    )
    (inject,) = library.load(path).scenario.msel
    assert (inject.id, inject.by) == ("mine", "radio")


def test_one_card_can_be_used_twice(desk: Path) -> None:
    line = "{use: power/dark, with: {hours: 3}, id: x, at: T+1, to: [gov]}"
    path = dealt(
        desk, line + "\n  - " + line.replace("hours: 3", "hours: 9").replace("x", "y")
    )
    texts = [one.text.en[:7] for one in library.load(path).scenario.msel]
    assert texts == ["3 hours", "9 hours"]


@pytest.mark.parametrize(
    ("line", "code", "part"),
    [
        ("{use: power/drk, at: T+1, to: [gov]}", "unknown-card", "did you mean 'power/dark'?"),
        ("{use: power/dark, at: T+1, to: [gov]}", "missing", "the card needs a value for 'hours'"),
        ("{use: power/dark, with: {hours: 99}, at: T+1, to: [gov]}", "range", "'hours' must lie between 1 and 72"),
        ("{use: power/dark, with: {hours: 3, mod: x}, at: T+1, to: [gov]}", "unknown-parameter", "did you mean 'mood'?"),
        ("{use: power/dark, with: {hours: 3, mood: x}, at: T+1, to: [gov]}", "bad-choice", "'x' is not one of: calm, angry"),
        ("{use: power/dark, with: 3, at: T+1, to: [gov]}", "mapping", "'with' must hold keys and values"),
    ],
)  # fmt: skip
def test_a_card_wrongly_used_is_told_where_it_is_used(
    desk: Path, line: str, code: str, part: str
) -> None:
    path = dealt(desk, line)
    found = [one for one in library.check([str(path)]) if one.code == code]
    assert found and part in found[0].sentence("en")
    assert (found[0].path, found[0].line) == (str(path), 9)


def test_a_card_that_names_a_parameter_it_does_not_ask_is_told_in_its_own_file(
    desk: Path,
) -> None:
    path = dealt(desk, "{use: power/dark, with: {hours: 3}, at: T+1, to: [gov]}")
    put(desk / "injects/power.yaml", CARDS.replace("<<mood>>", "<<mod>>"))
    assert [one.partition("]: ")[0] for one in lines(path)] == [
        "injects/power.yaml:6:5: error[unknown-parameter"
    ]


def test_a_file_of_cards_can_be_checked_by_itself(desk: Path) -> None:
    path = put(desk / "power.yaml", CARDS)
    assert lines(path) == []
    put(path, CARDS.replace("{nl: Bewoner, en: Resident}", "{nl: Bewoner}"))
    assert lines(path) == [
        f"{path}:4:5: warning[missing-translation]: this text is missing in language 'en'"
    ]
    put(path, CARDS.replace("text:", "txt:"))
    assert [line.partition("]")[0] for line in lines(path)] == [
        f"{path}:2:3: error[missing",
        f"{path}:6:5: error[unknown-key",
    ]


@pytest.mark.parametrize(
    "path", sorted((Path(__file__).parent.parent / "injects").glob("*.yaml"))
)
def test_the_shipped_cards_are_in_order(path: Path) -> None:
    assert lines(path) == []


# --- shorter ---------------------------------------------------------------------


def test_a_shorter_session_says_what_falls_away(desk: Path) -> None:
    path = put(desk / "m.yaml", BARE + MOVES)
    loaded = library.load(path, length="short")
    assert [one.id for one in loaded.scenario.moves] == ["one", "two"]
    assert [one.id for one in loaded.scenario.msel] == ["a"]
    assert loaded.scenario.endex == 16 * HOUR
    assert [one.of("en") for one in loaded.fell_away] == [
        "Move 'Three' falls away.",
        "Objective 'Talk' falls away.",
        "Inject 'b' falls away.",
        "Inject 'c' falls away.",
        "Inject 'd' falls away.",
        "Inject 'e' falls away.",
    ]


def test_own_objectives_go_before_those_of_the_length(desk: Path) -> None:
    path = put(desk / "m.yaml", BARE + MOVES)
    loaded = library.load(path, length="short", objectives=["talk"])
    assert [one.id for one in loaded.scenario.objectives] == ["talk"]
    assert [one.id for one in loaded.scenario.msel] == ["b", "c", "d"]


def test_nothing_falls_away_from_a_whole_session(desk: Path) -> None:
    scenario = library.load(put(desk / "m.yaml", BARE + MOVES)).scenario
    same, fell_away = thin(scenario)
    assert fell_away == []
    assert same.msel == scenario.msel


def test_what_hung_on_an_inject_that_fell_away_no_longer_names_it(desk: Path) -> None:
    path = put(desk / "m.yaml", BARE + MOVES)
    scenario = library.load(path, objectives=["care"]).scenario
    assert scenario.objectives[0].tasks[0].evidence == ()
    assert scenario.injects.keys() == {"a", "e"}


def test_a_length_that_is_not_there_is_a_usage_error(desk: Path) -> None:
    with pytest.raises(UsageError, match=r"no length 'day'; it has: short"):
        library.load(put(desk / "m.yaml", BARE + MOVES), length="day")


OWN = Path(__file__).parent.parent / "scenarios"


def shipped() -> list[str]:
    """The names of all scenarios that come with the program."""
    folders = [one.parent.name for one in OWN.glob("*/scenario.yaml")]
    return sorted([*folders, *(one.stem for one in OWN.glob("*.yaml"))])


@pytest.mark.parametrize("name", shipped())
def test_a_shipped_scenario_is_in_order_at_every_length(name: str) -> None:
    folder = OWN / name
    path = folder if folder.is_dir() else OWN / f"{name}.yaml"
    whole = library.load(path).scenario
    for length in whole.lengths.values():
        shorter, fell_away = thin(whole, length)
        assert fell_away or length.moves in ((), tuple(move.id for move in whole.moves))
        assert check_all(shorter, Catalogue(None, None)) == []
        assert thaw(plain(shorter)) == shorter


# --- the world -------------------------------------------------------------------


def test_the_small_scenario_with_a_world_is_in_order(desk: Path) -> None:
    assert not [
        line for line in lines(put(desk / "mini.yaml", MINI)) if ": error" in line
    ]


def test_a_wrong_word_in_the_world_is_told_at_its_place(desk: Path) -> None:
    text = MINI.replace("burns: 100 l/h", "burns: 100 kg")
    path = put(desk / "mini.yaml", text)
    number = text[: text.index("100 kg")].count("\n") + 1
    said = [line for line in lines(path) if ": error" in line]
    assert said == [
        f"{path}:{number}:60: error[unit]: this is given in kg, l/h is needed"
    ]


@settings(
    max_examples=80,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.one_of(st.text(), st.binary().map(lambda b: b.decode("latin-1"))))
def test_any_text_is_a_scenario_or_a_scenario_error(desk: Path, text: str) -> None:
    path = desk / "any.yaml"
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    with pytest.raises(ScenarioError):
        library.load(path)


@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    st.integers(0, 10_000),
    st.sampled_from(
        ["", "x", "{", "[]", "9999999999", "- ", "'", "{instance}", "T-9999"]
    ),
)
def test_a_scenario_changed_anywhere_never_throws_anything_else(
    desk: Path, at: int, piece: str
) -> None:
    cut = at % len(MINI)
    path = put(desk / "any.yaml", MINI[:cut] + piece + MINI[cut + 3 :])
    try:
        library.load(path)
    except ScenarioError as wrong:
        assert all(one.line and one.sentence("nl") for one in wrong.problems)


def leaves(data: Any, place: tuple[str | int, ...] = ()) -> Iterator[Any]:
    """Where each single value of a scenario stands."""
    if isinstance(data, dict | list):
        for step, inner in data.items() if isinstance(data, dict) else enumerate(data):
            yield from leaves(inner, (*place, step))
    else:
        yield place


def test_one_value_that_cannot_be_read_is_told_alone_wherever_it_stands(
    desk: Path,
) -> None:
    source = read(MINI.encode(), "mini.yaml")
    places = [
        place
        for place in leaves(source.data)
        if place[-1] != "id" and "claims" not in place
    ]
    assert len(places) > 150
    for place in places:
        broken = copy.deepcopy(source.data)
        holder = functools.reduce(operator.getitem, place[:-1], broken)
        holder[place[-1]] = {"?": [1]}
        path = put(desk / "scenarios" / "broken.yaml", json.dumps(broken))
        found = library.check([str(path)])
        assert [one.severity for one in found].count("error") == 1, (place, found)


def test_a_bad_moment_does_not_hide_the_unknown_names_of_the_same_file(
    desk: Path,
) -> None:
    text = MINI.replace("endex: T+24", "endex: morgen")
    text = text.replace("fails: 10m", "fails: often", 1)
    text = text.replace("to: [region]", "to: [regoin]", 1)
    text = text.replace("otherwise: nudge", "otherwise: nugde\n    at: soon", 1)
    path = put(desk / "scenarios" / "broken.yaml", text)
    assert [one.line_of_text("en") for one in library.check([str(path)])] == [
        f"{path}:{number}:{col}: error[{said}"
        for number, col, said in (
            (5, 8, "moment]: 'morgen' is not a moment; write it as T+1:30, D+1 06:00 or 14:00"),
            (26, 36, "unit]: 'often' is not a duration; write it as 30m, 12h or 2d"),
            (79, 10, "unknown-team]: unknown team 'regoin', did you mean 'region'?"),
            (84, 16, "unknown-inject]: unknown inject 'nugde', did you mean 'nudge'?"),
            (85, 9, "moment]: 'soon' is not a moment; write it as T+1:30, D+1 06:00 or 14:00"),
        )
    ]  # fmt: skip
