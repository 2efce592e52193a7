"""Do the names of a scenario agree with each other: all that can be said before STARTEX.

Says every problem at once, by place; never looks at a file or at a world.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from ttx.errors import Problem
from ttx.moment import offset
from ttx.scenario.aims import Evidence, Task
from ttx.scenario.checks_channels import check_channels
from ttx.scenario.checks_map import check_map
from ttx.scenario.checks_play import check_play
from ttx.scenario.frame import COVERS, Scenario
from ttx.scenario.names import BESIDE_A_TABLE, RESERVED, Catalogue, Names, Place, parts
from ttx.scenario.play import Team
from ttx.scenario.ways import parted, usual

HIGHER = re.compile(
    r"\b(GERUBRICEERD|CLASSIFIED|DEPARTEMENTAAL|DEP\.? ?V|VERTROUWELIJK|CONFIDENTIEEL"
    r"|GEHEIM|STG|RESTRICTED|CONFIDENTIAL|SECRET|COSMIC)\b",
    re.IGNORECASE,
)
"""Markings above unclassified, of the Netherlands, the Union and NATO."""


def check_all(
    scenario: Scenario, catalogue: Catalogue, secret: bool = False
) -> list[Problem]:
    """Every cross-reference that does not hold; `secret` lets a higher marking pass."""
    names = Names(scenario, catalogue)
    _unique(names)
    _frame(names, secret)
    for key, team in scenario.teams.items():
        _team(names, key, team)
    _objectives(names)
    _gauges(names)
    _rest(names)
    check_map(names)
    check_channels(names)
    check_play(names)
    return names.problems


def _unique(names: Names) -> None:
    one = names.scenario
    listed: tuple[tuple[str, str, Iterable[str]], ...] = (
        ("moves", "move", (move.id for move in one.moves)),
        ("objectives", "objective", (objective.id for objective in one.objectives)),
        ("msel", "inject", (inject.id for inject in one.msel)),
    )
    for where, what, ids in listed:
        _twice(names, what, [(name, (where, n, "id")) for n, name in enumerate(ids)])
    tasks: list[tuple[str, Place]] = [
        (task.id, ("objectives", n, "tasks", m, "id"))
        for n, objective in enumerate(one.objectives)
        for m, task in enumerate(objective.tasks)
    ]
    _twice(names, "task", tasks)
    seats: list[tuple[str, Place]] = [(key, ("teams", key)) for key in one.teams]
    for key, team in one.teams.items():
        seats += [(name, ("teams", key, "instances", name)) for name in team.instances]
    _twice(names, "table", seats)
    for name, place in seats:
        if name in RESERVED or name.startswith(BESIDE_A_TABLE):
            english = "a table cannot be called '{name}': that word has its own meaning"
            names.wrong(place, "reserved", english, name=name)


def _twice(names: Names, what: str, found: list[tuple[str, Place]]) -> None:
    count = Counter(name for name, _ in found)
    seen: dict[str, None] = {}
    for name, place in found:
        if count[name] > 1 and name in seen:
            english = f"there are two {what}s called '{{name}}'"
            names.wrong(place, "same-name", english, name=name)
        seen[name] = None


def _frame(names: Names, secret: bool) -> None:
    one = names.scenario
    if one.endex <= 0:
        names.wrong(("endex",), "order", "ENDEX must come after STARTEX")
    if one.begins > 0:
        names.wrong(("begins",), "order", "'begins' cannot be after STARTEX")
    for key, span in (("look", one.look), ("record", one.record)):
        if not span:
            names.wrong((key,), "range", "'{key}' must be longer than nothing", key=key)
    if one.speed <= 0:
        english = "'{key}' must be longer than nothing"
        names.wrong(("speed",), "range", english, key="speed")
    _moves(names)
    if not secret:
        _markings(names)
    for model in one.world:
        if names.catalogue.models:
            names.one_of("model", model, names.catalogue.models, ("world", model))


def _moves(names: Names) -> None:
    one = names.scenario
    before = None
    for n, move in enumerate(one.moves):
        if before is not None and move.at <= before:
            english = "this move comes at {at}, not after the one before it ({before})"
            names.wrong(("moves", n, "at"), "order", english, at=offset(move.at),
                        before=offset(before))  # fmt: skip
        if move.at >= one.endex:
            english = "this move comes at {at}, after ENDEX ({endex})"
            names.wrong(("moves", n, "at"), "order", english, at=offset(move.at),
                        endex=offset(one.endex))  # fmt: skip
        before = move.at


def _markings(names: Names) -> None:
    one = names.scenario
    marks: list[tuple[str, Place]] = [
        (one.marking.nl + " " + one.marking.en, ("marking",))
    ]
    marks += [(i.marking, ("msel", n, "marking")) for n, i in enumerate(one.msel)]
    for text, place in marks:
        if found := HIGHER.search(text):
            english = (
                "marking '{word}' is higher than unclassified;"
                " the leader must say that this is meant"
            )
            names.wrong(place, "marking", english, word=found[0])


def _team(names: Names, key: str, team: Team) -> None:
    here: Place = ("teams", key)
    scope = {"instance": tuple(team.instances)}
    for n, pattern in enumerate(team.sees):
        _pattern(names, pattern, scope, (*here, "sees", n))
    for pattern, hears in team.hears.items():
        place = (*here, "hears", pattern)
        _pattern(names, pattern, scope, place)
        if not hears.every:
            english = "'{key}' must be longer than nothing"
            names.wrong((*place, "every"), "range", english, key="every")
        if hears.by:
            names.carrier(hears.by, scope, (*place, "by"))


def _pattern(
    names: Names, pattern: str, scope: Mapping[str, tuple[str, ...]], place: Place
) -> None:
    """A gauge, or the subject of several that are shown."""
    shown = [one for name in names.scenario.gauges for one in names.each(name)]
    for one in names.unfold(pattern, scope, place):
        fits = [name for name in shown if name == one or name.startswith(one + ".")]
        if fits or names.gauges is None:
            continue
        if any(name == one or name.startswith(one + ".") for name in names.gauges):
            english = "'{name}' is not shown to anyone: give it a title in 'gauges'"
            names.wrong(place, "unshown-gauge", english, name=one)
        else:
            subjects = [name.rpartition(".")[0] for name in names.gauges]
            names.one_of("gauge", one, [*names.gauges, *subjects], place)
        return


def _objectives(names: Names) -> None:
    for n, objective in enumerate(names.scenario.objectives):
        for m, cover in enumerate(objective.covers):
            names.one_of("coverage", cover, COVERS, ("objectives", n, "covers", m))
        for m, task in enumerate(objective.tasks):
            here: Place = ("objectives", n, "tasks", m)
            if task.team:
                names.one_of("team", task.team, names.seats, (*here, "team"))
            for k, proof in enumerate(task.evidence):
                _evidence(names, task, proof, (*here, "evidence", k))
    for n, post in enumerate(names.scenario.evaluators):
        for m, table in enumerate(post.tables):
            names.one_of("team", table, names.seats, ("evaluators", n, "tables", m))
        for m, name in enumerate(post.tasks):
            names.one_of("task", name, names.tasks, ("evaluators", n, "tasks", m))


def _evidence(names: Names, task: Task, proof: Evidence, here: Place) -> None:
    kinds = (proof.gauge, proof.response, proof.decision, proof.messages, proof.age)
    if sum(map(bool, kinds)) != 1:
        english = (
            "evidence needs exactly one of: gauge, response, decision, messages, age"
        )
        names.wrong(here, "evidence", english)
    team = proof.team or task.team
    scope = {"instance": names.of_teams([team] if team else names.teams)}
    for key in ("gauge", "age"):
        if name := getattr(proof, key):
            names.gauge(name, scope, (*here, key))
    if proof.response:
        names.one_of("inject", proof.response, names.injects, (*here, "response"))
    if proof.decision:
        options = names.scenario.options
        names.one_of("option", proof.decision, options, (*here, "decision"))
    for n, one in enumerate(proof.messages):
        names.one_of("team", one, names.seats, (*here, "messages", n))
    if proof.messages and len(proof.messages) != 2:
        english = "'messages' names two teams: from and to"
        names.wrong((*here, "messages"), "evidence", english)
    if proof.team:
        names.one_of("team", proof.team, names.seats, (*here, "team"))
    if proof.age and not team:
        names.wrong((*here, "age"), "evidence", "'age' needs a team: whose picture?")


def _gauges(names: Names) -> None:
    known = names.gauges
    shows = names.scenario.gauges
    for name, show in shows.items():
        here: Place = ("gauges", name)
        for n, part in enumerate(parts(show)):
            kind = next(k for k in ("sum", "mean", "most", "least") if getattr(show, k))
            _some(names, part, (*here, kind, n))
        if not parts(show):
            _some(names, name, here)
        if show.band and show.band[0] >= show.band[1]:
            english = "the band of '{name}' must go up"
            names.wrong((*here, "band"), "range", english, name=name)
    for n, name in enumerate(names.scenario.headlines):
        place: Place = ("headlines", n)
        if known is not None and not names.one_of("gauge", name, known, place):
            continue
        if name not in shows or shows[name].better is None:
            english = "headline '{name}' needs an entry in 'gauges' with 'better'"
            names.wrong(place, "headline", english, name=name)


def _some(names: Names, name: str, place: Place) -> None:
    """A gauge that must exist for at least one instance."""
    if names.gauges is None or any(one in names.gauges for one in names.each(name)):
        return
    first = next(names.each(name), name)
    names.one_of("gauge", first, names.gauges, place)


def _rest(names: Names) -> None:
    one = names.scenario
    for n, link in enumerate(one.links):
        names.gauge(link.gauge, {}, ("links", n, "gauge"))
        names.lever(link.lever, {}, ("links", n, "lever"))
        if [x for x, _ in link.map] != sorted(x for x, _ in link.map):
            english = "the gauge values in 'map' must go up"
            names.wrong(("links", n, "map"), "order", english)
    for key, length in one.lengths.items():
        for n, name in enumerate(length.moves):
            names.one_of("move", name, names.moves, ("lengths", key, "moves", n))
        for n, name in enumerate(length.objectives):
            place: Place = ("lengths", key, "objectives", n)
            names.one_of("objective", name, names.objectives, place)
    for n, test in enumerate(one.tests):
        if one.teams:  # a world without tables is played by nobody
            _, inner = parted(test.policy)
            inner = inner or usual(one.policies)
            names.one_of("policy", inner, one.policies, ("tests", n, "policy"))
        if test.preset:
            names.one_of("preset", test.preset, one.presets, ("tests", n, "preset"))
        if test.fires:
            names.one_of("inject", test.fires, names.injects, ("tests", n, "fires"))
        if test.gauge:
            names.gauge(test.gauge, {}, ("tests", n, "gauge"))
        if not test.fires and not test.gauge:
            english = "a test needs 'fires' (an inject) or 'gauge'"
            names.wrong(("tests", n), "test", english)
        bounds = (test.at_most, test.at_least, test.expect)
        if test.gauge and sum(one is not None for one in bounds) != 1:
            english = "a test of a gauge needs one of: at_most, at_least, expect"
            names.wrong(("tests", n), "test", english)
