"""A scenario is rehearsed: the same answers whoever plays, nothing lost, nothing hidden."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.script import mini
from ttx import library
from ttx.cli import main
from ttx.errors import PlayError, UsageError
from ttx.pool_cluster import crew
from ttx.rehearsal.dilemma import dilemma
from ttx.rehearsal.enough import enough, prefix
from ttx.rehearsal.facts import gather, in_order
from ttx.rehearsal.outcomes import outcomes
from ttx.rehearsal.plan import Plan, plan, rehearse
from ttx.rehearsal.runs import Play, Run, run_of
from ttx.scenario import Scenario
from ttx.world import World

FIRST = "first-exercise"


@pytest.fixture(scope="module")
def first() -> Scenario:
    return library.load(FIRST).scenario


def told(made: Plan, runs: list[Run]) -> list[Any]:
    return [run.plain() for run in in_order(made, runs)]


# --- what is played -------------------------------------------------------------------


def test_every_policy_meets_the_same_seeds_and_every_second_draws_assumptions() -> None:
    made = plan(mini(), [], 4, seed=30)
    policies = list(mini().policies)
    assert [one.policy for one in made.plays] == policies * 4
    luck = {(one.number, one.seed, one.draw) for one in made.plays}
    assert luck == {(0, 30, 0), (1, 31, 1), (2, 32, 0), (3, 33, 3)}
    assert {one.draw for one in plan(mini(), [], 4, drawn=False).plays} == {0}


def test_a_longer_rehearsal_goes_on_with_what_a_shorter_one_played() -> None:
    short, long = plan(mini(), [], 3), plan(mini(), [], 5)
    assert long.plays[: len(short.plays)] == short.plays
    assert short.mark == long.mark != plan(mini(endex=3_600_000), [], 3).mark


def test_the_answers_are_the_same_however_the_runs_were_split(first: Scenario) -> None:
    made = plan(first, [], 3)
    alone = list(rehearse(made, crew(0)))
    two = list(rehearse(made, crew(2)))
    some = [run_of(json.loads(json.dumps(run.plain()))) for run in alone[::2]]
    rest = list(rehearse(made, crew(1), {run.play for run in some}))
    assert told(made, alone) == told(made, two) == told(made, [*rest, *some])
    assert len(alone) == 9 and not any(run.why for run in alone)
    figures = World(first, 1).figures
    assert gather(made, alone, figures, 0.05) == gather(made, two[::-1], figures, 0.05)


def test_what_is_kept_of_a_run_is_what_a_leader_would_see_played(
    first: Scenario,
) -> None:
    (run,) = rehearse(plan(first, ["routine"], 1, seed=7), crew(0))
    reached = {letter.inject: letter for letter in run.letters}
    assert reached and all(letter.to for letter in run.letters)
    assert all(min(letter.words) > 3 for letter in run.letters)
    assert set(run.figures) >= set(first.headlines)
    assert run.taken == tuple(sorted(run.taken, key=lambda one: one[0]))


def test_a_run_that_cannot_be_played_names_its_seed_and_ends_nothing(
    first: Scenario, tmp_path: Path
) -> None:
    broken = first.model_copy(update={"world": {"no-such-model": {}}})
    made = plan(broken, ["routine"], 2, seed=41)
    runs = list(rehearse(made, crew(0)))
    assert [run.play.seed for run in runs] == [41, 42]
    assert all("unknown gauge" in run.why for run in runs)
    lost = gather(made, runs, [], 0.05).lost
    assert [(one.seed, one.draw) for one in lost] == [(41, 0), (42, 1)]


def test_a_strange_policy_or_no_runs_is_answered_with_a_sentence() -> None:
    with pytest.raises(UsageError) as wrong:
        plan(mini(), ["rutine"], 3)
    assert "Did you mean 'routine'?" in wrong.value.sentence("en")
    with pytest.raises(UsageError):
        plan(mini(), [], 0)


def test_a_cluster_that_is_not_there_is_answered_with_a_sentence() -> None:
    with pytest.raises(PlayError) as wrong:
        list(rehearse(plan(mini(), [], 1), crew(cluster="tcp://127.0.0.1:1")))
    assert "no cluster" in wrong.value.sentence("en")
    assert "geen cluster" in wrong.value.sentence("nl")


# --- what it answers ------------------------------------------------------------------


def made_up(policy: str, number: int, **figures: float) -> Run:
    """A run as it might have come out; odd numbers drew their assumptions."""
    named = {name.replace("_", "."): value for name, value in figures.items()}
    return Run(Play(policy, number, number + 1, number % 2 and number), named)


def three_ways(hours: tuple[float, float, float], mains: tuple[float, float, float],
               many: int = 40) -> list[Run]:  # fmt: skip
    """`routine` and two others, with a little luck that all three share."""
    names = (
        "routine",
        *[name for name in mini().policies if name != "routine"],
        "third",
    )
    return [made_up(name, n, hours_least=h + n % 5, mains_level=m + 0.001 * (n % 3))
            for n in range(many)
            for name, h, m in zip(names[-3:], hours, mains, strict=True)]  # fmt: skip


def with_ways(runs: list[Run]) -> Scenario:
    """The small scenario with as many policies as were played."""
    scenario = mini()
    names = dict.fromkeys(run.play.policy for run in runs)
    base = scenario.policies["routine"]
    return scenario.model_copy(update={"policies": dict.fromkeys(names, base)})


def test_two_ways_that_each_win_on_something_are_a_dilemma() -> None:
    runs = three_ways((10, 30, 20), (0.5, 0.4, 0.6))
    found = dilemma(with_ways(runs), runs, [])
    assert found.stands and "There is a dilemma" in found.verdict.en
    torn = found.pairs[0]  # those between which it should be hard to choose come first
    assert [one.gauge for one in torn.first] == ["hours.least"]
    assert [one.gauge for one in torn.second] == ["mains.level"]
    assert "more" in torn.first[0].told.en and "higher" in torn.second[0].told.en


def test_a_way_that_wins_on_all_leaves_no_choice_and_is_named() -> None:
    runs = three_ways((10, 30, 20), (0.5, 0.7, 0.6))
    found = dilemma(with_ways(runs), runs, [])
    best = runs[1].play.policy
    assert not found.stands
    assert {(under, above) for under, above, _ in found.beaten} == {
        ("routine", best), ("third", best), ("routine", "third")}  # fmt: skip
    assert found.verdict.en.startswith("No dilemma")


def test_ways_that_cannot_be_told_apart_are_no_dilemma() -> None:
    runs = three_ways((10, 10, 10), (0.5, 0.5, 0.5))
    found = dilemma(with_ways(runs), runs, [])
    assert not found.stands and not found.beaten
    assert all(len(pair.same) == 2 for pair in found.pairs)


def test_luck_and_doubt_are_told_apart() -> None:
    runs = [made_up("routine", n, hours_least=20 + (n % 2) * (n - 20), mains_level=0.5)
            for n in range(40)]  # fmt: skip
    hours, mains = outcomes(mini(), runs)
    row = hours.rows[0]
    assert row.luck and row.doubt and (row.luck.low, row.luck.high) == (20, 20)
    assert row.doubt.low < 10 and row.doubt.high > 30
    assert mains.share and mains.rows[0].told.en == "50 %"


def test_it_stops_at_the_same_seed_whatever_came_in_first() -> None:
    runs = [made_up("routine", n, hours_least=20 + n % 4, mains_level=0.5)
            for n in range(100)]  # fmt: skip
    assert (
        prefix(mini(), runs, 0.05, 100) == prefix(mini(), runs[::-1], 0.05, 100) == 20
    )
    wide = [made_up("routine", n, hours_least=(n * 37) % 100, mains_level=0.5)
            for n in range(100)]  # fmt: skip
    found = enough(mini(), wide, 0.05)
    assert not found.reached and found.widest[0].title.en == "Tightest stock"
    assert 300 < found.needed < 1000  # (1.96 x 29 / 2.5)^2 = 517


# --- at the keyboard ------------------------------------------------------------------


def test_rehearsed_at_the_keyboard_and_gone_on_with(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = [
        "rehearse",
        FIRST,
        "--workers",
        "0",
        "--out",
        str(tmp_path),
        "--lang",
        "en",
    ]
    assert main([*asked, "--runs", "2"]) == 0
    assert sorted(path.suffix for path in tmp_path.iterdir()) == [
        ".html", ".json", ".jsonl", ".md"]  # fmt: skip
    capsys.readouterr()
    assert main([*asked, "--runs", "3", "--json"]) == 0
    out, err = capsys.readouterr()
    assert "Runs that were there already: 6" in err
    facts = json.loads(out)
    assert facts["seeds"] == 3 and [one["many"] for one in facts["policies"]] == [3] * 3
    assert out == (tmp_path / f"rehearsal-{FIRST}.en.json").read_text(encoding="utf-8")


def test_a_line_that_was_cut_off_is_played_again(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["rehearse", FIRST, "--policies", "routine", "--workers", "0", "--runs", "2",
             "--out", str(tmp_path), "--lang", "en"]  # fmt: skip
    assert main(asked) == 0
    (kept,) = tmp_path.glob("runs-*.jsonl")
    whole = kept.read_text(encoding="utf-8")
    report = (tmp_path / f"rehearsal-{FIRST}.en.html").read_text(encoding="utf-8")
    kept.write_text(whole[:-40], encoding="utf-8")
    capsys.readouterr()
    assert main(asked) == 0
    assert "Runs that were there already: 1" in capsys.readouterr().err
    again = (tmp_path / f"rehearsal-{FIRST}.en.html").read_text(encoding="utf-8")
    assert again == report


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_the_report_is_whole_in_both_languages(
    lang: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = ["rehearse", FIRST, "--workers", "0", "--runs", "2", "--out", str(tmp_path)]
    assert main([*asked, "--lang", lang]) == 0
    page = (tmp_path / f"rehearsal-{FIRST}.{lang}.html").read_text(encoding="utf-8")
    assert page.count("<svg") == len(library.load(FIRST).scenario.headlines)
    word = {"nl": "Is er een dilemma?", "en": "Is there a dilemma?"}[lang]
    assert word in page and "http" not in page.replace("http-equiv", "")


def test_wrong_words_at_the_keyboard(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:  # fmt: skip
    assert (
        main(["rehearse", FIRST, "--policies", "nobody", "--out", str(tmp_path)]) == 2
    )
    assert main(["rehearse", FIRST, "--workers", "-1", "--out", str(tmp_path)]) == 2
    with pytest.raises(SystemExit):
        main(["rehearse", FIRST, "--within", "wide"])
