"""`ttx show`: a scenario on paper before the day, drawn and in words."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.script import mini
from ttx import library
from ttx.cli import main
from ttx.outline_needs import needs_graph
from ttx.outline_time import time_line
from ttx.outline_triggers import trigger_graph
from ttx.outline_words import triggers
from ttx.report_graphs import sheets as drawn
from ttx.report_layers import columns, heights, layers, parts
from ttx.report_paper import Sheet, lines_of, wide
from ttx.report_timeline import sheets as lanes

SHIPPED = [one.name for one in library.list_all()]
SVG = "{http://www.w3.org/2000/svg}"


def all_sheets(name: str, lang: str) -> list[Sheet]:
    """Every sheet of every view of a scenario."""
    one = library.load(name).scenario
    found = lanes(time_line(one), lang)
    return found + drawn(needs_graph(one), lang) + drawn(trigger_graph(one), lang)


# --- what is shown -----------------------------------------------------------------


@pytest.mark.parametrize("name", SHIPPED)
def test_the_time_line_leaves_no_inject_of_a_table_out(name: str) -> None:
    one = library.load(name).scenario
    line = time_line(one)
    shown = {e.title for lane in line.lanes for cell in lane.cells for e in cell}
    assert {i.title for i in one.msel} <= shown
    assert all(len(lane.cells) == len(line.columns) for lane in line.lanes)


def test_a_moment_is_told_on_both_clocks_and_a_condition_in_words() -> None:
    one = library.load("first-exercise").scenario
    told = {i.id: [t.en for t in triggers(one, i)] for i in one.msel}
    assert told["trader-asks"] == ["at T+3:30 (Tue 2 Feb 10:00)"]
    assert told["fuel-runs-down"] == ["as soon as Hospital diesel below 6 h"]
    dutch = [t.nl for t in triggers(one, one.injects["care-home-cools"])]
    assert dutch == ["zodra Temperatuur Rietakkershof onder 17 °C"]


@pytest.mark.parametrize("name", SHIPPED)
def test_the_trigger_graph_holds_every_inject_once(name: str) -> None:
    one = library.load(name).scenario
    graph = trigger_graph(one)
    ids = [box.id for box in (*graph.boxes, *graph.alone) if box.kind == "inject"]
    assert sorted(ids) == sorted(f"inject:{i.id}" for i in one.msel)
    boxes = {box.id for box in graph.boxes}
    assert all({a.source, a.target} <= boxes for a in graph.arrows)


def test_a_missed_answer_leads_to_its_contingency_and_a_decision_keeps_away() -> None:
    one = library.load("power-outage").scenario
    arrows = {(a.source, a.target, a.kind) for a in trigger_graph(one).arrows}
    for inject in one.msel:
        if inject.otherwise:
            here, there = f"inject:{inject.id}", f"inject:{inject.otherwise}"
            assert (here, there, "missed") in arrows
    silent = next(i for i in one.msel if i.when and any(
        p.not_ and (p.not_.decided or p.not_.any) for p in i.when.parts()))  # fmt: skip
    kinds = {kind for _, to, kind in arrows if to == f"inject:{silent.id}"}
    assert "away" in kinds


def test_what_needs_what_follows_carriers_tanks_and_links() -> None:
    one = library.load("first-exercise").scenario
    arrows = {(a.source, a.target): a.kind for a in needs_graph(one).arrows}
    assert arrows["substation-oeverloo", "mobile-oeverloo"] == "needs"
    assert arrows["diesel.hospital", "generator-hospital"] == "feeds"
    assert arrows["substation-oeverloo", "generator-hospital"] == "instead"
    assert arrows["hospital-power", "care.oeverloo"] == "link"


def test_things_that_hang_on_the_same_are_one_box() -> None:
    graph = needs_graph(library.load("power-outage").scenario)
    masts = next(b for b in graph.boxes if b.id == "masts-north-a")
    assert [line.en for line in masts.lines] == ["masts north A", "masts north B", "masts north C"]  # fmt: skip
    assert not any(b.id == "masts-north-b" for b in graph.boxes)


# --- the layout --------------------------------------------------------------------


def test_what_follows_stands_right_of_what_leads_to_it() -> None:
    edges = [("a", "b"), ("b", "c"), ("a", "c"), ("x", "c")]
    found = columns(["a", "b", "c", "x"], edges)
    assert (found["a"], found["b"], found["c"]) == (0, 1, 2) and found["x"] == 1


def test_a_circle_is_cut_open_and_nothing_is_lost() -> None:
    rows = layers(["a", "b", "c"], [("a", "b"), ("b", "c"), ("c", "a")])
    assert sorted(one for row in rows for one in row if ">" not in one) == [
        "a",
        "b",
        "c",
    ]
    assert parts(["a", "b", "c"], [("a", "b")]) == [["a", "b"], ["c"]]


def test_no_two_of_a_column_overlap() -> None:
    rows = [["a"], ["b", "c", "d"]]
    tall = {"a": 10.0, "b": 8.0, "c": 20.0, "d": 5.0}
    y = heights(rows, [("a", "b"), ("a", "c"), ("a", "d")], tall, 0.0, 3.0)
    for one, other in (("b", "c"), ("c", "d")):
        assert y[other] - y[one] >= (tall[one] + tall[other]) / 2 + 3.0 - 1e-9


def test_a_word_that_is_too_long_is_cut_and_no_line_is_too_wide() -> None:
    text = "zorgcontinuiteitscoordinator en een aggregaat"
    lines = lines_of(text, 20.0, 2.9)
    assert len(lines) > 2 and all(wide(line, 2.9) <= 20.0 for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", SHIPPED)
def test_every_sheet_is_marked_legible_on_paper_and_without_overlap(
    name: str, lang: str
) -> None:
    one = library.load(name).scenario
    for sheet in all_sheets(name, lang):
        page = ElementTree.fromstring(sheet.svg(one.marking.of(lang), "1/1"))
        texts = page.findall(f"{SVG}text")
        assert [t.text for t in texts].count(one.marking.of(lang)) == 2
        assert all(float(t.get("font-size", "0")) >= 2.6 for t in texts)
        for t in texts:
            x, size = float(t.get("x", "0")), float(t.get("font-size", "0"))
            room = wide(t.text or "", size, t.get("font-weight") == "bold")
            if not t.get("text-anchor"):
                assert x > 0 and x + room <= sheet.width, t.text
        assert overlapping(page) == []


def overlapping(page: ElementTree.Element) -> list[tuple[str, str]]:
    """Lines of text that stand over each other."""
    spots = []
    for t in page.findall(f"{SVG}text"):
        if not t.get("text-anchor"):
            x, y, size = (float(t.get(k, "0")) for k in ("x", "y", "font-size"))
            spots.append((x, y, wide(t.text or "", size) / 1.03, size, t.text or ""))
    return [
        (a[4], b[4]) for n, a in enumerate(spots) for b in spots[n + 1 :]
        if abs(a[1] - b[1]) < min(a[3], b[3]) * 0.9
        and a[0] < b[0] + b[2] and b[0] < a[0] + a[2]
    ]  # fmt: skip


# --- the command -------------------------------------------------------------------


def test_words_on_the_screen_for_who_cannot_see_a_drawing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["show", "first-exercise", "--lang", "nl"]) == 0
    told = capsys.readouterr().out
    assert "Tijdlijn: Eerste oefening" in told and "Wat hangt waarvan af" in told
    assert (
        "  Ziekenhuis: 5 De tank loopt leeg (zodra Diesel ziekenhuis onder 6 uur)"
        in told
    )
    assert "  naar: 2a IC-hoofd belt (komt als het antwoord uitblijft)" in told
    assert not re.search(r"\{\w*\}|world\.", told)


def test_drawings_go_to_files_and_are_the_same_every_time(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    made = [
        "show",
        "power-outage",
        "--to",
        "svg,text",
        "--out",
        str(tmp_path),
        "--lang",
    ]
    assert main([*made, "en"]) == 0
    files = [Path(line) for line in capsys.readouterr().out.splitlines()]
    first = {one: one.read_bytes() for one in files}
    assert {one.suffix for one in files} == {".svg", ".txt"} and len(files) > 5
    assert main([*made, "en"]) == 0
    assert {one: one.read_bytes() for one in files} == first


def test_a_small_scenario_is_drawn_on_a_small_sheet() -> None:
    (sheet,) = drawn(trigger_graph(mini()), "en")
    assert sheet.size == (297.0, 210.0)


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["--what", "map"], "'map' cannot be shown; choose from time, needs, triggers"),
        (["--to", "pdf"], "'pdf' is not a form of this; choose from text, svg"),
    ],
)
def test_what_there_is_not_is_told(
    args: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["show", "first-exercise", "--lang", "en", *args]) == 2
    assert told in capsys.readouterr().err
