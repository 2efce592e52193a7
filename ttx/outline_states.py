"""What a model says of a figure that is on or off, in the words of who works there.

`works (share of normal)` and `open (1) or closed (0)` are how models call a figure that
a scenario has given no title. In a condition they are told as people would say it.
"""

from __future__ import annotations

from ttx.evaluation_log import spell
from ttx.text import Text, both, percent

EITHER = {
    "runs": ("{whose}: runs", "{whose}: does not run"),
    "broken (1) or not (0)": ("{whose}: is broken", "{whose}: is not broken"),
    "open (1) or closed (0)": ("{whose}: is open", "{whose}: is closed"),
}
"""What is said of a figure that is 1 or 0, by its model's words: while 1, and while 0."""
WORKS = "works (share of normal)"
BY_SHARE = {
    "below": "{whose}: runs at less than {share}",
    "at_most": "{whose}: runs at no more than {share}",
    "above": "{whose}: runs at more than {share}",
    "at_least": "{whose}: runs at {share} or more",
}
STOCK, LAST = "in stock", 1.0
"""What a stock calls its amount, and below how much of it (in its unit) it is empty."""


def state(says: Text, word: str, value: float) -> Text | None:
    """A comparison (`below`, `at_most`, `above`, `at_least`) of such a figure in words.

    `says` is what its model calls it; None where that needs no explaining.
    """
    english, _, what = says.en.rpartition(": ")
    whose = Text(says.nl.rpartition(": ")[0], english)
    over = word in ("above", "at_least")
    if what in EITHER:
        return both(EITHER[what][0 if over else 1], whose=whose)
    if what == STOCK and not over and value <= LAST:
        return both("{whose}: is empty", whose=whose)
    if what != WORKS:
        return None
    if over and value >= 1:
        return both("{whose}: runs in full", whose=whose)
    if not over and value <= 0:
        return both("{whose}: is down", whose=whose)
    return both(BY_SHARE[word], whose=whose, share=_share(value))


def _share(value: float) -> Text:
    return both("half") if value == 0.5 else spell(lambda lang: percent(value, lang))
