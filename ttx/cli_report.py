"""Writing a debrief: the journal's facts, the templates and a folder brought together."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from ttx.errors import JournalError, ScenarioError, UsageError
from ttx.journal import Entry

if TYPE_CHECKING:
    from ttx.debrief.facts import Debrief
    from ttx.report_room import Frame
    from ttx.scenario import Scenario
    from ttx.variant_tried import Tried


@dataclass(frozen=True, slots=True)
class Version:
    """Which report: whole, of one table, on two pages, without names; with the annex of
    modelled mortality."""

    table: str = ""
    short: bool = False
    anonymous: bool = False
    sensitive: bool = False

    @property
    def stem(self) -> str:
        """The first part of its templates' names."""
        return "debrief_short" if self.short else "debrief"


def write_debrief(entries: Sequence[Entry], out: Path, lang: str,
                  formats: Sequence[str] = ("html", "md", "json"),
                  version: Version = Version(),
                  tried: Tried | None = None) -> list[Path]:  # fmt: skip
    """Write the debrief of these entries into a folder; the files, page first.

    `tried` is what was computed of the influence of decisions, if it was.
    """
    from ttx.debrief.facts import gather
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
    whole = gather(entries, scenario, figures, tried, version.sensitive)
    facts = _version(whole, entries, scenario, version)
    return pages(facts, facts.frame, version.stem, out, lang, formats)


def pages(facts: object, frame: Frame, stem: str, out: Path, lang: str,
          formats: Sequence[str]) -> list[Path]:  # fmt: skip
    """Write facts in each form, from the nearest templates called `stem`; the files."""
    from ttx import report

    made = []
    for one in formats:
        folder = _templates(one, stem)
        try:
            made += report.write(facts, frame, folder, out, lang, (one,), stem)
        except OSError as wrong:
            if isinstance(wrong, LookupError):  # jinja2: a template that is not there
                raise UsageError("The report template {name} is not in {folder}",
                                 name=getattr(wrong, "name", wrong), folder=folder) from wrong  # fmt: skip
            raise JournalError("The debrief cannot be written at {path}: {why}", path=out,
                               why=wrong.strerror or wrong) from wrong  # fmt: skip
    return made


def _version(facts: Debrief, entries: Sequence[Entry], scenario: Scenario,
             version: Version) -> Debrief:  # fmt: skip
    """The facts of one version of the report, with its own file name."""
    from ttx.debrief.facts import digest_of
    from ttx.debrief.letters import anonymous
    from ttx.debrief.one_table import for_table
    from ttx.evaluation_log import Log

    if version.table:
        facts = for_table(facts, Log(entries, scenario), version.table)
    if version.anonymous:
        facts = anonymous(facts, scenario, digest_of(entries))
    if version.short:
        frame = replace(facts.frame, name=f"{facts.frame.name}-short")
        facts = replace(facts, frame=frame)
    return facts


ENDINGS = {"html": "html.j2", "pdf": "html.j2", "md": "md.j2", "docx": "docx"}
"""How the template of each form of the report is called; JSON needs none."""


def _templates(form: str, stem: str) -> Path:
    """The nearest folder with the template of this form of the report."""
    from ttx import library

    name = f"{stem}.{ENDINGS[form]}" if form in ENDINGS else ""
    found = library.templates(name) if name else library.shelves("debriefs")
    if not found:
        raise UsageError("The report templates ({names}) are in none of the folders"
                         " {folders}", names=name,
                         folders=", ".join(map(str, library.shelves("debriefs"))))  # fmt: skip
    return found[0]
