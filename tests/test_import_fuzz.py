"""Whatever a foreign file holds: one sentence or a scenario that can be checked, never a traceback.

Samples of every format are mutated; bounded in number, size and time.
"""

from __future__ import annotations

import copy
import json
import tempfile
import time
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from foreigners import HERE, SHEETS, every, workbook
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from ttx import library
from ttx.errors import UsageError
from ttx.exchange.loss import report
from ttx.exchange.neighbours.becoming import become
from ttx.exchange.neighbours.foreign import FORMATS
from ttx.exchange.neighbours.importing import JSON, taken
from ttx.exchange.neighbours.inject_lines import needs
from ttx.exchange.neighbours.moments import read_when, settle
from ttx.exchange.neighbours.scenario_yaml import written
from ttx.exchange.plain import from_html, text
from ttx.scenario.yaml import read as read_yaml
from ttx.text import Text

SLOW = 20.0
"""Seconds in which any one file must be done, on a busy machine."""
FEW = settings(max_examples=60, deadline=None, derandomize=True,
               suppress_health_check=list(HealthCheck))  # fmt: skip
ODD: st.SearchStrategy[Any] = st.one_of(
    st.none(), st.booleans(), st.integers(-(10**18), 10**18), st.floats(),
    st.sampled_from([
        "", " ", "{{", "}}{{x}}", "{instance}", "<p>", "<!--", "<script>x", "\ud800", "\x00\x1b",
        "J-60", "J+1 H+2 M-5", "26/06/2024 09h00", "07:29 PM", "T+999999:00", "all", "excon",
        "leader", "controller-x", "- a\n- b", "# x", "'", '"', ": ", "a: b", "é\u2028b", "NaN",
        "SECRET", "x" * 30_000, "0.5", "=1+1", "true", "null", "2024-02-30", "\u0130", "and or not (",
    ]),
    st.text(max_size=30), st.lists(st.none() | st.text(max_size=5), max_size=3),
    st.dictionaries(st.text(max_size=5), st.none() | st.integers() | st.text(max_size=5), max_size=3),
)  # fmt: skip


def places(data: Any, here: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Every place in nested data."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()  # fmt: skip
    return [here] + [found for key, one in inner for found in places(one, (*here, key))]


def put(data: Any, place: tuple[Any, ...], value: Any) -> Any:
    """The data with another value at a place."""
    if not place:
        return value
    made = copy.deepcopy(data)
    at = made
    for step in place[:-1]:
        at = at[step]
    at[place[-1]] = value
    return made


def tried(raw: bytes, given: str = "") -> None:
    """Bring a file in: a sentence, or a scenario without errors."""
    begun = time.process_time()
    try:
        foreign = taken(raw, "file", given)
    except UsageError as wrong:
        assert wrong.sentence("nl") and wrong.sentence("en")
    else:
        became = become(foreign, "mine", "file", "nl")
        assert report(became.told, "nl", every=True) and report(became.told, "en")
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "mine.yaml"
            path.write_text(became.text, "utf-8")
            errors = [one.line_of_text("en") for one in library.check([str(path)])
                      if one.severity == "error"]  # fmt: skip
            assert errors == [], became.text
    assert time.process_time() - begun < SLOW


@pytest.mark.parametrize(
    "path", sorted(HERE.glob("*.json")), ids=lambda path: path.stem
)
def test_any_value_at_any_place_of_a_json_is_survived(path: Path) -> None:
    data = json.loads(path.read_text("utf-8"))
    known = places(data)
    format_ = next(name for name, (looks, _) in JSON.items() if looks(data))

    @FEW
    @given(st.lists(st.tuples(st.sampled_from(known), ODD), min_size=1, max_size=6))
    def check(changes: list[tuple[tuple[Any, ...], Any]]) -> None:
        changed = data
        for place, value in changes:
            try:
                changed = put(changed, place, value)
            except (KeyError, IndexError, TypeError):
                continue  # an earlier change took this place away
        tried(json.dumps(changed).encode(), format_)

    check()


@pytest.mark.parametrize("name", list(SHEETS))
def test_any_cell_of_a_spreadsheet_is_survived(name: str) -> None:
    rows = [list(row) for row in SHEETS[name]]
    cell = st.one_of(st.none(), st.booleans(), st.integers(-(10**9), 10**9), st.text(
        st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=30), st.floats(
        allow_nan=False, allow_infinity=False), st.datetimes(), st.times(), st.timedeltas(),
        st.sampled_from(["J-60", "J+1 H+2 M-5", "07:29 PM", "=1/0", "STARTEX", "26/06/2024 09h00",
                         "All", "12:61", "25h00", "D+400", "J+99999", "1/1/0001"]))  # fmt: skip

    @settings(FEW, max_examples=30)
    @given(st.lists(st.tuples(st.integers(0, len(rows) - 1), st.integers(0, 14), cell),
                    min_size=1, max_size=8))  # fmt: skip
    def check(changes: list[tuple[int, int, Any]]) -> None:
        changed = copy.deepcopy(rows)
        for row, column, value in changes:
            changed[row] += [None] * (column + 1 - len(changed[row]))
            changed[row][column] = value
        try:
            raw = workbook(changed)
        except (ValueError, OverflowError):  # what openpyxl itself cannot write
            return
        tried(raw)

    check()


@pytest.mark.parametrize("name", ["openbas-scenario.zip", "inject.zip", "blueprint-hseep.xlsx",
                                  "cexf-misp.json"])  # fmt: skip
def test_broken_bytes_are_survived(name: str) -> None:
    whole = every()[name]

    @settings(FEW, max_examples=80)
    @given(
        st.integers(0, len(whole) - 1),
        st.binary(max_size=8),
        st.integers(0, 200),
        st.booleans(),
    )
    def check(at: int, put_in: bytes, drop: int, cut: bool) -> None:
        tried(whole[:at] + put_in + (b"" if cut else whole[at + drop :]))

    check()


@FEW
@given(st.sampled_from(sorted(p.relative_to(HERE / "inject").as_posix()
                              for p in (HERE / "inject").rglob("*.yml"))),
       st.integers(0, 900), st.text(max_size=12), st.integers(0, 60))  # fmt: skip
def test_any_change_in_the_yaml_of_a_definition_is_survived(
    name: str, at: int, put_in: str, drop: int
) -> None:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as file:
        for path in sorted((HERE / "inject").rglob("*")):
            if path.is_file():
                own = path.relative_to(HERE / "inject").as_posix()
                words = path.read_text("utf-8")
                if own == name:
                    words = words[:at] + put_in + words[at + drop :]
                file.writestr(own, words.encode("utf-8", "replace"))
    tried(out.getvalue(), "inject")


@settings(FEW, max_examples=200)
@given(st.recursive(st.none() | st.booleans() | st.floats() | st.text(max_size=9), lambda inner:
       st.lists(inner, max_size=4) | st.dictionaries(st.text(max_size=9), inner, max_size=4)),
       st.sampled_from(list(FORMATS)))  # fmt: skip
def test_any_json_at_all_is_survived(data: Any, format_: str) -> None:
    tried(json.dumps(data).encode(), format_)
    tried(json.dumps({"injects": data, "exercise": data, "inject_flow": data,
                      "scenario_injects": data, "start_inject_id": data}).encode(), format_)  # fmt: skip


@settings(FEW, max_examples=300)
@given(st.text(max_size=200) | st.sampled_from(["<" * 20_000, "<!--" * 5_000, "&" * 20_000,
                                                "<p " * 6_000, "<script>" * 2_500, "((((" * 500]))  # fmt: skip
def test_any_text_is_made_plain_in_little_time(words: str) -> None:
    begun = time.process_time()
    for made in (text(words), text("<p>" + words), from_html(words)):
        assert isinstance(made, str)
    assert isinstance(needs(words), tuple)
    settle([read_when(words), read_when(words, 1), None])
    assert time.process_time() - begun < 2


@settings(FEW, max_examples=300)
@given(st.lists(st.text(max_size=300), min_size=1, max_size=5))
def test_what_is_written_reads_back_as_it_was(many: list[str]) -> None:
    plain = [text(one) for one in many]
    data = {"id": "x", "texts": [Text("", one) for one in plain if one],
            "map": {f"k{n}": {"text": Text(one, ""), "list": [one, one]}
                    for n, one in enumerate(plain) if one}}  # fmt: skip
    source = read_yaml(
        written(data, {("map",): ["a: 'remark' # of {any} kind"]}).encode(), "x"
    )
    assert source.problems == []
    assert [one["en"] for one in source.data["texts"] or []] == [
        one for one in plain if one
    ]
    for n, one in enumerate(plain):
        if one:
            assert source.data["map"][f"k{n}"] == {
                "text": {"nl": one},
                "list": [one, one],
            }


def test_five_thousand_injects_are_brought_in_within_seconds() -> None:
    rows = [{"#": n, "Real Time": f"{n % 24:02d}:{n % 60:02d}", "Subject": f"Subject {n % 7}",
             "From": f"Sender {n % 99}", "Player": f"Team {n % 60}", "Script": "Words. " * 40}
            for n in range(6_000)]  # fmt: skip
    tried(json.dumps(rows).encode())
