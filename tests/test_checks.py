"""Names that do not agree with each other are told, each at its own place."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from words import catalogue
from written import CHECK, KNOWN, SMALL, changed, dutch, judged, said, small

from ttx.scenario.checks import check_all
from ttx.scenario.circles import circles
from ttx.scenario.names import Catalogue

WRONG = [
    ("team: gov\n    title: {nl: Vertel", "team: govv\n    title: {nl: Vertel", "unknown-team", "unknown team 'govv', did you mean 'gov'?"),
    ("to: [gov]", "to: [gvo]", "unknown-team", "unknown team 'gvo', did you mean 'gov'?"),
    ("from: reporter", "from: reportr", "unknown-sender", "unknown sender 'reportr', did you mean 'reporter'?"),
    ("by: phone", "by: phoon", "unknown-channel", "unknown channel 'phoon', did you mean 'phone'?"),
    ("objectives: [care]", "objectives: [cure]", "unknown-objective", "unknown objective 'cure', did you mean 'care'?"),
    ("tests: [keep-care]", "tests: [keep-car]", "unknown-task", "unknown task 'keep-car', did you mean 'keep-care'?"),
    ("any: [order]", "any: [ordr]", "unknown-option", "unknown option 'ordr', did you mean 'order'?"),
    ("otherwise: late", "otherwise: lat", "unknown-inject", "unknown inject 'lat', did you mean 'late'?"),
    ("move: second", "move: secnd", "unknown-move", "unknown move 'secnd', did you mean 'second'?"),
    ("milestone: told", "milestone: tld", "unknown-milestone", "unknown milestone 'tld', did you mean 'told'?"),
    ("on: low", "on: lwo", "unknown-inject", "unknown inject 'lwo', did you mean 'low'?"),
    ("litres: 5000", "litrs: 5000", "unknown-value", "unknown value 'litrs', did you mean 'litres'?"),
    ("litres: 5000", "litres: 50", "range", "'litres' must lie between 1000 and 20000"),
    ("option: order", "option: tell", "not-their-option", "option 'tell' is not for team 'hospital'"),
    ("by: granted", "by: litters", "unknown-parameter", "unknown parameter 'litters', did you mean 'litres'?"),
    ("stock: diesel.trader", "stock: diesel.tradr", "unknown-stock", "unknown stock 'diesel.tradr', did you mean 'diesel.trader'?"),
    ("{instance}.deliver", "{instance}.delivr", "unknown-lever", "unknown lever 'diesel.hospital-a.delivr', did you mean 'diesel.hospital-a.deliver'?"),
    ('gauge: "diesel.{instance}.hours_left"', 'gauge: "diesel.{instance}.hours"', "unknown-gauge", "unknown gauge 'diesel.hospital-a.hours', did you mean 'diesel.hospital-a.hours_left'?"),
    ("{{ diesel.{instance}.hours_left | hours }} uur", "{{ diesel.{instance}.left | hours }} uur", "unknown-gauge", "unknown gauge 'diesel.hospital-a.left', did you mean 'diesel.hospital-a.hours_left'?"),
    ("hours_left | hours }} uur", "hours_left | hour }} uur", "unknown-filter", "unknown filter 'hour', did you mean 'hours'?"),
    ("| hours }} uur", "| hours } uur", "hole", "write a live figure as '{{ gauge | filter }}'"),
    ("by: mast", "by: mst", "unknown-gauge", "unknown gauge 'mst', did you mean 'mast'?"),
    ("headlines: [people.trust]", "headlines: [people.trus]", "unknown-gauge", "unknown gauge 'people.trus', did you mean 'people.trust'?"),
    ("better: higher", "band: [0, 1]", "headline", "headline 'people.trust' needs an entry in 'gauges' with 'better'"),
    ("band: [0, 240]", "band: [240, 0]", "range", "the band of 'diesel.{instance}.hours_left' must go up"),
    ('sees: ["diesel.{instance}.hours_left"]', "sees: [mast.level]", "unshown-gauge", "'mast.level' is not shown to anyone: give it a title in 'gauges'"),
    ("    hears:\n", '    sees: ["diesel.{instance}"]\n    hears:\n', "no-instances", "'{instance}' can only stand where a team has instances"),
    ('"diesel.{instance}.deliver"', '"diesel.{place}.deliver"', "unknown-parameter", "'{place}' in 'diesel.{place}.deliver' is no parameter here"),
    ("id: second,", "id: first,", "same-name", "there are two moves called 'first'"),
    ("at: T+8,", "at: T+0:30,", "order", "this move comes at T+0:30, not after the one before it (T+1:00)"),
    ("endex: T+24", "endex: T+4", "order", "this move comes at T+8:00, after ENDEX (T+4:00)"),
    ("hospital-b: {title: B}", "gov: {title: B}", "same-name", "there are two tables called 'gov'"),
    ("hospital-b: {title: B}", "excon: {title: B}", "reserved", "a table cannot be called 'excon': that word has its own meaning"),
    ("endex: T+24", "endex: T+24\nmarking: STG. GEHEIM", "marking", "marking 'STG' is higher than unclassified; the leader must say that this is meant"),
    ("endex: T+24", "endex: T+24\nworld: {stoks: {}}", "unknown-model", "unknown model 'stoks', did you mean 'stocks'?"),
    ("{nl: Te laat, en: Too late}", "{nl: Te laat, en: Too late}\n    attachments: [x.pdf]", "not-yet", "'attachments' is read, but does not work yet; leave it out"),
    ("{nl: Te laat, en: Too late}", "{nl: Te laat, en: Too late}\n    repeat: 1h", "not-yet", "'repeat' works only with 'at' or 'when', not yet here"),
    ("{nl: Te laat, en: Too late}", "{nl: Te laat, en: Too late}\n    note: '{{ mast.level }}'", "hole", "a live figure is filled in only in the title, text or fallback of an inject"),
    ("looks_for: {nl: x, en: y}", "evidence: [{response: lo}]", "unknown-inject", "unknown inject 'lo', did you mean 'low'?"),
    ("looks_for: {nl: x, en: y}", "evidence: [{response: low, gauge: mast.level}]", "evidence", "evidence needs exactly one of: gauge, response, decision, messages, age"),
    ("title: {nl: Zorg, en: Care}", "title: {nl: Zorg, en: Care}\n    covers: [enrgy]", "unknown-coverage", "unknown coverage 'enrgy', did you mean 'energy'?"),
    ("policies:\n", "links: [{gauge: mast.level, lever: mast.brken}]\npolicies:\n", "unknown-lever", "unknown lever 'mast.brken', did you mean 'mast.broken'?"),
    ("policies:\n", "channels: {pager: {title: x, carried_by: mst}}\npolicies:\n", "unknown-gauge", "unknown gauge 'mst', did you mean 'mast'?"),
    ("policies:\n", "channels: {pager: {title: x, when_down: lose}}\npolicies:\n", "channel", "'when_down' only works with 'carried_by': nothing takes it down"),
    ("policies:\n", "channels: {phone: {title: x, who: [gov]}}\npolicies:\n", "no-access", "'phone' does not reach 'hospital-a': add it to 'who' of that channel, or choose another way"),
    ("policies:\n", "channels: {pager: {title: x, who: [gvo]}}\npolicies:\n", "unknown-team", "unknown team 'gvo', did you mean 'gov'?"),
    ("id: second,", "id: second, fog: {instead: {phoon: {by: courier}}},", "unknown-channel", "unknown channel 'phoon'"),
    ("id: second,", "id: second, fog: {off: [gvo]},", "unknown-team", "unknown team 'gvo', did you mean 'gov'?"),
    ("policies:\n", "shared_picture: {title: x, teams: [gov], items: [{id: a, title: x, owner: hospital}]}\npolicies:\n", "no-part", "'hospital' keeps an item and takes no part: add it to 'teams'"),
    ("policies:\n", "shared_picture: {title: x, reach: {gov: mst}}\npolicies:\n", "unknown-gauge", "unknown gauge 'mst', did you mean 'mast'?"),
    ("policies:\n", "shared_picture: {title: x, items: [{id: a, title: x, owner: gov}, {id: a, title: y, owner: gov}]}\npolicies:\n", "same-name", "there are two items called 'a'"),
    ("policies:\n", "lengths: {short: {title: x, moves: [frst]}}\npolicies:\n", "unknown-move", "unknown move 'frst', did you mean 'first'?"),
    ("policies:\n", "tests: [{policy: rotine, fires: low}]\npolicies:\n", "unknown-policy", "unknown policy 'rotine', did you mean 'routine'?"),
    ("    rules:\n", "    base: routine\n    rules:\n", "cycle", "these policies build on each other: routine -> routine"),
]  # fmt: skip


@pytest.mark.parametrize(("old", "new", "code", "sentence"), WRONG)
def test_a_name_that_is_not_there_is_told(
    old: str, new: str, code: str, sentence: str
) -> None:
    found = [one for one in judged(changed(old, new))[1] if one.severity == "error"]
    assert (code, sentence) in {(one.code, one.sentence("en")) for one in found}
    assert all(one.line > 0 and one.col > 0 and one.path == "s.yaml" for one in found)
    assert all(dutch(one) != one.sentence("en") for one in found)


def test_the_line_is_that_of_the_wrong_name() -> None:
    assert (
        "s.yaml:54:9: error[unknown-channel]: unknown channel 'phoon', did you mean 'phone'?"
        in said(changed("by: phone", "by: phoon"))
    )


def test_injects_that_bring_each_other_on_are_a_circle() -> None:
    text = changed("to: [gov]\n", "to: [gov]\n    does: [{send: low}]\n")
    assert said(text) == [
        "s.yaml:51:5: error[cycle]: these injects wait for each other: low -> late -> low"
    ]


def test_an_inject_that_waits_for_itself_is_a_circle() -> None:
    text = changed("at: T+0:30", "after: {inject: start}")
    assert "start -> start" in "".join(said(text))


def test_a_long_row_of_injects_is_no_circle_and_needs_no_depth() -> None:
    row = {str(n): [str(n + 1)] for n in range(20_000)} | {"20000": []}
    assert circles(row) == []
    assert len(circles(row | {"20000": ["0"]})) == 1


def test_a_higher_marking_passes_if_the_leader_says_so() -> None:
    scenario = judged(changed("endex: T+24", "endex: T+24\nmarking: SECRET"))[0]
    assert scenario is not None
    assert [one.code for one in check_all(scenario, KNOWN)] == ["marking"]
    assert check_all(scenario, KNOWN, secret=True) == []


def test_without_a_world_no_gauge_is_called_unknown() -> None:
    text = changed("{instance}.deliver", "{instance}.delivr")
    assert judged(text, Catalogue(None, None))[1] == []


def test_instance_may_stand_where_an_inject_goes_to_one_instance() -> None:
    assert (
        said(
            changed(
                "to: [hospital]\n    from: {nl: Te",
                "to: [hospital-a]\n    from: {nl: Te",
            )
        )
        == []
    )


def test_a_lever_unfolds_over_the_choices_of_an_option() -> None:
    ask = "site: {title: {nl: Waar, en: Where}, choice: {hospital-a: A, hospital-c: C}}, litres: {"
    text = changed("asks: {litres: {", "asks: {" + ask).replace(
        '"diesel.{instance}.deliver"', '"diesel.{site}.deliver"'
    )
    assert "unknown lever 'diesel.hospital-c.deliver'" in "".join(said(text))


def test_every_kind_of_unknown_name_has_its_dutch() -> None:
    known = catalogue(CHECK)
    kinds: set[str] = set()
    for path in (Path(__file__).parent.parent / "ttx/scenario").glob("*.py"):
        for found in re.findall(
            r"(?:one_of|unknown)\(\s*\"([a-z]+)\"", path.read_text()
        ):
            kinds.add(found)
    assert len(kinds) > 15
    for kind in kinds:
        assert f"unknown {kind} '{{name}}'" in known
        assert f"unknown {kind} '{{name}}', did you mean '{{near}}'?" in known


def test_the_small_scenario_has_nothing_wrong() -> None:
    assert check_all(small(), KNOWN) == []
    assert "{instance}" in SMALL


MAP = """\
map:
  places:
    depot: {title: {nl: Depot, en: Depot}, at: [1, 1], shows: [diesel.hospital-a.hours_left]}
    town: {title: {nl: Stad, en: Town}, at: [2, 1]}
    port: {title: {nl: Haven, en: Port}, at: [3, 1]}
  ways: [[depot, town], [town, port]]
"""


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("shows: [diesel.hospital-a.hours_left]", "shows: [diesel.hospital-x.hours_left]",
         "unknown gauge 'diesel.hospital-x.hours_left', did you mean"),
        ("[town, port]", "[town, prot]", "unknown place 'prot', did you mean 'port'?"),
        ("[town, port]", "[depot, port]", "a way joins neighbours: 'depot' and 'port'"),
        ("at: [3, 1]", "at: [2, 1]", "'port' stands where 'town' stands already"),
        ("at: [3, 1]", "at: [9, 1]", "'at' cannot be '9'"),
    ],
)  # fmt: skip
def test_a_map_that_cannot_be_drawn_is_told(old: str, new: str, says: str) -> None:
    known = Catalogue(
        (*KNOWN.gauges, "diesel.hospital-a.hours_left"), KNOWN.levers, KNOWN.models
    )
    assert judged(SMALL + MAP, known)[1] == []
    told = [
        one.line_of_text("en")
        for one in judged(SMALL + MAP.replace(old, new), known)[1]
    ]
    assert any(says in one for one in told), told
