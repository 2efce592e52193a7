"""Facts and a template make a page: HTML, Markdown or JSON, ready for print and mail.

It takes plain facts and knows nothing of exercises. A page never refers to anything
outside itself, and a text of people never becomes markup.
"""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from jinja2 import FileSystemLoader, StrictUndefined
from jinja2.sandbox import ImmutableSandboxedEnvironment
from markupsafe import Markup

from ttx.actions import PARTS
from ttx.errors import AbsentExtra, UsageError
from ttx.moment import MONTHS, Calendar, ago, duration, offset
from ttx.text import Text, clean, say

FORMATS = ("html", "md", "json")
ALL_FORMATS = (*FORMATS, "pdf")


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


def write(
    facts: Any,
    frame: Frame,
    templates: Path,
    out: Path,
    lang: str,
    formats: Sequence[str] = FORMATS,
) -> list[Path]:
    """Write the debrief in each format into the folder `out`; returns the files.

    UsageError for a format that is not there or a folder that cannot be written.
    """
    made = []
    for ending in formats:
        if ending not in ALL_FORMATS:
            raise UsageError("There is no format '{ending}'; choose from: {formats}",
                             ending=ending, formats=", ".join(ALL_FORMATS))  # fmt: skip
        made_of = _bytes(ending, facts, frame, templates, lang)
        path = out / f"{frame.name}.{lang}.{ending}"
        try:
            out.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made_of)
        except OSError as wrong:
            raise UsageError(
                "Cannot write {path}: {why}", path=path, why=wrong
            ) from wrong
        made.append(path)
    return made


def _bytes(ending: str, facts: Any, frame: Frame, templates: Path, lang: str) -> bytes:
    if ending == "json":
        return to_json(facts).encode()
    source = "html" if ending == "pdf" else ending
    text = page(f"debrief.{source}.j2", facts, frame, templates, lang)
    return to_pdf(text) if ending == "pdf" else text.encode()


def to_pdf(html: str) -> bytes:
    """The page as PDF; AbsentExtra where the extra or its system library is absent."""
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as wrong:
        raise AbsentExtra(
            "A PDF needs an extra part: pip install 'ttx[pdf]' (and Pango from the"
            " system). Or open the HTML page in a browser and print it to PDF."
        ) from wrong
    return bytes(HTML(string=html, url_fetcher=_nothing_outside).write_pdf())


def _nothing_outside(url: str, *_: Any) -> dict[str, Any]:
    raise ValueError(f"a report refers to nothing outside itself: {url}")


def page(
    template: str,
    facts: Any,
    frame: Frame,
    templates: Path,
    lang: str,
    **more: Any,
) -> str:
    """One page from one template; `more` are further names for the template."""
    room = environment(templates, lang, html=".html" in template or ".svg" in template)
    room.globals["when"] = lambda at: frame.calendar.label(at, lang)
    room.globals["day"] = frame.calendar.day
    room.globals["curve"] = _curve(frame, lang)
    room.globals["lanes"] = _lanes(frame, lang)
    return room.get_template(template).render(facts=facts, frame=frame, **more)


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
        on=lambda day: dated(day, lang),
        part=lambda title: next(
            (key for key, one in PARTS.items() if say(lang, one) == title), ""
        ),
        duration=lambda span: duration(span, lang),
        ago=ago,
        style=lambda name: Markup((templates / name).read_text(encoding="utf-8")),
    )
    room.filters["t"] = lambda text: told(text, lang)
    room.filters["css"] = lambda text: css_string(told(text, lang))
    room.filters["flat"] = lambda text: markdown(told(text, lang))
    return room


def dated(day: str, lang: str) -> str:
    """`2027-03-01` as people of this language write it; other words as they stand."""
    parts = clean(day).split("-")
    if [len(one) for one in parts] != [4, 2, 2] or not "".join(parts).isdecimal():
        return clean(day)
    year, month, number = (int(one) for one in parts)
    named = MONTHS[lang][month - 1] if 1 <= month <= 12 else ""
    return f"{number} {named} {year}" if named else clean(day)


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


def _curve(frame: Frame, lang: str) -> Callable[..., Markup]:
    def draw(course: Any, since: int, until: int) -> Markup:
        from ttx.report_charts import curve

        return Markup(curve(course, frame.calendar, lang, since, until))

    return draw


def _lanes(frame: Frame, lang: str) -> Callable[..., Any]:
    def place(line: Any) -> Any:
        from ttx.report_lanes import lanes

        return lanes(line, frame.calendar, lang)

    return place


def to_json(facts: Any) -> str:
    """The facts as JSON: both languages, exercise times in ms after STARTEX."""
    plain = dataclasses.asdict(facts)
    return json.dumps(plain, ensure_ascii=False, indent=1, default=_plain) + "\n"


def _plain(value: Any) -> Any:
    if isinstance(value, Path):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else str(value)
