"""What a rehearsal tells of injects, evidence and load, as a leader reads it."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.script import MINI
from tests.words import ROOT
from ttx import library
from ttx.moment import HOUR, MINUTE
from ttx.pool_cluster import crew
from ttx.rehearsal.absent import AbsentFact, absent
from ttx.rehearsal.evidence import evidence
from ttx.rehearsal.facts import gather
from ttx.rehearsal.firing import firing
from ttx.rehearsal.firing_seeds import COLUMNS, SeedTable, seed_table
from ttx.rehearsal.load import load
from ttx.rehearsal.load_counts import stretches
from ttx.rehearsal.plan import Plan, plan, rehearse
from ttx.rehearsal.runs import Letter, Play, Run, run_of
from ttx.report import page
from ttx.scenario import Scenario
from ttx.world import World

FIRST = "first-exercise"
HALT = "    at: T+5\n"


@pytest.fixture(scope="module")
def first() -> tuple[Plan, list[Run]]:
    """The first exercise under all its policies, with six seeds."""
    made = plan(library.load(FIRST).scenario, [], 6)
    return made, list(rehearse(made, crew(0)))


def read(path: Path, **changes: str) -> Scenario:
    """The small scenario with some lines written otherwise."""
    text = MINI.read_text(encoding="utf-8")
    for old, new in changes.values():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    path.write_text(text, encoding="utf-8")
    return library.load(path).scenario


# --- injects that never come ------------------------------------------------------------

NEVER = [
    (HALT, "    at: T+24\n", "halt", "nothing", "its moment, T+24:00 (Tue 19 Jan 06:40), is not before ENDEX"),
    (HALT, "    when: {gauge: mains.level, above: 1.5}\n", "halt", "nothing", "its condition held in no run: 'Mains' over 150 %"),
    (HALT, "    when: {milestone: called}\n    until: T+0:10\n", "halt", "nothing", "its condition held in no run before T+0:10 (Mon 18 Jan 06:50): 'Trader called' is so"),
    (HALT, "    when: {decided: call-help, by: region}\n", "halt", "people", "waits for the decision 'Ask for help', which no policy takes"),
    (HALT, "    after: {decision: call-help}\n", "halt", "people", "waits for the decision 'Ask for help', which no policy takes"),
    (HALT, "    after: {acknowledged: first}\n", "halt", "people", "waits until a table says that it has read 'first'; policies do not"),
    (HALT, "    after: {inject: wait}\n", "halt", "people", "waits for 'wait', which comes in no run either"),
    (HALT, "    after: {inject: nudge, by: 30h}\n", "halt", "nothing", "it would come only after ENDEX"),
    (HALT, "    at: T+5\n    unless: {gauge: mains.level, below: 0.5}\n", "halt", "nothing", "held back whenever it came due, because: 'Mains' under 50 %"),
    ("chance: 0.5", "chance: 0.0", "halt", "nothing", "luck held it back whenever it came due (chance 0 %)"),
    ("    otherwise: nudge\n", "", "nudge", "nothing", "nothing can bring it on"),
    ("within: {table: 10m}", "text: {nl: x, en: x}", "nudge", "people", "comes where 'first' is not answered, but no time is set for that answer ('within'): only exercise control can send it"),
    ("    otherwise: nudge\n", "    unless: {milestone: called}\n    instead: nudge\n", "nudge", "reserve", "comes in place of 'first', which was not held back in any run"),
    ("any: [call-help]", "any: [order-diesel]", "wait", "people", "goes out only when exercise control says so"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "inject", "kind", "why"), NEVER)
def test_why_an_inject_never_came_is_said_in_words_of_the_plan(
    tmp_path: Path, old: str, new: str, inject: str, kind: str, why: str
) -> None:
    scenario = read(tmp_path / "s.yaml", line=(old, new))
    runs = list(rehearse(plan(scenario, ["routine"], 2), crew(0)))
    assert not any(run.why for run in runs)
    found = {one.inject: one for one in absent(scenario, runs)}
    assert (found[inject].kind, found[inject].why.en) == (kind, why)
    assert found[inject].why.nl != why


def test_an_inject_in_reserve_that_every_run_answers_is_no_fault() -> None:
    scenario = library.load("power-outage").scenario
    letters = tuple(Letter(0, one.id, ("rbt",), (1, 1)) for one in scenario.msel
                    if one.id != "own-number")  # fmt: skip
    (one,) = absent(scenario, [Run(Play("routine", 0, 1), {}, letters)])
    assert isinstance(one, AbsentFact)
    assert (one.inject, one.kind, one.number) == ("own-number", "reserve", "1.04a")
    assert "1.04 'Three estimates'" in one.why.en


# --- when they come, and by seed --------------------------------------------------------


def test_when_an_inject_comes_is_told_over_all_runs_and_per_policy(
    first: tuple[Plan, list[Run]],
) -> None:
    facts = firing(*first)
    assert facts.many == 18 and facts.absent == ()
    always = {name: one.at for one in facts.fixed for name, _, _ in one.injects}
    assert (always["lights-out"], always["mother-rings"]) == (20 * MINUTE, 2 * HOUR)
    varying = {one.inject: one for one in facts.varying}
    rings = varying["icu-rings"]
    assert [(one.policy, one.came, one.many) for one in rings.under] == [
        ("routine", 0, 6), ("save-and-hold", 6, 6), ("act-early", 6, 6)]  # fmt: skip
    power = varying["power-back"]
    came = sorted(
        letter.at for run in first[1] for letter in run.letters if letter.inject == "power-back"
    )  # fmt: skip
    assert (power.came, power.first, power.last) == (len(came), came[0], came[-1])
    assert came[0] < power.middle < came[-1]


def test_the_table_by_seed_holds_only_what_differs_and_only_seeds_as_written(
    first: tuple[Plan, list[Run]],
) -> None:
    table = firing(*first).seeds
    assert isinstance(table, SeedTable)
    assert table.policy == "routine" and len(table.others) == 2
    assert [row.seed for row in table.rows] == [1, 3, 5]
    assert {name for name, _, _ in table.injects} <= {"care-home-cools", "power-back"}
    routine = {run.play.seed: run for run in first[1] if run.play.policy == "routine"}
    for row in table.rows:
        came = {letter.inject: letter.at for letter in routine[row.seed].letters}
        assert row.moments == tuple(came.get(name) for name, _, _ in table.injects)
    other = firing(*first, own="act-early").seeds
    assert other is not None and other.policy == "act-early"


def many_injects(many: int) -> tuple[Scenario, dict[str, list[Run]]]:
    """Twelve seeds in which many injects come at moments of their own."""
    scenario = library.load("power-outage").scenario
    names = [one.id for one in scenario.msel][:many]
    runs = [
        Run(Play("routine", n, n + 1), {}, tuple(
            Letter((place + 1) * HOUR + (9 * HOUR if n == place else n * MINUTE), name, ("rbt",), (1, 1))
            for place, name in enumerate(names) if (n, place) != (3, 5)
        ))
        for n in range(12)
    ]  # fmt: skip
    return scenario, {"routine": runs}


def test_sixty_injects_still_fit_a_page_and_the_odd_seed_stands_out() -> None:
    scenario, played = many_injects(60)
    table = seed_table(scenario, played)
    assert table is not None and len(table.injects) == 60
    widths = [past - first for first, past in table.blocks]
    assert sum(widths) == 60 and max(widths) <= COLUMNS and max(widths) - min(widths) <= 1  # fmt: skip
    told = [[one.en for one in row.apart] for row in table.rows]
    assert [len(one) for one in told] == [1, 1, 1, 2, *[1] * 8]
    assert any("late" in one for one in told[0])
    assert any("does not come" in one for one in told[3])


# --- evidence ---------------------------------------------------------------------------


def test_evidence_of_a_team_that_the_inject_never_reaches_is_shown_by_no_run(
    tmp_path: Path,
) -> None:
    scenario = read(tmp_path / "s.yaml",
                    team=("        team: hospital\n        evidence", "        team: region\n        evidence"),
                    gauge=("{response: low}, {gauge: hours.least}", "{response: low}"))  # fmt: skip
    made = plan(scenario, [], 2)
    facts = evidence(made, list(rehearse(made, crew(0))))
    (one,) = facts.of("never")
    assert one.pieces[0].told.en == "the inject reaches none of these tables in any run"
    assert facts.silent == ()


def test_an_inject_without_an_option_as_answer_can_show_none(tmp_path: Path) -> None:
    scenario = read(tmp_path / "s.yaml",
                    any=("expects: {any: [order-diesel, shed-load],", "expects: {text: {nl: x, en: x},"))  # fmt: skip
    made = plan(scenario, [], 2)
    (task,) = evidence(made, list(rehearse(made, crew(0)))).tasks
    assert task.pieces[0].verdict == "never"
    assert "no option is an answer to it" in task.pieces[0].told.en


def test_evidence_hangs_on_luck_where_no_policy_changes_it(tmp_path: Path) -> None:
    scenario = read(tmp_path / "s.yaml", end=("endex: T+24", "endex: T+18"),
                    gauge=("{response: low}, {gauge: hours.least}", "{gauge: mains.level}"))  # fmt: skip
    made = plan(scenario, [], 8)
    (task,) = evidence(made, list(rehearse(made, crew(0)))).tasks
    assert task.verdict == "chance"


def test_with_one_policy_nothing_is_said_of_what_is_decided(
    first: tuple[Plan, list[Run]],
) -> None:
    made, runs = first
    mine = [run for run in runs if run.play.policy == "routine"]
    facts = evidence(made, mine)
    assert facts.policies == 1 and facts.of("chance") == ()


# --- load -------------------------------------------------------------------------------


def test_what_comes_while_the_world_plays_on_is_read_in_the_next_move(
    tmp_path: Path,
) -> None:
    scenario = read(tmp_path / "s.yaml")
    (run,) = rehearse(plan(scenario, ["routine"], 1), crew(0))
    moves = {letter.inject: letter.move for letter in run.letters}
    assert (moves["first"], moves["nudge"], moves["low@hospital-a"]) == (0, 1, 1)
    assert [one.counts for one in stretches(scenario)] == [True, True, False]


def test_a_session_without_moves_is_counted_in_parts_of_table_time(
    first: tuple[Plan, list[Run]],
) -> None:
    facts = load(*first)
    assert not facts.moves and facts.minutes == (2,) * 6
    cells = {row.seat: row.cells for row in facts.rows}
    assert cells["hospital"][0].injects == (2, 2)
    assert cells["hospital"][2].idle == 12 and facts.many == 18  # saving is busy then
    assert ("hospital", 1) in {(one.seat, len(one.stretches)) for one in facts.idle}


def test_a_long_inject_and_a_long_briefing_leave_no_time_to_talk(
    tmp_path: Path,
) -> None:
    words = " ".join(["woord"] * 1250)
    scenario = read(tmp_path / "s.yaml", text=("Hoeveel heeft u nodig?", words))
    made = plan(scenario, ["routine"], 1)
    (one,) = load(made, list(rehearse(made, crew(0)))).overloads
    assert (one.seat, one.stretch.en) == ("region", "One")
    assert one.worst.en == (
        "an inject of 1250 words, 1250 words to read in 20 table minutes"
    )
    assert one.worst.nl.startswith("een inject van 1250 woorden")


# --- kept, and told ---------------------------------------------------------------------


def test_a_run_goes_to_text_and_back_with_all_that_is_kept(
    first: tuple[Plan, list[Run]],
) -> None:
    for run in first[1]:
        assert run_of(json.loads(json.dumps(run.plain()))) == run
    assert all(run.evidence for run in first[1])


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("ending", ["html", "md"])
def test_the_report_tells_it_in_both_languages(
    first: tuple[Plan, list[Run]], lang: str, ending: str
) -> None:
    made, runs = first
    figures = World(made.scenario, made.seed).figures
    facts = gather(made, runs, figures, 0.05)
    text = page(f"rehearsal.{ending}.j2", facts, facts.frame, ROOT / "debriefs", lang)
    heads = {"nl": ("Wanneer elke inject komt", "Wat elke tafel moet lezen"),
             "en": ("When each inject comes", "What each table has to read")}  # fmt: skip
    assert all(head in text for head in heads[lang])
    assert not re.search(
        r"\{\w+\}", re.sub(r"<style>.*?</style>", "", text, flags=re.S)
    )
