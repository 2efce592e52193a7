"""A lever that an inject moves, in the words of who works there.

A model calls its lever by what it holds: `broken (1) or not (0)`, a share of the usual.
For exercise staff it is said what happens: it breaks down, 6 % fewer come.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from ttx.evaluation_log import spell
from ttx.scenario import Effect, Scenario
from ttx.scenario.reading import kept_with
from ttx.text import Text, both, number, percent
from ttx.text_units import counted, unit_of
from ttx.world import World

UNITS = {"h": both("hours")}
"""Units of levers that are written out for people; all others stand as they are."""
EITHER = {
    "broken (1) or not (0)": ("{whose}: breaks down", "{whose}: is repaired"),
    "accepts casualties": ("{whose}: takes casualties in", "{whose}: takes no casualties in"),
}  # fmt: skip
"""What is said of a lever that is put on, and put off, by what its model calls it."""
LATER = {
    "repair later (+) or sooner (-)": (
        "{whose}: repair {amount} later", "{whose}: repair {amount} sooner"
    ),
}  # fmt: skip
"""What is said of a lever that puts a moment off, and brings it forward."""
AMONG = {
    "rumour, by size": (
        "{whose}: a rumour goes round", "{whose}: a rumour goes round, among {share} of people"
    ),
    "broken promise": (
        "{whose}: a promise is not kept", "{whose}: a promise is not kept (counts for {share})"
    ),
}  # fmt: skip
"""What is said of what moves people: in full, and for a share."""
PERCENT = ("staff", "overtime")
"""Levers that hold a share and do not say so; all others begin with `share of`."""
SIGNED = {True: "+", False: "\N{MINUS SIGN}"}


@dataclass(frozen=True, slots=True)
class Handle:
    """A lever: whose it is, what its model calls it, both on one line, and its unit."""

    whose: Text
    what: str
    title: Text
    unit: str

    @property
    def share(self) -> bool:
        """Whether it holds a share of the usual, or of all."""
        return self.what in PERCENT or self.what.startswith("share of ")


def moved(scenario: Scenario, one: Effect) -> Text:
    """A lever and how far it is moved: `diesel: +1.000 l`, `generator 2: breaks down`."""
    bare = Handle(Text(), "", Text(one.lever, one.lever), "")
    handle = _handles(scenario).get(one.lever, bare)
    amount = one.to if one.set else one.by
    told = _happens(handle, one, amount) if isinstance(amount, int | float) else None
    return told or spell(
        lambda lang: f"{handle.title.of(lang)}: {_amount(handle, one, amount, lang)}"
    )


def _happens(handle: Handle, one: Effect, amount: float) -> Text | None:
    """What happens, where the model's own words need explaining."""
    what, whose = handle.what, handle.whose
    if what in EITHER and one.set:
        return both(EITHER[what][amount < 0.5], whose=whose)
    if what in LATER and not one.set and not one.scale:
        span = spell(lambda lang: _counted(abs(amount), handle.unit, lang))
        return both(LATER[what][amount < 0], whose=whose, amount=span)
    if what in AMONG and amount > 0 and not one.scale:
        return both(AMONG[what][amount < 1], whose=whose,
                    share=spell(lambda lang: percent(amount, lang)))  # fmt: skip
    return None


def _amount(handle: Handle, one: Effect, amount: Any, lang: str) -> str:
    """How far it is moved: to a value, by so much, or to a share of what it was."""
    if not isinstance(amount, int | float):
        return counted(str(amount), _unit(handle.unit, lang), lang)
    if one.scale:
        return both("{share} of what it was", share=percent(amount, lang)).of(lang)
    told = _share if handle.share else _counted
    if one.set:
        return told(amount, handle.unit, lang)
    return SIGNED[amount >= 0] + told(abs(amount), handle.unit, lang)


def _share(amount: float, unit: str, lang: str) -> str:
    places = 0 if round(amount * 100, 6) % 1 == 0 else 1
    return f"{number(amount * 100, lang, places)} %"


def _counted(amount: float, unit: str, lang: str) -> str:
    places = next((n for n in range(4) if round(amount, n) == amount), 4)
    shown = number(amount, lang, places)
    named = unit_of(shown, _unit(unit, lang), lang)
    return f"{shown}\N{NO-BREAK SPACE}{named}".strip()


def _unit(unit: str, lang: str) -> str:
    return UNITS[unit].of(lang) if unit in UNITS else unit


# --- what a lever is called -----------------------------------------------------------


def _handles(scenario: Scenario) -> Mapping[str, Handle]:
    """Each lever by its name, with its place where many are called the same."""
    return kept_with(scenario, "lever says", lambda: _named(scenario))


def _named(scenario: Scenario) -> dict[str, Handle]:
    levers = {name: stack.lever for name, stack in World(scenario, 1).levers.items()}
    often = Counter(one.says for one in levers.values())
    titles = {
        **dict(_titled(scenario.world)),
        **{t.id: t.title for t in scenario.tables},
    }
    named = {}
    for name, one in levers.items():
        place = name.split(".")[-2] if "." in name else name
        title = titles.get(place) or Text(place.capitalize(), place.capitalize())
        says = one.says if often[one.says] == 1 else _at(one.says, title)
        named[name] = Handle(*_parted(one.says, title), says, one.unit)
    return named


def _parted(says: Text, place: Text) -> tuple[Text, str]:
    """Whose a lever is and what it does: from its words, else from its place."""
    whose, _, what = says.en.rpartition(": ")
    if not whose:
        return place, what
    return Text(says.nl.rpartition(": ")[0], whose), what


def _at(says: Text, place: Text) -> Text:
    return spell(lambda lang: f"{says.of(lang)} ({place.of(lang)})")


def _titled(data: Any) -> Iterator[tuple[str, Text]]:
    if not isinstance(data, Mapping):
        return
    for name, inner in data.items():
        if isinstance(inner, Mapping):
            title = inner.get("title")
            if isinstance(title, str):
                yield name, Text(title, str(inner.get("title_en") or title))
            elif isinstance(title, Mapping):
                yield name, Text(str(title.get("nl", "")), str(title.get("en", "")))
            yield from _titled(inner)
