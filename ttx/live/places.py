"""The places of an exercise: every role at every seat, and what each is called."""

from __future__ import annotations

from ttx.live.door import Pass
from ttx.scenario import Scenario
from ttx.scenario.seats import evaluator_seats
from ttx.text import Text, both


def places(scenario: Scenario, group: int = 1) -> dict[Pass, Text]:
    """All places of one group: exercise control, the tables, who looks on."""
    staff: dict[Pass, Text] = {
        Pass(group, "director", "leader"): both("Exercise leader"),
        Pass(group, "board", "leader"): both("Leader's board"),
    }
    tables: dict[Pass, Text] = {}
    for one in scenario.tables:
        tables[Pass(group, "table", one.id)] = one.title
        tables[Pass(group, "display", one.id)] = both("Display of {who}", who=one.title)
        for role, words in (
            ("facilitator", "Facilitator of {who}"),
            ("controller", "Controller of {who}"),
        ):
            title = both(words, who=one.title)
            tables[Pass(group, role, f"{role}-{one.id}")] = title
    rest: dict[Pass, Text] = {
        Pass(group, "response", "response"): both("Response cell"),
        **{
            Pass(group, "evaluator", seat): title
            for seat, title in evaluator_seats(scenario)
        },
        Pass(group, "plenary", "plenary"): both("Plenary screen"),
        Pass(group, "observer", "plenary"): both("Observer"),
    }
    return {**staff, **tables, **rest}
