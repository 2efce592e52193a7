"""`ttx new`: who has never written a scenario has one that plays, from a few answers."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ttx import library
from ttx.cli import main
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.outline_new import KINDS, PLOTS
from ttx.policy import play_through

ROOT = Path(__file__).parent.parent
SHIPPED = ("first-exercise", "power-outage", "article5", "airport-crash")


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of one's own to work in."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    return tmp_path


@pytest.mark.parametrize("moves", [1, 2, 3, 4])
@pytest.mark.parametrize("kind", list(KINDS))
@pytest.mark.parametrize("plot", list(PLOTS))
def test_every_plot_kind_and_number_of_moves_passes_check(
    plot: str, kind: str, moves: int
) -> None:
    made = ["new", "mine", "--yes", "--plot", plot, "--kind", kind]
    made += ["--moves", str(moves)]
    assert main([*made, "--texts", "both"]) == 0
    assert library.check(["mine"]) == []
    assert len(library.load("mine").scenario.moves) == moves


@pytest.mark.parametrize("tables", ["Alleen wij", "A, B", 'Kern, "Zuid", All, É, 5'])
@pytest.mark.parametrize("plot", list(PLOTS))
def test_any_tables_have_ids_of_their_own_and_something_to_decide(
    plot: str, tables: str
) -> None:
    more = ["--plot", plot, "--tables", tables]
    more += ["--models", "hospitals,population"] if plot == "power" else []
    assert main(["new", "mine", "--yes", "--lang", "nl", *more]) == 0
    scenario = library.load("mine").scenario
    assert library.check(["mine"]) == []
    assert len(scenario.tables) == tables.count(",") + 1
    takers = {who for option in scenario.options.values() for who in option.who}
    assert takers == set(scenario.teams)


@pytest.mark.parametrize("plot", list(PLOTS))
def test_it_holds_what_an_exercise_needs_and_its_own_tests_hold(plot: str) -> None:
    assert main(["new", "mine", "--yes", "--plot", plot]) == 0
    one = library.load("mine").scenario
    kinds = [one.msel[0].at is not None, *(bool(i.when) for i in one.msel if i.when)]
    kinds += [bool(i.after) for i in one.msel if i.after]
    assert (
        all(kinds)
        and any(i.cue for i in one.msel)
        and any(i.otherwise for i in one.msel)
    )
    assert one.objectives[0].tasks[0].evidence and set(one.policies) >= {"routine"}
    assert len(one.policies) >= 3 and one.tests and one.own_figures
    assert main(["check", "--run", "mine"]) == 0


@pytest.mark.parametrize(
    ("plot", "ways", "first_is_better_at", "second_is_better_at"),
    [
        ("power", ("save-first", "stock-up"),
         "power-partner.down_hours", "services-own.down_hours"),
        ("flood", ("hold", "go-early"), "people.partner.amount", "people.own.amount"),
        ("flood", ("hold", "go-early"), "power-own.down_hours", "daily-own.down_hours"),
        ("digital", ("cut-first", "stay-open"),
         "systems-partner.down_hours", "links-own.down_hours"),
        ("digital", ("cut-first", "stay-open"),
         "systems-partner.down_hours", "systems-own.down_hours"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("moves", ["1", "2", "4"])
def test_neither_of_its_two_ways_is_best_at_everything(
    plot: str, ways: tuple[str, str], first_is_better_at: str, second_is_better_at: str, moves: str
) -> None:  # fmt: skip
    assert main(["new", "mine", "--yes", "--plot", plot, "--moves", moves]) == 0
    scenario = library.load("mine").scenario
    found = []
    for policy in ways:
        exercise = Exercise(scenario, 1, Journal())
        play_through(exercise, {t.id: policy for t in scenario.tables})
        found.append(exercise.outcomes())
    first, second = found
    assert first[first_is_better_at] < second[first_is_better_at]
    assert first[second_is_better_at] > second[second_is_better_at]


def test_what_a_plot_does_not_compute_cannot_be_asked_for(
    capsys: pytest.CaptureFixture[str],
) -> None:
    made = ["new", "mine", "--yes", "--lang", "en", "--plot", "flood"]
    assert main([*made, "--models", "hospitals"]) == 2
    assert "--models belongs to --plot power." in capsys.readouterr().err
    assert main([*made, "--models", "none"]) == 0


@pytest.mark.parametrize("plot", list(PLOTS))
def test_a_municipality_reads_no_words_of_a_hospital(plot: str, here: Path) -> None:
    made = ["new", "mine", "--yes", "--plot", plot, "--kind", "municipality"]
    assert main([*made, "--texts", "both"]) == 0
    told = read("mine").lower()
    for word in ("lifts, kitchen", "hot meals", "patiënten", "directie"):
        assert word not in told, word


def test_each_figure_is_called_after_the_house_that_it_is_of(here: Path) -> None:
    names = ["--ours", "Meerzicht", "--partner", "the dialysis centre"]
    assert main(["new", "mine", "--yes", "--lang", "en", *names]) == 0
    shown = library.load("mine").scenario.gauges
    assert shown["diesel.own.hours_left"].title.en == "Diesel left: Meerzicht"
    theirs = shown["diesel.partner.hours_left"].title.en
    assert theirs == "Diesel left: the dialysis centre"


def test_it_asks_in_dutch_takes_enter_and_asks_a_wrong_answer_again(here: Path) -> None:
    typed = "\nOnze avond\n7\nverpleeghuis\nDe Linde\n{De}\nDe Eik\n\nmorgen\n2027-05-04 20:00\nlang\n90 minuten\n9\n2\n\n\n\n"
    done = subprocess.run(
        [sys.executable, "-m", "ttx", "new", "avond", "--lang", "nl"],
        cwd=here, input=typed, text=True, capture_output=True, timeout=300,
        env={**os.environ, "PYTHONPATH": str(ROOT)}, encoding="utf-8",
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    assert "'7' hoort niet bij: hospital, care-home" in done.stderr
    assert (
        "'morgen' is geen dag en uur; schrijf het als 10-03-2027 07:00" in done.stderr
    )
    assert "Een oefening die u hier maakt, heeft 1 tot 4 rondes." in done.stderr
    assert "1 tot 60 letters en geen accolades" in done.stderr
    assert done.stdout.strip() == str(Path("scenarios/avond"))
    made = read("avond")
    assert "# --- Rondes." in made and "2027-05-04 20:00" in made
    assert "diesel van De Eik" in made and "U beslist over De Linde:" in made
    scenario = library.load("avond").scenario
    assert scenario.title.nl == "Onze avond" and len(scenario.moves) == 2
    assert [t.id for t in scenario.tables] == [
        "crisisteam",
        "buurhuis",
        "communicatie",
    ]


def test_its_comments_and_texts_follow_the_language(here: Path) -> None:
    assert main(["new", "en", "--yes", "--lang", "en"]) == 0
    english = read("en")
    assert "# --- Moves." in english and "de " not in english.split("briefing:")[1][:90]
    assert all(len(line) <= 130 for line in english.splitlines())
    assert not any(line != line.rstrip() for line in english.splitlines())


def test_it_plays_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "mine", "--yes"]) == 0
    capsys.readouterr()
    assert main(["play", "mine", "--headless", "--seed", "1", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["scenario"] == "mine"


@pytest.mark.parametrize("name", SHIPPED)
def test_a_copy_has_its_own_name_title_and_date_and_keeps_all_comments(
    name: str, here: Path
) -> None:
    made = ["new", "mine", "--from", name, "--title", "Ons: eigen", "--startex"]
    assert main([*made, "2028-05-08 07:00"]) == 0
    copy = library.load("mine")
    assert library.check(["mine"]) == []
    assert (copy.scenario.id, copy.scenario.title.nl) == ("mine", "Ons: eigen")
    assert copy.scenario.startex.startswith("2028-05-08 07:00 ")
    old, own = library.find(name), copy.path
    for file in [old, *old.glob("*.yaml")] if old.is_dir() else [old]:
        if file.is_file():
            twin = own / file.name if old.is_dir() else own
            assert comments(file) == comments(twin)


def test_a_copy_says_which_lines_name_a_day(capsys: pytest.CaptureFixture[str]) -> None:
    made = ["new", "mine", "--from", "first-exercise", "--startex", "2028-05-08 07:00"]
    assert main([*made, "--lang", "en"]) == 0
    told = capsys.readouterr().err
    found = [int(n) for n in told.split("line(s) ")[1].split(".")[0].split(", ")]
    lines = Path("scenarios/mine.yaml").read_text(encoding="utf-8").splitlines()
    assert found and all(
        "februari" in lines[n - 1] or "February" in lines[n - 1] for n in found
    )


def test_day_d_moves_with_the_date() -> None:
    main(["new", "mine", "--from", "article5", "--startex", "2028-05-08 08:00"])
    scenario = library.load("mine").scenario
    assert str(scenario.day_d) == "2028-05-10"


@pytest.mark.parametrize(
    ("args", "told"),
    [
        (["Mijn"], "cannot be the name"),
        (["mine", "--from", "powr-outage"], "did you mean 'power-outage'"),
        (["mine", "--yes", "--moves", "7"], "has 1 to 4 moves"),
        (["mine", "--yes", "--kind", "zoo"], "'zoo' is not one of"),
        (["mine", "--yes", "--plot", "heat"], "not one of: power, flood, digital"),
        (["mine", "--yes", "--tables", ","], "Name 1 to 8 tables"),
        (["mine", "--yes", "--title", " "], "1 to 120 letters"),
        (["mine", "--yes", "--partner", "{{ x }}"], "no braces"),
        (["mine", "--yes", "--startex", "1800-01-01 10:00"], "between 1900 and 2200"),
    ],
)
def test_what_cannot_be_is_told_in_a_sentence(
    args: list[str], told: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["new", *args, "--lang", "en"]) == 2
    assert told in capsys.readouterr().err
    assert not Path("scenarios").exists()


def test_nothing_is_ever_overwritten(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["new", "mine", "--yes"]) == 0
    first = read("mine")
    for again in (["--yes"], ["--from", "first-exercise"], ["--from", "article5"]):
        assert main(["new", "mine", *again, "--lang", "en"]) == 2
    assert "There is already a scenario at" in capsys.readouterr().err
    assert read("mine") == first


def test_a_template_is_no_scenario() -> None:
    assert [one.name for one in library.list_all()] == sorted(SHIPPED)


def read(name: str) -> str:
    """All that was written for a scenario, its head first."""
    return "\n".join(
        one.read_text(encoding="utf-8")
        for one in library.files(Path("scenarios", name))
    )


def comments(path: Path) -> list[str]:
    """The lines of a file that are comments."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [line for line in lines if line.lstrip().startswith("#")]


def answered(
    typed: str, *words: str, lang: str = "nl"
) -> subprocess.CompletedProcess[str]:
    """`ttx new` with what somebody types at its questions."""
    return subprocess.run(
        [sys.executable, "-m", "ttx", "new", *words, "--lang", lang],
        input=typed, text=True, capture_output=True, timeout=300, encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip


def test_a_name_left_out_is_asked_for_and_a_title_gives_one(here: Path) -> None:
    done = answered("Hitte in Zuid\nhitte-in-zuid\n", "--title", "Hitte")
    assert done.returncode == 0, done.stderr
    assert "begin met een letter, zoals hitte-in-zuid" in done.stderr
    assert "Staat uw onderwerp niet bij de eerste drie?" in done.stderr
    assert Path("scenarios/hitte-in-zuid/scenario.yaml").is_file()
    nobody = answered("")
    assert nobody.returncode == 2 and "ttx new NAAM" in nobody.stderr
    assert answered("", "--yes", lang="en").returncode == 2


def test_a_dutch_day_and_half_a_day_are_understood(here: Path) -> None:
    typed = "stroom\nHitte\nziekenhuis\n\n\n\nma 19-07-2027 10 uur\nhalve dag\n2\nleren\n\n\n"
    done = answered(typed, "zomer")
    assert "'leren' hoort niet bij: orient, develop, test; het nummer" in done.stderr
    scenario = library.load("zomer").scenario
    assert str(scenario.startex).startswith("2027-07-19 10:00")


@pytest.mark.parametrize(("month", "cold"), [("07", False), ("01", True)])
def test_it_freezes_in_winter_alone(here: Path, month: str, cold: bool) -> None:
    flags = ["--startex", f"2027-{month}-19 10:00", "--texts", "both"]
    assert main(["new", "mine", "--yes", *flags]) == 0
    made = read("mine")
    for word in ("vriest", "koude", "freezes", "gets cold"):
        assert (word in made) == cold, word
    assert main(["check", "--run", "mine"]) == 0
