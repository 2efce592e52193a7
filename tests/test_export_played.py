"""After play: the journal as lines and as a table, findings and plan as a workbook."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import openpyxl
import pytest

from ttx import library
from ttx.actions import Finding, Improvement, Observe
from ttx.cli import main
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.policy import play_through


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An exercise that ended; what people wrote begins as a formula would."""
    path = tmp_path_factory.mktemp("played") / "evening.ttx"
    scenario = library.load("first-exercise").scenario
    exercise = Exercise(scenario, 1, Journal.create(path))
    play_through(exercise, dict.fromkeys([t.id for t in scenario.tables], "routine"))
    for by, asked in (
        ("evaluator", Observe("strength", "=1+1: de tafel vroeg wie er belt")),
        ("leader", Finding("improve", "Geen lijst van aggregaten", "crisisplan 3.1")),
    ):
        entry = exercise.submit(asked, by)
        assert entry.body["refusal"] is None, entry.body
    exercise.submit(Improvement("Lijst opstellen", finding=entry.seq, owner="Techniek", above=True), "leader")  # fmt: skip
    exercise.journal.close()
    return path


def exported(played: Path, to: Path, lang: str = "nl") -> Path:
    assert main(["export", str(played), "--to", str(to), "--lang", lang]) == 0
    return to


def test_json_lines_are_the_journal_entry_for_entry(
    played: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lines = exported(played, tmp_path / "j.jsonl").read_text("utf-8")
    capsys.readouterr()
    assert main(["journal", str(played)]) == 0
    assert capsys.readouterr().out == lines
    assert all(json.loads(line)["kind"] for line in lines.splitlines())


@pytest.mark.parametrize(("lang", "sign", "head"), [("nl", ";", "Oefentijd"), ("en", ",", "Exercise time")])  # fmt: skip
def test_the_table_of_the_journal_has_a_row_for_each_entry_and_runs_nothing(
    played: Path, tmp_path: Path, lang: str, sign: str, head: str
) -> None:
    file = exported(played, tmp_path / "j.csv", lang)
    with file.open(encoding="utf-8-sig", newline="") as opened:
        rows = list(csv.reader(opened, delimiter=sign))
    journal = Journal.open(played)
    assert rows[0][1] == head and len(rows) == len(journal) + 1
    journal.close()
    assert {len(row) for row in rows} == {8}
    assert not [
        cell for row in rows for cell in row if cell.startswith(("=", "+", "@"))
    ]
    assert any("observ" in row[5].casefold() for row in rows)


def test_observations_findings_and_plan_are_sheets_of_plain_text(
    played: Path, tmp_path: Path
) -> None:
    book = openpyxl.load_workbook(exported(played, tmp_path / "f.xlsx"))
    seen, found, plan = (
        [[cell.value for cell in row] for row in book[name].iter_rows()]
        for name in ("Waarnemingen", "Bevindingen", "Verbeterplan")
    )
    assert "=1+1: de tafel vroeg wie er belt" in seen[1]
    assert not [
        c
        for page in book
        for row in page.iter_rows()
        for c in row
        if c.data_type == "f"
    ]
    assert "Geen lijst van aggregaten" in found[1] and "crisisplan 3.1" in found[1]
    assert "Lijst opstellen" in plan[1] and "Techniek" in plan[1] and "ja" in plan[1]
    assert book["Verbeterplan"].freeze_panes == "B2"


def test_a_journal_is_not_a_draaiboek_and_the_other_way_round(
    played: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["export", "first-exercise", "--to", "csv", "--lang", "nl"]) == 2
    assert (
        "'csv' kan hiervan niet worden gemaakt; kies uit xlsx"
        in capsys.readouterr().err
    )
    assert main(["export", str(played), "--to", "pdf", "--lang", "nl"]) == 2
    assert "kies uit xlsx, jsonl, csv" in capsys.readouterr().err
