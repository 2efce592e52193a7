"""Reading 3: the facts of the after-action report, from entries and scenario alone.

What was observed, what evaluators judged and what was computed stay three things.
It draws no conclusion: that is for the people who were there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from ttx.actions import Decision, Reflect, Status
from ttx.debrief import between, course, flows, tasks
from ttx.debrief import coverage as covered
from ttx.debrief import earlier as followed
from ttx.debrief import front as head
from ttx.debrief import line as lined
from ttx.debrief import load as loads
from ttx.debrief import map as mapped
from ttx.debrief import matrix as drawn
from ttx.debrief import picture as pictured
from ttx.debrief import responses as answered
from ttx.debrief import rulings as ruled
from ttx.debrief import stories as told
from ttx.debrief import work as worked
from ttx.debrief.decisions import (
    Board,
    DecisionFact,
    RoutineFact,
    boards,
    decisions,
    routines,
)
from ttx.debrief.figures import FigureFact, legend, sources
from ttx.debrief.influence import Influence, influence
from ttx.debrief.requests import Side
from ttx.debrief.sensitive import SensitiveFact, annex
from ttx.evaluation_log import Log, listed, title_of_table
from ttx.figures import Figure
from ttx.journal import Entry, canonical, chained
from ttx.report import Frame
from ttx.scenario import Scenario
from ttx.text import Text, both
from ttx.variant_tried import Tried
from ttx.view import Work

PURPOSES = {"orient": "orient", "develop": "develop", "test": "test"}


@dataclass(frozen=True, slots=True)
class Own:
    """What the tables said themselves to one question, right after ENDEX."""

    question: Text
    said: tuple[tuple[Text, str], ...]


@dataclass(frozen=True, slots=True)
class Scenes:
    """What is drawn beside the curves: load per table, scheme, flow of casualties."""

    load: loads.Load
    scheme: mapped.MapFact
    flow: flows.Flow | None


@dataclass(frozen=True, slots=True)
class Debrief:
    """All facts of one exercise, for a page or for another program."""

    frame: Frame
    purpose: str
    overview: head.Overview
    front: head.Front
    played: head.Played
    summary: Text
    questions: tuple[Text, ...]
    account: tuple[Own, ...]
    line: lined.Line
    scenes: Scenes
    boards: tuple[Board, ...]
    knew: tuple[course.Knew, ...]
    at_once: tuple[course.AtOnce, ...]
    decisions: tuple[DecisionFact, ...]
    routines: tuple[RoutineFact, ...]
    courses: tuple[course.Course, ...]
    annex: tuple[SensitiveFact, ...]
    touched: int | None
    influence: Influence | None
    objectives: tuple[tasks.ObjectiveFact, ...]
    observations: tuple[tasks.ObservationFact, ...]
    coverage: tuple[covered.Coverage, ...]
    earlier: tuple[followed.EarlierFact, ...]
    responses: tuple[answered.ResponseFact, ...]
    pairs: tuple[between.Pair, ...]
    sides: tuple[Side, ...]
    matrix: drawn.Matrix
    stories: tuple[told.Story, ...]
    known: pictured.Known
    rulings: ruled.Rulings
    injects: tuple[lined.InjectFact, ...]
    assumptions: tuple[Text, ...]
    artificialities: tuple[Text, ...]
    figures: tuple[FigureFact, ...]
    legend: Text
    over: bool
    work: Work
    sentences: tuple[worked.Weighed, ...]
    notice: Text = Text()


def gather(entries: Sequence[Entry], scenario: Scenario,
           figures: Sequence[Figure] = (), tried: Tried | None = None,
           sensitive: bool = False) -> Debrief:  # fmt: skip
    """The facts; `figures` are the world's, `tried` what was played otherwise, if it was.

    `sensitive`: with the annex of modelled mortality, in bands.
    """
    log = Log(entries, scenario)
    made = decisions(log)
    courses = course.courses(log, made)
    objectives = tasks.objectives(log)
    pairs, noted = between.pairs(log), tasks.observations(log)
    moved = influence(log, tried, figures) if tried else None
    return Debrief(
        frame=frame_of(log), purpose=scenario.purpose, summary=scenario.summary,
        overview=head.overview(log), played=head.played(log),
        front=head.front(log, made, objectives, courses),
        questions=scenario.hot_wash, account=_account(log),
        line=lined.line(log, made), boards=boards(log),
        scenes=Scenes(loads.load(log), mapped.scheme(log), flows.flow(log)),
        knew=course.knew(log), at_once=course.at_once(log), known=pictured.known(log),
        decisions=made, routines=routines(made),
        courses=courses, annex=annex(log, tried, sensitive),
        touched=course.touched_at(log), influence=moved,
        objectives=objectives, observations=noted,
        earlier=followed.followed(log, noted),
        coverage=covered.coverage(log, objectives),
        responses=answered.responses(log), pairs=pairs, sides=between.sides(log),
        matrix=drawn.matrix(log, pairs), stories=told.stories(log, pairs),
        rulings=ruled.rulings(log), injects=lined.injects(log),
        assumptions=scenario.assumptions, artificialities=scenario.artificialities,
        figures=sources(figures, scenario), legend=legend(), over=bool(log.out("ended")),
        work=worked.work(log), sentences=worked.sentences(log, courses, moved),
    )  # fmt: skip


def _account(log: Log) -> tuple[Own, ...]:
    """By question, in the scenario's order; other questions after those."""
    asked: dict[Text, list[tuple[Text, str]]] = {
        one: [] for one in log.scenario.hot_wash
    }
    for done, one in log.of(Reflect):
        question = next((q for q in asked if one.question in (q.nl, q.en)),
                        Text(one.question, one.question))  # fmt: skip
        team = title_of_table(log.scenario, done.by)
        asked.setdefault(question, []).append((team, one.text))
    return tuple(Own(q, tuple(said)) for q, said in asked.items() if said)


# --- what stands around every page --------------------------------------------------


def frame_of(log: Log) -> Frame:
    """Marking, status and colophon of this exercise's pages."""
    scenario = log.scenario
    status = worked.status_of(log, [one.state for _, one in log.of(Status)])
    return Frame(
        name=f"debrief-{scenario.id}",
        title=scenario.title,
        subtitle=both("After-action report"),
        marking=scenario.marking,
        status=status,
        calendar=scenario.calendar,
        colophon=tuple(_colophon(log)),
    )


def _colophon(log: Log) -> list[tuple[Text, Text]]:
    scenario = log.scenario
    started = next((e.body for e in log.out("started")), {})
    hands = Counter(d.hand for d in log.done if isinstance(d.action, Decision)
                    and d.hand.startswith("policy:"))  # fmt: skip
    policies = [head.policy(log, name) for name in sorted(hands)]
    rows = [
        (both("Scenario"), Text(*[f"{scenario.id} {scenario.version}"] * 2)),
        (both("Purpose"), both(PURPOSES[scenario.purpose])),
        (both("Seed"), Text(*[str(started.get("seed", "-"))] * 2)),
        (both("Played by a policy"), listed(policies) or both("no table")),
        (both("Assumptions"), _drawn(int(started.get("assumptions", 0)))),
        (both("Program, model version"),
         Text(*[f"{started.get('program', '-')}, {started.get('world', '-')}"] * 2)),
        (both("Digest of the journal"), Text(*[digest_of(log.entries)[:16]] * 2)),
    ]  # fmt: skip
    if parent := started.get("parent"):
        rows.append((both("Fork of"), _parent(parent)))
    return rows


def _parent(parent: Mapping[str, object]) -> Text:
    digest = str(parent.get("digest", "-"))[:16]
    return both(
        "{digest}, up to entry {entry}", digest=digest, entry=parent.get("seq", "-")
    )


def _drawn(number: int) -> Text:
    if not number:
        return both("as written")
    return both("drawn within their doubt, draw {number}", number=number)


def digest_of(entries: Sequence[Entry]) -> str:
    """The digest of these entries, as the journal works it out."""
    link = ""
    for entry in entries:
        link = chained(link, entry.at, entry.kind, canonical(entry.body))
    return link
