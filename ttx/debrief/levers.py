"""A ruling of exercise control on a decision, and what a lever of the model is called."""

from __future__ import annotations

from ttx.actions import Adjudicate
from ttx.debrief.decisions import values_of
from ttx.errors import ScenarioError
from ttx.evaluation_log import digits, listed, spell
from ttx.evaluation_words import lasting
from ttx.scenario import Scenario
from ttx.scenario.reading import kept_with
from ttx.text import Text, both
from ttx.world import World


def lever_title(scenario: Scenario, name: str) -> Text:
    """What the model calls a lever, for people; its own name where no model has it."""
    titles = kept_with(scenario, "lever-titles", lambda: _titles(scenario))
    return titles.get(name, Text(name, name))


def _titles(scenario: Scenario) -> dict[str, Text]:
    """By name; none of a scenario of another world, whose report still reads."""
    try:
        levers = World(scenario, 0).levers
    except ScenarioError:
        return {}
    return {name: one.lever.says for name, one in levers.items()}


def ruled(scenario: Scenario, action: Adjudicate) -> Text:
    """How exercise control judged a decision in free text, in words."""
    if action.ruling == "option":
        option = scenario.options.get(action.option)
        title = option.title if option else Text(action.option, action.option)
        told = [both("as '{option}'", option=title), values_of(option, action.values)]
        return listed(told)
    if action.ruling == "lever":
        size = spell(lambda lang: digits(action.value, lang, fine=True))
        name = lever_title(scenario, action.lever)
        return both("'{lever}' set to {size}, {span}", lever=name,
                    size=size, span=_wait(action.delay))  # fmt: skip
    if action.ruling == "answer":
        return both("answered: {text}", text=action.text)
    return both("no effect in this model")


def _wait(delay: int) -> Text:
    return both("after {span}", span=lasting(delay)) if delay else both("at once")
