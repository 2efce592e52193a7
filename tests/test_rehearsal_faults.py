"""Six faults are planted in a small scenario: a rehearsal finds each of them, and finds
none where they were mended.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import pytest

from tests.script import MINI
from ttx import library
from ttx.pool_cluster import crew
from ttx.rehearsal.dilemma import dilemma
from ttx.rehearsal.evidence import evidence
from ttx.rehearsal.facts import gather
from ttx.rehearsal.firing import firing
from ttx.rehearsal.load import load
from ttx.rehearsal.options import options, wanted
from ttx.rehearsal.plan import Plan, plan, rehearse
from ttx.rehearsal.plan import each_of as played_on
from ttx.rehearsal.plays import play
from ttx.rehearsal.runs import Run
from ttx.world import World

FAULTS = MINI.with_name("faults.yaml")
MENDED = (
    ("headlines: [", "headlines: [diesel.trader.amount, "),
    ("{decision: raise-alarm}", "{response: low-care, team: care}"),
    ("does: [{milestone: desk}]", "does: [{scale: set-care.load, by: 0.95}]"),
    ("to: [region], by: phone, on: {move: two, state: talk}, text: {nl: \"Wie gaat",
     "to: [care], by: phone, on: {move: two, state: talk}, text: {nl: \"Wie gaat"),
    ('to: [municipality], by: phone, on: {move: two', 'to: [municipality, grid], by: phone, on: {move: two'),
    ("gauge: water.tower.hours_left, below: 2", "gauge: diesel.care.hours_left, below: 9"),
    ("region, municipality], by: email", "region, municipality, grid], by: email"),
)  # fmt: skip
"""Each fault as it is written, and how it would be right."""


@cache
def written(mended: bool) -> str:
    """The scenario as it is planted, or with every fault mended."""
    text = FAULTS.read_text(encoding="utf-8")
    for old, new in MENDED if mended else ():
        assert text.count(old) == 1, old
        text = text.replace(old, new)
    return text


@pytest.fixture(scope="module", params=[False, True], ids=["planted", "mended"])
def rehearsed(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> tuple[bool, Plan, list[Run]]:
    """Twenty seeds under four policies; whether the faults were mended before."""
    path = tmp_path_factory.mktemp("faults") / "faults.yaml"
    return (request.param, *played(path, request.param))


def played(path: Path, mended: bool) -> tuple[Plan, list[Run]]:
    path.write_text(written(mended), encoding="utf-8")
    made = plan(library.load(path).scenario, [], 20)
    runs = list(rehearse(made, crew(0)))
    assert not [run.why for run in runs if run.why]
    return made, runs


Rehearsed = tuple[bool, Plan, list[Run]]


def test_an_inject_that_cannot_fire_is_found_with_the_reason(
    rehearsed: Rehearsed,
) -> None:
    mended, made, runs = rehearsed
    found = firing(made, runs).absent
    if mended:
        assert found == ()
        return
    (one,) = found
    assert (one.inject, one.kind) == ("tower-low", "nothing")
    assert one.why.en == (
        "its condition held in no run: 'Water in the tower' under 2 h for 30 min"
    )
    assert one.why.nl.endswith("'Water in de toren' onder 2 uur, 30 min lang")


def test_a_task_whose_evidence_every_run_shows_is_found_and_no_other(
    rehearsed: Rehearsed,
) -> None:
    mended, made, runs = rehearsed
    facts = evidence(made, runs)
    verdicts = {one.task: one.verdict for one in facts.tasks}
    assert verdicts == {
        "keep-the-hospital": "tells",
        "keep-the-care-centre": "tells",
        "raise-the-alarm": "tells" if mended else "always",
        "share-the-fuel": "people",
    }
    assert [one.task for one in facts.of("always")] == [] if mended else ["raise-the-alarm"]  # fmt: skip


def test_a_table_with_too_much_in_one_move_is_found_and_no_other(
    rehearsed: Rehearsed,
) -> None:
    mended, made, runs = rehearsed
    facts = load(made, runs)
    assert facts.crowded == ()
    if mended:
        assert facts.overloads == ()
        return
    (one,) = facts.overloads
    assert (one.seat, one.stretch.en, one.runs, one.many) == ("region", "Move two", 80, 80)  # fmt: skip
    assert one.worst.en == "injects: 5"
    assert one.injects == ("2.1", "2.2", "2.3", "2.4", "2.5")


def test_a_table_with_nothing_to_do_in_two_moves_is_found_and_no_other(
    rehearsed: Rehearsed,
) -> None:
    mended, made, runs = rehearsed
    found = load(made, runs).idle
    if mended:
        assert found == ()
        return
    (one,) = found
    assert (one.seat, one.runs) == ("grid", 80)
    assert [part.en for part in one.stretches] == ["Move two", "Move three"]


def test_a_policy_that_dominates_is_found(rehearsed: Rehearsed) -> None:
    mended, made, runs = rehearsed
    figures = World(made.scenario, made.seed).figures
    facts = dilemma(made.scenario, runs, figures)
    best = {(under, above) for under, above, _ in facts.beaten}
    planted = {(under, "both-early") for under in ("hospital-first", "care-first")}
    assert best.isdisjoint(planted) if mended else best >= planted


def test_the_option_without_effect_moves_no_figure_and_the_mended_one_does(
    rehearsed: Rehearsed, tmp_path: Path
) -> None:
    mended, _, _ = rehearsed
    rule = "      - {team: municipality, option: open-desk, on: school-asks}\n"
    text, ends = written(mended), []
    assert text.count(rule) == 1
    for n, one in enumerate((text, text.replace(rule, ""))):
        path = tmp_path / f"faults-{n}.yaml"
        path.write_text(one, encoding="utf-8")
        world = play(library.load(path).scenario, "both-early", 3).world
        ends.append({name: world.read(name) for name in world.gauges})
    assert (ends[0] != ends[1]) is mended


def test_an_option_without_effect_is_found_and_no_other(rehearsed: Rehearsed) -> None:
    mended, made, runs = rehearsed
    asked = replace(made, options=4)
    have = list(runs)
    while todo := wanted(asked, have):
        have += played_on(asked, crew(0), todo)
    figures = World(made.scenario, made.seed).figures
    facts = options(asked, have, figures)
    assert [one.option for one in facts.nothing] == ([] if mended else ["open-desk"])
    assert facts.missing == 0 and not facts.closed
    told = [one.told.en for one in gather(asked, have, figures, 0.05).first
            if one.part == "options"]  # fmt: skip
    (title,) = [one.title.en for one in facts.nothing] or [""]
    assert told == [] if mended else [f"Option '{title}': nothing differs, whether it is taken or not."]  # fmt: skip
