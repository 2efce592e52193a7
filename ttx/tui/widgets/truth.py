"""What is true beside what each table believes, with the age of the belief.

Never shown to a table.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.content import Content

from ttx.text import about
from ttx.tui.screens.override import override_form, override_of
from ttx.tui.widgets.panel import Column, ListPanel, Row
from ttx.tui.widgets.shared import shared_page
from ttx.tui.widgets.situation import describe
from ttx.tui.widgets.wishes import PageWanted, WhyWanted
from ttx.tui.words import age, plain, title_of
from ttx.view import Picture, Reading


class Truth(ListPanel):
    """All figures as they are, then table by table as they are known there."""

    BINDINGS = [
        Binding("w", "why", "Why", id="truth.why"),
        Binding("v", "override", "Override", id="truth.override"),
        Binding("t", "shared", "Shared picture", id="truth.shared"),
    ]
    COLUMNS = (
        Column("Figure"),
        Column("True", 14),
        Column("Believed", 14),
        Column("Age", 6),
    )

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.seen: dict[str, Picture] = {}

    def rows(self, picture: Picture) -> Iterable[Row]:
        yield Row("h", (self.word("Exercise control"),), head=True)
        true = {one.gauge: one for one in picture.readings}
        for one in picture.readings:
            shown = plain(one.shown, self.lang)
            odd = self.word("odd!") if one.odd else ""
            title = plain(one.title, self.lang)
            yield Row(f"/{one.gauge}", (title, shown, odd, ""), loud=one.odd)
        for table, theirs in self.seen.items():
            head = title_of(table, picture, self.lang)
            yield Row(f"h-{table}", (head,), head=True)
            for one in theirs.readings:
                yield Row(f"{table}/{one.gauge}", self._row(one, theirs, true))

    def _row(
        self, one: Reading, theirs: Picture, true: dict[str, Reading]
    ) -> tuple[str, ...]:
        real = true.get(one.gauge)
        told = plain(real.shown, self.lang) if real else ""
        if real is None and one.truth is not None:
            told = about(one.truth, self.lang)
        belief = plain(one.shown, self.lang) if one.value is not None else "?"
        return (plain(one.title, self.lang), told, belief, age(one, theirs))

    def detail(self, picture: Picture, key: str) -> Content:
        table, _, gauge = key.partition("/")
        source = self.seen.get(table, picture)
        one = next((r for r in source.readings if r.gauge == gauge), None)
        return describe(one, source, self.lang) if one else Content("")

    def _reading(self) -> Reading | None:
        readings = self.picture.readings if self.picture else ()
        gauge = self.key.partition("/")[2]
        here = next((one for one in readings if one.gauge == gauge), None)
        others = (r for p in self.seen.values() for r in p.readings if r.gauge == gauge)
        return here or next(others, None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """No shared picture, no key for it."""
        if action == "shared":
            return bool(self.picture and self.picture.shared)
        return super().check_action(action, parameters)

    def action_shared(self) -> None:
        """The shared picture as it stands, on a page."""
        if self.picture is not None:
            self.post_message(PageWanted(shared_page(self.picture, self.lang)))

    def action_why(self) -> None:
        if one := self._reading():
            self.post_message(WhyWanted(one.gauge, plain(one.title, self.lang)))

    @work
    async def action_override(self) -> None:
        """Set what a figure shows, with a reason."""
        if one := self._reading():
            filled = await self.app.push_screen_wait(override_form(one, self.lang))
            if filled is not None:
                self.wish(override_of(one, filled), self.word("Overridden."))
