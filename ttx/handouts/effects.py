"""What an inject does to the world and the draaiboek, in words for exercise staff."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from ttx.debrief.figures import shown
from ttx.evaluation_log import spell
from ttx.figures import Figure
from ttx.moment import duration
from ttx.outline_words import condition
from ttx.scenario import Effect, Inject, Scenario
from ttx.scenario.reading import kept_with
from ttx.text import Text, both, number
from ttx.world import World

UNITS = {"h": both("hours")}
"""Units of levers that are written out for people; all others stand as they are."""


def does(scenario: Scenario, inject: Inject) -> Iterator[Text]:
    """What an inject does, and what comes where no answer or no chance comes of it."""
    for one in inject.does:
        told = _told(scenario, one)
        if told:
            yield _when(scenario, one, told)
    if inject.otherwise:
        yield both(
            "without an answer: {number}", number=called(scenario, inject.otherwise)
        )
    if inject.instead:
        number = called(scenario, inject.instead)
        if inject.chance:
            yield both("if chance keeps it away: {number}", number=number)
        else:
            yield both("if it does not come: {number}", number=number)


def called(scenario: Scenario, name: str) -> str:
    """The number of an inject as it stands on its card; its name where it has none."""
    found = scenario.injects.get(name)
    return found.number or found.id if found else name


def _told(scenario: Scenario, one: Effect) -> Text:
    if one.lever:
        return both("in the world: {what}", what=_moved(scenario, one))
    if one.milestone:
        title = scenario.milestones.get(one.milestone)
        return both("fact: {title}", title=title or one.milestone)
    if one.send:
        return both("brings on {number}", number=called(scenario, one.send))
    if one.cancel:
        return both("takes away {number}", number=called(scenario, one.cancel))
    return Text()


def _when(scenario: Scenario, one: Effect, told: Text) -> Text:
    """An effect with its condition, its delay and how long it lasts."""
    if one.if_:
        told = both("{what}, if {condition}", what=told,
                    condition=condition(scenario, one.if_))  # fmt: skip
    if one.after is not None:
        told = both("{what}, after {span}", what=told, span=spell(partial(_span, one.after)))  # fmt: skip
    if one.for_:
        span = spell(partial(duration, one.for_))
        told = both("{what}, for {span}", what=told, span=span)
    return told


def _span(figure: Figure, lang: str) -> str:
    """How long it takes: `2 uur`, or from the least to the most."""
    if figure.shape in ("triangular", "uniform"):
        least, most = figure.numbers[0], figure.numbers[-1]
        return f"{duration(int(least), lang)} - {duration(int(most), lang)}"
    return shown(figure, lang)


def _moved(scenario: Scenario, one: Effect) -> Text:
    """A lever as its model calls it, and how far it is moved: `diesel: +1.000 l`."""
    lever = _levers(scenario).get(one.lever)
    title, unit = lever or (Text(one.lever, one.lever), "")
    amount = one.to if one.set else one.by
    return spell(lambda lang: f"{title.of(lang)}: {_amount(one, amount, unit, lang)}")


def _amount(one: Effect, amount: Any, unit: str, lang: str) -> str:
    told = UNITS[unit].of(lang) if unit in UNITS else unit
    if not isinstance(amount, int | float):
        return f"{amount} {told}".strip()
    sign = "×\N{NO-BREAK SPACE}" if one.scale else "" if one.set else "+" if amount >= 0 else "\N{MINUS SIGN}"  # fmt: skip
    size = amount if one.set or one.scale else abs(amount)
    places = next((n for n in range(4) if round(size, n) == size), 4)
    return f"{sign}{number(size, lang, places)}\N{NO-BREAK SPACE}{told}".strip()


def _levers(scenario: Scenario) -> Mapping[str, tuple[Text, str]]:
    """What each lever says, with its place where many say the same, and its unit."""
    return kept_with(scenario, "lever says", lambda: _named(scenario))


def _named(scenario: Scenario) -> dict[str, tuple[Text, str]]:
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
        named[name] = says, one.unit
    return named


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
