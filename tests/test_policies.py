"""A policy by its name, and `noisy`: as people do, the same for the same seed."""

from __future__ import annotations

import pickle
from collections import Counter
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as some

from tests.automatic import asked, course, decided, played
from tests.script import MINI, Script, mini
from ttx.actions import TakeOver
from ttx.cli import main
from ttx.errors import UsageError
from ttx.policy import Autoplay, Way, named
from ttx.policy_noisy import other
from ttx.policy_player import rules_of
from ttx.pool import Pool
from ttx.replay import verify
from ttx.scenario import Ask, Scenario
from ttx.text import Text
from ttx.variant import Again
from ttx.variant import course as as_played

QUIET = Way("noisy:early", "noisy", "early", noise=0.0)


# --- names ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("given_name", "name", "kind"),
    [("routine", "routine", "rules"), ("noisy", "noisy:routine", "noisy"),
     ("noisy:early", "noisy:early", "noisy"), ("greedy", "greedy:routine", "greedy"),
     ("greedy:early", "greedy:early", "greedy")],
)  # fmt: skip
def test_a_name_stands_for_a_way_of_deciding(given_name: str, name: str, kind: str) -> None:  # fmt: skip
    way = named(mini(), given_name)
    assert (way.name, way.kind) == (name, kind)
    assert pickle.loads(pickle.dumps(way)) == way


def test_a_name_and_what_it_stands_for_play_the_same() -> None:
    for name in ("early", "noisy:early"):
        by_name, by_way = played(name), played(named(mini(), name))
        assert by_name.journal.digest == by_way.journal.digest
        assert {e.body["hand"] for e in asked(by_name)} == {f"policy:{name}"}


@pytest.mark.parametrize(
    ("name", "english", "dutch"),
    [
        ("rutine", "Did you mean 'routine'?", "Bedoelt u 'routine'?"),
        ("gredy", "Did you mean 'greedy'?", "Bedoelt u 'greedy'?"),
        ("noisy:erly", "Did you mean 'early'?", "Bedoelt u 'early'?"),
        ("zzz", "this scenario has: routine, early", "dit scenario heeft: routine, early"),
        ("noisy:own.py:decide", "not around one in Python", "niet om een in Python"),
        ("nowhere.py:decide", "there is no file nowhere.py", "er is geen bestand nowhere.py"),
    ],
)  # fmt: skip
def test_a_name_that_stands_for_nothing_is_answered_by_the_nearest(
    name: str, english: str, dutch: str
) -> None:
    with pytest.raises(UsageError) as no:
        named(mini(), name)
    assert english in no.value.sentence("en") and dutch in no.value.sentence("nl")


def test_a_scenario_may_not_take_the_programs_own_names(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = MINI.read_text("utf-8").replace(
        "hot_wash:",
        "  greedy: {title: {nl: Gulzig, en: Greedy}, yardstick: true}\nhot_wash:",
    )
    path = tmp_path / "own.yaml"
    path.write_text(text, encoding="utf-8")
    assert main(["check", str(path), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "never a yardstick for people" in out and "choose another name" in out
    assert ":0:" not in out


def test_a_scenarios_own_tests_may_be_played_by_noisy(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "own.yaml"
    tests = "tests: [{policy: noisy, fires: low, before: T+6, seeds: [1, 2]}]\n"
    path.write_text(MINI.read_text("utf-8") + tests, encoding="utf-8")
    assert main(["check", str(path), "--run", "--lang", "en"]) == 0
    assert "ok: low" in capsys.readouterr().out


# --- noisy ---------------------------------------------------------------------------


@given(some.integers(0, 10_000))
@settings(max_examples=25, deadline=None)
def test_without_noise_it_is_the_policy_itself(seed: int) -> None:
    assert course(played(QUIET, seed)) == course(played("early", seed))


def test_the_same_seed_gives_the_same_noise_and_another_seed_another() -> None:
    assert played("noisy:early", 3).journal.digest == played("noisy:early", 3).journal.digest  # fmt: skip
    courses = [decided(played("noisy:early", seed)) for seed in range(1, 6)]
    assert len({str(one) for one in courses}) == 5


def test_what_one_table_draws_disturbs_no_other() -> None:
    for seed in range(1, 9):
        alone = played({"hospital-a": "noisy:early", "hospital-b": "early"}, seed)
        both = played({"hospital-a": "noisy:early", "hospital-b": "noisy:early"}, seed)
        assert decided(alone, "hospital-a") == decided(both, "hospital-a")
        assert decided(alone, "hospital-b") == decided(played("early", seed), "hospital-b")  # fmt: skip


def test_the_worlds_own_luck_is_untouched() -> None:
    for seed in range(1, 9):
        halts = [
            [e.at for e in played(name, seed).journal
             if e.kind == "delivered" and e.body["inject"] == "halt"]
            for name in ("early", "noisy:early")
        ]  # fmt: skip
        assert halts[0] == halts[1]


def rule_moments(scenario: Scenario, seed: int) -> dict[str, int]:
    """When the rules of `early` shed load, by table, if nobody is late (minutes)."""
    exercise = played("early", seed, scenario)
    return {e.body["by"]: e.at // 60_000 for e in asked(exercise)
            if e.body["action"]["option"] == "shed-load"}  # fmt: skip


def test_it_is_late_as_its_figures_say_and_now_and_then_does_otherwise() -> None:
    scenario = mini()
    first = next(n for n, one in enumerate(rules_of(scenario, "early"))
                 if one.option == "shed-load")  # fmt: skip
    assert first == 0
    late: list[int] = []
    did: Counter[str] = Counter()
    for seed in range(200):
        on_time = rule_moments(scenario, seed)
        exercise = played("noisy:early", seed, scenario)
        for table, moment in on_time.items():
            mine = decided(exercise, table)
            if not mine or mine[0][1] != "shed-load" or mine[0][0] - moment > 120:
                did["otherwise"] += 1
                continue
            did["as the rule"] += 1
            late.append(mine[0][0] - moment)
    assert min(late) >= 0
    assert 10 <= sorted(late)[len(late) // 2] <= 20  # a median of 15 table minutes
    # an option without values can only be left out or exchanged: 0.75 of 0.16
    assert 0.07 < did["otherwise"] / sum(did.values()) < 0.18


@given(some.floats(0, 1, exclude_max=True), some.floats(-500, 9000))
@settings(max_examples=200, deadline=None)
def test_other_values_stay_within_their_bounds(luck: float, now: float) -> None:
    litres = mini().options["order-diesel"].asks["litres"]
    made = other(litres, now, luck)
    assert isinstance(made, float) and 100 <= made <= 5000
    assert len(f"{made:.6g}".strip("0").replace(".", "")) <= 2  # as people say it
    by_choice = Ask(title=Text("", ""), choice={"a": Text(), "b": Text(), "c": Text()})
    assert other(by_choice, "b", luck) in ("a", "c")


def test_a_table_that_never_does_as_the_rule_says_does_all_else() -> None:
    astray = Way("noisy:routine", "noisy", "routine", noise=100.0)
    did: Counter[str] = Counter()
    for seed in range(60):
        for _, option, values in decided(played(astray, seed), "hospital-b"):
            did[option if values is None else "other litres"] += 1
    assert set(did) == {"shed-load", "other litres"}
    assert 30 > did["other litres"] > 5 and 30 > did["shed-load"] > 5
    assert sum(did.values()) < 45  # and often nothing


def test_it_may_hold_a_table_beside_people_and_the_journal_plays_again(tmp_path: Path) -> None:  # fmt: skip
    path = tmp_path / "beside.ttx"
    tell = Script(path=path).until("T+0:20").move("one", "brief", "talk")
    assert not tell.refused("leader", TakeOver("hospital-b", "noisy:early"))
    auto = Autoplay(tell.exercise, {"hospital-b": "noisy:early"})
    tell.decides("hospital-a", "order-diesel", litres=1000.0)
    tell.move("one", "commit", "run")
    auto.play_to(8 * 3_600_000)
    tell.exercise.journal.reach(tell.exercise.now)
    mine = decided(tell.exercise, "hospital-b")
    digest = tell.exercise.journal.digest
    tell.exercise.journal.close()
    assert mine and verify(path).journal.digest == digest


def test_a_changed_course_lets_it_decide_again() -> None:
    tell = Script().until("T+0:20").move("one", "brief", "talk")
    tell.ask("leader", TakeOver("hospital-b", "noisy:early"))
    tell.move("one", "commit", "run")
    Autoplay(tell.exercise, {"hospital-b": "noisy:early"}).play_to(8 * 3_600_000)
    whole = as_played(list(tell.exercise.journal))
    again = Again(whole, whole.seed, whole.draw)
    for one in whole.inputs:
        again.take(one)
    assert [t[2] for t in again.finish().taken] == [
        d[1] for d in decided(tell.exercise)
    ]


def test_nobody_of_an_unknown_name_takes_over() -> None:
    tell = Script()
    assert tell.refused("leader", TakeOver("hospital-a", "noisy:nobody")) == "unknown-policy"  # fmt: skip
    assert not tell.refused("leader", TakeOver("hospital-a", "noisy"))


# --- elsewhere -----------------------------------------------------------------------


def digest_of(way: Way, seed: int) -> str:
    """The digest of an exercise played in a worker."""
    return played(way, seed).journal.digest


def test_a_worker_process_plays_the_same() -> None:
    way = named(mini(), "noisy:early")
    there = dict(Pool(digest_of, way, 1).each([1, 2]))
    assert there == {0: digest_of(way, 1), 1: digest_of(way, 2)}
