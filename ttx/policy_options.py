"""What a table could decide now: the options that are open to it, each with its values.

A value is what the option has by itself; where it has none, the middle of its bounds or
the first of its choices. Nothing here decides which is wise.
"""

from __future__ import annotations

from ttx.actions import Decision, Value
from ttx.exercise import Exercise, values_of
from ttx.scenario import Ask, Option, Scenario, Table


def own(scenario: Scenario, table: Table) -> list[str]:
    """The options that a table may take at all, in the scenario's order."""
    mine = {table.team, table.id}
    return [name for name, one in scenario.options.items()
            if one.offer != "excon-only" and mine & set(one.who)]  # fmt: skip


def wishes(scenario: Scenario, table: Table) -> list[Decision]:
    """All that a table could ever wish for: its options with their usual values, and with
    each other choice where they ask for one."""
    made = []
    for name in own(scenario, table):
        option = scenario.options[name]
        usual = {key: usual_value(ask) for key, ask in option.asks.items()}
        made.append(wish(scenario, table, name, usual))
        for key, ask in option.asks.items():
            made += [wish(scenario, table, name, {**usual, key: choice})
                     for choice in ask.choice if choice != usual[key]]  # fmt: skip
    return made


def wish(
    scenario: Scenario, table: Table, name: str, values: dict[str, Value]
) -> Decision:
    """A decision for an option; with the agreement of others where this table needs it."""
    enforced = scenario.teams[table.team].authority == "enforced"
    agree = scenario.options[name].agree if enforced else ()
    return Decision(option=name, values=values_of(values), agreed=", ".join(agree))


def open_now(
    exercise: Exercise, table: Table, all_of: list[Decision]
) -> list[Decision]:
    """Those of these decisions that the door would let in now."""
    decisions = exercise.decisions
    return [one for one in all_of
            if not decisions.spent(one.option, table.id)
            and exercise.refuses(one, table.id) is None]  # fmt: skip


def usual_value(ask: Ask) -> Value:
    """What stands for a parameter where nobody says anything."""
    if ask.default is not None:
        return ask.default
    if ask.number is not None:
        return sum(ask.number) / 2
    return next(iter(ask.choice), "")


def asks_of(option: Option) -> list[tuple[str, Ask]]:
    """The parameters of an option that could be given otherwise, in order."""
    return [(name, ask) for name, ask in option.asks.items()
            if ask.number is not None or len(ask.choice) > 1]  # fmt: skip
