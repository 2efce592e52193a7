"""Critical tasks whose machine evidence tells nothing: no run shows it, or every run does
whatever is decided.

It looks at the scenario, never at people. What only people can show (messages between
tables) is told apart and is no fault.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from ttx.evaluation_log import listed, show_of, title_of, title_of_table
from ttx.rehearsal.outcomes import by_policy, policy_title
from ttx.rehearsal.plan import Plan
from ttx.rehearsal.runs import Run
from ttx.rehearsal.seen import Asked, Numbers, asked_of
from ttx.rehearsal.words import option_title, quoted, span
from ttx.scenario import Scenario, Show, Task
from ttx.text import Text, both

NEVER, ALWAYS, SAME, CHANCE, TELLS, PEOPLE = (
    "never", "always", "same", "chance", "tells", "people")  # fmt: skip
Shown = Mapping[str, Mapping[int, Numbers]]
"""What one piece of evidence showed: by policy, by number of the seed."""


@dataclass(frozen=True, slots=True)
class PieceFact:
    """One piece of evidence over all runs. shown: runs that show it, of `many`; None for
    a course, which is always there. verdict: never, always, same (a course that ends and
    runs alike in all runs), chance (seeds differ in it, policies do not), tells or people.
    """

    kind: str
    what: Text
    verdict: str
    told: Text
    shown: int | None
    many: int


@dataclass(frozen=True, slots=True)
class TaskFact:
    """A critical task and its pieces of evidence. verdict: `never`: no run shows anything
    (a course that is the same in all runs shows nothing); `always`: every run shows the
    same; `chance`: it differs by luck alone; `people`: only
    people can show it; `tells`: it differs with what is decided."""

    task: str
    title: Text
    objective: Text
    verdict: str
    pieces: tuple[PieceFact, ...]


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """All critical tasks with machine evidence, in the scenario's order. many: runs;
    policies: how many ways were played, without which nothing can differ."""

    tasks: tuple[TaskFact, ...]
    many: int
    policies: int

    def of(self, verdict: str) -> tuple[TaskFact, ...]:
        """The tasks with this verdict."""
        return tuple(one for one in self.tasks if one.verdict == verdict)

    @property
    def silent(self) -> tuple[tuple[TaskFact, PieceFact], ...]:
        """Pieces that no run shows, of tasks that have other evidence as well."""
        return tuple((task, one) for task in self.tasks for one in task.pieces
                     if one.verdict == NEVER and task.verdict != NEVER)  # fmt: skip


def evidence(plan: Plan, runs: Sequence[Run]) -> EvidenceFacts:
    """What the machine can lay beside each critical task, judged by the runs."""
    played, scenario = by_policy(runs), plan.scenario
    pieces: dict[str, list[PieceFact]] = {}
    for one in asked_of(scenario):
        shown = {name: {run.play.number: run.evidence.get(one.key, ()) for run in mine}
                 for name, mine in played.items()}  # fmt: skip
        pieces.setdefault(one.task, []).append(_piece(scenario, one, shown))
    tasks = tuple(
        _task(task, objective.title, pieces[task.id])
        for objective in scenario.objectives for task in objective.tasks
        if task.id in pieces
    )  # fmt: skip
    many = sum(len(mine) for mine in played.values())
    return EvidenceFacts(tasks, many, len(played))


def _task(task: Task, objective: Text, pieces: Sequence[PieceFact]) -> TaskFact:
    verdicts = [one.verdict for one in pieces]
    order = (TELLS, PEOPLE, CHANCE, ALWAYS)
    verdict = next((one for one in order if one in verdicts), NEVER)
    return TaskFact(task.id, task.title, objective, verdict, tuple(pieces))


def _piece(scenario: Scenario, one: Asked, shown: Shown) -> PieceFact:
    what, many = _what(scenario, one), sum(len(mine) for mine in shown.values())
    if one.kind == "messages":
        told = both("only people write and speak to each other; policies do not")
        return PieceFact(one.kind, what, PEOPLE, told, None, many)
    if one.kind in ("gauge", "age"):
        size = float(scenario.look)
        if one.kind == "gauge":
            size = visible(show_of(scenario, one.gauges[0])) if one.gauges else 1.0
        verdict = _course(shown, size)
        told = _of_course(one.kind, verdict)
        return PieceFact(one.kind, what, verdict, told, None, many)
    flags = {
        name: {number: any(values[:1]) for number, values in mine.items()}
        for name, mine in shown.items()
    }
    verdict = _binary(flags)
    count = sum(sum(mine.values()) for mine in flags.values())
    told = _of_binary(scenario, one, shown, flags, verdict)
    return PieceFact(one.kind, what, verdict, told, count, many)


def visible(show: Show | None) -> float:
    """The smallest difference in a figure that a reader of the debrief sees."""
    if show is None:
        return 1.0
    if show.decimals:
        return 10.0**-show.decimals
    return {"percent": 0.01, "one": 0.1, "hours": 0.5}.get(show.style, 1.0)


# --- verdicts ---------------------------------------------------------------------------


def _binary(flags: Mapping[str, Mapping[int, bool]]) -> str:
    every = [flag for mine in flags.values() for flag in mine.values()]
    if not any(every):
        return NEVER
    if all(every):
        return ALWAYS
    seeds = dict.fromkeys(number for mine in flags.values() for number in mine)
    apart = (
        {mine[number] for mine in flags.values() if number in mine} for number in seeds
    )
    return TELLS if len(flags) < 2 or any(len(one) > 1 for one in apart) else CHANCE


def _course(shown: Shown, size: float) -> str:
    """Whether a course differs by more than `size` between runs, and between policies
    under one luck."""
    every = [values for mine in shown.values() for values in mine.values()]
    if not any(every):
        return NEVER
    if not _differ(every, size):
        return SAME
    seeds = dict.fromkeys(number for mine in shown.values() for number in mine)
    apart = any(
        _differ([mine[number] for mine in shown.values() if number in mine], size)
        for number in seeds
    )
    return TELLS if len(shown) < 2 or apart else CHANCE


def _differ(found: Sequence[Numbers], size: float) -> bool:
    if len({len(one) for one in found}) > 1:
        return True
    return any(max(column) - min(column) >= size for column in zip(*found, strict=True))


# --- words ------------------------------------------------------------------------------


def _what(scenario: Scenario, one: Asked) -> Text:
    asked, who = one.evidence, _who(scenario, one.evidence.team)
    if one.kind == "response":
        return both(
            "answer to inject {inject}", inject=quoted(scenario, asked.response)
        )
    if one.kind == "decision":
        title = option_title(scenario, asked.decision)
        told = both("decision '{option}'", option=title)
    elif one.kind == "messages":
        return both("messages between {teams}",
                    teams=listed(title_of_table(scenario, t) for t in asked.messages[:2]))  # fmt: skip
    elif one.kind == "age":
        told = both("age of the report of '{title}' at decisions",
                    title=_gauge(scenario, one, asked.age))  # fmt: skip
    else:
        told = both("course of '{title}'", title=_gauge(scenario, one, asked.gauge))
    return listed([told, who])


def _gauge(scenario: Scenario, one: Asked, gauge: str) -> Text:
    """What a gauge is called, whichever of its tables it is read of."""
    show = show_of(scenario, one.gauges[0]) if one.gauges else None
    return show.title if show else title_of(scenario, gauge)


def _who(scenario: Scenario, team: str) -> Text:
    return title_of_table(scenario, team) if team else Text()


def _of_course(kind: str, verdict: str) -> Text:
    if kind == "age" and verdict == NEVER:
        return both("no table held a report of it at a decision")
    return {
        NEVER: both("not written down in any run"),
        SAME: both("the same in every run"),
        CHANCE: both("differs between seeds, not between policies"),
        TELLS: both("differs with what is decided"),
    }[verdict]


def _of_binary(scenario: Scenario, one: Asked, shown: Shown,
               flags: Mapping[str, Mapping[int, bool]], verdict: str) -> Text:  # fmt: skip
    if verdict == NEVER:
        return _never(scenario, one, shown)
    if verdict == ALWAYS:
        return _always(scenario, one, shown)
    if verdict == CHANCE:
        return both("differs between seeds, not between policies")
    return both("shown under: {policies}", policies=_shares(scenario, flags))


def _never(scenario: Scenario, one: Asked, shown: Shown) -> Text:
    if one.kind == "decision":
        return both("no policy takes it")
    if not any(any(v[1:]) for mine in shown.values() for v in mine.values()):
        return both("the inject reaches none of these tables in any run")
    planned = scenario.injects.get(one.evidence.response)
    if planned and not (planned.expects and planned.expects.any):
        return both(
            "no option is an answer to it ('expects: any'), so none can be recorded"
        )
    return both("it comes, and no policy answers it")


def _always(scenario: Scenario, one: Asked, shown: Shown) -> Text:
    """In every run; with the span of its first moments where it is a decision."""
    if one.kind != "decision":
        return both("in every run, whatever the policy")
    first = [values[1] for mine in shown.values() for values in mine.values()]
    return both("in every run, whatever the policy; first taken at {span}",
                span=span(scenario, int(min(first)), int(max(first))))  # fmt: skip


def _shares(scenario: Scenario, flags: Mapping[str, Mapping[int, bool]]) -> Text:
    """The policies under which it shows: `Routine (3 of 20), Spread`."""
    return listed(_share(policy_title(scenario, name), mine.values())
                  for name, mine in flags.items() if any(mine.values()))  # fmt: skip


def _share(title: Text, flags: Iterable[bool]) -> Text:
    every = list(flags)
    if all(every):
        return title
    return both("{policy} ({count} of {many})", policy=title, count=sum(every),
                many=len(every))  # fmt: skip
