"""The pages without a script: every role, both languages, forms once, nothing as markup."""

from __future__ import annotations

import ast
import http.client
import json
import re
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browsers import Served, Visitor
from tests.test_words import literals
from tests.words import said_in_template
from tools.words import HERE, merge
from ttx.actions import Commit, Decision, Endex, Message, Reveal, Skip, TurnTo
from ttx.live.door import ROLES, Pass
from ttx.live.host_seat import LocalSeat
from ttx.live.places import places
from ttx.live.seat import Present, PutUp, TryOut
from ttx.web.deeds import DEEDS
from ttx.web.forms import LARGEST

WEB = Path(__file__).parent.parent / "ttx" / "web"
TALK = (TurnTo("one", "brief"), TurnTo("one", "talk"))


@pytest.fixture
def served() -> Iterator[Served]:
    with Served() as one:
        yield one


def nonce(page: str) -> str:
    """The id that a page gave its forms."""
    found = re.search(r'name="command" value="([0-9a-f]+)"', page)
    assert found
    return found[1]


def tagged(page: str, tag: str) -> list[str]:
    return re.findall(rf"<{tag}\b[^>]*>", page)


# --- come in --------------------------------------------------------------------


def test_a_code_opens_a_seat_and_a_wrong_one_gets_a_sentence(served: Served) -> None:
    one = served.visitor("nl")
    assert 'id="code"' in one.gets("/")
    status, page = one.posts("/", code="AAAA-AAAA")
    assert status == 422 and "geeft geen plaats" in page
    assert 'aria-invalid="true"' in page and "autofocus" in page
    code = served.code("table", "hospital-a")
    assert code in one.gets(f"/join/{code}")
    assert served.visitor().asks("GET", "/seat")[0] == 303
    assert "Ziekenhuis A" in one.joins(code.lower())


def test_the_cookie_is_for_this_host_alone_and_no_page_shows_it(served: Served) -> None:
    one = served.visitor()
    status, _, headers = one.asks(
        "POST", "/", f"code={served.code('table', 'region')}".encode()
    )
    cookie = (headers["Set-Cookie"] or "").lower()
    assert status == 303 and "httponly" in cookie and "samesite=strict" in cookie
    page = one.gets("/seat")
    assert one.jar["ttx"] not in page
    _, _, sent = one.asks("GET", "/seat")
    assert "default-src 'none'" in sent["content-security-policy"]
    assert "style=" not in page and "onclick" not in page and "<style" not in page


def test_a_revoked_seat_is_told_so_and_has_to_enter_again(served: Served) -> None:
    one = served.visitor()
    one.joins(served.code("table", "region"))
    served.passes.revoke(Pass(1, "table", "region"))
    status, _, headers = one.asks("GET", "/seat")
    assert status == 303 and headers["location"] == "/?gone=1"
    assert "closed for this browser" in one.gets("/?gone=1")
    status, told, _ = one.asks("POST", "/act/commit", b"", Accept="application/json")
    assert status == 401 and json.loads(told) == {"gone": True}
    assert "event: gone" in one.gets("/live")


def test_whoever_leaves_is_out(served: Served) -> None:
    one = served.visitor()
    one.joins(served.code("table", "region"))
    assert one.posts("/leave")[0] == 303
    assert not one.jar["ttx"].strip('"')
    assert served.visitor().asks("GET", "/seat")[0] == 303


def test_the_language_is_chosen_on_every_page(served: Served) -> None:
    one = served.visitor("nl-NL,nl;q=0.9")
    assert "Situatie" in one.joins(served.code("table", "region"))
    assert one.posts("/lang/en")[0] == 303
    assert "Situation" in one.gets("/seat")


# --- every role ------------------------------------------------------------------

SHOWS = {
    "table": ("Situation", "Situatie"), "display": ("Newest message", "Nieuwste bericht"),
    "director": ("World desk", "Werelddesk"), "board": ("World desk", "Werelddesk"),
    "controller": ("World desk", "Werelddesk"), "response": ("Calls", "Bellijst"),
    "evaluator": ("Critical tasks", "Kritieke taken"),
    "facilitator": ("If talk stalls", "Als het gesprek stokt"),
    "plenary": ("Small", "Klein"), "observer": ("Small", "Klein"),
}  # fmt: skip


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_every_role_has_its_page(served: Served, lang: str) -> None:
    served.turns(*TALK)
    served.asks("region", Decision("Iets eigens"))
    known = places(served.scenario)
    assert {one.role for one in known} == set(ROLES) == set(SHOWS)
    for given in known:
        page = served.visitor(lang).joins(served.code(given.role, given.seat))
        whole(page, lang)
        assert SHOWS[given.role][lang == "nl"] in page, given
        assert page.count('class="marking"') == 2
    served.turns(Endex())
    for given in known:
        whole(served.visitor(lang).joins(served.code(given.role, given.seat)), lang)


def whole(page: str, lang: str) -> None:
    """What holds for every page: one heading, labels, landmarks, unique ids."""
    assert f'<html lang="{lang}">' in page
    assert len(tagged(page, "h1")) == 1
    assert len(tagged(page, "main")) == 1 and len(tagged(page, "header")) == 1
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids)), sorted(one for one in ids if ids.count(one) > 1)
    labelled = set(re.findall(r'<label for="([^"]+)"', page))
    for field in [
        *tagged(page, "input"),
        *tagged(page, "select"),
        *tagged(page, "textarea"),
    ]:
        if (
            'type="hidden"' in field
            or 'type="radio"' in field
            or 'name="quote"' in field
        ):
            continue
        found = re.search(r'\bid="([^"]+)"', field)
        assert found and found[1] in labelled, field
    for field in [*re.findall(r'<(?:input|textarea)[^>]*type="text"[^>]*>', page)]:
        assert "maxlength=" in field, field
    for form in tagged(page, "form"):
        assert 'method="post"' in form, form


def test_pages_hold_no_address_outside_the_host(served: Served) -> None:
    for role, seat in (
        ("table", "region"),
        ("board", "leader"),
        ("evaluator", "evaluator"),
    ):
        page = served.visitor().joins(served.code(role, seat))
        assert not re.findall(r"https?://", page)
    for path in (WEB / "static").iterdir():
        text = path.read_text(encoding="utf-8")
        assert not re.findall(r"https?://|@import|url\(", text), path


def test_a_display_takes_no_input_and_an_observer_none(served: Served) -> None:
    served.turns(*TALK)
    for role, seat in (
        ("display", "region"),
        ("observer", "plenary"),
        ("plenary", "plenary"),
    ):
        page = served.visitor().joins(served.code(role, seat))
        assert 'action="/act/' not in page
        one = served.visitor()
        one.joins(served.code(role, seat))
        for what in ("decide", "note", "noplay", "turn", "observe"):
            assert one.posts(f"/act/{what}", text="x", column="know")[0] == 422


def test_what_people_write_is_text_on_every_page(served: Served) -> None:
    served.turns(*TALK)
    bad = "<script>alert(1)</script> & <b>\x1b[31mrood</b> {{ 7*7 }} \"'"
    table = served.visitor()
    page = table.joins(served.code("table", "hospital-a"))
    for what, fields in {
        "note": {"column": "know", "text": bad}, "contact": {"with_whom": bad, "about": bad},
        "message": {"to": ["region", "leader"], "text": bad}, "decide": {"text": bad, "option": ""},
        "dispute": {"about": "mains.level", "text": bad},
    }.items():  # fmt: skip
        status, told = table.posts(f"/act/{what}", command=nonce(page), **fields)
        assert status == 303, told
    for role, seat in (("table", "hospital-a"), ("table", "region"), ("display", "hospital-a"),
                       ("board", "leader"), ("facilitator", "facilitator-hospital-a")):  # fmt: skip
        page = served.visitor().joins(served.code(role, seat))
        assert "<script>alert" not in page and "<b>" not in page and "\x1b" not in page
        assert "&lt;script&gt;alert(1)" in page, role
        assert "{{ 7*7 }}" in page, role


# --- forms ------------------------------------------------------------------------


def test_a_form_sent_twice_does_it_once(served: Served) -> None:
    served.turns(*TALK)
    one = served.visitor()
    page = one.joins(served.code("table", "hospital-a"))
    for _ in range(2):
        assert (
            one.posts("/act/note", command=nonce(page), column="know", text="Net weg")[
                0
            ]
            == 303
        )
    decision = {"text": "Wij bellen zelf", "option": ""}
    for _ in range(2):
        assert one.posts("/act/decide", command=nonce(page), **decision)[0] == 303
    picture = served.host.picture("hospital-a")
    assert [line.text for line in picture.board] == ["Net weg"]
    assert [draft.text for draft in picture.decided] == ["Wij bellen zelf"]
    assert (
        one.posts("/act/note", command=nonce(page), column="know", text="Meer")[0]
        == 303
    )
    assert len(served.host.picture("hospital-a").board) == 2


def test_two_browsers_of_a_table_never_share_a_form_id(served: Served) -> None:
    pages = [served.visitor().joins(served.code("table", "region")) for _ in range(2)]
    assert nonce(pages[0]) != nonce(pages[1])


def test_a_decision_is_asked_what_it_means_and_then_noted(served: Served) -> None:
    served.turns(*TALK)
    one = served.visitor()
    page = one.joins(served.code("table", "hospital-a"))
    status, asked = one.posts(
        "/act/decide", command=nonce(page), text="fuel for tonight"
    )
    assert status == 200 and "Means: Order diesel" in asked
    fields = {"text": "fuel for tonight", "option": "order-diesel", "agreed": "Board",
              "takes_effect": "T+1:00", "why": "It runs out"}  # fmt: skip
    status, page = one.posts(
        "/act/decide", **fields, **{"v.order-diesel.litres": "9999999"}
    )
    assert status == 422 and "must lie within 100 and 5000" in page
    assert "fuel for tonight" in page and "It runs out" in page
    status, _ = one.posts(
        "/act/decide", **fields, **{"v.order-diesel.litres": "1.500,0"}
    )
    assert status == 422
    assert (
        one.posts("/act/decide", **fields, **{"v.order-diesel.litres": "1500"})[0]
        == 303
    )
    (draft,) = served.host.picture("hospital-a").decided
    assert (draft.option, draft.agreed, draft.takes_effect) == (
        "order-diesel",
        "Board",
        3_600_000,
    )
    status, again = one.posts("/act/change", entry=draft.entry)
    assert status == 200 and "It runs out" in again and "2027-01-18 07:40" in again
    fields |= {"draft": str(draft.entry), "why": "It ran out"}
    assert (
        one.posts("/act/decide", **fields, **{"v.order-diesel.litres": "800"})[0] == 303
    )
    (draft,) = served.host.picture("hospital-a").decided
    assert draft.why == "It ran out"
    assert one.posts("/act/erase", entry=draft.entry)[0] == 303
    assert not served.host.picture("hospital-a").decided


def test_a_table_follows_a_request_and_a_standing_order(served: Served) -> None:
    served.turns(*TALK)
    served.asks(
        "hospital-b", Message(("region",), "Stuur diesel", "phone", request=True)
    )
    one = served.visitor()
    page = one.joins(served.code("table", "region"))
    (letter,) = [
        x for x in served.host.picture("region").letters if x.kind == "request"
    ]
    assert f'id="m-{letter.entry}"' in page and "request: asked" in page
    assert one.posts("/act/ack", entry=letter.entry)[0] == 303
    assert (
        one.posts("/act/handle", entry=letter.entry, state="owned", owner="logistiek")[
            0
        ]
        == 303
    )
    assert one.posts("/act/reply", entry=letter.entry, text="Onderweg")[0] == 303
    assert "owner: logistiek" in one.gets("/seat")
    replies = [
        x.text.nl for x in served.host.picture("hospital-b").letters if not x.mine
    ]
    assert "Onderweg" in replies
    hospital = served.visitor()
    hospital.joins(served.code("table", "hospital-a"))
    status, asked = hospital.posts("/act/standing", text="use less")
    assert status == 200 and "When this figure" in asked
    order = {"text": "use less", "option": "shed-load", "comparison": "below", "value": "6",
             "gauge": "diesel.hospital-a.hours_left"}  # fmt: skip
    assert hospital.posts("/act/standing", **order)[0] == 303
    assert "Standing order: use less" in hospital.gets("/seat")
    status, told = hospital.posts("/act/standing", text="dansen")
    assert status == 422 and "not known as something" in told


def test_a_role_cannot_post_what_it_may_not(served: Served) -> None:
    served.turns(*TALK)
    before = len(served.host.exercise.journal)
    one_each = {given.role: given for given in places(served.scenario)}
    for role in (
        "table",
        "display",
        "evaluator",
        "response",
        "facilitator",
        "controller",
        "board",
    ):
        given = one_each[role]
        one = served.visitor()
        one.joins(served.code(given.role, given.seat))
        for what, deed in DEEDS.items():
            if given.role not in deed.roles:
                status, page = one.posts(f"/act/{what}", text="x", why="x", entry=1)
                assert status == 422 and "not for this seat" in page, (given, what)
        if given.role != "table":
            for what in ("decide", "standing", "change", "erase"):
                assert one.posts(f"/act/{what}", text="x", entry=1)[0] == 422
    assert len(served.host.exercise.journal) == before


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"\xff\xfe=x", "cannot be read"),
        (b"column=know&text=" + b"x" * 2001, "too long"),
        (b"column=know&text=" + b"x" * LARGEST, "too large"),
        (b"&".join(b"a%d=1" % n for n in range(500)), "cannot be read"),
        (b"column=know", "nothing written"),
        (b"", "nothing written"),
    ],
)  # fmt: skip
def test_a_malformed_form_gets_a_sentence(
    served: Served, body: bytes, sentence: str
) -> None:
    one = served.visitor()
    one.joins(served.code("table", "region"))
    status, page, _ = one.asks("POST", "/act/note", body)
    assert status == 422 and sentence in page
    for what in ("ack", "reply", "erase", "change", "rescind", "nonsense", "../x"):
        status, page, _ = one.asks("POST", f"/act/{what}", b"entry=nine&text=x")
        assert status in (404, 422)


def test_a_page_of_another_site_can_ask_nothing(served: Served) -> None:
    one = served.visitor()
    one.joins(served.code("table", "region"))
    status, _, _ = one.asks(
        "POST", "/act/note", b"column=know&text=x", Origin="http://evil.test"
    )
    assert status == 403 and not served.host.picture("region").board


def test_why_tells_the_chain_only_of_what_the_seat_knows(served: Served) -> None:
    one = served.visitor()
    one.joins(served.code("table", "hospital-a"))
    assert 'class="chain"' in one.gets("/why/diesel.hospital-a.hours_left")
    for hidden in ("diesel.hospital-b.hours_left", "hours.least", "nonsense"):
        page = one.gets(f"/why/{hidden}")
        assert "Nothing is known behind" in page and 'class="chain"' not in page


# --- staff ------------------------------------------------------------------------


def test_the_leaders_board_turns_the_move_and_rules(served: Served) -> None:
    board = served.visitor()
    page = board.joins(served.code("board", "leader"))
    assert "START" in page and "90 seconds" in page
    assert board.posts("/act/turn", move="one", state="brief")[0] == 303
    served.arrives()
    assert board.posts("/act/turn", move="one", state="talk")[0] == 303
    assert board.posts("/act/hold", inject="halt")[0] == 303
    assert board.posts("/act/skip", inject="wait", why="te laat")[0] == 303
    assert (
        board.posts(
            "/act/improvise", to=["region"], text="Er is brand", channel="phone"
        )[0]
        == 303
    )
    assert board.posts("/act/more")[0] == 303
    table = served.visitor()
    assert "Er is brand" in table.joins(served.code("table", "region"))
    assert table.posts("/act/decide", text="Wij sturen een drone", option="")[0] == 303
    assert table.posts("/act/commit")[0] == 303
    page = board.gets("/seat")
    assert "confirmed" in page and "held" in page
    assert board.posts("/act/turn", move="one", state="commit")[0] == 303
    status, told = board.posts("/act/turn", move="one", state="run")
    assert status == 422 and "world desk" in told
    (free,) = served.host.picture("leader").desk.free  # type: ignore[union-attr]
    assert "Wij sturen een drone" in board.gets("/seat")
    ruling = {"entry": free.entry, "ruling": "answer", "text": "De drone is kapot"}
    assert board.posts("/act/adjudicate", **ruling)[0] == 303
    assert "De drone is kapot" in table.gets("/seat")
    assert board.posts("/act/noplay", why="Brandalarm")[0] == 303
    assert "Everything stands still for something real" in table.gets("/seat")
    assert board.posts("/act/play")[0] == 303
    assert board.posts("/act/putup", what="timeline")[0] == 303
    plenary = served.visitor().joins(served.code("plenary", "plenary"))
    assert "Time line" in plenary


def test_help_asked_by_a_facilitator_is_on_the_board(served: Served) -> None:
    one = served.visitor()
    one.joins(served.code("facilitator", "facilitator-region"))
    assert one.posts("/act/help", why="Het gesprek stokt")[0] == 303
    board = served.visitor()
    assert "Asks for help: Het gesprek stokt" in board.joins(
        served.code("board", "leader")
    )
    assert one.posts("/act/nohelp")[0] == 303
    assert "Het gesprek stokt" not in board.gets("/seat")


def test_the_cell_ticks_its_calls_and_speaks_as_somebody(served: Served) -> None:
    served.turns(*TALK)
    one = served.visitor("nl")
    page = one.joins(served.code("response", "response"))
    assert "Brandstofhandel belt Regio" in page and "OEFENING OEFENING OEFENING" in page
    assert one.posts("/act/call", inject="first", state="called")[0] == 303
    assert "gebeld" in one.gets("/seat")
    spoken = {
        "to": ["region"],
        "sender": "Brandstofhandel",
        "text": "Morgen",
        "channel": "phone",
    }
    assert one.posts("/act/speak", **spoken)[0] == 303
    assert "Morgen" in served.visitor().joins(served.code("table", "region"))


def test_an_evaluator_hands_in_what_was_seen_before(served: Served) -> None:
    served.turns(*TALK)
    one = served.visitor()
    one.joins(served.code("evaluator", "evaluator"))
    note = {
        "sort": "gap",
        "text": "Niemand vroeg de leeftijd",
        "quote": "q",
        "seen_at": 600_000,
    }
    assert one.posts("/act/observe", command="abc", **note)[0] == 303
    assert one.posts("/act/observe", command="abc", **note)[0] == 303
    ahead = {**note, "text": "Vooruit", "seen_at": 99_000_000}
    assert one.posts("/act/observe", **ahead)[0] == 303
    book = served.host.picture("evaluator").book
    assert book is not None
    assert {(n.text, n.at) for n in book.noted} == {
        ("Niemand vroeg de leeftijd", 600_000), ("Vooruit", 1_200_000)}  # fmt: skip
    page = one.gets("/seat")
    assert "<q>Niemand vroeg de leeftijd</q>" in page and "handed in" in page
    assert (
        one.posts("/act/rate", task="order-in-time", rating="S", text="Op tijd")[0]
        == 303
    )
    struck = {"task": "order-in-time", "evidence": "gauge:hours.least", "why": "hing"}
    assert one.posts("/act/strike", **struck)[0] == 303
    page = one.gets("/seat")
    assert "<s>" in page and "Not valid because: hing" in page
    saw = {"seen": "region", "with_whom": "hospital-a", "about": "bedden"}
    assert one.posts("/act/contact", **saw)[0] == 303
    assert "region &gt; hospital-a" in one.gets("/seat")
    _, _, headers = one.asks("GET", "/seat")
    assert headers["ttx-keep"] == "1"


def test_the_lobby_shows_who_is_there_and_a_try_out(served: Served) -> None:
    board, table = served.visitor(), served.visitor()
    board.joins(served.code("board", "leader"))
    table.joins(served.code("table", "region"))
    here = served.does(seats(served))
    assert {one.name for one in here if one.here} == {"leader", "region"}
    assert board.posts("/act/tryout", seconds=90)[0] == 303
    assert "nothing of it is kept" in table.gets("/seat")
    assert table.posts("/act/decide", text="Proef", option="")[0] == 303
    assert "tried: decided" in board.gets("/seat")
    served.does(LocalSeat(served.host, "leader").control(TryOut(0)))
    assert "Proef" not in table.gets("/seat")


async def seats(served: Served) -> tuple[Present, ...]:
    return LocalSeat(served.host, "leader").present()


def test_tables_see_what_was_true_only_when_the_leader_reveals_it(
    served: Served,
) -> None:
    served.turns(*TALK, Endex())
    one = served.visitor()
    assert "truly" not in one.joins(served.code("table", "region"))
    served.turns(Reveal("hot-wash"), Reveal("truth"))
    assert "truly" in one.gets("/seat")


def test_while_the_host_comes_back_a_page_says_so(served: Served) -> None:
    one = served.visitor()
    one.joins(served.code("table", "region"))
    host = served.gate.hosts.pop(1)
    status, page, _ = one.asks("GET", "/seat")
    assert status == 503 and "nothing is lost" in page
    assert one.posts("/act/note", column="know", text="x")[0] == 503
    served.gate.hosts[1] = host
    assert "Situation" in one.gets("/seat")


# --- the news ---------------------------------------------------------------------


class Stream:
    """A browser's stream of news, read event by event."""

    def __init__(self, one: Visitor) -> None:
        self.line = http.client.HTTPConnection("127.0.0.1", one.port, timeout=60)
        cookies = "; ".join(f"{name}={value}" for name, value in one.jar.items())
        self.line.request(
            "GET", "/live", headers={"Cookie": cookies, "Accept-Language": "en"}
        )
        self.answer = self.line.getresponse()

    def __enter__(self) -> Stream:
        return self

    def __exit__(self, *wrong: object) -> None:
        self.answer.close()
        self.line.close()

    def next(self) -> tuple[str, dict[str, dict[str, str]]]:
        kind = ""
        while True:
            line = self.answer.readline().decode().strip()
            if line.startswith("event: "):
                kind = line[7:]
            if line.startswith("data: "):
                return kind, json.loads(line[6:])

    def news(self) -> dict[str, str]:
        """The next parts that changed; that nothing did may be told in between."""
        while (told := self.next())[0] == "beat":
            pass
        return told[1]["parts"]


def test_only_the_parts_that_changed_are_sent(served: Served) -> None:
    one = served.visitor()
    one.joins(served.code("table", "region"))
    with Stream(one) as stream:
        kind, first = stream.next()
        assert kind == "news" and {"situation", "messages", "decide"} <= set(
            first["parts"]
        )
        served.asks("hospital-a", Message(("region",), "Hallo"))
        second = stream.news()
        assert set(second) == {"status", "messages"}
        assert "Hallo" in second["messages"]
    with Stream(one) as again:
        assert "Hallo" in again.news()["messages"]


def test_many_browsers_of_one_table_cost_one_making(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    from ttx.web.pages import Pages

    made: list[str] = []
    make = Pages.part

    def counted(self: Pages, name: str, *rest: object) -> str:
        made.append(name)
        return make(self, name, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Pages, "part", counted)
    visitors = [served.visitor() for _ in range(5)]
    for one in visitors:
        one.joins(served.code("table", "region"))
    streams = [Stream(one) for one in visitors]
    for stream in streams:
        stream.next()
    made.clear()
    served.asks("hospital-a", Message(("region",), "Hallo"))
    for stream in streams:
        while "messages" not in stream.news():
            pass
        stream.__exit__()
    assert made.count("messages") == 1


def test_no_part_of_a_table_tells_what_is_not_in_its_picture(served: Served) -> None:
    served.turns(*TALK)
    served.asks("hospital-a", Decision("Geheim van A"))
    served.asks("hospital-a", Message(("hospital-b",), "Tussen ons"))
    page = served.visitor("nl").joins(served.code("table", "region"))
    for hidden in ("Geheim van A", "Tussen ons", "Op afroep", "Wij stoppen om 12 uur", "order-in-time",
                   "Hulp vragen", "call-help"):  # fmt: skip
        assert hidden not in page, hidden


def test_the_plenary_screen_shows_what_the_leader_puts_up(served: Served) -> None:
    served.turns(*TALK, Skip("halt"))
    served.asks("hospital-a", Decision("Wij sparen"))
    for table in ("hospital-a", "hospital-b", "region"):
        served.asks(table, Commit())
    leader = LocalSeat(served.host, "leader")
    served.asks("leader", TurnTo("one", "commit"))
    served.asks("leader", TurnTo("one", "run"))
    served.turns(TurnTo("one", "run"))
    served.turns(TurnTo("one", "report"))
    one = served.visitor()
    one.joins(served.code("plenary", "plenary"))
    for what, words in (("decisions", "Wij sparen"), ("timeline", "Time line"), ("map", "Map"),
                        ("knew", "not shown this yet"), ("briefing", "Move 1/2")):  # fmt: skip
        served.does(leader.control(PutUp(what)))
        assert words in one.gets("/seat"), what


# --- words ------------------------------------------------------------------------


def test_every_sentence_of_the_pages_has_its_dutch() -> None:
    known = {str(one.id) for one in merge(sorted(HERE.glob("*.po")))}
    said = {text for path in WEB.rglob("*.html") for text in said_in_template(path)}
    for path in WEB.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                if node.func.attr == "say" and node.args:
                    said.update(literals(node.args[0]))
            elif isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Deed":
                said.update(literals(node.args[2]))
    assert len(said) > 200 and sorted(said - known) == []


def test_closing_the_host_lets_go_of_every_stream() -> None:
    with Served() as one:
        visitor = one.visitor()
        visitor.joins(one.code("table", "region"))
        stream = Stream(visitor)
        stream.next()
    assert threading.active_count() < 20
    stream.__exit__()
