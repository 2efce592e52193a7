"""A request walks from asked to done, typed or spoken, and both sides see where it is."""

from __future__ import annotations

from tests.fog import Room, foggy
from ttx.actions import Contact, Handle, Message
from ttx.view import Letter, Spoken


def states(room: Room, text: str) -> tuple[str, str]:
    """Where a typed request stands: for who asked, and for who was asked."""
    asked, got = room.letter("region", text), room.letter("hospital-a", text)
    return asked.state, got.state


def test_a_typed_request_walks_through_its_states_and_both_sides_see_it() -> None:
    room = Room().until("T+1")
    room.ask("region", Message(("hospital-a",), "Zes bedden?", "email", request=True))
    assert states(room, "Zes bedden?") == ("asked", "asked")
    entry = room.letter("hospital-a", "Zes bedden?").entry
    room.ask("hospital-a", Handle(entry, "understood"))
    assert states(room, "Zes bedden?") == ("understood", "understood")
    room.ask("hospital-a", Handle(entry, "owned", "IC-hoofd"))
    assert room.letter("region", "Zes bedden?").owner == "IC-hoofd"
    room.ask("hospital-a", Message((), "Vier, na 14 uur", "email", reply_to=entry))
    assert states(room, "Zes bedden?") == ("answered", "answered")
    assert room.letter("region", "Vier, na 14 uur").kind == "reply"
    room.until("T+1:10").ask("hospital-a", Handle(entry, "done", text="vier geleverd"))
    asked = room.letter("region", "Zes bedden?")
    assert [one.state for one in asked.steps] == [
        "understood", "owned", "answered", "done",
    ]  # fmt: skip
    assert (asked.state, asked.owner) == ("done", "IC-hoofd")
    assert room.letters("hospital-b", "Zes bedden?") == []


def test_a_refusal_stands_apart_and_can_be_reconsidered() -> None:
    room = Room().until("T+1")
    room.ask("region", Message(("hospital-a",), "Zes?", "email", request=True))
    entry = room.letter("hospital-a", "Zes?").entry
    room.ask("hospital-a", Handle(entry, "refused", text="wij zijn vol"))
    assert states(room, "Zes?") == ("refused", "refused")
    room.ask("hospital-a", Handle(entry, "owned", "CBT"))
    assert states(room, "Zes?") == ("owned", "owned")


def test_word_of_a_step_travels_by_the_way_of_the_request() -> None:
    room = Room().until("T+1")
    room.ask("region", Message(("hospital-a",), "Zes?", "email", request=True))
    entry = room.letter("hospital-a", "Zes?").entry
    room.until("T+6").ask("hospital-a", Handle(entry, "owned", "CBT"))
    room.ask("hospital-a", Message((), "Vier", "email", reply_to=entry))
    assert states(room, "Zes?") == ("asked", "answered")
    assert room.letter("leader", "Zes?").state == "answered"
    room.until("T+23")
    assert states(room, "Zes?") == ("answered", "answered")
    assert room.letter("region", "Zes?").owner == "CBT"


def test_only_the_two_sides_say_where_a_request_stands() -> None:
    room = Room().until("T+1")
    room.ask("region", Message(("hospital-a",), "Zes?", "email", request=True))
    room.ask("region", Message(("hospital-a",), "Goedemorgen", "email"))
    entry = room.letter("hospital-a", "Zes?").entry
    plain = room.letter("hospital-a", "Goedemorgen").entry
    assert room.refused("hospital-b", Handle(entry, "done")) == "not-your-request"
    assert room.refused("hospital-a", Handle(plain, "done")) == "no-request"
    assert room.refused("hospital-a", Handle(999, "done")) == "no-request"
    assert room.refused("hospital-a", Handle(entry, "asked")) == "bad-value"
    assert room.refused("region", Handle(entry, "done")) == ""


def test_a_reply_without_names_goes_to_who_wrote() -> None:
    room = Room(foggy(channels={})).until("T+0:30")
    room.ask("region", Message(("hospital-a",), "Vraag"))
    entry = room.letter("hospital-a", "Vraag").entry
    room.ask("hospital-a", Message((), "Antwoord", reply_to=entry))
    assert room.letter("region", "Antwoord").reply_to == entry
    mine = room.letter("hospital-a", "Antwoord").entry
    room.ask("hospital-a", Message((), "En nog iets", reply_to=mine))
    assert len(room.letters("region", "En nog iets")) == 1
    (inject,) = [e for e in room.kinds("delivered") if e.body["inject"] == "first"]
    room.ask("region", Message((), "Veel", reply_to=inject.seq))
    assert len(room.letters("response", "Veel")) == 1


# --- spoken ------------------------------------------------------------------------


def spoken(room: Room, seat: str) -> Spoken:
    (one,) = room.sees(seat).contacts
    return one


def test_a_spoken_request_gets_the_same_states_on_both_sides() -> None:
    room = Room().until("T+1")
    noted = Contact("Ziekenhuis A", "vier verpleegkundigen", request="ours")
    entry = room.ask("region", noted).seq
    ours, theirs = spoken(room, "region"), spoken(room, "hospital-a")
    assert (ours.request, ours.state) == ("ours", "asked")
    assert (theirs.request, theirs.state, theirs.team) == ("theirs", "asked", "region")
    assert room.sees("hospital-b").contacts == ()
    assert room.refused("hospital-b", Handle(entry, "done")) == "not-your-request"
    room.ask("hospital-a", Handle(entry, "owned", "HR"))
    room.ask("region", Handle(entry, "done"))  # they came: who asked notes it too
    assert [spoken(room, one).state for one in ("region", "hospital-a")] == ["done"] * 2
    assert [one.by for one in spoken(room, "region").steps] == ["hospital-a", "region"]


def test_a_request_spoken_to_a_persona_is_the_response_cells() -> None:
    room = Room().until("T+1")
    entry = room.ask(
        "region", Contact("Fuel trader", "twee wagens", request="ours")
    ).seq
    assert spoken(room, "response").state == "asked"
    room.ask("response", Handle(entry, "answered", "trader", "om 16 uur"))
    assert spoken(room, "region").steps[-1].text == "om 16 uur"
    # The response cell notes what it asked itself, as well.
    again = Contact("region", "wie betaalt?", request="ours")
    assert room.refused("response", again) == ""
    assert room.sees("region").contacts[-1].request == "theirs"


def test_plain_talk_stays_with_who_noted_it() -> None:
    room = Room().until("T+1")
    entry = room.ask("region", Contact("hospital-a", "kennismaking")).seq
    assert room.sees("hospital-a").contacts == ()
    assert spoken(room, "region").state == ""
    assert room.refused("region", Handle(entry, "done")) == "no-request"
    assert room.refused("region", Contact("x", "y", request="both")) == "bad-value"


def test_a_request_under_way_can_be_followed_up_by_who_sent_it() -> None:
    room = Room().until("T+6")
    room.ask("region", Message(("hospital-a",), "Zes?", "text", request=True))
    sent: Letter = room.letter("region", "Zes?")
    assert room.refused("region", Handle(sent.entry, "done", text="langsgegaan")) == ""
    assert room.letter("region", "Zes?").state == "done"
