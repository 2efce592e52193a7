"""Are the live figures in a text written so that they can be filled in?

Reads `{{ gauge | filter }}` with the same pattern that fills it, never another.
"""

from __future__ import annotations

import re

from ttx.scenario.names import Names, Place, Scope
from ttx.text import FILTERS, Text, holes

_SINGLE = re.compile(r"(?<!\{)\{\s*([^{}|]+?)\s*(?:\|[^{}]*)?\}(?!\})")


def check_text(names: Names, words: Text, scope: Scope, place: Place) -> None:
    """The gauges and filters of a text in each language."""
    for lang in ("nl", "en"):
        text = getattr(words, lang)
        if "{" in text:
            _check(names, text, scope, (*place, lang))


def _check(names: Names, text: str, scope: Scope, place: Place) -> None:
    instances = scope.get("instance", ())
    if "{instance}" in text and not instances:
        english = "'{{instance}}' can only stand where a team has instances"
        names.wrong(place, "no-instances", english, text=text[:40])
        return
    for one in instances if "{instance}" in text else ("",):
        before = len(names.problems)
        _filled(names, text.replace("{instance}", one), place)
        if len(names.problems) > before:
            return


def _filled(names: Names, text: str, place: Place) -> None:
    found = holes(text)
    odd = text.count("{{") != len(found) or text.count("}}") != len(found)
    if odd or any(one in (names.gauges or ()) for one in _SINGLE.findall(text)):
        english = "write a live figure as '{{{{ gauge | filter }}}}'"
        names.wrong(place, "hole", english, text=text[:40])
    for gauge, how in found:
        if how and how not in FILTERS:
            names.one_of("filter", how, FILTERS, place)
        names.gauge(gauge, {}, place)
