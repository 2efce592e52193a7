"""What all tables decided, in order; from here exercise control can go back.

Never deletes: going back is a recorded fork.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual import work
from textual.binding import Binding
from textual.content import Content

from ttx.live.seat import Fork
from ttx.tui.screens.ask import Confirm
from ttx.tui.widgets.board import decision_words, describe
from ttx.tui.widgets.panel import Column, ListPanel, Row
from ttx.tui.widgets.wishes import HostWish
from ttx.tui.words import title_of
from ttx.view import Decided, Picture


class Log(ListPanel):
    """Decisions of all tables, the newest first."""

    BINDINGS = [Binding("b", "fork", "Back to before this", id="log.fork")]
    COLUMNS = (
        Column("Time", 5),
        Column("Table", 20),
        Column("Decision"),
        Column("State", 13, 60),
    )
    EMPTY = "No table has decided anything yet."

    def rows(self, picture: Picture) -> Iterable[Row]:
        for one in reversed(picture.desk.decided if picture.desk else ()):
            clock = f"{picture.calendar.clock(one.at):%H:%M}"
            who = title_of(one.team, picture, self.lang)
            words = decision_words(one, self.lang)
            yield Row(str(one.entry), (clock, who, words, self.word(one.state)))

    def detail(self, picture: Picture, key: str) -> Content:
        one = self._decided()
        return describe(one, picture, self.lang) if one else Content("")

    def _decided(self) -> Decided | None:
        desk = self.picture.desk if self.picture else None
        found = (
            (one for one in desk.decided if str(one.entry) == self.key) if desk else ()
        )
        return next(iter(found), None)

    @work
    async def action_fork(self) -> None:
        """Go on from just before this entry, in a new journal."""
        one = self._decided()
        if one is None:
            return
        words = decision_words(one, self.lang)
        sure = await self.app.push_screen_wait(
            Confirm(
                self.lang,
                self.word("Back to just before: {words}?", words=words),
                self.word(
                    "All tables go back to that moment. The old journal stays whole; "
                    "a new one begins here."
                ),
            )
        )
        if sure:
            self.post_message(HostWish(Fork(one.entry)))
