"""Every field that a foreign format knows: it is in the scenario, or the report says that it is not.

Each text in the files `*-fields.json` holds a mark of its own, so that none can get lost unseen.
"""

from __future__ import annotations

import argparse
import json
import re
from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from foreigners import HERE, STANDARD, every, inject_zip, workbook

from ttx import library
from ttx.cli import main
from ttx.cli_import import bring
from ttx.exchange.loss import report
from ttx.exchange.neighbours.becoming import Became, become
from ttx.exchange.neighbours.importing import taken
from ttx.moment import MINUTE
from ttx.scenario import Scenario

MARK = re.compile(r"mark\d{3}")
WHOLE = {"scenario_tags": "tags", "scenario_documents": "documents",
         "scenario_organizations": "organizations", "tags": "tags",
         "Profile": "portrait", "Weather": "weather"}  # fmt: skip
"""What is told of as a whole: where it stands in the file, and how the report calls it."""


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


def leaves(
    data: Any, here: tuple[Any, ...] = ()
) -> Iterator[tuple[tuple[Any, ...], Any]]:
    """Every value in nested data, with the steps to it."""
    if isinstance(data, dict | list):
        pairs = data.items() if isinstance(data, dict) else enumerate(data)
        for key, value in pairs:
            yield from leaves(value, (*here, key))
    else:
        yield here, data


def became(raw: bytes, given: str = "", lang: str = "en") -> Became:
    return become(taken(raw, "a file", given), "mine", "a file", lang)


def scenario(raw: bytes) -> Scenario:
    """What the file becomes, written and loaded; checked but for warnings."""
    Path("mine.yaml").write_text(became(raw).text, "utf-8")
    assert {one.severity for one in library.check(["mine.yaml"])} <= {"warning"}
    return library.load("mine.yaml").scenario


@pytest.mark.parametrize("name", ["cexf-fields", "openbas-fields", "icebergttx-fields", "t3sf-night"])  # fmt: skip
def test_no_field_is_lost_unsaid(name: str) -> None:
    raw = (HERE / f"{name}.json").read_bytes()
    made = became(raw)
    said = report(made.told, "en", every=True)
    marked = [(steps, mark) for steps, value in leaves(json.loads(raw))
              for mark in MARK.findall(str(value))]  # fmt: skip
    assert len(marked) > 12
    for steps, mark in marked:
        names = [one for one in steps if isinstance(one, str)]
        told = names[-1] in said or any(WHOLE.get(one, "\0") in said for one in names)
        assert mark in made.text or mark in said or told, (steps, mark)


def test_what_no_format_knows_is_told_by_its_name() -> None:
    for name in ("cexf-fields", "openbas-fields", "icebergttx-fields", "t3sf-night"):
        data = json.loads((HERE / f"{name}.json").read_text("utf-8"))
        places = [data] if isinstance(data, dict) else []
        places += [inner for one in (data.values() if isinstance(data, dict) else [data])
                   if isinstance(one, list) for inner in one[:1] if isinstance(inner, dict)]  # fmt: skip
        kept = [
            one
            for one in places
            if not any("user_" in key or "tag_" in key for key in one)
        ]
        for number, one in enumerate(kept):
            one[f"mood{number}"] = "sunny"
        said = report(became(json.dumps(data).encode()).told, "en")
        told = [n for n in range(len(kept)) if f"mood{n}" in said]
        missing = [sorted(kept[n])[:3] for n in range(len(kept)) if n not in told]
        assert missing == [one for one in missing if any(
            key.startswith(("document_", "organization_")) for key in one)]  # fmt: skip


# --- people ------------------------------------------------------------------------------


def test_nobody_is_taken_over_by_name_wherever_the_name_stands() -> None:
    made = became((HERE / "openbas-fields.json").read_bytes())
    said = report(made.told, "en", every=True)
    for words in (
        "Fenna",
        "Verzinsel",
        "Otto",
        "Bedacht",
        "people.example",
        "31600000001",
        "PGPSECRET",
    ):
        assert words not in made.text and words not in said, words
    assert "personal data of 2 people" in said
    assert "Call [player] on [player] or write to [player]" in made.text
    rows = [list(one) for one in STANDARD]
    rows[1][STANDARD[0].index("Assigned To")] = "Fenna Verzinsel"
    made = became(workbook(rows))
    assert "Fenna" not in made.text
    assert "names of people are not taken" in report(made.told, "en")


# --- CEXF, openbas -----------------------------------------------------------------------


def test_a_flow_without_times_follows_its_own_order() -> None:
    one = scenario((HERE / "cexf-fields.json").read_bytes())
    first, second, third, timed, byhand, lost = one.msel
    assert first.at == 0 and timed.at == 30 * MINUTE and byhand.cue and lost.cue
    assert [line.after.inject for line in (second, third) if line.after] == [
        first.id
    ] * 2
    assert "The pressure falls in the north" in first.text.en
    assert "https://report.example/mark901" in first.note.en
    assert "Event.{n}.type equals_any url | Event.{n}.type regex ip" in second.expects.text.en  # type: ignore[union-attr]  # fmt: skip


def test_single_injects_come_over_without_a_scenario_around_them() -> None:
    raw = (HERE / "openbas-injects.json").read_bytes()
    one = scenario(raw)
    assert [line.at for line in one.msel] == [0, 20 * MINUTE, None]
    assert (
        one.msel[0].text.en
        == "A siren sounds & does not stop.\nWhat do you tell people?"
    )
    assert one.msel[1].to == ("all",) and one.msel[2].cue
    said = report(became(raw).told, "en")
    assert (
        "no-such-team" in said
        and "The siren, twice" in said
        and "technical inject" in said
    )


def test_an_exercise_in_a_zip_is_found_by_the_comment_on_its_entry() -> None:
    out = BytesIO()
    with ZipFile(out, "w") as file:
        file.writestr("readme.json", "{}")
        file.writestr("plan", (HERE / "openbas-exercise.json").read_bytes())
        file.getinfo("plan").comment = b"Exercise"
    foreign = taken(out.getvalue(), "out.zip")
    assert (foreign.format, foreign.title) == ("openbas", "Cold morning")


# --- INJECT ------------------------------------------------------------------------------


def definition(**parts: str) -> bytes:
    """A definition of the sample with other parts; `injects__a` is a file in a folder."""
    out = BytesIO()
    with ZipFile(BytesIO(inject_zip(""))) as old, ZipFile(out, "w") as new:
        named = {key.replace("__", "/") + ".yml": text for key, text in parts.items()}
        for name in old.namelist():
            if name not in named:
                new.writestr(name, old.read(name))
        for name, text in named.items():
            new.writestr(name, text)
    return out.getvalue()


def test_answers_that_were_ready_by_mail_become_lines_on_cue() -> None:
    raw = definition(email="""
- organization: Press office
  address: press@clinic.example
  team_visible: true
  templates:
    - subject: We cannot say
      content: {text: We tell you more at four.}
      control: {milestone_condition: told}
    - name: later
      content: {content: gone.md}
""")  # fmt: skip
    one = scenario(raw)
    line = one.injects["we-cannot-say"]
    assert line.cue and line.kind == "contingency" and line.by == "email"
    assert line.unless and line.unless.not_ and line.unless.not_.milestone == "told"
    assert one.personas[str(line.sender)].title.en == "Press office"
    assert "'team_visible' has no place here" in report(became(raw).told, "en")


def test_a_part_in_one_file_wins_from_a_folder_and_newer_definitions_are_told() -> None:
    one = scenario(definition(
        injects="- {name: only, time: 3, auto: true, content: {text: The one that counts.}}",
        config="name: x\nversion: 0.31.2\nduration: 60\nshow_exercise_time: true\n"))  # fmt: skip
    assert "only" in one.injects and "alarm" not in one.injects
    said = report(
        became(definition(config="name: x\nversion: 1.2\nlogo: a.png")).told, "en"
    )
    assert "newer than 0.25" in said and "'logo' has no place here" in said


def test_free_questions_and_all_roles_of_an_inject_are_told() -> None:
    raw = definition(questionnaires="""
- title: How many
  time: 20
  questions:
    - {type: free-form, text: How many do you need?, min: 2, max: -1}
    - type: multiple-choice
      text: Who helps?
      options: [Neighbours, {text: Nobody, control: {deactivate_milestone: isolated}}]
""")  # fmt: skip
    one = scenario(raw)
    assert one.options["nobody"].does[0].milestone == "isolated"
    assert "- Neighbours\n- Nobody" in one.injects["how-many"].text.en
    said = report(became(raw).told, "en")
    assert "'min, max' has no place here" in said
    assert said.count("roles inside a team: a table acts as one") >= 2


# --- times -------------------------------------------------------------------------------


def t3sf(*times: object) -> bytes:
    head = ["#", "Real Time", "Subject", "From", "Player", "Script"]
    return workbook([head, *([n, one, f"Line {n}", "Guard", "Site", "What do you do now?"]
                             for n, one in enumerate(times, 1))])  # fmt: skip


@pytest.mark.parametrize(
    ("times", "offsets"),
    [
        (("07:29 PM", "06:00 AM"), (0, 631)),
        (("10:00 PM", "11:59 PM", "12:00 AM", "12:30 AM"), (0, 119, 120, 150)),
        ((0.9791666666666666, 1.0069444444444444), (0, 40)),
        ((time(23, 30), datetime(1900, 1, 1, 0, 10)), (0, 40)),
        (("17:00", "09:00", "17:00", "09:00"), (0, 16 * 60, 24 * 60, 40 * 60)),
        (("09:00", "10:00", "09:50", "10:10"), (0, 60, 50, 70)),
        (("0900", 930, "1015 hrs"), (0, 30, 75)),
        (("2027-03-10T09:00:00+01:00", "2027-03-10 09:45", "2027-03-11 00:15"), (0, 45, 915)),
        (("3/9/2027 9:00 AM", "3/13/2027 9:30 AM"), (0, 4 * 24 * 60 + 30)),
        (("26/06/2024 09h00", "J+1 H+2 M-5"), (0, 24 * 60 + 115)),
        (("J-60", "J", "J+1 09h05"), (-60 * 24 * 60, 0, 24 * 60 + 5)),
    ],
)  # fmt: skip
def test_times_come_over_as_they_were_meant(
    times: tuple[object, ...], offsets: tuple[int, ...]
) -> None:
    found = [one.at for one in taken(t3sf(*times), "x.xlsx").injects]
    assert found == [one * MINUTE for one in offsets]


def test_a_time_that_is_doubtful_is_told() -> None:
    for times, says in (
        (("17:00", "09:00"), "it was put on the next day"),
        (("10:00", "09:50"), "it stays on that day"),
        (
            ("3/13/2027 9:00", "4/1/2027 9:00"),
            "with the month first, as 3/13/2027 must be",
        ),
        (("3/9/2027 9:00", "4/9/2027 9:00"), "3/9/2027 were read with the day first"),
        (("9:00", "25:99"), "'25:99' cannot be read as a time"),
    ):
        assert says in report(became(t3sf(*times)).told, "en"), times


def test_formulas_and_macros_of_a_foreign_workbook_are_told_by_their_cell() -> None:
    raw = t3sf("09:00", "=A1+1")
    out = BytesIO()
    with ZipFile(BytesIO(raw)) as old, ZipFile(out, "w") as new:
        for name in old.namelist():
            body = old.read(name).replace(
                b"</sheetData>", b'<row r="4"><c r="A4"><v>3</v></c><c r="B4"><f>B2*2</f><v>0.5</v></c>'
                b'<c r="F4" t="str"><f>cmd|\' /C calc\'!A0</f><v>Noon.</v></c></row></sheetData>')  # fmt: skip
            new.writestr(name, body)
        new.writestr("xl/vbaProject.bin", b"Sub Auto_Open()")
    made = taken(out.getvalue(), "book.xlsm")
    said = {one.place: one.words.en for one in made.told}
    assert said["MSEL!B3"].startswith("this is a formula; it is not worked out")
    assert (
        said["MSEL!B4"]
        == said["MSEL!F4"]
        == "a formula; the value that it last had was taken"
    )
    assert "macros" in said["book.xlsm"]
    assert [one.at for one in made.injects] == [0, None, 3 * 60 * MINUTE]
    assert made.injects[2].text == "Noon."


# --- the command -------------------------------------------------------------------------


def test_first_the_report_then_the_file_and_only_when_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    Path("theirs.json").write_bytes((HERE / "icebergttx.json").read_bytes())
    bare = [
        "import",
        "theirs.json",
        "--new",
        "mine",
        "--report",
        "loss.txt",
        "--lang",
        "nl",
    ]
    assert main(bare) == 0
    said = capsys.readouterr()
    assert said.out == "" and "benaderd" in said.err
    assert "Er is niets geschreven. Voeg --yes toe" in said.err
    assert "Overgenomen:" in Path("loss.txt").read_text("utf-8")
    assert not Path("scenarios").exists()
    assert main([*bare, "--yes"]) == 0
    assert capsys.readouterr().out == f"{Path('scenarios/mine.yaml')}\n"
    assert library.load("mine").scenario.id == "mine"
    assert main([*bare, "--yes"]) == 2
    assert "Er is al een scenario" in capsys.readouterr().err


class Terminal:
    """Somebody at a terminal, who types this."""

    def __init__(self, typed: str) -> None:
        self._typed = typed

    def isatty(self) -> bool:
        return True

    def readline(self) -> str:
        return self._typed


@pytest.mark.parametrize(
    ("typed", "written"), [("j\n", True), ("n\n", False), ("", False)]
)
def test_at_a_terminal_it_is_asked(
    typed: str, written: bool, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    import sys

    Path("theirs.json").write_bytes((HERE / "t3sf.json").read_bytes())
    monkeypatch.setattr("sys.stdin", Terminal(typed))
    monkeypatch.setattr(sys.stderr, "isatty", lambda: True, raising=False)
    assert bring(argparse.Namespace(file="theirs.json", new="mine", lang="nl")) == 0
    assert "Dit schrijven? (j/n)" in capsys.readouterr().err
    assert Path("scenarios/mine.yaml").exists() is written


@pytest.mark.parametrize("name", ["cexf-fields.json", "openbas-fields.json", "icebergttx-fields.json",
                                  "inject.zip", "t3sf.xlsx", "chronogram.xlsx", "blueprint-hseep.xlsx"])  # fmt: skip
def test_one_of_each_format_is_played_from_the_command_line(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path(name).write_bytes(every()[name])
    assert main(["import", name, "--new", "mine", "--yes", "--lang", "en"]) == 0
    assert main(["check", "mine", "--lang", "en"]) == 0
    capsys.readouterr()
    assert (
        main(["play", "mine", "--headless", "--journal", "evening.ttx", "--lang", "en"])
        == 0
    )
    assert main(["export", "evening.ttx", "--to", "jsonl", "--lang", "en"]) == 0
    lines = [
        json.loads(line)
        for line in Path("evening.jsonl").read_text("utf-8").splitlines()
    ]
    came = {one["body"]["inject"] for one in lines if one["kind"] == "delivered"}
    one = library.load("mine").scenario
    timed = {line.id for line in one.msel
             if line.at is not None and not line.unless and line.at < one.endex}  # fmt: skip
    assert timed and timed <= came
