"""What became of an exercise from elsewhere: per item came over, approximated or left.

Says it in sentences with a place in the foreign file; it changes nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ttx.text import Text, both, say

CAME, NEAR, LEFT = "came", "approximated", "left"
STATES = {
    NEAR: both("approximated"),
    LEFT: both("left"),
    CAME: both("came over"),
}
"""What can become of an item, in the order in which a reader wants to know."""
MOST_TOLD = 20_000
MOST_NAMED = 12
"""So many names of fields stand in one sentence."""
EMPTY: tuple[Any, ...] = (None, "", [], {}, False)
SHOWN = 60
"""Characters of a title that a place shows."""


@dataclass(frozen=True, slots=True)
class Told:
    """One thing to tell of one item: its place in the file, and a sentence."""

    state: str
    place: str
    words: Text


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the foreign file, with all that is told of it; the worst counts."""

    place: str
    state: str
    words: tuple[Text, ...]


@dataclass
class Ledger:
    """What is told while a file is read; frozen into a report by `told`."""

    told: list[Told] = field(default_factory=list)

    def tell(self, state: str, english: str, place: str = "", **params: object) -> None:
        """Note one thing (the same one is told once)."""
        one = Told(state, place, both(english, **params))
        if len(self.told) < MOST_TOLD and one not in self.told[-200:]:
            self.told.append(one)

    def rest(
        self, one: Mapping[str, Any], known: Iterable[str], place: str, front: str = ""
    ) -> None:
        """Tell of what an object holds beside what is read of it; empty values are nothing.

        `front` is what the names of `known` begin with in the file.
        """
        read = {front + name for name in known}
        left = [" ".join(str(key).split())[:SHOWN] for key, value in one.items()
                if key not in read and value not in EMPTY]  # fmt: skip
        if left:
            words = ", ".join(left[:MOST_NAMED]) + (
                "…" if len(left) > MOST_NAMED else ""
            )
            self.tell(LEFT, "'{word}' has no place here", place, word=words)


def where(name: str, number: int | None = None, title: str = "") -> str:
    """The place of an item: `injects[3] "Phones are dead"`."""
    at = name if number is None else f"{name}[{number}]"
    short = " ".join(title.split())
    short = short if len(short) <= SHOWN else short[: SHOWN - 1] + "…"
    return f'{at} "{short}"' if short else at


def items(told: Iterable[Told]) -> list[Item]:
    """All that was told, put together per item in the order of the file.

    An item of which something came over and something did not is approximated.
    """
    found: dict[str, list[Told]] = {}
    for one in told:
        found.setdefault(one.place, []).append(one)
    order = (CAME, NEAR, LEFT)
    return [
        Item(place, _state(these),
             tuple(one.words for state in order for one in these if one.state == state))
        for place, these in found.items()
    ]  # fmt: skip


def _state(told: Sequence[Told]) -> str:
    states = {one.state for one in told}
    return next(iter(states)) if len(states) == 1 else NEAR


def counted(found: Iterable[Item]) -> dict[str, int]:
    """How many items came over, were approximated, were left."""
    made = dict.fromkeys((CAME, NEAR, LEFT), 0)
    for one in found:
        made[one.state] += 1
    return made


def report(told: Iterable[Told], lang: str, every: bool = False) -> str:
    """The report in plain lines; what came over whole is listed only with `every`."""
    found = items(told)
    count = counted(found)
    lines = [say(lang, "{came} came over, {near} approximated, {left} left.",
                 came=count[CAME], near=count[NEAR], left=count[LEFT])]  # fmt: skip
    for state, title in STATES.items():
        these = [one for one in found if one.state == state]
        if these and (every or state != CAME):
            lines += ["", f"{title.of(lang).capitalize()}:"]
            lines += [line for one in these for line in _lines(one, lang)]
    return "\n".join(lines) + "\n"


def _lines(one: Item, lang: str) -> list[str]:
    sentences = [words.of(lang) for words in one.words]
    if len(sentences) == 1:
        return [f"  {one.place}: {sentences[0]}"]
    return [f"  {one.place}:", *(f"    - {words}" for words in sentences)]


def as_data(told: Iterable[Told], lang: str) -> list[dict[str, Any]]:
    """The report as data: place, state and sentences of every item."""
    return [
        {"place": one.place, "state": one.state,
         "says": [words.of(lang) for words in one.words]}
        for one in items(told)
    ]  # fmt: skip
