"""The pages in a real browser: a whole session, the keyboard alone, without a network."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browsers import Hosted, Served
from tests.script import MINI
from ttx.actions import Commit, Decision, Endex, Message, Reveal, Skip, TurnTo

pytestmark = pytest.mark.slow
CHROMIUM = "/usr/bin/chromium"
expect.set_options(timeout=20_000)
TALK = (TurnTo("one", "brief"), TurnTo("one", "talk"))


@pytest.fixture(scope="module")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as play:
        one = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        yield one
        one.close()


class Tab:
    """One browser at one seat; it notes what it asked for and what went wrong."""

    def __init__(self, chromium: Browser, served: Served | Hosted, role: str, seat: str,
                 lang: str = "en", **how: object) -> None:  # fmt: skip
        self.context: BrowserContext = chromium.new_context(locale=lang, **how)  # type: ignore[arg-type]
        self.page: Page = self.context.new_page()
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.page.on("request", lambda one: self.asked.append(one.url))
        self.page.on("pageerror", lambda one: self.wrong.append(str(one)))
        self.page.on("console", lambda one: self._heard(one.type, one.text))
        self.served = served
        self.page.goto(served.url)
        expect(self.page.get_by_role("textbox")).to_be_focused()
        self.page.keyboard.type(served.code(role, seat))
        self.page.keyboard.press("Enter")
        self.page.wait_for_url("**/seat")

    def _heard(self, kind: str, text: str) -> None:
        """What the console says; that a host was away is no fault of the page."""
        away = "Failed to load resource" in text or "ERR_" in text
        if kind in ("error", "warning") and not away:
            self.wrong.append(text)

    def done(self) -> None:
        """Nothing was asked of anybody but the host, and nothing went wrong."""
        strange = [
            url for url in self.asked if not url.startswith((self.served.url, "data:"))
        ]
        assert (strange, self.wrong) == ([], [])
        self.context.close()


@pytest.fixture
def served(tmp_path: Path) -> Iterator[Served]:
    with Served(path=tmp_path / "evening.ttx") as one:
        yield one


@pytest.fixture
def left() -> Iterator[ExitStack]:
    """What has to be closed after a test, whatever became of it."""
    with ExitStack() as stack:
        yield stack


# --- a whole session ----------------------------------------------------------------


def test_a_whole_session_in_three_browsers(chromium: Browser, served: Served) -> None:
    table = Tab(chromium, served, "table", "hospital-a")
    display = Tab(chromium, served, "display", "hospital-a", "nl")
    watcher = Tab(chromium, served, "evaluator", "evaluator")
    page, wall, eyes = table.page, display.page, watcher.page
    expect(page.locator(".stands dd")).to_have_text("NOT STARTED")

    served.turns(TurnTo("one", "brief"))
    expect(page.locator(".move dd")).to_have_text("Move 1/2 One brief")
    served.turns(TurnTo("one", "talk"), Skip("halt"))
    expect(page.locator("#left")).to_contain_text("min left")
    expect(wall.locator("#left")).to_contain_text("nog")
    served.asks(
        "region", Message(("hospital-a",), "Hoeveel diesel hebt u nog?", "phone", True)
    )
    log = page.get_by_role("log", name="Messages")
    expect(log.get_by_role("article")).to_contain_text("Hoeveel diesel hebt u nog?")
    expect(wall.get_by_role("log")).to_contain_text("Hoeveel diesel hebt u nog?")
    expect(page.get_by_role("link", name="Messages (1)")).to_be_visible()
    log.get_by_role("button", name="Read").click()
    expect(page.get_by_role("link", name="Messages (1)")).to_have_count(0)

    decide(page, "order diesel")
    expect(page.get_by_role("heading", name="What does this mean?")).to_be_visible()
    expect(page.get_by_label("Means: Order diesel")).to_be_focused()
    page.get_by_label("liters").fill("100")
    page.get_by_role("button", name="Note the decision").click()
    expect(page.get_by_text("1 in draft: order diesel")).to_be_visible()
    expect(wall.locator("#part-decided")).to_contain_text("order diesel")

    eyes.get_by_label("gap").check()
    eyes.get_by_label("What you saw or heard").fill(
        "Nobody asked how old the figure was"
    )
    eyes.get_by_role("button", name="Keep this observation").click()
    expect(eyes.locator("#part-noted")).to_contain_text("Nobody asked how old")
    expect(eyes.locator("#waiting")).to_be_hidden()

    served.turns(TurnTo("one", "commit"))
    expect(page.locator(".move .chip")).to_have_text("commit")
    page.get_by_text("Confirm", exact=True).click()
    page.get_by_role("button", name="Yes, confirm").click()
    expect(page.get_by_text("Confirmed for this move.")).to_be_visible()
    for other in ("hospital-b", "region"):
        served.asks(other, Commit())
    served.turns(TurnTo("one", "run"))
    expect(page.locator(".move .chip")).to_have_text("preview")
    expect(page.locator("#board")).to_contain_text("entered")
    expect(page.locator(".time dd")).to_contain_text("T+8:00")
    expect(log.get_by_role("article")).to_have_count(1)
    served.turns(TurnTo("one", "report"))
    expect(log.get_by_role("article").first).to_contain_text("Technical service")
    expect(wall.get_by_role("log")).to_contain_text("Technische dienst")

    served.turns(TurnTo("two", "brief"), TurnTo("two", "talk"))
    expect(page.locator(".move dd")).to_contain_text("Move 2/2 Two")
    served.turns(Endex())
    expect(page.locator(".stands dd")).to_have_text("EXERCISE ENDED")
    wash = page.get_by_role("region", name="First look back")
    wash.get_by_label("Our answer").fill("We asked for fuel in time.")
    wash.get_by_role("button", name="Keep this answer").click()
    expect(wash.locator(".said")).to_have_text("We asked for fuel in time.")
    expect(page.locator("#part-situation")).not_to_contain_text("truly")
    served.turns(Reveal("hot-wash"), Reveal("truth"))
    expect(page.locator("#part-situation")).to_contain_text("truly")
    assert page.get_by_role("link", name="Read the debrief").count() == 0
    served.turns(Reveal("debrief"))
    with page.expect_popup() as opened:
        page.get_by_role("link", name="Read the debrief").click()
    report = opened.value
    expect(report.get_by_role("heading", level=1)).to_have_text("Small")
    expect(report.locator("body")).to_contain_text("CONCEPT")
    expect(report.locator("body")).to_contain_text("We asked for fuel in time.")
    for one in (table, display, watcher):
        one.done()


def decide(page: Page, text: str) -> None:
    page.get_by_label("Decision:").fill(text)
    page.keyboard.press("Enter")


def test_the_tree_that_a_screen_reader_gets(chromium: Browser, served: Served) -> None:
    served.turns(*TALK)
    served.asks("region", Message(("hospital-a",), "Bel mij", "phone", True))
    tab = Tab(chromium, served, "table", "hospital-a")
    expect(tab.page.locator("#part-messages article")).to_be_visible()
    expect(tab.page.locator("body")).to_match_aria_snapshot("""
- link "To the contents"
- banner:
  - heading "Hospital A" [level=1]
  - button "Nederlands"
  - group: NO PLAY
  - button "Leave this seat"
- paragraph: EXERCISE - UNCLASSIFIED
- group "Where the exercise stands":
  - term: Move
  - definition: /Move 1\\/2 One talk/
  - term: Exercise time
  - definition:
    - time: Mon 18 Jan 07:00
    - text: T+0:20
  - term: Time to talk
  - definition: /min left/
  - term: Clock
  - definition: CLOCK STANDS
  - term: Messages
  - definition: 1 unread
- navigation "Parts of this page":
  - link "Situation"
  - link "Messages (1)"
  - link "Our board"
  - link "Contacts"
  - link "Questions"
- main:
  - region "Situation":
    - heading "Situation" [level=2]
    - list:
      - listitem:
        - group: /Mains 100 %/
      - listitem:
        - group: /Diesel 9 h falling/
  - region "Questions":
    - heading "Questions" [level=2]
  - region "Messages":
    - heading "Messages" [level=2]
    - group: Write to another table
    - log "Messages":
      - article:
        - heading "From Region" [level=3]
        - 'button "Read : Bel mij"'
        - group: "Reply : Bel mij"
        - group: Where does this request stand?
  - region "Our board":
    - heading "Our board" [level=2]
  - region "Contacts":
    - heading "Contacts" [level=2]
- contentinfo "Decision":
  - text: "Decision:"
  - textbox "Decision:"
  - button "Note it"
  - group: Standing order
  - group: Confirm
- paragraph: EXERCISE - UNCLASSIFIED
""")
    tab.done()


def test_decide_and_confirm_with_the_keyboard_alone(
    chromium: Browser, served: Served
) -> None:
    served.turns(*TALK)
    tab = Tab(chromium, served, "table", "hospital-a", "nl")
    page = tab.page
    expect(page.locator("#left")).to_contain_text("nog")
    reach(page, "Besluit:")
    page.keyboard.type("diesel bestellen")
    page.keyboard.press("Enter")
    expect(page.get_by_label("Betekent: Diesel bestellen")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 in concept: diesel bestellen")).to_be_visible()
    expect(page.get_by_label("Besluit:")).to_be_focused()
    expect(page.get_by_label("Besluit:")).to_have_value("")
    reach(page, "Vastleggen")
    page.keyboard.press("Enter")
    reach(page, "Ja, vastleggen")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Vastgelegd voor deze ronde.")).to_be_visible()
    assert served.host.picture("hospital-a").committed
    reach(page, "Een contact noteren")
    page.keyboard.press("Enter")
    expect(page.locator("#contact-request")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_label("Met wie")).to_be_hidden()
    tab.done()


def reach(page: Page, name: str) -> None:
    """Press Tab until something of this name has the focus."""
    for _ in range(80):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "(() => { const e = document.activeElement;"
            " return (e.labels && e.labels[0] ? e.labels[0].innerText : e.innerText || '').trim() })()"
        )
        if told.startswith(name):
            return
    raise AssertionError(f"Tab never comes to {name!r}")


def test_a_refusal_is_an_alert_that_stays_until_it_is_closed(
    chromium: Browser, served: Served
) -> None:
    tab = Tab(chromium, served, "table", "hospital-a")
    decide(tab.page, "We pray")
    alert = tab.page.get_by_role("alert")
    expect(alert).to_contain_text("The exercise has not started yet.")
    served.turns(*TALK)
    expect(tab.page.locator(".move .chip")).to_have_text("talk")
    expect(alert).to_be_visible()
    expect(tab.page.get_by_label("Decision:")).to_have_value("We pray")
    alert.get_by_role("button", name="Close").click()
    expect(alert).to_have_count(0)
    tab.done()


def test_news_takes_nothing_away_from_who_is_typing(
    chromium: Browser, served: Served
) -> None:
    served.turns(*TALK)
    served.asks("region", Message(("hospital-a",), "Een"))
    tab = Tab(chromium, served, "table", "hospital-a")
    page = tab.page
    first = page.locator("#part-messages article").first
    first.get_by_text("Reply").click()
    box = first.get_by_label("Text")
    box.fill("Half a sen")
    box.evaluate("e => e.setSelectionRange(4, 4)")
    page.locator("#g-mains-level summary").click()
    page.get_by_role("link", name="Why").first.click()
    expect(page.locator("#g-mains-level .chain")).to_be_visible()
    box.focus()
    for text in ("Twee", "Drie"):
        served.asks("region", Message(("hospital-a",), text))
        expect(page.locator("#part-messages article").first).to_contain_text(text)
    served.asks("leader", Message(("hospital-a",), "Vier"))
    served.turns(TurnTo("one", "commit"))
    expect(page.locator(".move .chip")).to_have_text("commit")
    reply = page.locator("#part-messages article").last.get_by_label("Text")
    expect(reply).to_be_focused()
    expect(reply).to_have_value("Half a sen")
    assert reply.evaluate("e => e.selectionStart") == 4
    expect(page.locator("#g-mains-level .chain")).to_be_visible()
    page.keyboard.type("X")
    expect(reply).to_have_value("HalfX a sen")
    page.get_by_role("button", name="Send").locator("visible=true").click()
    expect(page.get_by_text("Reply sent.")).to_be_visible()
    tab.done()


# --- without a network ----------------------------------------------------------------


def observe(page: Page, text: str) -> None:
    page.get_by_label("What you saw or heard").fill(text)
    page.get_by_role("button", name="Keep this observation").click()


def test_an_evaluators_notes_survive_a_cut_a_reload_and_a_killed_host(
    chromium: Browser, tmp_path: Path, left: ExitStack
) -> None:
    journal = tmp_path / "f.ttx"
    host = left.enter_context(Hosted(MINI, journal))
    to_talk(host)
    tab = Tab(chromium, host, "evaluator", "evaluator")
    page = tab.page
    expect(page.locator("#left")).to_contain_text("min left")
    tab.context.set_offline(True)
    expect(page.locator("#connection")).to_contain_text("NO CONNECTION")
    observe(page, "One, while cut off")
    observe(page, "Two, while cut off")
    expect(page.locator("#waits")).to_have_text("2 notes wait for the connection")
    expect(page.locator("#part-noted")).not_to_contain_text("while cut off")
    tab.context.set_offline(False)
    expect(page.locator("#part-noted")).to_contain_text("Two, while cut off")
    expect(page.locator("#waiting")).to_be_hidden()
    page.evaluate("navigator.serviceWorker.ready.then(() => 1)")
    page.reload()
    expect(page.locator("#part-noted")).to_contain_text("Two, while cut off")
    host.kill()
    expect(page.locator("#connection")).to_contain_text("NO CONNECTION")
    observe(page, "Three, with the host gone")
    expect(page.locator("#waits")).to_have_text("1 note waits for the connection")
    page.reload()
    expect(page.locator("#waiting-list")).to_contain_text("Three, with the host gone")
    observe(page, "Four, after loading anew")
    expect(page.locator("#waits")).to_have_text("2 notes wait for the connection")
    host = left.enter_context(Hosted(journal, journal, host.port))
    expect(page.locator("#part-noted")).to_contain_text(
        "Four, after loading anew", timeout=60_000
    )
    expect(page.locator("#waiting")).to_be_hidden()
    expect(page.locator("#connection")).not_to_contain_text("NO CONNECTION")
    told = page.locator("#part-noted li p:first-child").all_inner_texts()
    assert [one.removeprefix("strength ") for one in reversed(told)] == [
        "One, while cut off", "Two, while cut off", "Three, with the host gone",
        "Four, after loading anew",
    ]  # fmt: skip
    tab.done()


def to_talk(host: Hosted) -> None:
    """The leader's board takes the first move to its talk."""
    board = host.visitor()
    board.joins(host.code("board", "leader"))
    assert board.posts("/act/turn", move="one", state="brief")[0] == 303
    for _ in range(100):
        if board.posts("/act/turn", move="one", state="talk")[0] == 303:
            return
        time.sleep(0.1)
    raise AssertionError("the world never came to the first move")


def test_a_note_that_is_refused_stays_with_its_sentence(
    chromium: Browser, served: Served
) -> None:
    served.turns(*TALK)
    tab = Tab(chromium, served, "evaluator", "evaluator")
    page = tab.page
    task = page.locator("#tasks")
    task.get_by_text("Order in time").click()
    task.locator("summary", has_text="Rate").click()
    rating = task.get_by_label("Rate")
    rating.evaluate("e => { e.options[0].value = 'Z' }")
    rating.select_option("Z")
    task.get_by_label("Why (analysis)").fill("They took their time")
    task.get_by_role("button", name="Rate").click()
    held = page.locator("#waiting-list li")
    expect(held).to_contain_text("They took their time")
    expect(held).to_contain_text("must be P, S, M, U")
    page.reload()
    expect(held).to_contain_text("must be P, S, M, U")
    held.get_by_role("button", name="Remove this note").click()
    expect(page.locator("#waiting")).to_be_hidden()
    tab.done()


def test_a_table_says_that_it_is_cut_off_and_catches_up(
    chromium: Browser, served: Served
) -> None:
    served.turns(*TALK)
    tab = Tab(chromium, served, "table", "region")
    page = tab.page
    expect(page.locator("#left")).to_contain_text("min left")
    tab.context.set_offline(True)
    expect(page.locator("#connection")).to_contain_text("NO CONNECTION")
    served.asks("hospital-a", Message(("region",), "Terwijl u weg was"))
    decide(page, "We go on")
    expect(page.get_by_role("alert")).to_contain_text("Not sent")
    expect(page.get_by_label("Decision:")).to_have_value("We go on")
    tab.context.set_offline(False)
    expect(page.locator("#part-messages")).to_contain_text("Terwijl u weg was")
    page.get_by_role("alert").get_by_role("button", name="Close").click()
    page.get_by_role("button", name="Note it").locator("visible=true").click()
    expect(page.get_by_text("1 in draft: We go on")).to_be_visible()
    tab.done()


def test_everything_works_without_a_script(chromium: Browser, served: Served) -> None:
    served.turns(*TALK)
    tab = Tab(chromium, served, "table", "hospital-a", java_script_enabled=False)
    page = tab.page
    decide(page, "order diesel")
    page.get_by_role("button", name="Note the decision").click()
    expect(
        page.get_by_role("status").filter(has_text="Decision noted.")
    ).to_be_visible()
    page.get_by_text("Confirm", exact=True).click()
    page.get_by_role("button", name="Yes, confirm").click()
    expect(page.get_by_text("Confirmed for this move.")).to_be_visible()
    assert [one.option for one in served.host.picture("hospital-a").decided] == [
        "order-diesel"
    ]
    tab.done()


# --- how it looks and reads ---------------------------------------------------------------

SEATS = (
    ("table", "hospital-a"), ("display", "hospital-a"), ("evaluator", "evaluator"),
    ("response", "response"), ("facilitator", "facilitator-hospital-a"), ("plenary", "plenary"),
    ("board", "leader"), ("controller", "controller-hospital-a"),
)  # fmt: skip
NAMELESS = """() => [...document.querySelectorAll('input:not([type=hidden]), select, textarea, button, a[href], summary')]
  .filter(e => !((e.labels && e.labels.length) || e.getAttribute('aria-label') || e.innerText.trim() || e.textContent.trim()))
  .map(e => e.outerHTML)"""
SMALL = """() => [...document.querySelectorAll('button, summary, select, input[type=text], textarea')]
  .filter(e => e.offsetParent && (e.getBoundingClientRect().height < 43.5 || e.getBoundingClientRect().width < 43.5))
  .map(e => e.outerHTML)"""
PALE = """() => {
  const parse = c => c.match(/[\\d.]+/g).map(Number);
  const light = ([r, g, b]) => { const f = v => { v /= 255; return v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4 };
    return 0.2126 * f(r) + 0.7152 * f(g) + 0.0722 * f(b) };
  const ground = e => { for (; e; e = e.parentElement) { const c = parse(getComputedStyle(e).backgroundColor);
    if (c.length < 4 || c[3] > 0) return c } return [255, 255, 255] };
  const found = [];
  for (const e of document.querySelectorAll('body *')) {
    if (!e.offsetParent || ![...e.childNodes].some(n => n.nodeType === 3 && n.nodeValue.trim())) continue;
    const [a, b] = [light(parse(getComputedStyle(e).color)), light(ground(e))];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) found.push([ratio.toFixed(2), e.outerHTML.slice(0, 120)]);
  }
  return found }"""


def busy(served: Served) -> None:
    """An exercise with something of everything on the pages."""
    served.turns(*TALK)
    served.asks(
        "region", Message(("hospital-a", "leader"), "Hoeveel nog?", "phone", True)
    )
    served.asks("hospital-a", Decision("Wij vragen het na bij de regio"))
    served.asks("hospital-a", Decision("Bestellen", "order-diesel"))


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_names_sizes_and_contrast(
    chromium: Browser, served: Served, scheme: str
) -> None:
    busy(served)
    for role, seat in SEATS:
        tab = Tab(chromium, served, role, seat, color_scheme=scheme)
        expect(tab.page.locator("#left")).to_contain_text("min left")
        tab.page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        assert tab.page.evaluate(NAMELESS) == [], role
        assert tab.page.evaluate(SMALL) == [], role
        assert tab.page.evaluate(PALE) == [], role
        expect(tab.page.get_by_role("heading", level=1)).to_have_count(1)
        for landmark in ("banner", "main"):
            expect(tab.page.get_by_role(landmark)).to_have_count(1)
        tab.done()


@pytest.mark.parametrize(
    ("width", "height"), [(320, 640), (360, 740), (640, 400), (1280, 800)]
)
def test_no_page_scrolls_sideways(
    chromium: Browser, served: Served, width: int, height: int
) -> None:
    """320 px, a phone, 1280 x 800 at 200 % zoom, and a laptop."""
    busy(served)
    for role, seat in SEATS:
        tab = Tab(
            chromium,
            served,
            role,
            seat,
            "nl",
            viewport={"width": width, "height": height},
        )
        tab.page.evaluate(
            "document.querySelectorAll('details').forEach(d => d.open = true)"
        )
        wide = tab.page.evaluate("document.documentElement.scrollWidth")
        assert wide <= width, (role, wide)
        tab.done()


def test_the_display_fits_a_beamer_and_reads_from_afar(
    chromium: Browser, served: Served
) -> None:
    busy(served)
    size = {"width": 1920, "height": 1080}
    tab = Tab(chromium, served, "display", "hospital-a", viewport=size)
    page = tab.page
    assert page.evaluate("document.documentElement.scrollHeight") <= 1080
    for what in (".tiles .value", "#part-newest .text", ".time dd", "#part-decided li"):
        size_of = page.locator(what).first.evaluate(
            "e => parseFloat(getComputedStyle(e).fontSize)"
        )
        assert size_of >= 26, what
    tab.done()


def test_only_the_newest_message_is_announced(
    chromium: Browser, served: Served
) -> None:
    served.turns(*TALK)
    tab = Tab(chromium, served, "table", "region")
    page = tab.page
    expect(page.locator("#part-messages article")).to_have_count(1)
    page.evaluate(
        "() => { window.added = []; new MutationObserver(all => all.forEach(m =>"
        " m.addedNodes.forEach(n => n.nodeType === 1 && window.added.push(n.id))))"
        ".observe(document.querySelector('[role=log]'), {childList: true, subtree: true}) }"
    )
    served.asks("hospital-a", Message(("region",), "Nieuw"))
    expect(page.locator("#part-messages article")).to_have_count(2)
    added = page.evaluate("window.added")
    assert len(added) == 1 and re.fullmatch(r"m-\d+", added[0])
    tab.done()
