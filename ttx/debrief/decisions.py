"""The decisions of an exercise, each with what its table knew at that moment.

Attributed to role and situation, never to a person; nothing here says whether a
decision was a good one.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ttx.actions import Adjudicate, Decision, Note, Rescind, StandingOrder, Value
from ttx.evaluation_log import (
    Done,
    Log,
    figure_of,
    listed,
    show_of,
    spell,
    title_of,
    title_of_table,
)
from ttx.evaluation_words import lasting, moment, placed, policy_title
from ttx.journal import Entry
from ttx.scenario import Option, Scenario, Table
from ttx.text import Text, about, both, number
from ttx.text_units import counted

MOST_KNOWN = 6
"""How many figures of its picture stand beside a decision: what a reader can hold."""


@dataclass(frozen=True, slots=True)
class KnownFact:
    """A figure as a table knew it, with its age (None: seen at once) and its source."""

    gauge: str
    title: Text
    shown: Text
    age: int | None
    aged: Text
    source: Text


@dataclass(frozen=True, slots=True)
class DecisionFact:
    """A decision as it was recorded. `hand` is empty where people took it, `on_paper`
    where it was entered at the table itself.

    kind: decision or order (a standing order). `text` is the table's own wording.
    """

    number: int
    entry: int
    at: int
    placed: Text
    table: int | None
    kind: str
    seat: str
    team: Text
    hand: Text
    text: str
    title: Text
    values: Text
    agreed: str
    why: str
    rescinded: bool
    works_at: int | None
    effect: Text
    known: tuple[KnownFact, ...]
    on_paper: Text = Text()


@dataclass(frozen=True, slots=True)
class RoutineFact:
    """What a policy (or a standing order) decided for a table, as often as it did."""

    numbers: tuple[int, ...]
    team: Text
    hand: Text
    title: Text
    values: Text
    first: int
    last: int


def routines(made: Sequence[DecisionFact]) -> tuple[RoutineFact, ...]:
    """Decisions that no person took, of one kind and one table together."""
    alike: dict[tuple[str, str, Text, Text, Text], list[DecisionFact]] = {}
    for one in made:
        if one.hand:
            kind = (one.seat, one.text, one.title, one.values, one.hand)
            alike.setdefault(kind, []).append(one)
    return tuple(
        RoutineFact(tuple(one.number for one in same), same[0].team, same[0].hand,
                    same[0].title or Text(same[0].text, same[0].text), same[0].values,
                    same[0].at, same[-1].at)
        for same in alike.values()
    )  # fmt: skip


def decisions(log: Log) -> tuple[DecisionFact, ...]:
    """All decisions and standing orders, in the order of the journal."""
    worked = _worked(log)
    undone = frozenset(log.source(one.entry) for _, one in log.of(Rescind))
    return tuple(
        _decision(log, number, done, worked.get(done.seq), done.seq in undone)
        for number, done in enumerate(_taken(log), 1)
    )


def numbers(log: Log) -> dict[int, int]:
    """The number (D1, D2...) of each decision by its entry."""
    return {done.seq: number for number, done in enumerate(_taken(log), 1)}


def _taken(log: Log) -> list[Done]:
    return [one for one in log.done if isinstance(one.action, Decision | StandingOrder)]


def _worked(log: Log) -> dict[int, Entry]:
    first: dict[int, Entry] = {}
    for entry in log.out("worked"):
        first.setdefault(log.source(int(entry.body["entry"])), entry)
    return first


def _decision(
    log: Log, number: int, done: Done, worked: Entry | None, undone: bool
) -> DecisionFact:
    action = done.action
    assert isinstance(action, Decision | StandingOrder)
    option = log.scenario.options.get(action.option)
    order = isinstance(action, StandingOrder)
    return DecisionFact(
        number=number,
        entry=done.seq,
        at=done.at,
        placed=placed(log, done.seq),
        table=done.table,
        kind="order" if order else "decision",
        seat=done.by,
        team=title_of_table(log.scenario, done.by),
        hand=hand_of(log, done.hand),
        text=action.text,
        title=option.title if option else Text(action.option, action.option),
        values=_condition(log, action) if isinstance(action, StandingOrder)
        else values_of(option, action.values),
        agreed="" if isinstance(action, StandingOrder) else action.agreed,
        why="" if isinstance(action, StandingOrder) else action.why,
        rescinded=undone,
        works_at=worked.at if worked else None,
        effect=_effect(log, done, option, worked),
        known=known(log, done.by, done.at),
        on_paper=_on_paper(log, done.at, action),
    )  # fmt: skip


def _on_paper(log: Log, at: int, action: Decision | StandingOrder) -> Text:
    """That it was entered afterwards, and when it was decided if the paper says so."""
    if action.on_paper is None:
        return Text()
    if action.on_paper == at:
        return both("entered afterwards from paper")
    return both("entered afterwards from paper; decided at {moment}",
                moment=moment(log.scenario, action.on_paper))  # fmt: skip


def hand_of(log: Log, hand: str) -> Text:
    """By which hand: nothing for people, else in words."""
    if hand == "person":
        return Text()
    if hand.startswith("policy:"):
        return both("by the policy '{name}'", name=policy_title(log.scenario, hand))
    return both("by a standing order" if hand == "standing" else "by exercise control")


def values_of(option: Option | None, values: tuple[tuple[str, Value], ...]) -> Text:
    """The parameters of an option as people say them: `Litres: 10,000 l`.

    What a table did not fill in is what the option has by itself.
    """
    told = []
    asks = option.asks if option else {}
    own = {name: ask.default for name, ask in asks.items() if ask.default is not None}
    for name, value in {**own, **dict(values)}.items():
        ask = option.asks.get(name) if option else None
        title = ask.title if ask else Text(name, name)
        told.append(both("{title}: {value}", title=title, value=_value(ask, value)))
    return listed(told)


def _value(ask: object, value: Value) -> Text:
    choice, unit = getattr(ask, "choice", {}), getattr(ask, "unit", "")
    if str(value) in choice:
        return Text(choice[str(value)].nl, choice[str(value)].en)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Text(str(value), str(value))
    places = 0 if float(value).is_integer() else 1
    return spell(lambda lang: f"{number(value, lang, places)} {unit}".strip())


def _condition(log: Log, order: StandingOrder) -> Text:
    told = values_of(log.scenario.options.get(order.option), order.values)
    if not order.gauge:
        return told
    level = figure_of(log.scenario, order.gauge, order.value)
    title = title_of(log.scenario, order.gauge)
    return listed(
        [
            both(
                "when '{gauge}' is below {level}"
                if order.comparison == "below"
                else "when '{gauge}' is above {level}",
                gauge=title,
                level=level,
            ),
            told,
        ]
    )


def _effect(log: Log, done: Done, option: Option | None, worked: Entry | None) -> Text:
    if worked is None:
        ruled = [
            one for _, one in log.of(Adjudicate) if log.source(one.entry) == done.seq
        ]
        if ruled:
            return both("see the judgement of exercise control")
        return both("no effect recorded") if done.seq else Text()
    told = both("in effect at {moment}, {span} of exercise time later",
                moment=moment(log.scenario, worked.at),
                span=lasting(worked.at - done.at))  # fmt: skip
    if worked.at <= done.at:
        told = both("in effect at once")
    granted = worked.body.get("granted")
    if granted is None:
        return told
    unit = _claimed_unit(option)
    amount = spell(lambda lang: counted(about(float(granted), lang), unit, lang))
    return listed([told, both("granted: {amount}", amount=amount)])


def _claimed_unit(option: Option | None) -> str:
    if option is None or option.claims is None:
        return ""
    ask = option.asks.get(str(option.claims.amount))
    return ask.unit if ask else ""


# --- its own board ---------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Board:
    """What a table wrote on its own board: (column, (moment, line)...)."""

    team: Text
    columns: tuple[tuple[Text, tuple[tuple[int, str], ...]], ...]


COLUMNS = {
    "know": "we know",
    "assume": "we assume",
    "unknown": "we do not know",
    "meaning": "what it means",
    "action": "actions",
}


def boards(log: Log) -> tuple[Board, ...]:
    """The boards of all tables that wrote on one, column by column."""
    made = []
    for table in log.scenario.tables:
        notes = [(d.at, n) for d, n in log.of(Note) if d.by == table.id]
        columns = [
            (both(COLUMNS.get(name, name)),
             tuple((at, note.text) for at, note in notes if note.column == name))
            for name in dict.fromkeys([*COLUMNS, *(note.column for _, note in notes)])
        ]  # fmt: skip
        if notes:
            made.append(Board(table.short, tuple(one for one in columns if one[1])))
    return tuple(made)


# --- what a table knew -----------------------------------------------------------


def known(log: Log, seat: str, at: int) -> tuple[KnownFact, ...]:
    """The figures that a table had at a moment, headline gauges first."""
    table = log.scenario.table(seat)
    if table is None:
        return ()
    found = [*_heard(log, seat, at), *_seen(log, table, at)]
    rank = {name: place for place, name in enumerate(log.scenario.headlines)}
    found.sort(key=lambda one: rank.get(one.gauge, len(rank)))
    return tuple(found[:MOST_KNOWN])


def _heard(log: Log, seat: str, at: int) -> Iterator[KnownFact]:
    for gauge in log.reports.get(seat, {}):
        if (one := log.knew(seat, gauge, at)) and not is_sensitive(log.scenario, gauge):
            shown = figure_of(log.scenario, gauge, one.value)
            age = max(0, at - one.true_at)
            yield KnownFact(gauge, title_of(log.scenario, gauge), shown, age,
                            both("{span} old", span=lasting(age)), one.sender)  # fmt: skip


def _seen(log: Log, table: Table, at: int) -> Iterator[KnownFact]:
    for gauge in seen_by(log, table):
        if gauge in log.reports.get(table.id, {}):
            continue
        shown = figure_of(log.scenario, gauge, log.value(gauge, at))
        yield KnownFact(gauge, title_of(log.scenario, gauge), shown, None,
                        both("seen at once"), Text())  # fmt: skip


def seen_by(log: Log, table: Table) -> list[str]:
    """The recorded gauges that a table sees at once; a subject stands for its gauges."""
    names = [one.replace("{instance}", table.id)
             for one in log.scenario.teams[table.team].sees]  # fmt: skip
    return [gauge for gauge in log.readings
            if any(gauge == one or gauge.startswith(f"{one}.") for one in names)
            and not is_sensitive(log.scenario, gauge)]  # fmt: skip


def is_sensitive(scenario: Scenario, gauge: str) -> bool:
    """Whether a gauge stays off the tables' screens (modelled mortality)."""
    show = show_of(scenario, gauge)
    return show is not None and show.sensitive
