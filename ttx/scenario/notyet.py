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
    ("msel", "repeat", _untimed, "'{word}' works only with 'at' or 'when', not yet here"),
)  # fmt: skip
"""The list it stands in, the word, when it does not work, and the sentence."""


def not_yet(source: Source) -> Iterator[Problem]:
    """Every use of a word that the engine does not support."""
    data = source.data if isinstance(source.data, dict) else {}
    for where, word, when, english in WORDS:
        lines = data.get(where)
        for n, line in enumerate(lines if isinstance(lines, list) else []):
            if isinstance(line, dict) and line.get(word) and when(line):
                place = (where, n, word)
                problem = Problem("not-yet", english, {"word": word}, place)
                yield located(problem, source.mark)
