"""How a rehearsal names what is planned and when it came: injects, options, conditions.

It words; it judges nothing.
"""

from __future__ import annotations

from collections.abc import Iterable

from ttx.evaluation_log import figure_of, spell, title_of, title_of_table
from ttx.evaluation_words import moment
from ttx.moment import MINUTE, duration, offset
from ttx.rehearsal.runs import Letter
from ttx.scenario import Condition, Scenario
from ttx.text import Text, both


def inject_title(scenario: Scenario, inject: str) -> Text:
    """An inject by its title; its name where it has none, or a live figure in it."""
    planned = scenario.injects.get(inject)
    title = planned.title if planned else Text()
    bare = "{" in title.nl or "{" in title.en or not title
    return Text(inject, inject) if bare else title


def quoted(scenario: Scenario, inject: str) -> Text:
    """An inject by its number and title: `7 'The second generator stops'`."""
    planned = scenario.injects.get(inject)
    number = f"{planned.number} " if planned and planned.number else ""
    title = inject_title(scenario, inject)
    return Text(f"{number}'{title.of('nl')}'", f"{number}'{title.of('en')}'")


def moments(letters: Iterable[Letter]) -> dict[str, int]:
    """When (ms) each inject reached its first table."""
    made: dict[str, int] = {}
    for one in letters:
        made.setdefault(one.inject.partition("@")[0], one.at)
    return made


def option_title(scenario: Scenario, option: str) -> Text:
    """What an option is called."""
    found = scenario.options.get(option)
    return found.title if found else Text(option, option)


def milestone_title(scenario: Scenario, milestone: str) -> Text:
    """What a milestone is called."""
    return scenario.milestones.get(milestone) or Text(milestone, milestone)


def label(at: int) -> str:
    """A moment (ms) as exercise label, in whole minutes: `T+3:40`."""
    return offset(at // MINUTE * MINUTE)


def when(scenario: Scenario, at: int) -> Text:
    """A moment (ms) as exercise label and clock: `T+3:40 (Mon 18 Jan 10:20)`."""
    return both("{label} ({clock})", label=label(at), clock=moment(scenario, at))


def span(scenario: Scenario, first: int, last: int) -> Text:
    """The exercise labels between which something lies; one where they are the same."""
    low, high = label(first), label(last)
    return (
        Text(low, low) if low == high else both("{low} to {high}", low=low, high=high)
    )


def in_words(scenario: Scenario, condition: Condition) -> Text:
    """A condition as people would say it."""
    told = _plain(scenario, condition)
    if not condition.for_:
        return told
    span = spell(lambda lang: duration(condition.for_, lang))
    return both("{condition} for {span}", condition=told, span=span)


def _plain(scenario: Scenario, condition: Condition) -> Text:
    if condition.all or condition.any:
        word = both("and") if condition.all else both("or")
        parts = [in_words(scenario, one) for one in condition.all or condition.any]
        return spell(lambda lang: f" {word.of(lang)} ".join(p.of(lang) for p in parts))
    if condition.not_:
        return both("not ({condition})", condition=in_words(scenario, condition.not_))
    if condition.milestone:
        return both("'{fact}' is so",
                    fact=milestone_title(scenario, condition.milestone))  # fmt: skip
    if condition.decided:
        return _decided(scenario, condition)
    return _bound(scenario, condition)


def _decided(scenario: Scenario, condition: Condition) -> Text:
    title = option_title(scenario, condition.decided)
    if not condition.by:
        return both("'{option}' is decided", option=title)
    return both("'{option}' is decided by {team}", option=title,
                team=title_of_table(scenario, condition.by))  # fmt: skip


def _bound(scenario: Scenario, condition: Condition) -> Text:
    """A gauge beside its bound; one written for {instance} by its common title."""
    show = scenario.gauges.get(condition.gauge)
    title = show.title if show else title_of(scenario, condition.gauge)
    value = next(v for v in (condition.below, condition.above, condition.at_least,
                             condition.at_most) if v is not None)  # fmt: skip
    about = {"gauge": title, "value": figure_of(scenario, condition.gauge, value)}
    if condition.below is not None:
        return both("'{gauge}' under {value}", **about)
    if condition.above is not None:
        return both("'{gauge}' over {value}", **about)
    if condition.at_least is not None:
        return both("'{gauge}' at {value} or more", **about)
    return both("'{gauge}' at {value} or less", **about)
