"""The forms of the report: findings, plan, weighing, comments, status, who was there.

Reads fields into actions; does nothing itself, and knows no page.
"""

from __future__ import annotations

from ttx.actions import (
    Action,
    Attendance,
    Comment,
    Finding,
    Improvement,
    Particulars,
    Reveal,
    SignOff,
    Status,
    Weigh,
    Withdraw,
)
from ttx.errors import TtxError
from ttx.view import Picture
from ttx.web.forms import Fields

ROWS = 12
"""Roles that one form of participants can hold."""


def reveal(form: Fields, picture: Picture) -> Action:
    """What is shown or taken away, to all tables or to the one that is named."""
    to = form.text("to", 200)
    return Reveal(form.text("what", 40), form.yes("on"), (to,) if to else ())


def finding(form: Fields, picture: Picture) -> Action:
    """A strength or an area for improvement, new or in other words."""
    return Finding(
        form.text("sort", 40), form.needed("text"), form.text("reference", 400),
        form.text("cause"), form.text("objective", 200), form.text("team", 200),
        _numbers(form, "seen"), _entry(form, "entry"),
    )  # fmt: skip


def improvement(form: Fields, picture: Picture) -> Action:
    """A row of the improvement plan, new or in other words."""
    return Improvement(
        form.needed("text"), _entry(form, "finding"), form.text("issue"),
        form.text("element", 40), form.text("owner", 200), form.text("contact", 200),
        form.text("start", 40), form.text("end", 40), form.yes("above"),
        form.text("state", 40) or "open", _entry(form, "entry"),
    )  # fmt: skip


def weigh(form: Fields, picture: Picture) -> Action:
    """What an evaluator makes of a computed sentence."""
    return Weigh(form.text("sentence", 200), form.text("verdict", 40), form.text("text"),
                 form.text("why"), form.text("wording"))  # fmt: skip


def comment(form: Fields, picture: Picture) -> Action:
    """Beside a part of the report, or in answer to a comment."""
    return Comment(form.text("part", 40), form.needed("text"), _entry(form, "reply_to"))


def withdraw(form: Fields, picture: Picture) -> Action:
    """Take back what was written."""
    return Withdraw(form.whole("entry"), form.text("why"))


def status(form: Fields, picture: Picture) -> Action:
    """Where the report stands from now on."""
    return Status(form.text("state", 40), form.text("why"))


def attendance(form: Fields, picture: Picture) -> Action:
    """So many of each role; rows without a number are left out."""
    roles = []
    for row in range(ROWS):
        role, number = form.text(f"role{row}", 80), form.text(f"n{row}", 4)
        if not number or number == "0":
            continue
        if not role:
            raise TtxError("Write the role beside the number.")
        if not number.isdecimal():
            raise TtxError("Write a number.")
        roles.append((role, int(number)))
    return Attendance(form.text("team", 200) or picture.seat, tuple(roles))


def particulars(form: Fields, picture: Picture) -> Action:
    """The day itself."""
    return Particulars(
        form.text("date", 40), form.text("place", 200), form.text("sponsor", 200),
        form.text("contact", 200), form.text("scope"),
    )  # fmt: skip


def sign_off(form: Fields, picture: Picture) -> Action:
    """An expert's word on an assumption or a figure."""
    figure = form.text("place", 200) or form.text("figure", 200)
    return SignOff(figure, form.text("verdict", 40), form.needed("role"),
                   form.text("date", 40), form.text("text"), form.text("to", 200))  # fmt: skip


def _entry(form: Fields, name: str) -> int | None:
    return form.whole(name) if form.text(name, 20) else None


def _numbers(form: Fields, name: str) -> tuple[int, ...]:
    found = form.all.get(name, ())
    if not all(one.isdecimal() and len(one) < 12 for one in found):
        raise TtxError("This form cannot be read; load the page anew.")
    return tuple(int(one) for one in found)
