"""A flagship's draaiboek edited in LibreOffice Calc: exactly those changes come back."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import openpyxl
import pytest

from tests.office import edited_in_calc
from tests.test_spreadsheet import Desk, Sheet, desk
from ttx import library

__all__ = ["desk"]

EDITS = """
    Cell(sheet, "the-base-needs-diesel", "Tijd").Value = 26.5 / 24
    words = Cell(sheet, "two-hours-they-say", "Bericht (nl)")
    words.String = Join(Split(words.String, "waarschijnlijk twee uur"), "misschien drie uur")

    at = Row(sheet, "calls-tripled") + 1
    sheet.Rows.insertByIndex(at, 1)
    sheet.getCellByPosition(Column(sheet, "Titel (nl)"), at).String = "Een lift vol mensen"
    sheet.getCellByPosition(Column(sheet, "Titel (en)"), at).String = "A lift full of people"
    sheet.getCellByPosition(Column(sheet, "Bericht (nl)"), at).String = "Er zit iemand vast."
    sheet.getCellByPosition(Column(sheet, "Bericht (en)"), at).String = "Somebody is stuck."
    sheet.getCellByPosition(Column(sheet, "Van (nl)"), at).String = "Liftmonteur"
    sheet.getCellByPosition(Column(sheet, "Aan"), at).String = "ROT"
    sheet.getCellByPosition(Column(sheet, "Tijd"), at).Value = 1 / 24

    old = Row(sheet, "eighth-floor")
    sheet.Rows.insertByIndex(Row(sheet, "mother-wants-back") + 1, 1)
    Dim there As New com.sun.star.table.CellAddress
    there.Sheet = sheet.RangeAddress.Sheet
    there.Column = 0
    there.Row = Row(sheet, "mother-wants-back") + 1
    sheet.moveRange(there, sheet.getCellRangeByPosition(0, old, 70, old).RangeAddress)
    sheet.Rows.removeByIndex(old, 1)

    at = 0
    Do While sheet.getCellByPosition(at, 0).String <> ""
        at = at + 1
    Loop
    sheet.getCellByPosition(at, 0).String = "Akkoord GHOR"
    sheet.getCellByPosition(at, Row(sheet, "a-mother")).String = "ja"
"""


@pytest.mark.slow
def test_what_is_edited_in_calc_is_what_changes_in_the_yaml(
    desk: Desk, tmp_path: Path
) -> None:
    before = desk.text("power-outage/msel.yaml")
    desk.exports("power-outage")
    (tmp_path / "room").mkdir()
    edited_in_calc(Path("msel.xlsx"), EDITS, tmp_path / "room")
    said = desk.takes("--yes")
    counts = "Gewijzigd: 2. Nieuw: 1. Verwijderd: 0. Verplaatst: 1. Tegenstrijdig: 0. Niet begrepen: 0."
    assert counts in said
    assert "nieuwe kolom 'Akkoord GHOR', ingevuld in 1 regels" in said

    after = desk.text("power-outage/msel.yaml")
    lines, were = Counter(after.split("\n")), Counter(before.split("\n"))
    assert sorted((were - lines).elements()) == [
        "        drie keer was het binnen een uur terug, dus ik zou zeggen: waarschijnlijk twee uur.",
        "    at: T+26",
    ]  # fmt: skip
    assert sorted((lines - were).elements()) == sorted([
        "        drie keer was het binnen een uur terug, dus ik zou zeggen: misschien drie uur.",
        "    at: T+26:30",
        "  - id: een-lift-vol-mensen",
        "    title: {nl: Een lift vol mensen, en: A lift full of people}",
        "    from: Liftmonteur",
        "    to: [rot]",
        "    at: T+1:00",
        "    text: {nl: Er zit iemand vast., en: Somebody is stuck.}",
    ])  # fmt: skip
    assert desk.order.index("eighth-floor") == desk.order.index("mother-wants-back") + 1
    assert (
        desk.order.index("een-lift-vol-mensen") == desk.order.index("calls-tripled") + 1
    )
    made = desk.inject("een-lift-vol-mensen")
    assert (made.at, made.to, made.text.en) == (
        3_600_000,
        ("rot",),
        "Somebody is stuck.",
    )
    assert desk.inject("the-base-needs-diesel").at == round(26.5 * 3_600_000)
    assert library.check(["power-outage"]) == []

    page = Sheet(openpyxl.load_workbook(_again(desk))["MSEL"])
    assert page["a-mother", "Akkoord GHOR"].value == "ja"
    assert desk.takes().strip() == "Geen verschillen."


def _again(desk: Desk) -> str:
    desk.exports("power-outage")
    return "msel.xlsx"
