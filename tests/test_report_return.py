"""What people filled in in Word comes back: once, whole, and told where it does not."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.table import Table

from ttx import library
from ttx.actions import Endex, Finding, Improvement, Reflect, Reveal
from ttx.cli import main
from ttx.evaluation_log import Log
from ttx.evaluation_work import work
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.policy import play_through
from ttx.replay import resume, verify
from ttx.scenario.reading import thaw
from ttx.view import Work


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exercise that ended, with one finding, one area and one row of the plan."""
    path = tmp_path_factory.mktemp("played") / "first.ttx"
    exercise = Exercise(
        library.load("first-exercise").scenario, 1, Journal.create(path)
    )
    tables = [one.id for one in exercise.scenario.tables]
    play_through(
        exercise, dict.fromkeys(tables, next(iter(exercise.scenario.policies)))
    )
    exercise.submit(Endex(), "leader")
    objective = (
        exercise.scenario.objectives[0].id if exercise.scenario.objectives else ""
    )
    exercise.submit(
        Finding("strength", "Vroeg opgeschaald", "crisisplan 3.1"), "leader"
    )
    area = exercise.submit(
        Finding("improve", "Geen lijst van aggregaten", objective=objective), "leader"
    )
    exercise.submit(
        Improvement("Lijst opstellen", finding=area.seq, owner="Techniek"), "leader"
    )
    exercise.journal.close()
    return path


class Office:
    """One exercise and its report on somebody's desk."""

    def __init__(self, folder: Path, played: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
        self.path = Path(shutil.copy(played, folder / "first.ttx"))
        self.folder, self.capsys = folder, capsys
        self.said = ""

    def prints(self, lang: str = "nl") -> Path:
        made = ["debrief", str(self.path), "--to", "docx", "--lang", lang]
        assert main([*made, "--out", str(self.folder)]) == 0
        return Path(self.capsys.readouterr().out.strip())

    def reads(self, report: Path, lang: str = "nl") -> int:
        done = main(["debrief", str(self.path), "--read", str(report), "--lang", lang])
        told = self.capsys.readouterr()
        self.said = told.out + told.err
        return done

    def asks(self, *actions: Any, by: str = "leader") -> None:
        exercise = resume(self.path)
        for one in actions:
            entry = exercise.submit(one, by)
            assert entry.body["refusal"] is None, entry.body
        exercise.journal.close()

    @property
    def work(self) -> Work:
        journal = Journal.open(self.path)
        entries = list(journal)
        journal.close()
        return work(Log(entries, thaw(entries[0].body["scenario"])))


@pytest.fixture
def office(tmp_path: Path, played: Path, capsys: pytest.CaptureFixture[str]) -> Office:
    return Office(tmp_path, played, capsys)


def table(document: Any, *heads: str) -> Table:
    """The table whose head has these words."""
    for one in document.tables:
        if set(heads) <= {cell.text for cell in one.rows[0].cells}:
            return one  # type: ignore[no-any-return]
    raise AssertionError(heads)


def plan(document: Any) -> Table:
    return table(document, "Verbetermaatregel") if _has(document, "Verbetermaatregel") else table(document, "Corrective action")  # fmt: skip


def _has(document: Any, head: str) -> bool:
    return any(head in {c.text for c in one.rows[0].cells} for one in document.tables)


def write(grid: Table, row: int, words: dict[str, str]) -> None:
    heads = [cell.text for cell in grid.rows[0].cells]
    for head, told in words.items():
        grid.rows[row].cells[heads.index(head)].text = told


def edited(report: Path, change: Callable[[Any], None]) -> Path:
    document = Document(str(report))
    change(document)
    document.save(str(report))
    return report


FIRST_EMPTY = 2
"""In the plan: the head, one row, then the empty ones."""


def fill(document: Any) -> None:
    """What a working group writes in an afternoon."""
    write(plan(document), FIRST_EMPTY, {
        "Corrective action": "Dieselafspraak maken", "Element*": "Plans",
        "Owner": "Hoofd techniek", "Contact": "techniek@", "Start": "1-9-2027",
        "End": "2027-12-01", "Decision above this table": "ja",
        "Area for improvement": "Diesel op",
    })  # fmt: skip
    write(plan(document), 1, {"Owner": "Hoofd zorg"})
    write(
        table(document, "Strength"),
        2,
        {"Strength": "Rustig overleg", "Reference": "plan 4"},
    )
    people = table(document, "Participants per role")
    people.rows[1].cells[1].text = "1 voorzitter, 3 leden\nnotulist: 1"
    for row in next(
        one for one in document.tables if one.rows[0].cells[0].text.startswith("Date")
    ).rows:
        if row.cells[0].text == "Place":
            row.cells[1].text = "Gemeentehuis"


# --- there and back -------------------------------------------------------------------


def test_nothing_filled_in_asks_nothing(office: Office) -> None:
    assert office.reads(office.prints()) == 0
    assert "0 nieuw, 0 gewijzigd" in office.said


def test_what_is_filled_in_comes_back_once(office: Office) -> None:
    report = edited(office.prints("en"), fill)
    assert office.reads(report, "en") == 0, office.said
    made = office.work
    first, second = made.planned
    assert (first.owner, first.text, len(first.history)) == (
        "Hoofd zorg",
        "Lijst opstellen",
        1,
    )
    assert (second.text, second.element, second.owner) == (
        "Dieselafspraak maken",
        "plans",
        "Hoofd techniek",
    )
    assert (second.start, second.end, second.above) == (
        "2027-09-01",
        "2027-12-01",
        True,
    )
    assert second.issue == "Diesel op"
    assert [one.text for one in made.found("strength")] == [
        "Vroeg opgeschaald",
        "Rustig overleg",
    ]
    assert made.attendance[0].roles == (
        ("voorzitter", 1),
        ("leden", 3),
        ("notulist", 1),
    )
    assert made.particulars.place == "Gemeentehuis"
    assert office.reads(report, "en") == 0, office.said
    assert "0 new, 0 changed" in office.said
    assert office.work.planned == made.planned


def test_it_is_an_ordinary_part_of_the_journal(office: Office) -> None:
    office.reads(edited(office.prints("en"), fill))
    assert verify(office.path).over


def test_the_same_in_dutch(office: Office) -> None:
    def change(document: Any) -> None:
        write(plan(document), FIRST_EMPTY, {
            "Verbetermaatregel": "Oefenen zonder telefoon", "Element*": "oefenen",
            "Besluit boven deze tafel": "nee"})  # fmt: skip

    assert office.reads(edited(office.prints("nl"), change)) == 0, office.said
    row = office.work.planned[1]
    assert (row.text, row.element, row.above) == (
        "Oefenen zonder telefoon",
        "exercises",
        False,
    )


@pytest.mark.slow
def test_a_document_saved_by_another_program_is_read(office: Office) -> None:
    report = edited(office.prints("en"), fill)
    out = office.folder / "saved"
    subprocess.run(["soffice", "--headless", f"-env:UserInstallation=file://{office.folder}/lo",
                    "--convert-to", "docx", "--outdir", str(out), str(report)],
                   check=True, capture_output=True, timeout=900)  # fmt: skip
    assert office.reads(out / report.name, "en") == 0, office.said
    made = office.work
    assert [one.text for one in made.planned] == [
        "Lijst opstellen",
        "Dieselafspraak maken",
    ]
    assert made.planned[0].owner == "Hoofd zorg"
    assert made.particulars.place == "Gemeentehuis"
    assert len(made.found("strength")) == 2


# --- what people do to tables -----------------------------------------------------------


def test_rows_may_be_added_and_copied(office: Office) -> None:
    def change(document: Any) -> None:
        grid = plan(document)
        copied = deepcopy(grid.rows[1]._tr)
        grid._tbl.append(copied)  # the key is copied with it
        write(grid, len(grid.rows) - 1, {"Corrective action": "Iets heel anders doen"})
        grid.add_row()
        write(grid, len(grid.rows) - 1, {"Corrective action": "Nog een maatregel"})

    office.reads(edited(office.prints("en"), change), "en")
    assert [one.text for one in office.work.planned] == [
        "Lijst opstellen", "Iets heel anders doen", "Nog een maatregel",
    ]  # fmt: skip


def test_a_row_without_its_key_is_known_by_its_words(office: Office) -> None:
    def change(document: Any) -> None:
        write(plan(document), 1, {"Key": "", "Corrective action": "Een lijst opstellen", "Owner": "Inkoop"})  # fmt: skip

    assert office.reads(edited(office.prints("en"), change), "en") == 0, office.said
    (row,) = office.work.planned
    assert (row.text, row.owner) == ("Een lijst opstellen", "Inkoop")


def test_a_deleted_row_stays_and_is_told(office: Office) -> None:
    def change(document: Any) -> None:
        grid = plan(document)
        grid._tbl.remove(grid.rows[1]._tr)

    assert office.reads(edited(office.prints("en"), change), "en") == 1
    assert "is not in the document any more" in office.said and "Lijst opstellen" in office.said  # fmt: skip
    assert len(office.work.planned) == 1


def test_columns_may_be_moved_and_left_out(office: Office) -> None:
    def change(document: Any) -> None:
        grid = plan(document)
        write(grid, 1, {"Owner": "Nieuwe eigenaar"})
        for row in grid.rows:
            cells = row._tr.tc_lst
            row._tr.remove(cells[9])  # decision above
            row._tr.insert(1, cells[5])  # owner to the front

    assert office.reads(edited(office.prints("en"), change), "en") == 0, office.said
    (row,) = office.work.planned
    assert (row.owner, row.text) == ("Nieuwe eigenaar", "Lijst opstellen")


def test_a_column_that_people_added_is_told_with_its_words(office: Office) -> None:
    def change(document: Any) -> None:
        from docx.shared import Mm

        grid = plan(document)
        grid.add_column(Mm(20))
        grid.rows[0].cells[-1].text = "Kosten"
        grid.rows[1].cells[-1].text = "tien mille"

    assert office.reads(edited(office.prints("en"), change), "en") == 1
    assert "Kosten" in office.said and "tien mille" in office.said


def test_merged_cells_are_read(office: Office) -> None:
    def change(document: Any) -> None:
        grid = plan(document)
        for row, words in ((2, "Eerste"), (3, "Tweede")):
            write(grid, row, {"Corrective action": f"{words} maatregel"})
        merged = grid.rows[2].cells[5].merge(grid.rows[3].cells[5])
        merged.text = "Samen"

    office.reads(edited(office.prints("en"), change), "en")
    assert [one.owner for one in office.work.planned] == ["Techniek", "Samen", "Samen"]


def test_words_of_tracked_changes_count(office: Office) -> None:
    def change(document: Any) -> None:
        from docx.oxml import parse_xml

        space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
        grid = plan(document)
        heads = [cell.text for cell in grid.rows[0].cells]
        paragraph = grid.rows[1].cells[heads.index("Owner")].paragraphs[0]._p
        for run in list(paragraph.r_lst):
            paragraph.remove(run)
        paragraph.append(
            parse_xml(
                f'<w:del {space} w:id="1" w:author="a"><w:r><w:delText>Techniek</w:delText></w:r></w:del>'
            )
        )
        paragraph.append(
            parse_xml(
                f'<w:ins {space} w:id="2" w:author="a"><w:r><w:t>Inkoop</w:t></w:r></w:ins>'
            )
        )

    assert office.reads(edited(office.prints("en"), change), "en") == 0, office.said
    assert office.work.planned[0].owner == "Inkoop"


def test_what_cannot_be_understood_is_told_in_full(office: Office) -> None:
    def change(document: Any) -> None:
        write(plan(document), 2, {"Owner": "Iemand zonder maatregel"})
        write(
            plan(document), 3, {"Corrective action": "Wel iets", "Element*": "Beleid"}
        )
        table(document, "Participants per role").rows[1].cells[1].text = "veel mensen"

    assert office.reads(edited(office.prints("en"), change), "en") == 1
    for words in ("Iemand zonder maatregel", "Beleid", "veel mensen"):
        assert words in office.said
    assert [one.text for one in office.work.planned] == ["Lijst opstellen", "Wel iets"]


def test_a_table_with_other_heads_is_told_in_full(office: Office) -> None:
    def change(document: Any) -> None:
        for number, cell in enumerate(plan(document).rows[0].cells):
            cell.text = f"kolom {number}"

    assert office.reads(edited(office.prints("en"), change), "en") == 1
    assert "cannot be told apart" in office.said and "Lijst opstellen" in office.said


# --- two at once ------------------------------------------------------------------------


def test_what_the_exercise_has_since_is_not_overwritten_by_an_old_document(office: Office) -> None:  # fmt: skip
    report = office.prints("en")
    (row,) = office.work.planned
    office.asks(Improvement("Lijst opstellen", owner="Directie", entry=row.entry))
    assert office.reads(report, "en") == 0, office.said
    assert office.work.planned[0].owner == "Directie"


def test_where_both_changed_the_exercise_keeps_its_own_and_tells(
    office: Office,
) -> None:
    report = edited(
        office.prints("en"), lambda d: write(plan(d), 1, {"Owner": "Inkoop"})
    )
    (row,) = office.work.planned
    office.asks(Improvement("Lijst opstellen", owner="Directie", entry=row.entry))
    assert office.reads(report, "en") == 1
    assert "Inkoop" in office.said and "changed in the document and in the exercise" in office.said  # fmt: skip
    assert office.work.planned[0].owner == "Directie"


def test_a_document_of_another_exercise_is_refused(
    office: Office, tmp_path: Path
) -> None:
    other = str(tmp_path / "other.ttx")
    assert (
        main(
            ["play", "first-exercise", "--headless", "--seed", "9", "--journal", other]
        )
        == 0
    )
    office.capsys.readouterr()
    assert (
        main(["debrief", other, "--to", "docx", "--out", str(tmp_path / "other")]) == 0
    )
    strange = Path(office.capsys.readouterr().out.strip())
    assert office.reads(strange, "en") == 2
    assert "printed from another exercise" in office.said


@pytest.mark.parametrize("what", ["missing.docx", "words.docx", "empty.docx"])
def test_what_is_no_report_is_a_sentence(office: Office, what: str) -> None:
    path = office.folder / what
    if what == "words.docx":
        path.write_text("geen Word", encoding="utf-8")
    elif what == "empty.docx":
        Document().save(str(path))
    assert office.reads(path, "nl") == 2
    assert what in office.said


# --- fact check --------------------------------------------------------------------------


def released(office: Office) -> None:
    exercise = resume(office.path)
    scenario = exercise.scenario
    first = scenario.tables[0].id
    exercise.submit(Reflect(scenario.hot_wash[0].nl, "Wij vonden van wel"), first)
    for what in ("hot-wash", "truth", "influence", "debrief"):
        exercise.submit(Reveal(what), "leader")
    exercise.journal.close()


def test_comments_of_a_table_come_back(office: Office) -> None:
    released(office)

    def change(document: Any) -> None:
        grid = table(document, "Part of the report")
        write(
            grid,
            1,
            {
                "Table": "Hospital",
                "Part of the report": "Decisions",
                "Comment": "Dat was later",
            },
        )
        write(
            grid,
            2,
            {
                "Table": "Niemand",
                "Part of the report": "Decisions",
                "Comment": "Wie is dit",
            },
        )

    report = edited(office.prints("en"), change)
    assert office.reads(report, "en") == 1
    assert "Wie is dit" in office.said
    (one,) = office.work.comments
    assert (one.part, one.text, one.seat) == ("decisions", "Dat was later", "hospital")
    office.reads(report, "en")
    assert len(office.work.comments) == 1


def test_a_comment_in_the_margin_is_read_under_its_authors_name(office: Office) -> None:
    released(office)

    def change(document: Any) -> None:
        spot = next(p for p in document.paragraphs if p.text == "Time line")
        document.add_comment(
            spot.runs, "Wij belden eerder", author="Hospital", initials="H"
        )

    assert office.reads(edited(office.prints("en"), change), "en") == 0, office.said
    (one,) = office.work.comments
    assert one.part == "line" and one.text.startswith("Wij belden eerder")


def test_a_comment_before_the_release_is_told_with_the_reason(office: Office) -> None:
    def change(document: Any) -> None:
        write(table(document, "Part of the report"), 1, {
            "Table": "Hospital", "Part of the report": "Decisions", "Comment": "Te vroeg"})  # fmt: skip

    assert office.reads(edited(office.prints("en"), change), "en") == 1
    assert "Te vroeg" in office.said and office.work.comments == ()
