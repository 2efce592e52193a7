"""The leader's board in a browser: all that the terminal can, with or without a script."""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from tests.browsers import Served
from tests.net import mini
from tests.test_web_browser import Tab, chromium
from ttx.actions import Message, Note, TurnTo
from ttx.moment import HOUR
from ttx.text import Text

__all__ = ["chromium"]
LEAD = ("board", "leader")


@pytest.fixture
def served() -> Iterator[Served]:
    with Served() as one:
        yield one


@pytest.fixture
def running() -> Iterator[Served]:
    with Served(mini(pace="running")) as one:
        yield one


def told(page: str) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page))


def test_time_runs_as_fast_as_the_leader_says_and_jumps_knowingly(
    running: Served,
) -> None:
    board = running.visitor()
    assert "as fast as it goes" in board.joins(running.code(*LEAD))
    status, _ = board.posts("/act/speed", factor="15")
    assert (status, running.host.clock.speed) == (303, 15.0)
    assert "Speed is x15" in board.gets("/seat")
    status, wrong = board.posts("/act/speed", factor="-3")
    assert status == 303 and "lies between" in board.gets("/seat"), wrong
    status, page = board.posts("/act/jumping", to="gisteren")
    assert status == 422 and "Write a time as" in page
    status, page = board.posts("/act/jumping", to="T+6:00")
    lines = running.host.picture("leader").desk.lines  # type: ignore[union-attr]
    due = [one for one in lines if one.due is not None and 0 < one.due <= 6 * HOUR]
    assert status == 200 and due
    for one in due:
        assert (one.title.en or one.title.nl or one.number) in told(page)
    assert running.host.exercise.now < HOUR
    (to,) = re.findall(r'name="to" value="(\d+)"', page)
    assert board.posts("/act/jump", to=to)[0] == 303
    running.arrives()
    assert "the clock stops here" in told(page)
    assert due[0].due < running.host.exercise.now < 6 * HOUR  # type: ignore[operator]


def test_a_figure_and_a_lever_are_found_and_set_with_a_reason(served: Served) -> None:
    ex = served.host.exercise
    board = served.visitor()
    board.joins(served.code(*LEAD))
    gauge, lever = ex.reporting.shown[0], next(iter(ex.world.levers))
    assert "is called so" in board.posts("/act/figures", part="zzz")[1]
    status, page = board.posts("/act/figures", part=gauge.upper())
    assert status == 200 and f'value="{gauge}" required checked' in page
    assert board.posts("/act/override", gauge=gauge, value="41")[0] == 422
    asked = {"gauge": gauge, "value": "41", "why": "Het team ziet het anders"}
    assert board.posts("/act/override", **asked)[0] == 303
    assert ex.course.overrides == {gauge: 41.0}
    assert "overridden" in board.gets("/seat")
    assert board.posts("/act/override", gauge=gauge, clear="yes")[0] == 303
    assert ex.course.overrides == {}
    status, page = board.posts("/act/levers", part=lever)
    assert status == 200 and f'value="{lever}"' in page
    high = ex.world.levers[lever].lever.high
    assert board.posts("/act/pull", lever="geen", value="1", why="x")[0] == 422
    too_much = board.posts("/act/pull", lever=lever, value=f"{high + 1:g}", why="x")
    assert too_much[0] == 422
    status, _ = board.posts("/act/pull", lever=lever, value=f"{high:g}", why="oefening")
    assert (status, ex.world.levers[lever].value) == (303, high)


def test_own_text_model_off_and_a_table_that_plays_itself(served: Served) -> None:
    served.turns(TurnTo("one", "brief"), TurnTo("one", "talk"))
    board = served.visitor()
    board.joins(served.code(*LEAD))
    text = {"text": "De stroom is terug", "why": "Sneller naar het gesprek"}
    assert board.posts("/act/script", to=["region"], **text)[0] == 303
    assert "De stroom is terug" in str(served.host.picture("region").letters)
    assert board.posts("/act/model", off="yes", why="Iets klopt niet")[0] == 303
    assert served.host.exercise.course.model_off
    assert "Model on again" in board.gets("/seat")
    assert board.posts("/act/model", off="", why="")[0] == 303
    policy = next(iter(served.scenario.policies), "")
    assert policy and "Who plays" in board.gets("/seat")
    assert board.posts("/act/takeover", team="region", policy=policy)[0] == 303
    assert served.host.exercise.policies["region"] == policy
    assert "automatic" in board.gets("/seat")
    assert board.posts("/act/takeover", team="region", policy="")[0] == 303
    assert served.host.exercise.policies["region"] == ""


def test_a_table_is_seen_as_it_sees_itself(served: Served) -> None:
    served.turns(TurnTo("one", "brief"), TurnTo("one", "talk"))
    served.asks("region", Note("know", "Wij weten nog niets"))
    served.asks("region", Message(("hospital-a",), "Kunt u <b>nog</b> door?", "phone"))
    board = served.visitor("nl")
    board.joins(served.code(*LEAD))
    page = board.gets("/as/region")
    assert "Wij weten nog niets" in page and "<b>nog</b>" not in page
    assert "Zoals" in page and "/act/" not in page and "<script" not in page
    assert "nog</b> door" not in board.gets("/as/hospital-b")
    assert board.asks("GET", "/as/nergens")[0] == 303
    own = served.visitor()
    own.joins(served.code("controller", "controller-region"))
    assert "Wij weten nog niets" in own.gets("/as/region")
    assert own.asks("GET", "/as/hospital-a")[0] == 303
    table = served.visitor()
    table.joins(served.code("table", "hospital-a"))
    assert table.asks("GET", "/as/region")[0] == 303


def test_a_new_code_empties_a_seat_and_opens_it_again(served: Served) -> None:
    served.host.card = lambda given: Text(f"card\n{given.seat}", f"card\n{given.seat}")
    before = served.visitor()
    before.joins(served.code("table", "region"))
    board = served.visitor()
    board.joins(served.code(*LEAD))
    place = {"role": "table", "seat": "region"}
    status, page = board.posts("/act/code", **place)
    assert status == 200 and "card\nregion" in page
    assert before.asks("GET", "/seat")[0] == 200
    sent = {**place, "new": "yes", "command": "twice"}
    codes = [
        re.findall(
            r"([A-Z0-9]{4}-[A-Z0-9]{4})", told(board.posts("/act/code", **sent)[1])
        )
        for _ in range(2)
    ]
    assert codes[0] == codes[1] and len(codes[0]) == 1
    assert before.asks("GET", "/seat")[0] == 303
    assert "Regio" in served.visitor("nl").joins(codes[0][0])


def test_only_the_leader_has_these(served: Served) -> None:
    served.turns(TurnTo("one", "brief"), TurnTo("one", "talk"))
    before = len(served.host.exercise.journal)
    for role, seat in (("controller", "controller-region"), ("table", "region"),
                       ("response", "response"), ("evaluator", "evaluator")):  # fmt: skip
        one = served.visitor()
        page = one.joins(served.code(role, seat))
        for what in ("jumping", "levers", "figures", "code", "speed", "jump", "script",
                     "model", "luck", "override", "pull", "takeover"):  # fmt: skip
            assert f'action="/act/{what}"' not in page
            asked = {"to": "1", "part": "", "why": "x", "text": "x", "role": "table",
                     "seat": "region", "new": "yes", "factor": "1"}  # fmt: skip
            status, said = one.posts(f"/act/{what}", **asked)
            assert status == 422 and "not for this seat" in said, (role, what)
    assert len(served.host.exercise.journal) == before


@pytest.mark.slow
@pytest.mark.parametrize("width", [1280, 390])
def test_a_leader_steers_from_a_browser(
    chromium: Browser, running: Served, tmp_path: Path, width: int
) -> None:
    view = {"width": width, "height": 800}
    tab = Tab(chromium, running, *LEAD, viewport=view)
    page = tab.page
    steer = page.get_by_role("region", name="Time and model")
    steer.get_by_role("button", name="x15", exact=True).click()
    expect(steer.get_by_role("button", name="x15", exact=True)).to_have_attribute(
        "aria-pressed", "true"
    )
    steer.get_by_label("To what time").fill("T+6:00")
    steer.get_by_role("button", name="Show what is passed").press("Enter")
    expect(page.get_by_role("heading", name="Jump to", level=2)).to_be_focused()
    page.get_by_role("button", name="Jump", exact=True).click()
    expect(page.locator("#since")).to_contain_text("T+5:")
    hand = page.get_by_role("region", name="Figures and levers")
    hand.get_by_label("Part of its name").first.fill("diesel")
    hand.get_by_role("button", name="Find a figure").click()
    sheet = page.locator("#asked")
    sheet.get_by_role("radio").first.check()
    sheet.get_by_label("Value").fill("12")
    sheet.get_by_label("Why").fill("Voor het gesprek")
    sheet.get_by_role("button", name="Override").click()
    expect(hand).to_contain_text("overridden")
    tables = page.get_by_role("region", name="Tables")
    tables.get_by_text("Take over").first.click()
    picked = tables.get_by_label("Who plays").first
    picked.select_option(index=1)
    tables.get_by_role("button", name="Change who plays").first.click()
    expect(tables).to_contain_text("automatic")
    wide = page.evaluate("document.documentElement.scrollWidth")
    assert wide <= width
    tables.get_by_role("link", name="See it as").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("sees it")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    tab.done()
