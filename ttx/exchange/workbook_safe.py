"""Whether a workbook may be opened at all: its size, its kind, what hides in it.

Looks at the ZIP file that every .xlsx is; opens no sheet and runs nothing.
"""

from __future__ import annotations

import re
import zipfile
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO
from xml.parsers import expat

from ttx.errors import UsageError
from ttx.exchange.opening import DAMAGED, MOST_BYTES

MOST_OPEN = 80 * 2**20
MOST_PARTS = 2_000
MOST_ELEMENTS = 1_000_000
"""Elements of XML: about two for a cell; 5,000 rows of 60 columns hold 600,000."""
MOST_MERGED = 50_000
"""Cells that are merged: each takes room, whatever stands in it."""
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
    told = sum(one.file_size for one in inside)  # zipfile gives no more than is stated
    if len(inside) > MOST_PARTS or told > most:
        raise UsageError("{path} would become {size} MB when opened; no draaiboek is that large,"
                         " so it is left closed", path=path, size=told // 2**20)  # fmt: skip
    names = [one.filename for one in inside]
    if "xl/workbook.xml" not in names:
        raise UsageError("{path} is not an Excel workbook (.xlsx), or it is damaged; save it"
                         " again as .xlsx", path=path)  # fmt: skip
    left = _Left(MOST_ELEMENTS, MOST_MERGED)
    for name in names:
        if name.endswith((".xml", ".rels", ".vml")):
            _looked_through(path, parts, name, left)
    return any(name.endswith("vbaProject.bin") for name in names)


@dataclass(slots=True)
class _Left:
    """How much may still come: elements of XML, and cells that are merged."""

    elements: int
    merged: int


def _looked_through(
    path: str | Path, parts: zipfile.ZipFile, name: str, left: _Left
) -> None:
    """Read one part without keeping it; UsageError for what no workbook needs."""
    reader = expat.ParserCreate()

    def begins(element: str, values: dict[str, str]) -> None:
        left.elements -= 1
        if element.endswith("mergeCell"):
            left.merged -= _area(values.get("ref", ""))
        if left.elements < 0 or left.merged < 0:
            raise UsageError("{path} holds more rows and cells ({part}) than any draaiboek has; delete"
                             " what stands below and beside the table, and split merged cells",
                             path=path, part=name)  # fmt: skip

    def defines(*_: object) -> None:
        raise UsageError("{path} holds definitions of its own ({part}), as no spreadsheet"
                         " program writes them; it is left closed", path=path, part=name)  # fmt: skip

    reader.StartElementHandler, reader.StartDoctypeDeclHandler = begins, defines
    with (
        parts.open(name) as part,
        suppress(expat.ExpatError),
    ):  # openpyxl tells of those
        while chunk := part.read(2**18):
            reader.Parse(chunk, False)


def _area(ref: str) -> int:
    """So many cells lie in `A1:C9`; 0 for what is no such range."""
    found = re.fullmatch(
        r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})", ref.strip()
    )
    if not found:
        return 0
    left, top, right, low = found.groups()
    return (abs(_column(right) - _column(left)) + 1) * (abs(int(low) - int(top)) + 1)


def _column(letters: str) -> int:
    number = 0
    for one in letters:
        number = number * 26 + ord(one) - 64
    return number
