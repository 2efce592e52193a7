"""The report's own pages in a real browser: written, released, checked, adopted; weeks later."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browsers import Hosted, Served
from tests.test_web_browser import Tab, chromium
from ttx.actions import Endex, Finding, Observe, Reflect, Reveal, TurnTo

__all__ = ["chromium"]
pytestmark = pytest.mark.slow


def ended(served: Served) -> None:
    """The exercise is over; an evaluator saw something, a table looked back."""
    served.turns(TurnTo("one", "brief"), TurnTo("one", "talk"))
    served.asks("evaluator", Observe("gap", "Nobody asked how old the figure was"))
    served.turns(Endex())
    served.asks("region", Reflect("Wat ging goed?", "We looked at one picture."))


def saved(page: Page, words: str) -> None:
    expect(page.get_by_role("status").filter(has_text=words)).to_be_visible()


def test_from_finding_to_adopted(chromium: Browser, tmp_path: Path) -> None:
    with Served(path=tmp_path / "report.ttx") as served:
        ended(served)
        eyes = Tab(
            chromium, served, "evaluator", "evaluator", java_script_enabled=False
        )
        page = eyes.page
        page.get_by_role("link", name="Work on the report").click()
        page.get_by_label("In your own words").first.fill(
            "The age was not asked for <b>"
        )
        page.get_by_label("Reference (plan").first.fill("Plan 2026, 4.2")
        page.get_by_label("Analysis: the root cause").first.fill("no fixed question")
        page.get_by_text("Rests on these observations").first.click()
        page.get_by_label("Nobody asked how old").first.check()
        page.get_by_role("button", name="Keep this finding").click()
        saved(page, "Kept in the report.")
        expect(page.locator("#findings")).to_contain_text(
            "The age was not asked for <b>"
        )
        page.get_by_text("Add a row to the plan").click()
        row = page.locator("#improve > details")
        row.get_by_label("Area for improvement").select_option(index=1)
        row.get_by_label("Corrective action").fill("Ask for the age in every round")
        row.get_by_label("Element").select_option("plans")
        row.get_by_label("Responsible organisation").fill("Safety region")
        row.get_by_label("Start").fill("2027-03-01")
        row.get_by_label("End").fill("2027-02-01")
        row.get_by_label("Needs a decision above this table").check()
        row.get_by_role("button", name="Add this row").click()
        expect(page.get_by_role("alert")).to_contain_text(
            "end date lies before the start"
        )
        expect(page.get_by_label("What you typed")).to_contain_text("Ask for the age")
        page.get_by_text("Add a row to the plan").click()
        row.get_by_label("Corrective action").fill("Ask for the age in every round")
        row.get_by_role("button", name="Add this row").click()
        saved(page, "Kept in the improvement plan.")
        one = page.locator("#weigh li").first
        one.get_by_text("Weigh", exact=True).click()
        one.get_by_label("Your judgement").select_option("struck")
        one.get_by_label("Reason").fill("the assumption on the pump is disputed")
        one.get_by_role("button").click()
        saved(page, "Weighed.")
        expect(one.locator("s")).to_be_visible()

        board = Tab(chromium, served, "board", "leader")
        desk = board.page
        desk.get_by_role("link", name="Work on the report").click()
        step = desk.locator("#release li", has_text="3. the influence")
        step.get_by_role("button").click()
        expect(desk.get_by_role("alert")).to_contain_text("Show first")
        desk.locator("#release li", has_text="1. the tables").get_by_role(
            "button"
        ).click()
        saved(desk, "Noted.")
        desk.get_by_label("Status on every page").select_option("fact-check")
        desk.get_by_role("button", name="Set this status").click()
        saved(desk, "another status")
        desk.get_by_role("button", name=re.compile("Release.* Region")).click()
        saved(desk, "Noted.")

        table = Tab(
            chromium, served, "table", "region", viewport={"width": 390, "height": 800}
        )
        small = table.page
        expect(small.get_by_text("We looked at one picture.").first).to_be_visible()
        small.goto(f"{served.url}/debrief")
        expect(
            small.get_by_role("heading", name=re.compile("Strengths and areas"))
        ).to_be_visible()
        expect(small.locator("#findings ~ .task").first).to_contain_text(
            "not asked for <b>"
        )
        expect(small.locator("#knew + .note, #knew ~ .note").first).to_be_visible()
        assert "Exercise control shows this part later" in small.content()
        assert small.evaluate("document.documentElement.scrollWidth") <= 390
        part = small.locator("details.comment", has=small.locator("#say-decisions"))
        part.locator("summary").click()
        part.get_by_label("What is not right").fill(
            "We called at 09:10 <script>window.bad=1</script>"
        )
        part.get_by_role("button", name="Put this comment").click()
        small.wait_for_url("**/debrief#decisions")
        beside = small.locator("aside.checked")
        expect(beside).to_contain_text("We called at 09:10 <script>")
        assert small.evaluate("window.bad") is None

        other = Tab(chromium, served, "table", "hospital-a")
        assert other.page.get_by_role("link", name="Read the debrief").count() == 0
        other.page.goto(f"{served.url}/debrief")
        assert "not asked for" not in other.page.content()
        other.page.goto(f"{served.url}/report")
        expect(other.page).to_have_url(f"{served.url}/seat")

        page.goto(f"{served.url}/report")
        answer = page.locator("#comments li", has_text="We called at 09:10")
        answer.get_by_text("Answer", exact=True).first.click()
        answer.get_by_role("textbox").fill("Changed to 09:10.")
        answer.get_by_role("button", name="Keep").click()
        expect(page.locator("#comments")).to_contain_text("Changed to 09:10.")
        small.reload()
        expect(beside).to_contain_text("Changed to 09:10.")
        for tab in (eyes, board, other):
            tab.done()


def test_who_was_there_is_counted_at_the_table(
    chromium: Browser, served: Served
) -> None:
    table = Tab(chromium, served, "table", "region", "nl")
    page = table.page
    page.get_by_text("Wie er aan deze tafel zit").click()
    page.get_by_label("Rol 1").fill("voorzitter")
    page.get_by_label("Aantal 1").fill("1")
    page.get_by_role("button", name="Bewaren wie er was").click()
    expect(page.get_by_text("Deelnemers genoteerd.")).to_be_visible()
    told = [e.body["action"] for e in served.host.exercise.journal if e.kind == "asked"]
    assert told[-1]["roles"] == [["voorzitter", 1]] and told[-1]["team"] == "region"
    table.done()


@pytest.fixture()
def served(tmp_path: Path) -> Iterator[Served]:
    with Served(path=tmp_path / "who.ttx") as one:
        yield one


def test_weeks_later_the_journal_is_hosted_again(
    chromium: Browser, tmp_path: Path
) -> None:
    path = tmp_path / "weeks.ttx"
    with Served(path=path) as served:
        ended(served)
        served.asks("evaluator", Finding("strength", "One picture, early"))
        served.turns(Reveal("debrief"))
    hosted = Hosted(path, path)
    try:
        eyes = Tab(chromium, hosted, "evaluator", "evaluator", "nl")
        page = eyes.page
        page.get_by_role("link", name="Aan het rapport werken").click()
        expect(page.locator("#findings")).to_contain_text("One picture, early")
        page.locator("#findings").get_by_text("Een bevinding schrijven").click()
        form = page.locator("#findings > details")
        form.get_by_label("In eigen woorden").fill("Weken later opgeschreven")
        form.get_by_role("button", name="Deze bevinding bewaren").click()
        expect(page.locator("#findings")).to_contain_text("Weken later opgeschreven")
        table = Tab(chromium, hosted, "table", "region", "nl")
        table.page.goto(f"{hosted.url}/debrief")
        expect(table.page.locator("body")).to_contain_text("Weken later opgeschreven")
        eyes.done()
    finally:
        hosted.kill()
