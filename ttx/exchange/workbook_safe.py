"""Whether a workbook may be opened at all: its size, its kind, what hides in it.

Looks at the ZIP file that every .xlsx is; opens no sheet and runs nothing.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

from ttx.errors import UsageError
from ttx.exchange.opening import DAMAGED, MOST_BYTES

MOST_OPEN = 200 * 2**20
MOST_PARTS = 2_000
OLD_OFFICE = b"\xd0\xcf\x11\xe0"
"""How the older office files begin, and those that a password closes ([MS-CFB], 2.2)."""


def must_be_safe(path: Path) -> bool:
    """Whether it holds macros (they are not run); UsageError where it cannot be opened."""
    try:
        size = path.stat().st_size
        with path.open("rb") as file:
            start = file.read(8)
    except OSError as wrong:
        raise UsageError("{path} cannot be opened: {why}", path=path, why=wrong.strerror) from None  # fmt: skip
    if size > MOST_BYTES:
        raise UsageError("{path} is {size} MB; a workbook is at most {most} MB", path=path,
                         size=size // 2**20, most=MOST_BYTES // 2**20)  # fmt: skip
    if start.startswith(OLD_OFFICE):
        raise UsageError("{path} is an old .xls file or closed with a password; save it as an"
                         " Excel workbook (.xlsx) without a password", path=path)  # fmt: skip
    return safe_inside(path, path)


def safe_inside(file: Path | BinaryIO, path: str | Path, most: int = MOST_OPEN) -> bool:
    """The same of what lies in it, at most so many bytes when opened; `path` names it."""
    try:
        with zipfile.ZipFile(file) as parts:
            return _looked_into(path, parts, most)
    except DAMAGED:
        raise UsageError("{path} is not an Excel workbook (.xlsx), or it is damaged; save it"
                         " again as .xlsx", path=path) from None  # fmt: skip


def _looked_into(path: str | Path, parts: zipfile.ZipFile, most: int) -> bool:
    inside = parts.infolist()
    told = sum(one.file_size for one in inside)
    if len(inside) > MOST_PARTS or told > most:
        raise UsageError("{path} would become {size} MB when opened; no draaiboek is that large,"
                         " so it is left closed", path=path, size=told // 2**20)  # fmt: skip
    names = [one.filename for one in inside]
    if "xl/workbook.xml" not in names:
        raise UsageError("{path} is not an Excel workbook (.xlsx), or it is damaged; save it"
                         " again as .xlsx", path=path)  # fmt: skip
    for name in names:
        if name.endswith((".xml", ".rels")) and any(_entities(parts, name, most)):
            raise UsageError("{path} holds definitions of its own ({part}), as no spreadsheet"
                             " program writes them; it is left closed", path=path, part=name)  # fmt: skip
    return any(name.endswith("vbaProject.bin") for name in names)


def _entities(parts: zipfile.ZipFile, name: str, left: int) -> Iterator[bool]:
    """Whether an XML part defines entities: the way to make a small file endless."""
    with parts.open(name) as part:
        before = b""
        while chunk := part.read(2**20):
            left -= len(chunk)
            yield b"<!DOCTYPE" in before + chunk or b"<!ENTITY" in before + chunk or left < 0  # fmt: skip
            before = chunk[-16:]
