"""The injects as they go on paper: for whom, when they come, and with which text.

An inject whose coming is known stands in its move; all others wait on the leader's pile,
with what brings them on in words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ttx.conditions import bind
from ttx.evaluation_log import spell
from ttx.handouts import BLANK
from ttx.moment import duration
from ttx.outline_words import triggers
from ttx.scenario import Condition, Effect, Inject, Option, Scenario, Table
from ttx.scenario.frame import CHANNELS
from ttx.scenario.names import ALL
from ttx.scenario.timing import Timing
from ttx.text import Text, both, holes, percent, replaced

WRITTEN = ("email", "sitrep", "news", "social", "nl-alert", "letter", "courier", "text",
           "broadcast")  # fmt: skip
"""Channels by which a card is handed over; by all others somebody speaks."""
PILE = -1
"""The place of what comes only if it comes to that; moves are counted from 0."""


@dataclass(frozen=True, slots=True)
class Line:
    """One inject for the tables that get it.

    `move` is the number of the move in which it is read (PILE: only play can tell);
    `at` its moment in ms after STARTEX, None on the pile. `brings` is for staff.
    """

    inject: Inject
    number: str
    title: Text
    sender: Text
    channel: Text
    tables: tuple[Table, ...]
    text: Text
    move: int
    at: int | None
    brings: tuple[Text, ...]

    @property
    def spoken(self) -> bool:
        """Whether the response cell says it to a table: on the phone, in person."""
        return bool(self.tables) and self.inject.by not in WRITTEN


def lines(scenario: Scenario) -> tuple[Line, ...]:
    """All injects in the order in which they are read; the pile by number."""
    timing = Timing(scenario)
    found = [line for one in scenario.msel for line in _lines(scenario, timing, one)]
    end = len(scenario.moves)
    return tuple(
        sorted(
            found,
            key=lambda line: (
                (end, 0, _ordered(line.number))
                if line.at is None
                else (line.move, max(line.at, 0), [])
            ),
        )
    )


def _ordered(number: str) -> list[tuple[bool, int, str]]:
    """The order of numbers as people count: 1.9 before 1.10, letters after figures."""
    found = re.findall(r"([0-9]+)|([^0-9.]+)", number)
    return [(not figures, int(figures or 0), letters) for figures, letters in found]


def _lines(scenario: Scenario, timing: Timing, one: Inject) -> Iterator[Line]:
    move = _move(scenario, timing, one)
    for values, tables in _spread(scenario, one):
        own = _its_own(one, values)
        yield Line(
            own,
            one.number,
            _bound(one.title or Text(one.id, one.id), values),
            sender_of(scenario, one.sender),
            channel_of(scenario, one.by),
            tables,
            on_paper(one.text, one.fallback, values),
            move,
            None if move == PILE else timing.at(one.id),
            () if move != PILE else _brings(scenario, own),
        )


def _move(scenario: Scenario, timing: Timing, one: Inject) -> int:
    """The move in which tables read it; PILE where that hangs on play, or is after all."""
    waits = hangs(scenario, one)
    if not scenario.moves:
        return PILE if waits or timing.at(one.id) is None else 0
    move = None if waits else timing.move_of(one.id)
    return next((n for n, m in enumerate(scenario.moves) if m.id == move), PILE)


def hangs(scenario: Scenario, one: Inject) -> bool:
    """Whether it may stay away: by itself, or with the inject that it follows."""
    if one.when or one.unless or one.chance or one.cue:
        return True
    before = scenario.injects.get(one.after.inject) if one.after else None
    return before is not None and hangs(scenario, before)


def _spread(
    scenario: Scenario, one: Inject
) -> Iterator[tuple[dict[str, str | float], tuple[Table, ...]]]:
    """The tables that get it together; each instance its own where it speaks of one."""
    if not one.names_instance:
        yield {}, tuple(t for t in scenario.tables if {t.id, t.team, ALL} & set(one.to))
        return
    teams = scenario.teams
    names = [n for t in one.to if t in teams for n in teams[t].instances]
    names = names or [t.id for t in scenario.tables if t.id in one.to]
    for name in names:
        to = {bind(t, {"instance": name}) for t in one.to}
        yield {"instance": name}, tuple(
            t for t in scenario.tables
            if {t.id, t.team, ALL} & to and t.instance in ("", name)
        )  # fmt: skip


def _its_own(one: Inject, values: dict[str, str | float]) -> Inject:
    """An inject whose conditions and effects speak of this table."""
    if not values:
        return one
    made = {name: _named(getattr(one, name), values) for name in ("when", "unless")}
    does = tuple(
        effect.model_copy(update={
            name: bind(getattr(effect, name), values) for name in ("set", "add", "scale")
        }) for effect in one.does
    )  # fmt: skip
    return one.model_copy(update={**made, "does": does})


def _named(one: Condition | None, values: dict[str, str | float]) -> Condition | None:
    if one is None:
        return None
    return one.model_copy(update={
        "gauge": bind(one.gauge, values), "by": bind(one.by, values),
        "all": tuple(_named(inner, values) for inner in one.all),
        "any": tuple(_named(inner, values) for inner in one.any),
        "not_": _named(one.not_, values),
    })  # fmt: skip


def _bound(text: Text, values: dict[str, str | float]) -> Text:
    return Text(bind(text.nl, values), bind(text.en, values))


def on_paper(text: Text, fallback: Text, values: dict[str, str | float]) -> Text:
    """A text without live figures: its scripted text, or a blank for each figure."""
    chosen = _bound(text, values)
    if fallback and (holes(chosen.nl) or holes(chosen.en)):
        chosen = _bound(fallback, values)
    return Text(replaced(chosen.nl, BLANK), replaced(chosen.en, BLANK))


def sender_of(scenario: Scenario, sender: str | Text) -> Text:
    """What people call who sends it."""
    if isinstance(sender, Text):
        return sender
    table = scenario.table(sender)
    found = scenario.personas.get(sender) or scenario.teams.get(sender) or table
    return found.title if found else Text(sender, sender)


def channel_of(scenario: Scenario, channel: str) -> Text:
    """What people call a channel."""
    own = scenario.channels.get(channel)
    known = own.title if own else CHANNELS.get(channel)
    return known or Text(channel, channel)


def _brings(scenario: Scenario, one: Inject) -> tuple[Text, ...]:
    """What brings it on, a line for each; the inject that it follows where it has no own."""
    told = triggers(scenario, one)
    own = one.at is not None or one.on or one.when or one.after or one.cue
    return told if own else (*_before(scenario, one), *told)


def _before(scenario: Scenario, one: Inject) -> Iterator[Text]:
    for other in scenario.msel:
        called = other.number or other.id
        if other.otherwise == one.id:
            yield both("if the answer to {number} does not come", number=called)
        if other.instead == one.id:
            yield both("instead of {number}", number=called)
        if any(effect.send == one.id for effect in other.does):
            yield both("brought on by {number}", number=called)
    for option in scenario.options.values():
        yield from (_with_wait(option, effect, _decided(option, effect in option.fails))
                    for effect in (*option.does, *option.fails)
                    if _meant(effect.send, one.id))  # fmt: skip


def _decided(option: Option, failed: bool) -> Text:
    """A decision that brings an inject on; where it fails, with the chance of that."""
    if not failed or option.chance is None:
        return both("after the decision '{title}'", title=option.title)
    share = 1 - option.chance.mean
    return both("if the decision '{title}' does not succeed (chance {share}: draw lots)",
                title=option.title, share=spell(lambda lang: percent(share, lang)))  # fmt: skip


def _with_wait(option: Option, effect: Effect, told: Text) -> Text:
    """The same, with how long it takes: the option's lead and the effect's own wait."""
    wait = sum(round(one.mean) for one in (option.lead, effect.after) if one)
    if not wait:
        return told
    span = spell(partial(duration, wait))
    return both("{what}, about {span} after it", what=told, span=span)


def _meant(name: str, inject: str) -> bool:
    return name == inject or ("{" in name and inject.startswith(name.partition("{")[0]))


def moment(scenario: Scenario, at: int) -> Text:
    """A moment as a table reads it: on the calendar of the exercise."""
    label = partial(scenario.calendar.label, at)
    return Text(label("nl"), label("en"))
