"""What a workbook can hold that no draaiboek should: each is a sentence with its cell."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from tests.test_spreadsheet import Desk, Sheet, desk
from ttx import library
from ttx.cli import main
from ttx.errors import UsageError
from ttx.exchange.workbook.taking import must_be_own

__all__ = ["desk"]


def nasty(change: Callable[[Sheet], Any], desk: Desk, status: int = 1) -> str:
    """What is said of a draaiboek of which one thing was changed so."""
    return desk.exports("power-outage").edits(change).takes(status=status)


def put(name: str, head: str, value: object) -> Callable[[Sheet], None]:
    def change(page: Sheet) -> None:
        page[name, head].value = value

    return change


@pytest.mark.parametrize(
    ("head", "value", "told"),
    [
        ("Titel (nl)", "=HYPERLINK(\"http://x\";\"y\")", "dit is een formule; die wordt niet uitgerekend"),
        ("Bericht (nl)", "#REF!", "in deze cel staat een fout (#REF!)"),
        ("Tijd", "straks", "'straks' is geen moment; typ uren en minuten na STARTEX"),
        ("Aan", "ROT; Ziekenhuiss A", "'Ziekenhuiss A' is hier niet bekend"),
        ("Kanaal", "telefon", "bedoelde u 'Telefoon'?"),
        ("Soort", "misschien", "'misschien' hoort niet bij"),
        ("Voorwaarde", "{gauge: [", "houd de accolades en komma's"),
        ("Voorwaarde", "!!python/object/apply:os.system [ls]", "kan niet worden gelezen"),
        ("Op afroep", "soms", "'soms' is geen ja en geen nee"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_named_and_left_alone(
    head: str, value: object, told: str, desk: Desk
) -> None:
    said = nasty(put("the-base-needs-diesel", head, value), desk)
    assert told in said and "Niet begrepen: 1." in said and "MSEL!" in said
    assert "Gewijzigd: 0." in said


def test_merged_cells_are_told_and_change_nothing(desk: Desk) -> None:
    def change(page: Sheet) -> None:
        row = page.row("a-mother")
        page.page.merge_cells(
            start_row=row, end_row=row + 1, start_column=3, end_column=3
        )

    said = nasty(change, desk)
    assert "zijn samengevoegd" in said and "Gewijzigd: 0." in said


def test_a_time_and_a_move_in_one_row_are_told_at_the_cell(desk: Desk) -> None:
    said = nasty(put("calls-tripled", "Tijd", timedelta(hours=1)), desk)
    assert "een regel heeft óf een tijd óf een ronde" in said


def test_a_copied_row_with_its_id_is_told(desk: Desk) -> None:
    def change(page: Sheet) -> None:
        page.page.append([cell.value for cell in page.page[page.row("a-mother")]])

    assert "'a-mother' staat ook in een regel erboven" in nasty(change, desk)


def test_empty_rows_are_passed_over_and_told(desk: Desk) -> None:
    said = nasty(lambda page: page.page.insert_rows(9, 3), desk, 0)
    assert "MSEL!A9: deze rij is leeg" in said and "Geen verschillen." in said


def test_the_end_of_the_exercise_is_not_changed_from_here(desk: Desk) -> None:
    said = nasty(put("ENDEX", "Tijd", timedelta(hours=5)), desk)
    assert "STARTEX en ENDEX wijzigt u in het scenario zelf" in said


def test_without_the_hidden_sheet_and_with_english_headings_it_is_still_read(
    desk: Desk,
) -> None:
    desk.exports("power-outage", "en")
    old = openpyxl.load_workbook("msel.xlsx")["MSEL"]
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    for row in old.iter_rows(values_only=True):
        page.append(list(row))
    at = Sheet(page)["the-base-needs-diesel", "Time"]
    at.value = "T+27"
    book.save("msel.xlsx")
    said = desk.takes("--yes")
    assert "Gewijzigd: 1." in said
    assert desk.inject("the-base-needs-diesel").at == 27 * 3_600_000


# --- files that are no workbook ----------------------------------------------------------


def zipped(parts: dict[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out:
        for name, body in parts.items():
            out.writestr(name, body)
    return made.getvalue()


BOMB = {
    "xl/workbook.xml": b"<workbook/>",
    "xl/worksheets/sheet1.xml": b"0" * (201 * 2**20),
}
LAUGHS = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "ha">]><workbook>&b;</workbook>'


@pytest.mark.parametrize(
    ("made", "told"),
    [
        (b"", "is geen Excel-werkmap"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "oud .xls-bestand"),
        (b"PK\x03\x04 not really", "is geen Excel-werkmap"),
        (zipped({"hello.txt": b"x"}), "is geen Excel-werkmap"),
        (zipped({"xl/workbook.xml": LAUGHS}), "eigen definities"),
        (zipped({"xl/workbook.xml": b"<workbook"}), "kan niet als werkmap worden gelezen"),
        (zipped({f"p{n}": b"" for n in range(2_100)} | {"xl/workbook.xml": b""}), "blijft dicht"),
    ],
)  # fmt: skip
def test_a_file_that_is_no_workbook_is_a_sentence(
    made: bytes, told: str, desk: Desk
) -> None:
    Path("msel.xlsx").write_bytes(made)
    assert told in desk.takes(status=2)


def test_a_small_file_that_would_become_huge_stays_closed(desk: Desk) -> None:
    Path("msel.xlsx").write_bytes(zipped(BOMB))
    assert Path("msel.xlsx").stat().st_size < 2**20
    assert "zou bij openen 201 MB worden" in desk.takes(status=2)


def test_macros_are_told_and_not_run(desk: Desk) -> None:
    desk.exports("power-outage")
    with zipfile.ZipFile("msel.xlsx", "a") as parts:
        parts.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    assert "bevat macro's; die worden niet uitgevoerd" in desk.takes()


def test_what_is_there_is_never_overwritten_and_what_is_not_is_said(desk: Desk) -> None:
    desk.exports("power-outage")
    assert main(["export", "power-outage", "--to", "msel.xlsx", "--lang", "nl"]) == 2
    assert "Er is al een bestand" in desk.capsys.readouterr().err
    assert main(["export", "power-outage", "--to", "msel.doc", "--lang", "nl"]) == 2
    assert "kies uit xlsx" in desk.capsys.readouterr().err
    Path("msel.xlsx").unlink()
    assert "kan niet worden geopend" in desk.takes(status=2)


def test_windows_line_ends_stay(desk: Desk) -> None:
    file = desk.folder / "scenarios/power-outage/msel.yaml"
    file.write_bytes(file.read_bytes().replace(b"\n", b"\r\n"))
    desk.exports("power-outage").edits(
        put("the-base-needs-diesel", "Tijd", "T+27")
    ).takes("--yes")
    raw = file.read_bytes()
    assert b"at: T+27:00\r\n" in raw and raw.count(b"\n") == raw.count(b"\r\n")
    assert library.check(["power-outage"]) == []


def test_what_came_with_the_program_is_copied_first(desk: Desk) -> None:
    shipped = Path(library.__file__).resolve().parent / "_data/scenarios/power-outage"
    with pytest.raises(UsageError, match="part of the program"):
        must_be_own(shipped)
    must_be_own(desk.folder / "scenarios/power-outage")


def test_a_workbook_with_garbled_parts_is_a_sentence_wherever_it_is_garbled(
    desk: Desk, tmp_path: Path
) -> None:
    desk.exports("first-exercise")
    raw = Path("msel.xlsx").read_bytes()
    for place in range(60, len(raw) - 60, len(raw) // 40):
        broken = tmp_path / "garbled.xlsx"
        broken.write_bytes(raw[:place] + bytes(255 - b for b in raw[place : place + 24])
                           + raw[place + 24 :])  # fmt: skip
        status = main(
            ["import", str(broken), "--into", "first-exercise", "--lang", "en"]
        )
        assert status in (0, 1, 2), place
