"""What the evidence of critical tasks showed in one played exercise: plain numbers.

The journal is read once, and only for what a task asks. It keeps no sentences and
judges nothing; the debrief words the same evidence (`evaluation.MEASURES`).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from ttx.evaluation_log import inject_of, seats_of
from ttx.journal import Entry
from ttx.journal_reports import reports
from ttx.scenario import Evidence, Scenario, Task
from ttx.scenario.reading import kept_with

Numbers = tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Asked:
    """One piece of evidence that a task asks for.

    kind: gauge, response, decision, messages or age. seats: the tables that it is asked
    of (empty: any). gauges: the names that its gauge has, one per table.
    """

    key: str
    task: str
    kind: str
    evidence: Evidence
    seats: tuple[str, ...] = ()
    gauges: tuple[str, ...] = ()


def asked_of(scenario: Scenario) -> tuple[Asked, ...]:
    """All evidence that the scenario's tasks ask for, in its order."""
    return kept_with(scenario, "asked_evidence", lambda: tuple(_asked(scenario)))


def _asked(scenario: Scenario) -> Iterator[Asked]:
    for objective in scenario.objectives:
        for task in objective.tasks:
            for number, one in enumerate(task.evidence, 1):
                yield _one(scenario, task, number, one)


def _one(scenario: Scenario, task: Task, number: int, one: Evidence) -> Asked:
    kind = next(k for k in ("gauge", "response", "decision", "messages", "age")
                if getattr(one, k))  # fmt: skip
    team = one.team if kind == "decision" else one.team or task.team
    seats = seats_of(scenario, team) if team else ()
    gauge = one.gauge or one.age
    every = seats or tuple(table.id for table in scenario.tables)
    named = tuple(gauge.replace("{instance}", seat) for seat in every)
    if kind == "age":
        return Asked(f"{task.id}/{number}", task.id, kind, one, every, named)
    gauges = named if "{instance}" in gauge else (gauge,)
    return Asked(f"{task.id}/{number}", task.id, kind, one, seats, gauges)


@dataclass(slots=True)
class _Told:
    """What the journal told so far of injects, decisions, gauges and reports."""

    sent: dict[str, dict[str, int]] = field(default_factory=dict)
    answers: dict[str, dict[str, int]] = field(default_factory=dict)
    taken: dict[str, list[tuple[int, str]]] = field(default_factory=dict)
    courses: dict[str, list[float]] = field(default_factory=dict)
    known: dict[tuple[str, str], int] = field(default_factory=dict)
    ages: dict[tuple[str, str], list[int]] = field(default_factory=dict)


def seen(scenario: Scenario, journal: Iterable[Entry]) -> dict[str, Numbers]:
    """What each piece of evidence showed, by its key (`task/place`).

    response: tables that answered and tables that it reached. An answer counts within
    its time set where that is exercise time; policies keep no table minutes, so there any
    answer counts. decision: how often it was taken, and the moment (ms) of the first.
    gauge: where it ended, its lowest and its highest, for each name that was written
    down. age: the youngest and oldest report (ms) at a table's decisions. messages:
    nothing, for policies write none.
    """
    asked = asked_of(scenario)
    told = _read(scenario, journal, asked)
    return {one.key: _SHOWS[one.kind](told, one) for one in asked}


def _read(
    scenario: Scenario, journal: Iterable[Entry], asked: tuple[Asked, ...]
) -> _Told:
    told = _Told()
    gauges = _names(asked, "gauge")
    aged = _names(asked, "age")
    times = _times(scenario)
    for entry in journal:
        kind, body = entry.kind, entry.body
        if kind == "reading":
            for name in gauges:
                if name in body["values"]:
                    _course(told, name, float(body["values"][name]))
        elif kind == "delivered" and body.get("inject"):
            to = told.sent.setdefault(inject_of(entry), {})
            to.update(dict.fromkeys(body["to"], entry.at))
        elif kind == "answered":
            _answer(told, entry, times)
        elif kind == "asked" and not body["refusal"]:
            _decision(told, entry, aged)
        elif kind == "reported" and aged:
            _report(told, entry, aged)
    return told


def _names(asked: tuple[Asked, ...], kind: str) -> tuple[str, ...]:
    names = (name for one in asked if one.kind == kind for name in one.gauges)
    return tuple(dict.fromkeys(names))


def _times(scenario: Scenario) -> Mapping[str, int]:
    """The time set for an answer, in exercise time, by inject."""
    return {
        one.id: one.expects.within.exercise
        for one in scenario.msel
        if one.expects and one.expects.within
        and one.expects.within.exercise is not None
    }  # fmt: skip


def _course(told: _Told, name: str, value: float) -> None:
    course = told.courses.setdefault(name, [value, value, value])
    course[0] = value
    course[1], course[2] = min(course[1], value), max(course[2], value)


def _answer(told: _Told, entry: Entry, times: Mapping[str, int]) -> None:
    inject, seat = inject_of(entry), entry.body["team"]
    sent = told.sent.get(inject, {}).get(seat, entry.at)
    if inject not in times or entry.at - sent <= times[inject]:
        told.answers.setdefault(inject, {})[seat] = entry.at


def _decision(told: _Told, entry: Entry, aged: tuple[str, ...]) -> None:
    option = entry.body["action"].get("option")
    if not option:
        return
    seat = entry.body["by"]
    told.taken.setdefault(option, []).append((entry.at, seat))
    for gauge in aged:
        true_at = told.known.get((seat, gauge))
        if true_at is not None:
            told.ages.setdefault((seat, gauge), []).append(entry.at - true_at)


def _report(told: _Told, entry: Entry, aged: tuple[str, ...]) -> None:
    true_at = int(entry.body["true_at"])
    for one in reports(entry):
        for gauge in aged:
            if gauge in one["values"]:
                key = (one["team"], gauge)
                told.known[key] = max(true_at, told.known.get(key, true_at))


# --- what each kind shows ---------------------------------------------------------------


def _response(told: _Told, one: Asked) -> Numbers:
    inject = one.evidence.response
    return (float(_of(told.answers.get(inject, {}), one.seats)),
            float(_of(told.sent.get(inject, {}), one.seats)))  # fmt: skip


def _of(seats: Mapping[str, int], wanted: tuple[str, ...]) -> int:
    return sum(not wanted or seat in wanted for seat in seats)


def _taken(told: _Told, one: Asked) -> Numbers:
    taken = [at for at, seat in told.taken.get(one.evidence.decision, ())
             if not one.seats or seat in one.seats]  # fmt: skip
    return (float(len(taken)), float(min(taken, default=0)))


def _gauge(told: _Told, one: Asked) -> Numbers:
    found = [told.courses[name] for name in one.gauges if name in told.courses]
    return tuple(round(value, 4) for course in found for value in course)


def _age(told: _Told, one: Asked) -> Numbers:
    pairs = zip(one.seats, one.gauges, strict=True)
    ages = [age for pair in pairs for age in told.ages.get(pair, ())]
    return (float(min(ages)), float(max(ages))) if ages else ()


def _messages(told: _Told, one: Asked) -> Numbers:
    return ()


_SHOWS = {
    "response": _response,
    "decision": _taken,
    "gauge": _gauge,
    "age": _age,
    "messages": _messages,
}
