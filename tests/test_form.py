"""`ttx form`: an organisation's own figures, outside the scenario and into the exercise."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from ttx import library
from ttx.cli import main
from ttx.journal import Journal
from ttx.outline_form import as_yaml, own_form
from ttx.scenario.checks_own import all_figures
from ttx.world import World

TANK = "world.stocks.diesel.hospital.holds"
BURNS = "world.infrastructure.generator-hospital.burns"
BEDS = "world.hospitals.sites.oeverloo.icu_beds"
WHO = ("organisation: Ons ziekenhuis", "source: technische dienst, 3 januari 2027")


def form(path: Path, figures: dict[str, str], who: tuple[str, ...] = WHO) -> Path:
    """A form as it comes back, filled in by the hospital."""
    lines = ["own_figures: first-exercise", "language: nl", "parts:", "  hospital:"]
    lines += [f"    {line}" for line in who]
    lines += ["    figures:", *(f"      {key}: {raw}" for key, raw in figures.items())]
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


@pytest.mark.parametrize("name", [one.name for one in library.list_all()])
@pytest.mark.parametrize("lang", ["nl", "en"])
def test_a_blank_form_is_read_back_and_changes_nothing(
    name: str, lang: str, tmp_path: Path
) -> None:
    scenario = library.load(name).scenario
    blank = tmp_path / "blank.yaml"
    blank.write_text(as_yaml(own_form(scenario), lang), encoding="utf-8")
    assert library.load(name, own=[blank]).scenario == scenario
    assert library.check([name], own=[str(blank)]) == []


@pytest.mark.parametrize("name", ["power-outage", "article5"])
def test_the_flagships_ask_what_fits_on_a_page_and_tell_all_of_it(name: str) -> None:
    asked = own_form(library.load(name).scenario)
    figures = [one for sheet in asked.sheets for one in sheet.figures]
    assert 15 <= len(figures) <= 30
    for one in figures:
        assert one.title.nl and one.title.en and one.now and one.source and one.tag


def test_a_figure_filled_in_is_theirs_with_its_source(tmp_path: Path) -> None:
    filled = form(tmp_path / "f.yaml", {TANK: "1100", BEDS: "6 beds"})
    scenario = library.load("first-exercise", own=[filled]).scenario
    figure = all_figures(scenario, World(scenario, 1).figures)[TANK]
    assert (figure.numbers, figure.tag) == ((1100.0,), "O")
    assert figure.source == ("eigen cijfer van Ons ziekenhuis: technische dienst,"
                             " 3 januari 2027")  # fmt: skip


def test_a_range_and_a_source_of_its_own(tmp_path: Path) -> None:
    raw = "{triangular: [500, 700, 900], source: peiling, tag: E}"
    scenario = library.load(
        "first-exercise", own=[form(tmp_path / "f.yaml", {TANK: raw})]
    ).scenario
    figure = all_figures(scenario, World(scenario, 1).figures)[TANK]
    assert figure.shape == "triangular" and figure.tag == "E"
    assert figure.source == "eigen cijfer van Ons ziekenhuis: peiling"


def test_it_is_in_the_journal_of_the_exercise(tmp_path: Path) -> None:
    filled = form(tmp_path / "f.yaml", {TANK: "1100"})
    path = tmp_path / "day.ttx"
    made = ["play", "first-exercise", "--headless", "--seed", "1", "--until", "T+0:30"]
    assert main([*made, "--with", str(filled), "--journal", str(path)]) == 0
    journal = Journal.open(path)
    started = next(iter(journal)).body["scenario"]["world"]["stocks"]["diesel.hospital"]
    journal.close()
    assert started["holds"]["value"] == 1100 and started["holds"]["tag"] == "O"
    assert "own_figures" not in json.dumps(started)


@pytest.mark.parametrize(
    ("figures", "who", "told"),
    [
        ({"world.stocks.diesel.hospitl.holds": "9"}, WHO, "did you mean"),
        ({BEDS.replace("icu_beds", "icubeds"): "9"}, WHO, "did you mean 'icu_beds'"),
        ({BURNS: "900 kg"}, WHO, "this is given in kg, l/h is needed"),
        ({TANK: "-5"}, WHO, "must lie between 0"),
        ({TANK: "veel"}, WHO, "'veel' is not a number"),
        ({TANK: "4.500"}, WHO, "write 4500 without a point"),
        ({TANK: "900"}, WHO[:1], "needs 'source'"),
        ({TANK: "900"}, WHO[1:], "needs 'organisation'"),
        ({TANK: "900"}, (*WHO, "colour: red"), "unknown key 'colour'"),
    ],
)
def test_what_is_wrong_is_told_at_its_line_in_the_form(
    figures: dict[str, str], who: tuple[str, ...], told: str, tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    filled = form(tmp_path / "f.yaml", figures, who)
    assert main(["check", "first-exercise", "--with", str(filled), "--lang", "en"]) == 1
    lines = [one for one in capsys.readouterr().out.splitlines() if told in one]
    assert lines and lines[0].startswith(f"{filled}:"), lines


def test_a_form_of_another_scenario_or_part_is_refused(tmp_path: Path) -> None:
    filled = form(tmp_path / "f.yaml", {TANK: "900"})
    (other,) = {one.code for one in library.check(["power-outage"], own=[str(filled)])}
    assert other == "other-scenario"
    text = filled.read_text(encoding="utf-8").replace("  hospital:", "  hospitl:")
    filled.write_text(text, encoding="utf-8")
    (wrong,) = library.check(["first-exercise"], own=[str(filled)])
    assert wrong.sentence("nl") == "onbekend deel 'hospitl', bedoelt u 'hospital'?"


def test_two_forms_may_be_handed_in_but_not_for_one_figure(tmp_path: Path) -> None:
    one = form(tmp_path / "a.yaml", {TANK: "900"})
    other = form(tmp_path / "b.yaml", {BEDS: "6"})
    both = [str(one), str(other)]
    assert library.check(["first-exercise"], own=both) == []
    form(other, {TANK: "800"})
    (twice,) = library.check(["first-exercise"], own=both)
    assert twice.code == "given-twice" and twice.path == str(other)


def test_a_scenario_that_lists_a_figure_that_is_not_there(tmp_path: Path) -> None:
    text = library.find("first-exercise").read_text(encoding="utf-8")
    mine = tmp_path / "mine.yaml"
    mine.write_text(text.replace(f"      {BEDS}:", f"      {BEDS}x:"), encoding="utf-8")
    (wrong,) = library.check([str(mine)])
    assert wrong.sentence("en").endswith(f"did you mean '{BEDS}'?") and wrong.line > 0


def test_the_printed_form_holds_every_figure_and_is_never_overwritten(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = tmp_path / "form.html"
    made = ["form", "power-outage", "--lang", "nl", "--out", str(page)]
    assert main(made) == 0
    html = page.read_text(encoding="utf-8")
    assert "OEFENING - ONGERUBRICEERD" in html and "http" not in html
    for sheet in library.load("power-outage").scenario.own_figures.values():
        assert all(
            words.nl.partition("'")[0] in html for words in sheet.figures.values()
        )
    assert main(made) == 2
    assert "Er is al een bestand" in capsys.readouterr().err


def test_one_part_alone_and_a_part_that_is_not_there(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["form", "power-outage", "--part", "region", "--lang", "en"]) == 0
    told = capsys.readouterr().out
    assert "regions.orvelland.ambulances:" in told and "icu_beds" not in told
    assert "stays" in told and "outside the scenario" in told
    assert main(["form", "power-outage", "--part", "regio", "--lang", "en"]) == 2
    assert "it has: hospital-a, hospital-b, region" in capsys.readouterr().err


def test_a_scenario_without_a_form_says_how_to_make_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["form", "tests/mini.yaml", "--lang", "en"]) == 2
    assert "list them under 'own_figures:'" in capsys.readouterr().err
