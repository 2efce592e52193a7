"""`ttx check --watch`: checked again at each save, whatever is broken in between."""

from __future__ import annotations

import os
import queue
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.processes import ending
from tests.script import MINI
from ttx import library

CARD = """
title: {nl: Weer, en: Weather}
cards:
  warned:
    title: {nl: Gewaarschuwd, en: Warned}
    from: {nl: Dienst, en: Service}
    by: phone
    text: {nl: Let op., en: Mind this.}
"""


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A folder with a scenario that uses a card of a theme of its own."""
    (tmp_path / "injects").mkdir()
    (tmp_path / "injects" / "weather.yaml").write_text(CARD, encoding="utf-8")
    text = MINI.read_text("utf-8").replace(
        "msel:\n", "msel:\n  - {use: weather/warned, to: [region], at: T+2}\n", 1
    )
    (tmp_path / "own.yaml").write_text(text, encoding="utf-8")
    return tmp_path


@pytest.fixture
def watching(desk: Path) -> Iterator[tuple[Path, queue.Queue[str], subprocess.Popen[str]]]:  # fmt: skip
    process = subprocess.Popen(
        [sys.executable, "-u", "-m", "ttx", "check", "--watch", "own.yaml", "--lang", "en"],
        stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, cwd=desk,
        env={**os.environ, "PYTHONPATH": str(Path(library.__file__).parent.parent)},
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL) and None,
    )  # fmt: skip
    lines: queue.Queue[str] = queue.Queue()
    with ending(process):
        assert process.stdout is not None
        out = process.stdout

        def read() -> None:
            for line in out:
                lines.put(line)

        reader = threading.Thread(target=read)
        reader.start()
        yield desk, lines, process
        process.send_signal(signal.SIGINT)
        process.wait(30)
        reader.join()


def check_after(lines: queue.Queue[str]) -> str:
    """All that is printed up to where it waits again."""
    told = ""
    while "Waiting for a file" not in told:
        told += lines.get(timeout=300)
    return told


def save(path: Path, old: str, new: str) -> None:
    """Change a file as an editor does: a new one, moved in its place."""
    text = path.read_text("utf-8")
    assert old in text
    beside = path.with_suffix(".new")
    beside.write_text(text.replace(old, new), encoding="utf-8")
    beside.replace(path)


def test_each_save_is_checked_anew_with_the_time(
    watching: tuple[Path, queue.Queue[str], subprocess.Popen[str]],
) -> None:
    desk, lines, process = watching
    own, card = desk / "own.yaml", desk / "injects" / "weather.yaml"
    first = check_after(lines)
    assert "Errors: 0" in first and first.startswith("-- ") and first[5] == ":"
    save(
        own,
        "team: hospital\n    title: {nl: Diesel",
        "team: hospitl\n    title: {nl: Diesel",
    )
    assert "did you mean 'hospital'?" in check_after(lines)
    save(own, "format: 1", "format: [1")  # broken off in the middle
    assert "error[" in check_after(lines)
    save(own, "format: [1", "format: 1")
    save_both = check_after(lines)
    assert "did you mean 'hospital'?" in save_both
    save(own, "hospitl", "hospital")
    assert "Errors: 0" in check_after(lines)
    save(card, "by: phone", "by: carrier-pigeon")
    assert "carrier-pigeon" in check_after(lines)
    own.unlink()
    gone = check_after(lines)
    assert "own.yaml" in gone and "Traceback" not in gone
    process.send_signal(signal.SIGINT)
    assert process.wait(30) == 1  # as the last check ended


def test_cards_are_watched_where_the_scenario_uses_any(
    desk: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(desk)
    names = [one.name for one in library.watched(Path("own.yaml"))]
    assert names[:2] == ["own.yaml", "weather.yaml"]
    assert library.watched(MINI) == [MINI]
    assert library.watched(Path("nothing.yaml")) == [Path("nothing.yaml")]


def test_a_scenario_that_there_is_not_is_said_at_once(desk: Path) -> None:
    done = subprocess.run([sys.executable, "-m", "ttx", "check", "--watch", "nothing"],
                          capture_output=True, text=True, timeout=300,
                          cwd=Path(library.__file__).parent.parent)  # fmt: skip
    assert done.returncode == 2 and "nothing" in done.stderr
