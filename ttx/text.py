"""One text in several languages, and numbers as each language writes them.

Scenario text may hold `{{ gauge | filter }}`: plain substitution with the closed
set of filters below; nothing in it is ever run as code.
"""

from __future__ import annotations

import gettext
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar

LANGUAGES = ("nl", "en")
_LOCALE = Path(__file__).parent / "locale"
_HOLE = re.compile(r"\{\{\s*([^{}|]+?)\s*(?:\|\s*([a-z_]+)\s*)?\}\}")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]")


@dataclass(frozen=True, slots=True)
class Text:
    """One text in Dutch and English; an absent language falls back to the other."""

    __pydantic_config__: ClassVar[dict[str, str]] = {"extra": "forbid"}

    nl: str = ""
    en: str = ""

    def of(self, lang: str) -> str:
        """The text in this language, or in the one that there is."""
        return (self.nl or self.en) if lang == "nl" else (self.en or self.nl)

    def __bool__(self) -> bool:
        return bool(self.nl or self.en)


@lru_cache(maxsize=4)
def _catalogue(lang: str) -> gettext.NullTranslations:
    return gettext.translation("ttx", str(_LOCALE), [lang], fallback=True)


def say(lang: str, english: str, /, **params: object) -> str:
    """The program's own words: the English sentence, in the reader's language.

    `english` is looked up in the gettext catalogue; `{name}` is filled in after.
    """
    words = english if lang == "en" else _catalogue(lang).gettext(english)
    return words.format(**params) if params else words


def both(english: str, /, **params: object) -> Text:
    """A sentence of the program in each language; a Text in it is filled in its own."""

    def one(lang: str) -> str:
        words = {k: v.of(lang) if isinstance(v, Text) else v for k, v in params.items()}
        return say(lang, english, **words)

    return Text(one("nl"), one("en"))


def clean(text: str) -> str:
    """Text from people, without control characters (ESC and the like)."""
    return _CONTROL.sub("", text.replace("\r\n", "\n"))


def number(value: float, lang: str, decimals: int = 0) -> str:
    """`1.234,5` in Dutch, `1,234.5` in English; never `-0`."""
    rounded = round(value, decimals) + 0.0
    plain = f"{rounded:,.{decimals}f}"
    return plain.translate(str.maketrans(",.", ".,")) if lang == "nl" else plain


def about(value: float, lang: str) -> str:
    """A computed number at the precision that it deserves: two digits at most."""
    if abs(value) < 10:
        return number(value, lang)
    power = len(str(int(abs(value)))) - 2
    return number(round(value, -power), lang)


def hours(value: float, lang: str) -> str:
    """Hours as people say them: whole above three, halves below."""
    if value >= 3:
        return number(value, lang)
    return number(round(value * 2) / 2, lang, 0 if round(value * 2) % 2 == 0 else 1)


def percent(value: float, lang: str) -> str:
    """A share from 0 to 1 as a whole percentage, `35 %`."""
    return f"{number(value * 100, lang)} %"


def free(value: float, lang: str) -> str:
    """Room that is left; below nought how far it is over full."""
    if round(value) >= 0:
        return about(value, lang)
    full = {"nl": "vol, {count} boven capaciteit"}.get(
        lang, "full, {count} over capacity"
    )
    return full.format(count=about(-value, lang))


def yes(value: float, lang: str) -> str:
    """A figure that is on or off, in words."""
    return {"nl": ("nee", "ja")}.get(lang, ("no", "yes"))[value >= 0.5]


FILTERS: dict[str, Callable[[float, str], str]] = {
    "number": number,
    "about": about,
    "hours": hours,
    "percent": percent,
    "one": lambda value, lang: number(value, lang, 1),
    "yes": yes,
    "free": free,
}


def holes(text: str) -> list[tuple[str, str]]:
    """The (gauge, filter) pairs that a text names; filter is "" if none."""
    return [(name.strip(), how or "") for name, how in _HOLE.findall(text)]


def replaced(text: str, blank: str) -> str:
    """The text with the same words in each hole, whatever its gauge."""
    return _HOLE.sub(lambda _: blank, text)


def fill(text: str, lang: str, read: Callable[[str], float]) -> str:
    """The text with each hole filled by what `read` says of its gauge."""

    def one(hole: re.Match[str]) -> str:
        return FILTERS[hole[2] or "about"](read(hole[1].strip()), lang)

    return _HOLE.sub(one, text)


def unmarked(page: str) -> str:
    """A page of Markdown as plain text to read in a terminal.

    Headings keep their words, the cells of a table stand behind each other, and what was
    escaped reads as it was written.
    """
    lines = []
    for line in re.sub(r"<!--.*?-->", "", page, flags=re.S).splitlines():
        if re.fullmatch(r"\|(-+\|)+", line.strip()):
            continue
        if line.startswith("#"):
            line = line.lstrip("#").strip().upper()
        elif line.startswith("|"):
            cells = [one.strip() for one in re.split(r"(?<!\\)\|", line)]
            line = " · ".join(one for one in cells if one)
        line = re.sub(r"(?<!\\)(\*\*|~~|_(?=\S.*\S_$)|(?<=\S)_$)", "", line)
        lines.append(re.sub(r"\\(.)", r"\1", line).rstrip())
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip() + "\n"
