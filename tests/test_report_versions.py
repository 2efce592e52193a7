"""The report for one table, for the leadership, and for others without names."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest

from tests.test_report_word import text_of
from ttx import library
from ttx.actions import Endex, Finding, Improvement
from ttx.cli import main
from ttx.cli_report import Version, write_debrief
from ttx.debrief.facts import Debrief, digest_of, gather
from ttx.debrief.letters import anonymous, letters
from ttx.debrief.one_table import for_table
from ttx.errors import UsageError
from ttx.evaluation_log import Log
from ttx.exercise import Exercise
from ttx.journal import Entry, Journal
from ttx.policy import play_through

FORMS = ("html", "md", "docx")
NAMES = r"Tessenmonde|Brankum|Orvelnet|\bRBT\b|\bROT\b|\bGHOR\b|\bVVT\b"


@pytest.fixture(scope="module")
def played() -> list[Entry]:
    """The flagship by policy, with what people wrote about it afterwards."""
    exercise = Exercise(library.load("power-outage").scenario, 7, Journal())
    play_through(exercise, {table.id: "routine" for table in exercise.scenario.tables})
    exercise.submit(Endex(), "leader")
    assert exercise.over
    for number in range(9):
        about = ("hospital-a", "hospital-b", "")[number % 3]
        wrote = Finding("improve" if number % 2 else "strength",
                        f"Bevinding {number} over {about or 'allen'}: " + "lange tekst " * 20,
                        cause="oorzaak " * 30 if number % 2 else "", team=about)  # fmt: skip
        exercise.submit(wrote, "leader")
    for number in range(9):
        row = Improvement(f"Maatregel {number}: " + "doen " * 40, owner="Brankum Hospital (B)",
                          end="2027-09-01", above=True)  # fmt: skip
        exercise.submit(row, "leader")
    return list(exercise.journal)


def facts_of(entries: list[Entry]) -> tuple[Debrief, Log]:
    log = Log(entries, library.load("power-outage").scenario)
    return gather(entries, log.scenario), log


def pages(entries: list[Entry], out: Path, lang: str, version: Version) -> list[str]:
    made = write_debrief(entries, out, lang, FORMS, version)
    return [text_of(one.read_bytes()) if one.suffix == ".docx"
            else one.read_text(encoding="utf-8") for one in made]  # fmt: skip


# --- one table ----------------------------------------------------------------------


def test_a_tables_own_report_holds_its_own_decisions_and_no_others(played: list[Entry]) -> None:  # fmt: skip
    whole, log = facts_of(played)
    own = for_table(whole, log, "hospital-a")
    assert own.decisions and {one.seat for one in own.decisions} == {"hospital-a"}
    assert [one.number for one in own.decisions] == [
        one.number for one in whole.decisions if one.seat == "hospital-a"
    ]
    assert [one.seat for one in own.line.lanes] == ["hospital-a"]
    assert {one.seat for one in own.knew} <= {"hospital-a"}
    numbers = {str(one.number) for one in own.decisions}
    drawn = {m.label for one in own.courses for m in one.marks if m.kind != "override"}
    assert drawn <= numbers
    assert own.coverage == () and own.rulings.acts == ()


def test_other_tables_stand_in_it_as_counterparts_alone(played: list[Entry]) -> None:
    whole, log = facts_of(played)
    own = for_table(whole, log, "hospital-a")
    assert all("hospital-a" in one.seats for one in own.pairs)
    told = " ".join(e.text.nl for one in own.objectives for task in one.tasks for e in task.evidence)  # fmt: skip
    assert "Tessenmonde" in told and "Brankum" not in told
    assert own.scenes.flow is None and own.scenes.scheme.spots == ()
    findings = [one.text for one in own.work.findings]
    assert findings and not [one for one in findings if "over hospital-b" in one]


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_tables_report_comes_in_every_form(played: list[Entry], tmp_path: Path, lang: str) -> None:  # fmt: skip
    made = write_debrief(played, tmp_path, lang, FORMS, Version(table="hospital-a"))
    assert [one.name for one in made] == [
        f"debrief-power-outage-hospital-a.{lang}.{form}" for form in FORMS
    ]
    for told in pages(played, tmp_path, lang, Version(table="hospital-a")):
        assert ("één tafel" if lang == "nl" else "one table alone") in told


def test_a_table_that_is_not_there_is_a_sentence(played: list[Entry], tmp_path: Path) -> None:  # fmt: skip
    with pytest.raises(UsageError, match="There is no table") as wrong:
        write_debrief(played, tmp_path, "nl", ("md",), Version(table="hospital-z"))
    assert "hospital-a" in str(wrong.value)


# --- without names ------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_no_form_of_it_names_an_organisation(played: list[Entry], tmp_path: Path, lang: str) -> None:  # fmt: skip
    for told in pages(played, tmp_path, lang, Version(anonymous=True)):
        mine = told.replace("Brankum Hospital (B)", "")  # typed by people: kept
        assert re.findall(NAMES, mine) == []
        assert ("Tafel A" if lang == "nl" else "Table A") in told
        assert ("leest u het" if lang == "nl" else "read it before") in told or "goes out" in told  # fmt: skip


def test_its_data_call_no_table_by_its_id(played: list[Entry]) -> None:
    whole, log = facts_of(played)
    made = anonymous(whole, log.scenario, digest_of(played))
    assert {one.seat for one in made.line.lanes} == {f"table-{c}" for c in "abcdefgh"}
    assert {one.seat for one in made.decisions} <= {one.seat for one in made.line.lanes}
    assert "hospital-a" not in {one.key for one in made.scenes.scheme.spots}
    keys = {one.key for one in made.scenes.scheme.spots}
    assert all({one, other} <= keys for one, other in made.scenes.scheme.ways)


def test_letters_do_not_follow_the_order_of_the_scenario(played: list[Entry]) -> None:
    scenario = library.load("power-outage").scenario
    orders = {tuple(letters(scenario, str(n))) for n in range(5)}
    assert len(orders) == 5
    assert letters(scenario, "1") == letters(scenario, "1")
    named = letters(scenario, "1")["hospital-a"]
    assert "CBT" in named.nl and "Table" in named.en


# --- two pages ----------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_short_report_is_two_pages_at_most(played: list[Entry], tmp_path: Path, lang: str) -> None:  # fmt: skip
    pytest.importorskip("weasyprint")
    made = write_debrief(played, tmp_path, lang, ("pdf", "html"), Version(short=True))
    told = subprocess.run(["pdfinfo", str(made[0])], capture_output=True, text=True, check=True)  # fmt: skip
    assert 1 <= int(re.findall(r"Pages:\s+(\d+)", told.stdout)[0]) <= 2
    page = made[1].read_text(encoding="utf-8")
    assert "Bevinding 0" in page and "Maatregel 0" in page and "Maatregel 8" not in page


def test_the_command_writes_the_versions(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    path = str(tmp_path / "first.ttx")
    assert (
        main(["play", "first-exercise", "--headless", "--seed", "1", "--journal", path])
        == 0
    )
    capsys.readouterr()
    assert main(["debrief", path, "--short", "--lang", "nl"]) == 0
    names = [Path(line).name for line in capsys.readouterr().out.splitlines()]
    assert names == [
        "debrief-first-exercise-short.nl.html",
        "debrief-first-exercise-short.nl.md",
    ]
    assert (
        main(["debrief", path, "--for", "hospital", "--anonymous", "--to", "docx,json"])
        == 0
    )
    names = [Path(line).name for line in capsys.readouterr().out.splitlines()]
    assert len(names) == 2 and all("anonymous" in one and "hospital" not in one for one in names)  # fmt: skip
