"""What tables get besides injects: roles, communication, manual, moves, rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ttx.conditions import bind
from ttx.evaluation_log import listed, spell, title_of
from ttx.figures import Figure
from ttx.handouts import Card, Part, Stack
from ttx.handouts.cards import move_mark
from ttx.handouts.injects import channel_of, moment
from ttx.moment import HOUR, duration, offset
from ttx.outline_time import heading
from ttx.scenario import Channel, HouseFog, Move, Scenario, Table
from ttx.text import Text, both

LAYERS = {
    "strategic": both("strategic"),
    "operational": both("operational"),
}
TOLD = ("news", "social")
"""Channels from which tables hear, and by which they write to nobody."""
SLIPS = 4
"""Message slips on a sheet; who needs more copies it."""


# --- role cards -----------------------------------------------------------------------


def role_cards(scenario: Scenario) -> tuple[Stack, ...]:
    """One card for each table: its task, who sits there, what it knows and from whom."""
    cards = tuple(_role(scenario, table) for table in scenario.tables)
    return (Stack(both("Role cards"), cards),)


def _role(scenario: Scenario, table: Table) -> Card:
    team = scenario.teams[table.team]
    parts = [Part("text", team.task)] if team.task else []
    parts += _items(both("At this table"), team.roles)
    parts += _items(both("What you see for yourselves"), tuple(
        _gauge(scenario, gauge, table) for gauge in team.sees))  # fmt: skip
    parts += _items(both("What others report to you"), tuple(_heard(scenario, table)))
    rows = ((both("Level"), LAYERS[team.layer]),)
    title = Text() if table.title == table.short else table.title
    return Card(table.short, "", title, rows, tuple(parts))


def _items(title: Text, items: tuple[Text, ...]) -> list[Part]:
    return [Part("head", title), *(Part("item", one) for one in items)] if items else []


def _gauge(scenario: Scenario, gauge: str, table: Table) -> Text:
    """What people call a figure; a card of its own need not say whose it is."""
    title = title_of(scenario, bind(gauge, {"instance": table.instance or table.id}))
    return spell(lambda lang: title.of(lang).removesuffix(f" ({table.title.of(lang)})"))


def _heard(scenario: Scenario, table: Table) -> Iterator[Text]:
    """What a table knows that it will be told; not what begins later than its first
    round, of which it does not know yet."""
    for gauge, hears in scenario.teams[table.team].hears.items():
        if hears.begins > hears.every:
            continue
        every = both("every {span}", span=spell(partial(duration, hears.every)))
        if hears.every == HOUR:
            every = both("every hour")
        title = _gauge(scenario, gauge, table)
        if hears.source:
            yield both("{title} ({every}; source: {who})", title=title, every=every,
                       who=hears.source)  # fmt: skip
        else:
            yield both("{title} ({every})", title=title, every=every)


# --- communication --------------------------------------------------------------------


def comms_cards(scenario: Scenario) -> tuple[Stack, ...]:
    """A card for each table in each move: which ways are open, and whom one reaches.

    Each move has its own, because what goes silent later is not yet known.
    """
    stacks = [
        Stack(heading(n + 1, move.title),
              tuple(_comms(scenario, move, table) for table in scenario.tables), move_mark(n))
        for n, move in enumerate(scenario.moves)
    ]  # fmt: skip
    if not scenario.moves:
        cards = tuple(_comms(scenario, None, table) for table in scenario.tables)
        stacks = [Stack(scenario.title, cards)]
    return (*stacks, Stack(both("Message slips"), (_slip(),) * SLIPS, forms=True))


def _comms(scenario: Scenario, move: Move | None, table: Table) -> Card:
    fog = move.fog if move else None
    dead = fog.dead if fog else ()
    parts: list[Part] = []
    if move and move.house_rules:
        parts += [Part("text", one) for one in move.house_rules]
    if table.id in (fog.off if fog else ()) or table.team in (fog.off if fog else ()):
        parts.append(Part("text", both("You reach everybody at once in this move.")))
    ways = _ways(scenario, table, dead)
    if ways:
        sooner = {one.by: one.takes for one in (fog.instead.values() if fog else ())}
        told = [_timed(channel_of(scenario, key), sooner.get(key) or channel.takes)
                for key, channel in ways]  # fmt: skip
        parts += [
            Part("head", both("Ways to reach others")),
            Part("item", listed(told)),
        ]
        if any(channel.carried_by for _, channel in ways):
            parts.append(Part("item", both("Exercise control tells you whether a way works when"
                                           " you try it.")))  # fmt: skip
    parts += _items(both("Dead in this move"), tuple(_closed(scenario, fog)))
    parts += [Part("head", both("Other tables (number or place)"))]
    parts += [Part("figure", t.short) for t in scenario.tables if t.id != table.id]
    parts += [Part("figure", both("Everybody else: response cell"))]
    when = moment(scenario, move.at) if move else Text()
    rows = ((both("Holds from"), when),) if when else ()
    return Card(table.short, "", both("Communication"), rows, tuple(parts))


def _ways(
    scenario: Scenario, table: Table, dead: tuple[str, ...]
) -> list[tuple[str, Channel]]:
    """The channels by which this table may write to others."""
    shared = scenario.shared_picture
    outside = shared is not None and shared.teams and table.team not in shared.teams
    closed = {*dead, *TOLD, *(("sitrep",) if outside else ())}
    return [(key, channel) for key, channel in scenario.channels.items()
            if key not in closed and channel.open_to(table.id, table.team)]  # fmt: skip


def _closed(scenario: Scenario, fog: HouseFog | None) -> Iterator[Text]:
    """What is dead, on one line, and what goes in its place."""
    if fog is None or not fog.dead:
        return
    yield listed(channel_of(scenario, one) for one in fog.dead)
    rules = [fog.instead[key] for key in fog.dead if key in fog.instead]
    ways = dict.fromkeys(
        _timed(channel_of(scenario, one.by), one.takes) for one in rules
    )
    if ways:
        yield both("instead: {ways}", ways=listed(ways))


def _timed(title: Text, takes: Figure | None) -> Text:
    """A way, with the exercise time that it takes."""
    if takes is None:
        return title
    span = spell(partial(duration, round(takes.mean)))
    return both("{title} ({span})", title=title, span=span)


def _slip() -> Card:
    rows = tuple((both(one), Text()) for one in ("From", "To", "Time", "By way of"))
    parts = (Part("head", both("Message")), Part("room", lines=5),
             Part("head", both("Answer")), Part("room", lines=3))  # fmt: skip
    return Card(both("Message slip"), "", Text(), rows, parts)


# --- sheets ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MoveSheet:
    """What the tables get at the beginning of a move."""

    title: Text
    when: Text
    talk: Text
    brief: Text
    questions: tuple[Text, ...]
    house_rules: tuple[Text, ...]


def move_sheets(scenario: Scenario) -> tuple[MoveSheet, ...]:
    """A sheet for each move, to be handed out when it begins."""
    return tuple(move_sheet(scenario, n) for n in range(len(scenario.moves)))


def move_sheet(scenario: Scenario, number: int) -> MoveSheet:
    """The sheet of one move (counted from 0)."""
    move = scenario.moves[number]
    talk = spell(partial(duration, move.talk))
    return MoveSheet(heading(number + 1, move.title), both_clocks(scenario, move.at), talk,
                     move.brief, move.questions, move.house_rules)  # fmt: skip


def both_clocks(scenario: Scenario, at: int) -> Text:
    """A moment on the calendar of the exercise, and how far it is from STARTEX and day D."""
    when, day = moment(scenario, at), scenario.calendar.day(at)
    told = f"{offset(at)}, {day}" if day else offset(at)
    return spell(lambda lang: f"{when.of(lang)} ({told})")


@dataclass(frozen=True, slots=True)
class Rules:
    """Ground rules and artificialities, for the wall and the table."""

    rules: tuple[Text, ...]
    artificialities: tuple[Text, ...]
    content_note: Text


def rules(scenario: Scenario) -> Rules:
    """The ground rules as everybody gets them."""
    return Rules(scenario.ground_rules, scenario.artificialities, scenario.content_note)
