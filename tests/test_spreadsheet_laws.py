"""Laws of the spreadsheet: a round trip loses nothing, and one change changes one thing."""

from __future__ import annotations

import json
import tempfile
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ttx.exchange.workbook.book import Book, open_book
from ttx.exchange.workbook.columns import MSEL
from ttx.exchange.workbook.differences import Change, Differences, compare
from ttx.exchange.workbook.notes import Notes
from ttx.exchange.workbook.reading import read_workbook
from ttx.exchange.workbook.taking import new_texts
from ttx.exchange.workbook.writing import to_bytes
from ttx.exchange.yaml_edit import cut, put
from ttx.exchange.yaml_values import flow
from ttx.outline_words import triggers
from ttx.scenario.yaml import read

SHIPPED = ("first-exercise", "power-outage", "article5", "airport-crash")
FEW = settings(max_examples=20, deadline=None,
               suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])  # fmt: skip
MANY = settings(max_examples=200, deadline=None)

letters = st.characters(blacklist_categories=("Cc", "Cs", "Co", "Cn", "Zl", "Zp"))
texts = (
    st.text(letters, min_size=1, max_size=120)
    .map(lambda one: " ".join(one.split()))
    .filter(lambda one: bool(one) and "{{" not in one)  # `{{` opens a live figure
)
tricky = st.sampled_from(["=1+1", "- a", "# nee", "a: b", "'x", '"y"', "yes", "null", "1.10", "{a}",
                          "12:30", "@x", "a, b; c", "[", "&x", "*", "%", "!x", "T+1", "é ë"])  # fmt: skip
words = st.one_of(texts, tricky, st.lists(texts, min_size=2, max_size=4).map("\n".join))
both = st.fixed_dictionaries({"nl": words, "en": words})
moments = st.integers(0, 40 * 60).map(lambda m: f"T+{m // 60}:{m % 60:02d}")


@st.composite
def injects(draw: Any, number: int) -> dict[str, Any]:
    """A line of a draaiboek with anything that may stand in it."""
    made: dict[str, Any] = {"id": f"i-{number}", "number": f"1.{number}", "title": draw(both), "text": draw(both),
                            "from": draw(st.one_of(both, st.just("trader"))),
                            "to": draw(st.lists(st.sampled_from(["one", "two"]), min_size=1, unique=True))}  # fmt: skip
    made |= draw(st.fixed_dictionaries({}, optional={
        "kind": st.just("contingency"), "by": st.sampled_from(["phone", "radio"]), "stops": st.just(True),
        "controller": words, "note": both, "objectives": st.just(["hold"]), "until": st.sampled_from(["T+50", "D+2 08:00"]),
        "fallback": both, "dilemma": st.just("d"), "repeat": st.sampled_from(["30m", "2h"]),
        "chance": st.just({"chance": 0.25, "source": "made up", "tag": "E"}),
        "unless": st.sampled_from([{"decided": "go"}, {"not": {"any": [{"milestone": "sent"}, {"decided": "go"}]}}]),
        "does": st.sampled_from([[{"milestone": "sent"}], [{"milestone": "sent", "to": "false"}, {"milestone": "sent"}]]),
        "expects": st.fixed_dictionaries({"text": both}, optional={
            "any": st.just(["go"]), "tests": st.just(["look"]), "within": st.sampled_from(
                [{"table": "10m"}, {"move": True}, {"exercise": "1h30m"}])})}))  # fmt: skip
    made |= draw(st.one_of(
        moments.map(lambda at: {"at": at}), st.just({"cue": True}),
        st.sampled_from(["brief", "talk", "commit", "report"]).map(lambda part: {"on": {"move": "first", "state": part}}),
        st.just({"on": {"move": "first"}}),
        st.sampled_from([{"decided": "go", "for": "10m"}, {"all": [{"decided": "go"}, {"not": {"milestone": "sent"}}]}])
        .map(lambda condition: {"when": condition}),
        st.sampled_from([{"decision": "go"}, {"decision": "go", "by": "20m"}, {"milestone": "sent", "by": "1h"}])
        .map(lambda one: {"after": one})))  # fmt: skip
    if not {"at", "when"} & set(made):
        made.pop("repeat", None)
    return made


optional_texts = st.fixed_dictionaries(
    {}, optional={"text": both, "cost": both, "need": both}
)
options = st.builds(lambda texts, more: {**texts, **more, **({} if "chance" in more else {"fails": []})}, optional_texts, st.fixed_dictionaries(
    {"title": both, "does": st.just([{"milestone": "sent"}])}, optional={
        "agree": st.just(["trader"]), "inform": st.sampled_from([["two"], ["two", "trader"]]),
        "reversible": st.sampled_from(["yes", "hard", "no"]), "offer": st.sampled_from(["open", "on-search", "excon-only"]),
        "lead": st.just({"triangular": ["1h", "2h", "3h"], "source": "made up", "tag": "E"}), "lasts": st.just("4h"),
        "needs": st.just({"milestone": "sent"}), "words": st.just(["fuel", "brandstof"]),
        "chance": st.just({"chance": 0.5, "source": "made up", "tag": "E"}), "fails": st.just([{"milestone": "sent", "to": "false"}]),
        "once": st.just(False)}))  # fmt: skip
teams = st.fixed_dictionaries({"title": both}, optional={
    "short": both, "task": both, "layer": st.sampled_from(["strategic", "operational"]),
    "side": st.sampled_from(["civil", "military"])})  # fmt: skip


@st.composite
def scenarios(draw: Any) -> dict[str, Any]:
    """A small scenario without a world; its texts are anything that people type."""
    lines = [draw(injects(n)) for n in range(draw(st.integers(1, 5)))]
    for number, name in ((7, "otherwise"), (8, "instead")):
        if draw(st.booleans()):
            lines[0][name] = f"i-{number}"
            other = draw(injects(number))
            lines.append({key: other[key] for key in ("id", "title", "to", "text")})
    if "instead" in lines[0]:
        lines[0]["unless"] = {"decided": "go"}
    if "otherwise" in lines[0]:
        lines[0]["expects"] = {"any": ["go"], "within": {"table": "10m"}}
    return {
        "format": 1, "id": "made", "title": "Made", "startex": "2027-01-18 06:40 Europe/Amsterdam",
        "endex": "T+60", "moves": [{"id": "first", "title": {"nl": "Eerste", "en": "First"}, "at": "T+1"}],
        "teams": {"one": draw(teams), "two": {"title": {"nl": "Twee", "en": "Two"}}},
        "day_d": "2027-01-18", "milestones": {"sent": {"nl": "Gestuurd", "en": "Sent"}},
        "personas": {"trader": {"title": {"nl": "Handel", "en": "Trader"}}},
        "objectives": [{"id": "hold", "title": draw(both), "capability": draw(both), "target": draw(both), "mission": draw(both),
                        "covers": ["energy"],
                        "tasks": [{"id": "look", "title": draw(both), "looks_for": draw(both), "reference": draw(words), "team": "one"}]}],
        "options": {"go": {**draw(options), "team": "one"}, "wait": {**draw(options), "teams": ["one", "two"]}}, "msel": lines,
    }  # fmt: skip


def came_back(book: Book) -> Differences:
    """The workbook of this scenario written, read again and compared."""
    with tempfile.TemporaryDirectory() as room:
        path = Path(room) / "msel.xlsx"
        path.write_bytes(to_bytes(book, Notes(), triggers))
        return compare(book, read_workbook(path), Notes())


@FEW
@given(made=scenarios())
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_round_trip_of_any_scenario_loses_and_changes_nothing(
    made: dict[str, Any], lang: str, tmp_path: Path
) -> None:
    file = tmp_path / "made.yaml"
    file.write_text(json.dumps(made, ensure_ascii=False), encoding="utf-8")
    found = came_back(open_book(str(file), lang))
    assert (found.changes, [(r.cell, str(r.said)) for r in found.remarks]) == ([], [])


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", SHIPPED)
def test_any_text_typed_into_any_inject_is_what_the_yaml_then_says(
    name: str, lang: str
) -> None:
    book = open_book(name, lang)
    column = next(one for one in MSEL.columns if one.key == "text")
    before = {one.id: dict(one.raw) for one in book.records(MSEL)}

    @settings(max_examples=12, deadline=None)
    @given(which=st.sampled_from(list(before)), typed=words)
    def holds(which: str, typed: str) -> None:
        change = Change("changed", MSEL, "", which, column, "", typed)
        texts = new_texts(book, Differences([change], [], Notes(), {}))
        after = {str(one.get("id") or one["use"].partition("/")[2]): one
                 for text in texts.values() for one in read(text.encode(), "").data["msel"]}  # fmt: skip
        assert after[which]["text"][lang] == typed
        others = {
            key: one for key, one in after.items() if key != which and "use" not in one
        }
        assert all(before[key] == one for key, one in others.items())

    holds()


# --- one place of a YAML file -----------------------------------------------------------


plain = st.recursive(
    st.one_of(words, st.booleans(), st.integers(-9999, 9999), st.none()),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from("abcd"), inner, max_size=3)),
    max_leaves=6,
)  # fmt: skip
PAGE = """\
# A page.
top:
  - id: x  # the first
    text:
      nl: >-
        lange regels
        van tekst
      en: "short"  # kept
    on: {move: one, state: talk}

  # below
  - id: y
"""


@MANY
@given(value=plain)
def test_a_value_between_braces_reads_back_as_itself(value: Any) -> None:
    assert read(f"a: {flow(value)}".encode(), "").data == {"a": value}


@MANY
@given(value=words, where=st.sampled_from([("text", "nl"), ("text", "en"), ("on", "move"), ("note",), ("text", "fr")]))  # fmt: skip
def test_one_place_changes_and_nothing_else_does(
    value: str, where: tuple[str, ...]
) -> None:
    made = put(PAGE, ("top", 0, *where), value)
    expected = read(PAGE.encode(), "").data
    held = expected["top"][0]
    for step in where[:-1]:
        held = held[step]
    held[where[-1]] = value
    assert read(made.encode(), "").data == expected
    assert all(note in made for note in ("# A page.", "# the first", "# below"))
    back = cut(put(PAGE, ("top", 0, "note"), value), ("top", 0, "note"))
    assert back == PAGE
