"""Do options, injects and policies name what exists, for whoever may use them?

Says every problem at once; never decides what an inject or an option does.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from ttx.scenario.checks_channels import check_reach
from ttx.scenario.checks_text import check_text
from ttx.scenario.circles import circles, follows
from ttx.scenario.frame import CHANNELS
from ttx.scenario.names import ALL, DESKS, Names, Place, Scope
from ttx.scenario.parts import Condition, Effect
from ttx.scenario.play import After, Ask, Expects, Inject, Option, Policy, Rule
from ttx.scenario.ways import AROUND, GREEDY

_SLUG = re.compile(r"[a-z][a-z0-9-]*")


def check_play(names: Names) -> None:
    """Options, the draaiboek, policies and how injects follow each other."""
    for key, option in names.scenario.options.items():
        _option(names, key, option)
    for n, inject in enumerate(names.scenario.msel):
        _inject(names, inject, ("msel", n))
    _policies(names)
    _cycles(names)


# --- options ---------------------------------------------------------------------


def _option(names: Names, key: str, option: Option) -> None:
    here: Place = ("options", key)
    if not option.who:
        names.wrong(here, "no-team", "option '{option}' is for no team", option=key)
    if option.team:
        names.one_of("team", option.team, names.seats, (*here, "team"))
    for n, team in enumerate(option.teams):
        names.one_of("team", team, names.seats, (*here, "teams", n))
    others = [*names.seats, *names.scenario.personas]
    for word in ("agree", "inform"):
        for n, team in enumerate(getattr(option, word)):
            names.one_of("team", team, others, (*here, word, n))
    for name, ask in option.asks.items():
        _ask(names, ask, (*here, "asks", name))
    scope = _scope(names, option)
    amounts = [name for name, ask in option.asks.items() if ask.number is not None]
    if option.needs:
        condition(names, option.needs, scope, (*here, "needs"))
    if option.claims:
        place = (*here, "claims")
        _stock(names, option.claims.stock, scope, (*place, "stock"))
        _amount(names, option.claims.amount, amounts, (*place, "amount"))
        amounts.append("granted")
    effects(names, option.does, scope, amounts, (*here, "does"))
    effects(names, option.fails, scope, amounts, (*here, "fails"))
    if option.fails and option.chance is None:
        english = "'fails' only works with a 'chance'"
        names.wrong((*here, "fails"), "option", english)


def _scope(names: Names, option: Option) -> Scope:
    choices = {
        name: tuple(ask.choice) for name, ask in option.asks.items() if ask.choice
    }
    return {"instance": names.of_teams(option.who), **choices}


def _ask(names: Names, ask: Ask, here: Place) -> None:
    if ask.number is not None and ask.number[0] > ask.number[1]:
        names.wrong((*here, "number"), "range", "the bounds must go up")
    elif ask.default is not None:
        _fits(names, ask, ask.default, (*here, "default"))


def _fits(names: Names, ask: Ask, value: float | str, place: Place) -> None:
    """A value of a parameter: one of its choices, or a number between its bounds."""
    if ask.choice:
        names.one_of("choice", str(value), dict.fromkeys(ask.choice), place)
        return
    assert ask.number is not None
    low, high = ask.number
    if isinstance(value, str) or not low <= value <= high:
        english = "'{key}' must lie between {low} and {high}"
        names.wrong(place, "range", english, key=place[-1], low=f"{low:g}",
                    high=f"{high:g}")  # fmt: skip


def _stock(names: Names, stock: str, scope: Scope, place: Place) -> None:
    for one in names.unfold(stock, scope, place):
        if names.gauges is None or f"{one}.amount" in names.gauges:
            continue
        stocks = [
            g.removesuffix(".amount") for g in names.gauges if g.endswith(".amount")
        ]
        names.one_of("stock", one, stocks, place)
        return


def _amount(
    names: Names, raw: float | str | None, amounts: Iterable[str], place: Place
) -> None:
    """A number, a number parameter, or a product of these."""
    known = list(amounts)
    for part in str(raw).split("*"):
        name = part.strip()
        try:
            float(name)
        except ValueError:
            if not names.one_of("parameter", name, known, place):
                return


# --- conditions and effects ------------------------------------------------------


def condition(names: Names, one: Condition, scope: Scope, here: Place) -> None:
    """Everything that a condition names."""
    if one.gauge:
        names.gauge(one.gauge, scope, (*here, "gauge"))
    if one.milestone:
        _milestone(names, one.milestone, scope, (*here, "milestone"))
    if one.decided:
        for name in names.unfold(one.decided, scope, (*here, "decided")):
            options = names.scenario.options
            names.one_of("option", name, options, (*here, "decided"))
    if one.by:
        for name in names.unfold(one.by, scope, (*here, "by")):
            names.one_of("team", name, names.seats, (*here, "by"))
        if not one.decided:
            names.wrong((*here, "by"), "condition", "'by' only works with 'decided'")
    for word in ("all", "any"):
        for n, inner in enumerate(getattr(one, word)):
            condition(names, inner, scope, (*here, word, n))
    if one.not_:
        condition(names, one.not_, scope, (*here, "not"))


def _milestone(names: Names, name: str, scope: Scope, place: Place) -> None:
    for one in names.unfold(name, scope, place):
        if not names.one_of("milestone", one, names.scenario.milestones, place):
            return


def effects(
    names: Names,
    several: Iterable[Effect],
    scope: Scope,
    amounts: Iterable[str],
    place: Place,
) -> None:
    """Everything that effects name: levers, injects, milestones, gauges, tables."""
    for n, one in enumerate(several):
        here = (*place, n)
        if one.lever:
            word = "set" if one.set else "add" if one.add else "scale"
            names.lever(one.lever, scope, (*here, word))
            amount = "to" if one.set else "by"
            _amount(names, getattr(one, amount), amounts, (*here, amount))
        for word in ("send", "cancel"):
            for name in names.unfold(getattr(one, word), scope, (*here, word)):
                if name:
                    names.one_of("inject", name, names.injects, (*here, word))
        if one.milestone:
            _milestone(names, one.milestone, scope, (*here, "milestone"))
        if one.grant:
            names.gauge(one.grant, scope, (*here, "grant"))
            for m, to in enumerate(one.to if isinstance(one.to, tuple) else ()):
                for name in names.unfold(to, scope, (*here, "to", m)):
                    names.one_of("team", name, [*names.seats, ALL], (*here, "to", m))
        if one.if_:
            condition(names, one.if_, scope, (*here, "if"))


# --- injects ---------------------------------------------------------------------


def _inject(names: Names, one: Inject, here: Place) -> None:
    scope = {"instance": names.of_teams(one.to)}
    for n, to in enumerate(one.to):
        known = [*names.seats, ALL, *DESKS]
        for name in names.unfold(to, scope, (*here, "to", n)):
            names.one_of("team", name, known, (*here, "to", n))
    if isinstance(one.sender, str) and _SLUG.fullmatch(one.sender):
        tables = [table.id for table in names.scenario.tables]
        known = [*names.scenario.personas, *tables]
        names.one_of("sender", one.sender, known, (*here, "from"))
    names.one_of(
        "channel", one.by, [*CHANNELS, *names.scenario.channels], (*here, "by")
    )
    check_reach(names, one.by, one.to, here)
    for n, name in enumerate(one.objectives):
        names.one_of("objective", name, names.objectives, (*here, "objectives", n))
    _trigger(names, one, scope, here)
    for word in ("otherwise", "instead"):
        if name := getattr(one, word):
            names.one_of("inject", name, names.injects, (*here, word))
    if one.expects:
        _expects(names, one.expects, (*here, "expects"))
    if one.otherwise and not (one.expects and one.expects.any):
        english = "'otherwise' only works with 'expects: {{any: [...]}}'"
        names.wrong((*here, "otherwise"), "inject", english, inject=one.id)
    if one.instead and one.unless is None and one.chance is None:
        english = "'instead' only works with 'unless' or 'chance'"
        names.wrong((*here, "instead"), "inject", english)
    effects(names, one.does, scope, (), (*here, "does"))
    for word in ("title", "text", "fallback"):
        check_text(names, getattr(one, word), scope, (*here, word))


def _trigger(names: Names, one: Inject, scope: Scope, here: Place) -> None:
    if one.on:
        names.one_of("move", one.on.move, names.moves, (*here, "on", "move"))
    if one.when:
        condition(names, one.when, scope, (*here, "when"))
    if one.unless:
        condition(names, one.unless, scope, (*here, "unless"))
    if one.after:
        _after(names, one.after, (*here, "after"))
    if one.until is not None and one.at is not None and one.until < one.at:
        english = "'until' lies before 'at': this inject can never come"
        names.wrong((*here, "until"), "order", english)


def _after(names: Names, after: After, here: Place) -> None:
    for word in ("inject", "acknowledged"):
        if name := getattr(after, word):
            names.one_of("inject", name, names.injects, (*here, word))
    if after.decision:
        options = names.scenario.options
        names.one_of("option", after.decision, options, (*here, "decision"))
    if after.milestone:
        _milestone(names, after.milestone, {}, (*here, "milestone"))


def _expects(names: Names, expects: Expects, here: Place) -> None:
    for n, name in enumerate(expects.any):
        names.one_of("option", name, names.scenario.options, (*here, "any", n))
    known = [*names.tasks, *names.objectives]
    for n, name in enumerate(expects.tests):
        names.one_of("task", name, known, (*here, "tests", n))


def _cycles(names: Names) -> None:
    number = {inject.id: n for n, inject in enumerate(names.scenario.msel)}
    for circle in circles(follows(names.scenario.msel)):
        english = "these injects wait for each other: {circle}"
        shown = " -> ".join([*circle, circle[0]])
        place: Place = ("msel", number[circle[0]])
        names.wrong(place, "cycle", english, circle=shown)


# --- policies --------------------------------------------------------------------


def _policies(names: Names) -> None:
    policies = names.scenario.policies
    for key, policy in policies.items():
        here: Place = ("policies", key)
        if key in AROUND:
            _own_name(names, key, policy, here)
        if policy.base:
            names.one_of("policy", policy.base, policies, (*here, "base"))
        if not policy.every:
            english = "'{key}' must be longer than nothing"
            names.wrong((*here, "every"), "range", english, key="every")
        for n, rule in enumerate(policy.rules):
            _rule(names, rule, (*here, "rules", n))
    bases: Mapping[str, list[str]] = {
        key: [policy.base] if policy.base in policies else []
        for key, policy in policies.items()
    }
    for circle in circles(bases):
        english = "these policies build on each other: {circle}"
        shown = " -> ".join([*circle, circle[0]])
        names.wrong(("policies", circle[0], "base"), "cycle", english, circle=shown)


def _own_name(names: Names, key: str, policy: Policy, here: Place) -> None:
    """`noisy` and `greedy` are the program's own, and greedy is no yardstick for people."""
    if key == GREEDY and policy.yardstick:
        english = ("'{name}' looks ahead, which nobody at a table can: it is never a"
                   " yardstick for people")  # fmt: skip
        names.wrong((*here, "yardstick"), "looks-ahead", english, name=key)
    english = "'{name}' is a way of deciding of the program itself; choose another name"
    names.wrong(here, "reserved", english, name=key)


def _rule(names: Names, rule: Rule, here: Place) -> None:
    scope = {"instance": names.of_teams([rule.team])}
    known = names.one_of("team", rule.team, names.seats, (*here, "team"))
    options = names.scenario.options
    if names.one_of("option", rule.option, options, (*here, "option")):
        option = options[rule.option]
        if known and not _may(names, rule.team, option):
            english = "option '{option}' is not for team '{team}'"
            names.wrong((*here, "option"), "not-their-option", english,
                        option=rule.option, team=rule.team)  # fmt: skip
        for name, value in rule.values.items():
            place = (*here, "values", name)
            if names.one_of("value", name, option.asks, place):
                _fits(names, option.asks[name], value, place)
        for name, ask in option.asks.items():
            if ask.default is None and name not in rule.values:
                english = "option '{option}' needs a value for '{value}'"
                names.wrong(here, "missing-value", english, option=rule.option,
                            value=name)  # fmt: skip
    if rule.when:
        condition(names, rule.when, scope, (*here, "when"))
    if rule.on:
        names.one_of("inject", rule.on, names.injects, (*here, "on"))


def _may(names: Names, team: str, option: Option) -> bool:
    teams = names.scenario.teams
    mine = {team} | (set(teams[team].instances) if team in teams else set())
    of = next((key for key, one in teams.items() if team in one.instances), team)
    return bool((mine | {of}) & set(option.who))
