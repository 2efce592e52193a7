"""How figures, units, spans and states of the world are said to people."""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.script import mini
from tests.test_golden import SHELF, UNTIL
from tests.test_print import FLAGSHIPS, LANGS, SHIPPED, printed, shipped
from ttx.debrief.figures import shown as sourced
from ttx.evaluation_log import figure_of, show_of
from ttx.figures import fixed
from ttx.handouts.cards import pile
from ttx.handouts.effects import does, together
from ttx.handouts.evaluators import evaluator_sheets
from ttx.handouts.injects import PILE, lines
from ttx.handouts.known import known_cards
from ttx.handouts.manual import manual
from ttx.handouts.programme import programme
from ttx.moment import DAY, HOUR, MINUTE, duration
from ttx.outline_words import condition, triggers
from ttx.picture_sight import figure
from ttx.scenario import Condition, Show
from ttx.scenario.frame import NO_END
from ttx.text import Text, free, say
from ttx.text_units import ONE, counted
from ttx.world import World

SAME = {"", "h", "l", "%", "°C", "/h", "l/h", "C", "min", "uur", "keer",
        "patients/day", "patiënten/dag", "/24 h", "l/uur"}  # fmt: skip
"""Units that are the same word for one and for many."""


# --- a figure and its unit -----------------------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SHIPPED)
def test_every_unit_of_a_scenario_has_a_word_for_one(name: str, lang: str) -> None:
    one = shipped(name)
    world = World(one, 1)
    units = {show.unit.of(lang) for show in one.gauges.values()}
    models = [g.unit for g in world.gauges.values()]
    models += [stack.lever.unit for stack in world.levers.values()]
    units |= {say(lang, unit) for unit in models if unit and unit != "eenheden"}
    assert sorted(units - SAME - set(ONE[lang])) == []


def test_one_of_a_kind_is_said_as_one() -> None:
    assert counted("1", "patients", "en") == "1 patient"
    assert counted("1", Text("patiënten", "patients"), "nl") == "1 patiënt"
    assert counted("-1", "bedden", "nl") == "-1 bed"
    assert counted("11", "patients", "en") == "11 patients"
    assert counted("1.0", "rides", "en") == "1.0 rides", "measured, not counted"
    assert counted("1", "", "en") == "1"


@pytest.mark.parametrize("fill", [figure, lambda value, show: figure_of(
    mini(gauges={"load": show}), "load", value)])  # fmt: skip
def test_screens_paper_and_the_report_say_one_as_one(fill) -> None:  # type: ignore[no-untyped-def]
    show = Show(title=Text("Rit"), unit=Text("ritten", "rides"))
    assert fill(1.0, show) == Text("1 rit", "1 ride")
    assert fill(0.6, show) == Text("1 rit", "1 ride"), "as it is written, not as it is"
    assert fill(2.0, show) == Text("2 ritten", "2 rides")


def test_a_figure_of_the_annex_is_said_as_one_in_both_languages() -> None:
    assert sourced(fixed(1.0, "nurses"), "nl") == "1 verpleegkundige"
    assert sourced(fixed(1.0, "buses"), "en") == "1 bus"


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("kind", ["draaiboek", "known", "pile", "calls"])
@pytest.mark.parametrize("name", FLAGSHIPS)
def test_no_sheet_says_one_of_many(name: str, kind: str, lang: str) -> None:
    many = "|".join(re.escape(unit) for unit, one in ONE[lang].items() if one != unit)
    found = re.findall(rf"(?<![\d.,:-])1 (?:{many})\b", printed(name, kind, lang))
    assert found == []


def test_more_than_full_is_said_as_full_and_by_how_much_over() -> None:
    beds = Show(title=Text("IC vrij"), unit=Text("bedden", "beds"), style="free")
    assert figure(-1.0, beds) == Text(
        "vol, 1 boven capaciteit", "full, 1 over capacity"
    )
    assert figure(0.0, beds).nl == figure(-0.3, beds).nl == "0 bedden"
    assert figure(1.0, beds).en == "1 bed"
    assert figure_of(mini(gauges={"x": beds}), "x", -12.0).nl == "vol, 12 boven capaciteit"  # fmt: skip
    assert free(3.0, "nl") == "3"


@pytest.mark.parametrize("name", SHIPPED)
def test_every_number_of_free_beds_is_told_as_room_that_is_left(name: str) -> None:
    one = shipped(name)
    beds = [show for key, show in one.gauges.items()
            if key.endswith(("icu_free", "ward_free", "isolation_free"))]  # fmt: skip
    assert beds
    assert {show.style for show in beds} == {"free"}


# --- a span of time ------------------------------------------------------------------


def test_a_span_is_told_in_days_only_where_that_says_the_same() -> None:
    assert duration(228 * HOUR, "en") == "9½ days"
    assert duration(228 * HOUR, "nl") == "9½ dagen"
    assert duration(240 * HOUR, "en") == "10 days"
    assert duration(100 * HOUR, "nl") == "100 uur"


@given(st.integers(72 * HOUR, 400 * DAY))
def test_rounding_moves_a_span_by_no_more_than_a_few_per_cent(span: int) -> None:
    told = duration(span, "en")
    amount, unit = told.split(" ")
    size = float(amount.replace("½", ".5")) * (DAY if unit == "days" else HOUR)
    assert abs(size - span) <= 0.03 * span + MINUTE


# --- a tank on which nothing runs ------------------------------------------------------

IDLE = {
    "not running": "draait niet",
    "on the grid, generator off": "op het net, aggregaat uit",
    "on the grid, sets off": "op het net, sets uit",
    "no support point runs on a set": "geen steunpunt draait op een set",
}
"""What is said of a tank that nothing burns from, in English and Dutch."""


@pytest.mark.parametrize("name", ["power-outage", "first-exercise"])
def test_a_tank_that_feeds_nothing_is_not_said_to_last_ten_days(name: str) -> None:
    one = shipped(name)
    tanks = {key: show for key, show in one.gauges.items()
             if key.startswith("diesel.") and key.endswith(".hours_left")}  # fmt: skip
    assert tanks
    for key, show in tanks.items():
        told = show.words(NO_END)
        assert told.en in IDLE and told.nl == IDLE[told.en], key


def test_a_full_tank_that_is_used_never_lasts_so_long_that_it_reads_as_not_running() -> None:  # fmt: skip
    one = shipped("power-outage")
    nodes, stocks = one.world["infrastructure"], one.world["stocks"]
    for key, show in one.gauges.items():
        if not key.startswith("diesel.") or show.endless.en not in IDLE:
            continue
        tank = stocks[key.removesuffix(".hours_left")]
        burns = [float(str(nodes[by]["burns"]).split()[0]) * nodes[by]["load"]
                 for by in tank["burned_by"] if nodes[by]["load"]]  # fmt: skip
        assert all(tank["capacity"] / burn < NO_END for burn in burns), key


# --- running totals --------------------------------------------------------------------


@pytest.mark.parametrize("name", list(UNTIL))
def test_what_counts_up_from_startex_never_goes_down(name: str) -> None:
    one, course = shipped(name), defaultdict(list)
    with gzip.open(SHELF / f"{name}.jsonl.gz", "rt", encoding="utf-8") as written:
        for entry in map(json.loads, written):
            if entry["kind"] == "reading":
                for gauge, value in entry["body"]["values"].items():
                    course[gauge].append(value)
    totals = {
        g: c for g, c in course.items() if (show := show_of(one, g)) and show.total
    }
    assert len(totals) > 4
    assert [gauge for gauge, run in totals.items() if run != sorted(run)] == []


@pytest.mark.parametrize("name", FLAGSHIPS)
def test_a_card_says_of_a_running_total_since_when_it_runs(name: str) -> None:
    one = shipped(name)
    totals = {show.title.nl for show in one.gauges.values() if show.total}
    first, *later = known_cards(one)
    told = [part.text.nl for card in first.cards for part in card.parts]
    counted_up = [text for text in told if text.partition(": ")[0] in totals
                  or text.rpartition(": ")[0] in totals]  # fmt: skip
    assert len(counted_up) > 3
    assert all(" sinds het begin" in text for text in counted_up)
    titles = [part.text.nl for stack in later for card in stack.cards for part in card.parts]  # fmt: skip
    assert not totals & set(titles)
    assert {f"{title}, sinds het begin" for title in totals} & set(titles)
    for card in (card for stack in known_cards(one) for card in stack.cards):
        totalled = any("sinds het begin" in part.text.nl for part in card.parts)
        begun = [when.nl for label, when in card.rows if label.nl == "Het begin"]
        assert begun == [one.calendar.label(0, "nl")] * totalled


# --- states and levers in words of the field -------------------------------------------


@pytest.mark.parametrize("lang", LANGS)
@pytest.mark.parametrize("name", SHIPPED)
def test_no_condition_or_effect_is_told_in_the_words_of_a_model(
    name: str, lang: str
) -> None:
    one = shipped(name)
    told = [text.of(lang) for line in lines(one)
            for text in (*does(one, line.inject), *line.brings)]  # fmt: skip
    model = re.compile(r"\((?:0|1|\+|-)\)|share of normal|deel van normaal|by size|naar omvang")  # fmt: skip
    assert [text for text in told if model.search(text)] == []


@pytest.mark.parametrize(("bound", "nl", "en"), [
    ({"below": 0.5}, "onderstation: draait op minder dan de helft",
     "substation: runs at less than half"),
    ({"above": 0.3}, "onderstation: draait op meer dan 30 %",
     "substation: runs at more than 30 %"),
    ({"at_least": 1}, "onderstation: draait volledig", "substation: runs in full"),
    ({"at_most": 0}, "onderstation: ligt plat", "substation: is down"),
])  # fmt: skip
def test_how_much_still_works_is_told_as_a_share_of_the_usual(
    bound: dict[str, float], nl: str, en: str
) -> None:
    one = shipped("first-exercise")
    told = condition(one, Condition(gauge="substation-oeverloo.level", **bound))
    assert told.nl.replace("onderstation Oeverloo", "onderstation") == nl
    assert told.en.replace("substation Oeverloo", "substation") == en


@pytest.mark.parametrize(("number", "nl", "en"), [
    ("1.13a", "als op T+9:00 (ma 18 jan 15:40) niemand heeft besloten tot 'Negen",
     "if nobody has decided 'Nine"),
    ("1.16a", "als 50 min na het feit 'Tweede aggregaat ziekenhuis B uitgevallen' niemand",
     "if 50 min after the fact 'Second generator of hospital B lost' nobody has decided"),
    ("2.20a", "zodra diesel ziekenhuis A: is leeg", "as soon as diesel hospital A: is empty"),
])  # fmt: skip
def test_a_card_that_waits_says_when_to_look_for_it(
    number: str, nl: str, en: str
) -> None:
    line = next(x for x in lines(shipped("power-outage")) if x.number == number)
    assert [told for told in line.brings if told.nl.startswith(nl)]
    assert [told for told in line.brings if told.en.startswith(en)]


def test_a_card_that_comes_only_with_a_decision_says_so_without_a_double_no() -> None:
    one = shipped("power-outage")
    inject = next(x for x in lines(one) if x.number == "1.16d").inject
    known = next(iter(one.options))
    unless = Condition.model_validate({"not": {"decided": known}})
    told = [*triggers(one, inject.model_copy(update={"unless": unless}))]
    title = one.options[known].title
    assert f"mits besloten: {title.nl}" in "; ".join(text.nl for text in told)
    assert f"provided that decided: {title.en}" in "; ".join(text.en for text in told)


@pytest.mark.parametrize(("number", "nl"), [
    ("1.16", "aggregaat 2 ziekenhuis B: valt uit met een defect"),
    ("2.12", "aggregaat 2 ziekenhuis B: herstel 6 uur later"),
    ("1.04a", "Alle gebieden: er gaat een gerucht rond, bij 25 % van de mensen"),
    ("1.13a", "Alle gebieden: een toezegging wordt niet nagekomen"),
])  # fmt: skip
def test_an_effect_says_what_happens(number: str, nl: str) -> None:
    one = shipped("power-outage")
    line = next(line for line in lines(one) if line.number == number)
    told = [text.nl.replace("\N{NO-BREAK SPACE}", " ") for text in does(one, line.inject)]  # fmt: skip
    assert f"in het model: {nl}" in told


# --- the day, the evaluators, the pile ---------------------------------------------------


@pytest.mark.parametrize("name", FLAGSHIPS)
def test_a_decision_point_has_its_row_between_the_moves_where_it_falls(
    name: str,
) -> None:
    one = shipped(name)
    steps = [step for step in programme(one) if step.what.en.startswith(("Move", "Decision"))]  # fmt: skip
    points = [step for step in steps if step.about]
    stops = {line.number for line in lines(one) if line.inject.stops}
    assert stops
    for number in stops:
        assert [n for n, step in enumerate(steps) if number in step.about.en], number
    ahead = [re.search(r"T\+(\d+):(\d+)", step.at.en) for step in steps]
    clock = [int(at[1]) * 60 + int(at[2]) for at in ahead if at]
    assert len(clock) == len(steps)
    assert clock == sorted(clock), "in the order of exercise time"
    players = [step for step in manual(one).programme if step.what in {p.what for p in points}]  # fmt: skip
    sure = [step for step in points if "perhaps" not in step.what.en]
    assert [step.what for step in players] == [step.what for step in sure]
    assert not any(step.about or step.at for step in players)


def test_an_evaluator_reads_of_no_inject_that_came_to_another_hospital() -> None:
    first, second = (sheet for sheet in evaluator_sheets(shipped("power-outage"))
                     if "(A)" in sheet.title.en or "(B)" in sheet.title.en)  # fmt: skip
    programme_a = next(t for _, _, tasks in first.objectives for t in tasks)
    programme_b = next(t for _, _, tasks in second.objectives for t in tasks)
    assert programme_a.title == programme_b.title
    assert [t.en[:4] for t in programme_a.about if t.en.startswith(("1.07 ", "1.08 "))] == ["1.07"]  # fmt: skip
    assert [t.en[:4] for t in programme_b.about if t.en.startswith(("1.07 ", "1.08 "))] == ["1.08"]  # fmt: skip
    elsewhere = [t.en for _, _, tasks in second.objectives for task in tasks for t in task.about]  # fmt: skip
    assert any(text.startswith("1.17 ") for text in elsewhere), (
        "to another team: it stays"
    )


def test_an_evaluator_reads_at_which_table_a_card_comes_that_is_not_for_theirs() -> (
    None
):
    policy, *_ = evaluator_sheets(shipped("power-outage"))
    tasks = [task for _, _, found in policy.objectives for task in found]
    told = {text.nl.split(" ")[0]: text.nl for task in tasks for text in task.about}
    assert told["2.25"].endswith("(ronde 3, bij ROT)")
    assert told["2.01"].endswith("(ronde 2)"), "also to their own table"


@pytest.mark.parametrize("name", SHIPPED)
def test_what_the_response_cell_speaks_lies_apart_on_the_pile_and_is_marked(
    name: str,
) -> None:
    one = shipped(name)
    found = pile(one)
    spoken = {line.number for line in lines(one) if line.move == PILE and line.spoken}
    assert {row.number for row in found.awaited if row.spoken} == spoken
    for stack in found.stacks:
        numbers = {card.tag for card in stack.cards}
        assert numbers <= spoken if stack.mark else not numbers & spoken


def test_what_an_inject_does_to_the_world_stands_on_one_line() -> None:
    one = shipped("article5")
    line = next(line for line in lines(one) if line.number == "2.01")
    each = [*does(one, line.inject)]
    (told,) = together(each)
    assert told.nl.count("in het model: ") == 1
    assert told.en.count("; ") == len(each) - 1 == 5
    assert all(text.en.removeprefix("in the world: ") in told.en for text in each)


@pytest.mark.parametrize("name", SHIPPED)
def test_a_task_of_the_whole_room_stands_at_each_table_that_gets_a_card_of_it(
    name: str,
) -> None:
    one = shipped(name)
    free = {task.id: task.title for aim in one.objectives for task in aim.tasks
            if not task.team}  # fmt: skip
    for table, sheet in zip(one.tables, evaluator_sheets(one), strict=False):
        tested = {test for line in lines(one) if table in line.tables and line.inject.expects
                  for test in line.inject.expects.tests}  # fmt: skip
        assert [task.title for task in sheet.also] == [
            title for name, title in free.items() if name in tested
        ]
        assert all(task.about and not task.scale for task in sheet.also)
