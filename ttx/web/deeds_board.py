"""What the leader's board asks beside moves and injects: time, model, figures, levers.

Reads fields into actions and wishes; does nothing itself, and knows no page.
"""

from __future__ import annotations

from ttx.actions import Action, Jump, ModelOff, Override, Pull, Script
from ttx.errors import TtxError
from ttx.live.seat import AnotherSeed, Control, Speed
from ttx.view import Handle, Picture, Reading
from ttx.web.forms import Fields

SPEEDS = ("1", "5", "15", "60", "240", "0")
"""Exercise seconds per real second, as at the terminal; 0: as fast as it goes."""


def speed(form: Fields, picture: Picture) -> Control:
    """How fast running time goes."""
    return Speed(form.figure("factor"))


def jump(form: Fields, picture: Picture) -> Action:
    """Leap to a moment that was asked about first."""
    return Jump(form.whole("to"))


def script(form: Fields, picture: Picture) -> Action:
    """The leader's own text in place of the computed report."""
    return Script(form.many("to"), form.needed("text"), form.needed("why"))


def model(form: Fields, picture: Picture) -> Action:
    """The world off or on again."""
    return ModelOff(form.yes("off"), form.text("why"))


def luck(form: Fields, picture: Picture) -> Control:
    """The previewed run again, with other luck."""
    return AnotherSeed()


def override(form: Fields, picture: Picture) -> Action:
    """What a figure shows from now on; `clear` ends it."""
    gauge = chosen(form, "gauge", [one.gauge for one in picture.readings])
    if form.yes("clear"):
        return Override(gauge, why=form.text("why"), clear=True)
    return Override(gauge, form.figure("value"), form.needed("why"))


def pull(form: Fields, picture: Picture) -> Action:
    """A lever by hand."""
    levers = picture.desk.levers if picture.desk else ()
    lever = chosen(form, "lever", [one.lever for one in levers])
    return Pull(lever, form.figure("value"), form.needed("why"))


def chosen(form: Fields, name: str, known: list[str]) -> str:
    """The one that was ticked; TtxError where none was."""
    given = form.text(name, 200)
    if given not in known:
        raise TtxError("Choose one of the list.")
    return given


# --- what is looked up first ------------------------------------------------------


def passed(picture: Picture, now: int, to: int) -> list[tuple[int, str, str]]:
    """What a jump passes: (due, inject, its number), the first one first."""
    lines = picture.desk.lines if picture.desk else ()
    due = [
        (one.due, one.inject, one.number) for one in lines
        if one.due is not None and now < one.due <= to and one.entry is None
    ]  # fmt: skip
    return sorted(due)


def levers(picture: Picture, part: str, lang: str) -> list[Handle]:
    """The levers with these letters in their name or title."""
    found = picture.desk.levers if picture.desk else ()
    part = part.casefold()
    return [
        one for one in found if part in f"{one.says.of(lang)} {one.lever}".casefold()
    ]


def figures(picture: Picture, part: str, lang: str) -> list[Reading]:
    """The figures with these letters in their name or title."""
    part = part.casefold()
    return [
        one for one in picture.readings
        if part in f"{one.title.of(lang)} {one.gauge}".casefold()
    ]  # fmt: skip
