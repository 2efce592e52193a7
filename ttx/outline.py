"""A scenario as it looks before the day: its own-figures form, time line and graphs.

It reads what is planned and the world at rest; it plays nothing and draws nothing.
"""

from __future__ import annotations

from ttx.scenario import Inject, Scenario
from ttx.text import Text


def called(inject: Inject) -> Text:
    """An inject by its number and title, as the draaiboek has it."""
    title = inject.title or Text(inject.id, inject.id)
    return title


def titles(scenario: Scenario) -> dict[str, Text]:
    """What every table and team is called."""
    found = {key: team.short or team.title for key, team in scenario.teams.items()}
    return found | {one.id: one.short for one in scenario.tables}
