"""The same again: an exercise played once more from its journal, to go on or to verify.

Nothing here decides; recorded actions are used as they were taken.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from ttx import WORLD
from ttx.actions import from_plain
from ttx.errors import JournalError
from ttx.exercise import Exercise
from ttx.journal import Entry, Journal
from ttx.scenario import Scenario
from ttx.scenario.reading import thaw

Progress = Callable[[float], None]
"""Told how far a replay is, from 0 to 1."""


def _silent(share: float) -> None:
    """Nobody waits for this replay."""


def resume(path: Path, progress: Progress = _silent) -> Exercise:
    """The exercise of a journal file, at the last moment that was on disk.

    Raises JournalError where the file is broken, of another world, or plays differently.
    """
    journal = Journal.open(path)
    reached, _ = journal.reached()
    exercise = _over(journal, progress)
    exercise.advance(reached)
    progress(1.0)
    return exercise


def planned(path: Path) -> Scenario:
    """The scenario that a journal file holds, as `resume` will play it."""
    journal = Journal.open(path)
    try:
        return thaw(fits(next(iter(journal)))["scenario"])
    except ValueError as wrong:
        raise unreadable(journal, wrong) from wrong
    finally:
        journal.close()


def verify(path: Path) -> Exercise:
    """Play a journal again beside itself; Differs names the first entry that differs."""
    return shadow(path)


def shadow(path: Path) -> Exercise:
    """The exercise of a journal file, played again beside it: the file stays as it is."""
    journal = Journal.open(path)
    copy = Journal()
    for entry in journal:
        copy.append(entry.at, entry.kind, entry.body)
    reached, _ = journal.reached()
    journal.close()
    exercise = _over(copy)
    if not exercise.over:
        exercise.advance(reached)
    return exercise


def fork(source: Sequence[Entry], before: int, path: Path | None) -> Exercise:
    """A new exercise from the entries before number `before`; the old stays whole.

    The new journal holds its parent's digest and sequence in its first entry.
    """
    kept = [one for one in source if one.seq < before]
    if not kept:
        raise JournalError(
            "There is nothing before entry {seq} to go back to.", seq=before
        )
    original = Journal()
    for entry in kept:
        original.append(entry.at, entry.kind, entry.body)
    parent = {"digest": original.digest, "seq": kept[-1].seq}
    journal = Journal.create(path) if path else Journal()
    exercise = Exercise.again({**fits(kept[0]), "parent": parent}, journal)
    feed(exercise, kept[1:])
    exercise.advance(kept[-1].at)
    return exercise


def feed(
    exercise: Exercise, entries: Sequence[Entry], progress: Progress = _silent
) -> None:
    """Ask again what was asked, each thing at its own time."""
    for number, entry in enumerate(entries):
        progress(number / len(entries))
        if entry.kind != "asked":
            continue
        exercise.journal.wall, exercise.journal.table = entry.wall, entry.table
        exercise.advance(entry.at)
        body = entry.body
        exercise.submit(from_plain(body["action"]), body["by"], body["hand"])


def _over(journal: Journal, progress: Progress = _silent) -> Exercise:
    entries = list(journal)
    journal.rewind()
    body = fits(entries[0])
    try:
        exercise = Exercise.again(body, journal)
    except ValueError as wrong:
        raise unreadable(journal, wrong) from wrong
    feed(exercise, entries[1:], progress)
    return exercise


def unreadable(journal: Journal, wrong: ValueError) -> JournalError:
    """The scenario that a journal kept is not one that this version understands."""
    why = str(wrong).splitlines()[0]
    return JournalError("The scenario in {path} cannot be read by this version of the"
                        " program: {why}", path=journal.path, why=why)  # fmt: skip


def fits(first: Entry) -> dict[str, Any]:
    """What a journal's first entry says; JournalError where this program plays another
    world than the one it was made in."""
    if first.kind != "started":
        raise JournalError("The journal does not begin with a start.")
    if first.body["world"] != WORLD:
        raise JournalError(
            "This journal was made in world {old}; this program plays world {new}. Reading"
            " it, its debrief and its export still work; resume, verify and what-if need"
            " the program of that world.", old=first.body["world"], new=WORLD)  # fmt: skip
    return dict(first.body)
