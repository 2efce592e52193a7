"""Figures made of others: sums, means, the most or the least of several gauges.

Named in a scenario's `gauges:`; each can say which of its parts counts most.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from operator import call

from ttx.models.model import Cause, Gauge, kept
from ttx.scenario import Scenario, Show
from ttx.text import Text

Read = Callable[[], float]
_HOW = {
    "sum": Text("Opgeteld van {many}; het meest: {part}.", "The sum of {many}; most: {part}."),
    "mean": Text("Het gemiddelde van {many}; het hoogst: {part}.",
                 "The mean of {many}; highest: {part}."),
    "most": Text("De hoogste van {many}: {part}.", "The highest of {many}: {part}."),
    "least": Text("De laagste van {many}: {part}.", "The lowest of {many}: {part}."),
}  # fmt: skip


def instances(scenario: Scenario) -> list[str]:
    """All instances of all teams, in the order written."""
    return [name for team in scenario.teams.values() for name in team.instances]


def derived(
    name: str, show: Show, scenario: Scenario
) -> list[tuple[str, tuple[str, ...]]]:
    """The derived gauges that an entry of `gauges:` makes, each with its parts."""
    parts = show.sum or show.mean or show.most or show.least
    if not parts:
        return []
    if "{instance}" not in name:
        return [(name, parts)]
    return [
        (
            name.replace("{instance}", one),
            tuple(p.replace("{instance}", one) for p in parts),
        )
        for one in instances(scenario)
    ]


def gathered(name: str, show: Show, parts: Sequence[Gauge]) -> Gauge:
    """The gauge that these parts make together: sensitive if one of them is, unless the
    scenario says that the whole is not (who was not visited yet, in time or too late)."""
    how = next(one for one in _HOW if getattr(show, one))
    sensitive = show.sensitive
    if "sensitive" not in show.model_fields_set:
        sensitive = any(part.sensitive for part in parts)
    read, moves = _read(how, [part.read for part in parts]), parts[0].moves
    if moves is not None and all(part.moves is moves for part in parts):
        read = kept(read, moves)
    else:
        moves = None
    return Gauge(name, "", show.title, read, sensitive, lambda: _why(how, parts), moves)


def _read(how: str, readers: list[Read]) -> Read:
    if how == "mean":
        return lambda: sum(map(call, readers)) / len(readers)
    if how == "most":
        return lambda: max(map(call, readers))
    if how == "least":
        return lambda: min(map(call, readers))
    return lambda: sum(map(call, readers))


def _why(how: str, parts: Sequence[Gauge]) -> Cause:
    pick = min if how == "least" else max
    one = pick(parts, key=lambda part: part.read())
    words: Mapping[str, object] = {"many": len(parts)}
    said = _HOW[how]
    return Cause(Text(said.nl.format(part=_named(one, "nl"), **words),
                      said.en.format(part=_named(one, "en"), **words)),
                 then=one.name)  # fmt: skip


def _named(one: Gauge, lang: str) -> str:
    place = one.name.split(".")[-2] if "." in one.name else one.name
    return f"{one.says.of(lang)} ({place})"
