"""What one table got and decided in one stretch of one run.

A stretch is a move with the run of the world behind it. What reaches a table before and
during a move is read in it; what comes after the last move nobody reads in one.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from ttx.debrief.line import PIECES
from ttx.evaluation_words import moment
from ttx.rehearsal.runs import Letter, Run
from ttx.scenario import Scenario
from ttx.text import Text, both


@dataclass(frozen=True, slots=True)
class Stretch:
    """A move, or an equal part of the session.

    at: its first moment (ms). talk: table time (ms) in it. words: those of its briefing.
    counts: whether it is held against the budgets; what comes after the last move is not.
    """

    title: Text
    at: int
    talk: float
    words: int = 0
    move: bool = False
    counts: bool = True


@dataclass(frozen=True, slots=True)
class Counts:
    """One table in one stretch of one run. words: of all it reads, the briefing too;
    hurried: those of them that it reads while time goes on (in running time the clock
    slows down for what must be answered); longest: words of its longest inject. In the
    language that has more of them. expected: injects that hope for an answer."""

    injects: int
    words: int
    hurried: int
    longest: int
    expected: int
    taken: int

    @property
    def idle(self) -> bool:
        """No inject came and no decision was taken."""
        return not self.injects and not self.taken


def stretches(scenario: Scenario) -> tuple[Stretch, ...]:
    """The moves and what comes after the last, or equal parts of the session."""
    if scenario.pace == "moves" and scenario.moves:
        made = [Stretch(one.title, one.at, one.talk, _most(scenario, one.brief), True)
                for one in scenario.moves]  # fmt: skip
        last = Stretch(both("After the last move"), scenario.endex, 0, 0, True, False)
        return (*made, last)
    begins = min(0, scenario.begins)
    length = scenario.endex - begins
    return tuple(
        Stretch(both("From {moment}", moment=moment(scenario, at)), at,
                length / PIECES / scenario.speed)
        for at in (begins + length * n // PIECES for n in range(PIECES))
    )  # fmt: skip


def _most(scenario: Scenario, text: Text) -> int:
    return max(len(text.of(lang).split()) for lang in scenario.languages)


def counted(
    scenario: Scenario, parts: Sequence[Stretch], run: Run, seat: str
) -> tuple[Counts, ...]:
    """What a table got and decided, stretch by stretch."""
    languages = [0 if lang == "nl" else 1 for lang in scenario.languages]
    starts = [one.at for one in parts]
    words: list[list[int]] = [[] for _ in parts]
    hurried, expected, taken = ([0] * len(parts) for _ in range(3))
    for letter in run.letters:
        if seat in letter.to:
            n = read_in(starts, letter)
            words[n].append(max(letter.words[one] for one in languages))
            planned = scenario.injects.get(letter.inject.partition("@")[0])
            slows = bool(planned and planned.expects)
            hurried[n] += 0 if slows and not parts[n].move else words[n][-1]
            expected[n] += bool(planned and planned.expects and planned.expects.any)
    for at, table, _ in run.taken:
        if table == seat:
            taken[_part(starts, at)] += 1
    return tuple(
        Counts(len(found), sum(found) + part.words, hurried[n] + part.words,
               max(found, default=0), expected[n], taken[n])
        for n, (part, found) in enumerate(zip(parts, words, strict=True))
    )  # fmt: skip


def read_in(starts: Sequence[int], letter: Letter) -> int:
    """The stretch in which a table reads an inject; `starts` are those of all (ms)."""
    return letter.move if letter.move >= 0 else _part(starts, letter.at)


def _part(starts: Sequence[int], at: int) -> int:
    return max(0, bisect_right(starts, at) - 1)
