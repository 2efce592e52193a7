"""`--sign-off FILE`: what experts said of the assumptions goes into the journal.

Read before anything is written: a file with a fault in it leaves the journal as it was.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from ttx.actions import SIGNED, SignOff, from_plain
from ttx.errors import ScenarioError, UsageError
from ttx.exercise import Exercise
from ttx.scenario import Scenario
from ttx.text import say

BY = "leader"
"""The seat that brings the list in: exercise control answers for it."""


def words_of(name: str | None, scenario: Scenario) -> list[SignOff]:
    """What experts said, from a filled-in list; none without a file.

    UsageError for a file that cannot be opened, ScenarioError with every fault in it.
    """
    from ttx.rehearsal.design import places_known
    from ttx.scenario.sign_off import read_sheet

    if not name:
        return []
    path = Path(name)
    try:
        raw = path.read_bytes()
    except OSError as wrong:
        raise UsageError("{path} cannot be opened: {why}", path=path,
                         why=wrong.strerror or wrong) from wrong  # fmt: skip
    found, problems = read_sheet(raw, name, scenario.id, list(SIGNED),
                                 places_known(scenario))  # fmt: skip
    if problems:
        raise ScenarioError(problems)
    return [SignOff(one.figure, one.verdict, one.role, one.date, one.remark, one.to)
            for one in found.signed]  # fmt: skip


def enter(exercise: Exercise, words: Sequence[SignOff]) -> int:
    """Ask each through the one door; what the journal has already is not asked again."""
    latest = {(one.figure, one.role): one for one in _asked(exercise)}
    fresh = [one for one in words if latest.get((one.figure, one.role)) != one]
    for one in fresh:
        exercise.submit(one, BY)
    return len(fresh)


def _asked(exercise: Exercise) -> list[SignOff]:
    actions = (from_plain(entry.body["action"]) for entry in exercise.journal
               if entry.kind == "asked" and not entry.body["refusal"])  # fmt: skip
    return [one for one in actions if isinstance(one, SignOff)]


def bring_in(args: argparse.Namespace) -> None:
    """`ttx debrief F.ttx --sign-off FILE`: into a journal that was played."""

    from ttx.replay import planned, resume

    path = Path(args.file)
    words = words_of(args.sign_off, planned(path))
    exercise = resume(path)
    try:
        exercise.journal.wall = round(time.time(), 3)
        fresh = enter(exercise, words)
    finally:
        exercise.journal.close()
    print(say(args.lang, "Signed off: {count} assumptions from {path}, {fresh} of them new or"
              " changed.", count=len(words), path=args.sign_off, fresh=fresh), file=sys.stderr)  # fmt: skip
