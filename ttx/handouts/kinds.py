"""All kinds of handouts in one table: their names, their titles, and what makes them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from ttx.errors import UsageError
from ttx.handouts import Handout
from ttx.handouts.cards import pile, planned_cards
from ttx.handouts.draaiboek import draaiboek
from ttx.handouts.evaluators import evaluator_sheets
from ttx.handouts.forms import decision_forms, hot_wash
from ttx.handouts.known import known_cards
from ttx.handouts.manual import manual
from ttx.handouts.staff_sheets import calls
from ttx.handouts.table_sheets import comms_cards, move_sheets, role_cards, rules
from ttx.scenario import Scenario
from ttx.text import Text, both


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of handout; `staff`: not for tables; `size` where it is cards."""

    title: Text
    facts: Callable[[Scenario], object]
    staff: bool = False
    size: str = ""


KINDS: Mapping[str, Kind] = {
    "cards": Kind(both("Inject cards (A6)"), planned_cards, size="a6"),
    "cards-a5": Kind(both("Inject cards (A5)"), planned_cards, size="a5"),
    "pile": Kind(both("Leader's pile: if it comes to that (A6)"), pile, True, "a6"),
    "pile-a5": Kind(both("Leader's pile: if it comes to that (A5)"), pile, True, "a5"),
    "roles": Kind(both("Role cards (A5)"), role_cards, size="a5"),
    "comms": Kind(both("Communication cards (A6)"), comms_cards, size="a6"),
    "known": Kind(both("What each table knows (A6)"), known_cards, size="a6"),
    "manual": Kind(both("Situation manual"), manual),
    "moves": Kind(both("Sheets for the beginning of each move"), move_sheets),
    "rules": Kind(both("Ground rules"), rules),
    "decisions": Kind(both("Decision sheets"), decision_forms),
    "hotwash": Kind(both("Hot wash"), hot_wash),
    "draaiboek": Kind(both("Leader's MSEL"), draaiboek, True),
    "calls": Kind(both("Response cell's call scripts"), calls, True),
    "evaluators": Kind(both("Evaluators' sheets"), evaluator_sheets, True),
}
"""Cards with cut marks first, then sheets for tables, then those for staff."""


def handout(kind: str, scenario: Scenario) -> Handout:
    """One handout; UsageError for a name that is none."""
    if kind not in KINDS:
        raise UsageError("'{given}' cannot be printed; choose from {known}", given=kind,
                         known=", ".join(KINDS))  # fmt: skip
    one = KINDS[kind]
    return Handout(kind, one.title, scenario.title, scenario.marking, scenario.version,
                   one.staff, one.facts(scenario), one.size)  # fmt: skip
