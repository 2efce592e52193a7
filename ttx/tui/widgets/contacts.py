"""Who spoke with whom away from the keyboard: the talk that an exercise lives on.

Never asks for more than a line: with whom, about what.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.binding import Binding
from textual.content import Content

from ttx.actions import Contact
from ttx.text import clean, say
from ttx.tui.screens.form import Field, Form
from ttx.tui.widgets.panel import Column, ListPanel, Row
from ttx.tui.words import moment
from ttx.view import Picture

WAYS = ("in person", "by phone", "by radio", "by courier")


class Contacts(ListPanel):
    """The contacts that this table noted, newest first."""

    BINDINGS = [Binding("n", "screen.contact", "Note a contact", id="contacts.new")]
    COLUMNS = (
        Column("Time", 5),
        Column("With", 22),
        Column("How", 13, 60),
        Column("Matter"),
    )
    EMPTY = "No contacts noted yet. Press k when someone spoke with another table."

    def rows(self, picture: Picture) -> Iterable[Row]:
        for one in reversed(picture.contacts):
            clock = f"{picture.calendar.clock(one.at):%H:%M}"
            yield Row(
                str(one.entry),
                (clock, clean(one.with_whom), self.word(one.how), clean(one.about)),
            )

    def detail(self, picture: Picture, key: str) -> Content:
        one = next((c for c in picture.contacts if str(c.entry) == key), None)
        if one is None:
            return Content("")
        head = f"{clean(one.with_whom)} · {self.word(one.how)}"
        outcome = (
            self.word("Outcome: {text}", text=clean(one.outcome)) if one.outcome else ""
        )
        return Content.assemble(
            (head, "bold"),
            f"\n{moment(picture, one.at, self.lang)}\n\n{clean(one.about)}\n{outcome}",
        )


def contact_form(lang: str, picture: Picture) -> Form:
    """Four questions; the first two are enough."""
    names = ", ".join(t.of(lang) for name, t in picture.people if name != picture.seat)
    return Form(
        lang,
        say(lang, "Note a contact"),
        [
            Field("with_whom", say(lang, "With whom"), needed=True, hint=clean(names)),
            Field("about", say(lang, "About what"), needed=True),
            Field("how", say(lang, "How (arrows change it)"), "choice", "in person",
                  tuple((way, say(lang, way)) for way in WAYS)),
            Field("outcome", say(lang, "With what outcome")),
        ],
    )  # fmt: skip


def contact_of(filled: dict[str, object]) -> Contact:
    """The contact that a filled form describes."""
    return Contact(
        str(filled["with_whom"]),
        str(filled["about"]),
        str(filled["how"]),
        str(filled["outcome"]),
    )
