"""The report as a Word document, from a template that an organisation may replace.

A template is an ordinary .docx with names of facts between double braces. It is filled
in a closed room: what people typed stays text and is never run.
"""

from __future__ import annotations

import io
import re
import zipfile
from pathlib import Path
from typing import Any

from jinja2 import DictLoader, TemplateError
from jinja2.sandbox import ImmutableSandboxedEnvironment

from ttx.errors import AbsentExtra, UsageError
from ttx.moment import dated
from ttx.report_pictures import pictures
from ttx.report_room import Frame, environment, told

LANGUAGE = {"nl": "nl-NL", "en": "en-GB"}
NOT_IN_XML = re.compile(r"[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""What an XML document cannot hold (W3C, XML 1.0, section 2.2)."""
STAMP = (2026, 1, 1, 0, 0, 0)
"""When the parts of a document say that they were made: the same facts, the same file."""
MAIN = "word/document.xml"


def to_word(facts: Any, frame: Frame, template: Path, lang: str, **more: Any) -> bytes:
    """The document as bytes of a .docx; `more` are further names for the template.

    AbsentExtra without docxtpl; UsageError for a template that is no Word document or
    holds a name or sign that cannot be filled in.
    """
    try:
        from docxtpl import DocxTemplate
    except ImportError as wrong:
        raise AbsentExtra(
            "A Word document needs an extra part: pip install 'ttx[word]'."
        ) from wrong
    _must_be_word(template)
    document = DocxTemplate(str(template))
    room = closed_room(template.parent, frame, lang)
    room.globals.update(pictures(document, facts, frame, lang))
    try:
        document.render({"facts": facts, "frame": frame, **more}, room, autoescape=True)
    except (TemplateError, TypeError, ValueError, ArithmeticError) as wrong:
        raise cannot_fill(template, wrong) from wrong
    for table in document.docx.tables:
        fitted(table)
    _properties(document, frame, lang)
    made = io.BytesIO()
    document.save(made)
    return settled(made.getvalue())


def cannot_fill(template: Path, wrong: Exception) -> UsageError:
    """What is wrong with a template, and near which words."""
    near = " ".join(" ".join(getattr(wrong, "docx_context", ())).split())[:120]
    return UsageError("The report template {path} cannot be filled in: {why} (near: {near})",
                      path=template, why=str(wrong) or type(wrong).__name__,
                      near=near or "-")  # fmt: skip


def _must_be_word(template: Path) -> None:
    try:
        with zipfile.ZipFile(template) as parts:
            known = MAIN in parts.namelist()
    except (OSError, zipfile.BadZipFile):
        known = False
    if not known:
        raise UsageError("The report template {path} is not a Word document (.docx)",
                         path=template)  # fmt: skip


def closed_room(
    templates: Path, frame: Frame, lang: str
) -> ImmutableSandboxedEnvironment:
    """The room in which a Word template is filled: it opens no files and escapes all."""
    room = environment(templates, lang)
    room.loader = DictLoader({})
    del room.globals["style"]
    room.filters["t"] = lambda text: plain(told(text, lang))
    room.globals["when"] = lambda at: frame.calendar.label(at, lang)
    room.globals["day"] = frame.calendar.day
    room.globals["at"] = lambda at: _at(frame, at, lang)
    room.globals["step"] = lambda one: _step(frame, one, lang)
    room.globals["dated"] = lambda day: f" ({dated(day, lang)})" if day else ""
    room.globals["br"] = "\n"
    room.globals["breakable"] = lambda name: plain(str(name)).replace(".", ".\u200b")
    return room


def plain(text: str) -> str:
    """A text without the signs that an XML document cannot hold."""
    return NOT_IN_XML.sub("", text)


def _at(frame: Frame, at: int, lang: str) -> str:
    return f"{frame.calendar.day(at)} {frame.calendar.label(at, lang)}".strip()


def _step(frame: Frame, one: Any, lang: str) -> str:
    if one is None:
        return "-"
    placed = plain(told(one.placed, lang))
    return f"{placed} ({_at(frame, one.at, lang)})" if placed else _at(frame, one.at, lang)  # fmt: skip


def fitted(table: Any) -> None:
    """A table that a loop made wider than its place: the first column keeps its width,
    the others share the rest.
    """
    grid = table._tbl.tblGrid.gridCol_lst
    widths = [cell.width or 0 for cell in table.rows[0].cells] if table.rows else []
    room = sum(int(one.w or 0) for one in grid)
    if len(widths) != len(grid) or sum(widths) <= room * 1.01:
        return
    share = (room - widths[0]) // max(1, len(widths) - 1)
    for place, column in enumerate(grid):
        column.w = widths[0] if place == 0 else share
    for row in table.rows:
        for place, cell in enumerate(row._tr.tc_lst):
            cell.width = widths[0] if place == 0 else share


def _properties(document: Any, frame: Frame, lang: str) -> None:
    """Title, subject and language, for a reader that speaks the document aloud."""
    about = document.docx.core_properties
    about.title = plain(f"{told(frame.subtitle, lang)}: {told(frame.title, lang)}")[
        :255
    ]
    about.subject = plain(told(frame.status, lang))[:255]
    about.keywords = plain(told(frame.marking, lang))[:255]
    about.language = LANGUAGE[lang]
    for named in document.docx.styles.element.iter():
        if named.tag.endswith("}lang"):
            named.set(named.tag.replace("}lang", "}val"), LANGUAGE[lang])


def settled(document: bytes) -> bytes:
    """The same document with fixed times on its parts, so that it is the same file."""
    made = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(document)) as parts,
        zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as out,
    ):
        for name in parts.namelist():
            out.writestr(zipfile.ZipInfo(name, STAMP), parts.read(name),
                         zipfile.ZIP_DEFLATED)  # fmt: skip
    return made.getvalue()
