"""`ttx host` and `ttx join` as commands: what they refuse, print, restore and try."""

from __future__ import annotations

import asyncio
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest

from tests.net import post, until
from tests.processes import ending
from tests.script import MINI
from ttx.actions import Note, TurnTo
from ttx.cli import main
from ttx.cli_session import journals
from ttx.live.client import RemoteSeat
from ttx.live.seat import ShowCard

Told = dict[str, Any]


@contextmanager
def hosted(*words: str, **env: str) -> Iterator[Told]:
    """`ttx host` as a process, and what it says of itself."""
    process = subprocess.Popen(
        [sys.executable, "-m", "ttx", "host", *words, "--json", "--headless"],
        stdout=subprocess.PIPE, text=True, env={**os.environ, **env},
    )  # fmt: skip
    with ending(process):
        assert process.stdout is not None
        told = json.loads(process.stdout.readline())
        told["code"] = {(g, role, seat): code for g, role, seat, code in told["codes"]}  # fmt: skip
        yield told


async def sit(told: Told, group: int, role: str, seat: str) -> RemoteSeat:
    code = told["code"][group, role, seat]
    status, said = await asyncio.to_thread(
        post, told["links"][0] + "/enter", {"code": code}
    )
    assert status == 200
    one = RemoteSeat(told["links"][0], said["token"])
    one.running = asyncio.create_task(one.run())  # type: ignore[attr-defined]
    await asyncio.wait_for(one.opened(), 120)
    return one


def test_a_network_without_a_certificate_is_refused(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["host", str(MINI), "--bind", "0.0.0.0", "--lang", "nl"]
    assert main(words) == 2
    assert "--self-signed" in capsys.readouterr().err
    assert main([*words, "--tls", "a.crt", "a.key"]) == 2
    assert "a.crt" in capsys.readouterr().err
    assert main(["host", "niet-daar.ttx", "--lang", "nl"]) == 2
    assert "geen journaal" in capsys.readouterr().err


def test_nobody_there_and_a_wrong_code_are_told(
    capsys: pytest.CaptureFixture[str],
) -> None:
    words = ["join", "http://127.0.0.1:9", "--code", "AAAA-AAAA", "--lang", "nl"]
    assert main(words) == 2
    assert "geen host" in capsys.readouterr().err
    assert main(["join", "https://127.0.0.1:9", "--code", "x", "--lang", "nl"]) == 2
    assert "geen host" in capsys.readouterr().err


@pytest.mark.slow
def test_preflight_tries_every_seat_over_tls(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    words = ["host", str(MINI), "--preflight", "--self-signed", "--groups", "2"]
    assert main([*words, "--lang", "en", "--port", "0"]) == 0
    told = capsys.readouterr().out
    assert "Group 2, Hospital B: reached." in told
    assert "Ready for the exercise." in told
    assert not list(tmp_path.rglob("*.ttx"))


@pytest.mark.slow
async def test_groups_play_apart_under_one_host_and_come_back(tmp_path: Path) -> None:
    journal = tmp_path / "day.ttx"
    words = ["--port", "0", "--journal", str(journal), "--seed", "5"]
    with hosted(str(MINI), "--groups", "2", *words) as told:
        assert len(told["journals"]) == 2
        leaders = [await sit(told, group, "director", "leader") for group in (1, 2)]
        tables = [await sit(told, group, "table", "region") for group in (1, 2)]
        for state in ("brief", "talk"):
            await leaders[1].submit(TurnTo("one", state))
            await until(leaders[1], lambda p, s=state: p.move and p.move.state == s)
        await tables[1].submit(Note("know", "alleen in groep 2"))
        assert leaders[0].picture().move is None
        assert tables[0].picture().board == ()
        card = await leaders[1].control(ShowCard("table", "region"))
        assert told["code"][2, "table", "region"] in card.en
        token = tables[1]._token
    with hosted(str(journal), "--port", told["links"][0].rpartition(":")[2]) as again:
        assert len(again["journals"]) == 2 and again["codes"] == []
        back = RemoteSeat(again["links"][0], token)
        running = asyncio.create_task(back.run())
        await asyncio.wait_for(back.opened(), 120)
        assert [one.text for one in back.picture().board] == ["alleen in groep 2"]
        running.cancel()
    assert journal.with_suffix(".seats.json").stat().st_mode & 0o077 == 0


@pytest.mark.slow
def test_a_stranger_is_told_the_fingerprint_and_a_pin_lets_in(tmp_path: Path) -> None:
    data = {"XDG_DATA_HOME": str(tmp_path)}
    with hosted(str(MINI), "--self-signed", "--port", "0", **data) as told:
        url, code = told["links"][0], told["code"][1, "table", "region"]

        def joined(*more: str) -> subprocess.CompletedProcess[str]:
            return subprocess.run(
                [sys.executable, "-m", "ttx", "join", url, "--code", code, "--plain",
                 "--lang", "en", *more],
                input="status\nquit\n", capture_output=True, text=True, timeout=300,
            )  # fmt: skip

        stranger = joined()
        assert stranger.returncode == 2 and "fingerprint" in stranger.stderr
        found = stranger.stderr.split("--pin '")[1].split("'")[0]
        known = joined("--pin", found)
        assert known.returncode == 0, known.stderr
        assert "Region" in known.stdout
        wrong = joined("--pin", "0000 0000 0000 0000")
        assert wrong.returncode == 2 and "fingerprint" in wrong.stderr


def test_preflight_touches_nothing_that_lies_there(tmp_path: Path) -> None:
    kept = {
        tmp_path / name: name for name in ("day.docx", "day2.ttx", "day.seats.json")
    }
    for path, text in kept.items():
        path.write_text(text, "utf-8")
    words = ["host", str(MINI), "--preflight", "--port", "0", "--lang", "en"]
    assert main([*words, "--journal", str(tmp_path / "day.ttx")]) == 0
    assert {path: path.read_text("utf-8") for path in tmp_path.iterdir()} == kept


def test_a_later_course_keeps_the_codes_of_its_session(tmp_path: Path) -> None:
    for name in ("day~2", "day-group2", "day-group2~2"):
        (tmp_path / f"{name}.ttx").write_bytes(b"x")
    os.utime(tmp_path / "day-group2.ttx", (1, 1))
    found = journals(tmp_path / "day~2.ttx")
    assert [one.stem for one in found] == ["day~2", "day-group2~2"]
