"""The closed room in which a template of the report is filled, and what it may ask for.

Sandboxed and strict: a template reads facts and runs nothing. What people typed is
escaped for where it goes, and is never read as markup.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from ttx.actions import PARTS
from ttx.moment import Calendar, ago, dated, duration, offset
from ttx.text import Text, about, clean, say


@dataclass(frozen=True, slots=True)
class Frame:
    """What stands around every page: title, marking, status, and where it came from.

    `name` is the file's name without ending; `colophon` holds (what, value) pairs.
    """

    name: str
    title: Text
    subtitle: Text
    marking: Text
    status: Text
    calendar: Calendar
    colophon: tuple[tuple[Text, Text], ...] = ()


def environment(
    templates: Path, lang: str, html: bool = True
) -> ImmutableSandboxedEnvironment:
    """A closed room for templates: sandboxed, strict, and escaping for HTML."""
    room = ImmutableSandboxedEnvironment(
        loader=FileSystemLoader(templates),
        autoescape=html,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    room.globals.update(
        _=lambda english, **params: say(lang, english, **params),
        lang=lang,
        T=lambda at: offset(at),
        on=lambda day: clean(dated(day, lang)),
        part=lambda title: next(
            (key for key, one in PARTS.items() if say(lang, one) == title), ""
        ),
        duration=lambda span: duration(span, lang),
        ago=ago,
        about=lambda count: about(count, lang),
        read=lambda cell: _read(cell, lang),
        style=lambda name: Markup((templates / name).read_text(encoding="utf-8")),
    )
    room.filters["t"] = lambda text: told(text, lang)
    room.filters["css"] = lambda text: css_string(told(text, lang))
    room.filters["flat"] = lambda text: markdown(told(text, lang))
    return room


def _read(cell: Any, lang: str) -> str:
    """What a table had to read and decided in one move."""
    if not cell.messages and not cell.decisions:
        return "-"
    which = 0 if lang == "nl" else 1
    return say(lang, "messages: {count} ({words} words, {minutes} min of reading);"
               " decisions: {decided}", count=cell.messages, words=cell.words[which],
               minutes=cell.minutes[which], decided=cell.decisions)  # fmt: skip


def told(text: Any, lang: str) -> str:
    """A text in the reader's language, without control characters."""
    return clean(text.of(lang) if isinstance(text, Text) else str(text))


def markdown(text: str) -> str:
    """A text on one line of Markdown, with nothing in it that Markdown would act on."""
    flat = " ".join(text.split())
    for mark in ("\\", "`", "*", "_", "[", "]", "<", ">", "|", "#"):
        flat = flat.replace(mark, "\\" + mark)
    return flat


def css_string(text: str) -> Markup:
    """A text as a quoted string of a style sheet; all that could act is escaped."""
    safe = (
        one if one.isascii() and one.isalnum() else f"\\{ord(one):x} " for one in text
    )
    return Markup('"' + "".join(safe) + '"')
