"""The draaiboek in a spreadsheet: out, changed by people, and exactly that comes back."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from datetime import time, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.comments import Comment

from ttx import library
from ttx.cli import main
from ttx.cli_exchange import IMPORTS, OWN
from ttx.exchange.neighbours.foreign import FORMATS
from ttx.exchange.workbook.book import open_book
from ttx.exchange.workbook.cells import normal, shown, understood
from ttx.exchange.workbook.columns import SHEETS
from ttx.exchange.workbook.pages import columns
from ttx.exchange.workbook.times import read_moment
from ttx.scenario import Inject

ROOT = Path(__file__).parent.parent
SHIPPED = ("first-exercise", "power-outage", "article5", "airport-crash")


class Desk:
    """A folder with the scenarios and one workbook, as a scenario group has them."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder, self.capsys = folder, capsys
        self.name = "power-outage"
        self.said = ""

    def exports(self, name: str, lang: str = "nl") -> Desk:
        self.name = name
        (self.folder / "msel.xlsx").unlink(missing_ok=True)
        assert main(["export", name, "--to", "msel.xlsx", "--lang", lang]) == 0
        return self

    def edits(self, change: Callable[[Sheet], None], sheet: str = "MSEL") -> Desk:
        book = openpyxl.load_workbook("msel.xlsx")
        change(Sheet(book[sheet]))
        book.save("msel.xlsx")
        return self

    def takes(self, *more: str, lang: str = "nl", status: int = 0) -> str:
        """What `ttx import` says, report and narration."""
        where = [] if "--new" in more else ["--into", self.name]
        self.capsys.readouterr()
        assert main(["import", "msel.xlsx", *where, *more, "--lang", lang]) == status, (
            self.capsys.readouterr()
        )
        said = self.capsys.readouterr()
        return said.out + said.err

    def inject(self, name: str) -> Inject:
        return library.load(self.name).scenario.injects[name]

    @property
    def order(self) -> list[str]:
        return [one.id for one in library.load(self.name).scenario.msel]

    def text(self, file: str) -> str:
        return (self.folder / "scenarios" / file).read_text(encoding="utf-8")


class Sheet:
    """One sheet with its cells called by id and heading."""

    def __init__(self, page: Any) -> None:
        self.page = page
        self.heads = {cell.value: cell.column for cell in page[1] if cell.value}

    def row(self, name: str) -> int:
        return next(r for r in range(2, self.page.max_row + 1)
                    if self.page.cell(r, 1).value == name)  # fmt: skip

    def __getitem__(self, at: tuple[str, str]) -> Any:
        return self.page.cell(self.row(at[0]), self.heads[at[1]])

    def adds(self, below: str, **cells: Any) -> int:
        number = self.row(below) + 1
        self.page.insert_rows(number)
        for head, value in cells.items():
            cell = self.page.cell(number, self.heads[head])
            cell.value = value
            if isinstance(value, str):
                cell.data_type = "s"  # as typed with an apostrophe before it
        return number


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
         capsys: pytest.CaptureFixture[str]) -> Desk:  # fmt: skip
    for folder in ("scenarios", "injects"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    monkeypatch.chdir(tmp_path)
    return Desk(tmp_path, capsys)


def lines_changed(before: str, after: str) -> list[str]:
    """The lines that differ, as diff shows them, without places."""
    import difflib

    found = difflib.unified_diff(
        before.split("\n"), after.split("\n"), lineterm="", n=0
    )
    return [
        line for line in found if line[:1] in "+-" and line[:3] not in ("+++", "---")
    ]


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", SHIPPED)
def test_out_and_in_again_without_a_change_is_no_difference(
    name: str, lang: str, desk: Desk
) -> None:
    said = desk.exports(name, lang).takes("--yes")
    assert said.strip() == "Geen verschillen."
    assert desk.edits(lambda page: None).takes("--yes").strip() == "Geen verschillen."


def test_a_changed_time_and_a_reworded_text_change_those_words_alone(
    desk: Desk,
) -> None:
    before = desk.text("power-outage/msel.yaml")

    def change(page: Sheet) -> None:
        page["the-base-needs-diesel", "Tijd"].value = timedelta(hours=26, minutes=30)
        cell = page["two-hours-they-say", "Bericht (nl)"]
        cell.value = cell.value.replace("waarschijnlijk twee uur", "misschien drie uur")

    desk.exports("power-outage").edits(change)
    said = desk.takes()
    assert "Tijd: T+26:00 -> T+26:30" in said and "Gewijzigd: 2." in said
    assert "Voeg --yes toe" in said
    assert desk.text("power-outage/msel.yaml") == before
    assert "Geschreven" in desk.takes("--yes")
    after = desk.text("power-outage/msel.yaml")
    assert set(lines_changed(before, after)) == {
        "-    at: T+26", "+    at: T+26:30",
        "-        drie keer was het binnen een uur terug, dus ik zou zeggen: waarschijnlijk twee uur.",
        "+        drie keer was het binnen een uur terug, dus ik zou zeggen: misschien drie uur.",
    }  # fmt: skip
    assert desk.exports("power-outage").takes().strip() == "Geen verschillen."


@pytest.mark.parametrize(
    ("typed", "hours"),
    [(timedelta(hours=26, minutes=30), 26.5), (time(14, 30), 14.5), (0.25, 6), ("26:30", 26.5),
     ("T+26:30", 26.5), ("-2:00", -2), ("07:29 PM", 12 + 49 / 60), ("2027-01-19 08:40", 26),
     ("19/01/2027 08h40", 26), ("J+1 H+2 M-5", 25 + 55 / 60), ("J-60", -60 * 24), ("J+1 08h40", 26)],
)  # fmt: skip
def test_a_time_is_understood_however_it_is_typed(typed: object, hours: float) -> None:
    calendar = library.load("power-outage").scenario.calendar
    assert read_moment(typed, calendar) == round(hours * 3_600_000)


@pytest.mark.parametrize("typed", ["soon", "25:99", "", True, 1e9, "99/99/2027 08h40"])
def test_what_is_no_time_is_never_guessed(typed: object) -> None:
    with pytest.raises(ValueError):
        read_moment(typed, library.load("power-outage").scenario.calendar)


def test_a_new_row_becomes_an_inject_below_the_one_above_it(desk: Desk) -> None:
    def change(page: Sheet) -> None:
        page.adds("calls-tripled", **{
            "Nr.": "1.02b", "Titel (nl)": "Een lift vol mensen", "Titel (en)": "A lift full of people",
            "Bericht (nl)": "=1+1 zegt niets, er zit iemand vast", "Aan": "ROT; RBT",
            "Van (nl)": "Meldkamer", "Kanaal": "telefoon", "Tijd": timedelta(hours=1),
            "Doelstellingen": "Alarmeren en opschalen zolang het kan"})  # fmt: skip

    assert "Nieuw: 1." in desk.exports("power-outage").edits(change).takes("--yes")
    at = desk.order.index("een-lift-vol-mensen")
    assert desk.order[at - 1] == "calls-tripled"
    made = desk.inject("een-lift-vol-mensen")
    assert (made.number, made.to, made.by, made.at) == (
        "1.02b",
        ("rot", "rbt"),
        "phone",
        3_600_000,
    )
    assert made.text.nl == "=1+1 zegt niets, er zit iemand vast"
    assert made.objectives == ("alarm-and-scale-up",)
    assert desk.exports("power-outage").takes().strip() == "Geen verschillen."


def test_a_moved_row_moves_with_its_comment_and_nothing_else_does(desk: Desk) -> None:
    file = desk.folder / "scenarios/power-outage/msel.yaml"
    whole = file.read_text(encoding="utf-8")
    whole = whole.replace("  - id: calls-tripled", "  # Agreed with the dispatch centre.\n  - id: calls-tripled")  # fmt: skip
    file.write_text(whole, encoding="utf-8")

    def change(page: Sheet) -> None:
        rows = [[cell.value for cell in row] for row in page.page.iter_rows(min_row=2)]
        at = next(n for n, row in enumerate(rows) if row[0] == "calls-tripled")
        rows.insert(0, rows.pop(at))
        for number, row in enumerate(rows, 2):
            for column, value in enumerate(row, 1):
                page.page.cell(number, column).value = value

    said = desk.exports("power-outage").edits(change).takes("--yes")
    assert "Verplaatst: 1." in said and "Gewijzigd: 0." in said
    assert desk.order[0] == "calls-tripled"
    after = file.read_text(encoding="utf-8")
    assert sorted(after.split("\n")) == sorted(whole.split("\n"))
    assert "====\n  # Agreed with the dispatch centre.\n  - id: calls-tripled" in after


def test_a_row_taken_out_is_taken_out_and_named_first(desk: Desk) -> None:
    def change(page: Sheet) -> None:
        page.page.delete_rows(page.row("eighth-floor"))

    desk.exports("power-outage").edits(change)
    assert "Verwijderd: 1." in desk.takes()
    assert "eighth-floor" in desk.order
    desk.takes("--yes")
    assert "eighth-floor" not in desk.order


def test_own_columns_and_comments_are_kept_and_come_back(desk: Desk) -> None:
    def change(page: Sheet) -> None:
        column = page.page.max_column + 1
        page.page.cell(1, column).value = "Akkoord GHOR"
        page.page.cell(page.row("a-mother"), column).value = "ja, 3 maart"
        page["a-mother", "Status"].value = "concept"
        page["a-mother", "Bericht (nl)"].comment = Comment("Klopt de straat?", "Jan")

    desk.exports("power-outage").edits(change)
    before = desk.text("power-outage/msel.yaml")
    said = desk.takes("--yes")
    assert "nieuwe kolom 'Akkoord GHOR', ingevuld in 1 regels" in said
    assert desk.text("power-outage/msel.yaml") == before
    desk.exports("power-outage")
    page = Sheet(openpyxl.load_workbook("msel.xlsx")["MSEL"])
    assert page["a-mother", "Akkoord GHOR"].value == "ja, 3 maart"
    assert page["a-mother", "Status"].value == "concept"
    assert page["a-mother", "Bericht (nl)"].comment.text == "Klopt de straat?"
    assert desk.takes().strip() == "Geen verschillen."
    assert library.check(["power-outage"]) == []


def test_what_changed_on_both_sides_is_told_and_left_alone(desk: Desk) -> None:
    desk.exports("power-outage")

    def change(page: Sheet) -> None:
        page["the-base-needs-diesel", "Tijd"].value = "T+27"
        page["a-mother", "Titel (nl)"].value = "Een andere titel"

    desk.edits(change)
    file = desk.folder / "scenarios/power-outage/msel.yaml"
    file.write_text(
        file.read_text("utf-8").replace("at: T+26\n", "at: T+28\n"), "utf-8"
    )
    said = desk.takes("--yes", status=1)
    assert "Tegenstrijdig: 1." in said and "Gewijzigd: 1." in said
    assert "bij de export: T+26:00" in said and "in het scenario: T+28:00" in said
    assert desk.inject("the-base-needs-diesel").at == 28 * 3_600_000
    assert desk.inject("a-mother").title.nl == "Een andere titel"


def test_an_inject_from_a_card_gets_words_of_its_own_and_the_card_stays(
    desk: Desk,
) -> None:
    cards = {
        path.name: path.read_bytes() for path in (desk.folder / "injects").iterdir()
    }
    desk.exports("first-exercise")

    def change(page: Sheet) -> None:
        cell = page["estimate-slips", "Bericht (nl)"]
        cell.value = cell.value.replace("Slecht nieuws.", "Vervelend nieuws.")

    said = desk.edits(change).takes("--yes")
    assert "komt van de kaart power/estimate-slips" in said
    made = desk.inject("estimate-slips")
    assert made.text.nl.startswith("Vervelend nieuws.") and made.text.en.startswith(
        "Bad news."
    )
    assert "use: power/estimate-slips" in desk.text("first-exercise.yaml")
    assert {
        p.name: p.read_bytes() for p in (desk.folder / "injects").iterdir()
    } == cards
    assert desk.exports("first-exercise").takes().strip() == "Geen verschillen."


def test_objectives_tasks_teams_and_options_can_be_reworded_too(desk: Desk) -> None:
    desk.exports("power-outage")
    for sheet, name in (("Doelstellingen", "own-continuity"), ("Kritieke taken", "decide-scale"),
                        ("Teams", "rot"), ("Opties", "grip-2"), ("Tegenspel", "mka")):  # fmt: skip

        def change(page: Sheet, name: str = name) -> None:
            page[name, "Titel (nl)"].value = f"Nieuw: {name}"

        desk.edits(change, sheet)
    assert "Gewijzigd: 5." in desk.takes("--yes")
    made = library.load("power-outage").scenario
    tasks = {task.id: task for one in made.objectives for task in one.tasks}
    assert made.objectives[0].title.nl == "Nieuw: own-continuity"
    assert tasks["decide-scale"].title.nl == "Nieuw: decide-scale"
    assert made.teams["rot"].title.nl == "Nieuw: rot"
    assert made.options["grip-2"].title.nl == "Nieuw: grip-2"
    assert made.personas["mka"].title.nl == "Nieuw: mka"


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("name", SHIPPED)
def test_what_a_cell_shows_can_be_typed_again(name: str, lang: str) -> None:
    book = open_book(name, lang)
    for sheet in SHEETS:
        for column in columns(book, sheet):
            if column.kind in ("derived", "own"):
                continue
            for one in book.records(sheet):
                plain = normal(book, column, one.raw)
                typed = shown(book, column, plain)
                assert understood(book, column, typed) == plain, (one.id, column.key)


def test_a_workbook_makes_a_scenario_of_its_own(desk: Desk) -> None:
    def change(page: Sheet) -> None:
        page["a-mother", "Titel (nl)"].value = "Een andere titel"

    desk.exports("power-outage").edits(change)
    before = desk.text("power-outage/msel.yaml")
    desk.takes("--new", "ours", "--yes")
    made = library.load("ours").scenario
    assert made.id == "ours" and made.injects["a-mother"].title.nl == "Een andere titel"
    assert desk.text("power-outage/msel.yaml") == before
    assert library.check(["ours"]) == []
    assert "Er is al een scenario" in desk.takes("--new", "ours", status=2)


def test_what_would_not_play_is_not_written(desk: Desk) -> None:
    before = desk.text("power-outage/msel.yaml")

    def change(page: Sheet) -> None:
        page.page.delete_rows(page.row("fourteen-degrees"))

    said = desk.exports("power-outage").edits(change).takes("--yes", status=1)
    assert "niet te spelen" in said and "fourteen-degrees" in said
    assert desk.text("power-outage/msel.yaml") == before


def test_the_formats_of_neighbours_go_the_same_way(desk: Desk) -> None:
    assert main(["export", "power-outage", "--to", "cexf", "--lang", "en"]) == 0
    assert main(["export", "power-outage", "--to", "whole.json"]) == 0
    whole = json.loads(Path("whole.json").read_text("utf-8"))
    assert whole["scenario"]["id"] == "power-outage" and whole["schema"]
    desk.capsys.readouterr()
    assert (
        main(
            [
                "import",
                "power-outage.cexf.json",
                "--new",
                "theirs",
                "--yes",
                "--lang",
                "nl",
            ]
        )
        == 0
    )
    assert len(library.load("theirs").scenario.msel) == len(desk.order)
    told = ["import", "power-outage.cexf.json", "--from", "cexf", "--lang", "nl"]
    desk.capsys.readouterr()
    assert main([*told, "--into", "power-outage"]) == 2
    assert (
        "wordt een eigen scenario; noem het met --new" in desk.capsys.readouterr().err
    )
    assert main(["import", "x", "--from", "fax", "--new", "y", "--lang", "nl"]) == 2
    assert "is geen formaat dat gelezen kan worden" in desk.capsys.readouterr().err


def test_every_format_that_can_be_read_can_be_named() -> None:
    assert (OWN, *FORMATS) == IMPORTS
