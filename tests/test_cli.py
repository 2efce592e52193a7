"""The command line: what it prints, how it ends, and what it does not import."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.script import MINI
from ttx.cli import main

ROOT = Path(__file__).parent.parent


def ttx(
    *words: str, cwd: Path | None = None, typed: str = ""
) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-m", "ttx", *words], capture_output=True, text=True,
                          input=typed, cwd=cwd or ROOT, env={**os.environ, "TTX_LANG": "en"})  # fmt: skip


def play(tmp_path: Path, *words: str) -> dict[str, object]:
    path = tmp_path / "run.ttx"
    done = ttx(
        "play",
        str(MINI),
        "--headless",
        "--seed",
        "7",
        "--json",
        "--journal",
        str(path),
        *words,
    )
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)  # type: ignore[no-any-return]


def test_a_headless_play_prints_one_line_of_data(tmp_path: Path) -> None:
    result = play(tmp_path, "--policy", "routine")
    assert set(result) == {"scenario", "seed", "assumptions", "policy", "ended", "entries", "digest", "outcomes", "journal"}  # fmt: skip
    assert result["ended"] == "T+24:00" and result["seed"] == 7
    verified = ttx("replay", "--verify", "--json", str(result["journal"]))
    assert json.loads(verified.stdout)["digest"] == result["digest"]
    lines = ttx("journal", "--json", str(result["journal"])).stdout.splitlines()
    assert len(lines) == result["entries"]
    assert json.loads(lines[0])["kind"] == "started"


def test_a_tampered_journal_ends_with_1_and_names_the_entry(tmp_path: Path) -> None:
    import sqlite3

    path = str(play(tmp_path)["journal"])
    base = sqlite3.connect(path)
    base.execute("UPDATE entries SET body = '{}' WHERE seq = 9")
    base.commit()
    base.close()
    done = ttx("replay", "--verify", path)
    assert done.returncode == 1
    assert "entry 9" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("words", "status"),
    [
        (["play", "no-such-scenario", "--headless"], 2),
        (["play", str(MINI), "--headless", "--policy", "nobody"], 2),
        (["play", str(MINI), "--headless", "--until", "soon"], 2),
        (["play", str(MINI), "--plain", "--team", "nobody"], 2),
        (["play", str(MINI), "--headless", "--preset", "nothing"], 2),
        (["replay", "nothing.ttx"], 2),
        (["resume", "nothing.ttx", "--plain"], 2),
        (["debrief", "nothing.ttx"], 2),
        (["check", "nothing"], 2),
        (["dance"], 2),
    ],
)
def test_what_cannot_be_done_is_one_sentence(words: list[str], status: int) -> None:
    done = ttx(*words)
    assert done.returncode == status, done.stderr
    assert done.stderr.strip() and "Traceback" not in done.stderr


def test_the_sentences_are_dutch_where_dutch_is_asked(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["replay", "nergens.ttx", "--lang", "nl"]) == 2
    assert "geen journaal" in capsys.readouterr().err.lower()


def test_the_exercise_can_end_earlier(tmp_path: Path) -> None:
    assert play(tmp_path, "--until", "T+6:00")["ended"] == "T+6:00"


def test_list_shows_what_there_is() -> None:
    rows = json.loads(ttx("list", "--json").stdout)
    shipped = {row["id"]: row for row in rows}
    assert {"first-exercise", "power-outage", "article5"} <= set(shipped)
    assert {"title", "length", "teams", "policies", "outcomes"} <= set(
        shipped["first-exercise"]
    )
    gauges = json.loads(ttx("list", "--gauges", "first-exercise", "--json").stdout)
    assert gauges["gauges"] and gauges["levers"]
    assert all(one["says"]["nl"] and one["says"]["en"] for one in gauges["gauges"])
    assumed = json.loads(
        ttx("list", "--assumptions", "first-exercise", "--json").stdout
    )
    assert assumed and all(one["tag"] in ("K", "E") for one in assumed)


def test_an_absent_extra_is_answered_by_how_to_add_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = str(play(tmp_path)["journal"])
    monkeypatch.setitem(sys.modules, "weasyprint", None)
    assert (
        main(["debrief", path, "--to", "pdf", "--out", str(tmp_path), "--lang", "en"])
        == 2
    )
    assert "pip install 'ttx[pdf]'" in capsys.readouterr().err


@pytest.mark.slow
def test_the_debrief_prints_to_pdf(tmp_path: Path) -> None:
    path = str(play(tmp_path)["journal"])
    done = ttx("debrief", path, "--to", "pdf", "--out", str(tmp_path))
    assert done.returncode == 0, done.stderr
    pages = subprocess.run(
        ["pdftotext", done.stdout.strip(), "-"], capture_output=True, text=True
    )
    assert "CONCEPT" in pages.stdout and "EXERCISE - UNCLASSIFIED" in pages.stdout


def test_a_scenarios_own_tests_are_played(tmp_path: Path) -> None:
    text = MINI.read_text(encoding="utf-8")
    (tmp_path / "good.yaml").write_text(
        text + "tests:\n  - {fires: low, before: T+6, seeds: [1, 2]}\n",
        encoding="utf-8",
    )
    (tmp_path / "bad.yaml").write_text(
        text + "tests:\n  - {says: x, gauge: hours.least, at_least: 500}\n",
        encoding="utf-8",
    )
    assert ttx("check", "--run", str(tmp_path / "good.yaml")).returncode == 0
    done = ttx("check", "--run", str(tmp_path / "bad.yaml"))
    assert done.returncode == 1
    assert "error[test]" in done.stdout and ":0:" not in done.stdout


def test_no_command_but_a_screen_imports_textual() -> None:
    seen = "import sys; from ttx.cli import main; main({words}); print('textual' in sys.modules)"
    for words in (["list", "--json"], ["check", str(MINI)], ["schema"]):
        code = seen.format(words=words)
        done = subprocess.run(
            [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT
        )
        assert done.stdout.splitlines()[-1] == "False", words


def test_help_imports_nothing_heavy() -> None:
    code = (
        "import sys\nfrom ttx.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "print([m for m in ('numpy','simpy','pydantic','yaml','asyncio','sqlite3')"
        " if m in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT
    )
    assert done.stdout.splitlines()[-1] == "[]"


def test_line_mode_plays_from_standard_input(tmp_path: Path) -> None:
    path = tmp_path / "plain.ttx"
    typed = "next\nnext\nseat hospital-a\ndecide Wij bestellen diesel\n2\nquit\n"
    done = ttx(
        "play",
        str(MINI),
        "--plain",
        "--journal",
        str(path),
        "--lang",
        "nl",
        typed=typed,
    )
    assert done.returncode == 0, done.stderr
    resumed = ttx(
        "resume", str(path), "--plain", typed="seat hospital-a\nstatus\nquit\n"
    )
    assert resumed.returncode == 0, resumed.stderr
    from ttx.journal import Journal

    journal = Journal.open(path)
    assert [one.action["text"] for one in journal.drafts()] == ["Wij bestellen diesel"]
    journal.close()


@pytest.mark.slow
@pytest.mark.parametrize("name", ["power-outage", "article5", "first-exercise"])
def test_a_shipped_exercise_comes_out_the_same_twice_and_verifies(
    name: str, tmp_path: Path
) -> None:
    runs = []
    for turn in ("a", "b"):
        path = tmp_path / f"{turn}.ttx"
        done = ttx("play", name, "--headless", "--policy", "routine", "--seed", "7", "--json",
                   "--journal", str(path))  # fmt: skip
        runs.append(json.loads(done.stdout))
    assert runs[0]["digest"] == runs[1]["digest"]
    verified = ttx("replay", "--verify", "--json", runs[0]["journal"])
    assert json.loads(verified.stdout)["digest"] == runs[0]["digest"]
