"""Figures that are allowed and probably slipped: a tank too small, a percent as a share.

Only warns; what a figure means, its model knows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ttx.errors import Problem
from ttx.figures import Figure
from ttx.scenario.frame import Scenario
from ttx.scenario.names import Place

STOCKS = "world.stocks."
MOST_SHARE = 10.0
"""A share (of beds, of a service) runs from 0 to 1 and at times to a few times that."""


def slipped(scenario: Scenario, figures: Iterable[Figure]) -> Iterator[Problem]:
    """A stock that holds more than fits, and a band in percents instead of shares."""
    fixed = {one.place: one.mean for one in figures if one.shape == "value"}
    for place, holds in fixed.items():
        name = place.removeprefix(STOCKS).removesuffix(".holds")
        fits = fixed.get(f"{STOCKS}{name}.capacity")
        if place == f"{STOCKS}{name}.holds" and fits is not None and fits < holds:
            english = "this holds {holds}, but only {fits} fits; it begins with {fits}"
            params = {"holds": f"{holds:g}", "fits": f"{fits:g}"}
            where: Place = ("world", "stocks", name, "holds")
            yield Problem("overfull", english, params, where, severity="warning")
    for gauge, show in scenario.gauges.items():
        if show.style == "percent" and show.band and show.band[1] > MOST_SHARE:
            english = "'{gauge}' is a share: 100 % is 1, so its band is [0, 1]"
            where = ("gauges", gauge, "band")
            yield Problem("share", english, {"gauge": gauge}, where, severity="warning")
