"""The levers of the world that the leader may set by hand.

Never without a reason: it stands in the report.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.content import Content

from ttx.actions import Pull
from ttx.text import clean
from ttx.tui.screens.form import Field, Form, a_number
from ttx.tui.widgets.panel import Column, ListPanel, Row, section
from ttx.tui.words import amount, plain
from ttx.view import Handle, Picture


class Levers(ListPanel):
    """One line per lever, with its value now."""

    BINDINGS = [
        Binding("enter", "pull", "Set", id="levers.pull"),
        Binding("slash", "find", "Find", key_display="/", id="levers.find"),
    ]
    wanted = ""
    COLUMNS = (Column("Lever"), Column("Value now", 14), Column("Unit", 12, 60))
    EMPTY = "This exercise has no levers to set by hand."

    def rows(self, picture: Picture) -> Iterable[Row]:
        for one in picture.desk.levers if picture.desk else ():
            says = plain(one.says, self.lang) or one.lever
            if self.wanted not in f"{says} {one.lever}".casefold():
                continue
            yield Row(one.lever, (says, self._value(one.value), clean(one.unit)))

    def _value(self, value: float) -> str:
        return amount(value, self.lang)

    def detail(self, picture: Picture, key: str) -> Content:
        one = self._handle(key)
        if one is None:
            return Content("")
        low, high = self._value(one.low), self._value(one.high)
        bounds = self.word(
            "from {low} to {high} {unit}", low=low, high=high, unit=one.unit
        )
        return section(plain(one.says, self.lang) or one.lever, one.lever, bounds)

    def _handle(self, key: str) -> Handle | None:
        desk = self.picture.desk if self.picture else None
        found = (one for one in desk.levers if one.lever == key) if desk else ()
        return next(iter(found), None)

    @work
    async def action_find(self) -> None:
        """Show only the levers with these letters; nothing typed shows all."""
        label = self.word("Part of its name; empty shows all")
        form = Form(self.lang, self.word("Find a lever"),
                    [Field("text", label, value=self.wanted)])  # fmt: skip
        filled = await self.app.push_screen_wait(form)
        if filled is not None and self.picture is not None:
            self.wanted = str(filled["text"]).casefold()
            self.draw(self.picture)

    def open(self, key: str) -> None:
        self.action_pull()

    @work
    async def action_pull(self) -> None:
        """Set it, with the reason."""
        one = self._handle(self.key)
        if one is None:
            return
        bounds = f"{self._value(one.low)} - {self._value(one.high)} {clean(one.unit)}"
        form = Form(
            self.lang,
            plain(one.says, self.lang) or one.lever,
            [
                Field("value", f"{self.word('Value')} ({bounds.rstrip()})",
                      value=f"{one.value:g}", needed=True, read=a_number(self.lang)),
                Field("why", self.word("Why"), needed=True),
            ],
            self.word("The world changes at once; the report names it as your act."),
        )  # fmt: skip
        filled = await self.app.push_screen_wait(form)
        if filled is not None and isinstance(filled["value"], float):
            pull = Pull(one.lever, filled["value"], str(filled["why"]))
            self.wish(pull, self.word("Lever set."))
