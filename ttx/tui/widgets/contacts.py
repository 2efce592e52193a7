"""Who spoke with whom away from the keyboard: the talk that an exercise lives on.

Never asks for more than a line: with whom, about what.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.content import Content

from ttx.actions import Contact
from ttx.text import clean, say
from ttx.tui.screens.form import Field, Form
from ttx.tui.widgets.panel import Column, ListPanel, Row
from ttx.tui.widgets.requests import follow_up, steps_told
from ttx.tui.words import moment, title_of
from ttx.view import Picture, Spoken

WAYS = ("in person", "by phone", "by radio", "by courier")


class Contacts(ListPanel):
    """The contacts that this table noted, newest first; spoken requests of both sides."""

    BINDINGS = [
        Binding("n", "screen.contact", "Note one", id="contacts.new"),
        Binding("h", "handle", "Follow up", id="contacts.handle"),
    ]
    COLUMNS = (
        Column("Time", 5),
        Column("With", 22),
        Column("How", 13, 60),
        Column("Matter"),
        Column("State", 11, 50),
    )
    EMPTY = "No contacts noted yet. Press k when someone spoke with another table."

    def rows(self, picture: Picture) -> Iterable[Row]:
        for one in reversed(picture.contacts):
            clock = f"{picture.calendar.clock(one.at):%H:%M}"
            yield Row(
                str(one.entry),
                (clock, self.who(picture, one), self.word(one.how), clean(one.about),
                 self.word(one.state) if one.state else ""),
            )  # fmt: skip

    def who(self, picture: Picture, one: Spoken) -> str:
        """With whom; where another noted it, who that was."""
        noted = title_of(one.team, picture, self.lang)
        if one.team == picture.seat:
            return clean(one.with_whom)
        staff = picture.kind != "table"
        return f"{noted} > {clean(one.with_whom)}" if staff else noted

    def detail(self, picture: Picture, key: str) -> Content:
        one = next((c for c in picture.contacts if str(c.entry) == key), None)
        if one is None:
            return Content("")
        head = f"{self.who(picture, one)} · {self.word(one.how)}"
        outcome = (
            self.word("Outcome: {text}", text=clean(one.outcome)) if one.outcome else ""
        )
        told = steps_told(picture, one.steps, self.lang)
        request = self.word(ASKED[one.request]) if one.request else ""
        when = " · ".join(filter(None, (moment(picture, one.at, self.lang), request)))
        return Content.assemble(
            (head, "bold"), f"\n{when}\n\n{clean(one.about)}\n{outcome}\n{told}"
        )

    @work
    async def action_handle(self) -> None:
        """Say where a spoken request stands."""
        contacts = self.picture.contacts if self.picture else ()
        one = next((c for c in contacts if str(c.entry) == self.key), None)
        if one is not None and one.request:
            await follow_up(self, one.entry, clean(one.about), one.owner)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Evaluators look on: they follow nothing up."""
        if action == "handle":
            return self.picture is None or self.picture.kind != "evaluator"
        return super().check_action(action, parameters)


ASKED = {
    "ours": "a request of ours to them",
    "theirs": "a request of theirs to us",
}


def contact_form(lang: str, picture: Picture, request: str | None = None) -> Form:
    """Four questions, the first two are enough; with `request`, whether it was one.

    An evaluator, who is no side of it, says who spoke too.
    """
    asked = [
        Field("request", say(lang, "What it was"), "choice", request or "", choices=(
            ("", say(lang, "talk")),
            *((key, say(lang, words)) for key, words in ASKED.items())))
    ] if request is not None else []  # fmt: skip
    names = ", ".join(t.of(lang) for name, t in picture.people if name != picture.seat)
    watches = picture.kind == "evaluator"
    spoke = [Field("seen", say(lang, "Who spoke"), needed=True)] if watches else []
    return Form(
        lang,
        say(lang, "Note a spoken request" if request else "Note a contact"),
        [
            *spoke,
            Field("with_whom", say(lang, "With whom"), needed=True, hint=clean(names)),
            Field("about", say(lang, "About what"), needed=True),
            Field("how", say(lang, "How (arrows change it)"), "choice", "in person",
                  tuple((way, say(lang, way)) for way in WAYS)),
            Field("outcome", say(lang, "With what outcome")),
            *asked,
        ],
    )  # fmt: skip


def contact_of(filled: dict[str, object]) -> Contact:
    """The contact that a filled form describes."""
    return Contact(
        str(filled["with_whom"]),
        str(filled["about"]),
        str(filled["how"]),
        str(filled["outcome"]),
        str(filled.get("request", "")),
        str(filled.get("seen", "")),
    )
