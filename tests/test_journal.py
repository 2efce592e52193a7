"""The journal: append-only, on disk before anyone is told, and tamper-evident."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest

from ttx.errors import JournalError, UsageError
from ttx.journal import Journal


def written(path: Path) -> Journal:
    journal = Journal.create(path)
    journal.wall, journal.table = 1.5, 10
    for number in range(5):
        journal.append(number, "noted", {"n": number})
    journal.keep()
    return journal


def test_what_was_written_reads_back(tmp_path: Path) -> None:
    journal = written(tmp_path / "a.ttx")
    digest = journal.digest
    journal.close()
    back = Journal.open(tmp_path / "a.ttx")
    assert [one.body["n"] for one in back] == [0, 1, 2, 3, 4]
    assert back.digest == digest
    back.close()


@pytest.mark.parametrize(
    ("change", "seq", "what"),
    [
        ("UPDATE entries SET body = '{\"n\":9}' WHERE seq = 3", 3, "was changed"),
        ("UPDATE entries SET at = 77 WHERE seq = 2", 2, "was changed"),
        ("UPDATE entries SET wall = 99 WHERE seq = 4", 4, "time stamp"),
        ("DELETE FROM entries WHERE seq = 2", 2, "is missing"),
    ],
)
def test_a_tampered_journal_is_found_out_at_the_entry(
    tmp_path: Path, change: str, seq: int, what: str
) -> None:
    written(tmp_path / "a.ttx").close()
    base = sqlite3.connect(tmp_path / "a.ttx")
    base.execute(change)
    base.commit()
    base.close()
    with pytest.raises(JournalError, match=f"entry {seq} .*{what}"):
        Journal.open(tmp_path / "a.ttx")


@pytest.mark.parametrize("content", [b"", b"not a journal at all" * 100])
def test_a_file_that_is_no_journal_is_said_so(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.ttx").write_bytes(content)
    with pytest.raises(JournalError):
        Journal.open(tmp_path / "x.ttx")


def test_nothing_is_overwritten(tmp_path: Path) -> None:
    written(tmp_path / "a.ttx").close()
    with pytest.raises(JournalError, match="already"):
        Journal.create(tmp_path / "a.ttx")


def test_a_missing_journal_and_folder(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no journal"):
        Journal.open(tmp_path / "none.ttx")
    (tmp_path / "file").write_text("x")
    with pytest.raises(JournalError, match="written"):
        Journal.create(tmp_path / "file" / "a.ttx")


def test_drafts_survive_and_do_not_count(tmp_path: Path) -> None:
    journal = written(tmp_path / "a.ttx")
    before = journal.digest
    first = journal.draft("region", {"kind": "Decision", "text": "een"})
    journal.draft("region", {"kind": "Decision", "text": "twee"})
    journal.erase([first.number])
    journal.close()
    back = Journal.open(tmp_path / "a.ttx")
    assert [one.action["text"] for one in back.drafts("region")] == ["twee"]
    assert back.digest == before
    back.close()
