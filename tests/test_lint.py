"""What is allowed but probably not meant gets a warning, and nothing else does."""

from __future__ import annotations

from pathlib import Path

import pytest
from written import KNOWN, SMALL, changed, dutch, judged, small

from ttx import library
from ttx.cli import main
from ttx.figures import fixed
from ttx.scenario.lint import lint

WORDS = " ".join(["woord"] * 121)
CROWD = "".join(
    f"  - {{id: more-{n}, at: T+0:{n:02d}, to: [gov], from: reporter, text: {{nl: a, en: a}}}}\n"
    for n in range(4)
)
LONG = "".join(
    f"  - {{id: long-{n}, at: T+0:{n:02d}, to: [gov], from: reporter, text: {{nl: {' '.join(['w'] * 119)}, en: a}}}}\n"
    for n in range(14)
)
SHOWN = "".join(f"  mast.g{n}: {{title: x}}\n" for n in range(13))

ODD = [
    ("otherwise: late\n", "\n", "never-comes", "nothing can bring on inject 'late'"),
    ("at: T+0:30", "at: T+25", "never-comes", "inject 'start' comes at T+25:00, after ENDEX (T+24:00)"),
    ("below: 6", "below: 0", "never-holds", "this condition can never hold: diesel.{instance}.hours_left 0 - 240"),
    ('when: {gauge: "diesel.{instance}.hours_left", below: 6, for: 5m}', 'when: {all: [{gauge: mast.level, below: 1}, {gauge: mast.level, above: 2}]}', "never-holds", "this condition can never hold: mast.level > 2, < 1"),
    (", looks_for: {nl: x, en: y}", "", "unmeasured", "nothing measures objective 'care' and nobody observes it"),
    ("to: [hospital, gov]\n    from: reporter\n    text: {nl: Verder", "to: [hospital]\n    from: reporter\n    text: {nl: Verder", "idle-team", "team 'gov' gets no inject in move 'second'"),
    ("nl: Begin", f"nl: {WORDS}", "long-text", "this text has 121 words; a table reads at most 120"),
    ("msel:\n", "msel:\n" + CROWD, "crowded", "table 'gov' gets 5 injects in move 'first'; at most 4"),
    ("msel:\n", "msel:\n" + LONG, "no-time-to-talk", "table 'gov' reads for 11 minutes of move 'first'; keep 60 % of it free for talk"),
    ("title: {nl: Twee, en: Two}", "title: {nl: Twee}", "missing-translation", "this text is missing in language 'en'"),
    ("team: hospital\n    title", "team: hospital\n    lead: 4h\n    title", "unsourced", "this figure has no source / tag"),
    ("- {team: gov, option: tell, at: T+2}", "", "unused-option", "no policy ever uses option 'tell': add a rule for it under 'policies:'"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "sentence"), ODD)
def test_what_was_probably_not_meant_is_told(
    old: str, new: str, code: str, sentence: str
) -> None:
    found = judged(changed(old, new))[1]
    assert (code, sentence) in {(one.code, one.sentence("en")) for one in found}
    assert {one.severity for one in found} == {"warning"}
    assert all(dutch(one) != one.sentence("en") for one in found)


def test_a_warning_is_printed_as_one() -> None:
    found = judged(changed("otherwise: late\n", "\n"))[1]
    assert found[0].line_of_text("en") == (
        "s.yaml:61:5: warning[never-comes]: nothing can bring on inject 'late'"
    )


def test_a_picture_of_more_than_twelve_figures_is_crowded() -> None:
    text = changed("gauges:\n", "gauges:\n" + SHOWN).replace(
        "people.trust: {every", "mast: {every"
    )
    known = KNOWN.__class__(
        (*KNOWN.gauges, *(f"mast.g{n}" for n in range(13))), KNOWN.levers
    )
    found = [one.sentence("en") for one in judged(text, known)[1]]
    assert "the picture of team 'gov' holds 13 figures; at most 12" in found


def test_a_milestone_that_nothing_sets_never_comes_true() -> None:
    text = changed(
        "told: {nl: verteld", "other: {nl: anders, en: other}\n  told: {nl: verteld"
    )
    text = text.replace("    at: T+0:30", "    when: {milestone: other}")
    codes = [one.code for one in judged(text)[1]]
    assert "never-holds" in codes


def test_what_hangs_on_an_inject_that_never_comes_never_comes_either() -> None:
    text = changed("otherwise: late\n", "\n") + ""
    text = text.replace(
        "policies:\n",
        "  - {id: next, after: {inject: late}, to: [gov], from: reporter}\npolicies:\n",
    )
    found = [
        one.params["inject"] for one in judged(text)[1] if one.code == "never-comes"
    ]
    assert found == ["late", "next"]


def test_one_language_needs_no_translation() -> None:
    text = changed("title: {nl: Twee, en: Two}", "title: {nl: Twee}")
    assert judged(text.replace("endex: T+24", "endex: T+24\nlanguages: [nl]"))[1] == []


def test_a_figure_of_the_world_without_a_source_is_told_at_its_place() -> None:
    from dataclasses import replace

    bare = replace(fixed(3.0, tag="E"), place="world.stocks.diesel.holds")
    found = lint(small(), None, KNOWN, [bare])
    assert [one.place for one in found] == [("world", "stocks", "diesel", "holds")]
    assert found[0].sentence("en") == "this figure has no source"


def test_the_small_scenario_draws_no_warning() -> None:
    assert judged(SMALL)[1] == []


def test_two_calls_with_one_number_are_told(tmp_path: Path) -> None:
    assert main(["new", "mine", "--yes", "--out", str(tmp_path)]) == 0
    path = tmp_path / "mine" / "msel.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace('number: "2a"', 'number: "2"'), encoding="utf-8")
    (only,) = library.check([str(tmp_path / "mine")])
    assert only.code == "same-number"
    assert "has number 2, as 'fuel-runs-down' has" in only.sentence("en")
