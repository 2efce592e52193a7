"""How sure it is that a decision moved an outcome, and how that is told."""

from __future__ import annotations

import asyncio
import json
import re
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.script import Script
from tests.test_variant import evening
from ttx.cli import main
from ttx.cli_influence import kept
from ttx.cli_play import debrief
from ttx.debrief import influence_words as words
from ttx.debrief.classes import FIRM, INDICATIVE, NONE, Judged, Lucks, judged
from ttx.errors import JournalError
from ttx.journal import Journal
from ttx.live.computing import Computing
from ttx.live.host import Host
from ttx.live.host_seat import LocalSeat
from ttx.live.seat import ComputeInfluence
from ttx.replay import resume
from ttx.scenario import Show
from ttx.text import Text

NOTHING = Lucks((), [[]] * 100)


def spread(n: int, k: int = 7) -> list[float]:
    """n places between 0 and 1, evenly and without order."""
    return [((i * k) % n + 0.5) / n for i in range(n)]


def lucks(*columns: list[float]) -> Lucks:
    return Lucks(
        [f"a{n}" for n in range(len(columns))], list(zip(*columns, strict=True))
    )


def of(differences: list[float], **more: object) -> Judged:
    found = {"lucks": Lucks((), [[]] * len(differences)), "base": [100.0] * len(differences),
             "grain": 1.0, **more}  # fmt: skip
    return judged(differences, found.pop("base"), found.pop("grain"), found.pop("lucks"),  # type: ignore[arg-type]
                  **found)  # type: ignore[arg-type]  # fmt: skip


# --- three classes -------------------------------------------------------------------


def test_nine_of_ten_runs_in_one_direction_is_firm() -> None:
    assert of([-30.0] * 90 + [5.0] * 10).strength == FIRM
    assert of([-30.0] * 89 + [5.0] * 11).strength == INDICATIVE
    assert of([-30.0] * 66 + [5.0] * 34).strength == NONE


def test_runs_without_a_difference_count_for_neither_direction() -> None:
    assert of([-30.0] * 85 + [0.0] * 15).strength == INDICATIVE
    assert of([0.0] * 100).strength == NONE


def test_what_is_under_a_hundredth_of_the_outcome_is_not_told() -> None:
    assert of([-5.0] * 100, base=[10_000.0] * 100).strength == NONE
    assert of([-0.4] * 100).strength == NONE
    assert of([-0.4] * 100, base=[1.0] * 100, grain=0.01).strength == FIRM


def test_a_few_runs_are_never_firm() -> None:
    assert of([-30.0] * 19).strength == INDICATIVE
    assert of([-30.0] * 20).strength == FIRM
    assert of([]).strength == NONE


def test_an_influence_that_turns_with_an_assumption_names_it() -> None:
    place = spread(100)
    turned = [(-30.0 if one > 0.2 else 10.0) - one for one in place]
    found = of(turned, lucks=lucks(spread(100, 3), place, spread(100, 9)))
    assert found.strength == INDICATIVE
    assert [(one.place, one.turns) for one in found.hangs] == [("a1", "low")]


def test_firm_also_where_the_assumption_lies_low() -> None:
    """In nine of ten runs, but not in the third where the assumption is low."""
    place = spread(100)
    mostly = [-30.0 - 20 * one if one > 0.09 else 4.0 for one in place]
    found = of(mostly, lucks=lucks(place))
    assert found.share >= 0.9
    assert found.hangs
    assert found.strength == INDICATIVE


def test_where_the_others_by_routine_say_otherwise_it_is_indicative_at_best() -> None:
    assert of([-30.0] * 100, routine=[-20.0] * 25).strength == FIRM
    against = of([-30.0] * 100, routine=[20.0] * 25)
    assert (against.strength, against.agrees) == (INDICATIVE, False)
    assert of([-30.0] * 100, routine=[0.0] * 25).strength == INDICATIVE


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60))
def test_turning_all_signs_turns_the_direction_and_nothing_else(
    found: list[float],
) -> None:
    one, other = of(found), of([-d for d in found])
    assert one.strength == other.strength
    assert one.direction == -other.direction
    assert one.share == other.share


@given(st.lists(st.floats(-1e6, 1e6), min_size=1, max_size=60), st.randoms())
def test_the_order_of_the_runs_decides_nothing(
    found: list[float], order: object
) -> None:
    mixed = list(found)
    order.shuffle(mixed)  # type: ignore[attr-defined]
    one, other = of(found), of(mixed)
    assert (one.strength, one.direction, one.share) == (
        other.strength, other.direction, other.share)  # fmt: skip


def test_pure_chance_is_not_distinguishable() -> None:
    """A hundred draws around nothing, with three hundred assumptions beside them."""
    import numpy as np

    draw = np.random.default_rng(1)
    for _ in range(20):
        many = Lucks([f"a{n}" for n in range(300)], draw.random((100, 300)).tolist())
        found = judged(draw.normal(0, 30, 100).tolist(), [100.0] * 100, 1.0, many)
        assert found.strength == NONE


# --- words ----------------------------------------------------------------------------

CALLS = Show(title=Text("Oproepen", "Calls"))
HOURS = Show(title=Text("Uren", "Hours"), unit=Text("uur", "h"))
TRUST = Show(title=Text("Vertrouwen", "Trust"), style="percent")


def told(show: Show, low: float, high: float, lang: str = "en") -> str:
    direction = 1 if high > 0 else -1
    found = Judged(FIRM, direction, 0.96, low, (low + high) / 2, high, 1.0, (), None)
    return words.moved(show.title, show, found).of(lang)


def test_one_significant_digit_as_a_range_in_natural_numbers() -> None:
    assert told(CALLS, -412.3, -173.9) == "Calls: 200 to 400 fewer, in 9 of 10 runs"
    assert told(CALLS, -412.3, -173.9, "nl") == (
        "Oproepen: 200 tot 400 minder, in 9 van de 10 doorrekeningen")  # fmt: skip
    assert (
        told(HOURS, 14_800, 31_200) == "Hours: 10,000 to 30,000 h more, in 9 of 10 runs"
    )
    assert (
        told(TRUST, 0.046, 0.083)
        == "Trust: 5 to 8 percentage points higher, in 9 of 10 runs"
    )


def test_under_five_is_a_few_and_a_range_over_nothing_is_up_to() -> None:
    assert told(CALLS, 1.2, 4.4) == "Calls: a few more, in 9 of 10 runs"
    assert told(HOURS, 1.2, 4.4, "nl").startswith("Uren: enkele uren meer")
    assert told(CALLS, -31.0, 2.0 - 3.0) == "Calls: 1 to 30 fewer, in 9 of 10 runs"
    assert told(CALLS, -0.5, 27.0) == "Calls: up to 30 more, in 9 of 10 runs"
    assert (
        told(CALLS, 96.0, 104.0) == "Calls: on the order of 100 more, in 9 of 10 runs"
    )


@given(st.floats(0.001, 1e9))
def test_a_figure_has_one_digit_that_counts(value: float) -> None:
    digits = f"{words.one_digit(value):.10g}".replace(".", "").strip("0")
    assert len(digits.split("e")[0]) == 1


def test_not_quite_all_runs_is_never_all() -> None:
    assert words.share_of(0.999).en == "in 9 of 10 runs"
    assert words.share_of(1.0).en == "in all runs"


# --- by hand --------------------------------------------------------------------------


@pytest.fixture(scope="module")
def journal(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("whatif") / "evening.ttx"
    disk = Journal.create(path)
    for entry in evening().exercise.journal:
        disk.append(entry.at, entry.kind, entry.body)
    disk.keep()
    disk.close()
    return path


def run(capsys: pytest.CaptureFixture[str], *words: object) -> tuple[int, str, str]:
    status = main([str(one) for one in words])
    out = capsys.readouterr()
    return status, out.out, out.err


def test_whatif_lists_the_decisions_by_number(
    capsys: pytest.CaptureFixture[str], journal: Path
) -> None:
    status, out, err = run(capsys, "whatif", journal, "--lang", "nl")
    assert status == 0
    assert out.splitlines()[1].startswith("B2  ")
    assert "wijkteams bellen" in out
    assert "--without N" in err


def test_whatif_without_says_how_sure_then_how_much_then_what_was_held_still(
    capsys: pytest.CaptureFixture[str], journal: Path
) -> None:
    status, out, _ = run(capsys, "whatif", journal, "--without", "3", "--runs", "20",
                         "--workers", "0", "--lang", "en")  # fmt: skip
    assert status == 0
    line = next(one for one in out.splitlines() if one.startswith("Computed"))
    assert line.startswith(
        "Computed (firm), beside the same course without this decision."
    )
    assert "percentage points higher" in line
    assert line.endswith("Held still: all other decisions.")


@pytest.mark.parametrize("change", [
    ("--without", "B2"), ("--move", "D1=T+2:00"), ("--with", "T+1:00 care share-list"),
])  # fmt: skip
def test_whatif_as_data(
    capsys: pytest.CaptureFixture[str], journal: Path, change: tuple[str, str]
) -> None:
    status, out, _ = run(capsys, "whatif", journal, *change, "--runs", "2",
                         "--workers", "0", "--json")  # fmt: skip
    assert status == 0
    made = json.loads(out)
    assert made["runs"] == 2
    assert made["change"]["strength"] in (INDICATIVE, NONE)
    assert made["method"]


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (("--without", "99"), "There is no decision '99'"),
        (("--without", "abc"), "There is no decision 'abc'"),
        (("--move", "1=noon"), "'noon' is not a moment"),
        (("--move", "1"), "'' is not a moment"),
        (("--move", "1=T+99:00"), "lies outside what was played"),
        (("--with", "T+1:00 care"), "is not a decision; write it as"),
        (("--with", "T+1:00 mayor share-list"), "There is no table 'mayor'"),
        (("--with", "T+1:00 care fly"), "There is no option 'fly'"),
    ],
)  # fmt: skip
def test_a_change_that_cannot_be_read_gets_a_sentence(
    capsys: pytest.CaptureFixture[str],
    journal: Path,
    words: tuple[str, str],
    sentence: str,
) -> None:
    status, _, err = run(
        capsys, "whatif", journal, *words, "--runs", "1", "--lang", "en"
    )
    assert status == 2
    assert sentence in err
    assert "Traceback" not in err


# --- in the report ---------------------------------------------------------------------


def test_the_report_tells_the_influence_and_keeps_what_it_computed(
    capsys: pytest.CaptureFixture[str], journal: Path
) -> None:
    status, _, err = run(capsys, "debrief", journal, "--influence", "4", "--workers", "0",
                         "--to", "html,md,json", "--lang", "nl")  # fmt: skip
    assert status == 0
    assert "4 van de 4 doorrekeningen" in err
    pages = {one.suffix: one.read_text("utf-8")
             for one in journal.with_suffix("").iterdir()}  # fmt: skip
    assert 'id="influence"' in pages[".html"]
    assert "Niet te onderscheiden" in pages[".md"]
    made = json.loads(pages[".json"])["influence"]
    assert made["runs"] == made["wanted"] == 4
    rows = [*made["taken"], *made["same"]]
    assert sorted(one["number"] for one in rows) == [1, 2, 3, 4, 5]
    entries = list(Journal.open(journal))
    held = kept(journal, entries)
    assert held is not None
    assert len(held.runs) == 4
    status, _, err = run(capsys, "debrief", journal, "--influence", "6", "--workers", "0",
                         "--to", "json", "--lang", "en")  # fmt: skip
    assert "6 of 6 runs" in err
    assert "4 of 6" not in err  # those were not played again
    again = kept(journal, entries)
    assert again is not None
    assert again.runs[:4] == held.runs


def test_what_was_computed_for_another_course_is_not_used(journal: Path) -> None:
    entries = list(Journal.open(journal))
    assert kept(journal, entries[:-8]) is None


def test_a_spoilt_file_gets_a_sentence(
    capsys: pytest.CaptureFixture[str], journal: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.ttx"
    copy.write_bytes(journal.read_bytes())
    copy.with_suffix(".influence.json").write_text('{"tries": 3}')
    status, _, err = run(capsys, "debrief", copy, "--to", "json", "--lang", "en")
    assert status == 2
    assert "remove it and compute it again" in err


def test_ctrl_c_keeps_what_is_finished(journal: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.ttx"
    copy.write_bytes(journal.read_bytes())
    file = copy.with_suffix(".influence.json")
    with subprocess.Popen(
        [sys.executable, "-m", "ttx", "debrief", str(copy), "--influence", "4000",
         "--workers", "1", "--lang", "en"], stderr=subprocess.PIPE, text=True,
    ) as running:  # fmt: skip
        try:
            while not file.exists():
                assert running.poll() is None
                time.sleep(0.05)
            running.send_signal(signal.SIGINT)
            _, rest = running.communicate(timeout=300)
        finally:
            running.kill()
    assert running.returncode == 130
    found = re.search(r"Stopped\. (\d+) of 4000 runs are kept", rest)
    assert found
    assert len(json.loads(file.read_text())["runs"]) == int(found[1]) > 0
    assert "Traceback" not in rest


# --- from the console -------------------------------------------------------------------


async def test_the_leader_starts_it_and_is_told_how_far_it_is(
    journal: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.ttx"
    copy.write_bytes(journal.read_bytes())
    host = Host(resume(copy), {}, debrief=debrief)
    leader, table = LocalSeat(host, "leader"), LocalSeat(host, "care")
    try:
        said = await table.control(ComputeInfluence(2))
        assert said.en == "Only the leader can do this."
        assert "between 1 and" in (await leader.control(ComputeInfluence(0))).en
        assert (
            "being computed, in 2 runs"
            in (await leader.control(ComputeInfluence(2))).en
        )
        heard = []
        async with asyncio.timeout(600):
            while not heard or "is computed" not in heard[-1]:
                heard.append((await leader.control(ComputeInfluence(2))).en)
                await asyncio.sleep(0.1)
        assert "getting ready" in heard[0]
        facts = json.loads(await host.debrief_facts())
        assert facts["influence"]["runs"] == 2
    finally:
        if host.computing is not None:
            await host.computing.stop()
        host.close()
    with pytest.raises(JournalError):
        Journal.create(copy)  # the journal itself is where it was


async def test_it_is_for_after_endex(tmp_path: Path) -> None:
    script = Script(path=tmp_path / "short.ttx")
    host = Host(script.exercise, {}, debrief=debrief)
    said = await LocalSeat(host, "leader").control(ComputeInfluence(2))
    assert said.en == "That is for after ENDEX."
    host.close()


async def test_leaving_stops_it_with_all_its_processes(
    journal: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "copy.ttx"
    copy.write_bytes(journal.read_bytes())
    made = Computing(copy, lambda: None)
    made.ask(5000)
    file = copy.with_suffix(".influence.json")
    async with asyncio.timeout(600):
        while not file.exists():
            await asyncio.sleep(0.05)
        await made.stop()
    assert "Stopped" in made.ask(1).en
    made.ask(5000)
    async with asyncio.timeout(60):
        await made.stop()
    assert 0 < len(json.loads(file.read_text())["runs"]) < 5000
