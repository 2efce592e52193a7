"""What people will read of an exercise and nobody named or defined: warnings.

A place without a title is told by its id; it never stops an exercise.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from ttx.errors import Problem
from ttx.scenario.frame import Scenario, Show
from ttx.scenario.names import Place

PLACES: tuple[tuple[str, ...], ...] = (
    ("infrastructure",), ("stocks",), ("hospitals", "sites"), ("casualties",),
    ("population", "areas"), ("outbreak", "places"), ("mobility", "ways"),
    ("evacuation", "trains"), ("evacuation", "aircraft"), ("evacuation", "ships"),
)  # fmt: skip
"""Where the world describes what an event can befall."""


def untitled(scenario: Scenario) -> Iterator[Problem]:
    """Places and stocks that an event can befall, and that have no title."""
    for section in PLACES:
        here: Any = scenario.world
        for key in section:
            here = here.get(key) if isinstance(here, dict) else None
        for name, one in here.items() if isinstance(here, dict) else ():
            if (
                isinstance(one, dict)
                and not one.get("title")
                and not scenario.table(name)
            ):
                english = "'{name}' has no title; people would read its id"
                yield _warn(("world", *section, name), "untitled", english, name=name)


def undefined(scenario: Scenario) -> Iterator[Problem]:
    """Headline outcomes that do not say who and what they count."""
    for n, name in enumerate(scenario.headlines):
        show = _shown(scenario, name)
        if show is None or not show.says:
            english = "headline '{gauge}' has no 'says' that tells what it counts"
            yield _warn(("headlines", n), "undefined", english, gauge=name)


def numbered_alike(scenario: Scenario) -> Iterator[Problem]:
    """Injects with a number that another has: people call a call by its number."""
    first: dict[str, str] = {}
    for n, one in enumerate(scenario.msel):
        if one.number and first.setdefault(one.number, one.id) != one.id:
            english = "inject '{name}' has number {number}, as '{other}' has; people call it by its number"
            yield _warn(("msel", n, "number"), "same-number", english, name=one.id,
                        number=one.number, other=first[one.number])  # fmt: skip


def _shown(scenario: Scenario, gauge: str) -> Show | None:
    for name, show in scenario.gauges.items():
        unfolded = (name.replace("{instance}", one.id) for one in scenario.tables)
        if name == gauge or gauge in unfolded:
            return show
    return None


def _warn(place: Place, code: str, english: str, **params: object) -> Problem:
    return Problem(code, english, params, place, severity="warning")
