"""What goes over the wire: frames that fit, patches that lose nothing, one encoding."""

from __future__ import annotations

import contextlib
import dataclasses
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.seats import table
from ttx.actions import Commit, Decision, from_plain, to_plain
from ttx.errors import Refusal
from ttx.live import wire
from ttx.live.mail import Mail
from ttx.live.patch import difference, patched
from ttx.live.seat import Answer, AskHelp, ClockFace, Fork, Go, Pause, Present, Speed
from ttx.moment import HOUR
from ttx.text import Text
from ttx.view import Picture

SCALARS = st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=3)
DATA = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=5)
        | st.dictionaries(st.sampled_from("abcd"), inner, max_size=4)
    ),
    max_leaves=20,
)
RECORDS = st.dictionaries(st.sampled_from("abcdef"), DATA, max_size=6)


@given(RECORDS, RECORDS)
def test_a_patch_makes_the_new_of_the_old(
    old: dict[str, Any], new: dict[str, Any]
) -> None:
    before = json.dumps(old)
    patch = json.loads(json.dumps(difference(old, new)))
    assert patched(old, patch) == new
    assert json.dumps(old) == before


@given(RECORDS)
def test_nothing_changed_needs_no_patch(same: dict[str, Any]) -> None:
    assert difference(same, json.loads(json.dumps(same))) == {}


@given(RECORDS, RECORDS)
def test_a_patch_for_something_else_never_fails_otherwise(
    old: dict[str, Any], patch: dict[str, Any]
) -> None:
    with contextlib.suppress(ValueError):
        patched(old, {"in": patch, "cut": patch, "each": patch})


def test_a_picture_comes_out_as_it_went_in() -> None:
    picture = table().picture()
    sent = json.loads(json.dumps(wire.plain_picture(picture)))
    assert wire.picture_of(sent, picture.version) == picture


@pytest.mark.parametrize(
    "wish", [Pause("koffie"), Go(), Speed(60.0), Fork(12), AskHelp("kom even")]
)
def test_a_wish_comes_out_as_it_went_in(wish: Any) -> None:
    frame = wire.Frame(id="a", do="control", wish=wire.wish_to(wish))
    again = wire.read_frame(frame.model_dump_json())
    assert wire.wish_of(again) == wish


def test_answers_faces_and_lobbies_come_out_as_they_went_in() -> None:
    no = Refusal("not-yours", {"who": Text("de leider", "the leader")})
    for answer in (Answer(3), Answer(4, draft=True), Answer(refusal=no)):
        sent = json.loads(json.dumps(wire.plain_answer(answer)))
        assert wire.answer_of(sent) == answer
    face = ClockFace(90_000, "stands", left=-3000, wall=1.5, shows="map")
    assert wire.face_of(json.loads(json.dumps(wire.plain_face(face)))) == face
    here = (Present("a", "table", Text("A", "A"), 2, ("read",), "", None),)
    assert wire.present_of(json.loads(json.dumps(wire.plain_present(here)))) == here


@pytest.mark.parametrize(
    "raw",
    [
        "", "{", "[]", "null", "7", '"x"', "{}", '{"id":"a"}', '{"id":"","do":"why"}',
        '{"id":"a","do":"rule"}', '{"id":7,"do":"why"}', '{"id":"a b","do":"why"}',
        '{"id":"a","do":"why","king":1}', '{"id":"a","do":"erase","draft":"1"}',
        '{"id":"a","do":"why","text":"' + "x" * 5000 + '"}', "[" * 10_000,
        '{"id":"' + "a" * 100 + '","do":"why"}', '{"id":"a","do":"erase","draft":1e999}',
        '{"id":"a","do":"submit","action":' + '{"a":' * 300 + "1" + "}" * 301,
        "x" * (wire.LARGEST + 1), '{"id":"a","do":"why","text":"\ud800"}',
    ],
)  # fmt: skip
def test_what_is_no_frame_is_told_so(raw: str) -> None:
    with pytest.raises(wire.Malformed) as told:
        wire.action_of(wire.read_frame(raw))
    assert told.value.sentence("nl") != told.value.sentence("en")


@given(st.text(max_size=200))
def test_any_text_is_a_frame_or_a_sentence(raw: str) -> None:
    try:
        wire.read_frame(raw)
    except wire.Malformed as wrong:
        assert wrong.sentence("nl")


@given(DATA, DATA)
def test_any_action_or_wish_fits_or_is_told(action: Any, wish: Any) -> None:
    inner = action if isinstance(action, dict) else {"kind": "Decision", "text": action}
    asked = wish if isinstance(wish, dict) else {"kind": "Pause", "why": wish}
    frame = wire.Frame.model_construct(id="a", do="submit", action=inner, wish=asked)
    for read in (wire.action_of, wire.wish_of):
        try:
            read(frame)
        except wire.Malformed as wrong:
            assert wrong.sentence("en")


def test_actions_fit_frames() -> None:
    for action in (Commit(), Decision(text="Stoppen", values=(("beds", 3),))):
        frame = wire.Frame(id="a", do="submit", action=to_plain(action))
        sent = wire.read_frame(frame.model_dump_json())
        assert wire.action_of(sent) == from_plain(to_plain(action)) == action


class Screen:
    """A seat's picture in a test's hand."""

    def __init__(self) -> None:
        self.now = table().picture()
        self.looked = 0

    def __call__(self) -> Picture:
        self.looked += 1
        return self.now

    def turn(self, **changes: Any) -> None:
        self.now = dataclasses.replace(
            self.now, version=self.now.version + 1, **changes
        )


def follow(mail: Mail, plain: dict[str, Any], version: int) -> tuple[Any, int]:
    """What a client makes of its mail."""
    now, frames = mail.frames(version)
    for text in frames:
        frame = json.loads(text)
        if frame["is"] == "picture":
            plain = frame["picture"]
        else:
            assert frame["since"] == version
            plain = patched(plain, frame["patch"])
        version = frame["version"]
    assert version == now
    return plain, version


def test_who_comes_late_and_who_follows_have_the_same_picture() -> None:
    screen = Screen()
    mail = Mail(screen)
    first, has = follow(mail, {}, 0)
    slow, slow_has = first, has
    for at in range(40):
        screen.turn(now=screen.now.now + at, committed=at % 3 == 0)
        first, has = follow(mail, first, has)
        if at % 7 == 0:
            slow, slow_has = follow(mail, slow, slow_has)
    slow, slow_has = follow(mail, slow, slow_has)
    late, late_has = follow(mail, {}, 0)
    assert first == slow == late == wire.plain_picture(screen.now)
    assert has == slow_has == late_has
    assert mail.frames(has) == (has, [])


def test_what_did_not_change_is_not_sent_again() -> None:
    screen = Screen()
    mail = Mail(screen)
    _, has = follow(mail, {}, 0)
    screen.turn()
    assert mail.frames(has) == (has, [])


def test_a_version_of_another_host_gets_the_whole() -> None:
    mail = Mail(Screen())
    mail.frames(0)
    for strange in (7, 99, -1):
        assert json.loads(mail.frames(strange)[1][0])["is"] == "picture"


def test_what_changes_while_it_is_being_sent_comes_next() -> None:
    screen = Screen()
    mail = Mail(screen)
    has, first = mail.frames(0)
    screen.turn(committed=True)
    mail.frames(0)
    plain = json.loads(first[0])["picture"]
    plain, has = follow(mail, plain, has)
    assert plain == wire.plain_picture(screen.now)


def test_that_time_went_on_is_not_sent() -> None:
    screen = Screen()
    mail = Mail(screen)
    plain, has = follow(mail, {}, 0)
    then = screen.now.now
    screen.turn(now=then + HOUR, knows=then + HOUR)
    assert mail.frames(has) == (has, [])
    screen.turn(now=then + 2 * HOUR)  # a run began: this table is told no more
    plain, has = follow(mail, plain, has)
    assert (plain["now"], plain["knows"]) == (then + 2 * HOUR, then + HOUR)
    screen.turn(now=then + 3 * HOUR)
    assert mail.frames(has) == (has, [])
    screen.turn(now=then + 4 * HOUR, knows=then + 4 * HOUR)
    plain, has = follow(mail, plain, has)
    assert plain == wire.plain_picture(screen.now)


def test_a_picture_has_the_time_of_its_clock() -> None:
    seen = dataclasses.replace(table().picture(), now=HOUR, knows=HOUR)
    runs = wire.timed(seen, ClockFace(HOUR + 90_000, "runs", 60.0))
    assert (runs.now, runs.knows) == (HOUR + 90_000, HOUR + 90_000)
    cut = dataclasses.replace(seen, knows=0)
    told = wire.timed(cut, ClockFace(2 * HOUR, "computing"))
    assert (told.now, told.knows) == (2 * HOUR, 0)
    back = wire.timed(seen, ClockFace(0, "restoring", progress=0.3))
    assert back == seen


def test_one_figure_that_changed_is_all_that_is_written_again() -> None:
    """Records that stayed the same object keep what was written of them."""
    before = table().picture()
    was = wire.plain_picture(before)
    one, *rest = before.readings
    moved = dataclasses.replace(one, value=2.0, shown=Text("2 h", "2 h"))
    after = dataclasses.replace(before, readings=(*rest, moved))
    plain = wire.plain_picture(after, before, was)
    assert plain == wire.plain_picture(after)
    kept = zip(plain["readings"], was["readings"][1:], strict=False)
    assert all(new is old for new, old in kept)
