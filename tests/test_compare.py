"""Two evenings of one scenario, laid side by side: facts in columns, and no order."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from tests.entries import small_journal, small_scenario
from tests.script import MINI, Script, mini
from tests.test_report import NOT_SAID, Reader
from tests.words import ROOT, catalogue, said_in_template
from ttx import library
from ttx.actions import Decision, Endex
from ttx.cli import main
from ttx.debrief.compare import Comparison, check, compare
from ttx.errors import UsageError
from ttx.exercise import Exercise
from ttx.journal import Entry, Journal
from ttx.moment import MINUTE
from ttx.replay import feed
from ttx.report import page
from ttx.scenario import Scenario
from ttx.variant_spread import seeds, spread

TEMPLATES = ROOT / "debriefs"


def evening(litres: int, minutes: int, path: Path | None = None,
            scenario: Scenario | None = None) -> list[Entry]:  # fmt: skip
    """A group that orders so much diesel after so many minutes of talk."""
    script = Script(scenario or mini(), 7, path)
    journal = script.exercise.journal
    journal.table = 0
    script.until("T+1").move("one", "brief", "talk")
    journal.table = minutes * MINUTE
    values = (("litres", litres),)
    script.ask("hospital-a", Decision(option="order-diesel", values=values))
    script.ask("region", Decision("<b>Wij wachten</b> even"))
    script.move("one", "commit", "run").until("T+9")
    script.ask("leader", Endex("tijd"))
    entries = list(journal)
    journal.close()
    return entries


def two_groups(chance: bool = False) -> Comparison:
    groups = [evening(500, 4), evening(5000, 11)]
    narrow = [9.0 + n / 100 for n in range(20)]
    spreads = [{"hours.least": narrow, "mains.level": narrow},
               {"hours.least": [20 + one for one in narrow], "mains.level": narrow}]  # fmt: skip
    scenario = mini(headlines=("hours.least", "mains.level"))
    return compare(groups, scenario, spreads if chance else ())


def test_groups_are_letters_in_the_order_given() -> None:
    facts = two_groups()
    assert [one.title.nl for one in facts.groups] == ["Groep A", "Groep B"]
    assert [(one.people, one.own_words) for one in facts.groups] == [(2, 1), (2, 1)]
    assert facts.same_seed and len({one.digest for one in facts.groups}) == 2


def test_an_option_stands_with_the_moment_of_each_group() -> None:
    (row,) = two_groups().options
    assert row.title.en == "Order diesel"
    told = [[one.en for one in cell] for cell in row.cells]
    assert "table minute 4" in told[0][0] and "table minute 11" in told[1][0]
    assert two_groups().untaken == len(mini().options) - 1


def test_the_two_latencies_stand_apart_for_each_group() -> None:
    later = small_journal()
    moved = [e if e.body.get("by") != "hospital-a" else e._replace(table=(e.table or 0) + MINUTE)
             for e in later]  # fmt: skip
    started = {**later[0].body, "scenario": {"id": "small-outage"}}
    groups = [[later[0]._replace(body=started), *each[1:]] for each in (later, moved)]
    facts = compare(groups, small_scenario())
    (row,) = facts.answers
    assert [one.table_minutes for one in row.cells] == [7, 8]
    assert "7 table minutes" in row.cells[0].told.en
    assert "to the effect 8 h" in row.cells[0].told.en
    assert facts.silent == 1


def test_what_differs_less_than_chance_is_told_as_not_distinguishable() -> None:
    facts = two_groups(chance=True)
    apart = {one.gauge: one.apart.en for one in facts.outcomes}
    assert apart == {
        "hours.least": "more apart than chance alone gives: A-B",
        "mains.level": "not distinguishable: chance alone gives as much",
    }
    assert facts.seeds == 20 and all(one.chance for one in facts.outcomes)


def test_without_enough_runs_no_range_is_given() -> None:
    few = [{"hours.least": [1.0, 2.0]}, {"hours.least": [3.0, 4.0]}]
    facts = compare([evening(500, 4), evening(5000, 4)],
                    mini(headlines=("hours.least",)), few)  # fmt: skip
    (row,) = facts.outcomes
    assert row.chance == () and not row.apart


# --- what chance alone gives -----------------------------------------------------------


def test_the_own_seed_gives_what_was_played_and_other_seeds_spread_around_it() -> None:
    scenario = mini(headlines=("mast.down_hours", "diesel.trader.amount"))
    entries = evening(500, 4, scenario=scenario)
    exercise = verify_again(entries)
    found = spread(entries, [7, *seeds(7, 12)])
    for name, values in found.items():
        assert values[0] == round(exercise.world.read(name), 4)
    assert len(set(found["mast.down_hours"])) > 10


def verify_again(entries: list[Entry]) -> Exercise:
    again = Exercise.again(dict(entries[0].body), Journal())
    feed(again, entries[1:])
    return again


def test_all_groups_are_held_against_the_same_other_seeds() -> None:
    assert seeds(3, 5) == [1, 2, 4, 5, 6] and seeds(99, 5) == [1, 2, 3, 4, 5]


def test_how_many_processes_there_are_changes_nothing() -> None:
    entries = evening(500, 4)
    told: list[float] = []
    assert spread(entries, [1, 2, 3], 2, told.append) == spread(entries, [1, 2, 3])
    assert told[-1] == 1.0 and len(told) == 3


# --- the page --------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["nl", "en"])
@pytest.mark.parametrize("template", ["compare.html.j2", "compare.md.j2"])
def test_the_page_carries_marking_and_status_and_orders_nobody(
    lang: str, template: str
) -> None:
    facts = two_groups(chance=True)
    made = page(template, facts, facts.frame, TEMPLATES, lang)
    assert facts.frame.status.of(lang) in made and facts.frame.marking.of(lang) in made
    assert re.search(NOT_SAID, made, re.IGNORECASE) is None
    assert made.index({"nl": "Groep A", "en": "Group A"}[lang]) < made.index(
        {"nl": "Groep B", "en": "Group B"}[lang])  # fmt: skip
    if template.endswith("html.j2"):
        read = Reader(made)
        assert read.outside == [] and read.open == []
        assert len(read.ids) == len(set(read.ids))


def test_every_sentence_of_the_comparison_has_its_dutch() -> None:
    dutch = catalogue(ROOT / "ttx/locale/nl/LC_MESSAGES/report.po")
    for path in TEMPLATES.glob("compare*.j2"):
        assert [one for one in said_in_template(path) if not dutch.get(one)] == []


def test_groups_of_different_scenarios_are_refused_with_a_sentence() -> None:
    other = Script(library.load("first-exercise").scenario)
    with pytest.raises(UsageError) as told:
        check([evening(500, 4), list(other.exercise.journal)])
    assert told.value.sentence("nl").startswith("Groep B speelde 'first-exercise'")


def test_another_length_of_the_same_scenario_is_refused() -> None:
    with pytest.raises(UsageError) as told:
        check([evening(500, 4), evening(500, 4, scenario=mini(endex=40 * 60 * MINUTE))])
    assert "another version, length or preset" in told.value.sentence("en")


def test_one_group_or_the_same_journal_twice_is_refused() -> None:
    with pytest.raises(UsageError, match="two to"):
        check([evening(500, 4)])
    with pytest.raises(UsageError, match="twice"):
        check([evening(500, 4), evening(500, 4)])


def test_the_command_writes_three_formats(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = [tmp_path / "a.ttx", tmp_path / "b.ttx"]
    for file, litres in zip(files, (500, 5000), strict=True):
        evening(litres, 4, file, library.load(MINI).scenario)
    status = main(["compare", *map(str, files), "--runs", "0", "--lang", "nl",
                   "--out", str(tmp_path / "out")])  # fmt: skip
    made = [Path(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 0 and [one.suffix for one in made] == [".html", ".md", ".json"]
    facts = json.loads(made[2].read_text("utf-8"))
    assert [one["letter"] for one in facts["groups"]] == ["A", "B"]


def test_a_strange_format_and_an_absent_file_are_sentences(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["compare", str(tmp_path / "no.ttx"), "--lang", "nl"]) == 2
    assert "Er is geen journaal" in capsys.readouterr().err
    file = tmp_path / "a.ttx"
    Script(mini(), 7, file).exercise.journal.close()
    assert main(["compare", str(file), str(file), "--to", "xls", "--lang", "nl"]) == 2
    assert "geen vorm van de vergelijking" in capsys.readouterr().err
    assert Journal.open(file).path == file
