"""`ttx show`: time line, what needs what, and what triggers what; drawn or in words."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ttx.cli_files import written
from ttx.errors import UsageError
from ttx.scenario import Scenario

VIEWS = ("time", "needs", "triggers")
FORMS = ("text", "svg")


@dataclass(frozen=True, slots=True)
class View:
    """One way to look at a scenario: its facts, its words and its sheets."""

    facts: Callable[[Scenario], Any]
    words: Callable[[Any, str], str]
    sheets: Callable[[Any, str], list[Any]]


def show(args: argparse.Namespace) -> int:
    """Words go to stdout, or with `--out` to a file; drawings always to files."""
    from ttx import library

    wanted = _among(args.what, VIEWS, "'{given}' cannot be shown; choose from {known}")
    forms = _among(
        args.to, FORMS, "'{given}' is not a form of this; choose from {known}"
    )
    scenario = library.load(args.name).scenario
    stdout = forms == ["text"] and not args.out
    folder = Path(args.out or ".")
    for number, name in enumerate(wanted):
        view = _view(name)
        facts = view.facts(scenario)
        if "text" in forms:
            text = view.words(facts, args.lang)
            if stdout:
                print(("\n" if number else "") + text, end="")
            else:
                _write(folder / f"{scenario.id}.{name}.{args.lang}.txt", text)
        if "svg" in forms:
            _drawn(scenario, view.sheets(facts, args.lang), folder, name, args.lang)
    return 0


def _among(raw: str, known: tuple[str, ...], english: str) -> list[str]:
    chosen = [one.strip() for one in raw.split(",") if one.strip()]
    strange = next((one for one in chosen if one not in known), None)
    if strange is not None or not chosen:
        raise UsageError(english, given=strange or "", known=", ".join(known))
    return list(dict.fromkeys(chosen))


def _view(name: str) -> View:
    from ttx import outline_text

    if name == "time":
        from ttx.outline_time import time_line
        from ttx.report_timeline import sheets

        return View(time_line, outline_text.of_line, sheets)
    from ttx.report_graphs import sheets as drawn

    if name == "needs":
        from ttx.outline_needs import needs_graph as graph
    else:
        from ttx.outline_triggers import trigger_graph as graph
    return View(graph, outline_text.of_graph, drawn)


def _drawn(
    scenario: Scenario, sheets: list[Any], folder: Path, name: str, lang: str
) -> None:
    many = len(sheets)
    for number, sheet in enumerate(sheets, 1):
        page = f".{number}" if many > 1 else ""
        foot = f"{scenario.id} {scenario.version} · {number}/{many}"
        text = sheet.svg(scenario.marking.of(lang), foot)
        _write(folder / f"{scenario.id}.{name}{page}.{lang}.svg", text)


def _write(path: Path, text: str) -> None:
    """A drawing can be made again at any time: one that stands there is replaced."""
    written(path, text, again=True)
    print(path)
