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
from ttx.tui.widgets.panel import Column, ListPanel, Row, section
from ttx.tui.widgets.wishes import HostWish
from ttx.tui.words import moment, plain, title_of
from ttx.view import Decided, Picture, Turn


class Log(ListPanel):
    """Decisions of all tables and steps of exercise control, the newest first."""

    BINDINGS = [Binding("b", "fork", "Back to before this", id="log.fork")]
    COLUMNS = (
        Column("Time", 5),
        Column("Table", 20),
        Column("Decision"),
        Column("State", 13, 60),
    )
    EMPTY = "No table has decided anything yet."

    def rows(self, picture: Picture) -> Iterable[Row]:
        for one in reversed(self._entries()):
            clock = f"{picture.calendar.clock(one.at):%H:%M}"
            if isinstance(one, Turn):
                who, state = self.word("Exercise control"), ""
            else:
                who, state = (
                    title_of(one.team, picture, self.lang),
                    self.word(one.state),
                )
            yield Row(_key(one), (clock, who, self._words(one), state))

    def _entries(self) -> list[Decided | Turn]:
        """All that can be gone back to, in the order of exercise time."""
        desk = self.picture.desk if self.picture else None
        both: list[Decided | Turn] = [*desk.decided, *desk.turns] if desk else []
        return sorted(both, key=lambda one: (one.at, one.entry))

    def _words(self, one: Decided | Turn) -> str:
        if isinstance(one, Decided):
            return decision_words(one, self.lang)
        title = plain(one.title, self.lang)
        return f"{title}: {self.word(one.state)}" if title else self.word(one.state)

    def detail(self, picture: Picture, key: str) -> Content:
        one = self._entry()
        if isinstance(one, Turn):
            return section(self._words(one), moment(picture, one.at, self.lang))
        return describe(one, picture, self.lang) if one else Content("")

    def _entry(self) -> Decided | Turn | None:
        return next((one for one in self._entries() if _key(one) == self.key), None)

    @work
    async def action_fork(self) -> None:
        """Go on from just before this entry, in a new journal."""
        one = self._entry()
        if one is None or _is_draft(one):
            return
        words = self._words(one)
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


def _is_draft(one: Decided | Turn) -> bool:
    return isinstance(one, Decided) and one.state == "draft"


def _key(one: Decided | Turn) -> str:
    """Its number in the journal; a draft is not in the journal and counts by itself."""
    return f"draft {one.entry}" if _is_draft(one) else str(one.entry)
