"""What is allowed but probably not meant: warnings beside the errors.

Never stops an exercise: a leader may know better than this file.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from ttx.errors import Problem
from ttx.figures import Figure
from ttx.moment import MINUTE, offset
from ttx.scenario.budget import (
    FREE_SHARE,
    MOST_GAUGES,
    MOST_INJECTS,
    MOST_WORDS,
    no_time_to_talk,
    reading,
)
from ttx.scenario.circles import follows
from ttx.scenario.frame import Scenario
from ttx.scenario.lint_conditions import never_holds
from ttx.scenario.lint_figures import slipped
from ttx.scenario.lint_titles import numbered_alike, undefined, untitled
from ttx.scenario.names import ALL, Catalogue, Place
from ttx.scenario.play import Inject
from ttx.scenario.timing import Timing
from ttx.text import Text


def lint(
    scenario: Scenario, raw: Any, catalogue: Catalogue, figures: Iterable[Figure]
) -> list[Problem]:
    """Every warning about a scenario that is otherwise in order."""
    timing = Timing(scenario)
    figures = list(figures)
    return [
        *_never_comes(scenario, raw),
        *never_holds(scenario),
        *_unmeasured(scenario),
        *_idle(scenario, timing),
        *_budgets(scenario, timing),
        *_pictures(scenario, catalogue),
        *(untranslated(raw) if len(scenario.languages) > 1 else ()),
        *_unsourced([(tuple(f.place.split(".")), f) for f in figures if f.place]),
        *_unsourced(_own_figures(scenario)),
        *_unused_options(scenario),
        *slipped(scenario, figures),
        *untitled(scenario),
        *undefined(scenario),
        *numbered_alike(scenario),
    ]


def _warn(place: Place, code: str, english: str, **params: object) -> Problem:
    return Problem(code, english, params, place, severity="warning")


# --- the draaiboek ---------------------------------------------------------------


def _never_comes(scenario: Scenario, raw: Any) -> Iterator[Problem]:
    """Injects that nothing can bring on, themselves or through others."""
    graph = follows(scenario.msel)
    options = scenario.options.values()
    sent = [e.send for o in options for e in (*o.does, *o.fails) if e.send]
    work = [i.id for i in scenario.msel if _own_trigger(i, scenario)]
    work += [i.id for i in scenario.msel if _sent(i.id, sent)]
    reached = dict.fromkeys(work)
    while work:
        for name in graph.get(work.pop(), []):
            if name not in reached:
                reached[name] = None
                work.append(name)
    for n, inject in enumerate(scenario.msel):
        if inject.id not in reached:
            written = str(raw["msel"][n].get("at"))
            yield _never(n, inject, scenario.endex, written)


def _never(n: int, inject: Inject, endex: int, written: str) -> Problem:
    """Why an inject never comes; a bare 0:40 was meant from STARTEX."""
    if inject.at is None:
        english = "nothing can bring on inject '{inject}'"
        return _warn(("msel", n), "never-comes", english, inject=inject.id)
    english = "inject '{inject}' comes at {at}, after ENDEX ({endex})"
    if written[:1].isdigit():
        english += "; {written} is an hour of the clock, counted from STARTEX it is T+{written}"
    return _warn(("msel", n, "at"), "never-comes", english, inject=inject.id,
                 at=offset(inject.at), endex=offset(endex), written=written)  # fmt: skip


def _own_trigger(one: Inject, scenario: Scenario) -> bool:
    if one.at is not None:
        return one.at < scenario.endex
    after = one.after
    other = bool(after and (after.decision or after.milestone))
    return bool(one.cue or one.on or one.when or other)


def _sent(inject: str, sent: list[str]) -> bool:
    """Sent by an option, perhaps by a name with {instance} in it."""
    return any(
        one == inject or ("{" in one and inject.startswith(one.partition("{")[0]))
        for one in sent
    )


# --- objectives and options ------------------------------------------------------


def _unmeasured(scenario: Scenario) -> Iterator[Problem]:
    for n, objective in enumerate(scenario.objectives):
        if not any(task.evidence or task.looks_for for task in objective.tasks):
            english = "nothing measures objective '{objective}' and nobody observes it"
            place: Place = ("objectives", n)
            yield _warn(place, "unmeasured", english, objective=objective.id)


def _unused_options(scenario: Scenario) -> Iterator[Problem]:
    if not scenario.policies:
        return
    used = {rule.option for one in scenario.policies.values() for rule in one.rules}
    for key in scenario.options:
        if key not in used:
            english = "no policy ever uses option '{option}': add a rule for it under 'policies:'"
            yield _warn(("options", key), "unused-option", english, option=key)


# --- what a table gets -----------------------------------------------------------


def _tables(scenario: Scenario, one: Inject) -> list[str]:
    """The tables that may get an inject."""
    return [
        table.id
        for table in scenario.tables
        if {table.id, table.team, ALL} & set(one.to) or "{instance}" in "".join(one.to)
    ]


def _idle(scenario: Scenario, timing: Timing) -> Iterator[Problem]:
    """Teams that get nothing in a move, neither for certain nor when a figure says so."""
    if not scenario.msel:
        return
    busy: dict[tuple[str, str], None] = {}
    perhaps: dict[str, None] = {}
    for inject in scenario.msel:
        read_in = timing.move_of(inject.id)
        for seat in _tables(scenario, inject):
            if read_in is not None:
                busy[seat, read_in] = None
            elif inject.when or inject.after:
                perhaps[seat] = None
    for key in scenario.teams:
        tables = [table.id for table in scenario.tables if table.team == key]
        if any(table in perhaps for table in tables):
            continue
        for move in scenario.moves:
            if not any((table, move.id) in busy for table in tables):
                english = "team '{team}' gets no inject in move '{move}'"
                yield _warn(
                    ("teams", key), "idle-team", english, team=key, move=move.id
                )


def _words(text: Text) -> int:
    return max(len(text.nl.split()), len(text.en.split()))


def _budgets(scenario: Scenario, timing: Timing) -> Iterator[Problem]:
    """Reading budgets: injects, words and the time that is left for talk."""
    load: dict[tuple[str, str], list[int]] = {}
    for n, inject in enumerate(scenario.msel):
        words = _words(inject.text)
        if words > MOST_WORDS:
            english = "this text has {words} words; a table reads at most {most}"
            place: Place = ("msel", n, "text")
            yield _warn(place, "long-text", english, words=words, most=MOST_WORDS)
        if read_in := timing.move_of(inject.id):
            for seat in _tables(scenario, inject):
                load.setdefault((read_in, seat), []).append(words)
    for n, one in enumerate(scenario.moves):
        yield from _crowded(scenario, ("moves", n), one.id, load)
        for table in scenario.tables:
            words = sum(load.get((one.id, table.id), ())) + _words(one.brief)
            if no_time_to_talk(words, one.talk):
                english = (
                    "table '{table}' reads for {minutes} minutes of move '{move}';"
                    " keep {share} % of it free for talk"
                )
                yield _warn(("moves", n), "no-time-to-talk", english, table=table.id,
                            minutes=round(reading(words) / MINUTE), move=one.id,
                            share=round(FREE_SHARE * 100))  # fmt: skip


def _crowded(
    scenario: Scenario, place: Place, move: str, load: dict[tuple[str, str], list[int]]
) -> Iterator[Problem]:
    for table in scenario.tables:
        count = len(load.get((move, table.id), ()))
        if count > MOST_INJECTS:
            english = (
                "table '{table}' gets {count} injects in move '{move}'; at most {most}"
            )
            yield _warn(place, "crowded", english, table=table.id, count=count,
                        move=move, most=MOST_INJECTS)  # fmt: skip


def _pictures(scenario: Scenario, catalogue: Catalogue) -> Iterator[Problem]:
    """Tables whose picture holds more figures than people can take in."""
    every = [table.id for table in scenario.tables if table.instance]
    shown = [
        one
        for name in scenario.gauges
        for one in (
            [name.replace("{instance}", i) for i in every] if "{" in name else [name]
        )
        if catalogue.gauges is None or one in catalogue.gauges
    ]
    for key, team in scenario.teams.items():
        most = 0
        for table in scenario.tables:
            if table.team == key:
                wanted = [
                    p.replace("{instance}", table.id) for p in (*team.sees, *team.hears)
                ]
                most = max(most, sum(_fits(one, wanted) for one in shown))
        if most > MOST_GAUGES:
            english = (
                "the picture of team '{team}' holds {count} figures; at most {most}"
            )
            yield _warn(("teams", key), "crowded-picture", english, team=key, count=most,
                        most=MOST_GAUGES)  # fmt: skip


def _fits(gauge: str, patterns: Iterable[str]) -> bool:
    return any(gauge == one or gauge.startswith(one + ".") for one in patterns)


# --- texts and figures -----------------------------------------------------------


def untranslated(raw: Any) -> Iterator[Problem]:
    """Texts that are written in one language only."""
    work: list[tuple[Place, Any]] = [((), raw)]
    while work:
        place, here = work.pop()
        if isinstance(here, list):
            work += [((*place, n), one) for n, one in enumerate(here)]
        elif isinstance(here, dict):
            missing = [lang for lang in ("nl", "en") if not here.get(lang)]
            if len(missing) == 1 and set(here) <= {"nl", "en"}:
                english = "this text is missing in language '{lang}'"
                yield _warn(place, "missing-translation", english, lang=missing[0])
            work += [((*place, key), one) for key, one in here.items()]


def _unsourced(figures: Iterable[tuple[Place, Figure]]) -> Iterator[Problem]:
    for place, figure in figures:
        missing = [key for key in ("source", "tag") if not getattr(figure, key)]
        if missing:
            english = "this figure has no {what}"
            yield _warn(place, "unsourced", english, what=" / ".join(missing))


def _own_figures(scenario: Scenario) -> Iterator[tuple[Place, Figure]]:
    """The figures that stand outside the world: lead times and chances."""
    for key, option in scenario.options.items():
        for word in ("lead", "chance"):
            if figure := getattr(option, word):
                yield ("options", key, word), figure
    for n, inject in enumerate(scenario.msel):
        if inject.chance:
            yield ("msel", n, "chance"), inject.chance
