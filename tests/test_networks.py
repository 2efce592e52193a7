"""Every queueing network of `networks/` and every incident of `incidents/` plays its own
tests: a file more is a case more."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest

from ttx import library
from ttx.cli import main
from ttx.rehearsal.expectations import results

HERE = Path(__file__).parent / "networks"
QUICK = ("cafe", "rush", "london-2005")
NETWORKS = sorted(HERE.glob("*.yaml"))
INCIDENTS = sorted((HERE.parent / "incidents").glob("*.yaml"))


def cases(files: list[Path]) -> list[Any]:
    return [
        pytest.param(
            one, id=one.stem, marks=() if one.stem in QUICK else pytest.mark.slow
        )
        for one in files
    ]


def missed(path: Path) -> list[str]:
    """The tests of a scenario that do not hold, with what came out."""
    scenario = library.load(str(path)).scenario
    return [
        f"{one.test.says}: {one.got} for {one.wanted}, room {one.room:.3g}"
        for one in results(scenario)
        if not one.met
    ]


@pytest.mark.parametrize("path", cases(NETWORKS))
def test_exact_networks_reach_what_theory_says(path: Path) -> None:
    assert not missed(path)


@pytest.mark.parametrize("path", cases(INCIDENTS))
def test_incident_comes_back_as_it_was_told(path: Path) -> None:
    assert not missed(path)


def test_check_run_prints_expected_got_and_tolerance(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["check", "--run", str(HERE / "rush.yaml"), "--lang", "en"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert lines[0].startswith(
        "ok: still present three hours after (network.bed.busy):"
    )
    assert "expected 424.05, got " in lines[0]
    assert "tolerance 12.7 (3%), runs 8" in lines[0]


def test_a_test_that_fails_names_its_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    wrong = tmp_path / "rush.yaml"
    text = (HERE / "rush.yaml").read_text(encoding="utf-8")
    wrong.write_text(text.replace("expect: 424.05", "expect: 500"), encoding="utf-8")
    assert main(["check", "--run", str(wrong), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert "not met: still present" in out
    place = (
        re.escape(str(wrong)) + r":\d+:5: error\[test\]: test not met \(still present"
    )
    assert re.search(place, out)


@pytest.mark.parametrize(
    ("was", "now", "sentence"),
    [
        ("next: {bed: 1}", "next: {bad: 1}", "unknown station 'bad'"),
        ("next: {bed: 1}", "next: {bed: 0.7}", "the chances add up to 0.7, not to 1"),
        ("rates: [1000, 0], ", "", "a source needs exactly one of: every, rates, at"),
        ("within: 3%", "within: some", "'some' is not a tolerance"),
        (
            "servers: 0, service",
            "places: 0, full_to: bed, service",
            "sent round for ever",
        ),
        ("rates: [1000, 0]", "rates: [10000000, 0]", "'0' must lie between 0.0 and"),
        ("next: {bed: 1}", "batch: 5000, next: {bed: 1}", "at most 1000000 an hour"),
        (
            "service: {exponential: 2h}",
            "service: {lognormal: {mean: 2h, cv: 0}}",
            "'cv' must be more than 0",
        ),
        ("expect: 424.05, within: 3%, ", "", "needs one of: at_most, at_least, expect"),
        (
            "{exponential: 2h}",
            "{erlang: {mean: 2h}}",
            "erlang needs 'mean' and 'phases'",
        ),
    ],
)
def test_what_is_wrong_with_a_network_is_said_with_its_line(
    was: str,
    now: str,
    sentence: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "rush.yaml"
    text = (HERE / "rush.yaml").read_text(encoding="utf-8")
    path.write_text(text.replace(was, now, 1), encoding="utf-8")
    assert main(["check", str(path), "--lang", "en"]) == 1
    out = capsys.readouterr().out
    assert sentence in out
    assert f"{path}:" in out
