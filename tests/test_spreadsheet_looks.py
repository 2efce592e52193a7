"""The workbook as a scenario group opens it: all that HSEEP asks of an MSEL, in order and ready to print."""

from __future__ import annotations

from typing import Any

import openpyxl
import pytest

from tests.test_spreadsheet import SHIPPED, Desk, Sheet, desk
from ttx import library
from ttx.exchange.workbook.columns import CHOICES, KINDS
from ttx.moment import DAY

__all__ = ["desk"]

HSEEP = {
    "event number": ("No.", "Nr."),
    "designated scenario time": ("Time", "Tijd"),
    "event synopsis": ("Title", "Titel"),
    "event type": ("Type", "Soort"),
    "delivery mode": ("Channel", "Kanaal"),
    "from": ("From", "Van"),
    "to": ("To", "Aan"),
    "responsible controller": (
        "Responsible controller",
        "Verantwoordelijk tegenspeler",
    ),
    "delivery instructions": ("Delivery instructions", "Aanwijzing tegenspel"),
    "message text": ("Message", "Bericht"),
    "expected participant response": ("Expected response", "Verwachte reactie"),
    "objective": ("Objectives", "Doelstellingen"),
    "core capability": ("Core capability", "Kerncapaciteit"),
    "capability target": ("Capability target", "Streefdoel"),
    "critical task": ("Critical tasks", "Kritieke taken"),
    "notes": ("Notes", "Opmerkingen"),
    "actual time": ("Actual time", "Werkelijke tijd"),
    "what happened": ("What happened", "Wat er gebeurde"),
}
"""What HSEEP 2020 asks of an MSEL, and how its column is headed in English and Dutch."""


@pytest.mark.parametrize("lang", ["en", "nl"])
@pytest.mark.parametrize("name", SHIPPED)
def test_every_column_of_hseep_is_there_and_startex_and_endex_are_rows(
    name: str, lang: str, desk: Desk
) -> None:
    desk.exports(name, lang)
    page: Any = openpyxl.load_workbook("msel.xlsx")["MSEL"]
    heads = [str(cell.value).removesuffix(f" ({lang})") for cell in page[1]]
    for asked, said in HSEEP.items():
        assert said[lang == "nl"] in heads, asked
    rows = [row for row in page.iter_rows(min_row=2, values_only=True) if row[0]]
    assert [rows[0][0], rows[-1][0]] == ["STARTEX", "ENDEX"]
    scenario = library.load(name).scenario
    end = rows[-1][heads.index(HSEEP["designated scenario time"][lang == "nl"])]
    assert (
        round(
            end.total_seconds() * 1000 if hasattr(end, "total_seconds") else end * DAY
        )
        == scenario.endex
    )
    assert len(rows) == len(scenario.msel) + 2
    for said in ("core capability", "capability target"):
        column = heads.index(HSEEP[said][lang == "nl"])
        measured = [
            o
            for o in scenario.objectives
            if (o.capability if "core" in said else o.target)
        ]
        assert any(row[column] for row in rows) or not measured


@pytest.mark.parametrize("lang", ["en", "nl"])
def test_it_is_a_workbook_to_work_in(lang: str, desk: Desk) -> None:
    book: Any = openpyxl.load_workbook(
        "msel.xlsx" if desk.exports("power-outage", lang) else ""
    )
    page = book["MSEL"]
    assert page.freeze_panes == "D2" and page.auto_filter.ref
    assert page.print_title_rows == "$1:$1" and page.page_setup.fitToHeight == 0
    assert page.page_setup.orientation == "landscape" and page.oddHeader.center.text
    assert "&P" in page.oddFooter.right.text
    heads = {cell.value: cell for cell in page[1] if cell.value}
    longest = max(len(word) - page.column_dimensions[cell.column_letter].width
                  for words, cell in heads.items() for word in words.split())  # fmt: skip
    assert longest <= 2, "a heading is cut off in the middle of a word"
    lists = {str(one.sqref).split(":")[0].rstrip("0123456789"): one.formula1
             for one in page.data_validations.dataValidation if one.type == "list"}  # fmt: skip
    for head, known in (("To", "receivers"), ("Channel", "channels"), ("Type", "kinds"),
                        ("Status", "status"), ("Move", "moves"), ("Objectives", "objectives")):  # fmt: skip
        nl = {
            "To": "Aan",
            "Channel": "Kanaal",
            "Type": "Soort",
            "Move": "Ronde",
            "Objectives": "Doelstellingen",
        }
        words = nl.get(head, head) if lang == "nl" else head
        assert lists[heads[words].column_letter] == f"ttx_{known}"
    coloured = [
        rule.formula[0] for one in page.conditional_formatting for rule in one.rules
    ]
    for words in [*CHOICES["status"].values(), KINDS["contingency"]]:
        assert any(f'"{words.of(lang)}"' in one for one in coloured)
    for name in book.sheetnames[2:-2]:
        other = book[name]
        printed = other.print_area.split("$")[-2]
        second = f"({'nl' if lang == 'en' else 'en'})"
        shown = [cell.value for cell in other[1]
                 if cell.column <= openpyxl.utils.column_index_from_string(printed)]  # fmt: skip
        assert shown and not any(second in str(one) for one in shown)


def test_the_read_me_says_how_a_group_works_in_it(desk: Desk) -> None:
    desk.exports("power-outage", "nl")
    page: Any = openpyxl.load_workbook("msel.xlsx").worksheets[0]
    words = "\n".join(
        str(cell.value) for row in page.iter_rows() for cell in row if cell.value
    )
    for said in ("ttx import BESTAND --into power-outage", "Exporteer opnieuw", "Reserve-injects",
                 "af te stemmen", "puntkomma", "Dubbele accolades"):  # fmt: skip
        assert said in words


def test_a_status_comes_back_however_it_is_called(desk: Desk) -> None:
    def change(page: Sheet) -> None:
        page["a-mother", "Status"].value = "akkoord"
        page["eighth-floor", "Status"].value = "wacht op GHOR"

    desk.exports("power-outage").edits(change).takes("--yes")
    page = Sheet(
        openpyxl.load_workbook(desk.exports("power-outage") and "msel.xlsx")["MSEL"]
    )
    assert page["a-mother", "Status"].value == "akkoord"
    assert page["eighth-floor", "Status"].value == "wacht op GHOR"
