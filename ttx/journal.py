"""What happened: entries, append-only, in one SQLite file with a hash chain.

An entry is on disk before anyone is told of it. Nothing is ever changed or deleted;
the drafts table beside the entries holds what was typed before a commit.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from ttx.errors import JournalError, UsageError

FORMAT = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS about (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS entries (
    seq INTEGER PRIMARY KEY, at INTEGER NOT NULL, kind TEXT NOT NULL,
    body TEXT NOT NULL, hash TEXT NOT NULL, seal TEXT NOT NULL,
    wall REAL, talk INTEGER, command TEXT UNIQUE) STRICT;
CREATE TABLE IF NOT EXISTS drafts (
    number INTEGER PRIMARY KEY AUTOINCREMENT, by TEXT NOT NULL,
    action TEXT NOT NULL, wall REAL, talk INTEGER) STRICT;
CREATE TABLE IF NOT EXISTS drafted (command TEXT PRIMARY KEY, number INTEGER NOT NULL)
    STRICT;
CREATE TABLE IF NOT EXISTS reached (one INTEGER PRIMARY KEY CHECK (one = 1),
    at INTEGER NOT NULL, talk INTEGER NOT NULL) STRICT;
"""


class Entry(NamedTuple):
    """One thing that happened. `at` and `body` count for the digest; `wall` (epoch
    seconds) and `table` (milliseconds of table time) are kept beside it."""

    seq: int
    at: int
    kind: str
    body: dict[str, Any]
    wall: float | None = None
    table: int | None = None


_laid = tuple.__new__
"""An entry from its fields in order, without a call of Python for each."""


class Draft(NamedTuple):
    """What a table typed and did not commit yet."""

    number: int
    by: str
    action: dict[str, Any]
    wall: float | None = None
    table: int | None = None


class Differs(JournalError):
    """Played again, an entry came out differently than it was written."""

    def __init__(self, written: Entry, again: Entry) -> None:
        self.written, self.again = written, again
        super().__init__(
            "Entry {seq} ({kind}) comes out differently when the exercise is played"
            " again.", seq=written.seq, kind=written.kind)  # fmt: skip
        self.args = (written, again)  # a copy is made from these inside the world


def canonical(value: Any) -> str:
    """JSON in one spelling only: as ordered, no spaces, no NaN."""
    return json.dumps(
        value,
        separators=(",", ":"),
        ensure_ascii=False,
        allow_nan=False,
    )


def chained(previous: str, at: int, kind: str, text: str) -> str:
    """The hash of an entry, given the hash of the one before it."""
    return hashlib.sha256(f"{previous}\n{at}\n{kind}\n{text}".encode()).hexdigest()


def sealed(previous: str, link: str, wall: float | None, talk: int | None) -> str:
    """The seal over what is kept beside the digest."""
    return hashlib.sha256(
        f"{previous}\n{link}\n{wall!r}\n{talk!r}".encode()
    ).hexdigest()


class Journal:
    """The entries of one exercise, in memory and (unless `path` is None) on disk."""

    def __init__(self, path: Path | None = None) -> None:
        self.path = path
        self.wall: float | None = None
        self.table: int | None = None
        self._entries: list[Entry] = []
        self._hash, self._seal = "", ""
        self._linked = 0
        self._unsaved: list[tuple[Any, ...]] = []
        self._drafts: dict[int, Draft] = {}
        self._last_draft = 0
        self._commands: dict[str, int] = {}
        self._drafted: dict[str, int] = {}
        self._cursor: int | None = None
        self._base: sqlite3.Connection | None = None

    # --- opening ---------------------------------------------------------------

    @classmethod
    def create(cls, path: Path) -> Journal:
        """A new journal file; JournalError if there is one, or no room for one."""
        if path.exists():
            raise JournalError(
                "There is already a journal at {path}; choose another name, or go on"
                " with it: ttx resume {path}", path=path)  # fmt: skip
        journal = cls(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            journal._connect()
        except (OSError, sqlite3.Error) as wrong:
            raise JournalError("No journal can be written at {path}: {why}", path=path,
                               why=wrong) from wrong  # fmt: skip
        journal._about("format", str(FORMAT))
        return journal

    @classmethod
    def open(cls, path: Path) -> Journal:
        """An existing journal, whole and checked.

        UsageError if there is none; JournalError names what is wrong with it.
        """
        if not path.is_file():
            raise UsageError("There is no journal at {path}.", path=path)
        journal = cls(path)
        try:
            journal._connect()
            journal._read()
        except sqlite3.DatabaseError as wrong:
            raise JournalError("{path} is not a journal that can be read: {why}",
                               path=path, why=wrong) from wrong  # fmt: skip
        return journal

    def _connect(self) -> None:
        base = sqlite3.connect(
            str(self.path), isolation_level=None, timeout=5.0, check_same_thread=False
        )  # a host restores its journal in one thread and goes on in another
        self._base = base
        mode = base.execute("PRAGMA journal_mode=WAL").fetchone()[0]
        base.execute("PRAGMA synchronous=FULL")
        if str(mode).lower() != "wal":
            base.close()
            raise JournalError(
                "The folder of {path} cannot hold a journal (it may be a network drive);"
                " choose one on this computer with --journal.", path=self.path)  # fmt: skip
        base.executescript(_TABLES)

    def _about(self, key: str, value: str) -> None:
        assert self._base is not None
        self._base.execute("INSERT OR REPLACE INTO about VALUES (?, ?)", (key, value))

    def _read(self) -> None:
        assert self._base is not None
        rows = self._base.execute(
            "SELECT seq, at, kind, body, hash, seal, wall, talk, command"
            " FROM entries ORDER BY seq"
        )
        for seq, at, kind, text, link, seal, wall, talk, command in rows:
            if seq != len(self._entries) + 1:
                raise JournalError(
                    "{path}: entry {seq} is missing; the journal cannot be trusted from"
                    " there on.", path=self.path, seq=len(self._entries) + 1)  # fmt: skip
            if chained(self._hash, at, kind, text) != link:
                raise JournalError(
                    "{path}: entry {seq} was changed; the journal cannot be trusted from"
                    " there on.", path=self.path, seq=seq)  # fmt: skip
            if sealed(self._seal, link, wall, talk) != seal:
                raise JournalError(
                    "{path}: entry {seq} has a changed time stamp; the journal cannot be"
                    " trusted from there on.", path=self.path, seq=seq)  # fmt: skip
            self._entries.append(Entry(seq, at, kind, json.loads(text), wall, talk))
            self._hash, self._seal = link, seal
            if command:
                self._commands[command] = seq
        self._linked = len(self._entries)
        self._drafted.update(self._base.execute("SELECT command, number FROM drafted"))
        for number, by, action, wall, talk in self._base.execute(
            "SELECT number, by, action, wall, talk FROM drafts ORDER BY number"
        ):
            self._drafts[number] = Draft(number, by, json.loads(action), wall, talk)
        last = self._base.execute("SELECT seq FROM sqlite_sequence WHERE name='drafts'")
        self._last_draft = next((row[0] for row in last), 0)
        if not self._entries:
            raise JournalError("{path} holds no exercise: its first entry is missing.",
                               path=self.path)  # fmt: skip

    # --- writing ---------------------------------------------------------------

    def append(
        self, at: int, kind: str, body: dict[str, Any], command: str | None = None
    ) -> Entry:
        """Add an entry; `keep` puts it on disk.

        While a replay goes over what is there already, the entry must be the same:
        Differs (a JournalError) names the first one that is not. ValueError, and nothing
        added, for a body that cannot be written down.
        """
        entries = self._entries
        if self._cursor is not None:
            if self._cursor < len(entries):
                return self._confirm(at, kind, body)
            self._cursor = None
        entry = _laid(Entry, (len(entries) + 1, at, kind, body, self.wall, self.table))
        if self._base is not None:
            self._lay(entry, command)
        entries.append(entry)
        if command:
            self._commands[command] = entry.seq
        return entry

    def _lay(self, entry: Entry, command: str | None) -> None:
        """Make the line of an entry on disk, with its links; `keep` writes it."""
        seq, at, kind, body, wall, talk = entry
        text = canonical(body)
        self._hash, self._linked = chained(self._hash, at, kind, text), seq
        self._seal = sealed(self._seal, self._hash, wall, talk)
        line = (seq, at, kind, text, self._hash, self._seal, wall, talk, command)
        self._unsaved.append(line)

    def _link(self) -> None:
        """Lay the chain up to the last entry.

        In memory this waits until somebody asks for the digest: a rehearsal plays a
        thousand exercises of which nobody reads it.
        """
        for one in self._entries[self._linked :]:
            self._hash = chained(self._hash, one.at, one.kind, canonical(one.body))
        self._linked = len(self._entries)

    def rewind(self) -> None:
        """Go back to the first entry, to be played again and compared."""
        self._cursor = 0

    def _confirm(self, at: int, kind: str, body: dict[str, Any]) -> Entry:
        assert self._cursor is not None
        entry = self._entries[self._cursor]
        if (entry.at, entry.kind) != (at, kind) or canonical(body) != canonical(
            entry.body
        ):
            raise Differs(entry, Entry(entry.seq, at, kind, body))
        self._cursor += 1
        return entry

    def keep(self) -> None:
        """Put all entries on disk, in one transaction, before anyone is told."""
        if self._base is None or not self._unsaved:
            return
        self._base.execute("BEGIN IMMEDIATE")
        self._base.executemany(
            "INSERT INTO entries VALUES (?,?,?,?,?,?,?,?,?)", self._unsaved
        )
        self._base.execute("COMMIT")
        self._unsaved.clear()

    def reach(self, at: int) -> None:
        """Note how far exercise and table time have come (no entry, no digest)."""
        if self._base is not None:
            self._base.execute(
                "INSERT OR REPLACE INTO reached VALUES (1, ?, ?)", (at, self.table or 0)
            )

    def draft(
        self, by: str, action: dict[str, Any], command: str | None = None
    ) -> Draft:
        """Save what a table typed, at once."""
        self._last_draft += 1
        draft = Draft(self._last_draft, by, action, self.wall, self.table)
        if command:
            self._drafted[command] = draft.number
        if self._base is not None:
            self._base.execute("BEGIN IMMEDIATE")
            self._base.execute("INSERT INTO drafts VALUES (?,?,?,?,?)",
                               (draft.number, by, canonical(action), self.wall, self.table))  # fmt: skip
            if command:
                self._base.execute(
                    "INSERT INTO drafted VALUES (?,?)", (command, draft.number)
                )
            self._base.execute("COMMIT")
        self._drafts[draft.number] = draft
        return draft

    def erase(self, numbers: Sequence[int]) -> None:
        """Take drafts away: erased by their table, or entered by the commit."""
        for number in numbers:
            self._drafts.pop(number, None)
        if self._base is not None:
            self._base.executemany(
                "DELETE FROM drafts WHERE number = ?", [(n,) for n in numbers]
            )

    def close(self) -> None:
        """Fold the write-ahead log in: one file at rest."""
        self.keep()
        if self._base is not None:
            self._base.execute("PRAGMA wal_checkpoint(TRUNCATE)")
            self._base.close()
            self._base = None

    # --- reading ---------------------------------------------------------------

    def __len__(self) -> int:
        return len(self._entries)

    def __iter__(self) -> Iterator[Entry]:
        return iter(self._entries)

    def entry(self, seq: int) -> Entry | None:
        """The entry with this number."""
        return self._entries[seq - 1] if 0 < seq <= len(self._entries) else None

    def since(self, seq: int) -> list[Entry]:
        """All entries after number `seq`."""
        return self._entries[seq:]

    def answered(self, command: str) -> tuple[Entry | None, int | None]:
        """What a command became: its entry, or the number of its draft (or neither)."""
        seq = self._commands.get(command)
        return (self.entry(seq) if seq else None), self._drafted.get(command)

    def drafts(self, by: str = "") -> list[Draft]:
        """All drafts, or those of one table, in the order typed."""
        return [one for one in self._drafts.values() if not by or one.by == by]

    @property
    def digest(self) -> str:
        """The hash over all inputs and outputs in exercise time."""
        self._link()
        return self._hash

    def reached(self) -> tuple[int, int]:
        """How far exercise time and table time had come, for a resume."""
        last = self._entries[-1].at if self._entries else 0
        if self._base is None:
            return last, 0
        row = self._base.execute("SELECT at, talk FROM reached").fetchone()
        return (max(last, row[0]), row[1]) if row else (last, 0)
