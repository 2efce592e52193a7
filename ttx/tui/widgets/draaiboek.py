"""The draaiboek (MSEL) as exercise control works with it: every inject and its state.

Never deletes: a retracted or skipped inject stays in the list.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.content import Content

from ttx.actions import Hold, Postpone, Release, Resend, Retract, Skip
from ttx.moment import MINUTE
from ttx.tui.screens.form import Field, Form, a_number
from ttx.tui.widgets.panel import Column, ListPanel, Row, section
from ttx.tui.words import channel_word, due, moment, plain, title_of
from ttx.view import Line, Picture


class Draaiboek(ListPanel):
    """One line per inject."""

    BINDINGS = [
        Binding("f", "fire", "Fire now", id="msel.fire"),
        Binding("h", "hold", "Hold", id="msel.hold"),
        Binding("p", "postpone", "Postpone", id="msel.postpone"),
        Binding("s", "skip", "Skip", show=False, id="msel.skip"),
        Binding("r", "resend", "Send again", show=False, id="msel.resend"),
        Binding("t", "retract", "Retract", show=False, id="msel.retract"),
    ]
    COLUMNS = (
        Column("No.", 5),
        Column("Due", 10),
        Column("To", 16, 60),
        Column("Inject"),
        Column("State", 13),
    )
    EMPTY = "This exercise has no injects."

    def rows(self, picture: Picture) -> Iterable[Row]:
        for one in picture.desk.lines if picture.desk else ():
            when = "" if one.due is None else due(picture, one.due)
            to = ", ".join(title_of(name, picture, self.lang) for name in one.to)
            title = plain(one.title, self.lang)
            waits = one.state in ("waiting", "held")
            state = self.word(one.state)
            yield Row(one.inject, (one.number, when, to, title, state), loud=waits)

    def detail(self, picture: Picture, key: str) -> Content:
        one = self._line(key)
        if one is None:
            return Content("")
        to = ", ".join(title_of(name, picture, self.lang) for name in one.to)
        facts = [
            self.word(one.state),
            "" if one.due is None else moment(picture, one.due, self.lang),
            self.word("{sender} to {to}", sender=plain(one.sender, self.lang), to=to),
            channel_word(one.channel, picture, self.lang),
            self.word("{count} words", count=one.words) if one.words else "",
            self.word("the clock stops here") if one.stops else "",
        ]
        return (
            section(f"{one.number} {plain(one.title, self.lang)}".strip(),
                    " · ".join(filter(None, facts)), plain(one.text, self.lang))
            + section(self.word("How far the condition is"),
                      plain(one.progress, self.lang))
            + section(self.word("For exercise control"), plain(one.controller, self.lang))
            + section(self.word("Expected response (not shown to tables)"),
                      plain(one.expects, self.lang))
        )  # fmt: skip

    def _line(self, key: str) -> Line | None:
        lines = self.picture.desk.lines if self.picture and self.picture.desk else ()
        return next((one for one in lines if one.inject == key), None)

    def action_fire(self) -> None:
        if one := self._line(self.key):
            self.wish(
                Release(one.inject), self.word("Inject {no} sent.", no=one.number)
            )

    def action_hold(self) -> None:
        one = self._line(self.key)
        if one is None:
            return
        held = one.state == "held"
        done = self.word("Let go.") if held else self.word("Held until it is released.")
        self.wish(Hold(one.inject, not held), done)

    @work
    async def action_postpone(self) -> None:
        """Deliver it later, in exercise time."""
        one = self._line(self.key)
        if one is None:
            return

        label = self.word("How many minutes of exercise time later")
        form = Form(
            self.lang,
            self.word("Postpone: {title}", title=plain(one.title, self.lang)),
            [Field("by", label, value="30", needed=True, read=a_number(self.lang))],
        )
        filled = await self.app.push_screen_wait(form)
        if filled is not None and isinstance(filled["by"], float):
            later = round(filled["by"] * MINUTE)
            self.wish(Postpone(one.inject, later), self.word("Postponed."))

    @work
    async def action_skip(self) -> None:
        """Leave it out; it stays in the list."""
        one = self._line(self.key)
        if one is None:
            return
        why = await self._why(
            self.word("Skip: {title}", title=plain(one.title, self.lang))
        )
        if why is not None:
            self.wish(Skip(one.inject, why), self.word("Skipped."))

    @work
    async def action_retract(self) -> None:
        """A recorded correction: tables see that it is taken back."""
        one = self._line(self.key)
        if one is None:
            return
        title = plain(one.title, self.lang)
        why = await self._why(
            self.word("Retract: {title}", title=title),
            self.word("Tables see it marked as retracted; what they decided stays."),
        )
        if why is not None:
            self.wish(Retract(one.inject, why), self.word("Retracted."))

    def action_resend(self) -> None:
        if one := self._line(self.key):
            self.wish(Resend(one.inject), self.word("Sent again."))

    async def _why(self, title: str, note: str = "") -> str | None:
        form = Form(self.lang, title, [Field("why", self.word("Why"))], note)
        filled = await self.app.push_screen_wait(form)
        return None if filled is None else str(filled["why"])
