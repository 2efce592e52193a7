"""The slips of somebody who writes a first exercise, and what the program says of them.

Each is made in the exercise of the tutorial, in the file where it would be made.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.guides import exercise
from ttx import library
from ttx.cli import main
from ttx.errors import UsageError
from ttx.scenario.slips import nearest
from ttx.text import say

TITLE = "{nl: Een dag op het aggregaat, en: A day on the generator}"
SLIPS = [
    ("scenario", "  town:\n", "\ttown:\n",
     "error[syntax]: a tab cannot be used to indent; use spaces"),
    ("scenario", f"title: {TITLE}", f"title:{TITLE}",
     "error[syntax]: a space is missing after 'title:'"),
    ("scenario", TITLE, "{nl:Een dag, en: A day}",
     "error[space]: a space is missing after 'nl:'"),
    ("scenario", TITLE, "{nl: “Een dag, lang”, en: A day}",
     "error[quotes]: curly quotes hold no text together here; use straight ones, as in \"...\""),
    ("scenario", TITLE, "{nl: Let op: een dag, en: A day}",
     "error[syntax]: a list or mapping that is opened here with a bracket is never closed,"
     " or a comma is missing; a text with ': ' in it goes between quotes"),
    ("scenario", TITLE, TITLE[:-1],
     "error[syntax]: a list or mapping that is opened here with a bracket is never closed,"
     " or a comma is missing; a text with ': ' in it goes between quotes"),
    ("gauges", '"ziekenhuis, telefoon"', "ziekenhuis, telefoon",
     "error[comma]: a comma ends a text between braces; put the text between quotes"),
    ("gauges", "delay: 20m", "delay: 20",
     "error[duration]: '20' is not a duration; write it as 30m, 12h or 2d"),
    ("gauges", "band: [0, 1]", "band: [0, 100]",
     "warning[share]: 'hospital-power.level' is a share: 100 % is 1, so its band is [0, 1]"),
    ("gauges", "  town:\n", "  TOWN:\n",
     "error[bad-name]: 'TOWN' is not a name: use small letters, digits and hyphens, and"
     " start with a letter"),
    ("world", "gives: 0.6", "gives: 0,6",
     "error[decimal]: '0,6' holds a comma; write decimals with a point (0.6) and thousands"
     " without a mark (1500)"),
    ("world", "holds: 1500", "holds: 1,500",
     "error[decimal]: '1,500' holds a comma; write decimals with a point (0.6) and thousands"
     " without a mark (1500)"),
    ("world", "gives: 0.6", "gives: 60%", "error[unit]: '60%' is written as a share: 0.6"),
    ("world", "holds: 1500", "holds: 1.500",
     "warning[thousands]: '1.500' is read as 1.5; for 1500, write it without the point"),
    ("world", "capacity: 2500", "capacity: 250",
     "warning[overfull]: this holds 800, but only 250 fits; it begins with 250"),
    ("world", "holds: 1500", "holds: 1500\n      unit: {nl: liter, en: litre}",
     "error[bad-value]: 'unit' is one text for both languages; write it without nl and en"),
    ("hospital", "region: east", "region: oost",
     "error[unknown-region]: unknown region 'oost'; there are: east"),
    ("hospital", "care.lindeveld.backup", "care.lindeveld.cooling",
     "error[unknown-lever]: unknown lever 'care.lindeveld.cooling'; ttx list --gauges names"
     " all that there are"),
    ("hospital", "gauge: hospital-power.level", "gauge: hospital-power.levl",
     "error[unknown-gauge]: unknown gauge 'hospital-power.levl', did you mean"
     " 'hospital-power.level'?"),
    ("msel", "below: 6", "below: 6,5",
     "error[comma]: a comma ends a value between braces; write a figure with a point, as in 3.5"),
    ("msel", "to: [hospital, town]", "to: [hospital, Town]",
     "error[unknown-team]: unknown team 'Town', did you mean 'town'?"),
    ("msel", "| hours }} uur", "| uren }} uur",
     "error[unknown-filter]: unknown filter 'uren'; there are: number, about, hours, percent,"
     " one, yes, free"),
    ("msel", "{{ diesel.hospital.hours_left | hours }} uur", "{ diesel.hospital.hours_left } uur",
     "error[hole]: write a live figure as '{{ gauge | filter }}'"),
    ("msel", "within: {table: 10m}", "within: 10m",
     "error[mapping]: 'within' must hold keys and values; the keys are: table, move, exercise"),
    ("msel", "at: T+0:40", "at: 0:40",
     "warning[never-comes]: inject 'grid-fails' comes at T+18:10, after ENDEX (T+12:00); 0:40"
     " is an hour of the clock, counted from STARTEX it is T+0:40"),
]  # fmt: skip


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return exercise(tmp_path)


def slipped(folder: Path, file: str, old: str, new: str) -> None:
    """The exercise with one thing written wrongly, in one of its files."""
    path = folder / f"{file}.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")


def told(folder: Path, lang: str = "en") -> list[str]:
    """What `ttx check` says, by file."""
    return [
        one.line_of_text(lang).removeprefix(f"{folder}/")
        for one in library.check([str(folder)])
    ]


@pytest.mark.parametrize(("file", "old", "new", "sentence"), SLIPS)
def test_a_slip_is_told_as_what_it_is(
    folder: Path, file: str, old: str, new: str, sentence: str
) -> None:
    slipped(folder, file, old, new)
    found = told(folder)
    assert any(one.startswith(f"{file}.yaml:") and one.endswith(sentence) for one in found)  # fmt: skip
    assert all(
        one.startswith(f"{file}.yaml:") or "[unknown-" not in one for one in found
    )
    dutch = [one.sentence("nl") for one in library.check([str(folder)])]
    english = [one.sentence("en") for one in library.check([str(folder)])]
    assert not set(dutch) & set(english)


OPEN = "a text that is opened here with a quote is never closed"
ABOVE = (
    "a ':' is missing after this word; if it belongs to the text above it, move the line to"
    " the right"
)
IN_A_CALL = [
    ('from: "Raad van bestuur"', 'from: "Raad van bestuur', OPEN),
    ('from: "Raad van bestuur"', "from: 'Raad van bestuur", OPEN),
    ('title: "De tank loopt leeg"', 'title: "De tank loopt leeg', OPEN),
    (
        'from: "Raad van bestuur"',
        'from:"Raad van bestuur"',
        "a space is missing after 'from:'",
    ),
    ("      accu's.\n", "accu's.\n", ABOVE),
]


@pytest.mark.parametrize(("old", "new", "sentence"), IN_A_CALL)
def test_a_slip_in_a_call_is_told_on_the_line_where_it_was_made(
    old: str, new: str, sentence: str, tmp_path: Path
) -> None:
    assert main(["new", "mine", "--yes", "--lang", "nl", "--out", str(tmp_path)]) == 0
    path = tmp_path / "mine" / "msel.yaml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    line = text[: text.index(old)].count("\n") + 1
    (only,) = told(tmp_path / "mine")
    assert only.startswith(f"msel.yaml:{line}:") and only.endswith(sentence), only


@pytest.mark.parametrize("file", ["scenario", "world", "gauges", "msel"])
def test_a_file_that_cannot_be_read_is_blamed_alone(folder: Path, file: str) -> None:
    text = (folder / f"{file}.yaml").read_text(encoding="utf-8")
    (folder / f"{file}.yaml").write_text(f'{text}\n  "open: 1\n', encoding="utf-8")
    (only,) = told(folder)
    assert only.startswith(f"{file}.yaml:") and "error[syntax]" in only


def test_a_name_that_is_wrong_can_be_looked_up_all_the_same(folder: Path) -> None:
    slipped(folder, "hospital", "care.lindeveld.power", "care.lindeveld.cooling")
    slipped(folder, "options", "team: town", "team: towwn")
    slipped(folder, "scenario", "talk: 15m", "talk: 15 minutes")
    assert "care.lindeveld.power" in library.sketch(str(folder)).levers


def test_what_is_unlike_in_the_part_that_differs_is_not_proposed() -> None:
    known = ["care.lindeveld.open", "care.lindeveld.power", "care.lindeveld.staff"]
    assert nearest("care.lindeveld.cooling", known) == ""
    assert nearest("care.lindeveld.powr", known) == "care.lindeveld.power"
    assert nearest("care.lindevelt.staff", known) == "care.lindeveld.staff"


def test_a_file_called_or_named_wrongly_is_told(folder: Path) -> None:
    with pytest.raises(UsageError) as part:
        library.check([str(folder / "msel.yaml")])
    assert part.value.sentence("en").endswith(f"give the name of its folder: {folder}")
    (folder / "scenario.yaml").rename(folder / "scenario.yaml.txt")
    with pytest.raises(UsageError) as head:
        library.check([str(folder)])
    english = "{path} has no scenario.yaml; is that what {other} should be called?"
    where = {"path": folder, "other": "scenario.yaml.txt"}
    assert head.value.sentence("nl") == say("nl", english, **where)
    assert head.value.sentence("nl") != head.value.sentence("en")


def test_a_debrief_by_the_name_of_a_scenario_names_its_last_journal(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder.parent)
    monkeypatch.setenv("XDG_DATA_HOME", str(folder.parent / "data"))
    assert main(["debrief", "my-exercise", "--lang", "en"]) == 2
    assert main(["play", "my-exercise", "--headless", "--seed", "1"]) == 0
    capsys.readouterr()
    for journal in (folder.parent / "data" / "ttx" / "journals").glob("*.ttx"):
        assert main(["debrief", "my-exercise", "--lang", "en"]) == 2
        told = capsys.readouterr().err
        assert told.endswith(f"the last one of this exercise is {journal}\n")
        assert main(["debrief", str(journal), "--out", "report"]) == 0
