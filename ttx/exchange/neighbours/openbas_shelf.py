"""What the injects of an export refer to, and its texts without variables or people.

Names, addresses and numbers of the people in the file become [player], wherever they stand.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from ttx.exchange.plain import line, text

_HOLE = re.compile(r"\$\{\s*([^{}]{1,80})\s*\}")
MOST_PEOPLE = 500
SHORTEST = 6
"""A name of fewer letters is not looked for: it may be any word."""
PLAYER = "[player]"


@dataclass
class Shelf:
    """What injects refer to, by id: values of variables, articles, challenges, files.

    people: words by which somebody could be known, in small letters.
    """

    values: Mapping[str, str]
    articles: Mapping[str, dict[str, Any]]
    channels: Mapping[str, dict[str, Any]]
    challenges: Mapping[str, dict[str, Any]]
    documents: Mapping[str, dict[str, Any]]
    sender: str = ""
    people: tuple[str, ...] = ()
    used: dict[str, None] = field(default_factory=dict)

    def filled(self, raw: Any) -> str:
        """A text with the values of variables; those of a player stay as words."""

        def one(hole: re.Match[str]) -> str:
            name = hole[1].strip()
            return self.values.get(name, f"[{name}]")

        return self._nameless(_HOLE.sub(one, text(raw)))

    def named(self, raw: Any) -> str:
        """The same on one line, for a title."""
        return line(self.filled(raw))

    def _nameless(self, words: str) -> str:
        low = words.casefold()
        for one in self.people:
            if one in low:
                words = re.sub(re.escape(one), PLAYER, words, flags=re.I)
        return words


def people(users: Iterable[Mapping[str, Any]]) -> tuple[str, ...]:
    """The words by which people in the file could be known: full names, addresses, numbers."""
    found: dict[str, None] = {}
    for one in list(users)[:MOST_PEOPLE]:
        first, last = (line(text(one.get(f"user_{part}")), 80) for part in ("firstname", "lastname"))  # fmt: skip
        said = [f"{first} {last}", f"{last}, {first}"] if first and last else []
        said += [
            line(text(one.get(f"user_{part}")), 120)
            for part in ("email", "phone", "phone2")
        ]
        found |= dict.fromkeys(
            word.casefold() for word in said if len(word) >= SHORTEST
        )
    return tuple(sorted(found, key=len, reverse=True))
