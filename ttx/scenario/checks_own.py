"""The form of own figures: every figure that it asks for must be there, in words.

Looks at the figures that the world was told, and at lead times and chances.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ttx.errors import Problem
from ttx.figures import Figure
from ttx.scenario.frame import Scenario
from ttx.scenario.reading import unknown

MOST = 40
"""A form is one page: the figures that an organisation can look up in an afternoon."""


def all_figures(scenario: Scenario, worldly: Iterable[Figure]) -> dict[str, Figure]:
    """Every figure by its dotted place: of the world, and lead times and chances."""
    found = {one.place: one for one in worldly if one.place}
    for key, option in scenario.options.items():
        for word in ("lead", "chance"):
            if figure := getattr(option, word):
                found[f"options.{key}.{word}"] = figure
    return found


def on_the_form(scenario: Scenario, worldly: Iterable[Figure]) -> Iterator[Problem]:
    """Figures on the form that do not exist, and a form that is no longer one page."""
    if not scenario.own_figures:
        return
    known = all_figures(scenario, worldly)
    count = 0
    for part, sheet in scenario.own_figures.items():
        for path in sheet.figures:
            count += 1
            if path not in known:
                place = ("own_figures", part, "figures", path)
                yield unknown("figure", path, known, place)
    if count > MOST:
        english = "the form of own figures asks for {count} figures; at most {most} fit on a page"
        yield Problem("long-form", english, {"count": count, "most": MOST},
                      ("own_figures",), severity="warning")  # fmt: skip
