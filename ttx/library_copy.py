"""A copy of a scenario under a name, title and date of its own; its comments stay.

It changes three keys in the text and shifts day D; what else names a day it points out.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from ttx.library_shelves import SUFFIXES, find
from ttx.moment import MONTHS
from ttx.text import say


@dataclass(frozen=True, slots=True)
class Copied:
    """Where the copy stands, and sentences on what its writer should look at."""

    path: Path
    to_read: list[str]


FULL_DAYS = {
    "nl": "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split(),
    "en": "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split(),
}


def copied(
    name: str, new: str, folder: Path, title: str, startex: str, lang: str
) -> Copied:
    """Copy a scenario into `folder`; UsageError if there is none, OSError if it cannot.

    `startex` (`2027-03-10 07:00`) moves day D by as many days; "" leaves the date.
    """
    source = find(name)
    folder.mkdir(parents=True, exist_ok=True)
    target = folder / new if source.is_dir() else folder / f"{new}{source.suffix}"
    parts = {source: target}
    if source.is_dir():
        target.mkdir()
        parts = {one: target / one.name for one in sorted(source.iterdir())
                 if one.suffix in SUFFIXES}  # fmt: skip
    told: list[str] = []
    for old, made in parts.items():
        text = _own(old.read_text(encoding="utf-8"), new, title, startex)
        with made.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
        if startex and (lines := list(_dated(text))):
            told.append(say(lang, "{path} names days or dates; they were left as they were. Look at line(s)"
                            " {lines}.", path=made, lines=", ".join(map(str, lines[:20]))))  # fmt: skip
    return Copied(target, told)


def _own(text: str, new: str, title: str, startex: str) -> str:
    """The text with its own id, title and STARTEX, where it has those keys."""
    text = _put(text, "id", new)
    if title:
        text = _put(text, "title", json.dumps(title, ensure_ascii=False))
    if startex and (old := re.search(r"^startex: *[\"']?(\d{4}-\d\d-\d\d) \S+ ([^\s\"'#]+)", text, re.M)):  # fmt: skip
        shift = (date.fromisoformat(startex[:10]) - date.fromisoformat(old[1])).days
        text = _put(text, "startex", f"{startex} {old[2]}")
        if day := re.search(r"^day_d: *[\"']?(\d{4}-\d\d-\d\d)", text, re.M):
            moved = date.fromisoformat(day[1]) + timedelta(days=shift)
            text = _put(text, "day_d", moved.isoformat())
    return text


def _put(text: str, key: str, value: str) -> str:
    """A top-level key with this value; the lines below it that were its value go."""
    found = re.compile(rf"^{key}:.*\n(?:[ \t]+\S.*\n)*", re.M)
    return found.sub(lambda _: f"{key}: {value}\n", text, count=1)


def _dated(text: str) -> Iterator[int]:
    """The lines, outside comments, that name a weekday, a date or a month."""
    days = [*FULL_DAYS["nl"], *FULL_DAYS["en"]]
    months = "|".join(dict.fromkeys([*MONTHS["nl"], *MONTHS["en"]]))
    named = re.compile(rf"\b({'|'.join(days)})\b|\b\d{{1,2}} ({months})\w*\b|\b20\d\d-\d\d-\d\d\b", re.I)  # fmt: skip
    for number, line in enumerate(text.splitlines(), 1):
        bare = line.partition(" #")[0]
        own = line.startswith(("startex:", "day_d:", "#"))
        if not own and "source:" not in bare and named.search(bare):
            yield number
