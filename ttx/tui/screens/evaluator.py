"""The evaluator's screen: tasks and evidence; one key makes an observation.

Never rates by itself, and never shows a table what was observed.
"""

from __future__ import annotations

from textual import work
from textual.binding import Binding

from ttx.tui.screens.reading import READING_KEYS, ReadingKeys
from ttx.tui.widgets.book import Observations, Tasks, observation_form, observation_of
from ttx.tui.widgets.contacts import Contacts, contact_form, contact_of
from ttx.tui.widgets.questions import Questions
from ttx.view import Picture

TASKS = 0


class EvaluatorScreen(ReadingKeys):
    """Whoever watches: one key per kind of observation."""

    BINDINGS = [
        Binding("s", "observe('strength')", "Strength", id="book.strength"),
        Binding("g", "observe('gap')", "Gap", id="book.gap"),
        Binding("k", "observe('risk')", "Risk", id="book.risk"),
        Binding("i", "observe('idea')", "Idea", id="book.idea"),
        Binding("t", "contact", "Contact", show=False, id="book.contact"),
        *READING_KEYS,
    ]
    HELP = (
        "s, g, k and i note a strength, a gap, a risk or an idea with the time of "
        "now. On a task they are tied to it. r rates, where the purpose allows it."
    )
    TABS = (
        ("Tasks", Tasks),
        ("Observations", Observations),
        ("Contacts", Contacts),
        ("Questions", Questions),
    )

    def counts(self, picture: Picture) -> dict[int, int]:
        book = picture.book
        return {1: len(book.noted)} if book else {}

    @work
    async def action_observe(self, kind: str) -> None:
        """A time-stamped observation, tied to the task under the cursor."""
        task = self.query_one(Tasks).key if self.tab == TASKS else ""
        form = observation_form(self.picture, self.lang, kind, task)
        last = max((one.entry for one in self.picture.letters), default=None)
        filled = await self.app.push_screen_wait(form)
        if filled is not None:
            await self.submit(
                observation_of(filled, kind, last), self.word("Observation noted.")
            )

    @work
    async def action_contact(self) -> None:
        """Note who spoke with whom."""
        filled = await self.app.push_screen_wait(contact_form(self.lang, self.picture))
        if filled is not None:
            await self.submit(contact_of(filled), self.word("Contact noted."))
