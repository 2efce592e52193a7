"""The key with which a seat reads the report, as far as it was shown to this seat.

Never writes in it: comments and findings are written on the pages.
"""

from __future__ import annotations

from textual import work
from textual.binding import Binding
from textual.content import Content

from ttx.errors import TtxError
from ttx.text import clean, unmarked
from ttx.tui.screens.ask import Page
from ttx.tui.screens.tabbed import TabbedScreen
from ttx.view import Picture

READING_KEYS = (Binding("f9", "read_report", "Read the report", id="seat.report"),)
SHOWN = {
    "hot-wash": "Shown now: what the tables said themselves. F9 reads it.",
    "truth": "Shown now: what was true beside what you knew. F9 reads it.",
    "influence": "Shown now: the influence of decisions. F9 reads it.",
    "debrief": "The report is released to this table. F9 reads it.",
}
"""What a table is told at each step of looking back."""


class ReadingKeys(TabbedScreen):
    """The report as text, on one key."""

    @work
    async def action_read_report(self) -> None:
        """All that was shown to this seat so far, on a page."""
        try:
            page = await self.seat.debrief(self.lang, "md")
        except (TtxError, OSError) as wrong:
            self.trouble(self._told(wrong))
            return
        if not page:
            self.trouble(self.word("Nothing of the report has been shown here yet."))
            return
        note = self.word(
            "To comment on it, open the address of this exercise in a browser."
        )
        body = Content(f"{note}\n\n{clean(unmarked(page))}")
        self.app.push_screen(Page(self.lang, self.word("The report"), body))

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is no report before ENDEX."""
        if action == "read_report" and not self.picture.over:
            return False
        return super().check_action(action, parameters)

    def announce(self, old: Picture, new: Picture) -> None:
        """Say that there is more to read."""
        super().announce(old, new)
        fresh = [
            one for one in new.revealed if one not in old.revealed and one in SHOWN
        ]
        if new.over and fresh:
            self.toast(self.word(SHOWN[fresh[-1]]))
