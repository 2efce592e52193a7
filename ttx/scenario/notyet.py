"""Words of the language that are read but do not work yet: each is an error.

A word leaves this table in the same change that makes it work, never before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from ttx.errors import Problem
from ttx.scenario.marks import Source, located

Written = Mapping[str, Any]


def _any(line: Written) -> bool:
    return True


def _untimed(line: Written) -> bool:
    return "at" not in line and "when" not in line


WORDS: tuple[tuple[str, str, Callable[[Written], bool], str], ...] = (
    ("msel", "attachments", _any, "'{word}' is read, but does not work yet; leave it out"),
    ("msel", "thread", _any, "'{word}' is read, but does not work yet; leave it out"),
    ("msel", "marking", _any, "'{word}' is read, but does not work yet; leave it out"),
    ("moves", "pace", _any, "'{word}' is read, but does not work yet; leave it out"),
    ("msel", "repeat", _untimed, "'{word}' works only with 'at' or 'when', not yet here"),
)  # fmt: skip
"""The list it stands in, the word, when it does not work, and the sentence."""


FILLED = ("title", "text", "fallback")
"""The texts of an inject in which live figures are filled in; nowhere else."""


def not_yet(source: Source) -> Iterator[Problem]:
    """Every use of a word, or of a live figure, that the engine does not support."""
    yield from _words(source)
    english = (
        "a live figure is filled in only in the title, text or fallback of an inject"
    )
    work: list[tuple[tuple[str | int, ...], Any]] = [((), source.data)]
    while work:
        place, here = work.pop()
        if isinstance(here, str) and "{{" in here and not _filled(place):
            yield located(Problem("hole", english, {}, place), source.mark)
        elif isinstance(here, dict):
            work += [((*place, key), one) for key, one in here.items()]
        elif isinstance(here, list):
            work += [((*place, n), one) for n, one in enumerate(here)]


def _filled(place: tuple[str | int, ...]) -> bool:
    return len(place) > 2 and place[0] == "msel" and place[2] in FILLED


def _words(source: Source) -> Iterator[Problem]:
    data = source.data if isinstance(source.data, dict) else {}
    for where, word, when, english in WORDS:
        lines = data.get(where)
        for n, line in enumerate(lines if isinstance(lines, list) else []):
            if isinstance(line, dict) and line.get(word) and when(line):
                place = (where, n, word)
                problem = Problem("not-yet", english, {"word": word}, place)
                yield located(problem, source.mark)
