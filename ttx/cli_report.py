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
    folder = _templates(formats)
    try:
        return report.write(facts, facts.frame, folder, out, lang, tuple(formats))
    except OSError as wrong:
        if isinstance(wrong, LookupError):  # jinja2: a template that is not there
            raise UsageError("The report template {name} is not in {folder}",
                             name=getattr(wrong, "name", wrong), folder=folder) from wrong  # fmt: skip
        raise JournalError("The debrief cannot be written at {path}: {why}", path=out,
                           why=wrong.strerror or wrong) from wrong  # fmt: skip


def _templates(formats: Sequence[str]) -> Path:
    """The nearest folder with a template for each format; json needs none."""
    from ttx import library

    shelves = library.shelves("debriefs")
    names = [f"debrief.{'html' if one == 'pdf' else one}.j2" for one in formats]
    for name in names:
        if found := library.templates(name):
            shelves = [one for one in shelves if one in found]
        elif name in ("debrief.html.j2", "debrief.md.j2"):
            shelves = []
    if not shelves:
        raise UsageError("The report templates ({names}) are in none of the folders"
                         " {folders}", names=", ".join(names),
                         folders=", ".join(map(str, library.shelves("debriefs"))))  # fmt: skip
    return shelves[0]
