"""Facts and a template make a page: HTML, Markdown or JSON, ready for print and mail.

It takes plain facts and knows nothing of exercises. A page never refers to anything
outside itself, and a text of people never becomes markup.
"""

from __future__ import annotations

import dataclasses
import json
import re
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from markupsafe import Markup

from ttx.errors import AbsentExtra, UsageError
from ttx.report_room import Frame, css_string, environment, markdown

__all__ = ["Frame", "css_string", "environment", "markdown", "page", "to_pdf", "write"]

FORMATS = ("html", "md", "json")
ALL_FORMATS = (*FORMATS, "pdf", "docx")


def write(
    facts: Any,
    frame: Frame,
    templates: Path,
    out: Path,
    lang: str,
    formats: Sequence[str] = FORMATS,
    stem: str = "debrief",
) -> list[Path]:
    """Write the debrief in each format into the folder `out`; returns the files.

    `stem` is the first part of the templates' names. UsageError for a format that is
    not there or a folder that cannot be written.
    """
    made = []
    for ending in formats:
        if ending not in ALL_FORMATS:
            raise UsageError("There is no format '{ending}'; choose from: {formats}",
                             ending=ending, formats=", ".join(ALL_FORMATS))  # fmt: skip
        made_of = _bytes(ending, facts, frame, templates / stem, lang)
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


def _bytes(ending: str, facts: Any, frame: Frame, stem: Path, lang: str) -> bytes:
    if ending == "json":
        return to_json(facts).encode()
    if ending == "docx":
        from ttx.report_word import to_word

        return to_word(facts, frame, stem.with_suffix(".docx"), lang)
    source = "html" if ending == "pdf" else ending
    text = page(f"{stem.name}.{source}.j2", facts, frame, stem.parent, lang)
    return to_pdf(text) if ending == "pdf" else text.encode()


def to_pdf(html: str, one_side: bool = False) -> bytes:
    """The page as a tagged PDF (PDF/UA-1: title, language, bookmarks, words for drawings).

    `one_side`: to be cut, so a printer is told to print on one side and to scale nothing.
    AbsentExtra where the extra or its system library is absent.
    """
    try:
        from weasyprint import HTML
    except (ImportError, OSError) as wrong:
        raise AbsentExtra(
            "A PDF needs an extra part: pip install 'ttx[pdf]' (and Pango from the"
            " system). Or open the HTML page in a browser and print it to PDF."
        ) from wrong
    whole = HTML(string=_spoken(html), url_fetcher=_nothing_outside)
    finisher = _to_cut if one_side else None
    return bytes(whole.write_pdf(pdf_variant="pdf/ua-1", finisher=finisher))


def _to_cut(_document: Any, pdf: Any) -> None:
    """What a viewer proposes when it prints (ISO 32000-1, table 150)."""
    known = pdf.catalog.get("ViewerPreferences")
    wishes = type(pdf.catalog)({"Duplex": "/Simplex", "PrintScaling": "/None"})
    wishes.update(known or {})
    pdf.catalog["ViewerPreferences"] = wishes


def _spoken(html: str) -> str:
    """Drawings whose whole words stand in their title: of those a PDF makes the
    alternative text, and it leaves out the description.
    """
    return re.sub(r"</title>\s*<desc[^>]*>(.*?)</desc>", r". \1</title>", html,
                  flags=re.DOTALL)  # fmt: skip


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
    room.globals["spread"] = _spread(lang)
    room.globals["scheme"] = _scene("scheme", lang)
    room.globals["flow"] = _scene("flow", lang)
    return room.get_template(template).render(facts=facts, frame=frame, **more)


def _curve(frame: Frame, lang: str) -> Callable[..., Markup]:
    def draw(course: Any, since: int, until: int) -> Markup:
        from ttx.report_charts import curve

        return Markup(curve(course, frame.calendar, lang, since, until))

    return draw


def _spread(lang: str) -> Callable[[Any], Markup]:
    def draw(outcome: Any) -> Markup:
        from ttx.report_spread import spread

        return Markup(spread(outcome, lang))

    return draw


def _scene(name: str, lang: str) -> Callable[[Any], Markup]:
    def draw(fact: Any) -> Markup:
        from ttx import report_scenes
        from ttx.report_drawn import svg

        return Markup(svg(getattr(report_scenes, name)(fact, lang)))

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
