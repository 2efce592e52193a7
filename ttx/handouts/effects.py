"""What an inject does to the world and the draaiboek, in words for exercise staff."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from itertools import groupby

from ttx.debrief.figures import shown
from ttx.evaluation_log import spell
from ttx.figures import Figure
from ttx.handouts.moved import moved
from ttx.moment import duration
from ttx.outline_words import condition
from ttx.scenario import Effect, Inject, Scenario
from ttx.text import Text, both


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


def together(found: Iterable[Text]) -> Iterator[Text]:
    """The same lines, with what happens in the world as one: `in the world: a; b`."""
    first = both("in the world: {what}", what="")
    for world, lines in groupby(found, lambda one: one.en.startswith(first.en)):
        if world:
            yield spell(partial(_one_line, first, tuple(lines)))
        else:
            yield from lines


def _one_line(first: Text, lines: Sequence[Text], lang: str) -> str:
    start = first.of(lang)
    return start + "; ".join(one.of(lang).removeprefix(start) for one in lines)


def called(scenario: Scenario, name: str) -> str:
    """The number of an inject as it stands on its card; its name where it has none."""
    found = scenario.injects.get(name)
    return found.number or found.id if found else name


def _told(scenario: Scenario, one: Effect) -> Text:
    if one.lever:
        return both("in the world: {what}", what=moved(scenario, one))
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
