"""What is planned: a scenario as its author wrote it, typed and frozen.

Nothing in this room knows what is true or what happened.
"""

from __future__ import annotations

from ttx.scenario.aims import (
    INDICATED,
    NOT_OBSERVED,
    RATED,
    Evaluator,
    Evidence,
    Indicator,
    Objective,
    Task,
)
from ttx.scenario.channels import (
    Channel,
    HouseFog,
    Instead,
    SharedItem,
    SharedPicture,
)
from ttx.scenario.frame import (
    Expectation,
    Length,
    Link,
    Move,
    Preset,
    Scenario,
    Show,
    Table,
)
from ttx.scenario.map import Map
from ttx.scenario.parts import Condition, Effect
from ttx.scenario.play import (
    After,
    Ask,
    Claims,
    Expects,
    Hears,
    Inject,
    MoveState,
    Option,
    Persona,
    Place,
    Policy,
    Rule,
    Team,
    Within,
)

__all__ = [
    "INDICATED", "NOT_OBSERVED", "RATED", "After", "Ask", "Channel", "Claims", "Condition", "Effect", "Evaluator", "Evidence",
    "Expectation", "Expects", "Hears", "HouseFog", "Indicator", "Inject", "Instead", "Length", "Link",
    "Map", "Move",
    "MoveState", "Objective", "Option", "Persona", "Place", "Policy", "Preset",
    "Rule", "Scenario", "SharedItem", "SharedPicture", "Show", "Table", "Task", "Team", "Within",
]  # fmt: skip
