"""Opens foreign files within bounds: bytes, text, JSON, ZIP.

Never unpacks to disk, never trusts a size that a file states of itself.
"""

from __future__ import annotations

import io
import json
import lzma
import zipfile
import zlib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ttx.errors import UsageError
from ttx.exchange.loss import NEAR, Ledger

MOST_BYTES = 20 * 2**20
"""The largest file, and the largest entry of a ZIP, in bytes."""
MOST_UNPACKED = 80 * 2**20
MOST_ENTRIES = 5_000
DAMAGED = (zipfile.BadZipFile, zlib.error, lzma.LZMAError, EOFError, OSError, RuntimeError,
           ValueError, LookupError, OverflowError)  # fmt: skip
"""What zipfile raises over a file that is cut off, closed with a password or packed in a
way that it does not know."""
DEEPEST = 60
"""Lists and objects inside each other."""


def read_file(path: str | Path) -> bytes:
    """All bytes of a file of at most 20 MB; UsageError where it cannot be read."""
    where = Path(path)
    try:
        with where.open("rb") as file:
            raw = file.read(MOST_BYTES + 1)
    except OSError as wrong:
        raise UsageError("Cannot read {path}: {why}", path=where,
                         why=wrong.strerror or "") from None  # fmt: skip
    if len(raw) > MOST_BYTES:
        raise UsageError("{path} is larger than {most} MB; no exercise is.", path=where,
                         most=MOST_BYTES // 2**20)  # fmt: skip
    return raw


def decoded(raw: bytes, ledger: Ledger, place: str) -> str:
    """Text in UTF-8 or UTF-16; else as Windows wrote it, and then that is told."""
    if raw[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return raw.decode("utf-16", "replace")
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        ledger.tell(NEAR, "this is not UTF-8; it was read as Windows text: look at letters"
                    " with accents", place)  # fmt: skip
        return raw.decode("cp1252", "replace")


def read_json(raw: bytes, ledger: Ledger, place: str) -> Any:
    """The data of a JSON text; UsageError with line and column where it is none."""
    given = decoded(raw, ledger, place)
    try:
        data = json.loads(given)
    except json.JSONDecodeError as wrong:
        raise UsageError("{path} is not JSON that can be read: look at line {line},"
                         " column {col}", path=place, line=wrong.lineno,
                         col=wrong.colno) from None  # fmt: skip
    except (RecursionError, ValueError):
        data = None
    if data is None or too_deep(data):
        raise UsageError("{path} holds no exercise that can be read: it is empty, nested too"
                         " deep, or holds a number without end", path=place)  # fmt: skip
    return data


def too_deep(data: Any) -> bool:
    """Whether lists and objects stand deeper inside each other than any exercise needs."""
    layer = [data]
    for _ in range(DEEPEST):
        layer = [inner for one in layer for inner in _inside(one)]
        if not layer:
            return False
    return True


def _inside(one: Any) -> list[Any]:
    values = one.values() if isinstance(one, dict) else one if isinstance(one, list) else ()  # fmt: skip
    return [inner for inner in values if isinstance(inner, dict | list)]


@dataclass
class Bundle:
    """A ZIP in memory: its entries by name, read one by one within one allowance."""

    path: str
    _zip: zipfile.ZipFile
    unpacked: int = 0
    comments: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> list[str]:
        """The names of its files, in the order of the ZIP."""
        return [one.filename for one in self._zip.infolist() if not one.is_dir()]

    def read(self, name: str) -> bytes:
        """The bytes of one file; UsageError where it is too large or broken."""
        place = f"{self.path}!{name}"
        try:
            with self._zip.open(name) as file:
                raw = file.read(MOST_BYTES + 1)
        except DAMAGED:
            raise UsageError("{path} cannot be unpacked: it is damaged, locked by a password"
                             " or packed in a way that is not read here", path=place) from None  # fmt: skip
        self.unpacked += len(raw)
        if len(raw) > MOST_BYTES or self.unpacked > MOST_UNPACKED:
            raise UsageError("{path} unpacks to more than {most} MB; no exercise does.",
                             path=place, most=MOST_BYTES // 2**20)  # fmt: skip
        return raw


def unzip(raw: bytes, path: str) -> Bundle:
    """A ZIP, opened; UsageError where it is none or holds too many entries."""
    try:
        opened = zipfile.ZipFile(io.BytesIO(raw))
        entries = opened.infolist()
    except DAMAGED:
        raise UsageError("{path} is a damaged ZIP file", path=path) from None
    if len(entries) > MOST_ENTRIES:
        raise UsageError("{path} holds more than {most} files; no exercise does.", path=path,
                         most=MOST_ENTRIES)  # fmt: skip
    comments = {
        one.filename: one.comment.decode("utf-8", "replace")[:40] for one in entries
    }
    return Bundle(path, opened, 0, comments)
