"""`greedy`: takes what turns out best in short futures, and is no yardstick for people."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.automatic import course, decided, played, tiny
from tests.script import MINI, Script, mini
from ttx import policy_futures
from ttx.actions import TakeOver
from ttx.cli import main
from ttx.errors import UsageError
from ttx.exercise import Exercise
from ttx.influence import plan
from ttx.journal import Journal
from ttx.policy import Autoplay, most_futures, play_on
from ttx.policy_futures import SEEDS, Beside, Futures
from ttx.policy_greedy import Greedy
from ttx.policy_score import gain, spreads
from ttx.scenario import Scenario
from ttx.variant import course as as_played

RIGHT = """  big-tank:
    team: hospital
    title: {nl: Grote tank, en: Big tank}
    does: [{add: "diesel.{instance}.deliver", by: 3500}]
  give-away:
    team: hospital
    title: {nl: Weggeven, en: Give away}
    does: [{add: "diesel.{instance}.take", by: 800}]
"""


@pytest.fixture
def clear_case(tmp_path: Path) -> Scenario:
    """A small world with one option that is clearly right, and one that is not."""
    return tiny(tmp_path, RIGHT)


def test_it_takes_the_one_option_that_is_right_and_leaves_the_other(
    clear_case: Scenario,
) -> None:
    for seed in (1, 2, 3):
        ahead = played("greedy:routine", seed, clear_case)
        plain = played("routine", seed, clear_case)
        taken = [option for _, option, _ in decided(ahead)]
        assert "big-tank" in taken and "give-away" not in taken
        for exercise in (ahead, plain):
            assert exercise.over
        assert ahead.outcomes()["hours.least"] > plain.outcomes()["hours.least"]


def test_where_nothing_gains_it_is_the_policy_itself() -> None:
    scenario = mini()
    assert course(played("greedy:routine", 7, scenario)) == course(played("routine", 7, scenario))  # fmt: skip


def test_it_comes_to_the_same_without_copies_of_the_process(
    clear_case: Scenario, monkeypatch: pytest.MonkeyPatch
) -> None:
    copied = played("greedy:routine", 4, clear_case).journal.digest
    monkeypatch.setattr(policy_futures, "can_copy", lambda: False)
    assert played("greedy:routine", 4, clear_case).journal.digest == copied


def test_in_running_time_it_has_moments_of_its_own(clear_case: Scenario) -> None:
    running = clear_case.model_copy(update={"pace": "running"})
    moments = [at for at, option, _ in decided(played("greedy", 2, running))
               if option == "big-tank"]  # fmt: skip
    assert moments and all(at % 180 == 0 for at in moments)  # eighths of 24 hours


def test_its_futures_have_other_seeds_and_leave_the_exercise_as_it_is() -> None:
    exercise = Exercise(mini(), 7, Journal())
    auto = Autoplay(exercise, dict.fromkeys(["hospital-a", "hospital-b"], "routine"))
    auto.play_to(20 * 60_000)
    before = len(exercise.journal), exercise.journal.digest, exercise.now
    futures = Futures(exercise, "routine", dict, play_on)
    made = [futures.outcomes(n, "hospital-a", None) for n in range(SEEDS)]
    assert made == [futures.outcomes(n, "hospital-a", None) for n in range(SEEDS)]
    assert (len(exercise.journal), exercise.journal.digest, exercise.now) == before
    seeds = [futures._seed(n) for n in range(SEEDS)]
    assert len({7, *seeds}) == SEEDS + 1


def test_beside_the_exercise_the_same_is_asked_at_the_same_moments() -> None:
    real = played("early", 7)
    beside = Beside(real.scenario, 99)
    beside.follow(list(real.journal), real.now)
    assert beside.exercise.now == real.now and beside.exercise.seed == 99
    here, there = ([(e.at, e.body["by"], e.body["action"]) for e in one.journal
                    if e.kind == "asked"] for one in (real, beside.exercise))  # fmt: skip
    assert here == there


def test_a_future_without_a_decision_is_the_policy_played_on(
    clear_case: Scenario,
) -> None:
    """From the first talk: what greedy holds options beside is what NAME comes to."""
    plain = played("routine", 11, clear_case)
    beside = Beside(clear_case, 11)
    first = [e for e in plain.journal if e.at <= 20 * 60_000][:40]
    talk = next(n for n, e in enumerate(first)
                if e.kind == "ran" and e.body["state"] == "talk")  # fmt: skip
    beside.follow(first[: talk + 1], 20 * 60_000)
    policies = {one.id: "routine" for one in clear_case.tables}
    play_on(beside.exercise, policies, clear_case.endex, lambda players: None)
    mine = [(e.at, e.body["by"], e.body["action"]) for e in beside.exercise.journal
            if e.kind == "asked"]  # fmt: skip
    theirs = [(e.at, e.body["by"], e.body["action"]) for e in plain.journal
              if e.kind == "asked" and e.body["action"]["kind"] != "Endex"]  # fmt: skip
    assert mine == theirs


def test_outcomes_weigh_by_their_spread_and_their_direction(tmp_path: Path) -> None:
    one = tiny(tmp_path, "", "[hours.least, mains.level]")
    futures = [{"hours.least": 10.0, "mains.level": 0.0},
               {"hours.least": 30.0, "mains.level": 0.0}]  # fmt: skip
    spread = spreads(one, futures)
    assert spread == {"hours.least": 10.0}  # what never differs says nothing
    assert gain(one, spread, [(futures[1], futures[0])]) == 2.0
    assert gain(one, spread, [(futures[0], futures[1])]) == -2.0
    nothing = {"hours.least": float("nan"), "mains.level": 0.0}
    assert gain(one, spread, [(nothing, futures[0])]) == 0.0


def test_its_cost_is_bounded_and_told(
    clear_case: Scenario, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    exercise = Exercise(clear_case, 3, Journal())
    played_by: list[Greedy] = []
    play_on(exercise, {one.id: "greedy" for one in clear_case.tables}, clear_case.endex,
            lambda players: played_by.extend(p for p in players.values()
                                             if isinstance(p, Greedy)))  # fmt: skip
    most = most_futures(clear_case)
    assert most == 2 * (3 * (3 * 4 * SEEDS + SEEDS) + 4 + 4 + 1)
    assert len(played_by) == 3 and 0 < played_by[0]._futures.played <= most
    name = str(tmp_path / "tiny.yaml")
    words = ["play", name, "--headless", "--policy", "greedy", "--seed", "3",
             "--journal", str(tmp_path / "a.ttx"), "--lang", "en"]  # fmt: skip
    assert main(words) == 0
    assert f"at most {most} short futures" in capsys.readouterr().err


# --- never for people ------------------------------------------------------------------


def test_it_holds_no_table_beside_people(capsys: pytest.CaptureFixture[str]) -> None:
    tell = Script()
    assert tell.refused("leader", TakeOver("hospital-a", "greedy")) == "looks-ahead"
    assert (
        tell.refused("leader", TakeOver("hospital-a", "greedy:early")) == "looks-ahead"
    )
    words = ["play", str(MINI), "--plain", "--team", "hospital-a", "--policy", "greedy"]
    assert main([*words, "--lang", "en"]) == 2
    assert "only where no people play" in capsys.readouterr().err
    assert main([*words, "--lang", "nl"]) == 2
    assert "alleen waar geen mensen spelen" in capsys.readouterr().err


def test_no_debrief_holds_decisions_beside_it(clear_case: Scenario) -> None:
    whole = as_played(list(played("greedy", 1, clear_case).journal))
    with pytest.raises(UsageError) as no:
        plan(whole)
    assert "looks ahead" in no.value.sentence("en")
    assert "vooruit" in no.value.sentence("nl")
