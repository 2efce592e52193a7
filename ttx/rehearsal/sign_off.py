"""The sign-off list as a file that people fill in: a few lines for each assumption.

The program writes the comments; experts write verdict, role and date below them.
`scenario.sign_off` reads it back.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from textwrap import wrap

from ttx.evaluation_log import listed
from ttx.rehearsal.assumptions import AssumptionFact, AssumptionsFact
from ttx.scenario import Scenario
from ttx.text import Text, both, say

WIDTH = 88
SUFFIX = ".signoff.yaml"
BLANKS = (
    ("verdict", "agreed, changed or disputed"),
    ("to", "only where it is changed: to what"),
    ("role", "role of the expert and organisation; no name"),
    ("date", "as 2027-01-18"),
    ("remark", "why, or where it can be looked up"),
)
"""What an expert fills in, and what stands beside it."""


def sheet(scenario: Scenario, facts: AssumptionsFact, lang: str) -> str:
    """The whole file as text (YAML)."""
    lines = [*_head(scenario, lang), f"scenario: {scenario.id}",
             f"version: {json.dumps(scenario.version)}", "assumptions:"]  # fmt: skip
    for one in facts.rows:
        lines += _row(one, lang)
    return "\n".join(lines) + "\n"


def _head(scenario: Scenario, lang: str) -> Iterator[str]:
    told = (
        both("Sign-off list: {title}", title=scenario.title),
        both("These assumptions move the outcomes of this exercise most. Experts of the"
             " organisations that take part say of each: agreed, changed (to what) or"
             " disputed, with their role and the date. Leave the rest empty: what is empty is"
             " not signed. Where two experts speak, copy the block."),
        both("Roles, never names: this file goes into the journal of the exercise."),
        both("Give it to the exercise with: ttx play {name} --sign-off FILE, or afterwards"
             " with: ttx debrief F.ttx --sign-off FILE", name=scenario.id),
        both("A figure that is changed is told in the report. To play with it, put it in the"
             " form of own figures as well."),
    )  # fmt: skip
    for one in told:
        yield from _comment(one.of(lang), "")


def _row(one: AssumptionFact, lang: str) -> Iterator[str]:
    yield ""
    yield f"  - figure: {json.dumps(one.figure)}"
    for text in told(one):
        yield from _comment(text.of(lang), "    ")
    for key, beside in BLANKS:
        yield f"    {key}:".ljust(20) + f"# {say(lang, beside)}"


def told(one: AssumptionFact) -> Iterator[Text]:
    """What an expert has to know of an assumption, line by line."""
    name = both("{of}: {name}", of=one.of, name=one.name) if one.of else one.name
    yield both("{number}. {name}", number=one.number, name=name)
    yield both("Now: {value}. In doubt: {low} to {high}.", value=one.value, low=one.low,
               high=one.high)  # fmt: skip
    if one.source and one.source != one.meaning:
        yield both(
            "Source: {source} ({meaning})", source=one.source, meaning=one.meaning
        )
    else:
        yield both("Source: {source}", source=one.meaning)
    for move in one.moves:
        yield both("Moves {what}", what=move.told)
    if one.experts:
        yield both("Who would know: {list}", list=listed(one.experts))


def _comment(text: str, indent: str) -> Iterator[str]:
    for line in wrap(text, WIDTH - len(indent) - 2):
        yield f"{indent}# {line}"
