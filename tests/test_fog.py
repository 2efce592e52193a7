"""Fog is part of the play: messages follow their channel, a clear room sees as it is."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.fog import CHANNELS, HOUSE, Room, foggy, ruled
from tests.script import mini
from ttx.actions import Action, Contact, Decision, Fog, HandOver, Message, Share
from ttx.exercise import Exercise
from ttx.journal import Journal
from ttx.moment import HOUR, MINUTE, parse_offset
from ttx.replay import feed
from ttx.scenario import Channel, HouseFog
from ttx.text import Text
from ttx.view import Reading

DEAD, BACK = "T+6", "T+23"
"""At six hours the mast is dead; before the end of the day the mains are back."""


def test_e_mail_waits_for_telecom_and_arrives_when_it_returns() -> None:
    room = Room().until(DEAD)
    assert room.read("mast.level") == 0
    asked = room.ask("region", Message(("hospital-a",), "Hoe lang nog?", "email"))
    assert asked.body["refusal"] is None
    room.until("T+12")
    assert room.letters("hospital-a", "Hoe lang nog?") == []
    room.until(BACK)
    assert room.read("mast.level") == 1
    came = room.letter("hospital-a", "Hoe lang nog?")
    assert came.at > parse_offset("T+16") and came.at % (5 * MINUTE) == 0
    assert came.written == asked.at


def test_who_sent_it_sees_no_more_than_that_it_was_sent() -> None:
    room = Room().until(DEAD)
    room.ask("region", Message(("hospital-a",), "Per mail", "email"))
    room.ask("region", Message(("hospital-a",), "Per sms", "text"))
    before = [room.letter("region", text) for text in ("Per mail", "Per sms")]
    room.until(BACK)
    after = [room.letter("region", text) for text in ("Per mail", "Per sms")]
    assert before == after
    assert {(one.fate, one.due, one.written) for one in after} == {("", None, None)}


def test_a_text_message_is_lost_and_only_exercise_control_knows() -> None:
    room = Room().until(DEAD)
    lost = room.ask("region", Message(("hospital-a", "hospital-b"), "Bel mij", "text"))
    assert lost.body["refusal"] is None
    room.until(BACK)
    assert room.letters("hospital-a", "Bel mij") == []
    assert room.letter("leader", "Bel mij").fate == "lost"
    assert room.letter("leader", "Bel mij").to == ("hospital-a", "hospital-b")


def test_the_response_cell_sees_what_is_under_way_to_those_it_speaks_for() -> None:
    room = Room().until("T+1")
    room.ask("region", Message(("trader",), "Twee wagens?", "courier"))
    coming = room.letter("response", "Twee wagens?")
    assert (coming.fate, coming.due) == ("underway", HOUR + 20 * MINUTE)
    assert room.sees("response").unread == room.until("T+1:15").sees("response").unread
    room.until("T+1:30")
    assert [one.fate for one in room.letters("response", "Twee wagens?")] == [""]


def test_a_dead_telephone_is_refused_at_once() -> None:
    room = Room().until("T+0:30")
    assert room.refused("region", Message(("hospital-a",), "Hallo?", "mobile")) == ""
    room.until(DEAD)
    call = Message(("hospital-a",), "Hallo?", "mobile")
    assert room.refused("region", call) == "channel-down"
    # To exercise control itself one can always speak.
    assert room.refused("region", Message(("leader",), "Hallo?", "mobile")) == ""


def test_a_way_that_only_some_have_serves_and_reaches_nobody_else() -> None:
    secure = Channel(title=Text("beveiligd", "secure"), who=("region", "hospital-a"))
    room = Room(foggy(channels={**CHANNELS, "secure": secure})).until("T+1")
    by = lambda to: Message((to,), "Onder ons", "secure")  # noqa: E731
    assert room.refused("region", by("hospital-a")) == ""
    assert room.refused("region", by("hospital-b")) == "no-access"
    assert room.refused("hospital-b", by("region")) == "no-access"
    assert room.refused("leader", by("hospital-b")) == "no-access"
    offered = {seat: [key for key, _ in room.sees(seat).channels]
               for seat in ("region", "hospital-b", "leader")}  # fmt: skip
    assert "secure" in offered["region"] and "secure" in offered["leader"]
    assert "secure" not in offered["hospital-b"] and "email" in offered["hospital-b"]


def test_what_nobody_tells_yet_is_no_figure_of_that_table() -> None:
    region = mini().teams["region"]
    (gauge, hears), *_ = region.hears.items()
    later = hears.model_copy(update={"begins": parse_offset("T+1")})
    teams = {**mini().teams,
             "region": region.model_copy(update={"hears": {gauge: later}})}  # fmt: skip
    room = Room(foggy(teams=teams))

    def heard() -> list[Reading]:
        own = dict.fromkeys(region.sees)
        return [one for one in room.sees("region").readings if one.gauge not in own]

    assert heard() == []
    room.until("T+0:55")
    assert heard() == []
    room.until("T+1:05")
    assert [(one.at, one.shown.en) for one in heard()] == [(HOUR, "8 h"), (HOUR, "5 h")]


def test_a_courier_takes_his_time_and_exercise_control_sees_him_go() -> None:
    room = Room().until("T+1")
    room.ask("region", Message(("hospital-a",), "Briefje", "courier"))
    assert room.letter("leader", "Briefje").due == HOUR + 20 * MINUTE
    room.until("T+1:20").until("T+1:21")
    came = room.letter("hospital-a", "Briefje")
    assert (came.at, came.written) == (HOUR + 20 * MINUTE, HOUR)
    assert [one.fate for one in room.letters("leader", "Briefje")] == [""]


def test_the_house_rule_sends_a_courier_while_the_telephone_is_dead() -> None:
    room = Room(ruled(HOUSE)).until(DEAD)
    call = Message(("hospital-a",), "Hallo?", "mobile")
    assert room.refused("region", call) == "channel-down"  # no such rule in move one
    room.until("T+8:10")
    assert room.refused("region", call) == ""
    room.until("T+8:29")
    assert room.letters("hospital-a", "Hallo?") == []
    assert room.letter("leader", "Hallo?").fate == "underway"
    room.until("T+8:31")
    assert room.letter("hospital-a", "Hallo?").at == parse_offset("T+8:30")


def test_a_house_rule_can_declare_a_channel_dead_whatever_the_world() -> None:
    room = Room(ruled(HouseFog(dead=("mobile",)), 0)).until("T+0:30")
    assert room.read("mast.level") == 1
    call = Message(("hospital-a",), "Hallo?", "mobile")
    assert room.refused("region", call) == "channel-down"


def test_exercise_control_hands_over_what_is_under_way() -> None:
    room = Room().until("T+1")
    room.ask("region", Message(("hospital-a",), "Briefje", "courier"))
    (sent,) = room.kinds("sent")
    assert room.refused("region", HandOver(sent.seq)) == "not-allowed"
    assert room.refused("leader", HandOver(sent.seq)) == ""
    assert room.letter("hospital-a", "Briefje").at == HOUR
    assert room.refused("leader", HandOver(sent.seq)) == "not-underway"
    room.until("T+2")
    assert len(room.letters("hospital-a", "Briefje")) == 1


def test_fog_off_for_one_room_shows_it_all_as_it_is_now_and_no_other() -> None:
    room = Room().until(DEAD)
    gauge = "mains.level"
    old = room.reading("hospital-a", gauge)
    assert (old.value, room.exercise.now - old.at > HOUR) == (0.0, True)
    room.ask("region", Message(("hospital-a", "hospital-b"), "Per mail", "email"))
    assert room.refused("hospital-a", Fog("hospital-a")) == "not-allowed"
    assert room.refused("leader", Fog("nowhere")) == "unknown-team"
    assert room.refused("leader", Fog("hospital-a", on=False, why="zaal 2")) == ""
    clear = room.reading("hospital-a", gauge)
    assert (clear.at, clear.value) == (None, room.read(gauge))
    assert room.reading("hospital-b", gauge) == old
    assert room.sees("hospital-a").clear and not room.sees("hospital-b").clear
    assert len(room.letters("hospital-a", "Per mail")) == 1
    assert room.letters("hospital-b", "Per mail") == []
    # What it writes itself goes at once too, and on again it is as it was.
    assert room.refused("hospital-a", Message(("region",), "Ja", "mobile")) == ""
    assert len(room.letters("region", "Ja")) == 1
    room.ask("leader", Fog("hospital-a", on=True))
    assert room.reading("hospital-a", gauge) == old


def test_a_house_rule_lifts_the_fog_for_the_length_of_its_move() -> None:
    moves = ruled(HouseFog(off=("hospital",)), 0, "moves")
    room = Room(moves).until("T+0:20").move("one", "brief", "talk")
    assert room.sees("hospital-a").clear and room.sees("hospital-b").clear
    assert not room.sees("region").clear
    room.move("one", "commit", "run").until("T+8").move("one", "preview", "report")
    # What the run brought is not seen before the report, fog or not.
    room.move("two", "brief")
    assert not room.sees("hospital-a").clear


def test_in_a_run_nothing_arrives_before_the_report() -> None:
    room = Room(foggy("moves")).until("T+0:20").move("one", "brief", "talk")
    room.ask("region", Message(("hospital-a",), "Briefje", "courier"))
    room.move("one", "commit", "run").until("T+8").move("one", "preview")
    assert room.letters("hospital-a", "Briefje") == []
    room.move("one", "report")
    assert len(room.letters("hospital-a", "Briefje")) == 1


# --- the shared picture ------------------------------------------------------------


def item(room: Room, seat: str, name: str) -> tuple[str, int | None]:
    shared = room.sees(seat).shared
    assert shared is not None
    one = next(one for one in shared.items if one.item == name)
    return one.text, one.at


def test_an_item_has_an_owner_and_a_time() -> None:
    room = Room().until("T+1")
    assert room.refused("hospital-a", Share("power", "Donker")) == "not-your-item"
    assert room.refused("region", Share("power", "Donker in het zuiden")) == ""
    assert room.refused("region", Share("gone", "x")) == "unknown-item"
    assert room.refused("region", Share("power", " ")) == "empty"
    assert room.refused("region", Share("", "zonder titel")) == "empty"
    assert room.refused("hospital-b", Share("", "Acht stuks", "Tenten")) == ""
    assert room.refused("response", Share("fuel", "Nog twee wagens")) == ""
    assert room.refused("leader", Share("fuel", "x")) == "not-allowed"
    room.until("T+2")
    assert item(room, "hospital-a", "power") == ("Donker in het zuiden", HOUR)
    shared = room.sees("region").shared
    assert shared is not None
    made = shared.items[-1]
    assert (made.title.nl, made.owner.nl, made.mine) == (
        "Tenten",
        "Ziekenhuis B",
        False,
    )
    assert [one.mine for one in shared.items] == [True, False, False, False]
    # Whoever made an item keeps it.
    assert room.refused("hospital-a", Share(made.item, "Nul")) == "not-your-item"
    assert room.refused("hospital-b", Share(made.item, "Zeven")) == ""


def test_a_table_without_a_line_sees_its_last_version_and_cannot_write() -> None:
    room = Room().until("T+1")
    room.ask("region", Share("power", "Donker"))
    room.until(DEAD)
    shared = room.sees("hospital-a").shared
    assert shared is not None and shared.since is not None and not shared.writes
    assert HOUR < shared.since < parse_offset(DEAD)
    assert room.refused("region", Share("power", "Hersteld")) == "shared-down"
    room.ask("leader", Fog("region"))
    assert room.refused("region", Share("power", "Hersteld")) == ""
    assert item(room, "region", "power") == ("Hersteld", parse_offset(DEAD))
    assert item(room, "leader", "power") == ("Hersteld", parse_offset(DEAD))
    assert item(room, "hospital-a", "power") == ("Donker", HOUR)
    room.until(BACK)
    assert item(room, "hospital-a", "power") == ("Hersteld", parse_offset(DEAD))


# --- laws --------------------------------------------------------------------------

ROOMS = ("region", "hospital-a", "hospital-b", "")
DEEDS: st.SearchStrategy[tuple[str, Action]] = st.one_of(
    st.tuples(st.just("region"), st.builds(
        Message, st.just(("hospital-a", "trader")), st.just("?"),
        st.sampled_from(("email", "text", "mobile", "courier")), st.booleans())),
    st.tuples(st.just("hospital-b"), st.builds(
        Decision, option=st.just("order-diesel"), values=st.just((("litres", 500),)))),
    st.tuples(st.just("region"), st.builds(Share, st.just("power"), st.just("x"))),
    st.tuples(st.just("region"), st.builds(
        Contact, st.just("hospital-a"), st.just("x"), request=st.just("ours"))),
)  # fmt: skip


@settings(max_examples=12, deadline=None)
@given(
    deeds=st.lists(st.tuples(st.integers(0, 20), DEEDS), max_size=8),
    fog=st.lists(st.tuples(st.integers(0, 20), st.sampled_from(ROOMS), st.booleans()),
                 max_size=6),
    rule=st.booleans(),
)  # fmt: skip
def test_fog_never_changes_the_world_nor_what_is_measured(
    deeds: list[tuple[int, tuple[str, Action]]],
    fog: list[tuple[int, str, bool]],
    rule: bool,
) -> None:
    def played(with_fog: bool) -> list[tuple[int, str, object]]:
        scenario = ruled(HOUSE) if rule and with_fog else foggy()
        room = Room(scenario)
        switches = [(at, "leader", Fog(who, on)) for at, who, on in fog] * with_fog
        acts = [(at, by, action) for at, (by, action) in deeds]
        for at, by, action in sorted([*acts, *switches], key=lambda one: one[0]):
            room.until(f"T+{at}").ask(by, action)
        room.until("T+24")
        return [
            (e.at, e.kind, {k: v for k, v in e.body.items() if k not in ("entry", "cause")})
            for e in room.exercise.journal
            if e.kind in ("reading", "reported", "happened", "applied", "worked")
        ]  # fmt: skip

    assert played(True) == played(False)


@settings(max_examples=8, deadline=None)
@given(deeds=st.lists(st.tuples(st.integers(0, 20), DEEDS), max_size=8))
def test_whatever_is_under_way_an_exercise_plays_again_to_the_same_entries(
    deeds: list[tuple[int, tuple[str, Action]]],
) -> None:
    room = Room(ruled(HOUSE))
    for at, (by, action) in sorted(deeds, key=lambda one: one[0]):
        room.until(f"T+{at}").ask(by, action)
    room.ask("leader", Fog("region"))
    room.until("T+24")
    first = list(room.exercise.journal)
    again = Exercise.again(dict(first[0].body), Journal())
    feed(again, first[1:])
    again.advance(parse_offset("T+24"))
    assert [(e.at, e.kind, e.body) for e in again.journal] == [
        (e.at, e.kind, e.body) for e in first
    ]
