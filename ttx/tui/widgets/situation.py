"""The figures that a seat knows: value, trend, age and who said so.

Never shows a figure without its age and its source.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.app import ComposeResult
from textual.binding import Binding
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from ttx.actions import Dispute
from ttx.moment import ago
from ttx.text import about, say
from ttx.tui.screens.form import Field, Form
from ttx.tui.widgets.panel import Column, ListPanel, Row, section
from ttx.tui.widgets.scheme import scheme
from ttx.tui.widgets.shared import (
    HEADS,
    share_form,
    share_of,
    shared_detail,
    shared_rows,
)
from ttx.tui.widgets.wishes import Trouble, WhyWanted
from ttx.tui.words import age, direction, known, moment, plain, source, spark
from ttx.view import Picture, Reading


class Situation(ListPanel):
    """The situation board of a table."""

    BINDINGS = [
        Binding("w", "why", "Why", id="situation.why"),
        Binding("x", "dispute", "Dispute", id="situation.dispute"),
        Binding("p", "map", "Map", id="situation.map"),
        Binding("t", "shared", "Shared", id="situation.shared"),
        Binding("n", "write", "Write", id="situation.write"),
    ]
    EMPTY = "No figures have been reported to this table yet."
    mapped = False
    sharing = False

    def compose(self) -> ComposeResult:
        yield from super().compose()
        with VerticalScroll(classes="map-side"):
            yield Static("", classes="map", markup=False)

    def draw(self, picture: Picture) -> None:
        super().draw(picture)
        side = self.query_one(".map-side")
        side.display = self.mapped
        for part in self.query(".list-side, .detail-side"):
            part.display = not self.mapped
        if self.mapped:
            note = self.word(
                "A scheme, not to scale. In brackets: how old a figure is. {legend}",
                legend=plain(picture.legend, self.lang),
            )
            width = (side.size.width or self.size.width) - 3
            drawn = scheme(picture, max(width, 20), self.lang)
            self.query_one(".map", Static).update("\n".join([note, "", *drawn]))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No map, no key for it; on the map no line is chosen."""
        if action == "map":
            return bool(self.picture and self.picture.spots)
        if action == "shared":
            return bool(self.picture and self.picture.shared and not self.mapped)
        if action == "write":
            shared = self.picture.shared if self.picture else None
            return self.sharing and bool(shared and shared.writes)
        if action in ("why", "dispute"):
            return not (self.mapped or self.sharing)
        return super().check_action(action, parameters)

    def action_map(self) -> None:
        """The figures on a map, or in a list again."""
        self.mapped = not self.mapped
        if self.picture is not None:
            self.draw(self.picture)
            self.call_after_refresh(self.draw, self.picture)
        self.take_focus()
        self.screen.refresh_bindings()

    def action_shared(self) -> None:
        """The shared picture, or the own figures again."""
        self.sharing = not self.sharing
        if self.picture is not None:
            self.draw(self.picture)
        self.take_focus()
        self.screen.refresh_bindings()

    @work
    async def action_write(self) -> None:
        """Write the item under the cursor, or begin a new one."""
        picture, key = self.picture, self.key
        if picture is None or not picture.shared or not picture.shared.writes:
            return
        form = share_form(picture, key, self.lang,
                          self.word("No patient data, no names, nothing classified."))  # fmt: skip
        if form is None:
            self.post_message(Trouble(self.word("Another table keeps this item.")))
            return
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            done = self.word("In the shared picture.")
            self.wish(share_of(picture, key, filled), done)

    def take_focus(self) -> None:
        if self.mapped:
            self.query_one(".map-side").focus()
        else:
            super().take_focus()

    def heads(self, picture: Picture) -> tuple[Column, ...]:
        if self.sharing:
            return HEADS
        columns = (
            Column("Figure"),
            Column("Value", 13),
            Column("Trend", 8, 66),
            Column("Age", 6),
            Column("Source", 14, 58),
        )
        return (*columns, Column("True", 8)) if _true(picture) else columns

    def rows(self, picture: Picture) -> Iterable[Row]:
        if self.sharing:
            yield from shared_rows(picture, self.lang)
            return
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
        if self.sharing:
            return shared_detail(picture, key, self.lang)
        one = next((r for r in picture.readings if r.gauge == key), None)
        if one is None:
            return Content("")
        return describe(one, picture, self.lang)

    def open(self, key: str) -> None:
        if not self.sharing:
            self.action_why()
        elif self.check_action("write", ()):
            self.action_write()
        else:
            super().open(key)

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
        when=moment(picture, picture.as_of(one), lang),
        age=ago(picture.knows - picture.as_of(one)),
        source=source(one, lang),
    )
    trend = ""
    if len(one.trend) > 1:
        trend = say(lang, "Known so far: {values} ({way})",
                    values=known(one.trend[-6:], one.style, lang), way=direction(one.trend, lang))  # fmt: skip
    return section(head, heard, plain(one.says, lang), trend)
