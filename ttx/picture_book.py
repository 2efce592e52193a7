"""An evaluator's book: what is theirs to watch, the machine's evidence, observations.

A reading like any other: it changes nothing, and two evaluators never see each
other's pages before the exercise is over.
"""

from __future__ import annotations

from ttx.evaluation import of_task
from ttx.evaluation_earlier import Earlier, earlier
from ttx.evaluation_found import Found
from ttx.evaluation_log import Log
from ttx.evaluation_words import limit_of
from ttx.exercise import evaluator_seats
from ttx.journal import Entry
from ttx.picture_sight import Sight
from ttx.scenario import Evaluator, Objective, Scenario, Task
from ttx.text import Text, both
from ttx.view import Book, Noted, Proof, Watched

__all__ = ["book_of"]


def book_of(sight: Sight, seat: str) -> Book:
    """The evaluator's own tasks with the evidence, and own observations first."""
    ex = sight.exercise
    stands = len(ex.journal), ex.over
    return sight.once(("book", seat), stands, lambda: _book(sight, seat))


def _book(sight: Sight, seat: str) -> Book:
    ex, scenario = sight.exercise, sight.exercise.scenario
    log = sight.log()
    post = scenario.evaluator(seat)
    mine = [
        _watched(sight, log, objective, task, seat)
        for objective in scenario.objectives for task in objective.tasks
        if post is None or watches(scenario, post, task)
    ]  # fmt: skip
    mine += [_followed(one) for one in earlier(log)]
    noted = [_noted(one) for one in sight.book.observed if _may_read(sight, one, seat)]
    noted.sort(key=lambda one: (one.by != seat, one.at, one.entry))
    wrote = [one.by for one in noted] + [by for t in mine for by, _, _ in t.ratings]
    wrote += [by for t in mine for one in t.evidence for by, _ in one.struck]
    titles = tuple((by, ex.title_of(by)) for by in dict.fromkeys(wrote))
    may_rate = scenario.purpose != "orient"
    return Book(tuple(mine), tuple(noted), may_rate, _unwatched(sight), titles)


def watches(scenario: Scenario, post: Evaluator, task: Task) -> bool:
    """Whether a task is this evaluator's: named, at one of their tables, or all are."""
    if not post.tables and not post.tasks:
        return True
    seats = [t.id for t in scenario.tables if task.team in (t.id, t.team)]
    here = {task.team, *seats} & set(_named(scenario, post.tables))
    return task.id in post.tasks or (bool(task.team) and bool(here))


def _named(scenario: Scenario, tables: tuple[str, ...]) -> list[str]:
    """The tables meant by names of tables and teams."""
    return [t.id for t in scenario.tables if t.id in tables or t.team in tables]


def _may_read(sight: Sight, entry: Entry, seat: str) -> bool:
    """Evaluators judge apart: another's pages open when the exercise is over."""
    return sight.exercise.over or entry.body["by"] == seat


def _evidence(sight: Sight, log: Log, task: str) -> tuple[Found, ...]:
    """What the machine has beside a task, worked out once for all who watch it."""
    known = sight.evidence.get(task)
    if known is None:
        known = sight.evidence[task] = of_task(log, task)
    return known


def _proof(sight: Sight, found: Found, seat: str) -> Proof:
    """Struck evidence stays, marked; another's mark is seen when all is over."""
    marks = tuple((one.seat, one.why) for one in found.strikes
                  if sight.exercise.over or one.seat == seat)  # fmt: skip
    return Proof(found.key, found.text, marks)


def _watched(
    sight: Sight, log: Log, objective: Objective, task: Task, seat: str
) -> Watched:
    return Watched(
        task.id, task.title, objective.title, task.reference, task.team, task.looks_for,
        tuple(_proof(sight, one, seat) for one in _evidence(sight, log, task.id)),
        tuple(
            (e.body["by"], e.body["action"]["rating"], e.body["action"].get("text", ""))
            for e in sight.book.rated
            if e.body["action"]["task"] == task.id and _may_read(sight, e, seat)
        ),
        task.scale, limit_of(task),
    )  # fmt: skip


def _followed(one: Earlier) -> Watched:
    """An action of an earlier debrief: every evaluator looks out for it; none rates it."""
    action, issue = Text(one.action, one.action), Text(one.issue, one.issue)
    because = both("Because of: {text}", text=issue) if issue else Text()
    return Watched(
        one.id, action, both("Action of an earlier exercise: {title}", title=one.of),
        one.agreed, "", because, scale=(),
    )  # fmt: skip


def _unwatched(sight: Sight) -> tuple[str, ...]:
    """The tasks of the exercise that nobody has to watch, and nobody wrote about."""
    scenario, book = sight.exercise.scenario, sight.book
    posts = [scenario.evaluator(seat) for seat, _ in evaluator_seats(scenario)]
    noted = [e.body["action"].get("task", "") for e in (*book.observed, *book.rated)]
    return tuple(
        task.id
        for objective in scenario.objectives for task in objective.tasks
        if task.id not in noted
        and not any(post and watches(scenario, post, task) for post in posts)
    )  # fmt: skip


def _noted(entry: Entry) -> Noted:
    """An observation at the moment it was made, also when it was handed in later."""
    a = entry.body["action"]
    seen = a.get("seen_at")
    return Noted(entry.seq, entry.at if seen is None else seen, entry.body["by"], a["sort"],
                 a["text"], a.get("team", ""), a.get("task", ""), a.get("quote", False),
                 None if seen is None else entry.at)  # fmt: skip
