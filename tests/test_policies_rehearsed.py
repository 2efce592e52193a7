"""A rehearsal with noisy, greedy and a policy in Python beside the scenario's own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.automatic import played
from tests.script import mini
from ttx.cli import main
from ttx.pool_cluster import crew
from ttx.rehearsal.dilemma import dilemma, reasonable
from ttx.rehearsal.plan import Plan, plan, rehearse
from ttx.rehearsal.runs import Run

OWN = """from ttx.actions import Decision
def decide(picture):
    if picture.letters and not picture.decided and picture.seat != "region":
        return [Decision(option="order-diesel")]
"""
ALL = ["routine", "early", "noisy", "greedy:early", "own.py"]


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Plan:
    """A plan of all kinds of policies over two seeds."""
    monkeypatch.chdir(tmp_path)
    Path("own.py").write_text(OWN, encoding="utf-8")
    return plan(mini(), ALL, 2, seed=30)


def runs_of(made: Plan, workers: int) -> list[Run]:
    return sorted(rehearse(made, crew(workers)), key=lambda one: str(one.play))


def test_every_kind_is_played_under_its_own_name_here_or_in_workers(made: Plan) -> None:
    assert made.policies == ("routine", "early", "noisy:routine", "greedy:early", "own.py:decide")  # fmt: skip
    here = runs_of(made, 0)
    Path("own.py").unlink()  # what a worker needs of it went along
    assert runs_of(made, 2) == here and not any(one.why for one in here)
    alone = played("noisy:routine", 30)
    mine = next(
        r for r in here if r.play.policy == "noisy:routine" and r.play.seed == 30
    )
    assert mine.figures["hours.least"] == round(alone.world.read("hours.least"), 4)


def test_another_text_of_a_policy_is_another_rehearsal(made: Plan) -> None:
    Path("own.py").write_text(OWN + "\n# thought over\n", encoding="utf-8")
    assert plan(mini(), ALL, 2, seed=30).mark != made.mark
    assert plan(mini(), ["noisy"], 2).mark == plan(mini(), ["routine"], 2).mark


def test_what_the_program_brings_is_no_choice_of_a_table(made: Plan) -> None:
    names = list(made.policies)
    assert reasonable(mini(), names) == ["early", "own.py:decide"]
    found = dilemma(mini(), runs_of(made, 0), ())
    assert not any("noisy" in str(one) or "greedy" in str(one) for one in found.beaten)
    assert len(found.pairs) == 10  # but what they come to stands beside the others


def test_a_policy_that_stops_ends_no_rehearsal_and_is_told_with_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("own.py").write_text(
        "def decide(picture):\n    return 1 / 0\n", encoding="utf-8"
    )
    words = ["rehearse", "first-exercise", "--policies", "routine,noisy,own.py",
             "--runs", "1", "--workers", "0", "--out", "out", "--json", "--lang", "en"]  # fmt: skip
    assert main(words) == 1
    said = capsys.readouterr()
    assert "in line 2: ZeroDivisionError" in said.err
    facts = json.loads(said.out)
    titles = [one["title"]["en"] for one in facts["policies"]]
    assert "Routine, late and otherwise now and then" in titles
    says = [one["says"]["nl"] for one in facts["policies"]]
    assert "Hoe vaak is een aanname." in says[1] and not says[2]
