"""What is kept of one rehearsed exercise: plain numbers, with a text form.

Nothing is judged here. The text form is one line of JSON, so that a long rehearsal is
kept as it goes and goes on where it stopped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from ttx.exercise import Exercise
from ttx.journal import Entry
from ttx.variant import outcomes_of


@dataclass(frozen=True, slots=True)
class Play:
    """One exercise to be played: which policy holds all tables, under which luck.

    number: its place among the seeds, the same for every policy. draw: of the
    assumptions (0: as written). without: an option that no table takes there.
    """

    policy: str
    number: int
    seed: int
    draw: int = 0
    without: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """An inject that reached tables: when (ms after STARTEX), to whom, its words as
    (Dutch, English)."""

    at: int
    inject: str
    to: tuple[str, ...]
    words: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """What came of one play.

    figures: headline and sensitive outcomes at ENDEX, by gauge. letters: what reached
    the tables, in order. taken: (moment in ms, table, option) of every decision that was
    let in. why: what went wrong, in words for who must mend it (empty: nothing did);
    then the rest is empty.
    """

    play: Play
    figures: Mapping[str, float]
    letters: tuple[Letter, ...] = ()
    taken: tuple[tuple[int, str, str], ...] = ()
    why: str = ""

    def plain(self) -> list[Any]:
        """As JSON-ready data: a list in the order of the fields."""
        one = self.play
        return [
            [one.policy, one.number, one.seed, one.draw, one.without],
            dict(self.figures),
            [[m.at, m.inject, list(m.to), list(m.words)] for m in self.letters],
            [list(t) for t in self.taken],
            self.why,
        ]


def run_of(plain: list[Any]) -> Run:
    """A run from JSON data; IndexError, TypeError or ValueError where it is none."""
    play, figures, letters, taken, why = plain
    policy, number, seed, draw, without = play
    return Run(
        Play(str(policy), int(number), int(seed), int(draw), str(without)),
        {str(name): float(value) for name, value in figures.items()},
        tuple(
            Letter(int(at), str(inject), tuple(to), (int(words[0]), int(words[1])))
            for at, inject, to, words in letters
        ),
        tuple((int(at), str(table), str(option)) for at, table, option in taken),
        str(why),
    )


def kept(play: Play, exercise: Exercise) -> Run:
    """What is kept of an exercise that was played to its end."""
    world, letters, taken = exercise.world, [], []
    for entry in exercise.journal:
        if entry.kind == "delivered":
            letters.append(_letter(entry))
        elif entry.kind == "asked" and not entry.body["refusal"]:
            option = entry.body["action"].get("option")
            if option:
                taken.append((entry.at, entry.body["by"], option))
    figures = {name: round(world.read(name), 4)
               for name in outcomes_of(exercise.scenario)}  # fmt: skip
    return Run(play, figures, tuple(letters), tuple(taken))


def _letter(entry: Entry) -> Letter:
    body = entry.body
    parts = [body.get("title") or {}, body.get("text") or {}]
    dutch, english = (sum(len(one.get(lang, "").split()) for one in parts)
                      for lang in ("nl", "en"))  # fmt: skip
    return Letter(entry.at, body["inject"], tuple(body["to"]), (dutch, english))
