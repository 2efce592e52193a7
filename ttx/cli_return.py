"""`ttx debrief F.ttx --read REPORT.docx`: what people filled in comes back in the journal.

Asked through the one door like everything else; it changes nothing of the document.
"""

from __future__ import annotations

import argparse
import sys
import time
from collections.abc import Sequence
from pathlib import Path

from ttx.debrief.facts import digest_of
from ttx.debrief.reading import Reading
from ttx.debrief.returned import returned
from ttx.debrief.taken import taken
from ttx.errors import UsageError
from ttx.evaluation_log import Log
from ttx.evaluation_work import work
from ttx.exercise import Exercise
from ttx.journal import Entry
from ttx.replay import resume
from ttx.report_reading import read
from ttx.text import Text, both, say


def bring_back(args: argparse.Namespace) -> int:
    """Read the document, ask what is new or changed; 1 where something was not taken.

    UsageError for a document of another exercise or one that cannot be read.
    """
    paper = read(Path(args.read))
    found = returned(paper)
    exercise = resume(Path(args.file))
    try:
        entries = list(exercise.journal)
        upto = printed_at(entries, found.digests)
        if upto is None and found.digests:
            raise UsageError("{path} was printed from another exercise than {journal}",
                             path=args.read, journal=args.file)  # fmt: skip
        if not found.rows and not paper.margins:
            raise UsageError("{path} holds no table of the report that can be read back",
                             path=args.read)  # fmt: skip
        then = entries if upto is None else entries[:upto]
        reading = taken(exercise.scenario, work(Log(then, exercise.scenario)),
                        work(Log(entries, exercise.scenario)), found, paper.margins)  # fmt: skip
        notes = _asked(exercise, reading)
    finally:
        exercise.journal.close()
    return _told(args, reading, [*reading.notes, *notes])


def printed_at(entries: Sequence[Entry], digests: Sequence[str]) -> int | None:
    """How many entries the journal had when this document was printed: where its digest
    fits; None where none of the digests does.
    """
    wanted = set(digests)
    found = [number for number, link in enumerate(links_of(entries), 1)
             if link[:16] in wanted]  # fmt: skip
    return max(found, default=None)


def links_of(entries: Sequence[Entry]) -> list[str]:
    """The digest of the journal after each entry."""
    from ttx.journal import canonical, chained

    made, link = [], ""
    for entry in entries:
        link = chained(link, entry.at, entry.kind, canonical(entry.body))
        made.append(link)
    assert not made or made[-1] == digest_of(entries)
    return made


def _asked(exercise: Exercise, reading: Reading) -> list[Text]:
    """Ask each; what the exercise refuses is told with its reason, and not written."""
    notes, kept = [], []
    exercise.journal.wall = round(time.time(), 3)
    for one in reading.taken:
        refusal = exercise.refuses(one.action, one.by)
        if refusal is None:
            exercise.submit(one.action, one.by)
            kept.append(one)
        else:
            why = Text(refusal.sentence("nl"), refusal.sentence("en"))
            words = str(getattr(one.action, "text", ""))
            notes.append(both("{place}: not taken: {why} ({words})", place=one.place,
                              why=why, words=Text(words, words)))  # fmt: skip
    reading.taken[:] = kept
    return notes


def _told(args: argparse.Namespace, reading: Reading, notes: Sequence[Text]) -> int:
    for one in reading.taken:
        sort = both("new") if one.sort == "new" else both("changed")
        kind = both(KINDS[type(one.action).__name__])
        words = str(getattr(one.action, "text", "")).split("\n")[0][:70]
        print(f"{sort.of(args.lang)}: {kind.of(args.lang)}, {one.place.of(args.lang)}"
              + (f": {words}" if words else ""))  # fmt: skip
    for note in notes:
        print(say(args.lang, "not taken or not sure: {what}", what=note.of(args.lang)))
    new = sum(one.sort == "new" for one in reading.taken)
    print(say(args.lang, "Read from {path}: {new} new, {changed} changed, {same} the same,"
              " {notes} to look at.", path=args.read, new=new,
              changed=len(reading.taken) - new, same=reading.same, notes=len(notes)),
          file=sys.stderr)  # fmt: skip
    return 1 if notes else 0


KINDS = {
    "Finding": "finding",
    "Improvement": "row of the improvement plan",
    "Comment": "comment",
    "Attendance": "participants",
    "Particulars": "particulars of the day",
}
"""What an action that was read is called."""
