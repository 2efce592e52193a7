"""Writing a debrief: the journal's facts, the templates and a folder brought together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from ttx.errors import JournalError, ScenarioError, UsageError
from ttx.journal import Entry

if TYPE_CHECKING:
    from ttx.variant_tried import Tried


def write_debrief(entries: Sequence[Entry], out: Path, lang: str,
                  formats: Sequence[str] = ("html", "md", "json"),
                  tried: Tried | None = None) -> list[Path]:  # fmt: skip
    """Write the debrief of these entries into a folder; the files, page first.

    `tried` is what was computed of the influence of decisions, if it was.
    """
    from ttx import report
    from ttx.debrief import gather
    from ttx.scenario.reading import thaw
    from ttx.world import World

    try:
        scenario = thaw(entries[0].body["scenario"])
    except ValueError as wrong:
        raise JournalError("The scenario in {path} cannot be read by this version of the"
                           " program: {why}", path=out, why=str(wrong).splitlines()[0]) from wrong  # fmt: skip
    try:
        figures = World(scenario, 0).figures
    except ScenarioError:
        figures = []  # a journal of another world: its debrief still reads
    facts = gather(entries, scenario, figures, tried)
    made = []
    for one in formats:
        folder = _templates(one)
        try:
            made += report.write(facts, facts.frame, folder, out, lang, (one,))
        except OSError as wrong:
            if isinstance(wrong, LookupError):  # jinja2: a template that is not there
                raise UsageError("The report template {name} is not in {folder}",
                                 name=getattr(wrong, "name", wrong), folder=folder) from wrong  # fmt: skip
            raise JournalError("The debrief cannot be written at {path}: {why}", path=out,
                               why=wrong.strerror or wrong) from wrong  # fmt: skip
    return made


TEMPLATES = {
    "html": "debrief.html.j2",
    "pdf": "debrief.html.j2",
    "md": "debrief.md.j2",
    "docx": "debrief.docx",
}
"""The template that each form of the report is made from; JSON needs none."""


def _templates(form: str) -> Path:
    """The nearest folder with the template of this form of the report."""
    from ttx import library

    name = TEMPLATES.get(form)
    found = library.templates(name) if name else library.shelves("debriefs")
    if not found:
        raise UsageError("The report templates ({names}) are in none of the folders"
                         " {folders}", names=name,
                         folders=", ".join(map(str, library.shelves("debriefs"))))  # fmt: skip
    return found[0]
