"""For the response cell: everything that is spoken to a table, call by call."""

from __future__ import annotations

import re
from dataclasses import dataclass

from ttx.evaluation_log import spell
from ttx.handouts import BLANK
from ttx.handouts.draaiboek import row
from ttx.handouts.injects import PILE, Line, lines
from ttx.outline_time import heading
from ttx.scenario import Scenario
from ttx.text import Text, both, say

THREE = "EXERCISE EXERCISE EXERCISE"


@dataclass(frozen=True, slots=True)
class Script:
    """One call: who speaks to whom, when, and what; what brings it on, if it hangs.

    `live` has a blank to fill in; `tables` are to be ticked one by one; `early` came in
    before its move begins, or (`stops`) is made there and then, where the run stops.
    """

    number: str
    when: Text
    title: Text
    sender: Text
    to: Text
    tables: tuple[Text, ...]
    channel: Text
    text: Text
    live: bool
    early: bool
    stops: bool
    controller: Text
    brings: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Persona:
    """Somebody for whom the response cell speaks."""

    title: Text
    brief: Text
    answers: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Calls:
    """The call scripts move by move, those that hang on play, and the personas."""

    stacks: tuple[tuple[Text, tuple[Script, ...]], ...]
    personas: tuple[Persona, ...]


def calls(scenario: Scenario) -> Calls:
    """Everything that is spoken to a table by somebody from outside."""
    found = [one for one in lines(scenario) if one.spoken]
    titles = [heading(n, move.title) for n, move in enumerate(scenario.moves, 1)]
    titles = titles or [scenario.title]
    stacks = [(title, n) for n, title in enumerate(titles)]
    stacks.append((both("If it comes to that"), PILE))
    made = tuple(
        (title, tuple(_script(scenario, one) for one in found if one.move == n))
        for title, n in stacks
    )
    people = tuple(Persona(p.title, p.brief, p.answers) for p in scenario.personas.values())  # fmt: skip
    return Calls(tuple(one for one in made if one[1]), people)


def _script(scenario: Scenario, one: Line) -> Script:
    told = row(scenario, one)
    text = spell(lambda lang: _once(told.text.of(lang), lang))
    begins = scenario.moves[one.move].at if scenario.moves and one.move != PILE else 0
    return Script(
        told.number, told.when, told.title, told.sender, told.to,
        tuple(table.short for table in one.tables), told.channel, text,
        BLANK in told.text.nl + told.text.en, one.at is not None and one.at < begins,
        told.stops, told.controller, told.brings,
    )  # fmt: skip


def _once(text: str, lang: str) -> str:
    """A text without the three words around it: the sheet has them already."""
    three = re.escape(say(lang, THREE))
    found = re.fullmatch(
        rf"(?:{three}[. ]+)?(.*?)(?:\s*{three}\.?)?", text.strip(), re.DOTALL
    )
    return found[1] if found else text
