"""Codes and tokens: who may sit where, and what lies on disk of it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ttx.errors import JournalError, TtxError
from ttx.live.door import Pass
from ttx.live.passes import KEPT, LENGTH, LETTERS, SPAN, TRIES, Passes

TABLE = Pass(1, "table", "hospital")


class Wall:
    """Real time in a test's hand."""

    def __init__(self) -> None:
        self.seconds = 0.0

    def __call__(self) -> float:
        return self.seconds


def test_a_code_opens_its_seat_however_it_is_typed() -> None:
    passes = Passes(None, Wall())
    code = passes.code(TABLE)
    for typed in (code, code.lower(), code.replace("-", " "), f" {code}\n"):
        assert passes.admit(passes.enter(typed, "10.0.0.1")) == TABLE
    assert len(code.replace("-", "")) == LENGTH
    assert set(code) <= {*LETTERS, "-"}


def test_a_wrong_code_opens_nothing_and_too_many_are_stopped() -> None:
    wall = Wall()
    passes = Passes(None, wall)
    code = passes.code(TABLE)
    for _ in range(TRIES):
        with pytest.raises(TtxError, match="opens no seat"):
            passes.enter("AAAA-AAAA", "10.0.0.9")
    with pytest.raises(TtxError, match="wait a minute"):
        passes.enter(code, "10.0.0.9")
    assert passes.admit(passes.enter(code, "10.0.0.1")) == TABLE
    wall.seconds += SPAN + 1
    assert passes.admit(passes.enter(code, "10.0.0.9")) == TABLE


def test_who_leaves_takes_the_token_along_and_old_ones_go() -> None:
    passes = Passes(None, Wall())
    first = passes.token(TABLE)
    assert passes.admit(first) == TABLE
    passes.drop(first)
    assert passes.admit(first) is None
    many = [passes.token(TABLE) for _ in range(KEPT + 5)]
    assert [passes.admit(one) is None for one in many] == [True] * 5 + [False] * KEPT


def test_a_revoked_place_has_to_be_entered_anew() -> None:
    passes = Passes(None, Wall())
    other = Pass(1, "table", "region")
    old, kept = passes.code(TABLE), passes.token(other)
    token = passes.enter(old, "here")
    assert passes.revoke(TABLE) == 1
    assert passes.admit(token) is None
    assert passes.admit(kept) == other
    with pytest.raises(TtxError, match="opens no seat"):
        passes.enter(old, "here")
    assert passes.admit(passes.enter(passes.code(TABLE), "here")) == TABLE


def test_what_is_on_disk_opens_nothing_by_itself_and_outlives_a_crash(
    tmp_path: Path,
) -> None:
    path = tmp_path / "session.seats.json"
    passes = Passes(path, Wall())
    code = passes.code(TABLE)
    token = passes.enter(code, "here")
    written = path.read_text("utf-8")
    assert token not in written
    assert code not in written and code.replace("-", "") not in written
    assert path.stat().st_mode & 0o077 == 0
    again = Passes(path, Wall())
    assert again.admit(token) == TABLE
    assert again.admit(again.enter(code, "here")) == TABLE


def test_an_unreadable_file_is_said_and_not_overwritten(tmp_path: Path) -> None:
    path = tmp_path / "session.seats.json"
    for broken in ("{", "[]", '{"salt": "a", "codes": {"x": [1, "king", "y"]}}'):
        path.write_text(broken, "utf-8")
        with pytest.raises(JournalError, match="cannot be read"):
            Passes(path, Wall())
        assert path.read_text("utf-8") == broken
