"""What exercise control did to the exercise, and what the tables disputed.

Each with its reason as it was given; nothing is left out because it looks untidy.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from ttx import actions as asked
from ttx.actions import Action, Adjudicate, Dispute, ModelOff, NoPlay, Override, Settle
from ttx.debrief.levers import lever_title, ruled
from ttx.evaluation_log import (
    Done,
    Log,
    digits,
    figure_of,
    listed,
    show_of,
    spell,
    title_of,
    title_of_table,
)
from ttx.evaluation_words import decided, moment, policy_title
from ttx.happenings import EVENTS, place, told
from ttx.scenario import Scenario
from ttx.text import Text, both
from ttx.text_units import counted


@dataclass(frozen=True, slots=True)
class Ruling:
    """A free-text decision as exercise control judged it."""

    at: int
    decision: int
    team: Text
    text: Text
    ruling: Text
    why: str


@dataclass(frozen=True, slots=True)
class OverrideFact:
    """A figure set by exercise control: computed beside shown (judgement)."""

    at: int
    title: Text
    computed: Text
    shown: Text
    why: str
    cleared: bool


@dataclass(frozen=True, slots=True)
class ClaimFact:
    """What one table claimed of a scarce stock, all times together.

    `short` counts the times that less was granted than asked.
    """

    stock: Text
    team: Text
    times: int
    asked: Text
    granted: Text
    short: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class DisputeFact:
    """A computed consequence that a table disputes, in its own words."""

    at: int
    team: Text
    about: Text
    text: str


@dataclass(frozen=True, slots=True)
class Act:
    """Another thing that exercise control did."""

    at: int
    what: Text
    why: str


@dataclass(frozen=True, slots=True)
class Period:
    """A stretch during which something held; `until` is None if it never ended."""

    since: int
    until: int | None
    table_minutes: int | None
    why: str


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened in the world at one place, once or more often."""

    what: Text
    place: Text
    first: int
    last: int
    times: int


@dataclass(frozen=True, slots=True)
class Rulings:
    """All of it."""

    adjudications: tuple[Ruling, ...]
    overrides: tuple[OverrideFact, ...]
    claims: tuple[ClaimFact, ...]
    settlements: tuple[Act, ...]
    disputes: tuple[DisputeFact, ...]
    acts: tuple[Act, ...]
    model_off: tuple[Period, ...]
    no_play: tuple[Period, ...]
    events: tuple[Event, ...]


def rulings(log: Log) -> Rulings:
    """What exercise control did, in the order of the journal."""
    return Rulings(
        adjudications=tuple(_ruling(log, d, a) for d, a in log.of(Adjudicate)),
        overrides=tuple(_override(log, d, a) for d, a in log.of(Override)),
        claims=tuple(_claims(log)),
        settlements=tuple(_settled(log, d, a) for d, a in log.of(Settle)),
        disputes=tuple(
            DisputeFact(d.at, title_of_table(log.scenario, d.by),
                        title_of(log.scenario, a.about), a.text)
            for d, a in log.of(Dispute)
        ),
        acts=tuple(_act(log, d) for d in log.done
                   if type(d.action).__name__ in ACTS and not _courier(d)),
        model_off=_periods(log.of(ModelOff)),
        no_play=_periods(log.of(NoPlay)),
        events=_events(log),
    )  # fmt: skip


def _ruling(log: Log, done: Done, action: Adjudicate) -> Ruling:
    source = log.entry(log.source(action.entry))
    by = str(source.body.get("by", "")) if source else ""
    return Ruling(done.at, source.seq if source else action.entry,
                  title_of_table(log.scenario, by),
                  decided(log, source) if source else Text(),
                  ruled(log.scenario, action), action.why)  # fmt: skip


def _override(log: Log, done: Done, action: Override) -> OverrideFact:
    scenario = log.scenario
    return OverrideFact(
        at=done.at,
        title=title_of(scenario, action.gauge),
        computed=figure_of(scenario, action.gauge, log.value(action.gauge, done.at)),
        shown=both("computed again") if action.clear
        else figure_of(scenario, action.gauge, action.value),
        why=action.why,
        cleared=action.clear,
    )  # fmt: skip


def _claims(log: Log) -> list[ClaimFact]:
    found: dict[tuple[str, str], list[tuple[int, float, float]]] = {}
    for entry in log.out("claimed"):
        for one in entry.body["shares"]:
            claim = (entry.at, float(one["asked"]), float(one["granted"]))
            found.setdefault((entry.body["stock"], str(one["team"])), []).append(claim)
    made = [_claim(log.scenario, *key, claims) for key, claims in found.items()]
    return sorted(made, key=lambda one: (one.first, one.last))


def _claim(
    scenario: Scenario, stock: str, seat: str, claims: list[tuple[int, float, float]]
) -> ClaimFact:
    title = title_of(scenario, f"{stock}.amount")
    unit = _unit(scenario, stock)
    return ClaimFact(
        stock=Text(stock, stock) if title.nl == f"{stock}.amount" else title,
        team=title_of_table(scenario, seat),
        times=len(claims),
        asked=_amount(sum(asked for _, asked, _ in claims), unit),
        granted=_amount(sum(granted for _, _, granted in claims), unit),
        short=sum(granted < asked for _, asked, granted in claims),
        first=claims[0][0],
        last=claims[-1][0],
    )


def _unit(scenario: Scenario, stock: str) -> Text:
    """The unit of a stock: as it is shown, else as the options that draw on it ask."""
    if (show := show_of(scenario, f"{stock}.amount")) and show.unit:
        return show.unit
    for option in scenario.options.values():
        if option.claims and option.claims.stock == stock:
            ask = option.asks.get(str(option.claims.amount))
            if ask and ask.unit:
                return Text(ask.unit, ask.unit)
    return Text()


def _amount(value: float, unit: Text = Text()) -> Text:
    return spell(lambda lang: counted(digits(float(value), lang), unit, lang))


def _settled(log: Log, done: Done, action: Settle) -> Act:
    shares = listed(both("{team}: {amount}", team=title_of_table(log.scenario, team),
                         amount=_amount(amount, _unit(log.scenario, action.stock)))
                    for team, amount in action.shares)  # fmt: skip
    return Act(done.at, both("'{stock}' divided: {shares}", shares=shares,
                             stock=title_of(log.scenario, f"{action.stock}.amount")), action.why)  # fmt: skip


def _periods(found: list[tuple[Done, Any]]) -> tuple[Period, ...]:
    made: list[Period] = []
    opened: tuple[Done, Any] | None = None
    for done, action in found:
        if action.on and opened is None:
            opened = (done, action)
        elif not action.on and opened is not None:
            made.append(_period(opened, done))
            opened = None
    if opened is not None:
        made.append(Period(opened[0].at, None, None, opened[1].why))
    return tuple(made)


def _period(opened: tuple[Done, Any], closed: Done) -> Period:
    done, action = opened
    minutes = None
    if done.table is not None and closed.table is not None:
        minutes = round((closed.table - done.table) / 60_000)
    return Period(done.at, closed.at, minutes, action.why)


def _events(log: Log) -> tuple[Event, ...]:
    """What happened in the world, of one kind at one place together, by first time."""
    found: dict[tuple[str, Text], list[int]] = {}
    for entry in log.out("happened"):
        if told(entry):
            where = place(entry, log.scenario)
            found.setdefault((entry.body["what"], where), []).append(entry.at)
    return tuple(
        Event(both(EVENTS[what]), where, times[0], times[-1], len(times))
        for (what, where), times in found.items()
    )


# --- the other powers --------------------------------------------------------------


def _courier(done: Done) -> bool:
    """A message that the clock brought, as planned: nobody intervened."""
    return isinstance(done.action, asked.HandOver) and done.hand != "person"


def _act(log: Log, done: Done) -> Act:
    if isinstance(done.action, asked.Release) and done.hand != "person":
        told = _inject_act("Inject {number} '{title}' released by the program")
        return Act(done.at, told(log.scenario, done.action), "")
    what = ACTS[type(done.action).__name__](log.scenario, done.action)
    on_paper = getattr(done.action, "on_paper", None)
    if on_paper is not None:
        said = (
            "{what}; from paper"
            if on_paper == done.at
            else "{what}; on paper, {moment}"
        )
        what = both(said, what=what, moment=moment(log.scenario, on_paper))
    return Act(done.at, what, getattr(done.action, "why", ""))


def _inject_act(english: str) -> Callable[[Scenario, Action], Text]:
    def tell(scenario: Scenario, action: Action) -> Text:
        name = str(getattr(action, "inject", "")).partition("@")[0]
        planned = scenario.injects.get(name)
        title = planned.title if planned and planned.title else Text(name, name)
        number = planned.number if planned and planned.number else name
        return both(english, number=number, title=title)

    return tell


def _pulled(scenario: Scenario, action: Action) -> Text:
    assert isinstance(action, asked.Pull)
    size = spell(lambda lang: digits(action.value, lang, fine=True))
    name = lever_title(scenario, action.lever)
    return both("Lever '{lever}' set by hand to {size}", lever=name, size=size)


def _taken(scenario: Scenario, action: Action) -> Text:
    assert isinstance(action, asked.TakeOver)
    team = title_of_table(scenario, action.team)
    if not action.policy:
        return both("{team} is played by people again", team=team)
    return both("{team} is played by the policy '{name}'", team=team,
                name=policy_title(scenario, action.policy))  # fmt: skip


def _fogged(scenario: Scenario, action: Action) -> Text:
    assert isinstance(action, asked.Fog)
    if not action.table:
        return both("Fog on again for all tables" if action.on
                    else "Fog off for all tables: they saw all as it was")  # fmt: skip
    team = title_of_table(scenario, action.table)
    return both("Fog on again for {team}" if action.on
                else "Fog off for {team}: it saw all as it was", team=team)  # fmt: skip


def _to(scenario: Scenario, action: Action, english: str) -> Text:
    names = listed(title_of_table(scenario, one) for one in getattr(action, "to", ()))
    return both(english, to=names, text=str(getattr(action, "text", "")))


ACTS: dict[str, Callable[[Scenario, Action], Text]] = {
    "Release": _inject_act("Inject {number} '{title}' released by hand"),
    "Hold": _inject_act("Inject {number} '{title}' held back or let go"),
    "Postpone": _inject_act("Inject {number} '{title}' postponed"),
    "Skip": _inject_act("Inject {number} '{title}' left out"),
    "Resend": _inject_act("Inject {number} '{title}' sent once more"),
    "Retract": _inject_act("Inject {number} '{title}' taken back"),
    "HandOut": _inject_act("Card {number} '{title}' handed out at another moment"),
    "Improvise": lambda s, a: _to(s, a, "Ad-hoc inject to {to}: {text}"),
    "Script": lambda s, a: _to(
        s, a, "Scripted text instead of the computed report, to {to}: {text}"
    ),
    "Reseed": lambda s, a: both("The world drew other luck from here on"),
    "Pull": _pulled,
    "TakeOver": _taken,
    "Jump": lambda s, a: both(
        "A jump in time; deadlines that it passed count for no measure"
    ),
    "Fog": lambda s, a: _fogged(s, a),
    "HandOver": lambda s, a: both("A message that was under way was handed over"),
    "MoreTime": lambda s, a: both("More table time for all tables"),
}
"""What is told of each other power of exercise control."""
