"""The situation manual: what every participant may know beforehand."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import partial

from ttx.evaluation_log import spell
from ttx.handouts.programme import Step, programme
from ttx.handouts.table_sheets import both_clocks
from ttx.moment import duration
from ttx.scenario import Scenario
from ttx.text import Text, both


@dataclass(frozen=True, slots=True)
class Manual:
    """The situation manual: what every participant may know beforehand."""

    startex: Text
    briefing: Text
    content_note: Text
    purpose: Text
    objectives: tuple[Text, ...]
    tables: tuple[tuple[Text, Text], ...]
    others: tuple[Text, ...]
    moves: int
    talk: Text
    programme: tuple[Step, ...]
    rules: tuple[Text, ...]
    artificialities: tuple[Text, ...]
    assumptions: tuple[Text, ...]


PURPOSES = {
    "orient": both("to get to know one another's ways; nobody is rated"),
    "develop": both("to practise and develop"),
    "test": both("to test what was agreed"),
}


def manual(scenario: Scenario) -> Manual:
    """The situation manual; targets, and what moves bring, stay out of it."""
    talk = max((move.talk for move in scenario.moves), default=0)
    return Manual(
        both_clocks(scenario, 0), scenario.briefing, scenario.content_note,
        PURPOSES[scenario.purpose],
        tuple(one.title for one in scenario.objectives),
        tuple((t.title, scenario.teams[t.team].task) for t in scenario.tables),
        tuple(p.title for p in scenario.personas.values()),
        len(scenario.moves), spell(partial(duration, talk)) if talk else Text(),
        tuple(replace(one, at=Text(), about=Text()) for one in programme(scenario) if not one.staff),
        scenario.ground_rules, scenario.artificialities, scenario.assumptions,
    )  # fmt: skip
