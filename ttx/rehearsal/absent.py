"""Injects that came in no run, and why, in words from the plan.

Three kinds, because they ask for different things of a leader: what nothing brought on,
what waits for people, and what stood in reserve and was not needed.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from ttx.rehearsal.runs import Run
from ttx.rehearsal.words import (
    in_words,
    inject_title,
    milestone_title,
    option_title,
    quoted,
    when,
)
from ttx.scenario import Inject, Scenario
from ttx.text import Text, both, percent

NOTHING, PEOPLE, RESERVE = "nothing", "people", "reserve"
Why = tuple[str, Text]
"""The kind, and the reason in words."""


@dataclass(frozen=True, slots=True)
class AbsentFact:
    """An inject that came in no run. kind: `nothing` brought it on; it waits for `people`
    (a table or exercise control); it stood in `reserve`."""

    inject: str
    number: str
    title: Text
    kind: str
    why: Text


@dataclass
class _Runs:
    """What the runs showed of injects and decisions."""

    scenario: Scenario
    came: Counter[str] = field(default_factory=Counter)
    taken: dict[str, None] = field(default_factory=dict)
    dropped: dict[str, Counter[str]] = field(default_factory=dict)
    asking: list[str] = field(default_factory=list)

    def take(self, run: Run) -> None:
        """One more run."""
        self.came.update({one.inject.partition("@")[0] for one in run.letters})
        self.taken.update(dict.fromkeys(option for _, _, option in run.taken))
        for inject, cause in run.dropped:
            name = inject.partition("@")[0]
            self.dropped.setdefault(name, Counter())[cause] += 1


def absent(scenario: Scenario, runs: Sequence[Run]) -> tuple[AbsentFact, ...]:
    """The injects that none of these runs brought, in the scenario's order."""
    seen = _Runs(scenario)
    for run in runs:
        seen.take(run)
    made = []
    for one in scenario.msel:
        if not seen.came[one.id]:
            kind, why = _why(seen, one)
            made.append(AbsentFact(one.id, one.number, inject_title(scenario, one.id),
                                   kind, why))  # fmt: skip
    return tuple(made)


def _why(seen: _Runs, one: Inject) -> Why:
    if one.id in seen.asking:
        return NOTHING, both("nothing can bring it on")
    seen.asking.append(one.id)
    try:
        return _held_back(seen, one) or _own(seen, one) or _by_others(seen, one)
    finally:
        seen.asking.pop()


def _held_back(seen: _Runs, one: Inject) -> Why | None:
    """It came due, and something kept it from going out."""
    causes = seen.dropped.get(one.id)
    if not causes:
        return None
    if causes["chance"] and one.chance:
        share = Text(percent(one.chance.mean, "nl"), percent(one.chance.mean, "en"))
        return NOTHING, both("luck held it back whenever it came due (chance {share})",
                             share=share)  # fmt: skip
    if causes["unless"] and one.unless:
        told = in_words(seen.scenario, one.unless)
        return NOTHING, both("held back whenever it came due, because: {condition}",
                             condition=told)  # fmt: skip
    return NOTHING, both("cancelled by another inject or a decision before it came")


def _own(seen: _Runs, one: Inject) -> Why | None:
    """Its own trigger; None where it has none."""
    scenario = seen.scenario
    if one.at is not None and one.at >= scenario.endex:
        return NOTHING, both("its moment, {moment}, is not before ENDEX",
                             moment=when(scenario, one.at))  # fmt: skip
    if one.cue:
        return PEOPLE, both("goes out only when exercise control says so")
    if one.when is not None:
        return _condition(seen, one)
    if one.after is not None:
        return _after(seen, one)
    if one.on is not None:
        return PEOPLE, both("waits for a turn of a move that comes only with people")
    if one.at is not None:
        return NOTHING, both("its moment, {moment}, lies before the exercise begins",
                             moment=when(scenario, one.at))  # fmt: skip
    return None


def _condition(seen: _Runs, one: Inject) -> Why:
    assert one.when is not None
    told = in_words(seen.scenario, one.when)
    for part in one.when.parts():
        if part.decided and part.decided not in seen.taken:
            return PEOPLE, _no_decision(seen, part.decided)
        if part.milestone and (option := _by_option(seen, part.milestone)):
            return PEOPLE, _no_decision(seen, option)
    if one.until is not None:
        return NOTHING, both("its condition held in no run before {moment}: {condition}",
                             moment=when(seen.scenario, one.until), condition=told)  # fmt: skip
    return NOTHING, both("its condition held in no run: {condition}", condition=told)


def _no_decision(seen: _Runs, option: str) -> Text:
    return both("waits for the decision '{option}', which no policy takes",
                option=option_title(seen.scenario, option))  # fmt: skip


def _by_option(seen: _Runs, milestone: str) -> str:
    """An option that no run took and that would make a milestone true; else nothing."""
    found = (key for key, option in seen.scenario.options.items() if key not in seen.taken
             and any(e.milestone == milestone for e in (*option.does, *option.fails)))  # fmt: skip
    return next(found, "")


def _after(seen: _Runs, one: Inject) -> Why:
    after = one.after
    assert after is not None
    if after.acknowledged:
        return PEOPLE, both("waits until a table says that it has read {inject}; policies"
                            " do not", inject=quoted(seen.scenario, after.acknowledged))  # fmt: skip
    if after.decision and after.decision not in seen.taken:
        return PEOPLE, _no_decision(seen, after.decision)
    if after.milestone:
        option = _by_option(seen, after.milestone)
        fact = milestone_title(seen.scenario, after.milestone)
        told = both(
            "waits until this is so: '{fact}'; that was so in no run", fact=fact
        )
        return (PEOPLE, _no_decision(seen, option)) if option else (NOTHING, told)
    if after.inject and not seen.came[after.inject]:
        told = both("waits for {inject}, which comes in no run either",
                    inject=quoted(seen.scenario, after.inject))  # fmt: skip
        return _kind(seen, after.inject), told
    return NOTHING, both("it would come only after ENDEX")


def _kind(seen: _Runs, source: str) -> str:
    """What hangs on an inject that did not come is of the same kind as that one."""
    planned = seen.scenario.injects.get(source)
    return _why(seen, planned)[0] if planned else NOTHING


def _by_others(seen: _Runs, one: Inject) -> Why:
    """Nothing of its own: what else would have sent it."""
    scenario = seen.scenario
    for other in scenario.msel:
        if other.otherwise == one.id:
            return _no_answer(seen, other)
        if other.instead == one.id:
            return RESERVE, both("comes in place of {inject}, which was not held back in any run",
                                 inject=quoted(scenario, other.id))  # fmt: skip
        if any(effect.send == one.id for effect in other.does):
            told = both("sent by {inject}, which comes in no run either",
                        inject=quoted(scenario, other.id))  # fmt: skip
            return _kind(seen, other.id), told
    for key, option in scenario.options.items():
        sends = [e.send.partition("@")[0] for e in (*option.does, *option.fails)]
        if one.id in sends and key not in seen.taken:
            return PEOPLE, _no_decision(seen, key)
    return NOTHING, both("nothing can bring it on")


def _no_answer(seen: _Runs, other: Inject) -> Why:
    inject = quoted(seen.scenario, other.id)
    if not seen.came[other.id]:
        return _kind(seen, other.id), both(
            "comes where {inject} is not answered; that comes in no run either",
            inject=inject,
        )
    if other.expects is None or other.expects.within is None:
        return PEOPLE, both("comes where {inject} is not answered, but no time is set for that"
                            " answer ('within'): only exercise control can send it", inject=inject)  # fmt: skip
    return RESERVE, both("comes only where {inject} is not answered in time; in every run it"
                         " was", inject=inject)  # fmt: skip
