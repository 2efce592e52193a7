"""The calls that the response cell has to make, in order, and whom it speaks for.

Never says anything to a table by itself: a person reads the script.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.content import Content

from ttx.actions import Call, Improvise
from ttx.text import clean, say
from ttx.tui.screens.form import Field, Form
from ttx.tui.widgets.panel import Column, ListPanel, Row, section
from ttx.tui.words import due, moment, plain, title_of
from ttx.view import Phone, Picture


class Calls(ListPanel):
    """One line per call; the script stands beside it, between its spoken marks."""

    BINDINGS = [
        Binding("c", "tick('called')", "Called", id="calls.called"),
        Binding("a", "tick('answered')", "They answered", id="calls.answered"),
        Binding("s", "tick('said')", "Said", id="calls.said"),
        Binding("p", "promise", "Promise", id="calls.promise"),
    ]
    COLUMNS = (
        Column("Due", 10),
        Column("Speak as", 22),
        Column("To"),
        Column("State", 12),
    )
    EMPTY = "There are no calls to make now."

    def rows(self, picture: Picture) -> Iterable[Row]:
        for one in picture.cell.calls if picture.cell else ():
            when = "" if one.due is None else due(picture, one.due)
            to = ", ".join(title_of(name, picture, self.lang) for name in one.to)
            state = self.word("to call" if one.state in ("", "due") else one.state)
            who = plain(one.persona, self.lang)
            yield Row(one.inject, (when, who, to, state), loud=one.state != "said")

    def detail(self, picture: Picture, key: str) -> Content:
        one = self._call(key)
        if one is None:
            return Content("")
        exercise = self.word("EXERCISE EXERCISE EXERCISE")
        to = ", ".join(title_of(name, picture, self.lang) for name in one.to)
        head = self.word(
            "{persona} calls {to}", persona=plain(one.persona, self.lang), to=to
        )
        when = "" if one.due is None else moment(picture, one.due, self.lang)
        script = f"{exercise}\n\n{plain(one.script, self.lang)}\n\n{exercise}"
        note = section(self.word("Note"), plain(one.note, self.lang))
        return section(head, when) + Content(f"{script}\n\n") + note

    def _call(self, key: str) -> Phone | None:
        cell = self.picture.cell if self.picture else None
        found = (one for one in cell.calls if one.inject == key) if cell else ()
        return next(iter(found), None)

    def action_tick(self, state: str) -> None:
        """Tick off how far the call is."""
        if one := self._call(self.key):
            self.wish(
                Call(one.inject, state), self.word("Call: {s}.", s=self.word(state))
            )

    @work
    async def action_promise(self) -> None:
        """What was promised to the table, with a time."""
        one = self._call(self.key)
        if one is None:
            return
        label = self.word("What was promised, and by when")
        form = Form(self.lang, self.word("A promise to hand back"),
                    [Field("text", label, needed=True)])  # fmt: skip
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            self.wish(
                Call(one.inject, "said", str(filled["text"])),
                self.word("Promise noted."),
            )


class Personas(ListPanel):
    """Whom the cell speaks for; from here it speaks to a table as one of them."""

    BINDINGS = [Binding("n", "speak", "Speak to a table", id="personas.speak")]
    COLUMNS = (Column("Persona", 26), Column("What they want"))
    EMPTY = "The response cell speaks for nobody in this exercise."

    def rows(self, picture: Picture) -> Iterable[Row]:
        for name, title, wants, _ in picture.cell.personas if picture.cell else ():
            yield Row(name, (plain(title, self.lang), plain(wants, self.lang)))

    def detail(self, picture: Picture, key: str) -> Content:
        for name, title, wants, lines in picture.cell.personas if picture.cell else ():
            if name == key:
                told = [f"- {plain(line, self.lang)}" for line in lines]
                return section(
                    plain(title, self.lang), plain(wants, self.lang)
                ) + section(self.word("What they know and say"), *told)
        return Content("")

    def open(self, key: str) -> None:
        self.action_speak()

    @work
    async def action_speak(self) -> None:
        """A word to a table as this persona."""
        picture = self.picture
        if picture is None or picture.cell is None or not self.key:
            return
        titles = {name: title for name, title, _, _ in picture.cell.personas}
        persona = plain(titles[self.key], self.lang)
        form = speak_form(picture, self.lang, persona)
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            to = filled["to"]
            assert isinstance(to, tuple)
            self.wish(
                Improvise(to, str(filled["text"]), persona, "phone"), self.word("Sent.")
            )


def speak_form(picture: Picture, lang: str, persona: str) -> Form:
    """To whom, and what."""
    ours = {name for name, *_ in picture.cell.personas} if picture.cell else set()
    tables = tuple(
        (name, plain(title, lang)) for name, title in picture.people if name not in ours
    )
    return Form(
        lang,
        say(lang, "Speak as {who}", who=clean(persona)),
        [
            Field("to", say(lang, "To (space chooses)"), "many", choices=tables,
                  needed=True),
            Field("text", say(lang, "Text"), needed=True),
        ],
    )  # fmt: skip
