"""What is kept of one rehearsed exercise: plain numbers, with a text form.

Nothing is judged here. The text form is one line of JSON, so that a long rehearsal is
kept as it goes and goes on where it stopped.
"""

from __future__ import annotations

import hashlib
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from ttx.exercise import Exercise
from ttx.journal import Entry
from ttx.journal_reports import reports
from ttx.rehearsal.seen import seen
from ttx.variant import outcomes_of


@dataclass(frozen=True, slots=True)
class Play:
    """One exercise to be played: which policy holds all tables, under which luck.

    number: its place among the seeds, the same for every policy. draw: of the
    assumptions (0: as written). without: an option that no table takes there. added: an
    option that its table takes as soon as it can. levels: where each assumption of a
    screening lies in its range of doubt, one digit each (see `design`).
    """

    policy: str
    number: int
    seed: int
    draw: int = 0
    without: str = ""
    added: str = ""
    levels: str = ""

    @property
    def changed(self) -> bool:
        """Whether something differs here from what the policy would do, or from the draw."""
        return bool(self.without or self.added or self.levels)


NO_MOVE = -1
"""The move of what is read outside moves."""
_AT_TABLE = ("brief", "talk", "commit")
"""The states of a move in which what comes is still read in it."""


@dataclass(frozen=True, slots=True)
class Letter:
    """An inject that reached tables: when (ms after STARTEX), to whom, its words as
    (Dutch, English), and the number of the move in which they read it: what comes while
    the world plays on is read in the next (NO_MOVE: no move had begun, nor will)."""

    at: int
    inject: str
    to: tuple[str, ...]
    words: tuple[int, int]
    move: int = NO_MOVE


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one play.

    figures: headline and sensitive outcomes at ENDEX, by gauge. letters: what reached
    the tables, in order. taken: (moment in ms, table, option) of every decision that was
    let in. why: what went wrong, in words for who must mend it (empty: nothing did);
    then the rest is empty. dropped: (inject, why) of every inject that came due and did
    not go out: `unless`, `chance`, or `cancelled` by an effect. evidence: what each piece of evidence
    of the critical tasks showed, by task and place (see `seen`). marks: two short
    digests, equal for runs that are: of all that was read in the world, and of what tables
    came to know of it.
    """

    play: Play
    figures: Mapping[str, float]
    letters: tuple[Letter, ...] = ()
    taken: tuple[tuple[int, str, str], ...] = ()
    why: str = ""
    dropped: tuple[tuple[str, str], ...] = ()
    evidence: Mapping[str, tuple[float, ...]] = field(default_factory=dict)
    marks: tuple[str, str] = ("", "")

    def plain(self) -> list[Any]:
        """As JSON-ready data: a list in the order of the fields."""
        one = self.play
        return [
            [
                one.policy,
                one.number,
                one.seed,
                one.draw,
                one.without,
                one.added,
                one.levels,
            ],
            dict(self.figures),
            [[m.at, m.inject, list(m.to), list(m.words), m.move] for m in self.letters],
            [list(t) for t in self.taken],
            self.why,
            [list(d) for d in self.dropped],
            {key: list(values) for key, values in self.evidence.items()},
            list(self.marks),
        ]


def run_of(plain: list[Any]) -> Run:
    """A run from JSON data; IndexError, TypeError or ValueError where it is none."""
    play, figures, letters, taken, why, dropped, evidence, (world, told) = plain
    policy, number, seed, draw, without, added, levels = play
    return Run(
        Play(
            str(policy),
            int(number),
            int(seed),
            int(draw),
            str(without),
            str(added),
            str(levels),
        ),
        {str(name): float(value) for name, value in figures.items()},
        tuple(
            Letter(
                int(at),
                str(inject),
                tuple(to),
                (int(words[0]), int(words[1])),
                int(move),
            )
            for at, inject, to, words, move in letters
        ),
        tuple((int(at), str(table), str(option)) for at, table, option in taken),
        str(why),
        tuple((str(inject), str(cause)) for inject, cause in dropped),
        {str(k): tuple(float(v) for v in values) for k, values in evidence.items()},
        (str(world), str(told)),
    )


def kept(play: Play, exercise: Exercise) -> Run:
    """What is kept of an exercise that was played to its end."""
    world, scenario, move = exercise.world, exercise.scenario, NO_MOVE
    letters, taken, dropped = [], [], []
    numbers = {one.id: number for number, one in enumerate(scenario.moves)}
    if scenario.pace == "moves" and numbers:
        move = 0
    for entry in exercise.journal:
        kind, body = entry.kind, entry.body
        if kind == "delivered":
            letters.append(_letter(entry, move))
        elif kind == "asked" and not body["refusal"]:
            if option := body["action"].get("option"):
                taken.append((entry.at, body["by"], option))
        elif kind == "dropped":
            came_to = body["why"] if body["state"] == "dropped" else body["state"]
            dropped.append((body["inject"], came_to))
        elif kind == "ran" and body["move"] in numbers:
            move = numbers[body["move"]] + (body["state"] not in _AT_TABLE)
    figures = {name: round(world.read(name), 4) for name in outcomes_of(scenario)}
    return Run(play, figures, tuple(letters), tuple(taken), dropped=tuple(dropped),
               evidence=seen(scenario, exercise.journal),
               marks=(_mark(exercise.journal, TRUE), _mark(exercise.journal, KNOWN)))  # fmt: skip


TRUE = ("reading", "happened")
"""Entries that tell what was true in the world."""
KNOWN = ("reported", "granted")
"""Entries that tell what tables came to know of it."""


def _mark(entries: Iterable[Entry], kinds: tuple[str, ...]) -> str:
    """A short digest of all entries of these kinds; made cheap, as every run has it."""
    made = hashlib.sha256()
    for entry in entries:
        if entry.kind not in kinds:
            continue
        made.update(str(entry.at).encode())
        for who, values in _values(entry):
            made.update(f"{who} {' '.join(values)}".encode())
            made.update(array("d", values.values()).tobytes())
    return made.hexdigest()[:16]


def _values(entry: Entry) -> Iterator[tuple[str, Mapping[str, float]]]:
    """The numbers of an entry, with to whom or in which words they come."""
    if entry.kind == "reading":
        yield "", entry.body["values"]
    elif entry.kind == "reported":
        yield from ((one["team"], one["values"]) for one in reports(entry))
    else:
        yield f"{entry.kind} {entry.body}", {}


def _letter(entry: Entry, move: int) -> Letter:
    body = entry.body
    parts = [body.get("title") or {}, body.get("text") or {}]
    dutch, english = (sum(len(one.get(lang, "").split()) for one in parts)
                      for lang in ("nl", "en"))  # fmt: skip
    return Letter(entry.at, body["inject"], tuple(body["to"]), (dutch, english), move)
