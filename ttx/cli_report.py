"""Writing a debrief: the journal's facts, the templates and a folder brought together."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from ttx.errors import JournalError, ScenarioError
from ttx.journal import Entry


def write_debrief(entries: Sequence[Entry], out: Path, lang: str,
                  formats: Sequence[str] = ("html", "md", "json")) -> list[Path]:  # fmt: skip
    """Write the debrief of these entries into a folder; the files, page first."""
    from ttx import library, report
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
    facts = gather(entries, scenario, figures)
    folders = library.shelves("debriefs")
    try:
        return report.write(facts, facts.frame, folders[0], out, lang, tuple(formats))
    except OSError as wrong:
        raise JournalError("The debrief cannot be written at {path}: {why}", path=out,
                           why=wrong.strerror or wrong) from wrong  # fmt: skip
