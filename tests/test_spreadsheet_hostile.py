"""Workbooks made to do harm: one sentence with the place, within seconds, and nothing run."""

from __future__ import annotations

import json
import re
import time
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_spreadsheet import Desk, Sheet, desk
from ttx.errors import UsageError
from ttx.exchange.workbook.book import open_book
from ttx.exchange.workbook.differences import compare
from ttx.exchange.workbook.differences_words import report
from ttx.exchange.workbook.notes import Notes
from ttx.exchange.workbook.reading import read_workbook
from ttx.exchange.workbook.taking import new_texts
from ttx.exchange.workbook_safe import _area, must_be_safe

__all__ = ["desk"]
MSEL_PART = "xl/worksheets/sheet2.xml"
CELL = b'<c t="inlineStr"><is><t>x</t></is></c>'


def with_part(change: Callable[[bytes], bytes], part: str = MSEL_PART) -> None:
    """The workbook with one of its parts changed."""
    with zipfile.ZipFile("msel.xlsx") as old:
        parts = {name: old.read(name) for name in old.namelist()}
    changed = change(parts[part])
    assert changed != parts[part]
    parts[part] = changed
    with zipfile.ZipFile("msel.xlsx", "w", zipfile.ZIP_DEFLATED) as new:
        for name, body in parts.items():
            new.writestr(name, body)


def rows(count: int, cells: bytes, first: int = 400) -> Callable[[bytes], bytes]:
    more = b"".join(b'<row r="%d">%s</row>' % (first + n, cells) for n in range(count))
    return lambda body: body.replace(b"</sheetData>", more + b"</sheetData>")


def merged(body: bytes) -> bytes:
    cells = b'<mergeCells count="1"><mergeCell\n  ref = "A1:XFD1048576" /></mergeCells>'
    return re.sub(rb"(<autoFilter[^>]*/>)", lambda found: found[1] + cells, body)


@pytest.mark.parametrize(
    ("change", "part", "status", "told"),
    [
        (merged, MSEL_PART, 2, "meer rijen en cellen (xl/worksheets/sheet2.xml)"),
        (rows(6_000, CELL * 100), MSEL_PART, 2, "meer rijen en cellen"),
        (rows(1_040_000, b""), MSEL_PART, 2, "meer rijen en cellen"),
        (rows(1, b'<c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c>', 1_048_576), MSEL_PART, 1,
         "MSEL!A5000: rijen onder 5000"),
        (lambda b: re.sub(rb'<dimension ref="[^"]+"', b'<dimension ref="A1:XFD1048576"', b), MSEL_PART, 0,
         "Geen verschillen."),
        (lambda b: b.replace(b"</sst>", b"<si><t>y</t></si>" * 600_000 + b"</sst>"),
         "xl/sharedStrings.xml", 2, "meer rijen en cellen"),
        (lambda b: '<!DOCTYPE worksheet [<!ENTITY a "ha">]><worksheet/>'.encode("utf-16"), MSEL_PART, 2,
         "eigen definities (xl/worksheets/sheet2.xml)"),
    ],
)  # fmt: skip
def test_a_small_file_that_asks_for_much_is_told_within_seconds(
    change: Callable[[bytes], bytes], part: str, status: int, told: str, desk: Desk
) -> None:
    desk.exports("first-exercise")
    with_part(change, part)
    assert Path("msel.xlsx").stat().st_size < 4 * 2**20
    begun = time.process_time()
    assert told in desk.takes(status=status)
    assert time.process_time() - begun < 30


@pytest.mark.parametrize(("ref", "cells"), [("A1:B2", 4), ("$A$1:$A$9", 9), ("A1:XFD1048576", 2**34),
                                            ("B2:A1", 4), ("A1", 0), ("", 0), ("x", 0)])  # fmt: skip
def test_the_cells_of_a_range_are_counted(ref: str, cells: int) -> None:
    assert _area(ref) == cells


def test_what_is_merged_within_reason_is_read(desk: Desk) -> None:
    desk.exports("first-exercise").edits(lambda page: page.page.merge_cells("A2:C2"))
    assert must_be_safe(Path("msel.xlsx")) is False


def test_formulas_that_call_a_program_stay_words_on_the_way_in_and_out(
    desk: Desk,
) -> None:
    evil = "=cmd|' /C calc'!A0"

    def as_formula(sheet: Sheet) -> None:
        sheet["a-mother", "Titel (nl)"].value = evil

    said = desk.exports("power-outage").edits(as_formula).takes(status=1)
    assert "MSEL!C" in said and "dit is een formule" in said

    def as_text(sheet: Sheet) -> None:
        sheet["a-mother", "Titel (nl)"].value = evil
        sheet["a-mother", "Titel (nl)"].data_type = "s"

    desk.exports("power-outage").edits(as_text).takes("--yes")
    assert desk.inject("a-mother").title.nl == evil
    cell = Sheet(
        openpyxl.load_workbook(desk.exports("power-outage") and "msel.xlsx")["MSEL"]
    )["a-mother", "Titel (nl)"]
    assert (cell.value, cell.data_type) == (evil, "s")


def test_two_sheets_with_the_same_name_in_two_languages_are_told(desk: Desk) -> None:
    desk.exports("power-outage")
    book = openpyxl.load_workbook("msel.xlsx")
    twin = book.copy_worksheet(book["Doelstellingen"])
    twin.title = "Objectives"
    twin["B2"] = "Something else"
    book.create_sheet("Kosten")["A1"] = "1200"
    book.save("msel.xlsx")
    said = desk.takes(status=1)
    assert "Objectives: dit blad is nog een keer 'Doelstellingen'" in said
    assert "Kosten: dit blad hoort niet bij het draaiboek" in said
    assert "Gewijzigd: 0." in said and "Niet begrepen: 1." in said


def test_texts_are_known_by_their_headings_where_the_hidden_sheet_is_gone(
    desk: Desk,
) -> None:
    desk.exports("power-outage", "en")
    book = openpyxl.load_workbook("msel.xlsx")
    del book["_ttx"]
    Sheet(book["MSEL"])["a-mother", "Title (nl)"].value = "Een andere titel"
    book.save("msel.xlsx")
    said = desk.takes("--yes")
    assert "Gewijzigd: 1." in said and "Kolom" not in said
    assert desk.inject("a-mother").title.nl == "Een andere titel"


def test_a_workbook_cannot_name_a_file_elsewhere_as_its_scenario(desk: Desk) -> None:
    desk.exports("first-exercise")
    book = openpyxl.load_workbook("msel.xlsx")
    head = json.loads(book["_ttx"]["A1"].value)
    book["_ttx"]["A1"] = json.dumps({**head, "scenario": "../../etc/passwd"})
    book.save("msel.xlsx")
    assert "kan geen naam van een scenario zijn" in desk.takes(
        "--new", "ours", status=2
    )


junk = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(st.characters(min_codepoint=32, max_codepoint=0x2FF), max_size=8), st.sampled_from(
        ["@nobody", "9e99", "{", "[[", "0", "-1", "STARTEX", "x" * 40_000])),
    lambda inner: st.one_of(st.lists(inner, max_size=3), st.dictionaries(st.sampled_from(["id", "at", "x"]), inner, max_size=3)),
    max_leaves=5)  # fmt: skip


def test_whatever_the_hidden_sheet_says_is_survived(desk: Desk, tmp_path: Path) -> None:
    desk.exports("first-exercise")
    book = open_book("first-exercise", "nl")
    whole = openpyxl.load_workbook("msel.xlsx")
    page = whole["_ttx"]
    held = [[cell.value for cell in row] for row in page.iter_rows()]
    deep = "[" * 30_000

    @settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(st.tuples(st.integers(0, len(held) - 1), st.integers(0, 2), junk | st.just(deep)),
                    min_size=1, max_size=6), st.booleans())  # fmt: skip
    def check(changes: list[tuple[int, int, Any]], inside: bool) -> None:
        for number, row in enumerate(held, 1):
            for column, value in enumerate(row, 1):
                page.cell(number, column).value = value
        for number, column, value in changes:
            cell = page.cell(number + 1, column + 1)
            if inside and number and column == 2:
                kept = json.loads(str(held[number][2]))
                key = list(kept)[len(str(value)) % len(kept)]
                value = json.dumps({**kept, key: value})
            cell.value = (value if isinstance(value, str) else json.dumps(value))[
                :32_000
            ] or None
            if cell.value:
                cell.data_type = "s"
        path = tmp_path / "forged.xlsx"
        whole.save(path)
        came = read_workbook(path)
        found = compare(book, came, Notes())
        assert list(report(book, found, Notes(), "nl"))
        try:
            new_texts(book, found)
        except UsageError as wrong:
            assert wrong.sentence("nl")

    check()
