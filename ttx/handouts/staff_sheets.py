"""For exercise staff alone: the draaiboek per move, call scripts, evaluators' sheets."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

from ttx.debrief.tasks import RATINGS
from ttx.evaluation_log import listed, spell
from ttx.handouts.injects import PILE, Line, channel_of, lines, moment
from ttx.handouts.table_sheets import MoveSheet, move_sheet
from ttx.moment import duration, offset
from ttx.outline_time import heading
from ttx.picture_book import watches
from ttx.scenario import Effect, Inject, Scenario, Within
from ttx.scenario.reading import kept_with
from ttx.scenario.seats import evaluator_seats
from ttx.text import Text, both, say
from ttx.world import World

WRITTEN = ("email", "sitrep", "news", "social", "nl-alert", "letter", "courier", "text",
           "broadcast")  # fmt: skip
"""Channels by which a card is handed over; by all others somebody speaks."""
THREE = "EXERCISE EXERCISE EXERCISE"


# --- draaiboek ------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the draaiboek as the leader has it."""

    number: str
    when: Text
    title: Text
    to: Text
    sender: Text
    channel: Text
    text: Text
    live: bool
    stops: bool
    dilemma: str
    hoped: Text
    options: tuple[Text, ...]
    within: Text
    does: tuple[Text, ...]
    controller: Text
    brings: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class Round:
    """One move of the draaiboek: its sheet, what is dead in it, and its lines."""

    sheet: MoveSheet
    dead: Text
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Draaiboek:
    """The leader's draaiboek: how to lead it, move by move, and the pile."""

    briefing: Text
    guide: tuple[Text, ...]
    rounds: tuple[Round, ...]
    pile: tuple[Row, ...]
    span: Text


def draaiboek(scenario: Scenario) -> Draaiboek:
    """All injects with expected answers, effects and words for staff."""
    found = lines(scenario)
    rounds = tuple(
        Round(move_sheet(scenario, n), _dead(scenario, n),
              tuple(_row(scenario, one) for one in found if one.move == n))
        for n in range(len(scenario.moves))
    )  # fmt: skip
    if not scenario.moves:
        only = MoveSheet(scenario.title, moment(scenario, 0), Text(), Text(), (), ())
        rows = tuple(_row(scenario, one) for one in found if one.move == 0)
        rounds = (Round(only, Text(), rows),)
    first, last = moment(scenario, 0), moment(scenario, scenario.endex)
    return Draaiboek(
        scenario.leader_briefing, scenario.guide, rounds,
        tuple(_row(scenario, one) for one in found if one.move == PILE),
        both("STARTEX {first}; ENDEX {last}", first=first, last=last),
    )  # fmt: skip


def _dead(scenario: Scenario, number: int) -> Text:
    fog = scenario.moves[number].fog
    return listed(channel_of(scenario, one) for one in (fog.dead if fog else ()))


def _row(scenario: Scenario, one: Line) -> Row:
    inject, expects = one.inject, one.inject.expects
    known = scenario.options
    named = [known[n].title for n in (expects.any if expects else ()) if n in known]
    return Row(
        one.number, _when(scenario, one), one.title,
        listed(t.short for t in one.tables), one.sender, one.channel, one.text,
        "{{" in inject.text.nl + inject.text.en, inject.stops,
        inject.dilemma, expects.text if expects else Text(), tuple(named),
        _within(expects.within if expects else None),
        (*_does(scenario, inject.does), *_next(scenario, inject)),
        _joined(inject.controller, inject.note), one.brings,
    )  # fmt: skip


def _joined(one: Text, other: Text) -> Text:
    return spell(lambda lang: " ".join(t.of(lang) for t in (one, other) if t))


def _when(scenario: Scenario, one: Line) -> Text:
    if one.at is None:
        return Text()
    label = moment(scenario, one.at)
    return spell(lambda lang: f"{label.of(lang)} ({offset(one.at or 0)})")


def _within(within: Within | None) -> Text:
    if within is None:
        return Text()
    if within.move:
        return both("in this move")
    span = within.table if within.table is not None else within.exercise
    told = spell(partial(duration, span or 0))
    english = "within {span} at the table" if within.table is not None else (
        "within {span} of exercise time")  # fmt: skip
    return both(english, span=told)


def _does(scenario: Scenario, effects: tuple[Effect, ...]) -> Iterator[Text]:
    """What an inject does, in words."""
    for one in effects:
        if one.lever:
            yield both("in the world: {what}", what=_moved(scenario, one))
        elif one.milestone:
            title = scenario.milestones.get(one.milestone)
            yield both("fact: {title}", title=title or one.milestone)
        elif one.send:
            yield both("brings on {number}", number=_called(scenario, one.send))
        elif one.cancel:
            yield both("takes away {number}", number=_called(scenario, one.cancel))


def _moved(scenario: Scenario, one: Effect) -> Text:
    """A lever as its model calls it, and how far it is moved: `diesel: deliver + 1000`."""
    says = kept_with(scenario, "lever says", lambda: {
        name: stack.lever.says for name, stack in World(scenario, 1).levers.items()
    })  # fmt: skip
    amount = one.to if one.set else one.by
    how = "=" if one.set else "+" if one.add else "×"
    plain = f"{amount:g}" if isinstance(amount, int | float) else str(amount)
    title = says.get(one.lever) or Text(one.lever, one.lever)
    return spell(lambda lang: f"{title.of(lang)} {how} {plain}")


def _next(scenario: Scenario, inject: Inject) -> Iterator[Text]:
    if inject.otherwise:
        yield both(
            "without an answer: {number}", number=_called(scenario, inject.otherwise)
        )
    if inject.instead:
        yield both("if chance keeps it away: {number}",
                   number=_called(scenario, inject.instead))  # fmt: skip


def _called(scenario: Scenario, name: str) -> str:
    found = scenario.injects.get(name)
    return found.number or found.id if found else name


# --- response cell --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Script:
    """One call: who speaks to whom, when, and what; what brings it on, if it hangs."""

    number: str
    when: Text
    title: Text
    sender: Text
    to: Text
    channel: Text
    text: Text
    live: bool
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
    found = [one for one in lines(scenario)
             if one.tables and one.inject.by not in WRITTEN]  # fmt: skip
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
    row = _row(scenario, one)
    text = spell(lambda lang: _once(row.text.of(lang), lang))
    return Script(row.number, row.when, row.title, row.sender, row.to, row.channel,
                  text, row.live, row.controller, row.brings)  # fmt: skip


def _once(text: str, lang: str) -> str:
    """A text without the three words at its beginning: the sheet has them already."""
    return text.removeprefix(say(lang, THREE)).lstrip(". ")


# --- evaluators -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Watched:
    """One critical task on an evaluator's sheet; `about` are the injects that test it."""

    title: Text
    table: Text
    reference: Text
    looks_for: Text
    about: tuple[Text, ...]
    scale: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class EvaluatorSheet:
    """What one evaluator watches: objectives with their targets and tasks."""

    title: Text
    objectives: tuple[tuple[Text, Text, tuple[Watched, ...]], ...]


def evaluator_sheets(scenario: Scenario) -> tuple[EvaluatorSheet, ...]:
    """A sheet for each evaluator; one with every task where none are named."""
    return tuple(
        EvaluatorSheet(title, tuple(_watched(scenario, seat)))
        for seat, title in evaluator_seats(scenario)
    )


def _watched(
    scenario: Scenario, seat: str
) -> Iterator[tuple[Text, Text, tuple[Watched, ...]]]:
    post = scenario.evaluator(seat)
    for aim in scenario.objectives:
        tasks = tuple(
            Watched(
                task.title, _team(scenario, task.team), task.reference, task.looks_for,
                tuple(_testing(scenario, task.id)),
                () if scenario.purpose == "orient"
                else tuple(both(RATINGS[one]) for one in task.scale),
            )
            for task in aim.tasks if post is None or watches(scenario, post, task)
        )  # fmt: skip
        if tasks:
            yield aim.title, aim.target, tasks


def _team(scenario: Scenario, name: str) -> Text:
    found = scenario.table(name) or scenario.teams.get(name)
    return (found.short or found.title) if found else Text()


def _testing(scenario: Scenario, task: str) -> Iterator[Text]:
    """The injects that test a task, with the move in which they are sure to come."""
    for one in lines(scenario):
        expects = one.inject.expects
        if expects and task in expects.tests:
            title = one.title
            number = one.number or one.inject.id
            if one.move == PILE:
                yield both("{number} {title} (perhaps)", number=number, title=title)
            else:
                yield both("{number} {title} (move {move})", number=number, title=title,
                           move=one.move + 1)  # fmt: skip
