"""The sign-off list: written by a rehearsal, filled in by experts, told in the report."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.script import MINI, Script, mini
from ttx.actions import SignOff
from ttx.cli import main
from ttx.cli_rehearse_more import _free
from ttx.evaluation_log import Log
from ttx.evaluation_work import work
from ttx.journal import Journal
from ttx.rehearsal.assumptions import assumptions
from ttx.rehearsal.plan import plan
from ttx.rehearsal.runs import Run
from ttx.rehearsal.screening import wanted
from ttx.rehearsal.sign_off import sheet

FIRST = "infrastructure.mast.buffer"


def written(lang: str = "en") -> str:
    """The list of a rehearsal in which every assumption of the small scenario counts."""
    made = plan(mini(), ["routine"], 1, screening=200)
    runs = []
    for play in wanted(made, []):
        value = sum(weight * int(level) for weight, level in enumerate(play.levels, 1))
        runs.append(Run(play, {"hours.least": value, "mains.level": 0.5}))
    return sheet(mini(), assumptions(made, runs), lang)


def filled(figure: str, **said: str) -> str:
    """The list with the block of one figure filled in."""
    head, mark, rest = written().partition(f'- figure: "{figure}"')
    assert mark
    for key, value in said.items():
        rest = re.sub(rf"(?m)^( +{key}:).*$", rf"\1 {value}", rest, count=1)
    return head + mark + rest


def put(tmp_path: Path, text: str) -> str:
    path = tmp_path / "list.signoff.yaml"
    path.write_text(text, encoding="utf-8")
    return str(path)


def played(tmp_path: Path, *more: str) -> tuple[int, Path]:
    path = tmp_path / "day.ttx"
    words = ["play", str(MINI), "--headless", "--policy", "routine", "--seed", "7",
             "--journal", str(path), "--lang", "en", "--json", *more]  # fmt: skip
    return main(words), path


def signed(path: Path) -> list[SignOff]:
    journal = Journal.open(path)
    found = [one for _, one in Log(list(journal), mini()).of(SignOff)]
    journal.close()
    return found


# --- the list --------------------------------------------------------------------------


@pytest.mark.parametrize(("lang", "told"), [
    ("en", "mast: how long it runs on when what it needs is lost"),
    ("nl", "mast: hoe lang het doorwerkt als wegvalt wat het nodig heeft")])  # fmt: skip
def test_an_expert_reads_what_it_is_how_unsure_and_what_it_moves(
    lang: str, told: str
) -> None:
    text = written(lang).replace("\n    # ", " ")
    block = next(one for one in text.split("\n  - ") if FIRST in one)
    assert told.lower() in block.lower()
    both_ends = {"en": "middle 1 h to 4 h", "nl": "midden 1 uur tot 4 uur"}[lang]
    assert both_ends in block
    assert {"en": "Tightest stock", "nl": "Krapste voorraad"}[lang] in block
    assert written(lang).count("verdict:") == written(lang).count("- figure:") >= 5


def test_the_organisation_that_would_know_is_named_where_it_can_be_told() -> None:
    block = written().partition("options.order-diesel.lead")[2].partition("- figure")[0]
    assert "Who would know: Hospital" in block and "'Order diesel'" in block
    other = written().partition(f'"{FIRST}"')[2].partition("- figure")[0]
    assert "Who would know" not in other


def test_a_list_that_somebody_filled_in_is_never_written_over(tmp_path: Path) -> None:
    plain = tmp_path / "mini.signoff.yaml"
    assert _free(tmp_path, "mini") == plain
    plain.write_text(written(), encoding="utf-8")
    assert _free(tmp_path, "mini") == plain
    plain.write_text(filled(FIRST, verdict="agreed", role="telecom"), encoding="utf-8")
    assert _free(tmp_path, "mini").name == "mini-2.signoff.yaml"
    plain.write_text(filled(FIRST, role="half filled in"), encoding="utf-8")
    assert _free(tmp_path, "mini").name == "mini-2.signoff.yaml"


# --- into the journal ------------------------------------------------------------------


def test_what_experts_signed_is_in_the_journal_from_the_start(tmp_path: Path) -> None:
    text = filled(FIRST, verdict="changed", to="4 h", role="network operator",
                  date="2027-01-10", remark="as measured in 2025")  # fmt: skip
    status, path = played(tmp_path, "--sign-off", put(tmp_path, text))
    assert status == 0
    (one,) = signed(path)
    assert one == SignOff(FIRST, "changed", "network operator", "2027-01-10",
                          "as measured in 2025", "4 h")  # fmt: skip
    journal = Journal.open(path)
    assert [entry.kind for entry in journal][:2] != ["asked", "asked"]
    first = next(entry for entry in journal if entry.kind == "asked")
    assert first.body["action"]["kind"] == "SignOff" and first.body["by"] == "leader"
    journal.close()
    assert main(["replay", str(path), "--verify", "--lang", "en"]) == 0


def test_it_moves_nothing_in_the_world(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    (tmp_path / "a").mkdir()
    (tmp_path / "b").mkdir()
    text = filled(FIRST, verdict="changed", to="4 h", role="network operator")
    played(tmp_path / "a", "--sign-off", put(tmp_path, text))
    played(tmp_path / "b")
    one, other = (json.loads(line) for line in capsys.readouterr().out.splitlines())
    assert one["outcomes"] == other["outcomes"] and one["digest"] != other["digest"]


def test_after_the_day_the_list_comes_in_by_the_debrief_once(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    _, path = played(tmp_path)
    text = filled(FIRST, verdict="betwist", role="netbeheerder", remark="te lang")
    words = ["debrief", str(path), "--sign-off", put(tmp_path, text), "--to", "html,md"]
    for lang, told in (("nl", "betwist"), ("en", "disputed")):
        assert main([*words, "--lang", lang]) == 0
        page = (tmp_path / "day" / f"debrief-mini.{lang}.html").read_text("utf-8")
        row = next(one for one in page.splitlines() if "netbeheerder" in one)
        assert told in row and "te lang" in row
        assert {"nl": "hoe lang het doorwerkt", "en": "how long it runs on"}[
            lang
        ] in row
    assert len(signed(path)) == 1
    assert "0 of them new or changed" in capsys.readouterr().err
    main(
        [
            *words[:3],
            put(tmp_path, text.replace("te lang", "veel te lang")),
            "--to",
            "md",
        ]
    )
    assert [one.text for one in signed(path)] == ["te lang", "veel te lang"]
    journal = Journal.open(path)
    (fact,) = work(Log(list(journal), mini())).signed
    journal.close()
    assert fact.text == "veel te lang"  # the latest word of a role counts


def test_a_changed_figure_is_told_with_what_it_was_changed_to(tmp_path: Path) -> None:
    text = filled("options.order-diesel.lead", verdict="changed", to="2 tot 6 uur",
                  role="logistiek")  # fmt: skip
    _, path = played(tmp_path, "--sign-off", put(tmp_path, text))
    assert main(["debrief", str(path), "--to", "html,md", "--lang", "nl"]) == 0
    for ending in ("html", "md"):
        page = (tmp_path / "day" / f"debrief-mini.nl.{ending}").read_text("utf-8")
        assert "Het cijfer is gewijzigd in 2 tot 6 uur." in page
        assert "Diesel bestellen" in page and "formulier met eigen cijfers" in page


def test_an_expert_can_be_entered_by_hand_with_the_same_fields() -> None:
    script = Script()
    said = SignOff(FIRST, "changed", "network operator", to="4 h")
    assert script.refused("leader", said) == ""
    (fact,) = work(Log(list(script.exercise.journal), mini())).signed
    assert (fact.to, fact.name.en) == ("4 h", "Mast: how long it runs on when what it needs is lost")  # fmt: skip
    assert script.refused("hospital-a", said) == "not-allowed"


# --- what is wrong with it -------------------------------------------------------------


@pytest.mark.parametrize(("said", "line"), [
    ({"verdict": "agred", "role": "telecom"}, "did you mean 'agreed'?"),
    ({"verdict": "changed", "role": "telecom"}, "fill in 'to'"),
    ({"verdict": "agreed"}, "fill in 'role'"),
    ({"remark": "too long"}, "no verdict"),
    ({"verdict": "agreed", "role": "r" * 90}, "at most 80 letters"),
    ({"verdict": "[agreed]", "role": "telecom"}, "put it between quotes"),
])  # fmt: skip
def test_what_is_filled_in_wrongly_is_told_with_its_line_and_nothing_is_written(
    said: dict[str, str], line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = filled(FIRST, **said)
    status, path = played(tmp_path, "--sign-off", put(tmp_path, text))
    told = capsys.readouterr().err
    assert status == 1 and line in told and not path.exists()
    at = next(n for n, one in enumerate(text.splitlines(), 1) if FIRST in one)
    number = int(told.split(":")[1])
    assert at <= number <= at + 12


@pytest.mark.parametrize(("old", "new", "line"), [
    (FIRST, "infrastructure.mast.bufer", f"did you mean '{FIRST}'?"),
    ("scenario: mini", "scenario: power-outage", "is of the scenario 'power-outage'"),
    ("verdict:", "verdikt:", "did you mean 'verdict'?"),
    ("assumptions:\n", "assumption:\n", "it has no 'assumptions:'"),
    ("scenario: mini", "scenario: 'mini", "mend the indentation or the quotes"),
])  # fmt: skip
def test_a_list_that_is_none_or_of_something_else_is_told(
    old: str, new: str, line: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    status, path = played(
        tmp_path, "--sign-off", put(tmp_path, written().replace(old, new, 1))
    )
    assert status == 1 and line in capsys.readouterr().err and not path.exists()


def test_all_faults_are_told_at_once_and_in_dutch(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = filled(FIRST, verdict="gewijzigd").replace("options.order-diesel.lead", "options.x.lead")  # fmt: skip
    _, path = played(tmp_path)
    capsys.readouterr()
    before = path.read_bytes()
    words = ["debrief", str(path), "--sign-off", put(tmp_path, text), "--lang", "nl"]
    assert main(words) == 1
    told = capsys.readouterr().err.splitlines()
    assert len(told) == 3 and all("error[" in one for one in told)
    assert "gewijzigd, maar niet in wat" in "".join(told)
    assert "geen aanname 'options.x.lead'" in "".join(told)
    assert path.read_bytes() == before


def test_a_file_that_is_not_there_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    status, path = played(tmp_path, "--sign-off", str(tmp_path / "none.yaml"))
    assert status == 2 and "none.yaml" in capsys.readouterr().err and not path.exists()


def test_an_empty_list_signs_nothing(tmp_path: Path) -> None:
    status, path = played(tmp_path, "--sign-off", put(tmp_path, written()))
    assert status == 0 and signed(path) == []


def test_copies_of_a_block_keep_the_word_of_each_expert(tmp_path: Path) -> None:
    one = filled(FIRST, verdict="agreed", role="telecom")
    block = one[one.index(f'  - figure: "{FIRST}"') :].partition("\n\n")[0]
    two = one + "\n" + block.replace("agreed", "disputed").replace("telecom", "region")
    _, path = played(tmp_path, "--sign-off", put(tmp_path, two))
    assert [(s.verdict, s.role) for s in signed(path)] == [("agreed", "telecom"), ("disputed", "region")]  # fmt: skip
