"""Inject cards: lines of a draaiboek that many scenarios can use.

A line says `use: theme/card` and gives the card's parameters in `with`; its own keys
win over the card's. Cards never know who uses them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import Field, ValidationError

from ttx.errors import Problem
from ttx.scenario.marks import Mark, Source, located
from ttx.scenario.parts import NO_TEXT, Name, Part, Text
from ttx.scenario.play import Expects
from ttx.scenario.reading import told, unknown
from ttx.text import Text as Words
from ttx.text import number

_PARAMETER = re.compile(r"<<\s*([^<>]+?)\s*>>")


class CardAsk(Part):
    """What a card wants to be told: a choice, a number between bounds, or a text."""

    title: Text
    choice: dict[str, Text] = {}
    number: tuple[float, float] | None = None
    unit: str = ""
    default: float | str | Text | None = None


class Card(Part):
    """An inject without a place in time: its texts with <<parameters>>."""

    title: Text
    sender: str | Text = Field("", alias="from")
    by: str = "email"
    text: Text
    fallback: Text = NO_TEXT
    asks: dict[Name, CardAsk] = {}
    controller: Text = NO_TEXT
    note: Text = NO_TEXT
    expects: Expects | None = None
    dilemma: str = ""
    marking: str = ""


class Theme(Part):
    """One file of cards."""

    title: Text = NO_TEXT
    says: Text = NO_TEXT
    cards: dict[Name, Card] = {}


Cards = Mapping[str, tuple[Card, Source, str]]
"""Card by `theme/card`: the card, the file that it stands in, and its name there."""


def read_theme(theme: str, source: Source) -> dict[str, tuple[Card, Source, str]]:
    """The cards of one file by `theme/card`; problems are added to the source."""
    try:
        made = Theme.model_validate(source.data or {})
    except ValidationError as wrong:
        source.problems += told(wrong, Theme, source.mark)
        return {}
    for name, card in made.cards.items():
        source.problems += [located(one, source.mark) for one in _strange(name, card)]
    return {
        f"{theme}/{name}": (card, source, name) for name, card in made.cards.items()
    }


def _strange(name: str, card: Card) -> Iterator[Problem]:
    for key in ("title", "text", "fallback", "controller", "note"):
        words: Words = getattr(card, key)
        for asked in _PARAMETER.findall(words.nl + words.en):
            if asked not in card.asks:
                yield unknown("parameter", asked, card.asks, ("cards", name, key))


def deal(source: Source, cards: Cards) -> Iterator[Problem]:
    """Write out every line of the draaiboek that uses a card."""
    lines = source.data.get("msel") if isinstance(source.data, dict) else None
    if not isinstance(lines, list):
        return
    for place, line in enumerate(lines):
        if isinstance(line, dict) and "use" in line:
            yield from _deal(line, ("msel", place), source.mark, cards)


def _deal(
    line: dict[str, Any], place: tuple[str | int, ...], whole: Mark, cards: Cards
) -> Iterator[Problem]:
    marks = whole[5]["msel"][5][place[1]][5]
    used, given = str(line.pop("use")), line.pop("with", None) or {}
    if used not in cards:
        marked = unknown("card", used, cards, (*place, "use"))
        yield located(marked, whole)
        return
    card, source, name = cards[used]
    if not isinstance(given, dict):
        english = "'{key}' must hold keys and values"
        yield located(
            Problem("mapping", english, {"key": "with"}, (*place, "with")), whole
        )
        return
    values = dict(_values(card, given))
    for problem in _wrong(card, given, (*place, "with")):
        yield located(problem, whole)
    raw = source.data["cards"][name]
    card_marks = source.mark[5]["cards"][5][name][5]
    line.setdefault("id", name)
    marks.setdefault("id", marks["use"])
    for key, value in raw.items():
        if key not in line and key != "asks":
            line[key] = _filled(value, values, "")
            marks[key] = card_marks[key]


def _values(card: Card, given: Mapping[str, Any]) -> Iterator[tuple[str, Words]]:
    for name, ask in card.asks.items():
        value = given.get(name, ask.default)
        if isinstance(value, str) and value in ask.choice:
            yield name, ask.choice[value]
        elif isinstance(value, Words):
            yield name, value
        elif isinstance(value, dict):
            yield name, Words(str(value.get("nl", "")), str(value.get("en", "")))
        elif isinstance(value, int | float) and not isinstance(value, bool):
            decimals = 0 if float(value).is_integer() else 1
            yield name, Words(*(number(value, one, decimals) for one in ("nl", "en")))
        elif value is not None:
            yield name, Words(str(value), str(value))


def _wrong(
    card: Card, given: Mapping[str, Any], place: tuple[str | int, ...]
) -> Iterator[Problem]:
    for name in given:
        if name not in card.asks:
            yield unknown("parameter", name, card.asks, (*place, name))
    for name, ask in card.asks.items():
        value = given.get(name, ask.default)
        if value is None:
            english = "the card needs a value for '{key}'"
            yield Problem("missing", english, {"key": name}, place)
        elif ask.choice and value not in ask.choice:
            english = "'{given}' is not one of: {known}"
            params = {"given": str(value), "known": ", ".join(ask.choice)}
            yield Problem("bad-choice", english, params, (*place, name))
        elif ask.number is not None and not _between(value, ask.number):
            english = "'{key}' must lie between {low} and {high}"
            low, high = ask.number
            params = {"key": name, "low": f"{low:g}", "high": f"{high:g}"}
            yield Problem("range", english, params, (*place, name))


def _between(value: Any, bounds: tuple[float, float]) -> bool:
    fits = isinstance(value, int | float) and not isinstance(value, bool)
    return fits and bounds[0] <= value <= bounds[1]


def _filled(raw: Any, values: Mapping[str, Words], lang: str) -> Any:
    """The card's own writing with its parameters filled in, language by language."""
    if isinstance(raw, dict):
        return {
            key: _filled(one, values, key if key in ("nl", "en") else lang)
            for key, one in raw.items()
        }
    if isinstance(raw, list):
        return [_filled(one, values, lang) for one in raw]
    if not isinstance(raw, str) or "<<" not in raw:
        return raw
    if lang:
        return _in_language(raw, values, lang)
    return {one: _in_language(raw, values, one) for one in ("nl", "en")}


def _in_language(text: str, values: Mapping[str, Words], lang: str) -> str:
    def one(found: re.Match[str]) -> str:
        return values[found[1]].of(lang) if found[1] in values else found[0]

    return _PARAMETER.sub(one, text)
