"""Which scenario a command asks for, and where journals lie."""

from __future__ import annotations

import argparse
import os
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

from ttx.errors import UsageError
from ttx.scenario import Scenario


def scenario_of(args: argparse.Namespace) -> Scenario:
    """The scenario that is asked for, with its preset, length, pace and end."""
    from ttx import library

    objectives = [one for one in args.objectives.split(",") if one]
    loaded = library.load(args.name, args.preset, args.params, args.length, objectives,
                          own=args.own)  # fmt: skip
    for text in loaded.fell_away:
        print(text.of(args.lang), file=sys.stderr)
    scenario = loaded.scenario
    changes: dict[str, Any] = {}
    if args.pace:
        changes["pace"] = args.pace
        if args.pace != loaded.scenario.pace:  # advice for moves, or keys of the clock
            changes["guide"] = ()
    if args.until:
        changes["endex"] = _until(scenario, args.until)
    return scenario.model_copy(update=changes) if changes else scenario


def _until(scenario: Scenario, text: str) -> int:
    try:
        at = scenario.calendar.parse(text)
    except ValueError:
        raise UsageError(
            "'{given}' is not a moment; write it as T+1:30, D+1 06:00 or 14:00",
            given=text,
        ) from None
    return min(at, scenario.endex)


def data_folder() -> Path:
    """Where journals go if no file is named."""
    base = os.environ.get("XDG_DATA_HOME") or os.environ.get("LOCALAPPDATA")
    return Path(base) / "ttx" if base else Path.home() / ".local" / "share" / "ttx"


def journal_path(name: str) -> Path:
    """A file for a new journal that is not there yet."""
    folder = data_folder() / "journals"
    stamp = datetime.now().strftime("%Y%m%d-%H%M%S")
    path = folder / f"{name}-{stamp}.ttx"
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{name}-{stamp}-{number}.ttx"
    return path


def last_journal(name: str) -> Path | None:
    """The journal that was begun last for the scenario of this name, if one is kept."""
    stamped = (data_folder() / "journals").glob(f"{name}-[0-9]*.ttx")
    return max(stamped, key=lambda one: one.name, default=None)
