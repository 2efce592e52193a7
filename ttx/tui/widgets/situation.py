"""The figures that a seat knows: value, trend, age and who said so.

Never shows a figure without its age and its source.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.content import Content

from ttx.actions import Dispute
from ttx.moment import ago
from ttx.text import about, say
from ttx.tui.screens.form import Field, Form
from ttx.tui.widgets.panel import Column, ListPanel, Row, section
from ttx.tui.widgets.wishes import WhyWanted
from ttx.tui.words import age, amount, direction, moment, plain, source, spark
from ttx.view import Picture, Reading


class Situation(ListPanel):
    """The situation board of a table."""

    BINDINGS = [
        Binding("w", "why", "Why", id="situation.why"),
        Binding("x", "dispute", "Dispute", id="situation.dispute"),
    ]
    EMPTY = "No figures have been reported to this table yet."

    def heads(self, picture: Picture) -> tuple[Column, ...]:
        columns = (
            Column("Figure"),
            Column("Value", 14),
            Column("Trend", 8, 66),
            Column("Age", 6),
            Column("Source", 18, 58),
        )
        return (*columns, Column("True", 8)) if _true(picture) else columns

    def rows(self, picture: Picture) -> Iterable[Row]:
        for one in sorted(picture.readings, key=lambda r: not r.headline):
            cells: tuple[str, ...] = (
                plain(one.title, self.lang),
                plain(one.shown, self.lang) if one.value is not None else "?",
                spark(one.trend),
                age(one, picture),
                source(one, self.lang),
            )
            if _true(picture):
                told = "" if one.truth is None else about(one.truth, self.lang)
                cells = (*cells, told)
            yield Row(one.gauge, cells)

    def detail(self, picture: Picture, key: str) -> Content:
        one = next((r for r in picture.readings if r.gauge == key), None)
        if one is None:
            return Content("")
        return describe(one, picture, self.lang)

    def open(self, key: str) -> None:
        self.action_why()

    def action_why(self) -> None:
        if one := self._reading():
            self.post_message(WhyWanted(one.gauge, plain(one.title, self.lang)))

    @work
    async def action_dispute(self) -> None:
        """Say in one line what is not right; play goes on."""
        one = self._reading()
        if one is None:
            return
        form = Form(
            self.lang,
            self.word("Dispute: {title}", title=plain(one.title, self.lang)),
            [Field("text", self.word("What is not right, in one line"), needed=True)],
            self.word(
                "Play goes on. Exercise control sees it; it stands in the report."
            ),
        )
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            self.wish(
                Dispute(one.gauge, str(filled["text"])), self.word("Dispute noted.")
            )

    def _reading(self) -> Reading | None:
        readings = self.picture.readings if self.picture else ()
        return next((one for one in readings if one.gauge == self.key), None)


def _true(picture: Picture) -> bool:
    return "truth" in picture.revealed


def describe(one: Reading, picture: Picture, lang: str) -> Content:
    """A figure in full sentences."""
    head = plain(one.title, lang)
    if one.value is None:
        return section(
            head, plain(one.says, lang), say(lang, "Nobody has reported this yet.")
        )
    heard = say(
        lang,
        "{shown} · as it was {when} · {age} ago · {source}",
        shown=plain(one.shown, lang),
        when=moment(picture, one.at, lang),
        age=ago(picture.knows - one.at),
        source=source(one, lang),
    )
    trend = ""
    if len(one.trend) > 1:
        values = " → ".join(amount(value, lang) for value in one.trend[-6:])
        trend = say(lang, "Known so far: {values} ({way})", values=values,
                    way=direction(one.trend, lang))  # fmt: skip
    return section(head, heard, plain(one.says, lang), trend)
