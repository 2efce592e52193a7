"""A draaiboek that lies in several files: rows move between them, and coming back twice changes nothing."""

from __future__ import annotations

import json
import random
import tempfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.test_spreadsheet import Desk, Sheet, desk
from tests.test_spreadsheet_laws import injects, words
from ttx import library
from ttx.exchange.workbook.book import Book, open_book
from ttx.exchange.workbook.differences import Differences, compare
from ttx.exchange.workbook.notes import read_notes
from ttx.exchange.workbook.reading import read_workbook
from ttx.exchange.workbook.taking import new_texts, write
from ttx.exchange.workbook.writing import to_bytes
from ttx.outline_words import triggers

__all__ = ["desk"]

HEAD = """\
format: 1
id: split
title: {nl: In delen, en: In parts}
startex: 2027-01-18 06:40 Europe/Amsterdam
endex: T+60
day_d: 2027-01-18
milestones: {sent: {nl: Gestuurd, en: Sent}}
moves:
  - {id: first, title: {nl: Eerste, en: First}, at: T+1}
teams: {one: {title: {nl: Een, en: One}}, two: {title: {nl: Twee, en: Two}}}
personas: {trader: {title: {nl: Handel, en: Trader}}}
objectives: [{id: hold, title: {nl: Houden, en: Hold}, tasks: [{id: look, title: {nl: Kijk, en: Look}}]}]
options: {go: {title: {nl: Gaan, en: Go}, team: one, text: {nl: Nu gaan, en: Go now}}}
"""
MORNING = """\
# The morning.
msel:
  # Agreed with the mill.
  - id: mill-stops
    title: {nl: De molen stopt, en: The mill stops}
    to: [one]
    at: T+0:10
    text: {nl: De molen staat stil., en: The mill stands still.}  # look at the wind

  - id: wind-turns
    title: {nl: De wind draait, en: The wind turns}
    to: [two]
    at: T+0:20
    text:
      nl: >-
        De wind draait naar het
        noorden.
      en: The wind turns.
"""
EVENING = """\
msel:
    # ---- after dinner ----

    # The baker asked for this one.
    - id: bread-is-out
      title: {nl: Het brood is op, en: Bread is out}
      to: [one]
      at: T+9
      text: {nl: Er is geen brood., en: There is no bread.}
    - id: lights-out
      title: {nl: Licht uit, en: Lights out}
      to: [one, two]
      at: T+10
      text: {nl: Het is donker., en: It is dark.}
"""


@pytest.fixture
def split(desk: Desk) -> Desk:
    """A scenario folder whose draaiboek lies in two files, with its workbook."""
    folder = desk.folder / "scenarios/split"
    folder.mkdir()
    for name, text in (("scenario", HEAD), ("msel-1", MORNING), ("msel-2", EVENING)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return desk.exports("split")


def order(*ids: str) -> Any:
    """The rows of the sheet put in this order; an unknown name is a new row."""

    def change(sheet: Sheet) -> None:
        page = sheet.page
        rows = {
            row[0]: list(row) for row in page.iter_rows(min_row=2, values_only=True)
        }
        for number, name in enumerate(("STARTEX", *ids, "ENDEX"), 2):
            fresh = [None] * len(page[1])
            fresh[2] = name
            for column, value in enumerate(rows.get(name, fresh), 1):
                page.cell(number, column).value = value

    return change


def test_a_row_moves_to_the_file_of_the_row_above_it_with_its_comments(
    split: Desk,
) -> None:
    split.edits(order("mill-stops", "wind-turns", "lights-out", "bread-is-out"))
    split.takes("--yes")
    assert split.order == ["mill-stops", "wind-turns", "lights-out", "bread-is-out"]
    assert "wind-turns" in split.text("split/msel-1.yaml")  # nothing crossed a file yet

    split.exports("split").edits(
        order("lights-out", "bread-is-out", "wind-turns", "mill-stops")
    )
    said = split.takes("--yes")
    assert "Verplaatst: 3." in said or "Verplaatst: 2." in said
    assert split.order == ["lights-out", "bread-is-out", "wind-turns", "mill-stops"]

    split.exports("split").edits(
        order("lights-out", "wind-turns", "mill-stops", "bread-is-out")
    )
    split.takes("--yes")
    assert split.order == ["lights-out", "wind-turns", "mill-stops", "bread-is-out"]
    whole = split.text("split/msel-1.yaml") + split.text("split/msel-2.yaml")
    lines = [line.strip() for line in whole.split("\n")]
    for note, row in (("# Agreed with the mill.", "- id: mill-stops"),
                      ("# The baker asked for this one.", "- id: bread-is-out")):  # fmt: skip
        assert lines[lines.index(note) + 1] == row
    assert "# look at the wind" in whole and "# ---- after dinner ----" in whole
    assert split.inject("wind-turns").text.nl == "De wind draait naar het noorden."
    assert split.exports("split").takes().strip() == "Geen verschillen."


def test_a_row_between_two_files_stays_in_its_own(split: Desk) -> None:
    split.edits(order("mill-stops", "wind-turns", "lights-out", "bread-is-out"))
    before = split.text("split/msel-1.yaml")
    split.takes("--yes")
    assert split.text("split/msel-1.yaml") == before
    assert split.text("split/msel-2.yaml").index("lights-out") < split.text(
        "split/msel-2.yaml").index("bread-is-out")  # fmt: skip


def test_a_file_may_run_empty_and_a_new_row_goes_to_the_file_of_the_one_above(
    split: Desk,
) -> None:
    split.edits(
        order("bread-is-out", "Nieuw brood", "mill-stops", "wind-turns", "lights-out")
    )
    split.takes("--yes")
    assert split.order == [
        "bread-is-out",
        "nieuw-brood",
        "mill-stops",
        "wind-turns",
        "lights-out",
    ]
    split.exports("split").edits(
        order("bread-is-out", "lights-out", "nieuw-brood", "mill-stops", "wind-turns"))  # fmt: skip
    split.takes("--yes")
    assert "msel: []" in split.text("split/msel-2.yaml")
    assert split.order[1] == "lights-out"
    assert [
        one.code for one in library.check(["split"]) if one.severity == "error"
    ] == []


def test_the_same_workbook_twice_adds_nothing_twice(split: Desk) -> None:
    split.edits(
        order(
            "mill-stops", "Een nieuwe regel", "wind-turns", "bread-is-out", "lights-out"
        )
    )
    assert "Nieuw: 1." in split.takes("--yes")
    assert split.takes("--yes").strip() == "Geen verschillen."

    def reword(sheet: Sheet) -> None:
        row = next(
            r for r in range(2, 9) if sheet.page.cell(r, 3).value == "Een nieuwe regel"
        )
        sheet.page.cell(row, sheet.heads["Bericht (nl)"]).value = "Nu met tekst."

    assert "Gewijzigd: 1. Nieuw: 0." in split.edits(reword).takes("--yes")
    assert split.inject("een-nieuwe-regel").text.nl == "Nu met tekst."


def test_a_row_that_both_sides_made_is_told_as_conflicting(split: Desk) -> None:
    file = split.folder / "scenarios/split/msel-1.yaml"
    file.write_text(file.read_text("utf-8") + (
        "  - id: both\n    title: {nl: Van ons, en: Ours}\n    to: [one]\n    at: T+1\n"
        "    text: {nl: Van ons., en: Ours.}\n"), "utf-8")  # fmt: skip

    def theirs(sheet: Sheet) -> None:
        at = sheet.adds("wind-turns", **{"Titel (nl)": "Van hen", "Aan": "Een"})
        sheet.page.cell(at, 1).value = "both"

    said = split.edits(theirs).takes("--yes", status=1)
    assert "Tegenstrijdig: " in said and "Tegenstrijdig: 0" not in said
    assert split.inject("both").title.nl == "Van ons"


# --- laws --------------------------------------------------------------------------------


@st.composite
def folders(draw: Any) -> dict[str, str]:
    """The files of a scenario whose draaiboek lies in one to three of them."""
    count = draw(st.integers(2, 7))
    lines = [draw(injects(n)) for n in range(count)]
    cuts = sorted(draw(st.lists(st.integers(1, count - 1), max_size=2, unique=True)))
    made = {"scenario.yaml": HEAD}
    for number, (start, end) in enumerate(zip([0, *cuts], [*cuts, count], strict=True)):
        rows = [f"  # About {one['id']}.\n  - {json.dumps(one, ensure_ascii=False)}"
                for one in lines[start:end]]  # fmt: skip
        made[f"msel-{number}.yaml"] = "msel:\n" + "\n".join(rows) + "\n"
    return made


def edited(
    book: Book, path: Path, chance: random.Random, typed: list[str]
) -> list[str]:
    """The workbook as people left it: rows shuffled, taken out, added, texts changed; its ids."""
    path.write_bytes(to_bytes(book, read_notes(book.path), triggers))
    work = openpyxl.load_workbook(path)
    page = work["MSEL"]
    sheet = Sheet(page)
    rows = [[cell.value for cell in row] for row in page.iter_rows(min_row=2)]
    body = rows[1:-1]
    chance.shuffle(body)
    if len(body) > 2 and chance.random() < 0.4:
        body.pop()
    texts = [n for head, n in sheet.heads.items() if head.endswith((" (nl)", " (en)"))
             and not head.startswith(("Van", "Van"))]  # fmt: skip
    for one in typed[:-1]:
        body[chance.randrange(len(body))][chance.choice(texts) - 1] = one
    fresh = [None] * len(rows[0])
    fresh[sheet.heads["Titel (nl)"] - 1], fresh[sheet.heads["Aan"] - 1] = (
        typed[-1],
        "Een",
    )
    body.insert(chance.randrange(len(body) + 1), fresh)
    for number, row in enumerate([rows[0], *body, rows[-1], [None] * len(rows[0])], 2):
        for column, value in enumerate(row, 1):
            cell = page.cell(number, column)
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"
    work.save(path)
    return [str(row[0] or "") for row in body]


def came(book: Book, path: Path) -> Differences:
    return compare(book, read_workbook(path), read_notes(book.path))


@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(
    files=folders(),
    seed=st.integers(0, 10**6),
    typed=st.lists(words, min_size=1, max_size=4),
)
def test_what_people_left_is_what_the_scenario_then_is(
    files: dict[str, str], seed: int, typed: list[str]
) -> None:
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room) / "split"
        folder.mkdir()
        for name, text in files.items():
            (folder / name).write_text(text, encoding="utf-8")
        book, path = open_book(str(folder), "nl"), Path(room) / "msel.xlsx"
        ids = edited(book, path, random.Random(seed), typed)
        found = came(book, path)
        assert not found.unclear and not any(
            one.what == "conflict" for one in found.changes
        )
        write(book, found, new_texts(book, found))
        book = open_book(str(folder), "nl")
        fresh = next(one.id for one in found.changes if one.what == "added")
        assert [one.id for one in book.scenario.msel] == [name or fresh for name in ids]
        notes = "".join((folder / name).read_text("utf-8") for name in files)
        for name in filter(None, ids):
            assert f"# About {name}.\n" in notes
        assert came(book, path).changes == []
