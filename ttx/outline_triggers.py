"""The trigger graph: what makes each inject come, and what it leads to in turn.

An inject's own moment or condition stands in its box; arrows are drawn between injects,
and from decisions that bring one on.
"""

from __future__ import annotations

from collections.abc import Iterator

from ttx.outline import Arrow, Box, Graph
from ttx.outline_words import receivers, triggers
from ttx.scenario import Condition, Effect, Inject, Scenario
from ttx.text import Text, both

KINDS = (
    ("after", both("brings on")),
    ("missed", both("comes if the answer does not")),
    ("instead", both("comes instead, if the condition keeps the other away")),
    ("fact", both("makes a fact true that it waits for")),
    ("hoped", both("the answer that is hoped for")),
    ("away", both("keeps it away")),
    ("cancel", both("takes away")),
)


def trigger_graph(scenario: Scenario) -> Graph:
    """Injects and the decisions that lead to one; injects tied to none stand alone."""
    arrows = list(dict.fromkeys(_arrows(scenario)))
    tied = {name: None for arrow in arrows for name in (arrow.source, arrow.target)}
    boxes = [_inject(scenario, one) for one in scenario.msel]
    boxes += [
        Box(f"option:{key}", option.title, (), "decision")
        for key, option in scenario.options.items() if f"option:{key}" in tied
    ]  # fmt: skip
    return Graph(
        both("What makes each inject come: {title}", title=scenario.title),
        tuple(one for one in boxes if one.id in tied), tuple(arrows),
        tuple(one for one in boxes if one.id not in tied), KINDS,
        both("Injects that stand by themselves"),
    )  # fmt: skip


def _inject(scenario: Scenario, one: Inject) -> Box:
    title = one.title or Text(one.id, one.id)
    number = f"{one.number} " if one.number else ""
    told = Text(number + title.of("nl"), number + title.of("en"))
    lines = (*receivers(scenario, one), *triggers(scenario, one))
    return Box(f"inject:{one.id}", told, lines, "inject")


def _arrows(scenario: Scenario) -> Iterator[Arrow]:
    led = [*_leading(scenario)]
    yield from led
    options = {arrow.source for arrow in led if arrow.source.startswith("option:")}
    for one in scenario.msel:
        for name in one.expects.any if one.expects else ():
            if f"option:{name}" in options:
                yield Arrow(f"inject:{one.id}", f"option:{name}", "hoped")


def _leading(scenario: Scenario) -> Iterator[Arrow]:
    """Everything that brings on, replaces or takes away an inject."""
    makers = _makers(scenario)
    for one in scenario.msel:
        here = f"inject:{one.id}"
        if one.after and (source := one.after.inject or one.after.acknowledged):
            yield Arrow(f"inject:{source}", here, "after")
        if one.after and one.after.decision:
            yield Arrow(f"option:{one.after.decision}", here, "after")
        for other, kind in ((one.otherwise, "missed"), (one.instead, "instead")):
            if other in scenario.injects:
                yield Arrow(here, f"inject:{other}", kind)
        yield from _sent(scenario, here, one.does)
        if one.after and one.after.milestone:
            yield from _made(makers, one.after.milestone, here, True)
        for condition, holds in ((one.when, True), (one.unless, False)):
            for part, helps in _parts(condition, holds):
                yield from _made(makers, part.milestone, here, helps)
                if part.decided in scenario.options:
                    kind = "after" if helps else "away"
                    yield Arrow(f"option:{part.decided}", here, kind)
    for key, option in scenario.options.items():
        yield from _sent(scenario, f"option:{key}", (*option.does, *option.fails))


def _made(
    makers: dict[str, list[str]], fact: str, here: str, helps: bool
) -> Iterator[Arrow]:
    for maker in makers.get(fact, ()):
        yield Arrow(maker, here, "fact" if helps else "away")


def _parts(one: Condition | None, helps: bool) -> Iterator[tuple[Condition, bool]]:
    """A condition and those inside it, and whether each helps the inject to come."""
    if one is None:
        return
    yield one, helps
    for inner in (*one.all, *one.any):
        yield from _parts(inner, helps)
    yield from _parts(one.not_, not helps)


def _sent(
    scenario: Scenario, source: str, effects: tuple[Effect, ...]
) -> Iterator[Arrow]:
    for effect in effects:
        for name, kind in ((effect.send, "after"), (effect.cancel, "cancel")):
            stem = name.partition("{")[0]
            for inject in scenario.injects if name else ():
                if inject == name or ("{" in name and inject.startswith(stem)):
                    yield Arrow(source, f"inject:{inject}", kind)


def _makers(scenario: Scenario) -> dict[str, list[str]]:
    """What makes each fact true."""
    made: dict[str, list[str]] = {}
    holders = [(f"inject:{one.id}", one.does) for one in scenario.msel]
    holders += [(f"option:{key}", (*o.does, *o.fails)) for key, o in scenario.options.items()]  # fmt: skip
    for name, effects in holders:
        for effect in effects:
            if effect.milestone:
                made.setdefault(effect.milestone, []).append(name)
    return made
