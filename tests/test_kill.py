"""Power fails at the host too: kill -9 at random moments loses nothing that was said."""

from __future__ import annotations

import os
import pty
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from tests.script import MINI
from ttx.journal import Journal
from ttx.replay import resume, verify

pytestmark = pytest.mark.slow
TIMES = 50


def started(*words: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "ttx", *words, "--plain", "--lang", "en"],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        text=True, bufsize=1, env={**os.environ, "PYTHONUNBUFFERED": "1"},
    )  # fmt: skip


def say(process: subprocess.Popen[str], line: str) -> None:
    assert process.stdin
    process.stdin.write(line + "\n")
    process.stdin.flush()


def heard(process: subprocess.Popen[str], text: str) -> None:
    assert process.stdout
    for line in process.stdout:
        if text in line:
            return
    raise AssertionError(f"{text!r} was never said")


def acknowledged(path: Path) -> list[str]:
    journal = Journal.open(path)
    entered = [e.body["action"].get("text", "") for e in journal if e.kind == "asked"]
    typed = [one.action.get("text", "") for one in journal.drafts()]
    journal.close()
    return entered + typed


def test_fifty_kills_lose_no_acknowledged_decision(tmp_path: Path) -> None:
    luck = random.Random(20270118)
    path = tmp_path / "kill.ttx"
    promised: list[str] = []
    words = ["play", str(MINI), "--seed", "7", "--journal", str(path)]
    for turn in range(TIMES):
        process = started(*words)
        try:
            promised += _play_a_bit(process, turn, luck)
        finally:
            process.send_signal(signal.SIGKILL)
            process.wait()
            assert process.stdin and process.stdout
            process.stdin.close()
            process.stdout.close()
        kept = acknowledged(path)
        assert [one for one in promised if one not in kept] == []
        words = ["resume", str(path)]
    back = resume(path)
    assert back.state in ("talk", "commit", "run", "preview")
    back.journal.close()
    assert verify(path).journal.digest


def _play_a_bit(
    process: subprocess.Popen[str], turn: int, luck: random.Random
) -> list[str]:
    """Say a few things; what was acknowledged before the kill."""
    if turn == 0:
        say(process, "next")
        say(process, "next")
        heard(process, "Now: talk")
    say(process, "seat hospital-a")
    promised = []
    for number in range(luck.randint(1, 4)):
        text = f"Maatregel {turn}-{number}"
        if luck.random() < 0.5:
            say(process, f"decide {text}")
            heard(process, "Noted as typed")
        else:
            say(process, f"know {text}")
            heard(process, "On the board.")
        promised.append(text)
    say(process, f"decide Onderbroken {turn}")
    time.sleep(luck.random() * 0.05)
    return promised


def test_a_window_that_is_closed_is_not_played_on_for_ever(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    path = tmp_path / "closed.ttx"
    process = subprocess.Popen(
        [sys.executable, "-m", "ttx", "play", str(MINI), "--journal", str(path)],
        stdin=theirs, stdout=theirs, stderr=theirs,
        env={**os.environ, "TERM": "xterm-256color"},
    )  # fmt: skip
    os.close(theirs)
    told = b""
    while len(told) < 2000:
        told += os.read(ours, 65536)
    os.close(ours)
    process.wait(timeout=300)
    verify(path)
